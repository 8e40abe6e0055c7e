"""Where to cut what the tagger took for one name, though it names two people who stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from newsnlp.lang import morph
from newsnlp.lang.honoured import honoured, is_initial
from newsnlp.lang.inflect import VOWELS
from newsnlp.lang.names.declension import Form
from newsnlp.lang.names.eastern import family_names
from newsnlp.lang.names.first import patronymic
from newsnlp.lang.names.reading import Names
from newsnlp.lang.names.surnames import in_dictionary, surname, surname_like
from newsnlp.types import Token


def two_people(tokens: list[Token], names: Names, kin: Token | None, titled: str = "") -> int:
    """Where to cut the names of two people that stand side by side; 0 where there is one.

    ``kin``: the relative's word before them; ``titled``: the gender of the word between that says who owns it.
    """
    if cut := _behind_initials(tokens, names):
        return cut
    if kin and (cut := _relative(tokens, names, kin, titled)):
        return cut
    if len(tokens) == 2:
        return int(_are_two_surnames(tokens[0], tokens[1], names))
    if cut := _nominative_last(tokens, names) or _dative_last(tokens, names):
        return cut
    return _man_and_woman(tokens, names) if len(tokens) == 3 else _one_surname(tokens, names)


def _nominative_last(tokens: Sequence[Token], names: Names) -> int:
    """Where to cut «(с) Мухаммедом бен Салманом | Блинкен»: a man's name in the instrumental, then a surname."""
    if len(tokens) < 3 or not _INSTRUMENTAL.search(tokens[0].lower) or not tokens[-2].text.istitle():
        return 0
    forms, last = names.first.forms(tokens[0].lower), tokens[-1]
    sure = names.first.known(tokens[0].lower) and not any(form.case == "nomn" and form.prior > 0 for form in forms)
    standing = last.text.istitle() and last.lower[-1] not in VOWELS and not _INSTRUMENTAL.search(last.lower)
    return len(tokens) - 1 if sure and standing and last.tag.case == "nomn" else 0


def _dative_last(tokens: Sequence[Token], names: Names) -> int:
    """Where to cut «(слова) Эрика Ларссона | Нильссону»: a name that agrees, then a surname in the dative alone."""
    if len(tokens) != 3 or not tokens[2].lower.endswith("у"):
        return 0
    whole = {(form.gender, form.case) for form in _firsts(tokens[0], names)} & _cells(tokens[1])
    last = _cells(tokens[2])
    return 2 if whole and last and whole.isdisjoint(last) and not any(case == "nomn" for _, case in last) else 0


_INSTRUMENTAL = re.compile(".{3}[оеы]м$")


def _behind_initials(tokens: Sequence[Token], names: Names) -> int:
    """Where to cut «(имени) В. И. Сурикова | Петра Рогова»: initials and a surname before another's first name."""
    end = honoured(tokens, 0) if len(tokens) > 3 and is_initial(tokens[0]) else 0
    return end if end < len(tokens) - 1 and names.first.known(tokens[end].lower) >= 2 else 0


def _relative(tokens: Sequence[Token], names: Names, kin: Token, titled: str) -> int:
    """Where to cut «(сын) Хафтара | Саддам», «(дочь) Петра Грачёва | Мария»: a name in the genitive, then another's
    first name in the relative's case."""
    known = [names.first.known(token.lower) for token in tokens[:4]]
    if len(tokens) > 4 or tokens[0].lower in family_names():
        return 0
    if owner := _owner(tokens, known, names, kin, titled):
        return owner
    if tokens[0].tag.case != "gent":
        return 0
    named = (n for n, token in enumerate(tokens) if n and token.tag.case == "nomn")
    apart = bool(titled) and len(tokens) > 2 and all(token.tag.case == "nomn" for token in tokens[1:])
    told = (
        n
        for n in named
        if apart or known[n] >= 2 > known[0] or (n > 1 and (known[n] or tokens[n - 1].tag.case == "gent"))
    )
    return next(told, 0)


