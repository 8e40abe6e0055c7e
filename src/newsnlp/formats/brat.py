"""brat standoff, out and in, with NEREL's names of types, so that a corrected folder trains a tagger.

A note on each span (``AnnotatorNotes``) holds the value as JSON, so a document comes back whole; a span drawn by hand
without a note becomes the entity that its words name. ``WORKS_AS`` ties a person to a title, ``WORKPLACE`` a title to
its organization, and a ``Reference`` names a region's Wikidata item.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsnlp import plain
from newsnlp.types import COLUMNS, Document, Entity, Mention, Organization, Person, Region, Title

_REGIONS: Mapping[str, str] = {
    "country": "COUNTRY",
    "region": "STATE_OR_PROVINCE",
    "city": "CITY",
    "district": "DISTRICT",
    "other": "LOCATION",
}
_TYPES: Mapping[str, str] = {
    "people": "PERSON",
    "titles": "PROFESSION",
    "organizations": "ORGANIZATION",
    "money": "MONEY",
}
_FIELDS: Mapping[str, str] = {
    **{kind: field for field, kind in _TYPES.items()},
    **dict.fromkeys(_REGIONS.values(), "regions"),
    "DATE": "dates",
    "TIME": "dates",
}
_SPAN = re.compile(r"(T\d+)\t(\S+) ([\d ;]+)\t")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)")


@dataclass(frozen=True, slots=True)
class _Span:
    id: str
    kind: str
    entity: Entity
    mention: Mention


def write(documents: Iterable[Document]) -> Iterator[str]:
    """The ``.ann`` file of one document; more of them make a folder, see :func:`save`.

    Raises ``ValueError`` at a second document: its spans could not be told from the first's.
    """
    for number, document in enumerate(documents):
        if number:
            raise ValueError("brat keeps one document a file: give one article, or call newsnlp.formats.brat.save")
        yield standoff(document)


def save(documents: Iterable[Document], folder: Path) -> None:
    """A folder that brat opens and ``newsnlp train`` takes: ``<id>.txt`` and ``<id>.ann`` for each document.

    Documents without an id are numbered. Raises ``FileExistsError`` rather than overwrite a file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number, document in enumerate(documents, 1):
        stem = re.sub(r"[^\w.-]", "_", document.id or str(number))
        for ending, content in ((".txt", document.text), (".ann", standoff(document))):
            with open(folder / (stem + ending), "x", encoding="utf-8", errors="replace", newline="") as file:
                file.write(content)


def standoff(document: Document) -> str:
    """The ``.ann`` file of a document; its ``.txt`` file is ``document.text`` to the letter.

    >>> person = Person("Анна Ильина", mentions=(Mention(0, 4, "Анна", "tagger"),))
    >>> standoff(Document("Анна пришла.", people=(person,))).splitlines()[0]
    'T1\\tPERSON 0 4\\tАнна'
    """
    spans = list(_spans(document))
    lines = [line for span in spans for line in _lines(span)]
    return "".join(line + "\n" for line in [*lines, *_relations(spans)])


def _spans(document: Document) -> Iterator[_Span]:
    found = [(m, kind, e) for kind in COLUMNS for e in getattr(document, kind) for m in e.mentions]
    found.sort(key=lambda item: (item[0].start, -item[0].stop))
    for number, (mention, kind, entity) in enumerate(found, 1):
        yield _Span(f"T{number}", kind, entity, mention)


def _type(span: _Span) -> str:
    if isinstance(span.entity, Region):
        return _REGIONS[span.entity.kind]
    if span.kind == "dates":
        return "TIME" if getattr(span.entity, "kind", "") == "time" else "DATE"
    return _TYPES[span.kind]


def _lines(span: _Span) -> Iterator[str]:
    m, number = span.mention, span.id[1:]
    text = m.text.replace("\n", " ").replace("\t", " ")
    yield f"{span.id}\t{_type(span)} {_pieces(m)}\t{text}"
    yield f"#{number}\tAnnotatorNotes {span.id}\t{_note(span)}"
    if isinstance(span.entity, Region) and span.entity.wikidata:
        yield f"N{number}\tReference {span.id} Wikidata:{span.entity.wikidata}\t{span.entity.name}"


