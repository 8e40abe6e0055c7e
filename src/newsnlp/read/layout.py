"""The tokens of a batch, row by row: what the networks work on, with the way back to the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from newsnlp.read.features import parts, stem
from newsnlp.read.networks import Ints
from newsnlp.read.tokens import Columns

_LONG = re.compile(r"[^\W\d_]{4,}")


class Piece(NamedTuple):
    """An article's text with its tokens and the offsets of its sentences."""

    text: str
    tokens: Columns
    sentences: Sequence[tuple[int, int]]


class Layout(NamedTuple):
    """Rows of articles laid end to end, an empty row (word -1) before each and behind the last.

    ``words``: the distinct words. ``raw`` (m,): razdel's tokens, as numbers of words; ``cut`` (n,): the tagger's, where
    a token may be cut at its hyphens. ``source`` (n,): the raw row of each. ``line`` (n,): whether it begins a line.
    ``group`` (n,): a row standing for all rows of the article with its stem. ``limit`` (n,): the row behind the
    sentence's last. ``start``, ``stop`` (n,): offsets. ``raw_rows``, ``rows``: the articles' row ranges.
    """

    words: list[str]
    raw: Ints
    cut: Ints
    source: Ints
    line: Ints
    group: Ints
    limit: Ints
    start: Ints
    stop: Ints
    raw_rows: list[tuple[int, int]]
    rows: list[tuple[int, int]]


class _Distinct:
    """The distinct words of a batch, and the parts that the tagger sees of each: the word itself or, behind all words,
    what it is cut into.

    ``first``, ``count`` (words + 1,): which of the parts are a word's; the last is the empty row's. ``number``,
    ``begin``, ``end``, ``stem`` (parts,): the part as a word, its offsets, and a number that it shares with the words
    of its stem, or -1.
    """

    def __init__(self, words: Iterable[str]) -> None:
        whole = [*dict.fromkeys(words)]
        self.numbers = {word: number for number, word in enumerate(whole)}
        self.first, self.count = np.arange(len(whole) + 1), np.ones(len(whole) + 1, np.int64)
        numbers, begin, end = [*range(len(whole))], [0] * len(whole), [*map(len, whole)]
        for n, word in enumerate(whole):
            if len(cuts := parts(word)) > 1:
                self.first[n], self.count[n] = len(numbers), len(cuts)
                numbers += [self.numbers.setdefault(word[a:b], len(self.numbers)) for a, b in cuts]
                begin += [a for a, _ in cuts]
                end += [b for _, b in cuts]
        self.first[-1] = len(numbers)
        self.number = np.array([*numbers, -1], np.int64)
        self.begin, self.end = np.array([*begin, 0], np.int64), np.array([*end, 0], np.int64)
        stems: dict[str | None, int] = {None: -1}
        shared = [stems.setdefault(stem(word.lower()), len(stems)) for word in self.numbers]
        self.stem = np.array([*shared, -1], np.int64)[self.number]


def lay(pieces: Sequence[Piece], named: Callable[[str], bool | None]) -> Layout:
    """``named``: whether a word (in lower case) is a name (true), an acronym (None) or neither, by the lists."""
    said = [_words(piece, named) for piece in pieces]
    distinct = _Distinct(chain.from_iterable(said))
    raw, starts = [-1], [0]
    for piece, words in zip(pieces, said, strict=True):
        raw += [*map(distinct.numbers.__getitem__, words), -1]
        starts += [*piece.tokens.starts, 0]
    laid = np.array(raw, np.int64)
    count = distinct.count[laid]
    before = np.cumsum(count) - count
    source = np.repeat(np.arange(len(laid)), count)
    part = distinct.first[laid][source] + np.arange(len(source)) - before[source]
    ends = np.cumsum([1, *(len(words) + 1 for words in said)])  # the row behind each empty one
    start = np.array(starts, np.int64)[source]
    raw_rows = _ranges(ends)
    rows = _ranges(np.append(before, len(source))[ends])
    line, limit, group = np.zeros(len(source), np.int64), np.zeros(len(source), np.int64), np.arange(len(source))
    for piece, (a, b) in zip(pieces, rows, strict=True):
        begins = start[a:b] + distinct.begin[part[a:b]]
        limit[a:b] = _limits(begins, piece.sentences) + a
        line[a:b] = _line_starts(begins, piece.text)
        group[a:b] = _groups(distinct.stem[part[a:b]]) + a
    return Layout(
        list(distinct.numbers),
        laid,
        distinct.number[part],
        source,
        line,
        group,
        limit,
        start + distinct.begin[part],
        start + distinct.end[part],
        raw_rows,
        rows,
    )


