"""The values that the library gives, and the values that its stages hand to one another.

The first half is the public contract: frozen dataclasses, equal exactly when they mean the same thing
(``mentions`` take no part in equality or hash). The second half is internal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from newsnlp import plain

Gender = Literal["male", "female"]
Status = Literal["current", "acting", "former", "elect", "candidate"]
RegionKind = Literal["country", "region", "district", "city", "other"]
OrganizationKind = Literal[
    "government", "company", "party", "media", "education", "military", "court", "sport", "bank",
    "science", "health", "culture", "religion", "union", "international", "police", "public",
]  # fmt: skip
Bound = Literal["exact", "above", "below", "about", "range"]
DateKind = Literal["date", "time", "duration", "set"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text: half-open code-point offsets, ``document.text[start:stop] == text``.

    ``rule`` names what found it: ``"tagger"``, ``"money.range"``, ...
    """

    start: int
    stop: int
    text: str
    rule: str


def _mentions() -> Any:
    return field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Person:
    """A person, or a family in the plural, in the nominative; ``name`` is the fullest form of the article."""

    name: str
    first: str | None = None
    last: str | None = None
    middle: str | None = None
    gender: Gender | None = None
    mentions: tuple[Mention, ...] = _mentions()


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization, nominative, its guillemets as the article has them."""

    name: str
    acronym: str | None = None
    kind: OrganizationKind | None = None
    mentions: tuple[Mention, ...] = _mentions()


@dataclass(frozen=True, slots=True)
class Region:
    """A country, a part of one, or a settlement; ``code`` is ISO 3166-1 alpha-2 or ISO 3166-2."""

    name: str
    kind: RegionKind
    code: str | None = None
    wikidata: str | None = None
    mentions: tuple[Mention, ...] = _mentions()


@dataclass(frozen=True, slots=True)
class Title:
    """A post and who holds it where. The linked values carry no mentions of their own."""

    name: str
    post: str
    status: Status = "current"
    official: bool = False
    person: Person | None = None
    organization: Organization | None = None
    region: Region | None = None
    mentions: tuple[Mention, ...] = _mentions()


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in ``currency`` (ISO 4217); ``upper`` is set for ranges alone."""

    amount: Decimal
    upper: Decimal | None
    currency: str
    bound: Bound = "exact"
    mentions: tuple[Mention, ...] = _mentions()

    def __str__(self) -> str:
        """One printed form, as in the tables of examples.

        >>> print(Money(Decimal(5000000), Decimal(10000000), "RUB", "range"))
        RUB 5000000..10000000
        >>> print(Money(Decimal(8000000), None, "USD", "above"))
        USD >8000000
        """
        sign = {"exact": "", "range": "", "above": ">", "below": "<", "about": "~"}[self.bound]
        upper = "" if self.upper is None else f"..{self.upper:f}"
        return f"{self.currency} {sign}{self.amount:f}{upper}"


@dataclass(frozen=True, slots=True)
class Date:
    """A TIMEX3 value and the first and last calendar day that it covers."""

    kind: DateKind
    value: str
    begin: date | None = None
    end: date | None = None
    relative: bool = False
    mentions: tuple[Mention, ...] = _mentions()


Entity = Person | Title | Organization | Region | Money | Date


@dataclass(frozen=True, slots=True)
class Document:
    """An article and every fact found in it, each kind in order of first mention."""

    text: str
    id: str | None = None
    published: date | datetime | None = None
    people: tuple[Person, ...] = ()
    titles: tuple[Title, ...] = ()
    organizations: tuple[Organization, ...] = ()
    regions: tuple[Region, ...] = ()
    money: tuple[Money, ...] = ()
    dates: tuple[Date, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The document as plain JSON values; a title's links carry no mentions.

        >>> Document("Отдал 5 рублей", money=(Money(Decimal(5), None, "RUB"),)).to_dict()["money"]
        [{'amount': '5', 'upper': None, 'currency': 'RUB', 'bound': 'exact', 'mentions': []}]
        """
        return plain.dump(self)

    @classmethod
    def from_dict(cls, row: Any) -> Document:
        """The document of a :meth:`to_dict`; what has a default may be left out.

        Raises ``TypeError`` where a value has a wrong type and ``ValueError`` where it is wrong in itself, an
        unknown key and a mention that the text does not hold included.

        >>> Document.from_dict({"text": "Отдал 5 рублей"}).money
        ()
        """
        document: Document = plain.load(cls, row)
        for found in document.mentions():
            if document.text[found.start : found.stop] != found.text or not 0 <= found.start < found.stop:
                raise ValueError(f"the text has no {found.text!r} at {found.start}:{found.stop}")
        return document

    def to_json(self) -> str:
        """One line of JSON, lone surrogates escaped."""
        return plain.escape(json.dumps(self.to_dict(), ensure_ascii=False))

    @classmethod
    def from_json(cls, line: str | bytes) -> Document:
        """The document of a :meth:`to_json`. Raises as :meth:`from_dict`; what is no JSON is a ``ValueError``."""
        return cls.from_dict(json.loads(line))

    def entities(self) -> tuple[Entity, ...]:
        """Every fact, kind after kind."""
        return (*self.people, *self.titles, *self.organizations, *self.regions, *self.money, *self.dates)

    def mentions(self) -> Iterator[Mention]:
        """Every mention, fact after fact."""
        return (found for entity in self.entities() for found in entity.mentions)


# ---------------------------------------------------------------------------------------- internal values


class Tag(NamedTuple):
    """Morphology of a token in its sentence: UD part of speech, OpenCorpora names for the rest.

    >>> Tag("NOUN", case="gent", number="sing", gender="femn").case
    'gent'
    """

    pos: str
    case: str | None = None
    number: str | None = None
    gender: str | None = None
    animacy: str | None = None  # "anim" or "inan"
    tense: str | None = None  # "past", "pres", "futr"
    person: str | None = None  # "1", "2", "3"
    form: str | None = None  # UD VerbForm: "Fin", "Inf", "Part", "Conv"
    short: bool = False


class Token(NamedTuple):
    """razdel's token, with code-point offsets into the article."""

    start: int
    stop: int
    text: str
    lower: str
    tag: Tag


class Span(NamedTuple):
    """What the tagger saw: ``kind`` is a public kind or one of NEREL's other types in lower case."""

    kind: str
    start: int
    stop: int
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its offsets, its text, its tokens and the tagger's spans (all offsets are the article's)."""

    start: int
    stop: int
    text: str
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...] = ()

    def cut(self, start: int, stop: int) -> str:
        """The text between two offsets of the article."""
        return self.text[start - self.start : stop - self.start]

    def within(self, start: int, stop: int) -> tuple[Token, ...]:
        """The tokens that lie wholly between two offsets."""
        return tuple(t for t in self.tokens if start <= t.start and t.stop <= stop)


V_co = TypeVar("V_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Finding(Generic[V_co]):
    """A mention with its value, before the article has been considered.

    ``score`` is comparable within a kind: the tagger's calibrated probability, or 1.0 where a rule is sure.
    """

    start: int
    stop: int
    rule: str
    value: V_co
    score: float = 1.0


def mention(text: str, finding: Finding[Any]) -> Mention:
    """The public mention of a finding in the article's text."""
    return Mention(finding.start, finding.stop, text[finding.start : finding.stop], finding.rule)


E_ = TypeVar("E_", Person, Organization, Region, Title, Money, Date)


def bare(entity: E_) -> E_:
    """The value without its mentions, as links carry it."""
    return replace(entity, mentions=())
