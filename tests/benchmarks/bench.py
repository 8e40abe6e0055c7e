"""Speed, memory and start of the library beside natasha's, in one run, on one thread each, one after another.

    python bench.py [--texts articles.jsonl] [--rounds 3]

The texts are the example articles, repeated, or the ``text`` column of a JSONL file (repeated articles flatter both
sides' caches: give a file for figures to rely on). natasha runs in an environment of its own, made at the first call,
since its vocabulary needs setuptools below 81. Each round starts new processes in turn; the best round counts, which
is the one that the machine disturbed least.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
RIVAL = HERE / ".venv"
SIZE = 200_000  # characters of repeated examples
TOGETHER = (("find person", "find organization", "find region"), ("find money", "find date"))


class Run(NamedTuple):
    """One process: seconds to its first facts and for the texts, facts, peak memory, seconds by stage."""

    ready: float
    seconds: float
    facts: int
    peak_mb: float
    stages: dict[str, float]


def texts(path: Path | None) -> list[str]:
    """The articles to read."""
    if path:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
            return [json.loads(line)["text"] for line in file if line.strip()]
    examples = [example.read_text(encoding="utf-8") for example in sorted(EXAMPLES.glob("*.txt"))]
    return examples * (1 + SIZE // sum(map(len, examples)))


def rival() -> Path:
    """The Python that has natasha and the setuptools that it needs."""
    python = RIVAL / "bin" / "python"
    if not (RIVAL / "done").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", RIVAL], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "natasha==1.6.0", "setuptools<81"], check=True)
        (RIVAL / "done").touch()
    return python


def measure(python: Path, script: str, source: Path, *more: str) -> Run:
    """One process from its start to its report."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    one["PYTHONDONTWRITEBYTECODE"] = ""  # what pip installs is compiled too
    command = [python, "-W", "ignore", HERE / script, source, *more]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | one) as process:
        assert process.stdout
        if process.stdout.readline() != "ready\n":
            raise SystemExit(f"{script} failed")
        ready = time.perf_counter() - start
        told: dict[str, Any] = json.loads(process.stdout.readline())
    return Run(ready, **told)


def show(name: str, runs: list[Run], size: int) -> float:
    """A line of the table; gives the best round's characters a second."""
    rate = max(size / run.seconds for run in runs)
    ready, peak = min(run.ready for run in runs), max(run.peak_mb for run in runs)
    print(f"{name:10}{rate:>14,.0f}{ready:>12.2f}{peak:>10.0f}{runs[0].facts:>10,}")
    return rate


def show_stages(name: str, run: Run, size: int) -> None:
    """A line for each stage, and what is left."""
    print(f"\n{name + ', by stage':48}{'share':>7}{'chars/s':>14}")
    rest = run.seconds - sum(run.stages.values())
    rows = [*run.stages.items(), ("all else", rest)]
    rows += [(" + ".join(s), sum(run.stages[name] for name in s)) for s in TOGETHER if set(s) <= run.stages.keys()]
    for stage, seconds in rows:
        print(f"  {stage:46}{seconds / run.seconds:>7.1%}{size / seconds:>14,.0f}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Speed, memory and start of newsnlp beside natasha's.")
    parser.add_argument("--texts", type=Path, help="JSONL with a column text; the examples, repeated, by default")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    articles = texts(options.texts)
    size = sum(map(len, articles))
    mine, theirs = Path(sys.executable), rival()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts.json"
        source.write_text(json.dumps(articles), encoding="utf-8")
        ours, natashas = [], []
        for _ in range(options.rounds):
            ours.append(measure(mine, "ours.py", source))
            natashas.append(measure(theirs, "natashas.py", source))
        staged = measure(mine, "ours.py", source, "stages")
    print(f"{len(articles)} articles, {size:,} characters, one thread, best of {options.rounds}\n")
    print(f"{'':10}{'chars/s':>14}{'ready, s':>12}{'peak, MB':>10}{'facts':>10}")
    ratio = show("newsnlp", ours, size) / show("natasha", natashas, size)
    print(f"\nnewsnlp is {ratio:.1f} times as fast")
    show_stages("newsnlp", staged, size)
    show_stages("natasha", natashas[0], size)


if __name__ == "__main__":
    main()
