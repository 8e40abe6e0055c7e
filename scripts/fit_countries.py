"""Fits ``country_weights.tsv``: what tells of which country an office is whose phrase names none.

    python scripts/fit_countries.py ARTICLES.jsonl[.gz]...

Nothing marks that, but articles that name the country of somebody's office («премьер-министр Израиля Эхуд Барак») tell
it for others that don't: whoever holds offices of one country alone, named so twice or more, is its official wherever a
page calls them by a bare «премьер-министр». Of each person a few examples count. One person in five, by a hash, is held
back and scored.
"""

from __future__ import annotations

import random
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from fit_kinds import Floats, articles, chances, fit, matrix
from newsnlp import Document, Extractor, Title
from newsnlp.link import countries

TABLE = Path(__file__).parents[1] / "src/newsnlp/data/country_weights.tsv"
OFTEN = 40  # examples of one person that count
SEEN = 4  # people of whom evidence must have been seen
HELD, SMALL, SPARSE = 5, 0.05, 4e-4


class Example(NamedTuple):
    """An office, with its countries' evidence."""

    person: str
    text: str
    evidence: dict[str, tuple[str, ...]]


def read(paths: Sequence[Path]) -> tuple[list[Example], dict[str, str]]:
    """The offices of whole names whose phrase tells no country, and of which country who is, "" of a part of one."""
    found: list[Example] = []
    known: defaultdict[str, Counter[str]] = defaultdict(Counter)
    own = countries.Countries.of

    def collect(self: Any, one: Any, russian: Any, **kind: Any) -> Any:
        name, post = one.people[0].name, one.title.post
        if " " in name and one.how == "beside":
            text = self._page.article.text[max(0, post.start - 100) : post.stop + 60]
            codes = {code: tuple(sorted(self.evidence(one, code))) for code in self.codes(one)}
            found.append(Example(name, text, codes))
        return own(self, one, russian, **kind)

    countries.Countries.of = collect  # type: ignore[method-assign]
    for path in paths:
        for document in Extractor().all(Document(row["text"]) for row in articles(path)):
            for title in document.titles:
                if title.person and title.official and title.region and title.how == "beside" and said(title, document):
                    country = title.region.kind == "country"
                    known[title.person.name][(country and title.region.code) or ""] += 1
    sure = {name: max(codes, key=codes.__getitem__) for name, codes in known.items() if len(codes) == 1}
    return found, {name: code for name, code in sure.items() if known[name][code] > 1}


def said(title: Title, document: Document) -> bool:
    """Whether a title's own words, or an adjective before them, name its region."""
    region = next((r for r in document.regions if r == title.region), None)
    spots = region.mentions if region else ()
    return any(m.start - 1 <= s.stop <= m.stop for m in title.mentions for s in spots)


def rows(found: Sequence[Example], known: dict[str, str]) -> Iterator[tuple[Example, str]]:
    """Examples of whom it is known, a few of each."""
    times = Counter[str]()
    for one in random.Random(0).sample(found, len(found)):
        code = known.get(one.person)
        if code is not None and times[one.person, code] < OFTEN and one.evidence:
            times[one.person, code] += 1
            yield one, code


def held(person: str) -> bool:
    """Whether somebody is kept back."""
    return zlib.crc32(person.encode()) % HELD == 0


def trained(own: Sequence[tuple[Example, str]]) -> tuple[dict[str, int], Floats]:
    """Evidence, with its number, and weights; shape (evidence, 2)."""
    flat = [(said, code == other) for one, code in own for other, said in one.evidence.items()]
    seen = Counter(told for told, _ in {(t, one.person) for one, _ in own for e in one.evidence.values() for t in e})
    numbers = {told: n for n, told in enumerate(["bias", *sorted(t for t in seen if seen[t] >= SEEN and t != "bias")])}
    right: NDArray[np.int64] = np.array([int(r) for _, r in flat])
    return numbers, fit(matrix([(said, 1.0) for said, _ in flat], numbers), right, len(numbers), 2, SPARSE)


def report(own: Sequence[tuple[Example, str]]) -> None:
    """How many of those held back are right, by the least chance."""
    numbers, w = trained([row for row in own if not held(row[0].person)])
    out = [row for row in own if held(row[0].person)]
    best = []
    for one, code in out:
        p = chances(matrix([(said, 1.0) for said in one.evidence.values()], numbers).sums(w))[:, 1]
        best.append((float(p.max()), list(one.evidence)[int(p.argmax())], code, one))
    print(f"{len(own)} examples, {len(out)} held back")
    for least in (0.5, 0.6, 0.7, 0.8):
        given = [(code == said) for p, said, code, _ in best if p >= least]
        print(f"{least}: given {len(given)}, right {sum(given)}")
    if "-v" in sys.argv:
        for p, said, code, one in best:
            if p >= 0.6 and said != code:
                print(round(p, 2), said, code, one.person, "|", one.text.replace("\n", " "))


def main(paths: list[str]) -> None:
    """Prints what is right of people held back and writes the table."""
    own = list(rows(*read([Path(path) for path in paths])))
    report(own)
    numbers, w = trained(own)
    odds = w[:, 1] - w[:, 0]
    lines = (f"{said}\t{odds[n]:.2f}" for said, n in numbers.items() if abs(odds[n]) >= SMALL)
    head = ("# source: fitted by scripts/fit_countries.py", "evidence\tweight")
    TABLE.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main([path for path in sys.argv[1:] if path != "-v"])
