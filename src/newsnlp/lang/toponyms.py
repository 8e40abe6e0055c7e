"""How the names of places decline: which forms a name has, without a dictionary.

Made for recognition: where usage wavers («в Пушкино», «в Пушкине») both forms are given, and a form too many does
no harm, since a name is only ever compared with the words of a text. The tables give the nominative.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from newsnlp.data import several, shipped, word_list
from newsnlp.lang.inflect import Paradigm
from newsnlp.lang.morph import CASES
from newsnlp.memory import remembered
from newsnlp.types import grouped

ALL = frozenset(CASES)

_ADJECTIVAL = frozenset(word_list("unseen.adjectival")) | {"яя"}
_VOWELS = frozenset("аеиоуыэюя")
_NEVER_BARE = frozenset(word_list("toponyms.never_bare"))  # their genitive plural is «штатов», never «штат»


_FOLD = str.maketrans("ё—–−‑", "е----")


def fold(word: str) -> str:
    """Lower case, ё as е, one kind of hyphen.

    >>> fold("Северная Осетия — Алания")
    'северная осетия - алания'
    """
    lower = word.lower()
    return lower if lower.isalpha() and "ё" not in lower else lower.translate(_FOLD)


@cache
def _paradigms() -> tuple[Paradigm, ...]:
    return tuple(map(Paradigm.of, shipped("place_paradigms")))


def _declined(word: str) -> Iterator[tuple[str, str]]:
    """The forms by the first paradigm of each gender that fits; of other stems too where a vowel comes and goes."""
    done = set()
    for paradigm in _paradigms():
        stem = None if paradigm.genders in done else paradigm.cut(word)
        if stem is None:
            continue
        done.add(paradigm.genders)
        yield from paradigm.forms(stem)
        if paradigm.genders == "m":
            for short in fleeting(word):
                yield from list(paradigm.forms(short))[1:]
        elif paradigm.genders == "p" and stem not in _NEVER_BARE:
            yield from (("gent", short) for short in full(stem))


def fleeting(word: str) -> tuple[str, ...]:
    """The stems of a masculine word with its last vowel dropped.

    >>> fleeting("орел"), fleeting("елец"), fleeting("камень"), fleeting("псков")
    (('орл',), ('елц', 'ельц'), ('камн',), ('пскв',))
    """
    stem = word.rstrip("ьй")
    if len(stem) < 4 or stem[-2] not in "ое" or stem[-1] in _VOWELS or stem[-3] in "аиуыэюя":
        return (stem[:-2] + "й" + stem[-1],) if stem[-2:] in ("ец", "ок") and stem[-3:-2] in set("аеиоуы") else ()
    dropped = (stem[:-2] + stem[-1],)
    return (*dropped, stem[:-2] + "ь" + stem[-1]) if stem[-2:] in ("ец", "ек") else dropped


def full(stem: str) -> tuple[str, ...]:
    """Genitives of a plural name without an ending, with the vowel that may come in.

    >>> full("химк"), full("афин")
    (('химк', 'химок', 'химек'), ('афин',))
    """
    if len(stem) > 2 and stem[-1] not in _VOWELS and stem[-2] not in _VOWELS:
        head = stem[:-1].rstrip("ьй")
        return stem, head + "о" + stem[-1], head + "е" + stem[-1]
    return (stem,)


def _foreign(word: str) -> bool:
    """Whether a name ends in two vowels as none that declines does: «Кюрасао», not «Нагоя»."""
    return word[-1] != "я" and _VOWELS.issuperset(word[-2:]) and word[-2] in "аоуэы" and word[-2:] not in _ADJECTIVAL


def _simple(word: str) -> Iterator[tuple[str, str]]:
    """The forms of a word without a hyphen, its nominative with every case where it doesn't decline."""
    yield "nomn", word
    short = len(word) < 3 and not (word[0] in _VOWELS and word[-1] not in _VOWELS)  # «Ош» has forms
    if short or not word.isalpha() or word.isascii():
        return
    if _foreign(word):
        return
    yield from _declined(word)


def original(word: str, case: str | None, gender: str | None, number: str | None) -> str:
    """The nominative of a name that no table knows, from the form that the sentence asks for.

    >>> original("Хасавюрте", "loct", "masc", "sing"), original("Манилы", "gent", "femn", "sing")
    ('Хасавюрт', 'Манила')
    >>> original("Чунцине", "loct", "masc", "sing"), original("Мытищах", "loct", None, "plur")
    ('Чунцин', 'Мытищи')
    >>> original("Урбане-Шампейне", "loct", "masc", "sing"), original("Уагадугу", "loct", "masc", "sing")
    ('Урбане-Шампейн', 'Уагадугу')
    """
    if case in (None, "nomn") or word.isascii():
        return word
    head, dash, last = word.rpartition("-")
    return head + dash + _original(last, case or "", gender, number or "sing")


