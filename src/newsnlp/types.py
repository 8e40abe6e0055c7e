"""The values that the library gives, and the values that its stages hand to one another.

The first half is the public contract: frozen dataclasses, equal exactly when they mean the same thing (``mentions``,
and how sure something is, take no part in equality or hash). The second half is internal.
"""

from __future__ import annotations

import dataclasses
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import chain
from operator import attrgetter, is_not
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar

from newsnlp import plain
from newsnlp.data.scores import measured
from newsnlp.fold import body, fold, full, placeless
from newsnlp.lock import LOCK, cached_property

Gender = Literal["male", "female"]
Status = Literal["current", "acting", "former", "elect", "candidate"]
RegionKind = Literal["country", "region", "district", "city", "other"]
OrganizationKind = Literal[
    "government", "company", "party", "media", "education", "military", "court", "sport", "bank",
    "science", "health", "culture", "religion", "union", "international", "police", "public",
]  # fmt: skip
Bound = Literal["exact", "above", "below", "about", "range"]
DateKind = Literal["date", "time", "duration", "set"]
Zone = Literal["headline", "body", "byline", "furniture"]
How = Literal["beside", "verb", "pronoun", "article"]


class Marked(str):
    """An article's text with what its page's markup says of some lines; the others are the article's.

    ``zones``: the zone by the offset at which the line begins.

    >>> Marked("Открыт мост\\nАнна Рогова", {12: "byline"}).zones
    {12: 'byline'}
    """

    zones: Mapping[int, Zone]

    def __new__(cls, text: str, zones: Mapping[int, Zone] | None = None) -> Marked:
        made = super().__new__(cls, text)
        made.zones = dict(zones or {})
        return made


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text: half-open code-point offsets, ``document.text[start:stop] == text``.

    ``rule`` names what found it: ``"tagger"``, ``"money.range"``, ... ``score``: the probability, from 0 to 1, that the
    place and its kind are right. ``zone``: the part of the page: ``"headline"``, ``"body"``, ``"byline"`` (author,
    photo credit, source), ``"furniture"`` (menu, teaser, tags, counter, copyright). Equality ignores these two.
    """

    start: int
    stop: int
    text: str
    rule: str
    score: float = field(default=1.0, compare=False)
    zone: Zone = field(default="body", compare=False)


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

    def __str__(self) -> str:
        """Name, then first / middle / last, then gender; a dash where there is none.

        >>> print(Person("Ким Чен Ын", "Чен Ын", "Ким", None, "male"))
        Ким Чен Ын | Чен Ын / - / Ким | male
        """
        parts = " / ".join(part or "-" for part in (self.first, self.middle, self.last))
        return f"{self.name} | {parts} | {self.gender or '-'}"

    @property
    def key(self) -> str:
        """Equal where two articles give the same name: case, ё and, behind a first name, the middle one aside.

        Few articles give the patronymic of somebody whom many name, and it tells few namesakes apart.

        >>> Person("Пётр Ильич Королёв", "Пётр", "Королёв", "Ильич").key == Person("ПЕТР КОРОЛЕВ").key
        True
        >>> Person("Пётр Ильич", "Пётр", None, "Ильич").key
        'петр ильич'
        """
        words = fold(self.name).split()
        middle = fold(self.middle).split() if self.middle and self.first and self.last else []
        return " ".join(word for word in words if word not in middle) or fold(self.name)


@dataclass(frozen=True, slots=True)
class Region:
    """A country, a part of one, or a settlement; ``code`` is ISO 3166-1 alpha-2 or ISO 3166-2.

    ``within``: the ISO 3166 code of what a settlement or district lies in. ``geonames``: its number there.
    ``latitude``, ``longitude``: degrees of WGS 84. So two towns of one name are two values.
    """

    name: str
    kind: RegionKind
    code: str | None = None
    wikidata: str | None = None
    within: str | None = None
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    mentions: tuple[Mention, ...] = _mentions()

    def __str__(self) -> str:
        """One printed form, as in the tables of examples.

        >>> print(Region("Смоленская область", "region", "RU-SMO", "Q2347"), Region("Вязьма", "city"), sep=", ")
        Смоленская область region RU-SMO, Вязьма city
        """
        return f"{self.name} {self.kind} {self.code or ''}".rstrip()

    @property
    def key(self) -> str:
        """Equal where two articles name the same place: its code, else its Wikidata item, else its name and ``within``.

        >>> Region("Россия", "country", "RU").key, Region("Семлёво", "city", within="RU-SMO").key
        ('RU', 'семлево | RU-SMO')
        """
        return self.code or self.wikidata or _key(fold(self.name), self.within)


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization, nominative, its guillemets as the article has them.

    ``region``: the country, region or town whose body it is, or where its name places it. ``wikidata``: its item, where
    a table knows that very body.
    """

    name: str
    acronym: str | None = None
    kind: OrganizationKind | None = None
    region: Region | None = None
    wikidata: str | None = None
    mentions: tuple[Mention, ...] = _mentions()

    def __str__(self) -> str:
        """Name, acronym, kind; ``-`` for what there is none of.

        >>> print(Organization("Центральный банк", "ЦБ", "bank"), Organization("Ромашка"), sep="; ")
        Центральный банк / ЦБ / bank; Ромашка / - / -
        """
        return f"{self.name} / {self.acronym or '-'} / {self.kind or '-'}"

    @property
    def key(self) -> str:
        """Equal where two articles name the same body: case, ё, quotation marks and legal form aside.

        The Wikidata item where there is one, else the folded name, in full where the table has it, without the words of
        its region, and that one's key.

        >>> Organization("ООО «Счётчик»").key == Organization("Счетчик").key
        True
        >>> Organization("прокуратура", region=Region("Тверь", "city", wikidata="Q2292")).key
        'прокуратура | Q2292'
        """
        place = self.region.name if self.region else ""
        name = full(placeless(body(self.name), place), self.kind)
        return self.wikidata or _key(placeless(name, place), self.region)  # ВСУ are in full «Вооружённые силы Украины»


