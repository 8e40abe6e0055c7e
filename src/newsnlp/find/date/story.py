"""What a sentence tells from the year that it names: «в 2021 году …, годом ранее», «в том же году»."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from newsnlp.lang import numerals
from newsnlp.types import Finding, Point, Sentence, TimeExpression

_RULES = frozenset({"date.story", "date.reference", "date.ago"})
_YEARS = frozenset("год года лет годом годами".split())
_EARLIER, _LATER = frozenset({"ранее", "раньше"}), frozenset({"позже", "позднее", "спустя", "через"})
_SAME = ("того же года", "том же году")
_OF = frozenset({"после", "до", "с", "со"})  # «через год после свадьбы» is told from something else


def with_years(found: Iterable[Finding[TimeExpression]], sentence: Sentence) -> list[Finding[TimeExpression]]:
    """The findings, in order; those told from a year with the year that is named right before them."""
    done: list[Finding[TimeExpression]] = []
    for finding in sorted(found, key=lambda f: f.start):
        last = next((f.value.begin for f in reversed(done) if f.stop <= finding.start), None)
        point = _told_from(finding, last, sentence) if last is not None and finding.rule in _RULES else None
        value = TimeExpression("date", point, point, relative=point.year is None) if point else finding.value
        done.append(replace(finding, value=value) if point else finding)
    return done


def _told_from(finding: Finding[TimeExpression], last: Point, sentence: Sentence) -> Point | None:
    said, text = finding.value, sentence.cut(finding.start, finding.stop).lower()
    if said.begin is not None or not said.value.startswith("XXXX") or last.short:
        return None
    if text.endswith(_SAME) and last.year is not None and last.grain in ("day", "month", "year"):
        return _within(said.value, last.year)
    behind = sentence.behind(finding.stop)
    of = behind is not None and (behind.lower in _OF or (behind.tag.pos == "NOUN" and behind.tag.case == "gent"))
    shift = years(text) if said.value == "XXXX" and last.grain == "year" and not of else 0
    if not shift or (last.year is None and last.step != "year"):
        return None
    if last.year is None:
        return replace(last, shift=(last.shift or 0) + shift)  # «в прошлом году …, годом ранее»
    return Point("year", last.year + shift) if 1 <= last.year + shift <= 9999 else None


def _within(value: str, year: int) -> Point | None:
    """
    >>> _within("XXXX-12-08", 2021).day, _within("XXXX", 2021).grain, _within("XXXX-12-08TMO", 2021)
    (8, 'year', None)
    """
    parts = value.split("-")[1:]
    if not all(part.isdigit() for part in parts):
        return None
    month, day = (*map(int, parts), 0, 0)[:2]
    return Point("day", year, month, day) if day else Point("month", year, month) if month else Point("year", year)


def years(text: str) -> int:
    """How many years earlier or later; 0 where the words say something else.

    >>> years("годом ранее"), years("двумя годами позже"), years("через 5 лет"), years("днём ранее")
    (-1, 2, 5, 0)
    """
    words = text.split()
    sign = -1 if _EARLIER.intersection(words) else 1 if _LATER.intersection(words) else 0
    rest = [word for word in words if word not in _EARLIER | _LATER]
    if not rest or rest[-1] not in _YEARS or len(rest) > 2:
        return 0
    if len(rest) == 1:
        return sign
    return sign * (int(rest[0]) if rest[0].isdecimal() and len(rest[0]) < 4 else numerals.cardinals().get(rest[0], 0))
