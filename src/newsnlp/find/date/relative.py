"""What is told from the day of publication: «прошлый год», «вчера», «в последние годы», «в тот же день»."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

from newsnlp.data import word_list
from newsnlp.find.date.lengths import EITHER, PLURALS, Lasting, duration, many
from newsnlp.find.date.reader import Read, Reader
from newsnlp.find.date.words import BY_DAY, named
from newsnlp.lang.phrases import DASHES
from newsnlp.types import Grain, Point


def relative(r: Reader, at: int) -> Read:
    """прошлый год, этой неделе, следующем финансовом году, в минувшую пятницу, этой весной, прошлой ночью"""
    if r.part(at) != "relative":
        return None
    shift = int(r.says(at))
    stop = _behind_relative(r, at + 1, twice=shift != 2)
    if _apart(r, at, stop):
        return None
    if r.part(stop) == "unit":
        return _relative_unit(r, at, stop, shift, r.says(stop))
    if shift < 0 and r.lower(stop) in ("днём", "днем"):  # «по сравнению с предыдущим днём»
        return _relative_unit(r, at, stop, shift, "day")
    if (name := _relative_name(r, stop, r.part(stop), shift)) is not None:
        return name
    # «в июле *прошлого* и в мае этого года», «в конце *прошлого* — начале этого года»
    beside = r.part(at - 1) == "month" or (r.part(at - 1) == "edge" and r.lower(at + 1) in DASHES)
    if beside and r.lower(at).endswith("го") and r.part(stop) != "number":
        return "REFYEAR", Point("year", shift=min(shift, 1), step="year"), at + 1
    lasting = duration(r, stop) if shift else None
    return ("LASTING", *lasting[1:]) if lasting else ("RELATIVE", None, at + 1)


def _behind_relative(r: Reader, at: int, *, twice: bool) -> int:
    """The place behind «этой |же|», «тот |прошлый|», «прошлый |финансовый| год»."""
    stop = at + (r.lower(at) == "же") + (twice and r.part(at) == "relative")
    of_calendar = (r.part(stop), r.says(stop)) == ("year_kind", "calendar")
    return stop + (of_calendar and r.unit(stop + 1) in _OUTCOMES)


def _apart(r: Reader, at: int, stop: int) -> bool:
    """«предстоящий *летом* чемпионат», «произошло это *осенью* 2004 года»: the time is another's."""
    if r.says(at) == "2":
        return r.lower(stop) in _SEASONS and r.lower(at)[-2:] not in _BY
    return r.lower(at) == "это" and r.part(stop) in ("season", "part") and r.lower(stop)[-1:] != "о"


def spanned(r: Reader, at: int) -> Read:
    """эти четыре года, первые пять лет, целую неделю; «первые три квартала» are nine months"""
    whole = r.part(at) == "whole"
    if not whole and r.lower(at) not in word_list("date.relative.before_lengths"):
        return None
    lasting = duration(r, at + 1)
    if lasting is None:
        alone = whole and r.part(at + 1) == "unit" and r.lower(at + 1) not in PLURALS - EITHER
        return ("DURATION", Lasting(Decimal(1), r.says(at + 1)), at + 2) if alone else None
    return _first(*lasting) if r.lower(at).startswith("перв") else lasting


def _first(type_: str, said: Lasting, stop: int) -> Read:
    if said.unit == "quarter" and said.amount:
        return "DURATION", Lasting(said.amount * 3, "month"), stop
    return None if said.unit == "month" else (type_, said, stop)  # «девять месяцев 2023 года» are the first


def _relative_name(r: Reader, stop: int, part: str, shift: int) -> Read:
    """прошлый вторник, эту осень, прошлый август; этим вечером"""
    said = r.says(stop)
    if part == "school" and (behind := r.god(stop + 1)):
        return "REFSCHOOL", Point("school", shift=min(shift, 1), step="school"), behind
    name = named(part, said)
    if part in ("weekday", "month") and name is not None:
        return part.upper(), replace(name, which=shift), stop + 1
    if part == "season":
        return "SEASON", _named_season(int(said), shift), stop + 1
    if part == "part" and shift in (0, -1):
        return _relative_part(r.lower(stop), said, shift, stop)
    return None


