"""A window of words: its pieces, and what stands where in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from newsnlp.data import word_list
from newsnlp.find import number
from newsnlp.find.date.words import Word, Words
from newsnlp.lang import numerals
from newsnlp.types import Point, Sentence, Tag, Token


class Piece(NamedTuple):
    """A word, figure or mark of a window, with what the lexicon says of it."""

    token: Token
    shape: str  # the figure's pattern, "word", "mark"
    word: Word | None
    match: re.Match[str] | None  # of a figure's pattern


Read = tuple[str, Any, int] | None  # an atom's type and value, and the place behind it

LATEST = 2100  # bare figures above it are no years
_TAG = Tag("X")
# the shapes of figures and of what is glued to them, the fuller before the plainer
FIGURES = re.compile(
    r"(?P<iso>(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)(?:(?:T|\s)(?P<it>(?:[01]\d|2[0-3]):[0-5]\d|24:00)(?::\d\d)?)?(?![\d-]))"
    r"|(?P<dmy>(?<![\d.])(?P<dd>\d{1,2})(?P<ds>[./-])(?P<dm>\d{1,2})(?P=ds)(?P<dy>\d{4}|\d{2})(?!\d|[./-]\d))"
    r"|(?P<month_year>(?<![\d.])(?:0[1-9]|1[0-2])\.(?:19|20)\d\d(?![.,]?\d))"
    r"|(?P<clock>(?P<ch>[01]?\d|2[0-4])::?(?P<cm>[0-5]\d)(?::(?P<cs>[0-5]\d))?(?![\d:]))"
    r"|(?P<pair>(?P<pf>[12]\d{3})(?P<ps>[/–—‑-])(?P<pl>\d{4}|\d\d)(?![\d/–—-]))"
    r"|(?P<decade>(?:[12]\d{2}0|[1-9]0)\s?[-–‑]?(?:ы?х|ы?е|ми)(?![^\W\d_]))"
    r"|(?P<ended>\d{1,4}\s?[-–‑](?:г?о|о?го|о?му|его|[иыо]?й|[оеы]?м|[ое]?му|[ое]?е|[аоя]?я|у?ю|х|т?и|ми)(?![^\W\d_]))"
    r"|(?P<dotted>(?<![\d.,])(?P<oh>\d{1,2})\.(?P<om>[0-5]\d)(?![.,]?\d))"
    r"|(?P<figure>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)"
    r"|(?P<mark>\S)"
)


def pieces(window: Sequence[Token], sentence: Sentence, words: Words) -> list[Piece]:
    """The pieces of a window: its words as the reader cut and tagged them; figures, marks and what is glued to them by
    their patterns, for «24.04.2024», «10:00», «июнь–август» are one or several pieces whatever the reader made of them.

    >>> from newsnlp.data import Tables
    >>> tokens = [Token(0, 1, "с", "с", Tag("ADP")), Token(2, 12, "24.04.2024", "24.04.2024", Tag("NUM"))]
    >>> sentence = Sentence(0, 12, "с 24.04.2024", tuple(tokens))
    >>> [(piece.token.text, piece.shape) for piece in pieces(tokens, sentence, Words(Tables()))]
    [('с', 'word'), ('24.04.2024', 'dmy')]
    """
    found: list[Piece] = []
    at = 0
    while at < len(window):
        stop = at + 1
        if window[at].text.isalpha() and not _glued(window, stop):
            token = window[at]
            found.append(Piece(token, "word", words.get(token.lower), None))
        else:
            while stop < len(window) and (not window[stop].text.isalpha() or _glued(window, stop)):
                stop += 1
            found += _figured(sentence.cut(window[at].start, window[stop - 1].stop), window[at].start, words)
        at = stop
    return found


def _glued(window: Sequence[Token], at: int) -> bool:
    """Whether a token is glued to the one before it, or is the end of a figure's word, «90 ые»."""
    if at >= len(window):
        return False
    apart = window[at].start > window[at - 1].stop
    return not apart or (window[at].lower in _ENDINGS and window[at - 1].text[-1].isdigit())


_ENDINGS = frozenset(word_list("date.reader.endings"))


def _figured(text: str, at: int, words: Words) -> Iterator[Piece]:
    for match in FIGURES.finditer(text):
        shape = match.lastgroup or "mark"
        if shape == "word" and "-" in match[0] and words.get(match[0].lower()) is None:
            cut = match.start() + match[0].index("-")
            for span in ((match.start(), cut), (cut, cut + 1), (cut + 1, match.end())):
                if part := FIGURES.match(text, *span):
                    yield _piece(part, at, words)
        else:
            yield _piece(match, at, words)


def _piece(match: re.Match[str], at: int, words: Words) -> Piece:
    lower = match[0].lower()
    token = Token(at + match.start(), at + match.end(), match[0], lower, _TAG)
    return Piece(token, match.lastgroup or "mark", words.get(lower), match)


class _Places(dict[int, str]):
    """What stands at the places of a window, nothing outside it."""

    def __missing__(self, at: int) -> str:
        return ""


