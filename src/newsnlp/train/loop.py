"""The training itself: batches of one task each, AdamW with a falling rate, averaged weights."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from newsnlp.train.encode import Encoded
from newsnlp.train.model import Network


@dataclass(frozen=True)
class Recipe:
    """What a run is made of; every number here is part of a repeatable result."""

    epochs: int = 20
    articles: int = 6
    rate: float = 2e-3
    decay: float = 0.01
    average: float = 0.995
    edges: float = 0.5
    other: float = 1.0
    changed: float = 0.3
    versions: int = 1
    seed: int = 0


@dataclass(slots=True)
class Batch:
    """Articles of one task laid end to end, a zero row before each and behind the last."""

    words: Tensor
    shapes: Tensor
    grams: Tensor
    lists: Tensor
    hidden: Tensor
    real: Tensor
    article: Tensor
    group: Tensor
    allowed: Tensor
    gold: Tensor
    count: int


def collate(parts: Sequence[Encoded], ids: NDArray[Any], longest: int, lists: int) -> Batch:
    """``ids`` turns navec's word numbers into rows of the network's own vectors."""
    n = sum(len(p) for p in parts) + len(parts) + 1
    real, article = np.zeros(n, np.float32), np.full(n, len(parts))
    rows = np.concatenate([np.arange(len(p)) for p in parts])
    base = np.concatenate([np.full(len(p), b) for p, b in zip(parts, _bases(parts), strict=True)])
    at = base + rows
    real[at] = 1
    article[at] = np.concatenate([np.full(len(p), k) for k, p in enumerate(parts)])

    def column(name: str, zero: int, shape: tuple[int, ...] = (), kind: Any = np.int64) -> NDArray[Any]:
        out = np.full((n, *shape), zero, kind)
        out[at] = np.concatenate([p.rows[name] for p in parts])
        return out

    group, limit = np.arange(n), np.zeros(n, np.int64)
    group[at] = base + np.concatenate([p.rows["group"] for p in parts])
    limit[at] = base + np.concatenate([p.rows["limit"] for p in parts])
    words = np.zeros(n, np.int64)
    words[at] = ids[np.concatenate([p.rows["word"] for p in parts])]
    gold = np.zeros((n, longest), np.int64)
    for part, b in zip(parts, _bases(parts), strict=True):
        gold[part.gold[:, 0] + b, part.gold[:, 1]] = part.gold[:, 2]
    opens, closes = column("opens", 0, kind=bool), np.append(column("closes", 0, kind=bool), np.zeros(longest, bool))
    ends = np.arange(n)[:, None] + np.arange(longest)
    bits = (column("lists", 0)[:, None] >> np.arange(max(lists, 1))) & 1
    return Batch(
        torch.from_numpy(words),
        torch.from_numpy(column("shape", 0)),
        torch.from_numpy(column("grams", 0, (6,))),
        torch.from_numpy(bits.astype(np.float32)),
        torch.from_numpy(column("hidden", 0, (parts[0].rows["hidden"].shape[1],), np.float16)),
        torch.from_numpy(real[:, None]),
        torch.from_numpy(article),
        torch.from_numpy(group),
        torch.from_numpy(opens[:, None] & closes[ends] & (ends < limit[:, None])),
        torch.from_numpy(gold),
        len(parts),
    )


def _bases(parts: Sequence[Encoded]) -> list[int]:
    bases, at = [], 1
    for part in parts:
        bases.append(at)
        at += len(part) + 1
    return bases


def loss_of(network: Network, batch: Batch, task: int, recipe: Recipe) -> Tensor:
    """A scalar: cross entropy of the spans and ``recipe.edges`` of the edges', by token."""
    with torch.autocast("cpu", torch.bfloat16):
        logits, row, length, edges = network(batch, task)
    gold, size = batch.gold, len(batch.words)
    loss = F.cross_entropy(logits, gold[row, length], reduction="sum")
    marked = gold > 0
    ends = torch.zeros(size + gold.shape[1])
    spots = torch.nonzero(marked)
    ends[spots[:, 0] + spots[:, 1]] = 1
    target = torch.stack([marked.any(1).float(), ends[:size]], 1)
    real = batch.real[:, 0] > 0
    edge = F.binary_cross_entropy_with_logits(edges[real], target[real], reduction="sum")
    return (loss + recipe.edges * edge) / size


Task = Sequence[Sequence[Encoded]]  # an article's versions: as it stands, then changed


def batches(tasks: Sequence[Task], recipe: Recipe, random: np.random.Generator) -> list[tuple[int, list[Encoded]]]:
    """An epoch: every article once, in one of its versions; batches of one task each, shuffled."""
    made = []
    for number, task in enumerate(tasks):
        order = random.permutation(len(task))
        chosen = []
        for n in order.tolist():
            versions = task[n]
            changed = len(versions) > 1 and random.random() < recipe.changed
            chosen.append(versions[int(random.integers(1, len(versions))) if changed else 0])
        made += [(number, chosen[k : k + recipe.articles]) for k in range(0, len(chosen), recipe.articles)]
    return [made[k] for k in random.permutation(len(made))]


def train(
    network: Network,
    tasks: Sequence[Task],
    ids: NDArray[Any],
    recipe: Recipe,
    report: Callable[[int, float, float], None] = lambda epoch, loss, seconds: None,
) -> Network:
    """Trains in place and ends with the averaged weights. ``report(epoch, loss, seconds)`` after each epoch."""
    random = np.random.default_rng(recipe.seed)
    shape = network.sizes
    wide = [p for p in network.parameters() if p.dim() > 1]
    flat = [p for p in network.parameters() if p.dim() <= 1]
    groups = [{"params": wide, "weight_decay": recipe.decay}, {"params": flat, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=recipe.rate, betas=(0.9, 0.98), foreach=True)
    steps = recipe.epochs * sum(math.ceil(len(task) / recipe.articles) for task in tasks)
    live = [v for v in network.state_dict().values() if v.dtype.is_floating_point]
    mean = [v.clone() for v in live]
    step, started = 0, time.time()
    for epoch in range(recipe.epochs):
        total, network_steps = 0.0, 0
        for task, parts in batches(tasks, recipe, random):
            for group in optimizer.param_groups:
                group["lr"] = recipe.rate * min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)
            loss = loss_of(network, collate(parts, ids, shape.longest, shape.lists), task, recipe)
            optimizer.zero_grad()
            (loss if task == 0 else recipe.other * loss).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            network_steps += 1
            total += float(loss.detach())
            network.pruning = network.pruning or step > steps // (2 * recipe.epochs)
            keep = min(recipe.average, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(mean, live, 1 - keep)
        with averaged(live, mean):
            report(epoch + 1, total / network_steps, time.time() - started)
    with torch.no_grad():
        torch._foreach_copy_(live, mean)
    return network


class averaged:
    """The averaged weights inside the block, the live ones after it."""

    def __init__(self, live: list[Tensor], mean: list[Tensor]) -> None:
        self.live, self.mean = live, mean

    def __enter__(self) -> None:
        self.kept = [v.clone() for v in self.live]
        torch._foreach_copy_(self.live, self.mean)

    def __exit__(self, *_: object) -> None:
        torch._foreach_copy_(self.live, self.kept)
