"""Who held which post where, over a folder of articles: one SQL query in DuckDB.

pip install 'newsnlp[arrow]' duckdb
python examples/duckdb_posts.py examples/*.txt
"""

import sys
from pathlib import Path

import duckdb

import newsnlp

QUERY = """
SELECT person_name, post, coalesce(organization_name, region_name) AS place, region_code, status,
       count(DISTINCT document) AS articles, count(*) AS mentions
FROM titles
WHERE official AND person IS NOT NULL
GROUP BY ALL
ORDER BY articles DESC, mentions DESC, person_name, post
"""


def main(names: list[str]) -> None:
    articles = (newsnlp.Document(Path(name).read_text(encoding="utf-8"), id=name) for name in names)
    tables = newsnlp.tables(newsnlp.extract_all(articles))
    connection = duckdb.connect()
    for name, table in tables.items():
        connection.register(name, table)
    print(connection.sql(QUERY))


if __name__ == "__main__":
    main(sys.argv[1:])
