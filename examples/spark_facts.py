"""Facts of a Spark DataFrame of articles, and the people in them as typed rows.

pip install 'newsnlp[spark]'
python examples/spark_facts.py examples/*.txt
"""

import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as f

from newsnlp.spark import extract


def main(names: list[str]) -> None:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    rows = [(name, Path(name).read_text(encoding="utf-8")) for name in names]
    facts = extract(spark.createDataFrame(rows, "id string, text string"))
    facts.select("id", "published", f.explode("people").alias("person")).select("id", "published", "person.name").show(
        50, False
    )
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
