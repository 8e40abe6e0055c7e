"""Makes ``officials.tsv``: of which one place the offices are that news gives to somebody.

    python scripts/build_officials.py ARTICLES.jsonl[.gz]...

Articles that name the place of somebody's office («президент Франции Эмманюэль Макрон») tell it for others that
don't. Whoever had offices of one place alone in three articles or more, all but a few, is its official; so is a bare
surname of whom so many more tell that hardly anybody else is meant. The table has names and codes, and no text.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from fit_countries import said
from fit_kinds import articles
from newsnlp import Document, Extractor
from newsnlp.lang.officials import called

TABLE = Path(__file__).parents[1] / "src/newsnlp/data/officials.tsv"
FULL, BARE = (3, 0.9), (12, 0.95)  # articles that tell of a name, and the share of them that must agree


def told(documents: Iterator[Document]) -> Iterator[tuple[str, str, str]]:
    """A full name, its surname, the code of the place of an office: once for each article that tells it."""
    for document in documents:
        found = set()
        for title in document.titles:
            person, region = title.person, title.region
            if person and person.first and person.last and region and title.official and said(title, document):
                found.add((called(person.first, person.last), called(None, person.last), region.code or ""))
        yield from found


def sure(counts: Counter[str], least: int, share: float) -> str:
    """The code that nearly all articles tell, "" where they are few or don't agree."""
    code, times = counts.most_common(1)[0]
    return code if times >= least and times >= share * counts.total() else ""


def main(paths: Sequence[str]) -> None:
    """Writes the table."""
    full, bare = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    rows = chain.from_iterable(articles(Path(path)) for path in paths)
    for name, surname, code in told(Extractor().all(Document(row["text"]) for row in rows)):
        full[name][code] += 1
        bare[surname][code] += 1
    kinds = ((full, FULL), (bare, BARE))
    known = {name: code for table, needs in kinds for name in table if (code := sure(table[name], *needs))}
    head = ("# source: fitted by scripts/build_officials.py", "name\tplace")
    TABLE.write_text("\n".join([*head, *(f"{name}\t{known[name]}" for name in sorted(known)), ""]), encoding="utf-8")
    print(len(known))


if __name__ == "__main__":
    main(sys.argv[1:])
