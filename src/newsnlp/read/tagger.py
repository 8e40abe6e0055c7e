"""The span tagger: nested mentions with scores, by numpy, over a batch of articles laid end to end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from slovnet.shape import SHAPES

from newsnlp.read.features import Features
from newsnlp.read.layout import Layout
from newsnlp.read.lists import BITS
from newsnlp.read.networks import Edges, Floats, Ints, Networks, rectify, side_by_side, taps
from newsnlp.read.weights import SHAPE_COUNT, Weights
from newsnlp.types import Span

_NOT_FIRST = np.array([1 + SHAPES.index("PUNCT_" + c) for c in ",.;:!?)]}|/…»”—–"])
_NOT_LAST = np.array([1 + SHAPES.index("PUNCT_" + c) for c in ",;:?([{|/«„"])
# The least score of a span where the caller asks for no other (docs/en/tagger.md). Kinds of places share one place's
# chance, and which of them it is the tables tell better; organizations gain more in recall than they lose.
THRESHOLD = 0.45
THRESHOLDS = dict.fromkeys(("country", "region", "city", "district", "organization"), 0.35)
_LOGIT_PRUNE = float(np.log(0.01 / 0.99))  # edges less likely than 1 % open or close no candidate

BLOCK = 512  # spans weighed at a time, so that the sums stay in the processor's cache


def _distinct(numbers: Ints, size: int) -> tuple[Ints, Ints]:
    """The distinct of numbers below ``size``, in order, and which of them each is."""
    there = np.zeros(size, bool)
    there[numbers] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[numbers]


def edge_shapes(shapes: Ints) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which tokens may open a span, and which may close one, by their shapes."""
    return ~np.isin(shapes, _NOT_FIRST), ~np.isin(shapes, _NOT_LAST)


def list_bits(lists: Ints) -> Floats:
    """(n,) -> (n, bits): what the lists say, as zeros and ones."""
    return ((lists[:, None] >> np.arange(len(BITS))) & 1).astype(np.float32)


class Candidates(NamedTuple):
    """Spans of a batch: first and last row, kind's number, score; later in order of start, longer first."""

    first: Ints
    last: Ints
    kind: Ints
    score: Floats

    def take(self, which: Ints) -> Candidates:
        """Those of the given numbers, in their order."""
        return Candidates(self.first[which], self.last[which], self.kind[which], self.score[which])


