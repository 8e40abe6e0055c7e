"""What tools for annotators have in common: mentions by NEREL's names, each with a note that holds its fact as JSON.

So a document comes back whole from brat and from Label Studio, and a mention drawn by hand, without a note, becomes the
fact that its words name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from newsnlp import plain
from newsnlp.types import KINDS, Document, Fact, Kind, Mention, Organization, Person, Region, Title

_ENDS = re.compile("[\x85\u2028\u2029]")  # lines end here too, in some eyes


@dataclass(frozen=True, slots=True)
class Span:
    """A mention of a document, numbered; ``mark``: NEREL's name of what it is."""

    number: int
    mark: str
    fact: Fact
    mention: Mention

    @property
    def note(self) -> str:
        """The fact as JSON on one line, with how this mention is known instead of all mentions."""
        at = {name: getattr(self.mention, name) for name in ("rule", "score", "zone")}
        line = plain.escape(json.dumps({**value(self.fact), "mention": at}, ensure_ascii=False))
        return _ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def value(fact: Fact) -> dict[str, Any]:
    """A fact's own fields, plain."""
    return {name: part for name, part in plain.dump(fact).items() if name not in ("mentions", "key")}


def spans(document: Document) -> list[Span]:
    """A document's mentions in the order of the text, the longer first, numbered from 1."""
    found = [(m, KINDS[cls], fact) for cls in KINDS for fact in document.facts(cls) for m in fact.mentions]
    found.sort(key=lambda item: (item[0].start, -item[0].stop))
    return [
        Span(number, kind.mark(getattr(fact, "kind", "")), fact, mention)
        for number, (mention, kind, fact) in enumerate(found, 1)
    ]


def relations(found: Sequence[Span]) -> Iterator[tuple[str, Span, Span]]:
    """``WORKS_AS`` from a person to a title, ``WORKPLACE`` from a title to its organization: their nearest mentions."""
    for title in found:
        if isinstance(title.fact, Title):
            holder, place = (_nearest(found, linked, title) for linked in (title.fact.person, title.fact.organization))
            if holder:
                yield "WORKS_AS", holder, title
            if place:
                yield "WORKPLACE", title, place


def _nearest(found: Sequence[Span], fact: Fact | None, title: Span) -> Span | None:
    same = [span for span in found if span.fact == fact]
    return min(same, key=lambda span: abs(span.mention.start - title.mention.start), default=None)


# ------------------------------------------------------------------------------------------------ back


class Drawn(NamedTuple):
    """A mention as a tool gives it back; ``note`` is empty where a person drew it."""

    id: str
    mark: str
    start: int
    stop: int
    note: str


def marks() -> Mapping[str, tuple[Kind, str]]:
    """NEREL's names -> the kind, and the ``kind`` of its values, ``""`` for any."""
    return {kind.mark(of): (kind, of) for kind in KINDS.values() for of in (*kind.marks, "")}


def document(text: str, drawn: Iterable[Drawn], rule: str, **head: Any) -> Document:
    """The document of a text and the mentions in it; names that no kind has are left out.

    ``rule``: what found those drawn by hand. ``head``: ``id`` and ``published``, plain. Raises ``ValueError`` where a
    mention lies outside the text, a note is no JSON, or a sum or date has no note with its value.
    """
    known = marks()
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for one in drawn:
        if one.mark in known:
            kind, of = known[one.mark]
            fact, at = _read(text, one, kind, of, rule)
            same = found.setdefault(kind.column, {}).setdefault(json.dumps(fact), {**fact, "mentions": []})
            same["mentions"].append(at)
    return Document.from_dict({"text": text, **head, **{column: _ordered(facts) for column, facts in found.items()}})


def _ordered(facts: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    for fact in facts.values():
        fact["mentions"].sort(key=_place)
    return sorted(facts.values(), key=lambda fact: _place(fact["mentions"][0]))


def _place(mention: Mapping[str, Any]) -> tuple[int, int]:
    return mention["start"], -mention["stop"]


def _read(text: str, one: Drawn, kind: Kind, of: str, rule: str) -> tuple[dict[str, Any], dict[str, Any]]:
    if not 0 <= one.start < one.stop <= len(text):
        raise ValueError(
            f"{one.id} spans {one.start} to {one.stop}, the text ends at {len(text)}: is it the right text?"
        )
    cut = text[one.start : one.stop]
    told = _told(one)
    at = {"start": one.start, "stop": one.stop, "text": cut, "rule": rule, **told.pop("mention", {})}
    return told or value(_named(one.id, cut, kind, of)), at


def _told(one: Drawn) -> dict[str, Any]:
    if not one.note.startswith("{"):
        return {}
    try:
        told: dict[str, Any] = json.loads(one.note)
        return told
    except ValueError as error:
        raise ValueError(f"the note of {one.id} is no JSON any more: {error}") from None


def _named(id: str, cut: str, kind: Kind, of: str) -> Fact:
    """What the words of a mention drawn by hand name."""
    made: Mapping[type[Fact], Fact] = {
        Person: Person(cut),
        Title: Title(cut, cut),
        Organization: Organization(cut),
        Region: Region(cut, of or "other"),  # type: ignore[arg-type]
    }
    if kind.cls not in made:
        raise ValueError(f"{id} «{cut}» was drawn by hand: give it a note with its value as JSON, like the others'")
    return made[kind.cls]
