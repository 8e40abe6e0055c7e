"""Sentences and tokens with exact offsets: razdel's, with the page's own line structure on top."""

from __future__ import annotations

import re
from typing import NamedTuple

from razdel import sentenize, tokenize

# A line's end ends the sentence unless the next line goes on in lower case or with a figure behind a word
# that can't end a line: wrapped text («сумма в 5 млн\nрублей») is one sentence.
_BREAK = re.compile(r"\n\s*\n|\n(?![^\S\n]*[а-яёa-z])|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# A longer sentence is cut at white space. Nothing that people write is so long, and what machines make of it would
# otherwise cost the square of its length.
LONGEST = 2000
_PIECE = re.compile(rf"\S(?:.{{0,{LONGEST}}}\S)?(?!\S)|\S+", re.DOTALL)

_SHORT_DOLLARS = ("долл.", "дол.")


class Raw(NamedTuple):
    """razdel's token before any model has seen it."""

    start: int
    stop: int
    text: str


def tokens(text: str) -> list[Raw]:
    """razdel's tokens.

    >>> [t.text for t in tokens("Сумма — 3,5 млн руб.")]
    ['Сумма', '—', '3,5', 'млн', 'руб', '.']
    """
    return [Raw(t.start, t.stop, t.text) for t in tokenize(text)]


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences, in order, without the white space between them.

    >>> [("Заголовок\\nТекст. Ещё.")[a:b] for a, b in sentences("Заголовок\\nТекст. Ещё.")]
    ['Заголовок', 'Текст.', 'Ещё.']
    """
    found: list[tuple[int, int]] = []
    for start, stop in _blocks(text):
        for sentence in sentenize(text[start:stop]):
            if sentence.text.startswith("США") and found and text.endswith(_SHORT_DOLLARS, *found[-1]):
                found[-1] = (found[-1][0], start + sentence.stop)  # razdel parts «5 млн долл. США»
            elif sentence.text.strip():
                found.append((start + sentence.start, start + sentence.stop))
    return [piece for spot in found for piece in _pieces(text, *spot)]


def _pieces(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    if stop - start <= LONGEST:
        return [(start, stop)]
    return [piece.span() for piece in _PIECE.finditer(text, start, stop)]


def _blocks(text: str) -> list[tuple[int, int]]:
    cuts = [m.start() for m in _BREAK.finditer(text)]
    return list(zip([0, *cuts], [*cuts, len(text)], strict=True))
