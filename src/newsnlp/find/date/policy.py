"""Which matches of the grammar stand by themselves, which need the tagger's word, and which are something else.

A policy in two lists: a veto says that the words are no date here, whatever the tagger thinks; then the tagger's word
is enough; without it each kind of atom that stands alone has its own condition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newsnlp.find import number
from newsnlp.find.date.atoms import Atom
from newsnlp.find.date.lengths import PLURALS, Lasting
from newsnlp.lang import morph
from newsnlp.types import Point, Sentence, Token


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a date: the rule, its atoms, the atom before them, where they stand in the sentence."""

    rule: str
    atoms: Sequence[Atom]
    before: Atom | None
    sentence: Sentence
    start: int
    stop: int
    tagged: bool

    @property
    def type(self) -> str:
        """The type of the only atom; empty where there are several."""
        return self.atoms[0].type if len(self.atoms) == 1 and self.rule != "date.list" else ""

    @property
    def text(self) -> str:
        return self.sentence.cut(self.start, self.stop)

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def prepared(self) -> bool:
        """Whether a preposition of time stands before it."""
        return self.rule == "date.open" or (self.before is not None and self.before.type in _PREPOSITIONS)

    @property
    def last_token(self) -> Token | None:
        """The token before it."""
        return self.sentence.before(self.start)

    @property
    def next_token(self) -> Token | None:
        """The token behind it."""
        return self.sentence.behind(self.stop)

    @property
    def word_before(self) -> str:
        return self.last_token.lower if self.last_token else ""

    @property
    def word_behind(self) -> str:
        return self.next_token.lower if self.next_token else ""

    def words_before(self, count: int) -> list[str]:
        """The last words before it, at most so many."""
        return [t.lower for t in self.sentence.around(self.start, self.start, count) if t.stop <= self.start]

    @property
    def around(self) -> tuple[str, str]:
        """The characters right before and behind."""
        cut = self.sentence.cut
        return cut(max(self.sentence.start, self.start - 1), self.start), cut(self.stop, self.stop + 1)

    @property
    def whole(self) -> bool:
        """Whether it is all of its sentence."""
        rest = self.sentence.cut(self.sentence.start, self.start) + self.sentence.cut(self.stop, self.sentence.stop)
        return not rest.strip(" .\n")

    @property
    def lasting(self) -> Lasting | None:
        """The length of time that it tells."""
        return next((a.value for a in self.atoms if isinstance(a.value, Lasting)), None)

    @property
    def of_something(self) -> bool:
        """Whether a genitive follows: «День шахтёра», «накануне выборов»."""
        tag = self.next_token.tag if self.next_token else None
        return tag is not None and tag.case == "gent" and tag.pos in ("NOUN", "PROPN", "ADJ", "DET")

    @property
    def counts_nothing(self) -> bool:
        """Whether no noun follows that a number would count: «в 2019 погиб», not «в 2000 домах», «40-е место»."""
        token = self.next_token
        return token is None or (token.tag.pos not in ("NOUN", "ADJ", "NUM", "SYM") and token.lower not in _UNITS)

    @property
    def measures(self) -> bool:
        """Whether what is measured follows: «7.50 процента», «2.15 раза», «12.50 руб.»."""
        token = self.next_token
        return token is not None and (token.lower in _UNITS or (token.tag.pos == "NOUN" and token.tag.case == "gent"))

    def within(self, kinds: frozenset[str]) -> bool:
        """Whether it is part of a longer name that the tagger sees."""
        size = self.stop - self.start
        return any(
            s.kind in kinds and s.start <= self.start and self.stop <= s.stop and s.stop - s.start > size
            for s in self.sentence.spans
        )


def sure(candidate: Candidate) -> bool:
    """Whether a match is a date in its sentence."""
    if any(veto(candidate) for veto in VETOES):
        return False
    if candidate.rule != "date.list" and {atom.type for atom in candidate.atoms} <= _FIGURES:
        return candidate.tagged or bare_years(candidate)
    return candidate.tagged or ALONE.get(candidate.rule, ALONE.get(candidate.type, _always))(candidate)


