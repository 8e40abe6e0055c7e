"""What a sentence tells from what it has told before: the day of a time, «годом ранее», «на этой — 420».

Each step takes the findings of a sentence in their order and gives them back with fuller values.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from newsnlp.data import word_list
from newsnlp.find.date.days import valid
from newsnlp.find.date.tense import direction
from newsnlp.find.date.words import Word, Words
from newsnlp.lang import morph, numerals
from newsnlp.lang.phrases import DASHES
from newsnlp.types import Finding, Grain, Point, Sentence, TimeExpression, Token

Found = Finding[TimeExpression]
_RULES = frozenset({"date.story", "date.reference", "date.ago"})
_YEARS = frozenset(word_list("date.story.years"))
_EARLIER, _LATER = frozenset({"ранее", "раньше"}), frozenset(word_list("date.story.later"))
_SAME = ("того же года", "том же году")
_OF = frozenset(word_list("date.story.of"))  # «через год после свадьбы» is told from something else


def told(found: Iterable[Found], sentence: Sentence, words: Words) -> list[Found]:
    """The findings of a sentence, in order, each with what the others tell of it."""
    ordered = sorted(found, key=lambda f: f.start)
    again = tuple(_days_again(ordered, sentence))
    ordered = [f for f in ordered if all(f.stop <= day.start or day.stop <= f.start for day in again)]
    ellipses = (*_elliptic(ordered, sentence, words), *_centuries_ahead(ordered, sentence, words))
    more = (*ellipses, *_hours_again(ordered, sentence), *again)
    ordered = sorted([*ordered, *more], key=lambda f: f.start) if more else ordered
    if len(ordered) == 1:
        return ordered
    return _with_days(_in_months(_in_years(_from_years(ordered, sentence), sentence)), sentence)


# -------------------------------------------------------------------------------------------------- the day of a time

_BESIDE = 6  # letters between a day and its time: « — с », « в »
_CLAUSE_END = re.compile("[,;:()–—]")


def _with_days(found: Iterable[Found], sentence: Sentence) -> list[Found]:
    """Times without a day of their own take the day that the sentence names nearest to them, a day within another
    time too; behind them in their own clause alone: «к 11:03 рубль подешевел, отыграв падение *пятницы*».
    """
    found = list(found)
    days = [f for f in found if tells_day(f, sentence)]
    starts = [day.start for day in days]
    done = []
    # «с 9 до 20 часов (в субботу с 10 до 17)»: what a time follows at once is that one's day
    taken = {f.start for f, behind in pairwise(found) if bare(behind.value.begin) and behind.start - f.stop < _BESIDE}
    for finding in found:
        at = bisect_left(starts, finding.start)
        near = days[max(at - 1, 0) : at + (at < len(days) and starts[at] not in taken)]
        near = near if bare(finding.value.begin) else []
        done.append(_with_day(finding, near, sentence))
    return done


def tells_day(finding: Found, sentence: Sentence) -> bool:
    """Whether a finding names the day, or days of the week, of a time beside it."""
    said = finding.value
    if finding.rule == "date.week":
        return True
    told = said.told
    if told is not None:  # «по четвергам», «ежедневно», «в тот же день»
        return told.grain in ("day", "weekend") and not told.clock and told.number is None and told.day is None
    if said.day is None or bare(said.day):
        return False
    last = sentence.before(finding.start)
    return last is None or last.lower != "от"  # «приказ от 20 апреля»


def bare(point: Point | None) -> bool:
    """Whether a point is a time of an unnamed day."""
    return point is not None and bool(point.clock) and point == Point("day", clock=point.clock)


def _with_day(finding: Found, days: Sequence[Found], sentence: Sentence) -> Found:
    near = [d for d in days if d.start < finding.start or _of_clause(sentence.cut(finding.stop, d.start))]
    if not near:
        return finding
    told_by = min(near, key=lambda day: max(finding.start - day.stop, day.start - finding.stop))
    if told_by.rule == "date.week":  # «пн–пт с 9:00 до 18:00»
        clocks = dict.fromkeys(p.clock for p in (finding.value.begin, finding.value.end) if p)
        return replace(finding, value=TimeExpression("time", value="/".join(clocks)))
    return replace(finding, value=on_day(finding.value, told_by.value))


def on_day(said: TimeExpression, told_by: TimeExpression) -> TimeExpression:
    """A time on the day that another expression tells."""
    day = told_by.begin
    if day is None:  # «каждый четверг с 18 до 20 часов», «на следующий день к девяти утра»
        clocks = dict.fromkeys(told_by.value + point.clock for point in (said.begin, said.end) if point)
        return TimeExpression("time", value="/".join(clocks), relative=told_by.relative)
    begin, end = (p and replace(day, clock=p.clock) for p in (said.begin, said.end))
    return replace(said, begin=begin, end=end, relative=told_by.relative, direction=told_by.direction)


def _of_clause(between: str) -> bool:
    """Whether the words between a time and a day behind it hold no clause's end."""
    return not _CLAUSE_END.search(between.lstrip(" ("))


