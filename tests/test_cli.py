"""The command line as a user calls it: output, exit statuses, sentences on the standard error."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from newsnlp import Document, Extractor, __version__, extract
from newsnlp.formats.schema import schema
from newsnlp.run import doctor
from newsnlp.run.cli import COMMANDS, main

EXAMPLES = Path(__file__).parent.parent / "examples"
ARTICLE = EXAMPLES / "sammit.txt"
TEXT = ARTICLE.read_text(encoding="utf-8")


def run(*args: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)


def test_extract_json() -> None:
    result = run("extract", "--format", "json", ARTICLE)
    assert result.exit_code == 0
    document = Document.from_json(result.stdout)
    assert document.id == str(ARTICLE)
    assert document.to_dict() | {"id": None} == extract(TEXT).to_dict()


def test_extract_jsonl_is_what_a_pipe_gets() -> None:
    result = run("extract", ARTICLE, EXAMPLES / "sud.txt")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [str(ARTICLE), str(EXAMPLES / "sud.txt")]


def test_extract_table() -> None:
    result = run("extract", "--format", "table", ARTICLE)
    for document in [extract(TEXT)]:
        assert all(person.name.split()[0] in result.stdout for person in document.people)
        assert all(region.code in result.stdout for region in document.regions if region.code)
    assert "People" in result.stdout


def test_a_table_cant_command_the_terminal() -> None:
    assert "\x1b" not in run("extract", "--format", "table", "-", stdin="Мэр \x1b[31mАнна Чен\x1b[0m в Москве").stdout


def test_extract_standard_input() -> None:
    result = run("extract", "-", "--published", "2024-04-24T11:03", stdin="Вчера в Москве.")
    document = Document.from_json(result.stdout)
    assert (document.id, document.text) == (None, "Вчера в Москве.")
    assert document.dates[0].value == "2024-04-23"
    assert document.to_dict()["published"] == "2024-04-24T11:03:00"


def test_extract_keeps_the_lines_ends_and_drops_the_mark_of_utf8() -> None:
    assert Document.from_json(run("extract", "-", stdin=b"\xef\xbb\xbf\xd0\xaf\r\n").stdout).text == "Я\r\n"


def test_extract_some_columns_alone() -> None:
    whole = extract(ARTICLE.read_bytes().decode())
    officials = Document.from_json(run("extract", "--only", "officials", ARTICLE).stdout)
    assert officials.titles == whole.officials != ()
    assert officials.entities() == whole.officials
    some = Document.from_json(run("extract", "--only", "money,people", ARTICLE).stdout)
    assert (some.money, some.people, some.titles, some.dates) == (whole.money, whole.people, (), ())


def test_extract_other_encodings(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes("Мэр Москвы".encode("cp1251"))
    assert Document.from_json(run("extract", "--encoding", "cp1251", page).stdout).text == "Мэр Москвы"
    result = run("extract", page, ARTICLE)
    assert result.exit_code == 1
    assert f"{page}: not utf-8 (byte 0); name its encoding with --encoding, e.g. cp1251" in result.stderr
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [str(ARTICLE)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_extract_reads_byte_order_marks(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "page.txt").write_text("Мэр Москвы", encoding=encoding)
    assert Document.from_json(run("extract", tmp_path / "page.txt").stdout).text == "Мэр Москвы"


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "latin-1", "ascii"])
@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_output_is_utf_8_whatever_the_locale(encoding: str, form: str) -> None:
    call = [sys.executable, "-m", "newsnlp", "extract", "-", "--format", form]
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(call, input="Ёлка в Москве: €.".encode(), capture_output=True, env=environment)
    assert "Москв" in done.stdout.decode("utf-8")
    assert done.returncode == 0


def test_what_an_article_raises_costs_it_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def facts(self: Extractor, document: Document, sentences: object) -> Document:
        if "ломает" in document.text:
            raise KeyError("day")
        return document

    monkeypatch.setattr(Extractor, "_facts", facts)
    for name, text in (("a.txt", "ломает"), ("b.txt", "цел")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("extract", tmp_path / "a.txt", tmp_path / "b.txt")
    assert result.exit_code == 1
    assert Document.from_json(result.stdout).text == "цел"
    assert "a.txt: extracting it raised KeyError: 'day'" in result.stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["extract"], "Missing argument 'FILE...'"),
        (["extract", "missing.txt"], "Path 'missing.txt' does not exist"),
        (["extract", "--published", "вчера", ARTICLE], "'вчера' is no day like 2024-04-24"),
        (["extract", "--published", "2024-02-30", ARTICLE], "'2024-02-30' is no day"),
        (["extract", "--encoding", "klingon", ARTICLE], "Python knows no encoding 'klingon'"),
        (["extract", "--encoding", "rot13", ARTICLE], "Python knows no encoding 'rot13'"),
        (["extract", "--format", "xml", ARTICLE], "'xml' is not one of 'table', 'json', 'jsonl'"),
        (["extract", "--format", "brat", ARTICLE, ARTICLE], "brat keeps one document a file"),
        (["extract", "--only", ",", ARTICLE], "--only: it names nothing; there are officials, people"),
        (["extract", "--only", "people,mony", ARTICLE], "--only: no 'mony'; there are officials, people, titles"),
        (["extrakt"], "No such command 'extrakt'"),
    ],
)
def test_wrong_calls(args: list[object], says: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_schema() -> None:
    result = run("schema")
    assert json.loads(result.stdout) == schema()
    jsonschema.validate(extract(TEXT).to_dict(), json.loads(result.stdout))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps(name: str) -> None:
    """What `newsnlp --help` says of a command is the first sentence of its own help."""
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {name} ")
    assert COMMANDS[name][1] in run("--help").stdout


def test_version() -> None:
    assert run("--version").stdout == f"newsnlp, version {__version__}\n"


def test_help_starts_fast() -> None:
    """The best of five new processes; 0.2 s is the promise, of processor time, since others may keep it waiting."""
    taken = []
    for _ in range(5):
        start = _children()
        subprocess.run([sys.executable, "-m", "newsnlp", "--help"], check=True, stdout=subprocess.DEVNULL)
        taken.append(_children() - start)
    assert min(taken) < 0.2


def _children() -> float:
    """Seconds of processor time that ended child processes have taken."""
    times = os.times()
    return times.children_user + times.children_system


def test_a_closed_pipe_is_no_traceback() -> None:
    """``newsnlp extract ... | head -1``"""
    command = f"{sys.executable} -m newsnlp extract {' '.join([str(ARTICLE)] * 5)} | head -c 10"
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    result = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment, check=True)
    assert result.stdout == '{"text": "'
    assert result.stderr == ""


# ------------------------------------------------------------------------------- as a process, with streams of any kind

NEWSNLP = f"{sys.executable} -m newsnlp"
SENTENCE = "«Мэр» Твери — Анна Ильина"


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of the shell, where ``newsnlp`` is ours and ``article`` gives a sentence."""
    line = f"newsnlp() {{ {NEWSNLP} \"$@\"; }}; article() {{ echo '{SENTENCE}'; }}; {command}"
    return subprocess.run(["bash", "-c", line], capture_output=True, env=os.environ | environment)


