"""Of which place somebody is known to hold offices: ``data/officials.tsv``, as news of many days has told.

«Президент Владимир Путин» of a page that tells of Russia and of three others names no country, and every reader knows
it.
"""

from __future__ import annotations

from newsnlp.data import Tables, derived
from newsnlp.fold import fold
from newsnlp.types import Person


def called(first: str | None, last: str) -> str:
    """A name as the table has it: folded, without what stands between the first name and the last."""
    return fold(f"{first} {last}" if first else last)


@derived("officials")
def _places(tables: Tables) -> dict[str, str]:
    return {fold(row["name"]): row["place"] for row in tables.rows("officials")}


def place_of(person: Person) -> str:
    """The code of the one country or region whose offices somebody is known for, "" if of none."""
    return _places().get(called(person.first, person.last), "") if person.last else ""
