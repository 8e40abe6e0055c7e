"""Fits ``money_weights.tsv``: what speaks for and against a figure without a currency being a sum.

    python scripts/fit_sums.py nerel-train.jsonl rured-dev.jsonl

The files hold one article a line, ``{"text": ..., "entities": [{"type": "MONEY", "start": ..., "stop": ...}]}``; the
project's own sentences (``tests/corpus/money.tsv``) are always among them. A logistic regression with an L2 penalty,
checked tenfold by article.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsnlp.data import Tables
from newsnlp.find.money import finder
from newsnlp.read import Reader
from newsnlp.resolve.sums import LEAST, counting, evidence, in_currency, nearest
from newsnlp.settle import settle
from newsnlp.types import Article, Finding, Money

ROOT = Path(__file__).parent.parent
PENALTY = 2.0
SEEN = 3  # times that evidence must have been seen
SMALL = 0.05  # weights below it are left out

Marked = tuple[str, list[tuple[int, int]]]
Row = tuple[int, tuple[str, ...], bool]  # the article's number, the evidence, whether it is a sum


def corpus(path: Path) -> Iterator[Marked]:
    """The articles of a file with the offsets of their sums."""
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        row = json.loads(line)
        yield row["text"], [(e["start"], e["stop"]) for e in row["entities"] if e["type"] == "MONEY"]


def own() -> Iterator[Marked]:
    """The project's sentences, known failures aside."""
    sys.path.insert(0, str(ROOT / "tests"))
    import tables

    for line in tables.lines("money"):
        if not line.known:
            case = tables.case(line.raw)
            yield case.text, [(w.start, w.stop) for w in case.wanted]


def rows(articles: list[Marked]) -> Iterator[Row]:
    """Each figure without a currency that a sum stands near to, with its evidence."""
    reader, find = Reader(), finder(Tables())
    for number, (text, gold) in enumerate(articles):
        [sentences] = reader([text])
        found = [kept for s in sentences for kept in settle(find(s), nested=False)]
        named = [in_currency(f, f.value.currency) for f in found if isinstance(f.value, Money)]
        told: list[Finding[Money]] = []
        article = Article(text, sentences)
        things = counting(article)
        for f in found:
            if isinstance(f.value, Money):
                told.append(in_currency(f, f.value.currency))
            elif not f.value.codes and (near := nearest(f, told, named, text)):
                right = any(a < f.stop and f.start < b for a, b in gold)
                told += [in_currency(f, near.value.currency)] * right
                yield number, evidence(f, near, article, things), right


def fit(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights, by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = chance(x, weights)
        slope = x.T @ (p - y) + PENALTY * weights
        bend = (x * (p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if abs(step).max() < 1e-6:
            break
    return weights


def chance(x: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-x @ weights)))


def main(paths: list[str]) -> None:
    """Prints the tenfold check and writes the table."""
    articles = [*own(), *(article for path in paths for article in corpus(Path(path)))]
    seen = list(rows(articles))
    counts = Counter(name for _, evidence, _ in seen for name in evidence)
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    x = np.array([[name in evidence for name in names] for _, evidence, _ in seen], float)
    y = np.array([right for _, _, right in seen], float)
    groups = np.array([number for number, _, _ in seen])
    order = sorted(set(groups.tolist()))
    random.Random(0).shuffle(order)
    p = np.zeros(len(y))
    for n in range(10):
        out = np.isin(groups, order[n::10])
        p[out] = chance(x[out], fit(x[~out], y[~out]))
    taken = p >= LEAST
    print(f"{len(y)} figures, {y.sum():.0f} sums; P {y[taken].mean():.3f} R {y[taken].sum() / y.sum():.3f}")
    weights = zip(names, fit(x, y), strict=True)
    kept = sorted((-abs(w), name, w) for name, w in weights if abs(w) >= SMALL)
    table = "".join(f"{name}\t{w:.2f}\n" for _, name, w in kept)
    (ROOT / "src/newsnlp/data/money_weights.tsv").write_text(
        f"# source: fitted by scripts/fit_sums.py\nevidence\tweight\n{table}", encoding="utf-8"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