# ------------------------------------------------------------------------------------------------ «годом ранее»


def _from_years(found: Sequence[Found], sentence: Sentence) -> list[Found]:
    """«в 2021 году …, годом ранее», «в том же году»: told from the year, quarter or month named right before."""
    done: list[Found] = []
    for finding in found:
        last = next((f.value.begin for f in reversed(done) if f.stop <= finding.start), None)
        point = _told_from(finding, last, sentence) if last is not None and finding.rule in _RULES else None
        value = TimeExpression("date", point, point, relative=point.year is None) if point else finding.value
        done.append(replace(finding, value=value))
    return done


def _told_from(finding: Found, last: Point, sentence: Sentence) -> Point | None:
    said, text = finding.value, sentence.cut(finding.start, finding.stop).lower()
    if said.told is None or last.short:
        return None
    if text.endswith(_SAME) and last.year is not None and last.grain in ("day", "month", "year"):
        return replace(said.told, year=last.year)
    behind = sentence.behind(finding.stop)
    if (unit := _unit_away(last, text)) is not None:
        return unit
    of = behind is not None and (behind.lower in _OF or (behind.tag.pos == "NOUN" and behind.tag.case == "gent"))
    shift = years(text) if said.told.grain == "year" and last.grain in _COMPARED and not of else 0
    return _moved(last, shift) if shift else None


def _unit_away(last: Point, text: str) -> Point | None:
    """«в первом квартале 2024 года …, кварталом ранее»: the unit before or behind the one just named."""
    words = text.split()
    grain, size = _ONE_UNIT.get(words[0], ("", 0)) if len(words) == 2 else ("", 0)
    sign = bool(_LATER.intersection(words)) - bool(_EARLIER.intersection(words))
    if not sign or last.number is None or grain != last.grain:
        return None
    years_on, number = divmod(last.number - 1 + sign, size)
    moved = replace(last, number=number + 1, part="")
    return _moved(moved, years_on) if years_on else moved


_ONE_UNIT = {"месяцем": ("month", 12), "кварталом": ("quarter", 4), "полугодием": ("half", 2)}
_COMPARED: tuple[Grain, ...] = ("year", "half", "quarter", "month")


def _moved(last: Point, shift: int) -> Point | None:
    """The same unit so many years away: of «во втором квартале 2023 года» a quarter, of «в прошлом году» a year.

    >>> _moved(Point("quarter", 2023, 2), -1).year, _moved(Point("year", shift=-1, step="year"), -1).shift
    (2022, -2)
    """
    if last.year is not None:
        return replace(last, year=last.year + shift, part="") if 1 <= last.year + shift <= 9999 else None
    if last.step == "year" or (last.step is None and last.which is None and last.number is not None):
        return replace(last, shift=(last.shift or 0) + shift, step="year", part="")
    return None


def years(text: str) -> int:
    """How many years earlier or later; 0 where the words say something else.

    >>> years("годом ранее"), years("двумя годами позже"), years("через 5 лет"), years("днём ранее")
    (-1, 2, 5, 0)
    """
    words = text.split()
    sign = bool(_LATER.intersection(words)) - bool(_EARLIER.intersection(words))
    rest = [word for word in words if word not in _EARLIER | _LATER]
    if len(rest) not in (1, 2) or rest[-1] not in _YEARS:
        return 0
    if len(rest) == 1:
        return sign
    return sign * (int(rest[0]) if rest[0].isdecimal() and len(rest[0]) < 4 else numerals.cardinals().get(rest[0], 0))