def _relative_part(word: str, said: str, shift: int, stop: int) -> Read:
    """«этим вечером», «прошлой ночью»; «в этот вечер» is the story's"""
    if word in BY_DAY or (shift, word) == (-1, "ночи"):
        return "MOMENT", Point("day", shift=0 if said != "TEV" else shift, step="day", clock=said), stop + 1
    told = shift == 0 and word in word_list("date.relative.parts")
    return ("NARRATIVE", named("part", said), stop + 1) if told else None


_SEASONS, _BY = frozenset(word_list("date.relative.seasons")), frozenset(word_list("date.relative.by"))


def _relative_unit(r: Reader, at: int, stop: int, shift: int, unit: str) -> Read:
    if unit in ("hour", "minute", "second"):
        return None
    if unit == "season":
        return "SPORT", "XXXX", stop + 1
    if unit == "day":
        return _relative_day(r, at, stop, shift)
    if r.lower(stop) in PLURALS and many(r.lower(at)):
        return _plural(shift, stop)
    if unit == "weekend":
        return "REFERENCE", _weekend(shift), stop + 1
    if shift == 2 and r.lower(at).startswith("ближ"):
        return "LASTING", Lasting(Decimal(1), unit), stop + 1
    grain = cast(Grain, unit)
    return "REF" + unit.upper(), Point(grain, shift=min(shift, 1), step=grain), stop + 1


def _weekend(shift: int) -> Point:
    return Point("weekend", which=shift) if shift in (-1, 2) else Point("weekend", shift=shift, step="week")


def _relative_day(r: Reader, at: int, stop: int, shift: int) -> Read:
    if r.lower(at) in word_list("date.relative.this"):  # «по сей день»
        return None
    if r.lower(stop) in ("сутки", "суток") and shift:
        return "LASTING", Lasting(Decimal(1), "day"), stop + 1
    if r.lower(stop) in PLURALS and many(r.lower(at)):
        return _plural(shift, stop)
    counted = r.lower(at).startswith("следующ")
    return "NARRATIVE", Point("day", shift=1, step="day") if counted else Point("day"), stop + 1


def _plural(shift: int, stop: int) -> Read:
    return ("VAGUE", "PAST_REF" if shift < 0 else "FUTURE_REF" if shift > 0 else "PRESENT_REF", stop + 1)


def _named_season(season: int, shift: int) -> Point:
    if shift < 0 and season:
        return Point("season", number=season, shift=shift, step="year")
    return Point("season", number=season, which=shift)


def outcome(r: Reader, at: int) -> Read:
    """(по итогам) года, квартала: this one's, or the last one's where the clause is in the past"""
    if r.part(at - 1) != "outcome" or r.part(at) != "unit" or r.says(at) not in _OUTCOMES or r.lower(at) in PLURALS:
        return None
    grain = cast(Grain, r.says(at))
    return "OUTCOME", Point(grain, shift=0, step=grain), at + 1


def of_kind(r: Reader, at: int) -> Read:
    """(до конца) учебного года, календарного года, рабочей недели: this one's"""
    unit, kind = r.unit(at + 1), r.part(at)
    if r.part(at - 1) != "edge" or unit not in ("year", "week") or r.lower(at + 1) in PLURALS - EITHER:
        return None
    if kind == "school" and unit == "year":
        return "REFSCHOOL", Point("school", shift=0, step="school"), at + 2
    return ("UNIT", Lasting(Decimal(1), unit), at + 2) if kind in _KINDS else None


_KINDS = frozenset({"school", "year_kind", "business"})
_OUTCOMES = frozenset({"year", "half", "quarter", "month"})


def new_school_year(r: Reader, at: int) -> Read:
    """(в) новом учебном году: the one that begins in the anchor's year, which eight months on always runs"""
    behind = r.god(at + 2) if r.lower(at).startswith("нов") and r.part(at + 1) == "school" else None
    return ("REFSCHOOL", Point("school", shift=8, step="month"), behind) if behind else None


