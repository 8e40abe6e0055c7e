"""Words that look like a date and are something else, whatever the tagger thinks: a street, a weight, a score."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from newsnlp.data import word_list
from newsnlp.find.context import clause
from newsnlp.find.date.ages import age, goes_by, rated, when, young
from newsnlp.find.date.candidate import UNITS, Candidate
from newsnlp.lang import morph, numerals
from newsnlp.lang.phrases import DASHES
from newsnlp.types import NOWHERE, Point, Sentence, Tag, Token


def part_of_a_name(c: Candidate) -> bool:
    """«улица 8 Марта», «площадь 1905 года», «рейс 2023», a date within the name of a place."""
    if c.within(PLACES):
        return True
    marked = c.last_token.text in (".", "«", "(")
    word = c.words_before(2)[0] if marked else c.word_before
    if word.startswith(word_list("date.vetoes.streets")) and _plain_day(c.atoms[0].value, c.text):
        return False
    return not _named_before(c) and (word in _NAMED_SHORT or _names_it(word, c.text[0]))


def _names_it(word: str, first: str) -> bool:
    """«улица 8 Марта», «площадь 50 лет Октября»: a word that a name with a date follows."""
    return (word == "лет" and first.isupper()) or (word.startswith(_NAMED) and (first.isdigit() or first.isupper()))


def _named_before(c: Candidate) -> bool:
    """«на Красной площади 9 мая», «сообщили им 30 июня»: what stands before has its name, or is no abbreviation."""
    last, before = c.last_token, (c.sentence.left(c.start, 2) or [NOWHERE])[0]
    own = before.tag.pos == "ADJ" and before.text[:1].isupper() and before.tag.case == last.tag.case
    return last.tag.pos == "PRON" or own


PLACES = frozenset({"person", "location", "facility", "city", "product", "work_of_art"})
# beginnings of words that a name with a date in it follows: «улица 8 Марта», «площадь 1905 года», «имени 1 Мая»
_NAMED = word_list("date.vetoes.named")
_NAMED_SHORT = frozenset(word_list("date.vetoes.named_short"))


def _plain_day(said: object, text: str) -> bool:
    """«вышли на улицу 10 января»: no name of a street has the day."""
    return (
        isinstance(said, Point)
        and text == text.lower()
        and None not in (said.number, said.day)
        and (said.number, said.day) not in _STREETS
    )


# days that streets and squares are named after
_STREETS = frozenset({(1, 9), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (8, 22), (11, 4), (11, 7), (12, 12)})


def address(c: Candidate) -> bool:
    """Figures within an address on the web or a file's name."""
    behind = c.sentence.cut(c.stop, c.stop + 2)
    glued = c.around[0].isalpha() or c.around[0] in tuple("/=_-&?#")
    return glued or behind[:1] in tuple("/_=") or (behind[:1] == "." and behind[1:].isalpha())


def rights(c: Candidate) -> bool:
    """«© АО «Курьер», 1999—2026»: how long a page's rights have been kept."""
    head = c.sentence.cut(max(c.sentence.start, c.start - 60), c.start)
    return c.text[-1].isdigit() and _RIGHTS.search(head) is not None


_RIGHTS = re.compile(r"(?:©|\([cс]\)|copyright)[^\n]*\Z", re.IGNORECASE)


def code(c: Candidate) -> bool:
    """«направление „Физика“ (24.03.02)»: a number in a list of trades"""
    figures = c.atoms[0].value.short and c.text[-1].isdigit()
    return figures and c.sentence.cut(max(c.sentence.start, c.start - 3), c.start) in ("» (", "” (", '" (')


def quoted(c: Candidate) -> bool:
    """«Сегодня», «Пятница», «12 месяцев», «1984», «8 Марта» alone in quotation marks are names."""
    if _ends_a_title(c):
        return True
    if c.around[0] not in tuple('«"“„') or c.around[1] not in tuple('»"”“'):
        return False
    counted = c.type in ("BARE", "DURATION")
    named = (c.sentence.before(c.last_token.start) or NOWHERE).tag.pos == "NOUN"  # духи «8 марта»
    return not any(map(str.isdigit, c.text)) or counted or named or c.text != c.lower


