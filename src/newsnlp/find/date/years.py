"""Years and what is made of them: decades, centuries, quarters, halves, seasons, school years, and their parts."""

from __future__ import annotations

import re
from typing import cast

from newsnlp.data import word_list
from newsnlp.find.date.days import month_at, since
from newsnlp.find.date.lengths import PLURALS
from newsnlp.find.date.reader import LATEST, Read, Reader
from newsnlp.lang.phrases import DASHES
from newsnlp.types import Grain, Point


def years(r: Reader, at: int) -> Read:
    """2024 год, 1939-го, 988 году, две тысячи двадцатом году; 2024 alone is a bare number"""
    value = r.whole(at)
    if value is not None:
        return _in_figures(r, at, value)
    found = r.ordinal_year(at)
    if found and found[1] == at + 1 and r.part(found[1]) == "year_kind" and (kind := r.god(found[1] + 1)):
        return "YEAR", found[0], kind
    return ("YEAR", *found) if found else _short(r, at)


def _in_figures(r: Reader, at: int, value: int) -> Read:
    """«2024 год», «2023 учебный год», 2024 alone"""
    behind = r.god(at + 1)
    if behind and (told := _of_word(r, at, value, behind)) is not None:
        return told
    if r.part(at + 1) == "year_kind" and 1900 <= value <= LATEST and (kind := r.god(at + 2)):
        return "YEAR", Point("year", value), kind
    if r.part(at + 1) == "unit":
        return None
    bare = 1000 <= value <= LATEST and len(r.tokens[at].text) == 4
    return ("BARE", Point("year", value), at + 1) if bare else None


def _of_word(r: Reader, at: int, value: int, behind: int) -> Read:
    """«988 году», «2024 г.», where the word ends at ``behind``; «3 400 г», «3800 г» are weights"""
    if (before := _before_christ(r, value, behind)) is not None:
        return before
    if r.lower(behind - 1) == "г" and (not 1000 <= value <= LATEST or r.shape(at - 1) == "figure"):
        return "BAD", None, behind
    if 1000 <= value <= 9999 or (100 <= value <= 999 and r.lower(at + 1) in ("году", "г")):
        return "YEAR", Point("year", value), _of_birth(r, behind)
    return None


def _short(r: Reader, at: int) -> Read:
    """«в 41-м», «с 98-го», «к 85-му», «в 09-м»: what can be no day; where no noun follows, says the policy"""
    endings = _SHORT_YEARS.get(r.lower(at - 1)) if r.shape(at) == "ended" else None
    found = r.ordinal(at) if endings and r.lower(at).endswith(endings) else None
    no_day = found is not None and (31 < found[0] < 100 or (0 < found[0] < 10 and r.lower(at).startswith("0")))
    return ("BARE", Point("year", found[0], short=True), found[1]) if found and no_day else None


_SHORT_YEARS = {
    **dict.fromkeys(("в", "во"), ("-м",)),
    **dict.fromkeys(("с", "со", "до", "после"), ("-го",)),
    **dict.fromkeys(("к", "ко"), ("-му",)),
    "по": ("-й",),
}


def _before_christ(r: Reader, value: int, at: int) -> Read:
    """«до н. э.», «до нашей эры» behind a year, or «н. э.»."""
    start = at + (r.lower(at) == "до")
    words = [i for i in range(start, min(start + 4, len(r.tokens))) if r.lower(i) != "."][:2]
    if len(words) < 2 or (r.lower(words[0]), r.lower(words[1])) not in (("н", "э"), ("нашей", "эры")):
        return None
    stop = r.pointed(words[1] + 1)
    return ("BC", f"BC{value:04}", stop) if start > at else ("YEAR", Point("year", value), stop)


def _of_birth(r: Reader, at: int) -> int:
    """«1962 года рождения», «1962 г. р.»: birth belongs to the words of the year where the tagger thinks so."""
    if r.lower(at) == "рождения":
        return at + 1
    return at + 1 + (r.lower(at + 1) == ".") if r.lower(at) == "р" and r.lower(at - 1) in ("г", ".") else at


