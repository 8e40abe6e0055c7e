"""What a sentence tells from what it has told before: the day of a time, «годом ранее», «на этой — 420».

Each step takes the findings of a sentence in their order and gives them back with fuller values.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from newsnlp.data import word_list
from newsnlp.find.date.days import valid
from newsnlp.find.date.points import expression, shared
from newsnlp.find.date.tense import direction
from newsnlp.find.date.words import Word, Words
from newsnlp.lang import calendar, morph, numerals
from newsnlp.types import NOWHERE, Finding, Point, Sentence, TimeExpression, Token, token_at

Found = Finding[TimeExpression]
_RULES = frozenset({"date.story", "date.reference", "date.ago"})
_OF = frozenset(word_list("date.story.of"))  # «через год после свадьбы» is told from something else


def told(found: Iterable[Found], sentence: Sentence, words: Words) -> list[Found]:
    """The findings of a sentence, in order, each with what the others tell of it."""
    ordered = sorted(found, key=lambda f: f.start)
    again = tuple(_days_again(ordered, sentence))
    ordered = [f for f in ordered if all(f.stop <= day.start or day.stop <= f.start for day in again)]
    hours = (*_hours_again(ordered, sentence), *_clocks_again(ordered, sentence))
    more = (*_elliptic(ordered, sentence, words), *hours, *again)
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
    times = [f for f in found if calendar.is_bare(f.value.begin)]
    taken = {f.start for f, behind in pairwise(found) if behind in times and behind.start - f.stop < _BESIDE}
    for finding in found:
        at = bisect_left(starts, finding.start)
        near = days[max(at - 1, 0) : at + (at < len(days) and starts[at] not in taken)]
        done.append(_with_day(finding, near, sentence) if finding in times else finding)
    return done


def tells_day(finding: Found, sentence: Sentence) -> bool:
    """Whether a finding names the day, or days of the week, of a time beside it."""
    said = finding.value
    if finding.rule == "date.week":
        return True
    told = said.told
    if told is not None:  # «по четвергам», «ежедневно», «в тот же день»
        return told.grain in ("day", "weekend") and not told.clock and told.number is None and told.day is None
    if said.day is None or calendar.is_bare(said.day):
        return False
    return sentence.before(finding.start).lower != "от"  # «приказ от 20 апреля»


def _with_day(finding: Found, days: Sequence[Found], sentence: Sentence) -> Found:
    near = [d for d in days if d.start < finding.start or _of_clause(sentence.cut(finding.stop, d.start))]
    if not near:
        return finding
    told_by = min(near, key=lambda day: max(finding.start - day.stop, day.start - finding.stop))
    if told_by.rule == "date.week":  # «пн–пт с 9:00 до 18:00»
        clocks = dict.fromkeys(p.clock for p in (finding.value.begin, finding.value.end) if p)
        return replace(finding, value=TimeExpression("time", value="/".join(clocks)))
    return replace(finding, value=calendar.on_day(finding.value, told_by.value))


def _of_clause(between: str) -> bool:
    """Whether the words between a time and a day behind it hold no clause's end."""
    return not _CLAUSE_END.search(between.lstrip(" ("))


# ------------------------------------------------------------------------------------------------ «годом ранее»


def _from_years(found: Sequence[Found], sentence: Sentence) -> list[Found]:
    """«в 2021 году …, годом ранее», «в том же году»: told from the year, quarter or month named right before."""
    done: list[Found] = []
    for finding in found:
        last = next((f.value for f in reversed(done) if f.stop <= finding.start), None)
        point = _told_from(finding, last, sentence) if last is not None and finding.rule in _RULES else None
        if point and last:
            finding = replace(finding, value=replace(expression(point, point), direction=last.direction))
        done.append(finding)
    return done


def _told_from(finding: Found, before: TimeExpression, sentence: Sentence) -> Point | None:
    said, last = finding.value, before.begin
    if said.told is None or last is None or last.short:
        return None
    if (said.told.shift, said.told.step) == (0, "year"):
        return calendar.same_year(said.told, last)
    if said.told.step == "day" and (before.day is None or not said.told.shift):
        return replace(before.day, clock=said.told.clock) if before.day and said.told.clock else None
    behind = [*sentence.right(finding.stop, 2), NOWHERE]
    of_this = [t.lower for t in behind[:2]] in (["до", "этого"], ["до", "того"])  # «за год до этого»
    of_other = behind[0].lower in _OF or behind[0].tag[:2] == ("NOUN", "gent")
    if not said.told.shift or (of_other and not of_this):
        return None
    made = calendar.units_on(last, said.told.shift, said.told.grain)
    return replace(made, clock=said.told.clock) if made and said.told.clock else made


# ------------------------------------------------------------------------- «2024 года трижды: в марте, июле и октябре»