def _owner(tokens: Sequence[Token], known: Sequence[int], names: Names, kin: Token, titled: str) -> int:
    """Where to cut two names of which the forms themselves tell that the first is in the genitive and that the other's
    first name, alone or with his surname, is in the case of the word before them."""
    cases = {form.case for form in morph.dictionary_forms(kin.lower)}
    owned = {form.gender for form in _firsts(tokens[0], names) if form.case == "gent"}
    for n, token in enumerate(tokens[1:], 1):
        forms = _firsts(token, names) if known[n] >= 2 else []
        if not any(form.case in cases for form in forms) or patronymic(token.lower):
            continue
        whose: Set[str]
        if n == 1 and titled and not known[0]:  # внучка маршала Жукова | Ангелина
            owned = {titled}
        if n > 1 or owned == {titled}:
            whose = {f.gender for f in surname(tokens[n - 1].lower) if f.case == "gent" and f.prior > _DECLINED}
        else:
            whose = _alone(tokens, forms, names)
        if whose & owned:
            return n
    return 0


def _firsts(token: Token, names: Names) -> list[Form]:
    """The likely forms of a known first name."""
    forms = [form for form in names.first.forms(token.lower) if form.prior > 1]
    return [form for form in forms if form.prior > max(other.prior for other in forms) - 1.5]


def _alone(tokens: Sequence[Token], forms: Sequence[Form], names: Names) -> Set[str]:
    """Whose the first name is that stands alone before another's, «(сын) Валерии | Арсений», «(сын) Акихито |
    Нарухито»: they stand in no case together, or both never change."""
    mine = {(form.gender, form.case) for form in _firsts(tokens[0], names)}
    nominative = {gender for gender, case in mine if case == "nomn"}
    if not nominative and mine.isdisjoint((form.gender, form.case) for form in forms):
        return {gender for gender, _ in mine}
    fixed = "m" in nominative and ("m", "gent") in mine
    own = len(tokens) == 2 and not surname_like(tokens[1].lower) and not in_dictionary(tokens[1].lower)
    return {"m"} if fixed and own else set()


_DECLINED = -1.0  # the weight from which on a form is one of a declension rather than a word left as it stands


def _are_two_surnames(one: Token, other: Token, names: Names) -> bool:
    """Whether «(сказал о) Комарове | Карпин», «(после ухода) Назаренко | Дубов», «(письмо) Сомова | Ежову» are two:
    surnames that no case and gender can have together, or two of Russia without a first name."""
    known = names.first.known(one.lower) or names.first.known(other.lower)
    if known or one.text.isupper() != other.text.isupper():
        return False
    slavic = [bool(_SLAVIC.search(token.lower)) for token in (one, other)]
    fixed = [bool(_FIXED.search(token.lower)) for token in (one, other)]
    if fixed[0] or (fixed[1] and slavic[0]):
        return True
    cases = one.tag.case != other.tag.case or (one.text[-1] + other.text[-1]) == "ау"
    apart = slavic[0] or (slavic[1] and cases)
    return apart and _cells(one).isdisjoint(_cells(other))


_FIXED = re.compile(".{2}енко$")
_SLAVIC = re.compile(".{2}(?:енко|(?:[оеё]в|ин|ын)(?:|а|у|ым|ой)|[цс]к(?:ий|ого|ому|им|ой|ая|ую)|ян(?:а|у|ом))$")


def _cells(token: Token) -> Set[tuple[str, str]]:
    """In which genders and cases a word likely stands as a surname."""
    forms = [form for form in surname(token.lower) if form.gender != "p"]
    least = max((form.prior for form in forms), default=0.0) - 1.5
    standing = (form for form in forms if form.prior > least or (form.case == "nomn" and form.prior > _DECLINED))
    return {(form.gender, form.case) for form in standing}


def _one_surname(tokens: list[Token], names: Names) -> int:
    """Where to cut «Уго Чавес | Барак Обама»: behind the first name and surname of two."""
    if len(tokens) != 4 or not all(t.text.istitle() for t in tokens):
        return 0
    one, other, first, last = (names.first.known(token.lower) for token in tokens)
    return 2 if min(one, first) >= 2 and not (other or last) else 0


def _man_and_woman(tokens: list[Token], names: Names) -> int:
    """Where to cut «Майкла Джексона | Кэтрин», «Кэтрин | Жермен Джексон»: a man's and a woman's first name."""
    one, two, three = genders = [names.first.genders_of(t.lower) for t in tokens]
    named = [*map(bool, genders)]
    if named == [True, False, True] and not one & three:
        return 2
    return 1 if named == [True, True, False] and not one & two else 0
