"""Which matches of the grammar stand by themselves, which need the tagger's word, and which are something else.

A policy in two lists: one of :data:`vetoes.VETOES` says that the words are no date here, whatever the tagger thinks;
then the tagger's word is enough; without it each kind of atom that stands alone has its own of :data:`CONDITIONS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from newsnlp.data import word_list
from newsnlp.find.date.ages import lasts
from newsnlp.find.date.candidate import Candidate
from newsnlp.find.date.lengths import PLURALS
from newsnlp.find.date.vetoes import PLACES, vetoed
from newsnlp.lang.phrases import DASHES
from newsnlp.types import Point, Tag


def sure(candidate: Candidate) -> bool:
    """Whether a match is a date in its sentence."""
    if not candidate.tagged and not _by_itself(candidate):
        return False
    return candidate.said("drop", "keep") != "drop" and not vetoed(candidate)


def _by_itself(candidate: Candidate) -> bool:
    """Whether it is a date without the tagger's word."""
    if candidate.rule != "date.list" and {atom.type for atom in candidate.atoms} <= _FIGURES:
        return bare_years(candidate)
    condition = CONDITIONS.get(candidate.rule) or CONDITIONS.get(candidate.type)
    return condition is None or condition(candidate)


_FIGURES = frozenset({"BARE", "BAREYEARS", "FROM", "TO", "DASH"})
_NAMES = PLACES | {"organization", "event", "award"}
# «чемпион (2018, 2020)», «фильм (1979)», «премия (1956, 1972 — физика)»
_BRACKETED = re.compile(r"\((?:[12]\d{3}(?: — [а-яё ]+)?(?:, | и |[–—-]))*\Z")
_CLOSED = re.compile(r"(?:(?:, | и |[–—-])[12]\d{3})*(?: — [а-яё ]+)?\)")


def bracketed(c: Candidate) -> bool:
    """Years that are all of their brackets."""
    sentence = c.sentence
    head = sentence.cut(max(sentence.start, c.start - 40), c.start)
    return _BRACKETED.search(head) is not None and _CLOSED.match(sentence.cut(c.stop, c.stop + 40)) is not None


def bare_years(c: Candidate) -> bool:
    """«в 2019 погиб», «с 2015 по 2018», «в 2015–2016», «(2018, 2020)»"""
    points = _years(c)
    if len(points) == 1 and points[0].short:  # «в 41-м дед ушёл», not «в 41-м регионе», «с 45-го на 38-е место»
        tag = c.next_token.tag
        return tag.pos != "ADP" and tag.case not in (_BY_ENDING.get(c.text[-2:], "loct"), "datv")
    return all(map(_is_likely, points)) and (bracketed(c) or (_is_spanned(c) and c.counts_nothing))


def _years(c: Candidate) -> list[Point]:
    """The years that stand in figures alone."""
    told = [atom.value for atom in c.atoms if atom.type in ("BARE", "BAREYEARS")]
    return [point for value in told for point in (value if isinstance(value, tuple) else (value,))]


def _is_likely(year: Point) -> bool:
    return year.short or (year.year is not None and 1900 <= year.year <= 2035)


def _is_spanned(c: Candidate) -> bool:
    """Whether a preposition stands before a year, or it is one of two: «2015–2016»."""
    return c.prepared or (c.rule == "date.range" and c.type == "")


_BY_ENDING = {"го": "gent", "-й": "accs"}  # what would be counted


def clock(c: Candidate) -> bool:
    """«в 11:03», «11:03 мск», «в 15.00», «в районе 23:50», «в 10:00, 12:30 и 17:45», not «21:15» of a score, «в 2.15
    раза»."""
    if c.prepared or c.word_before in _NEAR:
        counted = c.next_token.tag.pos in ("NOUN", "ADJ", "NUM", "SYM")  # «в 20-30 метрах»
        return not (counted and len(c.text) < 6 and "-" in c.text) and not ("." in c.text and c.measures)
    row = c.sentence.cut(max(c.sentence.start, c.start - 60), c.start)
    return not c.text[-1].isdigit() or c.whole or _CLOCKS.search(row) is not None


_NEAR = frozenset(word_list("date.policy.near"))
_CLOCKS = re.compile(r"\b[ВвНн]а? (?:\d{1,2}[:.]\d\d(?:, | и ))+\Z")


def of_sport(c: Candidate) -> bool:
    """«сезон 2019/20», «в сезонах 2001/02, 2002/03», «сезон-2023/24»"""
    glued = c.sentence.cut(max(c.sentence.start, c.start - 9), c.start)
    return any("сезон" in word for word in (c.lower, glued, *c.words_before(8)))


def part_alone(c: Candidate) -> bool:
    """«утром», «к вечеру», «во второй половине дня»"""
    alone = c.lower.split()[-1] in word_list("date.policy.day_parts") or "половин" in c.lower
    return alone or (c.word_before, c.lower) in _TOWARDS or (c.lower in ("днём", "днем") and _opens_clause(c))