def _ranges(ends: Ints) -> list[tuple[int, int]]:
    """Row ranges with one empty row between, given the rows behind the empty ones."""
    return [(a, b - 1) for a, b in pairwise(ends.tolist())]


def _limits(starts: Ints, sentences: Sequence[tuple[int, int]]) -> Ints:
    """For each token the number of the token behind its sentence's last."""
    ends = np.array([stop for _, stop in sentences], np.int64)
    behind = np.searchsorted(starts, ends)
    at = np.minimum(np.searchsorted(ends, starts, "right"), max(len(ends) - 1, 0))
    return behind[at] if len(ends) else np.zeros(0, np.int64)


def _groups(stems: Ints) -> Ints:
    """For each token the number of the first that shares its stem; its own where it has none (-1)."""
    own = np.arange(len(stems))
    stems = np.where(stems < 0, -1 - own, stems)
    _, first, at = np.unique(stems, return_index=True, return_inverse=True)
    return first[at]


def _line_starts(starts: Ints, text: str) -> Ints:
    """1 where a token is the text's first character or the first behind a line's end."""
    line = np.zeros(len(starts), np.int64)
    if len(starts):
        breaks = [match.start() for match in re.compile("\n").finditer(text, 0, int(starts[-1]))]
        after = np.searchsorted(starts, np.array(breaks, np.int64), "right")
        line[after[after < len(starts)]] = 1
        line[0] |= starts[0] == 0
    return line


def _words(piece: Piece, named: Callable[[str], bool | None]) -> list[str]:
    """The tokens' words; those of sentences in capitals as ordinary spelling has them."""
    loud = [(a, b) for a, b in piece.sentences if _loud(piece.text[a:b])]
    if not loud:
        return piece.tokens.texts
    words = [*piece.tokens.texts]
    _restore(words, piece, loud, named)
    return words


def _loud(sentence: str) -> bool:
    """Whether a sentence stands in capitals: a headline, not an acronym.

    >>> [_loud(s) for s in ("СОБЯНИН СООБЩИЛ О ВСТРЕЧЕ", "МИД РФ", "ТАСС", "РИА Новости")]
    [True, False, False, False]
    """
    return sentence.isupper() and len(_LONG.findall(sentence)) >= 2


def _restore(
    words: list[str], piece: Piece, loud: Sequence[tuple[int, int]], named: Callable[[str], bool | None]
) -> None:
    starts = piece.tokens.starts
    inside = np.zeros(len(starts), bool)
    opening = np.zeros(len(starts), bool)
    for at in np.searchsorted(starts, [a for a, _ in piece.sentences]).tolist():
        opening[at : at + 1] = True
    for a, b in loud:
        inside[np.searchsorted(starts, a) : np.searchsorted(starts, b)] = True
    exact, titled = _quiet(word for word in zip(words, ~inside, opening, strict=True) if word[1])
    for n in np.flatnonzero(inside).tolist():
        if words[n].isupper():
            words[n] = _spelt(words[n], bool(opening[n]), exact, titled, named)


def _quiet(words: Iterable[tuple[str, object, object]]) -> tuple[dict[str, str], set[str]]:
    """How words outside headlines are spelled; with what letters those begin that have a capital within sentences."""
    exact: dict[str, str] = {}
    titled: set[str] = set()
    for word, _, first in words:
        lower = word.lower()
        if word[:1].isalpha() and not (first and lower in exact):
            exact[lower] = word
        if not first and word[:1].isupper() and word[1:].islower():
            titled.add(lower[:5])
    return exact, titled


def _spelt(word: str, first: bool, exact: dict[str, str], titled: set[str], named: Callable[[str], bool | None]) -> str:
    lower = word.lower()
    seen = exact.get(lower)
    known = named(lower)
    if seen is not None and (seen.isupper() or not first):
        return seen
    if known is None:
        return word
    title = first or known or lower[:5] in titled
    return "-".join(part.capitalize() for part in lower.split("-")) if title else lower
