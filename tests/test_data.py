"""The shipped tables: well formed, each thing once, each table's source named."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files

import pytest

from newsnlp.data import Tables, names, shipped

# What makes a row of a table: no two rows of it may agree in all of these columns.
KEY: Mapping[str, tuple[str, ...]] = {
    "abbreviations": ("word", "behind"),
    "calendar": ("class", "words"),
    "cities": ("wikidata", "name", "within"),
    "context": ("kind", "candidate", "after", "where", "words", "verdict"),
    "countries": ("code", "name"),
    "currencies": ("code",),
    "family_names": ("name",),
    "first_names": ("name",),
    "holidays": ("words",),
    "legal_forms": ("form", "place"),
    "links": ("how", "feature"),
    "organization_heads": ("head", "with"),
    "organizations": ("name",),
    "page_words": ("phrase",),
    "regions": ("name", "within"),
    "short_names": ("name",),
    "surnames": ("name",),
    "titles": ("post",),
}
FOLDER = files("newsnlp.data")


def _lines(table: str) -> list[str]:
    return (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").split("\n")


def test_every_table_has_its_key() -> None:
    assert set(KEY) == set(names())


def test_every_table_has_its_source() -> None:
    sources = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    assert [table for table in names() if f"{table}.tsv" not in sources] == []


@pytest.mark.parametrize("table", names())
def test_well_formed(table: str) -> None:
    header, *rows = [line for line in _lines(table) if line.strip() and not line.startswith("#")]
    columns = header.split("\t")
    assert len(set(columns)) == len(columns)
    assert set(KEY[table]) <= set(columns)
    assert rows
    for row in rows:
        cells = row.split("\t")
        assert len(cells) <= len(columns), row
        assert cells[0], row
        assert [cell for cell in cells if cell != " ".join(cell.split())] == [], row
        assert unicodedata.normalize("NFC", row) == row


@pytest.mark.parametrize("table", names())
def test_each_thing_once(table: str) -> None:
    keys = Counter(tuple(row[column] for column in KEY[table]) for row in shipped(table))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("table", names())
def test_a_users_rows_come_behind(table: str) -> None:
    column = KEY[table][0]
    own = {column: "проба"}
    rows = Tables({table: [own]}).rows(table)
    assert rows[:-1] == shipped(table)
    assert rows[-1] == dict.fromkeys(rows[0], "") | own


def test_wrong_table() -> None:
    with pytest.raises(ValueError, match="table 'titles', row 1: no column 'pots'; the columns are post, "):
        Tables({"titles": [{"pots": "мэр"}]})
    with pytest.raises(ValueError, match="no table 'moneys'; the tables are "):
        shipped("moneys")