_FIGURES = frozenset({"BARE", "BAREYEARS", "FROM", "TO", "DASH"})
_PREPOSITIONS = frozenset({"IN", "FROM", "TO", "BY", "FILL", "PREPOSITION", "BETWEEN"})
_UNITS = frozenset({"руб", "чел", "млн", "млрд", "тыс", "%", "₽", "$", "км", "кг"})
_PLACES = frozenset({"person", "location", "facility", "city", "product", "work_of_art"})
_NAMES = _PLACES | {"organization", "event", "award"}
# beginnings of words that a name with a date in it follows: «улица 8 Марта», «площадь 1905 года», «имени 1 Мая»
_NAMED = (
    "улиц", "площад", "проспект", "переул", "бульвар", "набережн", "сквер", "парк", "станци", "завод", "фабрик",
    "совхоз", "колхоз", "шоссе", "микрорайон", "посёл", "посел", "стадион", "имени", "метро", "останов",
)  # fmt: skip
_NAMED_SHORT = frozenset({"ул", "пл", "пр", "пер", "им", "наб", "мкр"})
# words that a bare number follows: «рейс 2023», «дом 2020», «№ 1998»
_NUMBERED = frozenset(
    "рейс рейса рейсе рейсом № номер номером номера дом доме дома д квартира кв статья статьи статье ст поезд борт "
    "офис кабинет".split()
)
_OF_AGE = ("исполн", "возраст", "было", "стукну")
_ADVERBS = frozenset({"утром", "вечером", "ночью", "днём", "днем"})
_GENITIVES = frozenset(
    {"века", "года", "месяца", "недели", "дня", "часа", "минуты", "квартала", "столетия", "десятилетия"}
)
_SOME = frozenset("больше более менее меньше около почти порядка до свыше".split())
_SPANNING = frozenset({"за", "через", "почти", "последние", "последних", "на"})

# ----------------------------------------------------------------------------------------------------- no date here


def part_of_a_name(c: Candidate) -> bool:
    """«улица 8 Марта», «площадь 1905 года», «рейс 2023», a date within the name of a place."""
    last = c.last_token
    if last is not None and last.text in (".", "«", "("):
        last = c.sentence.before(last.start)
    word = last.lower if last else ""
    named = word in _NAMED_SHORT or (word.startswith(_NAMED) and (c.text[0].isdigit() or c.text[0].isupper()))
    if named and word.startswith(("улиц", "площад", "набережн")) and _plain_day(c.atoms[0].value, c.text):
        named = False
    return named or (word in _NUMBERED and c.type in ("BARE", "DOTTED", "CLOCK", "NUMBER")) or c.within(_PLACES)


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
    inside = (
        c.around[0] in tuple("/=_-&?")
        or c.around[0].isalpha()
        or behind[:1] in tuple("/_=")
        or (behind[:1] == "." and behind[1:].isalpha())
    )
    return c.type == "DAY" and inside


def code(c: Candidate) -> bool:
    """«направление „Физика“ (24.03.02)», «ОКВЭД 10.11.12»: a number in a list of trades"""
    figures = c.type == "DAY" and c.atoms[0].value.short and c.text[-1].isdigit()
    named = c.sentence.cut(max(c.sentence.start, c.start - 3), c.start) in ("» (", "” (", '" (')
    return figures and (named or any(w.startswith(_CODES) for w in c.words_before(3)))


_CODES = ("окпд", "оквэд", "код", "специальност", "шифр")


def quoted(c: Candidate) -> bool:
    """«Сегодня», «Пятница», «12 месяцев», «1984», «8 Марта» alone in quotation marks are names."""
    head = c.sentence.cut(max(c.sentence.start, c.start - 6), c.start)
    if c.around[1] in tuple('»"”“!') and _TITLE.search(head) and not any(map(str.isdigit, c.text)):
        return True  # фестиваль «С весной!»
    if c.around[0] not in tuple('«"“„') or c.around[1] not in tuple('»"”“'):
        return False
    return not any(map(str.isdigit, c.text)) or c.type in ("BARE", "DURATION") or c.text != c.lower


