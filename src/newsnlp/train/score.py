"""Figures of mentions against gold: exact and by overlap, per kind, with bootstrap intervals over articles."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsnlp.train.corpora import Annotated, Entity, document, reason
from newsnlp.types import KINDS, Region, grouped

Spans = Mapping[str, Collection[tuple[int, int]]]  # kind -> half-open offsets

_EDGE = ' «»"“”„()\n\t\r.,;:'
_LEAD = re.compile(
    r"(?:(?:в|во|с|со|до|к|ко|на|по|от|из|около|более|менее|больше|меньше|свыше|почти|примерно|порядка|"
    r"приблизительно|чем|не|за|через|ещё|еще|уже|после|перед|под)\s+)+",
    re.IGNORECASE,
)
_LED = frozenset({"money", "date", "time"})
ROUNDS = 1000


def trim(text: str, start: int, stop: int, kind: str) -> tuple[int, int]:
    """A span without quotation marks and punctuation at its edges; sums and dates without a leading preposition.

    >>> trim("за «около 5 млн рублей»,", 3, 24, "money")
    (4, 22)
    >>> trim("не позднее 5 мая", 0, 16, "person"), trim("до 5 мая", 0, 8, "date")
    ((0, 16), (3, 8))
    """
    if kind in _LED and (match := _LEAD.match(text, start, stop)) and match.end() < stop:
        start = match.end()
    while start < stop and text[start] in _EDGE:
        start += 1
    while stop > start and text[stop - 1] in _EDGE:
        stop -= 1
    return start, stop


class Counts(NamedTuple):
    """One article, one kind: gold and predicted spans, those equal, those of each side that meet one of the other."""

    gold: int
    predicted: int
    equal: int
    gold_met: int
    predicted_met: int


def counts(text: str, gold: Iterable[tuple[int, int]], predicted: Iterable[tuple[int, int]], kind: str) -> Counts:
    """Compares trimmed spans.

    >>> counts("Борис Джонсон и Тереза Мэй", [(0, 13), (16, 26)], [(0, 13), (23, 26)], "person")
    Counts(gold=2, predicted=2, equal=1, gold_met=2, predicted_met=2)
    """
    wanted = {trim(text, a, b, kind) for a, b in gold}
    found = {trim(text, a, b, kind) for a, b in predicted}
    return Counts(len(wanted), len(found), len(wanted & found), _met(wanted, found), _met(found, wanted))


def _met(spans: Collection[tuple[int, int]], others: Collection[tuple[int, int]]) -> int:
    return sum(any(a < d and c < b for c, d in others) for a, b in spans)


class Figures(NamedTuple):
    """Precision, recall and F1, exact and by overlap; ``low`` and ``high`` bound the exact F1 (95 %)."""

    gold: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    overlap_precision: float
    overlap_recall: float
    overlap_f1: float


def figures(articles: Sequence[Counts], seed: int = 0) -> Figures:
    """The figures of one kind from its counts in each article.

    >>> figures([Counts(2, 2, 1, 2, 2), Counts(0, 0, 0, 0, 0)])[:4]
    (2, 0.5, 0.5, 0.5)
    """
    table = np.array(articles, np.float64).reshape(-1, 5)
    gold, predicted, equal, gold_met, predicted_met = table.sum(0)
    drawn = np.random.default_rng(seed).multinomial(len(table), np.full(len(table), 1 / max(len(table), 1)), ROUNDS)
    sums = drawn @ table[:, :3]
    low, high = np.quantile(_f1(sums[:, 2], sums[:, 1], sums[:, 0]), (0.025, 0.975))
    exact = (_share(equal, predicted), _share(equal, gold), float(_f1(equal, predicted, gold)))
    over = (_share(predicted_met, predicted), _share(gold_met, gold))
    return Figures(int(gold), *exact, float(low), float(high), *over, 2 * over[0] * over[1] / max(sum(over), 1e-12))


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else 0.0


def _f1(equal: NDArray[np.float64], predicted: NDArray[np.float64], gold: NDArray[np.float64]) -> NDArray[np.float64]:
    return 2 * equal / np.maximum(predicted + gold, 1)


def compare(
    texts: Sequence[str], gold: Sequence[Spans], predicted: Sequence[Spans], kinds: Sequence[str]
) -> dict[str, Figures]:
    """Figures per kind, and ``micro`` over all of them."""
    tables = {
        kind: [
            counts(t, g.get(kind, ()), p.get(kind, ()), kind) for t, g, p in zip(texts, gold, predicted, strict=True)
        ]
        for kind in kinds
    }
    made = {kind: figures(rows) for kind, rows in tables.items()}
    whole = np.sum([np.array(rows) for rows in tables.values()], 0)
    made["micro"] = figures([Counts(*row) for row in whole.tolist()])
    return made


def render(made: Mapping[str, Figures]) -> str:
    """The table as text."""
    lines = [f"{'kind':14}{'gold':>6}{'P':>8}{'R':>7}{'F1':>7}  {'95 %':^13}{'overlap P':>11}{'R':>7}{'F1':>7}"]
    for kind, f in made.items():
        interval = f"{f.low:.3f}–{f.high:.3f}"
        lines.append(
            f"{kind:14}{f.gold:6}{f.precision:8.3f}{f.recall:7.3f}{f.f1:7.3f}  {interval:^13}"
            f"{f.overlap_precision:11.3f}{f.overlap_recall:7.3f}{f.overlap_f1:7.3f}"
        )
    return "\n".join(lines)


def gain(before: Mapping[str, Figures], after: Mapping[str, Figures]) -> str:
    """The exact F1 of each kind with other weights and with new ones, as text."""
    lines = [f"{'kind':14}{'gold':>6}{'F1 before':>11}{'after':>8}{'gain':>8}"]
    for kind, new in after.items():
        old = before[kind].f1
        lines.append(f"{kind:14}{new.gold:6}{old:11.3f}{new.f1:8.3f}{new.f1 - old:+8.3f}")
    return "\n".join(lines)


# gold's kinds -> the kinds of a document that answer them, where they differ
_PLACES = KINDS[Region].spans
_GOLD = {"per": "person", "org": "organization", "loc": "place", "locorg": "place", "duration": "date", "set": "date"}


def documents(path: Path) -> dict[str, Annotated]:
    """The documents of a JSONL file in the library's form, by id.

    Raises ``ValueError`` with the line that can't be read.
    """
    found = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                if not any(kind.column in row for kind in KINDS.values()):
                    raise ValueError("annotated by hand, it seems: GOLD comes first, DOCS behind it")
                article = document(row)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ValueError(f"{path}, line {number}: {reason(error)}; a line is a document with its id") from error
            found[article.id] = article
    return found


def _spans(article: Annotated) -> dict[str, set[tuple[int, int]]]:
    """The mentions by the kinds that figures are told of."""
    made: dict[str, set[tuple[int, int]]] = {}
    for kind, start, stop in article.entities:
        made.setdefault(_GOLD.get(kind, kind), set()).add((start, stop))
    return made


def _answer(article: Annotated | None) -> Spans:
    """A document's mentions; every region is a ``place`` too, for corpora that don't tell them apart.

    >>> sorted(_answer(Annotated("1", "", (Entity("city", 0, 5), Entity("duration", 6, 9)))))
    ['city', 'date', 'place']
    """
    made = _spans(article) if article else {}
    return made | {"place": {spot for kind in _PLACES for spot in made.get(kind, ())}} if made else made


def against(articles: Sequence[Annotated], found: Mapping[str, Annotated]) -> dict[str, Figures]:
    """Documents' figures on gold articles, for the kinds that gold marks and a document can hold."""
    gold = [_spans(article) for article in articles]
    known = ("person", "title", "organization", *_PLACES, "place", "money", "date", "time")
    marked = [kind for kind in known if any(kind in own for own in gold)]
    return compare([a.text for a in articles], gold, [_answer(found.get(a.id)) for a in articles], marked)


