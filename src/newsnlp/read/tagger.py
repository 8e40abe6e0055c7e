"""The span tagger: nested mentions with scores, by numpy, over a batch of articles laid end to end."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from slovnet.shape import SHAPES

from newsnlp.read.features import Features
from newsnlp.read.networks import Floats, Ints, gathered_taps, taps
from newsnlp.types import Span

# NEREL's types in the order of the network's outputs, in the library's names where it has one
KINDS = (
    "person title organization country region city district location money date time age percent event number "
    "ordinal nationality award facility law crime work_of_art ideology product disease penalty religion language "
    "family"
).split()

_NOT_FIRST = np.array([1 + SHAPES.index("PUNCT_" + c) for c in ",.;:!?)]}|/…»”—–"])
_NOT_LAST = np.array([1 + SHAPES.index("PUNCT_" + c) for c in ",;:?([{|/«„"])
SHAPE_COUNT = 66


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
    """The network of ``weights`` (an ``.npz`` of arrays): word rows and slovnet's layers in, spans out."""

    def __init__(self, weights: Path) -> None:
        with np.load(weights, allow_pickle=False) as file:
            w = {k: file[k].astype(np.float32) for k in file.files if k != "cfg"}
        self.w = w
        width = 300 + w["shape.weight"].shape[1] + w["gram.weight"].shape[1]
        first = w["convs.0.W"].reshape(3, -1, w["convs.0.W"].shape[1])
        self.first = np.ascontiguousarray(first[:, :width])
        self.context = np.ascontiguousarray(first[:, width:])
        self.convs = [(w[f"convs.{i}.W"].reshape(3, -1, w["convs.0.b"].size), w[f"convs.{i}.b"]) for i in (1, 2)]
        self.longest = len(w["len.weight"])

    def spans(self, batch: Layout, vectors: Floats, hidden: Floats) -> list[list[Span]]:
        """``vectors`` (distinct, 300), ``hidden`` (n, 384): slovnet's layers, standardised here."""
        x = self._encode(batch, vectors, hidden)
        return self._decode(batch, *self._score(batch, x))

    def _words(self, batch: Layout, vectors: Floats) -> Floats:
        w = self.w
        shapes = [f.shape + SHAPE_COUNT * first for f, first in batch.features]
        grams = np.array([f.grams for f, _ in batch.features]).reshape(-1, 6)
        return np.concatenate([vectors, w["shape.weight"][shapes], w["gram.weight"][grams].sum(1)], 1)

    def _encode(self, batch: Layout, vectors: Floats, hidden: Floats) -> Floats:
        w, real = self.w, batch.real
        hidden = (hidden - w["fbn.running_mean"]) * w["fbn.scale"] * real
        x = gathered_taps(self._words(batch, vectors), batch.unique, self.first)
        x += taps(hidden, self.context) + w["convs.0.b"]
        x = np.maximum(x, 0, out=x) * real
        for number, (weight, bias) in enumerate(self.convs):
            x = (np.maximum(taps(x, weight) + bias, 0) + x) * real
            if number == 0:
                x += self._article(batch, x) * real
        return x

    def _article(self, batch: Layout, x: Floats) -> Floats:
        """What the article says elsewhere: the maximum over a stem's tokens, and the article's mean."""
        weight, bias = self.w["ctx.weight"], self.w["ctx.bias"]
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
        edge = 1 / (1 + np.exp(-(x @ w["aux.weight"] + w["aux.bias"])))
        shapes = np.array([f.shape for f, _ in batch.features] + [0])[batch.unique]
        opens = (edge[:, 0] > 0.01) & real & ~np.isin(shapes, _NOT_FIRST)
        closes = np.append((edge[:, 1] > 0.01) & real & ~np.isin(shapes, _NOT_LAST), np.zeros(longest, bool))
        starts = np.flatnonzero(opens)
        ends = starts[:, None] + np.arange(longest)[None]
        row, length = np.nonzero(closes[ends] & (ends < batch.limit[starts][:, None]))
        i = starts[row]
        j = i + length
        first = x @ w["st.weight"] + (w["st.bias"] + w["en.bias"])
        last = x @ w["en.weight"]
        first[1:] += (x @ w["bl.weight"])[:-1]
        last[:-1] += (x @ w["br.weight"])[1:]
        total = np.zeros((len(x) + 1, first.shape[1]), np.float32)
        np.cumsum(x @ w["mid.weight"], axis=0, out=total[1:])
        mean = (total[j + 1] - total[i]) / (length + 1)[:, None].astype(np.float32)
        h = np.maximum(first[i] + last[j] + w["len.weight"][length] + mean, 0)
        logits = h @ w["out.weight"] + w["out.bias"]
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
            found[article].append(Span(KINDS[kind[k] - 1], *spot, score))
        return [sorted(spans, key=lambda s: (s.start, -s.stop)) for spans in found]
