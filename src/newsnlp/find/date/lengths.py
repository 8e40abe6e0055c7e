"""Lengths of time and sets: «три года», «полтора часа», «10-летний», «каждый понедельник»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from newsnlp.data import word_list
from newsnlp.find import number
from newsnlp.find.date.reader import Read, Reader
from newsnlp.find.date.words import compounds, every, named
from newsnlp.lang.phrases import DASHES
from newsnlp.types import Grain, Point, TimeExpression


@dataclass(frozen=True, slots=True)
class Lasting:
    """A length of time: ``amount`` of ``unit`` (``None``: some), up to ``upper`` of them, ``rest`` in smaller units."""

    amount: Decimal | None
    unit: str
    rest: Lasting | None = None
    upper: Decimal | None = None

    @property
    def value(self) -> str:
        """In ISO 8601, a range with a stroke between: whole units, a fraction in the next smaller one.

        >>> [Lasting(Decimal(c), u).value for c, u in (("1.5", "year"), ("1.5", "hour"), ("2", "decade"))]
        ['P18M', 'PT90M', 'P20Y']
        >>> Lasting(None, "hour").value, Lasting(Decimal(1), "year", upper=Decimal("1.5")).value
        ('PTXH', 'P1Y/P18M')
        >>> Lasting(Decimal(1), "day", Lasting(Decimal(2), "hour", Lasting(Decimal(5), "minute"))).value
        'P1DT2H5M'
        """
        own = _iso(self.amount, self.unit)
        if self.upper is not None:
            return f"{own}/{_iso(self.upper, self.unit)}"
        if self.rest is None:
            return own
        tail = self.rest.value[1:]
        return own + (tail[1:] if "T" in own and tail[0] == "T" else tail)

    @property
    def clock(self) -> str | None:
        """The time of the day that so many hours and minutes may be, if any.

        >>> Lasting(Decimal(10), "hour").clock, Lasting(Decimal(48), "hour").clock, Lasting(Decimal(2), "day").clock
        ('T10:00', None, None)
        """
        hours, rest = self.amount, self.rest
        whole = hours is not None and hours == int(hours) <= 24
        if self.unit != "hour" or not whole or self.upper:
            return None
        return f"T{int(hours or 0):02}:{int(rest.amount or 0) if rest else 0:02}"

    def parts(self) -> Iterator[Lasting]:
        """Itself, then the smaller units."""
        yield self
        if self.rest is not None:
            yield from self.rest.parts()

    def counted(self, amount: Decimal) -> Lasting:
        """As many of the same unit; of some, still some."""
        return self if self.amount is None else Lasting(amount, self.unit)


def _iso(count: Decimal | None, unit: str) -> str:
    factor, base = _MULTIPLES.get(unit, (1, unit))
    amount = None if count is None else count * factor
    if amount is not None and amount != int(amount) and base in _SMALLER:
        times, smaller = _SMALLER[base]
        if amount * times == int(amount * times):
            amount, base = amount * times, smaller
    time = "T" if base in ("hour", "minute", "second") else ""
    return f"P{time}{'X' if amount is None else f'{number.plain(amount):f}'}{_LETTERS[base]}"


_LENGTHS = ("year", "month", "week", "day", "hour", "minute", "second")
_LETTERS = {
    "year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S", "season": "SE",
    "weekend": "WE",
}  # fmt: skip
_MULTIPLES = {
    "decade": (10, "year"), "century": (100, "year"), "millennium": (1000, "year"), "quarter": (3, "month"),
    "half": (6, "month"), "business day": (1, "day"),
}  # fmt: skip
_SMALLER = {"year": (12, "month"), "hour": (60, "minute"), "minute": (60, "second"), "day": (24, "hour")}


def duration(r: Reader, at: int) -> Read:
    """три года, 1,5 месяца, полгода, четверть века, несколько недель, год и девять месяцев, две первые недели"""
    if r.part(at) == "half_unit":
        return "DURATION", Lasting(Decimal(HALVES[r.says(at)]), r.says(at)), at + 1
    if r.part(at) == "quarter_hour" and (r.lower(at) == "четверть" or r.part(at - 1) not in ("number", "last")):
        return _quarters(r, at, Decimal(1))
    if r.part(at) == "several":
        return _several(r, at)
    if r.part(at) == "unit" and (more := _one_or_more(r, at)) is not None:
        return more
    return _counted(r, at)


def running(r: Reader, at: int) -> Read:
    """«третий год подряд»: so many of them, one behind another"""
    nth = r.order(at)
    if nth is None or not r.unit(nth[1]) or r.part(nth[1] + 1) != "running":
        return None
    return "LASTING", Lasting(Decimal(nth[0]), r.unit(nth[1])), nth[1] + 2


# half of a century, a year, a month … in the unit below
HALVES = {"decade": 5, "month": 6, "day": 15, "hour": 12, "minute": 30, "second": 30}


def _quarters(r: Reader, at: int, count: Decimal) -> Read:
    """«четверть часа», «три четверти часа», «четверть века»"""
    told = _QUARTERS.get(r.lower(at + 1))
    return ("DURATION", Lasting(count * told[0], told[1]), at + 2) if told else None


_QUARTERS = {"часа": (15, "minute"), **dict.fromkeys(("века", "столетия"), (25, "year"))}


def _several(r: Reader, at: int) -> Read:
    """«несколько недель», «несколько последних лет»"""
    stop = at + 1
    while r.part(stop) in ("several", "last", "relative") or r.lower(stop) in word_list("date.lengths.among"):
        stop += 1
    return ("DURATION", Lasting(None, r.says(stop)), stop + 1) if r.part(stop) == "unit" else None


def _one_or_more(r: Reader, at: int) -> Read:
    """«год с небольшим», «неделю-другую», «год-полтора»"""
    if (over := _over(r, at + 1)) > at + 1:
        return "DURATION", Lasting(Decimal(1), r.says(at)), over
    if r.lower(at + 1) not in _HYPHENS:
        return None
    return ("DURATION", Lasting(None, r.says(at)), at + 3) if r.part(at + 2) == "another" else _or_two(r, at)


def _counted(r: Reader, at: int) -> Read:
    """A number of units that it agrees with: «три года», «через десять рабочих дней»."""
    found = r.cardinal(at)
    if found is None:
        return _inverted(r, at)
    count, stop = found
    if r.part(stop) == "quarter_hour" and count in (2, 3):
        return _quarters(r, stop, count)
    while r.part(stop) == "last":
        stop += 1
    if r.part(stop) == "business" and r.says(stop + 1) == "day":
        return "DURATION", Lasting(count, _BUSINESS.get(r.says(stop), "business day")), stop + 2
    if r.part(stop) != "unit" or _is_year(r, at, stop, count):
        return None
    # so many of the unit at a place, and of smaller ones behind it
    dotted = r.lower(stop + 1) == "."
    if not (_agrees(count, r.lower(stop)) or (dotted and r.lower(stop) == "час")):  # «до 18 час.»
        return None
    hour_named = dotted and r.lower(stop) in ("ч", "час") and stop + 2 < len(r.pieces)
    lasting, end = _and_more(r, Lasting(count, r.says(stop)), stop + 1 + hour_named)
    if hour_named and end == stop + 2:
        return None
    return "DURATION", lasting, r.pointed(end) if r.lower(end - 1) in ("мин", "сек") else end


_BUSINESS = {"all": "day"}  # «календарных»; nobody counts the others


def _is_year(r: Reader, at: int, stop: int, count: Decimal) -> bool:
    """Whether a number is that of a year rather than of so many, but for «приговорён к 1 году тюрьмы»."""
    if count == 1 and r.lower(at - 1) == "к" and r.lower(stop) == "году":
        return False
    by_figure = r.shape(at) != "word" and r.lower(stop) in word_list("date.lengths.one")
    return by_figure or _of_a_year(r, at, stop)


def _of_a_year(r: Reader, at: int, stop: int) -> bool:
    """«2023 года», «в 20-х годах»: no length, as «остановился на семи годах» is."""
    if r.says(stop) == "year" and r.lower(stop) in word_list("date.lengths.no_length"):
        return r.lower(stop) != "годах" or r.shape(at) == "figure"
    return (r.whole(at) or 0) >= 1000 and stop == at + 1 and r.god(stop) is not None


def _over(r: Reader, at: int) -> int:
    """The place behind «с небольшим», «с лишним»."""
    return at + 2 if r.lower(at) == "с" and r.part(at + 1) == "over" else at


def _or_two(r: Reader, at: int) -> Read:
    """«год-полтора», «неделю-две»"""
    found = r.cardinal(at + 2)
    glued = r.tokens[at + 1].start == r.tokens[at].stop and r.shape(at + 2) == "word"
    if found is None or not 1 < found[0] <= 3 or not glued:
        return None
    return "DURATION", Lasting(Decimal(1), r.says(at), upper=found[0]), found[1]


_HYPHENS = frozenset("-‑–")
# «5% годом ранее», «$297,3 годом ранее»: a figure never counts these


def _inverted(r: Reader, at: int) -> Read:
    """«лет тридцать», «минут пять», «года два назад»"""
    if r.part(at) == "unit" and r.part(at + 1) == "then":
        return _hence(r, at)
    found = r.cardinal(at + 1) if r.part(at) == "unit" else None
    if found is None:
        return None
    (count, stop), word = found, r.shape(at + 1) == "word"
    few = word and 2 <= count <= 4 and r.lower(at) in word_list("date.lengths.few")
    type_ = _of_few(r, at, stop) if few else _of_many(r, at, stop, count, word)
    return (type_, Lasting(count, r.says(at)), stop) if type_ else None


def _of_few(r: Reader, at: int, stop: int) -> str:
    """The type of «года два» with «назад» or «через», at the beginning; "" elsewhere."""
    if r.part(stop) == "ago" or r.part(at - 1) == "then":
        return "UNIT"
    opens = at == 0 or r.part(at - 1) == "fill" or r.lower(at - 1) in _OPENING
    return "INVERTED" if opens else ""


_OPENING = DASHES | {","}


def _of_many(r: Reader, at: int, stop: int, count: Decimal, word: bool) -> str:
    """The type of «лет тридцать»; "" for what is no such length."""
    if r.lower(at) not in _MANY or not 1 <= count <= 100 or r.part(stop) in ("unit", "month"):
        return ""
    return "INVERTED" if word and at == 0 and r.part(stop) != "ago" else "UNIT"


def _hence(r: Reader, at: int) -> Read:
    """«лет через пять», «минут через шесть-семь»"""
    told = r.lower(at) in _MANY or r.lower(at) in word_list("date.lengths.few")
    found = r.cardinal(at + 2) if told else None
    if found is None:
        return None
    upper = r.cardinal(found[1] + 1) if r.lower(found[1]) in _HYPHENS else None
    return "HENCE", Lasting(found[0], r.says(at), upper=upper[0] if upper else None), (upper or found)[1]


_MANY = frozenset(word_list("date.lengths.many"))


def _agrees(count: Decimal, unit: str) -> bool:
    """«3 дня», «5 дней», not «30 дня».

    >>> _agrees(Decimal(30), "дня"), _agrees(Decimal("1.5"), "года"), _agrees(Decimal(22), "часа")
    (False, True, True)
    >>> _agrees(Decimal(10**9), "год"), _agrees(Decimal(21), "год")  # «выручка — миллиард год назад»
    (False, True)
    """
    if count != int(count) or (unit not in word_list("date.lengths.of_few") and unit not in _OF_ONE):
        return True
    whole = int(count)
    if unit in _OF_ONE:
        return whole % 10 == 1 and whole % 100 != 11
    return 1 <= whole % 10 <= 4 and not 11 <= whole % 100 <= 14


_OF_ONE = frozenset(word_list("date.lengths.of_one"))


def _and_more(r: Reader, lasting: Lasting, at: int) -> tuple[Lasting, int]:
    """«1 год и 9 месяцев», «5 минут 30 секунд»: smaller units behind."""
    found = r.cardinal(at + (r.lower(at) == "и"))
    smaller = _LENGTHS[_LENGTHS.index(lasting.unit) + 1 :] if lasting.unit in _LENGTHS else ()
    if found is None or lasting.amount is None or r.unit(found[1]) not in smaller:
        return lasting, at
    rest, stop = _and_more(r, Lasting(found[0], r.unit(found[1])), found[1] + 1)
    return replace(lasting, rest=rest), stop


def lasting_adjective(r: Reader, at: int) -> Read:
    """10-летний, двухдневный, 24-часовой: a length where the tagger sees a date and not an age"""
    text, stop = r.lower(at), at + 1
    figure = r.shape(at) in ("figure", "ended")
    if figure and r.lower(stop).endswith(_PLURAL) and r.tokens[at].stop < r.tokens[stop].start:
        return None  # «2500 суточных рейсов»
    if figure:
        while r.lower(stop) in word_list("date.lengths.figure_endings") and stop < at + 4:
            text, stop = text + r.lower(stop), stop + 1
        text, stop = text + r.lower(stop), stop + 1
    elif r.shape(at) != "word":
        return None
    return lasting_word(text, stop)


_PLURAL = word_list("date.lengths.plural")


def lasting_word(text: str, stop: int) -> Read:
    """One word that tells a length: «двухлетний», «10-дневный», «полуторачасовой»; ``stop`` is the place behind it."""
    match = _LONG.fullmatch(text)
    if match is None:
        return None
    figure, first, stem = match.groups()
    if figure:
        count = Decimal(figure) if len(figure) < 6 else Decimal(0)
    else:
        count = _FIRST_PARTS.get(first, Decimal(compounds().get(first, 0)))
    if not count:
        return ("LONG", Lasting(None, LONG_UNITS[stem]), stop) if first == "много" else None
    return "LONG", Lasting(count, LONG_UNITS[stem] if first != "полу" else "month"), stop


LONG_UNITS = {
    "летн": "year", "годичн": "year", "годовал": "year", "месячн": "month", "недельн": "week", "дневн": "day",
    "суточн": "day", "часов": "hour", "минутн": "minute", "секундн": "second",
}  # fmt: skip
_LONG = re.compile(
    rf"(?:(\d+)\s?-?\s?(?:ти|ми|и|х)?\s?-?\s?|([а-яё]+?))({'|'.join(LONG_UNITS)})(?:{'|'.join(word_list('adjective_endings'))}|)"
)
_FIRST_PARTS = {"одно": Decimal(1), "полутора": Decimal("1.5"), "полу": Decimal(6)}


def week(r: Reader, at: int) -> Read:
    """пн–пт; «вт, чт», «сб» of opening hours"""
    if r.part(at) != "weekday_short":
        return None
    if r.lower(at + 1) in DASHES and r.part(at + 2) == "weekday_short":
        return "WEEK", f"XXXX-WXX-{r.says(at)}/XXXX-WXX-{r.says(at + 2)}", at + 3
    hours = any(r.shape(at + n) == "clock" for n in range(1, 5))
    return ("WEEK", f"XXXX-WXX-{r.says(at)}", at + 1) if hours or _among_weekdays(r, at) else None


def _among_weekdays(r: Reader, at: int) -> bool:
    """Whether another weekday stands near; far away «ВС» is a court."""
    near = range(len(r.pieces)) if r.tokens[at].text.islower() else (at - 2, at + 2)
    return any(r.part(n) == "weekday_short" for n in near if n != at)


def sets(r: Reader, at: int) -> Read:
    """каждый понедельник, каждые три года, ежегодно, по выходным, по утрам"""
    if r.part(at) in ("set", "set_adjective"):
        said = r.says(at)
        every_ = _BY_VALUE.get(said, TimeExpression("set", value=said))
        return "SET" if r.part(at) == "set" else "SETADJECTIVE", every_, at + 1
    if r.part(at) == "each":
        return _each(r, at + 1)
    if r.part(at) == "working" or (r.part(at) == "weekday" and r.lower(at)[-2:] in ("ам", "ям")):
        return _each(r, at)
    return _each(r, at) if r.lower(at - 1) == "по" and r.lower(at) in _EVERY else None


def _each_nth(r: Reader, at: int) -> Read:
    """каждое первое воскресенье месяца, каждую вторую пятницу, каждое 15-е число, каждое 1 сентября"""
    which, stop = r.nth(at)
    said = named(r.part(stop), r.says(stop)) if which else None
    if r.part(stop) == "month" and said is not None and 1 <= which <= 31:
        return "SET", every(replace(said, grain="day", day=which)), stop + 1
    if r.part(stop) != "weekday":
        said = Point("day", day=which) if 1 <= which <= 31 and r.lower(stop) in ("число", "числа") else None
    return ("SET", every(said), stop + 1 + (r.lower(stop + 1) == "месяца")) if said is not None else None


def _each(r: Reader, at: int) -> Read:
    if r.part(at - 1) == "each" and (nth := _each_nth(r, at)) is not None:
        return nth
    if r.part(at) == "working":
        return "SET", TimeExpression("set", value="XXXX-WXX-WD", told=Point("day")), at + 1 + (r.says(at + 1) == "day")
    if (word := _each_word(r.lower(at), r.part(at), r.says(at))) is not None:
        return "SET", word, at + 1
    if (lasting := duration(r, at)) is not None:
        return "SET", TimeExpression("set", value=lasting[1].value), lasting[2]
    low = r.cardinal(at)
    if low is None or r.lower(low[1]) not in DASHES or (high := duration(r, low[1] + 1)) is None:
        return None
    value = f"{Lasting(low[0], high[1].unit).value}/{high[1].value}"  # «каждые 2–3 года»
    return "SET", TimeExpression("set", value=value), high[2]


def _each_word(word: str, part: str, said: str) -> TimeExpression | None:
    """каждый понедельник, месяц, час; по утрам"""
    if word in _EVERY:
        return _EVERY[word]
    if part == "unit" or word in ("днём", "днем"):
        return _EACH.get(said if part == "unit" else "day")
    point = named(part, said) if part in ("part", "weekday", "month", "season") else None
    return every(point) if point is not None else None


_EVERY = {
    word: every(point)
    for word, point in (
        ("выходным", Point("weekend")), ("утрам", Point("day", clock="TMO")), ("вечерам", Point("day", clock="TEV")),
        ("ночам", Point("day", clock="TNI")),
    )
}  # fmt: skip
_GRAINS: tuple[Grain, ...] = (
    "year", "month", "week", "day", "quarter", "half", "weekend", "decade", "century"
)  # fmt: skip
_EACH: dict[str, TimeExpression] = {
    **{grain: every(Point(grain)) for grain in _GRAINS},
    "hour": every(Point("day", clock="TXX")), "minute": every(Point("day", clock="TXX:XX")),
    "season": every(Point("year")),
}  # fmt: skip
_BY_VALUE = {said.value: said for said in _EACH.values()}


PLURALS = frozenset(word_list("date.lengths.plurals"))


EITHER = frozenset(word_list("date.lengths.either"))  # singular too


def many(adjective: str) -> bool:
    """«прошлые», «прошлых» and not «прошлой»; the dative and instrumental tell by their units.

    >>> many("последних"), many("последней"), many("эти")
    (True, False, True)
    """
    return adjective.endswith(word_list("date.lengths.plural_endings"))
