"""Teaching by networks: what several of them say of texts that nobody marked, for a smaller one to learn."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from newsnlp.read.features import BUCKETS
from newsnlp.read.lists import BITS
from newsnlp.read.weights import SHAPE_ROWS, Weights
from newsnlp.train import tune
from newsnlp.train.encode import Encoded, Taught
from newsnlp.train.export import begin
from newsnlp.train.loop import bases, collate
from newsnlp.train.model import Network, Shape

Array = NDArray[Any]
ARTICLES = 8  # a batch
SHARD = 400  # articles in a file of labels
EDGE = 0.01  # a span is asked about where both of its edges are at least as likely
NONE = 0.98  # a span that is none with this chance goes untold


def taught(
    articles: Sequence[Encoded],
    teachers: Sequence[Weights],
    ids: Array,
    vectors: Array,
    folder: Path,
    report: Callable[[int], None] = lambda done: None,
) -> list[Encoded]:
    """The articles with the mean of what the teachers, all of the same kinds, say of their spans and edges.

    ``ids`` and ``vectors`` as :func:`newsnlp.train.fit.fit` makes them. ``folder`` keeps the labels in files of 400
    articles: a run that was stopped goes on behind the last one. ``report(articles done)`` after each.
    """
    networks = [_network(weights, vectors) for weights in teachers]
    made: list[Encoded] = []
    for first, last in pairwise([*range(0, len(articles), SHARD), len(articles)]):
        own = articles[first:last]
        path = folder / f"labels-{_name(own, teachers)}.npz"
        if not path.is_file():
            _save(
                path,
                [told for k in range(0, len(own), ARTICLES) for told in _told(networks, own[k : k + ARTICLES], ids)],
            )
        made += [replace(article, taught=told) for article, told in zip(own, _load(path), strict=True)]
        report(len(made))
    return made


def _network(weights: Weights, vectors: Array) -> Network:
    shape = tune.shape_of(weights, Shape(lists=len(BITS)))
    network = Network(shape, [len(weights.kinds)], vectors, SHAPE_ROWS, BUCKETS)
    begin(network, weights.arrays)
    network.eval()
    return network


def _name(articles: Sequence[Encoded], teachers: Sequence[Weights]) -> str:
    """Of these articles' words and these teachers: other ones have other labels."""
    digest = hashlib.blake2b(digest_size=8)
    for article in articles:
        digest.update(article.rows["word"].tobytes())
    for weights in teachers:
        digest.update(weights.arrays["out"].tobytes())
    return digest.hexdigest()


def _told(networks: Sequence[Network], articles: Sequence[Encoded], ids: Array) -> Iterator[Taught]:
    shape = networks[0].sizes
    batch = collate(articles, ids, shape.longest, shape.lists)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        encoded = [network.encode(batch) for network in networks]
        pairs = list(zip(networks, encoded, strict=True))
        edges = sum(network.edges(x).float()[:, :2].sigmoid() for network, x in pairs) / len(pairs)
        row, length = networks[0].likely(batch.allowed, edges, EDGE)
        chance = sum(F.softmax(network.spans(x, row, length, 0), 1) for network, x in pairs) / len(pairs)
    worth = chance[:, 0] < NONE
    row, length, chance = row[worth].numpy(), length[worth].numpy(), chance[worth].numpy()
    for article, base in zip(articles, bases(articles), strict=True):
        own = (row >= base) & (row < base + len(article))
        ends = edges[base : base + len(article)].numpy()
        told = (row[own] - base).astype(np.int32), length[own].astype(np.int8), chance[own].astype(np.float16)
        yield Taught(*told, ends.astype(np.float16))


def _save(path: Path, told: Sequence[Taught]) -> None:
    counts = np.array([(len(each.row), len(each.edges)) for each in told], np.int64)
    columns: dict[str, Any] = {name: np.concatenate([getattr(each, name) for each in told]) for name in Taught._fields}
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, counts=counts, **columns)
    part.replace(path)


def _load(path: Path) -> list[Taught]:
    with np.load(path, allow_pickle=False) as file:
        spans, rows = (np.cumsum(column)[:-1] for column in file["counts"].T)
        columns = [np.split(file[name], rows if name == "edges" else spans) for name in Taught._fields]
    return [Taught(*each) for each in zip(*columns, strict=True)]
