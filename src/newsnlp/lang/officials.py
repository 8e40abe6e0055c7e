"""Of which place somebody is known to hold offices: ``data/officials.tsv``, as news of many days has told.

«Президент Владимир Путин» of a page that tells of Russia and of three others names no country, and every reader knows
it.
"""

from __future__ import annotations

from newsnlp.data import Tables, derived, several
from newsnlp.fold import fold
from newsnlp.types import Person


def called(first: str | None, last: str) -> str:
    """A name as the table has it: folded, without what stands between the first name and the last."""
    return fold(f"{first} {last}" if first else last)


@derived("officials")
def _known(tables: Tables) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {fold(row["name"]): (row["place"], several(row["posts"])) for row in tables.rows("officials")}


def place_of(person: Person, post: str) -> str:
    """The code of the country or region in which somebody is known for posts of such a first word, "" for others."""
    name = called(person.first, person.last) if person.last else ""
    place, posts = _known().get(name, ("", ()))
    return place if not posts or post.partition(" ")[0] in posts else ""
