"""People's names: which word is which part, and what the name is in the nominative.

A name stands in some case and the person has some gender; each of its words allows some of the pairs
(:mod:`newsnlp.lang.declension`, first names by table and dictionary). :func:`read` weighs all pairs at once, with
what the sentence says of case and gender, and keeps the likely readings, so that the article's other mentions can
decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import exp, log
from typing import Any, NamedTuple

from newsnlp.lang import declension, morph
from newsnlp.lang.declension import CONSONANTS, VOWELS, Form
from newsnlp.lang.morph import CASES, WORDS
from newsnlp.types import Gender

GENDERS: Mapping[str, Gender] = {"m": "male", "f": "female"}


# ------------------------------------------------------------------------------------------------------ values


class Reading(NamedTuple):
    """A mention read one way: the parts in the nominative, ``gender`` "m", "f" or "p" (a family), probability."""

    first: str | None
    middle: str | None
    last: str | None
    gender: str
    p: float
    eastern: bool = False  # the family name goes first: Ким Чен Ын
    tail: str | None = None  # III, младший


@dataclass(frozen=True, slots=True)
class Name:
    """What a mention says of a person: its readings, likely ones first."""

    readings: tuple[Reading, ...]
    capitals: bool = False


class Context(NamedTuple):
    """What the sentence says of a name: log-weights by case (in the order of CASES) for a man, a woman, a family."""

    male: tuple[float, ...] = (0.0,) * 6
    female: tuple[float, ...] = (0.0,) * 6
    family: tuple[float, ...] = (-2.5,) * 6
    titled: bool = False  # a monarch's or a cleric's title stands before: the first name alone is meant


class Word(NamedTuple):
    """A word of the name with the morphology model's tags."""

    text: str
    case: str | None = None
    gender: str | None = None  # "masc", "femn"
    number: str | None = None


# ------------------------------------------------------------------------------------------------- first names

# The stem of a father's name and what follows it: Иванович, Сергеевна, Ильич, Никитична.
_PATRONYMIC = re.compile(r"(.+?)(ович|евич|ич|овн|евн|ичн|иничн)(а|у|ем|ом|е|ы|ой|ою|)$")
_PATRONYMIC_ENDINGS = {"ч": ("", "а", "у", "а", "ем", "е"), "н": ("а", "ы", "е", "у", "ой", "е")}
_IRREGULAR = {"льв": "лев", "павл": "павел", "петр": "пётр"}
_IRREGULAR_ENDINGS = ("а", "у", "а", "ом", "е")


def _fold(word: str) -> str:
    return word.replace("ё", "е")


class FirstNames:
    """The first names that are known for certain, with their genders; ``rows``: table ``first_names``."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        genders = {"male": "m", "female": "f", "any": "mf"}
        self.genders: dict[str, str] = {}
        self.common: set[str] = set()
        for row in rows:
            name = _fold(row["name"].lower())
            self.genders[name] = genders[row["gender"]]
            if row["common"]:
                self.common.add(name)
        self.fathers = frozenset(stem for name in self.common for stem in _stems(name))
        self._forms: dict[str, tuple[Form, ...]] = {}

    def forms(self, word: str) -> tuple[Form, ...]:
        """Readings of a word (lower case) as a first name; ``prior`` above 0 where the name is known."""
        found = self._forms.get(word)
        if found is None:
            if len(self._forms) >= WORDS:
                self._forms.clear()
            found = self._forms[word] = tuple(self._read(word))
        return found

    def known(self, word: str) -> float:
        """How surely a word is a form of a first name: 0 not known, 1 in the dictionary, 2 in the table, 3 common.

        >>> FirstNames([{"name": "Иван", "gender": "male", "common": "yes"}]).known("иваном")
        3.0
        """
        return max((_KNOWN_LEVEL.get(_level(f.prior), 0.0) for f in self.forms(word)), default=0.0)

    def _read(self, word: str) -> list[Form]:
        dictionary = _dictionary_names(word)
        found: dict[tuple[str, str, str], Form] = {}
        irregular = tuple(_irregular(word))
        instead = {_fold(form.nominative) for form in irregular}
        for form in (*irregular, *(f for f in _nouns(word) if f.nominative not in instead)):
            level = self._level(form, dictionary)
            prior = min(form.prior, 0.0) + _LEVELS[level]
            if level == "" and form.gender == "m" and form.nominative[-1] in "ая":
                prior -= 1.2
            elif level == "" and form.gender == "f" and form.nominative[-1] not in VOWELS:
                prior -= 1.0
            key = form[:3]
            if key not in found or found[key].prior < prior:
                found[key] = Form(*key, prior)
        there = {(_fold(name), gender, case) for name, gender, case in found}
        for lemma, gender, case in dictionary:
            if (lemma, gender, case) not in there:
                found[lemma, gender, case] = Form(lemma, gender, case, _LEVELS["dictionary"])
        return list(found.values())

    def _level(self, form: Form, dictionary: frozenset[tuple[str, str, str]]) -> str:
        name = _fold(form.nominative)
        if form.gender in self.genders.get(name, ""):
            return "common" if name in self.common else "table"
        if name in self.genders:
            return "wrong"
        if (name, form.gender, form.case) in dictionary:
            return "dictionary"
        return ""

    def patronymic(self, word: str) -> tuple[Form, ...]:
        """Readings of a word as a patronymic; empty where it can't be one."""
        return _patronymic(word)

    def surely_patronymic(self, word: str) -> bool:
        """Whether a word comes from a common father's name (Петрович, not Абрамович)."""
        match = _PATRONYMIC.match(_fold(word))
        return bool(match and _patronymic(word) and match[1] in self.fathers)