_TITLE = re.compile(r'[«"“„](?:С|За|К|До|В|На|Под|По) \Z')


def year_of_life(c: Candidate) -> bool:
    """«на 97-м году жизни»"""
    short = c.type == "YEAR" and c.atoms[0].value.short
    return bool(short) and (c.word_behind == "жизни" or c.word_before == "на")


def weight(c: Candidate) -> bool:
    """«весом 2000 г», «1500 г муки»"""
    year = c.type == "YEAR" and c.lower.endswith("г") and c.around[1] != "."
    return year and ((c.of_something and not c.tagged) or any(w.startswith(_WEIGHTS) for w in c.words_before(3)))


_WEIGHTS = ("вес", "масс", "нетто")


def count(c: Candidate) -> bool:
    """«в 1500 метрах», «с 1500 до 2000 рублей»: a bare figure before a noun that a number counts."""
    if c.atoms[-1].type not in ("BARE", "BAREYEARS") or c.next_token is None:
        return False
    tag = c.next_token.tag
    noun = tag.pos == "NOUN" and tag.number == "plur" and tag.case in ("gent", "loct", "datv", "ablt")
    return noun or c.word_behind in _UNITS


def stopwatch(c: Candidate) -> bool:
    """«за 2:08:41», «результат — 2:08:41»: no time of the day."""
    timed = c.type == "CLOCK" and c.text.count(":") == 2 and c.text[-1].isdigit()
    return c.type == "CLOCK" and (c.word_before == "за" or (timed and c.word_before not in ("в", "к", "до", "с", "на")))


def rate(c: Candidate) -> bool:
    """«с 7.25 до 7.50 процента», «с 9:30 до 11 человек»"""
    last = c.atoms[-1]
    counted = last.type == "NUMBER" and c.next_token is not None and c.next_token.text[0].isalnum()
    return c.rule == "date.hours" and (counted or ("." in last.words[0] and c.measures))


def lately(c: Candidate) -> bool:
    """«недавно созданный комитет»"""
    token = c.next_token
    return c.lower == "недавно" and token is not None and (token.tag.pos == "ADJ" or token.tag.form == "Part")


def day_of_something(c: Candidate) -> bool:
    """«в конце дня рождения», «конец дня был трудным»"""
    edge = len(c.atoms) == 2 and c.atoms[0].type == "EDGE" and c.lasting is not None and c.lasting.unit == "day"
    return edge and (c.of_something or not (c.prepared or c.word_before in ("к", "под")))


def all_day(c: Candidate) -> bool:
    """«с утра до вечера»: always."""
    return c.rule in ("date.range", "date.hours") and all(a.type in ("PART", "FROM", "TO") for a in c.atoms)


def excepted(c: Candidate) -> bool:
    """«ежедневно, кроме понедельника и вторника»"""
    words = c.words_before(4)
    named = c.type == "WEEKDAY" or c.rule == "date.list"
    off = words[-1:] == ["выходной"] or words[-2:-1] == ["выходной"]
    return named and (off or "кроме" in words or words[-2:] == ["за", "исключением"])


def every_first(c: Candidate) -> bool:
    """«каждое первое воскресенье месяца»"""
    ordinal = c.word_before in number.ordinals() or c.word_before.startswith("последн")
    return c.type == "WEEKDAY" and c.atoms[0].value.which is None and ordinal


def place_in_a_row(c: Candidate) -> bool:
    """«на 40-е место»: no decade; «на 2023-м километре»: no year."""
    if c.type == "YEAR" and c.text[-1].isalpha() and "-" in c.text and " " not in c.text:
        return c.word_behind.startswith(_IN_ROW)
    if c.type == "DECADE" and c.lower in ("нулевые", "нулевых") and c.next_token is not None:  # «нулевые тарифы»
        tag = c.next_token.tag
        return tag.pos == "NOUN" and tag.number == "plur" and tag.case in _ZERO[c.lower]
    return c.type == "DECADE" and c.text[0].isdigit() and len(c.text) < 6 and not c.counts_nothing


