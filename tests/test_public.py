"""What users import: names, values, errors; and what importing costs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gc
import json
import os
import pickle
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

import newsnlp
from newsnlp import Date, Document, Mention, Money, Organization, Person, Region, Title
from newsnlp.find import FINDERS
from newsnlp.formats import WRITERS
from newsnlp.formats.schema import schema
from newsnlp.pipeline import shared
from newsnlp.types import KINDS, Article, Entity, Sentence, zoned

SOURCES = {"PYTHONPATH": str(Path(newsnlp.__file__).parent.parent)}
PLACE = (Mention(0, 5, "Вчера", "trial", 0.993, "headline"),)
PERSON = Person("Анна Чен", "Анна", "Чен", None, "female", PLACE)
REGION = Region("Вышний Волочёк", "city", None, "Q7117", "RU-TVE", 470252, 57.59, 34.56, PLACE)
ORGANIZATION = Organization("Росстат", None, "government", Region("Россия", "country", "RU"), "Q1", PLACE)
HOLDER = Person("Анна Чен")
TITLE = Title("мэр Твери", "мэр", "acting", True, HOLDER, None, Region("Тверь", "city"), PLACE, "beside", 0.875)
MONEY = Money(Decimal("0.10"), Decimal("1E+3"), "RUB", "range", PLACE)
DATE = Date("date", "2024-04-23", dt.date(2024, 4, 23), dt.date(2024, 4, 23), True, PLACE)
ENTITIES = (PERSON, TITLE, ORGANIZATION, REGION, MONEY, DATE)
DOCUMENT = Document("Вчера \ud800\r\n😀", "7", dt.datetime(2024, 4, 24, 11, 3), *((entity,) for entity in ENTITIES))


def test_exported_names() -> None:
    assert newsnlp.__all__ == sorted(newsnlp.__all__)
    assert all(getattr(newsnlp, name).__doc__ for name in newsnlp.__all__)
    assert {cls.__name__ for cls in get_args(Entity)} | {"Document", "Mention"} <= set(newsnlp.__all__)


def test_every_kind_has_a_finder() -> None:
    assert set(FINDERS) == set(get_args(Entity)) == set(KINDS)


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        _ = newsnlp.extrakt


def _fresh(code: str) -> str:
    """What a new process prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_import_is_cheap() -> None:
    """No model, no numpy, no command line library before the first extraction."""
    heavy = "numpy slovnet navec razdel yargy natasha pymorphy2 pymorphy3 click rich pyarrow torch spacy pyspark"
    loaded = _fresh(f"import newsnlp, sys; print([m for m in {heavy.split()} if m in sys.modules])")
    assert loaded == "[]"


def test_extraction_constructs_no_foreign_analyzer() -> None:
    """pymorphy2 needs pkg_resources, which new Pythons lack; natasha's package gives its files alone."""
    code = """
import sys
import pymorphy2.analyzer
def refuse(*args, **options): raise AssertionError("pymorphy2's analyzer was constructed")
pymorphy2.analyzer.MorphAnalyzer.__init__ = refuse
import newsnlp
document = newsnlp.extract("Вчера мэр Твери Анна Чен выделила 5 млн рублей театру «Глобус».")
print([m for m in ("natasha", "pkg_resources", "setuptools", "torch") if m in sys.modules])
"""
    assert _fresh(code) == "[]"


@pytest.mark.parametrize("value", [*ENTITIES, *PLACE, DOCUMENT], ids=lambda value: type(value).__name__)
def test_values(value: Any) -> None:
    assert not hasattr(value, "__dict__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, dataclasses.fields(value)[0].name, None)
    same = pickle.loads(pickle.dumps(value))
    assert (same, hash(same), repr(same)) == (value, hash(value), repr(value))


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda value: type(value).__name__)
def test_mentions_take_no_part_in_equality(entity: Any) -> None:
    bare = dataclasses.replace(entity, mentions=())
    assert (bare, hash(bare)) == (entity, hash(entity))
    assert str(bare) == str(entity)


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda value: type(value).__name__)
def test_printed_form_is_one_line_of_its_own(entity: Any) -> None:
    """The tables of examples compare it, so it may not be the dataclass's, which shows the mentions."""
    assert str(entity).strip()
    assert "mentions" not in str(entity)
    assert not {"\n", "\t"} & set(str(entity))
    assert " ; " not in str(entity)


