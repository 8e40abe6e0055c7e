"""Where to cut what the tagger took for one name, though it names two people who stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from newsnlp.lang import morph
from newsnlp.lang.honoured import honoured, is_initial
from newsnlp.lang.inflect import VOWELS
from newsnlp.lang.names.declension import Form
from newsnlp.lang.names.eastern import family_names
from newsnlp.lang.names.first import patronymic
from newsnlp.lang.names.parts import AFTER, PARTICLES
from newsnlp.lang.names.reading import Names
from newsnlp.lang.names.surnames import in_dictionary, surname, surname_like
from newsnlp.types import Token


def two_people(tokens: list[Token], names: Names, kin: Token | None, titled: str = "") -> int:
    """Where to cut the names of two people that stand side by side; 0 where there is one.

    ``kin``: the relative's word before them; ``titled``: the gender of the word between that says who owns it.
    """
    # where to cut «(имени) В. И. Сурикова | Петра Рогова»: initials and a surname before another's first name
    end = honoured(tokens, 0) if len(tokens) > 3 and is_initial(tokens[0]) else 0
    if cut := end if end < len(tokens) - 1 and names.first.known(tokens[end].lower) >= 2 else 0:
        return cut
    if kin and (cut := _relative(tokens, names, kin, titled)):
        return cut
    if is_strange(tokens, names) and names.first.known(tokens[1].lower) >= 2:  # Багдасарян | Давид Мелия
        cells = {(form.gender, form.case) for form in _firsts(tokens[1], names)}
        return int(surname_like(tokens[0].lower) and _cells(tokens[0]).isdisjoint(cells))
    if len(tokens) == 2:
        return int(_are_two_surnames(tokens[0], tokens[1], names))
    if cut := _nominative_last(tokens, names) or _dative_last(tokens, names):
        return cut
    return _man_and_woman(tokens, names) if len(tokens) == 3 else _one_surname(tokens, names)


def is_strange(tokens: Sequence[Token], names: Names) -> bool:
    """Whether a name of three words begins with one that is no first name, and no surname before one with a father's
    name: a place, a clan, another's surname."""
    if len(tokens) < 3 or names.first.known(tokens[0].lower) or tokens[0].lower in family_names():
        return False
    one, two, three = tokens[:3]
    whole = one.text.istitle() and len(two.text) > 2 and two.text[0].isupper()
    return whole and not _goes_on(two.lower, three.lower)


def _goes_on(two: str, three: str) -> bool:
    """Whether the second and third words of a name may be of the one whom the first names."""
    return two in PARTICLES or two in family_names() or bool(patronymic(three)) or three in AFTER


def _nominative_last(tokens: Sequence[Token], names: Names) -> int:
    """Where to cut «(с) Мухаммедом бен Салманом | Блинкен»: a man's name in the instrumental, then a surname."""
    if len(tokens) < 3 or not tokens[-2].text.istitle() or not _is_instrumental(tokens[0].lower, names):
        return 0
    last = tokens[-1]
    standing = last.text.istitle() and last.lower[-1] not in VOWELS and not _INSTRUMENTAL.search(last.lower)
    return len(tokens) - 1 if standing and last.tag.case == "nomn" else 0


def _is_instrumental(word: str, names: Names) -> bool:
    """Whether a word is a known man's name in the instrumental, and hardly one in the nominative."""
    told = _INSTRUMENTAL.search(word) and names.first.known(word)
    return bool(told) and not any(form.case == "nomn" and form.prior > 0 for form in names.first.forms(word))


def _dative_last(tokens: Sequence[Token], names: Names) -> int:
    """Where to cut «(слова) Эрика Ларссона | Нильссону»: a name that agrees, then a surname in the dative alone."""
    if len(tokens) != 3 or not tokens[2].lower.endswith("у"):
        return 0
    whole = _of_forms(_firsts(tokens[0], names)) & _cells(tokens[1])
    last = _cells(tokens[2])
    return 2 if whole and last and whole.isdisjoint(last) and not any(case == "nomn" for _, case in last) else 0


_INSTRUMENTAL = re.compile(".{3}[оеы]м$")


def _relative(tokens: Sequence[Token], names: Names, kin: Token, titled: str) -> int:
    """Where to cut «(сын) Хафтара | Саддам», «(дочь) Петра Грачёва | Мария»: a name in the genitive, then another's
    first name in the relative's case."""
    known = [names.first.known(token.lower) for token in tokens[:4]]
    if len(tokens) > 4 or tokens[0].lower in family_names():
        return 0
    if owner := _owner(tokens, known, names, kin, titled):
        return owner
    return _behind_genitive(tokens, known, titled) if tokens[0].tag.case == "gent" else 0


