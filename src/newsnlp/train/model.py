"""The tagger's network in torch: the same arithmetic as ``read/tagger.py``, with what training needs around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from newsnlp.read.weights import HIDDEN


@dataclass(frozen=True)
class Shape:
    """Sizes of the network and the dropouts of its training."""

    width: int = 192
    span: int = 160
    longest: int = 14
    shape_size: int = 30
    gram_size: int = 32
    lists: int = 0
    drop: float = 0.3
    drop_input: float = 0.2
    drop_span: float = 0.2
    drop_word: float = 0.05
    drop_gram: float = 0.1
    drop_hidden: float = 0.05
    drop_lists: float = 0.33
    prune: float = 0.01


class Masks(nn.Module):  # type: ignore[misc,unused-ignore]  # torch may be absent
    """Dropout from a pool of random masks: drawing them anew costs a third of a step on a CPU."""

    def __init__(self, rate: float, size: int = 1 << 23) -> None:
        super().__init__()
        self.rate = rate
        self._pool = (torch.rand(size) >= rate).float() / (1 - rate) if rate else torch.ones(1)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        if x.numel() > len(self._pool) // 2:
            return F.dropout(x, self.rate)
        at = int(torch.randint(0, len(self._pool) - x.numel(), (1,)))
        return x * self._pool[at : at + x.numel()].view_as(x).to(x.device)


def neighbours(x: Tensor) -> Tensor:
    """(n, d) -> (n, 3 d): the row before, the row, the row behind."""
    edge = x.new_zeros(1, x.shape[1])
    return torch.cat([torch.cat([edge, x[:-1]]), x, torch.cat([x[1:], edge])], 1)


class Conv(nn.Module):  # type: ignore[misc,unused-ignore]
    """Three taps, batch norm, ReLU, dropout; ``plain`` inputs reach the middle tap only."""

    def __init__(self, size: int, plain: int, width: int, drop: float) -> None:
        super().__init__()
        self.linear = nn.Linear(3 * size + plain, width)
        self.norm = nn.BatchNorm1d(width, momentum=0.05)
        self.drop = Masks(drop)
        self.residual = size == width and not plain

    def forward(self, x: Tensor, real: Tensor, plain: Tensor | None = None) -> Tensor:
        wide = neighbours(x) if plain is None else torch.cat([neighbours(x), plain], 1)
        y = self.drop(F.relu(self.norm(self.linear(wide).float())))
        return (y + x if self.residual else y) * real


class Network(nn.Module):  # type: ignore[misc,unused-ignore]
    """``kinds``: the number of kinds of each task; the first task is the one that is shipped."""

    def __init__(
        self, shape: Shape, kinds: list[int], vectors: np.ndarray[Any, Any], shapes: int, buckets: int
    ) -> None:
        super().__init__()
        s = self.sizes = shape
        self.register_buffer("vectors", torch.from_numpy(vectors), persistent=False)
        self.shape = nn.Embedding(shapes, s.shape_size)
        self.gram = nn.Embedding(buckets, s.gram_size, padding_idx=0)
        nn.init.normal_(self.gram.weight, std=0.1)
        self.gram.weight.data[0] = 0
        self.hidden_norm = nn.BatchNorm1d(HIDDEN, affine=False, momentum=0.05)
        size = vectors.shape[1] + s.shape_size + s.gram_size + s.lists
        self.convs = nn.ModuleList(
            [
                Conv(size, HIDDEN, s.width, s.drop),
                Conv(s.width, 0, s.width, s.drop),
                Conv(s.width, 0, s.width, s.drop),
            ]
        )
        self.article = nn.Linear(2 * s.width, s.width)
        self.drop_input, self.drop, self.drop_span = Masks(s.drop_input), Masks(s.drop), Masks(s.drop_span)
        for name in ("first", "last", "before", "behind", "inside"):
            setattr(self, name, nn.Linear(s.width, s.span, bias=name in ("first", "last")))
        self.length = nn.Embedding(s.longest, s.span)
        nn.init.normal_(self.length.weight, std=0.1)
        self.edges = nn.Linear(s.width, 2 * len(kinds))
        self.out = nn.ModuleList(nn.Linear(s.span, n + 1) for n in kinds)
        self.pruning = False

    def words(self, batch: Any) -> Tensor:
        """(n, size): vector, shape, letters and lists of each token; in training some are left out."""
        s, parts = self.sizes, []
        words, n = batch.words, len(batch.words)
        if self.training and s.drop_word:
            words = torch.where((torch.rand(n, device=words.device) < s.drop_word) & (words > 0), 1, words)
        parts.append(self.vectors[words])
        parts.append(self.shape(batch.shapes))
        grams = self.gram(batch.grams)
        if self.training and s.drop_gram:
            grams = grams * (torch.rand(n, 6, 1, device=words.device) > s.drop_gram)
        parts.append(grams.sum(1))
        if s.lists:
            lists = batch.lists
            if self.training:
                keep = torch.rand(batch.count + 1, device=words.device) > s.drop_lists
                lists = lists * keep[batch.article][:, None]
            parts.append(lists)
        return torch.cat(parts, 1)

    def hidden(self, batch: Any) -> Tensor:
        """(n, 384): slovnet's layers, standardised."""
        x = self.hidden_norm(batch.hidden.float())
        if self.training and self.sizes.drop_hidden:
            x = x * (torch.rand(len(x), 1, device=x.device) > self.sizes.drop_hidden)
        return x

    def encode(self, batch: Any) -> Tensor:
        """(n, width): the tokens in their sentence and article."""
        real = batch.real
        words, hidden = self.words(batch), self.hidden(batch)
        x = self.convs[0](self.drop_input(words) * real, real, self.drop_input(hidden) * real)
        x = self.convs[1](x, real)
        x = x + self.drop(F.relu(self.article(self.pooled(x, batch)).float())) * real
        return self.drop(self.convs[2](x, real))

    def pooled(self, x: Tensor, batch: Any) -> Tensor:
        """The maximum over a stem's tokens in the article, and the article's mean."""
        n, width = x.shape
        best = torch.full((n, width), -1e4, device=x.device)
        best = best.scatter_reduce(0, batch.group[:, None].expand(-1, width), x, "amax")
        mean = torch.zeros(batch.count + 1, width, device=x.device).index_add(0, batch.article, x)
        size = torch.bincount(batch.article, minlength=batch.count + 1).clamp(min=1)
        return torch.cat([best.index_select(0, batch.group), (mean / size[:, None]).index_select(0, batch.article)], 1)

    def likely(
        self, allowed: Tensor, chance: Tensor, least: float, kept: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Rows and lengths - 1 of the allowed spans whose edges have a ``chance`` (n, 2) above ``least``, and of those
        that are to be ``kept`` in any case.
        """
        longest = self.sizes.longest
        ends = torch.cat([chance[:, 1], chance.new_zeros(longest)]).unfold(0, longest, 1)[: len(chance)]
        found = (ends > least) & (chance[:, :1] > least)
        row, length = torch.nonzero(allowed & (found if kept is None else found | kept), as_tuple=True)
        return row, length

    def spans(self, x: Tensor, row: Tensor, length: Tensor, task: int) -> Tensor:
        """(m, kinds + 1): logits of spans of the encoded tokens ``x``."""
        end = row + length
        edge = x.new_zeros(1, self.sizes.span).float()
        first = self.first(x).float() + torch.cat([edge, self.before(x).float()[:-1]])
        last = self.last(x).float() + torch.cat([self.behind(x).float()[1:], edge])
        total = torch.cat([edge, self.inside(x).float().cumsum(0)])
        # index_select, as its gradient is three times faster than that of plain indexing
        h = first.index_select(0, row) + last.index_select(0, end) + self.length(length)
        h = h + (total.index_select(0, end + 1) - total.index_select(0, row)) / (length + 1)[:, None]
        logits: Tensor = self.out[task](self.drop_span(F.relu(h))).float()
        return logits

    def forward(self, batch: Any, task: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """-> logits (m, kinds + 1) of m candidates, their rows and lengths - 1, edge logits (n, 2)."""
        x = self.encode(batch)
        edges = self.edges(x).float()[:, 2 * task : 2 * task + 2]
        if self.pruning:
            row, length = self.likely(batch.allowed, edges.detach().sigmoid(), self.sizes.prune / 2, batch.gold > 0)
        else:
            row, length = torch.nonzero(batch.allowed, as_tuple=True)
        return self.spans(x, row, length, task), row, length, edges
