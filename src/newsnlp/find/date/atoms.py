"""From the words of a window to atoms: a day with its month and year, a clock's time, «прошлый год», «через», a comma.

Plain functions: what digits and number words mean depends on their values («5 мая» but not «32 мая», «14 часов» is
a time but «40 часов» lasts), and one reader for each atom, which may abstain, is tried at each place in order.
The grammar on top composes atoms; it sees their types alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, cast

from newsnlp.find import number
from newsnlp.find.date.words import Word, Words, compounds
from newsnlp.lang import calendar
from newsnlp.types import Grain, Point, Tag, Token


class Piece(NamedTuple):
    """A word, figure or mark of a window, with what the lexicon says of it."""

    token: Token
    shape: str  # the figure's pattern, "word", "mark"
    word: Word | None
    match: re.Match[str]


class Atom(NamedTuple):
    """``value``: a :class:`Point`, two of them, a TIMEX3 value, a :class:`Lasting`, or nothing; ``words``: in lower case."""

    type: str
    start: int
    stop: int
    value: Any = None
    words: tuple[str, ...] = ()


class Lasting(NamedTuple):
    """A length of time: ``amount`` of ``unit`` (``None``: some), and its ISO 8601 value."""

    amount: Decimal | None
    unit: str
    value: str


_TAG = Tag("X")
LATEST = 2100  # bare figures above it are no years
_FIGURES = re.compile(
    r"(?P<iso>(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)(?:(?:T|\s)(?P<ih>\d\d):(?P<in>\d\d)(?::\d\d)?)?(?![\d-]))"
    r"|(?P<dmy>(?<![\d.])(?P<dd>\d{1,2})(?P<ds>[./-])(?P<dm>\d{1,2})(?P=ds)(?P<dy>\d{4}|\d{2})(?!\d|[./-]\d))"
    r"|(?P<clock>(?P<ch>[01]?\d|2[0-4])::?(?P<cm>[0-5]\d)(?::(?P<cs>[0-5]\d))?(?![\d:]))"
    r"|(?P<pair>(?P<pf>[12]\d{3})(?P<ps>[/–—‑-])(?P<pl>\d{4}|\d\d)(?![\d/–—-]))"
    r"|(?P<decade>(?:[12]\d{2}0|[1-9]0)\s?[-–‑]?(?:ы?х|ы?е|ми)(?![^\W\d_]))"
    r"|(?P<ended>\d{1,4}\s?[-–‑](?:г?о|его|[иыо]?й|[оеы]?м|[ое]?му|[ое]?е|[аоя]?я|у?ю|х|и)(?![^\W\d_]))"
    r"|(?P<dotted>(?<![\d.,])(?P<oh>\d{1,2})\.(?P<om>[0-5]\d)(?![.,]?\d))"
    r"|(?P<figure>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)"
    r"|(?P<mark>\S)"
)


def pieces(text: str, at: int, words: Words) -> list[Piece]:
    """The pieces of a window that begins at ``at`` in the article.

    >>> from newsnlp.data import Tables
    >>> [p.token.text for p in pieces("с 10:00 24.04.2024, июнь–август 1990-х", 0, Words(Tables()))]
    ['с', '10:00', '24.04.2024', ',', 'июнь', '–', 'август', '1990-х']
    """
    found = []
    for match in _FIGURES.finditer(text):
        shape = match.lastgroup or "mark"
        if shape == "word" and "-" in match[0] and words.get(match[0].lower()) is None:
            cut = match.start() + match[0].index("-")
            inner = (
                _FIGURES.match(text, *span) for span in ((match.start(), cut), (cut, cut + 1), (cut + 1, match.end()))
            )
            found += [_piece(m, at, words) for m in inner if m]
        else:
            found.append(_piece(match, at, words))
    return found


def _piece(match: re.Match[str], at: int, words: Words) -> Piece:
    lower = match[0].lower()
    token = Token(at + match.start(), at + match.end(), match[0], lower, _TAG)
    return Piece(token, match.lastgroup or "mark", words.get(lower), match)


class Reader:
    """Reads the atoms of one window."""

    def __init__(self, window: Sequence[Piece], words: Words) -> None:
        self.pieces = window
        self.tokens = [piece.token for piece in window]
        self.words = words

    def atoms(self) -> list[Atom]:
        """All of the window, left to right; what plays no part in a date is an ``X``."""
        found: list[Atom] = []
        at = 0
        while at < len(self.pieces):
            type_, value, stop = self._read(at)
            words = tuple(token.lower for token in self.tokens[at:stop])
            found.append(Atom(type_, self.tokens[at].start, self.tokens[stop - 1].stop, value, words))
            at = stop
        return found

    def _read(self, at: int) -> tuple[str, Any, int]:
        for reader in READERS:
            if (read := reader(self, at)) is not None:
                return read
        return "X", None, at + 1

    # ------------------------------------------------------------------------------------------ what stands where

    def part(self, at: int) -> str:
        """The part that a piece's word plays, empty where it plays none."""
        word = self.pieces[at].word if 0 <= at < len(self.pieces) else None
        return word.part if word else ""

    def says(self, at: int) -> str:
        """What the word says there."""
        word = self.pieces[at].word if 0 <= at < len(self.pieces) else None
        return word.value if word else ""

    def shape(self, at: int) -> str:
        return self.pieces[at].shape if at < len(self.pieces) else ""

    def lower(self, at: int) -> str:
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def skip(self, at: int, *texts: str) -> int:
        """The place behind a piece that is one of ``texts``, or the same place."""
        return at + 1 if self.lower(at) in texts else at

    def cardinal(self, at: int) -> tuple[Decimal, int] | None:
        """A number that counts, and where it stops: «5», «1,5», «двадцать пять», «7 тысяч»."""
        if at >= len(self.pieces) or self.shape(at) not in ("figure", "word", "dotted"):
            return None
        if self.shape(at) == "dotted":
            return Decimal(self.tokens[at].text), at + 1
        if (together := _TOGETHER.get(self.lower(at))) is not None:
            return Decimal(together), at + 1
        found = number.read(self.tokens, at)
        return (found.value, found.stop) if found else None

    def ordinal(self, at: int) -> tuple[int, int] | None:
        """A number that orders: «25-го», «двадцать пятого», «двух тысяч десятого»."""
        if self.shape(at) in ("ended", "decade"):
            return int(re.match(r"\d+", self.tokens[at].text)[0]), at + 1  # type: ignore[index]
        if self.part(at) != "number":
            return None
        found = number.read(self.tokens, at, ordinals=True)
        return (int(found.value), found.stop) if found and found.ordinal else None

    def order(self, at: int) -> tuple[int, int] | None:
        """An ordinal in words, figures or Roman figures: «первый», «1», «1-й», «III»."""
        if (found := self.ordinal(at)) is not None:
            return found
        if self.shape(at) == "figure" and self.tokens[at].text.isdigit():
            return int(self.tokens[at].text), at + 1
        value = number.roman(self.tokens[at].text) if self.shape(at) == "word" else None
        return (
            (value, at + 1 + (self.lower(at + 1) == "-" and self.lower(at + 2) in ("го", "й", "м"))) if value else None
        )

    def whole(self, at: int) -> int | None:
        """A plain whole figure."""
        text = self.tokens[at].text if self.shape(at) == "figure" else ""
        return int(text) if text.isdigit() and len(text) < 6 else None

    def god(self, at: int) -> int | None:
        """The place behind «года», «году», «г.», «гг.»; not «лет»."""
        if self.part(at) == "year_mark":
            return at + 1 + (self.lower(at + 1) == "." and at + 2 < len(self.pieces))
        if self.part(at) == "unit" and self.says(at) == "year" and self.lower(at).startswith("год"):
            return at + 1
        return None

    def year(self, at: int) -> tuple[Point, int] | None:
        """A year behind a month: «2024 года», «2024», «24 г.», «две тысячи десятого года», «с. г.»."""
        number_ = self.whole(at)
        behind = self.god(at + 1)
        if number_ is not None and len(self.tokens[at].text) == 4 and 1000 <= number_ <= (9999 if behind else 2999):
            return Point("year", year=number_), behind or at + 1
        if behind and number_ is not None and (10 <= number_ <= 99 or 100 <= number_ <= 999):
            return Point("year", year=number_, short=number_ < 100), behind
        return self.ordinal_year(at) or self.this_year(at)

    def ordinal_year(self, at: int) -> tuple[Point, int] | None:
        found = self.ordinal(at)
        if found is None or not (1000 <= found[0] <= 2999 or 10 <= found[0] <= 99):
            return None
        behind = self.god(found[1])
        if found[0] < 100 and behind is None:
            return None
        return Point("year", year=found[0], short=found[0] < 100), behind or found[1]

    def this_year(self, at: int) -> tuple[Point, int] | None:
        """«с. г.», «т. г.»."""
        spots = [i for i in range(at, min(at + 4, len(self.tokens))) if self.lower(i) != "."]
        if len(spots) >= 2 and self.lower(spots[0]) in ("с", "т") and self.lower(spots[1]) == "г" and spots[0] == at:
            if self.lower(at + 1) == ".":
                return Point("year", shift=0, step="year"), spots[1] + 1
        return None


