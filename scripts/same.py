"""What two revisions of the library answer differently, over a folder of articles: ``make same OLD=main NEW=.``

The articles are those of every ``*.jsonl`` and ``*.jsonl.gz`` below the folder (a ``text`` a line, ``published`` where
known), the same share of each file by a hash of the text, so that a run stays under a minute. A fact is compared by its
place: what is lost, what is new, what has another value; grouped by kind and rule, a few examples of each.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

# Run with the sources of a revision: articles on the standard input, a list of facts a line on the output.
ANSWER = """
import inspect, json, sys
from datetime import date
import newsnlp
options = {"jobs": True} if "jobs" in inspect.signature(newsnlp.Extractor).parameters else {}
rows = [json.loads(line) for line in sys.stdin]
articles = [newsnlp.Document(r["text"], published=r["day"] and date.fromisoformat(r["day"])) for r in rows]
for document in newsnlp.Extractor(**options).all(articles):
    print(json.dumps([
        [type(entity).__name__, m.start, m.stop, m.rule, str(entity)] for entity in document.entities()
        for m in entity.mentions
    ]))
"""

Fact = tuple[str, str]  # rule and value
Place = tuple[str, int, int]  # kind and offsets


def articles(folder: Path, characters: int) -> list[dict[str, str | None]]:
    """The articles to compare, ``characters`` of each file at the most."""
    files = sorted(path for path in folder.rglob("*.jsonl*") if path.suffix in (".jsonl", ".gz"))
    return [row for path in files for row in _sample(path, characters)]


def _sample(path: Path, characters: int) -> Iterator[dict[str, str | None]]:
    content = path.read_bytes()
    lines = (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines()
    rows = [row for row in map(json.loads, lines) if row.get("text")]
    rows.sort(key=lambda row: zlib.crc32(row["text"].encode()))
    left = characters
    for row in rows:
        left -= len(row["text"])
        if left < 0:
            return
        yield {"text": row["text"], "day": _day(row.get("published"))}


def _day(published: object) -> str | None:
    try:
        return date.fromisoformat(str(published)[:10]).isoformat()
    except ValueError:
        return None


def sources(revision: str, folder: Path) -> Path:
    """The library's sources of a revision; ``.`` is the working tree."""
    if revision == ".":
        return Path("src").resolve()
    target = folder / revision.replace("/", "_")
    target.mkdir()
    packed = subprocess.run(["git", "archive", revision, "src"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", target], input=packed, check=True)
    return target / "src"


def answers(revisions: list[str], rows: list[dict[str, str | None]]) -> list[list[dict[Place, Fact]]]:
    """For each revision, an article's facts by their places; the revisions run side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asked = folder / "rows.jsonl"
        asked.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        running = []
        for number, revision in enumerate(revisions):
            environment = {**os.environ, "PYTHONPATH": str(sources(revision, folder))}
            output = folder / f"{number}.jsonl"
            with asked.open("rb") as given, output.open("wb") as taken:
                call = [sys.executable, "-c", ANSWER]
                running.append((subprocess.Popen(call, stdin=given, stdout=taken, env=environment), output))
        exits = [process.wait() for process, _ in running]  # all of them, so that none is left behind
        if any(exits):
            raise SystemExit("a revision did not answer, see above")
        return [[_by_place(line) for line in output.open(encoding="utf-8")] for _, output in running]


def _by_place(line: str) -> dict[Place, Fact]:
    return {(kind, start, stop): (rule, value) for kind, start, stop, rule, value in json.loads(line)}


def differences(text: str, old: dict[Place, Fact], new: dict[Place, Fact]) -> Iterator[tuple[tuple[str, ...], str]]:
    """A group (kind, what happened, rule) and a printed line for each place that is answered differently."""
    for place in sorted(old.keys() | new.keys(), key=lambda p: (p[1], p[2], p[0])):
        kind, start, stop = place
        before, after = old.get(place), new.get(place)
        if before == after or (before and after and before[1] == after[1]):
            continue
        happened = "new" if before is None else "lost" if after is None else "changed"
        rule = (after or before or ("", ""))[0]
        shown = f"{text[max(start - 60, 0) : start]}[{text[start:stop]}]{text[stop : stop + 40]}".replace("\n", "¶")
        said = " -> ".join(fact[1] for fact in (before, after) if fact)
        yield (kind, happened, rule), f"{shown}\n        {said}"


def main() -> None:
    """Prints the differences; the exit status is 1 where there are any."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="articles, *.jsonl and *.jsonl.gz")
    parser.add_argument("--old", default="HEAD", help="a revision of git, or . for the working tree")
    parser.add_argument("--new", default=".")
    parser.add_argument("--characters", type=int, default=200_000, help="of each file")
    parser.add_argument("--examples", type=int, default=5, help="of each group")
    given = parser.parse_args()
    rows = articles(given.folder, given.characters)
    old, new = answers([given.old, given.new], rows)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row, before, after in zip(rows, old, new, strict=True):
        for group, line in differences(row["text"] or "", before, after):
            groups[group].append(line)
    for group, lines in sorted(groups.items()):
        print(f"\n{' '.join(group)}: {len(lines)}")
        for line in lines[: given.examples]:
            print("    " + line)
    size = sum(len(row["text"] or "") for row in rows)
    total = sum(map(len, groups.values()))
    facts = sum(map(len, new))
    print(f"\n{total} of {facts} facts differ, over {len(rows)} articles, {size:,} characters")
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
