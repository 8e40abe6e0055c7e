"""A readable table for each kind of fact, as wide as the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from newsnlp.plain import escape
from newsnlp.types import Date, Document, Entity, Money, Organization, Person, Region, Title

if TYPE_CHECKING:
    from rich.table import Table

# A terminal obeys these: an article could clear the screen.
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")

Cells = tuple[str | None, ...]


def _person(person: Person) -> Cells:
    return person.name, person.gender


def _title(title: Title) -> Cells:
    links = (title.person, title.organization, title.region)
    return title.name, title.status, *(link.name if link else None for link in links)


def _organization(organization: Organization) -> Cells:
    return organization.name, organization.acronym, organization.kind


def _region(region: Region) -> Cells:
    return region.name, region.kind, region.code


def _money(money: Money) -> Cells:
    bound = {"above": "over ", "below": "under ", "about": "about "}.get(money.bound, "")
    upper = "" if money.upper is None else f"–{_figure(money.upper)}"
    return f"{bound}{_figure(money.amount)}{upper}", money.currency


def _figure(amount: Decimal) -> str:
    return f"{amount:,f}".replace(",", " ")


def _date(when: Date) -> Cells:
    days = dict.fromkeys(day.isoformat() if day else "…" for day in (when.begin, when.end))
    return when.value, when.kind, " – ".join(days) if when.begin or when.end else None


class _Kind(NamedTuple):
    columns: tuple[str, ...]
    cells: Callable[[Any], Cells]


_KINDS: Mapping[str, _Kind] = {
    "people": _Kind(("People", "gender"), _person),
    "titles": _Kind(("Titles", "status", "held by", "organization", "region"), _title),
    "organizations": _Kind(("Organizations", "acronym", "kind"), _organization),
    "regions": _Kind(("Regions", "kind", "code"), _region),
    "money": _Kind(("Money", "currency"), _money),
    "dates": _Kind(("Dates", "kind", "days"), _date),
}


def write(documents: Iterable[Document]) -> Iterator[str]:
    """One piece a document: its name, its day, a table for each kind that it holds.

    >>> print(*write([Document("Сумма — $8,5 млн", "a.txt", money=(Money(Decimal(8500000), None, "USD"),))]), end="")
    a.txt
    <BLANKLINE>
     Money       currency   in the text
     ──────────────────────────────────
     8 500 000   USD
    <BLANKLINE>
    """
    for document in documents:
        yield escape(_CONTROL.sub("\ufffd", _page(document)))


def _page(document: Document) -> str:
    from rich.console import Console

    console = Console(file=StringIO(), highlight=False, markup=False, emoji=False, color_system=None)
    with console.capture() as capture:
        day = document.published and f"published {document.published.isoformat()}"
        console.print(*filter(None, (document.id, day)), soft_wrap=True)
        for column, kind in _KINDS.items():
            if entities := getattr(document, column):
                console.print(_table(kind, entities))
    page = "\n".join(line.rstrip() for line in capture.get().splitlines())
    return page.replace("\n\n\n", "\n\n") + "\n"


def _table(kind: _Kind, entities: Iterable[Entity]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in (*kind.columns, "in the text"):
        table.add_column(column)
    for entity in entities:
        table.add_row(*(cell or "" for cell in kind.cells(entity)), _places(entity))
    return table


def _places(entity: Entity) -> str:
    """The ways in which the text says it, each with how often, in order of first mention.

    >>> from newsnlp import Mention
    >>> _places(Person("Анна Чен", mentions=(Mention(0, 3, "Чен", ""), Mention(5, 8, "Чен", ""))))
    'Чен ×2'
    """
    counts: dict[str, int] = {}
    for mention in entity.mentions:
        said = " ".join(mention.text.split())
        counts[said] = counts.get(said, 0) + 1
    return "; ".join(said + (f" ×{count}" if count > 1 else "") for said, count in counts.items())