def _pieces(mention: Mention) -> str:
    """brat's spans don't hold line ends: «5 млн\\nрублей» is written as two pieces."""
    pieces = [m.span() for m in re.finditer(r"[^\n]+", mention.text)]
    return ";".join(f"{mention.start + a} {mention.start + b}" for a, b in pieces)


def _note(span: _Span) -> str:
    """The entity as JSON on one line, with the rule of this mention instead of all its mentions."""
    return json.dumps({**_value(span.entity), "rule": span.mention.rule})


def _value(entity: Entity) -> dict[str, Any]:
    return {key: value for key, value in plain.dump(entity).items() if key != "mentions"}


def _relations(spans: Sequence[_Span]) -> Iterator[str]:
    number = 0
    for title in spans:
        if not isinstance(title.entity, Title):
            continue
        for name, linked in (("WORKS_AS", title.entity.person), ("WORKPLACE", title.entity.organization)):
            other = _nearest(spans, linked, title.mention.start) if linked else None
            if other:
                number += 1
                first, second = (other.id, title.id) if name == "WORKS_AS" else (title.id, other.id)
                yield f"R{number}\t{name} Arg1:{first} Arg2:{second}"


def _nearest(spans: Sequence[_Span], entity: Person | Organization, start: int) -> _Span | None:
    same = [span for span in spans if span.entity == entity]
    return min(same, key=lambda span: abs(span.mention.start - start), default=None)


def read(text: str, ann: str) -> Document:
    """A document from brat's two files. Spans of types that the library has no kind for are left out.

    Raises ``ValueError`` where a span lies outside the text, or a sum or date drawn by hand has no note with its value.
    """
    notes = {m[1]: json.loads(m[2]) for line in ann.splitlines() if (m := _NOTE.match(line)) and m[2][:1] == "{"}
    found: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in COLUMNS}
    for line in ann.splitlines():
        if (match := _SPAN.match(line)) and match[2] in _FIELDS:
            _add(found[_FIELDS[match[2]]], text, match, dict(notes.get(match[1], {})))
    facts = {kind: [_ordered(e) for e in entities.values()] for kind, entities in found.items()}
    for entities in facts.values():
        entities.sort(key=lambda e: (e["mentions"][0]["start"], -e["mentions"][0]["stop"]))
    return Document.from_dict({"id": None, "text": text, "published": None, **facts})


def _add(entities: dict[str, dict[str, Any]], text: str, match: re.Match[str], note: dict[str, Any]) -> None:
    numbers = [int(n) for n in re.findall(r"\d+", match[3])]
    start, stop = numbers[0], numbers[-1]
    if not 0 <= start < stop <= len(text):
        raise ValueError(
            f"{match[1]} spans {start} to {stop}, the text ends at {len(text)}: is it the right .txt file?"
        )
    rule = note.pop("rule", "brat")
    value = note or _plain(match[1], match[2], text[start:stop])
    mention = {"start": start, "stop": stop, "text": text[start:stop], "rule": rule}
    entities.setdefault(json.dumps(value), {**value, "mentions": []})["mentions"].append(mention)


def _ordered(entity: dict[str, Any]) -> dict[str, Any]:
    return {**entity, "mentions": sorted(entity["mentions"], key=lambda m: (m["start"], -m["stop"]))}


def _plain(id: str, type: str, text: str) -> dict[str, Any]:
    """The value of a span drawn by hand: what its words say."""
    kind = _FIELDS[type]
    if kind in ("money", "dates"):
        raise ValueError(
            f"{id} «{text}» was drawn by hand: give it a note with its value as JSON, like the other spans'"
        )
    if kind == "people":
        return _value(Person(text))
    if kind == "titles":
        return _value(Title(text, text))
    if kind == "organizations":
        return _value(Organization(text))
    return {"name": text, "kind": next(k for k, t in _REGIONS.items() if t == type)}