_AMOUNT = r"(?:(?:с|от|на|до)\s+\d[\d,]*\s?%?(?:\s(?:тыс|млн|млрд|трлн|тысяч|руб|долл)\w*\.?){0,2}\s+)?"  # «с 65%»
_OPENS = re.compile(
    r"(?:[^.;]*(?:[:–—]|(?:дважды|трижды|раза?),)|[^.;()]*\()\s*"
    + _AMOUNT
    + r"(?:(?:только|лишь|уже|в|во|с|со|по|на|за|до|к)\s+)*\Z"
)
_CONTINUES = re.compile(
    r"(?:\s*[–—][^,;:.]{1,40})?,?\s*(?:и|или|а также)?\s*"
    r"(?:(?:дважды|трижды|потом|затем|снова|опять|ещ[её]|раз)\s+)*" + _AMOUNT + r"(?:в\s+|во\s+|с\s+)?\Z"
)


def _in_years(found: Sequence[Found], sentence: Sentence) -> list[Found]:
    """Days and months behind a year and a colon or dash are of that year, and so are those of their row."""
    done: list[Found] = []
    year: Point | None = None
    for finding in found:
        point = finding.value.point
        if point is not None and point.grain == "year" and not point.part:
            year = point
        elif year is not None:
            value = _in_the_year(finding.value, year) if _of_year(done[-1], finding, year, sentence) else None
            finding, year = (replace(finding, value=value), year) if value else (finding, None)
        done.append(finding)
    return done


def _in_the_year(said: TimeExpression, year: Point) -> TimeExpression | None:
    """Days or months, or those from one to another, of a year; ``None`` where they have their own or none."""
    ends = [*filter(None, (said.begin, said.end))]
    if not ends or not all(map(_yearless, ends)):
        return None
    made = replace(ends[0], year=year.year, shift=year.shift, step=year.step, short=year.short)
    pair = shared(made, ends[-1]) if len(set(ends)) > 1 else (said.begin and made, said.end and made)
    return replace(expression(*pair), kind=said.kind) if pair else None


def _of_year(last: Found, finding: Found, year: Point, sentence: Sentence) -> bool:
    """Whether the words between say that a finding is of the year, right behind it or behind one that is; or one clause
    tells both: «в 2022 году встреча прошла 18 ноября».
    """
    between = sentence.cut(last.stop, finding.start) if last.stop <= finding.start else "."
    if last.value.begin != year:
        return _CONTINUES.match(between) is not None
    placed = sentence.before(last.start).lower == "в" and _of_clause(between)
    return placed or _OPENS.match(between) is not None


def _in_months(found: Sequence[Found]) -> Iterator[Found]:
    """«30 апреля и 1 мая, автобусы — 2-го»: of the month that is named before."""
    last: TimeExpression | None = None
    for finding in found:
        point = finding.value.day
        made = _on_from(last, point) if last is not None and point is not None else None
        if made is not None:
            yield replace(finding, value=replace(finding.value, begin=made, end=made))
        else:
            last = finding.value if _is_full_day(finding) else last
            yield finding


def _on_from(told: TimeExpression, point: Point) -> Point | None:
    """The day that a number means behind a day, or days: «30 апреля и 1 мая, автобусы — 2-го», «30 апреля …, утром
    2-го», «с 23 по 27 марта, кроме 25-го».
    """
    last = told.end or told.begin or point
    number, days = point.day or 0, (point.day or 0) - (last.day or 0)
    if not number or point != Point("day", day=number, clock=point.clock):
        return None
    if days <= 0 and told.begin and (told.begin.day or 0) <= number and told.begin.number == last.number:
        return replace(last, day=number, clock=point.clock)
    if 0 >= days >= -_MOST_OF_A_MONTH:
        return None
    return replace(_on_day_of(last, number, days < 0), clock=point.clock)


_MOST_OF_A_MONTH = 20


def _yearless(point: Point) -> bool:
    free = point.year is None and point.shift is None and point.which is None and point.feast is None
    return free and point.number is not None and point.grain in ("day", "month")


# ------------------------------------------------------------------------------ «на прошлой неделе 300, на этой — 420»

_PREPOSITIONS = frozenset(word_list("date.story.prepositions"))
_GOES_ON = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET"})


def _last_before(found: Sequence[Found], offset: int) -> Found | None:
    return next((f for f in reversed(found) if f.stop <= offset), None)


def _elliptic(found: Sequence[Found], sentence: Sentence, words: Words) -> Iterator[Found]:
    """An adjective or an edge of time without its noun, which an expression beside it has."""
    units = [*filter(_has_unit, found)]
    for said in _without_noun(found, sentence, words) if units else ():
        last = _noun_of(said, units, sentence)
        if last is None or said[-1].lower == "этого":  # «за год до этого»
            continue
        if point := _named(said, last, words, sentence):
            start, stop = said[0].start, said[-1].stop
            way = direction(sentence, start, stop)
            way = way if abs(way) > 1 else last.value.direction or way
            value = TimeExpression("date", point, point, relative=point.year is None, direction=way)
            yield Finding(start, stop, "date.ellipsis", value)


