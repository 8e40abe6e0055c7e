"""Where in a sentence dates may stand: runs of words that dates are made of, with one among them that makes a date.

Most sentences hold none: each distinct word is looked up once, and what it is alone settles them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from newsnlp.data import word_list
from newsnlp.find.date.lengths import LONG_UNITS, lasting_word
from newsnlp.find.date.reader import FIGURES, LATEST
from newsnlp.find.date.words import Words
from newsnlp.lang import numerals
from newsnlp.memory import SPELLINGS, remembered
from newsnlp.types import Sentence, Span, Token, token_at

LONGEST = 60  # tokens of a window
_MARKS = frozenset(",.-–—‑−()/|")

_LONG = re.compile("|".join(LONG_UNITS))

# what a word may be to a window
OUT, MEMBER, FIGURE, NUMBER, EACH, YEAR, HOT, TAGGED = "out member figure number each year hot tagged".split()
# parts that make a window worth reading
_TRIGGERS = frozenset(
    "month month_short month_adjective weekday weekday_short season unit half_unit part noon today today_adjective "
    "year_adjective set half_hour working".split()
)
# parts that are a date where the tagger sees one alone
_TAGGED = frozenset("vague moment weekday_adjective set_adjective".split())
_IF_TAGGED = frozenset({OUT, YEAR, TAGGED, "season_adjective"})
_CALM = frozenset({OUT, MEMBER, FIGURE, NUMBER, TAGGED, EACH})


def _tagged(sentence: Sentence, seen: Sequence[Span]) -> frozenset[int]:
    """The numbers of the tokens that the tagger has in its dates and times."""
    return frozenset(n for span in seen for n in range(*sentence.touched(span.start, span.stop)))


class Windows:
    """Cuts a sentence's windows with one lexicon."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._place = remembered(SPELLINGS)(self._placed)

    def cut(self, sentence: Sentence, seen: Sequence[Span]) -> Iterator[tuple[int, int]]:
        """Half-open numbers of tokens. ``seen``: the tagger's dates and times."""
        tokens = sentence.tokens
        places = [*map(self._place, sentence.texts)]
        if not seen and _CALM.issuperset(places):
            return
        tagged = _tagged(sentence, seen)
        inside = sorted(tagged | {at for at, place in enumerate(places) if place != OUT})
        for start, stop in _runs(inside):
            if any(self._hot(tokens, places, start, at, at in tagged) for at in range(start, stop)):
                yield start, stop

    def _hot(self, tokens: Sequence[Token], places: Sequence[str], start: int, at: int, tagged: bool) -> bool:
        place = places[at]
        if tagged and (place in _IF_TAGGED or (place == FIGURE and _dashed(tokens, at))):
            return True
        if place in _CONDITIONS:
            return _CONDITIONS[place](tokens, places, start, at)
        return place == HOT or (place == "holiday" and self._named(tokens, at))

    def _named(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a holiday's first word has its second behind it."""
        behind = token_at(tokens, at + 1).lower
        holidays = self._words.holidays[tokens[at].lower]
        return any(not holiday.rest or behind in holiday.rest[0] for holiday in holidays)

    def _placed(self, text: str) -> str:
        """What a word is to a window whatever stands beside it, or the name of the condition that decides."""
        if text in _MARKS:
            return MEMBER
        lower = text.lower()
        word = self._words.get(lower)
        if word is None:
            return ":" if text == ":" else self._unknown(text, lower)
        if word.part == NUMBER and lower.endswith(("ые", "ых")):
            return HOT
        return _PLACES.get(word.part, MEMBER)

    def _unknown(self, text: str, lower: str) -> str:
        if text[0] in "0123456789":
            return self._figured(text, lower)
        if text[0] in "IVXХ" and numerals.roman(text.rstrip("-‑го")) is not None:
            return MEMBER
        told = (lower, "1" + lower) if _LONG.search(lower) else ()  # «двухлетний», «4 месячный»
        if any(lasting_word(said, 0) is not None for said in told):
            return HOT
        return self._joined(text, lower) if 2 < len(text) < 40 and not text.isalnum() else OUT

    def _figured(self, text: str, lower: str) -> str:
        """A year, a date or time by its shape, or a figure alone: «5», «300», «4,9», «175-летию»."""
        match = FIGURES.match(text)
        if match is None or match.lastgroup != "figure":
            return HOT
        if text.isdecimal() and 1000 <= int(text) <= LATEST:
            return YEAR
        rest = lower[match.end() :].strip("%,.")
        letters = rest.strip("-–‑")
        if letters.isalpha():
            told = len(letters) < 3 or lasting_word(lower, 0) is not None
        else:
            told = bool(rest) and rest.count("/") < 2
        return HOT if told else FIGURE

    def _joined(self, text: str, lower: str) -> str:
        """«июнь–август», «XIX–XX»"""
        parts = [self._words.get(part) for part in _parts(lower) if not part[:4].isdigit()]
        if None not in parts:
            return HOT if any(part.part in _TRIGGERS for part in parts if part) else MEMBER
        return MEMBER if all(numerals.roman(part) is not None for part in _parts(text)) else OUT


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, half-open, none longer than a window may be.

    >>> list(_runs([1, 2, 3, 7]))
    [(1, 4), (7, 8)]
    """
    first = 0
    for at, number in enumerate(numbers, 1):
        ends = at == len(numbers) or numbers[at] != number + 1
        if ends or at - first == LONGEST:
            yield numbers[first], number + 1
            first = at


def _parts(text: str) -> list[str]:
    for mark in "–—‑":
        text = text.replace(mark, "-")
    return text.split("-")


def _of_a_month(tokens: Sequence[Token], places: Sequence[str], start: int, at: int) -> bool:
    """«5 числа», «пятого числа», «каждое пятое число»"""
    last = token_at(tokens, at - 1).lower
    return last[:1].isdigit() or last.endswith("ого")


def _counted_off(tokens: Sequence[Token], places: Sequence[str], start: int, at: int) -> bool:
    """«без пяти», «без четверти», «без 5»"""
    return at + 1 < len(tokens) and places[at + 1] in (FIGURE, NUMBER, "quarter_hour")


def _of_an_hour(tokens: Sequence[Token], places: Sequence[str], start: int, at: int) -> bool:
    """«половина шестого», «четверть третьего»"""
    return token_at(tokens, at + 1).lower.endswith(("ого", "его"))


def _of_a_season(tokens: Sequence[Token], places: Sequence[str], start: int, at: int) -> bool:
    """«в зимний период»"""
    return token_at(tokens, at + 1).lower in word_list("date.relative.periods")


def _dashed(tokens: Sequence[Token], at: int) -> bool:
    """«19 - 30»"""
    return token_at(tokens, at - 1).lower in _MARKS or token_at(tokens, at + 1).lower in _MARKS


def _follows(tokens: Sequence[Token], places: Sequence[str], start: int, at: int) -> bool:
    """«90-го г.», «в 2019», «(2019», not «/2019/»"""
    return at > start


def _told(tokens: Sequence[Token], places: Sequence[str], start: int, at: int) -> bool:
    """«в 11:03», «11:03 мск», 11:03 alone, not «31 Dec 2023 11:03:00»; ``at``: the clock, or one of its colons."""
    first = last = at
    while first > start and _glued(tokens, places, first - 1, first):
        first -= 1
    while last + 1 < len(tokens) and _glued(tokens, places, last + 1, last):
        last += 1
    before = first > start and places[first - 1] not in (FIGURE, YEAR)
    alone = last - first > len(tokens) - 3
    return first < last and (before or alone or places[last + 1 :][:1] not in ([OUT], []))


def _glued(tokens: Sequence[Token], places: Sequence[str], at: int, last: int) -> bool:
    beside = tokens[at].stop == tokens[last].start or tokens[last].stop == tokens[at].start
    return beside and places[at] in (FIGURE, ":")


# what decides of parts that trigger now and then
_CONDITIONS: dict[str, Callable[[Sequence[Token], Sequence[str], int, int], bool]] = {
    "day_of_month": _of_a_month,
    "without": _counted_off,
    "half_word": _of_an_hour,
    "quarter_hour": _of_an_hour,
    "season_adjective": _of_a_season,
    "year_mark": _follows,
    YEAR: _follows,
    ":": _told,
}
_PLACES = dict.fromkeys(_TRIGGERS, HOT) | dict.fromkeys(_TAGGED, TAGGED)
_PLACES |= {part: part for part in (*_CONDITIONS, "holiday", NUMBER, EACH)}
