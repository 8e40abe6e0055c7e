"""Documents as Arrow: one row an article, one column a kind (:data:`SCHEMA`), or flat tables (:func:`tables`).

Sums are ``decimal128(38, 12)``: exact (no float is ever made), summable in SQL without a cast, and wide enough for
every sum that stands in news (below 10^26, a token's price to the twelfth place); one that isn't is refused with its
document, never rounded. DuckDB, polars and Spark have no wider decimals. Days are ``date32``. ``published`` is an
ISO 8601 string, since it may be a day or a moment; ``CAST(published AS TIMESTAMP)`` reads both.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from newsnlp.days import day
from newsnlp.lock import LOCK
from newsnlp.plain import parts, variants
from newsnlp.types import KINDS, Document, Fact, Mention, Title, links
from newsnlp.workers import Refused, RowError, each

try:
    import pyarrow as pa
except ImportError as error:  # pragma: no cover - the extra is installed where the tests run
    raise ImportError("newsnlp.arrow needs pyarrow: pip install 'newsnlp[arrow]'") from error

if TYPE_CHECKING:
    from newsnlp.pipeline import Extractor

DECIMAL = pa.decimal128(38, 12)
ROWS = 1000  # documents of one record batch, at most: some 10 MB
_SURROGATE = re.compile("[\ud800-\udfff]")

_SCALARS: Mapping[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    Decimal: DECIMAL,
    date: pa.date32(),
}


def _arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of a field's annotation. A dataclass held directly is a link, without mentions."""
    kinds = variants(hint)
    if datetime in kinds:
        return pa.string()
    kind = kinds[0]
    if get_origin(kind) is tuple:
        return pa.list_(pa.struct(_fields(get_args(kind)[0])))
    if is_dataclass(kind):
        return pa.struct(_fields(kind, link=True))
    return pa.string() if get_origin(kind) is Literal else _SCALARS[kind]


def _fields(kind: Any, link: bool = False) -> list[pa.Field]:
    return [pa.field(name, _arrow_type(hint)) for name, hint in parts(kind, link).items()]