Read = tuple[str, Any, int] | None
_TOGETHER = {
    "двое": 2, "двоих": 2, "трое": 3, "троих": 3, "четверо": 4, "четверых": 4, "пятеро": 5, "пятерых": 5, "шестеро": 6, "семеро": 7,
}  # fmt: skip


def _point(point: Point, days: bool = True) -> str:
    """The atom's type for a point of time: ``BAD`` where the calendar has no such day."""
    if point.grain != "day" or point.number is None or point.day is None:
        return point.grain.upper()
    year = 2000 if point.year is None or point.short else point.year
    return "DAY" if calendar.day(year, point.number, point.day) else "BAD"


def iso(r: Reader, at: int) -> Read:
    """2024-04-24, 2024-04-24T11:03"""
    if r.shape(at) != "iso":
        return None
    m = r.pieces[at].match
    clock = f"T{m['ih']}:{m['in']}" if m["ih"] else ""
    point = Point("day", int(m["iy"]), int(m["im"]), int(m["id"]), clock=clock)
    return ("MOMENT" if clock and _point(point) == "DAY" else _point(point)), point, at + 1


def figures(r: Reader, at: int) -> Read:
    """24.04.2024, 24.04.24, 24/04/2024"""
    if r.shape(at) != "dmy":
        return None
    m = r.pieces[at].match
    short = len(m["dy"]) == 2
    if short and m["ds"] == "-":
        return "BAD", None, at + 1
    point = Point("day", int(m["dy"]), int(m["dm"]), int(m["dd"]), short=short)
    return _point(point), point, r.god(at + 1) or at + 1


def day_month(r: Reader, at: int) -> Read:
    """24 апреля 2024 года, 25-го мая, двадцать пятого мая, 8 мар."""
    found = r.order(at)
    if found is None or not 0 <= found[0] <= 99 or (r.shape(at) == "word" and r.part(at) != "number"):
        return None
    number_, stop = found
    month = _month(r, stop)
    if month is None:
        return None
    value, stop = month
    year = r.year(stop + (r.lower(stop) == "," and r.god(stop + 2) is not None))
    point = Point("day", number=value, day=number_)
    if year is not None:
        said, stop = year
        point = _dated(point, said)
    return _point(point), point, stop


def _dated(point: Point, year: Point) -> Point:
    return Point(point.grain, year.year, point.number, point.day, None, year.shift, year.step, short=year.short)


def _month(r: Reader, at: int) -> tuple[int, int] | None:
    if r.part(at) == "month":
        return int(r.says(at)), at + 1
    if r.part(at) == "month_short":
        return int(r.says(at)), at + 1 + (r.lower(at + 1) == ".")
    return None


