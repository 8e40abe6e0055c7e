"""Times of the day: 11:03, «9 утра», «14 часов 30 минут», «без четверти три», «по московскому времени»."""

from __future__ import annotations

from decimal import Decimal

from newsnlp.data import word_list
from newsnlp.find.date.days import month_at
from newsnlp.find.date.reader import Read, Reader
from newsnlp.find.date.words import compounds
from newsnlp.types import Point


def clock(r: Reader, at: int) -> Read:
    """11:03, 11:03 по московскому времени, 9:00 утра"""
    m = r.figure(at, "clock")
    if m is None:
        return None
    hour, minute, second = int(m["ch"]), int(m["cm"]), m["cs"]
    if hour == 24 and minute:
        return "BAD", None, at + 1
    stop = at + 1 + (r.says(at + 1) == "hour")
    hour, stop = _half_day(r, *_part_of_day(r, stop, hour))
    return "CLOCK", Point("day", clock=_clock(hour, minute) + (f":{second}" if second else "")), _zone(r, stop)


def dotted(r: Reader, at: int) -> Read:
    """11.03: a time where a day, a zone or a part of the day stands beside it"""
    m = r.figure(at, "dotted")
    if m is None:
        return None
    hour, minute = int(m["oh"]), int(m["om"])
    if hour > 23:  # «25.04–27.04»
        return ("DOTTED", Point("day", number=minute, day=hour), at + 1) if hour < 32 and 0 < minute < 13 else None
    stop = at + 1 + (r.says(at + 1) == "hour")
    told, end = _part_of_day(r, stop, hour)
    end = _zone(r, end)
    before = r.lower(at - 1)
    round_ = minute in _ROUND.get(before, ()) and (r.part(end) != "number" if before == "в" else hour > 12)
    return "CLOCK" if end > at + 1 or round_ else "DOTTED", Point("day", clock=_clock(told, minute)), end


_ROUND = {"в": range(0, 60, 5), "до": (0, 30), "к": (0, 30)}  # minutes of a time behind a preposition


def hours(r: Reader, at: int) -> Read:
    """9 утра, 14 часов 30 минут, три часа ночи, час дня, в 14 часов"""
    hour, stop = _hour_at(r, at)
    if hour < 0:
        return None
    named = r.says(stop) == "hour"
    minute, second, behind = _behind_hour(r, stop) if named else (None, "", stop)
    told, end = _part_of_day(r, behind, hour)
    if end > behind:
        clear = named or r.lower(end - 1) != "дня" or _at(r, at)  # «три дня» are a length
    else:
        clear = _is_time(r, at, stop, behind, hour, minute is not None)
    if not clear or (hour == 24 and minute):
        return None
    return "CLOCK", Point("day", clock=_clock(told, minute or 0) + second), _zone(r, end)


def _hour_at(r: Reader, at: int) -> tuple[int, int]:
    """The hour that words or figures may tell, -1 where they tell none, and where they stop: «14», «час» is one."""
    count, stop = r.cardinal(at) or (Decimal(r.lower(at) in word_list("date.clocks.one")), at)
    told = count in range(25) and (stop > at or bool(count))
    return int(count) if told else -1, stop


def _is_time(r: Reader, at: int, stop: int, behind: int, hour: int, to_minute: bool) -> bool:
    """Whether hours without a part of the day are a time: «в 14 часов», «14 часов 30 минут»; no length."""
    if to_minute and _told(r, at, behind, hour):
        return True
    return r.says(stop) == "hour" and stop > at and _stands_at(r, at, behind)


def _behind_hour(r: Reader, at: int) -> tuple[int | None, str, int]:
    """Minutes, «:» with seconds, and the place behind all of it: «|часов| 30 минут», «|ч.| 30 мин. 7 с»."""
    stop = at + 1 + (r.lower(at) in _SHORT and r.lower(at + 1) == "." and _follows(r, at + 2))
    minute, stop = _glued(r, stop) or _smaller(r, stop, "minute")
    second, stop = _smaller(r, stop, "second") if minute is not None else (None, stop)
    return minute, "" if second is None else f":{second:02}", stop