# ---------------------------------------------------------------------------------------------------- JSON


def test_round_trip() -> None:
    assert repr(Document.from_dict(DOCUMENT.to_dict())) == repr(_plain_decimals(DOCUMENT))
    assert Document.from_json(DOCUMENT.to_json()).to_dict() == DOCUMENT.to_dict()
    assert Document.from_json(DOCUMENT.to_json().encode()) == DOCUMENT


def _plain_decimals(document: Document) -> Document:
    """1E+3 comes back as 1000, which is equal."""
    money = dataclasses.replace(MONEY, upper=Decimal(1000))
    return dataclasses.replace(document, money=(money,))


def test_json_form() -> None:
    row = DOCUMENT.to_dict()
    assert list(row) == [field.name for field in dataclasses.fields(Document) if field.name != "others"]
    assert row["published"] == "2024-04-24T11:03:00"
    place = [{"start": 0, "stop": 5, "text": "Вчера", "rule": "trial", "score": 0.993, "zone": "headline"}]
    unknown = dict.fromkeys(("code", "wikidata", "within", "geonames", "latitude", "longitude"))
    anna = {"name": "Анна Чен", "first": None, "last": None, "middle": None, "gender": None, "key": "анна чен"}
    assert row["titles"] == [
        {
            "name": "мэр Твери",
            "post": "мэр",
            "status": "acting",
            "official": True,
            "person": anna,
            "organization": None,
            "region": {"name": "Тверь", "kind": "city", **unknown, "key": "тверь"},
            "mentions": place,
            "how": "beside",
            "score": 0.875,
            "key": "мэр | - | тверь | анна чен",
        }
    ]
    sum_ = {"amount": "0.10", "upper": "1000", "currency": "RUB", "bound": "range"}
    assert row["money"] == [{**sum_, "mentions": place, "key": "RUB 0.1..1000"}]
    assert row["dates"] == [
        {
            "kind": "date",
            "value": "2024-04-23",
            "begin": "2024-04-23",
            "end": "2024-04-23",
            "relative": True,
            "mentions": place,
            "key": "date 2024-04-23 2024-04-23..2024-04-23",
        }
    ]


OLD = """{"id": "7", "text": "Вчера мэр", "published": null,
 "people": [{"name": "Анна Чен", "first": null, "last": null, "middle": null, "gender": "female", "mentions": []}],
 "titles": [{"name": "мэр", "post": "мэр", "status": "current", "official": true,
             "person": {"name": "Анна Чен", "first": null, "last": null, "middle": null, "gender": "female"},
             "organization": null,
             "region": {"name": "Тверь", "kind": "city", "code": null, "wikidata": "Q2292"},
             "mentions": [{"start": 6, "stop": 9, "text": "мэр", "rule": "tagger"}]}],
 "organizations": [{"name": "Росстат", "acronym": null, "kind": "government", "mentions": []}],
 "regions": [], "money": [], "dates": []}"""


def test_json_of_version_0_1_is_read() -> None:
    document = Document.from_json(OLD)
    (title,) = document.titles
    assert (title.how, title.score, title.mentions[0].score, title.mentions[0].zone) == (None, 1.0, 1.0, "body")
    assert title.region == Region("Тверь", "city", wikidata="Q2292")
    assert document.organizations == (Organization("Росстат", kind="government"),)


def test_scores_zones_and_how_take_no_part_in_equality() -> None:
    (place,) = PLACE
    assert place == Mention(0, 5, "Вчера", "trial")
    assert hash(place) == hash(Mention(0, 5, "Вчера", "trial"))
    assert dataclasses.replace(TITLE, how="article", score=0.1) == TITLE


def test_two_towns_of_one_name_are_two() -> None:
    one, other = Region("Кировск", "city", within="RU-MUR"), Region("Кировск", "city", within="RU-LEN")
    assert one != other
    assert one.key != other.key


