"""Declension of surnames and foreign names, read backwards: from a form to the nominatives that it may stand for.

The paradigms (table ``paradigms``) are those of school grammar (Academy grammar 1980, §§ 1190–1236; gramota.ru's
«Склонение фамилий»): -ов/-ин with their pronominal endings, adjectives, consonant for men, -а/-я for both, the rest
unchanged. Nothing here knows a dictionary, so every surname is read, known or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple, TypeVar

from newsnlp.data import Tables, derived
from newsnlp.lang.inflect import END, VOWELS, Paradigm
from newsnlp.lang.morph import CASES
from newsnlp.lang.names.evidence import weigh
from newsnlp.memory import NEAR, remembered

K = TypeVar("K")


class Form(NamedTuple):
    """One reading of a word form: ``nominative`` in lower case, ``gender`` "m", "f" or "p" (plural), and why.

    ``prior``: the weight of ``why``, the features that speak for and against it.
    """

    nominative: str
    gender: str
    case: str
    prior: float = 0.0
    why: tuple[str, ...] = ()

    def because(self, *features: str) -> Form:
        """The same reading with further evidence."""
        return Form(self.nominative, self.gender, self.case, self.prior + weigh(features), self.why + features)

    def known_by(self, *features: str) -> Form:
        """The same reading with this evidence in place of what it had."""
        return Form(self.nominative, self.gender, self.case, weigh(features), _kept(features))


def likeliest(forms: Iterable[Form], key: Callable[[Form], K]) -> dict[K, Form]:
    """Of the forms of each key the one of the greatest weight, the first of equals."""
    best: dict[K, Form] = {}
    for form in forms:
        if best.setdefault(key(form), form).prior < form.prior:
            best[key(form)] = form
    return best


Cell = tuple[str, str, str]
cell: Callable[[Form], Cell] = itemgetter(0, 1, 2)  # nominative, gender, case


@cache
def _kept(why: tuple[str, ...]) -> tuple[str, ...]:
    """The same reasons as one object, however many forms they are of."""
    return why


@derived("paradigms")
def _paradigms(tables: Tables) -> tuple[tuple[Paradigm, ...], tuple[Paradigm, ...]]:
    """The paradigms that decline, and those of words that stand unchanged in every case.

    Of the latter the first that matches decides, by gender: a surname in a consonant does for women alone; of those in
    a vowel -а/-я seldom do.
    """
    rows = tables.rows("paradigms")
    declining = tuple(Paradigm.of(row) for row in rows if row["nomn"] != "=")
    return declining, tuple(Paradigm.of(row) for row in rows if row["nomn"] == "=")


def _feature(paradigm: Paradigm, gender: str) -> str:
    return f"form.{paradigm.name}" if len(paradigm.genders) == 1 else f"form.{paradigm.name}_{gender}"


@derived("paradigms")
def of_surnames(tables: Tables) -> frozenset[str]:
    """The features of paradigms that first names hardly follow, and of nominatives that hardly are names."""
    rows = [row for row in tables.rows("paradigms") if row["names"] == "surname"]  # first names hardly follow these
    rare = {_feature(paradigm, gender) for paradigm in map(Paradigm.of, rows) for gender in paradigm.genders}
    return frozenset(rare) | (_ODD.keys() - _LIKE_SERGEY) | {"odd.in_a", "odd.ov_a"}


@derived("paradigms")
def _by_ending(tables: Tables) -> Mapping[str, list[tuple[Paradigm, Sequence[str]]]]:
    """The paradigms that an ending belongs to, each with the cases that it is of."""
    table: dict[str, list[tuple[Paradigm, Sequence[str]]]] = {}
    for paradigm in _paradigms()[0]:
        cases: dict[str, list[str]] = {}
        for case, endings in zip(CASES, paradigm.endings, strict=True):
            for ending in endings:
                cases.setdefault(ending, []).append(case)
        for ending, those in cases.items():
            table.setdefault(ending, []).append((paradigm, those))
    return table


def readings(word: str) -> tuple[Form, ...]:
    """The nominatives that a surname's form (lower case, no hyphen) may stand for, with gender and case.

    >>> sorted({(f.nominative, f.gender) for f in readings("иванова") if f.prior > 0})
    [('иванов', 'm'), ('иванова', 'f')]
    >>> {f.nominative for f in readings("мишустиным") if f.case == "ablt" and f.gender == "m" and f.prior > 0}
    {'мишустин'}
    """
    return _reader()(word)


@derived("paradigms")
def _reader(tables: Tables) -> Callable[[str], tuple[Form, ...]]:
    return remembered(NEAR)(_readings)


def _readings(word: str) -> tuple[Form, ...]:
    return tuple(likeliest((*_declined(word), *_unchanged(word)), cell).values())


def _unchanged(word: str) -> Iterator[Form]:
    done = ""
    for paradigm in _paradigms()[1]:
        if paradigm.stem.match(word[-END:]):
            for gender in paradigm.genders:
                if gender not in done:
                    why = _kept((_feature(paradigm, gender),))
                    prior = weigh(why)
                    yield from (Form(word, gender, case, prior, why) for case in CASES)
            done += paradigm.genders


def _declined(word: str) -> Iterator[Form]:
    table = _by_ending()
    nominatives: dict[str, tuple[str, tuple[str, ...]]] = {}  # each as one object, and what is odd in it
    for size in range(min(max(map(len, table)), len(word) - 1) + 1):
        stem, ending = word[: len(word) - size], word[len(word) - size :]
        for paradigm, cases in table.get(ending, ()):
            if paradigm.stem.match(stem[-END:]):
                nominative = stem + paradigm.endings[0][0]
                if nominative not in nominatives:
                    nominatives[nominative] = nominative, _odd(nominative[-END:])
                nominative, odd = nominatives[nominative]
                odd = (*odd, *_odd_in_a(stem[-END:], paradigm))
                whys = [(gender, _kept((_feature(paradigm, gender), *odd))) for gender in paradigm.genders]
                told = [(gender, weigh(why), why) for gender, why in whys]
                yield from (Form(nominative, g, case, prior, why) for case in cases for g, prior, why in told)


_PRONOMINAL = re.compile(r".*[а-яё](ов|ев|ёв|ин|ын)$")


def _odd_in_a(stem: str, paradigm: Paradigm) -> tuple[str, ...]:
    """«Иванова» as the nominative of a man."""
    match = _PRONOMINAL.match(stem) if paradigm.genders == "mf" else None
    return () if match is None else ("odd.in_a",) if match[1] in ("ин", "ын") else ("odd.ov_a",)


def declined(nominative: str) -> frozenset[str]:
    """The forms of a surname (lower case) in all cases, as a man's and as a woman's where it may be either's.

    >>> sorted(declined("мишустин"))
    ['мишустин', 'мишустина', 'мишустине', 'мишустином', 'мишустину', 'мишустиным']
    """
    return _declension()(nominative, False)


@derived("paradigms")
def _declension(tables: Tables) -> Callable[[str, bool], frozenset[str]]:
    return remembered()(lambda nominative, several: (_plurals if several else _forms)(nominative))


def _forms(nominative: str) -> frozenset[str]:
    found = {nominative}
    for paradigm in _paradigms()[0]:
        if "p" not in paradigm.genders and (stem := paradigm.cut(nominative)) is not None:
            found.update(form for _, form in paradigm.forms(stem))
    return frozenset(found)


def plurals(nominative: str) -> frozenset[str]:
    """The forms of several people's surname (lower case) in all cases.

    >>> "скрипалей" in plurals("скрипаль"), "трампов" in plurals("трамп"), "ивановых" in plurals("иванов")
    (True, True, True)
    """
    return _declension()(nominative, True)


def _plurals(nominative: str) -> frozenset[str]:
    stems = {nominative, nominative[:-1], nominative.removesuffix("ий"), nominative.removesuffix("ый")}
    several = (p for p in _paradigms()[0] if p.genders == "p")
    return frozenset(form for p in several for stem in stems if p.stem.match(stem[-END:]) for _, form in p.forms(stem))


_LIKE_SERGEY = {"odd.short", "odd.ej", "odd.oblique"}  # odd in surnames alone: Ян, Сергей, Вильгельм


# What makes a nominative improbable as a name: no vowel, too short, an oblique ending of its own. Громовец and
# Чудотворец, not Громовц and Чудотворц, though Шварц, Шульц, Лоренц; hardly Мураками's «Муракамя».
_ODD = {
    "odd.no_vowel": re.compile(f"[^{VOWELS}]*$"),
    "odd.short": re.compile("..?$"),
    "odd.ej": re.compile(".{4,}ей$"),
    "odd.short_adjective": re.compile(".{,2}[ыио]й$"),
    "odd.oblique": re.compile(".*..(?:ого|ому|ами|ями)$|.{3,}[ыо]м$"),
    "odd.ovyj": re.compile(".*(?:[ое]в|ин)(?:ый|ой|ая)$|.*ёвая$"),
    "odd.no_final": re.compile(f".*[бвгдзйкмпстфхжшч]ц$|.*[{VOWELS}].*[{VOWELS}][рл]ц$"),
    "odd.mja": re.compile(".*мя$"),
    "odd.double_sign": re.compile(".*(?:ьь|йй|ъ)$"),
}


def _odd(nominative: str) -> tuple[str, ...]:
    return tuple(feature for feature, pattern in _ODD.items() if pattern.match(nominative))
