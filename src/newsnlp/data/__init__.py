"""The tables: what the library knows about words, as TSV files with a header line.

A user's own rows come in the same columns and are appended to the shipped ones.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

Row = Mapping[str, str]


def _read(lines: Iterable[str]) -> tuple[dict[str, str], ...]:
    kept = (line for line in lines if line.strip() and not line.startswith("#"))
    return tuple(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


@cache
def shipped(name: str) -> tuple[Row, ...]:
    """The rows of ``data/<name>.tsv``.

    Raises ``ValueError`` where no such table is shipped.
    """
    path = files(__name__) / f"{name}.tsv"
    if not path.is_file():
        raise ValueError(f"no table {name!r}; the tables are {', '.join(names())}")
    return _read(path.read_text(encoding="utf-8").splitlines())


@cache
def _lines(name: str) -> tuple[str, ...]:
    text = (files(__name__) / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines()[1:] if line and not line.startswith("#"))


@cache
def names() -> tuple[str, ...]:
    """The names of the shipped tables."""
    return tuple(sorted(p.name[:-4] for p in files(__name__).iterdir() if p.name.endswith(".tsv")))


def own_rows(name: str, rows: Sequence[Row] | Path | str) -> tuple[Row, ...]:
    """A user's rows of the table ``name``, all its columns filled; ``rows`` may be the path of a TSV file.

    Raises ``TypeError`` where there are no rows, ``ValueError`` at the row and column that is wrong.
    """
    if name not in names():
        raise ValueError(f"no table {name!r}; the tables are {', '.join(names())}")
    if isinstance(rows, str | Path):
        rows = _read(Path(rows).read_text(encoding="utf-8-sig").splitlines())
    if isinstance(rows, Mapping) or not isinstance(rows, Iterable):
        raise TypeError(f"table {name!r} is a list of rows, or the path of a TSV file, not {type(rows).__name__}")
    return tuple(_row(name, number, row) for number, row in enumerate(rows, 1))


def _row(name: str, number: int, row: object) -> Row:
    columns = shipped(name)[0].keys()
    if not isinstance(row, Mapping):
        raise TypeError(f"table {name!r}, row {number}: a mapping of columns is wanted, not {type(row).__name__}")
    if wrong := [column for column in row if column not in columns]:
        raise ValueError(f"table {name!r}, row {number}: no column {wrong[0]!r}; the columns are {', '.join(columns)}")
    for column, cell in row.items():
        if not isinstance(cell, str):
            raise TypeError(f"table {name!r}, row {number}, {column}: a string is wanted, not {type(cell).__name__}")
    return {column: row.get(column, "") for column in columns}


class Tables:
    """The shipped tables with a user's rows behind them.

    ``extra`` maps a table's name to rows (mappings) or to the path of a TSV file with the same columns.
    """

    def __init__(self, extra: Mapping[str, Sequence[Row] | Path | str] | None = None) -> None:
        if not isinstance(extra, Mapping | None):
            raise TypeError(f'tables maps names to rows: {{"titles": [...]}}, not {type(extra).__name__}')
        self._extra = {name: own_rows(name, rows) for name, rows in (extra or {}).items()}

    def rows(self, name: str) -> tuple[Row, ...]:
        """Shipped rows, then the user's."""
        return shipped(name) + self._extra.get(name, ())

    def lines(self, name: str) -> Sequence[str]:
        """The shipped rows as raw lines, for tables too large for mappings: cells parted by tabs."""
        return _lines(name)

    def own(self, name: str) -> Sequence[str]:
        """The user's rows, in the form of :meth:`lines`."""
        return tuple("\t".join(row.values()) for row in self._extra.get(name, ()))
