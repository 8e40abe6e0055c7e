"""Spark in local mode with two Python workers."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import newsnlp
from newsnlp.arrow import EXTRACTED
from newsnlp.types import KINDS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # pyspark's own
    pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java, which is not installed"),
]
TEXTS = [f"{day} мая 2024 года вице-премьер Ольга Лаптева вручила грант в 3,5 млн рублей." for day in range(1, 21)]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    config = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    config = config.config("spark.sql.execution.arrow.maxRecordsPerBatch", "5")
    session = config.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


def test_every_row_once_with_the_library_s_own_facts(spark: SparkSession) -> None:
    from newsnlp.spark import extract

    df = spark.createDataFrame([(str(n), text) for n, text in enumerate(TEXTS)], "nr string, body string")
    rows = {row.id: row for row in extract(df.repartition(2), text="body", id="nr").collect()}
    assert len(rows) == len(TEXTS)
    for n, document in enumerate(newsnlp.extract_all(TEXTS)):
        row = rows[str(n)]
        assert row.text == TEXTS[n]
        assert [m.amount for m in row.money] == [m.amount for m in document.money]
        assert [p.name for p in row.people] == [p.name for p in document.people]
        assert [(d.value, d.begin) for d in row.dates] == [(d.value, d.begin) for d in document.dates]


def test_explode_gives_typed_rows(spark: SparkSession) -> None:
    from pyspark.sql import functions as f

    from newsnlp.spark import extract

    df = spark.createDataFrame([(TEXTS[0],)], "text string")
    out = extract(df)
    assert out.columns == EXTRACTED.names
    found = out.select(f.explode("money").alias("m")).select(f.sum("m.amount").cast("decimal(38,2)")).collect()
    expected = sum(m.amount for m in newsnlp.extract(TEXTS[0]).money)
    assert found[0][0] == (expected or None)


def test_a_missing_column_is_named(spark: SparkSession) -> None:
    from newsnlp.spark import extract

    with pytest.raises(ValueError, match="no column 'text'; the columns are body"):
        extract(spark.createDataFrame([("a",)], "body string"))


def test_a_kind_of_one_s_own_is_a_column(spark: SparkSession, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsnlp.spark import extract

    example = Path(__file__).parent.parent / "examples" / "own_kind.py"
    kept = dict(KINDS)
    monkeypatch.syspath_prepend(str(example.parent))
    spark.sparkContext.addPyFile(str(example))
    try:
        import own_kind

        mine = newsnlp.Extractor(finders={own_kind.Law: [own_kind.laws]})
        df = spark.createDataFrame([("Закон № 131-ФЗ устарел.",)], "text string")
        (row,) = extract(df, extractor=mine).collect()
        assert [(law.number, law.constitutional) for law in row.laws] == [("131-ФЗ", False)]
    finally:
        sys.modules.pop("own_kind", None)
        KINDS.clear()
        KINDS.update(kept)
