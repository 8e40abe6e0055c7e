"""Arrow out of the library and into DuckDB and polars, on documents made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import polars
import pyarrow as pa
import pytest

import newsnlp
from newsnlp import Document, Extractor, Mention, Money, Organization, Person, Region, Title
from newsnlp.arrow import EXTRACTED, SCHEMA, extract_batches, record_batch, tables

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
    assert SCHEMA.names == [f.name for f in fields(Document) if f.name != "others"]
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
    assert duckdb.query(query).fetchall() == [(Decimal("25000001.100000000000"), "RUB")]
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
    days = ["2024-05-06 11:03", "NaT", "soon"]
    found = extract_batches(
        batches(body=["Вчера.", None, ""], nr=[1, 2, 3], day=days), text="body", id="nr", published="day"
    )
    [out] = found
    assert out.schema == EXTRACTED
    assert out.column("id").to_pylist() == ["1", "2", "3"]
    assert out.column("text").to_pylist() == ["Вчера.", "", ""]
    assert out.column("published").to_pylist() == ["2024-05-06T11:03:00", None, None]
    assert out.column("error").to_pylist()[:2] == [None, None]
    assert "day: 'soon' is no day like 2024-04-24" in out.column("error")[2].as_py()


@pytest.mark.parametrize("option", ["text", "id", "published"])
def test_a_missing_column_is_named(option: str) -> None:
    with pytest.raises(ValueError, match=f"no column 'tekst'; the columns are text: name it with {option}="):
        next(extract_batches(batches(text=["Вчера."]), **{option: "tekst"}))  # type: ignore[arg-type]


FAR = pa.array([None, 10**8, None, None], pa.date32())
TORN = pa.Array.from_buffers(
    pa.string(), 1, [None, pa.array([0, 2], pa.int32()).buffers()[1], pa.py_buffer(b"\xcf\xf0")]
)
LONG = "1" * 31


def test_what_a_row_raises_costs_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def facts(self: Extractor, document: Document, sentences: Any) -> Document:
        return whole(self, document, sentences) if "Псков" not in document.text else 1 // 0  # type: ignore[return-value]

    whole = Extractor._facts
    monkeypatch.setattr(Extractor, "_facts", facts)
    texts = ["Отдал 5 рублей.", "Отдал 6 рублей.", "Псков.", f"Отдал {LONG} рублей."]
    batch = pa.RecordBatch.from_arrays([pa.array(texts), FAR], ["text", "published"])
    [out] = extract_batches([batch])
    assert [bool(money) for money in out.column("money").to_pylist()] == [True, True, False, False]
    none, day, raised, sum = out.column("error").to_pylist()
    assert none is None
    assert "published:" in day
    assert "extracting it raised ZeroDivisionError" in raised
    assert f"the sum RUB {LONG} has more digits than decimal128(38, 12) holds" in sum
    assert out.column("text").to_pylist() == texts


@pytest.mark.parametrize("texts", [TORN, pa.array([5])])
def test_a_text_that_is_none_costs_its_row(texts: pa.Array) -> None:
    [out] = extract_batches([pa.RecordBatch.from_arrays([texts], ["text"])])
    assert "text: a string is wanted here, not" in out.column("error")[0].as_py()


def test_small_and_large_sums_fit() -> None:
    amounts = [Decimal("0.0000000012"), Decimal("1e25"), Decimal("1.50000000000000000")]
    documents = [Document("a", money=(Money(amount, None, "USD"),)) for amount in amounts]
    assert [row["money"][0]["amount"] for row in record_batch(documents).to_pylist()] == amounts


def test_tables_leave_a_sum_that_they_can_not_hold_out() -> None:
    text = "5 и 6"
    sums = (
        Money(Decimal(LONG), None, "USD", "exact", mention(text, "5")),
        Money(Decimal(6), None, "USD", "exact", mention(text, "6")),
    )
    with pytest.warns(UserWarning, match=f"the sum USD {LONG} is left out"):
        money = tables([Document(text, money=sums)])["money"]
    assert money.column("amount").to_pylist() == [Decimal(6)]


def test_tables_of_something_else_are_a_type_error() -> None:
    with pytest.raises(TypeError, match=r"tables of newsnlp.Document, not str: extract_all\(\) gives them"):
        tables(["Вчера."])  # type: ignore[list-item]


def test_workers_give_the_same_in_order() -> None:
    articles = [Document(f"Вице-премьер Ольга Лаптева приехала в Тверь {day} мая.", id=str(day)) for day in range(1, 9)]
    assert list(newsnlp.extract_all(articles, workers=2)) == list(newsnlp.extract_all(articles))
