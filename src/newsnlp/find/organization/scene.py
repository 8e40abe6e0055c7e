"""What every rule looks at: a sentence, its tokens by place, and the places of organizations found so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from newsnlp.lang.phrases import CLOSING, EITHER, OPENING
from newsnlp.types import Sentence, Span, Token

OPEN, CLOSE = frozenset(OPENING + EITHER), frozenset(CLOSING + EITHER)
REGIONS = frozenset({"country", "region", "city"})


class Place(NamedTuple):
    """Where an organization stands, which rule says so and how surely (0 to 1)."""

    start: int
    stop: int
    rule: str
    score: float


class Scene:
    """A sentence and the places of organizations in it; rules add to ``found``."""

    __slots__ = ("_starts", "found", "regions", "sentence", "tokens")

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: Sequence[Token] = sentence.tokens
        self.found: list[Place] = []
        self.regions: dict[int, Span] = {s.start: s for s in sentence.spans if s.kind in REGIONS}
        self._starts: list[int] = []

    def at(self, offset: int) -> int:
        """The number of the first token that begins at an offset or behind it."""
        if not self._starts:
            self._starts = [token.start for token in self.tokens]
        return bisect_left(self._starts, offset)

    def after(self, offset: int, count: int) -> Sequence[Token]:
        """The next tokens behind an offset."""
        first = self.at(offset)
        return self.tokens[first : first + count]

    def free(self, start: int, stop: int) -> bool:
        """Whether no organization was found between two offsets."""
        return not any(p.start < stop and start < p.stop for p in self.found)

    def whole(self, start: int, stop: int) -> bool:
        """Whether a place cuts no other in two and is none of those found."""
        return not any(
            (p.start, p.stop) == (start, stop) or p.start < start < p.stop < stop or start < p.start < stop < p.stop
            for p in self.found
        )

    def genitive(self, first: Token, span: Span) -> bool:
        """Whether a place named behind a body may be its owner: a genitive, an acronym, «города Павия»."""
        tokens = self.sentence.within(span.start, span.stop)
        before = self.tokens[self.at(first.start) - 1].lower if first.start > self.sentence.start else ""
        return bool(tokens) and (tokens[-1].tag.case == "gent" or tokens[-1].text.isupper() or before in TOWN)


TOWN = frozenset({"города", "г", "."})