class Reader:
    """Reads the atoms of one window."""

    def __init__(self, window: Sequence[Piece], words: Words, more: bool = False) -> None:
        """``more``: whether the sentence goes on behind the window."""
        self.pieces = window
        self.more = more
        self.tokens = [piece.token for piece in window]
        self.words = words
        # the part that a piece's word plays, and the piece in lower case; empty where there is none: most readers ask
        self.part = _Places((at, piece.word.part) for at, piece in enumerate(window) if piece.word).__getitem__
        self.lower = _Places((at, piece.token.lower) for at, piece in enumerate(window)).__getitem__
        self._orders: dict[int, tuple[int, int] | None] = {}
        self._cardinals: dict[int, tuple[Decimal, int] | None] = {}

    # ------------------------------------------------------------------------------------------ what stands where

    def says(self, at: int) -> str:
        """What the word says there."""
        word = self.pieces[at].word if 0 <= at < len(self.pieces) else None
        return word.value if word else ""

    def shape(self, at: int) -> str:
        """Which figure's pattern a piece has, "word" or "mark"; empty behind the window."""
        return self.pieces[at].shape if at < len(self.pieces) else ""

    def figure(self, at: int, shape: str) -> re.Match[str] | None:
        """The figure's match at a place, if it has that pattern's shape."""
        return self.pieces[at].match if self.shape(at) == shape else None

    def cardinal(self, at: int) -> tuple[Decimal, int] | None:
        """A number that counts, and where it stops: «5», «1,5», «двадцать пять», «7 тысяч»."""
        if at not in self._cardinals:  # most readers ask
            self._cardinals[at] = self._cardinal(at)
        return self._cardinals[at]

    def _cardinal(self, at: int) -> tuple[Decimal, int] | None:
        if self.shape(at) not in ("figure", "word", "dotted", "ended"):
            return None
        if self.shape(at) == "dotted":
            return Decimal(self.tokens[at].text), at + 1
        if (together := numerals.together().get(self.lower(at))) is not None:
            return Decimal(together), at + 1
        found = number.read(self.tokens, at)
        return (found.value, found.stop) if found else None

    def ordinal(self, at: int) -> tuple[int, int] | None:
        """A number that orders: «25-го», «двадцать пятого», «двух тысяч десятого»."""
        if self.shape(at) in ("ended", "decade"):
            return int(re.match(r"\d+", self.tokens[at].text)[0]), at + 1  # type: ignore[index]
        if self.part(at) != "number":
            return None
        found = number.read(self.tokens, at, ordinals=True)
        return (int(found.value), found.stop) if found and found.ordinal else None

    def order(self, at: int) -> tuple[int, int] | None:
        """An ordinal in words, figures or Roman figures: «первый», «1», «1-й», «III»."""
        if at not in self._orders:  # most readers ask
            self._orders[at] = self._order(at)
        return self._orders[at]

    def _order(self, at: int) -> tuple[int, int] | None:
        if (found := self.ordinal(at)) is not None:
            return found
        if (plain := self.whole(at)) is not None:
            return plain, at + 1
        value = numerals.roman(self.tokens[at].text) if self.shape(at) == "word" else None
        ended = self.lower(at + 1) == "-" and self.lower(at + 2) in word_list("date.reader.ordinal_endings")
        return (value, at + 3 if ended else at + 1) if value else None

    def nth(self, at: int) -> tuple[int, int]:
        """Which one the words tell, -1 for the last and 0 where they tell none, and where they stop."""
        return (-1, at + 1) if self.part(at) == "last" else self.order(at) or (0, at)

    def unit(self, at: int) -> str:
        """The unit of time that stands there; empty where none does."""
        return self.says(at) if self.part(at) == "unit" else ""

    def whole(self, at: int) -> int | None:
        """A plain whole figure."""
        text = self.tokens[at].text if self.shape(at) == "figure" else ""
        return int(text) if text.isdigit() and len(text) < 6 else None

    def god(self, at: int) -> int | None:
        """The place behind «года», «году», «г.», «гг.»; not «лет»."""
        if self.part(at) == "year_mark":
            return self.pointed(at + 1)
        if self.says(at) == "year" and self.lower(at).startswith("год"):
            return at + 1
        return None

    def over_god(self, at: int) -> int:
        """The place behind such a word, if it stands there."""
        return self.god(at) or at

    def pointed(self, at: int) -> int:
        """The place behind an abbreviation's point; the one that ends the sentence is not its own."""
        return at + (self.lower(at) == "." and (at + 1 < len(self.pieces) or self.more))

    def year(self, at: int) -> tuple[Point, int] | None:
        """A year behind a month: «2024 года», «2024», «24 г.», «две тысячи десятого года», «с. г.»."""
        number_ = self.whole(at) or 0
        behind = self.god(at + 1)
        if 1000 <= number_ <= (9999 if behind else 2999) and len(self.tokens[at].text) == 4:
            return Point("year", year=number_), behind or at + 1
        if behind and 10 <= number_ <= 999:
            return Point("year", year=number_, short=number_ < 100), behind
        return self.ordinal_year(at) or self.this_year(at)

    def ordinal_year(self, at: int) -> tuple[Point, int] | None:
        """«1939-го», «две тысячи десятого года», «90-го года»."""
        found = self.ordinal(at)
        if found is None or not (1000 <= found[0] <= 2999 or 10 <= found[0] <= 99):
            return None
        behind = self.god(found[1])
        if found[0] < 100 and behind is None:
            return None
        return Point("year", year=found[0], short=found[0] < 100), behind or found[1]

    def glued_year(self, at: int) -> tuple[Point, int] | None:
        """«лето-2024»"""
        if self.lower(at) not in ("-", "–", "‑") or self.tokens[at - 1].stop != self.tokens[at].start:
            return None
        year = self.whole(at + 1) if at + 1 < len(self.tokens) else None
        return (Point("year", year=year), at + 2) if year and 1900 <= year <= LATEST else None

    def this_year(self, at: int) -> tuple[Point, int] | None:
        """«с. г.», «т. г.»."""
        spots = [i for i in range(at, min(at + 4, len(self.tokens))) if self.lower(i) != "."]
        if [self.lower(i) for i in spots[:2]] not in (["с", "г"], ["т", "г"]) or self.lower(at + 1) != ".":
            return None
        return Point("year", shift=0, step="year"), self.pointed(spots[1] + 1)
