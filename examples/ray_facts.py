"""The same function under Ray Data: record batches in, record batches out.

pip install 'newsnlp[arrow]' 'ray[data]'
python examples/ray_facts.py examples/*.txt
"""

import sys
from pathlib import Path

import pyarrow as pa
import ray.data

from newsnlp.arrow import EXTRACTED, extract_batches


def facts(table: pa.Table) -> pa.Table:
    return pa.Table.from_batches(extract_batches(table.to_batches()), EXTRACTED)


def main(names: list[str]) -> None:
    rows = [{"id": name, "text": Path(name).read_text(encoding="utf-8")} for name in names]
    found = ray.data.from_items(rows).map_batches(facts, batch_format="pyarrow", batch_size=64)
    for row in found.take_all():
        print(row["id"], [person["name"] for person in row["people"]])


if __name__ == "__main__":
    main(sys.argv[1:])
