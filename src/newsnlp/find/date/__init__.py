"""Finds dates, times, lengths of time and sets in a sentence; what they mean on a day is ``anchor``'s to say.

A cheap test of every token cuts out windows of words that dates are made of; :mod:`atoms` reads them, the grammar of
:mod:`rules` composes them, :mod:`build` computes. What the grammar is sure of («24 апреля», «в прошлом году») stands by
itself; what may be something else (a bare «2019», «три года», «утром») needs the tagger's word for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from newsnlp.data import Tables
from newsnlp.find import number
from newsnlp.find.date.atoms import Atom, Reader, pieces
from newsnlp.find.date.build import EDGES, Built, Match, build
from newsnlp.find.date.rules import GRAMMAR, RULES
from newsnlp.find.date.sure import sure
from newsnlp.find.date.tense import direction
from newsnlp.find.date.words import Words
from newsnlp.types import Finding, Point, Sentence, Span, TimeExpression, Token

__all__ = ["RULES", "finder"]

LONGEST = 60  # tokens of a window
_MARKS = frozenset(",.-–—‑−():/|")
_KINDS = ("date", "time")
# the parts of words that make a window worth reading
_TRIGGERS = frozenset(
    "month weekday season unit half_unit part noon today today_adjective year_adjective year_mark each set set_adjective ago "
    "vague holiday working last present relative month_adjective weekday_adjective season_adjective".split()
)
# what stands apart from its neighbours: no rule composes it
_BREAKS = frozenset({"X", "BAD"})
_ALONE = {
    **dict.fromkeys(
        "DAY MONTHDAY WEEKDAY TODAY HOLIDAY FEAST MONTH SEASON SEASONNOUN QUARTER YEAR BARE DECADE CENTURY REFERENCE REFYEAR "
        "REFMONTH REFWEEK REFQUARTER REFHALF REFCENTURY REFDECADE REFMILLENNIUM".split(),
        "date.point",
    ),
    **dict.fromkeys(("CLOCK", "PART", "MOMENT"), "date.time"),
    **dict.fromkeys(("DURATION", "UNIT", "LASTING", "LONG"), "date.duration"),
    **dict.fromkeys(("SCHOOL", "HEATING", "PAIR"), "date.season"),
    **dict.fromkeys(("YEARS", "BAREYEARS"), "date.range"),
    **dict.fromkeys(("SET", "SETADJECTIVE"), "date.set"),
    **dict.fromkeys(("VAGUE", "NARRATIVE"), "date.reference"),
    "BC": "date.bc",
    "ADJECTIVE": "date.adjective",
}


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Any]]]:
    """The finder of dates with these tables (``calendar``, ``holidays``)."""
    words = Words(tables)

    def find(sentence: Sentence) -> list[Finding[Any]]:
        seen = [span for span in sentence.spans if span.kind in _KINDS]
        found = [
            finding
            for start, stop in _windows(sentence.tokens, words, seen)
            for finding in _read(sentence, start, stop, words, seen)
        ]
        return _with_days(found) if found else []

    return find


def _windows(tokens: Sequence[Token], words: Words, seen: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Runs of tokens that dates are made of, with a trigger among them: half-open numbers of tokens."""
    known, start, triggered = words.words, -1, False
    for at, token in enumerate(tokens):
        word = known.get(token.lower)
        if word is not None:
            hot = word.part in _TRIGGERS
        elif token.text in _MARKS:
            hot = False
        elif (odd := _odd(token, words, seen)) is not None:
            hot = odd
        else:
            if triggered:
                yield start, at
            start, triggered = -1, False
            continue
        if start < 0:
            start = at
        triggered = triggered or hot or (at - start > 0 and token.text == ":")
        if at - start >= LONGEST:
            if triggered:
                yield start, at + 1
            start, triggered = -1, False
    if triggered:
        yield start, len(tokens)


