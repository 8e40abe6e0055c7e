"""The training itself: batches of one task each, AdamW with a falling rate, averaged weights."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
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
    """What a run is made of; every number here is part of a repeatable result.

    ``taught``: batches of what networks have taught for each batch of gold.
    """

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
    taught: float = 1.0


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
    taught: tuple[Tensor, Tensor] | None
    count: int


def collate(parts: Sequence[Encoded], ids: NDArray[Any], longest: int, lists: int) -> Batch:
    """``ids`` turns navec's word numbers into rows of the network's own vectors."""
    n = sum(len(p) for p in parts) + len(parts) + 1
    real, article = np.zeros(n, np.float32), np.full(n, len(parts))
    rows = np.concatenate([np.arange(len(p)) for p in parts])
    base = np.concatenate([np.full(len(p), b) for p, b in zip(parts, bases(parts), strict=True)])
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
    taught = _taught(parts, gold)
    for part, b in zip(parts, bases(parts), strict=True):
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
        taught,
        len(parts),
    )


def bases(parts: Sequence[Encoded]) -> list[int]:
    """The first row of each article in a batch."""
    return list(accumulate((len(part) + 1 for part in parts[:-1]), initial=1))


def _taught(parts: Sequence[Encoded], gold: NDArray[Any]) -> tuple[Tensor, Tensor] | None:
    """What networks taught of a batch, (m, kinds + 1) and (n, 2); the spans' numbers, from 1 on, go into ``gold``."""
    chances: list[NDArray[Any]] = []
    edges, done = np.zeros((len(gold), 2), np.float32), 0
    for part, base in zip(parts, bases(parts), strict=True):
        if part.taught is None:
            return None
        row, length, chance, ends = part.taught
        gold[row + base, length] = np.arange(done + 1, done + len(row) + 1)
        done += len(row)
        edges[base : base + len(part)] = ends
        chances.append(chance)
    return torch.from_numpy(np.concatenate(chances).astype(np.float32)), torch.from_numpy(edges)


def loss_of(network: Network, batch: Batch, task: int, recipe: Recipe) -> Tensor:
    """A scalar: cross entropy of the spans and ``recipe.edges`` of the edges', by token."""
    with torch.autocast("cpu", torch.bfloat16):
        logits, row, length, edges = network(batch, task)
    gold, size = batch.gold, len(batch.words)
    if batch.taught:
        chances, target = batch.taught
        none = F.one_hot(torch.zeros(1, dtype=torch.int64), logits.shape[1]).float()
        wanted = torch.cat([none, chances]).index_select(0, gold[row, length])
        loss = -(wanted * F.log_softmax(logits, 1)).sum()
    else:
        loss = F.cross_entropy(logits, gold[row, length], reduction="sum")
        target = _edges(gold > 0)
    real = batch.real[:, 0] > 0
    edge = F.binary_cross_entropy_with_logits(edges[real], target[real], reduction="sum")
    return (loss + recipe.edges * edge) / size


def _edges(marked: Tensor) -> Tensor:
    """(n, 2): 1 where a span of gold starts, where one ends; ``marked`` (n, longest)."""
    size, longest = marked.shape
    ends = torch.zeros(size + longest)
    spots = torch.nonzero(marked)
    ends[spots[:, 0] + spots[:, 1]] = 1
    return torch.stack([marked.any(1).float(), ends[:size]], 1)


Task = Sequence[Sequence[Encoded]]  # an article's versions: as it stands, then changed


def batches(
    tasks: Sequence[Task], recipe: Recipe, random: np.random.Generator, unmarked: Iterator[Encoded] | None = None
) -> list[tuple[int, list[Encoded]]]:
    """An epoch: every article once, in one of its versions; batches of one task each, shuffled.

    ``unmarked``: articles without end that networks have taught; their batches belong to the first task.
    """
    made = []
    for number, task in enumerate(tasks):
        order = random.permutation(len(task))
        chosen = []
        for n in order.tolist():
            versions = task[n]
            changed = len(versions) > 1 and random.random() < recipe.changed
            chosen.append(versions[int(random.integers(1, len(versions))) if changed else 0])
        made += [(number, chosen[k : k + recipe.articles]) for k in range(0, len(chosen), recipe.articles)]
    if unmarked:
        made += [(0, list(islice(unmarked, recipe.articles))) for _ in range(int(recipe.taught * len(made)))]
    return [made[k] for k in random.permutation(len(made))]


