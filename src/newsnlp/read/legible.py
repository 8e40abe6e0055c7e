"""A text as a reader sees it: what pages hold beside its letters is left out, with the way back to the page's offsets.

Soft hyphens, characters without width, accents and letters of two code points, words of two alphabets («Cергей» with a
Latin C): each would make a word unknown that anybody reads without a thought.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple
from unicodedata import normalize

_CYRILLIC = "а-яёА-ЯЁіїєґІЇЄҐ"
_HYPHEN = "\u00ad"
_NO_WIDTH = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_COMBINING = "\u0300-\u036f"

# A soft hyphen at a line's end parts a word, which goes on in the next.
_LETTER = "A-Za-z\u00c0-\u024f\u0400-\u04ff"
_HIDDEN = rf"{_HYPHEN}+(?:[^\S\n]*\n[^\S\n]*(?=[а-яё]))?|[{_NO_WIDTH}]+|[{_LETTER}][{_COMBINING}]+"
_MIXED = rf"(?:[A-Za-z]+[{_CYRILLIC}]|[{_CYRILLIC}]+[A-Za-z])[A-Za-z{_CYRILLIC}]*(?![{_COMBINING}])"
_ALONE = rf"(?:(?<=[а-яё»,;] )[aoyc]|(?<![^\n])[ABCKOY]|(?<=[.!?] )[ABCKOY])(?= [{_CYRILLIC}\d«])"  # c 5 мая, B Омске
_PARTED = "(?<![а-яёА-ЯЁ])(?:[Вв]ице|[Ээ]кс|[Пп]ремьер|[Пп]ресс|[Гг]енерал)- (?=[а-яё])"  # «премьер- министр»
_ODD = re.compile(rf"{_HIDDEN}|{_PARTED}|(?<![A-Za-z{_CYRILLIC}]){_MIXED}|{_ALONE}")
_SIGN = re.compile(
    rf"[{_HYPHEN}{_NO_WIDTH}{_COMBINING}]|{_PARTED}|[A-Za-z][{_CYRILLIC}]|[{_CYRILLIC}][A-Za-z]|{_ALONE}"
)

# Letters that look alike in print, from Unicode's table of confusables (UTS #39).
_LATIN, _LIKE = "aceopxyiABCEHKMOPTXY", "асеорхуіАВСЕНКМОРТХУ"
_TO_CYRILLIC = str.maketrans(_LATIN, _LIKE)
_TO_LATIN = str.maketrans(_LIKE, _LATIN)
_LATIN_LETTER = re.compile("[A-Za-z]")
_MARKS = re.compile(rf"[{_COMBINING}]*")
_ENDING = re.compile(r"[A-Za-z]+[а-яё]+")  # «iPhoneа»


class Legible(NamedTuple):
    """``text``: what is read of ``page``. ``cuts``: offsets in it, from each on ``left_out`` characters are gone."""

    page: str
    text: str
    cuts: list[int]
    left_out: list[int]

    def spot(self, start: int, stop: int) -> tuple[int, int]:
        """Where in the page's own text that lies which stands between two offsets of this one."""
        first, last, behind = map(self._there, (start, stop - 1, stop))
        marks = _MARKS.match(self.page, last + 1)
        return first, min(marks.end(), behind) if marks and start < stop else first

    def _there(self, at: int) -> int:
        return at + self.left_out[bisect_right(self.cuts, at)]


def legible(text: str) -> Legible | None:
    """``None`` where the text may be read as it is, as most.

    >>> legible("Глава Нижего\\u00adродской области Cергей Андре\\u0438\\u0306ченко").text
    'Глава Нижегородской области Сергей Андрейченко'
    >>> legible("Глава Перми") is None
    True
    """
    if not _SIGN.search(text):
        return None
    parts: list[str] = []
    cuts, left_out = [], [0]
    done = length = 0
    for odd in _ODD.finditer(text):
        kept = _read(odd.group())
        parts += text[done : odd.start()], kept
        length += odd.start() - done + len(kept)
        done = odd.end()
        if len(kept) < done - odd.start():
            cuts.append(length)
            left_out.append(done - length)
    return Legible(text, "".join([*parts, text[done:]]), cuts, left_out)


def _read(odd: str) -> str:
    if not odd[0].isalpha():
        return ""
    if odd[-1] == " ":
        return odd[:-1]
    if not odd.isalpha():
        whole = normalize("NFC", odd)
        return whole if whole[0].isascii() or whole.isalpha() else _MARKS.sub("", whole)
    if not _LATIN_LETTER.search(cyrillic := odd.translate(_TO_CYRILLIC)):
        return cyrillic
    return latin if (latin := odd.translate(_TO_LATIN)).isascii() and not _ENDING.fullmatch(odd) else odd
