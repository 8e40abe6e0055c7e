"""``anchor``: dates get their days from the day of publication; never from the clock.

An expression becomes the places in the calendar that its words allow (one, or one for each year or week around the
anchor), and the nearest is taken: a day or month by its distance, a weekday backwards unless the clause is in the
future, a quarter or season by the tense where there is one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from newsnlp.data import word_list
from newsnlp.lang import calendar
from newsnlp.lang.calendar import Days
from newsnlp.types import Date, Finding, Point, TimeExpression, gathered, mention

# how many days farther than the nearest the year may be that the tense asks for: a future clause is all but sure of
# itself, what was appointed (3) may have been since, a past one may put something off («отложили до 3 июня») unless it
# tells what happened then (-3, -4), and another clause's tense only splits near draws
REACH = {2: 330, 3: 240, -2: 120, -3: 200, -4: 345, 1: 31, -1: 31, 0: 0}


class Place(NamedTuple):
    """A unit of the calendar: TIMEX3 value and days."""

    value: str
    days: Days


def anchor(found: Sequence[Finding[Any]], published: dt.date | dt.datetime | None, text: str) -> tuple[Date, ...]:
    """The dates of an article in order of first mention, each value once with all its mentions.

    ``published`` may be ``None``: what needs it then keeps the part of its value that the words fix.
    """
    told = ((resolve(f.value, published), mention(text, f, "date")) for f in _on_story_days(found, text))
    return gathered((date, at) for date, at in told if date is not None)


def _on_story_days(found: Sequence[Finding[Any]], text: str) -> Iterator[Finding[Any]]:
    """Times of an unnamed day take the day that the sentence before told, where both look the same way: «Днём 14 апреля
    началась метель. В 18:30 дорогу закрыли»; so does «в тот же день», and «Годом ранее» takes its year.
    """
    last = year = None
    for finding in found:
        said: TimeExpression = finding.value
        if said.told is not None:
            finding = _told(finding, said.told, last if said.told.step == "day" else year, text)
        elif last is not None and calendar.is_bare(said.begin):
            finding = _on_day(finding, last, text)
        elif year is not None and said.relative and _THEN.search(text, year.stop, finding.start):
            finding = _then(finding, year, text)
        if said.day is not None and not calendar.is_bare(said.day):
            last = finding
        if _names_year(said.point):
            year = finding
        yield finding


_THEN = re.compile(r"[.!?…][»\")]*\s+Тогда(?: же)?,?(?: \w{1,2})?\s\Z")


def _then(finding: Finding[Any], year: Finding[Any], text: str) -> Finding[Any]:
    """«В мае 2021 года завод сгорел. Тогда, 12 мая, погиб сторож»: of the year that the sentence before tells."""
    point = finding.value.point
    if point is None or not point.number or (point.year, point.shift, point.which) != (None, None, None):
        return finding
    made = calendar.same_year(point, year.value.begin) if _goes_on(year, finding, text) else None
    return replace(finding, value=replace(finding.value, begin=made, end=made, relative=False)) if made else finding


def _names_year(point: Point | None) -> bool:
    return point is not None and (point.year is not None or point.grain in ("year", "half", "quarter", "month"))


def _on_day(finding: Finding[Any], last: Finding[Any], text: str) -> Finding[Any]:
    if not _goes_on(last, finding, text) or not _together(finding.value, last.value):
        return finding
    return replace(finding, value=calendar.on_day(finding.value, last.value))


def _goes_on(last: Finding[Any], finding: Finding[Any], text: str) -> bool:
    return finding.start - last.stop < STORY and "\n" not in text[last.stop : finding.start]


def _told(finding: Finding[Any], told: Point, before: Finding[Any] | None, text: str) -> Finding[Any]:
    """«в тот же день», «летом того года»; «годом ранее» behind the sentence that names the year."""
    if told.shift is None or before is None or not _goes_on(before, finding, text):
        return finding
    made, direction = _by_story(finding, told, before, text), before.value.direction if told.step == "day" else 0
    if made is None or _OTHERS.match(text, finding.stop):
        return finding
    said = TimeExpression(finding.value.kind, made, made, relative=made.year is None, direction=direction)
    return replace(finding, value=said)


def _by_story(finding: Finding[Any], told: Point, before: Finding[Any], text: str) -> Point | None:
    last: Point = before.value.begin
    if told.step == "day" and not _together(finding.value, before.value):
        return None
    if told.shift:
        # within the sentence the finder has had its say; a year earlier than «прошлого года» may be that year itself
        apart = last.shift is None and _NEXT.search(text, before.stop, finding.start)
        made = calendar.units_on(last, told.shift, told.grain) if apart else None
        return replace(made, clock=told.clock) if made and told.clock else made
    return replace(last, clock=told.clock) if told.step == "day" else calendar.same_year(told, last)


_NEXT = re.compile(r"[.!?…][»\")]*\s")
_OTHERS = re.compile(r"\s+(?:до|после|со?)\s")
STORY = 250  # characters within which a story's next sentence goes on about the same day


def _together(said: TimeExpression, before: TimeExpression) -> bool:
    return said.direction * before.direction > 0 or (said.direction < 0 and not before.relative)


def resolve(said: TimeExpression, published: dt.date | dt.datetime | None) -> Date | None:
    """The date that an expression means to a reader on that day; ``None`` where the calendar has no such day.

    >>> friday = Point("day", weekday=5)
    >>> print(resolve(TimeExpression("date", friday, friday, relative=True), dt.date(2024, 4, 24)))
    2024-04-19*
    >>> print(resolve(TimeExpression("date", friday, friday, relative=True, direction=1), dt.date(2024, 4, 24)))
    2024-04-26*
    >>> print(resolve(TimeExpression("date", friday, friday, relative=True), None))
    XXXX-WXX-5*
    """
    if isinstance(published, dt.datetime):
        seconds = said.seconds
        return resolve(said, published.date()) if seconds is None else _moment(published, seconds)
    if said.begin is said.end is None:
        value, days = said.value, None
    elif (place := _range(said, published) if said.begin != said.end else _single(said, published)) is not None:
        value, days = place
    else:
        return None
    begin, end = said.span or days or (None, None)
    return Date(said.kind, said.value or value, begin, end, said.relative)


def _moment(published: dt.datetime, seconds: int) -> Date | None:
    """
    >>> print(_moment(dt.datetime(2024, 4, 24, 1, 3), -7200))
    2024-04-23T23:03*
    """
    try:
        moment = published + dt.timedelta(seconds=seconds)
    except OverflowError:
        return None
    day = moment.date()
    return Date("time", f"{day.isoformat()}T{moment:%H:%M}", day, day, relative=True)


Loose = tuple[str, tuple[dt.date | None, dt.date | None] | None]  # a value, and its days where they are known


def _single(said: TimeExpression, day: dt.date | None) -> Loose | None:
    assert said.begin is not None
    return _one(said.begin, day, said.direction)


def _one(point: Point, day: dt.date | None, direction: int) -> Loose | None:
    if _floats(point) and day is None:
        return calendar.loose(point), None
    return _choose(list(_places(point, day or dt.date.max)), point, day, direction)


def _range(said: TimeExpression, day: dt.date | None) -> Loose | None:
    first, last = said.begin, said.end
    if first is None or last is None:
        return _open(first, last, day, said.direction)
    if day is None and (_floats(first) or _floats(last)):
        return f"{_text(first)}/{_text(last)}", None
    now = day or dt.date.max
    pairs = [
        Place(f"{a.value}/{b.value}", Days(a.days.begin, b.days.end))
        for a in _ends(first, now)
        for b in [_overnight(first, last, a, b) for b in _ends(last, now)]
        if a.days.begin <= b.days.end and a.value != b.value
    ]
    shortest = {}
    for pair in sorted(pairs, key=lambda p: p.days.end - p.days.begin, reverse=True):
        shortest[pair.days.begin if _floats(first) and last.which is None else pair.days.end] = pair
    return _choose(sorted(shortest.values(), key=lambda p: p.days), first, day, said.direction)


def _ends(point: Point, now: dt.date) -> Sequence[Place]:
    """What an end of a range may be: any of its name, or the one that «прошлый», «следующий» says."""
    places = list(_places(point, now))
    if point.which is None or len(places) < 2:
        return places
    named = _choose(places, point, now, 0)
    return [named] if named else []


def _overnight(first: Point, last: Point, begin: Place, end: Place) -> Place:
    """«с 22:00 до 6:00» ends on the next day."""
    later = calendar.add_days(end.days.end, 1) if begin.days == end.days and last.clock < first.clock else None
    if later is None or not re.match(r"T\d", last.clock) or first != replace(last, clock=first.clock):
        return end
    return Place(later.isoformat() + last.clock, Days(later, later))


def _open(first: Point | None, last: Point | None, day: dt.date | None, direction: int) -> Loose | None:
    point = first or last
    assert point is not None
    place = _one(point, day, direction)
    if place is None:
        return None
    value, days = place
    begin, end = days or (None, None)
    return (f"{value}/..", (begin, None)) if first else (f"../{value}", (None, end))


def _floats(point: Point) -> bool:
    """Whether the day of publication decides."""
    return point.year is None or point.shift is not None


def _text(point: Point) -> str:
    places = [] if _floats(point) else list(_places(point, dt.date.max))
    return places[0].value if places else calendar.loose(point)


# ------------------------------------------------------------------------------------------- places by the calendar


def _places(point: Point, now: dt.date) -> Iterator[Place]:
    """Every place near ``now`` that the words allow, in order of time."""
    by_day = point.grain == "day" or point.weekday  # a month's week is that of its Thursday
    if point.shift is None or point.step is None:
        return _of_days(point, _candidates(point, now)) if by_day else _units(point, _near(point, now))
    # in summer the last school year is the one just over
    over = (point.grain, point.shift) == ("school", -1) and 6 <= now.month <= 8
    base = calendar.add(now, point.shift + over, point.step)
    if base is None:
        return iter(())
    if by_day:
        return _of_days(point, [_day_in(point, base)])
    year, number = calendar.unit(point.grain, base)
    return _units(point, [(year, number) if point.number is None else (base.year, point.number)])


def _near(point: Point, now: dt.date) -> Sequence[tuple[int, int]]:
    """The years and numbers of the units of a name near ``now``."""
    if point.year is not None:
        return [(_century(point.year, now, 10) if point.short else point.year, point.number or 0)]
    if point.number is not None:
        return [(now.year + n, point.number) for n in (-2, -1, 0, 1, 2)]
    moved = (calendar.add(now, n, point.grain) for n in (-1, 0, 1))
    return [calendar.unit(point.grain, at) for at in moved if at]


def _units(point: Point, units: Iterable[tuple[int, int]]) -> Iterator[Place]:
    for year, number in units:
        if days := calendar.days(point.grain, year, number):
            value = calendar.value(point.grain, year, number)
            yield Place(value + point.clock, calendar.thirds(days, point.part) if point.part else days)


def _day_in(point: Point, base: dt.date) -> dt.date | None:
    """The day within the year, month or week that the anchor's was shifted to."""
    if point.weekday and point.number:
        return calendar.nth_weekday(base.year, point.number, point.weekday, point.which or 1)
    if point.day is not None:
        return calendar.day(base.year, point.number or base.month, point.day)
    return calendar.add_days(base, point.weekday - base.isoweekday()) if point.weekday else base


