"""Articles as the arrays that the network is trained on: the reader's own layout, so that nothing can differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsnlp.read import Reader
from newsnlp.read.tagger import edge_shapes
from newsnlp.read.weights import SHAPE_COUNT
from newsnlp.train.corpora import Annotated
from newsnlp.workers import chunks

Array = NDArray[Any]
CHARACTERS = 50_000  # read at once


class Taught(NamedTuple):
    """What networks say of an article: of its likelier spans (m,) row, length - 1, (m, kinds + 1) chances, none first;
    of its tokens (n, 2) the chances that a span starts and ends there.
    """

    row: Array
    length: Array
    chance: Array
    edges: Array


@dataclass(slots=True)
class Encoded:
    """An article, one row a token. ``gold`` (mentions, 3): row, length - 1, kind + 1. ``taught``: by networks."""

    rows: Mapping[str, Array]
    gold: Array
    taught: Taught | None = None

    def __len__(self) -> int:
        return len(self.rows["word"])


def encode(articles: Sequence[Annotated], kinds: Sequence[str], longest: int, reader: Reader) -> Iterator[Encoded]:
    """``group`` and ``limit`` count from the article's first row; ``kinds`` are in the order of the task's outputs."""
    numbers = {kind: n + 1 for n, kind in enumerate(kinds)}
    for batch in chunks(articles, lambda article: len(article.text), CHARACTERS):
        layout, features, hidden = reader.inputs([article.text for article in batch])
        columns: dict[str, Array] = {
            "word": features.near.astype(np.int32),
            "shape": features.shape.astype(np.int16),
            "grams": features.grams.astype(np.int16),
            "lists": features.lists.astype(np.uint16),
        }
        for article, (a, b) in zip(batch, layout.rows, strict=True):
            rows = {name: column[layout.cut[a:b]] for name, column in columns.items()}
            rows["opens"], rows["closes"] = edge_shapes(rows["shape"])
            rows["shape"] = rows["shape"] + SHAPE_COUNT * layout.line[a:b].astype(np.int16)
            rows["hidden"] = hidden[a:b].astype(np.float16)
            rows["group"], rows["limit"] = layout.group[a:b] - a, layout.limit[a:b] - a
            gold = _gold(article, layout.start[a:b], layout.stop[a:b], rows, numbers, longest)
            yield Encoded(rows, gold)


def _gold(
    article: Annotated,
    starts: Array,
    stops: Array,
    rows: Mapping[str, Array],
    numbers: Mapping[str, int],
    longest: int,
) -> Array:
    """The mentions that the grid of spans can hold; the others (inside a token, too long) go untaught."""
    first = {start: row for row, start in enumerate(starts.tolist())}
    last = {stop: row for row, stop in enumerate(stops.tolist())}
    found = []
    for entity in article.entities:
        a, b = first.get(entity.start, -1), last.get(entity.stop, -1)
        if 0 <= a <= b < rows["limit"][a] and b - a < longest and entity.kind in numbers:
            found.append((a, b - a, numbers[entity.kind]))
    return np.array(found, np.int64).reshape(-1, 3)
