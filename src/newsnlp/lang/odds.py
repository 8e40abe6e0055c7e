"""What named pieces of evidence, each with its weight in a fitted table, make probable together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import exp, fsum

from newsnlp.data import shipped


@cache
def _weights(table: str) -> Mapping[str, float]:
    return {row["evidence"]: float(row["weight"]) for row in shipped(table)}


def probability(table: str, evidence: Iterable[str]) -> float:
    """By the weights of a table, natural logarithms of odds; evidence that has none there says nothing.

    >>> probability("money_weights", ["bias", "tagger:sure", "near:same", "told:sum", "same:dash"]) > 0.5
    True
    >>> probability("money_weights", ["bias", "sentence:count"]) > 0.5
    False
    """
    weights = _weights(table)
    return 1 / (1 + exp(-fsum(weights.get(told, 0.0) for told in evidence)))