# ------------------------------------------------------------------------- «2024 года трижды: в марте, июле и октябре»

_OPENS = re.compile(
    r"[^.;]*(?:[:–—(]|(?:дважды|трижды|раза?),)\s*(?:(?:только|лишь|уже|в|во|с|со|по|на|за|до|к)\s+)*\Z"
)
_CONTINUES = re.compile(
    r"(?:\s*[–—][^,;:.]{1,40})?,?\s*(?:и|или|а также)?\s*"
    r"(?:(?:дважды|трижды|потом|затем|снова|опять|ещ[её]|раз)\s+)*(?:в\s+|во\s+)?\Z"
)


def _in_years(found: Sequence[Found], sentence: Sentence) -> list[Found]:
    """Days and months behind a year and a colon or dash are of that year, and so are those of their row."""
    done: list[Found] = []
    year: Point | None = None
    for finding in found:
        point = finding.value.point
        between = sentence.cut(done[-1].stop, finding.start) if done and done[-1].stop <= finding.start else "."
        if point is None:
            year = None
        elif point.grain == "year" and not point.part:
            year = point
        elif year is not None and _yearless(point) and (done[-1].value.begin == year or _CONTINUES.match(between)):
            if done[-1].value.begin == year and not _OPENS.match(between):
                year = None
            else:
                made = replace(point, year=year.year, shift=year.shift, step=year.step, short=year.short)
                value = TimeExpression(
                    finding.value.kind, made, made, relative=made.year is None or made.shift is not None
                )
                finding = replace(finding, value=value)
        else:
            year = None
        done.append(finding)
    return done


def _in_months(found: Sequence[Found]) -> Iterator[Found]:
    """«30 апреля и 1 мая, автобусы — 2-го»: of the month that is named before."""
    last: Point | None = None
    for finding in found:
        point = finding.value.day
        if point is None or not point.day:
            yield finding
            continue
        if last is not None and point == Point("day", day=point.day) and point.day > (last.day or 0):
            made = replace(last, day=point.day, weekday=None, clock="")
            yield replace(finding, value=replace(finding.value, begin=made, end=made))
        else:
            last = point if point.number else last
            yield finding


def _yearless(point: Point) -> bool:
    free = point.year is None and point.shift is None and point.which is None and point.feast is None
    return free and point.number is not None and point.grain in ("day", "month")


# ------------------------------------------------------------------------------ «на прошлой неделе 300, на этой — 420»

_PREPOSITIONS = frozenset(word_list("date.story.prepositions"))
_GOES_ON = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET"})


def _elliptic(found: Sequence[Found], sentence: Sentence, words: Words) -> Iterator[Found]:
    """An adjective or an edge of time without its noun, which an expression before it has."""
    units = [f for f in found if (point := _one(f)) and (point.grain in _UNITS or point.part)]
    stops, ends = [f.stop for f in units], [f.stop for f in found]
    for at in range(1, len(sentence.tokens) if units else 0):
        first, token = at - _edged(sentence.tokens[at - 1], words), sentence.tokens[at]
        if sentence.tokens[first - 1].lower not in _PREPOSITIONS or token.lower == "этого":  # «за год до этого»
            continue
        if not _alone(sentence.tokens[at + 1 : at + 2]):
            continue
        start = sentence.tokens[first].start
        next_ = bisect_right(ends, start)
        if next_ < len(found) and found[next_].start < token.stop:
            continue
        last = bisect_right(stops, start) - 1
        point = _named(sentence.tokens[first : at + 1], units[last], words, sentence) if last >= 0 else None
        if point:
            way = direction(sentence, start, token.stop)
            way = way if abs(way) > 1 else units[last].value.direction or way
            value = TimeExpression("date", point, point, relative=point.year is None, direction=way)
            yield Finding(start, token.stop, "date.ellipsis", value)


