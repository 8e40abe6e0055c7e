"""Memory over a stream: the process' resident megabytes as it reads, on ever new words if asked for.

    python memory.py articles.jsonl[.gz] [--characters 30000000] [--new-words] [--steps 15]

The file's articles are read again from the start where they end. With ``--new-words`` one word in ten is made anew, so
that no cache is ever warm for it: a stream of many years.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import newsnlp

LETTERS = "аеиовклмнрст"


def resident() -> int:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 // 2**20


def articles(path: Path) -> Iterator[str]:
    """The texts of the file, again and again."""
    opener = gzip.open if path.suffix == ".gz" else open
    while True:
        with opener(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["text"]


def renewed(texts: Iterator[str]) -> Iterator[str]:
    """The texts with five new letters in every tenth word."""
    made = random.Random(0)
    for text in texts:
        words = text.split(" ")
        for n in range(0, len(words), 10):
            if len(words[n]) > 4 and words[n].isalpha():
                words[n] = words[n][:3] + "".join(made.choices(LETTERS, k=5)) + words[n][3:]
        yield " ".join(words)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Memory over a stream.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("--characters", type=int, default=30_000_000)
    parser.add_argument("--new-words", action="store_true")
    parser.add_argument("--steps", type=int, default=15)
    options = parser.parse_args()
    texts = articles(options.articles)
    read = shown = 0
    start = time.process_time()
    print(f"{'characters':>12}{'MB':>8}{'chars/s':>10}")
    for document in newsnlp.extract_all(renewed(texts) if options.new_words else texts):
        read += len(document.text)
        if read - shown >= options.characters / options.steps:
            shown = read
            print(f"{read:>12,}{resident():>8}{read / (time.process_time() - start):>10,.0f}", flush=True)
        if read >= options.characters:
            break


if __name__ == "__main__":
    main()