_ZERO = {"нулевые": ("nomn", "accs"), "нулевых": ("gent", "loct")}
_IN_ROW = (
    "километр", "рейс", "полк", "раз", "номер", "мест", "дом", "матч", "участ", "автобус", "поезд", "лиценз", "тур",
    "посетит", "покупат", "пассажир", "гол", "экземпл",
)  # fmt: skip


def environment(c: Candidate) -> bool:
    """«окружающей среды», «в рабочей среде»"""
    return c.type == "WEEKDAY" and not c.tagged and c.lower in ("среды", "среде", "средой", "среда", "сред")


def part_of_day(c: Candidate) -> bool:
    """«днём и ночью», «программа вечера», «доброе утро», «днём рождения»"""
    if c.type != "PART":
        return False
    words = [t.lower for t in c.sentence.around(c.start, c.stop, 2)]
    both = any(b == "и" and {a, d} <= _ADVERBS for a, b, d in zip(words, words[1:], words[2:], strict=False))
    of = c.lower in ("утра", "вечера", "ночи") and not c.prepared
    return both or of or c.word_before.startswith("добр") or c.word_behind == "рождения"


def age(c: Candidate) -> bool:
    """«в 15 лет», «с 14 лет», «ему было пять лет», «исполнилось 50 лет»"""
    counted = c.rule == "date.duration" and c.type in ("DURATION", "") and c.atoms[0].type != "RELATIVE"
    counted = counted and not recurring(c.words_before(3))
    years = counted and c.lasting is not None and "Y" in c.lasting.value and not during(c)
    if not years or not {"лет", "года", "год"}.intersection(c.lower.split()):
        return False
    lived_to = c.word_before == "до" and any(
        word.startswith(("дожи", "прожи")) for word in c.words_before(4)
    )  # «дожил до 90 лет»
    named = any(word.startswith(_OF_AGE) for word in c.words_before(3))
    if imprisoned(c):
        return False
    if named or lived_to or c.word_before in ("в", "с") or (c.word_before == "на" and _looks(c)):
        return True
    retired = c.word_before in ("до", "позже", "позднее", "раньше", "старше", "от", "после", "—", "–")
    small = c.word_before in _BOUNDS and any(w.startswith(_CHILDREN) for w in c.words_before(5))
    old = retired and any(w.startswith(("возраст", "пенси")) for w in c.words_before(20))
    return small or old or _persons(c)


_BOUNDS = frozenset({"до", "от", "старше", "младше", "моложе", "с", "после"})
_CHILDREN = (
    "дети", "детей", "детям", "ребён", "ребен", "подрост", "женщин", "мужчин", "юнош", "девуш", "молод", "школьник",
    "лиц", "людям", "людей",
)  # fmt: skip


def _looks(c: Candidate) -> bool:
    """«выглядит на 40 лет»"""
    return any(word.startswith("выгляд") for word in c.words_before(4))


def _persons(c: Candidate) -> bool:
    """«Людмилу Касьян (56 лет)», «Поленти 50 лет, …»: the years of somebody's life."""
    last, text = c.last_token, c.sentence.cut(c.start - 2, c.start)
    if last is not None and last.text == "(" and c.around[1] in tuple("),"):
        last = c.sentence.before(last.start)
        return last is not None and last.tag.pos == "PROPN"
    if text[-1:] != " " or (c.around[1] not in tuple(",.;)") and c.next_token is not None):
        return False
    for token in reversed(c.sentence.around(c.start, c.start, 6)[:-1] if c.start else ()):
        if token.stop > c.start or token.text in ("—", "–"):
            continue
        if token.tag.pos not in ("NOUN", "PROPN", "PRON", "ADJ", "ADP", "DET"):
            return False
        before = c.sentence.before(token.start)
        theirs = token.tag.case in ("datv", "loct") and (before is None or before.tag.pos != "ADP")
        if theirs and (token.tag.pos in ("PRON", "PROPN") or token.tag.animacy == "anim"):
            return True
    return False