def _stands_at(r: Reader, at: int, stop: int) -> bool:
    of_weekday = r.part(stop) == "weekday" and r.lower(stop)[-1] in _GENITIVE  # «18 часов понедельника»
    of_day = of_weekday or (r.lower(at - 1) == "до" and _before_day(r, stop))
    return _at(r, at) or of_day


_GENITIVE = frozenset("аыя")
_SHORT = frozenset({"ч", "час"})


def _follows(r: Reader, at: int) -> bool:
    """Whether minutes or a part of the day stand behind «ч.», whose point is then no sentence's."""
    return r.shape(at) == "figure" or r.lower(at) in _HALVES


def dashed(r: Reader, at: int) -> Read:
    """«в 19-30», «до 18-00»: where no noun follows, says the policy"""
    if r.lower(at - 1) not in word_list("date.clocks.at") or r.lower(at + 1) != "-" or r.shape(at + 2) != "figure":
        return None
    hour, minute = r.whole(at), r.tokens[at + 2].text
    glued = r.tokens[at].stop + len("-") == r.tokens[at + 2].start
    counted = r.part(at + 3) in ("month", "number", "unit", "year_mark")
    if hour is None or hour > 23 or not glued or not _minute(hour, minute) or counted:
        return None
    return "CLOCK", Point("day", clock=_clock(hour, int(minute))), _zone(r, at + 3)


def _minute(hour: int, text: str) -> bool:
    """«18-45», «21-15» rather than «в 10-20», a range of small figures."""
    return (
        text in ("00", "30")
        or (len(text) == 2 and text < "60" and text[-1] in "05" and int(text) <= hour)
        or (hour > 9 and text in ("45", "50", "55"))
    )


def _at(r: Reader, at: int) -> bool:
    """«в 14 часов», «к 18 часам», «с 8 часов», «в районе 9 часов», «между 14 и 15 часами» rather than a length."""
    before = r.lower(at - 1)
    if before == "и":
        return r.lower(at - 3) == "между"
    if before == "до":  # «с 10 до 18 часов», «с 22 часов до 6 часов», «с 8 часов 30 минут утра до 20 часов»
        return any(r.lower(at - n) in ("с", "со") for n in range(3, 9))
    if before in ("около", "примерно"):  # «Около 12 часов у дома …»
        return at == 1 and r.tokens[0].text[0].isupper()
    return before in ("в", "к", "с", "со", "районе")


def _told(r: Reader, at: int, stop: int, hour: int) -> bool:
    """«14 часов 00 минут», «на 10 часов 30 минут», «24 апреля 9 часов 7 минут» rather than «2 часа 40 минут»."""
    beside = {r.part(at - 1), r.part(at - 2) if r.lower(at - 1) == "," else ""}
    ahead = (r.lower(at - 1) in ("на", "до") or r.part(at - 1) == "fill") and hour > 8
    figures = any(r.lower(n).startswith("0") for n in range(at, stop))
    return ahead or figures or _before_day(r, stop) or bool(beside & {"month", "year_mark", "weekday", "today"})


def _before_day(r: Reader, stop: int) -> bool:
    """«8 часов | 1 мая»"""
    day, behind = r.nth(stop)
    return day > 0 and month_at(r, behind) is not None


def past(r: Reader, at: int) -> Read:
    """половина десятого утра, полдесятого, четверть пятого, десять минут шестого вечера"""
    if r.part(at) == "half_hour":
        return _past(r, at + 1, int(r.says(at)), 30)
    minute, stop = {"half_word": 30, "quarter_hour": 15}.get(r.part(at)), at + 1
    if minute is None:
        minute, stop = _smaller(r, at, "minute")
    order = r.ordinal(stop) if minute and r.lower(stop).endswith(("ого", "его")) else None
    return _past(r, order[1], order[0], minute) if minute and order else None


def _past(r: Reader, at: int, hour: int, minute: int) -> Read:
    hour, stop = _part_of_day(r, at, hour - 1 or 12)
    return "CLOCK", Point("day", clock=_clock(hour % 24, minute)), _zone(r, stop)