class Links(NamedTuple):
    """Holders of titles: gold's pairs, the documents' claims for titles that gold gives to somebody, and the shares."""

    gold: int
    claims: int
    precision: float
    recall: float
    f1: float


def holders(articles: Sequence[Annotated], found: Mapping[str, Annotated]) -> Links:
    """A pair is found where a title that overlaps gold's is held by a person who is mentioned where gold's stands.

    >>> title, he, she = Entity("title", 0, 3), Entity("person", 4, 9), Entity("person", 20, 25)
    >>> gold = [Annotated("1", "", (), ((title, (he,)),))]
    >>> holders(gold, {"1": Annotated("1", "", (), ((title, (he, she)),))}).f1
    1.0
    """
    pairs = claims = hits = right = 0
    for article in articles:
        answer = found[article.id].holders if article.id in found else ()
        near = [claim for claim in answer if any(_meet(claim[0], title) for title, _ in article.holders)]
        pairs, claims = pairs + len(article.holders), claims + len(near)
        hits += sum(any(_agree(pair, claim) for claim in near) for pair in article.holders)
        right += sum(any(_agree(pair, claim) for pair in article.holders) for claim in near)
    precision, recall = _share(right, claims), _share(hits, pairs)
    return Links(pairs, claims, precision, recall, 2 * precision * recall / max(precision + recall, 1e-12))


def _meet(a: Entity, b: Entity) -> bool:
    return a.start < b.stop and b.start < a.stop


def _agree(pair: tuple[Entity, Sequence[Entity]], claim: tuple[Entity, Sequence[Entity]]) -> bool:
    return _meet(pair[0], claim[0]) and any(_meet(a, b) for a in pair[1] for b in claim[1])


class Values(NamedTuple):
    """Mentions that stand where gold's do and are of its kind, and the share with gold's value, by its key."""

    found: int
    right: float


def values(articles: Sequence[Annotated], found: Mapping[str, Annotated]) -> dict[str, Values]:
    """By kind, where gold has values: documents in the library's form, corrected by hand."""
    answers = ((a.values, found[a.id].values) for a in articles if a.id in found)
    both = (
        (entity.kind, gold[entity] == told[entity]) for gold, told in answers for entity in gold.keys() & told.keys()
    )
    return {kind: Values(len(agree), sum(agree) / len(agree)) for kind, agree in sorted(grouped(both).items())}


def render_facts(links: Links, told: Mapping[str, Values]) -> Iterator[str]:
    """Lines on holders and values, none of what gold doesn't tell."""
    if links.gold:
        said = f"P {links.precision:.3f}  R {links.recall:.3f}  F1 {links.f1:.3f}"
        yield f"holders of titles: {said}, of {links.gold}"
    for kind, value in told.items():
        yield f"values, {kind}: {value.right:.3f} of {value.found} mentions that both have"