def _of_days(point: Point, days: Iterable[dt.date | None]) -> Iterator[Place]:
    """Days, or the weeks that have them."""
    for day in filter(None, days):
        if point.grain == "week":
            yield from _units(point, [calendar.unit("week", day)])
        else:
            yield Place(day.isoformat() + point.clock, Days(day, day))


def _candidates(point: Point, now: dt.date) -> Iterable[dt.date | None]:
    if (feast := point.feast) is not None:
        easters = map(calendar.easter, _years(point, now))
        return (easter and calendar.add_days(easter, feast) for easter in easters)
    if point.number and (point.day or point.weekday):
        return _in_months(point, point.number, now)
    if point.day:
        months = (calendar.add_months(now.replace(day=1), n) for n in (-1, 0, 1))
        return (month and calendar.day(month.year, month.month, point.day) for month in months)
    if point.weekday:
        return (calendar.add_days(now, days + point.weekday - now.isoweekday()) for days in (-14, -7, 0, 7, 14))
    return (now,)


def _years(point: Point, now: dt.date, reach: int = 1) -> Iterable[int]:
    return (point.year,) if point.year is not None else range(now.year - reach, now.year + reach + 1)


def _in_months(point: Point, month: int, now: dt.date) -> Sequence[dt.date | None]:
    """«второе воскресенье мая», «29 февраля»: once a year at the most."""
    if not point.day:
        return [calendar.nth_weekday(year, month, point.weekday or 0, point.which or 1) for year in _years(point, now)]
    if point.year is not None:
        return [calendar.day(_century(point.year, now) if point.short else point.year, month, point.day)]
    reach = 8 if (month, point.day) == (2, 29) else 1
    found = [calendar.day(year, month, point.day) for year in _years(point, now, reach)]
    # «в пятницу, 20 сентября»
    near = any(day is not None and abs((day - now).days) < 60 for day in found)
    return found if near else [day for day in found if day and day.isoweekday() == point.weekday] or found


