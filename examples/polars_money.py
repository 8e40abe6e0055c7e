"""Sums by currency and month, from record batches of articles to a polars frame.

pip install 'newsnlp[arrow]' polars
python examples/polars_money.py examples/*.txt
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa

from newsnlp.arrow import EXTRACTED, extract_batches


def batches(names: list[str]) -> Iterator[pa.RecordBatch]:
    """Any source of record batches does: Parquet, a database, Flight."""
    texts = [Path(name).read_text(encoding="utf-8") for name in names]
    yield pa.RecordBatch.from_pydict({"id": names, "text": texts})


def main(names: list[str]) -> None:
    facts = pl.from_arrow(pa.Table.from_batches(extract_batches(batches(names)), EXTRACTED))
    sums = facts.select("id", pl.col("published").str.head(7).alias("month"), "money").explode("money").unnest("money")
    found = sums.drop_nulls("amount").group_by("month", "currency")
    print(found.agg(pl.len().alias("sums"), pl.col("amount").max()).sort("month", "currency"))


if __name__ == "__main__":
    main(sys.argv[1:])
