"""Reading articles out of files as they are: columns, encodings, damage."""

from __future__ import annotations

import gzip
import json
import random
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from click.testing import CliRunner, Result

from newsnlp.run.batch import command
from newsnlp.run.lines import LONGEST, Lines, Seen
from newsnlp.run.rows import Columns, Row, form_of, rows
from newsnlp.types import Document


def read(path: Path, columns: Columns | None = None) -> list[Row]:
    with ExitStack() as stack:
        return list(rows(path, form_of(path), columns or Columns(), stack, Seen.of(path)))


def told(found: list[Row]) -> list[Any]:
    """The id of each row, or why it has none."""
    return [row.article.id if isinstance(row.article, Document) else row.article for row in found]


def jsonl(count: int) -> bytes:
    chance = random.Random(1)
    texts = ("".join(chance.choices("абвгд ежзик", k=200)) for _ in range(count))
    return b"".join(json.dumps({"id": str(n), "text": text}).encode() + b"\n" for n, text in enumerate(texts))


# ------------------------------------------------------------------------------------------------ damage

PACK = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}


@pytest.mark.parametrize("ending", PACK)
def test_a_packed_file_cut_short_gives_all_that_stands_before(tmp_path: Path, ending: str) -> None:
    path, whole = tmp_path / f"in.jsonl{ending}", PACK[ending](jsonl(3000))
    path.write_bytes(whole[: len(whole) // 2])
    *good, last = read(path)
    assert len(good) > 1000
    assert told(good) == [str(n) for n in range(len(good))]
    assert last.line == len(good) + 1
    assert last.again
    assert last.article == f"{path.name} is cut short at byte {len(whole) // 2:,}: nothing from here on can be read"


@pytest.mark.parametrize("ending", PACK)
def test_a_packed_file_with_a_damaged_place_is_read_up_to_it(tmp_path: Path, ending: str) -> None:
    path, whole = tmp_path / f"in.jsonl{ending}", bytearray(PACK[ending](jsonl(1000)) + PACK[ending](jsonl(1000)))
    whole[len(whole) // 2 + 20 : len(whole) // 2 + 400] = bytes(380)
    path.write_bytes(whole)
    found = read(path)
    assert told(found[:1000]) == [str(n) for n in range(1000)]
    assert "is damaged at byte" in told(found)[-1]


def test_what_is_not_packed_at_all(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl.gz").write_bytes(jsonl(2))
    assert "damaged at byte 0" in told(read(tmp_path / "in.jsonl.gz"))[0]


CSV = [
    ('a,b,c\n1,"open,x\n2,two,y\n3,three,z\n', ["no CSV", "2", "3"]),
    ('a,b,c\n1,"open,x\n2,"two",y\n3,"three",z\n', ["no CSV", "2", "3"]),
    ('a,b,c\n1,"said ""yes""\nand went",x\n2,"open ""\n3,three,z\n', ["1", "no CSV", "3"]),
    ('a,b,c\n1,"said "yes"",x\n2,two,y\n', ["no CSV", "2"]),
    ('a,b,c\n1,5" wide,x\n\n2,two\r\n3,"three"', ["1", "2", "3"]),
]


@pytest.mark.parametrize(("text", "wanted"), CSV)
def test_a_quotation_mark_that_is_not_closed_costs_its_line(tmp_path: Path, text: str, wanted: list[str]) -> None:
    (tmp_path / "in.csv").write_text(text, newline="")
    found = told(read(tmp_path / "in.csv", Columns("b", "a")))
    assert ["no CSV" if "is no CSV: a quotation mark" in id else id for id in found] == wanted


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_a_table_may_end_its_lines_as_any_system_does(tmp_path: Path, end: str) -> None:
    text = f'a,b{end}1,"раз\nдва"{end}2,три{end}'
    (tmp_path / "in.csv").write_text(text, newline="", encoding="utf-8")
    assert told(read(tmp_path / "in.csv", Columns("b", "a"))) == ["1", "2"]


def damaged_parquet(path: Path) -> list[str]:
    ids = [str(n) for n in range(3000)]
    table = pa.table({"id": ids, "text": [f"текст {n} " * 20 for n in range(3000)]})
    pq.write_table(table, path, row_group_size=1000, use_dictionary=False, data_page_size=2000, compression="NONE")
    data = bytearray(path.read_bytes())
    at = data.index("текст 1500 ".encode()) - 300
    data[at : at + 1200] = b"\xff" * 1200
    path.write_bytes(data)
    return ids


def test_a_damaged_page_of_parquet_costs_its_row_group_at_most(tmp_path: Path) -> None:
    ids = damaged_parquet(tmp_path / "in.parquet")
    found = read(tmp_path / "in.parquet")
    good = [id for id in told(found) if id.isdigit()]
    assert good[:1000] + good[-1000:] == ids[:1000] + ids[-1000:]
    assert [row.line for row in found if row.line > 2000] == list(range(2001, 3001))
    [lost] = [row for row in found if row.again]
    assert f"rows {lost.line:,} to 2,000 are damaged and can't be read" in str(lost.article)


def test_cells_that_python_can_not_hold_cost_themselves(tmp_path: Path) -> None:
    text = pa.Array.from_buffers(
        pa.string(), 2, [None, pa.array([0, 2, 3], pa.int32()).buffers()[1], pa.py_buffer(b"\xcf\xf0a")]
    )
    days = pa.array([0, 10**8], pa.date32())
    pq.write_table(pa.table({"text": text, "published": days}), tmp_path / "in.parquet")
    first, second = read(tmp_path / "in.parquet")
    assert "text: a string is wanted here, not 'utf-8' codec can't decode" in str(first.article)
    assert second.article == Document("a")
    assert second.said.startswith("published:")


def run(*args: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in args])


def test_a_batch_over_a_damaged_file_ends_in_a_sentence_and_goes_on_when_it_is_whole(tmp_path: Path) -> None:
    source, out, whole = tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl", gzip.compress(jsonl(60))
    source.write_bytes(whole[: len(whole) // 2])
    result = run(source, "-o", out)
    assert result.exit_code == 1, result.output
    assert "newsnlp: in.jsonl.gz is cut short at byte" in result.output
    done = out.read_bytes().count(b"\n")
    assert done > 10
    assert run(source, "-o", out, "--resume").exit_code == 1
    assert out.read_bytes().count(b"\n") == done
    source.write_bytes(whole)
    assert run(source, "-o", out, "--resume").exit_code == 0
    assert [json.loads(line)["id"] for line in out.read_bytes().splitlines()] == [str(n) for n in range(60)]
    assert (tmp_path / "out.jsonl.errors.jsonl").exists() is False


# --------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.csv.gz"])
def test_byte_order_marks_and_utf_16(tmp_path: Path, name: str, encoding: str) -> None:
    text = '{"text": "Ёж"}\n{"text": "Уж"}\n' if "jsonl" in name else 'text\nЁж\n"Уж"\n'
    mark = "\ufeff" if encoding.startswith("utf-16-") else ""
    data = (mark + text).encode(encoding)
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert [row.article for row in read(tmp_path / name)] == [Document("Ёж"), Document("Уж")]


def test_lines_are_split_anywhere_and_given_back() -> None:
    lines = Lines(iter([b"a", b"b\nc\n\nd", b"e\n", b"f"]))
    first = [next(lines) for _ in range(3)]
    assert first == [b"ab\n", b"c\n", b"\n"]
    lines.give_back(first[1:])
    assert (lines.number, list(lines)) == (1, [b"c\n", b"\n", b"de\n", b"f"])


def test_a_line_that_is_too_long_costs_itself(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'"' + b"a" * (2 * LONGEST) + b'"\n{"text": "b", "id": "2"}\n')
    assert told(read(tmp_path / "in.jsonl")) == [f"the line has more than {LONGEST:,} bytes: split its text", "2"]


# ----------------------------------------------------------------------------------------------- columns


def save(path: Path, found: list[dict[str, Any]]) -> Path:
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(found), path)
    elif path.suffix == ".csv":
        names = list(found[0])
        path.write_text("\n".join(",".join(map(str, row)) for row in [names, *([r[n] for n in names] for r in found)]))
    else:
        path.write_text("\n".join(map(json.dumps, found)))
    return path


FOUND = [
    {"head": "Итоги года", "body": f"Вчера отдали {n} рублей.", "nr": n, "url": f"https://a.b/{n}", "views": n}
    for n in (5, 6)
]
NAMES = ["--text", "body", "--id", "nr", "--title", "head", "--keep", "url,views", "--keep", "url"]


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.parquet"])
def test_columns_are_kept_and_a_title_stands_before_the_text(tmp_path: Path, name: str) -> None:
    source, out = save(tmp_path / name, FOUND), tmp_path / "out.jsonl"
    result = run(source, "-o", out, *NAMES)
    assert result.exit_code == 0, result.output
    for line, wanted in zip(out.read_text(encoding="utf-8").splitlines(), FOUND, strict=True):
        views = str(wanted["views"]) if name.endswith(".csv") else wanted["views"]
        assert json.loads(line)["extra"] == {"url": wanted["url"], "views": views}
        document = Document.from_json(line)
        assert document.text == f"Итоги года\n\n{wanted['body']}"
        assert document.money


def test_kept_columns_are_strings_in_parquet(tmp_path: Path) -> None:
    source, out = save(tmp_path / "in.jsonl", FOUND), tmp_path / "out.parquet"
    assert run(source, "-o", out, *NAMES).exit_code == 0
    assert pq.read_table(out).column("extra").to_pylist() == [
        {"url": r["url"], "views": str(r["views"])} for r in FOUND
    ]
    assert run(source, "-o", out, *NAMES, "--resume").exit_code == 0


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.parquet"])
@pytest.mark.parametrize("option", ["text", "id", "published", "title", "keep"])
def test_a_column_that_is_named_must_be_there(tmp_path: Path, name: str, option: str) -> None:
    source = save(tmp_path / name, [{"text": "а", "id": "1"}] * 3)
    result = run(source, "-o", tmp_path / "out.jsonl", f"--{option}", "boddy")
    assert result.exit_code == 2
    output = " ".join(result.output.replace("│", " ").split())
    assert f"no column 'boddy'; the columns are text, id: name it with --{option}" in output
    assert not (tmp_path / "out.jsonl").exists()


def test_reasons_name_the_column(tmp_path: Path) -> None:
    found = [{"body": 5}, {"body": "a\0"}, {"body": "a", "nr": 1.5}, {"body": "a", "nr": [1]}, {"id": 5}]
    reasons = [str(row.article) for row in read(save(tmp_path / "in.jsonl", found), Columns("body", "nr"))]
    assert [reason[:5] for reason in reasons] == ["body:", "body:", "nr: a", "nr: a", "the r"]


def test_cells_that_json_can_not_hold_are_kept_as_none(tmp_path: Path) -> None:
    deep = "[" * 900 + "]" * 900
    line = f'{{"text": "a", "x": {deep}, "y": NaN, "z": "\\ud800"}}\n'
    (tmp_path / "in.jsonl").write_text(line)
    [row] = read(tmp_path / "in.jsonl", Columns(keep=("x", "y", "z")))
    kept = json.loads(row.json(Document("a")))["extra"]
    assert (kept["y"], kept["z"]) == (None, "\ud800")


def test_ids_of_pandas_columns_with_gaps(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["a", "b"], "id": pa.array([5.0, float("nan")])}), tmp_path / "in.parquet")
    assert told(read(tmp_path / "in.parquet")) == ["5", None]


@pytest.mark.parametrize(
    ("args", "module"),
    [
        (("in.jsonl", "-o", "out.parquet"), "pyarrow"),
        (("in.parquet", "-o", "out.jsonl"), "pyarrow"),
        (("in.jsonl", "-o", "out.jsonl.zst"), "zstandard"),
        (("in.jsonl.zst", "-o", "out.jsonl"), "zstandard"),
    ],
)
def test_what_is_missing_is_told_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / args[0]).write_text("")
    result = run(*(tmp_path / arg if "." in arg else arg for arg in args))
    assert result.exit_code == 2
    assert f"needs {module}: pip install 'newsnlp[arrow]'" in " ".join(result.output.replace("│", " ").split())
    assert [path.name for path in tmp_path.iterdir()] == [args[0]]
