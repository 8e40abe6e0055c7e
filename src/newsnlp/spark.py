"""Facts of a Spark DataFrame of articles, through Arrow record batches: no row is ever a Python object in Spark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

try:
    from pyspark.sql.pandas.types import from_arrow_schema
except ImportError as error:  # pragma: no cover - the extra is installed where the tests run
    raise ImportError("newsnlp.spark needs pyspark: pip install 'newsnlp[spark]'") from error

from newsnlp import arrow
from newsnlp.arrow import check_columns, extract_batches

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from newsnlp.pipeline import Extractor


def extract(
    df: DataFrame,
    text: str = "text",
    id: str = "id",
    published: str = "published",
    extractor: Extractor | None = None,
) -> DataFrame:
    """Articles -> one row an article with the columns of :data:`newsnlp.arrow.EXTRACTED`; lazy, like any of Spark's.

    ``text``, ``id``, ``published``: names of the columns; the last two may be missing where they aren't named
    otherwise. ``extractor``: one of your own, whose tables travel with it; its weights and finders must be there on the
    workers. What a row raises is in its ``error``, and costs no other row and no job. Python workers need newsnlp
    installed; each loads its models once, runs one thread, and takes some 400 MB.

    Raises ``ValueError`` where a column is missing.
    """
    check_columns(df.columns, text, id, published)
    wanted = [name for name in dict.fromkeys((id, text, published)) if name in df.columns]
    work = partial(_extract, text=text, id=id, published=published, extractor=extractor)
    return df.select(*wanted).mapInArrow(work, from_arrow_schema(arrow.EXTRACTED))


def _extract(
    batches: Iterable[pa.RecordBatch], text: str, id: str, published: str, extractor: Extractor | None
) -> Iterator[pa.RecordBatch]:
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield from extract_batches(batches, text=text, id=id, published=published, extractor=extractor)
