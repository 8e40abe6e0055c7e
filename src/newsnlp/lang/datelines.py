"""The agency's dateline: «ВАШИНГТОН, 12 окт — Меридиан.»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsnlp.types import Token

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
