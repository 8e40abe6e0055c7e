"""Makes ``officials.tsv``: of which one place the offices are that news gives to somebody.

    python scripts/build_officials.py ARTICLES.jsonl[.gz]...

Articles that name the place of somebody's office («президент Франции Эмманюэль Макрон») tell it for others that
don't. Whoever had offices of one place alone in three articles or more, all but a few, is its official; so is a bare
surname of whom so many more tell that hardly anybody else is meant. The table has names and codes, and no text.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from fit_countries import said
from fit_kinds import articles
from newsnlp import Document, Extractor
from newsnlp.lang.officials import called

TABLE = Path(__file__).parents[1] / "src/newsnlp/data/officials.tsv"
FULL, BARE = (3, 0.9), (100, 0.97)  # articles that tell of a name, and the share of them that must agree


class Told(NamedTuple):
    """An office whose own words name its place: of whom, the surname alone, the code, the first word of the post."""

    name: str
    surname: str
    place: str
    post: str


def told(document: Document) -> set[Told]:
    """What an article tells of people with a first name and a last."""
    found = set()
    for title in document.titles:
        person, region = title.person, title.region
        if person and person.first and person.last and region and title.official and said(title, document):
            names = called(person.first, person.last), called(None, person.last)
            found.add(Told(*names, region.code or "", title.post.partition(" ")[0]))
    return found


class Counted:
    """What articles tell of one name."""

    def __init__(self) -> None:
        self.places = Counter[str]()
        self.posts = Counter[tuple[str, str]]()

    def add(self, told: Set[Told]) -> None:
        """One more article."""
        self.places.update({one.place for one in told})
        self.posts.update({(one.place, one.post) for one in told})

    def row(self, least: int, share: float) -> str:
        """The place that nearly all articles tell, and the posts in it; "" where they are few or don't agree."""
        (place, times), *_ = self.places.most_common(1)
        if not place or times < max(least, share * self.places.total()):
            return ""
        return f"{place}\t{'|'.join(sorted(post for where, post in self.posts if where == place))}"


def table(documents: Iterable[Set[Told]]) -> Iterator[str]:
    """The rows, by name."""
    full, bare = defaultdict[str, Counted](Counted), defaultdict[str, Counted](Counted)
    for found in documents:
        for counts, of in ((full, attrgetter("name")), (bare, attrgetter("surname"))):
            for name in {*map(of, found)}:
                counts[name].add({one for one in found if of(one) == name})
    kinds = ((full, FULL), (bare, BARE))
    rows = {name: row for counts, least in kinds for name in counts if (row := counts[name].row(*least))}
    yield from (f"{name}\t{rows[name]}" for name in sorted(rows))


def main(paths: Sequence[str]) -> None:
    """Writes the table."""
    texts = (row["text"] for row in chain.from_iterable(articles(Path(path)) for path in paths))
    lines = [*table(map(told, Extractor().all(map(Document, texts))))]
    head = ("# source: fitted by scripts/build_officials.py", "name\tplace\tposts")
    TABLE.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")
    print(len(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