def __getattr__(name: str) -> pa.Schema:
    """``SCHEMA``: one row a document: ``id``, ``text``, ``published`` and a ``list<struct>`` for each kind, registered
    ones too, as in the JSON form. ``EXTRACTED``: as that, with why a row has no facts, or no day of publication, in
    ``error``; null where all was read."""
    if name not in ("SCHEMA", "EXTRACTED"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    fields = {f.name: f for f in _fields(Document)}
    fields |= {kind.column: pa.field(kind.column, pa.list_(pa.struct(_fields(cls)))) for cls, kind in KINDS.items()}
    return pa.schema([*fields.values(), *([pa.field("error", pa.string())] if name == "EXTRACTED" else [])])


def _plain(value: Any, link: bool = False) -> Any:
    """A value as pyarrow takes it for SCHEMA: dataclasses as dicts, days and decimals as they are."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: _plain(getattr(value, name), link=True) for name in parts(kind, link)}
    return value


def _row(document: Document) -> dict[str, Any]:
    row: dict[str, Any] = _plain(document)
    row |= {kind.column: _plain(document.facts(cls)) for cls, kind in KINDS.items() if kind.column not in row}
    row["published"] = document.published.isoformat() if document.published else None
    return row


def record_batch(documents: Iterable[Document]) -> pa.RecordBatch:
    """Documents -> one record batch of :data:`SCHEMA`.

    Lone surrogates, which Arrow's UTF-8 can't hold, become U+FFFD: offsets stay right. Raises ``RowError``, a
    ``ValueError``, at a document with a sum that :data:`DECIMAL` can't hold.
    """
    return pa.RecordBatch.from_pylist([clean(_row(fitting(d))) for d in documents], schema=__getattr__("SCHEMA"))


def fitting(document: Document) -> Document:
    """The document, where Arrow can hold its sums. Raises as :func:`record_batch`."""
    for fact in (*document.money, *document.others):
        if not _fits(fact):
            raise RowError(f"the sum {fact} has more digits than {DECIMAL} holds: JSON can hold it")
    return document


def _fits(fact: Fact) -> bool:
    numbers = (getattr(fact, name) for name in parts(type(fact), link=True))
    return all(_fits_one(number) for number in numbers if number and isinstance(number, Decimal))


def _fits_one(amount: Decimal) -> bool:
    """Whether :data:`DECIMAL` holds a number, which is not zero, as it is (pyarrow lets some through that it can't).

    >>> _fits_one(Decimal("9e25")), _fits_one(Decimal("1e26")), _fits_one(Decimal("1e-13"))
    (True, False, False)
    """
    places = len(f"{amount:f}".partition(".")[2].rstrip("0"))
    return bool(amount.adjusted() < DECIMAL.precision - DECIMAL.scale and places <= DECIMAL.scale)


def clean(value: Any) -> Any:
    """A plain value with U+FFFD for each lone surrogate."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean(item) for item in value]
    return value


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    text: str = "text",
    id: str = "id",
    published: str = "published",
    extractor: Extractor | None = None,
) -> Iterator[pa.RecordBatch]:
    """Record batches of articles -> record batches of :data:`EXTRACTED` (1,000 rows at most), rows in order.

    ``text``, ``id``, ``published``: names of the columns; the last two may be missing where they aren't named
    otherwise. A row without text gives a row without facts. No row costs a job: one that can't be done has its
    ``error`` and no facts, one whose day can't be read its facts and the ``error``.

    Raises ``ValueError`` where a column is missing.
    """
    with LOCK:
        from newsnlp.pipeline import shared

    extract = extractor or shared()
    for batch in batches:
        check_columns(batch.schema.names, text, id, published)
        articles = _articles(batch, text, id, published)
        for first in range(0, len(articles), ROWS):
            some = articles[first : first + ROWS]
            found = extract.each([article for article, _ in some])
            rows = [_extracted(result, said) for result, (_, said) in zip(found, some, strict=True)]
            yield pa.RecordBatch.from_pylist(rows, schema=__getattr__("EXTRACTED"))


def check_columns(names: Sequence[str], text: str, id: str, published: str) -> None:
    """Raises ``ValueError`` where a named column is missing; ``id`` and ``published`` may be, under those names."""
    for option, name in (("text", text), ("id", id), ("published", published)):
        if name not in names and (option == "text" or name != option):
            raise ValueError(f"no column {name!r}; the columns are {', '.join(names)}: name it with {option}=")


def _articles(batch: pa.RecordBatch, text: str, id: str, published: str) -> list[tuple[Document, str]]:
    """The articles, each with what could not be read of it."""
    rows = zip(*(_column(batch, name) for name in (text, id, published)), strict=True)
    return [_article(row, published) for row in rows]


def _article(row: tuple[Any, Any, Any], name: str) -> tuple[Document, str]:
    text, id, published = row
    said = [] if isinstance(text, str | None) else [f"text: a string is wanted here, not {told(text)}"]
    try:
        published = day(published)
    except ValueError as error:
        published = None
        said.append(f"{name}: {error}: left out")
    text = text if isinstance(text, str) else ""
    return Document(text, None if id is None else str(id), published), "; ".join(said)


def _column(batch: pa.RecordBatch, name: str) -> Sequence[Any]:
    return values(batch.column(name)) if name in batch.schema.names else [None] * batch.num_rows


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that Python has no value for: bytes that are no UTF-8, a day behind the year 9999."""

    reason: str

    def __str__(self) -> str:
        return self.reason


def told(value: object) -> str:
    """What a cell holds instead of what is wanted, for an error."""
    return str(value) if isinstance(value, Unread) else type(value).__name__


def values(column: pa.Array) -> list[Any]:
    """A column's values, each that can't be read an :class:`Unread`."""
    try:
        found: list[Any] = column.to_pylist()
        return found
    except (ValueError, OverflowError):
        return [_value(cell) for cell in column]


def _value(cell: pa.Scalar) -> Any:
    try:
        return cell.as_py()
    except (ValueError, OverflowError) as error:
        return Unread(str(error))


def _extracted(result: Document | Refused[Document], said: str) -> dict[str, Any]:
    if isinstance(result, Document):
        [result] = each(lambda documents: map(fitting, documents), [result])
    if isinstance(result, Refused):
        said = "; ".join(filter(None, (said, result.reason)))
        result = Document(result.row.text, result.row.id, result.row.published)
    row: dict[str, Any] = clean(_row(result) | {"error": said or None})
    return row


def tables(documents: Iterable[Document]) -> dict[str, pa.Table]:
    """Many documents -> flat tables: ``people``, ``titles``, ``organizations``, ``regions``, ``money``, ``dates``, and
    those of registered kinds.

    One row a mention: ``document`` (its id), ``entity`` (its number among the document's entities of that kind, from
    0), the value's fields and ``key``, then ``start``, ``stop``, ``text``, ``rule``, ``score``, ``zone``. A link
    (``person``, ``organization``, ``region``) is the number of that entity of the document, beside its ``_name``, its
    ``_key`` and a region's ``_code``. In ``titles``, ``how`` is as in the value and ``holder_score`` is its ``score``.

    A sum that :data:`DECIMAL` can't hold is left out with a warning that names it. Raises ``TypeError`` where something
    else than a document is given.
    """
    schemas = {cls: _flat(cls) for cls in KINDS}
    columns: dict[type[Fact], dict[str, list[Any]]] = {cls: {name: [] for name in schemas[cls].names} for cls in KINDS}
    for document in documents:
        if not isinstance(document, Document):
            raise TypeError(f"tables of newsnlp.Document, not {type(document).__name__}: extract_all() gives them")
        for cls in KINDS:
            for number, fact in enumerate(document.facts(cls)):
                if not _fits(fact):
                    said = f"tables: the sum {fact} is left out: {DECIMAL} can't hold it"
                    warnings.warn(said, stacklevel=2)
                    continue
                _append(columns[cls], document, number, fact)
    return {kind.column: pa.table(columns[cls], schema=schemas[cls]) for cls, kind in KINDS.items()}


def _flat(cls: type[Fact]) -> pa.Schema:
    fields = _fields(cls, link=True)
    values = [f for f in fields if f.name not in links(cls)]
    linked = [pa.field(name, kind) for field, to in links(cls).items() for name, kind in _link(field, to).items()]
    if cls is Title:
        linked += [pa.field("how", pa.string()), pa.field("holder_score", pa.float64())]
    key = [pa.field("document", pa.string()), pa.field("entity", pa.int64())]
    return pa.schema([*key, *values, *linked, *_fields(Mention)])


def _link(field: str, to: type[Fact]) -> dict[str, pa.DataType]:
    """The columns of a link, with their types."""
    named = [name for name in ("name", "key", "code") if name in parts(to)]
    return {field: pa.int64()} | {f"{field}_{name}": pa.string() for name in named}


def _append(columns: dict[str, list[Any]], document: Document, number: int, fact: Fact) -> None:
    row = {"document": document.id, "entity": number, **_plain(fact, link=True)}
    for field, to in links(type(fact)).items():
        row |= _linked(document, field, to, getattr(fact, field))
    if isinstance(fact, Title):
        row |= {"how": fact.how, "holder_score": fact.score}
    for mention in fact.mentions:
        for name, value in clean(row | _plain(mention)).items():
            columns[name].append(value)


def _linked(document: Document, field: str, to: type[Fact], linked: Any) -> dict[str, Any]:
    there = document.facts(to)
    said = [name for name in _link(field, to) if name != field]
    found = {name: linked and getattr(linked, name.removeprefix(field + "_")) for name in said}
    return found | {field: there.index(linked) if linked in there else None}