_LEVELS = {"common": 3.0, "table": 2.4, "dictionary": 1.2, "": -1.0, "wrong": -2.5}
_KNOWN_LEVEL = {"common": 3.0, "table": 2.0, "dictionary": 1.0}


def _level(prior: float) -> str:
    return "common" if prior > 2.5 else "table" if prior > 1.3 else "dictionary" if prior > 0.2 else ""


def _stems(name: str) -> tuple[str, ...]:
    """The stems that a father's name gives to patronymics.

    >>> _stems("василий"), _stems("илья"), _stems("павел")
    (('васил', 'васи', 'василь'), ('ил',), ('павл',))
    """
    special = {"павел": "павл", "лев": "льв", "петр": "петр", "михаил": "михайл", "яков": "яковл"}
    if name in special:
        return (special[name],)
    if name.endswith("ий"):
        return (name[:-2], name[:-3], name[:-2] + "ь", name[:-1])
    if name[-1] in "йьаяо":
        return (name[:-1],)
    return (name,)


@lru_cache(WORDS)
def _patronymic(word: str) -> tuple[Form, ...]:
    match = _PATRONYMIC.match(word)
    if not match or len(match[1]) < 2:
        return ()
    stem, suffix, ending = match[1] + match[2], match[2], match[3]
    male = suffix.endswith("ч")
    endings = _PATRONYMIC_ENDINGS["ч" if male else "н"]
    nominative = stem + ("" if male else "а")
    if ending == "ом" or ending == "ою":
        endings = (*endings[:4], ending, endings[5])
    cases = [case for case, e in zip(CASES, endings, strict=True) if e == ending]
    return tuple(Form(nominative, "m" if male else "f", case, 0.5) for case in cases)


def _nouns(word: str) -> Iterable[Form]:
    """Readings of a word as a noun: without the adjectives' and pronouns' endings of surnames."""
    for form in declension.readings(word):
        if form.gender != "p" and not re.search(r"(?:[оеё]в|[кгх]ий|[оыа][йя]|ая|яя)$", form.nominative[-4:]):
            yield form
        elif form.nominative == word or form.nominative[-2:] in ("ай", "оя", "ой", "ев", "ов"):
            yield form


def _irregular(word: str) -> Iterable[Form]:
    for stem, nominative in _IRREGULAR.items():
        if word.startswith(stem):
            for case, ending in zip(CASES[1:], _IRREGULAR_ENDINGS, strict=True):
                if word == stem + ending:
                    yield Form(nominative, "m", case, 0.0)


@lru_cache(WORDS)
def _dictionary_names(word: str) -> frozenset[tuple[str, str, str]]:
    """pymorphy3's readings of a word as a first name: (nominative, gender, case)."""
    genders = {"masc": "m", "femn": "f"}
    return frozenset(
        (_fold(form.lemma), genders[form.gender], form.case)
        for form in morph.forms(word)
        if form.known and "Name" in form.grammemes and form.gender in genders and form.case and form.number == "sing"
    )


def in_dictionary(first: str) -> bool:
    """Whether the dictionary has a first name, in the nominative and lower case."""
    return any(lemma == _fold(first) for lemma, _, _ in _dictionary_names(first))


# --------------------------------------------------------------------------------------------------- surnames

