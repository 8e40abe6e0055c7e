"""Fits the weights of a name's evidence, ``data/name_weights.tsv``, to names whose nominatives are known.

``python scripts/fit_names.py CORPUS.jsonl --own tests/corpus/person.tsv -o TABLE`` reads articles with ``text`` and
``spans`` (``parts``: offsets, ``norm``: the nominative), and a table of examples. A mention allows many readings; the
fit makes those likely that give its nominative: conditional log-likelihood, with a Gaussian prior around the weights
that the table has. Each full name stands a second time without its first name, so that what bare surnames need is
learned from the same sentences. One article in ten, by a hash of its id, is held back and scored before and after.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import click
import numpy as np
from numpy.typing import NDArray

from newsnlp.data import Tables, shipped
from newsnlp.find.person import spots, words_of
from newsnlp.find.person.spans import Spot
from newsnlp.find.person.surroundings import surroundings
from newsnlp.lang.morph import CASES
from newsnlp.lang.names.evidence import GENDERS, weights
from newsnlp.lang.names.first import fold
from newsnlp.lang.names.parts import Parts, Word, parts
from newsnlp.lang.names.reading import Names, Reading, Surroundings, compose, evidence, genders_of
from newsnlp.lang.places import gazetteer
from newsnlp.read import Reader
from newsnlp.types import Sentence

Floats = NDArray[np.float64]
HELD = 10  # one article in so many is held back
OWN = 6  # times that a row of the examples counts: they are the rare and hard ones
BATCH = 200  # articles read at once


class Norm(NamedTuple):
    """What a mention is: folded words of the nominative; gender "m", "f", "p", and parts, where they are known."""

    words: frozenset[str]
    gender: str = ""
    parts: tuple[str, str, str] | None = None  # first, middle, last, folded


@dataclass(frozen=True, slots=True)
class Case:
    """A mention: what the reader saw of it, and what it is in the nominative."""

    text: str
    words: Mapping[int, Word]
    around: Surroundings
    norm: Norm
    held: bool
    alone: bool  # the first name was left out


class Guess(NamedTuple):
    """A reading of a mention with the features that speak for it."""

    reading: Reading
    features: tuple[str, ...]


# ------------------------------------------------------------------------------------------------------- the mentions


def cases(corpus: Path, names: Names) -> Iterator[Case]:
    """The people's mentions of a corpus, as they stand and without their first names."""
    rows = [json.loads(line) for line in corpus.open(encoding="utf-8")]
    reader, places = Reader(), gazetteer(Tables())
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        gold = [dict(_norms(row)) for row in batch]
        shorter = []
        for row, norms, sentences in zip(batch, gold, reader([row["text"] for row in batch]), strict=True):
            held = zlib.crc32(str(row["id"]).encode()) % HELD == 0
            found = list(_mentions(sentences, names, places, norms, held))
            yield from _with_genders([case for _, case in found], names)
            shorter.append((*_without_first_names(row["text"], found, names), held))
        for (_, norms, held), sentences in zip(shorter, reader([text for text, _, _ in shorter]), strict=True):
            for _, case in _mentions(sentences, names, places, norms, held, alone=True):
                yield case


def examples(table: Path, names: Names) -> Iterator[Case]:
    """The mentions of a table of examples (``tests/corpus/person.tsv``): none of them is held back.

    Behind a comment with «the article tells» stand names that no mention of them tells alone: they are left out.
    """
    reader, places = Reader(), gazetteer(Tables())
    rows, alone = [], True
    for line in table.read_text(encoding="utf-8").split("\n"):
        alone = "the article tells" not in line if line.startswith("#") else alone
        rows += [line.split("\t")] if alone else []
    marked = [_marks(row[0], row[1].split(" ; ")) for row in rows if len(row) > 1 and not row[1].startswith("? ")]
    for (_, norms), sentences in zip(marked, reader([text for text, _ in marked]), strict=True):
        for _, case in _mentions(sentences, names, places, norms, False):
            yield case


def _marks(line: str, values: Sequence[str]) -> tuple[str, dict[tuple[int, int], Norm]]:
    """A line without its brackets, and what stands in them."""
    text, order = "", 0
    opened: list[tuple[int, int]] = []
    spans: dict[tuple[int, int], str] = {}
    for piece in re.findall(r"\\[\[\]]|\\u....|\\.|.", line):
        if piece == "[":
            opened.append((len(text), order))
            order += 1
        elif piece == "]":
            start, number = opened.pop()
            spans[start, len(text)] = values[number]
        else:
            text += _plain(piece)
    return text, {span: _told(value) for span, value in spans.items()}