def pair(r: Reader, at: int) -> Read:
    """2023/24 учебный год, сезон 2019–2020, 2023/2024"""
    m = r.figure(at, "pair")
    if m is None:
        return _short_pair(r, at)
    slash, short, several = m["ps"] == "/", len(m["pl"]) == 2, r.lower(at + 1) in _SEVERAL
    first, last = int(m["pf"]), _last_year(m["pf"], m["pl"], over=several and not slash)
    points, behind = (Point("year", first), Point("year", last)), r.god(at + 1)
    if not first < last <= 2999:
        return "BAD", None, at + 1
    if several:
        return "YEARS", points, behind or at + 1
    type_, stop = _kind_of_pair(r, at, last - first, slash=slash, short=short)
    return type_, None if type_ == "BAD" else points, stop


def _kind_of_pair(r: Reader, at: int, size: int, *, slash: bool, short: bool) -> tuple[str, int]:
    """What two years that lie ``size`` apart are, and where they stop."""
    enclosed = (slash, r.lower(at - 1), r.lower(at + 1)) == (False, "(", ")")  # «журнал «Слово» (1996—98)»
    type_, stop = _kind_of_years(r, at, slash=slash, short=short)
    row, behind = _in_row_of_pairs(r, at), r.god(at + 1)
    if not enclosed and _no_years(size, slash=slash, short=short, told=bool(type_) or row):
        return "BAD", at + 1
    return type_ or ("YEARS" if behind or row else "BAREYEARS"), stop or behind or at + 1


def _in_row_of_pairs(r: Reader, at: int) -> bool:
    """«2019–2020 и 2020–2021 годов»"""
    return r.lower(at + 1) in _AND and r.shape(at + 2) == "pair" and r.lower(at + 3) in _SEVERAL


def _last_year(first: str, last: str, *, over: bool) -> int:
    """The year that ends a pair; ``over``: a century may have passed, «в 1999–02 гг.»."""
    if len(last) == 4:
        return int(last)
    year = int(first) // 100 * 100 + int(last)
    return year + 100 if over and year < int(first) else year


def _no_years(apart: int, *, slash: bool, short: bool, told: bool) -> bool:
    """«2019/23», «дом 1998-02»: what is no pair of years where a word hasn't ``told`` so."""
    return (apart > 1 and (short or slash)) or (short and not told)


def _kind_of_years(r: Reader, at: int, *, slash: bool, short: bool) -> tuple[str, int]:
    """«2023/24 учебный год», «2022/23 финансовый год», «сезон 2019-20», and the place behind; empty where none is told.

    With a ``slash`` it is a season if nothing else is said, ``short`` also beside the word.
    """
    kind, told = r.part(at + 1), r.god(at + 2)
    if kind in ("school", "heating"):
        return kind.upper(), told or at + 2 + (r.says(at + 2) == "season")
    if kind == "year_kind" and told:
        return "YEARS", told
    if slash or (short and "season" in (r.says(at - 1), r.says(at + 1))):
        return "PAIR", r.god(at + 1) or at + 1 + (r.says(at + 1) == "season")
    return "", 0


def _short_pair(r: Reader, at: int) -> Read:
    """«в 86–88 годах»"""
    if r.lower(at + 1) not in DASHES or r.shape(at + 2) != "figure" or r.lower(at + 3) not in _SEVERAL:
        return None
    first, last = r.whole(at) or 0, r.whole(at + 2) or 0
    points = Point("year", first, short=True), Point("year", last, short=True)
    return ("YEARS", points, r.over_god(at + 3)) if 10 <= first < last < 100 else None


_SEVERAL = frozenset(word_list("date.years.several"))
_AND = frozenset({"и", ","})  # «в 2006-07 и 2009-10 годах»


def named_season(r: Reader, at: int) -> Read:
    """отопительный сезон 2023/24, учебный год 2023–2024"""
    if r.part(at) not in ("school", "heating") or r.part(at + 1) != "unit" or r.shape(at + 2) != "pair":
        return None
    read = pair(r, at + 2)
    return (r.part(at).upper(), read[1], read[2]) if read and read[0] != "BAD" else None


