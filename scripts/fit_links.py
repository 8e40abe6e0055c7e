"""Writes ``src/newsnlp/data/links.tsv``: the weights with which link chooses who holds a title.

    python scripts/fit_links.py nerel/train.jsonl rured/dev.jsonl judged.jsonl

One choice among a title's proposals and nobody (conditional logit), by the named features of ``link.evidence``, each
with a weight for each ``how``. The corpora are JSONL with NEREL's entities and relations, or with what a reader judged
(:func:`judged`); the lines of ``tests/corpus`` are examples too. ``scripts/reliability.py`` tells how the scores come
out. The features of an article's later proposals come from its earlier ones, so the fit is done twice.

Gold says of some titles who holds them, and of the others nothing: of a corpus' titles that it ties to nobody many are
held all the same. So what is proposed for these counts half, with the probability that the fit so far gives it, moved
so that on average as many are right as a reading of such titles found (``READ``). What was read and judged in news is
given beside the corpora, and counts as much as it stands for.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsnlp.data import shipped
from newsnlp.link import evidence
from newsnlp.link.choose import choose
from newsnlp.link.said import Line, Proposal
from newsnlp.pipeline import Extractor

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src/newsnlp/data/links.tsv"
Array = NDArray[Any]
Judge = Callable[[Proposal], bool | None]
FOLDS = 5
# The share of right ones among what gold ties to nobody, judged on some 55 such places of NEREL and RuRED.
READ = {"beside": 0.87, "verb": 0.6, "pronoun": 0.4, "same": 0.93, "described": 0.7, "near": 0.04}


class Gold(NamedTuple):
    """An article with who holds its titles: ``judge`` of its lines says whether a proposal is right, if gold knows."""

    id: str
    text: str
    judge: Callable[[Sequence[Line]], Judge]
    partial: bool = True  # it ties more titles to nobody than nobody holds

    @property
    def fold(self) -> int:
        """0 to 4: those of 0 are kept apart when a fit is to be judged."""
        return zlib.crc32(self.id.encode()) % FOLDS


class Example(NamedTuple):
    """A proposal as the fit sees it; ``right`` is ``None`` where gold does not say. Rivals have one ``title``."""

    how: str
    group: str
    features: Mapping[str, float]
    right: bool | None
    fold: int
    title: int


def relations(row: Mapping[str, Any]) -> Gold:
    """An article of NEREL or RuRED, by its WORKS_AS relations."""
    entities = {e["id"]: e for e in row["entities"]}
    holders: dict[str, list[Mapping[str, Any]]] = {}
    for relation in row["relations"]:
        if relation["type"] == "WORKS_AS" and entities[relation["a"]]["type"] == "PERSON":
            holders.setdefault(relation["b"], []).append(entities[relation["a"]])

    def judge(said: Sequence[Line]) -> Judge:
        heads = sorted({t.post.head for line in said for t in line.titles})
        known: dict[int, list[Mapping[str, Any]]] = {}
        for key, people in holders.items():
            inside = [h for h in heads if entities[key]["start"] <= h < entities[key]["stop"]]
            known.setdefault(min(inside, default=-1), []).extend(people)

        def right(proposal: Proposal) -> bool | None:
            gold = known.get(proposal.title.post.head, [])
            spots = [m for person in proposal.people for m in person.mentions]
            return any(m.start < g["stop"] and g["start"] < m.stop for m in spots for g in gold) if gold else None

        return right

    return Gold(str(row["id"]), row["text"], judge)


def judged(row: Mapping[str, Any]) -> Gold:
    """An article with what a reader judged of who is said to hold its titles: ``{"id": …, "text": …, "judged":
    [{"start": 11, "people": ["Иван Петров"], "right": true}]}``, ``start`` that of the title's mention.
    """
    said = {(one["start"], tuple(one["people"])): one["right"] for one in row["judged"]}
    known = {start for (start, _), right in said.items() if right}

    def right(proposal: Proposal) -> bool | None:
        start = proposal.mentions[0].start
        answer: bool | None = said.get((start, tuple(p.name for p in proposal.people)))
        return False if answer is None and start in known else answer

    return Gold(str(row["id"]), row["text"], lambda lines: right, partial=False)


def corpus(paths: Iterable[Path | str]) -> list[Gold]:
    """The articles of JSONL files with NEREL's entities and relations, or with what a reader judged."""
    rows = (row for path in paths for row in Path(path).read_text(encoding="utf-8").split("\n") if row)
    parsed = map(json.loads, rows)
    return [judged(row) if "judged" in row else relations(row) for row in parsed]


