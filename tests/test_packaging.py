"""What an index of packages shows, and what the README promises about an install."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import newsnlp

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
READMES = ("README.md", "README.ru.md", "docs/en/quickstart.md")


def pythons() -> list[str]:
    return [told.rpartition(" ")[2] for told in PROJECT["project"]["classifiers"] if re.search(r":: 3\.\d+$", told)]


def test_one_statement_of_pythons() -> None:
    first, *_, last = pythons()
    assert PROJECT["project"]["requires-python"] == f">={first}"
    for name in READMES:
        told = re.search(r"Python (3\.\d+)(?: to |–)(3\.\d+)", (ROOT / name).read_text(encoding="utf-8"))
        assert told
        assert told.groups() == (first, last)
    image = re.search(r"FROM python:(3\.\d+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    assert image
    assert image[1] in pythons()


def test_one_version() -> None:
    assert PROJECT["project"]["version"] == newsnlp.__version__
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {newsnlp.__version__}\n" in citation


def test_what_an_index_shows_has_no_links_that_lead_nowhere() -> None:
    hook = PROJECT["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    shown = "".join((ROOT / part["path"]).read_text(encoding="utf-8") for part in hook["fragments"])
    for change in hook["substitutions"]:
        shown = re.sub(change["pattern"], change["replacement"], shown)
    targets = re.findall(r"\]\(([^)]+)\)", shown)
    assert targets
    assert all(target.startswith("https://") for target in targets)
    assert "architecture" in shown


def test_the_package_names_the_repository_that_builds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    builder = SimpleNamespace(MetadataHookInterface=object)  # hatchling comes with a build alone
    monkeypatch.setitem(sys.modules, "hatchling.metadata.plugin.interface", builder)
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    metadata: dict[str, Any] = {}
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    hook.Addresses().update(metadata)
    assert metadata == {}
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "somebody/newsnlp")
    hook.Addresses().update(metadata)
    assert metadata["urls"]["Source"] == "https://github.com/somebody/newsnlp"
    for name, address in metadata["urls"].items():
        _, _, path = address.partition("/blob/HEAD/")
        assert (ROOT / path).exists(), name


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_whose_the_tables_are_is_told_beside_the_licence(name: str) -> None:
    told = (ROOT / name).read_text(encoding="utf-8")
    assert "[GeoNames](https://www.geonames.org/)" in told
    assert "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)" in told


@pytest.mark.parametrize("name", ["README.md", "README.ru.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_within_the_repository_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / name).read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


MOST_WAYS = 23  # with those of the functions within it
_WAYS = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.While,
    ast.ExceptHandler,
    ast.Assert,
    ast.Lambda,
    ast.match_case,
    ast.comprehension,
)


def _ways(function: ast.AST) -> int:
    """The ways through a function, as ruff's C901 counts them; but here «and», «or», comprehensions count too."""
    nodes = list(ast.walk(function))
    joined = sum(len(node.values) - 1 for node in nodes if isinstance(node, ast.BoolOp))
    kept = sum(len(node.ifs) for node in nodes if isinstance(node, ast.comprehension))
    return 1 + joined + kept + sum(isinstance(node, _WAYS) for node in nodes)


def test_no_function_has_many_ways_through() -> None:
    trees = ((path, ast.parse(path.read_text(encoding="utf-8"))) for path in (ROOT / "src").rglob("*.py"))
    functions = [(path, node) for path, tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [f"{path.name}: {node.name}" for path, node in functions if _ways(node) > MOST_WAYS] == []