def within_hour(r: Reader, at: int) -> Read:
    """«в десятом часу вечера», «в начале девятого утра»: within the hour that follows nine, eight"""
    start = at + (r.part(at) == "edge")
    found = r.ordinal(start)
    if found is None or not 1 <= found[0] <= 12:
        return None
    named = r.lower(found[1]) in ("часу", "часа")
    hour, stop = _part_of_day(r, found[1] + named, found[0] - 1 or 12)
    told = stop > found[1] + named and (named or (start > at and r.lower(stop - 1) != "дня"))  # «в конце третьего дня»
    return ("CLOCK", Point("day", clock=f"T{hour % 24:02}"), stop) if told else None


def before(r: Reader, at: int) -> Read:
    """без четверти три, без пяти минут девять вечера, без двадцати час"""
    if r.part(at) != "without":
        return None
    minute, stop = _left(r, at + 1)
    if r.lower(stop) == "час":
        hour, stop = Decimal(1), stop + 1
    else:
        hour, stop = r.cardinal(stop) or (Decimal(0), stop)
        stop += r.says(stop) == "hour" and r.lower(stop) != "час"
    if not 0 < minute < 30 or hour not in range(1, 13):
        return None
    return _past(r, stop, int(hour), 60 - minute)


def _left(r: Reader, at: int) -> tuple[int, int]:
    """The minutes of «(без) четверти», «двадцати пяти минут», and the place behind them."""
    if r.part(at) == "quarter_hour":
        return 15, at + 1
    minute, more = r.whole(at) or compounds().get(r.lower(at), 0), compounds().get(r.lower(at + 1), 0)
    stop = at + 1
    if minute == 20 and 0 < more < 10:
        minute, stop = minute + more, stop + 1
    return minute, stop + (r.says(stop) == "minute")


def _smaller(r: Reader, at: int, unit: str) -> tuple[int | None, int]:
    """The minutes or seconds behind an hour, and the place behind them."""
    found = r.cardinal(at + (r.lower(at) == "и"))
    if found is None or r.says(found[1]) != unit or found[0] not in range(60):
        return None, at
    stop = found[1] + 1
    return int(found[0]), r.pointed(stop) if r.lower(stop - 1) == "мин" else stop


def _glued(r: Reader, at: int) -> tuple[int, int] | None:
    """The minutes of «19ч30»."""
    text = r.tokens[at].text if r.lower(at - 1) == "ч" and r.shape(at) == "figure" else ""
    glued = len(text) == 2 and text < "60" and r.tokens[at - 1].stop == r.tokens[at].start
    return (int(text), at + 1 + (r.says(at + 1) == "minute")) if glued else None


def _part_of_day(r: Reader, at: int, hour: int) -> tuple[int, int]:
    """The hour of 24 that «утра», «дня», «вечера», «ночи» behind an hour of 12 makes of it."""
    word = r.lower(at)
    if word not in _HALVES or hour > 24 or (word == "вечера" and hour < _EVENING):
        return hour, at  # «билет на три вечера» counts them
    return _HALVES[word].get(hour, hour), at + 1


def _half_day(r: Reader, hour: int, at: int) -> tuple[int, int]:
    """The hour of 24 behind «AM» or «PM»."""
    if r.part(at) != "half_day" or not 1 <= hour <= 12:
        return hour, at
    return hour % 12 + 12 * (r.says(at) == "PM"), at + 1


_EVENING = 4  # nobody calls an earlier hour one of the evening
_LATER = {hour: hour + 12 for hour in range(1, 12)}
# which hours of 12 a part of the day tells to be others of 24
_HALVES = {"утра": {12: 0}, "дня": _LATER, "вечера": _LATER, "ночи": {9: 21, 10: 22, 11: 23, 12: 0}}


def _zone(r: Reader, at: int) -> int:
    """The place behind «мск», «по московскому времени», «по Москве»."""
    if r.lower(at) == "(":
        inner = _zone(r, at + 1)
        return inner + 1 if r.lower(inner) == ")" else at
    if r.lower(at) == "по":
        alone = r.says(at + 1) == "city" or (r.part(at + 1) == "zone" and r.lower(at + 1).endswith("ому"))
        return next((i + 1 for i in (at + 2, at + 4) if r.lower(i) == "времени"), at + 2 * alone)
    return at + 1 if r.part(at) == "zone" else at


def _clock(hour: int, minute: int) -> str:
    return f"T{hour:02}:{minute:02}"