@dataclass(frozen=True, slots=True)
class Title:
    """A post and who holds it where. The linked values carry no mentions of their own.

    ``how``: what ties the holder: ``"beside"`` (it stands at the name), ``"verb"`` (the sentence says so),
    ``"pronoun"``, ``"article"`` (understood from elsewhere in the article); ``None`` without a holder. ``score``: the
    probability, from 0 to 1, that this person holds this post with this status. Equality ignores these two.
    """

    name: str
    post: str
    status: Status = "current"
    official: bool = False
    person: Person | None = None
    organization: Organization | None = None
    region: Region | None = None
    mentions: tuple[Mention, ...] = _mentions()
    how: How | None = field(default=None, compare=False)
    score: float = field(default=1.0, compare=False)

    def __str__(self) -> str:
        """Six fields, as in the tables of examples: name, post, office, holder, body, region; a dash where none.

        The office is ``official`` or ``job``, and the status where it is not the current one.

        >>> smolensk = Region("Смоленская область", "region", "RU-SMO")
        >>> holder = Person("Иван Петров")
        >>> print(Title("губернатор Смоленской области", "губернатор", "former", True, holder, None, smolensk))
        губернатор Смоленской области | губернатор | official former | Иван Петров | - | RU-SMO
        """
        office = ("official" if self.official else "job") + ("" if self.status == "current" else f" {self.status}")
        person, where = (x.name if x else "-" for x in (self.person, self.organization))
        region = (self.region.code or self.region.name) if self.region else "-"
        return " | ".join((self.name, self.post, office, person, where, region))

    @property
    def key(self) -> str:
        """Equal where two articles name the same post of the same body, region and person, whatever the status.

        >>> Title("мэр Твери", "мэр", region=Region("Тверь", "city", wikidata="Q2292"), person=Person("Анна Чен")).key
        'мэр | - | Q2292 | анна чен'
        """
        links = (self.organization, self.region, self.person)
        return " | ".join((fold(self.post), *(link.key if link else "-" for link in links)))


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

    @property
    def key(self) -> str:
        """The printed form, zeros at the end of a fraction aside.

        >>> Money(Decimal("2.50"), None, "RUB").key, Money(Decimal("100"), None, "RUB", "above").key
        ('RUB 2.5', 'RUB >100')
        """
        return str(replace(self, amount=_short(self.amount), upper=None if self.upper is None else _short(self.upper)))