@pytest.mark.parametrize(
    ("command", "status", "says"),
    [
        ("article | newsnlp extract - > /dev/full", 1, "the standard output can't be written: No space left"),
        ("newsnlp schema > /dev/full", 1, "the standard output can't be written: No space left"),
        ("newsnlp --help > /dev/full", 1, "the standard output can't be written: No space left"),
        ("article | newsnlp extract - >&-", 1, "the standard output can't be written: Bad file descriptor"),
        ("newsnlp schema >&-", 1, "the standard output can't be written: Bad file descriptor"),
        ("newsnlp extract - <&-", 1, "newsnlp: -: the standard input is closed: name a file, or redirect one"),
        ("newsnlp batch - -o /tmp/no.jsonl <&- 2> >(tail -1 >&2)", 2, "the standard input is closed"),
        ("newsnlp extract /nowhere 2>&-", 2, ""),
        ("article | newsnlp extract - 2>&- >/dev/null", 0, ""),
        ("newsnlp schema | head -c 1 >/dev/null", 0, ""),
    ],
)
def test_streams_that_fail_are_a_sentence(command: str, status: int, says: str) -> None:
    result = shell(command)
    assert result.returncode == status
    assert result.stderr.decode().count("\n") == bool(says)
    assert says in result.stderr.decode()