def _century(year: int, now: dt.date, ahead: int = 20) -> int:
    """A two-digit year in full: within so many years ahead of the anchor (2024 where there is none), else behind.

    >>> _century(24, dt.date(2024, 1, 1)), _century(99, dt.date(2024, 1, 1)), _century(41, dt.date(1999, 1, 1))
    (2024, 1999, 1941)
    """
    latest = (2024 if now == dt.date.max else now.year) + ahead
    return latest - (latest - year) % 100


# ---------------------------------------------------------------------------------------------- the one that is meant


def _choose(places: Sequence[Place], point: Point, day: dt.date | None, direction: int) -> Place | None:
    """The place that is meant among all that the words allow."""
    if len(places) < 2 or day is None:
        return places[0] if places else None
    if point.which is not None and not (point.weekday and point.number):
        return _named(places, point.which, point.weekday, day)
    return _nearest(places, point, day, direction)


def _nearest(places: Sequence[Place], point: Point, day: dt.date, direction: int) -> Place:
    """The nearest place, on the side where the words look if that is not much farther."""
    margin = _ASIDE.get(point.grain, (0, 0))[direction > 0] if direction else 0
    told = _first(places, calendar.add_days(day, margin) or day, direction)
    if not point.number and (point.weekday or point.grain in ("week", "weekend")):
        return told or _first(places, day, -1) or places[0]
    near = min(places, key=lambda p: _gap(p, day))
    margin = REACH[direction] if point.grain in ("day", "week", "month") else 366
    return told if told and _gap(told, day) - _gap(near, day) < margin else near


