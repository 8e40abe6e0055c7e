"""The calendar of TIMEX3: which days a year, month, week, quarter, season or century covers, and how it is written.

Years run from 1 to 9999; what falls outside has no days, and nothing here raises for it. Sources: ISO 8601 (weeks),
TIMEX3 (``2024-Q1``, ``2022-SP``, ``199``), and the newsroom's reading of seasons: spring is March to May, the
winter of a year begins in the December before it.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from newsnlp.types import Grain, Point, TimeExpression

SEASONS = ("WI", "SP", "SU", "FA")  # by number: winter 0 .. autumn 3
DAYS = {"day": 1, "week": 7, "weekend": 7}
MONTHS = {
    "month": 1,
    "quarter": 3,
    "season": 3,
    "half": 6,
    "year": 12,
    "school": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}


class Days(NamedTuple):
    """First and last day, inclusive."""

    begin: dt.date
    end: dt.date


def day(year: int, month: int, number: int) -> dt.date | None:
    """A day, or ``None`` where the calendar has none; -1 is the month's last.

    >>> day(2024, 2, 29), day(2023, 2, 29), day(2023, 2, -1)
    (datetime.date(2024, 2, 29), None, datetime.date(2023, 2, 28))
    """
    try:
        return dt.date(year, month, number if number != -1 else monthrange(year, month)[1])
    except (ValueError, OverflowError):
        return None


def nth_weekday(year: int, month: int, weekday: int, which: int) -> dt.date | None:
    """The first (1) to fifth or last (-1) such weekday of a month.

    >>> nth_weekday(2024, 5, 1, 1), nth_weekday(2024, 8, 7, -1)
    (datetime.date(2024, 5, 6), datetime.date(2024, 8, 25))
    """
    first = day(year, month, 1)
    if first is None:
        return None
    days_ = [1 + (weekday - first.isoweekday()) % 7 + 7 * n for n in range(5)]
    found = [d for n in days_ if (d := day(year, month, n))]
    return found[-1] if which == -1 else found[which - 1] if which <= len(found) else None


def easter(year: int) -> dt.date | None:
    """The Orthodox Easter by the civil calendar, by Meeus' algorithm for the Julian one.

    >>> easter(2024), easter(2025), easter(1), easter(9999)
    (datetime.date(2024, 5, 5), datetime.date(2025, 4, 20), None, None)
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    julian = day(year, (d + e + 114) // 31, (d + e + 114) % 31 + 1)
    if julian is None or not 1583 <= year <= 9998:  # before, the civil calendar itself was the Julian
        return None
    return add_days(julian, year // 100 - year // 400 - 2)


def add_days(start: dt.date, count: int) -> dt.date | None:
    """A day so many days later.

    >>> add_days(dt.date(2024, 2, 28), 2), add_days(dt.date.max, 1)
    (datetime.date(2024, 3, 1), None)
    """
    try:
        return start + dt.timedelta(days=count)
    except OverflowError:
        return None


def add_months(start: dt.date, count: int) -> dt.date | None:
    """The same day of a month so many months later, or that month's last day.

    >>> add_months(dt.date(2024, 1, 31), 1), add_months(dt.date(2024, 1, 31), -24)
    (datetime.date(2024, 2, 29), datetime.date(2022, 1, 31))
    """
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        return None
    return dt.date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add(start: dt.date, count: int, grain: Grain) -> dt.date | None:
    """A day so many units later; calendar months for months and what is made of them.

    >>> add(dt.date(2024, 4, 24), -2, "year"), add(dt.date(2024, 4, 24), 1, "week")
    (datetime.date(2022, 4, 24), datetime.date(2024, 5, 1))
    """
    if grain in DAYS:
        return add_days(start, count * DAYS[grain])
    return add_months(start, count * MONTHS[grain])


def months(year: int, month: int, count: int) -> Days | None:
    """So many months from a month on, cut to the years 1 to 9999.

    >>> months(2023, 12, 3)
    Days(begin=datetime.date(2023, 12, 1), end=datetime.date(2024, 2, 29))
    """
    first, last = year * 12 + month - 1, year * 12 + month - 2 + count
    first, last = max(first, 12), min(last, 9999 * 12 + 11)
    if first > last:
        return None
    year, month = divmod(last, 12)
    begin = dt.date(first // 12, first % 12 + 1, 1)
    return Days(begin, dt.date(year, month + 1, monthrange(year, month + 1)[1]))


def days(grain: Grain, year: int, number: int = 0) -> Days | None:
    """The days of a unit: ``number`` counts months, quarters, halves, seasons and ISO weeks within ``year``.

    Decades, centuries and millennia are numbered by ``year`` as TIMEX3 does: the 1990s are 199, 1801 to 1900 is the
    19th century, here 19.

    >>> days("season", 2024, 0)
    Days(begin=datetime.date(2023, 12, 1), end=datetime.date(2024, 2, 29))
    >>> days("century", 19), days("week", 2024, 17).begin
    (Days(begin=datetime.date(1801, 1, 1), end=datetime.date(1900, 12, 31)), datetime.date(2024, 4, 22))
    """
    if grain in ("week", "weekend"):
        return _week(year, number, 6 if grain == "weekend" else 1)
    if grain in _LONG:
        years, back, _ = _LONG[grain]
        return months(year * years - back, 1, years * 12)
    if not 1 <= year <= 9999:
        return None
    if grain == "school":
        return months(year, 9, 9)
    size = MONTHS[grain]
    first = number * size if grain == "season" else max(number - 1, 0) * size + 1
    return months(year, first, size)


def _week(year: int, number: int, weekday: int) -> Days | None:
    try:
        return Days(dt.date.fromisocalendar(year, number, weekday), dt.date.fromisocalendar(year, number, 7))
    except (ValueError, OverflowError):
        return None


def unit(grain: Grain, of: dt.date) -> tuple[int, int]:
    """Year and number of the unit that holds a day, as :func:`days` takes them.

    >>> unit("season", dt.date(2023, 12, 5)), unit("week", dt.date(2024, 12, 30)), unit("century", dt.date(2000, 1, 1))
    ((2024, 0), (2025, 1), (20, 0))
    """
    if grain in ("week", "weekend"):
        iso = of.isocalendar()
        return iso.year, iso.week
    if grain == "season":
        return of.year + of.month // 12, of.month % 12 // 3
    if grain == "school":
        return of.year - (of.month < 9), 0
    if grain in _LONG:
        years, back, _ = _LONG[grain]
        return (of.year + back) // years, 0
    return of.year, 0 if grain == "year" else (of.month - 1) // MONTHS[grain] + 1


def value(grain: Grain, year: int | None, number: int | None = None) -> str:
    """The TIMEX3 value of a unit; what isn't known is ``X``. A century is written by the first two digits of its years.

    >>> value("month", 2024, 4), value("month", None, 4), value("season", 2022, 1), value("century", 20)
    ('2024-04', 'XXXX-04', '2022-SP', '19')
    """
    if grain in _LONG:
        _, back, width = _LONG[grain]
        return "X" * width if year is None else f"{year - bool(back):0{width}}"
    head = "XXXX" if year is None else f"{year:04}"
    if grain == "school":
        return "XXXX/XXXX" if year is None else f"{head}/{year + 1:04}"
    if grain == "year":
        return head
    letter, width, tail = _MARKS[grain]
    if number is None:
        return f"{head}-{letter}{'X' * width}{tail}"
    return f"{head}-{SEASONS[number % 4] if grain == 'season' else f'{letter}{number:0{width}}'}{tail}"


# units of several years: so many, begun so long before their number times that; how many figures a value has
_LONG: Mapping[str, tuple[int, int, int]] = {
    "decade": (10, 0, 3),
    "century": (100, 99, 2),
    "millennium": (1000, 999, 1),
}
_MARKS = {
    "month": ("", 2, ""),
    "quarter": ("Q", 1, ""),
    "half": ("H", 1, ""),
    "season": ("", 2, ""),
    "week": ("W", 2, ""),
    "weekend": ("W", 2, "-WE"),
    "day": ("", 2, ""),
}


def loose(point: Point) -> str:
    """The value of a point as far as the words fix it.

    >>> loose(Point("day", number=4, day=24)), loose(Point("month", number=5, shift=-1, step="year"))
    ('XXXX-04-24', 'XXXX-05')
    >>> loose(Point("day", weekday=1)), loose(Point("day", clock="TMO")), loose(Point("week"))
    ('XXXX-WXX-1', 'XXXX-XX-XXTMO', 'XXXX-WXX')
    """
    if point.grain == "week" and point.weekday:
        return value("week", None)
    if point.grain != "day":
        return value(point.grain, None, point.number) + point.clock
    if point.weekday and (point.day, point.number) == (None, None):
        return f"XXXX-WXX-{point.weekday}{point.clock}"
    month, day_ = (f"{n:02}" if n and n > 0 else "XX" for n in (point.number, point.day))
    return f"XXXX-{month}-{day_}{point.clock}"


def units_on(last: Point, shift: int, grain: Grain) -> Point | None:
    """The same unit so many years away («годом ранее»), of a day its year; or the month, quarter or half so many of its
    own away («кварталом ранее»).

    >>> units_on(Point("quarter", 2023, 2), -1, "year").year, units_on(Point("quarter", 2023, 1), -1, "quarter").number
    (2022, 4)
    >>> units_on(Point("year", shift=-1, step="year"), -1, "year").shift
    -2
    """
    if grain == "year":
        return _years_on(last, shift)
    if grain == "day":
        return _days_on(last, shift)
    if last.number is None or grain != last.grain or grain not in _OF_YEAR:
        return None
    shift, number = divmod(last.number - 1 + shift, _OF_YEAR[grain])
    last = replace(last, number=number + 1, part="")
    return _years_on(last, shift) if shift else last


def _days_on(last: Point, shift: int) -> Point | None:
    """A day so many days from one that is named: «5 марта …, на следующий день»; none where its year would decide."""
    if last.grain != "day":
        return None
    if last.step == "day":
        return replace(last, shift=(last.shift or 0) + shift, clock="")
    base = day(2001 if last.year is None or last.short else last.year, last.number or 0, last.day or 0)
    moved = add_days(base, shift) if base is not None else None
    if base is None or moved is None:
        return None
    if last.year is None and (moved.year != base.year or {base.month, moved.month} == {2, 3}):
        return None
    year = last.year and last.year + moved.year - base.year
    return replace(last, year=year, number=moved.month, day=moved.day, weekday=None, clock="")


def same_year(told: Point, last: Point) -> Point | None:
    """«летом того же года» behind what names the year."""
    named = last.year is not None and last.grain in ("day", "year", *_OF_YEAR)
    return replace(told, year=last.year, shift=None, step=None) if named else None


def _years_on(last: Point, shift: int) -> Point | None:
    if last.grain == "day":  # «заложен 6 мая 1902 года, освящён через год»
        last = Point("year", last.year)
    if last.grain not in ("year", *_OF_YEAR):
        return None
    if last.year is not None:
        year = last.year + shift
        return replace(last, year=year, part="") if 1 <= year <= 9999 else None
    return replace(last, shift=(last.shift or 0) + shift, step="year", part="") if _of_some_year(last) else None


def _of_some_year(last: Point) -> bool:
    return last.step == "year" or (last.step is None and last.which is None and last.number is not None)


_OF_YEAR = {"month": 12, "quarter": 4, "half": 2}


def thirds(whole: Days, part: str) -> Days:
    """The beginning, middle or end of a unit: its thirds, in whole days, months or years as the unit is long.

    ``part``: ``"start"``, ``"mid"``, ``"end"``, or ``"first"``, ``"second"`` for the halves.

    >>> thirds(days("month", 2024, 4), "mid")
    Days(begin=datetime.date(2024, 4, 11), end=datetime.date(2024, 4, 20))
    >>> thirds(days("year", 2024), "end").begin, thirds(days("month", 2024, 2), "first").end
    (datetime.date(2024, 9, 1), datetime.date(2024, 2, 15))
    """
    begin, end = whole
    length = (end - begin).days + 1
    if length >= 3000:
        return _years(whole, part)
    if length >= 80:
        count = (end.year - begin.year) * 12 + end.month - begin.month + 1
        a, b = _cut(count, part)
        return months(begin.year, begin.month + a, b - a) or whole
    a, b = (0, 2) if (length, part) == (7, "start") else _cut(30 if length >= 28 else length, part)
    last = end if part in ("end", "second") else add_days(begin, b - 1) or end
    return Days(add_days(begin, a) or begin, last)


def _years(whole: Days, part: str) -> Days:
    begin, end = whole
    a, b = _cut(end.year - begin.year + 1, part)
    return months(begin.year + a, 1, (b - a) * 12) or whole


def _cut(count: int, part: str) -> tuple[int, int]:
    """Where a part of ``count`` pieces begins and stops.

    >>> [_cut(30, p) for p in ("start", "mid", "end")], _cut(10, "start"), _cut(3, "second")
    ([(0, 10), (10, 20), (20, 30)], (0, 3), (2, 3))
    """
    third, half = round(count / 3), (count + 1) // 2
    return {
        "start": (0, third),
        "mid": (third, count - third),
        "end": (count - third, count),
        "first": (0, half),
        "second": (half, count),
    }[part]


def is_bare(point: Point | None) -> bool:
    """Whether a point is a time of an unnamed day."""
    return point is not None and bool(point.clock) and point == Point("day", clock=point.clock)


def on_day(said: TimeExpression, told_by: TimeExpression) -> TimeExpression:
    """A time on the day that another expression tells."""
    day = told_by.begin
    if day is None:  # «каждый четверг с 18 до 20 часов», «на следующий день к девяти утра»
        clocks = dict.fromkeys(told_by.value + point.clock for point in (said.begin, said.end) if point)
        return TimeExpression("time", value="/".join(clocks), relative=told_by.relative)
    begin, end = (p and replace(day, clock=p.clock) for p in (said.begin, said.end))
    return replace(said, begin=begin, end=end, relative=told_by.relative, direction=told_by.direction)
