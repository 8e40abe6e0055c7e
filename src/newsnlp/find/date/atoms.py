"""From the words of a window to atoms: a day with its month and year, a clock's time, «прошлый год», «через», a comma.

Plain functions: what digits and number words mean depends on their values («5 мая» but not «32 мая», «14 часов» is a
time but «40 часов» lasts), and one reader for each atom, which may abstain, is tried at each place in order.
The grammar on top composes atoms; it sees their types alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from newsnlp.data import word_list
from newsnlp.find.date.clocks import before, clock, dashed, dotted, hours, past, within_hour
from newsnlp.find.date.days import day_month, figures, holiday, iso, month, nth, ordinal_day
from newsnlp.find.date.lengths import EITHER, PLURALS, Lasting, duration, lasting_adjective, running, sets, week
from newsnlp.find.date.reader import Piece, Read, Reader
from newsnlp.find.date.relative import (
    adjective,
    during,
    last,
    new_school_year,
    of_kind,
    outcome,
    relative,
    spanned,
    that,
    today,
    vague,
)
from newsnlp.find.date.words import Words, named
from newsnlp.find.date.years import (
    century,
    decade,
    edge,
    half_of,
    named_season,
    pair,
    quarter,
    season,
    years,
)
from newsnlp.memory import remembered
from newsnlp.types import Point


class Atom(NamedTuple):
    """One part of a date: ``value`` is a :class:`Point`, two of them, a TIMEX3 value, a :class:`Lasting`, or nothing;
    ``words`` are in lower case.
    """

    type: str
    start: int
    stop: int
    value: Any = None
    words: tuple[str, ...] = ()


V = TypeVar("V")


def values_of(atoms: Iterable[Atom], kind: type[V]) -> list[V]:
    """The values of a kind among those of some atoms."""
    return [atom.value for atom in atoms if isinstance(atom.value, kind)]


def atoms_of(window: Sequence[Piece], words: Words, more: bool = False) -> list[Atom]:
    """All of the window, left to right; what plays no part in a date is an ``X``. ``more``: the sentence goes on.

    >>> from newsnlp.data import Tables
    >>> from newsnlp.find.date.reader import pieces
    >>> from newsnlp.types import Sentence, Tag, Token
    >>> words = [Token(0, 5, "утром", "утром", Tag("ADV")), Token(6, 8, "24", "24", Tag("NUM")),
    ...     Token(9, 15, "апреля", "апреля", Tag("NOUN"))]
    >>> known = Words(Tables())
    >>> [atom.type for atom in atoms_of(pieces(words, Sentence(0, 15, "утром 24 апреля", tuple(words)), known), known)]
    ['PART', 'DAY']
    """
    reader, found, at = Reader(window, words, more), list[Atom](), 0
    while at < len(window):
        type_, value, stop = _read(reader, at)
        tokens = reader.tokens[at:stop]
        found.append(Atom(type_, tokens[0].start, tokens[-1].stop, value, tuple(token.lower for token in tokens)))
        at = stop
    return found


def _read(reader: Reader, at: int) -> tuple[str, Any, int]:
    piece = reader.pieces[at]
    part = piece.word.part if piece.word else piece.shape
    feast = piece.token.lower in reader.words.holidays
    for read in _opened_by(piece.shape, part, feast):
        if (found := read(reader, at)) is not None:
            return found
    return "X", None, at + 1


@remembered()
def _opened_by(shape: str, part: str, feast: bool) -> tuple[Callable[[Reader, int], Read], ...]:
    """The readers that may find their atom at a piece of this shape, whose word plays this part."""
    kinds = {shape, part} | ({"feast"} if feast else set()) - ({"word"} if part != shape else set())
    return tuple(read for read, opens in READERS if not kinds.isdisjoint(opens.split()))


def simple(r: Reader, at: int) -> Read:
    """weekdays, parts of the day, «полдень», units, «назад», prepositions"""
    part, behind = r.part(at), r.part(at + 1)
    if r.lower(at) in ("днём", "днем") and behind in ("earlier", "later"):  # «днём позже» counts days
        return "UNIT", Lasting(Decimal(1), "day"), at + 1
    if part in _NAMED:
        return _NAMED[part], named(part, r.says(at)), at + 1
    if (part, behind) in (("early", "part"), ("part_adjective", "moment")):  # «ранним утром», «вечернее время»
        return "PART", Point("day", clock=r.says(at + (part == "early"))), at + 2
    if part == "that" and behind == "ago":
        return "AGO", None, at + 2
    if part == "unit":
        return _unit(r, at)
    return (_SIMPLE[part], None, at + 1) if part in _SIMPLE else None


_NAMED = {"weekday": "WEEKDAY", "part": "PART", "noon": "CLOCK"}


def _unit(r: Reader, at: int) -> Read:
    said = r.says(at)
    if said == "weekend":
        return "REFERENCE", Point("weekend"), at + 1
    if said == "season" and r.part(at - 1) == "edge":
        return "SPORT", "XXXX", at + 1  # «в конце сезона» is the sport's
    return "UNIT" if r.lower(at) not in PLURALS - EITHER else "UNITS", Lasting(Decimal(1), said), at + 1


_SIMPLE = {
    "ago": "AGO", "then": "THEN", "later": "LATER", "earlier": "EARLIER", "in": "IN", "from": "FROM", "to": "TO",
    "and": "AND", "fill": "FILL", "style": "STYLE",
}  # fmt: skip


def marks(r: Reader, at: int) -> Read:
    """punctuation, «между», «к»"""
    text = r.lower(at)
    if text == "(" and r.lower(at + 1) == ")":
        return "FILL", None, at + 2  # what was in them is lost
    if text in _MARKS:
        return _MARKS[text], None, at + 1
    return ("PREPOSITION", None, at + 1) if r.part(at) == "other_preposition" else None


_MARKS = {",": "COMMA", "(": "OPEN", ")": "CLOSE", "|": "BAR", **dict.fromkeys("-–—‑−", "DASH")}
_MARKS |= {"между": "BETWEEN", "к": "BY", "ко": "BY"}


def numbers(r: Reader, at: int) -> Read:
    """a day's number alone: «с 5 по 10 мая», «5-го»; or a figure of a range of lengths"""
    day, stop = r.nth(at)
    ordered = r.shape(at) != "word" or (r.part(at) == "number" and r.lower(stop - 1).endswith(ORDINAL))
    if ordered and 1 <= day <= 31:
        named_day = r.lower(at).endswith(("-го", "-е"))
        return "NTH" if named_day else "NUMBER", Point("day", day=day), stop
    count = r.cardinal(at)
    return ("COUNT", *count) if count is not None else None


