"""What an extractor is told, from Python, by a TOML file, by each way to run; what is wrong is said before any work."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import newsnlp
from newsnlp import Date, Document, Extractor, Money, Person, Title
from newsnlp.run.cli import main
from newsnlp.settings import Settings
from newsnlp.types import Finding, Sentence

TEXT = "Медиаомбудсмен Твери Анна Чен выделила спортсменам 5 млн рублей."
OWN = [{"post": "медиаомбудсмен", "takes": "region", "official": "yes"}]


def nothing(sentence: Sentence) -> list[Finding[Any]]:
    return []


# -------------------------------------------------------------------------------------------------- from Python


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"kinds": Money}, TypeError, r"kinds is a list of classes: kinds=\[newsnlp\.Money\], not type"),
        ({"kinds": "money"}, TypeError, r"kinds=\[newsnlp\.Money\], not 'money'"),
        ({"kinds": 5}, TypeError, "kinds is a list of classes"),
        ({"kinds": ["Money"]}, ValueError, r"'Money'; a kind is a class, such as newsnlp\.Money; the kinds are Person"),
        ({"kinds": []}, ValueError, "kinds is empty"),
        ({"kinds": [[]]}, ValueError, r"no such kind: \[\]"),
        ({"tables": ["titles.tsv"]}, TypeError, r'tables maps names to rows: \{"titles": \[\.\.\.\]\}, not list'),
        ({"tables": {"titles": OWN[0]}}, TypeError, "table 'titles' is a list of rows"),
        ({"tables": {"titles": ["мэр"]}}, TypeError, "table 'titles', row 1: a mapping of columns is wanted, not str"),
        ({"tables": {"titles": [*OWN, {"post": 5}]}}, TypeError, "table 'titles', row 2, post: a string is wanted"),
        ({"tables": {"titles": [{"pots": "мэр"}]}}, ValueError, "table 'titles', row 1: no column 'pots'; the columns"),
        ({"finders": [nothing]}, TypeError, r"finders maps a class to functions: \{newsnlp\.Money: \[find\]\}"),
        ({"finders": {Money: nothing}}, TypeError, r"finders of Money is a list of functions: \[find\], not function"),
        ({"finders": {Money: ["a.b"]}}, TypeError, "a finder of Money is a function of a Sentence, not 'a.b'"),
        ({"finders": {str: [nothing]}}, ValueError, "no such kind: <class 'str'>"),
        ({"weights": 5}, TypeError, "weights is the path of a file of newsnlp train, not 5"),
        ({"weights": "none.npz"}, FileNotFoundError, "no tagger weights at none.npz; newsnlp train makes them"),
        ({"jobs": "yes"}, TypeError, "jobs is True or False, not 'yes'"),
        ({"timezone": "Moscow"}, ValueError, 'no timezone \'Moscow\'; it is a name such as "Europe/Moscow"'),
        ({"timezone": "../etc/passwd"}, ValueError, "no timezone"),
        ({"timezone": 3}, TypeError, "timezone is a name such as"),
        ({"reader": 5}, TypeError, "reader is a newsnlp Reader, or a function"),
        ({"reader": len, "threshold": 0.5}, ValueError, "weights and threshold are the reader's"),
    ],
)  # fmt: skip
def test_wrong_options(options: dict[str, Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        Extractor(**options)


@pytest.mark.parametrize("wrong", ["строка", b"text", Document("a")], ids=repr)
def test_one_article_is_not_many(wrong: Any) -> None:
    for extract in (newsnlp.extract_all, Extractor([Money]).all, lambda many: newsnlp.extract_all(many, workers=2)):
        with pytest.raises(TypeError, match="articles is a list of articles, not one "):
            extract(wrong)


def test_what_is_no_list_of_articles_is_refused_before_any_work() -> None:
    for call in (newsnlp.extract_all, newsnlp.tables):
        with pytest.raises(TypeError, match=r"is a list of .*newsnlp\.Document, not NoneType"):
            call(None)  # type: ignore[operator]
    with pytest.raises(TypeError, match="on_error is a function of an article and its exception, not str"):
        newsnlp.extract_all([TEXT], on_error="skip")  # type: ignore[arg-type]


class Indexed:
    """As torch's data sets are: no ``__iter__``."""

    def __getitem__(self, at: int) -> str:
        return [TEXT, "Было тихо."][at]