def young(c: Candidate) -> bool:
    """«Котёнку три месяца.»: an age, though not in years."""
    return c.type == "DURATION" and c.lasting is not None and c.lasting.unit == "month" and _persons(c)


def older(c: Candidate) -> bool:
    """«на год младше», «старше его на несколько месяцев»"""
    compared = ("младше", "старше", "моложе")
    return c.lasting is not None and (c.word_behind in compared or any(w in compared for w in c.words_before(4)))


def no_length(c: Candidate) -> bool:
    """«на 73-й минуте», «второй день», «День шахтёра», «свадьба века»: nothing lasts."""
    if c.type != "UNIT" or c.lasting is None or during(c):
        return False
    if c.text[0].isupper() and c.of_something and c.last_token is not None:
        return True  # «за Неделю моды»
    if c.lasting.unit in ("season", "weekend") or c.word_before in ("такой", "какой", "этакий"):
        return True
    ordinal = c.word_before in number.ordinals() or c.word_before.endswith(("-й", "-м", "-я", "-ю"))
    named = c.of_something and (c.lasting.unit == "day" or c.text[0].isupper()) and c.word_before != "за"
    genitive = c.lower in _GENITIVES and c.word_before not in _SOME
    return (
        ordinal
        or named
        or genitive
        or c.word_before.startswith("последн")
        or c.lower in ("году", "годах", "неделе", "ч", "час")
        or (c.word_before == "в" and c.word_behind == ",")  # «в день, когда»
    )


def holiday_named_off(c: Candidate) -> bool:
    """«объявлен выходным»"""
    return c.type == "REFERENCE" and c.lower == "выходным" and not c.prepared


def days_off(c: Candidate) -> bool:
    """«14 выходных в месяц»"""
    return c.type == "DURATION" and c.lasting is not None and c.lasting.unit == "weekend"


def short_of(c: Candidate) -> bool:
    """«без пяти минут чемпион»"""
    return c.type == "DURATION" and c.word_before == "без"


def hour_of_something(c: Candidate) -> bool:
    """«в половине третьего тома», «четверть пятого этажа», and the same words without a preposition."""
    told = c.type == "CLOCK" and c.lower.endswith(("ого", "его"))
    alone = c.prepared or c.whole or c.lower.startswith(("без", "пол"))
    return told and (c.of_something or not alone)


def foreign_holiday(c: Candidate) -> bool:
    """«католическая Пасха», «День Конституции Украины»: of another church, of another country."""
    abroad = c.next_token is not None and c.next_token.tag.pos == "PROPN" and c.of_something
    church = c.type == "FEAST" and c.word_before.startswith(_CHURCHES)
    return church or (c.type == "HOLIDAY" and abroad and c.word_behind not in ("россии", "рф"))


_CHURCHES = ("католич", "западн", "еврейск", "иуде", "лютеран", "протестант", "армянск")


def war(c: Candidate) -> bool:
    """«Шестидневная война»: a name."""
    return c.type == "LONG" and c.text[0].isupper() and c.last_token is not None


def half_a_word(c: Candidate) -> bool:
    """«осенне-зимний»"""
    return c.type == "ADJECTIVE" and c.around[0] in tuple("-‑")


def sooner(c: Candidate) -> bool:
    """«на три дня раньше», «днём раньше срока»"""
    return c.rule == "date.story" and (c.word_before == "на" or c.word_behind == "срока")


VETOES: tuple[Callable[[Candidate], bool], ...] = (
    part_of_a_name, address, code, quoted, year_of_life, weight, count, place_in_a_row, environment, part_of_day, age,
    young, older, no_length, rate, stopwatch, lately, day_of_something, all_day, excepted, every_first,
    holiday_named_off, short_of, days_off, hour_of_something, foreign_holiday, war, half_a_word, sooner,
)  # fmt: skip

