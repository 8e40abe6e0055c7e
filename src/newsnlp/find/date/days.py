"""Days and months as they are written: «24 апреля 2024 года», 24.04.2024, «первый понедельник мая», «День Победы».

Each reader looks at one place of a window and gives an atom's type, value and end, or abstains.
"""

from __future__ import annotations

from newsnlp.data import word_list
from newsnlp.find.date.reader import LATEST, Read, Reader
from newsnlp.lang import calendar
from newsnlp.lang.phrases import DASHES
from newsnlp.types import Point


def iso(r: Reader, at: int) -> Read:
    """2024-04-24, 2024-04-24T11:03"""
    if r.shape(at) != "iso":
        return None
    m = r.figure(at)
    clock = f"T{m['it']}" if m["it"] else ""
    point = Point("day", int(m["iy"]), int(m["im"]), int(m["id"]), clock=clock)
    return ("MOMENT" if clock and day_type(point) == "DAY" else day_type(point)), point, at + 1


def figures(r: Reader, at: int) -> Read:
    """24.04.2024, 24.04.24, 24/04/2024; 24 04 2024 года"""
    if r.shape(at) != "dmy":
        return _spaced(r, at)
    m = r.figure(at)
    short = len(m["dy"]) == 2
    if m["ds"] == "-" and (short or int(m["dy"]) > LATEST):
        return "BAD", None, at + 1
    point = Point("day", int(m["dy"]), int(m["dm"]), int(m["dd"]), short=short)
    return day_type(point), point, r.god(at + 1) or at + 1


def _spaced(r: Reader, at: int) -> Read:
    """«от 22 04 2018 г.», its points lost"""
    stop = r.god(at + 3)
    if stop is None or any(r.shape(at + n) != "figure" for n in range(3)):
        return None
    texts = [r.tokens[at + n].text for n in range(3)]
    if [len(text) for text in texts] != [2, 2, 4] or not "".join(texts).isdigit():
        return None
    day, month_, year = map(int, texts)
    point = Point("day", year, month_, day)
    return (day_type(point), point, stop) if 1 <= month_ <= 12 else None


def day_month(r: Reader, at: int) -> Read:
    """24 апреля 2024 года, 25-го мая, двадцать пятого мая, 8 мар."""
    found = r.order(at)
    if found is None or not 0 <= found[0] <= 99 or (r.shape(at) == "word" and r.part(at) != "number"):
        return None
    number_, stop = found
    month = month_at(r, stop)
    if month is None:
        return None
    value, stop = month
    year = r.year(stop + (r.lower(stop) == "," and (r.god(stop + 2) is not None or _closes(r, stop + 1))))
    point = Point("day", number=value, day=number_)
    if year is not None:
        said, stop = year
        point = dated(point, said)
    return day_type(point), point, stop


def _closes(r: Reader, at: int) -> bool:
    """«14 сентября, 2018, 15:35», the year of a heading"""
    year, behind = r.whole(at), at + 1
    told = year is not None and 1900 <= year <= LATEST
    ends = behind >= len(r.pieces) and not r.more
    return told and (ends or r.lower(behind) in (",", "|") or r.shape(behind) == "clock")


def dated(point: Point, year: Point) -> Point:
    """A day or month with the year that stands beside it."""
    return Point(point.grain, year.year, point.number, point.day, None, year.shift, year.step, short=year.short)


def month_at(r: Reader, at: int) -> tuple[int, int] | None:
    """A month alone and the place behind it: «апреля», «апр.»."""
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


def nth_week(r: Reader, at: int) -> Read:
    """последняя неделя сентября 2014 года, первая неделя мая: a week is of the month that has its Thursday"""
    found = r.order(at)
    which, stop = (-1, at + 1) if r.part(at) == "last" and r.says(at) == "PAST_REF" else found or (0, at)
    counted = r.shape(at) == "figure" and r.lower(stop) == "недели"  # «2 недели мая»
    if not (which == -1 or 1 <= which <= 5) or r.says(stop) != "week" or counted:
        return None
    told = month(r, stop + 1)
    if told is None:
        return None
    of = told[1]
    return "REFWEEK", Point("week", of.year, of.number, None, 4, of.shift, of.step, which), told[2]


