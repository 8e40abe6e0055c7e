"""From corpora to weights: the whole run, as ``newsnlp train`` makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from newsnlp.read import Reader
from newsnlp.read.features import BUCKETS
from newsnlp.read.lists import BITS
from newsnlp.read.networks import VECTOR, Networks
from newsnlp.read.weights import SHAPE_ROWS, Weights
from newsnlp.train import lists, tune
from newsnlp.train.calibrate import calibrated
from newsnlp.train.change import change
from newsnlp.train.corpora import Annotated
from newsnlp.train.encode import Array, Encoded, encode
from newsnlp.train.export import arrays, begin
from newsnlp.train.loop import Recipe, Task, train
from newsnlp.train.model import Network, Shape
from newsnlp.train.score import Figures, Spans, compare
from newsnlp.train.teach import taught

Corpus = Sequence[Annotated]
Report = Callable[[int, float, float, Callable[[], Weights]], None]


@dataclass(frozen=True)
class Teaching:
    """``texts`` that nobody marked, and the ``teachers`` whose mean marks them; ``folder`` keeps what they said."""

    texts: Corpus
    teachers: Sequence[Weights]
    folder: Path
    report: Callable[[int], None] = lambda done: None

    def check(self, kinds: Sequence[str]) -> None:
        """Raises ``ValueError`` where a teacher knows other kinds than the first corpus has."""
        for number, teacher in enumerate(self.teachers, 1):
            if tuple(teacher.kinds) != tuple(kinds):
                raise ValueError(f"teacher {number} has other kinds: train the teachers with the same first corpus")

    def label(self, articles: Sequence[Encoded], ids: Array, vectors: Array) -> list[Encoded]:
        """The texts, encoded, with what the teachers say of them."""
        return taught(articles, self.teachers, ids, vectors, self.folder, self.report)


def kinds_of(corpus: Corpus) -> tuple[str, ...]:
    """The kinds of a corpus, the most frequent first.

    >>> from newsnlp.train.corpora import Entity
    >>> kinds_of([Annotated("1", "Мэр Москвы", (Entity("city", 4, 10), Entity("title", 0, 10), Entity("title", 0, 3)))])
    ('title', 'city')
    """
    every = [entity.kind for article in corpus for entity in article.entities]
    return tuple(sorted(set(every), key=lambda kind: (-every.count(kind), kind)))


def fit(
    corpora: Sequence[Corpus],
    dev: Corpus,
    recipe: Recipe,
    shape: Shape,
    report: Report = lambda epoch, loss, seconds, weights: None,
    begun: Weights | None = None,
    teaching: Teaching | None = None,
    folder: Path | None = None,
) -> Weights:
    """Trains on ``corpora``, the first of which gives the kinds of the weights; the others are further tasks.

    ``begun``: weights to go on from, with their kinds, sizes and lists; then there is one corpus. ``report(epoch, loss,
    seconds, weights)`` after each epoch: ``weights()`` makes those of the moment. Scores are calibrated on ``dev``, if
    it holds any article. ``teaching``: texts that nobody marked, for the first corpus' kinds. ``folder``: where a run
    that was stopped goes on.

    Raises ``ValueError`` where a teacher knows other kinds, or ``folder`` holds another run.
    """
    torch.manual_seed(recipe.seed)
    if begun:
        corpora, shape = [tune.completed(corpora[0], begun)], tune.shape_of(begun, shape)
    kinds = [begun.kinds] if begun else [kinds_of(corpus) for corpus in corpora]
    if teaching:
        teaching.check(kinds[0])
    known = begun.lists if begun else lists.build(Networks().words)
    shape = replace(shape, lists=len(BITS) * bool(len(known.known)))

    def weights(network: Network) -> Weights:
        made = arrays(network)
        return Weights(made | {"calibration": begun.arrays["calibration"]} if begun else made, kinds[0], known)

    untrained = Network(shape, [len(kinds[0])], np.zeros((2, VECTOR), np.float32), SHAPE_ROWS, BUCKETS)
    reader = Reader(begun or weights(untrained))
    tasks = [_task(corpus, own, shape, recipe, reader) for corpus, own in zip(corpora, kinds, strict=True)]
    unmarked = list(encode(teaching.texts, kinds[0], shape.longest, reader)) if teaching else []
    ids, vectors = _vocabulary([*tasks, [(article,) for article in unmarked]], reader.networks)
    network = Network(shape, [len(own) for own in kinds], vectors, SHAPE_ROWS, BUCKETS)
    if begun:
        begin(network, begun.arrays)

    def told(epoch: int, loss: float, seconds: float) -> None:
        report(epoch, loss, seconds, lambda: weights(network))

    taught = teaching.label(unmarked, ids, vectors) if teaching else []
    train(network, tasks, ids, recipe, told, taught, folder)
    return calibrated(weights(network), dev, begun) if dev else weights(network)


def _task(corpus: Corpus, kinds: Sequence[str], shape: Shape, recipe: Recipe, reader: Reader) -> Task:
    versions = [corpus, *([change(a, n + 1) for a in corpus] for n in range(recipe.versions))]
    return list(zip(*(encode(version, kinds, shape.longest, reader) for version in versions), strict=True))


def _vocabulary(tasks: Sequence[Task], networks: Networks) -> tuple[Array, Array]:
    """navec's word numbers -> rows of the training's own vectors, and those: 0 nothing, 1 the unknown word's."""
    seen: list[Encoded] = [version for task in tasks for article in task for version in article]
    numbers = np.unique(np.concatenate([article.rows["word"] for article in seen]))
    ids = np.ones(max(networks.words.values()) + 2, np.int64)
    ids[numbers] = np.arange(2, len(numbers) + 2)
    ids[networks.unknown] = 1
    known = networks.vectors(np.concatenate([[networks.unknown], numbers]).astype(np.int64))
    return ids, np.concatenate([np.zeros((1, VECTOR), np.float32), known])


def spans_of(article: Annotated) -> Spans:
    """Gold as the scorer takes it."""
    made: dict[str, set[tuple[int, int]]] = {}
    for kind, start, stop in article.entities:
        made.setdefault(kind, set()).add((start, stop))
    return made


def figures(weights: Weights, dev: Corpus, kinds: Sequence[str] | None = None) -> dict[str, Figures]:
    """The tagger's own figures on articles, by kind."""
    found: list[Spans] = []
    for sentences in Reader(weights)([article.text for article in dev]):
        own: dict[str, set[tuple[int, int]]] = {}
        for span in (span for sentence in sentences for span in sentence.spans):
            own.setdefault(span.kind, set()).add((span.start, span.stop))
        found.append(own)
    return compare([a.text for a in dev], [spans_of(a) for a in dev], found, kinds or weights.kinds)