@pytest.mark.parametrize(
    "locale",
    [
        {"PYTHONIOENCODING": "cp1251"},
        {"PYTHONIOENCODING": "latin-1:strict"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_output_is_utf8_whatever_the_locale(locale: dict[str, str]) -> None:
    result = shell("article | newsnlp extract -", **locale)
    assert Document.from_json(result.stdout.decode("utf-8")).text == SENTENCE + "\n"
    assert "Анна Ильина" in shell("article | newsnlp extract --format table -", **locale).stdout.decode("utf-8")
    assert json.loads(shell("newsnlp schema", **locale).stdout) == schema()
    said = shell("newsnlp extract нет.txt", **locale).stderr.decode("utf-8")
    assert "нет.txt" in said or "LC_ALL" in locale  # names in the locale's own letters are not ours to read


def test_ctrl_c_is_a_word() -> None:
    # a shell's background jobs ignore the signal, and so would what they start
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += "from newsnlp.run.cli import run; import sys; print('ready', file=sys.stderr, flush=True); run()"
    call = [sys.executable, "-c", code, "extract", "-"]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr
        assert process.stderr.readline() == b"ready\n"
        time.sleep(1)  # it has begun: it loads, or waits for its input
        deadline = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < deadline:  # Python drops one that comes within a clean-up
            process.send_signal(signal.SIGINT)
            time.sleep(0.5)
        process.kill()
        assert process.stderr.read().strip() == b"newsnlp: stopped"
    assert process.returncode == 130


@pytest.mark.parametrize(
    ("command", "missing", "says"),
    [
        ("serve", "uvicorn", "newsnlp serve needs uvicorn: pip install 'newsnlp[serve]'"),
        ("extract page.html", "trafilatura", "reading web pages needs trafilatura: pip install 'newsnlp[html]'"),
        ("train . -o x.npz", "torch", "training needs torch: pip install 'newsnlp[train]'"),
    ],
)
def test_what_is_missing_is_said_before_any_work(tmp_path: Path, command: str, missing: str, says: str) -> None:
    (tmp_path / "page.html").write_text("<p>")
    name, *_ = command.split()
    code = f"import sys; sys.modules[{missing!r}] = None; from newsnlp.run.cli import run; run()"

    def call(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, cwd=tmp_path)

    assert (call(*command.split()).returncode, call(*command.split()).stderr) == (2, f"Error: {says}\n")
    assert call(name, "--help").returncode == 0


def test_a_folder_is_read_with_those_within(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "a/page.HTML", "notes.md", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        said = "<p>Мэр Твери Анна Чен ушла в отставку.</p>" * (8 if name.endswith("HTML") else 1)
        (tmp_path / name).write_text(f"<html><body><article>{said}</article></body></html>", encoding="utf-8")
    result = run("extract", "--format", "jsonl", tmp_path)
    ids = [Path(json.loads(line)["id"]).relative_to(tmp_path).as_posix() for line in result.stdout.splitlines()]
    assert ids == ["a/c.txt", "a/page.HTML", "b.txt"]
    assert run("extract", "--format", "brat", tmp_path).exit_code == 2


def test_a_folder_without_articles_is_a_wrong_call(tmp_path: Path) -> None:
    result = run("extract", tmp_path)
    assert result.exit_code == 2
    assert "the folder holds no .htm, .html, .txt, .xhtml" in " ".join(result.output.split())


def test_weights_that_could_not_be_kept_are_not_trained() -> None:
    result = run("train", EXAMPLES, "-o", "/nowhere/weights.npz")
    assert result.exit_code == 2
    assert "-o: /nowhere/weights.npz can't be written: /nowhere is no folder" in result.stderr


def test_doctor() -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "self-test passed" in result.stdout
    assert re.search(r"pymorphy3 \d", result.stdout)
    assert "MISSING" not in result.stdout


def test_doctor_misses_nothing_that_this_system_does_not_need(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["numpy>=1", "none-such>=1; sys_platform == 'none'", "none-such>=1"]
    monkeypatch.setattr(doctor, "requires", lambda name: lines)
    assert [told for name, told in doctor._packages() if name == "none-such"] == ["IS MISSING"]


@pytest.mark.parametrize("command", [["extract", ARTICLE], ["serve"]])
def test_weights_that_are_none_are_refused_before_any_work(tmp_path: Path, command: list[object]) -> None:
    (tmp_path / "weights.npz").write_text("no weights")
    (tmp_path / "newsnlp.toml").write_text('weights = "weights.npz"')
    result = run(*command, "--config", tmp_path / "newsnlp.toml")
    assert result.exit_code == 2
    assert "weights.npz is no file of tagger weights" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("newsnlp ex", ["extract"]),
        ("newsnlp extract --format js", ["json", "jsonl", "jsonld"]),
        ("newsnlp extract --only people,m", ["people,money"]),
        ("newsnlp extract --only o", ["organizations", "officials"]),
    ],
)
def test_shells_complete(words: str, offered: list[str]) -> None:
    env = {"_NEWSNLP_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    done = CliRunner().invoke(main, prog_name="newsnlp", env=env)
    assert [line.partition(",")[2] for line in done.output.splitlines()] == offered
