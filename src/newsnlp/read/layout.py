"""The tokens of a batch, row by row: what the networks work on, with the way back to the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from newsnlp.read.features import parts, stem
from newsnlp.read.networks import Ints
from newsnlp.read.tokens import Raw

_LONG = re.compile(r"[^\W\d_]{4,}")


class Piece(NamedTuple):
    """An article's text with its tokens and the offsets of its sentences."""

    text: str
    tokens: Sequence[Raw]
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


class _Columns:
    """The layout while it grows."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.raw, self.cut, self.source, self.group, self.start, self.stop = [-1], [-1], [0], [0], [0], [0]
        self.cuts: dict[str, tuple[tuple[int, int], ...]] = {}

    def close(self) -> None:
        """The empty row behind an article."""
        self.source.append(len(self.raw))
        self.group.append(len(self.cut))
        self.raw.append(-1)
        self.cut.append(-1)
        self.start.append(0)
        self.stop.append(0)


def lay(pieces: Sequence[Piece], named: Callable[[str], bool | None]) -> Layout:
    """``named``: whether a word (in lower case) is a name (true), an acronym (None) or neither, by the lists."""
    c = _Columns()
    raw_rows, rows, limits, lines = [], [], [np.zeros(1, np.int64)], [np.zeros(1, np.int64)]
    for piece in pieces:
        raw_first, first = len(c.raw), len(c.cut)
        _add(c, piece, _words(piece, named))
        raw_rows.append((raw_first, len(c.raw)))
        rows.append((first, len(c.cut)))
        starts = np.array(c.start[first:], np.int64)
        limits += [_limits(starts, piece.sentences) + first, np.zeros(1, np.int64)]
        lines += [_line_starts(starts, piece.text), np.zeros(1, np.int64)]
        c.close()
    raw, cut, source, group, start, stop = (
        np.array(column, np.int64) for column in (c.raw, c.cut, c.source, c.group, c.start, c.stop)
    )
    line, limit = np.concatenate(lines), np.concatenate(limits)
    return Layout(list(c.numbers), raw, cut, source, line, group, limit, start, stop, raw_rows, rows)


def _add(c: _Columns, piece: Piece, words: Sequence[str]) -> None:
    stems: dict[str, int] = {}
    numbers = c.numbers
    for token, word in zip(piece.tokens, words, strict=True):
        cuts = c.cuts.get(word)
        if cuts is None:
            cuts = c.cuts[word] = parts(word)
        row, raw = len(c.cut), len(c.raw)
        c.raw.append(numbers.setdefault(word, len(numbers)))
        for a, b in cuts:
            part = word if len(cuts) == 1 else word[a:b]
            key = stem(part.lower())
            c.cut.append(numbers.setdefault(part, len(numbers)))
            c.source.append(raw)
            c.group.append(row if key is None else stems.setdefault(key, row))
            c.start.append(token.start + a)
            c.stop.append(token.start + b)
            row += 1


def _limits(starts: Ints, sentences: Sequence[tuple[int, int]]) -> Ints:
    """For each token the number of the token behind its sentence's last."""
    ends = np.array([stop for _, stop in sentences], np.int64)
    behind = np.searchsorted(starts, ends)
    at = np.minimum(np.searchsorted(ends, starts, "right"), max(len(ends) - 1, 0))
    return behind[at] if len(ends) else np.zeros(0, np.int64)


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
    words = [token.text for token in piece.tokens]
    loud = [(a, b) for a, b in piece.sentences if _loud(piece.text[a:b])]
    if loud:
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
    starts = [token.start for token in piece.tokens]
    inside = np.zeros(len(starts), bool)
    opening = np.zeros(len(starts), bool)
    for at in np.searchsorted(starts, [a for a, _ in piece.sentences]).tolist():
        opening[at : at + 1] = True
    for a, b in loud:
        inside[np.searchsorted(starts, a) : np.searchsorted(starts, b)] = True
    exact: dict[str, str] = {}
    titled: set[str] = set()
    for word, quiet, first in zip(words, ~inside, opening, strict=True):
        if quiet and word[:1].isalpha():
            lower = word.lower()
            if not first or lower not in exact:
                exact[lower] = word
            if not first and word[:1].isupper() and word[1:].islower():
                titled.add(lower[:5])
    for n in np.flatnonzero(inside).tolist():
        if words[n].isupper():
            words[n] = _spelt(words[n], bool(opening[n]), exact, titled, named)


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
