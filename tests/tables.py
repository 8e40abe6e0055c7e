"""Reads the tables of examples, ``tests/corpus/*.tsv``: one line, one case.

Columns, separated by tabs: the sentence with ``[brackets]`` around the mentions of the table's kind, which may nest;
their values as ``str(value)`` prints them, in the order of the opening brackets, joined by `` ; ``; the day of
publication in ISO 8601, where the case needs one. A value column that starts with ``? `` marks a known failure.
``\\n``, ``\\t``, ``\\uXXXX``, ``\\[`` and ``\\]`` stand for what can't be written plainly; a line that starts with
``#`` is a comment. The table's kind is its file's name, or that of its first ``# kind: ...`` comment.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "corpus"
_PIECE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nt\[\]\\]))|(.)", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t"}


class Line(NamedTuple):
    """A line of a table as it stands there."""

    table: str
    number: int
    raw: str

    @property
    def known(self) -> bool:
        """Whether the line is marked as a known failure."""
        return "\t?" in self.raw


class Wanted(NamedTuple):
    """A mention with the printed form of its value."""

    start: int
    stop: int
    value: str


class Case(NamedTuple):
    """What a line says."""

    text: str
    wanted: tuple[Wanted, ...]
    published: dt.date | None


def tables() -> list[str]:
    """The names of the tables."""
    return sorted(path.stem for path in FOLDER.glob("*.tsv"))


def _text(table: str) -> str:
    return (FOLDER / f"{table}.tsv").read_text(encoding="utf-8")


@cache
def kind(table: str) -> str:
    """Which kind's mentions a table marks."""
    found = re.search(r"^# kind: (\w+)", _text(table), re.MULTILINE)
    return found[1] if found else table


@cache
def lines(table: str) -> tuple[Line, ...]:
    """The lines of a table that hold a case."""
    numbered = enumerate(_text(table).split("\n"), 1)
    return tuple(Line(table, n, raw) for n, raw in numbered if raw.strip() and not raw.startswith("#"))


def case(raw: str) -> Case:
    """The case of a line. Raises ``ValueError`` where it is written wrong.

    >>> case("Нашли [5 рублей] и [$3].\\tRUB 5 ; USD 3").wanted
    (Wanted(start=6, stop=14, value='RUB 5'), Wanted(start=17, stop=19, value='USD 3'))
    """
    sentence, values, published, *more = [*raw.split("\t"), "", ""]
    if any(more):
        raise ValueError("more than three columns")
    text, spots = brackets(sentence)
    listed = [value.strip() for value in values.removeprefix("?").split(" ; ") if value.strip()]
    if len(spots) != len(listed):
        raise ValueError(f"{len(spots)} brackets, but {len(listed)} values: {listed}")
    wanted = sorted((Wanted(*spot, value) for spot, value in zip(spots, listed, strict=True)), key=in_order)
    return Case(text, tuple(wanted), moment(published.strip()) if published.strip() else None)


def in_order(wanted: Wanted) -> tuple[int, int, str]:
    """The order of mentions: outer before inner, then by value where two have the same place."""
    return wanted.start, -wanted.stop, wanted.value


def moment(iso: str) -> dt.date:
    """A day, or a day and time."""
    return dt.datetime.fromisoformat(iso) if "T" in iso else dt.date.fromisoformat(iso)


def brackets(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    """The plain text, and the offsets of its brackets in order of opening.

    >>> brackets(r"[мэр [Москвы]]\\u00a0\\[1\\]")
    ('мэр Москвы\\xa0[1]', [(0, 10), (4, 10)])
    """
    letters: list[str] = []
    spots: list[list[int]] = []
    still: list[list[int]] = []
    for code, escaped, plain in _PIECE.findall(sentence):
        if plain == "[":
            spots.append([len(letters)])
            still.append(spots[-1])
        elif plain == "]":
            if not still:
                raise ValueError("a closing bracket too many")
            still.pop().append(len(letters))
        else:
            letters.append(chr(int(code, 16)) if code else _PLAIN.get(escaped, escaped) or plain)
    if still:
        raise ValueError("an opening bracket too many")
    return "".join(letters), [(start, stop) for start, stop in spots]