def _ends_a_title(c: Candidate) -> bool:
    """фестиваль «С весной!», программа «Вести в субботу», not: ответил: «Буду в субботу»"""
    if c.around[1] not in tuple('»"”“!') or any(map(str.isdigit, c.text)):
        return False
    title = _TITLE.search(c.sentence.cut(max(c.sentence.start, c.start - 24), c.start))
    if title is None:
        return False
    return title[1] is None or c.sentence.before(c.start - len(title[0])).tag.pos == "NOUN"


_TITLE = re.compile(r'[«"“„](?:(?:С|За|К|До|В|На|Под|По)|([А-ЯЁ][а-яё]+) (?:с|за|к|до|в|на|под|по)) \Z')


def weight(c: Candidate) -> bool:
    """«весом 2000 г», «1500 г муки»"""
    sold = c.of_something and not c.tagged and c.around[1] != "."
    grams = c.lower.rstrip(".").endswith("г")
    return grams and (sold or any(w.startswith(word_list("date.vetoes.weights")) for w in c.words_before(3)))


def count(c: Candidate) -> bool:
    """«в 1500 метрах», «с 1500 до 2000 рублей»: a bare figure before a noun that a number counts."""
    if c.atoms[-1].type not in ("BARE", "BAREYEARS"):
        return False
    tag = c.next_token.tag
    noun = tag.pos == "NOUN" and tag.number == "plur" and tag.case in ("gent", "loct", "datv", "ablt")
    return noun or c.next_token.lower in UNITS or _PER.match(c.sentence.cut(c.stop, c.stop + 9)) is not None


_PER = re.compile(r"\s?[^\W\d_]{1,5}/[^\W\d_]")  # «1500 об/мин», «2000 мг/л»


def counter(c: Candidate) -> bool:
    """«Показов 1812», «Участников чата: 2001», «Осталось мест: 1900»: what is counted opens the clause, or all who
    did it: «Сохранили: 2020».
    """
    edge = c.last_token.start if c.last_token.text in _SIGNS else c.start
    before = _in_clause(c.sentence, edge)
    nouns = before[edge < c.start and bool(before) and _has_no_doer(before[0].tag) :]
    genitives = (any("gent" in p.tag for p in morph.parses(t.lower)) for t in nouns[1:])
    return bool(before) and all(map(_counted, nouns[:1])) and all(genitives)


def _in_clause(sentence: Sentence, edge: int) -> Sequence[Token]:
    """The words of a clause before an offset, behind a bar: «Белова | просмотров: 1284»."""
    before = [t for t in clause(sentence, edge, edge) if t.stop <= edge]
    return before[max((n + 1 for n, t in enumerate(before) if t.text == "|"), default=0) :]


def _has_no_doer(tag: Tag) -> bool:
    """«Сохранили», «Осталось»: a verb in the plural or neuter."""
    return tag.pos == "VERB" and not tag.short and (tag.number == "plur" or tag.gender == "neut")


def ratio(c: Candidate) -> bool:
    """«масштаб 1:2000», «1920×1080», «Движение.2023»"""
    head = c.sentence.cut(max(c.sentence.start, c.start - 2), c.start)
    return len(head) == 2 and ((head[0].isdigit() and head[1] in ":×x*") or (head[0].isalpha() and head[1] == "."))


def another_count(c: Candidate) -> bool:
    """«он набрал 2019 голосов, соперница — 1987», «площадь 1900 га, из них пашни 1200»"""
    told = not c.prepared and c.last_token.tag.pos in ("NOUN", "PROPN", "PUNCT")
    if not told or c.around[0] in DASHES:  # «ЧЕ-2024»
        return False
    if c.word_before in DASHES and c.atoms[0].value.year < _NEWS:  # «лучший снайпер — 1096»
        return True
    counted = any(a.text.isdecimal() and _measures_something(b, a) for a, b in pairwise(c.sentence.left(c.start, 16)))
    return counted and c.word_before != "("


