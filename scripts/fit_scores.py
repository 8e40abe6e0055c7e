"""Fits ``mention_scores.tsv``: how often a mention with a score is right, by kind and rule.

    python scripts/fit_scores.py nerel/dev.jsonl

On articles that the tagger was not trained on. Right: gold has a mention of that kind exactly there. Of a rule whose
scores differ the share rises with the score (isotonic regression over bins of neighbours); of one with a single score
it is one number, drawn towards its kind's where examples are few. Kinds whose scores are right as they are, have none.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from newsnlp.data.scores import Knots
from newsnlp.pipeline import Extractor
from newsnlp.train import corpora
from newsnlp.train.score import trim
from newsnlp.types import KINDS, Region

TABLE = Path(__file__).parents[1] / "src/newsnlp/data/mention_scores.tsv"
FITTED = ("organization", "place", "date")
BIN = 40  # mentions of a knot
FEW = 10  # of which a rule has no row of its own
DRAWN = 10.0  # mentions for which its kind's share counts


class Told(NamedTuple):
    """A mention found: its article's number, its kind and rule, its score before any table, whether gold has it."""

    article: int
    kind: str
    rule: str
    score: float
    right: bool


def folded(kind: str) -> str:
    """The kind of a span; those of places are one, and so are dates and times."""
    return "place" if kind in KINDS[Region].spans else "date" if kind == "time" else kind


def collected(path: str) -> Iterator[Told]:
    """What the library finds in a corpus, with its scores as they are before this table."""
    extract = Extractor(jobs=True)
    with patch("newsnlp.types.measured", lambda kind, rule, score: score):
        for number, article in enumerate(corpora.read(path)):
            gold = {(folded(e.kind), *trim(article.text, e.start, e.stop, e.kind)) for e in article.entities}
            document = extract(article.text)
            for kind in KINDS.values():
                name = folded(kind.spans[0])
                for m in (m for value in getattr(document, kind.column) for m in value.mentions):
                    right = (name, *trim(article.text, m.start, m.stop, name)) in gold
                    yield Told(number, name, m.rule, m.score, right)


def fitted(told: Iterable[Told]) -> Knots:
    """The knots of each kind and rule."""
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    by_kind: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_kind[one.kind].append(one)
    for kind in FITTED:
        own = by_kind[kind]
        share = _share(own, 0.5)
        if kind == "date":
            found[kind, ""] = [(1.0, round(share, 3))]
        for rule, group in groupby(sorted(own, key=lambda one: one.rule), key=lambda one: one.rule):
            same = sorted(group, key=lambda one: one.score)
            if len(same) >= FEW:
                one = same[0].score == same[-1].score
                found[kind, rule] = [(same[0].score, _share(same, share))] if one else list(_rising(same))
    return found


def _share(same: list[Told], prior: float) -> float:
    return round((sum(one.right for one in same) + DRAWN * prior) / (len(same) + DRAWN), 3)


def _rising(same: list[Told]) -> Iterator[tuple[float, float]]:
    """Bins of neighbours in order of score, joined where the share would fall."""
    size = max(1, round(len(same) / BIN))
    bounds = [round(n * len(same) / size) for n in range(size + 1)]
    bins = [same[a:b] for a, b in pairwise(bounds)]
    joined: list[list[Told]] = []
    for part in bins:
        joined.append(part)
        while len(joined) > 1 and _right(joined[-2]) >= _right(joined[-1]):
            joined[-2:] = [joined[-2] + joined[-1]]
    last = 0.0
    for part in joined:
        score = round(sum(one.score for one in part) / len(part), 3)
        if score > last:
            yield score, round(_right(part), 3)
            last = score


def _right(part: list[Told]) -> float:
    return (sum(one.right for one in part) + 0.5) / (len(part) + 1)


def main(path: str) -> None:
    """Writes the table."""
    lines = ["# source: fitted by scripts/fit_scores.py", "kind\trule\tscore\tright"]
    for (kind, rule), points in fitted(list(collected(path))).items():
        lines += [f"{kind}\t{rule}\t{score:g}\t{right:g}" for score, right in points]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
