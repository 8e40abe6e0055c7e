"""From atoms that stand together to the expressions they mean: plain functions, one for each of the grammar's rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, cast

from newsnlp.data import word_list
from newsnlp.find.date.atoms import ORDINAL, Atom, values_of
from newsnlp.find.date.days import valid
from newsnlp.find.date.lengths import Lasting
from newsnlp.find.date.points import GRAINS, expression, in_year, ordered, point, shared
from newsnlp.find.date.words import every
from newsnlp.lang import calendar
from newsnlp.types import DateKind, Grain, Point, TimeExpression


class Match(NamedTuple):
    """A rule's atoms, and its named points as ranges of them."""

    rule: str
    atoms: Sequence[Atom]
    points: Sequence[Sequence[Atom]]
    day: Sequence[Atom] | None = None


class Built(NamedTuple):
    """An expression and the atoms that say it."""

    expression: TimeExpression
    atoms: Sequence[Atom]
    rule: str = ""  # where it is not the match's own


def build(match: Match) -> list[Built]:
    """The expressions of a match; none where its values contradict one another."""
    return [built for built in BUILDERS[match.rule](match) if built.atoms]


def _words(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """Without the prepositions and marks at its edges."""
    inner = [n for n, atom in enumerate(atoms) if atom.type not in EDGES]
    return atoms[inner[0] : inner[-1] + 1] if inner else ()


EDGES = frozenset("IN FROM TO BY COMMA DASH FILL BETWEEN PREPOSITION AND BAR".split())
BRACKETS = frozenset({"OPEN", "CLOSE"})


def _single(match: Match) -> Iterator[Built]:
    atoms = match.atoms
    if len(atoms) > 1 and atoms[0].words == ("накануне",) and atoms[1].type in ("DAY", "HOLIDAY", "FEAST"):
        atoms = atoms[1:]  # «накануне 8 Марта» is not «накануне, 7 марта»
    yield from _of_point(point(atoms), atoms)


def _of_point(made: Point | None, atoms: Sequence[Atom]) -> Iterator[Built]:
    if made is not None and valid(made):
        yield Built(expression(made, made), _words(atoms))


def _night(match: Match) -> Iterator[Built]:
    """«в ночь с 4 на 5 мая» is the night of the fifth."""
    cut = max(n for n, atom in enumerate(match.atoms) if atom.type in ("IN", "TO"))
    yield from _of_point(point([match.atoms[0], *match.atoms[cut + 1 :]]), match.atoms)


def _pair(match: Match) -> tuple[Point, Point] | None:
    made = [*map(_day_of, match.points)]
    if len(made) != 2 or made[0] is None or made[1] is None:
        return None
    return shared(made[0], made[1])


def _range(match: Match) -> Iterator[Built]:
    opened = match.atoms[0].type in ("FROM", "BETWEEN")
    if not opened and _until(match):
        return  # «2010 по 2012 годы», not «в 2010 до 2012»
    if match.atoms[0].type == "NUMBER" and match.atoms[-1].type == "TODAY":
        return  # «первый — 2 января, второй — накануне»
    if (pair := _valid_pair(match)) is None:
        return
    if opened or not _of_one(*pair):
        yield Built(expression(*pair), _words(match.atoms))
    elif pair[1].grain == "year":
        yield from _of_point(replace(pair[0], year=pair[1].year), match.atoms)


def _valid_pair(match: Match) -> tuple[Point, Point] | None:
    value = match.atoms[0].value
    pair = value if isinstance(value, tuple) else _pair(match)
    if pair and pair[0].clock and pair[1].clock:
        pair = (pair[0], replace(pair[1], clock=_till_evening(match, pair[0].clock, pair[1].clock)))
    return pair if pair and all(map(valid, pair)) and ordered(*pair) else None


def _of_one(made: Point, last: Point) -> bool:
    """«в январе-2009», «лето — 2022», «в этом году — 4 июня»: a dash that makes no range."""
    if last.grain == "day":
        return made.grain in ("year", "half", "quarter", "month")
    return last == Point("year", last.year) and made == Point(made.grain, number=made.number)


def _until(match: Match) -> bool:
    """Whether a range says «до»."""
    return any(atom.type == "TO" and atom.words != ("по",) for atom in match.atoms)


def apart(match: Match) -> Iterator[Match]:
    """The parts of what turned out to be no whole."""
    if match.rule in _PARTS:
        yield from _PARTS[match.rule](match)


def _apart_lengths(match: Match) -> Iterator[Match]:
    """«с четырёх лет до года»"""
    atoms = match.atoms
    if len(atoms) > 2 and atoms[-2].stop < atoms[-1].start:
        yield from (Match(match.rule, [atom], [[atom]]) for atom in atoms if atom.type in ("DURATION", "UNIT"))


def _apart_months(match: Match) -> Iterator[Match]:
    """«первые 10 дней месяца»"""
    yield Match("date.duration", match.atoms[:1], [match.atoms[:1]])
    yield Match("date.point", match.points[0], match.points)


def _apart_list(match: Match) -> Iterator[Match]:
    """«с 2005 года, в 2012 году открыт цех»"""
    points = match.points
    if match.atoms[0].type == "FROM" and len(points) == 2:
        yield Match("date.open", [match.atoms[0], *points[0]], points[:1])
        yield Match("date.point", points[1], points[1:])


def _apart_range(match: Match) -> Iterator[Match]:
    """«в 2017 году — 1809 рублей»"""
    if match.atoms[0].type not in ("FROM", "BETWEEN"):
        whole = ("YEAR", "REFYEAR", "DAY", "MONTH", "TODAY")
        alone = (part for part in match.points if len(part) > 1 or part[0].type in whole)
        yield from (Match("date.point", part, [part]) for part in alone)


_PARTS: dict[str, Callable[[Match], Iterator[Match]]] = {
    "date.duration": _apart_lengths, "date.months": _apart_months, "date.list": _apart_list, "date.range": _apart_range,
}  # fmt: skip


def _hours(match: Match) -> Iterator[Built]:
    if (days := _dotted_days(match)) is not None:
        yield Built(expression(*days), _words(match.atoms), "date.range")
        return
    hours = [_hour(_counted(part[0]) or point(part)) for part in match.points]
    day = _day_of(match.day) if match.day else Point("day")
    if len(hours) != 2 or day is None:
        return
    first, last = hours
    first = _after_noon(first, last) if _is_after_noon(match) else first
    last = _till_evening(match, first, last)
    if first and last and (first < last or (first >= "T18" and last < "T13")):
        yield Built(expression(replace(day, clock=first), replace(day, clock=last)), _words(match.atoms))


def _poster(match: Match) -> Iterator[Built]:
    """«4.04 в 10:00»: on a day that only the clock beside it tells to be one."""
    day = _dotted_day(match.atoms[0])
    yield from _of_point(day and replace(day, clock=match.atoms[-1].value.clock), match.atoms)


def _day_of(atoms: Sequence[Atom]) -> Point | None:
    return _dotted_day(atoms[0]) if atoms[0].type == "DOTTED" else point(atoms)


def _till_evening(match: Match, first: str, last: str) -> str:
    """«с двух часов дня до половины шестого»: the last clock by the part of the day that stands at the first."""
    said, word = match.points[-1][-1].words[-1], match.points[0][-1].words[-1]
    if word not in ("утра", "дня", "вечера") or not last or last >= min(first, "T12") or ":" in said or said in _HALVES:
        return last
    later = f"T{int(last[1:3]) + 12}{last[3:]}"
    return later if later > first else last


_HALVES = frozenset("утра дня вечера ночи".split())


def _is_after_noon(match: Match) -> bool:
    """«с 2 до 6 дня»: the first hour is told by its figure alone."""
    return match.points[-1][-1].words[-1] in ("дня", "вечера") and len(match.points[0][0].words) == 1


def _after_noon(first: str, last: str) -> str:
    """«с восьми до десяти вечера»: the first clock by the part of the day that stands at the last."""
    later = f"T{int(first[1:3]) + 12}{first[3:]}" if first and first < "T12" else ""
    return later if later and later < last else first


def _counted(atom: Atom) -> Point | None:
    """«с восьми до десяти»"""
    whole = isinstance(atom.value, Decimal) and atom.value == int(atom.value) and 0 < atom.value < 24
    return Point("day", day=int(atom.value)) if whole else None


def _dotted_days(match: Match) -> tuple[Point, Point] | None:
    """«с 01.04 по 05.04»: days and months, unless it says «до»."""
    dotted = [atom for part in match.points for atom in part if atom.type == "DOTTED"]
    if len(dotted) != 2 or _until(match):
        return None
    first, last = map(_dotted_day, dotted)
    return (first, last) if first and last and first != last else None


def _dotted_day(atom: Atom) -> Point | None:
    """«01.04»: the first of April."""
    day, month = map(int, atom.words[0].split("."))
    made = Point("day", number=month, day=day)
    return made if valid(made) else None


def _hour(said: Point | None) -> str:
    if said is None or said.clock:
        return said.clock if said else ""
    return f"T{said.day:02}:00" if said.day and said.day < 24 else ""


def _open(match: Match) -> Iterator[Built]:
    """«с 2019 года», «до 2030 года»; the clock's «до 18:00» is a time."""
    made, since = point(match.points[0]), match.atoms[0].type == "FROM"
    if made is None or not valid(made):
        return
    if made.clock or _is_of(match) or match.atoms[0].words == ("от",):
        yield Built(expression(made, made), match.points[0], "date.time" if made.clock else "date.point")
    else:
        yield Built(expression(made, None) if since else expression(None, made), match.points[0])


_CASES = {"FROM": word_list("date.build.instrumentals"), "TO": word_list("date.build.datives")}


def _is_of(match: Match) -> bool:
    """«по сравнению с 2019 годом», «с маем»: with what, not since when; «по 2023 году»: of what, not until when."""
    return any(word.endswith(_CASES[match.atoms[0].type]) for atom in match.points[0] for word in atom.words)


def _list(match: Match) -> Iterator[Built]:
    """«5, 6 и 7 мая», «с 5 на 7 мая»: each takes what stands behind the last alone."""
    last = _last_point(match.points[-1])
    # whether «в» stands among them
    if last is None or any(atom.type == "IN" and atom.words[-1] != "на" for atom in match.atoms):
        return
    for atoms in match.points:
        if len(atoms) > 2 and atoms[1].type == "DASH":
            # «10–12» of «10–12 и 15 мая», «14–16 мая» of «10, 12 и 14–16 мая»
            first, second = (replace(last, day=atom.value.day, weekday=None) for atom in (atoms[0], atoms[2]))
            if (first.day or 0) < (second.day or 0) and valid(first) and valid(second):
                yield Built(expression(first, second), atoms, "date.range")
            continue
        if (one := point(atoms)) is None:
            return
        yield from _of_point(one if one is last else _like_the_last(one, last), atoms)


def _last_point(atoms: Sequence[Atom]) -> Point | None:
    """The last point of a list, without a number before it: «5, 6 и |7| мая»."""
    parts = [atom for atom in atoms if atom.type != "NUMBER"]
    return point(parts if any(atom.type != "PART" for atom in parts) else atoms)


def _like_the_last(one: Point, last: Point) -> Point:
    """«5, 6 и 7 мая»: in the month of the last; «30 декабря и 2 января 2024 года»: in its year, or the year before."""
    if one.number is None and one.day:
        return replace(last, day=one.day, weekday=None, clock=one.clock)
    if one.year is not None or one.shift is not None:
        return one
    later = last.year is not None and in_year(one) > in_year(last)
    return replace(one, year=(last.year or 0) - later or None, shift=last.shift, step=last.step)


def _style(match: Match) -> Iterator[Built]:
    """«25 октября (7 ноября) 1917 года»: the day of the new style, which of two is the later."""
    said = values_of(match.atoms, Point)
    days = [atom for atom in match.atoms if isinstance(atom.value, Point) and atom.value.grain == "day"]
    if any(atom.type in ("HOLIDAY", "FEAST", "MONTHDAY") for atom in days):  # «День матери (26 ноября)»
        yield from (Built(expression(day.value, day.value), [day], "date.point") for day in days)
        return
    old, new = _of_month_and_year([day.value for day in days], said)
    apart = (_in_days(new) - _in_days(old)) % 372
    yield from _of_point(new if apart < 186 else old, match.atoms)


def _of_month_and_year(days: Sequence[Point], said: Sequence[Point]) -> Iterator[Point]:
    """Days with the month and the year that other points tell."""
    month = next((point.number for point in said if point.grain == "month"), None)
    year = next((point.year for point in said if point.year is not None), None)
    return (replace(day, number=day.number or month, year=year) for day in days)


def _in_days(made: Point) -> int:
    """About how far a day stands in its year."""
    number, day = in_year(made)
    return number * 31 + day


def _season(match: Match) -> Iterator[Built]:
    begin, end = match.atoms[0].value
    span = _SEASONS[match.atoms[0].type]
    first, last = dt.date(begin.year, *span[0]), dt.date(end.year, *span[1])
    yield Built(replace(expression(begin, end), span=(first, last)), match.atoms)


# a school year ends with May; heating from October to April; seasons of sport and theatre from July to June
_SEASONS = {"SCHOOL": ((9, 1), (5, 31)), "HEATING": ((10, 1), (4, 30)), "PAIR": ((7, 1), (6, 30))}


def _valued(match: Match) -> Iterator[Built]:
    """«500 год до н. э.», «пн–пт»: the value itself."""
    kind: DateKind = "set" if match.rule == "date.week" else "date"
    yield Built(TimeExpression(kind, value=match.atoms[0].value), match.atoms)


def _months(match: Match) -> Iterator[Built]:
    """«девять месяцев 2023 года»: its first nine."""
    lasting, year = match.atoms[0].value, point(match.points[0])
    if match.points[0][0].words == ("года",):  # «за четыре месяца года»: of this one
        year = Point("year", shift=0, step="year")
    if year is None or lasting.unit != "month" or not 1 < (lasting.amount or 0) <= 12:
        return
    first = replace(year, grain="month", number=1)
    yield Built(expression(first, replace(first, number=int(lasting.amount or 0))), match.atoms)


def _duration(match: Match) -> Iterator[Built]:
    atoms, lasting = match.atoms, values_of(match.atoms, Lasting)
    figure = next((a.value for a in atoms if a.type in ("NUMBER", "COUNT")), None)
    low = Decimal(figure.day or 0) if isinstance(figure, Point) else figure
    if _of_several(atoms, low):
        return
    types = {atom.type for atom in atoms}
    told = "RELATIVE" in types or "LASTING" in types
    if low is not None and atoms[0].type != "FROM" and "AND" in types:
        yield from _each_length(atoms, lasting, low, told)
        return
    value = _length(lasting, low, joined=any(a.words == ("и",) for a in atoms))
    yield Built(TimeExpression("duration", value=value, relative=told), _words(atoms))


def _of_several(atoms: Sequence[Atom], low: Decimal | None) -> bool:
    """«второму — 5 лет», «уменьшен с четырёх лет до одного года»: no one length."""
    if len(atoms) > 1 and any(a.type in ("NUMBER", "NTH") and a.words[-1].endswith(ORDINAL) for a in atoms):
        return True
    return low is None and atoms[0].type == "FROM" and atoms[0].words != ("от",)


def _length(lasting: Sequence[Lasting], low: Decimal | None, *, joined: bool) -> str:
    """«год и два месяца», «от года до двух лет», «от двух до пяти лет»"""
    if len(lasting) == 2 and joined:
        return replace(lasting[0], rest=lasting[1]).value
    if len(lasting) == 2:
        return f"{lasting[0].value}/{lasting[1].value}"
    value = lasting[-1].value
    return value if low is None else f"{lasting[0].counted(low).value}/{value}"


def _ago(match: Match) -> Iterator[Built]:
    # so many units from the anchor; what is vague, or hours, has no day of its own
    lasting, *more = values_of(match.atoms, Lasting)
    types = {atom.type for atom in match.atoms}
    if more and "AND" in types:  # «год и три месяца назад»
        lasting, more = replace(lasting, rest=more[0]), []
    vague = bool(more) or lasting.amount is None or lasting.upper is not None or not types.isdisjoint(_SEVERAL)
    yield Built(_away(lasting, (-1 if match.atoms[-1].type == "AGO" else 1), vague), _words(match.atoms))


def _same(match: Match) -> Iterator[Built]:
    """«две недели назад, 10 ноября»: the day that is told; «два года назад, в мае»: that of the year counted."""
    made = point(match.points[-1])
    year = next((b.expression.begin for b in _ago(match._replace(atoms=_counted_back(match.atoms)))), None)
    if made is not None and year is not None and year.step == "year" and made.year is None and made.shift is None:
        made = replace(made, shift=year.shift, step="year")
    yield from _of_point(made, match.atoms)


def _counted_back(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """The atoms up to «назад»."""
    return atoms[: next((n + 1 for n, atom in enumerate(atoms) if atom.type == "AGO"), len(atoms))]


_SEVERAL = ("NUMBER", "COUNT", "DASH")  # «2–3 года назад»
_SECONDS = {"hour": 3600, "minute": 60, "second": 1}


def _each_length(atoms: Sequence[Atom], lasting: Sequence[Lasting], low: Decimal, told: bool) -> Iterator[Built]:
    """«20 и 10 лет»"""
    for atom in (a for a in atoms if a.type in ("NUMBER", "COUNT", "DURATION")):
        said = lasting[-1] if atom.type == "DURATION" else lasting[0].counted(low)
        yield Built(TimeExpression("duration", value=said.value, relative=told), [atom])


def _in_seconds(lasting: Lasting) -> int:
    return int(sum(min(one.amount or 0, 10**6) * _SECONDS[one.unit] for one in lasting.parts()))


def _away(lasting: Lasting, sign: int, vague: bool) -> TimeExpression:
    value = "PAST_REF" if sign < 0 else "FUTURE_REF"
    if vague:
        kind: DateKind = "time" if lasting.unit in _SECONDS else "date"
        return TimeExpression(kind, value=value, relative=True)
    if lasting.unit in _SECONDS:
        return TimeExpression("time", value="XXXX-XX-XXTXX", relative=True, seconds=sign * _in_seconds(lasting))
    if (lasting.amount or 0) > 12000 or lasting.unit not in GRAINS:
        return TimeExpression("date", value=value, relative=True)
    made = _moved(lasting, sign)
    return expression(made, made)


def _moved(lasting: Lasting, sign: int) -> Point:
    count, grain = lasting.amount or Decimal(1), cast(Grain, lasting.unit)
    if lasting.rest is not None and (grain, lasting.rest.unit) == ("year", "month"):  # «год и три месяца назад»
        count, grain = count * 12 + (lasting.rest.amount or 0), "month"
    if count == int(count):
        return Point(grain, shift=sign * int(count), step=grain)
    size = calendar.MONTHS.get(grain, 0)
    if count * size == int(count * size) and size:
        return Point(grain, shift=sign * int(count * size), step="month")
    return Point(grain, shift=sign * round(count * (calendar.DAYS.get(grain) or size * _MONTH)), step="day")


_MONTH = Decimal("30.44")  # days of a month, on the average


def _story(match: Match) -> Iterator[Built]:
    """«двумя днями позже», «8 декабря того же года»: known to the story alone."""
    atoms = _words(match.atoms)
    first, last = atoms[0].value, match.atoms[-1]
    if isinstance(first, Point) and last.value is None:
        return  # «6-Двумя днями ранее»: a number glued to them
    if isinstance(first, Point) and first.day and last.value.grain == "day":  # «5 мая, в тот же день»
        yield Built(expression(first, first), atoms[:1], "date.point")
        yield Built(told_of(last.value), [last], "date.reference")
    elif isinstance(first, Point):  # «летом того года»
        said = replace(last.value, shift=0, step="year") if last.value.grain == "year" else last.value
        yield Built(told_of(replace(first, shift=said.shift, step=said.step)), atoms)
    else:
        yield Built(_away_told(match), atoms)


def _away_told(match: Match) -> TimeExpression:
    """«двумя днями позже»"""
    lasting, *more = values_of(match.atoms, Lasting)
    several = bool(more) or any(a.type in _SEVERAL for a in match.atoms)
    sign = -1 if match.atoms[-1].type == "EARLIER" else 1
    return away_from(replace(lasting, amount=None) if several else lasting, sign)


def away_from(lasting: Lasting, sign: int) -> TimeExpression:
    """«часом ранее», «за два года до этого»: so many units from what the story tells."""
    if lasting.unit in _SECONDS:
        return TimeExpression("time", value="XXXX-XX-XXTXX", relative=True)
    grain = cast(Grain, lasting.unit) if lasting.unit in _TOLD else "year"
    count = lasting.amount if lasting.unit in _TOLD and lasting.rest is None else None
    counted = count is not None and count == int(count) < 1000
    return told_of(Point(grain, shift=sign * int(count or 0), step=grain) if counted else Point(grain))


_TOLD = ("day", "week", "month", "quarter", "half", "year", "decade", "century")


def told_of(made: Point) -> TimeExpression:
    """«два года спустя» of a story in the past, «8 декабря того же года»: known to the story alone."""
    clean = Point(made.grain, None, made.number, made.day, shift=made.shift, step=made.step, clock=made.clock)
    return TimeExpression("time" if made.clock else "date", value=calendar.loose(clean), relative=True, told=clean)


def _set(match: Match) -> Iterator[Built]:
    """«каждый понедельник», «ежегодно в мае», «1 сентября каждого года»."""
    sets = values_of(match.atoms, TimeExpression)
    if match.atoms[-1].type == "WEEKDAY":  # «каждый вторник и четверг»
        yield Built(sets[0], match.atoms[:1])
        yield Built(every(match.atoms[-1].value), match.atoms[-1:])
        return
    yearly = [*map(every, values_of(match.atoms, Point))]
    yield Built((yearly or sets[-1:])[0], _words(match.atoms))


def _reference(match: Match) -> Iterator[Built]:
    value = match.atoms[-1].value
    said = told_of(value) if isinstance(value, Point) else TimeExpression("date", value=value, relative=True)
    yield Built(said, match.atoms)


BUILDERS: dict[str, Callable[[Match], Iterator[Built]]] = {
    "date.point": _single,
    "date.time": _single,
    "date.night": _night,
    "date.range": _range,
    "date.hours": _hours,
    "date.open": _open,
    "date.dotted": _poster,
    "date.list": _list,
    "date.style": _style,
    "date.season": _season,
    "date.bc": _valued,
    "date.week": _valued,
    "date.months": _months,
    "date.duration": _duration,
    "date.ago": _ago,
    "date.same": _same,
    "date.story": _story,
    "date.set": _set,
    "date.reference": _reference,
    "date.adjective": _single,
    "date.outcome": _single,
}