_SURNAME_LIKE = re.compile(
    r".{2,}(?:(?:ов|ев|ёв|ин|ын)(?:а|у|ым|ой|е|ы|ых|ыми?|)|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)|енко|чук|дзе|швили|"
    r"[ая]ндзия|[яа]нц?(?:а|у|ом|ем|е|)|ых|их|онис|юнас)$"
)


@lru_cache(WORDS)
def _dictionary_surnames(word: str) -> frozenset[tuple[str, str]]:
    """pymorphy3's known readings of a word as a surname: (gender, case); nouns in the masculine count as well."""
    genders = {"masc": "m", "femn": "f"}
    return frozenset(
        (genders[form.gender or "masc"], form.case)
        for form in morph.forms(word)
        if form.known and "Surn" in form.grammemes and form.number == "sing" and form.case
        if form.gender in ("masc", "femn", None)
    )


@lru_cache(WORDS)
def _dictionary_nouns(word: str) -> frozenset[tuple[str, str]]:
    """(nominative, case) of the word as a masculine noun: Волка → волк, Зайца → заяц."""
    return frozenset(
        (form.lemma, form.case)
        for form in morph.forms(word)
        if form.known and form.pos == "NOUN" and form.gender == "masc" and form.number == "sing" and form.case
    )


@lru_cache(WORDS)
def _dictionary_adjectives(word: str) -> frozenset[tuple[str, str]]:
    """(gender, case) of the word as an adjective: Яровой → f gent."""
    genders = {"masc": "m", "femn": "f"}
    return frozenset(
        (genders[form.gender], form.case)
        for form in morph.forms(word)
        if form.known and form.pos == "ADJF" and form.number == "sing" and form.case and form.gender in genders
    )


@lru_cache(WORDS)
def surname(word: str) -> tuple[Form, ...]:
    """Readings of a word (lower case, no hyphen) as a surname."""
    known, nouns = _dictionary_surnames(word), _dictionary_nouns(word)
    lemmas = {_fold(form.lemma) for form in morph.forms(word) if "Surn" in form.grammemes}
    adjectives = _dictionary_adjectives(word)
    found = []
    for form in declension.readings(word):
        bonus = 0.0
        if (form.gender, form.case) in known or (
            form.nominative[-1] in "ая" and (_OTHER[form.gender], form.case) in known
        ):
            bonus = 1.5 if form.gender == "m" and _fold(form.nominative) in lemmas else 0.8
        elif (form.nominative, form.case) in nouns and form.gender == "m":
            bonus = 0.7
        elif (form.gender, form.case) in adjectives and form.nominative[-2:] in ("ый", "ий", "ой", "ая", "яя"):
            bonus = 2.2
        found.append(form._replace(prior=form.prior + bonus))
    there = {(f.nominative, f.case) for f in found}
    found += [Form(lemma, "m", case, -0.5) for lemma, case in nouns if (lemma, case) not in there]
    return tuple(found)


_OTHER = {"m": "f", "f": "m", "p": ""}


def surname_like(word: str) -> bool:
    """Whether a word has a Russian, Ukrainian, Armenian or Georgian surname's ending."""
    return bool(_SURNAME_LIKE.match(word))


# ------------------------------------------------------------------------------------------ the words of a name

_ARTICLE = r"(?:аль|эль|аз|ас|ат|ар|ан|ад|аш|ал|ап|ад|ан|ибн|бен|бин|ад|эд|эн|эс|эр|уль|уд|ур)"
_PIECE = re.compile(
    r"""(?P<quote>[«"“„][^«»"“”„]*[»"”“])
    |(?P<roman>(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})(?![^\W\d_]))
    |(?P<initial>(?:(?:Дж|Дз|Ж|Ю|Я|Е|Ё|Ш|Щ|Ч|Х|Ц|[A-ZА-ЯЁІЇ])\.(?:\s?[-‑]\s?[А-ЯЁA-Z]\.)?|[А-ЯЁA-Z](?![^\W\d_]|['’ʼ`-])))
    |(?P<word>[^\W\d_]+(?:\s?[’'ʼ`]\s?[^\W\d_]+)*(?:[-‑–][^\W\d_]+(?:[’'ʼ`][^\W\d_]+)*)*)""",
    re.VERBOSE,
)
_YOUNGER = re.compile(r"(?:^|[-‑–])(младш|старш)(?:ий|его|ему|им|ем|ая|ей|ую)$|^(мл|ст)$", re.IGNORECASE)
PARTICLES = frozenset(
    "фон дер ден де да ди дель дела делла дю ду дос дуз ван вон ля ла ле лос тер цу бен бин ибн абу абд абдель абдул "
    "аль эль аз ас ат ар ан аш ад бинт бинте умм д дас дус душ до эн уд ур эд о ап оф зу цур "
    "von van der den de di da del della du dos das al el bin ibn ben la le ter abu ten".split()
)
AFTER = frozenset("оглы огли оглу кызы гызы кизи улы уулу хан-заде заде бей паша".split())
_ARABIC_HEADS = frozenset("абу абд абдель абдул умм".split())
_CAPITAL_AHEAD = re.compile(r"\s+[А-ЯЁ][а-яё]")
STRICT = frozenset("фон дер ден ван вон бен бин ибн де ла да ди дель дю аль эль".split())


