"""The tables: what the library knows about words, as TSV files with a header line.

A user's own rows come in the same columns and are appended to the shipped ones. What is made of a table once, and
asked for deep in the stages, is a function that :func:`derived` decorates: it gives what the tables in use say, which
are the extractor's while it reads and extracts, so that no cache goes past a user's rows.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from newsnlp.data.columns import COLUMNS

Row = Mapping[str, str]
T = TypeVar("T")


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
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))[1:]


@cache
def names() -> tuple[str, ...]:
    """The names of the shipped tables."""
    return tuple(sorted(p.name[:-4] for p in files(__name__).iterdir() if p.name.endswith(".tsv")))


def several(cell: str) -> tuple[str, ...]:
    """What a cell lists, in any table: joined by ``|``.

    >>> several("Арда|Средиземье"), several("")
    (('Арда', 'Средиземье'), ())
    """
    return tuple(cell.split("|")) if cell else ()


@cache
def _word_lists() -> Mapping[str, tuple[str, ...]]:
    return {row["name"]: several(row["words"]) for row in shipped("word_lists")}


def word_list(name: str) -> tuple[str, ...]:
    """The words of a row of ``word_lists``, as they stand there; these are the library's own.

    >>> word_list("and")
    (',', 'и', 'или')
    """
    return _word_lists()[name]


def own_rows(name: str, rows: Sequence[Row] | Path | str) -> tuple[Row, ...]:
    """A user's rows of the table ``name``, all its columns filled; ``rows`` may be the path of a TSV file.

    Raises ``TypeError`` where there are no rows, ``ValueError`` at the row, or the file's line, and the column that is
    wrong.
    """
    if name not in COLUMNS:
        known = ", ".join(sorted(COLUMNS))
        closed = "rows can't be added to the table" if name in names() else "no table"
        raise ValueError(f"{closed} {name!r}; the tables are {known}")
    if isinstance(rows, str | Path):
        numbered = _file_rows(Path(rows))
    elif isinstance(rows, Mapping) or not isinstance(rows, Iterable):
        raise TypeError(f"table {name!r} is a list of rows, or the path of a TSV file, not {type(rows).__name__}")
    else:
        numbered = ((f"row {number}", row) for number, row in enumerate(rows, 1))
    return tuple(_row(name, f"table {name!r}, {place}", row) for place, row in numbered)


def _file_rows(path: Path) -> Iterator[tuple[str, Row]]:
    """The rows of a TSV file with the place where each stands."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8") from None
    columns: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells, place = line.split("\t"), f"{path}:{number}"
        if not columns:
            columns = cells
        elif len(cells) > len(columns):
            raise ValueError(f"{place}: {len(cells)} cells, and the header has {len(columns)} columns")
        else:
            yield place, dict(zip(columns, cells, strict=False))


def _row(name: str, place: str, row: object) -> Row:
    cells = COLUMNS[name]
    if not isinstance(row, Mapping):
        raise TypeError(f"{place}: a mapping of columns is wanted, not {type(row).__name__}")
    if wrong := [column for column in row if column not in cells]:
        raise ValueError(f"{place}: no column {wrong[0]!r}; the columns are {', '.join(cells)}")
    made = {column: row.get(column, "") for column in cells}
    for column, value in made.items():
        if not isinstance(value, str):
            raise TypeError(f"{place}, {column}: a string is wanted, not {type(value).__name__}")
        if len(value.splitlines()) > 1 or "\t" in value or not cells[column].pattern.fullmatch(value):
            raise ValueError(f"{place}, {column}: {cells[column].what} is wanted, not {value!r}")
    return made


class Tables:
    """The shipped tables with a user's rows behind them.

    ``extra`` maps a table's name to rows (mappings) or to the path of a TSV file with the same columns.
    """

    def __init__(self, extra: Mapping[str, Sequence[Row] | Path | str] | None = None) -> None:
        if not isinstance(extra, Mapping | None):
            raise TypeError(f'tables maps names to rows: {{"titles": [...]}}, not {type(extra).__name__}')
        self._extra = {name: own_rows(name, rows) for name, rows in (extra or {}).items()}
        self._made: dict[Callable[[Tables], Any], Any] = {}

    def __reduce__(self) -> tuple[type[Tables], tuple[Mapping[str, tuple[Row, ...]]]]:
        return Tables, (self._extra,)

    @contextmanager
    def used(self) -> Iterator[None]:
        """Meanwhile, in this thread, these are the tables of which :func:`derived` functions tell."""
        token = _IN_USE.set(self)
        try:
            yield
        finally:
            _IN_USE.reset(token)

    def made(self, make: Callable[[Tables], T], names: Sequence[str]) -> T:
        """What ``make`` makes of the tables ``names``, once; tables that have no rows of their own there share one."""
        found: T | None = self._made.get(make)
        if found is None:
            own = self is _SHIPPED or any(self._extra.get(name) for name in names)
            found = self._made[make] = make(self) if own else _SHIPPED.made(make, names)
        return found

    def rows(self, name: str) -> tuple[Row, ...]:
        """Shipped rows, then the user's."""
        return shipped(name) + self._extra.get(name, ())

    def lines(self, name: str) -> Sequence[str]:
        """The shipped rows as raw lines, for tables too large for mappings: cells parted by tabs."""
        return _lines(name)

    def own(self, name: str) -> Sequence[str]:
        """The user's rows, in the form of :meth:`lines`."""
        return tuple("\t".join(row.values()) for row in self._extra.get(name, ()))


_SHIPPED = Tables()
_IN_USE: ContextVar[Tables] = ContextVar("newsnlp's tables", default=_SHIPPED)


def derived(*names: str) -> Callable[[Callable[[Tables], T]], Callable[[], T]]:
    """Decorates a function that makes something of the tables ``names``: it is called once for the same rows.

    >>> @derived("surnames")
    ... def count(tables):
    ...     return len(tables.rows("surnames"))
    >>> with Tables({"surnames": [{"name": "Проба"}]}).used():
    ...     more = count()
    >>> more - count()
    1
    """

    def of(make: Callable[[Tables], T]) -> Callable[[], T]:
        @wraps(make)
        def get() -> T:
            tables = _IN_USE.get()
            try:
                found: T = tables._made[make]
            except KeyError:
                found = tables.made(make, names)
            return found

        return get

    return of
