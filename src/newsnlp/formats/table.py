"""A readable table for each kind of fact, as wide as the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from newsnlp.plain import escape, parts
from newsnlp.types import KINDS, Date, Document, Fact, Money, Organization, Person, Region, Title, heading, links

if TYPE_CHECKING:
    from rich.table import Table

# A terminal obeys these: an article could clear the screen, or turn what stands beside it around.
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Cells = tuple[str | None, ...]


def _person(person: Person) -> Cells:
    return person.name, person.gender


def _title(title: Title) -> Cells:
    linked = (title.person, title.organization, title.region)
    return title.name, title.status, *(one.name if one else None for one in linked), _how(title)


def _how(title: Title) -> str | None:
    return title.how and f"{title.how} {title.score:.2f}"


def _organization(organization: Organization) -> Cells:
    region = organization.region.name if organization.region else None
    return organization.name, organization.acronym, organization.kind, region


def _region(region: Region) -> Cells:
    return region.name, region.kind, region.code, region.within


def _money(money: Money) -> Cells:
    bound = {"above": "over ", "below": "under ", "about": "about "}.get(money.bound, "")
    upper = "" if money.upper is None else f"–{_figure(money.upper)}"
    return f"{bound}{_figure(money.amount)}{upper}", money.currency


def _figure(amount: Decimal) -> str:
    return f"{amount:,f}".replace(",", " ")


def _date(when: Date) -> Cells:
    days = dict.fromkeys(day.isoformat() if day else "…" for day in (when.begin, when.end))
    return when.value, when.kind, " – ".join(days) if when.begin or when.end else None


class _Columns(NamedTuple):
    names: tuple[str, ...]  # behind the kind's own
    cells: Callable[[Any], Cells]


_COLUMNS: Mapping[type[Fact], _Columns] = {
    Person: _Columns(("gender",), _person),
    Title: _Columns(("status", "held by", "organization", "region", "how"), _title),
    Organization: _Columns(("acronym", "kind", "region"), _organization),
    Region: _Columns(("kind", "code", "within"), _region),
    Money: _Columns(("currency",), _money),
    Date: _Columns(("kind", "days"), _date),
}


def _columns(cls: type[Fact]) -> _Columns:
    """Of a kind of one's own: its heading, then its fields."""
    names = tuple(name for name in parts(cls, link=True) if name not in ("name", "key"))
    linked = links(cls)

    def cell(fact: Fact, name: str) -> str | None:
        value = getattr(fact, name)
        return None if value is None else heading(value) if name in linked else str(value)

    return _COLUMNS.get(cls) or _Columns(names, lambda fact: (heading(fact), *(cell(fact, name) for name in names)))


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
        for cls, kind in KINDS.items():
            if facts := document.facts(cls):
                console.print(_table(kind.label[0], _columns(cls), facts))
    page = "\n".join(line.rstrip() for line in capture.get().splitlines())
    return page.replace("\n\n\n", "\n\n") + "\n"


def _table(label: str, columns: _Columns, facts: Iterable[Fact]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in (label, *columns.names, "in the text"):
        table.add_column(column)
    for fact in facts:
        table.add_row(*(cell or "" for cell in columns.cells(fact)), _places(fact))
    return table


def _places(fact: Fact) -> str:
    """The ways in which the text says it, each with how often, in order of first mention.

    >>> from newsnlp import Mention
    >>> _places(Person("Анна Чен", mentions=(Mention(0, 3, "Чен", ""), Mention(5, 8, "Чен", ""))))
    'Чен ×2'
    """
    counts: dict[str, int] = {}
    for mention in fact.mentions:
        said = " ".join(mention.text.split())
        counts[said] = counts.get(said, 0) + 1
    return "; ".join(said + (f" ×{count}" if count > 1 else "") for said, count in counts.items())
