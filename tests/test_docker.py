"""The image's recipe, read as what builds it would read it: no Docker is needed here."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from newsnlp.run.cli import main

ROOT = Path(__file__).parent.parent


def steps() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [(name, " ".join(rest.split())) for name, _, rest in (line.partition(" ") for line in lines)]


def test_the_last_stage_is_slim_and_runs_as_nobody_in_particular() -> None:
    told = steps()
    last = max(number for number, (name, _) in enumerate(told) if name == "FROM")
    stage = dict(told[last:])
    assert re.fullmatch(r"python:3\.\d+-slim", stage["FROM"])
    assert stage["USER"].isdigit()
    assert int(stage["USER"]) > 0
    assert not any(name == "ADD" for name, _ in told)


def test_its_command_is_one_of_ours_and_listens_where_it_says() -> None:
    stage = dict(steps())
    entry, *rest = json.loads(stage["ENTRYPOINT"]) + json.loads(stage["CMD"])
    assert entry == "newsnlp"
    assert CliRunner().invoke(main, [*rest, "--help"]).exit_code == 0
    assert rest[rest.index("--port") + 1] == stage["EXPOSE"]
    check = json.loads(stage["HEALTHCHECK"].partition("CMD ")[2])
    compile(check[2], "health", "exec")


def test_all_that_is_copied_is_sent_to_the_builder() -> None:
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {name for step, told in steps() if step == "COPY" for name in shlex.split(told)[:-1]}
    assert copied == sent
    assert all((ROOT / name).exists() for name in copied)