# nobody tells what a quarter brought in its first fortnight, or a half-year in its first months, nor awaits what its
# last weeks will bring: days that are set aside behind and ahead
_ASIDE = {"quarter": (-14, 0), "half": (-90, 21)}


def _first(places: Sequence[Place], day: dt.date, direction: int) -> Place | None:
    """The first place that one comes to from a day, ahead or behind; ``None`` where the words look nowhere."""
    if direction > 0:
        return next((p for p in places if p.days.end >= day), None)
    return next((p for p in reversed(places) if p.days.begin <= day), None) if direction else None


def _named(places: Sequence[Place], which: int, weekday: int | None, day: dt.date) -> Place | None:
    """«позапрошлый», «прошлый», «этот», «следующий» before a weekday, month or season."""
    if which < 0:
        return next(iter([p for p in places if p.days.end < day][which:]), None)
    if which == 2 or (which == 1 and not weekday):
        return next((p for p in places if p.days.begin > day), None)
    if weekday:
        week = calendar.add_days(day, 7 * which)
        return next((p for p in places if week and p.days.begin.isocalendar()[:2] == week.isocalendar()[:2]), None)
    this = (p for p in places if day.year in (p.days.begin.year, p.days.end.year))  # a winter is of two years
    return min(this, key=lambda p: _gap(p, day), default=None)