def nth_weekday(r: Reader, at: int) -> Read:
    """первый понедельник мая, последнее воскресенье августа 2024 года"""
    found = r.order(at)
    which, stop = (-1, at + 1) if r.part(at) == "last" and r.says(at) == "PAST_REF" else found or (0, at)
    if not (which == -1 or 1 <= which <= 5) or r.part(stop) != "weekday":
        return None
    told = month(r, stop + 1)
    if told is None:
        return None
    of = told[1]
    day = Point("day", of.year, of.number, None, int(r.says(stop)), of.shift, of.step, which)
    return "DAY", day, told[2]


def month(r: Reader, at: int) -> Read:
    """апрель, апреля 2024 года"""
    if r.part(at) != "month":
        return None
    point = Point("month", number=int(r.says(at)))
    year = r.year(at + 1 + (r.lower(at + 1) == "," and r.god(at + 3) is not None))
    if year is None:
        return "MONTH", point, at + 1
    return "MONTH", _dated(point, year[0]), year[1]


def ordinal_day(r: Reader, at: int) -> Read:
    """5 числа, пятого числа, 1-го числа"""
    found = r.order(at)
    if found is None or not 1 <= found[0] <= 31 or r.part(found[1]) != "day_of_month":
        return None
    return "MONTHDAY", Point("day", day=found[0]), found[1] + 1


def clock(r: Reader, at: int) -> Read:
    """11:03, 11:03 по московскому времени, 9:00 утра"""
    if r.shape(at) != "clock":
        return None
    m = r.pieces[at].match
    hour, minute, second = int(m["ch"]), int(m["cm"]), m["cs"]
    if hour == 24 and minute:
        return "BAD", None, at + 1
    stop = at + 1 + (r.says(at + 1) == "hour")
    hour, stop = _part_of_day(r, stop, hour)
    return "CLOCK", Point("day", clock=_clock(hour % 24, minute) + (f":{second}" if second else "")), _zone(r, stop)


def dotted(r: Reader, at: int) -> Read:
    """11.03: a time where a day, a zone or a part of the day stands beside it"""
    if r.shape(at) != "dotted":
        return None
    m = r.pieces[at].match
    hour, minute = int(m["oh"]), int(m["om"])
    if hour > 23:
        return None
    stop = at + 1 + (r.says(at + 1) == "hour")
    told, end = _part_of_day(r, stop, hour)
    end = _zone(r, end)
    return "CLOCK" if end > at + 1 else "DOTTED", Point("day", clock=_clock(told, minute)), end


def hours(r: Reader, at: int) -> Read:
    """9 утра, 14 часов 30 минут, три часа ночи, час дня, в 14 часов"""
    found = r.cardinal(at)
    hour, stop = found or (Decimal(1), at)
    if hour != int(hour) or not 0 <= hour <= 24 or (found is None and r.lower(at) not in ("час", "часу", "часа")):
        return None
    named = r.says(stop) == "hour"
    stop += named + (r.lower(stop) == "ч" and r.lower(stop + 1) == "." and r.shape(stop + 2) == "figure")
    minute, stop = _minutes(r, stop) if named else (None, stop)
    told, end = _part_of_day(r, stop, int(hour))
    if r.lower(end - 1) == "дня" and end > stop and not named and not _at(r, at):
        return None
    if end == stop and minute is None and not (named and found and _at(r, at) and r.part(stop) not in ("ago", "later")):
        return None
    if hour == 24 and minute:
        return None
    return "CLOCK", Point("day", clock=_clock(told % 24, minute or 0)), _zone(r, end)


def _at(r: Reader, at: int) -> bool:
    """«в 14 часов», «к 18 часам», «в районе 10 часов» rather than a length."""
    before = r.lower(at - 1)
    if before == "до" and r.lower(at - 3) in ("с", "со"):  # «с 10 до 18 часов»
        return True
    return before in ("в", "к") or (r.part(at - 1) == "fill" and r.lower(at - 2) == "в")


def half_past(r: Reader, at: int) -> Read:
    """в половине десятого (утра)"""
    if r.part(at) != "half_word":
        return None
    found = r.ordinal(at + 1)
    if found is None or not 1 <= found[0] <= 12:
        return None
    hour, stop = _part_of_day(r, found[1], found[0] - 1 or 12)
    return "CLOCK", Point("day", clock=_clock(hour % 24, 30)), stop


def _minutes(r: Reader, at: int) -> tuple[int | None, int]:
    found = r.cardinal(at + (r.lower(at) == "и"))
    if found is None or r.says(found[1]) != "minute" or found[0] != int(found[0]) or not 0 <= found[0] <= 59:
        return None, at
    stop = found[1] + 1
    return int(found[0]), stop + (r.lower(stop - 1) == "мин" and r.lower(stop) == ".")


def _part_of_day(r: Reader, at: int, hour: int) -> tuple[int, int]:
    """The hour of 24 that «утра», «дня», «вечера», «ночи» behind an hour of 12 makes of it."""
    word = r.lower(at)
    if word not in _AFTERNOON or hour > 24:
        return hour, at
    late = word in ("дня", "вечера") and 1 <= hour <= 11
    night = word == "ночи" and 9 <= hour <= 11
    midnight = word in ("ночи", "утра") and hour == 12
    return (0 if midnight else hour + 12 if late or night else hour), at + 1


_AFTERNOON = frozenset({"утра", "дня", "вечера", "ночи"})


def _zone(r: Reader, at: int) -> int:
    """The place behind «мск», «по московскому времени», «по Москве»."""
    if r.lower(at) == "(":
        inner = _zone(r, at + 1)
        return inner + 1 if inner > at + 1 and r.lower(inner) == ")" else at
    if r.lower(at) == "по":
        stop = next((i for i in (at + 2, at + 4) if r.lower(i) == "времени"), None)
        return stop + 1 if stop else at + 2 if r.says(at + 1) == "city" else at
    return at + 1 if r.part(at) == "zone" and r.says(at) != "word" else at


def _clock(hour: int, minute: int) -> str:
    return f"T{hour:02}:{minute:02}"


