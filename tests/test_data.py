"""The shipped tables: well formed, each thing once, each table's source named."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from newsnlp.data import Tables, names, own_rows, several, shipped
from newsnlp.data.columns import COLUMNS

# What makes a row of a table: no two rows of it may agree in all of these columns.
KEY: Mapping[str, tuple[str, ...]] = {
    "abbreviations": ("word", "behind"),
    "body_ids": ("name", "owner", "kind"),
    "calendar": ("class", "words"),
    "cities": ("wikidata", "name", "within"),
    "context": ("kind", "candidate", "after", "where", "words", "verdict"),
    "countries": ("code", "name"),
    "currencies": ("code",),
    "districts": ("name", "within"),
    "family_names": ("name",),
    "first_names": ("name",),
    "holidays": ("words",),
    "kind_weights": ("evidence", "kind"),
    "body_weights": ("evidence",),
    "pair_weights": ("evidence",),
    "country_weights": ("evidence",),
    "legal_forms": ("form", "place"),
    "lexicon": ("class",),
    "links": ("how", "feature"),
    "name_weights": ("feature",),
    "mention_scores": ("kind", "rule", "score"),
    "money_weights": ("evidence",),
    "money_words": ("stem", "says"),
    "numerals": ("class", "word"),
    "officials": ("name", "place"),
    "organization_heads": ("head", "with"),
    "organizations": ("name",),
    "outline": ("line", "points"),
    "page_words": ("phrase",),
    "paradigms": ("name",),
    "place_endings": ("gender", "nomn"),
    "place_nouns": ("noun",),
    "place_paradigms": ("name",),
    "regions": ("name", "within"),
    "short_names": ("name",),
    "surnames": ("name",),
    "title_bodies": ("word",),
    "titles": ("post",),
    "word_lists": ("name",),
}
FOLDER = files("newsnlp.data")
SOURCES = Path(__file__).parent.parent / "src" / "newsnlp"


def _lines(table: str) -> list[str]:
    return (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").split("\n")


def test_every_table_has_its_key() -> None:
    assert set(KEY) == set(names())


def test_every_table_has_its_source() -> None:
    sources = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    assert [table for table in names() if f"{table}.tsv" not in sources] == []


@pytest.mark.parametrize("table", names())
def test_every_row_has_its_source(table: str) -> None:
    """The line ``# source:`` stands above the header, and another wherever rows of another source begin."""
    said = [line.removeprefix("# source: ") for line in _lines(table) if line.startswith("# source:")]
    assert _lines(table)[0] == f"# source: {said[0]}"
    assert all(source.strip() and not source.startswith("#") for source in said)


@pytest.mark.parametrize("table", names())
def test_several_things_are_joined_by_a_bar(table: str) -> None:
    """No other separator, but in patterns, points on a map and sentences of our own."""
    prose = {"example", "note", "stem", "points", "line"}
    cells = {cell for row in shipped(table) for column, cell in row.items() if column not in prose and len(cell) > 1}
    assert {cell for cell in cells if re.search(r"\w[;,]\S|^\||\|\||\|$|/.*/", cell)} == set()


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


def test_every_list_of_words_is_used_and_stands_once() -> None:
    asked = {
        name for path in SOURCES.rglob("*.py") for name in re.findall(r'word_list\("(.+?)"\)', path.read_text("utf-8"))
    }
    assert asked <= {row["name"] for row in shipped("word_lists")}
    assert [row["name"] for row in shipped("word_lists") if row["name"] not in asked] == []
    once = Counter(frozenset(several(row["words"])) for row in shipped("word_lists"))
    assert [words for words, count in once.items() if count > 1] == []


@pytest.mark.parametrize("table", COLUMNS)
def test_a_users_rows_come_behind(table: str) -> None:
    own = shipped(table)[-1]
    rows = Tables({table: [own]}).rows(table)
    assert rows[:-1] == shipped(table)
    assert rows[-1] == own


def test_wrong_table() -> None:
    with pytest.raises(ValueError, match="table 'titles', row 1: no column 'pots'; the columns are post, "):
        Tables({"titles": [{"pots": "мэр"}]})
    with pytest.raises(ValueError, match="no table 'moneys'; the tables are "):
        shipped("moneys")