def test_what_has_places_alone_is_a_list_of_articles() -> None:
    assert [found.text for found in newsnlp.extract_all(Indexed())] == [TEXT, "Было тихо."]  # type: ignore[arg-type]


def test_an_extractor_pickles_as_its_arguments() -> None:
    mine = Extractor([Title, Person], tables={"titles": OWN}, finders={Money: [nothing]}, threshold=0.6, jobs=True)
    told = pickle.dumps(mine)
    assert len(told) < 5000
    again = pickle.loads(told)
    assert again is pickle.loads(told)  # one a process: its models load once
    assert again(TEXT) == mine(TEXT)
    assert (again.settings.kinds, again.settings.threshold) == (mine.settings.kinds, mine.settings.threshold)
    assert again.settings.finders == {Money: (nothing,)}


def test_extract_all_takes_an_extractor() -> None:
    mine = Extractor([Title], tables={"titles": OWN})
    one, two = (list(newsnlp.extract_all([TEXT, "", TEXT], workers, extractor=mine)) for workers in (1, 2))
    assert one == two == [mine(TEXT), Document(""), mine(TEXT)]
    assert [title.post for title in one[0].titles] == ["медиаомбудсмен"]
    with pytest.raises(TypeError, match=r"extractor is a newsnlp\.Extractor, not type"):
        newsnlp.extract_all([TEXT], extractor=Extractor)  # type: ignore[arg-type]


def test_extractors_share_a_reader() -> None:
    mine = Extractor([Money])
    other = Extractor([Person], reader=mine.reader)
    assert other.reader is mine.reader
    assert other(TEXT).people == newsnlp.extract(TEXT).people


def test_a_reader_of_the_callers_own() -> None:
    """It sees the texts, and what it gives is what the finders see."""
    read, asked = Extractor([Money]).reader, []

    def reader(texts: Any) -> Any:
        asked.extend(texts)
        return read([text.replace("рублей", "яблоки") for text in texts])

    assert Extractor([Money], reader=reader)(TEXT).money == ()
    assert asked == [TEXT]


def test_jobs() -> None:
    posts = [title.post for title in Extractor()(TEXT).titles]
    assert "спортсмен" not in posts
    assert [title.post for title in Extractor(jobs=True)(TEXT).titles] == [*posts, "спортсмен"]


def test_timezone() -> None:
    late = dt.datetime(2024, 4, 24, 22, 30, tzinfo=dt.UTC)
    days = {zone: Extractor([Date], timezone=zone)("Вчера.", late).dates[0].value for zone in ("UTC", "Asia/Omsk")}
    assert days == {"UTC": "2024-04-23", "Asia/Omsk": "2024-04-24"}
    assert newsnlp.extract("Вчера.", late).dates[0].value == "2024-04-24"
    assert newsnlp.extract("Вчера.", late).published == late
    assert newsnlp.extract("Вчера.", late.replace(tzinfo=None)).dates[0].value == "2024-04-23"


# ------------------------------------------------------------------------------------------------ from a TOML file