def _has_unit(found: Found) -> bool:
    """Whether an expression has a unit whose noun another may leave out."""
    point = _one(found)
    return point is not None and (point.grain in _UNITS or bool(point.part))


def _noun_of(said: Sequence[Token], units: Sequence[Found], sentence: Sentence) -> Found | None:
    """The expression that has the noun: joined behind («в конце прошлой и начале этой недели»), else the last before,
    else of Roman figures a century ahead («заложен в начале XIV, достроен в XVI веке»).
    """
    start, stop = said[0].start, said[-1].stop
    behind = next((f for f in units if f.start >= stop), None)
    if behind is not None and _JOINED.fullmatch(sentence.cut(stop, behind.start)):
        return behind
    last = _last_before(units, start)
    return behind if last is None and said[-1].text.isupper() and _is_century(behind) else last


def _is_century(found: Found | None) -> bool:
    point = _one(found) if found is not None else None
    return point is not None and point.grain == "century"


_PLACED = r"(?:в|во|на|с|к)\s+"
_JOINED = re.compile(rf", (?:так )?(?:(?:и|или|а|но) )?{_PLACED}|\s*(?:и|или|либо|[–—-]|до|по)\s+(?:{_PLACED})?")


def _without_noun(found: Sequence[Found], sentence: Sentence, words: Words) -> Iterator[Sequence[Token]]:
    """Words behind a preposition that no noun follows and no expression holds: «этой», «конце следующего», «XVI»."""
    tokens = sentence.tokens
    for at in range(1, len(tokens)):
        before = words.get(tokens[at - 1].lower)
        first = at - (before is not None and before.part == "edge")  # «конце» of «в конце следующего»
        if not first or tokens[first - 1].lower not in _PREPOSITIONS or not _may_stand(tokens[at], words):
            continue
        free = all(f.stop <= tokens[first].start or tokens[at].stop <= f.start for f in found)
        if free and _alone(token_at(tokens, at + 1)):
            yield tokens[first : at + 1]


def _may_stand(token: Token, words: Words) -> bool:
    """Whether a word may mean something without its noun (see :func:`_named`)."""
    word = words.get(token.lower)
    if word is not None and word.part in ("edge", "relative"):
        return True
    return token.lower in numerals.ordinals() or token.text.isupper() or token.text[0].isdigit()


def _one(found: Found) -> Point | None:
    """The one point that an expression names; so does an open one, «с середины века», but of years."""
    said = found.value
    opened = said.begin or said.end if found.rule == "date.open" else None
    return said.point or (opened if opened is not None and opened.grain != "year" else None)


_UNITS = frozenset({"week", "month", "quarter", "half", "year", "decade", "century"})


def _alone(behind: Token) -> bool:
    """Whether no noun follows: «во втором выросла», «на этой 420», «во втором намерен»."""
    if behind is NOWHERE or behind.lower == "же":
        return False
    if behind.tag.pos not in _GOES_ON or behind.tag.short or behind.text[0].isdigit():
        return True
    return all(parse.tag.POS == "VERB" for parse in morph.parses(behind.lower))  # «потеплело», whatever the tagger says


def _named(said: Sequence[Token], last: Found, words: Words, sentence: Sentence) -> Point | None:
    """What «этой», «втором», «IV», «конце», «конце следующего» mean beside an expression."""
    token, point, word = said[-1], _one(last), words.get(said[-1].lower)
    if point is None:
        return None
    if word is not None and word.part == "edge":
        return replace(point, part=word.value) if point.part in _THIRDS and point.part != word.value else None
    text = sentence.cut(last.start, last.stop).lower()
    edge = words.get(said[0].lower) if len(said) > 1 else None
    named = _without_edge(point, word, token, text, sentence.before(said[0].start).lower)
    return replace(named, part=edge.value) if named and edge else named


def _without_edge(point: Point, word: Word | None, token: Token, text: str, before: str) -> Point | None:
    """What «этой», «втором», «IV» mean beside a point, which ``text`` says: of one gender with its unit."""
    if (order := _in_figures(token.text)) is not None:
        return _counted(point, order, text)
    feminine, of_feminine = token.lower.endswith(word_list("date.story.feminine")), any(u in text for u in _FEMININE)
    either = before in ("за", "на") and token.lower in numerals.ordinals()  # «(чем) за второй», a quarter
    if feminine != of_feminine and not (feminine and either and token.lower.endswith("ой")):
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
    shift = min(int(word.value), 1)
    if point.step == point.grain:
        return Point(point.grain, shift=shift, step=point.grain)
    counted = point.year is not None and not point.short and ("год" in text or "век" in text)
    return calendar.units_on(point, shift, "year") if counted and shift and token.lower.startswith(_NEXT) else None