def _odd(token: Token, words: Words, seen: Sequence[Span]) -> bool | None:
    """Whether a token outside the lexicon triggers a window; ``None`` where it ends one."""
    text = token.text
    if any(span.start <= token.start < span.stop for span in seen):
        return True
    if text[0] in "0123456789":
        return len(text) > 2 and (text[:4].isdigit() or not text.isdigit())
    if text[0] in "IVXХ" and number.roman(text.rstrip("-‑го")) is not None:
        return False
    if 2 < len(text) < 40 and not text.isalnum():
        parts = [words.get(part) for part in _parts(token.lower)]
        if all(part is not None for part in parts):
            return any(part.part in _TRIGGERS for part in parts if part)
        if all(number.roman(part) is not None for part in _parts(text)):
            return False
    return None


def _parts(text: str) -> list[str]:
    for mark in "–—‑":
        text = text.replace(mark, "-")
    return text.split("-")


def _read(sentence: Sentence, start: int, stop: int, words: Words, seen: Sequence[Span]) -> Iterator[Finding[Any]]:
    tokens = sentence.tokens
    text = sentence.cut(tokens[start].start, tokens[stop - 1].stop)
    window = pieces(text, tokens[start].start, words)
    for segment in _segments(Reader(window, words).atoms()):
        for match, before in _matches(segment):
            for built in build(match):
                finding = _finding(match.rule, built)
                if sure(match.rule, built, before, sentence, finding, seen):
                    yield _told(finding, sentence)


def _finding(rule: str, built: Built) -> Finding[TimeExpression]:
    return Finding(built.atoms[0].start, built.atoms[-1].stop, rule, built.expression)


def _told(finding: Finding[TimeExpression], sentence: Sentence) -> Finding[TimeExpression]:
    """With the tense of its clause, where it may decide."""
    if not finding.value.relative:
        return finding
    tense = direction(sentence, finding.start, finding.stop)
    return replace(finding, value=replace(finding.value, direction=tense)) if tense else finding


def _segments(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    segment: list[Atom] = []
    for atom in atoms:
        if atom.type in _BREAKS:
            if segment:
                yield segment
            segment = []
        else:
            segment.append(atom)
    if segment:
        yield segment


def _matches(segment: Sequence[Atom]) -> Iterator[tuple[Match, Atom | None]]:
    """The rules that fit a segment, each with the atom before it."""
    first = next((n for n, atom in enumerate(segment) if atom.type not in EDGES), None)
    if first is None:
        return
    last = next(n for n in range(len(segment) - 1, -1, -1) if segment[n].type not in EDGES)
    if first and segment[first - 1].type in ("FROM", "TO", "BETWEEN"):
        first -= 1
    inner = segment[first : last + 1]
    if len(inner) == 1 and inner[0].type in _ALONE:
        yield Match(_ALONE[inner[0].type], inner, [inner]), segment[first - 1] if first else None
        return
    for found in GRAMMAR.findall(inner):
        rule = found.parts[0].name
        atoms = inner[found.start : found.stop]
        points = [inner[a:b] for a, b in found.all("point")]
        day = found.get("day")
        before = inner[found.start - 1] if found.start else segment[first - 1] if first else None
        yield Match(rule, atoms, points, inner[day[0] : day[1]] if day else None), before


def _with_days(found: list[Finding[TimeExpression]]) -> list[Finding[TimeExpression]]:
    """Times without a day of their own take the day that the sentence names nearest to them."""
    days = [f for f in found if f.value.kind == "date" and f.value.begin == f.value.end and f.value.begin is not None]
    days = [f for f in days if f.value.begin.grain == "day"]
    return [_with_day(f, days) if days and _bare(f.value.begin) else f for f in found]


def _bare(point: Point | None) -> bool:
    return point is not None and bool(point.clock) and point == Point("day", clock=point.clock)


def _with_day(finding: Finding[TimeExpression], days: Iterable[Finding[TimeExpression]]) -> Finding[TimeExpression]:
    near = min(days, key=lambda day: max(finding.start - day.stop, day.start - finding.stop))
    said, day = finding.value, near.value.begin
    assert day is not None
    begin, end = (p and replace(day, clock=p.clock) for p in (said.begin, said.end))
    value = replace(said, begin=begin, end=end, relative=near.value.relative, direction=near.value.direction)
    return replace(finding, value=value)
