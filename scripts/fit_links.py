"""Writes ``src/newsnlp/data/links.tsv``: the weights with which link chooses who holds a title.

    python scripts/fit_links.py nerel/train.jsonl rured/dev.jsonl judged.jsonl

The corpora are JSONL with NEREL's entities and relations, or with what a reader judged (``links.judged``); the lines of
``tests/corpus`` are examples too. ``scripts/reliability.py`` tells how the scores come out. The features of an
article's later proposals come from its earlier ones, so the fit is done twice.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from newsnlp.data import shipped
from newsnlp.link import evidence
from newsnlp.train import links

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src/newsnlp/data/links.tsv"
sys.path.insert(0, str(ROOT / "tests"))


def _gold(paths: list[str]) -> list[links.Gold]:
    from tables import case
    from tables import lines as rows

    found = links.corpus(paths)
    for row in (row for table in ("link", "title") for row in rows(table) if not row.known):
        one = case(row.raw)
        found.append(links.example(f"{row.table}:{row.number}", one.text, one.wanted))
    return found


def main(paths: list[str]) -> None:
    """Fits twice, and writes."""
    gold = _gold(paths)
    said = links.read(gold)
    for _ in range(2):
        by_how: defaultdict[str, list[links.Example]] = defaultdict(list)
        for one in links.examples(gold, said):
            by_how[one.how].append(one)
        TABLE.write_text(links.table({how: links.calibrated(own) for how, own in by_how.items()}), encoding="utf-8")
        shipped.cache_clear()
        evidence.weights.cache_clear()


if __name__ == "__main__":
    main(sys.argv[1:])