def _plain(piece: str) -> str:
    """A character of a table, or what an escape stands for."""
    if len(piece) == 1:
        return piece
    return piece.encode().decode("unicode-escape") if piece[1] in "ntu" else piece[1]


def _told(value: str) -> Norm:
    """The printed form of a person; a family has no gender and a surname alone."""
    name, named, gender = value.split(" | ")
    first, middle, last = ("" if part == "-" else fold(part.lower()) for part in named.split(" / "))
    family = gender == "-" and name[-1] in "ыие" and not first
    told = {"male": "m", "female": "f"}.get(gender, "p" if family else "")
    return Norm(_folded(name), told, (first, middle, last))


def _norms(row: Mapping[str, Any]) -> Iterator[tuple[tuple[int, int], Norm]]:
    for span in row["spans"]:
        if len(span["parts"]) == 1:
            yield tuple(span["parts"][0]), Norm(_folded(span["norm"]))


def _folded(name: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"[\w.’'-]+", fold((name or "").lower())))


def _mentions(
    sentences: Iterable[Sentence],
    names: Names,
    places: Any,
    norms: Mapping[tuple[int, int], Norm],
    held: bool,
    alone: bool = False,
) -> Iterator[tuple[Spot, Case]]:
    for sentence in sentences:
        for spot in spots(sentence, names, places):
            text, words = words_of(sentence, spot)
            plural = any(word.number == "plur" for word in words.values())  # the corpus has families in the singular
            known = norms.get((spot.start, spot.stop))
            if known and not (plural and known.parts is None):
                around = surroundings(sentence, spot.start, spot.stop)
                yield spot, Case(text, words, around, known, held, alone)


def _with_genders(known: Sequence[Case], names: Names) -> Iterator[Case]:
    """The mentions of an article, bare surnames with the gender that a full name beside them tells by its first."""
    genders: dict[str, set[str]] = {}
    for case in known:
        words = [word for word in case.norm.words if len(word) > 1]
        for first in words if len(words) == 2 else ():
            told = names.first.genders.get(first, "")
            for last in case.norm.words - {first}:
                genders.setdefault(last, set()).update(told if len(told) == 1 else "")
    for case in known:
        alone = genders.get(next(iter(case.norm.words), ""), set()) if len(case.norm.words) == 1 else set()
        yield replace(case, norm=case.norm._replace(gender="".join(alone))) if len(alone) == 1 else case


def _without_first_names(
    text: str, found: Sequence[tuple[Spot, Case]], names: Names
) -> tuple[str, dict[tuple[int, int], Norm]]:
    """The article with bare surnames for full names whose gender their first name tells; their places and surnames."""
    made, at = "", 0
    norms: dict[tuple[int, int], Norm] = {}
    for spot, case in found:
        known = case.text.split()
        right = [g.reading for g in guesses(case, names) if is_right(case, g.reading)]
        sure = len(known) == 2 and right and right[0].first and right[0].last and spot.start >= at
        genders = names.first.genders_of(known[0].lower()) if sure else set()
        if len(genders) != 1 or not names.first.genders.get(fold((right[0].first or "").lower())):
            continue
        made += text[at : spot.start]
        surname = known[1]
        norms[len(made), len(made) + len(surname)] = Norm(_folded(right[0].last), genders.pop())
        made += surname
        at = spot.stop
    return made + text[at:], norms


# -------------------------------------------------------------------------------------------------------- the guesses


def guesses(case: Case, names: Names) -> list[Guess]:
    """Every reading of a mention, likely or not."""
    found = parts(case.text, case.words)
    if not found.groups:
        return []
    return [guess for roles in names.roles(found, case.around) for guess in _in_roles(found, roles, case.around, names)]


def _in_roles(found: Parts, roles: Any, around: Surroundings, names: Names) -> Iterator[Guess]:
    options = names.options(found, roles)
    signs = list(evidence(found, roles, around))
    for gender in genders_of(found, roles):
        for number in range(len(CASES)):
            cell = GENDERS.index(gender) * len(CASES) + number
            told = (*roles.why, *(s.feature for s in signs if s.cells >> cell & 1))
            for forms in product(*(option.cells[gender][number] for option in options)):
                reading = compose(found, roles, gender, [nominative for nominative, *_ in forms], 1.0)
                yield Guess(reading, (*told, *(feature for *_, why in forms for feature in why)))


def _folded_reading(reading: Reading) -> frozenset[str]:
    return _folded(" ".join(filter(None, (reading.first, reading.middle, reading.last, reading.tail))))


