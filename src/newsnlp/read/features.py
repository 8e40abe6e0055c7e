"""What the networks are told of a token: word, shape, hashed letters, stem."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from slovnet.shape import word_shape

from newsnlp.read.tokens import Raw

BUCKETS = 4096
WORDS = 100_000

_EX = re.compile(r"(экс|пост)([-‑])(\w.*)", re.IGNORECASE)
_SPLITS = (
    re.compile(r"(\d+)([-–—])(\d+)"),
    re.compile(r"([^\W\d]+)([-–—])(\d{1,4})"),
    re.compile(
        r"([а-яё]{3,}о)(-)([а-яё]+(?:ий|ой|ый|ая|яя|ое|ее|ие|ые|их|ых|им|ым|ом|ем|ую|юю|ого|его|ому|ему|ими|ыми))",
        re.IGNORECASE,
    ),
    re.compile(r"(интернет)(-)(\w+)", re.IGNORECASE),
)


def parts(token: Raw) -> tuple[Raw, ...]:
    """A token cut at the hyphens where the tagger's spans may end.

    >>> [p.text for p in parts(Raw(0, 20, "российско-белорусский"))]
    ['российско', '-', 'белорусский']
    >>> [p.text for p in parts(Raw(0, 8, "Нью-Йорк"))]
    ['Нью-Йорк']
    """
    if len(token.text) > 3 and any(dash in token.text for dash in "-‑–—"):
        for pattern in (_EX, *_SPLITS):
            if match := pattern.fullmatch(token.text):
                spots = (match.span(group) for group in (1, 2, 3))
                return tuple(Raw(token.start + a, token.start + b, token.text[a:b]) for a, b in spots)
    return (token,)


class Features(NamedTuple):
    """Numbers of one distinct word; ``stem`` joins the forms of a word within an article."""

    word: int
    shape: int
    grams: tuple[int, int, int, int, int, int]
    stem: str | None
    lists: int = 0


def _bucket(letters: str) -> int:
    return zlib.crc32(letters.encode("utf-8", "surrogatepass")) % (BUCKETS - 1) + 1


def _grams(lower: str) -> tuple[int, int, int, int, int, int]:
    word, size = re.sub(r"\d", "0", lower), len(lower)
    return (
        _bucket("p2" + word[:2]),
        _bucket("p3" + word[:3]),
        _bucket("p4" + word[:5]) if size > 4 else 0,
        _bucket("s2" + word[-2:]),
        _bucket("s3" + word[-3:]) if size > 2 else 0,
        _bucket("s4" + word[-4:]) if size > 3 else 0,
    )


class Featurizer:
    """Features by word, remembered in a bounded table."""

    def __init__(self, words: Mapping[str, int], shapes: Mapping[str, int], unknown: int) -> None:
        self._words, self._shapes, self._unknown = words, shapes, unknown
        self._seen: dict[str, Features] = {}

    def __call__(self, word: str) -> Features:
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= WORDS:
                self._seen.clear()
            found = self._seen[word] = self._features(word)
        return found

    def _features(self, word: str) -> Features:
        lower = word.lower()
        return Features(
            self._words.get(lower, self._unknown),
            self._shapes[word_shape(word)],
            _grams(lower),
            lower[:5] if len(lower) >= 3 and lower[0].isalpha() else None,
        )