def outer_day(r: Reader, at: int) -> Read:
    """первый день мая, последний день апреля 2024 года, последний день лета"""
    last = r.part(at) == "last" and r.says(at) == "PAST_REF"
    if not (last or r.lower(at) in _FIRST) or r.says(at + 1) != "day" or r.lower(at + 1) not in _DAY:
        return _counted_day(r, at)
    told, season = month(r, at + 2), r.part(at + 2) == "season"
    if season:
        number, (year, stop) = int(r.says(at + 2)) * 3 + 2 * last, r.year(at + 3) or (Point("year"), at + 3)
        of = dated(Point("month", number=number or 12), year)
    elif told is not None:
        of, stop = told[1], told[2]
    else:
        return None
    if season and of.number == 12 and (of.year or of.step):  # «первый день зимы 2024 года»: of which winter?
        return None
    lengths = calendar.days("month", 2001, of.number or 1)
    day = 1 if not last or lengths is None else -1 if of.number == 2 else lengths.end.day
    return "DAY", Point("day", of.year, of.number, day, None, of.shift, of.step, short=of.short), stop


def _counted_day(r: Reader, at: int) -> Read:
    """третий день октября"""
    found = r.ordinal(at)
    if found is None or r.says(found[1]) != "day" or r.lower(found[1]) not in _DAY or month(r, found[1] + 1) is None:
        return None
    _, of, stop = month(r, found[1] + 1) or ("", None, 0)
    point = Point("day", of.year, of.number, found[0], None, of.shift, of.step, short=of.short) if of else None
    return (day_type(point), point, stop) if point and 1 <= found[0] <= 31 else None


_FIRST = frozenset(word_list("date.days.first"))
_DAY = frozenset(word_list("date.days.day"))


def month(r: Reader, at: int) -> Read:
    """апрель, апреля 2024 года, сент. 2024 г., 03.2024"""
    if r.shape(at) == "month_year":
        number, year_ = r.tokens[at].text.split(".")
        return "MONTH", Point("month", int(year_), int(number)), r.god(at + 1) or at + 1
    found = month_at(r, at)
    if found is None:
        return None
    number_, stop = found
    point = Point("month", number=number_)
    year = r.year(stop + (r.lower(stop) == "," and r.god(stop + 2) is not None)) or since(r, stop)
    if year is None:
        row = not DASHES.isdisjoint((r.lower(stop), r.lower(at - 1)))
        told = r.part(at) == "month" or (r.part(stop) == "relative" and r.says(stop + 1) == "year")
        return ("MONTH", point, stop) if row or told else None
    return "MONTH", dated(point, year[0]), year[1]


def since(r: Reader, at: int) -> tuple[Point, int] | None:
    """«с октября |22-го|», «к лету |24-го|»"""
    found = r.ordinal(at) if r.shape(at) == "ended" and r.lower(at).endswith("го") else None
    if found is None or found[0] < 10 or month_at(r, found[1]) is not None:
        return None
    return Point("year", found[0], short=True), found[1]


def ordinal_day(r: Reader, at: int) -> Read:
    """5 числа, пятого числа, 1-го числа"""
    found = r.order(at)
    if found is None or not 1 <= found[0] <= 31 or r.part(found[1]) != "day_of_month":
        return None
    return "MONTHDAY", Point("day", day=found[0]), found[1] + 1


def day_type(point: Point) -> str:
    """The atom's type for a point of time: ``BAD`` where the calendar has no such day."""
    return point.grain.upper() if valid(point) else "BAD"


def valid(point: Point) -> bool:
    """Whether the calendar has such a day in the year that is named.

    >>> valid(Point("day", 2023, 2, 29)), valid(Point("day", None, 2, 29)), valid(Point("day", day=31))
    (False, True, True)
    """
    if point.grain != "day" or point.number is None or point.day is None:
        return True
    year = 2000 if point.year is None or point.short else point.year  # a leap year
    return calendar.day(year, point.number, point.day) is not None


def holiday(r: Reader, at: int) -> Read:
    """День Победы, Рождество, Новый год"""
    for holiday_ in r.words.holidays.get(r.lower(at), ()):
        stop = at + 1 + len(holiday_.rest)
        named = all(r.lower(at + 1 + n) in forms for n, forms in enumerate(holiday_.rest)) and r.lower(stop) != "-"
        if named and _capital(r, at, holiday_.sure):
            return "HOLIDAY" if holiday_.sure else "FEAST", holiday_.day, stop
    return None


def _capital(r: Reader, at: int, sure: bool) -> bool:
    lower = r.lower(at)  # «в новом году» is the year
    return sure or r.tokens[at].text[0].isupper() or (lower.startswith("нов") and lower != "новом")
