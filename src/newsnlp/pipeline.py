"""The page to read first: the six verbs in their order.

::

    text ──read──> sentences ──find──> mentions ──settle──> mentions ──resolve──> entities ──link──> titles
                                                                               └──anchor──> dates

No stage knows another; each is a function of what it is given.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from newsnlp import memory, resolve
from newsnlp.anchor import anchor, dateline, lines_of_dateline
from newsnlp.data import Tables
from newsnlp.find import FINDERS
from newsnlp.find.money import screen as money_screen
from newsnlp.find.own import checked
from newsnlp.lang.page import Page
from newsnlp.link import Line, lines, link
from newsnlp.lock import LOCK, cached_property, once
from newsnlp.read import Reader
from newsnlp.read.legible import Legible, legible
from newsnlp.settings import OPTIONS, TIMEZONE, Finder, Settings, Source
from newsnlp.settle import settle
from newsnlp.types import (
    KINDS,
    Article,
    Date,
    Document,
    Fact,
    Finding,
    Mention,
    Money,
    Organization,
    Person,
    Region,
    Sentence,
    Title,
    gathered,
    mention,
    remarked,
    zoned,
)
from newsnlp.workers import Refused, Work, chunks, each, spread

Read = Callable[[Sequence[str]], Iterable[Sequence[Sentence]]]  # texts -> the sentences of each
BATCH = 50_000  # characters read at once: larger batches gain no speed and cost memory


class Extractor:
    """Extracts facts, as it is told to; loads its models when made. ``newsnlp.extract`` is one with nothing told.

    ``kinds``: the classes to extract, all by default; fewer cost less. ``tables``: rows of your own by table's name
    (``{"titles": [...]}``, mappings or the path of a TSV file, in the shipped table's columns). ``finders``: further
    finders by class, each a function of a ``Sentence`` to a list of ``Finding``. ``weights``: a path to tagger weights
    made by ``newsnlp train``. ``threshold``: the least probability of what the tagger alone vouches for, from 0 to 1,
    one number or one by class; more gives fewer and surer mentions. ``jobs``: also titles that are no public office and
    that nobody named holds («спортсменами»). ``timezone``: whose days moments with an offset are. ``reader``: what
    turns texts into sentences, in place of one made for this extractor; another extractor's ``reader`` saves its
    models' memory.

    Pickles as its arguments: where it is unpickled, its models load once. Raises ``TypeError`` and ``ValueError`` with
    what to do, before any model is loaded.
    """

    def __init__(
        self,
        kinds: Iterable[type[Fact]] | None = None,
        *,
        tables: Mapping[str, Source] | Tables | None = None,
        finders: Mapping[type[Fact], Sequence[Finder]] | None = None,
        weights: Path | str | None = None,
        threshold: float | Mapping[type[Fact], float] | None = None,
        jobs: bool = False,
        timezone: str = TIMEZONE,
        reader: Read | None = None,
    ) -> None:
        self.settings = Settings.of(
            kinds=kinds,
            tables=tables,
            finders=finders,
            weights=weights,
            threshold=threshold,
            jobs=jobs,
            timezone=timezone,
        )
        self._given = _reader(reader, self.settings)
        tables, own = self.settings.tables, self.settings.finders
        with LOCK, tables.used():  # a fork meanwhile would leave the child half of an import
            self.reader: Read = self._given or Reader(self.settings.weights, _thresholds(self.settings.threshold))
            shipped = {kind: [make(tables)] for kind, make in FINDERS.items()}
            sums_alone = self.settings.kinds == {Money} and Money not in own
            self._screen = money_screen(tables) if sums_alone else None
        mine = {kind: [checked(kind, finder) for finder in finders] for kind, finders in own.items()}
        self._finders = {kind: [*shipped.get(kind, ()), *mine.get(kind, ())] for kind in {**shipped, **mine}}

    @classmethod
    def of(cls, settings: Settings, reader: Read | None = None) -> Extractor:
        """The extractor of settings, such as ``newsnlp.settings.Settings.load("newsnlp.toml")`` gives."""
        return cls(**{option: getattr(settings, option) for option in OPTIONS}, reader=reader)

    def __reduce__(self) -> tuple[Callable[[bytes], Extractor], tuple[bytes]]:
        return _made, (pickle.dumps((self.settings, self._given)),)

    def __call__(self, text: str, published: date | None = None) -> Document:
        """One article."""
        return next(self.all([Document(text, published=published)]))

    def all(self, articles: Iterable[str | Document]) -> Iterator[Document]:
        """Many articles, streamed, in order."""
        return self._all(_documents(articles))

    def _all(self, documents: Iterable[Document]) -> Iterator[Document]:
        for given in _batches(documents):
            clean = [legible(document.text) for document in given]
            batch = [replace(d, text=c.text) if c else d for d, c in zip(given, clean, strict=True)]
            with self.settings.tables.used():
                wanted = [self._may_hold(document) for document in batch]
                read = iter(self.reader([d.text for d, want in zip(batch, wanted, strict=True) if want]))
            for document, want, seen in zip(batch, wanted, clean, strict=True):
                with self.settings.tables.used():
                    facts = self._facts(document, next(read) if want else ())
                memory.read(document.text)
                yield _on_the_page(facts, seen) if seen else facts

    def _may_hold(self, document: Document) -> bool:
        """Whether reading the article may tell anything that is asked for: no sum, where it names no currency."""
        if self._screen is None or self._screen(document.text):
            return True
        return document.published is None and bool(lines_of_dateline(document.text))

    def each(self, articles: Iterable[str | Document]) -> Iterator[Document | Refused[Document]]:
        """As :meth:`all`, but whatever an article raises costs that article alone: its refusal stands in its place."""
        for batch in _batches(_documents(articles)):
            yield from each(self.all, batch)

    def said(self, texts: Sequence[str]) -> Iterator[list[Line]]:
        """What link reads of each article: its sentences with the titles said and the people named in them."""
        for text, sentences in zip(texts, self.reader(texts), strict=True):
            article = _Verbs(Document(text), sentences, self._finders, self.settings)
            yield lines(article.found(Title), article.people, article.organizations, article.page)

    def _facts(self, document: Document, sentences: Sequence[Sentence]) -> Document:
        article, kinds = _Verbs(document, sentences, self._finders, self.settings), self.settings.kinds
        facts = replace(
            document,
            published=article.published,
            people=article.people if Person in kinds else (),
            titles=tuple(filter(self._is_told, article.titles)) if Title in kinds else (),
            organizations=article.organizations if Organization in kinds else (),
            regions=article.regions if Region in kinds else (),
            money=article.money if Money in kinds else (),
            dates=article.dates if Date in kinds else (),
            others=tuple(article.others()),
        )
        return facts if all(s.zone == "body" for s in sentences) else zoned(facts, article.read)

    def _is_told(self, title: Title) -> bool:
        return title.official or title.person is not None or self.settings.jobs


class _Verbs:
    """The verbs behind ``read`` over one article. Each runs when something asks for what it gives, so a kind costs what
    it needs, and here is what each needs.
    """

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        finders: Mapping[type[Fact], Sequence[Finder]],
        settings: Settings,
    ) -> None:
        self.document, self.read = document, Article(document.text, sentences)
        self.finders, self.settings = finders, settings
        self._found: dict[type[Fact], list[Finding[Any]]] = {}

    def found(self, kind: type[Fact]) -> Sequence[Finding[Any]]:
        """What the kind's finders give, settled."""
        if kind not in self._found:
            self._found[kind] = _find(self.finders.get(kind, ()), self.read.sentences, KINDS[kind].nested)
        return self._found[kind]

    @cached_property
    def people(self) -> tuple[Person, ...]:
        return resolve.people(self.found(Person), self.read, _Later(lambda: self.regions))

    @cached_property
    def organizations(self) -> tuple[Organization, ...]:
        return resolve.organizations(self.found(Organization), self.page)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        return resolve.regions(self.found(Region), self.read)

    @cached_property
    def page(self) -> Page:
        """The places of the article's page."""
        return Page(self.regions, self.read)

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        found = self.found(Title)
        return link(found, self.people, self.organizations, self.page) if found else ()

    @cached_property
    def money(self) -> tuple[Money, ...]:
        return resolve.sums(self.found(Money), self.read, _Later(lambda: self.regions))

    @cached_property
    def published(self) -> date | None:
        read = self.read
        # a site's clock, in the page's furniture, says nothing of the article
        found = [f for f in self._dates() if read.sentence(f.start).zone != "furniture"]
        return self.document.published or dateline(found, read.text, lambda at: read.sentence(at).zone == "byline")

    def _dates(self) -> Sequence[Finding[Any]]:
        """The dates, or those where the day of publication may stand if nobody asks for dates."""
        if Date in self.settings.kinds:
            return self.found(Date)
        lines = lines_of_dateline(self.read.text)
        near = [s for s in self.read.sentences if any(a < s.stop and s.start < b for a, b in lines)]
        return _find(self.finders[Date], near, KINDS[Date].nested)

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        return anchor(self.found(Date), _local(self.published, self.settings.timezone), self.read.text)

    def others(self) -> Iterator[Fact]:
        """The facts of kinds that the library has no finder for, in the order of their rows."""
        for kind in KINDS:
            if kind not in FINDERS and kind in self.settings.kinds:
                yield from gathered((f.value, mention(self.read.text, f)) for f in self.found(kind))


class _Later(Sequence[Any]):
    """A sequence that is made when something looks into it."""

    def __init__(self, make: Callable[[], Sequence[Any]]) -> None:
        self._make = make

    def __getitem__(self, at: Any) -> Any:
        return self._make()[at]

    def __len__(self) -> int:
        return len(self._make())


def _reader(given: Read | None, settings: Settings) -> Read | None:
    if given is None:
        return None
    if not callable(given):
        raise TypeError(f"reader is a newsnlp Reader, or a function that reads as one, not {type(given).__name__}")
    if settings.weights or settings.threshold:
        raise ValueError("weights and threshold are the reader's: give them to the reader, or leave reader out")
    return given


def _thresholds(threshold: Mapping[type[Fact], float]) -> dict[str, float]:
    """The tagger's thresholds by its own kinds.

    >>> _thresholds({Person: 0.8, Date: 0.5})
    {'person': 0.8, 'date': 0.5, 'time': 0.5}
    """
    return {span: least for kind, least in threshold.items() for span in KINDS[kind].spans}


def _local(published: date | None, timezone: str) -> date | None:
    """The day and time of publication as the timezone's calendar and clock tell them; without an offset as it is.

    >>> _local(datetime.fromisoformat("2024-04-24T22:30:00+00:00"), "Europe/Moscow").isoformat()
    '2024-04-25T01:30:00'
    """
    if not isinstance(published, datetime) or published.tzinfo is None:
        return published
    try:
        return published.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    except OverflowError:  # at the calendar's ends
        return published.replace(tzinfo=None)


def _find(finders: Sequence[Finder], sentences: Sequence[Sentence], nested: bool) -> list[Finding[Any]]:
    kept: list[Finding[Any]] = []
    for sentence in sentences:
        found = [f for finder in finders for f in finder(sentence)]
        kept += settle(found, nested) if len(found) > 1 else found
    return kept


def _on_the_page(document: Document, seen: Legible) -> Document:
    """What was found in the legible text, where it stands in the page's own."""

    def there(at: Mention) -> Mention:
        start, stop = seen.spot(at.start, at.stop)
        return replace(at, start=start, stop=stop, text=seen.page[start:stop])

    return replace(remarked(document, there), text=seen.page)


def _documents(articles: Iterable[str | Document]) -> Iterator[Document]:
    if isinstance(articles, str | bytes | Document):
        raise TypeError(f"articles is a list of articles, not one {type(articles).__name__}: write [article]")
    return map(_document, articles)


def _document(article: object) -> Document:
    if isinstance(article, str):
        return Document(article)
    if not isinstance(article, Document):
        raise TypeError(f"an article is a str or a newsnlp.Document, not {type(article).__name__}")
    return article


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    return chunks(documents, lambda document: len(document.text), BATCH)


@once
def shared() -> Extractor:
    """The process's extractor with everything as shipped, made at its first use."""
    return Extractor()


def made(settings: Settings) -> Extractor:
    """The process's extractor of these settings, made at its first use; those used last are kept."""
    return _made(pickle.dumps((settings, None)))


def _made(told: bytes) -> Extractor:
    with LOCK:
        return _last(told)


@lru_cache(2)
def _last(told: bytes) -> Extractor:
    settings, reader = pickle.loads(told)
    return Extractor.of(settings, reader)


OnError = Callable[[Document, Exception], Document | None]


def extract_all(
    articles: Iterable[str | Document], workers: int, extractor: Extractor | None, on_error: OnError | None
) -> Iterator[Document]:
    """See :func:`newsnlp.extract_all`."""
    if workers == 1:
        results = (extractor or shared()).each(articles)
    else:
        results = spread(partial(_work, extractor), _batches(_documents(articles)), workers)
    for result in results:
        found = _otherwise(result, on_error) if isinstance(result, Refused) else result
        if found is not None:
            yield found


def _otherwise(refused: Refused[Document], on_error: OnError | None) -> Document | None:
    if on_error is not None:
        return on_error(refused.row, refused.error)
    refused.error.add_note(f"newsnlp: in article {refused.row.id or refused.row.text[:40]!r}: {refused.reason}")
    raise refused.error


def _work(extractor: Extractor | None) -> Work[Document, Document]:
    return (extractor or shared()).all