def _gap(place: Place, day: dt.date) -> int:
    """Days between the anchor and a place, 0 within it."""
    return max((place.days.begin - day).days, (day - place.days.end).days, 0)


# --------------------------------------------------------------------------------------------------------- dateline

FOOT = 3  # last lines that may hold the day
HEAD = 8  # lines that aren't empty: headline, rubric, headline again, dateline
_TOLD = frozenset(word_list("anchor.told"))
_NOISE = frozenset(word_list("anchor.noise"))
_WORD = re.compile(r"[^\W\d_]+")
_SEPARATE = re.compile(r"[|/•·\t]|\s{2}")  # «24.04.2024 | Общество»
_CREDITS = re.compile(_SEPARATE.pattern + r"|\s[—–-]\s|[.;]\s")  # «5 мая 2024, 08:00. Беседовал Пётр Рогов»
_BEFORE = re.compile(r"[A-ZА-ЯЁ][\w-]*(?: [A-ZА-ЯЁ][\w-]*){0,2}[,.]\s*|/[\w .-]{2,30}/\s*")
_BEHIND = re.compile(
    r"\.?\s*(?:[—–-]\s|/|\(|\Z|INTERFAX|ИНТЕРФАКС|Интерфакс|ТАСС|РИА|"
    r", [«\"]?[A-ZА-ЯЁ][\w-]+(?: [A-ZА-ЯЁ][\w-]+)?[»\"]?\. )"
)  # «МОСКВА, 5 мая 2023 г. — РИА Новости», «КЛИН, 5 мая 2023, Вести Клина. …»
_CLOSED = re.compile(r"\.?\s+[A-ZА-ЯЁ«\"]")  # «Краснодар, 5 июля 2023 года. Урожай убран»


# a line without one of these has no full date: a word and a year behind it, or a day, month and year in figures
_FULL = re.compile(r"[^\W\d_]{3,}[\s,.]{1,3}\d{4}|\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d")
_ALONE, _OPENING = 200, 100  # no longer line stands alone; of a longer one, the beginning may be a dateline
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def lines_of_dateline(text: str) -> list[tuple[int, int]]:
    """Where :func:`dateline` may find its date: of the lines of the head and of the foot, those that can hold one.

    >>> lines_of_dateline("Заголовок\\n24 апреля 2024 года\\nВ 2023 году открыли 300 школ.")
    [(10, 29)]
    """
    head = [(start, stop if stop - start < _ALONE else start + _OPENING) for start, stop in _head(text)]
    return sorted({line for line in (*head, *_foot_lines(text)) if _FULL.search(text, *line)})


def _head(text: str) -> list[tuple[int, int]]:
    lines = [line.span() for line in _LINE.finditer(text[:5000])][:HEAD]
    begun = next((n for n, (start, stop) in enumerate(lines) if stop - start > 300), HEAD)  # the article itself
    return lines[: begun + 1]


def _foot_lines(text: str) -> list[tuple[int, int]]:
    """The short ones of the last lines."""
    start = max(len(text) - 1000, 0)
    lines = [(line.start() + start, line.end() + start) for line in _LINE.finditer(text[start:])][1:][-FOOT:]
    return [line for line in lines if line[1] - line[0] < 80]