ORDINAL = word_list("date.atoms.ordinal")


# what may be ordered, and counted; "word" is a word that the lexicon lacks: «XX», «сотню»
_ORDINAL = "ended decade number "
_ORDER = _ORDINAL + "figure word "
_CARDINAL = "figure ended dotted number half_word quarter_hour several word "
# the readers in the order that they are asked, each with the shapes of figures and the parts of words that open it
READERS: tuple[tuple[Callable[[Reader, int], Read], str], ...] = (
    (iso, "iso"),
    (figures, "dmy figure"),
    (running, _ORDER),
    (nth, _ORDER + "last"),
    (within_hour, _ORDINAL + "edge"),
    (edge, "edge number last decade"),
    (new_school_year, "holiday word"),
    (holiday, "feast"),
    (clock, "clock"),
    (dotted, "dotted"),
    (dashed, "figure"),
    (day_month, _ORDER),
    (ordinal_day, _ORDER),
    (century, _ORDER),
    (decade, _ORDER),
    (quarter, _ORDER),
    (half_of, _ORDER),
    (past, "half_hour half_word quarter_hour number figure"),
    (before, "without"),
    (named_season, "school heating"),
    (pair, "pair figure"),
    (years, _ORDER),
    (month, "month_year month month_short"),
    (hours, _CARDINAL + "unit"),
    (week, "weekday_short"),
    (sets, "set set_adjective each working weekday unit part holiday_part word"),
    (spanned, "whole relative number"),
    (relative, "relative"),
    (that, "that"),
    (today, "today today_adjective year_adjective"),
    (last, "last"),
    (vague, "vague present unit"),
    (during, "other_preposition"),
    (outcome, "unit"),
    (of_kind, "school year_kind business"),
    (duration, _CARDINAL + "half_unit unit"),
    (lasting_adjective, "figure ended word"),
    (adjective, "month_adjective weekday_adjective season_adjective"),
    (season, "season"),
    (simple, "early part_adjective that unit " + " ".join((*_NAMED, *_SIMPLE))),
    (marks, "mark other_preposition word"),
    (numbers, _ORDER + _CARDINAL),
)