def _behind_genitive(tokens: Sequence[Token], known: Sequence[int], titled: str) -> int:
    """The number of the word in the nominative that begins another's name; 0 where there is none."""
    named = [n for n, token in enumerate(tokens) if n and token.tag.case == "nomn"]
    apart = bool(titled) and len(tokens) > 2 and len(named) == len(tokens) - 1
    return next((n for n in named if apart or _begins_another(tokens, known, n)), 0)


def _begins_another(tokens: Sequence[Token], known: Sequence[int], n: int) -> bool:
    """Whether a word in the nominative is a first name behind a surname, or behind two words in the genitive."""
    if known[n] >= 2 > known[0]:
        return True
    return n > 1 and (bool(known[n]) or tokens[n - 1].tag.case == "gent")


def _owner(tokens: Sequence[Token], known: Sequence[int], names: Names, kin: Token, titled: str) -> int:
    """Where to cut two names of which the forms themselves tell that the first is in the genitive and that the other's
    first name, alone or with his surname, is in the case of the word before them."""
    owned = _owning(_firsts(tokens[0], names))
    for n, forms in _first_names(tokens, known, names, kin):
        if n == 1 and titled and not known[0]:  # внучка маршала Жукова | Ангелина
            owned = {titled}
        if n > 1 or owned == {titled}:
            whose: Set[str] = _owning(_declined(tokens[n - 1].lower))
        else:
            whose = _alone(tokens, forms, names)
        if whose & owned:
            return n
    return 0


def _first_names(
    tokens: Sequence[Token], known: Sequence[int], names: Names, kin: Token
) -> Iterator[tuple[int, Sequence[Form]]]:
    """The number and the forms of each first name behind another word that is in a case of the relative's word."""
    cases = {form.case for form in morph.dictionary_forms(kin.lower)}
    for n, token in enumerate(tokens[1:], 1):
        forms = _firsts(token, names) if known[n] >= 2 else []
        if any(form.case in cases for form in forms) and not patronymic(token.lower):
            yield n, forms


def _declined(word: str) -> list[Form]:
    return [form for form in surname(word) if form.prior > _DECLINED]


def _owning(forms: Iterable[Form]) -> Set[str]:
    """The genders of the forms in the genitive."""
    return {form.gender for form in forms if form.case == "gent"}


def _firsts(token: Token, names: Names) -> list[Form]:
    """The likely forms of a known first name."""
    forms = [form for form in names.first.forms(token.lower) if form.prior > 1]
    return [form for form in forms if form.prior > max(other.prior for other in forms) - 1.5]


def _alone(tokens: Sequence[Token], forms: Sequence[Form], names: Names) -> Set[str]:
    """Whose the first name is that stands alone before another's, «(сын) Валерии | Арсений», «(сын) Акихито |
    Нарухито»: they stand in no case together, or both never change."""
    mine = _of_forms(_firsts(tokens[0], names))
    if mine.isdisjoint(_of_forms(forms)) and all(case != "nomn" for _, case in mine):
        return {gender for gender, _ in mine}
    fixed = {("m", "nomn"), ("m", "gent")} <= mine
    own = len(tokens) == 2 and not surname_like(tokens[1].lower) and not in_dictionary(tokens[1].lower)
    return {"m"} if fixed and own else set()


def _of_forms(forms: Iterable[Form]) -> Set[tuple[str, str]]:
    return {(form.gender, form.case) for form in forms}


_DECLINED = -1.0  # the weight from which on a form is one of a declension rather than a word left as it stands


def _are_two_surnames(one: Token, other: Token, names: Names) -> bool:
    """Whether «(сказал о) Комарове | Карпин», «(после ухода) Назаренко | Дубов», «(письмо) Сомова | Ежову» are two:
    surnames that no case and gender can have together, or two of Russia without a first name."""
    if any(names.first.known(token.lower) for token in (one, other)) or one.text.isupper() != other.text.isupper():
        return False
    slavic = (_SLAVIC.search(one.lower), _SLAVIC.search(other.lower))
    if _FIXED.search(one.lower) or (_FIXED.search(other.lower) and slavic[0]):
        return True
    apart = slavic[0] or (slavic[1] and (one.tag.case != other.tag.case or one.text[-1] + other.text[-1] == "ау"))
    return bool(apart) and _cells(one).isdisjoint(_cells(other))


_FIXED = re.compile(".{2}енко$")
_SLAVIC = re.compile(".{2}(?:енко|(?:[оеё]в|ин|ын)(?:|а|у|ым|ой)|[цс]к(?:ий|ого|ому|им|ой|ая|ую)|ян(?:а|у|ом))$")


def _cells(token: Token) -> Set[tuple[str, str]]:
    """In which genders and cases a word likely stands as a surname."""
    forms = [form for form in surname(token.lower) if form.gender != "p"]
    least = max((form.prior for form in forms), default=0.0) - 1.5
    standing = (form for form in forms if form.prior > least or (form.case == "nomn" and form.prior > _DECLINED))
    return _of_forms(standing)


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