def is_right(case: Case, reading: Reading) -> bool:
    """Whether a reading gives the known nominative, and the gender and parts where they are known.

    A mention may have fewer parts than the person's whole name.
    """
    named, norm = _folded_reading(reading), case.norm
    if not named or not named <= norm.words or norm.gender not in ("", reading.gender):
        return False
    told = (fold((part or "").lower()) for part in (reading.first, reading.middle, reading.last))
    return norm.parts is None or all(part in ("", known) for part, known in zip(told, norm.parts, strict=True))


# ------------------------------------------------------------------------------------------------------------ the fit


class Design(NamedTuple):
    """Guesses as rows of counted features: entry n says that guess ``guess[n]`` has feature ``feature[n]`` once."""

    guess: NDArray[np.int64]
    feature: NDArray[np.int64]
    case: NDArray[np.int64]  # of each guess
    right: NDArray[np.bool_]  # of each guess


def design(known: Sequence[Case], names: Names, features: Mapping[str, int]) -> Design:
    """The guesses of the mentions that have a right one and a wrong one."""
    guess: list[int] = []
    feature: list[int] = []
    case: list[int] = []
    right: list[bool] = []
    count = 0
    for item in known:
        made = guesses(item, names)
        judged = [is_right(item, g.reading) for g in made]
        if not any(judged) or all(judged):
            continue
        for one, good in zip(made, judged, strict=True):
            guess += [len(case)] * len(one.features)
            feature += [features[name] for name in one.features]
            case.append(count)
            right.append(good)
        count += 1
    return Design(np.array(guess), np.array(feature), np.array(case), np.array(right))


def fit(data: Design, start: Floats, strength: float, rounds: int) -> Floats:
    """The weights that make right readings likely, ``strength`` times as sure of the old ones as of one mention."""
    weight, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    total = data.case.max() + 1
    for step in range(1, rounds + 1):
        score = np.bincount(data.guess, weight[data.feature], len(data.case))
        score -= np.maximum.reduceat(score, _starts(data.case))[data.case]
        mass = np.exp(score)
        every = np.bincount(data.case, mass, total)
        good = np.bincount(data.case, mass * data.right, total)
        push = mass * data.right / np.maximum(good, 1e-300)[data.case] - mass / every[data.case]
        slope = np.bincount(data.feature, push[data.guess], len(weight)) - strength * (weight - start)
        slope /= total
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        rate = 0.05 * min(1.0, 2 * (1 - step / rounds))
        weight += rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        if step % 50 == 0:
            click.echo(f"  {step}: log-likelihood {np.log(good / every).mean():.4f}")
    return weight


def _starts(case: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.flatnonzero(np.r_[True, case[1:] != case[:-1]])


def share_right(known: Sequence[Case], names: Names, weight: Mapping[str, float]) -> str:
    """How many mentions' likeliest answers are right, in print."""
    said = []
    for label, chosen in (("all", [False, True]), ("with a first name left out", [True])):
        right = count = 0
        for case in (case for case in known if case.alone in chosen):
            made = guesses(case, names)
            best = max(made, key=lambda guess: sum(weight[f] for f in guess.features), default=None)
            right += best is not None and is_right(case, best.reading)
            count += 1
        said.append(f"{label}: {right / max(1, count):.4f} of {count}")
    return "; ".join(said)


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--own", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A table of examples.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The table; none is only scored.")
@click.option("--strength", default=1.0, show_default=True, help="Of the prior, in mentions.")
@click.option("--rounds", default=400, show_default=True)
def command(corpus: Path, own: Path | None, output: Path | None, strength: float, rounds: int) -> None:
    """Fit the weights of names' evidence on CORPUS."""
    names = Names(shipped("first_names"))
    known = list(cases(corpus, names))
    if own:
        known += OWN * list(examples(own, names))
    held = [case for case in known if case.held]
    seen = [case for case in known if not case.held]
    old = weights()
    click.echo(f"{len(known)} mentions, {len(held)} held back; before: {share_right(held, names, old)}")
    features = {name: number for number, name in enumerate(old)}
    data = design(seen, names, features)
    click.echo(f"{data.case.max() + 1} mentions with a choice, {len(data.case)} readings, {len(data.guess)} features")
    fitted = fit(data, np.array(list(old.values())), strength, rounds)
    new = {name: round(float(weight), 2) for name, weight in zip(features, fitted, strict=True)}
    click.echo(f"after: {share_right(held, names, new)}")
    if output:
        rows = "".join(f"{f}\t{w:g}\n" for f, w in new.items())
        output.write_text(f"# source: fitted by scripts/fit_names.py\nfeature\tweight\n{rows}", encoding="utf-8")


if __name__ == "__main__":
    command()