@dataclass(frozen=True, slots=True)
class Date:
    """A TIMEX3 value and the first and last calendar day that it covers."""

    kind: DateKind
    value: str
    begin: date | None = None
    end: date | None = None
    relative: bool = False
    mentions: tuple[Mention, ...] = _mentions()

    def __str__(self) -> str:
        """One printed form: the kind where the value doesn't show it, the value, the days where it doesn't fix them,
        and a star where the text itself doesn't fix them either (relative to the day of publication).

        >>> print(Date("date", "2024-04-24", date(2024, 4, 24), date(2024, 4, 24), True))
        2024-04-24*
        >>> print(Date("date", "2024-Q1", date(2024, 1, 1), date(2024, 3, 31)))
        2024-Q1 (2024-01-01..2024-03-31)
        >>> print(Date("set", "XXXX-WXX-1"), Date("duration", "P2Y"), Date("date", "2019/..", date(2019, 1, 1)))
        set XXXX-WXX-1 P2Y 2019/..
        """
        head = "set " if self.kind == "set" else ""
        star = "*" if self.relative else ""
        if (self.begin, self.end) == _plain_days(self.value):
            return f"{head}{self.value}{star}"
        return f"{head}{self.value}{star} ({self.begin or ''}..{self.end or ''})"

    @property
    def key(self) -> str:
        """Equal where two articles mean the same days, by whatever words («вчера», «24 апреля»).

        >>> Date("date", "2024-04-24", date(2024, 4, 24), date(2024, 4, 24), True).key
        'date 2024-04-24 2024-04-24..2024-04-24'
        """
        return f"{self.kind} {self.value} {self.begin or ''}..{self.end or ''}"


def _short(amount: Decimal) -> Decimal:
    """
    >>> _short(Decimal("2.50")), _short(Decimal("1E+3"))
    (Decimal('2.5'), Decimal('1000'))
    """
    digits = f"{amount:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _key(name: str, where: Region | str | None) -> str:
    place = where.key if isinstance(where, Region) else where
    return f"{name} | {place}" if place else name


def _plain_days(value: str) -> tuple[date | None, date | None]:
    """The days of a value made of years, months and days; none where it is anything else."""
    parts = value.split("/")
    return _plain_day(parts[0], "-01-01", "-01"), _plain_day(parts[-1], "-12-31", "-31", "-30", "-29", "-28")


def _plain_day(value: str, *tails: str) -> date | None:
    for tail in ("", *tails):
        text = value[:10] + tail
        if len(text) == 10 and text.isascii():
            try:
                return date.fromisoformat(text)
            except ValueError:
                continue
    return None


Entity = Person | Title | Organization | Region | Money | Date


class Fact(Protocol):
    """What every fact has, of the six kinds and of kinds of one's own."""

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Where the text says it, in order."""

    @property
    def key(self) -> str:
        """Equal where two articles say the same."""


F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Kind:
    """All that the library has to know of a kind of fact: a row of :data:`KINDS`.

    ``cls``: its frozen dataclass, with ``mentions`` that take no part in equality and a property ``key``. ``column``:
    its key in JSON, its column in Arrow; of the six the document's field too. ``label``: its heading in English and in
    Russian. ``nested``: its mentions may lie within one another. ``needs``: the kinds that its values are made from.
    ``spans``: the tagger's kinds behind it. ``marks``: what annotators call it (NEREL's names), by the value's ``kind``
    or, under ``""``, any; the class's name where left out.
    """

    cls: type[Fact]
    column: str
    label: tuple[str, str]
    nested: bool = False
    needs: tuple[type[Fact], ...] = ()
    spans: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)

    def mark(self, kind: str = "") -> str:
        """What annotators call a value of such a ``kind``.

        >>> KINDS[Date].mark("time"), KINDS[Date].mark("set"), KINDS[Organization].mark()
        ('TIME', 'DATE', 'ORGANIZATION')
        """
        return self.marks.get(kind) or self.marks.get("") or self.cls.__name__.upper()


_PLACES = {"country": "COUNTRY", "region": "STATE_OR_PROVINCE", "city": "CITY", "district": "DISTRICT", "": "LOCATION"}
KINDS: dict[type[Fact], Kind] = {
    kind.cls: kind
    for kind in (
        Kind(Person, "people", ("People", "Люди"), spans=("person",)),
        Kind(
            Title,
            "titles",
            ("Titles", "Должности"),
            nested=True,
            needs=(Person, Organization, Region),
            spans=("title",),
            marks={"": "PROFESSION"},
        ),
        Kind(
            Organization,
            "organizations",
            ("Organizations", "Организации"),
            nested=True,
            needs=(Region,),
            spans=("organization",),
        ),
        Kind(Region, "regions", ("Regions", "Регионы"), spans=("country", "region", "city", "district"), marks=_PLACES),
        Kind(Money, "money", ("Money", "Суммы"), needs=(Region,), spans=("money",)),
        Kind(Date, "dates", ("Dates", "Даты"), spans=("date", "time"), marks={"time": "TIME"}),
    )
}
"""The kinds in the order of a document's columns: the six, then those that :func:`register` added."""


@cache
def links(cls: type[Fact]) -> Mapping[str, type[Fact]]:
    """The fields of a kind's class that hold a fact of another kind, and that one's class.

    >>> list(links(Title)), list(links(Organization))
    (['person', 'organization', 'region'], ['region'])
    """
    hints = plain.parts(cls, link=True)
    return {name: kind for name, hint in hints.items() for kind in plain.variants(hint) if kind in KINDS}


