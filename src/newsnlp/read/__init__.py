"""``read``: texts in, sentences out. The only stage with models; batched."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np

from newsnlp.read.features import Features, Featurizer, parts
from newsnlp.read.networks import Floats, Ints, Networks
from newsnlp.read.tagger import Layout, Tagger
from newsnlp.read.tokens import Raw, sentences, tokens
from newsnlp.read.weights import load
from newsnlp.types import Sentence, Span, Tag, Token

__all__ = ["Reader"]


class _Article(NamedTuple):
    text: str
    tokens: list[Raw]
    sentences: list[tuple[int, int]]


class Reader:
    """The models of a process. ``weights``: the tagger's, a path to an ``.npz``; the shipped ones by default."""

    def __init__(self, weights: Path | str | None = None) -> None:
        self.networks = Networks()
        self.tagger = Tagger(load(Path(weights) if weights else Path(str(files("newsnlp.data") / "tagger.npz"))))
        nets = self.networks
        self.features = Featurizer(nets.words, nets.shapes, nets.unknown)

    def __call__(self, texts: Iterable[str]) -> list[list[Sentence]]:
        """One batch of articles -> the sentences of each. A batch of some 50,000 characters is fastest."""
        articles = [_Article(text, tokens(text), sentences(text)) for text in texts]
        if not any(article.tokens for article in articles):
            return [[] for _ in articles]
        tags, spans = self._run(articles)
        return [_sentences(*facts) for facts in zip(articles, tags, spans, strict=True)]

    def inputs(self, texts: Iterable[str]) -> tuple[Layout, Floats]:
        """What the tagger is told of a batch: its tokens' layout and slovnet's layers for each, (n, 384)."""
        articles = [_Article(text, tokens(text), sentences(text)) for text in texts]
        _, cut, layers, _ = self._layers(articles)
        return cut, layers

    def _run(self, articles: Sequence[_Article]) -> tuple[list[list[Tag]], list[list[Span]]]:
        nets = self.networks
        whole, cut, layers, tag = self._layers(articles)
        spans = self.tagger.spans(cut, nets.vectors(_words(cut)), layers)
        return [[nets.tags[n] for n in tag[a:b]] for a, b in whole.articles], spans

    def _layers(self, articles: Sequence[_Article]) -> tuple[Layout, Layout, Floats, Ints]:
        nets = self.networks
        whole = self._layout(articles, cut=False)
        cut = self._layout(articles, cut=True)
        vectors = nets.vectors(_words(whole))
        shapes = [f.shape for f, _ in whole.features]
        hidden = []
        for net in (nets.ner, nets.morph):
            rows = np.concatenate([vectors, net.shape_rows[shapes]], 1)
            hidden.append(net.hidden(rows, whole.unique, whole.real))
        tag = nets.morph.logits(hidden[1][2]).argmax(1)
        layers = np.concatenate([hidden[0][1], hidden[0][2], hidden[1][1], hidden[1][2]], 1)
        return whole, cut, layers[cut.source], tag

    def _layout(self, articles: Sequence[_Article], cut: bool) -> Layout:
        seen: dict[tuple[Features, bool], int] = {}
        unique, source, group, limit = [-1], [0], [0], [0]
        ranges, offsets = [], []
        raw_row = 1
        for article in articles:
            first, stems, spots = len(unique), dict[str, int](), []
            ends = [stop for _, stop in article.sentences]
            position = 0
            for token in article.tokens:
                for piece in parts(token) if cut else (token,):
                    row = len(unique)
                    facts = self.features(piece.text)
                    line = cut and (piece.start == 0 or "\n" in article.text[position : piece.start])
                    unique.append(seen.setdefault((facts, line), len(seen)))
                    source.append(raw_row)
                    group.append(row if facts.stem is None else stems.setdefault(facts.stem, row))
                    limit.append(bisect_right(ends, piece.start))
                    spots.append((piece.start, piece.stop))
                    position = piece.stop
                raw_row += 1
            _close_limits(limit, first)
            ranges.append((first, len(unique)))
            offsets.append(spots)
            for column, zero in ((unique, -1), (source, 0), (group, len(unique)), (limit, 0)):
                column.append(zero)
            raw_row += 1
        rows, sources, groups, limits = (np.array(c, np.int64) for c in (unique, source, group, limit))
        return Layout(list(seen), rows, sources, groups, limits, ranges, offsets)


def _words(batch: Layout) -> Ints:
    return np.array([f.word for f, _ in batch.features], np.int64)


def _close_limits(limit: list[int], first: int) -> None:
    """Sentence numbers -> the row behind each sentence's last."""
    stop, following = len(limit), -1
    for row in range(len(limit) - 1, first - 1, -1):
        if limit[row] != following:
            stop, following = row + 1, limit[row]
        limit[row] = stop


def _sentences(article: _Article, tags: list[Tag], spans: list[Span]) -> list[Sentence]:
    made = []
    at = spot = 0
    for start, stop in article.sentences:
        inside = []
        while at < len(article.tokens) and article.tokens[at].start < stop:
            raw = article.tokens[at]
            if raw.start >= start:
                inside.append(Token(raw.start, raw.stop, raw.text, raw.text.lower(), tags[at]))
            at += 1
        seen = []
        while spot < len(spans) and spans[spot].start < stop:
            seen.append(spans[spot])
            spot += 1
        made.append(Sentence(start, stop, article.text[start:stop], tuple(inside), tuple(seen)))
    return made