def _one(found: Found) -> Point | None:
    """The one point that an expression names; so does an open one, «с середины века», but of years."""
    said = found.value
    opened = said.begin or said.end if found.rule == "date.open" else None
    return said.point or (opened if opened is not None and opened.grain != "year" else None)


_UNITS = frozenset({"week", "month", "quarter", "half", "year", "decade", "century"})


def _edged(token: Token, words: Words) -> bool:
    """«конце» of «в конце следующего»"""
    word = words.get(token.lower)
    return word is not None and word.part == "edge"


def _alone(behind: Sequence[Token]) -> bool:
    """Whether no noun follows: «во втором выросла», «на этой 420», «во втором намерен»."""
    if not behind or behind[0].lower == "же":
        return False
    tag = behind[0].tag
    return tag.pos not in _GOES_ON or tag.short or behind[0].text[0].isdigit() or _verb(behind[0])


def _verb(token: Token) -> bool:
    """Whether a word can be nothing but a verb, whatever the tagger says: «потеплело»."""
    return all(parse.tag.POS == "VERB" for parse in morph.parses(token.lower))


def _named(said: Sequence[Token], last: Found, words: Words, sentence: Sentence) -> Point | None:
    """What «этой», «втором», «IV», «конце», «конце следующего» mean beside an expression."""
    token, point, word = said[-1], _one(last), words.get(said[-1].lower)
    if point is None:
        return None
    if word is not None and word.part == "edge":
        return replace(point, part=word.value) if point.part in _THIRDS and point.part != word.value else None
    text = sentence.cut(last.start, last.stop).lower()
    if len(said) > 1:
        edge = words.get(said[0].lower)
        next_ = _beside(point, word, token, text) if word else _counted(point, _in_figures(token.text) or 0, text)
        return replace(next_, part=edge.value) if edge and next_ else None
    if (order := _in_figures(token.text)) is not None:
        return _counted(point, order, text)
    if token.lower.endswith(word_list("date.story.feminine")) != any(unit in text for unit in _FEMININE):
        return None
    if word is not None and word.part == "relative":
        return _beside(point, word, token, text)
    return _counted(point, numerals.ordinals().get(token.lower, 0), text)


def _in_figures(text: str) -> int | None:
    """
    >>> _in_figures("IV"), _in_figures("2-м"), _in_figures("втором"), _in_figures("2")
    (4, 2, None, None)
    """
    if text.isupper():
        return numerals.roman(text)
    return int(text[0]) if re.fullmatch(r"\d-[мй]", text) else None


_FEMININE = word_list("date.story.feminine_units")
_THIRDS, _HALVES = ("start", "mid", "end"), ("first", "second")


def _beside(point: Point, word: Word, token: Token, text: str) -> Point | None:
    """«в прошлом году …, в этом», «в 2023 году …, в следующем», not «ЧМ-2019 …, в следующем»"""
    shift = min(int(word.value), 1) if word.part == "relative" else 0
    if point.step == point.grain and word.part == "relative":
        return Point(point.grain, shift=shift, step=point.grain)
    counted = point.year is not None and not point.short and ("год" in text or "век" in text)
    return _moved(point, shift) if counted and shift and token.lower.startswith(_NEXT) else None


_NEXT = word_list("date.story.next")


def _counted(point: Point, order: int, text: str) -> Point | None:
    """«в первом квартале …, во втором», «в первой половине мая …, во второй», «в XVIII веке …, в XIX»"""
    parts = _HALVES if point.part in _HALVES else _THIRDS if "декад" in text else ()
    if parts and point.part in parts:
        return replace(point, part=parts[order - 1]) if 1 <= order <= len(parts) else None
    if point.grain == "century":
        return replace(point, year=order, part="") if 1 < order <= LATEST_CENTURY and point.year != order else None
    most = {"quarter": 4, "half": 2}.get(point.grain, 0)
    return replace(point, number=order, part="") if 1 <= order <= most and point.number != order else None


LATEST_CENTURY = 21


# ------------------------------------------------------------------------ «заложен в начале XIV, достроен в XVI веке»