def heading(fact: Fact) -> str:
    """What a fact is called: its name, or where it has none its key."""
    return getattr(fact, "name", "") or fact.key


_SHIPPED = tuple(KINDS)


def register(kind: Kind) -> None:
    """Adds a kind of one's own, once in a process, in the module that defines its class (so that workers have it too).

    Its facts are a document's ``others``, and come out in every format and data structure under its ``column``. Raises
    ``TypeError`` where the class is no dataclass of that form, ``ValueError`` where its name or column is taken.
    """
    _check_fact(kind.cls)
    name, others = kind.cls.__name__, [known for known in KINDS.values() if known != kind]
    if kind.cls in _SHIPPED or any(kind.column == o.column or name == o.cls.__name__ for o in others):
        raise ValueError(f"the name {name} or the column {kind.column!r} is taken: choose another")
    if kind.column in Document.__slots__ or not kind.column.isidentifier():
        raise ValueError(f"the column {kind.column!r} is a document's own field, or no name: choose another")
    KINDS[kind.cls] = kind
    links.cache_clear()


def _check_fact(cls: Any) -> None:
    """Raises ``TypeError`` where a class is none of facts."""
    parts = dataclasses.fields(cls) if dataclasses.is_dataclass(cls) else ()
    if not any(f.name == "mentions" and not f.compare for f in parts) or cls.__hash__ is None:
        raise TypeError(
            f"{cls.__name__} is a frozen dataclass with the field mentions: tuple[Mention, ...], compare=False"
        )
    if not isinstance(getattr(cls, "key", None), property):
        raise TypeError(f"{cls.__name__} needs a property key: a string, equal where two articles say the same")
    plain.check(cls)


@dataclass(frozen=True, slots=True)
class Document:
    """An article and every fact found in it, each kind in order of first mention.

    ``others``: facts of kinds of one's own (:func:`newsnlp.types.register`), kind after kind.
    """

    text: str
    id: str | None = None
    published: date | datetime | None = None
    people: tuple[Person, ...] = ()
    titles: tuple[Title, ...] = ()
    organizations: tuple[Organization, ...] = ()
    regions: tuple[Region, ...] = ()
    money: tuple[Money, ...] = ()
    dates: tuple[Date, ...] = ()
    others: tuple[Fact, ...] = field(default=(), metadata=plain.APART)

    def __post_init__(self) -> None:
        """Refuses what no JSON could hold, where the mistake is made."""
        if not isinstance(self.text, str):
            raise TypeError(f"an article's text is a str, not {type(self.text).__name__}")
        if not isinstance(self.id, str | None):
            raise TypeError(f"an article's id is a str, not {type(self.id).__name__}: write str(id)")
        if not isinstance(self.published, date | None):
            raise TypeError(f"published is a date or a datetime, not {type(self.published).__name__}")
        if type(self.text) is not str and not isinstance(self.text, Marked):  # an enumeration's member, numpy's string
            object.__setattr__(self, "text", str.__str__(self.text))

    def to_dict(self) -> dict[str, Any]:
        """The document as plain JSON values; a title's links carry no mentions. Kinds of one's own have their column
        behind the others', where there is such a fact.

        Examples:
            >>> Document("Отдал 5 рублей", money=(Money(Decimal(5), None, "RUB"),)).to_dict()["money"]
            [{'amount': '5', 'upper': None, 'currency': 'RUB', 'bound': 'exact', 'mentions': [], 'key': 'RUB 5'}]
        """
        row = plain.dump(self)
        for fact in self.others:
            row.setdefault(KINDS[type(fact)].column, []).append(plain.dump(fact))
        return row

    @classmethod
    def from_dict(cls, row: Any) -> Document:
        """The document of a ``to_dict``; what has a default may be left out. A key ``extra``, which a batch writes for
        the columns that it was asked to keep, is passed over.

        Raises ``TypeError`` where a value has a wrong type and ``ValueError`` where it is wrong in itself, an
        unknown key and a mention that the text does not hold included.

        Examples:
            >>> Document.from_dict({"text": "Отдал 5 рублей"}).money
            ()
        """
        own = {kind.column: kind.cls for kind in KINDS.values() if kind.cls not in _SHIPPED}
        apart = [column for column in (*own, "extra") if isinstance(row, Mapping) and column in row]
        document: Document = plain.load(cls, {key: row[key] for key in row if key not in apart} if apart else row)
        others = (plain.load_all(own[column], column, row[column]) for column in apart if column in own)
        document = replace(document, others=tuple(chain.from_iterable(others)))
        _check(document)
        return document

    def to_json(self) -> str:
        """One line of JSON, lone surrogates escaped."""
        return plain.escape(json.dumps(self.to_dict(), ensure_ascii=False))

    def _repr_html_(self) -> str:
        """The facts on the text, for notebooks."""
        with LOCK:  # a fork meanwhile would leave the child half of an import
            from newsnlp.formats.html import fragment
        return fragment(self)

    @classmethod
    def from_json(cls, line: str | bytes) -> Document:
        """The document of a ``to_json``. Raises as ``from_dict``; what is no JSON is a ``ValueError``."""
        try:
            row = json.loads(line)
        except RecursionError:
            raise ValueError("no document: the JSON nests too deep") from None
        return cls.from_dict(row)

    def entities(self) -> tuple[Fact, ...]:
        """Every fact, kind after kind."""
        return tuple(chain.from_iterable(self.facts(cls) for cls in KINDS))

    def facts(self, cls: type[F]) -> tuple[F, ...]:
        """The facts of one kind, of the six or of one's own.

        Raises ``ValueError`` where there is no such kind.

        >>> Document("5 рублей", money=(Money(Decimal(5), None, "RUB"),)).facts(Money)[0].currency
        'RUB'
        """
        if cls not in KINDS:
            raise ValueError(f"no such kind: {cls!r}; the kinds are {', '.join(known.__name__ for known in KINDS)}")
        if cls not in _SHIPPED:
            return tuple(fact for fact in self.others if isinstance(fact, cls))
        found: tuple[F, ...] = getattr(self, KINDS[cls].column)
        return found

    @property
    def officials(self) -> tuple[Title, ...]:
        """The public offices that somebody named holds."""
        return tuple(title for title in self.titles if title.official and title.person)

    def mentions(self) -> Iterator[Mention]:
        """Every mention, fact after fact."""
        return (found for entity in self.entities() for found in entity.mentions)


