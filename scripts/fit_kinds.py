"""Fits ``kind_weights.tsv``: what the letters of a name and the words around it say of the kind of a body.

    python scripts/fit_kinds.py ARTICLES.jsonl[.gz]...

Nobody marks anything: bodies whose kind a table or the noun before the name tells are the examples. That noun is left
out of what stands around them, and so are, in a copy of each, the letters of the name, so that both are weighed for
themselves. Where a corpus has NEREL's entities, what lies over none of its organizations is an example of no body.
One name in five, by a hash, is held back and scored.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsnlp import Document, Extractor, Organization
from newsnlp.data import Tables
from newsnlp.fold import fold
from newsnlp.lang.bodies import PARTS, Bodies
from newsnlp.resolve import kinds

TABLE = Path(__file__).parents[1] / "src/newsnlp/data/kind_weights.tsv"
MODULE = import_module("newsnlp.resolve.organizations")
SEEN = 4  # names with which evidence must have been seen
STEPS, RATE, SPARSE = 100, 0.1, 1e-4
OFTEN = 1.5  # a name weighs at most as much as so many that stand in one article
HELD = 5
SMALL = 0.05  # weights below it are left out

Floats = NDArray[np.float64]


class Example(NamedTuple):
    """A body of an article."""

    key: str
    kind: str
    letters: tuple[str, ...]
    around: tuple[str, ...]
    shown: str  # to a reader: where it stands


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file that have a text."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def examples(path: Path) -> Iterator[Example]:
    """The bodies of a file's articles; ``kind`` is "" where nothing tells it."""
    rows = {row["text"]: row for row in articles(path)}
    heads = set(Bodies(Tables()).heads)
    nouns = {noun for noun, kind in kinds.heads().items() if kind} - PARTS  # «группа» leaves it open
    made: list[Example] = []

    def collect(groups: Any, told: Any, read: Any) -> Any:
        text, article = read.text, kinds.Neighbourhood(groups, told, read)
        marked = [(e["start"], e["stop"]) for e in rows[text].get("entities", ()) if e["type"] == "ORGANIZATION"]
        for i, members in enumerate(groups):
            body = members[0].value
            bare = [f.value.bare for f in members]
            if all(bare) or (told[i] and (any(bare) or any(f.value.head in heads for f in members))):
                continue  # a description, or a name that says its kind: none of those that are to be guessed
            none = marked and not told[i] and not any(a < f.stop and f.start < b for a, b in marked for f in members)
            letters = {said for f in members for said in kinds.letters(f.value.name)}
            rest = {said for said in set(article.evidence(i)) - letters if said.strip("<>~12") not in nouns}
            shown = (
                f"{text[max(0, members[0].start - 60) : members[0].start]}[{body.name}]{text[members[0].stop :][:50]}"
            )
            kind = kinds.NO_BODY if none else told[i] or ""
            made.append(Example(body.key, kind, tuple(sorted(letters)), tuple(sorted(rest)), shown))
        return told

    MODULE.weighed = collect
    for _ in Extractor(kinds=[Organization]).all(Document(text) for text in rows):
        yield from made
        made.clear()


def named() -> Iterator[Example]:
    """The names of the tables, without anything around them."""
    nouns = set(Bodies(Tables()).heads) - PARTS
    for row in (row for table in ("organizations", "body_ids") for row in Tables().rows(table) if row["kind"]):
        for name in (row["name"], row.get("acronym", ""), *row.get("aliases", "").split("|")):
            if name and nouns.isdisjoint(fold(name).split()):
                yield Example(fold(name), row["kind"], tuple(kinds.letters(name)), (), name)


class Matrix(NamedTuple):
    """Examples as numbers: the evidence of all, one after another, and where each begins."""

    evidence: NDArray[np.int64]
    begins: NDArray[np.int64]
    weights: Floats

    def sums(self, weights: Floats) -> Floats:
        """The evidence of each example, weighed and added up; shape (examples, kinds)."""
        return np.asarray(np.add.reduceat(weights[self.evidence], self.begins))


def matrix(rows: Sequence[tuple[Sequence[str], float]], numbers: dict[str, int]) -> Matrix:
    """Evidence that has no number is left out; that of number 0, "bias", is everyone's."""
    told = [[0, *(numbers[said] for said in evidence if said in numbers)] for evidence, _ in rows]
    begins = np.cumsum([0, *map(len, told[:-1])])
    return Matrix(np.concatenate([np.array(t) for t in told]), begins, np.array([weight for _, weight in rows]))