def test_officials_are_public_offices_that_somebody_holds() -> None:
    job = dataclasses.replace(TITLE, official=False)
    nobody = dataclasses.replace(TITLE, person=None)
    assert Document("Вчера", titles=(job, TITLE, nobody)).officials == (TITLE,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Person("Пётр Королёв"), Person("ПЕТР КОРОЛЕВ", "Петр")),
        (Person("Пётр Ильич Чен", "Пётр", "Чен", "Ильич"), Person("Пётр Чен", "Пётр", "Чен")),
        (Organization("ООО «Счётчик»"), Organization('Общество с ограниченной ответственностью "Счетчик"')),
        (Organization("News Corp."), Organization("News", kind="media")),
        (Region("Семлёво", "city", within="RU-SMO"), Region("Семлево", "other", within="RU-SMO")),
        (Title("мэр", "мэр", person=HOLDER), Title("экс-мэр", "Мэр", "former", person=HOLDER)),
        (Money(Decimal("2.50"), None, "RUB"), Money(Decimal("2.5"), None, "RUB")),
        (Date("date", "2024", relative=True), Date("date", "2024")),
    ],
    ids=str,
)
def test_keys_are_equal_where_the_words_say_the_same(one: Any, other: Any) -> None:
    assert one.key == other.key
    assert one.key.strip()


SURROGATES = ["\ud800", "\udfff\ud800", "a\ud83d\ude00b", "\ud83d\ud83d\ude00", "\\ud800"]


@pytest.mark.parametrize("text", SURROGATES, ids=ascii)
def test_surrogates_survive(text: str) -> None:
    assert Document.from_json(Document(text).to_json()).text == text


def test_lone_surrogates_are_escaped() -> None:
    assert Document("\ud800я").to_json().encode().startswith(rb'{"text": "\ud800' + "я".encode())


TEXT = {"text": "Вчера"}
PLACE_ROW = {"start": 0, "stop": 5, "text": "Вчера", "rule": "r"}


