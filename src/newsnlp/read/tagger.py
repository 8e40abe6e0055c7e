"""The span tagger: nested mentions with scores, by numpy, over a batch of articles laid end to end."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from slovnet.shape import SHAPES

from newsnlp.read.features import Features
from newsnlp.read.networks import Floats, Ints, gathered_taps, taps
from newsnlp.read.weights import HIDDEN, Weights
from newsnlp.types import Span

_NOT_FIRST = np.array([1 + SHAPES.index("PUNCT_" + c) for c in ",.;:!?)]}|/…»”—–"])
_NOT_LAST = np.array([1 + SHAPES.index("PUNCT_" + c) for c in ",;:?([{|/«„"])
SHAPE_COUNT = 66


def edge_shapes(shapes: Ints) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which tokens may open a span, and which may close one, by their shapes."""
    return ~np.isin(shapes, _NOT_FIRST), ~np.isin(shapes, _NOT_LAST)


@dataclass(frozen=True, slots=True)
class Layout:
    """The tokens of a batch, row by row, one zero row between articles.

    ``unique`` (n,): number of the row's distinct (features, line start), -1 on zero rows. ``source`` (n,): the
    row of razdel's token that this (possibly cut) token comes from. ``group`` (n,): a row standing for all rows
    of the article with its stem. ``limit`` (n,): the row behind the sentence's last. ``articles``: row ranges.
    """

    features: list[tuple[Features, bool]]
    unique: Ints
    source: Ints
    group: Ints
    limit: Ints
    articles: list[tuple[int, int]]
    offsets: list[list[tuple[int, int]]]

    @property
    def real(self) -> Floats:
        return (self.unique >= 0).astype(np.float32)[:, None]


