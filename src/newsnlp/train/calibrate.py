"""Scores that mean what they say: slope and offset by kind, fitted on articles that the network was not trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsnlp.read import Reader
from newsnlp.read.weights import Weights
from newsnlp.train.corpora import Annotated

Array = NDArray[Any]
PRIOR = 20.0  # spans' worth of belief that a kind is calibrated as all kinds together
FLOOR = 0.02  # spans less likely are not looked at


class Judged(NamedTuple):
    """Spans of some articles: kind's number, score, whether gold has just this mention, the article's number."""

    kind: Array
    score: Array
    right: Array
    article: Array

    def take(self, which: Array) -> Judged:
        """Those of the given numbers."""
        return Judged(*(column[which] for column in self))


def judge(weights: Weights, articles: Sequence[Annotated]) -> Judged:
    """All spans worth a look, against gold."""
    reader = Reader(weights, dict.fromkeys(weights.kinds, FLOOR))
    rows = []
    for number, (article, sentences) in enumerate(zip(articles, reader([a.text for a in articles]), strict=True)):
        gold = set(article.entities)
        for span in (span for sentence in sentences for span in sentence.spans):
            right = (span.kind, span.start, span.stop) in gold
            rows.append((weights.kinds.index(span.kind), span.score, right, number))
    table = np.array(rows, np.float64).reshape(-1, 4)
    return Judged(table[:, 0].astype(int), table[:, 1], table[:, 2], table[:, 3].astype(int))


def log_odds(score: Array) -> Array:
    """Of probabilities, clipped so that none is infinite."""
    kept = np.clip(score, 0.001, 0.999)
    odds: Array = np.log(kept / (1 - kept))
    return odds


def fit(judged: Judged, kinds: int) -> Array:
    """(kinds, 2): slope and offset of each kind's log odds.

    >>> few = Judged(np.zeros(4, int), np.array([0.9, 0.9, 0.9, 0.9]), np.array([1.0, 1, 0, 0]), np.zeros(4, int))
    >>> bool(fit(few, 1)[0] @ [log_odds(np.array([0.9]))[0], 1] < log_odds(np.array([0.9]))[0])
    True
    """
    x = log_odds(judged.score)
    shared = _newton(x, judged.right, np.array([1.0, 0.0]), 1.0)
    return np.stack(
        [_newton(x[own], judged.right[own], shared, PRIOR) for own in (judged.kind == k for k in range(kinds))]
    )


def _newton(x: Array, right: Array, prior: Array, weight: float, rounds: int = 30) -> Array:
    """Logistic regression with a quadratic prior."""
    inputs, found = np.stack([x, np.ones_like(x)], 1), prior.copy()
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-inputs @ found))
        slope = inputs.T @ (chance - right) + weight * (found - prior)
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + weight * np.eye(2)
        found = found - np.linalg.solve(curve, slope)
    return found


def calibrated(weights: Weights, articles: Sequence[Annotated], begun: Weights | None = None) -> Weights:
    """The weights with scores calibrated on these articles, for the kinds that are marked there.

    A kind that nobody marks keeps the scores of the weights that training began with, else those of all kinds together.
    """
    marked = {entity.kind for article in articles for entity in article.entities}
    told = np.array([kind in marked for kind in weights.kinds])
    judged = judge(uncalibrated(weights), articles)
    table = fit(Judged(*(column[told[judged.kind]] for column in judged)), len(weights.kinds))
    return _with(weights, np.where(told[:, None], table, begun.arrays["calibration"]) if begun else table)


def uncalibrated(weights: Weights) -> Weights:
    """The weights with the network's own scores."""
    return _with(weights, np.tile([1.0, 0.0], (len(weights.kinds), 1)))


def _with(weights: Weights, table: Array) -> Weights:
    arrays: Mapping[str, Any] = {**weights.arrays, "calibration": table.astype(np.float32)}
    return weights._replace(arrays=arrays)
