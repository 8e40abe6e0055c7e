"""The facts of a pandas frame of articles, as frames: :func:`newsnlp.frame`."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from newsnlp.days import day
from newsnlp.types import Document

try:
    import pandas as pd
    import pyarrow as pa

    from newsnlp import arrow
except ImportError as error:  # pragma: no cover - the extra is installed where the tests run
    raise ImportError("newsnlp.frame needs pandas and pyarrow: pip install 'newsnlp[pandas]'") from error

if TYPE_CHECKING:
    from newsnlp.pipeline import Extractor

# Whole numbers stay whole where some are missing, and truth values stay truth values.
_TYPES = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}


def frame(
    articles: pd.DataFrame,
    text: str = "text",
    id: str | None = None,
    published: str = "published",
    workers: int = 1,
    *,
    extractor: Extractor | None = None,
    on_error: Callable[[Document, Exception], Document | None] | None = None,
) -> dict[str, pd.DataFrame]:
    """A frame with a row an article -> one frame a kind, with a row a mention: as ``newsnlp.tables`` gives them.

    ``text``: the column of the articles; one that is missing (``None``, ``NaN``) has no facts. ``id``: the column whose
    value names an article in the column ``document``; without it that is the row's label in the index, of whatever
    type, so that ``facts["people"].join(articles["url"], on="document")`` joins. ``published``: the column of days,
    which may be missing under that name; days that can't be read are left out with a warning. ``workers``,
    ``extractor``, ``on_error``: as for ``newsnlp.extract_all``. Sums are ``Decimal``, days ``datetime64``.

    Raises ``TypeError`` where a text is no string, and ``ValueError`` where a column is missing.
    """
    if not isinstance(articles, pd.DataFrame):
        raise TypeError(f"a pandas DataFrame of articles is wanted, not {type(articles).__name__}")
    arrow.check_columns(list(articles.columns), text, id or "id", published)
    from newsnlp import extract_all, tables

    labels = articles[id] if id else articles.index.to_series()
    days = _days(articles[published]) if published in articles.columns else [None] * len(articles)
    rows = (_article(number, *row) for number, row in enumerate(zip(articles[text], days, strict=True)))
    flat = tables(extract_all(rows, workers, extractor=extractor, on_error=on_error))
    return {name: _named(table, labels) for name, table in flat.items()}


def _article(number: int, text: Any, published: date | None) -> Document:
    if not isinstance(text, str):
        if not pd.isna(text):
            raise TypeError(f"row {number}: a text is a string, not {type(text).__name__}")
        text = ""
    return Document(text, str(number), published)


def _days(column: pd.Series) -> list[date | None]:
    found: list[date | None] = []
    unread = []
    for number, value in enumerate(column):
        try:
            found.append(day(value))
        except ValueError as error:
            found.append(None)
            unread.append(f"row {number}: {error}")
    if unread:
        said = f"{len(unread)} of the days in column {column.name!r} can't be read and are left out: {unread[0]}"
        warnings.warn(said, stacklevel=3)
    return found


def _named(table: pa.Table, labels: pd.Series) -> pd.DataFrame:
    """The table with the articles' own names in place of their numbers."""
    found = table.to_pandas(types_mapper=_TYPES.get, date_as_object=False)
    found["document"] = labels.iloc[found["document"].astype(int)].array
    return found