_SAINT = frozenset("мать матери матерью святой святого святому святым святом святая святую".split())


class Group(NamedTuple):
    """A word of the name with the particles before it and what follows: фон дер Ляйен; Алирза оглы."""

    before: str
    word: Word
    after: str


class Parts(NamedTuple):
    groups: tuple[Group, ...]
    initials: tuple[tuple[str, int], ...]  # with the number of groups before each
    tail: str | None
    lead: Word | None = None  # the first initial, which the morphology model tags as well


def parts(text: str, tags: Mapping[int, Word]) -> Parts:
    """The groups, initials and tail of a mention; ``tags``: words by their offset in ``text``.

    >>> p = parts("Урсулой фон дер Ляйен", {})
    >>> [(g.before, g.word.text) for g in p.groups]
    [('', 'Урсулой'), ('фон дер ', 'Ляйен')]
    >>> parts("Ж.-К. Трише", {}).initials, parts("Карла III", {}).tail
    ((('Ж.-К.', 0),), 'III')
    """
    groups: list[Group] = []
    initials: list[tuple[str, int]] = []
    tail = lead = None
    before = ""
    for piece in _PIECE.finditer(text):
        kind, found = piece.lastgroup, piece.group()
        if kind == "quote":
            continue
        if kind == "roman" and groups and not before:
            tail = found
            continue
        if kind == "initial" and found in ("Е", "У", "И"):
            rest = text[piece.end() :].strip().lower()
            if (not groups and _PINYIN.match(rest)) or (len(groups) == 1 and groups[0].word.text.lower() in _EASTERN):
                kind = "word"
        if kind in ("initial", "roman"):
            if found.rstrip(".").isupper() or len(found) == 3:
                if not initials:
                    lead = tags.get(piece.start())
                initials.append((re.sub(r"\s", "", found).rstrip(".") + ".", len(groups)))
            continue
        if match := _YOUNGER.search(found):
            if match[1]:
                tail = match[1].lower()
            elif match[2]:
                tail = {"мл": "младш", "ст": "старш"}[match[2].lower()]
            found = found[: match.start()]
            if not found:
                continue
        lower = found.lower()
        if lower in _SAINT and not groups and text[piece.end() :].strip():
            continue
        if lower == "ван" and not groups and _PINYIN.match(text[piece.end() :].strip().lower()):
            groups.append(Group("", tags.get(piece.start(), Word(found))._replace(text=found), ""))
        elif lower in AFTER and groups and (found[0].islower() or lower in ("оглы", "кызы", "заде")):
            groups[-1] = groups[-1]._replace(after=f"{groups[-1].after} {found}")
        elif lower in _ARABIC_HEADS and not before and _CAPITAL_AHEAD.match(text, piece.end()):
            before = found + " "
        elif lower in PARTICLES and (found[0].islower() or lower in STRICT) and piece.end() < len(text.rstrip()):
            before += found + " "
        else:
            word = tags.get(piece.start(), Word(found))._replace(text=found)
            groups.append(Group(before, word, ""))
            before = ""
    return Parts(tuple(groups), tuple(initials), tail, lead)


# --------------------------------------------------------------------------------------------- whose part is it