def _check(document: Document) -> None:
    """Raises ``ValueError`` at a mention that the text does not hold, and at a score that is none."""
    size, scores = len(document.text), [title.score for title in document.titles]
    for found in document.mentions():
        inside = 0 <= found.start < found.stop <= size
        if not inside or document.text[found.start : found.stop] != found.text:
            raise ValueError(f"the text has no {found.text[:80]!r} at {found.start}:{found.stop}")
        scores.append(found.score)
    for score in scores:
        if not 0 <= score <= 1:
            raise ValueError(f"a score is a number from 0 to 1, not {score}")


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

    @property
    def tells(self) -> bool:
        """Whether it is that of a predicate: a finite verb or a short participle or adjective."""
        return self.short or (self.form == "Fin" and self.pos in ("VERB", "AUX"))

    @property
    def noun(self) -> bool:
        """Whether it is a noun's, common or proper."""
        return self.pos in ("NOUN", "PROPN")

    @property
    def nominal(self) -> bool:
        """Whether it is a noun's or an adjective's."""
        return self.pos in ("NOUN", "PROPN", "ADJ")

    @property
    def somebody(self) -> bool:
        """Whether it is that of a common noun for a person."""
        return self.pos == "NOUN" and self.animacy == "anim"


class Token(NamedTuple):
    """razdel's token, with code-point offsets into the article."""

    start: int
    stop: int
    text: str
    lower: str
    tag: Tag


NOWHERE = Token(-1, -1, "", "", Tag(""))  # what stands before the first token and behind the last


def token_at(tokens: Sequence[Token], at: int) -> Token:
    """A token by its number; ``NOWHERE`` before the first and behind the last.

    >>> token_at([], 0).lower, token_at([], -1).tag.case
    ('', None)
    """
    return tokens[at] if 0 <= at < len(tokens) else NOWHERE


SpanKind = Literal[
    "person", "title", "organization", "country", "region", "city", "district", "location", "money", "date", "time",
    "age", "percent", "event", "number", "ordinal", "nationality", "award", "facility", "law", "crime", "work_of_art",
    "ideology", "product", "disease", "penalty", "religion", "language", "family",
]  # fmt: skip


class Span(NamedTuple):
    """What the tagger saw: ``kind`` is a public kind or one of NEREL's other types in lower case."""

    kind: SpanKind
    start: int
    stop: int
    score: float


_start = attrgetter("start")