class Tagger:
    """The network of ``weights`` on slovnet's layers. ``thresholds``: the least score of a span, by kind."""

    def __init__(self, weights: Weights, networks: Networks, thresholds: Mapping[str, float] | None = None) -> None:
        w = self.w = weights.arrays
        self.kinds = weights.kinds
        self.width = w["article"].shape[1]
        size = (len(w["conv0"]) - len(w["hidden_mean"])) // 3
        words = w["conv0"][: 3 * size].reshape(3, size, self.width)
        self._rows = side_by_side(words)
        # slovnet's layers come without their own scale and shift; those and the standardisation go into the matrix
        scale, context = w["hidden_scale"], w["conv0"][3 * size :]
        self._context = (networks.scale * scale)[:, None] * context
        self._bias = w["conv0_bias"] + ((networks.shift - w["hidden_mean"]) * scale) @ context
        other_line = w["shape"][SHAPE_COUNT:] - w["shape"][:SHAPE_COUNT]
        self._line = other_line @ words[:, 300 : 300 + other_line.shape[1]]
        self._convs = [(w[f"conv{n}"].reshape(3, self.width, self.width), w[f"conv{n}_bias"]) for n in (1, 2)]
        self._opening = np.concatenate([w["first"], w["before"]])
        self._closing = np.concatenate([w["last"], w["behind"]])
        self._longest = len(w["length"])
        least = THRESHOLDS | dict(thresholds or {})
        self._least = np.array([least.get(kind, THRESHOLD) for kind in self.kinds], np.float32)

    def rows(self, words: Features, vectors: Floats) -> Floats:
        """Distinct words -> their rows of the first layer (n, 3, width), bias included, as inside a line."""
        w = self.w
        parts = [vectors, w["shape"][words.shape], w["gram"][words.grams].sum(1)]
        if sum(part.shape[1] for part in parts) < len(self._rows):
            parts.append(list_bits(words.lists))
        rows: Floats = (np.concatenate(parts, 1) @ self._rows).reshape(-1, 3, self.width)
        rows[:, 1] += self._bias
        return rows

    def spans(self, batch: Layout, shapes: Ints, first: Floats, hidden: Floats) -> list[list[Span]]:
        """``shapes`` (n,); ``first`` (n, width): the words' gathered rows; ``hidden`` (m, 384) by razdel's tokens."""
        edges = Edges.between(batch.rows)
        self._add_lines(first, batch, shapes)
        context = hidden @ self._context
        first += context if len(context) == len(first) else context[batch.source]
        x = self._encode(batch, rectify(first, edges), edges)
        return self._spans(batch, _uncrossed(self._candidates(batch, shapes, x)))

    def _add_lines(self, first: Floats, batch: Layout, shapes: Ints) -> None:
        """A line's first token has shapes of its own."""
        at = np.flatnonzero(batch.line)
        before, own, behind = self._line[:, shapes[at]]
        first[at] += own
        first[at + 1] += before
        first[at - 1] += behind

    def _encode(self, batch: Layout, x: Floats, edges: Edges) -> Floats:
        for number, (weight, bias) in enumerate(self._convs):
            x += rectify(taps(x, weight, bias), edges)
            if number == 0:
                x += rectify(self._article(batch, x), edges)
        return x

    def _article(self, batch: Layout, x: Floats) -> Floats:
        """What the article says elsewhere: the maximum over a stem's tokens, and the article's mean."""
        weight, bias = self.w["article"], self.w["article_bias"]
        size, group = x.shape[1], batch.group
        same = x
        shared = np.flatnonzero(np.bincount(group, minlength=len(group))[group] > 1)
        if len(shared):
            order = shared[np.argsort(group[shared], kind="stable")]
            first = np.r_[True, group[order][1:] != group[order][:-1]]
            best = np.maximum.reduceat(x[order], np.flatnonzero(first), axis=0)
            same = x.copy()
            same[order] = best[np.cumsum(first) - 1]
        out: Floats = same @ weight[:size]
        means = np.stack([x[a:b].sum(0) / max(b - a, 1) for a, b in batch.rows]) @ weight[size:] + bias
        for (a, b), mean in zip(batch.rows, means, strict=True):
            out[a:b] += mean
        return out

    def _candidates(self, batch: Layout, shapes: Ints, x: Floats) -> Candidates:
        """Spans that are likely enough, in order of score."""
        w = self.w
        first, length = self._grid(batch, shapes, x @ w["edges"] + w["edges_bias"])
        last = first + length
        opens, at_open = _distinct(first, len(x))
        closes, at_close = _distinct(last, len(x))
        opening = np.concatenate([x[opens], x[opens - 1]], 1) @ self._opening + w["edge_bias"]
        closing = np.concatenate([x[closes], x[closes + 1]], 1) @ self._closing
        sums = self._sums(batch, x)
        logits = np.empty((len(first), len(w["out_bias"])), np.float32)
        none = np.zeros(opening.shape[1], np.float32)
        for start in range(0, len(first), BLOCK):
            part = slice(start, start + BLOCK)
            h = opening[at_open[part]]
            h += closing[at_close[part]]
            h += w["length"][length[part]]
            mean = sums[last[part]]
            mean -= sums[first[part] - 1]
            mean /= (length[part] + 1)[:, None].astype(np.float32)
            h += mean
            np.matmul(np.maximum(h, none, out=h), w["out"], out=logits[part])
        logits += w["out_bias"]
        return self._likely(first, last, logits)

    def _grid(self, batch: Layout, shapes: Ints, edges: Floats) -> tuple[Ints, Ints]:
        """First rows and lengths - 1 of all spans whose edges are likely enough."""
        may_open, may_close = edge_shapes(shapes)
        real = batch.cut >= 0
        starts = np.flatnonzero((edges[:, 0] > _LOGIT_PRUNE) & may_open & real)
        closes = np.append((edges[:, 1] > _LOGIT_PRUNE) & may_close & real, np.zeros(self._longest, bool))
        ends = starts[:, None] + np.arange(self._longest)
        row, length = np.nonzero(closes[ends] & (ends < batch.limit[starts][:, None]))
        return starts[row], length

    def _sums(self, batch: Layout, x: Floats) -> Floats:
        """What each row gives to the mean inside a span, summed up by article: so what stands before it in the batch
        leaves no rounding."""
        inside: Floats = x @ self.w["inside"]
        add = np.add
        for a, b in batch.rows:
            before, *rows = inside[a - 1 : b]  # the empty row, whose sum is zero
            for row in rows:  # quicker than cumsum down the columns
                before = add(before, row, row)
        return inside

    def _likely(self, first: Ints, last: Ints, logits: Floats) -> Candidates:
        """The likeliest kind of each span, with its calibrated probability."""
        logits -= logits.max(1, keepdims=True)
        odds = np.exp(logits)
        kind = odds[:, 1:].argmax(1)
        own = odds[np.arange(len(odds)), kind + 1]
        margin = np.log(own + 1e-9) - np.log(odds.sum(1) - own + 1e-9)
        slope, offset = self.w["calibration"][kind].T
        score = (1 / (1 + np.exp(-(slope * margin + offset)))).astype(np.float32)
        kept = np.flatnonzero(score >= self._least[kind])
        kept = kept[np.lexsort((last[kept] - first[kept], first[kept], -score[kept]))]
        return Candidates(first[kept], last[kept], kind[kept], score[kept])

    def _spans(self, batch: Layout, found: Candidates) -> list[list[Span]]:
        found = found.take(np.lexsort((-found.last, found.first)))
        made = [
            Span(self.kinds[kind], start, stop, round(score, 3))
            for kind, start, stop, score in zip(
                found.kind.tolist(),
                batch.start[found.first].tolist(),
                batch.stop[found.last].tolist(),
                found.score.tolist(),
                strict=True,
            )
        ]
        bounds = np.searchsorted(found.first, [b for rows in batch.rows for b in rows]).tolist()
        return [made[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]


def _uncrossed(found: Candidates) -> Candidates:
    """Without the spans that cross a likelier one; nested ones stay. ``found`` is in order of score."""
    order = np.argsort(found.first, kind="stable")
    first, last = found.first[order], found.last[order]
    rivals: dict[int, list[int]] = {}
    for step in range(1, len(order)):
        near = first[step:] <= last[:-step]
        if not near.any():
            break
        cross = near & (first[:-step] < first[step:]) & (last[:-step] < last[step:])
        for n in np.flatnonzero(cross).tolist():
            a, b = int(order[n]), int(order[n + step])
            rivals.setdefault(a, []).append(b)
            rivals.setdefault(b, []).append(a)
    dropped: set[int] = set()
    for n in sorted(rivals):
        if n not in dropped:
            dropped.update(rivals[n])
    return found.take(np.array([n for n in range(len(order)) if n not in dropped], np.int64))