@pytest.mark.parametrize(
    ("row", "error", "says"),
    [
        ("Вчера", TypeError, "an object is wanted here, not str"),
        ({"text": 5}, TypeError, "text: a string is wanted here, not int"),
        ({"text": None}, TypeError, "text: a string is wanted here, not null"),
        (TEXT | {"id": 5}, TypeError, "id: a string"),
        (TEXT | {"people": {}}, TypeError, "people: a list is wanted here, not dict"),
        (TEXT | {"people": ["Анна"]}, TypeError, "people: 0: an object"),
        (TEXT | {"money": [{"amount": 5.0, "upper": None, "currency": "RUB"}]}, TypeError, "amount: a string .* float"),
        (TEXT | {"titles": [{"name": "мэр", "post": "мэр", "official": 1}]}, TypeError, "official: true or false"),
        ({}, ValueError, "the key 'text' is missing"),
        (TEXT | {"peple": []}, ValueError, "unknown key 'peple'; the keys are text, id"),
        (TEXT | {"published": "вчера"}, ValueError, "published: 'вчера' is no day like 2024-04-24"),
        (TEXT | {"published": "2024-04-24T25:00"}, ValueError, "published: .* is no time like"),
        (TEXT | {"people": [{"name": "Ян", "gender": "m"}]}, ValueError, "gender: 'm' is none of male, female"),
        (TEXT | {"money": [{"amount": "1,5", "upper": None, "currency": "RUB"}]}, ValueError, "'1,5' is no decimal"),
        (TEXT | {"money": [{"amount": "NaN", "upper": None, "currency": "RUB"}]}, ValueError, "'NaN' is no decimal"),
        (
            TEXT | {"people": [{"name": "Ян", "mentions": [{"start": 0, "stop": 2, "text": "Ян", "rule": "r"}]}]},
            ValueError,
            "the text has no 'Ян' at 0:2",
        ),
        (
            TEXT | {"people": [{"name": "Ян", "mentions": [PLACE_ROW | {"stop": 10**30}]}]},
            ValueError,
            "the text has no 'Вчера' at 0:10000",
        ),
        (
            TEXT | {"people": [{"name": "Ян", "mentions": [PLACE_ROW | {"score": float("nan")}]}]},
            ValueError,
            "people: 0: mentions: 0: score: nan is no number",
        ),
        (
            TEXT | {"people": [{"name": "Ян", "mentions": [PLACE_ROW | {"score": 1.5}]}]},
            ValueError,
            "a score is a number from 0 to 1, not 1.5",
        ),
        (TEXT | {"regions": [{"name": "Я", "kind": "city", "latitude": True}]}, TypeError, "latitude: a number"),
        (TEXT | {"money": [{"amount": "1e99999999", "upper": None, "currency": "RUB"}]}, ValueError, "1,000 digits"),
    ],
)  # fmt: skip
def test_wrong_rows(row: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        Document.from_dict(row)


def test_wrong_json() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        Document.from_json("no json")
    with pytest.raises(ValueError, match="nests too deep"):
        Document.from_json('{"text": ' + "[" * 100_000 + "]" * 100_000 + "}")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": 5}, "text is a str, not int"),
        ({"text": "Вчера", "id": 5}, r"id is a str, not int: write str\(id\)"),
        ({"text": "Вчера", "published": "2024-04-24"}, "published is a date or a datetime, not str"),
    ],
)
def test_a_document_that_no_json_could_hold_is_refused_at_once(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(TypeError, match=says):
        Document(**fields)


def test_schema_describes_documents() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    for document in (DOCUMENT, Document(""), Document("1", published=dt.date(2024, 4, 24)), newsnlp.extract(ARTICLE)):
        validator.validate(json.loads(document.to_json()))


def _broken() -> list[dict[str, Any]]:
    row = DOCUMENT.to_dict()
    first = row["people"][0]
    return [
        {key: value for key, value in row.items() if key != "id"},
        row | {"extra": 1},
        row | {"people": [first | {"gender": "m"}]},
        row | {"titles": [row["titles"][0] | {"person": first}]},
        row | {"money": [row["money"][0] | {"amount": 5.0}]},
    ]


@pytest.mark.parametrize("row", _broken(), ids=["missing key", "unknown key", "wrong choice", "link", "float"])
def test_schema_refuses(row: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(schema()).is_valid(row)


# ----------------------------------------------------------------------------------------------- extraction

ARTICLE = (Path(__file__).parent.parent / "examples" / "rechnoy-port.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", [None, 5, b"text", ["text"]], ids=repr)
def test_wrong_text(wrong: Any) -> None:
    with pytest.raises(TypeError, match="str"):
        newsnlp.extract(wrong)
    with pytest.raises(TypeError, match=r"an article is a str or a newsnlp\.Document"):
        list(newsnlp.extract_all([wrong]))


@pytest.mark.parametrize("wrong", ["2024-04-24", 2024], ids=repr)
def test_wrong_published(wrong: Any) -> None:
    with pytest.raises(TypeError, match="published is a date or a datetime, not"):
        newsnlp.extract("Вчера", wrong)


def test_unknown_kind() -> None:
    with pytest.raises(ValueError, match=r"no such kind: .*; the kinds are Person, Title"):
        newsnlp.Extractor([str])


def test_unknown_table() -> None:
    with pytest.raises(ValueError, match="no table 'monies'"):
        newsnlp.Extractor(tables={"monies": []})


def test_some_kinds_alone() -> None:
    document = newsnlp.Extractor([Money])(ARTICLE)
    assert document.money == newsnlp.extract(ARTICLE).money != ()
    assert {type(entity) for entity in document.entities()} == {Money}


def test_published_is_what_was_given_else_the_dateline() -> None:
    assert newsnlp.extract(ARTICLE).published == dt.datetime(2024, 3, 14, 9, 40)
    assert newsnlp.extract(ARTICLE, dt.date(2020, 1, 1)).published == dt.date(2020, 1, 1)
    assert newsnlp.extract("Вчера потеплело.").published is None


ALONE = """
import sys
from pathlib import Path

def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        raise RuntimeError(f"{event} {args}")
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+") and args[0] != "/dev/null":
        raise RuntimeError(f"writes {args}")

sys.addaudithook(watch)
import newsnlp
found = newsnlp.extract("Вчера губернатор Омской области Иван Петров дал 5 млн рублей Анне Котовой.")
assert [person.name for person in found.people] == ["Иван Петров", "Анна Котова"]
assert newsnlp.Document.from_json(found.to_json()) == found
"""


def test_nothing_is_asked_of_the_network_and_nothing_written(tmp_path: Path) -> None:
    """Nor is a home folder needed, or leave to keep compiled modules."""
    bare = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", ALONE], capture_output=True, text=True, cwd=tmp_path, env=bare | SOURCES
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_package_works_from_an_archive(tmp_path: Path) -> None:
    """As zipapps and Spark's --py-files have it."""
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", Path(newsnlp.__file__).parent.parent, "newsnlp")
    code = "import newsnlp; print(newsnlp.__file__); print(newsnlp.extract('Анна Котова в Омске.').regions[0].name)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": archive},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(Path(archive) / "newsnlp" / "__init__.py"), "Омск"]


