"""What lists say of a word, as bits: read from the weights' file, made by ``train/lists.py``."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

BITS = (
    "country country_part country_adjective region region_part region_adjective city city_part city_adjective town "
    "first last geo organization acronym post"
).split()
NAMES = sum(1 << BITS.index(name) for name in ("country", "region", "city", "town", "first", "last", "geo"))
ACRONYM = 1 << BITS.index("acronym")


def plain(word: str) -> str:
    """The spelling under which a word is listed.

    >>> plain("Артём")
    'артем'
    """
    return word.lower().replace("ё", "е")


def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


class Lists:
    """``known`` (vocabulary,): bits by navec's word number; ``hashes``, sorted, and ``bits``: those of other words."""

    def __init__(self, known: NDArray[Any], hashes: NDArray[Any], bits: NDArray[Any]) -> None:
        self.known = known.astype(np.uint16)
        self.hashes, self.bits = hashes.astype(np.uint32), bits.astype(np.uint16)

    @classmethod
    def make(cls, bits: Mapping[str, int], vocabulary: Mapping[str, int]) -> Lists:
        """From bits by :func:`plain` word; ``vocabulary``: word -> number."""
        known = np.zeros(max(vocabulary.values()) + 1, np.uint16)
        for word, number in vocabulary.items():
            known[number] = bits.get(plain(word), 0)
        rest = sorted((_hash(word), value) for word, value in bits.items() if word not in vocabulary)
        hashes, others = zip(*rest, strict=True) if rest else ((), ())
        return cls(known, np.array(hashes), np.array(others))

    def __call__(self, lowers: Sequence[str], numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The bits of words, given their numbers where navec knows them, else -1."""
        bits = np.zeros(len(numbers), np.int64)
        numbered = (numbers >= 0) & (numbers < len(self.known))
        bits[numbered] = self.known[numbers[numbered]]
        others = np.flatnonzero(~numbered)
        if len(others) and len(self.hashes):
            keys = np.array([_hash(plain(lowers[n])) for n in others.tolist()], np.uint32)
            at = np.minimum(self.hashes.searchsorted(keys), len(self.hashes) - 1)
            bits[others] = np.where(self.hashes[at] == keys, self.bits[at], 0)
        return bits
