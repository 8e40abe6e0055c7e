"""Points of the calendar put together from what several words say of them, and the two ends of a range."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from newsnlp.find.date.atoms import Atom, values_of
from newsnlp.lang import calendar
from newsnlp.types import Grain, Point, TimeExpression

GRAINS: tuple[Grain, ...] = (
    "day", "weekend", "week", "month", "season", "quarter", "half", "year", "school", "decade", "century", "millennium"
)  # fmt: skip


def point(atoms: Sequence[Atom]) -> Point | None:
    """One point of what several atoms say: the finest unit, each field from the first atom that has it.

    >>> def atom(point): return Atom("", 0, 0, point)
    >>> may = point([atom(Point("month", number=5)), atom(Point("year", shift=-1, step="year"))])
    >>> may == Point("month", number=5, shift=-1, step="year")
    True
    """
    part = _edge(atoms)
    said = values_of(atoms, Point) + (_units(atoms) if part else [])
    if not said:
        return None
    of_day = said[0].grain == "day"
    if of_day and atoms[0].type == "EDGE" and (part, atoms[1].type) != ("end", "UNIT"):
        return None
    made = _settled(replace(said[0] if len(said) == 1 else _merged(said), part="" if of_day else part))
    return _halved(made, part)


def _edge(atoms: Sequence[Atom]) -> str:
    """Which part of the point is told: «|в конце| года»."""
    return next((atom.value for atom in atoms if atom.type == "EDGE"), "")


def _units(atoms: Sequence[Atom]) -> list[Point]:
    """The units whose edge is told: «в конце |года|»."""
    grains = [cast(Grain, atom.value.unit) for atom in atoms if atom.type == "UNIT"]
    return [Point(grain, shift=0, step=grain) for grain in grains if grain in GRAINS]


def _halved(made: Point, part: str) -> Point:
    if made.grain == "year" and part in ("first", "second"):  # the half of a year is a unit of its own
        return replace(made, grain="half", number=1 if part == "first" else 2, part="")
    return made


def _clock(said: Sequence[Point]) -> str:
    """The clock's time, else the part of the day."""
    return next((p.clock for p in said if ":" in p.clock), "") or next((p.clock for p in said if p.clock), "")


def _merged(said: Sequence[Point]) -> Point:
    grain = min((point.grain for point in said), key=GRAINS.index)
    within = (grain, "month", "week" if grain == "day" else grain)  # whose numbers say something of the finest

    def first(field: str, among: Iterable[Point] = said) -> Any:
        return next((value for point in among if (value := getattr(point, field)) is not None), None)

    return Point(
        grain,
        first("year"),
        first("number", (point for point in said if point.grain in within)),
        first("day"),
        first("weekday"),
        first("shift"),
        first("step", (point for point in said if point.shift is not None)),
        first("which"),
        clock=_clock(said),
        short=any(point.short for point in said),
        feast=first("feast"),
    )


def _settled(made: Point) -> Point:
    """Without what a fuller part of the same words makes idle: the weekday of a full date, «вчера» beside it."""
    if made.day and made.number:
        floats = made.year is None and made.shift is None  # the weekday tells the year
        made = replace(made, weekday=made.weekday if floats and made.day > 0 else None, which=None)
        if made.step == "day":
            made = replace(made, shift=None, step=None)
    if made.step == "day":
        made = replace(made, weekday=None)
    return made if made.year is None else replace(made, shift=None, step=None)


def relative(made: Point | None) -> bool:
    """Whether the day of publication is asked for it."""
    return made is not None and (made.year is None or made.shift is not None)


def expression(begin: Point | None, end: Point | None) -> TimeExpression:
    """A point or range, of the kind that its clock says."""
    clocked = any(p is not None and p.clock for p in (begin, end))
    return TimeExpression("time" if clocked else "date", begin, end, relative=relative(begin) or relative(end))