_NEXT = word_list("date.story.next")


def _counted(point: Point, order: int, text: str) -> Point | None:
    """«в первом квартале …, во втором», «в первой половине мая …, во второй», «в XVIII веке …, в XIX»"""
    parts = _HALVES if point.part in _HALVES else _THIRDS if "декад" in text else ()
    if point.part in parts:
        return replace(point, part=parts[order - 1]) if 1 <= order <= len(parts) else None
    if order not in _COUNTED.get(point.grain, ()):
        return None
    made = replace(point, year=order, part="") if point.grain == "century" else replace(point, number=order, part="")
    return made if (made.year, made.number) != (point.year, point.number) else None


LATEST_CENTURY = 21
_COUNTED = {"quarter": range(1, 5), "half": range(1, 3), "century": range(2, LATEST_CENTURY + 1)}


# ------------------------------------------------------------------ «по субботам до 22 часов, по воскресеньям — до 20»


_HOURS = re.compile(r"\s*(?:[—–-]\s*)?(?:с (\d\d?) )?до (\d\d?)(?=[,;)]|\.(?!\d)|\s*\Z)")


def _hours_again(found: Sequence[Found], sentence: Sentence) -> Iterator[Found]:
    """Hours behind a day that don't say so, where hours before them did and the clause ends with them."""
    told = min((f.start for f in found if f.value.kind == "time"), default=sentence.stop)
    for day in found:
        behind = day.start > told and tells_day(day, sentence)
        hours = _HOURS.match(sentence.text, day.stop - sentence.start) if behind else None
        if hours and int(hours[1] or 0) <= int(hours[2]) <= 23:
            yield _from_hour(hours, sentence.start)


_DOTTED = re.compile(r"(?<=\b[Вв] )([01]?\d|2[0-3])\.([0-5]\d)(?![.,]?\d)")


def _clocks_again(found: Sequence[Found], sentence: Sentence) -> Iterator[Found]:
    """«В 10.45 паром отошёл, в 11.02 встал»: written as a time before it."""
    told = False
    for match in _DOTTED.finditer(sentence.text):
        start, stop = sentence.start + match.start(), sentence.start + match.end()
        free = all(stop <= f.start or f.stop <= start for f in found)
        if told and free and _alone(sentence.behind(stop)):
            point = Point("day", clock=f"T{int(match[1]):02}:{match[2]}")
            yield Finding(start, stop, "date.time", TimeExpression("time", point, point, relative=True))
        told = told or not free


def _from_hour(hours: re.Match[str], start: int) -> Found:
    """«(в субботу) 10–17», «(в субботу) до 17»."""
    begin, end = (Point("day", clock=f"T{int(hour):02}:00") for hour in (hours[1] or hours[2], hours[2]))
    value = TimeExpression("time", begin, end, relative=True)
    return Finding(start + hours.start(1 if hours[1] else 2), start + hours.end(), "date.hours", value)


# ------------------------------------------------------------------------------ «на 26 апреля билетов нет, на 3-е есть»

_DAY_AGAIN = re.compile(r"(?<!\w)(?<!ночь )[Нн]а (\d\d?)-е(?!\w)")


def _days_again(found: Sequence[Found], sentence: Sentence) -> Iterator[Found]:
    """A day by its number behind «на» is of the month of the day before it, or of the next: no decade, no place."""
    days = [*filter(_is_full_day, found)]
    for match in _DAY_AGAIN.finditer(sentence.text) if days and "мест" not in sentence.text else ():
        start, stop = sentence.start + match.start(1), sentence.start + match.end()
        day = _last_before(days, start)
        if day is None or not _alone(sentence.behind(stop)):
            continue
        made = _day_behind(day.value, int(match[1]))
        if made.day and valid(made):
            yield Finding(start, stop, "date.point", replace(day.value, kind="date", begin=made, end=made))


def _is_full_day(found: Found) -> bool:
    """Whether an expression ends with a day of a month, or has no end and begins with one."""
    end = found.value.end or found.value.begin
    return end is not None and bool(end.number) and (end.day or 0) > 0


def _day_behind(told: TimeExpression, day: int) -> Point:
    """That day of the month of the last one told, of the next month where it has passed."""
    last = told.end or told.begin or Point("day")
    return _on_day_of(last, day, told.begin == last and day < (last.day or 0) and told.direction >= 0)


def _on_day_of(last: Point, day: int, later: bool) -> Point:
    """A day of the month of another, or of the month after it."""
    number = (last.number or 0) + later
    year = last.year + (number > 12) if last.year is not None else None
    return replace(last, year=year, number=(number - 1) % 12 + 1, day=day, weekday=None, clock="")