def example(name: str, text: str, wanted: Iterable[tuple[int, int, str]]) -> Gold:
    """A line of a table of examples: (start, stop, printed title) of each mention."""
    said: dict[tuple[int, int], set[tuple[str, str]]] = {}
    for start, stop, value in wanted:
        fields = value.split(" | ")
        said.setdefault((start, stop), set()).add((fields[3], (*fields[2].split(), "current")[1]))

    def right(proposal: Proposal) -> bool | None:
        gold = set().union(*(said.get((m.start, m.stop), ()) for m in proposal.mentions))
        name = proposal.people[0].name
        if not gold:
            return None
        if proposal.how in ("article", "beside") and any(holder == name for holder, _ in gold):
            return True
        return (name, proposal.status) in gold

    return Gold(name, text, lambda lines: right, partial=False)


def read(articles: Sequence[Gold]) -> list[list[Line]]:
    """What is said in articles, as far as it does not depend on the weights."""
    return list(Extractor().said([a.text for a in articles]))


def examples(articles: Sequence[Gold], read: Sequence[Sequence[Line]]) -> list[Example]:
    """What is proposed in articles, with its features, and whether it is right."""
    made = []
    title = 0
    for gold, said in zip(articles, read, strict=True):
        judge = gold.judge(said)
        for rivals in choose(said).weighed:
            title += 1
            for proposal, features in rivals:
                right = judge(proposal)
                if right is None and (proposal.title.post.verb or not gold.partial):
                    continue  # no corpus marks verbs as titles
                group = proposal.rule if proposal.how == "article" or proposal.rule == "near" else str(proposal.how)
                made.append(Example(str(proposal.how), group, features, right, gold.fold, title))
    return made


Weights = Mapping[str, Mapping[str, float]]  # of each ``how``, by feature


class Rows(NamedTuple):
    """Proposals as rows of features, each with its title's number: one of a title's proposals is right, or none."""

    inputs: Array
    title: NDArray[np.int64]

    def sums(self, values: Array) -> Array:
        """The sum over each title's proposals, one row a title."""
        made = np.zeros((int(self.title.max()) + 1, *values.shape[1:]))
        np.add.at(made, self.title, values)
        return made

    def chances(self, weights: Array) -> Array:
        """The probability of each proposal."""
        odds = np.exp(np.clip(self.inputs @ weights, -30, 30))
        chances: Array = odds / (1 + self.sums(odds)[self.title])
        return chances


