"""A seventh kind made outside the library, ``examples/own_kind.py``, through every way out."""

from __future__ import annotations

import json
import pickle
import runpy
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import jsonschema
import pytest

import newsnlp
from newsnlp import Document, Extractor, Mention, Region
from newsnlp.formats import WRITERS, brat, conll, labelstudio
from newsnlp.formats.schema import schema
from newsnlp.settings import Settings
from newsnlp.types import KINDS, Kind, register
from test_server import serving

EXAMPLE = Path(__file__).parent.parent / "examples" / "own_kind.py"
TEXT = "Депутат Анна Чен назвала закон № 131-ФЗ устаревшим. Поправки к 131-ФЗ и № 1-ФКЗ внесут в мае 2024 года."


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    """Other tests see the six kinds alone."""
    kept = dict(KINDS)
    yield
    KINDS.clear()
    KINDS.update(kept)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The example as a module, as a project would have it."""
    monkeypatch.syspath_prepend(str(EXAMPLE.parent))
    import own_kind

    yield own_kind
    sys.modules.pop("own_kind", None)


@pytest.fixture
def document(own: Any) -> Document:
    found: Document = newsnlp.Extractor(finders={own.Law: [own.laws]})(TEXT)
    return found


def test_it_is_found_beside_the_others(own: Any, document: Document) -> None:
    first, second = document.facts(own.Law)
    assert (first, second) == (own.Law("131-ФЗ"), own.Law("1-ФКЗ", True))
    assert [m.text for m in first.mentions] == ["№ 131-ФЗ", "131-ФЗ"]
    assert document.others == (first, second)
    assert document.people == newsnlp.extract(TEXT).people != ()
    assert set(document.entities()) > {first, second}
    assert newsnlp.extract(TEXT).others == ()


def test_it_alone_can_be_asked_for(own: Any) -> None:
    found = newsnlp.Extractor([own.Law], finders={own.Law: [own.laws]})(TEXT)
    assert {type(fact) for fact in found.entities()} == {own.Law}


def test_json_has_its_column_where_there_is_one(own: Any, document: Document) -> None:
    row = json.loads(document.to_json())
    assert [law["number"] for law in row["laws"]] == ["131-ФЗ", "1-ФКЗ"]
    assert row["laws"][0]["key"] == "131-ФЗ"
    back = Document.from_dict(row)
    assert (back, back.to_dict()) == (document, document.to_dict())
    assert "laws" not in newsnlp.extract("Анна Чен").to_dict()
    for checked in (row, newsnlp.extract("Анна Чен").to_dict()):
        jsonschema.Draft202012Validator(schema()).validate(checked)
    assert not jsonschema.Draft202012Validator(schema()).is_valid(row | {"laws": [{"number": 131}]})
    with pytest.raises(TypeError, match="laws: 0: number: a string is wanted here, not int"):
        Document.from_dict(row | {"laws": [{"number": 131}]})
    assert pickle.loads(pickle.dumps(document)) == document


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_shows_it(own: Any, document: Document, form: str) -> None:
    assert "131-ФЗ" in "".join(WRITERS[form]([document]))


def test_the_page_and_the_table_have_its_heading(document: Document) -> None:
    assert "<h2>Законы <small>2</small></h2>" in "".join(WRITERS["html"]([document]))
    assert '<mark class="laws"' in "".join(WRITERS["html"]([document]))
    assert "Laws" in "".join(WRITERS["table"]([document]))


def test_annotators_give_it_back(own: Any, document: Document) -> None:
    laws = document.facts(own.Law)
    assert brat.read(TEXT, brat.standoff(document)).facts(own.Law) == laws
    (back,) = labelstudio.read("".join(labelstudio.write([document])))
    assert back.facts(own.Law) == laws
    ((_, spans),) = conll.read("".join(conll.write([document])))
    assert [TEXT[start:stop] for start, stop in spans["LAW"]] == ["№ 131-ФЗ", "131-ФЗ", "№ 1-ФКЗ"]


def test_arrow_has_its_column_and_its_table(own: Any, document: Document) -> None:
    from newsnlp.arrow import SCHEMA, record_batch

    empty = newsnlp.extract("Анна Чен")
    laws = record_batch([document, empty]).column("laws").to_pylist()
    assert [[law["number"] for law in row] for row in laws] == [["131-ФЗ", "1-ФКЗ"], []]
    assert SCHEMA.names[-1] == "laws"
    table = newsnlp.tables([document, empty])["laws"]
    assert table.column("number").to_pylist() == ["131-ФЗ", "131-ФЗ", "1-ФКЗ"]


def test_spacy_has_its_spans(own: Any, document: Document) -> None:
    spacy = pytest.importorskip("spacy")
    from newsnlp.spacy import annotate

    doc = annotate(spacy.blank("ru")(TEXT), document)
    assert ("131-ФЗ", "LAW") in {(span.id_, span.label_) for span in doc.spans["newsnlp"]}


def test_a_configuration_file_may_name_it(own: Any, document: Document, tmp_path: Path) -> None:
    path = tmp_path / "newsnlp.toml"
    path.write_text('kinds = ["Law"]\n[finders]\nLaw = ["own_kind.laws"]\n', encoding="utf-8")
    del KINDS[own.Law], sys.modules["own_kind"]  # as in a process that has not met it
    found = Extractor.of(Settings.load(path))(TEXT)
    assert [fact.key for fact in found.others] == ["131-ФЗ", "1-ФКЗ"]
    assert {type(fact).__name__ for fact in found.entities()} == {"Law"}


def test_workers_have_it_too(own: Any, document: Document) -> None:
    extractor = Extractor(finders={own.Law: [own.laws]})
    found = newsnlp.extract_all([TEXT, "", TEXT], workers=2, extractor=extractor)
    assert [[law.key for law in each.facts(own.Law)] for each in found] == [
        ["131-ФЗ", "1-ФКЗ"],
        [],
        ["131-ФЗ", "1-ФКЗ"],
    ]


def test_the_server_answers_with_it(own: Any, document: Document, tmp_path: Path) -> None:
    """It stands in a module beside the configuration file, which alone the server is told."""
    shutil.copy(EXAMPLE, tmp_path)
    (tmp_path / "newsnlp.toml").write_text('[finders]\nLaw = ["own_kind.laws"]\n', encoding="utf-8")
    with serving("--config", str(tmp_path / "newsnlp.toml")) as (url, _):
        row = httpx.post(f"{url}/extract", json={"text": TEXT}, timeout=60).json()
        page = httpx.post(f"{url}/extract", json={"text": TEXT}, headers={"Accept": "text/html"}, timeout=60).text
        api = httpx.get(f"{url}/openapi.json").json()
    assert Document.from_dict(row) == document
    assert "Законы" in page
    assert "laws" in api["components"]["schemas"]["Document"]["properties"]


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["own_kind.py", str(tmp_path / "a.txt")])
    runpy.run_path(str(EXAMPLE), run_name="__main__")
    shown = capsys.readouterr().out
    for piece in ("Laws", "['131-ФЗ', '1-ФКЗ']", "'start': 31"):
        assert piece in shown


# ------------------------------------------------------------------------------------------ what is refused


@dataclass(frozen=True)
class Court:
    """A kind with a link to one of the six."""

    name: str
    seat: Region | None = None
    mentions: tuple[Mention, ...] = field(default=(), compare=False)

    @property
    def key(self) -> str:
        return self.name


def test_links_to_the_six_are_links(own: Any) -> None:
    register(Kind(Court, "courts", ("Courts", "Суды")))
    tver = Region("Тверь", "city", wikidata="Q2292", mentions=(Mention(12, 17, "Твери", "r"),))
    seat = Region("Тверь", "city", wikidata="Q2292")
    court = Court("городской суд", seat, (Mention(0, 17, "Городской суд Твер", "r"),))
    document = Document("Городской суд Твери", regions=(tver,), others=(court,))
    assert "mentions" not in document.to_dict()["courts"][0]["seat"]
    assert 'href="#d0-regions-0">Тверь</a>' in "".join(WRITERS["html"]([document]))
    row = newsnlp.tables([document])["courts"].to_pylist()[0]
    assert (row["seat"], row["seat_name"], row["seat_key"]) == (0, "Тверь", "Q2292")


@dataclass(frozen=True)
class Whole:
    name: str
    weight: complex = 0j
    mentions: tuple[Mention, ...] = field(default=(), compare=False)
    key = property(lambda self: self.name)


@dataclass(frozen=True)
class Compared:
    mentions: tuple[Mention, ...] = ()
    key = property(lambda self: "")


@dataclass(frozen=True)
class Keyless:
    mentions: tuple[Mention, ...] = field(default=(), compare=False)


@pytest.mark.parametrize(
    ("cls", "column", "error", "says"),
    [
        (SimpleNamespace, "laws", TypeError, "SimpleNamespace is a frozen dataclass with the field mentions"),
        (Compared, "laws", TypeError, "compare=False"),
        (Keyless, "laws", TypeError, "Keyless needs a property key"),
        (Whole, "wholes", TypeError, "a field can't be a <class 'complex'>"),
        (Court, "people", ValueError, "the column 'people' is taken"),
        (Court, "text", ValueError, "a document's own field"),
        (Court, "два слова", ValueError, "or no name"),
        (newsnlp.Money, "sums", ValueError, "the name Money or the column 'sums' is taken"),
    ],
)
def test_a_row_that_cannot_work_is_refused(cls: Any, column: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        register(Kind(cls, column, ("", "")))
    assert cls is newsnlp.Money or cls not in KINDS


def test_registering_twice_is_once() -> None:
    for _ in range(2):
        register(Kind(Court, "courts", ("Courts", "Суды")))
    with pytest.raises(ValueError, match=r"no such kind: .*Whole"):
        Document("").facts(Whole)