@dataclass(frozen=True)
class Sentence:
    """A sentence: its offsets, its text, its tokens, the tagger's spans (all offsets are the article's) and the part of
    the page where it stands."""

    start: int
    stop: int
    text: str
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...] = ()
    zone: Zone = "body"

    def cut(self, start: int, stop: int) -> str:
        """The text between two offsets of the article."""
        return self.text[start - self.start : stop - self.start]

    def before(self, offset: int) -> Token:
        """The last token that ends at an offset or before it; ``NOWHERE`` at the beginning."""
        return token_at(self.tokens, bisect_right(self._stops, offset) - 1)

    def behind(self, offset: int) -> Token:
        """The first token that begins at an offset or behind it; ``NOWHERE`` at the end."""
        return token_at(self.tokens, bisect_left(self.starts, offset))

    def left(self, offset: int, count: int) -> tuple[Token, ...]:
        """The last tokens that end at an offset or before it, at most so many."""
        number = bisect_right(self._stops, offset)
        return self.tokens[max(number - count, 0) : number]

    def right(self, offset: int, count: int) -> tuple[Token, ...]:
        """The first tokens that begin at an offset or behind it, at most so many."""
        number = bisect_left(self.starts, offset)
        return self.tokens[number : number + count]

    def around(self, start: int, stop: int, count: int) -> tuple[Token, ...]:
        """The tokens between two offsets, with so many before and behind."""
        first, last = bisect_left(self.starts, start), bisect_right(self._stops, stop)
        return self.tokens[max(first - count, 0) : last + count]

    def touched(self, start: int, stop: int) -> tuple[int, int]:
        """The number of the first token that lies between two offsets, if only in part, and that behind the last."""
        first = bisect_right(self._stops, start)
        return first, bisect_left(self.starts, stop, first)

    def inside(self, start: int, stop: int) -> tuple[int, int]:
        """The number of the first token that lies wholly between two offsets, and that behind the last."""
        first = bisect_left(self.starts, start)
        return first, bisect_right(self._stops, stop, first)

    def within(self, start: int, stop: int) -> tuple[Token, ...]:
        """The tokens that lie wholly between two offsets."""
        first, last = self.inside(start, stop)
        return self.tokens[first:last]

    def marked(self, start: int, stop: int) -> list[Span]:
        """The spans that have a letter between two offsets."""
        return [span for span in self.spans if span.start < stop and start < span.stop]

    def seen(self, kind: str) -> list[Span]:
        """The spans of a kind, in order."""
        return [span for span in self.spans if span.kind == kind]

    def over(self, start: int, stop: int) -> list[Span]:
        """The spans that hold all that stands between two offsets."""
        return [span for span in self.spans if span.start <= start and stop <= span.stop]

    def starting(self, offset: int) -> Sequence[Span]:
        """The spans that begin at an offset, in order."""
        return self._by_start.get(offset, ())

    def ending(self, offset: int) -> Sequence[Span]:
        """The spans that end at an offset, in order."""
        return self._by_stop.get(offset, ())

    def opens(self, offset: int, *kinds: str, above: float = 0.0) -> bool:
        """Whether a span of one of these kinds, with a higher score, begins at an offset."""
        return any(span.kind in kinds and span.score > above for span in self.starting(offset))

    def closes(self, offset: int, *kinds: str) -> bool:
        """Whether a span of one of these kinds ends at an offset."""
        return any(span.kind in kinds for span in self.ending(offset))

    def touches(self, start: int, stop: int, *kinds: str, above: float = 0.0) -> bool:
        """Whether a span of one of these kinds, with a higher score, has a letter between two offsets."""
        return any(span.kind in kinds and span.score > above for span in self.marked(start, stop))

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where its tokens begin."""
        return self._columns[0]

    @cached_property
    def _stops(self) -> Sequence[int]:
        return self._columns[1]

    @cached_property
    def texts(self) -> Sequence[str]:
        """Its tokens as they stand."""
        return self._columns[2]

    @cached_property
    def lowers(self) -> Sequence[str]:
        """Its tokens in lower case."""
        return self._columns[3]

    @cached_property
    def _columns(self) -> tuple[list[int], list[int], list[str], list[str]]:
        """The tokens, field by field: one list for all who look through a field."""
        columns: Any = zip(*self.tokens, strict=True) if self.tokens else [()] * len(Token._fields)
        starts, stops, texts, lowers, _ = map(list, columns)
        return starts, stops, texts, lowers

    @cached_property
    def capitals(self) -> Sequence[int]:
        """The numbers of the tokens that begin with a capital."""
        return [number for number, text in enumerate(self.texts) if text[:1].isupper()]

    @cached_property
    def _by_start(self) -> Mapping[int, Sequence[Span]]:
        return grouped((span.start, span) for span in self.spans)

    @cached_property
    def _by_stop(self) -> Mapping[int, Sequence[Span]]:
        return grouped((span.stop, span) for span in self.spans)


K = TypeVar("K")
V = TypeVar("V")


def widest(place: Any) -> tuple[int, int]:
    """The order of mentions, findings, spans: by where they begin, outer before inner."""
    return place.start, -place.stop


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """What belongs to each key, both in order of first mention.

    >>> grouped([("а", 1), ("б", 2), ("а", 3)])
    {'а': [1, 3], 'б': [2]}
    """
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def only(found: Collection[V]) -> V | None:
    """The only one of what is found; ``None`` where nothing is, or several.

    >>> only([1]), only([]), only([1, 2])
    (1, None, None)
    """
    return next(iter(found)) if len(found) == 1 else None


@dataclass(frozen=True)
class Article:
    """An article as it was read: its text, and its sentences in order."""

    text: str
    sentences: Sequence[Sentence] = ()

    def number(self, offset: int) -> int:
        """The number of the sentence where an offset lies, or behind which; -1 before the first."""
        return bisect_right(self.sentences, offset, key=_start) - 1

    def sentence(self, offset: int) -> Sentence:
        """The sentence where an offset lies."""
        return self.sentences[self.number(offset)]


Grain = Literal[
    "day", "weekend", "week", "month", "quarter", "season", "half", "year", "school", "decade", "century", "millennium"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A unit of the calendar as far as the words fix it; ``None`` is what they leave open.

    ``year``: the year, or the number of a decade (199), century (19), millennium. ``number``: the month, quarter, half,
    season (0 winter to 3 autumn) or ISO week within it. ``day`` of the month (-1 its last), ``weekday`` (1 Monday to 7
    Sunday).
    ``shift`` counts ``step`` units from the anchor's own («в мае прошлого года»: month 5, -1 year). ``which``: the
    last but one (-2), last (-1), this (0) or next (1) of its name («в прошлую пятницу»), 2 the nearest ahead;
    of a weekday with its month: its number there (-1 the last).
    ``part`` narrows: ``"start"``, ``"mid"``, ``"end"``, ``"first"``, ``"second"``. ``clock``: ``"T11:03"``,
    ``"TMO"``. ``short``: the year has two digits. ``feast``: so many days from the Orthodox Easter of the year. A week
    with a month as its ``number`` and Thursday as its ``weekday`` is the ``which``-th of that month.
    """

    grain: Grain
    year: int | None = None
    number: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None
    step: Grain | None = None
    which: int | None = None
    part: str = ""
    clock: str = ""
    short: bool = False
    feast: int | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """What the words of a date say before the day of publication is known.

    One point has ``begin == end``; a range has two; an open one lacks one. ``value`` is the TIMEX3 value of what
    has no place in the calendar (durations, sets, PAST_REF). ``direction``: the tense of the clause, -2 past (-3, -4 of
    what happened then), 2 future, 3 what was appointed in the past, 0 unknown, -1 and 1 where only another clause of
    the sentence tells. ``span`` replaces the days of a range whose name says more than its value (a school year).
    ``seconds``: so far from the time of publication («два часа назад»). ``told``: as far as the words fix it, the point
    of a ``value`` that only the story knows («8 декабря того же года»).
    """

    kind: DateKind
    begin: Point | None = None
    end: Point | None = None
    value: str = ""
    relative: bool = False
    direction: int = 0
    span: tuple[date | None, date | None] | None = None
    seconds: int | None = None
    told: Point | None = None

    @property
    def point(self) -> Point | None:
        """The one point that is meant; ``None`` for ranges and what has no place in the calendar."""
        return self.begin if self.begin == self.end else None

    @property
    def day(self) -> Point | None:
        """The one day that is meant, or a time or the hours of it."""
        begin, end = self.begin, self.end
        if begin is None or end is None or begin.grain != "day":
            return None
        return begin if begin == end or replace(begin, clock=end.clock) == end else None