def dateline(
    found: Sequence[Finding[Any]], text: str, credited: Callable[[int], bool] = lambda at: False
) -> dt.date | dt.datetime | None:
    """The day (and time) of publication that the article's own head states: a full date that stands on a line of its
    own, or with few words, before or right behind the headline, or opens the text behind the place's name.
    ``credited``: whether what stands at an offset says when and by whom the article was written.

    >>> day = Point("day", 2024, 4, 24, clock="T11:03")
    >>> head = "Заголовок\\n24 апреля 2024 года в 11:03\\nТекст."
    >>> dateline([Finding(10, 37, "date.day", TimeExpression("time", day, day))], head)
    datetime.datetime(2024, 4, 24, 11, 3)
    """
    top: dt.date | dt.datetime | None = None
    for number, line in enumerate(_head(text)):
        here = [f for f in found if line[0] <= f.start and f.stop <= line[1]]
        days = [(f, day) for f in here if (day := _full(f.value)) is not None]
        for finding, day in days:
            opens = _opens(finding, text, line)
            if opens or _stands_alone(here, text, line, number == 0, credited(finding.start)):
                when = _with_clock(day, [finding, *here], text[line[0] : line[1]] if not opens else "")
                if number or opens or _TOLD.intersection(map(str.lower, _WORD.findall(text, *line))):
                    return when
                top = when  # the day, or the site's own clock above the article's day
    return top or _foot(found, text, credited)


def _foot(found: Sequence[Finding[Any]], text: str, credited: Callable[[int], bool]) -> dt.date | dt.datetime | None:
    """The day that stands alone, or with words of publishing, in one of the last lines."""
    for line in _foot_lines(text):
        here = [f for f in found if line[0] <= f.start and f.stop <= line[1]]
        days = [(f.start, day) for f in here if (day := _full(f.value)) is not None][:1]
        if days and _stands_alone(here, text, line, True, credited(days[0][0])):
            return _with_clock(days[0][1], here, text[line[0] : line[1]])
    return None


def _full(said: TimeExpression) -> dt.date | None:
    point = said.day if said.begin == said.end else None
    if point is None or _floats(point):
        return None
    return next((place.days.begin for place in _places(point, dt.date.max)), None)


def _stands_alone(here: Sequence[Finding[Any]], text: str, line: tuple[int, int], first: bool, credited: bool) -> bool:
    """Whether a line holds nothing beside its dates but words of publishing, or a rubric set apart or beside a time."""
    letters = list(text[line[0] : line[1]])
    for other in here:
        letters[other.start - line[0] : other.stop - line[0]] = "0" * (other.stop - other.start)
    rest = "".join(letters)
    words = [word for word in map(str.lower, _WORD.findall(rest)) if word not in _NOISE]
    if _TOLD.intersection(words):
        return len(words) <= 8
    if not words:
        return not text[: line[1]].endswith(("года.", "году."))  # a caption's sentence
    parts = (_CREDITS if credited else _SEPARATE).split(rest.strip())
    if (credited or len(words) <= 8) and any(map(_of_date, parts)):
        return True
    return not first and len(words) <= 3 and any(finding.value.kind == "time" for finding in here)


def _of_date(part: str) -> bool:
    """Whether what is set apart holds a date (a nought here) and beside it only a place and words of publishing."""
    part = _BEFORE.sub("", part, count=1)
    return "0" in part and all(word in _NOISE for word in map(str.lower, _WORD.findall(part)))


def _opens(finding: Finding[Any], text: str, line: tuple[int, int]) -> bool:
    before = text[line[0] : finding.start]
    if _BEFORE.fullmatch(before) is None:
        return False
    closed = "," in before and _CLOSED.match(text, finding.stop) is not None
    return closed or _BEHIND.match(text, finding.stop, line[1]) is not None


def _with_clock(day: dt.date, found: Iterable[Finding[Any]], line: str) -> dt.date | dt.datetime:
    """The day with its time, or with the only clock of a ``line`` that says nothing else: «10:00 / 03.03.2026»."""
    for finding in found:
        point = finding.value.begin
        if point is not None and re.match(r"T(?!24)\d\d:\d\d", point.clock):
            return dt.datetime.combine(day, dt.time.fromisoformat(point.clock[1:]))
    shown = _CLOCK.findall(line)
    return dt.datetime.combine(day, dt.time.fromisoformat(shown[0].zfill(5))) if len(shown) == 1 else day


_CLOCK = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])")
