"""Fits ``body_weights.tsv``: what tells a body from what the tagger takes for one and is none.

    python scripts/fit_bodies.py ARTICLES.jsonl[.gz]...

Examples are names that no table and no noun beside them says anything of. They are bodies where a corpus marks one over
them, and none where it marks none: NEREL, RuRED2, SlavicNER and factRuEval say which of their marks are bodies;
RuNormAS says of nothing what it is, so there a mark is one that ends with the name. One article in ten of RuNormAS is
left out of all. One article in five, by a hash, is held back and scored.
"""

from __future__ import annotations

import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from fit_kinds import SEEN, SMALL, Floats, articles, chances, fit, matrix
from newsnlp import Document, Extractor, Organization
from newsnlp.resolve import kinds

TABLE = Path(__file__).parents[1] / "src/newsnlp/data/body_weights.tsv"
MODULE = import_module("newsnlp.resolve.organizations")
BODIES = frozenset({"ORGANIZATION", "NEWS_SOURCE", "GROUP", "ORG", "Org", "LocOrg"})
SPARSE = 1.5e-3
KEPT, HELD = 10, 5


class Example(NamedTuple):
    """What the tagger took for a body."""

    article: str
    body: bool
    evidence: tuple[str, ...]


def marked(row: dict[str, Any]) -> list[tuple[int, int]]:
    """Where a corpus marks bodies, or what may be one."""
    if "spans" in row:
        return [(start, stop) for span in row["spans"] for start, stop in span["parts"]]
    marks = [*row.get("mentions", ()), *row["entities"]]
    return [(m["start"], m["stop"]) for m in marks if "start" in m and m["type"] in BODIES]


def examples(path: Path) -> Iterator[Example]:
    """The names in a file's articles that the tagger alone vouches for."""
    rows = {row["text"]: row for row in articles(path)}
    made: list[Example] = []

    def collect(groups: Any, told: Any, read: Any) -> Any:
        row, article = rows[read.text], kinds.Neighbourhood(groups, told, read)
        marks = marked(row)
        ends_alone = "spans" in row
        for i, members in enumerate(groups):
            if told[i] or not kinds.vouched(members):
                continue
            ends = [(stop - f.stop, start < f.stop and f.start < stop) for f in members for start, stop in marks]
            over = [end for end, touches in ends if touches]
            if ends_alone and over and min(map(abs, over)) > 2:
                continue  # a part of something longer: who knows
            made.append(Example(str(row["id"]), bool(over), tuple(sorted(set(article.doubts(i))))))
        return groups

    MODULE.bodies = collect
    for _ in Extractor(kinds=[Organization]).all(Document(text) for text in rows):
        yield from (e for e in made if not ("spans" in next(iter(rows.values())) and hashed(e.article, KEPT)))
        made.clear()


def hashed(article: str, share: int) -> bool:
    """Whether an article is one of so many."""
    return zlib.crc32(article.encode()) % share == 0


def trained(own: Sequence[Example]) -> tuple[dict[str, int], Floats]:
    """Evidence, with its number, and weights; shape (evidence, 2)."""
    seen = Counter(said for e in own for said in e.evidence)
    numbers = {said: n for n, said in enumerate(["bias", *sorted(s for s, count in seen.items() if count >= SEEN)])}
    right: NDArray[np.int64] = np.array([int(e.body) for e in own])
    return numbers, fit(matrix([(e.evidence, 1.0) for e in own], numbers), right, len(numbers), 2, SPARSE)


def report(own: Sequence[Example]) -> None:
    """What is left out of articles held back, by the least chance of a body."""
    numbers, w = trained([e for e in own if not hashed(e.article, HELD)])
    out = [e for e in own if hashed(e.article, HELD)]
    p = chances(matrix([(e.evidence, 1.0) for e in out], numbers).sums(w))[:, 1]
    body = np.array([e.body for e in out])
    print(f"{len(out)} held back, {body.sum()} bodies")
    for least in (0.3, 0.4, 0.5):
        print(f"{least}: left out {((p < least) & ~body).sum()} that are none, {((p < least) & body).sum()} bodies")


def main(paths: list[str]) -> None:
    """Prints what articles held back lose and writes the table."""
    own = [e for path in paths for e in examples(Path(path))]
    print(f"{len(own)} names, {sum(e.body for e in own)} bodies")
    report(own)
    numbers, w = trained(own)
    odds = w[:, 1] - w[:, 0]
    lines = (f"{said}\t{odds[n]:.2f}\n" for said, n in numbers.items() if "|" not in said and abs(odds[n]) >= SMALL)
    TABLE.write_text("# source: fitted by scripts/fit_bodies.py\nevidence\tweight\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
