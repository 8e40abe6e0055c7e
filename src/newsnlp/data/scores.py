"""How often what is found with a score is right, measured: what ``Mention.score`` says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache

from newsnlp.data import Row, shipped

Knots = Mapping[tuple[str, str], list[tuple[float, float]]]  # by kind and rule: scores, and the share that is right


def knots(rows: Iterable[Row]) -> Knots:
    """The rows of ``mention_scores`` by kind and rule, in order of score."""
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for row in rows:
        found.setdefault((row["kind"], row["rule"]), []).append((float(row["score"]), float(row["right"])))
    return {rule: sorted(points) for rule, points in found.items()}


@cache
def _shipped() -> Knots:
    return knots(shipped("mention_scores"))


def measured(kind: str, rule: str, score: float, known: Knots | None = None) -> float:
    """The share of right mentions among those that a rule finds with a score: between the knots of its rows, else of
    its kind's row without a rule; without either the score itself. ``known``: other rows than the shipped ones.

    >>> rows = {("place", "tagger"): [(0.4, 0.6), (0.8, 0.9)], ("date", ""): [(1.0, 0.9)]}
    >>> [measured("place", "tagger", score, rows) for score in (0.3, 0.6, 1.0)]
    [0.6, 0.75, 0.9]
    >>> measured("date", "date.point", 1.0, rows), measured("person", "tagger", 0.7, rows)
    (0.9, 0.7)
    """
    known = _shipped() if known is None else known
    points = known.get((kind, rule)) or known.get((kind, ""))
    if not points:
        return score
    at = bisect_left(points, (score, 0.0))
    if at in (0, len(points)):
        return points[min(at, len(points) - 1)][1]
    (low, less), (high, more) = points[at - 1 : at + 1]
    return round(less + (more - less) * (score - low) / (high - low), 3)
