"""The examples run as they stand, on the example articles."""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
SHOWN = {
    "duckdb_posts.py": ["Ерлан Досымов", "премьер-министр", "Казахстан", "KZ"],
    "own_finder.py": ["KZT 184600 ['50 МРП'] own.index"],
    "polars_money.py": ["2022-11", "KZT", "700000000000.00000000"],
}


@pytest.mark.parametrize("name", SHOWN)
def test_an_example_shows_facts(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", [name, str(EXAMPLES / "sammit.txt")])
    runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    shown = capsys.readouterr().out
    for piece in SHOWN[name]:
        assert piece in shown


@pytest.mark.parametrize(
    ("name", "module", "program"), [("ray_facts.py", "ray", ""), ("spark_facts.py", "pyspark", "java")]
)
def test_a_cluster_s_example_shows_facts(name: str, module: str, program: str) -> None:
    pytest.importorskip(module)
    if program and not shutil.which(program):
        pytest.skip(f"{module} needs {program}")
    article = EXAMPLES / "articles" / "2024-01-18-most.txt"
    command = [sys.executable, str(EXAMPLES / name), str(article)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Ирина Велихова" in done.stdout