def shared(begin: Point, end: Point) -> tuple[Point, Point] | None:
    """Both ends of a range, each with the month, year, week that stands at the other alone.

    >>> begin, end = shared(Point("day", day=1), Point("day", 2024, 5, 3))
    >>> (begin.number, begin.year), (end.number, end.year)
    ((5, 2024), (5, 2024))
    >>> shared(Point("month", number=12), Point("month", 2024, 2))[0].year
    2023
    """
    # whether a day stands before one that tells the month: «3–5 мая»
    days = begin.grain == end.grain == "day"
    if days and bool(begin.day and end.number) and begin.number is None:
        begin = replace(begin, number=end.number)
        if in_year(begin) >= in_year(end):
            return None
    if all(in_year(begin)) and end == Point("day", day=end.day):
        return _to_day(begin, end.day)
    if clocks := _of_one_day(begin, end):
        return clocks
    return None if _unlike(begin, end) else _of_one_winter(begin, end) or _within_years(begin, end)


def _of_one_winter(begin: Point, end: Point) -> tuple[Point, Point] | None:
    """«осенью-зимой 2023 года»"""
    if begin.grain != end.grain or end.grain != "season" or (begin.number, end.number) != (3, 0) or end.year is None:
        return None
    return replace(begin, year=end.year), replace(end, year=end.year + 1)


def _of_one_day(begin: Point, end: Point) -> tuple[Point, Point] | None:
    """«с 9:30 до 11:00 в четверг»"""
    if not begin.clock or not end.clock:
        return None
    if begin == Point("day", clock=begin.clock):
        return replace(end, clock=begin.clock), end
    return (begin, replace(begin, clock=end.clock)) if end == Point("day", clock=end.clock) else None


def _unlike(begin: Point, end: Point) -> bool:
    """«1–2 кварталы», whose first is no day; a year and a decade"""
    bare_day = begin.grain == "day" and begin.number is None and begin.day
    return bool(begin.grain != end.grain and bare_day) or (begin.grain == "year" and end.grain in ("decade", "century"))


def _to_day(begin: Point, day: int | None) -> tuple[Point, Point] | None:
    """«с 2 мая по 7-е», «с 29 апреля по 3-е»"""
    end = replace(begin, day=day, weekday=None)
    if day and day <= (begin.day or 0) and begin.number and begin.number < 12:
        end = replace(end, number=begin.number + 1)
    return (begin, end) if day and _span(replace(end, year=begin.year or 2000)) else None


def in_year(made: Point) -> tuple[int, int]:
    """Where in its year a point begins: its month or other unit, and its day."""
    return made.number or 0, made.day or 0


def _within_years(begin: Point, end: Point) -> tuple[Point, Point]:
    """Both ends with the year that is told at one alone; a range that would run backwards crosses a New Year."""
    begins, ends = in_year(begin), in_year(end)
    of_year = end.grain == "year" and end.part != ""  # «с сентября до конца 2014 года»
    if _unplaced(begin) and begin.number is not None and (of_year or end.number is not None):
        begin = _with_year_of(begin, end, -(begins > ends and not of_year), shifted=True)
    if _unplaced(end) and all((begin.number, end.number)):
        end = _with_year_of(end, begin, begins > ends, shifted=begins < ends)  # «с декабря 2023 года по февраль»
    return begin, end


def _unplaced(made: Point) -> bool:
    return made.year is None and made.shift is None


def _with_year_of(made: Point, told: Point, later: int, *, shifted: bool) -> Point:
    """A point with the year of the other end, ``later`` by years; ``shifted``: whether a relative year is taken too."""
    if told.year is not None:
        return replace(made, year=told.year + later, short=told.short)
    if told.shift is not None and told.step == "year" and shifted:
        return replace(made, shift=told.shift + later, step="year")
    return made


def ordered(begin: Point, end: Point) -> bool:
    """Whether a range runs forward as far as its words tell.

    >>> ordered(Point("year", 2019), Point("year", 2021)), ordered(Point("year", 2021), Point("year", 2019))
    (True, False)
    """
    dated = begin.year is not None and end.year is not None and begin.shift is None and end.shift is None
    if not dated or begin.short or end.short:
        return True
    first, last = _span(begin), _span(end)
    return first is not None and last is not None and first.begin <= last.end


def _span(made: Point) -> calendar.Days | None:
    """The days of a point whose year is known."""
    if made.grain == "day":
        year, month = made.year or 0, in_year(made)[0]
        weekday = calendar.nth_weekday(year, month, made.weekday, made.which or 1) if made.weekday else None
        found = calendar.day(year, month, made.day) if made.day else weekday
        return calendar.Days(found, found) if found else None
    return calendar.days(made.grain, made.year or 0, made.number or 0)