def noon(r: Reader, at: int) -> Read:
    """полдень, полночь"""
    return ("CLOCK", Point("day", clock=r.says(at)), at + 1) if r.part(at) == "noon" else None


def decade(r: Reader, at: int) -> Read:
    """1990-е годы, 90-х, девяностых годов прошлого века, тридцатых годов XX века"""
    if r.shape(at) == "decade":
        year, stop = int(re.match(r"\d+", r.tokens[at].text)[0]), at + 1  # type: ignore[index]
        if r.part(stop) == "day_of_month" or (year < 100 and _month(r, stop)):
            return None
    else:
        found = r.ordinal(at)
        if found is None or r.lower(found[1] - 1)[-2:] not in ("ые", "ых", "ым", "ми", "ие", "их"):
            return None
        year, stop = found
        if year % 10 or not (year < 100 or 1000 <= year <= 2100) or 0 < year < 10:
            return None
        if r.god(stop) is None and year not in _TENS:
            return None
    behind = r.god(stop) or stop
    century = _century_behind(r, behind)
    number_, end = century or (None, behind)
    if year >= 100:
        return "DECADE", Point("decade", year // 10), end
    if number_ is None:
        number_ = 21 if year < 20 else 20
    return "DECADE", Point("decade", (number_ - 1) * 10 + year // 10), end


_TENS = frozenset({30, 40, 50, 60, 70, 80, 90, 2000})


def _century_behind(r: Reader, at: int) -> tuple[int | None, int] | None:
    """«прошлого века», «XX века» behind a decade; the last century is the 20th to all news that we read."""
    if r.part(at) == "relative" and r.says(at + 1) == "century":
        return 20 + 1 + int(r.says(at)), at + 2
    found = r.order(at) if at < len(r.pieces) else None
    return (found[0], found[1] + 1) if found and r.says(found[1]) == "century" else None


def century(r: Reader, at: int) -> Read:
    """XIX век, двадцатом веке, 21-го столетия, третье тысячелетие, XIX–XX веков"""
    found = r.order(at)
    if found is None or not 1 <= found[0] <= 30 or (r.shape(at) == "figure" and _counts(r, found[1])):
        return None
    value, stop = found
    grain = r.says(stop)
    if grain in ("century", "millennium"):
        point = Point(cast(Grain, grain), value)
        return ("BAD", None, stop + 1) if grain == "millennium" and value > 9 else ("CENTURY", point, stop + 1)
    if r.lower(stop) in ("—", "–", "-", "и") and (r.pieces[at].word is None or r.part(at) == "number"):
        behind = stop + 1 + (r.part(stop + 1) == "edge")
        second = r.order(behind) if behind < len(r.pieces) else None
        if second and second[0] == value + 1 and r.says(second[1]) == "century":
            return "CENTURY", Point("century", value), stop
    return None


def _counts(r: Reader, at: int) -> bool:
    """«5 веков» counts; «21 век» orders."""
    return r.lower(at) not in ("век", "века", "веке", "веку", "веком")


def quarter(r: Reader, at: int) -> Read:
    """первый квартал, II полугодие, 3-й квартал"""
    found = r.order(at)
    if found is None:
        return None
    grain = r.says(found[1])
    if (
        r.part(found[1]) != "unit"
        or grain not in ("quarter", "half")
        or not 1 <= found[0] <= (4 if grain == "quarter" else 2)
    ):
        return None
    counts = r.lower(found[1]) in ("квартала", "кварталов", "полугодия", "полугодий")
    if r.shape(at) == "figure" and counts and r.part(found[1] + 1) != "relative" and r.year(found[1] + 1) is None:
        return None
    return "QUARTER", Point(cast(Grain, grain), number=found[0]), found[1] + 1


def half_of(r: Reader, at: int) -> Read:
    """первая половина, во второй половине; третья декада"""
    found = r.order(at)
    if found is not None and found[0] in (1, 2, 3) and r.part(found[1]) == "third_word":
        return "EDGE", ("start", "mid", "end")[found[0] - 1], found[1] + 1
    if found is None or found[0] not in (1, 2) or r.part(found[1]) != "half_word":
        return None
    part = "first" if found[0] == 1 else "second"
    if r.lower(found[1] + 1) == "дня":
        return "PART", Point("day", clock="TMO" if part == "first" else "TAF"), found[1] + 2
    return "EDGE", part, found[1] + 1


def edge(r: Reader, at: int) -> Read:
    """начало, середина, конец; «до конца года» is this year's; в первых, в 20-х, в последних числах"""
    if r.part(at + 1) == "day_of_month" and r.lower(at)[-2:] in ("ых", "их", "-х"):
        part = _NUMBERS.get(r.lower(at))
        return ("EDGE", part, at + 2) if part else None
    return ("EDGE", r.says(at), at + 1) if r.part(at) == "edge" else None


_NUMBERS = {"первых": "start", "десятых": "mid", "10-х": "mid", "двадцатых": "end", "20-х": "end", "последних": "end"}


def years(r: Reader, at: int) -> Read:
    """2024 год, 1939-го, 988 году, две тысячи двадцатом году; 2024 alone is a bare number"""
    value = r.whole(at)
    if value is not None:
        behind = r.god(at + 1)
        if behind and (before := _before_christ(r, value, behind)) is not None:
            return before
        if behind and (1000 <= value <= 9999 or (100 <= value <= 999 and r.lower(at + 1) in ("году", "г"))):
            return "YEAR", Point("year", value), _of_birth(r, behind)
        bare = 1000 <= value <= LATEST and len(r.tokens[at].text) == 4 and r.part(at + 1) != "unit"
        return ("BARE", Point("year", value), at + 1) if bare else None
    found = r.ordinal_year(at)
    return ("YEAR", *found) if found else None


def _before_christ(r: Reader, value: int, at: int) -> Read:
    """«до н. э.», «до нашей эры» behind a year, or «н. э.»."""
    start = at + (r.lower(at) == "до")
    words = [i for i in range(start, min(start + 4, len(r.tokens))) if r.lower(i) != "."][:2]
    if len(words) < 2 or (r.lower(words[0]), r.lower(words[1])) not in (("н", "э"), ("нашей", "эры")):
        return None
    return ("BC", f"BC{value:04}", words[1] + 1) if start > at else ("YEAR", Point("year", value), words[1] + 1)


def named_season(r: Reader, at: int) -> Read:
    """отопительный сезон 2023/24, учебный год 2023–2024"""
    if r.part(at) not in ("school", "heating") or r.part(at + 1) != "unit" or r.shape(at + 2) != "pair":
        return None
    read = pair(r, at + 2)
    return (r.part(at).upper(), read[1], read[2]) if read and read[0] != "BAD" else None


def _of_birth(r: Reader, at: int) -> int:
    """«1962 года рождения», «1962 г. р.»: birth belongs to the words of the year."""
    if r.lower(at) == "рождения":
        return at + 1
    return at + 1 + (r.lower(at + 1) == ".") if r.lower(at) == "р" and r.lower(at - 1) in ("г", ".") else at


def pair(r: Reader, at: int) -> Read:
    """2023/24 учебный год, сезон 2019–2020, 2023/2024"""
    if r.shape(at) != "pair":
        return None
    m = r.pieces[at].match
    first, text = int(m["pf"]), m["pl"]
    last_ = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    points = Point("year", first), Point("year", last_)
    behind = r.god(at + 1)
    if not first < last_ <= 2999 or (last_ > first + 1 and (len(text) == 2 or m["ps"] == "/")):
        return "BAD", None, at + 1
    kind = r.part(at + 1)
    if kind in ("school", "heating"):
        return kind.upper(), points, r.god(at + 2) or at + 2 + (r.says(at + 2) == "season")
    if m["ps"] == "/" or (len(text) == 2 and (r.says(at - 1) == "season" or r.says(at + 1) == "season")):
        return "PAIR", points, behind or at + 1
    return ("BAD", None, at + 1) if len(text) == 2 else ("YEARS" if behind else "BAREYEARS", points, behind or at + 1)


def relative(r: Reader, at: int) -> Read:
    """прошлый год, этой неделе, следующем месяце, в минувшую пятницу, этой весной, прошлой ночью"""
    if r.part(at) != "relative":
        return None
    shift = int(r.says(at))
    stop = at + 1 + (r.lower(at + 1) == "же") + (r.part(at + 1) == "relative")
    part, said = r.part(stop), r.says(stop)
    if part == "unit":
        return _relative_unit(r, at, stop, shift, said)
    if part == "weekday":
        return "WEEKDAY", Point("day", weekday=int(said), which=max(shift, -1)), stop + 1
    if part == "month":
        return "MONTH", Point("month", number=int(said), which=max(shift, -1)), stop + 1
    if part == "season":
        return "SEASON", _named_season(int(said), shift), stop + 1
    if part == "part" and shift in (0, -1) and r.lower(stop) not in ("ночи", "утра", "вечера"):
        return "MOMENT", Point("day", shift=0 if said != "TEV" else shift, step="day", clock=said), stop + 1
    if part == "moment" and shift == 2:
        return "VAGUE", "FUTURE_REF", stop + 1
    if shift and (lasting := duration(r, stop)) is not None:
        return "LASTING", lasting[1], lasting[2]
    return "RELATIVE", None, at + 1


def _relative_unit(r: Reader, at: int, stop: int, shift: int, unit: str) -> Read:
    word = r.lower(stop)
    if unit in ("hour", "minute", "second"):
        return None
    if unit == "season":
        return "SPORT", "XXXX", stop + 1
    if unit == "day" and r.lower(at) in ("сей", "сего", "сему"):  # «по сей день»
        return None
    if word in ("сутки", "суток") and shift:
        return "LASTING", _lasting(Decimal(1), unit), stop + 1
    if word in _PLURALS and _many(r.lower(at)):
        return _plural(shift, stop)
    if unit == "day":
        return "NARRATIVE", "XXXX-XX-XX", stop + 1
    grain = cast(Grain, unit)
    if unit == "weekend":
        return (
            "REFERENCE",
            Point("weekend", which=shift) if shift in (-1, 2) else Point("weekend", shift=shift, step="week"),
            stop + 1,
        )
    return "REF" + unit.upper(), Point(grain, shift=min(shift, 1), step=grain), stop + 1


def _plural(shift: int, stop: int) -> Read:
    return ("VAGUE", "PAST_REF" if shift < 0 else "FUTURE_REF" if shift > 0 else "PRESENT_REF", stop + 1)


def _many(adjective: str) -> bool:
    """«прошлые», «прошлых» and not «прошлой»; the dative and instrumental tell by their units.

    >>> _many("последних"), _many("последней"), _many("эти")
    (True, False, True)
    """
    return adjective.endswith(("ые", "ие", "ых", "их", "ими", "ыми", "ти", "ым", "им"))


_PLURALS = frozenset(
    "годы годов годам годами годах лет месяцы месяцев месяцам месяцами месяцах недели недель неделям неделями неделях дни дней дням "
    "днями днях сутки суток кварталы кварталов десятилетия десятилетий веков столетий тысячелетия часы минуты".split()
)


_EITHER = frozenset("недели минуты сутки суток".split())  # singular too


def _named_season(season: int, shift: int) -> Point:
    if shift == -1 and season:
        return Point("season", number=season, shift=-1, step="year")
    return Point("season", number=season, which=max(shift, -1)) if shift else Point("season", number=season, which=0)


def that(r: Reader, at: int) -> Read:
    """в тот же день, того же года, в тот момент: known to the story alone"""
    if r.part(at) != "that":
        return None
    stop = at + 1 + (r.lower(at + 1) == "же")
    unit = r.says(stop)
    if r.part(stop) == "moment" or unit not in _NARRATIVE or r.lower(stop) in ("часа",):
        return None
    return "NARRATIVE", _NARRATIVE[unit], stop + 1


_NARRATIVE = {"day": "XXXX-XX-XX", "year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX"}


def today(r: Reader, at: int) -> Read:
    """вчера, сегодня; сегодняшний день, завтрашнего дня, прошлогодний"""
    if r.part(at) == "today":
        return "TODAY", Point("day", shift=int(r.says(at)), step="day"), at + 1
    if r.part(at) == "today_adjective":
        stop = at + 1 + (r.says(at + 1) == "day" or r.part(at + 1) == "part")
        clock_ = r.says(at + 1) if r.part(at + 1) == "part" else ""
        type_ = "TODAY" if r.says(at + 1) == "day" else "MOMENT" if clock_ else "ADJECTIVE"
        return type_, Point("day", shift=int(r.says(at)), step="day", clock=clock_), stop
    if r.part(at) == "year_adjective":
        return "ADJECTIVE", Point("year", shift=-1, step="year"), at + 1
    return None


def adjective(r: Reader, at: int) -> Read:
    """майский, субботний, летний: a date only where the tagger sees one"""
    said = r.says(at)
    if r.part(at) == "month_adjective":
        return "ADJECTIVE", Point("month", number=int(said)), at + 1
    if r.part(at) == "weekday_adjective":
        if r.part(at + 1) == "part" or r.part(at + 1) == "noon":
            return "MOMENT", Point("day", weekday=int(said), clock=r.says(at + 1)), at + 2
        return "ADJECTIVE", Point("day", weekday=int(said)), at + 1
    if r.part(at) == "season_adjective":
        return "ADJECTIVE", Point("season", number=int(said)), at + 1
    return None


def last(r: Reader, at: int) -> Read:
    """последние два года, последний месяц, последние годы, последнее время"""
    if r.part(at) != "last":
        return None
    stop = at + 1
    if r.part(stop) == "moment":
        return "VAGUE", r.says(at), stop + 1
    if (lasting := duration(r, stop)) is not None:
        return "LASTING", lasting[1], lasting[2]
    if r.part(stop) == "unit" and r.lower(stop) in _PLURALS - {"сутки", "суток"} and _many(r.lower(at)):
        return "VAGUE", r.says(at), stop + 1
    if r.part(stop) == "unit" and (r.says(stop) not in ("day", "season") or r.lower(stop) in ("сутки", "суток")):
        return "LASTING", _lasting(Decimal(1), r.says(stop)), stop + 1
    return None


def present(r: Reader, at: int) -> Read:
    """в настоящее время, на данный момент"""
    if r.part(at) == "present" and r.part(at + 1) == "moment":
        return "VAGUE", r.says(at), at + 2
    return None


def vague(r: Reader, at: int) -> Read:
    """сейчас, недавно, вскоре; на днях"""
    if r.part(at) == "vague":
        return "VAGUE", r.says(at), at + 1
    if r.lower(at) == "днях" and r.lower(at - 1) == "на":
        return "VAGUE", "XXXX-XX-XX", at + 1
    return None


def sets(r: Reader, at: int) -> Read:
    """каждый понедельник, каждые три года, ежегодно, по выходным, по утрам"""
    if r.part(at) in ("set", "set_adjective"):
        return "SET" if r.part(at) == "set" else "SETADJECTIVE", r.says(at), at + 1
    if r.part(at) == "each":
        return _each(r, at + 1)
    if r.lower(at - 1) == "по" and r.lower(at)[-2:] in ("ам", "ям", "ым", "им"):
        return _each(r, at) if r.part(at) in ("weekday", "working") or r.lower(at) in _EVERY else None
    return None


_EVERY = {"выходным": "XXXX-WXX-WE", "утрам": "XXXX-XX-XXTMO", "вечерам": "XXXX-XX-XXTEV", "ночам": "XXXX-XX-XXTNI"}


def _each(r: Reader, at: int) -> Read:
    said = r.says(at)
    if r.lower(at) in _EVERY:
        return "SET", _EVERY[r.lower(at)], at + 1
    if r.part(at) == "working":
        return "SET", "XXXX-WXX-WD", at + 1
    if r.part(at) == "weekday":
        return "SET", f"XXXX-WXX-{said}", at + 1
    if r.part(at) == "part":
        return "SET", f"XXXX-XX-XX{said}", at + 1
    if r.part(at) == "month":
        return "SET", f"XXXX-{int(said):02}", at + 1
    if r.part(at) == "season":
        return "SET", f"XXXX-{calendar.SEASONS[int(said)]}", at + 1
    if r.part(at) == "unit" and said in _EACH:
        return "SET", _EACH[said], at + 1
    if (lasting := duration(r, at)) is not None:
        return "SET", lasting[1].value, lasting[2]
    return None


_EACH = {
    "year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "day": "XXXX-XX-XX", "quarter": "XXXX-QX", "half": "XXXX-HX",
    "weekend": "XXXX-WXX-WE", "hour": "XXXX-XX-XXTXX", "minute": "XXXX-XX-XXTXX:XX", "decade": "XXX", "century": "XX",
    "season": "XXXX",
}  # fmt: skip


def during(r: Reader, at: int) -> Read:
    """(в) течение двух недель, (на) протяжении последних лет"""
    if r.lower(at)[:6] not in ("течени", "протяж") or r.part(at) != "other_preposition":
        return None
    start = at + 1
    while r.part(start) == "fill":
        start += 1
    read = relative(r, start) or last(r, start) or duration(r, start)
    if read is None and r.part(start) == "unit":
        return "DURATION", _lasting(Decimal(1) if r.lower(start) not in _PLURALS else None, r.says(start)), start + 1
    if read is None or read[0] not in ("LASTING", "DURATION", "VAGUE"):
        return None
    return read


def duration(r: Reader, at: int) -> Read:
    """три года, 1,5 месяца, полгода, несколько недель, год и девять месяцев, 5 минут 30 секунд, две первые недели"""
    if at >= len(r.pieces):
        return None
    if r.part(at) == "half_unit":
        return "DURATION", _halves(r.says(at)), at + 1
    if r.part(at) == "several":
        stop = at + 1
        while r.part(stop) in ("several", "last", "relative") or r.lower(stop) in (
            "или",
            "лишним",
            "тысяч",
            "миллионов",
        ):
            stop += 1
        if r.part(stop) == "unit":
            return "DURATION", _lasting(None, r.says(stop)), stop + 1
        return None
    found = r.cardinal(at)
    if found is None:
        return _inverted(r, at)
    count, stop = found
    while r.part(stop) in ("last",) or (r.part(stop) == "relative" and r.says(stop) != "0"):
        stop += 1
    if r.part(stop) != "unit" or (r.says(stop) == "year" and r.lower(stop) in ("году", "годов", "годах")):
        if r.part(stop) == "year_mark" and count < 100 and r.lower(stop) == "г" and r.lower(stop + 1) != ".":
            return None
        return None
    if not _agrees(count, r.lower(stop)) or (
        r.lower(stop) == "ч" and r.lower(stop + 1) == "." and stop + 2 < len(r.pieces)
    ):
        return None
    lasting, stop = _lasting(count, r.says(stop)), stop + 1
    return "DURATION", *_and_more(r, lasting, stop)


def _inverted(r: Reader, at: int) -> Read:
    """«лет тридцать», «минут пять»"""
    if r.part(at) != "unit" or r.lower(at) not in (
        "лет",
        "дней",
        "суток",
        "часов",
        "минут",
        "секунд",
        "недель",
        "месяцев",
    ):
        return None
    found = r.cardinal(at + 1)
    if found is None or not 1 <= found[0] <= 100 or r.part(found[1]) in ("unit", "month"):
        return None
    return "UNIT", _lasting(found[0], r.says(at)), found[1]


def _agrees(count: Decimal, unit: str) -> bool:
    """«3 дня», «5 дней», not «30 дня».

    >>> _agrees(Decimal(30), "дня"), _agrees(Decimal("1.5"), "года"), _agrees(Decimal(22), "часа")
    (False, True, True)
    """
    if unit not in ("дня", "года", "месяца", "часа", "века", "квартала", "десятилетия") or count != int(count):
        return True
    return 1 <= count % 10 <= 4 and not 11 <= count % 100 <= 14


def _and_more(r: Reader, lasting: Lasting, at: int) -> tuple[Lasting, int]:
    """«1 год и 9 месяцев», «5 минут 30 секунд»: smaller units behind."""
    comma = r.lower(at) == "," and (more := r.cardinal(at + 1)) is not None and r.part(more[1]) == "unit"
    start = at + (r.lower(at) == "и" or bool(comma))
    found = r.cardinal(start) if start < len(r.pieces) else None
    if found is None or r.part(found[1]) != "unit" or lasting.amount is None:
        return lasting, at
    unit = r.says(found[1])
    if unit not in _LENGTHS or lasting.unit not in _LENGTHS or _LENGTHS.index(unit) <= _LENGTHS.index(lasting.unit):
        return lasting, at
    small = _lasting(found[0], unit)
    head, tail = lasting.value, small.value[1:]
    if "T" in head and tail.startswith("T"):
        tail = tail[1:]
    return _and_more(r, Lasting(lasting.amount, unit, head + tail), found[1] + 1)


_LENGTHS = ("year", "month", "week", "day", "hour", "minute", "second")
_LETTERS = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
_MULTIPLES = {
    "decade": (10, "year"), "century": (100, "year"), "millennium": (1000, "year"), "quarter": (3, "month"),
    "half": (6, "month"), "season": (1, "season"), "weekend": (1, "weekend"),
}  # fmt: skip
_SMALLER = {"year": (12, "month"), "hour": (60, "minute"), "minute": (60, "second"), "day": (24, "hour")}


def _lasting(count: Decimal | None, unit: str) -> Lasting:
    """A length's ISO 8601 value: whole units, a fraction in the next smaller one.

    >>> [_lasting(Decimal(c), u).value for c, u in (("2", "year"), ("1.5", "year"), ("1.5", "hour"), ("2", "decade"))]
    ['P2Y', 'P18M', 'PT90M', 'P20Y']
    >>> _lasting(None, "hour").value, _lasting(Decimal("1.5"), "month").value
    ('PTXH', 'P1.5M')
    """
    factor, base = _MULTIPLES.get(unit, (1, unit))
    if base in ("season", "weekend"):
        return Lasting(count, unit, f"P{'X' if count is None else f'{count:f}'}{'SE' if base == 'season' else 'WE'}")
    amount = None if count is None else count * factor
    small = base
    if amount is not None and amount != int(amount) and base in _SMALLER:
        times, smaller = _SMALLER[base]
        if amount * times == int(amount * times):
            amount, small = amount * times, smaller
    time = "T" if small in ("hour", "minute", "second") else ""
    figure = "X" if amount is None else f"{number.plain(amount):f}"
    return Lasting(count, unit, f"P{time}{figure}{_LETTERS[small]}")


def _halves(value: str) -> Lasting:
    units = {"P6M": "month", "P15D": "day", "P50Y": "decade", "PT30M": "minute", "PT12H": "hour", "PT30S": "second"}
    count = Decimal(re.sub(r"\D", "", value))
    return Lasting(count / 10 if value == "P50Y" else count, units[value], value)


_LONG = re.compile(
    r"(?:(\d+)\s?-?\s?(?:ти|ми|и|х)?\s?-?\s?|([а-яё]+?))"
    r"(летн|годичн|годовал|месячн|недельн|дневн|суточн|часов|минутн|секундн|вековой)(?:ий|яя|ее|ие|его|ей|ему|им|ем|юю|их|ими|ый|ая|ое|ые|ого|ой|ому|ым|ом|ую|ых|ыми|)"
)
_LONG_UNITS = {
    "летн": "year", "годичн": "year", "годовал": "year", "месячн": "month", "недельн": "week", "дневн": "day", "суточн": "day",
    "часов": "hour", "минутн": "minute", "секундн": "second",
}  # fmt: skip


def lasting_adjective(r: Reader, at: int) -> Read:
    """10-летний, двухдневный, 24-часовой: a length where the tagger sees a date and not an age"""
    text, stop = r.lower(at), at + 1
    if r.shape(at) == "figure":
        while r.lower(stop) in ("-", "–", "‑", "ти", "и", "х") and stop < at + 4:
            text, stop = text + r.lower(stop), stop + 1
        text, stop = text + r.lower(stop), stop + 1
    elif r.shape(at) != "word":
        return None
    return lasting_word(text, stop)


def lasting_word(text: str, stop: int) -> Read:
    match = _LONG.fullmatch(text)
    if match is None:
        return None
    if match[1]:
        count: int | None = int(match[1]) if len(match[1]) < 6 else None
    else:
        count = 1 if match[2] in ("", "одно") else 6 if match[2] == "полу" else compounds().get(match[2])
        if match[2] == "много":
            return "LONG", _lasting(None, _LONG_UNITS[match[3]]), stop
        if match[2] == "полутора":
            return "LONG", _lasting(Decimal("1.5"), _LONG_UNITS[match[3]]), stop
        if match[2] == "полу":
            return "LONG", _halves("P6M"), stop
    if count is None or match[3] not in _LONG_UNITS or (match[3] in ("летн", "часов") and not (match[1] or match[2])):
        return None
    return "LONG", _lasting(Decimal(count), _LONG_UNITS[match[3]]), stop


def holiday(r: Reader, at: int) -> Read:
    """День Победы, Рождество, Новый год"""
    for holiday_ in r.words.holidays.get(r.lower(at), ()):
        stop = at + 1 + len(holiday_.rest)
        if all(r.lower(at + 1 + n) in forms for n, forms in enumerate(holiday_.rest)) and _capital(
            r, at, holiday_.sure
        ):
            return "HOLIDAY" if holiday_.sure else "FEAST", holiday_.day, stop
    return None


def _capital(r: Reader, at: int, sure: bool) -> bool:
    return sure or r.tokens[at].text[0].isupper() or r.lower(at) == "новый" or r.lower(at).startswith("нов")


def season(r: Reader, at: int) -> Read:
    """весной, к лету, осень"""
    if r.part(at) != "season":
        return None
    type_, number_ = "SEASON" if r.lower(at) in _ADVERBS else "SEASONNOUN", int(r.says(at))
    if number_ == 0 and r.shape(at + 1) == "pair" and (read := pair(r, at + 1)) is not None and read[1]:
        return type_, Point("season", read[1][1].year, 0), read[2]  # «зимой 2023/24 года»
    return type_, Point("season", number=number_), at + 1


_ADVERBS = frozenset({"весной", "летом", "осенью", "зимой", "весною", "зимою"})


def simple(r: Reader, at: int) -> Read:
    """weekdays, parts of the day, «назад», prepositions, marks"""
    part, said = r.part(at), r.says(at)
    if part == "weekday":
        return "WEEKDAY", Point("day", weekday=int(said)), at + 1
    if part == "early" and r.part(at + 1) == "part":
        return "PART", Point("day", clock=r.says(at + 1)), at + 2
    if part == "part":
        return "PART", Point("day", clock=said), at + 1
    if part == "part_adjective" and r.part(at + 1) == "moment":
        return "PART", Point("day", clock=said), at + 2
    if part == "that" and r.part(at + 1) == "ago":
        return "AGO", None, at + 2
    if part == "unit" and said == "weekend":
        return "REFERENCE", Point("weekend"), at + 1
    if part == "unit":
        return "UNIT" if r.lower(at) not in _PLURALS - _EITHER else "UNITS", _lasting(Decimal(1), said), at + 1
    if part in _SIMPLE:
        return _SIMPLE[part], None, at + 1
    return None


_SIMPLE = {
    "ago": "AGO", "then": "THEN", "later": "LATER", "earlier": "EARLIER", "in": "IN", "from": "FROM", "to": "TO",
    "and": "AND", "fill": "FILL", "style": "STYLE",
}  # fmt: skip
_MARKS = {
    ",": "COMMA",
    "-": "DASH",
    "–": "DASH",
    "—": "DASH",
    "‑": "DASH",
    "−": "DASH",
    "(": "OPEN",
    ")": "CLOSE",
    "|": "BAR",
}


def marks(r: Reader, at: int) -> Read:
    """punctuation, «между», «к»"""
    text = r.lower(at)
    if text in _MARKS:
        return _MARKS[text], None, at + 1
    if text == "между":
        return "BETWEEN", None, at + 1
    if text in ("к", "ко"):
        return "BY", None, at + 1
    return ("PREPOSITION", None, at + 1) if r.part(at) == "other_preposition" else None


def numbers(r: Reader, at: int) -> Read:
    """a day's number alone: «с 5 по 10 мая», «5-го»; or a figure of a range of lengths"""
    found = r.order(at)
    if found is not None and r.shape(at) != "word" and 1 <= found[0] <= 31:
        return "NUMBER", Point("day", day=found[0]), found[1]
    if r.part(at) == "number" and found is not None and 1 <= found[0] <= 31 and r.lower(found[1] - 1).endswith(_DAYS):
        return "NUMBER", Point("day", day=found[0]), found[1]
    count = r.cardinal(at)
    if count is not None:
        return "COUNT", count[0], count[1]
    return None


_DAYS = ("ого", "его", "ое", "тье", "ому", "ему", "ым", "ьим", "ом", "ем")


READERS: tuple[Callable[[Reader, int], Read], ...] = (
    iso, figures, nth_weekday, edge, holiday, clock, dotted, day_month, ordinal_day, century, decade, quarter, half_of, half_past, named_season, pair, years,
    month, hours, sets, relative, that, today, last, present, vague, during, duration, lasting_adjective, adjective, noon,
    season, simple, marks, numbers,
)  # fmt: skip