def _opens_clause(c: Candidate) -> bool:
    """«Днём шёл снег», «ночью +3, днём до +14», not «с каждым днём», «стал днём траура», «днём до этого»."""
    told = (c.word_before in ("", ",", ":", ";") or c.last_token.tag.pos == "CCONJ") and not c.of_something
    return told and [t.lower for t in c.sentence.right(c.stop, 2)] not in (["до", "этого"], ["до", "того"])


_TOWARDS = frozenset({("к", "вечеру"), ("к", "утру"), ("к", "ночи"), ("под", "утро"), ("под", "вечер")})


def today(c: Candidate) -> bool:
    """«сегодня», «накануне», not «накануне выборов» nor «Россия сегодня»."""
    return not (c.lower == "накануне" and c.of_something) and not c.within(_NAMES)


def named_unit(c: Candidate) -> bool:
    """«в пятницу», «апрель», not «Март Лаар», not «Красный Октябрь»."""
    point = c.atoms[0].value
    whole = point.year is not None or point.shift is not None or point.which is not None
    return whole or c.prepared or not (c.text[0].isupper() or c.within(_NAMES))


def season(c: Candidate) -> bool:
    """«весной», not the name «Весна»."""
    return c.atoms[0].value.year is not None or c.text[0].islower() or not c.within(_NAMES)


def season_noun(c: Candidate) -> bool:
    """«к лету», «до осени», «за зиму», not «Лето» of a name, «в лето», «вальс осени»."""
    word, point = c.lower.split()[0], c.atoms[0].value
    prepared = c.word_before in word_list("date.policy.before_feasts") and not word.endswith(("ья", "ьями"))
    prepared = prepared or (c.word_before in DASHES and c.said("due") == "due")  # «старт продаж — лето»
    return c.text[0].islower() and (point.year is not None or (prepared and word not in _YEARS_OF_AGE))


_YEARS_OF_AGE = frozenset(word_list("date.policy.years_of_age"))


def weekend(c: Candidate) -> bool:
    """«в выходные», «прошлые выходные», not «суббота и воскресенье — выходные»."""
    point = c.atoms[0].value
    return c.prepared or point.shift is not None or point.which is not None


def told(c: Candidate) -> bool:
    """«двумя днями позже», «годом ранее», «8 декабря того же года»."""
    first = c.atoms[0]
    return first.type not in ("DURATION", "UNIT") or first.words[-1].endswith(word_list("date.policy.instrumentals"))


def numbered(c: Candidate) -> bool:
    """«похоронят 27-го», «…, а 23-го суд решит», not «для 2-го этапа», «12-го и 13-го батальонов»."""
    free = c.last_token.tag.pos != "ADP" or c.word_before in word_list("date.policy.before_points")
    tag = c.next_token.tag
    if c.text.endswith("-е"):  # «на 24-е назначен суд»
        return c.word_before == "на" and tag.pos == "VERB"
    told = tag.pos in ("", "PUNCT", "ADP", "VERB") or _is_subject(c, tag)
    return c.text.endswith("-го") and free and told


def _is_subject(c: Candidate, tag: Tag) -> bool:
    """Whether the word behind a number is a noun that cannot be what it ranks: «2-го судом», «, а 2-го суд», «уже 2-го
    он»."""
    opens = _opens_clause(c) or c.last_token.tag.pos in ("ADV", "PART")
    named = tag.case == "nomn" or (tag.case == "accs" and tag.animacy != "anim")
    return (tag.pos == "NOUN" and tag.case == "ablt") or (named and opens and (tag.noun or tag.pos == "PRON"))


def inverted(c: Candidate) -> bool:
    """«ехали часа три», not «в конце года два депутата»."""
    return c.counts_nothing and c.last_token.tag.pos in ("", "VERB", "ADV", "PUNCT", "PART", "CCONJ")


def _never(c: Candidate) -> bool:
    return False


CONDITIONS: dict[str, Callable[[Candidate], bool]] = {
    "date.duration": lasts,
    "date.story": told,
    **dict.fromkeys("NUMBER SETADJECTIVE DOTTED SPORT".split(), _never),
    "NARRATIVE": lambda c: not c.atoms[0].value.clock or c.lower.startswith("т"),  # «в ту же ночь», not «в этот вечер»
    "VAGUE": lambda c: c.lower == "днях" or (c.prepared and c.atoms[0].words[-1] in PLURALS),
    "ADJECTIVE": lambda c: (
        (c.atoms[0].value.step is not None or c.atoms[0].value.grain == "month")
        and c.text[0].islower()
        and (c.atoms[0].value.step != "day" or c.next_token.tag.animacy != "anim")  # «вчерашний школьник»
    ),
    "FEAST": lambda c: c.prepared,
    "NTH": numbered,
    "INVERTED": inverted,
    "PAIR": of_sport,
    "PART": part_alone,
    "CLOCK": clock,
    "TODAY": today,
    "MONTH": named_unit,
    "WEEKDAY": named_unit,
    "SEASON": season,
    "SEASONNOUN": season_noun,
    "REFERENCE": weekend,
}
