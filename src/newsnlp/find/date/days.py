"""Days and months as they are written: «24 апреля 2024 года», 24.04.2024, «первый понедельник мая», «День Победы».

Each reader looks at one place of a window and gives an atom's type, value and end, or abstains.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newsnlp.data import word_list
from newsnlp.find.date.reader import LATEST, Read, Reader
from newsnlp.find.date.words import every
from newsnlp.lang import calendar
from newsnlp.lang.phrases import DASHES
from newsnlp.types import Point


def iso(r: Reader, at: int) -> Read:
    """2024-04-24, 2024-04-24T11:03"""
    m = r.figure(at, "iso")
    if m is None:
        return None
    clock = f"T{m['it']}" if m["it"] else ""
    point = Point("day", int(m["iy"]), int(m["im"]), int(m["id"]), clock=clock)
    return "MOMENT" if clock and valid(point) else day_type(point), point, at + 1


def figures(r: Reader, at: int) -> Read:
    """24.04.2024, 24.04.24, 24/04/2024; 24 04 2024 года"""
    m = r.figure(at, "dmy")
    if m is None:
        return _spaced(r, at)
    short = len(m["dy"]) == 2
    if m["ds"] == "-" and (short or int(m["dy"]) > LATEST):
        return "BAD", None, at + 1
    point = Point("day", int(m["dy"]), int(m["dm"]), int(m["dd"]), short=short)
    return day_type(point), point, r.over_god(at + 1)


def _spaced(r: Reader, at: int) -> Read:
    """«от 22 04 2018 г.», its points lost"""
    texts, stop = [r.lower(at + n) for n in range(3)], r.god(at + 3)
    if stop is None or not _SPACED.fullmatch(" ".join(texts)):
        return None
    day, month_, year = map(int, texts)
    point = Point("day", year, month_, day)
    return day_type(point), point, stop


_SPACED = re.compile(r"\d\d (?:0[1-9]|1[0-2]) \d{4}")


def day_month(r: Reader, at: int) -> Read:
    """24 апреля 2024 года, 25-го мая, двадцать пятого мая, 8 мар."""
    number_, stop = r.nth(at)
    month = month_at(r, stop) if stop > at else None
    if month is None or number_ > 99:
        return None
    value, stop = month
    year = r.year(stop + (r.lower(stop) == "," and (r.god(stop + 2) is not None or _closes(r, stop + 1))))
    said, stop = year or (Point("year"), stop)
    point = dated(Point("day", number=value, day=number_), said)
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
        noun = _MONTHS.get(r.lower(at + 1), "-")  # «в марте месяце»
        return int(r.says(at)), at + 1 + r.lower(at).endswith(tuple(noun))
    if r.part(at) == "month_short":
        return int(r.says(at)), at + 1 + (r.lower(at + 1) == ".")
    return None


_MONTHS = {"месяц": "ьтй", "месяца": "яа", "месяцу": "юу", "месяце": "е", "месяцем": "м"}


def nth(r: Reader, at: int) -> Read:
    """первый понедельник мая, последняя неделя сентября 2014 года, третий день октября, 25-е число каждого месяца"""
    which, stop = r.nth(at)
    if which and r.part(stop + 1) == "each" and r.says(stop + 2) == "month":
        return _of_each_month(r, which, stop)
    if which not in (-1, *range(1, 32)) or (which < 0 and r.says(at) != "PAST_REF"):
        return None
    if r.lower(stop) in word_list("date.days.day") and r.shape(at) != "figure":
        return _nth_day(r, at, which, stop + 1)
    # «первый понедельник мая», «последняя неделя сентября»
    if (r.lower(stop), r.lower(stop + 1)) == ("же", "день"):
        return "NARRATIVE", Point("day"), stop + 2
    weekday = r.part(stop) == "weekday"
    counted = r.shape(at) == "figure" and r.lower(stop) == "недели"  # «2 недели мая»
    if which > 5 or counted or not (weekday or r.unit(stop) == "week"):
        return None
    if (told := month(r, stop + 1)) is None:
        return None
    if weekday:
        return "DAY", replace(told[1], grain="day", weekday=int(r.says(stop)), which=which), told[2]
    return "REFWEEK", replace(told[1], grain="week", weekday=4, which=which), told[2]  # that of the month's Thursday


def _of_each_month(r: Reader, which: int, at: int) -> Read:
    """«первая *суббота каждого месяца*», «25-го *числа каждого месяца*», «последний *день каждого месяца*»"""
    if r.part(at) == "weekday":
        return ("SET", every(Point("day", weekday=int(r.says(at)))), at + 3) if which <= 5 else None
    if which > 31 or not (r.part(at) == "day_of_month" or r.unit(at) == "day"):
        return None
    return "SET", every(Point("day", day=which) if which > 0 else Point("month")), at + 3


def _nth_day(r: Reader, first: int, which: int, at: int) -> Read:
    """«первый день *мая*», «последний день *апреля 2024 года*», «последний день *лета*», «третий день»"""
    told = month(r, at) or (_edge_of_season(r, at, which < 0) if which in (1, -1) else None)
    if told is None:  # «второй день форума», not «до последнего дня», «очнулся на пятый день»
        return ("NARRATIVE", Point("day"), at) if r.lower(at - 1) == "день" and r.lower(first - 1) != "на" else None
    lengths = calendar.days("month", 2001, told[1].number or 1)
    day = which if which > 0 else -1 if told[1].number == 2 or lengths is None else lengths.end.day
    point = replace(told[1], grain="day", day=day)
    return day_type(point), point, told[2]


def _edge_of_season(r: Reader, at: int, last: bool) -> Read:
    """The first or last month of «лета», «весны 2024 года»; not of «зимы 2024 года»: of which winter?"""
    if r.part(at) != "season":
        return None
    number = int(r.says(at)) * 3 + 2 * last or 12
    year, stop = r.year(at + 1) or (Point("year"), at + 1)
    if number == 12 and (year.year or year.step):
        return None
    return "MONTH", dated(Point("month", number=number), year), stop


def month(r: Reader, at: int) -> Read:
    """апрель, апреля 2024 года, сент. 2024 г., 03.2024"""
    if r.shape(at) == "month_year":
        number, year_ = r.tokens[at].text.split(".")
        return "MONTH", Point("month", int(year_), int(number)), r.over_god(at + 1)
    found = month_at(r, at)
    if found is None:
        return None
    number_, stop = found
    point = Point("month", number=number_)
    year = r.year(stop + (r.lower(stop) == "," and r.god(stop + 2) is not None)) or since(r, stop)
    if year is None:
        row = not DASHES.isdisjoint((r.lower(stop), r.lower(at - 1)))
        told = r.part(at) == "month" or (r.part(stop), r.says(stop + 1)) == ("relative", "year")
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
    which, stop = r.nth(at)
    if not 1 <= which <= 31 or r.part(stop) != "day_of_month":
        return None
    return "MONTHDAY", Point("day", day=which), stop + 1


def day_type(point: Point) -> str:
    """The atom's type for a point of time: ``BAD`` where the calendar has no such day."""
    return point.grain.upper() if valid(point) else "BAD"


def valid(point: Point) -> bool:
    """Whether the calendar has such a day in the year that is named.

    >>> valid(Point("day", 2023, 2, 29)), valid(Point("day", None, 2, 29)), valid(Point("day", day=31))
    (False, True, True)
    """
    if point.number is None or point.day is None:
        return True
    year = 2000 if point.year is None or point.short else point.year  # a leap year
    return calendar.day(year, point.number, point.day) is not None


def holiday(r: Reader, at: int) -> Read:
    """День Победы, Рождество, Новый год"""
    for holiday_ in r.words.holidays.get(r.lower(at), ()):
        stop = at + 1 + len(holiday_.rest)
        named = all(r.lower(at + 1 + n) in forms for n, forms in enumerate(holiday_.rest))
        if named and _capital(r, at, holiday_.sure):
            return "HOLIDAY" if holiday_.sure else "FEAST", holiday_.day, stop
    return None


def _capital(r: Reader, at: int, sure: bool) -> bool:
    lower = r.lower(at)  # «в новом году» is the year
    return sure or r.tokens[at].text[0].isupper() or (lower.startswith("нов") and lower != "новом")