_NEWS = 1700  # no news names an earlier year without saying that it is one


def _measures_something(token: Token, figure: Token) -> bool:
    """«2019 |голосов|», «2024 |человека|», not «2023 года», «24 апреля»"""
    few = _FEW.search(figure.text) is not None and token.tag.case == "gent"
    noun = token.tag.pos == "NOUN" and not token.lower.startswith(_TIMES)
    return token.lower in UNITS or (noun and (few or _counted(token)))


_FEW = re.compile(r"\d\d[02-9][2-4]\Z")


_TIMES = word_list("date.units")


def _counted(token: Token) -> bool:
    """Whether a word is a plural in the genitive, whatever the tagger makes of it at the head of a line."""
    parses = (p.tag for p in morph.parses(token.lower) if p.tag.POS == "NOUN")
    return any({"plur", "gent"} in tag and not _NO_COUNTED & tag.grammemes for tag in parses)


_NO_COUNTED = frozenset({"Name", "Surn", "Geox", "Abbr"})  # «в» is a plural in the genitive too
_SIGNS = DASHES | {":"}


def stopwatch(c: Candidate) -> bool:
    """«за 2:08:41», «результат — 2:08:41»: no time of the day."""
    timed = c.text.count(":") == 2 and c.text[-1].isdigit()
    return c.word_before == "за" or (timed and c.word_before not in word_list("date.vetoes.at"))


def nth_of_something(c: Candidate) -> bool:
    """«утром 6-го полка», «вечером на 2-е место», not «утром 6-го его нашли», «в ночь на 2-е»: no day."""
    if c.atoms[-1].type != "NTH":
        return c.atoms[0].type == "NTH" and not c.atoms[0].words[-1].endswith("-го")
    tag, whole = c.next_token.tag, c.lower.endswith("-го")
    night = c.lower.startswith("ноч") and c.atoms[-2].words == ("на",)
    agrees = tag.case == "gent" if whole else "neut" in tag or "plur" in tag
    return night == whole or (tag.pos in ("NOUN", "ADJ", "PROPN", "NUM") and agrees)


def rate(c: Candidate) -> bool:
    """«с 7.25 до 7.50 процента», «с 9:30 до 11 человек», «с двух часов дня до шести вагонов»"""
    last = c.atoms[-1]
    counted = {"NUMBER": c.next_token.text[:1].isalnum(), "COUNT": c.next_token.tag.case == "gent"}
    return counted.get(last.type, False) or ("." in last.words[0] and c.measures)


def day_of_something(c: Candidate) -> bool:
    """«в конце дня рождения», «конец дня был трудным»"""
    edge = len(c.atoms) == 2 and c.atoms[0].type == "EDGE" and c.lasting is not None and c.lasting.unit == "day"
    return edge and (c.of_something or not (c.prepared or c.word_before in ("к", "под")))


def all_day(c: Candidate) -> bool:
    """«с утра до вечера»: always."""
    return all(a.type in ("PART", "FROM", "TO") for a in c.atoms)


def place_in_a_row(c: Candidate) -> bool:
    """«на 40-е место», «нулевые тарифы», not «в 90-е завод»: no decade."""
    tag = c.next_token.tag
    if c.lower in _ZERO:
        return tag.pos == "NOUN" and tag.number == "plur" and tag.case in _ZERO[c.lower]
    counted = tag.gender == "neut" if c.text.endswith("е") else tag.case in ("gent", "loct", "accs")
    return c.text[0].isdigit() and len(c.text) < 6 and not c.counts_nothing and counted


_ZERO = {"нулевые": ("nomn", "accs"), "нулевых": ("gent", "loct")}


def part_of_day(c: Candidate) -> bool:
    """«днём и ночью», «утром и вечером», «программа вечера»; «вечером и ночью» are two"""
    words = [t.lower for t in c.sentence.around(c.start, c.stop, 2)]
    both = any(b == "и" and {a, d} in _ALWAYS for a, b, d in zip(words, words[1:], words[2:], strict=False))
    of = c.lower in word_list("date.vetoes.of_day") and not c.prepared
    return both or of