def that(r: Reader, at: int) -> Read:
    """в тот же день, того же года, в ту же ночь: known to the story alone"""
    if r.part(at) != "that":
        return None
    same = r.lower(at + 1) == "же"
    stop = at + 1 + same
    unit, clock = r.says(stop), ""
    if r.part(stop) == "part":
        unit, clock = "day", unit
    elif r.part(stop) == "moment" or unit not in ("day", "year", "month", "week"):
        return None
    told = Point(cast(Grain, unit), clock=clock)
    return "NARRATIVE", replace(told, shift=0, step=told.grain) if same and unit in ("day", "year") else told, stop + 1


def today(r: Reader, at: int) -> Read:
    """вчера, сегодня; сегодняшний день, завтрашнего дня, прошлогодний"""
    if r.part(at) == "year_adjective":
        return "ADJECTIVE", Point("year", shift=-1, step="year"), at + 1
    if r.part(at) not in ("today", "today_adjective"):
        return None
    said = Point("day", shift=int(r.says(at)), step="day")
    if r.part(at) == "today" or r.says(at + 1) == "day":
        return "TODAY", said, at + 1 + (r.part(at) != "today")
    return _of_the_day(r, at, said)


def adjective(r: Reader, at: int) -> Read:
    """майский, зимний период; субботний, летний: a date only where the tagger sees one"""
    said = named(r.part(at), r.says(at)) if r.part(at) in _ADJECTIVES else None
    if r.part(at) == "season_adjective" and r.lower(at + 1) in word_list("date.relative.periods"):
        return "SEASON", said, at + 2
    return _of_the_day(r, at, said) if said is not None else None


_ADJECTIVES = frozenset({"month_adjective", "weekday_adjective", "season_adjective"})


def _of_the_day(r: Reader, at: int, said: Point) -> Read:
    """«вчерашнее *утро*», «субботний *полдень*»; an adjective alone"""
    if said.grain == "day" and r.part(at + 1) in ("part", "noon"):
        return "MOMENT", replace(said, clock=r.says(at + 1)), at + 2
    return "ADJECTIVE", said, at + 1


def last(r: Reader, at: int) -> Read:
    """последние два года, последний месяц, последние годы, последнее время"""
    if r.part(at) != "last":
        return None
    stop = at + 1
    if r.part(stop) == "moment":
        return "VAGUE", r.says(at), stop + 1
    if r.says(stop) in ("minute", "second") and r.lower(at - 1) in ("в", "на"):
        return None  # «на последней минуте» of a match
    if (lasting := duration(r, stop)) is not None:
        return "LASTING", lasting[1], lasting[2]
    if r.cardinal(stop) is not None:  # «последние два-три дня»
        return "RELATIVE", None, stop
    return _last_unit(r, at, stop)


def _last_unit(r: Reader, at: int, stop: int) -> Read:
    """«последний месяц», «последние годы»"""
    nights = r.lower(stop) in ("сутки", "суток")
    if r.lower(stop) in PLURALS and not nights and many(r.lower(at)):
        return "VAGUE", r.says(at), stop + 1
    told = nights or r.unit(stop) not in ("", "day", "season")
    return ("LASTING", Lasting(Decimal(1), r.unit(stop)), stop + 1) if told else None


def vague(r: Reader, at: int) -> Read:
    """сейчас, недавно, вскоре; в настоящее время, на данный момент; на днях"""
    if r.part(at) == "vague":
        return "VAGUE", r.says(at), at + 1
    if r.part(at) == "present" and r.part(at + 1) == "moment":
        return "VAGUE", r.says(at), at + 2
    if r.lower(at) == "днях" and r.lower(at - 1) == "на":
        return "VAGUE", "XXXX-XX-XX", at + 1
    return None


def during(r: Reader, at: int) -> Read:
    """(в) течение двух недель, (на) протяжении последних лет"""
    if r.lower(at)[:6] not in ("течени", "протяж") or r.part(at) != "other_preposition":
        return None
    start = at + 1
    while r.part(start) == "fill":
        start += 1
    if r.part(start) == "unit":
        count = None if r.lower(start) in PLURALS - EITHER else Decimal(1)
        return "DURATION", Lasting(count, r.says(start)), start + 1
    reads = (read(r, start) for read in (relative, last, duration))
    told = next(filter(None, reads), ("", None, start))
    return told if told[0] in ("LASTING", "DURATION", "VAGUE") else None
