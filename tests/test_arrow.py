"""Arrow out of the library and into DuckDB and polars, on documents made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

import duckdb
import polars
import pyarrow as pa
import pytest

import newsnlp
from newsnlp import Document, Mention, Money, Organization, Person, Region, Title
from newsnlp.arrow import SCHEMA, extract_batches, record_batch, tables

ANNA = Person("Анна Ильина", "Анна", "Ильина", None, "female")
TVER = Region("Тверская область", "region", "RU-TVE", "Q2292")
TEXT = "Губернатор Анна Ильина выделила 12,5 млн рублей. \ud800"


def mention(text: str, piece: str) -> tuple[Mention, ...]:
    start = text.index(piece)
    return (Mention(start, start + len(piece), piece, "test", 0.75, "headline"),)


@pytest.fixture
def document() -> Document:
    return Document(
        TEXT,
        id="1",
        published=datetime(2024, 5, 6, 7, 8),
        people=(Person("Анна Ильина", "Анна", "Ильина", None, "female", mention(TEXT, "Анна Ильина")),),
        titles=(
            Title(
                "губернатор Тверской области",
                "губернатор",
                official=True,
                person=ANNA,
                region=TVER,
                mentions=mention(TEXT, "Губернатор"),
                how="beside",
                score=0.5,
            ),
        ),
        money=(Money(Decimal("12500000.55"), None, "RUB", "exact", mention(TEXT, "12,5 млн рублей")),),
        dates=(newsnlp.Date("date", "2024-05", date(2024, 5, 1), date(2024, 5, 31)),),
    )


def test_the_schema_has_the_fields_of_the_dataclasses() -> None:
    assert SCHEMA.names == [f.name for f in fields(Document)]
    for name, kind in (("people", Person), ("organizations", Organization), ("regions", Region)):
        assert [f.name for f in SCHEMA.field(name).type.value_type] == [*(f.name for f in fields(kind)), "key"]
    linked = SCHEMA.field("titles").type.value_type.field("person").type
    assert "mentions" not in [f.name for f in linked]


def test_values_are_typed_and_exact(document: Document) -> None:
    [row] = record_batch([document]).to_pylist()
    assert row["money"][0]["amount"] == Decimal("12500000.55")
    assert row["dates"][0]["end"] == date(2024, 5, 31)
    assert row["published"] == "2024-05-06T07:08:00"
    assert row["titles"][0]["region"] == {
        "name": "Тверская область",
        "kind": "region",
        "code": "RU-TVE",
        "wikidata": "Q2292",
        "within": None,
        "geonames": None,
        "latitude": None,
        "longitude": None,
        "key": "RU-TVE",
    }
    assert (row["people"][0]["mentions"][0]["score"], row["people"][0]["mentions"][0]["zone"]) == (0.75, "headline")
    assert (row["titles"][0]["how"], row["titles"][0]["score"]) == ("beside", 0.5)


def test_lone_surrogates_keep_their_place(document: Document) -> None:
    [row] = record_batch([document]).to_pylist()
    assert row["text"] == TEXT.replace("\ud800", "\ufffd")


def test_duckdb_unnests_typed_rows(document: Document) -> None:
    articles = pa.Table.from_batches([record_batch([document])])
    query = "SELECT m.amount * 2, m.currency FROM (SELECT unnest(money) AS m FROM articles)"
    assert duckdb.query(query).fetchall() == [(Decimal("25000001.10000000"), "RUB")]
    assert articles.num_rows == 1


def test_who_holds_which_post_is_one_query(document: Document) -> None:
    titles = tables([document])["titles"]
    query = "SELECT person_name, person_key, post, region_code, person, how, holder_score, score FROM titles"
    rows = [("Анна Ильина", "анна ильина", "губернатор", "RU-TVE", 0, "beside", 0.5, 0.75)]
    assert duckdb.query(query + " WHERE official AND status = 'current'").fetchall() == rows
    assert titles["region"].to_pylist() == [None]  # linked, but no mention of its own in this document


def test_tables_have_one_row_a_mention_with_offsets(document: Document) -> None:
    people = polars.from_arrow(tables([document, document])["people"])
    assert people.select("document", "name", "start", "stop").rows() == [("1", "Анна Ильина", 11, 22)] * 2


def test_a_body_s_region_is_a_link_of_its_table() -> None:
    body = Organization("прокуратура", region=TVER, mentions=mention("прокуратура", "прокуратура"))
    region = Region(
        *(getattr(TVER, f.name) for f in fields(TVER) if f.compare), mentions=mention("Тверская", "Тверская")
    )
    found = tables([Document("прокуратура Тверская", organizations=(body,), regions=(region,))])["organizations"]
    columns = ["name", "key", "region", "region_name", "region_key", "region_code"]
    row = ["прокуратура", "прокуратура | RU-TVE", 0, "Тверская область", "RU-TVE", "RU-TVE"]
    assert [found[name].to_pylist() for name in columns] == [[value] for value in row]


def batches(**columns: list[object]) -> Iterator[pa.RecordBatch]:
    yield pa.RecordBatch.from_pydict(columns)


def test_batches_in_batches_out() -> None:
    days = ["2024-05-06 11:03", None, "soon"]
    found = extract_batches(
        batches(body=["Вчера.", None, ""], nr=[1, 2, 3], day=days), text="body", id="nr", published="day"
    )
    [out] = found
    assert out.schema == SCHEMA
    assert out.column("id").to_pylist() == ["1", "2", "3"]
    assert out.column("text").to_pylist() == ["Вчера.", "", ""]
    assert out.column("published").to_pylist() == ["2024-05-06T11:03:00", None, None]


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="no column 'text'; the columns are body"):
        next(extract_batches(batches(body=["Вчера."])))


def test_workers_give_the_same_in_order() -> None:
    articles = [Document(f"Вице-премьер Ольга Лаптева приехала в Тверь {day} мая.", id=str(day)) for day in range(1, 9)]
    assert list(newsnlp.extract_all(articles, workers=2)) == list(newsnlp.extract_all(articles))
