"""The words of dates: ``data/calendar.tsv`` and ``data/holidays.tsv``, each form with the part that it plays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, cast

from newsnlp.data import Row, Tables, several, word_list
from newsnlp.lang import calendar, morph, numerals
from newsnlp.types import Grain, Point, TimeExpression

# the adverbs among the parts of the day: «прошлой ночью», «днём и ночью»
BY_DAY = frozenset(word_list("date.words.by_day"))


class Word(NamedTuple):
    """The part that a form plays and what it says there: ``Word("month", "5")`` for «мая»."""

    part: str
    value: str = ""


class Holiday(NamedTuple):
    """A holiday's day, and the words of its name behind the first."""

    rest: tuple[frozenset[str], ...]
    day: Point
    sure: bool


def named(part: str, value: str) -> Point | None:
    """What a word names by itself, by the part that it plays: a weekday, a month, a season, a time of the day.

    >>> named("month_adjective", "5").number, named("part", "TMO").clock, named("unit", "day")
    (5, 'TMO', None)
    """
    part = part.removesuffix("_adjective")
    if part in ("part", "noon"):
        return Point("day", clock=value)
    if part == "weekday":
        return Point("day", weekday=int(value))
    if part in ("month", "season"):
        return Point(cast(Grain, part), number=int(value))
    return None


def every(said: Point) -> TimeExpression:
    """Each such day, month, year.

    >>> every(Point("day", weekday=1)).value
    'XXXX-WXX-1'
    """
    return TimeExpression("set", value=calendar.loose(said), told=said)


class Words:
    """The lexicon of a process: every form known to the tables, and the numbers' words; a table's earlier row wins."""

    def __init__(self, tables: Tables) -> None:
        self.words: dict[str, Word] = {}
        for row in tables.rows("calendar"):
            for word in several(row["words"]):
                for form in _forms(word):
                    self.words.setdefault(form, Word(row["class"], row["value"]))
        for form in (*numerals.cardinals(), *numerals.ordinals(), *numerals.scales()):
            self.words.setdefault(form, Word("number"))
        self.holidays: dict[str, list[Holiday]] = {}
        for row in tables.rows("holidays"):
            for form, holiday in _holiday(row):
                self.holidays.setdefault(form, []).append(holiday)
                self.words.setdefault(form, Word("holiday"))
                for other in chain.from_iterable(holiday.rest):
                    self.words.setdefault(other, Word("holiday_part"))

    def get(self, lower: str) -> Word | None:
        """What a word in lower case says in a date."""
        return self.words.get(lower)


def _holiday(row: Row) -> Iterator[tuple[str, Holiday]]:
    first, *rest = (frozenset(_forms(word)) for word in row["words"].split())
    day = _day(row["month"], row["day"])
    for form in first:
        yield form, Holiday(tuple(rest), day, row["sure"] == "yes")


def _day(month: str, day: str) -> Point:
    """The day that a holiday's row names.

    >>> _day("5", "9").day, _day("11", "-1/7").which, _day("easter", "49").feast
    (9, -1, 49)
    """
    if month == "easter":
        return Point("day", feast=int(day))
    if "/" in day:
        which, weekday = map(int, day.split("/"))
        return Point("day", number=int(month), weekday=weekday, which=which)
    return Point("day", number=int(month), day=int(day))


def _forms(word: str) -> list[str]:
    """The forms that a table's word stands for.

    >>> _forms("мая"), "мае" in _forms("май*"), _forms("ближайший*")[:2]
    (['мая'], True, ['ближайшая', 'ближайшего'])
    """
    if not word.endswith("*"):
        return [word]
    # the forms of a noun or full adjective that share the lemma's own reading (no verb's or short forms)
    lemma = word[:-1]
    readings = (p for p in morph.parses(lemma) if p.word == lemma and _declines(p.tag))
    own = next(readings, None)
    forms = {lemma} | ({form.word for form in own.lexeme if _alike(form.tag, own.tag)} if own else set())
    return sorted(forms | {form.replace("ё", "е") for form in forms})


def _declines(tag: Any) -> bool:
    """Whether a reading is a noun in the nominative, or a full adjective or participle."""
    return tag.POS in ("ADJF", "PRTF") or (tag.POS == "NOUN" and tag.case == "nomn")


def _alike(form: Any, lemma: Any) -> bool:
    same = (form.POS, form.tense, form.voice) == (lemma.POS, lemma.tense, lemma.voice)
    return same and ("Supr" in form) == ("Supr" in lemma)


@cache
def compounds() -> Mapping[str, int]:
    """The first parts of «двухлетний», «тридцатидневный»: genitives of the cardinals.

    >>> compounds()["двух"], compounds()["тридцати"], compounds()["полутора"]
    (2, 30, 1)
    """
    genitives = {form: n for form, n in numerals.cardinals().items() if form.endswith("и") and n >= 5}
    return genitives | numerals.compounds()
