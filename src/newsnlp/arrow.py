"""Documents as Arrow: one row an article, one column a kind (:data:`SCHEMA`), or flat tables (:func:`tables`).

Sums are ``decimal128(38, 8)``: exact (no float is ever made), summable in SQL without a cast, and wide enough for
every sum that the library reads (below 10^30, kopecks of kopecks behind the point). Days are ``date32``.
``published`` is an ISO 8601 string, since it may be a day or a moment; ``CAST(published AS TIMESTAMP)`` reads both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from newsnlp.plain import day, parts, variants
from newsnlp.types import COLUMNS, Document, Entity, Title

try:
    import pyarrow as pa
except ImportError as error:  # pragma: no cover - the extra is installed where the tests run
    raise ImportError("newsnlp.arrow needs pyarrow: pip install 'newsnlp[arrow]'") from error

if TYPE_CHECKING:
    from newsnlp.pipeline import Extractor

DECIMAL = pa.decimal128(38, 8)
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


SCHEMA = pa.schema(_fields(Document))
"""One row a document: ``id``, ``text``, ``published`` and a ``list<struct>`` for each kind, as in the JSON form."""


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
    row["published"] = document.published.isoformat() if document.published else None
    return row


def record_batch(documents: Iterable[Document]) -> pa.RecordBatch:
    """Documents -> one record batch of :data:`SCHEMA`.

    Lone surrogates, which Arrow's UTF-8 can't hold, become U+FFFD: offsets stay right.
    """
    return pa.RecordBatch.from_pylist([_clean(_row(d)) for d in documents], schema=SCHEMA)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    text: str = "text",
    id: str = "id",
    published: str = "published",
    extractor: Extractor | None = None,
) -> Iterator[pa.RecordBatch]:
    """Record batches of articles -> record batches of :data:`SCHEMA` (1,000 rows at most), rows in order.

    ``text``, ``id``, ``published``: names of the columns; the last two may be missing. A row without text gives a row
    without facts; what is no day in ``published`` counts as missing, so that one row costs no job. Raises
    ``ValueError`` where the text column is missing.
    """
    from newsnlp.pipeline import shared

    extract = extractor or shared()
    for batch in batches:
        articles = _articles(batch, text, id, published)
        for first in range(0, len(articles), ROWS):
            yield record_batch(extract.all(articles[first : first + ROWS]))


def _articles(batch: pa.RecordBatch, text: str, id: str, published: str) -> list[Document]:
    if text not in batch.schema.names:
        raise ValueError(f"no column {text!r}; the columns are {', '.join(batch.schema.names)}: name it with text=")
    texts, ids, days = (_column(batch, name) for name in (text, id, published))
    rows = zip(texts, ids, days, strict=True)
    return [Document(t or "", None if i is None else str(i), _published(p)) for t, i, p in rows]


def _column(batch: pa.RecordBatch, name: str) -> Sequence[Any]:
    if name not in batch.schema.names:
        return [None] * batch.num_rows
    values: list[Any] = batch.column(name).to_pylist()
    return values


def _published(value: Any) -> date | None:
    try:
        return day(value)
    except (TypeError, ValueError):
        return None


def tables(documents: Iterable[Document]) -> dict[str, pa.Table]:
    """Many documents -> flat tables ``people``, ``titles``, ``organizations``, ``regions``, ``money``, ``dates``.

    One row a mention: ``document`` (its id), ``entity`` (its number among the document's entities of that kind, from
    0), the value's fields and ``key``, then ``start``, ``stop``, ``text``, ``rule``, ``score``, ``zone``. A link
    (``person``, ``organization``, ``region``) is the number of that entity of the document, beside its ``_name``, its
    ``_key`` and a region's ``_code``. In ``titles``, ``how`` is as in the value and ``holder_score`` is its ``score``.
    """
    columns: dict[str, dict[str, list[Any]]] = {kind: {n: [] for n in _flat(kind).names} for kind in COLUMNS}
    for document in documents:
        for kind in COLUMNS:
            for number, entity in enumerate(getattr(document, kind)):
                _append(columns[kind], document, number, entity)
    return {kind: pa.table(found, schema=_flat(kind)) for kind, found in columns.items()}


_LINKS: Mapping[str, str] = {"person": "people", "organization": "organizations", "region": "regions"}


@cache
def _flat(kind: str) -> pa.Schema:
    fields = _fields(COLUMNS[kind], link=True)
    values = [f for f in fields if f.name not in _LINKS]
    links = [part for f in fields if f.name in _LINKS for part in _link(f)]
    if kind == "titles":
        links += [pa.field("how", pa.string()), pa.field("holder_score", pa.float64())]
    key = [pa.field("document", pa.string()), pa.field("entity", pa.int64())]
    return pa.schema([*key, *values, *links, *SCHEMA.field("people").type.value_type.field("mentions").type.value_type])


def _link(field: pa.Field) -> list[pa.Field]:
    parts = ("name", "key", "code") if field.name == "region" else ("name", "key")
    return [pa.field(field.name, pa.int64()), *(pa.field(f"{field.name}_{part}", pa.string()) for part in parts)]


def _append(columns: dict[str, list[Any]], document: Document, number: int, entity: Entity) -> None:
    facts = {"document": document.id, "entity": number, **_clean(_plain(entity, link=True))}
    for name in _LINKS.keys() & facts.keys():
        facts |= _clean(_linked(document, name, getattr(entity, name)))
    if isinstance(entity, Title):
        facts |= {"how": entity.how, "holder_score": entity.score}
    for mention in entity.mentions:
        for name, value in (facts | _clean(_plain(mention))).items():
            columns[name].append(value)


def _linked(document: Document, name: str, linked: Any) -> dict[str, Any]:
    entities: Sequence[Any] = getattr(document, _LINKS[name])
    found = {name: entities.index(linked) if linked in entities else None}
    for part in _link(pa.field(name, pa.int64()))[1:]:
        found[part.name] = linked and getattr(linked, part.name.removeprefix(name + "_"))
    return found