def chances(sums: Floats) -> Floats:
    """Softmax."""
    p = np.exp(sums - sums.max(1, keepdims=True))
    return np.asarray(p / p.sum(1, keepdims=True))


def fit(m: Matrix, right: NDArray[np.int64], size: int, kinds_: int, few: float = SPARSE) -> Floats:
    """Weights by proximal gradient steps with momentum (Adam's scale): most end at nought, by ``few``."""
    w, first, second = np.zeros((size, kinds_)), np.zeros((size, kinds_)), np.zeros((size, kinds_))
    share = m.weights / m.weights.sum()
    lengths = np.diff([*m.begins, len(m.evidence)])
    for step in range(1, STEPS + 1):
        off = chances(m.sums(w))
        off[np.arange(len(right)), right] -= 1
        off = np.repeat(off * share[:, None], lengths, axis=0)
        slope = np.stack([np.bincount(m.evidence, off[:, k], size) for k in range(kinds_)], 1)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        scale = RATE / (np.sqrt(second / (1 - 0.99**step)) + 1e-5)
        w -= scale * first / (1 - 0.9**step)
        sparse = np.full_like(w, few)
        sparse[0] = 0
        w = np.sign(w) * np.maximum(abs(w) - scale * sparse, 0)
    return np.asarray(w)


def trained(own: Sequence[Example]) -> tuple[dict[str, int], list[str], Floats]:
    """Evidence, kinds, weights."""
    names = Counter(e.key for e in own)
    seen = Counter(said for said, _ in {(said, e.key) for e in own for said in (*e.letters, *e.around)})
    numbers = {said: n for n, said in enumerate(["bias", *sorted(s for s, count in seen.items() if count >= SEEN)])}
    kinds_ = sorted({e.kind for e in own})
    rows, right = [], []
    for e in own:
        weight = min(1.0, OFTEN / names[e.key])
        for evidence in ((*e.letters, *e.around), e.around) if e.around else (e.letters,):
            rows.append((evidence, weight))
            right.append(kinds_.index(e.kind))
    return numbers, kinds_, fit(matrix(rows, numbers), np.array(right), len(numbers), len(kinds_))


def held(key: str) -> bool:
    """Whether a name is kept back."""
    return zlib.crc32(key.encode()) % HELD == 0


def report(own: Sequence[Example]) -> None:
    """How often the likeliest kind of names held back is right, by its least probability."""
    numbers, kinds_, w = trained([e for e in own if not held(e.key)])
    out = [e for e in own if held(e.key) and e.around]
    rows = [((*e.letters, *e.around), 1.0) for e in out]
    p = chances(matrix(rows, numbers).sums(w))
    right = np.array([kinds_.index(e.kind) for e in out]) == p.argmax(1)
    names = Counter(e.key for e in out)
    weight = np.array([1 / names[e.key] for e in out])
    bodies = np.array([kind != kinds.NO_BODY for kind in kinds_])[p.argmax(1)]
    for least in (0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        told = weight * bodies * (p.max(1) >= least)
        print(f"{least}: told {told.sum() / weight.sum():.3f}, right {(told * right).sum() / told.sum():.3f}")


def table(own: Sequence[Example]) -> str:
    """The lines of the table."""
    numbers, kinds_, w = trained(own)
    lines = (
        f"{said}\t{kind}\t{w[n, k]:.2f}\n"
        for said, n in numbers.items()
        for k, kind in enumerate(kinds_)
        if n == 0 or (abs(w[n, k]) >= SMALL and "|" not in said)  # a bar joins what a cell lists
    )
    return "# source: fitted by scripts/fit_kinds.py\nevidence\tkind\tweight\n" + "".join(lines)


def main(paths: list[str]) -> None:
    """Prints how names held back come out and writes the table."""
    every = [e for path in paths for e in examples(Path(path))]
    own = [e for e in every if e.kind]
    print(f"{len(own)} bodies, {len({e.key for e in own})} names; kinds {Counter(e.kind for e in own).most_common()}")
    own += named()
    report(own)
    TABLE.write_text(table(own), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