class Tagger:
    """The network of ``weights``: word rows and slovnet's layers in, spans out."""

    def __init__(self, weights: Weights) -> None:
        w = self.w = weights.arrays
        self.kinds = weights.kinds
        size = 300 + w["shape"].shape[1] + w["gram"].shape[1] + weights.lists
        width = w["article"].shape[1]
        first = w["conv0"]
        self.taps = 3 if len(first) == 3 * (size + HIDDEN) else 1
        block = first[: 3 * (size + HIDDEN * (self.taps == 3))].reshape(3, -1, width)
        self.lists = weights.lists
        self.first = np.ascontiguousarray(block[:, :size])
        self.context = np.ascontiguousarray(block[:, size:]) if self.taps == 3 else first[3 * size :]
        self.convs = [(w[f"conv{n}"].reshape(3, width, width), w[f"conv{n}_bias"]) for n in (1, 2)]
        self.longest = len(w["length"])

    def spans(self, batch: Layout, vectors: Floats, hidden: Floats) -> list[list[Span]]:
        """``vectors`` (distinct, 300), ``hidden`` (n, 384): slovnet's layers, standardised here."""
        x = self._encode(batch, vectors, hidden)
        return self._decode(batch, *self._score(batch, x))

    def _words(self, batch: Layout, vectors: Floats) -> Floats:
        w = self.w
        shapes = [f.shape + SHAPE_COUNT * first for f, first in batch.features]
        grams = np.array([f.grams for f, _ in batch.features]).reshape(-1, 6)
        parts = [vectors, w["shape"][shapes], w["gram"][grams].sum(1)]
        if self.lists:
            lists = np.array([f.lists for f, _ in batch.features])
            parts.append(((lists[:, None] >> np.arange(self.lists)) & 1).astype(np.float32))
        return np.concatenate(parts, 1)

    def _encode(self, batch: Layout, vectors: Floats, hidden: Floats) -> Floats:
        w, real = self.w, batch.real
        hidden = (hidden - w["hidden_mean"]) * w["hidden_scale"] * real
        x = gathered_taps(self._words(batch, vectors), batch.unique, self.first)
        x += taps(hidden, self.context) if self.taps == 3 else hidden @ self.context
        x += w["conv0_bias"]
        x = np.maximum(x, 0, out=x) * real
        for number, (weight, bias) in enumerate(self.convs):
            x = (np.maximum(taps(x, weight) + bias, 0) + x) * real
            if number == 0:
                x += self._article(batch, x) * real
        return x

    def _article(self, batch: Layout, x: Floats) -> Floats:
        """What the article says elsewhere: the maximum over a stem's tokens, and the article's mean."""
        weight, bias = self.w["article"], self.w["article_bias"]
        size, group = x.shape[1], batch.group
        same = x.copy()
        shared = np.flatnonzero(np.bincount(group, minlength=len(group))[group] > 1)
        if len(shared):
            order = shared[np.argsort(group[shared], kind="stable")]
            first = np.r_[True, group[order][1:] != group[order][:-1]]
            best = np.maximum.reduceat(x[order], np.flatnonzero(first), axis=0)
            same[order] = best[np.cumsum(first) - 1]
        out: Floats = same @ weight[:size]
        for a, b in batch.articles:
            if b > a:
                out[a:b] += x[a:b].mean(0) @ weight[size:]
        out += bias
        return np.maximum(out, 0, out=out)

    def _score(self, batch: Layout, x: Floats) -> tuple[Ints, Ints, Floats]:
        w, longest, real = self.w, self.longest, batch.unique >= 0
        edge = 1 / (1 + np.exp(-(x @ w["edges"] + w["edges_bias"])))
        shapes = np.array([f.shape for f, _ in batch.features] + [0])[batch.unique]
        may_open, may_close = edge_shapes(shapes)
        opens = (edge[:, 0] > 0.01) & real & may_open
        closes = np.append((edge[:, 1] > 0.01) & real & may_close, np.zeros(longest, bool))
        starts = np.flatnonzero(opens)
        ends = starts[:, None] + np.arange(longest)[None]
        row, length = np.nonzero(closes[ends] & (ends < batch.limit[starts][:, None]))
        i = starts[row]
        j = i + length
        first = x @ w["first"] + w["edge_bias"]
        last = x @ w["last"]
        first[1:] += (x @ w["before"])[:-1]
        last[:-1] += (x @ w["behind"])[1:]
        total = np.zeros((len(x) + 1, first.shape[1]), np.float32)
        np.cumsum(x @ w["inside"], axis=0, out=total[1:])
        mean = (total[j + 1] - total[i]) / (length + 1)[:, None].astype(np.float32)
        h = np.maximum(first[i] + last[j] + w["length"][length] + mean, 0)
        logits = h @ w["out"] + w["out_bias"]
        return i, j, logits

    def _decode(self, batch: Layout, i: Ints, j: Ints, logits: Floats) -> list[list[Span]]:
        """Spans by score; one that crosses a better one is dropped, nested ones stay."""
        kind = logits.argmax(1)
        kept = np.flatnonzero(kind)
        margin = logits[kept, kind[kept]] - logits[kept, 0]
        order = np.argsort(-margin, kind="stable")
        starts = [a for a, _ in batch.articles]
        found: list[list[Span]] = [[] for _ in starts]
        taken: dict[int, list[tuple[int, int]]] = {}
        for n in order.tolist():
            k = kept[n]
            a, b = int(i[k]), int(j[k]) + 1
            if any(a < c < b < d or c < a < d < b for p in range(a, b) for c, d in taken.get(p, ())):
                continue
            for p in range(a, b):
                taken.setdefault(p, []).append((a, b))
            article = bisect_right(starts, a) - 1
            offsets, base = batch.offsets[article], starts[article]
            score = float(1 / (1 + np.exp(-margin[n])))
            spot = (offsets[a - base][0], offsets[b - 1 - base][1])
            found[article].append(Span(self.kinds[kind[k] - 1], *spot, score))
        return [sorted(spans, key=lambda s: (s.start, -s.stop)) for spans in found]