WHOLE = """\
kinds = ["Title", "Money"]   # not the rest
jobs = true
timezone = "Asia/Omsk"

[threshold]
Title = 0.6

[tables]
titles = "own.tsv"
short_names = [{ name = "Ксюха", full = "Ксения" }]

[finders]
Money = ["own_finders_of_a_test.nothing"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "own.tsv").write_bytes("\ufeffpost\ttakes\tofficial\r\nмедиаомбудсмен\tregion\tyes\r\n".encode())
    (tmp_path / "own_finders_of_a_test.py").write_text("number = 5\ndef nothing(sentence):\n    return []\n")
    for name, code in {"raising": "{}['a fault of its own']", "broken": "def (", "leaving": "exit(3)"}.items():
        (tmp_path / f"{name}_of_a_test.py").write_text(code)
    (tmp_path / "newsnlp.toml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("sys.path", [*__import__("sys").path])
    return tmp_path


def test_a_file(folder: Path) -> None:
    told = Settings.load(folder / "newsnlp.toml")
    assert told.kinds == {Title, Money}
    assert (told.jobs, told.timezone, dict(told.threshold)) == (True, "Asia/Omsk", {Title: 0.6})
    assert [finder.__name__ for finder in told.finders[Money]] == ["nothing"]
    found = Extractor.of(told)(TEXT)
    assert [title.post for title in found.titles] == ["медиаомбудсмен", "спортсмен"]
    assert {type(entity) for entity in found.entities()} == {Title, Money}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"Money"]', '"Mony"]', r":1: kinds: no kind 'Mony'; the kinds are Person, Title"),
        ("jobs = true", "jobs = 1", ":2: jobs: jobs is True or False, not 1"),
        ("Asia/Omsk", "Omsk", ":3: timezone: no timezone 'Omsk'"),
        ("Title = 0.6", "Title = 6", r":6: threshold\.Title: a threshold is a number from 0 to 1, not 6"),
        ("Title = 0.6", "Post = 0.6", r":6: threshold\.Post: no kind 'Post'"),
        ("own.tsv", "none.tsv", r":9: tables\.titles: .*No such file"),
        ("full =", "whole =", r":10: tables\.short_names: .*row 1: no column 'whole'; the columns are name, full"),
        ("short_names", "nicknames", r":10: tables\.nicknames: no table 'nicknames'"),
        (".nothing", ".anything", r":13: finders\.Money: the module own_finders_of_a_test has no 'anything'"),
        ("own_finders", "no_finders", r":13: finders\.Money: .* imported: ModuleNotFoundError: No module named"),
        (".nothing", ".number", r":13: finders\.Money: a finder of Money is a function of a Sentence, not 5"),
        ("own_finders", "raising", r":13: finders\.Money: .* can't be imported: KeyError: 'a fault of its own'"),
        ("own_finders", "broken", r":13: finders\.Money: .* can't be imported: SyntaxError: "),
        ("own_finders", "leaving", r":13: finders\.Money: .* can't be imported: SystemExit: 3"),
        ("own_finders_of_a_test", "", r":13: finders\.Money: '\.nothing' is no dotted name"),
        ('"Money"]', '[' * 3000 + ']' * 3000 + "]", ": maximum recursion depth"),
        ("jobs = true", "jbos = true", r":2: jbos: no such key; the keys are kinds, tables, finders, weights"),
        ("jobs = true", 'weights = "none.npz"', ":2: weights: no tagger weights at .*none.npz"),
        ("jobs = true", "jobs: true", r": .*\(at line 2, column 5\)"),
    ],
)  # fmt: skip
def test_a_wrong_file(folder: Path, old: str, new: str, says: str) -> None:
    path = folder / "newsnlp.toml"
    assert old in WHOLE
    path.write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=r"newsnlp\.toml" + says):
        Settings.load(path)
    run = CliRunner().invoke(main, ["extract", "--config", str(path), str(folder / "article.txt")])
    assert run.exit_code == 2
    assert "--config: " in run.output


def _by_command(folder: Path) -> Document:
    run = CliRunner().invoke(main, ["extract", "--config", str(folder / "newsnlp.toml"), str(folder / "article.txt")])
    return Document.from_json(run.output)


def _by_batch(folder: Path) -> Document:
    (folder / "in.jsonl").write_text(Document(TEXT).to_json() + "\n", encoding="utf-8")
    out, told = folder / "out.jsonl", folder / "newsnlp.toml"
    call = ["batch", str(folder / "in.jsonl"), "-o", str(out), "--config", str(told), "--workers", "1"]
    assert CliRunner().invoke(main, call).exit_code == 0
    return Document.from_json(out.read_text(encoding="utf-8"))


def _by_spacy(folder: Path) -> Document:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("ru")
    nlp.add_pipe("newsnlp", config={"config": str(folder / "newsnlp.toml")})
    found: Document = nlp(TEXT)._.newsnlp
    return found


def _by_arrow(folder: Path) -> Document:
    pa = pytest.importorskip("pyarrow")
    from newsnlp.arrow import extract_batches

    mine = Extractor.of(Settings.load(folder / "newsnlp.toml"))
    [found] = extract_batches([pa.RecordBatch.from_pylist([{"text": TEXT}])], extractor=mine)
    return Document.from_dict({"text": TEXT, "titles": found.column("titles").to_pylist()[0]})


@pytest.mark.parametrize("way", [_by_command, _by_batch, _by_spacy, _by_arrow])
def test_every_way_to_run_takes_it(folder: Path, way: Callable[[Path], Document]) -> None:
    wanted = Extractor.of(Settings.load(folder / "newsnlp.toml"))(TEXT)
    found = way(folder)
    assert found.titles == wanted.titles != newsnlp.extract(TEXT).titles
    assert found.people == ()