_CHINESE = frozenset(
    "си ли ван чжан лю чэнь ян хуан чжао у чжоу сюй сунь ма чжу ху го хэ гао линь ло чжэн лян се сун тан хань фэн дэн цао "
    "пэн цзэн сяо тянь дун юань пань юй цзян цай ду е чэн су вэй люй дин жэнь шэнь яо лу цуй чжун тань фань ши мао вэнь цинь "
    "цянь мэн бай хоу лэй лун дай цзя сюэ инь дуань хао гун шао вань чан чжай фу цзо цзи ань ни чай жуань лань юэ цюй".split()
)
_KOREAN = frozenset(
    "ким ли пак чхве чон кан чо юн чан лим мун хан син со квон хван ан сон но ро пан ким пэк нам ю чхэ".split()
)
_VIETNAMESE = frozenset(
    "нгуен чан ле фам хоанг фан ву во данг буй до хо нго зыонг ли то лыонг чыонг динь тхить дао май дам".split()
)
_EASTERN = _CHINESE | _KOREAN | _VIETNAMESE
_PINYIN = re.compile(
    r"(?:(?:чж|цз|[бпмфдтнлгкхцсчшжв])?(?:иань|уань|юань|янь|ань|инь|энь|унь|юнь|уан|ян|ан|ин|эн|ун|юн|уэ|юэ|яо|ао|оу|ай|эй|уй|"
    r"юй|эр|уа|уо|ю|я|е|э|и|ы|у|о|а)н?)(?:(?:чж|цз|[бпмфдтнлгкхцсчшжвй])?(?:уань|юань|янь|ань|инь|энь|унь|юнь|уан|ян|ан|ин|эн|"
    r"ун|юн|юэ|яо|ао|оу|ай|эй|уй|юй|эр|уа|ю|я|е|э|и|ы|у|о|а))?(?:а|у|ом|ем|е|я|ю|)$"
)
_HANGUL = re.compile(
    r"(?:(?:чж|чх|дж|кх|пх|тх|[кгнтдрлмпбсчхц])?(?:[аэяоёеиыую]|ве|ви|во|ва)(?:ль|[кнмптл])?-?){2}(?:а|у|ом|ем|е|я|ю|)$"
)


# A Spanish family name, with a second one behind it: Гарсиа Маркес, Мелендес Ривас
_SPANISH = re.compile(r"(?:[аеэ]с|гарси[ая]|кастро)(?:а|у|ом|е|и|ы|ю|ей|)$")
_WESTERN_TOO = frozenset("ким ли хан ян ан ван чан ни нам до".split())  # also first names and Western surnames
_SLAVIC = re.compile(r"(?:[оеё]в|ск|цк|енко)(?:[аыуоеи]|ий|ого|ому|ым|им|ом|ой|ая|ую|)$")


def is_family_name(word: str) -> bool:
    """Whether a word is a Chinese, Korean or Vietnamese family name."""
    return word in _EASTERN


def _family_name(word: str) -> str | None:
    """The eastern family name that a word is a form of: Кима → ким."""
    if word in _EASTERN:
        return word
    for form in declension.readings(word):
        if form.gender == "m" and form.nominative in _EASTERN and form.nominative[-1] in CONSONANTS + "ьй":
            return form.nominative
    return None


_SYLLABLE = re.compile(
    r"(?:чж|чх|дж|кх|пх|тх|[кгнтдрлмпбсчхц])?(?:[аэяоёеиыую]|ве|ви|во|ва)(?:ль|[кнмптлр])?(?:а|у|ом|ем|е|я|ю|)$"
)


class Roles(NamedTuple):
    """Which part each group is ("f", "m", "l") and how likely so."""

    roles: str
    prior: float
    eastern: bool = False


_Guess = tuple[Roles, str, tuple[str, ...]]  # roles, gender, the words' nominatives


