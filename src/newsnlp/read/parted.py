"""The tagger's spans where they part a body's name of two words that the table has: «депутат Ил | Тумэна Лев Рогов»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsnlp.fold import fold
from newsnlp.lang.bodies import pairs, stem
from newsnlp.types import Span, Token, token_at

_GROWING = frozenset({"organization", "title"})
_CUT = frozenset({"organization", "person"})


def joined(tokens: Sequence[Token], spans: Sequence[Span]) -> Sequence[Span]:
    """The spans with such names whole: what ends within one goes on to its end, what begins within it behind it."""
    for i, (one, two) in enumerate(pairwise(tokens)):
        if one.text.istitle() and two.text.istitle() and (stem(fold(one.text)), stem(fold(two.text))) in pairs():
            behind = token_at(tokens, i + 2).start
            spans = sorted({*_around(spans, one, two, behind)}, key=lambda span: (span.start, -span.stop))
    return spans


def _around(spans: Sequence[Span], one: Token, two: Token, behind: int) -> Iterator[Span]:
    for span in spans:
        if span.stop == one.stop and span.kind in _GROWING:
            yield span._replace(stop=two.stop)
        elif span.start != two.start or span.kind not in _CUT:
            yield span
        elif span.stop > two.stop:
            yield span._replace(start=behind)