# --------------------------------------------------------------------------------------------- without the tagger


def during(c: Candidate) -> bool:
    """«(в) течение двух недель»"""
    return c.lower.startswith(("течени", "протяжени"))


def lasts(c: Candidate) -> bool:
    """«три месяца», «полгода»; years may be somebody's age unless a word says that they last."""
    if c.type == "LONG":
        return long(c)
    if c.type == "UNIT":
        return (c.word_before in ("за", "на") and c.lower != "день") or recurring(c.words_before(3))
    if c.type == "LASTING":
        return True
    if c.type in ("NUMBER", "COUNT"):  # «5» of «дети 5 и 7 лет»
        return c.word_before in _SPANNING or "лет" not in c.sentence.cut(c.stop, c.stop + 20)
    if c.lasting is None or c.lasting.unit in ("season", "quarter"):  # «два сезона», «в двух кварталах отсюда»
        return c.lasting is None
    if "Y" not in c.lasting.value or during(c) or c.word_before in _SPANNING:
        return True
    if c.word_before == "и" and c.words_before(3)[0] in _SPANNING:  # «на 20 и 10 лет»
        return True
    if "M" in c.lasting.value or "D" in c.lasting.value:  # «1 год 6 месяцев»
        return c.around[1] not in tuple(",)")
    return lived(c) or imprisoned(c) or worked(c) or recurring(c.words_before(3))


def imprisoned(c: Candidate) -> bool:
    """«8 лет тюрьмы», «приговорён к 15 годам», «сроком на 5 лет»"""
    judged = c.word_before == "к" and any(w.startswith(("пригов", "осу")) for w in c.words_before(6))
    judged = judged or any(w.startswith(_GIVEN) or w in ("дал", "дала", "дали") for w in c.words_before(3))
    term = any(w.startswith(("срок", "контракт", "соглашен", "договор", "мандат")) for w in c.words_before(5))
    return c.word_behind.startswith(_PRISON) or judged or (term and c.word_before != "с")


_GIVEN = ("грози", "получил", "отбыл", "отсид", "приговор", "осуд", "осужд", "пробуд", "пробыл")
_PRISON = (
    "лишени", "колони", "тюрь", "тюрем", "заключени", "строг", "общего", "исправит", "ограничени", "условно",
    "принудит", "каторг", "поселени", "ареста", "брак", "работы", "службы", "правлени",
)  # fmt: skip


def worked(c: Candidate) -> bool:
    """«четыре года возглавлял», «руководил 12 лет»: a verb of what goes on stands right beside."""
    near = (c.last_token, c.next_token)
    return c.word_before != "," and any(token is not None and _goes_on(token) for token in near)


def _goes_on(token: Token) -> bool:
    tag = token.tag
    if tag.pos != "VERB" or tag.form != "Fin" or token.lower.startswith(("был", "буд", "исполн", "состав")):
        return False
    return any(p.tag.POS == "VERB" and p.tag.aspect == "impf" for p in morph.parses(token.lower))


def lived(c: Candidate) -> bool:
    """«прожили вместе 70 лет», «26 лет проработал в клубе», not «прожил до 80 лет»"""
    if c.word_before in ("до", "к", "на", "от") or c.last_token is None:
        return False
    near = (t for t in c.sentence.around(c.start, c.stop, 4) if t.tag.pos == "VERB")
    return c.word_before != "," and any(token.lower.startswith(_LIVED) for token in near)


_LIVED = (
    "прожи", "живу", "живёт", "живет", "прорабо", "отрабо", "просид", "прослуж", "провел", "провёл", "проведя",
    "возглавлял", "занима", "отсид", "руковод",
)  # fmt: skip


def recurring(before: Sequence[str]) -> bool:
    """«раз в два года», «дважды в неделю», by the words before.

    >>> recurring(["раз", "в"]), recurring(["в"])
    (True, False)
    """
    return len(before) > 1 and before[-1] == "в" and before[-2] in ("раз", "раза", "дважды", "трижды")