V_co = TypeVar("V_co", covariant=True)
D = TypeVar("D", bound=Any)
E_ = TypeVar("E_", Person, Organization, Region, Title, Money, Date)


@dataclass(frozen=True, slots=True)
class Post:
    """What a title's phrase says by itself: a finding's value is a tuple of these, several where it names several.

    ``post`` and ``name`` are singular, in the nominative and in lower case; ``name`` has the whole phrase without
    the words of the status. ``means``: for a description, the posts that it may stand for (``"*"``: any). ``head``,
    ``start``, ``stop``: offsets of the head noun and of the phrase, from the first word that belongs to it to the
    last. ``tail``: where the phrase's complements begin. ``office``: the head of the title that this one serves
    («пресс-секретарь *президента*»). ``public``: ``True`` or ``False`` by the words alone, ``None``: as the body is.
    """

    post: str
    name: str
    status: Status
    public: bool | None
    means: tuple[str, ...]
    head: int
    start: int
    stop: int
    tail: int
    office: int | None
    case: str | None
    plural: bool
    gender: str | None
    known: bool = True
    verb: bool = False  # «возглавил министерство»: the words say it by a verb


@dataclass(frozen=True, slots=True)
class Body:
    """What an organization's name says by itself.

    ``name``: the nominative. ``key``: its words folded (lower case, ё as е), without quotation marks, legal form and
    owner. ``owner``: the folded country or place that the name adds, "" for none. ``known``: the key of the table's
    row, "" for a name that no table knows; ``sure``: it can mean nothing else; ``acronym`` is that row's. ``head``: the
    head's lemma; ``bare``: the name is nothing but its head, a common noun. ``called``: the noun before a name in
    quotation marks that says what bears it. ``level``: the level of government that its words tell without a place,
    "region", "republic", "okrug", "city", "district", "country" or "capital" («областная дума», «правительство
    региона», «горсуд»), and ``core`` is ``key`` without that word. ``region``: whose body it is.
    """

    name: str
    key: str
    owner: str = ""
    known: str = ""
    sure: bool = False
    acronym: str | None = None
    kind: OrganizationKind | None = None
    head: str = ""
    bare: bool = False
    called: str = ""
    level: str = ""
    core: str = ""
    region: Region | None = None

    @property
    def told(self) -> bool:
        """Whether the table or the words tell what it is."""
        return bool(self.kind or self.known)


