"""First names and patronymics: their forms read backwards, with how well each is known.

The table ``first_names`` says which names are certain and whose; pymorphy3's dictionary (its grammeme ``Name``) knows
another ten thousand; the rest is read as a noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache

from newsnlp.data import Tables, derived, several, word_list
from newsnlp.lang import morph
from newsnlp.lang.inflect import VOWELS
from newsnlp.lang.morph import CASES
from newsnlp.lang.names import declension
from newsnlp.lang.names.declension import Cell, Form, cell, likeliest, of_surnames
from newsnlp.memory import NEAR, SPELLINGS, remembered
from newsnlp.types import grouped

# The stem of a father's name and what follows it: Иванович, Сергеевна, Ильич, Никитична.
_PATRONYMIC = re.compile(r"(..+?)(ович|евич|ич|овн|евн|ичн|иничн)(а|у|ем|ом|е|ы|ой|ою|)$")
_SHORT = frozenset("ич ичн иничн".split())  # of a father's name in -а: Ильич, Фомич, unlike the Serb Лукович
_PATRONYMIC_ENDINGS = {"ч": ("", "а", "у", "а", "ем", "е"), "н": ("а", "ы", "е", "у", "ой", "е")}
_GENDERS = {"male": "m", "female": "f", "any": "mf"}
_IRREGULAR = {"льв": "лев", "павл": "павел", "петр": "пётр"}


def fold(word: str | None) -> str:
    """A name's part as parts are compared: lower case, ё as е; empty where there is none."""
    return (word or "").lower().replace("ё", "е")


class FirstNames:
    """The first names that are known for certain, with their genders; ``rows``: table ``first_names``."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self.genders: dict[str, str] = {}
        self.common: set[str] = set()
        self._levels: dict[str, tuple[str, ...]] = {}
        for row in rows:
            name = fold(row["name"].lower())
            self.genders[name] = _GENDERS.get(row.get("gender", ""), "mf")
            self._levels[name] = _LEVELS[row.get("common", "")]
            if row.get("common") == "yes":
                self.common.add(name)
        fathers = grouped((name[-1] in "ая", name) for name in self.common if "m" in self.genders[name])
        self.fathers, self.fathers_in_a = (_stems_of_fathers(fathers.get(in_a, ())) for in_a in (False, True))
        self._stems = {name[:-1] if name[-1] in "аяйь" else name for name in self.genders} | set(_IRREGULAR)
        self._forms = remembered(NEAR)(self._all)
        self._surely = remembered()(self._how_surely)
        self.listed = remembered(SPELLINGS)(self._may_be_listed)

    def _may_be_listed(self, word: str) -> bool:
        """Whether a word may be a form of a name of the table: a quick look before :meth:`known`."""
        word = fold(word)
        return any(word[: len(word) - cut] in self._stems for cut in range(4))

    def forms(self, word: str) -> tuple[Form, ...]:
        """Readings of a word (lower case) as a first name; ``prior`` above 0 where the name is known."""
        return self._forms(word)

    def _all(self, word: str) -> tuple[Form, ...]:
        return tuple(self._read(word))

    def known(self, word: str) -> int:
        """How surely a word is a form of a first name: 0 not known, 1 in the dictionary, 2 in the table, 3 common.

        >>> FirstNames([{"name": "Иван", "gender": "male", "common": "yes"}]).known("иваном")
        3
        """
        return self._surely(word)

    def _how_surely(self, word: str) -> int:
        if not (self.listed(word) or _EASTERN.search(word) or _dictionary_names(word)):
            return 0
        return max((_known(form.why) for form in self.forms(word)), default=0)

    def genders_of(self, word: str) -> set[str]:
        """The genders of the table's names that a word (lower case) is a form of."""
        if not self.listed(word):
            return set()
        return {form.gender for form in self.forms(word) if _known(form.why) >= 2}

    def _read(self, word: str) -> list[Form]:
        irregular = list(_irregular(word))
        instead = {fold(form.nominative) for form in irregular}
        nouns = irregular + [form for form in _nouns(word) if form.nominative not in instead]
        certain = any(form.gender in self.genders.get(fold(form.nominative), "") for form in nouns)
        dictionary = frozenset[Cell]() if certain else _dictionary_names(word)
        found = likeliest(self._weighed(nouns, dictionary), cell)
        there = {(fold(name), gender, case) for name, gender, case in found} if dictionary else set()
        for key in dictionary - there:
            found[key] = Form(*key).because("first.dictionary")
        # hardly anybody is called «Мирчи», as it is Мирча's
        forms = _without_hers([*found.values()])
        if word[-1:] != "и" or not any(_known(form.why) >= 2 for form in forms):
            return forms
        strange = "first.another_known"
        return [f.because(strange) if f.nominative == word and "first.unknown" in f.why else f for f in forms]

    def _weighed(self, nouns: Iterable[Form], dictionary: Set[Cell]) -> Iterator[Form]:
        reasons: dict[tuple[object, ...], tuple[str, ...]] = {}  # the same for most cases
        for form in nouns:
            name = fold(form.nominative)
            known = (name, form.gender, form.case) in dictionary
            alike = (form.nominative, form.gender, form.case == CASES[0], form.why, known)
            if alike not in reasons:
                reasons[alike] = self._reasons(form, name, known)
            yield form.known_by(*reasons[alike])

    def _reasons(self, form: Form, name: str, in_dictionary: bool) -> tuple[str, ...]:
        """What speaks for a form; ``name``: its nominative, folded."""
        if genders := self.genders.get(name, ""):
            if form.gender not in genders:
                return ("first.wrong_gender",)
            either = ("first.either_man",) if len(genders) > 1 and form.gender == "m" else ()
            return (*self._levels[name], *either, *_odd(form, name))
        if in_dictionary or form.gender == ("m" if _HIS.match(name) else "f" if _HERS.match(name) else None):
            return ("first.dictionary", *_odd(form, name))
        return (*(form.why if form.prior < 0 else ()), *_unknown(form, name))

    def surely_patronymic(self, word: str) -> bool:
        """Whether a word comes from a common father's name (Петрович, not Абрамович)."""
        match = _PATRONYMIC.match(fold(word))
        fathers = self.fathers_in_a if match and match[2] in _SHORT else self.fathers
        return bool(match and patronymic(word) and match[1] in fathers)


