"""Where an article's mentions stand, asked for any place in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from newsnlp.types import Finding, Token


class Covered:
    """The places of mentions.

    >>> from newsnlp.types import Tag
    >>> covered = Covered([Finding(5, 9, "rule", None)])
    >>> [covered.touch(Token(*spot, "", "", Tag("X"))) for spot in ((3, 5), (8, 12))]
    [False, True]
    """

    def __init__(self, found: Iterable[Finding[Any]]) -> None:
        spots = sorted((f.start, f.stop) for f in found)
        self._starts = [start for start, _ in spots]
        self._furthest = list(accumulate((stop for _, stop in spots), max))

    def touch(self, token: Token) -> bool:
        """Whether one of them has a letter of the token."""
        begun = bisect_left(self._starts, token.stop)
        return begun > 0 and self._furthest[begun - 1] > token.start
