"""``find``: one sentence in, mentions with a value out; one module per kind.

Each module has a factory that takes the tables once and returns a function of a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from newsnlp.data import Tables
from newsnlp.find import date, money, organization, person, region, title
from newsnlp.settings import Finder
from newsnlp.types import Date, Money, Organization, Person, Region, Title

FINDERS: Mapping[type, Callable[[Tables], Finder]] = {
    Person: person.finder,
    Title: title.finder,
    Organization: organization.finder,
    Region: region.finder,
    Money: money.finder,
    Date: date.finder,
}