def _endless(articles: Sequence[Encoded], random: np.random.Generator) -> Iterator[Encoded]:
    while True:
        for k in random.permutation(len(articles)):
            yield articles[k]


def train(
    network: Network,
    tasks: Sequence[Task],
    ids: NDArray[Any],
    recipe: Recipe,
    report: Callable[[int, float, float], None] = lambda epoch, loss, seconds: None,
    taught: Sequence[Encoded] = (),
    folder: Path | None = None,
) -> Network:
    """Trains in place and ends with the averaged weights. ``report(epoch, loss, seconds)`` after each epoch.

    ``taught``: articles that networks have labelled. ``folder``: where a run leaves off after each epoch, so that the
    same call goes on from there.
    """
    shape, started = network.sizes, time.time()
    per = sum(math.ceil(len(task) / recipe.articles) for task in tasks)
    steps = recipe.epochs * (per + int(recipe.taught * per) * bool(taught))
    state = _State(network, recipe, folder / "training.pt" if folder else None)
    for epoch in range(state.epoch, recipe.epochs):
        # each epoch draws by its own number: one that goes on draws as one that was never stopped
        random = np.random.default_rng((recipe.seed, epoch))
        torch.manual_seed(recipe.seed * 1000 + epoch)
        total = 0.0
        made = batches(tasks, recipe, random, _endless(taught, random) if taught else None)
        for task, parts in made:
            rate = recipe.rate * min(1.0, (state.step + 1) / 100) * max(0.02, 1 - state.step / steps)
            loss = loss_of(network, collate(parts, ids, shape.longest, shape.lists), task, recipe)
            total += float(loss.detach())
            state.advance(loss if task == 0 else recipe.other * loss, rate)
            network.pruning = network.pruning or state.step > steps // (2 * recipe.epochs)
        state.keep(epoch + 1)
        with averaged(state.live, state.mean):
            report(epoch + 1, total / len(made), time.time() - started)
    with torch.no_grad():
        torch._foreach_copy_(state.live, state.mean)
    return network


class _State:
    """The optimizer, the averaged weights, and how far the run is; kept in a file after each epoch."""

    def __init__(self, network: Network, recipe: Recipe, path: Path | None) -> None:
        wide = [p for p in network.parameters() if p.dim() > 1]
        flat = [p for p in network.parameters() if p.dim() <= 1]
        groups = [{"params": wide, "weight_decay": recipe.decay}, {"params": flat, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=recipe.rate, betas=(0.9, 0.98), foreach=True)
        self.network, self.recipe, self.path = network, recipe, path
        self.live = [v for v in network.state_dict().values() if v.dtype.is_floating_point]
        self.mean = [v.clone() for v in self.live]
        self.step = self.epoch = 0
        if path and path.is_file():
            kept = torch.load(path, weights_only=True)
            if kept["recipe"] != repr(recipe):
                raise ValueError(f"{path} is of another run ({kept['recipe']}): take another folder, or remove it")
            network.load_state_dict(kept["network"])
            network.pruning = kept["pruning"]
            self.optimizer.load_state_dict(kept["optimizer"])
            self.mean, self.step, self.epoch = kept["mean"], kept["step"], kept["epoch"]

    def advance(self, loss: Tensor, rate: float) -> None:
        """One step of the optimizer, and of the average."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        keep = min(self.recipe.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(self.mean, self.live, 1 - keep)

    def keep(self, epoch: int) -> None:
        """Writes what the next epoch begins with."""
        self.epoch = epoch
        if self.path:
            kept = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "mean": self.mean}
            kept |= {"step": self.step, "epoch": epoch, "pruning": self.network.pruning, "recipe": repr(self.recipe)}
            part = self.path.with_suffix(".part")
            torch.save(kept, part)
            part.replace(self.path)


class averaged:
    """The averaged weights inside the block, the live ones after it."""

    def __init__(self, live: list[Tensor], mean: list[Tensor]) -> None:
        self.live, self.mean = live, mean

    def __enter__(self) -> None:
        self.kept = [v.clone() for v in self.live]
        torch._foreach_copy_(self.live, self.mean)

    def __exit__(self, *_: object) -> None:
        torch._foreach_copy_(self.live, self.kept)