def _centuries_ahead(found: Sequence[Found], sentence: Sentence, words: Words) -> Iterator[Found]:
    """Roman figures without their noun, which a century behind them has."""
    centuries = [f for f in found if f.value.point is not None and f.value.point.grain == "century"]
    for at in range(1, len(sentence.tokens) if centuries else 0):
        token = sentence.tokens[at]
        behind = next((f for f in centuries if f.start > token.stop), None)
        number = numerals.roman(token.text) if behind is not None and token.text.isupper() else None
        first = at - _edged(sentence.tokens[at - 1], words)
        prepared = first > 0 and sentence.tokens[first - 1].lower in _PREPOSITIONS
        if not number or number > LATEST_CENTURY or not prepared or not _alone(sentence.tokens[at + 1 : at + 2]):
            continue
        start, edge = sentence.tokens[first].start, words.get(sentence.tokens[first].lower)
        if all(f.stop <= start or token.stop <= f.start for f in found):
            point = Point("century", number, part=edge.value if edge is not None and first < at else "")
            yield Finding(start, token.stop, "date.ellipsis", TimeExpression("date", point, point))


# ------------------------------------------------------------------ «по субботам до 22 часов, по воскресеньям — до 20»


def _hours_again(found: Sequence[Found], sentence: Sentence) -> Iterator[Found]:
    """Hours behind a day that don't say so, where hours before them did."""
    told = min((f.start for f in found if f.value.kind == "time"), default=sentence.stop)
    for day in found:
        hours = _hours_behind(day.stop, sentence) if day.start > told and tells_day(day, sentence) else []
        if not hours or int(hours[0].text) > int(hours[-1].text) or int(hours[-1].text) > 23:
            continue
        begin, end = (Point("day", clock=f"T{int(hour.text):02}:00") for hour in (hours[0], hours[-1]))
        yield Finding(hours[0].start, hours[-1].stop, "date.hours", TimeExpression("time", begin, end, relative=True))


def _hours_behind(offset: int, sentence: Sentence) -> list[Token]:
    """The figures of «— с 10 до 16», «до 15» behind an offset, where the clause ends with them."""
    behind = [t for t in sentence.around(offset, offset, 6) if t.start >= offset]
    behind = behind[1:] if behind and behind[0].text in DASHES else behind
    parts = 2 if [t.lower for t in behind[:3:2]] == ["с", "до"] else 1
    hours = behind[1 : 2 * parts : 2]
    ended = all(t.text in (",", ";", ".", ")") for t in behind[2 * parts : 2 * parts + 1])
    told = [t.lower for t in behind[2 * parts - 2 : 2 * parts - 1]] == ["до"] and len(hours) == parts
    return hours if told and ended and all(t.text.isdecimal() and len(t.text) < 3 for t in hours) else []


# ------------------------------------------------------------------------------ «на 26 апреля билетов нет, на 3-е есть»

_DAY_AGAIN = re.compile(r"(\d\d?)-е")


def _days_again(found: Sequence[Found], sentence: Sentence) -> Iterator[Found]:
    """A day by its number behind «на» is of the month of the day before it, or of the next: no decade, no place."""
    days = [f for f in found if f.value.end is not None and f.value.end.number and (f.value.end.day or 0) > 0]
    for at in range(1, len(sentence.tokens) if days and "мест" not in sentence.text else 0):
        token = sentence.tokens[at]
        match = _DAY_AGAIN.fullmatch(token.lower) if sentence.tokens[at - 1].lower == "на" else None
        told = next((f.value for f in reversed(days) if f.stop <= token.start), None)
        if match is None or told is None or not _alone(sentence.tokens[at + 1 : at + 2]):
            continue
        made = _day_behind(told, int(match[1]))
        if made.day and valid(made):
            yield Finding(token.start, token.stop, "date.point", replace(told, kind="date", begin=made, end=made))


def _day_behind(told: TimeExpression, day: int) -> Point:
    """That day of the month of the last one told, of the next month where it has passed."""
    last = told.end or Point("day")
    later = told.begin == last and day < (last.day or 0)
    number = (last.number or 0) + later
    year = last.year + (number > 12) if last.year is not None else None
    return replace(last, year=year, number=(number - 1) % 12 + 1, day=day, weekday=None, clock="")