@pytest.mark.parametrize("table", COLUMNS)
def test_every_shipped_cell_is_one_that_a_user_may_give(table: str) -> None:
    assert list(shipped(table)[0]) == list(COLUMNS[table])
    assert own_rows(table, shipped(table)) == shipped(table)


def test_the_librarys_own_tables_are_closed() -> None:
    """What is fitted, or makes the keys of values, which may not depend on an extractor."""
    assert set(COLUMNS) < set(names())
    with pytest.raises(ValueError, match="rows can't be added to the table 'links'; the tables are abbreviations, "):
        Tables({"links": []})


@pytest.mark.parametrize(
    ("table", "row", "says"),
    [
        ("titles", {"post": "мэр", "official": "maybe"}, "row 1, official: yes, no, body, or empty is wanted, not 'ma"),
        ("titles", {"post": "мэр", "takes": "region;person"}, "takes: any of region, organization, person, joined"),
        ("titles", {"feminine": "мэрка"}, "row 1, post: a name is wanted, not ''"),
        ("titles", {"post": "мэр\tгорода"}, "row 1, post: a name is wanted"),
        ("titles", {"post": "мэр\nгорода"}, "row 1, post: a name is wanted"),
        ("regions", {"name": "Марс", "kind": "planet"}, "kind: country, region, district, city, other is wanted"),
        ("regions", {"name": "Марс", "kind": "region", "code": "Mars"}, "code: a code of ISO 3166, such as RU-SMO"),
        ("cities", {"name": "Марс", "kind": "city", "population": "много"}, "population: a whole number, or empty"),
        ("currencies", {"code": "rub", "name": "рубль"}, "code: a code of ISO 4217, such as RUB, is wanted, not 'rub'"),
        ("first_names", {"name": "Ян", "gender": "m"}, "gender: male, female, any, or empty is wanted, not 'm'"),
        ("holidays", {"month": "13", "day": "1", "words": "день"}, "month: a month from 1 to 12, or easter is wanted"),
        ("organizations", {"name": "Рога", "kind": "firm"}, "kind: government, company, party, "),
        ("short_names", {"name": "Ксюха"}, "full: words joined by '|' is wanted, not ''"),
    ],
)  # fmt: skip
def test_wrong_cells(table: str, row: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says.replace(", is wanted", " is wanted"))):
        Tables({table: [row]})


@pytest.mark.parametrize(
    ("table", "column", "old"),
    [
        ("titles", "takes", "region,person"),
        ("titles", "short", "голова;глава"),
        ("title_bodies", "kinds", "science,court"),
        ("organizations", "aliases", "РиК;Копыта"),
        ("organization_heads", "with", "наук;спорт"),
        ("short_names", "full", "Евгений Евгения"),
        ("family_names", "languages", "korean chinese"),
        ("lexicon", "lemmas", "брат сват"),
        ("calendar", "words", "май* маёк"),
        ("context", "candidate", "day month"),
        ("context", "tag", "NOUN nomn"),
        ("paradigms", "nomn", "а/я"),
    ],
)
def test_other_separators_are_refused(table: str, column: str, old: str) -> None:
    row = {**shipped(table)[0], column: old}
    says = rf"{column}: .*joined by '\|'.* is wanted, not {re.escape(repr(old))}"
    with pytest.raises(ValueError, match=says):
        Tables({table: [row]})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"post\tofficial\n\n# note\nmayor\tperhaps\n", r"own\.tsv:4, official: yes, no, body, or empty is wanted"),
        (b"pots\tofficial\nmayor\tyes\n", r"own\.tsv:2: no column 'pots'; the columns are post"),
        (b"post\nmayor\tyes\n", r"own\.tsv:2: 2 cells, and the header has 1 columns"),
        ("post\nмэр\n".encode("cp1251"), r"own\.tsv is not UTF-8 \(byte 5\): save it as UTF-8"),
    ],
)  # fmt: skip
def test_a_wrong_file(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "own.tsv").write_bytes(content)
    with pytest.raises(ValueError, match=says):
        Tables({"titles": tmp_path / "own.tsv"})


def test_a_byte_order_mark_is_no_column(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_bytes("\ufeffpost\ttakes\r\nмедиаомбудсмен\tregion\r\n".encode())
    [row] = own_rows("titles", str(tmp_path / "own.tsv"))
    assert (row["post"], row["takes"]) == ("медиаомбудсмен", "region")