class Names:
    """Reads names; ``rows``: the table ``first_names``."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self.first = FirstNames(rows)
        self._options: dict[tuple[str, str], _Options] = {}
        self._read: dict[Any, Name | None] = {}

    def read(self, text: str, tags: Mapping[int, Word], context: Context) -> Name | None:
        """The readings of a mention, ``None`` where no word of it can be a name; remembered by all it is given."""
        key = (text, tuple(tags.items()), context)
        if key not in self._read:
            if len(self._read) >= WORDS:
                self._read.clear()
            self._read[key] = self._name(text, tags, context)
        return self._read[key]

    def _name(self, text: str, tags: Mapping[int, Word], context: Context) -> Name | None:
        found = parts(text, tags)
        if not found.groups:
            return None
        capitals = all(g.word.text.isupper() and len(g.word.text) > 1 for g in found.groups)
        scored: dict[_Guess, float] = {}
        for roles in self._roles(found, context):
            self._joint(found, roles, context, scored)
        return Name(_likely(found, scored), capitals) if scored else None

    # ------------------------------------------------------------------------------------------------- roles

    def _roles(self, found: Parts, context: Context) -> list[Roles]:
        words = [group.word.text.lower() for group in found.groups]
        count = len(words)
        if found.initials:
            return self._with_initials(found, words)
        if found.tail and found.tail.isupper():
            return [Roles("f" * count, 0.0)]
        if count == 1:
            return self._single(found.groups[0], words[0], context)
        if self._is_eastern(found, words):
            return [Roles("l" + "f" * (count - 1), 0.0, True)]
        if count == 2:
            return self._double(found, words)
        return self._many(found, words)

    def _with_initials(self, found: Parts, words: list[str]) -> list[Roles]:
        before = found.initials[0][1]
        if len(words) == 1 and before == 1 and len(found.initials) == 1 and self.first.known(words[0]) >= 2:
            if not surname_like(words[0]):
                return [Roles("f", 0.0)]  # Елена М.
        if before and len(words) > before:
            return [Roles("f" * before + "l" * (len(words) - before), 0.0)]  # Дэвид О. Расселл
        return [Roles("l" * len(words), 0.0)]

    def _single(self, group: Group, word: str, context: Context) -> list[Roles]:
        if group.before:
            return [Roles("l", 0.0)]
        known = self.first.known(word)
        first = (-2.0, -2.0, -2.4, -2.2)[int(known)] + (3.0 if context.titled else 0.0)
        last = -1.0 if known >= 3 else 0.0
        if surname_like(word) and known < 2:
            last += 1.5
        roles = [Roles("f", first), Roles("l", last)]
        if self.first.surely_patronymic(word):
            roles.append(Roles("m", 1.0))
        return roles

    def _double(self, found: Parts, words: list[str]) -> list[Roles]:
        one, two = words
        a = self.first.known(one)
        if found.groups[1].before or found.groups[1].after:
            return [Roles("fm" if found.groups[1].after else "fl", 0.0)]
        if found.groups[0].before and found.groups[0].before.strip().lower() not in _ARABIC_HEADS:
            return [Roles("ll", 0.0)]
        if _patronymic(two) and a >= 1:
            sure = self.first.surely_patronymic(two)
            return [Roles("fm", 0.0 if sure else -1.5), Roles("fl", -2.0 if sure else 0.0)]
        swap = -4.5 - (a >= 1)
        if surname_like(one) and a < 3:
            swap += 2.5
        if surname_like(two):
            swap -= 2.0
        return [Roles("fl", 0.0), Roles("lf", swap)]

    def _many(self, found: Parts, words: list[str]) -> list[Roles]:
        count = len(words)
        after = [n for n, group in enumerate(found.groups) if group.after]
        if after and after[0] >= 1:
            middle = after[0]
            if middle == count - 1:
                return [Roles("l" + "f" * (count - 2) + "m", 0.0)]
            return [Roles("f" * middle + "m" + "l" * (count - middle - 1), 0.0)]
        patronymics = [n for n in range(1, count) if _patronymic(words[n])]
        if patronymics:
            at = patronymics[0]
            if at == count - 1 and at >= 2:
                return [Roles("l" * (at - 1) + "fm", 0.0), Roles("f" + "m" * (at - 1) + "l", -3.0)]
            return [Roles("f" * at + "m" + "l" * (count - at - 1), 0.0)]
        if any(group.before for group in found.groups[1:]):
            return [Roles("f" + "m" * (count - 2) + "l", 0.0)]
        if _SPANISH.search(words[1]):
            return [Roles("f" + "l" * (count - 1), 0.0)]
        return [Roles("f" + "m" * (count - 2) + "l", self.first.known(words[1])), Roles("f" + "l" * (count - 1), 0.0)]

    def _is_eastern(self, found: Parts, words: list[str]) -> bool:
        """Whether the family name goes first: Ким Чен Ын, Си Цзиньпин, Нгуен Фу Чонг."""
        family, rest = _family_name(words[0]), words[1:]
        if not family or any(g.before or g.after for g in found.groups):
            return False
        if len(rest) == 2 and family in _KOREAN and all(_SYLLABLE.match(word) for word in rest):
            return True
        sure = 3.0 if family not in _WESTERN_TOO else 2.0
        if any(self.first.known(word) >= sure or _SLAVIC.search(word) for word in rest):
            return False
        if len(rest) >= 2:
            return all(len(word) <= 7 for word in rest)
        if family in _CHINESE and _PINYIN.match(rest[0]):
            return True
        return (
            bool((family in _KOREAN and _HANGUL.match(rest[0])) or (family in _VIETNAMESE and len(rest[0]) <= 5))
            and self.first.known(rest[0]) < 2
        )

    # ------------------------------------------------------------------------------------------------- joint

    def _joint(self, found: Parts, roles: Roles, context: Context, scored: dict[_Guess, float]) -> None:
        groups, role = found.groups, roles.roles
        words = [group.word for group in groups] + ([found.lead] if found.lead else [])
        options = []
        for n, group in enumerate(groups):
            fixed = (
                group.after
                or (roles.eastern and n < len(groups) - 1)
                or (role[n] == "m" and n + 1 < len(groups) and role[n + 1] == "m")
            )
            part = "e" if roles.eastern else role[n]
            fixed = fixed and not (roles.eastern and n == 0)
            options.append(_FIXED_OPTIONS if fixed else self.options(group.word.text.lower(), part))
        genders = "mfp" if role == "l" and not found.initials else "mf"
        for gender in genders:
            start = roles.prior + _GENDER_PRIOR[gender]
            weights = {"m": context.male, "f": context.female, "p": context.family}[gender]
            for number, case in enumerate(CASES):
                chosen = [option.get(gender, case) for option in options]
                if not all(chosen):
                    continue
                score = (
                    start
                    + _CASE_PRIOR[number]
                    + weights[number]
                    + _agreement(words, case, "" if roles.eastern else gender)
                )
                for forms in product(*chosen):
                    guess = (roles, gender, tuple(form for form, _ in forms))
                    total = score + sum(prior for _, prior in forms)
                    if total > scored.get(guess, -99.0):
                        scored[guess] = total

    def options(self, word: str, role: str) -> _Options:
        key = (word, role)
        found = self._options.get(key)
        if found is None:
            if len(self._options) >= WORDS:
                self._options.clear()
            found = self._options[key] = _Options(self._forms(word, role))
        return found

    def _forms(self, word: str, role: str) -> Iterable[Form]:
        word = re.sub("[‑–]", "-", _unmix(word))
        if not _HAS_CYRILLIC.search(word):
            return [Form(word, gender, case, 0.0) for gender in "mf" for case in CASES]
        head, mark, word = _split_apostrophe(word)
        if "-" in word:
            forms: Iterable[Form] = self._hyphenated(word.split("-"), role)
        elif role == "l":
            forms = surname(word)
        elif role == "e" and word in _EASTERN:
            forms = [Form(word, gender, case, 0.0) for gender in "mf" for case in CASES]
        elif role == "e":
            forms = [f for f in declension.readings(word) if f.gender != "p" and f.nominative[-1] not in "ая"]
        elif role == "m" and _patronymic(word):
            forms = _patronymic(word)
        else:
            forms = self.first.forms(word)
        return [f._replace(nominative=head + mark + f.nominative) for f in forms] if mark else forms

    def _hyphenated(self, pieces: list[str], role: str) -> list[Form]:
        """Жан-Клода: the last part declines; the others where they agree (Римскому-Корсакову)."""
        *heads, last = pieces
        found = []
        for form in self._forms(last, role):
            prior, noms = form.prior, []
            for head in heads:
                nominative, bonus = self._head(head, form, role)
                noms.append(nominative)
                prior += bonus
            nominative = "-".join([*noms, form.nominative])
            if role == "f" and form.gender in self.first.genders.get(_fold(nominative), ""):
                prior += 2.0
            found.append(form._replace(nominative=nominative, prior=prior))
        return found

    def _head(self, head: str, form: Form, role: str) -> tuple[str, float]:
        if re.fullmatch(_ARTICLE, head):
            return head, 0.0
        agreeing = [f for f in self._forms(head, role) if f[1:3] == form[1:3] and f.nominative != head]
        best = max(agreeing, key=lambda f: f.prior, default=None)
        level = 0.5 if role == "l" else 1.5
        if best is not None and best.prior > level - (1.0 if role == "l" else 0.0) and form.case != "nomn":
            return best.nominative, 0.3
        unchanged = [f for f in self._forms(head, role) if f.nominative == head and f.gender == form.gender]
        known = max((f.prior for f in unchanged), default=-3.0)
        return head, min(0.0, known)


_HAS_CYRILLIC = re.compile("[а-яё]")
_LATIN = str.maketrans("aceopxyk", "асеорхук")


def _unmix(word: str) -> str:
    """Latin letters typed within a Cyrillic word: Cергей."""
    return word.translate(_LATIN) if _HAS_CYRILLIC.search(word) else word


def _split_apostrophe(word: str) -> tuple[str, str, str]:
    match = re.match(r"(.{1,2}?)(\s?[’'ʼ`]\s?)(.+)$", word)
    return match.groups() if match else ("", "", word)  # type: ignore[return-value]


class _Options:
    """A word's nominatives by gender and case, two at most, and any for a case that it can't stand in."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._by: dict[tuple[str, str], list[tuple[str, float]]] = {}
        self._any: dict[str, list[tuple[str, float]]] = {}
        for form in sorted(forms, key=lambda f: -f.prior):
            there = self._by.setdefault((form.gender, form.case), [])
            if len(there) < 3 and all(form.nominative != n for n, _ in there):
                there.append((form.nominative, form.prior))
            wrong = self._any.setdefault(form.gender, [])
            if not wrong:
                wrong.append((form.nominative, form.prior + SLIP))

    def get(self, gender: str, case: str) -> list[tuple[str, float]]:
        return self._by.get((gender, case)) or self._any.get(gender, [])