# Айтбек, Рахматулла, Нуриддин, Акихито; Айгуль, Гульбану: what only first names of the East end in
_HIS = re.compile("..+(?:бек|[уа]лла|[иу]ддин|берди|[гк]ельды|жон|хито)$")
_HERS = re.compile("..+(?:г[ую]ль|бану|бике|бегим)$")
# what every form of such a name has in it
_EASTERN = re.compile("..(?:бек|[уа]лл|[иу]ддин|берд|[гк]ельд|жон|хито|г[ую]л|бан|бик|бегим)")


def _odd(form: Form, name: str) -> tuple[str, ...]:
    """A surname's rare way to decline, of a first name: not Марине, whose ending is a surname's, nor Кэтрин, Любовь."""
    hers = form.gender == "f" and (name.endswith(("ина", "ына")) or name[-1] not in VOWELS)
    return () if hers or form.case == CASES[0] or of_surnames().isdisjoint(form.why) else ("first.odd_form",)


# rare: a name whose forms are a man's in all but one of a hundred («Ивана», «Петра»)
_LEVELS = {"yes": ("first.common",), "": ("first.table",), "rare": ("first.table", "first.rare")}
_KNOWN = {"first.common": 3, "first.table": 2, "first.dictionary": 1}


@cache
def _known(why: tuple[str, ...]) -> int:
    return 0 if "first.odd_form" in why else max((_KNOWN.get(feature, 0) for feature in why), default=0)


@derived("short_names")
def _short_names(tables: Tables) -> dict[str, frozenset[str]]:
    return {
        fold(row["name"].lower()): frozenset(map(fold, several(row["full"].lower())))
        for row in tables.rows("short_names")
    }


def is_short(name: str) -> bool:
    """Whether a first name (folded) is short for another: саша, джо."""
    return name in _short_names()


@derived("short_names")
def shortened(tables: Tables) -> frozenset[str]:
    """The names (folded) that Russian has short forms of: those of people here, mostly."""
    return frozenset(fold(full) for row in tables.rows("short_names") for full in several(row["full"].lower()))


def same_first_name(a: str, b: str) -> bool:
    """Whether two first names (folded) may be one person's: equal, short for the other, or short for the same.

    >>> same_first_name("леша", "алексей"), same_first_name("вова", "володя"), same_first_name("иван", "петр")
    (True, True, False)
    """
    return not full_names(a).isdisjoint(full_names(b))


def full_names(name: str) -> frozenset[str]:
    """A first name (folded) and what it is short for; one person's names have one of these in common.

    >>> sorted(full_names("леша")), sorted(full_names("иван"))
    (['алексей', 'леша'], ['иван'])
    """
    return _short_names().get(name, frozenset()) | {name}