@dataclass(frozen=True, slots=True)
class OpenSum:
    """A sum whose currency the article has to tell.

    ``codes``: what its word may mean, in ISO 4217. Where it has none («— 316 млн»), ``evidence`` names what its own
    sentence says for and against its being a sum at all, and ``codes`` what is paid in where its clause is at home.
    """

    amount: Decimal
    upper: Decimal | None
    bound: Bound
    codes: frozenset[str] = frozenset()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding(Generic[V_co]):
    """A mention with its value, before the article has been considered.

    ``score`` is comparable within a kind: the tagger's calibrated probability, or 1.0 where a rule is sure. What the
    public mention says is measured from it (:func:`mention`).
    """

    start: int
    stop: int
    rule: str
    value: V_co
    score: float = 1.0


def mention(text: str, finding: Finding[Any], kind: str = "") -> Mention:
    """The public mention of a finding in the article's text; the score is measured by ``kind`` and rule."""
    score = measured(kind, finding.rule, finding.score)
    return Mention(finding.start, finding.stop, text[finding.start : finding.stop], finding.rule, score)


def gathered(told: Iterable[tuple[V, Mention]]) -> tuple[V, ...]:
    """Each value once, in order of first mention, with all its mentions."""
    made: Iterable[tuple[Any, Sequence[Mention]]] = grouped(told).items()
    return tuple(replace(value, mentions=tuple(mentions)) for value, mentions in made)


def zoned(document: Document, article: Article) -> Document:
    """The document with each mention in the zone of the sentence where it begins."""

    def zone(at: Mention) -> Mention:
        number = article.number(at.start)
        there = article.sentences[number].zone if number >= 0 else at.zone
        return at if at.zone == there else replace(at, zone=there)

    return remarked(document, zone)


def remarked(document: Document, change: Callable[[Mention], Mention]) -> Document:
    """The document with each mention changed; what is not changed stays the same object."""

    def whole(entity: E_) -> E_:
        mentions = tuple(map(change, entity.mentions))
        changed = any(map(is_not, mentions, entity.mentions))  # zones are no part of their equality
        return replace(entity, mentions=mentions) if changed else entity

    columns = [*(KINDS[cls].column for cls in _SHIPPED), "others"]
    facts: dict[str, Any] = {column: tuple(map(whole, getattr(document, column))) for column in columns}
    return replace(document, **facts)


def bare(entity: E_) -> E_:
    """The value without its mentions, as links carry it."""
    return replace(entity, mentions=()) if entity.mentions else entity


def renewed(value: D, /, **fields: Any) -> D:
    """As ``replace``, but the object itself where it has these values already.

    >>> post = Point("day", 2024)
    >>> renewed(post, year=post.year) is post, renewed(post, year=2025).year
    (True, 2025)
    """
    return value if all(getattr(value, name) is told for name, told in fields.items()) else replace(value, **fields)