def decade(r: Reader, at: int) -> Read:
    """1990-е годы, 90-х, девяностых годов прошлого века, тридцатых годов XX века"""
    if (first := r.whole(at)) is not None and first % 10 == 0 and r.lower(at + 1) in DASHES:
        return _first_of_decades(r, at, first)
    tens = _tens_in_figures(r, at) if r.shape(at) == "decade" else _tens_in_words(r, at)
    if tens is None:
        return None
    year, stop = tens
    behind = r.over_god(stop)
    number, end = _century_behind(r, behind) or (21 if year < 20 else 20, behind)
    return "DECADE", Point("decade", year // 10 if year >= 100 else (number - 1) * 10 + year // 10), end


def _first_of_decades(r: Reader, at: int, first: int) -> Read:
    """«1980–1990-х», «80–90-х»"""
    last = decade(r, at + 2) if r.shape(at + 2) == "decade" else None
    if last is None or first // 10 % 10 >= last[1].year % 10:
        return None
    return "DECADE", Point("decade", last[1].year // 10 * 10 + first // 10 % 10), at + 1


def _tens_in_figures(r: Reader, at: int) -> tuple[int, int] | None:
    """«1990-е», «90-х», unless a day of a month is meant"""
    year = int(re.match(r"\d+", r.tokens[at].text)[0])  # type: ignore[index]
    day = r.part(at + 1) == "day_of_month" or (year < 100 and month_at(r, at + 1))
    return None if day else (year, at + 1)


def _tens_in_words(r: Reader, at: int) -> tuple[int, int] | None:
    """«девяностых годов»; behind «десятые», «двадцатые» the years must be named"""
    found = r.ordinal(at)
    if found is None or r.lower(found[1] - 1)[-2:] not in word_list("date.years.plural_endings"):
        return None
    year, stop = found
    if year % 10 or not (year < 100 or 1000 <= year <= 2100) or 0 < year < 10:
        return None
    return found if year in _TENS or r.god(stop) is not None else None


_TENS = frozenset({0, 30, 40, 50, 60, 70, 80, 90, 2000})


def _century_behind(r: Reader, at: int) -> tuple[int, int] | None:
    """«прошлого века», «XX века» behind a decade; the last century is the 20th to all news that we read."""
    if r.part(at) == "relative" and r.says(at + 1) == "century":
        return 20 + 1 + int(r.says(at)), at + 2
    number, stop = r.nth(at)
    return (number, stop + 1) if number > 0 and r.says(stop) == "century" else None


def century(r: Reader, at: int) -> Read:
    """XIX век, двадцатом веке, 21-го столетия, третье тысячелетие, XIX–XX веков"""
    value, stop = r.nth(at)
    if not 1 <= value <= 30 or (r.shape(at) == "figure" and r.lower(stop) not in word_list("date.years.century")):
        return None  # «5 веков» counts; «21 век» orders
    grain = r.says(stop)
    if grain in ("century", "millennium"):
        return _whole_century(r, cast(Grain, grain), value, stop)
    if r.lower(stop) in ("—", "–", "-", "и") and (r.pieces[at].word is None or r.part(at) == "number"):
        return _first_of_centuries(r, value, stop)
    return None


def _whole_century(r: Reader, grain: Grain, value: int, stop: int) -> Read:
    """«XIX век», «третье тысячелетие до нашей эры», whose noun stands at ``stop``"""
    before = _before_christ(r, value, stop + 1)
    if before is not None and before[0] == "BC":
        return "BC", f"BC{value:0{2 if grain == 'century' else 1}}", before[2]
    if before is not None:
        return "CENTURY", Point(grain, value), before[2]
    return "CENTURY", Point(grain, value), stop + 1


_ERA = 10  # centuries that are told as one span


def _first_of_centuries(r: Reader, value: int, stop: int) -> Read:
    """«XIX» of «XIX–XX веков», of «II–I веков до нашей эры»; the dash stands at ``stop``"""
    second, end = r.nth(stop + 1 + (r.part(stop + 1) == "edge"))
    if r.says(end) != "century":
        return None
    earlier = _before_christ(r, second, end + 1)
    if earlier is not None and earlier[0] == "BC" and second < value:
        return "BC", f"BC{value:02}", stop
    told = value < second <= value + _ERA  # not «Пётр I — XX век»
    return ("CENTURY", Point("century", value), stop) if told else None


def quarter(r: Reader, at: int) -> Read:
    """первый квартал, II полугодие, 3-й квартал"""
    which, stop = r.nth(at)
    if not 1 <= which <= 4:
        return None
    if (r.lower(stop), r.lower(stop + 1)) == ("кв", ".") and r.year(stop + 2):
        return "QUARTER", Point("quarter", number=which), stop + 2
    if r.lower(stop) in _LINKS and (behind := _quarters(r, which, stop + 1)) is not None:
        return "QUARTER", behind, stop
    grain = r.unit(stop)
    if which > _MOST.get(grain, 0):
        return None
    return "QUARTER", Point(cast(Grain, grain), number=which), stop + 1


_LINKS = frozenset(("и", ",", *DASHES))
_MOST = {"quarter": 4, "half": 2}


def _quarters(r: Reader, first: int, at: int) -> Point | None:
    """The first of «II–III кварталах», «втором и третьем кварталах», «первом и втором полугодиях»."""
    second, stop = r.nth(at)
    behind = quarter(r, at) if second > first and r.lower(stop)[-1:] in word_list("date.years.ends") else None
    return Point(cast(Point, behind[1]).grain, number=first) if behind is not None else None


def half_of(r: Reader, at: int) -> Read:
    """первая половина, во второй половине; третья декада"""
    which, stop = r.nth(at)
    if which in _THIRDS and r.part(stop) == "third_word":
        return "EDGE", _THIRDS[which], stop + 1
    if which not in (1, 2) or r.part(stop) != "half_word":
        return None
    if r.lower(stop + 1) == "дня":
        return "PART", Point("day", clock=("TMO", "TAF")[which - 1]), stop + 2
    return "EDGE", ("first", "second")[which - 1], stop + 1


_THIRDS = {1: "start", 2: "mid", 3: "end", -1: "end"}


def _opens_point(r: Reader, at: int) -> bool:
    """Whether a month or a year stands there, or «прошлого»."""
    return bool(month_at(r, at) or r.year(at)) or r.part(at) == "relative"


def edge(r: Reader, at: int) -> Read:
    """начало, середина, конец; «до конца года» is this year's; в первых, в 20-х, в последних числах"""
    part = _NUMBERS.get(r.lower(at), "")
    if part and r.part(at + 1) == "day_of_month":
        return "EDGE", part, at + 2
    if part in ("start", "end") and r.lower(at + 1) in PLURALS:
        return ("EDGE", part, at + 2) if _opens_point(r, at + 2) else None
    of = r.part(at) == "edge" and r.lower(at + 1) not in _ADVERBS  # «начало — осенью» is none of autumn's
    return ("EDGE", r.says(at), at + 1) if of else None


_NUMBERS = {
    "первых": "start", "первые": "start", "десятых": "mid", "10-х": "mid", "двадцатых": "end", "20-х": "end",
    "последних": "end", "последние": "end",
}  # fmt: skip


def season(r: Reader, at: int) -> Read:
    """весной, к лету, осень"""
    if r.part(at) != "season":
        return None
    type_, number_ = "SEASON" if r.lower(at) in _ADVERBS else "SEASONNOUN", int(r.says(at))
    if number_ == 0 and (read := _winter_of(r, at + 1)) is not None and read[1]:
        return type_, Point("season", read[1][1].year, 0), read[2]  # «зимой 2023/24 года»
    if (year := r.glued_year(at + 1) or since(r, at + 1)) is not None:
        return type_, Point("season", year[0].year, number_, short=year[0].short), year[1]
    return type_, Point("season", number=number_), at + 1


def _winter_of(r: Reader, at: int) -> Read:
    """«2023/24 года», «2022 — 2023 годов»"""
    if r.shape(at) == "pair":
        return pair(r, at)
    first, last = r.whole(at), r.whole(at + 2) if r.lower(at + 1) in DASHES and r.shape(at + 2) == "figure" else None
    if first is None or last != first + 1 or not 1000 <= first <= LATEST:
        return None
    return "YEARS", (Point("year", first), Point("year", last)), r.over_god(at + 3)


_ADVERBS = frozenset(word_list("date.years.adverbs"))