def long(c: Candidate) -> bool:
    """«пятилетний контракт», «25-летний срок», not «45-летний водитель», «80-летний юбилей»."""
    token = c.next_token
    thing = token is not None and token.tag.pos == "NOUN" and token.tag.animacy == "inan"
    known = c.lasting is not None and c.lasting.amount is not None
    return known and thing and not c.word_behind.startswith(("юбиле", "годовщин", "возраст", "истори"))


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
    told = [atom.value for atom in c.atoms if atom.type in ("BARE", "BAREYEARS")]
    points = [
        point for value in told for point in (value if isinstance(value, tuple) and len(value) == 2 else (value,))
    ]
    inside = (c.prepared or (c.rule == "date.range" and c.type == "")) and c.counts_nothing
    return (inside or bracketed(c)) and all(1900 <= point.year <= 2035 for point in points)


def clock(c: Candidate) -> bool:
    """«в 11:03», «11:03 мск», «в 15.00», «в 10:00, 12:30 и 17:45», not «21:15» of a score, «в 2.15 раза»."""
    if c.prepared:
        token = c.next_token if len(c.text) < 6 and "-" in c.text else None
        counted = token is not None and token.tag.pos in ("NOUN", "ADJ", "NUM", "SYM")  # «в 20-30 метрах»
        return not counted and not ("." in c.text and c.measures)
    row = c.sentence.cut(max(c.sentence.start, c.start - 60), c.start)
    return not c.text[-1].isdigit() or c.whole or _CLOCKS.search(row) is not None


_CLOCKS = re.compile(r"\b[ВвНн]а? (?:\d{1,2}[:.]\d\d(?:, | и ))+\Z")


def of_sport(c: Candidate) -> bool:
    """«сезон 2019/20», «в сезонах 2001/02, 2002/03», «сезон-2023/24»"""
    glued = c.sentence.cut(max(c.sentence.start, c.start - 9), c.start)
    return any("сезон" in word for word in (c.lower, glued, *c.words_before(8)))


def part_alone(c: Candidate) -> bool:
    """«утром», «к вечеру», «во второй половине дня»"""
    alone = c.lower in ("утром", "вечером", "ночью") or "половин" in c.lower
    return alone or (c.word_before, c.lower) in _TOWARDS


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
    prepared = c.word_before in ("к", "ко", "до", "с", "за", "на", "под") and not word.endswith(("ья", "ьями"))
    return c.text[0].islower() and (point.year is not None or (prepared and word not in _YEARS_OF_AGE))


_YEARS_OF_AGE = frozenset({"лет", "летам", "летами", "летах", "лета"})


def weekend(c: Candidate) -> bool:
    """«в выходные», «прошлые выходные», not «суббота и воскресенье — выходные»."""
    point = c.atoms[0].value
    return c.prepared or point.shift is not None or point.which is not None


def told(c: Candidate) -> bool:
    """«двумя днями позже», «годом ранее», «8 декабря того же года»."""
    first = c.atoms[0]
    return first.type not in ("DURATION", "UNIT") or first.words[-1].endswith(_INSTRUMENTALS)


_INSTRUMENTALS = ("ми", "ом", "цем", "лей", "днём", "днем", "кой")


def _always(c: Candidate) -> bool:
    return True


def _never(c: Candidate) -> bool:
    return False


ALONE: dict[str, Callable[[Candidate], bool]] = {
    "date.duration": lasts,
    "date.story": told,
    **dict.fromkeys("NUMBER SETADJECTIVE DOTTED SPORT".split(), _never),
    "NARRATIVE": lambda c: "T" not in c.atoms[0].value,
    "VAGUE": lambda c: c.lower == "днях" or (c.prepared and c.atoms[0].words[-1] in PLURALS),
    "ADJECTIVE": lambda c: c.atoms[0].value.step is not None and c.text[0].islower(),
    "FEAST": lambda c: c.prepared,
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
