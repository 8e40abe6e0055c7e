"""The same articles by one worker, two workers, and Spark with two Python workers: articles a second.

    python spread.py [--texts articles.jsonl] [--times 4]

Spark's figure is of a second pass, so that its start and the loading of models don't count; the workers' are of the
whole command with its start.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import texts


def by_workers(source: Path, workers: int) -> float:
    """Seconds of ``newsnlp batch``."""
    code = "from newsnlp.run.cli import main; main()"
    out = source.with_name(f"{workers}.jsonl")
    began = time.perf_counter()
    call = [sys.executable, "-c", code, "batch", str(source), "-o", str(out), "--workers", str(workers)]
    subprocess.run(call, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def by_spark(source: Path) -> float:
    """Seconds of a pass over warm Python workers."""
    from pyspark.sql import SparkSession

    from newsnlp.spark import extract

    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    df = spark.read.schema("id string, text string").json(str(source)).repartition(2).cache()
    seconds = 0.0
    for _ in range(2):
        began = time.perf_counter()
        extract(df).write.mode("overwrite").parquet(str(source.with_name("facts.parquet")))
        seconds = time.perf_counter() - began
    spark.stop()
    return seconds


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--times", type=int, default=4, help="how often the articles are repeated")
    asked = parser.parse_args()
    articles = texts(asked.texts) * asked.times
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        lines = (json.dumps({"id": str(n), "text": text}) for n, text in enumerate(articles))
        source.write_text("\n".join(lines), encoding="utf-8")
        one, two, spark = by_workers(source, 1), by_workers(source, 2), by_spark(source)
    for name, seconds in (("1 worker", one), ("2 workers", two), ("Spark, 2 workers", spark)):
        print(f"{name:18}{len(articles) / seconds:>8.1f} articles a second{one / seconds:>8.2f} times one worker")


if __name__ == "__main__":
    main()