def _stems(name: str) -> tuple[str, ...]:
    """The stems that a father's name gives to patronymics.

    >>> _stems("василий"), _stems("илья"), _stems("павел")
    (('васил', 'васи', 'василь', 'васили'), ('иль',), ('павл',))
    """
    special = {"павел": "павл", "лев": "льв", "петр": "петр", "михаил": "михайл", "яков": "яковл"}
    if name in special:
        return (special[name],)
    if name.endswith("ий"):
        return (name[:-2], name[:-3], name[:-2] + "ь", name[:-1])
    if name[-1] in "йьаяо":
        return (name[:-1],)
    return (name,)


@remembered()
def patronymic(word: str) -> tuple[Form, ...]:
    """Readings of a word (lower case) as a patronymic; none where it can't be one.

    >>> [(f.nominative, f.gender, f.case) for f in patronymic("сергеевной")]
    [('сергеевна', 'f', 'ablt')]
    """
    match = _PATRONYMIC.match(word)
    if not match:
        return ()
    stem, suffix, ending = match[1] + match[2], match[2], match[3]
    male = suffix.endswith("ч")
    endings = _PATRONYMIC_ENDINGS["ч" if male else "н"]
    nominative = stem + ("" if male else "а")
    if ending in ("ом", "ою"):
        endings = (*endings[:4], ending, endings[5])
    cases = [case for case, e in zip(CASES, endings, strict=True) if e == ending]
    return tuple(Form(nominative, "m" if male else "f", case).because("patronymic.form") for case in cases)


@derived("first_names")
def _listed(tables: Tables) -> Mapping[str, str]:
    return {fold(row["name"].lower()): _GENDERS[row["gender"]] for row in tables.rows("first_names")}


def listed_gender(name: str) -> str:
    """Whose a first name (folded, nominative) is by the table: "m", "f", "mf", or "" where it has none.

    >>> listed_gender("людмила"), listed_gender("саша"), listed_gender("сидоров")
    ('f', 'mf', '')
    """
    return _listed().get(name, "")


@derived("first_names")
def _men(tables: Tables) -> frozenset[str]:
    return frozenset(name for name, genders in _listed().items() if "m" in genders)


def has_a_father(word: str) -> bool:
    """Whether a patronymic (lower case) comes from a man's name of the table, or ends as surnames hardly do.

    >>> has_a_father("вольфович"), has_a_father("терентьевич"), has_a_father("агранович")
    (True, True, False)
    """
    match = _PATRONYMIC.match(fold(word))
    if match is None:
        return False
    return match[1][-1] in "иь" or any(
        match[1] + ending in _men() for ending in ("", *word_list("names.first.fathers"))
    )


def _nouns(word: str) -> Iterable[Form]:
    """Readings of a word as a noun: without the adjectives' and pronouns' endings of surnames."""
    for form in declension.readings(word):
        plain = form.nominative == word or not form.nominative.endswith(_ADJECTIVES)
        if form.gender != "p" and (plain or listed_gender(fold(form.nominative))):  # Кая
            yield form


_ADJECTIVES = word_list("names.first.adjectives")


def _irregular(word: str) -> Iterable[Form]:
    for stem, nominative in _IRREGULAR.items():
        if word.startswith(stem):
            for case, ending in zip(CASES[1:], ("а", "у", "а", "ом", "е"), strict=True):
                if word == stem + ending:
                    yield Form(nominative, "m", case)


@remembered()
def _dictionary_names(word: str) -> frozenset[tuple[str, str, str]]:
    """pymorphy3's readings of a word as a first name: (nominative, gender, case)."""
    genders = {"masc": "m", "femn": "f"}
    return frozenset(
        (fold(form.lemma), genders[form.gender], form.case)
        for form in morph.dictionary_forms(word)
        if "Name" in form.grammemes and form.gender in genders and form.case and form.number == "sing"
    )


def in_dictionary(first: str) -> bool:
    """Whether the dictionary has a first name, in the nominative and lower case."""
    return any(lemma == fold(first) for lemma, _, _ in _dictionary_names(first))


def _unknown(form: Form, name: str) -> Iterator[str]:
    """What speaks for a form of a name that nothing knows."""
    yield "first.unknown"
    if name.endswith("ой"):  # Мирославой
        yield "first.unknown_oj"
    if form.gender == "m" and form.nominative[-1] in "ая":
        yield "first.unknown_man_in_a"
    if form.gender == "f" and form.nominative[-1] not in VOWELS:
        yield "first.unknown_woman_in_consonant"


def _stems_of_fathers(names: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for name in names if not is_short(name) for stem in _stems(name))


def _without_hers(forms: list[Form]) -> list[Form]:
    """No woman is called «Дмитрия», as it is Дмитрий's, even where the surname does not decline with it."""
    if not any("first.common" in form.why and form.nominative.endswith("й") for form in forms):
        return forms
    return [form for form in forms if form.gender != "f" or "first.unknown" not in form.why]