class _Fixed(_Options):
    def __init__(self) -> None:
        super().__init__(())

    def get(self, gender: str, case: str) -> list[tuple[str, float]]:
        return [("", 0.0)]


_FIXED_OPTIONS = _Fixed()
SLIP = -5.0  # a word in another case than the rest of its name: an article's own mistake
_GENDER_PRIOR = {"m": log(0.65), "f": log(0.35), "p": 0.0}
_CASE_PRIOR = (0.3, 0.0, -0.9, -0.9, -0.6, -1.8)
_TAG_CASE, _TAG_GENDER = (1.3, 0.8), (0.7, 0.5)  # for the first word that has it, and for each further one
_TAG = {"m": "masc", "f": "femn", "": "none"}


def _agreement(words: Sequence[Word], case: str, gender: str) -> float:
    """What the morphology model's tags say for a case and gender; its mistakes on the words of a name go together."""
    cases = sum(word.case == case for word in words)
    score = cases and _TAG_CASE[0] + _TAG_CASE[1] * (cases - 1)
    if gender == "p":
        return score + 1.5 * all(word.number == "plur" for word in words)
    genders = sum(word.gender == _TAG[gender] for word in words)
    return score + (genders and _TAG_GENDER[0] + _TAG_GENDER[1] * (genders - 1))


