"""Fits ``pair_weights.tsv``: what speaks for and against two of an article's names being one body's.

    python scripts/fit_pairs.py rucoco-dev.jsonl nerel-train.jsonl slavner-dev.jsonl

The files hold one article a line. RuCoCo's says in ``chains`` which mentions are one, and what stands in no chain is
alone; NEREL's gives in ``entities`` each body's Wikidata item, SlavicNER's
its ``link``. The project's own sentences
(``tests/corpus/organization.tsv``) are always among them. A logistic regression with an L2 penalty; one article in
five, by a hash, is held back in turn and scored.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsnlp import Document, Extractor, Organization
from newsnlp.resolve.groups import Groups
from newsnlp.resolve.pairs import LEAST, Pair, named, nouns

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src/newsnlp/data/pair_weights.tsv"
MODULE = import_module("newsnlp.resolve.organizations")
PENALTY, JOINT = 1.0, 2.0  # of evidence by itself, and of two together
OWN = 5.0  # what the project's own sentences weigh
SEEN, SMALL = 4, 0.03  # times that evidence must have been seen; weights below it are left out
EDGE = " «»\"“”„()\n\t\r.,;:'"

Floats = NDArray[np.float64]
Gold = Callable[[int, int], Hashable | None]  # a mention's offsets -> what it is, where the corpus says it


class Example(NamedTuple):
    """Two names; ``one``: whether they are one body's."""

    article: str
    one: bool
    evidence: tuple[str, ...]
    weight: float


def trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """Offsets without quotation marks and punctuation at either end."""
    while start < stop and text[start] in EDGE:
        start += 1
    while stop > start and text[stop - 1] in EDGE:
        stop -= 1
    return start, stop


def chained(row: dict[str, Any]) -> Gold:
    """What RuCoCo says of a mention: its chain, or that it is alone; nothing where it only touches one."""
    text = row["text"]
    spots = {trimmed(text, *span): n for n, chain in enumerate(row["chains"]) for span in chain}

    def told(start: int, stop: int) -> Hashable | None:
        spot = trimmed(text, start, stop)
        alone = not any(a < spot[1] and spot[0] < b for a, b in spots)
        return spots.get(spot, spot if alone else None)

    return told


def linked(row: dict[str, Any]) -> Gold:
    """The Wikidata item of a mention in NEREL, the thing of one in SlavicNER."""
    bodies = [e for e in row["entities"] if e["type"] in ("ORGANIZATION", "ORG")]
    items = {trimmed(row["text"], e["start"], e["stop"]): e.get("wikidata") or e.get("link") for e in bodies}
    items = {spot: told for spot, told in items.items() if told and told != "NULL"}
    return lambda start, stop: items.get(trimmed(row["text"], start, stop))


def corpus(path: Path) -> Iterator[tuple[str, Gold]]:
    """The articles of a file."""
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        row = json.loads(line)
        yield row["text"], chained(row) if "chains" in row else linked(row)


def own() -> Iterator[tuple[str, Gold]]:
    """The project's sentences, known failures aside."""
    sys.path.insert(0, str(ROOT / "tests"))
    import tables

    for line in tables.lines("organization"):
        if not line.known:
            case = tables.case(line.raw)
            values = {trimmed(case.text, w.start, w.stop): w.value for w in case.wanted}
            yield case.text, lambda a, b, case=case, values=values: values.get(trimmed(case.text, a, b))  # type: ignore[misc]


def examples(articles: Sequence[tuple[str, Gold]], weight: float) -> Iterator[Example]:
    """The names that the library compares, where the corpus says of both what they are."""
    made: list[tuple[Groups, Sequence[int]]] = []
    kept, MODULE.join = MODULE.join, lambda *given: made.append(given)
    extractor = Extractor(kinds=[Organization])
    for (text, gold), _ in zip(articles, extractor.all(Document(text) for text, _ in articles), strict=True):
        for groups, sentences in made:
            for pair, one in compared(groups, sentences, gold):
                yield Example(text, one, ("bias", *dict.fromkeys(pair.evidence)), weight)
        made.clear()
    MODULE.join = kept


