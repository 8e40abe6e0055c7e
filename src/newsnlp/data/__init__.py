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


class Tables:
    """The shipped tables with a user's rows behind them.

    ``extra`` maps a table's name to rows (mappings) or to the path of a TSV file with the same columns.
    """

    def __init__(self, extra: Mapping[str, Sequence[Row] | Path | str] | None = None) -> None:
        self._extra = {name: self._load(name, rows) for name, rows in (extra or {}).items()}

    @staticmethod
    def _load(name: str, rows: Sequence[Row] | Path | str) -> tuple[Row, ...]:
        if name not in names():
            raise ValueError(f"no table {name!r}; the tables are {', '.join(names())}")
        if isinstance(rows, str | Path):
            rows = _read(Path(rows).read_text(encoding="utf-8").splitlines())
        columns = shipped(name)[0].keys()
        for row in rows:
            if wrong := set(row) - set(columns):
                raise ValueError(f"table {name!r} has no column {sorted(wrong)[0]!r}: {', '.join(columns)}")
        return tuple({c: row.get(c, "") for c in columns} for row in rows)

    def rows(self, name: str) -> tuple[Row, ...]:
        """Shipped rows, then the user's."""
        return shipped(name) + self._extra.get(name, ())

    def lines(self, name: str) -> Sequence[str]:
        """The shipped rows as raw lines, for tables too large for mappings: cells parted by tabs."""
        return _lines(name)

    def own(self, name: str) -> Sequence[str]:
        """The user's rows, in the form of :meth:`lines`."""
        return tuple("\t".join(row.values()) for row in self._extra.get(name, ()))