def restore(original: str, nominative: str) -> str:
    """The nominative with the letters of the article's own form, as far as they go; capitals become a title's.

    >>> restore("МакКейном", "маккейн"), restore("СОБЯНИНУ", "собянин"), restore("О’Нила", "о’нил")
    ('МакКейн', 'Собянин', 'О’Нил')
    """
    if original.isupper() and len(original) > 1:
        original = re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), original)
    olds, news = re.split("[-‑–]", original), nominative.split("-")
    if len(olds) == len(news) > 1:
        return "-".join(restore(a, b) for a, b in zip(olds, news, strict=True))
    size = 0
    limit = min(len(original), len(nominative))
    lower = original.lower()
    while size < limit and lower[size] == nominative[size]:
        size += 1
    rest = nominative[size:]
    return original[:size] + (rest.capitalize() if size == 0 else rest)


def _reading(found: Parts, roles: Roles, gender: str, forms: Sequence[str]) -> Reading:
    kept: dict[str, list[str]] = {"f": [], "m": [], "l": []}
    for group, role, form in zip(found.groups, roles.roles, forms, strict=True):
        word = restore(group.word.text, form) if form else restore(group.word.text, group.word.text.lower())
        kept[role].append(group.before + word + group.after)
    if found.initials:
        order = "fm" if not kept["f"] else "ml" if kept["l"] == [] else "m"
        for n, (initial, _) in enumerate(found.initials[:2]):
            kept[order[min(n, len(order) - 1)]].append(initial)
        if order == "ml":  # Елена М.
            kept["l"], kept["m"] = kept["l"] + kept["m"], []
    first, middle, last = (" ".join(kept[role]) or None for role in "fml")
    tail = found.tail
    if tail and not tail.isupper():
        tail += "ая" if gender == "f" else "ий"
    return Reading(first, middle, last, gender, 0.0, roles.eastern, tail)


def _likely(found: Parts, scored: Mapping[_Guess, float]) -> tuple[Reading, ...]:
    top = max(scored.values())
    weights = {guess: exp(score - top) for guess, score in scored.items() if score > top - 6}
    total = sum(weights.values())
    ordered = sorted(weights.items(), key=lambda item: -item[1])[:12]
    return tuple(_reading(found, *guess)._replace(p=weight / total) for guess, weight in ordered)