def compared(groups: Groups, sentences: Sequence[int], gold: Gold) -> Iterator[tuple[Pair, bool]]:
    """Pairs of names and whether they are one; for the nouns' sake those are joined as they come."""
    said: dict[tuple[int, str], Counter[Hashable]] = {}
    roots = [groups.root(i) for i in range(len(groups.found))]
    for root, f in zip(roots, groups.found, strict=True):
        if (told := gold(f.start, f.stop)) is not None:
            said.setdefault((root, f.value.name), Counter())[told] += 1
    for kind in (named, nouns):
        for pair in list(kind(groups, sentences)):
            a, b = (said.get((roots[i], groups.found[i].value.name)) for i in (pair.short, pair.full))
            if a and b:
                one = a.most_common(1)[0][0] == b.most_common(1)[0][0]
                yield pair, one
                if one:
                    groups.merge(pair.short, pair.full)


def fit(given: Sequence[Example]) -> dict[str, float]:
    """The weights, by Newton's method."""
    seen = Counter(told for e in given for told in e.evidence)
    numbers = {told: n for n, told in enumerate(sorted(told for told, count in seen.items() if count >= SEEN))}
    x = np.zeros((len(given), len(numbers)))
    for n, e in enumerate(given):
        x[n, [numbers[told] for told in e.evidence if told in numbers]] = 1
    right, share = np.array([float(e.one) for e in given]), np.array([e.weight for e in given])
    penalty = np.array([0.01 if told == "bias" else JOINT if "&" in told else PENALTY for told in numbers])
    w = np.zeros(len(numbers))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (share * (p - right)) + penalty * w
        step = np.linalg.solve((x * (share * p * (1 - p))[:, None]).T @ x + np.diag(penalty), slope)
        w -= step
        if abs(step).max() < 1e-6:
            break
    return {told: float(w[n]) for told, n in numbers.items()}


def chance(e: Example, weights: dict[str, float]) -> float:
    """The probability that two names are one body's."""
    return float(1 / (1 + np.exp(-sum(weights.get(told, 0.0) for told in e.evidence))))


def report(given: Sequence[Example]) -> None:
    """Prints precision and recall on articles held back, by the least probability."""
    rows: list[tuple[float, Example]] = []
    for part in range(5):
        weights = fit([e for e in given if zlib.crc32(e.article.encode()) % 5 != part])
        rows += [(chance(e, weights), e) for e in given if zlib.crc32(e.article.encode()) % 5 == part]
    for noun in (False, True):
        kind = [(p, e) for p, e in rows if ("noun" in e.evidence) == noun]
        for least in (0.5, LEAST, 0.7, 0.8, 0.9):
            joined = [e for p, e in kind if p >= least]
            right = sum(e.one for e in joined)
            share, all_ = right / max(1, len(joined)), right / max(1, sum(e.one for _, e in kind))
            what = "nouns" if noun else "names"
            print(f"{what}, {least}: {len(joined)} joined, {share:.3f} right, {all_:.3f} of those that are one")


def main(paths: list[str]) -> None:
    """Prints how well it does on articles held back and writes the table."""
    given = [e for path in paths for e in examples(list(corpus(Path(path))), 1.0)]
    given += examples(list(own()), OWN)
    print(f"{len(given)} pairs, {sum(e.one for e in given)} of them one")
    report(given)
    weights = {told: weight for told, weight in fit(given).items() if abs(weight) >= SMALL}
    rows = (f"{told}\t{weight:.2f}\n" for told, weight in sorted(weights.items()))
    TABLE.write_text("# source: fitted by scripts/fit_pairs.py\nevidence\tweight\n" + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