def _original(word: str, case: str, gender: str | None, number: str) -> str:
    for ending, replacement in _endings().get((case, number if number == "plur" else gender or "masc"), ()):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            if replacement == "ы":
                replacement = "и" if stem[-1] in "гкхжчшщ" else "ы"
            return stem + replacement
    return word


@cache
def _endings() -> Mapping[tuple[str, str], Sequence[tuple[str, str]]]:
    """What ends a form, and the nominative's ending instead, by case and gender; the first that fits counts."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in shipped("place_endings"):
        for case in CASES:
            for ending in several(row[case]) if case != "nomn" else ():
                found.setdefault((case, row["gender"]), []).append((ending, row["nomn"]))
    return found


def rigid(word: str) -> bool:
    """Whether a name keeps its form in every case, always or as many write it: «Сочи», «Токио», «Пушкино».

    >>> [rigid(w) for w in ("сочи", "токио", "пушкино", "дели", "тула", "сша")]
    [True, True, True, True, False, True]
    """
    if word.isascii() or len(word) < 3 or _foreign(word):
        return True
    if word.endswith("ство"):
        return False
    return (word[-1] in "оеиуыюэ" and word[-2:] not in _ADJECTIVAL and not word.endswith("ье")) or word in _RIGID


_RIGID = frozenset(word_list("toponyms.rigid"))


@remembered()
def forms(word: str) -> Mapping[str, frozenset[str]]:
    """The forms of one folded word of a name, and the cases that each may be.

    >>> sorted(forms("смоленская")["смоленской"])
    ['ablt', 'datv', 'gent', 'loct']
    >>> [w for w in ("ростова-на-дону", "нью-йорке", "каменска-уральского", "гвинее-бисау") if w in
    ...  {**forms("ростов-на-дону"), **forms("нью-йорк"), **forms("каменск-уральский"), **forms("гвинея-бисау")}]
    ['ростова-на-дону', 'нью-йорке', 'каменска-уральского', 'гвинее-бисау']
    """
    found: dict[str, set[str]] = {}
    for case, form in _hyphened(word) if "-" in word.strip("-") else _simple(word):
        found.setdefault(form, set()).add(case)
    if rigid(word.rpartition("-")[2]):
        found.setdefault(word, set()).update(ALL)
    return {form: _kept(frozenset(cases)) for form, cases in found.items()}


@cache
def _kept(cases: frozenset[str]) -> frozenset[str]:
    """The same cases as one object, however many words have them."""
    return cases


def _hyphened(word: str) -> Iterator[tuple[str, str]]:
    first, *rest = word.split("-")
    if len(rest) > 1 and rest[0] in word_list("toponyms.on"):
        yield from ((case, "-".join((form, *rest))) for case, form in _simple(first))
        return
    head, _, last = word.rpartition("-")
    yield from ((case, f"{head}-{form}") for case, form in _simple(last))
    if "-" not in head and len(head) > 3:
        yield from _of_both(head, last)


def _of_both(head: str, last: str) -> Iterator[tuple[str, str]]:
    """The forms of a name in two parts that both decline, the last only if it does, or not behind a land's: «в
    Саксонии-Анхальт»."""
    fixed = ((case, last) for case in CASES) if rigid(last) or head.lower().endswith("ия") else ()
    lasts = grouped(chain(fixed, _simple(last)))
    yield from ((case, f"{form}-{end}") for case, form in _simple(head) for end in lasts.get(case, ()))


def stems(word: str) -> tuple[str, ...]:
    """The keys under which a folded word of a name is filed: what :func:`keys` finds from any of its forms.

    >>> stems("смоленская"), stems("орел"), stems("химки"), stems("ростов-на-дону"), stems("сша")
    (('смоленск',), ('орел', 'орл'), ('химк', 'химок', 'химек'), ('ростов-', 'роств-'), ('сш',))
    """
    if "-" in word.strip("-"):
        return tuple(stem + "-" for stem in stems(word.partition("-")[0]) if stem)
    if word.isascii() or len(word) < 3:
        return (word,)
    if word[-2:] in _ADJECTIVAL and len(word) > 4:
        return (word[:-2],) if word[-2:] not in word_list("toponyms.also_nouns") else (word[:-2], word[:-1])
    if word[-1:] in ("ы", "и"):
        return full(word[:-1])
    if word[-1] in _VOWELS:
        return (word[:-1],)
    return (word.rstrip("ьй"), *fleeting(word))


def keys(token: str) -> tuple[str, ...]:
    """The keys under which the name of a folded token may be filed.

    >>> "смоленск" in keys("смоленского"), "ростов-" in keys("ростове-на-дону")
    (True, True)
    """
    if "-" in token.strip("-"):
        return tuple(key + "-" for key in keys(token.partition("-")[0]))
    return (token, token[:-1], token[:-2], token[:-3]) if len(token) > 3 else (token, token[:-1])
