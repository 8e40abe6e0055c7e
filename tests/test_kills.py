"""A batch that is killed at each of its steps in turn, and then goes on: every row is there once, in order."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from newsnlp.run import batch, output
from newsnlp.run.rows import Row
from newsnlp.types import Document
from newsnlp.workers import Refused

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that is killed is a fork"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of forking beside pyarrow's threads
]
TARGETS = ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.parquet"]
STEPS = ["write", "ftruncate", "replace", "unlink"]  # the functions of os by which a batch changes files
LINES: list[Any] = [
    {"text": f"Статья {n}.", "id": str(n), "url": f"u{n}", "published": "24.04.2024"} for n in range(12)
]
LINES[2], LINES[5]["published"], LINES[7]["text"], LINES[8]["text"] = "{", "вчера", "ломает", "убивает"
REFUSED, SAID, KILLER = {3, 8}, {6}, 9
DONE = [str(n) for n in range(12) if n + 1 not in REFUSED | {KILLER}]


def simple(deadly: bool) -> Callable[..., Iterator[Any]]:
    """Stands in for processes and models: a line a row."""

    def result(row: Row) -> Any:
        document = row.article
        assert isinstance(document, Document)
        if row.line_done:
            return row.line_done
        if document.text == "ломает":
            return Refused(row, "it raises", ValueError())
        if document.text == "убивает" and deadly:
            return Refused(row, "the worker died", ChildProcessError(), again=True)
        return row.json(document)

    def spread(make: Any, chunks: Iterable[Sequence[Row]], workers: int, limit: float) -> Iterator[Any]:
        return (result(row) for chunk in chunks for row in chunk)

    return spread


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "CHARACTERS", 20)
    monkeypatch.setattr(batch, "GROUP", 2)
    monkeypatch.setattr(output, "PART", 3)


def call(folder: Path, target: str, deadly: bool, resume: bool = True) -> int:
    batch.spread = simple(deadly)  # type: ignore[assignment, attr-defined]
    args = [str(folder / "in.jsonl"), "-o", str(folder / target), "--keep", "url", *["--resume"] * resume]
    result = CliRunner().invoke(batch.command, args)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code in (0, 1), result.output
    return result.exit_code


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(batch, "spread", batch.spread)  # so that it is put back
    lines = (line if isinstance(line, str) else json.dumps(line) for line in LINES)
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n")
    return tmp_path


def killed(folder: Path, target: str, deadly: bool, step: int, torn: bool) -> bool:
    """A run in a process that kills itself at a step, before it or in the midst of its write; whether it came to it."""
    child = os.fork()
    if child == 0:
        try:
            arm(step, torn)
            call(folder, target, deadly)
        except BaseException as error:
            print(repr(error), file=sys.__stderr__)
            os._exit(9)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def arm(at: int, torn: bool) -> None:
    steps = count(1)

    def deadly(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **options: Any) -> Any:
            if next(steps) == at:
                if torn and name == "write":
                    real(args[0], args[1][: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **options)

        return step

    for name in STEPS:
        setattr(os, name, deadly(name, getattr(os, name)))


def read(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return rows
    with pa.input_stream(path) as file:
        return [json.loads(line) for line in file.read().splitlines()]


def check(folder: Path, target: str, deadly: bool) -> None:
    rows = read(folder / target)
    assert [row["id"] for row in rows] == (DONE if deadly else sorted([*DONE, str(KILLER - 1)], key=int))
    assert all(row["extra"] == {"url": f"u{row['id']}"} for row in rows)
    errors = [json.loads(line) for line in (folder / f"{target}.errors.jsonl").read_text().splitlines()]
    lines = [error["line"] for error in errors]
    assert sorted(lines) == sorted(REFUSED | SAID | ({KILLER} if deadly else set()))
    again = [error["line"] for error in errors if error.get("again")]
    assert again == [KILLER] * deadly
    part = [f"{target}.part"] if deadly and target.endswith("parquet") else []
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["in.jsonl", target, f"{target}.errors.jsonl", *part]
    )


def clear(folder: Path) -> None:
    for path in folder.glob("out.*"):
        path.unlink()


@pytest.mark.parametrize("torn", [False, True], ids=["before", "within"])
@pytest.mark.parametrize("target", TARGETS)
def test_a_kill_at_each_step(folder: Path, target: str, torn: bool) -> None:
    for step in count(1):
        clear(folder)
        if not killed(folder, target, True, step, torn):
            break
        assert call(folder, target, True) == 1
        if (folder / f"{target}.errors.jsonl.earlier").exists():
            assert call(folder, target, True) == 1
        check(folder, target, True)
    assert step > 8
    print(f"{target}: {step - 1} steps")


@pytest.mark.parametrize("torn", [False, True], ids=["before", "within"])
@pytest.mark.parametrize("target", TARGETS)
def test_a_kill_at_each_step_of_trying_again(folder: Path, target: str, torn: bool) -> None:
    for step in count(1):
        clear(folder)
        assert call(folder, target, True, resume=False) == 1
        check(folder, target, True)
        if not killed(folder, target, False, step, torn):
            break
        assert call(folder, target, False) == 1
        check(folder, target, False)
    check(folder, target, False)
    assert step > 8
    print(f"{target}: {step - 1} steps")


@pytest.mark.parametrize("target", ["out.jsonl", "out.jsonl.gz", "out.parquet"])
def test_two_kills(folder: Path, target: str) -> None:
    """The second one at each step of going on after the first, too."""
    for first in count(2, 3):
        for second in count(1, 2):
            clear(folder)
            call(folder, target, True, resume=False)
            if not killed(folder, target, False, first, True):
                return
            came = killed(folder, target, False, second, True)
            assert call(folder, target, False) == 1
            check(folder, target, False)
            if not came:
                break


FOREIGN = [
    ("out.jsonl", b"notes without an end", "was made from another input"),
    ("out.jsonl", b'{"a": 1}\n', "was made from another input"),
    ("out.jsonl.gz", b"notes", "was not made by newsnlp batch"),
    ("out.jsonl.gz", gzip.compress(b"notes without an end", mtime=0), "was not made by newsnlp batch"),
    ("out.jsonl.gz", gzip.compress(b"notes\n", mtime=0)[:-3], "was made from another input"),
    ("out.jsonl.zst", b"notes", "was not made by newsnlp batch"),
    ("out.parquet", b"notes", "was not made by newsnlp batch"),
    ("out.jsonl.errors.jsonl", b"notes\n", "no list of errors"),
    ("out.jsonl.errors.jsonl", b"notes", "no list of errors"),
]


@pytest.mark.parametrize(("name", "data", "reason"), FOREIGN)
def test_what_something_else_made_is_left_alone(folder: Path, name: str, data: bytes, reason: str) -> None:
    (folder / name).write_bytes(data)
    target = name.removesuffix(".errors.jsonl")
    result = CliRunner().invoke(batch.command, [str(folder / "in.jsonl"), "-o", str(folder / target), "--resume"])
    assert result.exit_code == 2, result.output
    assert reason in " ".join(result.output.replace("│", " ").split())
    assert (folder / name).read_bytes() == data


def test_a_foreign_parquet_is_left_alone(folder: Path) -> None:
    pq.write_table(pa.table({"text": ["Статья 0."], "id": ["0"]}), folder / "out.parquet")
    data = (folder / "out.parquet").read_bytes()
    result = CliRunner().invoke(
        batch.command, [str(folder / "in.jsonl"), "-o", str(folder / "out.parquet"), "--resume"]
    )
    assert result.exit_code == 2
    assert (folder / "out.parquet").read_bytes() == data


CHANGES: list[Callable[[list[Any]], Any]] = [
    lambda rows: rows.insert(0, rows.pop()),
    lambda rows: rows[0].update(id="other"),
    lambda rows: rows[1].update(text="other"),
    lambda rows: rows[1].update(url="other"),
    lambda rows: rows[1].update(published="2020-01-01"),
    lambda rows: rows.pop(),
]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("change", CHANGES)
def test_another_input_is_refused(folder: Path, target: str, change: Callable[[list[Any]], Any]) -> None:
    rows = [json.loads(json.dumps(LINES[0] | {"id": str(n), "text": f"Статья {n}."})) for n in range(7)]
    source = folder / "in.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    call(folder, target, False, resume=False)
    if target == "out.parquet" and change in CHANGES[3:5]:
        pytest.skip("a finished Parquet is compared by texts and ids")
    made = (folder / target).read_bytes()
    change(rows)
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    args = [str(source), "-o", str(folder / target), "--keep", "url", "--resume"]
    result = CliRunner().invoke(batch.command, args)
    assert result.exit_code == 2, result.output
    assert "was made from another input" in " ".join(result.output.replace("│", " ").split())
    assert (folder / target).read_bytes() == made


def test_a_list_of_errors_without_its_output_is_not_believed(folder: Path) -> None:
    assert call(folder, "out.jsonl", True, resume=False) == 1
    (folder / "out.jsonl").unlink()
    (folder / "in.jsonl").write_text("".join(json.dumps(LINES[0]) + "\n" for _ in range(4)))
    assert call(folder, "out.jsonl", True) == 0
    assert len(read(folder / "out.jsonl")) == 4


def test_a_second_run_is_refused(folder: Path) -> None:
    first = output.Output(folder / "out.jsonl", None)
    args = [str(folder / "in.jsonl"), "-o", str(folder / "out.jsonl"), "--resume"]
    result = CliRunner().invoke(batch.command, args)
    assert result.exit_code == 2
    assert "another run is writing" in result.output
    first.close()
    assert call(folder, "out.jsonl", True) == 1


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("room", [0, 100, 300])
def test_a_full_disk(folder: Path, target: str, room: int) -> None:
    """A limit on the size of files stands in for the disk: the same error at the same place."""
    import resource

    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        batch.spread = simple(True)  # type: ignore[assignment, attr-defined]
        result = CliRunner().invoke(
            batch.command, [str(folder / "in.jsonl"), "-o", str(folder / target), "--keep", "url"]
        )
        told = "--resume goes on" in result.output and isinstance(result.exception, SystemExit)
        os._exit(result.exit_code if told else 9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert call(folder, target, True) == 1
    check(folder, target, True)
