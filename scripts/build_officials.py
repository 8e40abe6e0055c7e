"""Makes ``officials.tsv``: of which one place the offices are that news gives to somebody.

    python scripts/build_officials.py ARTICLES.jsonl[.gz]...

Articles that name the place of somebody's office («президент Франции Эмманюэль Макрон») tell it for others that
don't; where one does, what the library understands of others counts too. Whose posts of one word are of one place in
all articles but a few, and who has offices of it in three or more, is its official in them; so is a bare surname of
whom so many more tell that hardly anybody else is meant. The table has names and codes, and no text.
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
FULL, BARE = (3, 0.9), (100, 0.97)  # articles that tell of a name and a place, and the share of them that must agree

RARE = 0.01  # a post that fewer of somebody's articles tell is mostly another's


class Told(NamedTuple):
    """An office: whose, the surname alone, its place, the first word of the post, whether its words name the place."""

    name: str
    surname: str
    place: str
    post: str
    plain: bool


def told(document: Document) -> set[Told]:
    """What an article tells of people with a first name and a last."""
    found = set()
    for title in document.titles:
        person, region = title.person, title.region
        if person and person.first and person.last and region and region.code and title.official:
            names = called(person.first, person.last), called(None, person.last)
            found.add(Told(*names, region.code, title.post.partition(" ")[0], said(title, document)))
    return found


class Counted:
    """What articles tell of one name."""

    def __init__(self) -> None:
        self.places = Counter[str]()
        self.posts = Counter[tuple[str, str]]()
        self.plain: set[str] = set()

    def add(self, told: Set[Told]) -> None:
        """One more article."""
        self.places.update({one.place for one in told})
        self.posts.update({(one.post, one.place) for one in told})
        self.plain.update(one.place for one in told if one.plain)

    def rows(self, least: int, share: float) -> Iterator[str]:
        """The places that enough articles tell, with the posts that nearly all of them give there."""
        total = Counter[str]()
        for (post, _), times in self.posts.items():
            total[post] += times
        for place in sorted(p for p in self.plain if self.places[p] >= least):
            common = RARE * self.places[place]
            posts = sorted(post for post in total if self.posts[post, place] >= max(common, share * total[post]))
            if posts:
                yield f"{place}\t{'|'.join(posts)}"


def table(documents: Iterable[Set[Told]]) -> Iterator[str]:
    """The rows, by name."""
    full, bare = defaultdict[str, Counted](Counted), defaultdict[str, Counted](Counted)
    for found in documents:
        for counts, of in ((full, attrgetter("name")), (bare, attrgetter("surname"))):
            for name in {*map(of, found)}:
                counts[name].add({one for one in found if of(one) == name})
    rows = {name: [*counts.rows(*FULL)] for name, counts in full.items()}
    rows |= {name: [*counts.rows(*BARE)] for name, counts in bare.items()}
    yield from (f"{name}\t{row}" for name in sorted(rows) for row in rows[name])


def main(paths: Sequence[str]) -> None:
    """Writes the table."""
    head = "# source: fitted by scripts/build_officials.py\nname\tplace\tposts\n"
    TABLE.write_text(head, encoding="utf-8")  # the rows of before would vote for themselves
    texts = (row["text"] for row in chain.from_iterable(articles(Path(path)) for path in paths))
    lines = [*table(map(told, Extractor().all(map(Document, texts))))]
    TABLE.write_text("\n".join([head.rstrip(), *lines, ""]), encoding="utf-8")
    print(len(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
