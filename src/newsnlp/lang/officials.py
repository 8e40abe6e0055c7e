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
def _known(tables: Tables) -> dict[tuple[str, str], str]:
    rows = tables.rows("officials")
    return {(fold(row["name"]), post): row["place"] for row in rows for post in several(row["posts"]) or ("",)}


@derived("officials")
def _names(tables: Tables) -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in tables.rows("officials") if row["posts"])


def place_of(person: Person, post: str) -> str:
    """The code of the country or region in which somebody is known for posts of such a first word, "" for others."""
    if not person.last:
        return ""
    name, known = called(person.first, person.last), _known()
    return known.get((name, post.partition(" ")[0])) or known.get((name, ""), "")


def known_otherwise(person: Person, post: str) -> bool:
    """Whether somebody is known for other posts than those of such a first word."""
    known = person.last is not None and called(person.first, person.last) in _names()
    return known and not place_of(person, post)
