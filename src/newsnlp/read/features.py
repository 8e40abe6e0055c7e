"""What the networks are told of a word: its vector's number, shape, hashed letters, stem, and what lists say of it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from slovnet.shape import word_shape

from newsnlp.read.lists import ACRONYM, NAMES, Lists
from newsnlp.read.networks import Ints
from newsnlp.read.words import Words

BUCKETS = 4096  # of hashed beginnings and ends; 0 is that of none

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
_DIGIT = re.compile(r"\d")
_DASHES = re.compile("[-‑–—]")


def parts(word: str) -> tuple[tuple[int, int], ...]:
    """Where a token is cut: at the hyphens where the tagger's spans may end.

    >>> parts("российско-белорусский"), parts("Нью-Йорк")
    (((0, 9), (9, 10), (10, 21)), ((0, 8),))
    """
    if not word.isalpha() and len(word) > 3 and _DASHES.search(word):
        for pattern in (_EX, *_SPLITS):
            if match := pattern.fullmatch(word):
                return match.span(1), match.span(2), match.span(3)
    return ((0, len(word)),)


def stem(lower: str) -> str | None:
    """What joins the forms of a word within an article: its first five letters."""
    return lower[:5] if len(lower) >= 3 and lower[0].isalpha() else None


class Features(NamedTuple):
    """Numbers of distinct words (n,): ``word`` is navec's own or "unknown", ``near`` that of the likest known word;
    ``grams`` (n, 6)."""

    word: Ints
    near: Ints
    shape: Ints
    grams: Ints
    lists: Ints


_PREFIX2, _PREFIX3, _PREFIX5, _SUFFIX2, _SUFFIX3, _SUFFIX4 = map(zlib.crc32, (b"p2", b"p3", b"p4", b"s2", b"s3", b"s4"))


def _crc(letters: str, start: int) -> int:
    return zlib.crc32(letters.encode("utf-8", "surrogatepass"), start)


def _grams(lower: str) -> tuple[int, int, int, int, int, int]:
    """Hashes of a word's beginnings and ends, -1 where it is too short for one."""
    word, size = lower if lower.isalpha() else _DIGIT.sub("0", lower), len(lower)
    if min(word, default="") >= "а" and max(word) <= "ё":  # two bytes a letter
        two = word.encode()
        return (
            zlib.crc32(two[:4], _PREFIX2),
            zlib.crc32(two[:6], _PREFIX3),
            zlib.crc32(two[:10], _PREFIX5) if size > 4 else -1,
            zlib.crc32(two[-4:], _SUFFIX2),
            zlib.crc32(two[-6:], _SUFFIX3) if size > 2 else -1,
            zlib.crc32(two[-8:], _SUFFIX4) if size > 3 else -1,
        )
    return (
        _crc(word[:2], _PREFIX2),
        _crc(word[:3], _PREFIX3),
        _crc(word[:5], _PREFIX5) if size > 4 else -1,
        _crc(word[-2:], _SUFFIX2),
        _crc(word[-3:], _SUFFIX3) if size > 2 else -1,
        _crc(word[-4:], _SUFFIX4) if size > 3 else -1,
    )


def _buckets(hashes: Ints) -> Ints:
    return np.where(hashes < 0, 0, hashes % (BUCKETS - 1) + 1)


def shape_name(word: str) -> str:
    """slovnet's ``word_shape``, quicker for the commonest words.

    >>> shape_name("губернатор"), shape_name("Анохин"), shape_name("ТАСС"), shape_name("24")
    ('RU_xx', 'RU_Xx', 'RU_XX', 'NUM')
    """
    if "а" <= word[:1].lower() <= "я" and len(word) > 1 and word.isalpha():
        if word.islower():
            return "RU_xx"
        if word[1:].islower():
            return "RU_Xx"
    shape: str = word_shape(word)
    return shape


class Featurizer:
    """The features of a word. ``words``: navec's vocabulary; ``shapes``: slovnet's, by name."""

    def __init__(self, words: Words, shapes: Mapping[str, int], unknown: int, lists: Lists) -> None:
        self.words, self._shapes, self._unknown, self.lists = words, shapes, unknown, lists

    def __call__(self, words: Sequence[str]) -> Features:
        lowers = [word.lower() for word in words]
        found = [self._number(lower) for lower in lowers]
        near = [self._near(lower) if n is None else n for lower, n in zip(lowers, found, strict=True)]
        numbers = np.array([-1 if n is None else n for n in found], np.int64)
        return Features(
            np.where(numbers < 0, self._unknown, numbers),
            np.array(near, np.int64),
            np.array([self._shapes[shape_name(word)] for word in words], np.int64),
            _buckets(np.array([_grams(lower) for lower in lowers], np.int64).reshape(-1, 6)),
            self.lists(lowers, numbers),
        )

    def _number(self, lower: str) -> int | None:
        number = self.words.number(lower)
        if number is None and "ё" in lower:  # navec was trained on pages without it
            number = self.words.number(lower.replace("ё", "е"))
        return number

    def named(self, lower: str) -> bool | None:
        """Whether a word is a name (true), an acronym (None) or neither, for what it is without its sentence."""
        number = self._number(lower)
        bits = int(self.lists([lower], np.array([-1 if number is None else number]))[0])
        if bits & ACRONYM:
            return None
        return bool(bits & NAMES) if number is not None else len(lower) > 4 and lower.isalpha()

    def _near(self, lower: str) -> int:
        """Another form of an unknown word, or what stands behind its hyphen; else "unknown"."""
        tail = lower.rpartition("-")[2]
        if tail != lower and (number := self.words.number(tail)) is not None:
            return number
        if len(lower) < 6 or not lower.isalpha():
            return self._unknown
        return next((found for cut in range(4) if (found := self._starting(lower, cut)) is not None), self._unknown)

    def _starting(self, lower: str, cut: int) -> int | None:
        """The shortest known word that shares all but the last ``cut`` letters, and is at most 2 letters longer."""
        prefix = lower[: len(lower) - cut]
        best = self.words.starting(prefix) if len(prefix) >= 5 else None
        return best[1] if best and len(best[0]) <= len(lower) + 2 else None
