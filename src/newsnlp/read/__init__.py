"""``read``: texts in, sentences out. The only stage with models; batched."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.resources import as_file, files
from itertools import chain, islice
from pathlib import Path

import numpy as np

from newsnlp import memory
from newsnlp.lock import PRODUCTS
from newsnlp.read.features import Features, Featurizer
from newsnlp.read.layout import Layout, Piece, lay
from newsnlp.read.networks import Edges, Floats, Ints, Networks, rectify
from newsnlp.read.parted import joined
from newsnlp.read.rows import Rows
from newsnlp.read.tagger import Tagger
from newsnlp.read.tokens import columns, sentences
from newsnlp.read.weights import Weights, load
from newsnlp.read.zones import told_apart
from newsnlp.types import Sentence, Span, Tag, Token

__all__ = ["Reader"]

SHIPPED = files("newsnlp.data") / "tagger.npz"
LONGEST = 6_000  # tokens of a piece: a longer text is read in pieces, each a context of its own
BATCH = 2_500  # tokens read at once: twice as many are no faster, and take 16 MB more
_SLOVNET, _TAGGER = 0, 1  # whose first layer a table of rows is


def _shipped() -> Weights:
    with as_file(SHIPPED) as path:  # a package may lie in an archive
        return load(path)


class Reader:
    """The models of a process.

    ``weights``: the tagger's, as a path to an ``.npz`` or in memory; the shipped ones by default. ``thresholds``:
    the least score of a span by its kind, where not :data:`~newsnlp.read.tagger.THRESHOLD`.
    """

    def __init__(
        self, weights: Path | str | Weights | None = None, thresholds: Mapping[str, float] | None = None
    ) -> None:
        nets = self.networks = Networks()
        found = weights if isinstance(weights, Weights) else load(Path(weights)) if weights else _shipped()
        self.tagger = Tagger(found, nets, thresholds)
        self.features = Featurizer(nets.words, nets.shapes, nets.unknown, found.lists)
        first_layer = partial(_first_layer, nets, self.features, self.tagger)
        self._rows = Rows(first_layer, (nets.width, self.tagger.width))
        # glibc gives the pages of large arrays back to the system until it has freed one as large, and the next batch's
        # pages then cost a tenth of the reader's time. This one is never written to, and so takes no memory.
        np.empty(memory.ARRAYS, np.uint8)

    def __call__(self, texts: Iterable[str]) -> Iterator[list[Sentence]]:
        """Articles -> the sentences of each, with tokens, tags and spans; an article is read alike in any batch.

        Sentences are made when they are asked for: what is not held beside its neighbours dies young, and costs the
        garbage collector nothing.
        """
        waiting: deque[tuple[Piece, int]] = deque()

        def pieces() -> Iterator[Piece]:
            for text in texts:
                article = Piece(text, columns(text), sentences(text))
                cut = _cut(article)
                waiting.append((article, len(cut)))
                yield from cut

        read = chain.from_iterable(map(self._read, _batches(pieces())))
        for first in read:
            article, count = waiting.popleft()
            yield told_apart(_sentences(article, [first, *islice(read, count - 1)]), article.text)

    def inputs(self, texts: Iterable[str]) -> tuple[Layout, Features, Floats]:
        """What the tagger is told of one batch: the layout, its words' features, slovnet's layers (n, 384).

        Texts are not cut, however long.
        """
        nets = self.networks
        layout = lay([Piece(text, columns(text), sentences(text)) for text in texts], self.features.named)
        _, [first] = self._rows(layout.words, (_SLOVNET, layout.raw))
        with PRODUCTS:
            hidden = self._hidden(layout, first) * nets.scale + nets.shift
        return layout, self.features(layout.words), hidden[layout.source]

    def _read(self, batch: Sequence[Piece]) -> list[tuple[list[Tag], list[Span]]]:
        nets = self.networks
        layout = lay(batch, self.features.named)
        shapes, [first, own] = self._rows(layout.words, (_SLOVNET, layout.raw), (_TAGGER, layout.cut))
        with PRODUCTS:
            hidden = self._hidden(layout, first)
            spans = self.tagger.spans(layout, shapes[layout.cut], own, hidden)
            numbers = nets.tag_numbers(hidden).tolist()
        tags = [[*map(nets.tags.__getitem__, numbers[a:b])] for a, b in layout.raw_rows]
        return list(zip(tags, spans, strict=True))

    def _hidden(self, layout: Layout, first: Floats) -> Floats:
        edges = Edges.between(layout.raw_rows)
        return self.networks.hidden(rectify(first, edges), edges)


def _first_layer(
    nets: Networks, features: Featurizer, tagger: Tagger, words: Sequence[str]
) -> tuple[Ints, Sequence[Floats]]:
    """Of words never seen before the shapes, and the rows, slovnet's and the tagger's."""
    made = features(words)
    known = nets.vectors(made.word)
    rows = nets.rows(known, made.shape)
    other = np.flatnonzero(made.near != made.word)
    known[other] = nets.vectors(made.near[other])
    return made.shape, (rows, tagger.rows(made, known))


def _cut(article: Piece) -> list[Piece]:
    """An article that is too long to be read at once in pieces, between sentences where it can be."""
    pieces, begins = [], article.tokens.starts
    starts = [start for start, _ in article.sentences]
    first = 0
    while len(begins) - first > LONGEST:
        last = first + LONGEST
        sentence = starts[bisect_right(starts, begins[last]) - 1]
        if sentence > begins[first]:
            last = bisect_left(begins, sentence)
        pieces.append(_part(article, first, last))
        first = last
    return [*pieces, _part(article, first, len(begins))] if pieces else [article]


def _part(article: Piece, first: int, last: int) -> Piece:
    inside = article.tokens.part(first, last)
    begin, end = inside.starts[0], inside.stops[-1]
    bounds = [(start, stop) for start, stop in article.sentences if stop > begin and start < end]
    return Piece(article.text, inside, bounds)


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    batch: list[Piece] = []
    size = 0
    for piece in pieces:
        count = len(piece.tokens.starts)
        if batch and size + count > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += count
    if batch:
        yield batch


_token = partial(tuple.__new__, Token)  # quicker than to call the class, for so many


def _sentences(article: Piece, read: Sequence[tuple[list[Tag], list[Span]]]) -> list[Sentence]:
    """``read``: tags and spans of the article's pieces."""
    tags = chain.from_iterable(tags for tags, _ in read)
    made = [*map(_token, zip(*article.tokens, tags, strict=True))]
    found = [span for _, spans in read for span in spans]
    token = article.tokens.starts
    span = [s.start for s in found]
    sentences = []
    at = spot = 0
    for start, stop in article.sentences:
        to, upto = bisect_left(token, stop, at), bisect_left(span, stop, spot)
        inside = tuple(made[at:to])
        seen = tuple(joined(inside, found[spot:upto]))
        sentences.append(Sentence(start, stop, article.text[start:stop], inside, seen))
        at, spot = to, upto
    return sentences
