"""Named evidence: what speaks for a reading of a name, and what each piece weighs.

A reading's score is the sum of the weights of its evidence, natural logarithms of odds. The weights stand in the table
``name_weights`` and are fitted by ``scripts/fit_names.py`` to names whose nominatives are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from newsnlp.data import shipped
from newsnlp.lang.morph import CASES

GENDERS = "mfp"  # a man, a woman, a family
CELLS = len(GENDERS) * len(CASES)
ALL = (1 << CELLS) - 1


class Sign(NamedTuple):
    """A piece of evidence: its name, and the genders and cases that it speaks for or against, as bits of cells."""

    feature: str
    cells: int = ALL


@cache
def _cells(genders: str, cases: str) -> int:
    return sum(
        1 << (len(CASES) * GENDERS.index(gender) + CASES.index(case)) for gender in genders for case in cases.split()
    )


def sign(feature: str, genders: str = GENDERS, cases: str = " ".join(CASES)) -> Sign:
    """Evidence for some genders in some cases.

    >>> sign("tag.case", "m", "gent")
    Sign(feature='tag.case', cells=2)
    """
    return Sign(feature, _cells(genders, cases))


@cache
def weights() -> Mapping[str, float]:
    """What each feature weighs."""
    return {row["feature"]: float(row["weight"]) for row in shipped("name_weights")}


@cache
def weigh(features: tuple[str, ...]) -> float:
    """The sum of the weights of features, of which there are few rows."""
    known = weights()
    return sum(known.get(feature, known["form.own"]) for feature in features)  # a user's own paradigm has none fitted


def by_cell(signs: Iterable[Sign]) -> list[float]:
    """The evidence summed up for each gender and case, gender after gender.

    >>> by_cell([]) == [0.0] * 18
    True
    """
    known = weights()
    sums = [0.0] * CELLS
    for feature, cells in signs:
        weight = known[feature]
        for cell in _bits(cells):
            sums[cell] += weight
    return sums


@cache
def _bits(cells: int) -> tuple[int, ...]:
    return tuple(cell for cell in range(CELLS) if cells >> cell & 1)
