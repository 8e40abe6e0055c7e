"""Scores that mean what they say: slope and offset by kind, fitted on articles that the network was not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsnlp.read import Reader
from newsnlp.read.weights import Weights
from newsnlp.train.corpora import Article

Array = NDArray[Any]
PRIOR = 20.0  # spans' worth of belief that a kind is calibrated as all kinds together
FLOOR = 0.02  # spans less likely are not looked at
BINS = (0.02, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.001)


class Judged(NamedTuple):
    """Spans of some articles: kind's number, score, whether gold has just this mention, the article's number."""

    kind: Array
    score: Array
    right: Array
    article: Array

    def take(self, which: Array) -> Judged:
        return Judged(*(column[which] for column in self))


def judge(weights: Weights, articles: Sequence[Article]) -> Judged:
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


def apply(calibration: Array, judged: Judged) -> Judged:
    slope, offset = calibration[judged.kind].T
    return judged._replace(score=1 / (1 + np.exp(-(slope * log_odds(judged.score) + offset))))


def crossed(judged: Judged, kinds: int, folds: int = 5) -> Judged:
    """Calibrated scores, each fitted on the other articles."""
    scores = judged.score.copy()
    for fold in range(folds):
        held = judged.article % folds == fold
        scores[held] = apply(fit(judged.take(np.flatnonzero(~held)), kinds), judged.take(np.flatnonzero(held))).score
    return judged._replace(score=scores)


class Bin(NamedTuple):
    """Spans with scores from ``low`` on: how many, their mean score, the share that is right."""

    low: float
    spans: int
    score: float
    right: float


def reliability(judged: Judged, kinds: Iterable[int] | None = None) -> list[Bin]:
    """How often spans are right, by score; of some kinds only."""
    chosen = judged if kinds is None else judged.take(np.flatnonzero(np.isin(judged.kind, list(kinds))))
    place = np.digitize(chosen.score, BINS) - 1
    bins = []
    for number, low in enumerate(BINS[:-1]):
        own = place == number
        if own.any():
            bins.append(Bin(low, int(own.sum()), float(chosen.score[own].mean()), float(chosen.right[own].mean())))
    return bins


def calibrated(weights: Weights, articles: Sequence[Article]) -> Weights:
    """The weights with scores calibrated on these articles."""
    kinds = len(weights.kinds)
    plain: Mapping[str, Any] = {**weights.arrays, "calibration": np.tile(np.array([1, 0], np.float32), (kinds, 1))}
    table = fit(judge(weights._replace(arrays=plain), articles), kinds)
    return weights._replace(arrays={**plain, "calibration": table.astype(np.float32)})
