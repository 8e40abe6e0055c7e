"""pandas, Haystack, Hugging Face datasets, Dask and the Model Context Protocol, each against the real thing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pandas as pd
import pytest

import newsnlp
from newsnlp.formats.schema import schema

TEXTS = [
    "Губернатор Тверской области Анна Ильина передала школе 3,5 млн рублей.",
    None,
    "Вчера министр культуры Пётр Зимин приехал в Тверь.",
]


def articles(**more: Any) -> pd.DataFrame:
    return pd.DataFrame({"text": TEXTS, "url": ["a", "b", "c"]} | more, index=[10, 20, 30])


def test_a_frame_gives_frames_whose_documents_are_its_rows() -> None:
    facts = newsnlp.frame(articles())
    people = facts["people"].join(articles()["url"], on="document")
    assert list(zip(people["name"], people["document"], people["url"], strict=True)) == [
        ("Анна Ильина", 10, "a"),
        ("Пётр Зимин", 30, "c"),
    ]
    assert facts["titles"]["person"].unique().tolist() == [0]
    assert str(facts["titles"]["person"].dtype) == "Int64"
    assert facts["money"]["amount"].sum() == Decimal("3500000")


def test_days_of_a_frame_anchor_dates_and_those_that_cannot_be_read_are_told() -> None:
    some = articles(day=["2024-04-24", None, "позавчера"], guid=["x", "y", "z"])
    with pytest.warns(UserWarning, match="1 of the days in column 'day' can't be read.*row 2: 'позавчера'"):
        dates = newsnlp.frame(some, id="guid", published="day")["dates"]
    assert dates["document"].tolist() == ["z"]
    assert dates["begin"].isna().all()
    anchored = newsnlp.frame(some.assign(day=date(2024, 4, 24)), published="day")["dates"]
    assert anchored["begin"].tolist() == [pd.Timestamp(2024, 4, 23)]


def test_a_frame_without_articles_has_all_columns() -> None:
    empty = newsnlp.frame(articles().iloc[:0])
    full = newsnlp.frame(articles())
    assert {name: list(table.columns) for name, table in empty.items()} == {n: list(t.columns) for n, t in full.items()}
    assert not any(map(len, empty.values()))


def test_a_frame_that_cannot_be_read_is_refused_before_any_work() -> None:
    with pytest.raises(TypeError, match="a pandas DataFrame of articles is wanted, not list"):
        newsnlp.frame(TEXTS)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no column 'body'; the columns are text, url"):
        newsnlp.frame(articles(), "body")
    with pytest.raises(TypeError, match="row 0: a text is a string, not int"):
        newsnlp.frame(pd.DataFrame({"text": [5]}))


def test_importing_the_library_imports_no_bridge() -> None:
    program = "import sys, newsnlp; print(sorted({'pandas', 'pyarrow', 'mcp', 'haystack'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def test_datasets_map_gives_typed_rows() -> None:
    datasets = pytest.importorskip("datasets")
    import pyarrow as pa

    from newsnlp.arrow import EXTRACTED, extract_batches

    def facts(table: pa.Table) -> pa.Table:
        return pa.Table.from_batches(extract_batches(table.to_batches()), EXTRACTED)

    rows = datasets.Dataset.from_dict({"text": TEXTS})
    found = rows.with_format("arrow").map(facts, batched=True, remove_columns=rows.column_names).with_format(None)
    assert [[person["name"] for person in row["people"]] for row in found] == [["Анна Ильина"], [], ["Пётр Зимин"]]


def test_dask_maps_partitions() -> None:
    dask = pytest.importorskip("dask.bag")
    bag = dask.from_sequence([text or "" for text in TEXTS], npartitions=2)
    found = bag.map_partitions(lambda texts: [len(d.people) for d in newsnlp.extract_all(texts)])
    assert found.compute(scheduler="synchronous") == [1, 0, 1]


@pytest.mark.filterwarnings("ignore")
def test_haystack_component_runs_in_a_pipeline_that_is_written_and_read() -> None:
    haystack = pytest.importorskip("haystack")
    from newsnlp.haystack import Facts

    pipeline = haystack.Pipeline()
    pipeline.add_component("facts", Facts(options={"kinds": ["Person", "Date"]}))
    again = haystack.Pipeline.loads(pipeline.dumps(), allowed_modules=["newsnlp.haystack"])
    given = haystack.Document(content=TEXTS[2], meta={"published": "2024-04-24", "url": "c"})
    [found] = again.run({"facts": {"documents": [given]}})["facts"]["documents"]
    assert found.id == given.id
    assert "newsnlp" not in given.meta
    assert found.meta["url"] == "c"
    assert [person["name"] for person in found.meta["newsnlp"]["people"]] == ["Пётр Зимин"]
    assert found.meta["newsnlp"]["dates"][0]["begin"] == "2024-04-23"
    assert found.meta["newsnlp"]["titles"] == []
    with pytest.raises(ValueError, match="no kind 'People'"):
        Facts(options={"kinds": ["People"]})


@pytest.mark.filterwarnings("ignore")
def test_an_assistant_gets_facts_over_the_standard_streams() -> None:
    pytest.importorskip("mcp")
    import anyio
    from mcp import ClientSession, StdioServerParameters, stdio_client

    async def ask() -> tuple[list[str], Any, Any, Any]:
        started = StdioServerParameters(command=sys.executable, args=["-m", "newsnlp", "mcp"], env=dict(os.environ))
        async with stdio_client(started) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            names = sorted(tool.name for tool in (await session.list_tools()).tools)
            facts = await session.call_tool("extract", {"text": TEXTS[2], "published": "2024-04-24"})
            wrong = await session.call_tool("extract", {"text": TEXTS[2], "published": "позавчера"})
            described = await session.call_tool("schema", {})
            return names, facts, wrong, described

    names, facts, wrong, described = anyio.run(ask)
    assert names == ["extract", "schema"]
    told = json.loads(facts.content[0].text)
    assert told["people"][0]["name"] == "Пётр Зимин"
    assert told["dates"][0]["begin"] == "2024-04-23"
    jsonschema.validate(told | {"text": TEXTS[2], "id": None}, schema())
    assert wrong.is_error
    assert "'позавчера' is no day like 2024-04-24" in wrong.content[0].text
    assert json.loads(described.content[0].text) == schema()
