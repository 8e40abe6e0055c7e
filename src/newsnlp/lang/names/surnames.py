"""Surnames: the readings of :mod:`newsnlp.lang.names.declension`, weighed by what pymorphy3's dictionary knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from newsnlp.data import Tables, derived, word_list
from newsnlp.lang import morph
from newsnlp.lang.inflect import VOWELS
from newsnlp.lang.names import declension
from newsnlp.lang.names.declension import Form
from newsnlp.lang.names.first import fold
from newsnlp.memory import NEAR, remembered

_SURNAME_LIKE = re.compile(
    r".{2,}(?:(?:ов|ев|ёв|ин|ын)(?:а|у|ым|ой|е|ы|ых|ыми?|)|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)|енко|чук|дзе|швили|"
    r"[ая]ндзия|[яа]нц?(?:а|у|ом|ем|е|)|ых|их|онис|юнас)$"
)


_HERS = re.compile("(?:ов|ев|ёв|ин|ын)а$|ая$")
_GENDERS = {"masc": "m", "femn": "f"}
_OTHER = {"m": "f", "f": "m", "p": ""}


@derived("surnames")
def _listed(tables: Tables) -> frozenset[str]:
    return frozenset(fold(row["name"].lower()) for row in tables.rows("surnames"))


def listed(word: str) -> bool:
    """Whether a word (lower case, nominative) is a surname of the table."""
    return fold(word) in _listed()


def surname(word: str) -> tuple[Form, ...]:
    """Readings of a word (lower case, no hyphen) as a surname; likelier where a table or the dictionary knows them.

    >>> best = max(surname("волка"), key=lambda form: form.prior)
    >>> best.nominative, best.case
    ('волк', 'gent')
    """
    found = _reader()(word)
    listed = _listed()
    return tuple(f.because("surname.listed") if fold(f.nominative) in listed else f for f in found)


@derived("paradigms")
def _reader(tables: Tables) -> Callable[[str], Sequence[Form]]:
    return remembered(NEAR)(lambda word: _numbers(word) or _by_dictionary(word))


def _numbers(word: str) -> Sequence[Form]:
    """«Петра |Первого|», «Екатерины |Второй|»."""
    forms = (form for form in morph.dictionary_forms(word) if form.number == "sing" and "Anum" in form.grammemes)
    return [_numbered(form).because("surname.adjective") for form in forms if form.gender in _GENDERS]


def _by_dictionary(word: str) -> Sequence[Form]:
    forms = [form for form in morph.dictionary_forms(word) if form.number == "sing" and form.case]
    if not forms:
        return declension.readings(word)
    surnames = [form for form in forms if "Surn" in form.grammemes]
    if word[-1] in VOWELS and any("Fixd" in form.grammemes for form in surnames):
        return _fixed(word)
    masculine = [form for form in forms if form.gender == "masc"]
    nouns = _nouns(masculine)
    likened = _likened(forms, surnames, nouns)
    found = [form.because(rule) if (rule := likened(form)) else form for form in declension.readings(word)]
    there = {(form.nominative, form.case) for form in found}
    found += _of_man(nouns - there, "surname.noun_stem")
    return found + _of_man(_stressed(masculine) - there, "surname.stressed")


def _fixed(word: str) -> list[Form]:
    """«Шойгу», «Ганди»"""
    return [f.known_by("surname.fixed") if f.nominative == word else f for f in declension.readings(word)]


def _of_man(cells: Iterable[tuple[str, str]], rule: str) -> list[Form]:
    return [Form(lemma, "m", case).because(rule) for lemma, case in sorted(cells)]


def _numbered(form: morph.Form) -> Form:
    gender, lemma = _GENDERS[form.gender or ""], form.lemma
    hers = "третья" if lemma == "третий" else f"{lemma[:-2]}ая"
    return Form(hers if gender == "f" else lemma, gender, form.case or "")


def _stressed(masculine: Sequence[morph.Form]) -> set[tuple[str, str]]:
    return {(form.lemma, form.case) for form in masculine if form.case and form.lemma[-2:] == "ой"}


def _nouns(masculine: Sequence[morph.Form]) -> set[tuple[str, str]]:
    """Lemma and case of the common nouns among masculine forms."""
    common = [form for form in masculine if form.pos == "NOUN" and not form.grammemes & {"Name", "Patr"}]
    return {(form.lemma, form.case) for form in common if form.case}


def _likened(
    forms: Sequence[morph.Form], surnames: Sequence[morph.Form], nouns: set[tuple[str, str]]
) -> Callable[[Form], str | None]:
    """By what rule a reading is like something of the dictionary: its surnames, an adjective, a noun."""
    known = {(_GENDERS.get(form.gender or "", "m"), form.case) for form in surnames}
    lemmas = {fold(form.lemma) for form in surnames}
    adjectives = {(_GENDERS.get(form.gender or "", ""), form.case): form.lemma for form in forms if form.pos == "ADJF"}

    def rule(form: Form) -> str | None:
        reading = (form.gender, form.case)
        either = form.nominative[-1] in "ая" and not _HERS.search(form.nominative)
        if reading in known or (either and (_OTHER[form.gender], form.case) in known):
            lemma = form.gender == "m" and fold(form.nominative) in lemmas
            return "surname.dictionary_lemma" if lemma else "surname.dictionary"
        if reading in adjectives and form.nominative[-2:] in word_list("posts.adjective"):
            return _of_adjective(form.nominative, adjectives[reading], bool(known))
        return "surname.noun" if form.gender == "m" and (form.nominative, form.case) in nouns else None

    return rule


def _of_adjective(nominative: str, lemma: str, other: bool) -> str:
    """How a surname is like the adjective of its letters: Белый, Крутой; Луговая of «луговой».

    ``other``: whether the dictionary has the form as another surname's, «Громовой» as Громова's.
    """
    like = nominative[:-2] == lemma[:-2] and (nominative[-1] == "я" or nominative == lemma)
    if not like or lemma.endswith(word_list("names.surnames.adjectives_in_ov")):  # Дубова rather than Дубовая
        return "surname.adjective"
    if other or not lemma.endswith(("овой", "евой")):
        return "surname.adjective_alike"
    return "surname.adjective_ov"


def surname_like(word: str) -> bool:
    """Whether a word has a Russian, Ukrainian, Armenian or Georgian surname's ending.

    >>> surname_like("набиуллиной"), surname_like("байденом")
    (True, False)
    """
    return bool(_SURNAME_LIKE.match(word))


def surname_of_adjective(word: str) -> str | None:
    """The surname that an adjective in -ский (lower case) is made from, where the dictionary has it.

    >>> surname_of_adjective("шукшинских"), surname_of_adjective("нобелевскую"), surname_of_adjective("исаакиевский")
    ('шукшин', 'нобель', None)
    """
    stem = re.sub("ск(?:[а-яё]{2,3})$", "", word)
    for base in (stem, stem[:-2] + "ь", stem[:-2]) if stem[-2:] in ("ов", "ев") else (stem,):
        if any("Surn" in form.grammemes and form.case == "nomn" for form in morph.dictionary_forms(base)):
            return base
    return None


def in_dictionary(word: str) -> bool:
    """Whether a word (lower case) is in the dictionary as a surname."""
    return morph.marked(word, "Surn")


def may_be_surname(word: str) -> bool:
    """Whether a word (lower case) is in the dictionary as a surname, or not at all."""
    return in_dictionary(word) or not morph.dictionary_forms(word)