class Fragile(str):
    """A string that may not be touched as one."""

    def __getitem__(self, at: Any) -> str:
        raise RuntimeError(at)

    __len__ = __iter__ = __getitem__  # type: ignore[assignment]


def test_a_subclass_of_str_is_read_as_its_characters() -> None:
    text = "Вчера Анна Чен купила дом."
    assert newsnlp.extract(Fragile(text)) == newsnlp.extract(text)
    assert type(newsnlp.extract(Fragile(text)).text) is str


def test_a_titles_shorter_form_is_a_mention_within_the_longer_one() -> None:
    [title] = newsnlp.extract("Вчера губернатор Омской области Иван Петров купил дом.").titles
    assert [mention.text for mention in title.mentions] == ["губернатор Омской области", "губернатор"]
    assert len({mention.start for mention in title.mentions}) == 1


def test_a_prompt_completes_the_public_names() -> None:
    assert [name for name in dir(newsnlp) if not name.startswith("_")] == newsnlp.__all__


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_of_cycles_is_left_as_it_was(enabled: bool) -> None:
    (gc.enable if enabled else gc.disable)()
    try:
        list(shared().all(["Вчера мэр Твери Анна Чен выделила 5 млн рублей.", ""]))
        assert gc.isenabled() == enabled
    finally:
        gc.enable()


def test_streamed_in_order() -> None:
    """The first document comes before the last article is asked for."""
    asked = []

    def articles() -> Any:
        for number in range(20):
            asked.append(number)
            yield Document(" " * 20_000, id=str(number))

    documents = newsnlp.extract_all(articles())
    assert next(documents).id == "0"
    assert len(asked) < 10
    assert [document.id for document in documents] == [str(number) for number in range(1, 20)]


@pytest.mark.parametrize("name", WRITERS)
def test_writers_stream(name: str) -> None:
    """Every way out gives pieces of text for no, one and several documents; brat's files hold one."""
    document, write = newsnlp.extract(ARTICLE), WRITERS[name]
    "".join(write([]))
    assert "".join(write([document])).strip()
    if name == "brat":
        with pytest.raises(ValueError, match="one document a file"):
            list(write([document, DOCUMENT]))
    else:
        assert len("".join(write([document, DOCUMENT]))) > len("".join(write([document])))


def test_mentions_have_the_zone_of_their_sentence() -> None:
    text = "Главное. Вчера мэр."
    sentences = [Sentence(0, 8, "Главное.", (), zone="headline"), Sentence(9, 19, "Вчера мэр.", (), zone="furniture")]
    at = (Mention(0, 7, "Главное", "r"), Mention(9, 14, "Вчера", "r"))
    document = Document(text, people=(Person("Я", mentions=at),), dates=(Date("date", "2024"),))
    assert [m.zone for m in zoned(document, Article(text, sentences)).mentions()] == ["headline", "furniture"]
    assert zoned(document, Article(text)).people[0].mentions[0].zone == "body"


def test_mentions_have_the_scores_of_their_findings() -> None:
    places = list(newsnlp.extract(ARTICLE).mentions())
    assert all(0 < place.score <= 1 for place in places)
    assert len({place.score for place in places if place.rule == "tagger"}) > 5
