"""The agency's dateline: «ВАШИНГТОН, 12 окт — Меридиан.»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from newsnlp.types import Token, token_at

_MONTH = re.compile(r"(?:янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек)")
LONGEST = 4  # tokens of a place: «РОСТОВ-НА-ДОНУ», «НИЖНИЙ НОВГОРОД»


def place(tokens: Sequence[Token]) -> int:
    """How many tokens at the head of a sentence are a dateline's place in capitals; 0 where there is no dateline.

    >>> from newsnlp.types import Tag
    >>> def words(text):
    ...     return [Token(0, 0, word, word.lower(), Tag("X")) for word in text.split()]
    >>> place(words("НИЖНИЙ НОВГОРОД , 12 окт — Меридиан")), place(words("РОССИЯ , США договорились"))
    (2, 0)
    """
    for stop in range(1, min(LONGEST, len(tokens) - 2)):
        if tokens[stop].text == "," and tokens[stop + 1].text.isdigit() and _MONTH.match(tokens[stop + 2].lower):
            return stop if all(t.text.isupper() and len(t.text) > 1 for t in tokens[:stop]) else 0
    return 0


_DAY = 9  # tokens of a place and its day, at the most
_ENDS = frozenset(".,/(")


def agency(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Where the agency's name stands in a dateline, or between strokes: «ПЕРМЬ, 5 мая — |Кама-24|.», «/|Кама-24|/.»"""
    head = place(tokens)
    first = _mark(tokens, head) + 1
    name = list(takewhile(lambda t: t.text not in _ENDS, tokens[first : first + LONGEST])) if first else []
    if not name or not all(t.text[0].isupper() or t.text.isdigit() for t in name[: None if head else 1]):
        return None
    closed = tokens[first - 1].text != "/" or token_at(tokens, first + len(name)).text == "/"
    return (name[0].start, name[-1].stop) if closed else None


def _mark(tokens: Sequence[Token], head: int) -> int:
    """The number of the dash or stroke behind a dateline's place and day, or of a stroke that a sentence begins with;
    -1 for none."""
    if not head:
        return 0 if tokens[0].text == "/" else -1
    return next((n for n in range(head + 3, min(len(tokens), head + _DAY)) if tokens[n].text in "—–-/"), -1)
