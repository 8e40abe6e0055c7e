"""The words of numbers, each with its value: cardinals, ordinals, scales, Roman figures.

Words are known in every case and gender: the forms come from pymorphy3 once, at first use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from newsnlp.data import shipped, word_list
from newsnlp.lang import morph

T = TypeVar("T")


def _listed(name: str) -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in shipped("numerals") if row["class"] == name}


@cache
def short_scales() -> Set[str]:
    """The abbreviations and English words of scales: «тыс», «mln»."""
    return _listed("scale form").keys()


def _declined(name: str) -> dict[str, int]:
    return {form: value for word, value in _listed(name).items() for form in _forms(word)}


@cache
def cardinals() -> dict[str, int]:
    """Every form of the words for 0 to 900: «двадцатью» → 20.

    >>> cardinals()["двумястами"], cardinals()["одной"], cardinals()["трех"]
    (200, 1, 3)
    """
    return spelled(_declined("cardinal") | _listed("cardinal form"))


@cache
def ordinals() -> dict[str, int]:
    """Every form of the ordinals that are one word: «сорокового» → 40.

    >>> ordinals()["третьего"], ordinals()["сорокового"], ordinals()["двухтысячных"]
    (3, 40, 2000)
    """
    return spelled(_declined("ordinal"))


@cache
def together() -> dict[str, int]:
    """The collective numerals: «двое» → 2."""
    return _listed("together")


@cache
def compounds() -> dict[str, int]:
    """What compounds begin with and no genitive is: «одно|летний» → 1."""
    return spelled(_listed("compound"))


@cache
def scales() -> dict[str, Decimal]:
    """Every form of the words for 10³ and above, with their abbreviations: «млрд» → 10⁹.

    >>> scales()["тысячами"], scales()["млрд"]
    (Decimal('1000'), Decimal('1000000000'))
    """
    return {form: Decimal(10**power) for form, power in (_declined("scale") | _listed("scale form")).items()}


@cache
def counts() -> dict[str, Decimal]:
    """Every form of «сотня» and «десяток»."""
    return {form: Decimal(n) for form, n in _declined("count").items()}


@cache
def single_scales() -> frozenset[str]:
    """Forms that state one thousand or million by themselves; «тысячи» may, and is asked of its tag."""
    return _forms_of("scale")


@cache
def single_counts() -> frozenset[str]:
    """Forms that state one hundred or ten by themselves; «сотни» may."""
    return _forms_of("count")


@cache
def half_scales() -> dict[str, Decimal]:
    """«полмиллиона», «пол-тысячи», «полумиллиона» → the halves of scales."""
    halves: dict[str, Decimal] = {}
    for form, scale in scales().items():
        if form in single_scales():
            halves |= {prefix + form: scale for prefix in word_list("numerals.half")}
    return halves


def spelled(known: Mapping[str, T]) -> dict[str, T]:
    """The words with е for ё beside their own spelling."""
    return {key: value for form, value in known.items() for key in (form, form.replace("ё", "е"))}


def _forms_of(name: str) -> frozenset[str]:
    return frozenset(form for word in _listed(name) for form in _forms(word, single=True))


def _numerals(word: str) -> list[Any]:
    """pymorphy3's readings of which a word is the lemma, those of numerals if any."""
    readings = [p for p in morph.parses(word) if p.normal_form == word]
    return [p for p in readings if p.tag.POS != "NOUN"] or readings


def _forms(word: str, single: bool = False) -> set[str]:
    lexemes = chain.from_iterable(p.lexeme for p in _numerals(word))
    forms = {form.word for form in lexemes if not (single and form.tag.number == "plur")}
    return {form for form in forms if not form.startswith(word_list("numerals.no_numbers"))}


_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LOOKALIKES = str.maketrans("ХІСМ", "XICM")


def roman(text: str) -> int | None:
    """A Roman figure's value, ``None`` where the text is none; Cyrillic look-alikes («ХIХ») are read too.

    >>> roman("XIX"), roman("IV"), roman("ХХ"), roman("IIX"), roman("МИД")
    (19, 4, 20, None, None)
    """
    latin = text.translate(_LOOKALIKES)
    if not latin or not _ROMAN.fullmatch(latin):
        return None
    values = [_ROMAN_VALUES[letter] for letter in latin]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