def _numbered(titles: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Titles' numbers without gaps, as :class:`Rows` has them."""
    return np.unique(titles, return_inverse=True)[1]


def fit(found: Sequence[Example], prior: float = 1.0) -> dict[str, dict[str, float]]:
    """The weights of the features, by ``how``."""
    names = sorted({(one.how, name) for one in found for name in one.features})
    places = {name: number for number, name in enumerate(names)}
    rows = Rows(np.zeros((len(found), len(names))), _numbered([one.title for one in found]))
    for row, one in zip(rows.inputs, found, strict=True):
        for name, value in one.features.items():
            row[places[one.how, name]] = value
    known = np.array([one.right is not None for one in found])
    target = np.array([float(one.right or False) for one in found])
    target /= np.maximum(1, rows.sums(target))[rows.title]
    # gold knows who it is, or that it is none of them
    settled = (rows.sums(target) > 0) | (rows.sums(1.0 - known) == 0)
    groups = np.array([one.group for one in found])
    held = np.array([0.01 if name == "always" else prior for _, name in names])
    weights = _newton(rows, target, settled.astype(float), held, np.zeros(len(names)))
    for _ in range(4):
        target = _believed(rows, rows.chances(weights), target, settled, groups)
        weights = _newton(rows, target, np.where(settled, 1.0, 0.5), held, np.zeros(len(names)))
    made: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (how, name), weight in zip(names, weights.tolist(), strict=True):
        made[how][name] = weight
    return made


def _believed(rows: Rows, chances: Array, target: Array, settled: Array, groups: Array) -> Array:
    """The targets, those of titles that gold ties to nobody as likely as a fit has them and a reading found."""
    made, anybody = target.copy(), rows.sums(chances)
    best = np.zeros(len(anybody), dtype=np.int64)
    order = np.argsort(chances)
    best[rows.title[order]] = order  # the likeliest proposal of each title comes last
    for group, share in READ.items():
        open_ = ~settled & (groups[best] == group)
        if open_.any():
            moved = _moved(np.log(anybody[open_]) - np.log1p(-anybody[open_]), share)
            part = np.zeros(len(anybody))
            part[open_] = moved / anybody[open_]
            own = open_[rows.title]
            made[own] = chances[own] * part[rows.title[own]]
    return made


def _newton(rows: Rows, target: Array, counts: Array, held: Array, start: Array) -> Array:
    """Choice among rivals and nobody by log odds, each weight held to where it starts; ``counts`` of each title."""
    weights, inputs = start.copy(), rows.inputs
    for _ in range(40):
        chance = rows.chances(weights)
        count = counts[rows.title]
        slope = inputs.T @ (count * (chance - target)) + held * (weights - start)
        means = rows.sums(inputs * chance[:, None])
        curve = (inputs * (count * chance)[:, None]).T @ inputs - (means * counts[:, None]).T @ means + np.diag(held)
        step = np.linalg.solve(curve, slope)
        weights = weights - step * min(1.0, 2.0 / max(1e-9, float(np.abs(step).max())))
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def _moved(odds: Array, share: float) -> Array:
    """Probabilities with a given mean.

    >>> [round(float(p), 2) for p in _moved(np.array([-1.0, 1.0]), 0.5)]
    [0.27, 0.73]
    """
    low, high = -30.0, 30.0
    for _ in range(50):
        middle = (low + high) / 2
        mean = (1 / (1 + np.exp(-(odds + middle)))).mean()
        low, high = (middle, high) if mean < share else (low, middle)
    moved: Array = 1 / (1 + np.exp(-(odds + low)))
    return moved


def table(weights: Weights) -> str:
    """The rows of ``links.tsv``, the most telling feature of each ``how`` first."""
    rows = ["# source: fitted by scripts/fit_links.py", "how\tfeature\tweight"]
    for how, own in sorted(weights.items()):
        ranked = sorted(own.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
        rows += [f"{how}\t{name}\t{weight:.3f}" for name, weight in ranked if abs(weight) >= LEAST]
    return "\n".join(rows) + "\n"


LEAST = 0.02  # a smaller weight is not worth a row


class Crossed(NamedTuple):
    """Proposals that gold knows: the log odds that a fit without their fifth gives them, and whether they are right."""

    odds: Array
    right: Array
    fold: NDArray[np.int64]
    how: NDArray[np.str_]
    title: NDArray[np.int64]


def crossed(found: Sequence[Example]) -> Crossed:
    """Each fifth scored by a fit on the other four."""
    odds, kept = list[float](), list[Example]()
    for fold in range(FOLDS):
        weights = fit([one for one in found if one.fold != fold])
        own = [one for one in found if one.fold == fold]
        told = {one.title for one in own if one.right}
        for one in own:
            if one.right is not None or one.title in told:
                odds.append(sum(weights[one.how].get(n, 0.0) * v for n, v in one.features.items()))
                kept.append(one)
    right = np.array([float(one.right or False) for one in kept])
    how = np.array([one.how for one in kept])
    fold, title = np.array([one.fold for one in kept]), np.array([one.title for one in kept])
    return Crossed(np.array(odds), right, fold, how, title)


def lines(known: Crossed, chosen: Array) -> dict[str, tuple[float, float]]:
    """For each ``how`` the slope and offset that turn log odds into those that gold bears out.

    They are near to 1 and 0 where it says little; ``chosen`` are the proposals to look at.
    """
    hows = sorted(set(known.how.tolist()))
    inputs = np.stack(
        [column * (known.how == how) for how in hows for column in (known.odds, np.ones_like(known.odds))], 1
    )
    rows = Rows(inputs[chosen], _numbered(known.title[chosen]))
    right = known.right[chosen] / np.maximum(1, rows.sums(known.right[chosen]))[rows.title]
    start = np.tile([1.0, 0.0], len(hows))
    weights = _newton(rows, right, np.ones(int(rows.title.max()) + 1), np.ones_like(start), start)
    return {how: (float(weights[2 * n]), float(weights[2 * n + 1])) for n, how in enumerate(hows)}


def calibrated(found: Sequence[Example]) -> dict[str, dict[str, float]]:
    """The weights, moved so that the scores of articles apart mean what they say."""
    known = crossed(found)
    moved = lines(known, np.ones(len(known.odds), dtype=bool))
    made = {}
    for how, own in fit(found).items():
        slope, offset = moved.get(how, (1.0, 0.0))
        made[how] = {name: slope * weight for name, weight in own.items()}
        made[how]["always"] = made[how].get("always", 0.0) + offset
    return made


def scores(known: Crossed) -> Array:
    """The probabilities of proposals, each fifth calibrated on the other four."""
    made = np.zeros_like(known.odds)
    for fold in range(FOLDS):
        own = known.fold == fold
        moved = lines(known, ~own)
        odds = np.array([moved[h][0] * o + moved[h][1] for h, o in zip(known.how[own], known.odds[own], strict=True)])
        rows = Rows(odds[:, None], _numbered(known.title[own]))
        made[own] = rows.chances(np.ones(1))
    return made


def _gold(paths: list[str]) -> list[Gold]:
    sys.path.insert(0, str(ROOT / "tests"))
    from tables import case
    from tables import lines as rows

    found = corpus(paths)
    for row in (row for table in ("link", "title") for row in rows(table) if not row.known):
        one = case(row.raw)
        found.append(example(f"{row.table}:{row.number}", one.text, one.wanted))
    return found


def main(paths: list[str]) -> None:
    """Fits twice, and writes."""
    gold = _gold(paths)
    said = read(gold)
    for _ in range(2):
        TABLE.write_text(table(calibrated(examples(gold, said))), encoding="utf-8")
        shipped.cache_clear()
        evidence.weights.cache_clear()


if __name__ == "__main__":
    main(sys.argv[1:])
