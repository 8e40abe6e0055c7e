"""The documentation: its notebooks and code run, and it stands in both languages, with the same code and figures.

python tests/test_docs.py      # runs the notebooks and keeps what they show; read the diff before you commit it
"""

from __future__ import annotations

import ast
import doctest
import gzip
import json
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
from click.testing import CliRunner

import newsnlp
from newsnlp.run import cli

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("en/*.md"))
NOTEBOOKS = sorted(DOCS.glob("*/*.ipynb"))
ARTICLES = sorted(ROOT.glob("examples/articles/*.txt"))
FENCE = re.compile(r"^```(python|sh|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Section(NamedTuple):
    """What stands under a heading of a page: its blocks of code in order, each with its language."""

    page: str
    heading: str
    blocks: tuple[tuple[str, str], ...]


def sections(path: Path) -> Iterator[Section]:
    """The sections that hold code; those of lower headings are parts of theirs."""
    for part in re.split(r"^(?=## )", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        if blocks := tuple((found[1], found[2]) for found in FENCE.finditer(part)):
            yield Section(path.name, part.partition("\n")[0].lstrip("# "), blocks)


SECTIONS = [section for path in PAGES for section in sections(path)]


# ---------------------------------------------------------------------------------------- the code on the pages


@pytest.mark.filterwarnings("ignore")  # other libraries' own
@pytest.mark.parametrize("section", SECTIONS, ids=[f"{s.page}-{s.heading}" for s in SECTIONS])
def test_code_runs(section: Section, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needed = {name for kind, code in section.blocks if kind == "python" for name in _imported(code)}
    if missing := sorted(name for name in needed if find_spec(name) is None):
        pytest.skip(f"needs {', '.join(missing)}")
    if "natasha" in needed and find_spec("pkg_resources") is None:
        pytest.skip("natasha's own pymorphy2 needs setuptools")
    _stage(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.syspath_prepend(str(ROOT / "examples"))
    before = set(newsnlp.types.KINDS)
    space = _given()
    for kind, code in section.blocks:
        if kind == "sh":
            _run_lines(code)
        elif kind == "python" and ">>> " in code:
            failed, _ = doctest.DocTestRunner().run(
                doctest.DocTestParser().get_doctest(code, space, section.heading, section.page, 0)
            )
            assert not failed
        elif kind == "python":
            exec(compile(code, f"{section.page}: {section.heading}", "exec"), space)
    assert set(newsnlp.types.KINDS) == before


def _imported(code: str) -> set[str]:
    """The modules outside of the library that a block imports, by their first names."""
    if ">>> " in code:
        return set()
    nodes = list(ast.walk(ast.parse(code)))
    names = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    wanted = {name.partition(".")[0] for name in names}
    extras = {"newsnlp.haystack": "haystack", "newsnlp.spark": "pyspark", "newsnlp.arrow": "pyarrow"}
    return (wanted | {extras[name] for name in names if name in extras}) - {"newsnlp"} - sys.stdlib_module_names


def _given() -> dict[str, Any]:
    """What the pages take as given: an article, some articles, their documents."""
    texts = [path.read_text(encoding="utf-8") for path in ARTICLES]
    documents = list(newsnlp.extract_all(texts[:3]))
    given = {"newsnlp": newsnlp, "date": date, "text": texts[0], "articles": texts, "documents": documents}
    return given | {"__name__": "page", "document": documents[0], "first": newsnlp.Extractor()}


def _stage(folder: Path) -> None:
    """The files that the pages name."""
    (folder / "articles").mkdir()
    rows = []
    for path in ARTICLES:
        text = path.read_text(encoding="utf-8")
        (folder / "articles" / path.name).write_text(text, encoding="utf-8")
        rows.append({"id": path.stem, "text": text, "published": path.name[:10], "url": "u", "source": "s"})
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for name in ("article.txt", "other.txt"):
        (folder / name).write_text(rows[0]["text"], encoding="utf-8")
    said = "".join(f"<p>{line}</p>" for line in rows[0]["text"].splitlines() if line) * 3
    (folder / "page.html").write_text(f"<html><body><article>{said}</article></body></html>", encoding="utf-8")
    (folder / "mine.npz").write_bytes((ROOT / "src/newsnlp/data/tagger.npz").read_bytes())
    (folder / "mine.toml").write_text('weights = "mine.npz"', encoding="utf-8")
    (folder / "titles.tsv").write_text("post\tofficial\nглавный скотовод\tno\n", encoding="utf-8")
    with gzip.open(folder / "articles.jsonl.gz", "wt", encoding="utf-8") as packed:
        packed.write("\n".join(json.dumps(row | {"headline": "О разном"}) for row in rows))
    feed = "".join(f"Мэр ушёл.,{number},2024-04-24\n" for number in range(3))
    (folder / "feed.csv").write_text(f"body,guid,day\n{feed}", encoding="utf-8")
    if find_spec("pyarrow"):
        from pyarrow import csv, parquet, table

        columns = table({name: [row[name] for row in rows] for name in rows[0]})
        parquet.write_table(columns, folder / "articles.parquet")
        csv.write_csv(columns, folder / "articles.csv")


NOT_RUN = ("serve", "train", "mcp", "score")  # what stays, takes long, or speaks with another program


def _run_lines(code: str) -> None:
    """Runs the library's commands of a block, and sees that their options are there; before a pipe nothing is run."""
    for line in code.replace("\\\n", " ").splitlines():
        command, _, target = line.partition(" > ")
        words = shlex.split(command.rpartition("|")[2], comments=True)
        if not words or words[0] != "newsnlp" or words[1].startswith("-"):
            continue
        options = {name for each in cli.main.get_command(None, words[1]).params for name in each.opts}  # type: ignore
        assert {word for word in words if re.match(r"--?[a-z]", word)} <= options
        if words[1] in NOT_RUN or words[-1] == "-":
            continue
        for earlier in Path().glob("facts.*"):
            earlier.unlink()
        words = shlex.split(re.sub(r"--workers \d+", "", shlex.join(words)))  # one process is tested here
        done = CliRunner().invoke(cli.main, words[1:])
        assert done.exit_code == 0, done.output
        if target:
            Path(target.partition("#")[0].strip()).write_text(done.stdout, encoding="utf-8")


# ---------------------------------------------------------------------------------------- both languages


@pytest.mark.parametrize("path", [*PAGES, ROOT / "README.md"], ids=lambda path: path.stem)
def test_both_languages_have_the_same_code_and_figures(path: Path) -> None:
    other = path.with_suffix(".ru.md") if path.parent == ROOT else DOCS / "ru" / path.name
    assert other.exists(), f"no page {path.name} in Russian"
    mine, theirs = (each.read_text(encoding="utf-8") for each in (path, other))
    assert [_code(*found) for found in FENCE.findall(mine)] == [_code(*found) for found in FENCE.findall(theirs)]
    for shape in (r"^(#+) ", r"^```+(\{\w+\}.*)", r"(\d[\d,.]*\d)"):
        ours, others = (re.findall(shape, _prose(text), re.MULTILINE) for text in (mine, theirs))
        if shape.startswith("^"):
            assert len(ours) == len(others)
        else:
            assert sorted({_figure(n) for n in ours}) == sorted({_figure(n) for n in others})


def _code(kind: str, code: str) -> str:
    """A block without what is said to people: comments, strings of documentation."""
    if kind == "python" and ">>> " not in code:
        return ast.dump(ast.parse(re.sub(r'^ +"""[^"]*"""$', "    ...", code, flags=re.MULTILINE)))
    return re.sub(r"\s+#.*", "", "\n" + code)


def _prose(text: str) -> str:
    """What is not code, with no spaces within figures."""
    return re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)", "", FENCE.sub("", text))


def _figure(number: str) -> str:
    """61,000 as Russian writes it, 61 000, and .961 as 0,961."""
    return re.sub(r"[^\d]", "", number).lstrip("0")


LICENCE = r"CC BY(?:-SA)? \d\.\d|CC0|MIT|L?GPL \d\.\d|BSD(?: 3-Clause)?|Apache \d\.\d|Unicode License V\d"


def test_both_languages_say_the_same_of_each_table() -> None:
    """docs/ru/_sources.md is SOURCES.md in Russian: a section that changes in one language changes in both."""
    mine, theirs = (
        re.split(r"^(?=## )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for path in (ROOT / "src/newsnlp/data/SOURCES.md", DOCS / "ru" / "_sources.md")
    )
    headings = [[part.partition("\n")[0] for part in parts[1:]] for parts in (mine, theirs)]
    assert headings[0] == headings[1]
    for here, there in zip(mine, theirs, strict=True):
        assert _facts(here) == _facts(there), here.partition("\n")[0]


def _facts(section: str) -> dict[str, list[str]]:
    """What no language changes: code, addresses, licences and figures, in any order; a table's rows, in order."""
    prose = _prose(section)
    return {
        "code": sorted(re.findall(r"`[^`]+`", prose)),
        "addresses": sorted(re.findall(r"\]\((\S+)\)", prose)),
        "licences": sorted(re.findall(LICENCE, prose)),
        "figures": sorted({_figure(number) for number in re.findall(r"\d[\d,.]*\d", prose)}),
        "rows": [_row(row) for row in re.findall(r"^\|.*", prose, re.MULTILINE)],
    }


def _row(row: str) -> str:
    """How many cells a row has, and the columns or the table that its first cell names."""
    cells = row.split(" | ")
    return f"{len(cells)} {re.findall('`[^`]+`', cells[0])}"


def test_notebooks_are_one_but_for_their_words() -> None:
    nbformat = pytest.importorskip("nbformat")
    read = [nbformat.read(path, as_version=4) for path in NOTEBOOKS]
    code = [[cell.source for cell in each.cells if cell.cell_type == "code"] for each in read]
    assert code[0] == code[1]
    assert [len(each.cells) for each in read] == [len(read[0].cells)] * 2


# ---------------------------------------------------------------------------------------- the notebooks


def run(path: Path) -> Any:
    """The notebook with today's outputs."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(notebook, resources={"metadata": {"path": path.parent}}, record_timing=False)
    client.execute()
    return notebook


@pytest.mark.filterwarnings("ignore")
def test_the_notebook_runs_and_shows_officials_a_map_and_a_timeline() -> None:
    pytest.importorskip("matplotlib")
    outputs = [output for cell in run(NOTEBOOKS[0]).cells for output in cell.get("outputs", ())]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 3
    shown = "".join(output.get("data", {}).get("text/plain", "") for output in outputs)
    assert re.search(r"Ирина Велихова\s+губернатор\s+Вологодская область\s+current", shown)
    assert not [output for output in outputs if output.output_type == "stream"]


def test_the_plots_are_drawn_from_the_pages_of_both_languages() -> None:
    pytest.importorskip("matplotlib")
    plots = runpy.run_path(str(ROOT / "scripts" / "plots.py"))
    for words in plots["LANGUAGES"]:
        for draw in ("accuracy", "speed", "reliability"):
            kept = (DOCS / "_static" / f"{draw}.{words.language}.svg").read_text(encoding="utf-8")
            width = re.search(r'<svg [^>]*\bwidth="([\d.]+)pt"', kept)
            assert width
            assert float(width[1]) < 400  # a telephone's 358 px: letters of 12 pt are 12 px or more there
            for axes in plots[draw](words).axes:
                said = [label.get_text() for label in (*axes.get_yticklabels(), axes.xaxis.label, axes.yaxis.label)]
                assert [text for text in said if re.search("[a-zа-я]", text) and text not in kept] == []


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_option_stands_with_its_command(name: str, language: str) -> None:
    page = (DOCS / language / "command-line.md").read_text(encoding="utf-8")
    own = "".join(part for part in page.split("\n## ")[1:] if name in part.partition("\n")[0])
    assert own
    command = cli.main.get_command(click.Context(cli.main), name)
    assert command
    for option in command.params:
        words = [word for word in option.opts if word.startswith("-")]
        assert [word for word in words if f"`{word}" not in own] == []
        if type(option.default) in (int, float) and name != "train":  # whose recipe stands on the tagger's page
            assert re.search(rf"\b{option.default:.0f}\b", own), words


# ---------------------------------------------------------------------------------------- the site


@pytest.mark.parametrize(("language", "stems"), [("en", ("date", "money")), ("ru", ("дат", "деньг", "губернатор"))])
def test_the_site_is_built_strictly_and_its_search_knows_the_words(
    language: str, stems: tuple[str, ...], tmp_path: Path
) -> None:
    """Every link leads somewhere, and the Russian search asks for stems: «дата» and «даты» alike."""
    for name in ("sphinx", "myst_nb", "pydata_sphinx_theme", "sphinx_copybutton", "sphinx_design"):
        pytest.importorskip(name)
    config = ["-q", "-W", "--keep-going", "-c", str(DOCS), "-D", f"language={language}", "-d", str(tmp_path / "trees")]
    command = [sys.executable, "-m", "sphinx", *config, str(DOCS / language), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    index = (tmp_path / "site" / "searchindex.js").read_text(encoding="utf-8")
    terms = json.loads(index[index.index("{") : index.rindex("}") + 1])["terms"]
    assert [stem for stem in stems if stem not in terms] == []


if __name__ == "__main__":
    import nbformat

    for path in NOTEBOOKS:
        nbformat.write(run(path), path)