_ALWAYS = ({"днём", "ночью"}, {"днем", "ночью"}, {"утром", "вечером"})


def no_length(c: Candidate) -> bool:
    """«на 73-й минуте», «второй день», «День шахтёра», «свадьба века»: nothing lasts."""
    if c.lasting is None:
        return False
    return _does_something(c) or _names(c, c.lasting.unit) or _ranks(c) or _measures_nothing(c, c.lasting.unit)


def _does_something(c: Candidate) -> bool:
    """«Год начинался тревожно», «месяц шёл к концу»: the subject at the head of its clause, its verb behind."""
    own, verb = c.sentence.around(c.start, c.stop, 0), c.next_token.tag
    heads = c.last_token.tag.pos in ("", "PUNCT", "CCONJ") and len(own) == 1 and own[0].tag.case == "nomn"
    return heads and verb.pos == "VERB" and verb.gender in (None, own[0].tag.gender)


def _names(c: Candidate, unit: str) -> bool:
    """«за Неделю моды», «День шахтёра», «в год 80-летия», «в день, когда»"""
    of = c.of_something or c.next_token.lower.endswith("летия")
    of = of or (c.next_token.text == "," and c.said("priced") == "priced")  # «62 тыс. руб. в месяц, врач — 91 тысячу»
    if c.word_before == "в" and (of or when(c.sentence, c.stop)):
        return True
    return c.of_something and (c.text[0].isupper() or unit == "day")


def _ranks(c: Candidate) -> bool:
    """«второй день», «на 73-й минуте», «последний час»"""
    before = c.word_before
    return (
        before in numerals.ordinals() or before.endswith(word_list("date.vetoes.nth")) or before.startswith("последн")
    )


def _measures_nothing(c: Candidate, unit: str) -> bool:
    """«такой сезон», «свадьба века», «в году», «настал час»"""
    if unit in ("season", "weekend") or c.word_before in word_list("date.vetoes.such"):
        return True
    if c.lower in word_list("date.vetoes.genitives"):
        return c.word_before not in word_list("date.vetoes.some")
    if c.lower in word_list("date.vetoes.locatives"):
        return c.said("lasts") != "lasts"  # «приговорён к году тюрьмы»
    if c.word_before in ("за", "на") and c.lower == "час":
        return False
    return c.lower == "час" and not goes_by(c) and not rated(c.sentence, c.start, c.stop)


def hour_of_something(c: Candidate) -> bool:
    """«в половине третьего тома», «четверть пятого этажа», and the same words without a preposition."""
    alone = c.prepared or c.whole or c.lower.startswith(("без", "пол"))
    return c.lower.endswith(("ого", "его")) and (c.of_something or not alone)


# what each speaks against: types of the only atom, rules, or anything
VETOES: tuple[tuple[Callable[[Candidate], bool], str], ...] = (
    (part_of_a_name, "any"),
    (address, "DAY"),
    (rights, "BARE BAREYEARS date.range"),
    (code, "DAY"),
    (quoted, "any"),
    (weight, "YEAR"),
    (count, "any"),
    (counter, "BARE"),
    (ratio, "BARE"),
    (another_count, "BARE"),
    (place_in_a_row, "DECADE"),
    (part_of_day, "PART"),
    (age, "date.duration"),
    (young, "DURATION"),
    (no_length, "UNIT"),
    (nth_of_something, "date.time"),
    (rate, "date.hours"),
    (stopwatch, "CLOCK"),
    (day_of_something, "several"),
    (all_day, "date.range date.hours"),
    (hour_of_something, "CLOCK"),
)


def vetoed(candidate: Candidate) -> bool:
    """Whether the words are something else."""
    return any(veto(candidate) for veto in _against(candidate.rule, candidate.type or "several"))


@cache
def _against(rule: str, type_: str) -> tuple[Callable[[Candidate], bool], ...]:
    kinds = {rule, type_, "any"}
    return tuple(veto for veto, against in VETOES if not kinds.isdisjoint(against.split()))
