"""``newsnlp batch`` as a user runs it: a process of its own, real files, kills."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from newsnlp.run.batch import command
from newsnlp.run.output import PART
from newsnlp.run.rows import LIMIT

TEXT = "{} мая 2024 года вице-премьер Ольга Лаптева вручила Тверскому университету грант в 3,5 млн рублей. "


def articles(count: int) -> list[dict[str, Any]]:
    return [{"id": str(n), "text": TEXT.format(1 + n % 30) * 5, "published": "2024-06-01"} for n in range(count)]


def write(path: Path, rows: list[Any]) -> Path:
    lines = (row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows)
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def batch(*args: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in args])


def start(*args: object) -> subprocess.Popen[bytes]:
    code = "from newsnlp.run.cli import main; main()"
    call = [sys.executable, "-c", code, "batch", *map(str, args)]
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


BAD = [
    (b"{not json", "the line is no JSON"),
    (b'"text"', "a row is a JSON object, not str"),
    (b'{"id": "1"}', "the row has no 'text'"),
    (b'{"text": 5}', "text: a string is wanted here, not int"),
    (b'{"text": "\xcf\xf0\xe8"}', "not UTF-8 (byte 10)"),
    (b'{"text": "\\u0000"}', "NUL"),
    (b'{"text": "' + b"a" * (LIMIT + 1) + b'"}', "more than 5,000,000: split it"),
    (b"[" * 100_000, "nests too deep"),
    (b'{"text": "' + b"a" * (9 * LIMIT) + b'"}', "the line has more than"),
]


def test_a_bad_row_costs_one_row(tmp_path: Path) -> None:
    good = articles(2)
    source = write(tmp_path / "in.jsonl", [good[0], *(row for row, _ in BAD), b"", good[1]])
    result = batch(source, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1, result.output
    assert [row["id"] for row in read(tmp_path / "out.jsonl")] == ["0", "1"]
    errors = read(tmp_path / "out.jsonl.errors.jsonl")
    assert [e["line"] for e in errors] == list(range(2, 2 + len(BAD)))
    for error, (_, reason) in zip(errors, BAD, strict=True):
        assert reason in error["reason"]


def test_a_day_that_can_not_be_read_costs_the_day(tmp_path: Path) -> None:
    rows = [{"text": "Вчера.", "day": day} for day in ("31.02.2024", "24.04.2024", 1713956580, "NaT", None, False)]
    result = batch(write(tmp_path / "in.jsonl", rows), "-o", tmp_path / "out.jsonl", "--published", "day")
    assert result.exit_code == 0, result.output
    days = [row["published"] for row in read(tmp_path / "out.jsonl")]
    assert days == [None, "2024-04-24", "2024-04-24T11:03:00+00:00", None, None, None]
    errors = read(tmp_path / "out.jsonl.errors.jsonl")
    assert [(error["line"], error["kept"]) for error in errors] == [(1, True), (6, True)]
    assert "day: '31.02.2024' is no day like 2024-04-24" in errors[0]["reason"]
    assert "2 rows done without a value that could not be read" in result.output
    again = batch(tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl", "--published", "day", "--resume")
    assert again.exit_code == 0, again.output
    assert read(tmp_path / "out.jsonl.errors.jsonl") == errors


def test_all_rows_done_is_status_zero_and_no_file_of_errors(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", [{"body": "Вчера.", "nr": 7, "day": "2024-06-01 11:03:00"}])
    result = batch(source, "-o", tmp_path / "out.jsonl", "--text", "body", "--id", "nr", "--published", "day")
    assert result.exit_code == 0, result.output
    [row] = read(tmp_path / "out.jsonl")
    assert (row["id"], row["text"], row["published"]) == ("7", "Вчера.", "2024-06-01T11:03:00")
    assert not (tmp_path / "out.jsonl.errors.jsonl").exists()
    assert "1 row in" in result.output


FAULTS = {
    "raise": "extracting it raised RuntimeError: a fault",
    "starve": "not enough memory for it",
    "die": "the worker died on it twice",
    "sleep 99": "not done within 5 seconds: split its text, or allow more with --row-timeout",
}


def test_what_happens_over_a_row_costs_it_alone_and_another_run_tries_it_again(tmp_path: Path) -> None:
    """In worker processes: an exception, no memory, a death, no end; then all but the exception are mended."""
    (tmp_path / "own.toml").write_text('finders = { Money = ["orders.faulty"] }\n')
    texts = [text for fault in FAULTS for text in ("Вчера.", fault)] + ["Вчера."]
    write(tmp_path / "in.jsonl", [{"id": str(n), "text": text} for n, text in enumerate(texts)])
    call = [*"in.jsonl -o out.jsonl --workers 2 --row-timeout 5 --resume --config own.toml".split()]

    def done() -> tuple[int, list[str], list[dict[str, Any]]]:
        code = "from newsnlp.run.cli import main; main()"
        env = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
        status = subprocess.run([sys.executable, "-c", code, "batch", *call], cwd=tmp_path, env=env, timeout=300)
        ids = [row["id"] for row in read(tmp_path / "out.jsonl")]
        return status.returncode, ids, read(tmp_path / "out.jsonl.errors.jsonl")

    status, ids, errors = done()
    assert (status, ids) == (1, ["0", "2", "4", "6", "8"])
    assert [(error["line"], error.get("again", False)) for error in errors] == [
        (2, False), (4, True), (6, True), (8, True),
    ]  # fmt: skip
    for error, reason in zip(errors, FAULTS.values(), strict=True):
        assert reason in error["reason"]
    (tmp_path / "mended").touch()
    for _ in range(2):  # the row that raised stays refused, and the status says so each time
        status, ids, errors = done()
        assert (status, ids) == (1, [str(n) for n in range(9) if n != 1])
        assert [error["line"] for error in errors] == [2]


def save(path: Path, rows: list[dict[str, Any]]) -> Path:
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    elif ".csv" in path.name:
        cells = ("\n".join(f'{r["id"]},"{r["text"]}",{r["published"]}' for r in rows)).replace("грант", '""грант""\n')
        path.write_text("\ufeffid,text,published\n" + cells, encoding="utf-8")
    else:
        write(path, rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(path.read_bytes()))
    if path.suffix == ".zst":
        path.write_bytes(pa.Codec("zstd").compress(path.read_bytes(), asbytes=True))
    return path


def load(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return rows
    with pa.input_stream(path) as file:
        return [json.loads(line) for line in file.read().splitlines()]


@pytest.mark.parametrize("source", ["in.jsonl", "in.ndjson.gz", "in.jsonl.zst", "in.csv", "in.csv.gz", "in.parquet"])
@pytest.mark.parametrize("target", ["out.jsonl", "out.parquet"])
def test_every_form_in(tmp_path: Path, source: str, target: str) -> None:
    result = batch(save(tmp_path / source, articles(3)), "-o", tmp_path / target)
    assert result.exit_code == 0, result.output
    rows = load(tmp_path / target)
    assert [(row["id"], str(row["published"])) for row in rows] == [(str(n), "2024-06-01") for n in range(3)]
    assert all(row["money"] for row in rows)


@pytest.mark.parametrize("target", ["out.jsonl.gz", "out.jsonl.zst", "out.parquet", "out.jsonl"])
def test_every_form_out_is_whole_and_leaves_nothing_beside_it(tmp_path: Path, target: str) -> None:
    count = 2 * PART + 7
    source = write(tmp_path / "in.jsonl", [{"id": str(n), "text": f"{n} рублей"} for n in range(count)])
    result = batch(source, "-o", tmp_path / target, "--workers", 2)
    assert result.exit_code == 0, result.output
    assert [row["id"] for row in load(tmp_path / target)] == [str(n) for n in range(count)]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", target]
    made = (tmp_path / target).read_bytes()
    again = batch(source, "-o", tmp_path / target, "--resume")
    assert again.exit_code == 0, again.output
    assert (tmp_path / target).read_bytes() == made


@pytest.mark.parametrize(("target", "status", "refused"), [("out.parquet", 1, [3]), ("out.jsonl", 0, [])])
def test_a_sum_that_does_not_fit_costs_its_row(tmp_path: Path, target: str, status: int, refused: list[int]) -> None:
    texts = [
        "Отдал 5 рублей.",
        "Токен подешевел до 0,0000000012 доллара.",
        f"Отдал {'1' * 31} рублей.",
        "Отдал 6 рублей.",
    ]
    result = batch(write(tmp_path / "in.jsonl", [{"text": text} for text in texts]), "-o", tmp_path / target)
    assert result.exit_code == status, result.output
    assert [row["text"] for row in load(tmp_path / target)] == [t for n, t in enumerate(texts, 1) if n not in refused]
    errors = read(tmp_path / f"{target}.errors.jsonl") if refused else []
    assert [error["line"] for error in errors] == refused
    assert all("more digits than decimal128(38, 12) holds" in error["reason"] for error in errors)


def test_pipes(tmp_path: Path) -> None:
    code = "from newsnlp.run.cli import main; main()"
    data = write(tmp_path / "in.jsonl", [articles(1)[0], b"{"]).read_bytes()
    done = subprocess.run([sys.executable, "-c", code, "batch", "-", "-o", "-"], input=data, capture_output=True)
    assert done.returncode == 1
    assert json.loads(done.stdout)["id"] == "0"
    assert b'{"line": 2, "reason": "the line is no JSON' in done.stderr


CLOSED = [
    ("- -o out.jsonl <&-", 2, "the standard input is closed"),
    ("in.jsonl -o - >&-", 2, "the standard output is closed"),
    ("in.jsonl -o - >/dev/full", 1, "No space left on device, after 0 rows"),
]


@pytest.mark.parametrize(("args", "status", "reason"), CLOSED)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
def test_closed_and_full_pipes_end_in_a_sentence(tmp_path: Path, args: str, status: int, reason: str) -> None:
    write(tmp_path / "in.jsonl", articles(2))
    call = f"{sys.executable} -c 'from newsnlp.run.cli import main; main()' batch {args}"
    done = subprocess.run(call, shell=True, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == status, done.stderr
    assert reason in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr


WRONG = [
    (["in.jsonl", "-o", "old.jsonl"], "old.jsonl exists; go on with --resume"),
    (["in.jsonl", "-o", "in.jsonl", "--resume"], "the same file"),
    (["in.jsonl", "-o", "-", "--resume"], "--resume needs a file"),
    (["in.jsonl", "-o", "out.csv"], "CSV doesn't"),
    (["in.jsonl", "-o", "out.xlsx"], "out.xlsx should end in .jsonl (also with .gz or .zst) or .parquet"),
    (["in.csv", "-o", "out.jsonl"], "no column 'text'; the columns are a, b"),
    (["parted.csv", "-o", "out.jsonl"], "no column 'text': the columns are parted by ';'; save them with commas"),
    (["broken.parquet", "-o", "out.jsonl"], "no Parquet file"),
    (["none.jsonl", "-o", "out.jsonl"], "does not exist"),
    (["in.jsonl", "-o", "none/out.jsonl"], "No such file"),
    (["in.jsonl", "-o", "other.jsonl", "--resume"], "made from another input, or with other options"),
]


@pytest.mark.parametrize(("args", "reason"), WRONG, ids=[reason for _, reason in WRONG])
def test_a_wrong_call_is_status_two_and_writes_nothing(tmp_path: Path, args: list[str], reason: str) -> None:
    write(tmp_path / "in.jsonl", [{"text": "а"}])
    write(tmp_path / "other.jsonl", [{"text": "б"}])
    (tmp_path / "in.csv").write_text("a,b\n1,2\n")
    (tmp_path / "parted.csv").write_text("text;id\nа;1\n")
    (tmp_path / "broken.parquet").write_text("PAR")
    (tmp_path / "old.jsonl").write_text("")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    result = batch(*[str(tmp_path / a) if "." in a else a for a in args])
    assert result.exit_code == 2, result.output
    assert reason in " ".join(result.output.replace("│", " ").split())
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.mark.parametrize("target", ["out.jsonl", "out.jsonl.gz", "out.parquet"])
def test_killed_at_random_times_every_row_is_there_once(tmp_path: Path, target: str) -> None:
    """kill -9 to the whole group again and again; then the rest in peace."""
    rows: list[Any] = [*articles(300)]
    for at in (5, 6, 120, 299):
        rows[at] = b'{"text": ' + str(at).encode()
    source, out = write(tmp_path / "in.jsonl", rows), tmp_path / target
    chance = random.Random(len(target))
    for _ in range(4):
        process = start(source, "-o", out, "--workers", 2, "--resume")
        deadline = time.monotonic() + chance.uniform(1, 3)
        while time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.05)
        with suppress(ProcessLookupError):  # done already, on a fast machine
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert batch(source, "-o", out, "--resume").exit_code == 1
    kept = [str(n) for n in range(300) if n not in (5, 6, 120, 299)]
    assert [row["id"] for row in load(out)] == kept
    assert [e["line"] for e in read(Path(f"{out}.errors.jsonl"))] == [6, 7, 121, 300]


def test_ctrl_c_leaves_a_file_that_goes_on(tmp_path: Path) -> None:
    source, out = write(tmp_path / "in.jsonl", articles(2000)), tmp_path / "out.jsonl"
    process = start(source, "-o", out)
    while not out.exists() or out.stat().st_size == 0:
        time.sleep(0.05)
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"--resume goes on" in said
    done = out.read_bytes().count(b"\n")
    assert 0 < done < 2000
    write(source, articles(done + 3))
    assert batch(source, "-o", out, "--resume").exit_code == 0
    assert [row["id"] for row in read(out)] == [str(n) for n in range(done + 3)]


def peak_kilobytes(source: Path, out: Path) -> int:
    """The largest process of a run."""
    code = (
        "from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage\nfrom newsnlp.run.cli import main\n"
        "try: main()\nfinally: print(max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)))"
    )
    call = [sys.executable, "-c", code, "batch", str(source), "-o", str(out), "--workers", "2"]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    return int(done.stdout.splitlines()[-1])


def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    texts = [{"text": TEXT.format(n % 30 + 1).ljust(7000)} for n in range(1450)]  # mostly blank: quickly read
    small = write(tmp_path / "small.jsonl", texts[:290])
    large = write(tmp_path / "large.jsonl", texts)
    assert large.stat().st_size > 10e6
    first = peak_kilobytes(small, tmp_path / "a.jsonl")
    assert peak_kilobytes(large, tmp_path / "b.jsonl") < first * 1.1 + 20_000
