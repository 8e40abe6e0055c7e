"""Annotated corpora in one shape: brat folders, Label Studio's exports, and JSONL in the forms of NEREL, SlavicNER and
factRuEval-2016.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from newsnlp.formats import labelstudio
from newsnlp.types import KINDS, Person, Title

# NEREL's names -> the library's, where they differ by more than case
_NAMES = {"profession": "title", "state_or_province": "region"}

_RELATION = re.compile(r"R\d+\t(\w+) Arg1:(\w+) Arg2:(\w+)")
FORMS = "a brat folder (.txt beside .ann), an export of Label Studio (.json) or a JSONL file"


class Entity(NamedTuple):
    """A mention: half-open code-point offsets into the article, ``kind`` in lower case."""

    kind: str
    start: int
    stop: int


class Annotated(NamedTuple):
    """A text with its gold mentions.

    ``holders``: mentions of titles, each with mentions of the person who holds it. ``values``: the mentions' keys,
    where the corpus is one of documents in the library's own form.
    """

    id: str
    text: str
    entities: tuple[Entity, ...]
    holders: tuple[tuple[Entity, tuple[Entity, ...]], ...] = ()
    values: Mapping[Entity, str] = MappingProxyType({})


def kind_name(label: str) -> str:
    """A corpus' label in the library's spelling.

    >>> kind_name("PROFESSION"), kind_name("WORK_OF_ART"), kind_name("LocOrg")
    ('title', 'work_of_art', 'locorg')
    """
    return _NAMES.get(label.lower(), label.lower())


def read(path: Path | str) -> list[Annotated]:
    """The articles of a brat folder (``x.txt`` beside ``x.ann``), of Label Studio's export (.json) or of a JSONL file.

    Raises ``FileNotFoundError`` where there is nothing, ``ValueError`` with file and line where the form is wrong.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"no corpus at {path}")
    form = _brat if path.is_dir() else _labelstudio if path.suffix == ".json" else _jsonl
    articles = list(form(path))
    if not articles:
        raise ValueError(f"{path} holds no annotated article: a corpus is {FORMS}")
    return articles


def _labelstudio(path: Path) -> Iterator[Annotated]:
    try:
        for id, text, marks in labelstudio.drawn(path.read_bytes()):
            entities = (Entity(kind_name(mark.mark), mark.start, mark.stop) for mark in marks)
            yield Annotated(id, text, _checked(text, entities))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def unmarked(path: Path | str) -> list[Annotated]:
    """The articles of a JSONL file (``.gz`` too) with ``text``, whatever else its rows hold.

    Raises ``ValueError`` with file and line where the form is wrong.
    """
    return list(_lines(Path(path), lambda row: Annotated(str(row.get("id", "")), str(row["text"]), ()), "text"))


def _jsonl(path: Path) -> Iterator[Annotated]:
    yield from _lines(path, _article, "text and entities")


def _lines(path: Path, made: Callable[[dict[str, Any]], Annotated], needed: str) -> Iterator[Annotated]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield made(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path}, line {number}: {reason(error)}; a line needs {needed}") from error


def reason(error: Exception) -> str:
    """What is wrong with a line, in words.

    >>> reason(KeyError("entities")), reason(ValueError("the end lies before the start"))
    ("no 'entities'", 'the end lies before the start')
    """
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON ({error})"
    return f"no {error}" if isinstance(error, KeyError) else str(error)


def _article(row: dict[str, Any]) -> Annotated:
    if "entities" not in row and "people" in row:
        return document(row)
    # factRuEval's "entities" are things, its "mentions" stand in the text
    mentions = row["mentions"] if "mentions" in row else row["entities"]
    found = {m.get("id", n): Entity(kind_name(m["type"]), m["start"], m["stop"]) for n, m in enumerate(mentions)}
    tied = ((r["type"], r["a"], r["b"]) for r in row.get("relations", ()))
    return Annotated(str(row.get("id", "")), row["text"], _checked(row["text"], found.values()), _holders(found, tied))


def _holders(
    found: Mapping[Any, Entity], tied: Iterable[tuple[str, Any, Any]]
) -> tuple[tuple[Entity, tuple[Entity, ...]], ...]:
    """Titles with their holders, of relations between mentions by their ids, in NEREL's manner."""
    pairs = ((found.get(a), found.get(b)) for name, a, b in tied if name == "WORKS_AS")
    return tuple((b, (a,)) for a, b in pairs if a and b and a.kind == "person" and b.kind == "title")


def document(row: Mapping[str, Any]) -> Annotated:
    """A document in the library's JSON form. Raises ``KeyError``, ``TypeError``, ``ValueError`` where it is none."""
    values: dict[Entity, str] = {}
    spots: dict[str, tuple[Entity, ...]] = {}
    titles: list[tuple[Mapping[str, Any], tuple[Entity, ...]]] = []
    for kind in KINDS.values():
        for fact in row.get(kind.column, ()):
            name = kind_name(kind.mark(fact.get("kind") or ""))
            found = tuple(Entity(name, m["start"], m["stop"]) for m in fact["mentions"])
            key = fact.get("key", "")
            values |= dict.fromkeys(found, key)
            if kind.cls is Person:
                spots[key] = found
            if kind.cls is Title and fact["person"]:
                titles.append((fact["person"], found))
    holders = tuple((at, spots.get(person.get("key", ""), ())) for person, found in titles for at in found)
    return Annotated(str(row["id"]), row.get("text", ""), tuple(sorted(values)), holders, values)


def _checked(text: str, entities: Iterable[Entity]) -> tuple[Entity, ...]:
    kept = tuple(sorted(set(entities), key=lambda e: (e.start, -e.stop, e.kind)))
    for entity in kept:
        if not 0 <= entity.start < entity.stop <= len(text):
            raise ValueError(f"{entity} lies outside its text of {len(text)} characters")
    return kept


def _brat(folder: Path) -> Iterator[Annotated]:
    for path in sorted(folder.rglob("*.ann")):
        page = path.with_suffix(".txt")
        if page.is_file():
            with page.open(encoding="utf-8", newline="") as file:  # brat counts "\r\n" as two
                text = file.read()
            lines = path.read_text(encoding="utf-8").splitlines()
            found = {line.partition("\t")[0]: entity for line in lines if (entity := _annotation(line))}
            tied = ((match[1], match[2], match[3]) for line in lines if (match := _RELATION.match(line)))
            yield Annotated(path.stem, text, _checked(text, found.values()), _holders(found, tied))


def _annotation(line: str) -> Entity | None:
    """A text-bound line of brat; discontinuous mentions are left out.

    >>> _annotation("T1\\tPERSON 0 5\\tОбама")
    Entity(kind='person', start=0, stop=5)
    >>> _annotation("R1\\tWORKS_AS Arg1:T1 Arg2:T2")
    """
    if not line.startswith("T") or line.count("\t") < 1:
        return None
    label, *spots = line.split("\t")[1].replace(";", " ").split()
    return Entity(kind_name(label), int(spots[0]), int(spots[1])) if len(spots) == 2 else None
