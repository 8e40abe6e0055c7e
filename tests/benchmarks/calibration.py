"""Whether the tagger's scores mean what they say: the table of docs/en/tagger.md.

    python calibration.py nerel/dev.jsonl [weights.npz]

Calibrates the scores anew, each fifth of the articles on the other four, and prints by score how many spans there
are, their mean score and the share of them that gold has.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from newsnlp.read import SHIPPED
from newsnlp.read.weights import load
from newsnlp.train import corpora
from newsnlp.train.calibrate import Array, Judged, fit, judge, log_odds, uncalibrated

BINS = (0.02, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.001)
FOLDS = 5


class Bin(NamedTuple):
    """Spans with scores from ``low`` on: how many, their mean score, the share that is right."""

    low: float
    spans: int
    score: float
    right: float


def crossed(judged: Judged, kinds: int) -> Array:
    """Calibrated scores, each fitted on the other articles."""
    scores = judged.score.copy()
    for fold in range(FOLDS):
        held = judged.article % FOLDS == fold
        slope, offset = fit(judged.take(np.flatnonzero(~held)), kinds)[judged.kind[held]].T
        scores[held] = 1 / (1 + np.exp(-(slope * log_odds(judged.score[held]) + offset)))
    return scores


def reliability(scores: Array, right: Array) -> Iterator[Bin]:
    place = np.digitize(scores, BINS) - 1
    for number, low in enumerate(BINS[:-1]):
        if (own := place == number).any():
            yield Bin(low, int(own.sum()), float(scores[own].mean()), float(right[own].mean()))


def main() -> None:
    weights = uncalibrated(load(Path(sys.argv[2] if len(sys.argv) > 2 else str(SHIPPED))))
    judged = judge(weights, corpora.read(sys.argv[1]))
    for row in reliability(crossed(judged, len(weights.kinds)), judged.right):
        print(f"{row.low:5.2f} {row.spans:6} {row.score:.3f} {row.right:.3f}")


main()
