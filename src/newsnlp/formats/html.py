"""One self-contained page: the text with nested marks, a legend, a card for each fact.

Nothing is loaded from elsewhere; everything from the article is escaped. Marks that cross (a title that ends within an
organization) are split, so the page is always well formed. Without scripts, and on paper, all is there to read; the
script adds the way from a mark to its card, by mouse or keyboard, and the legend's switches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Any

from newsnlp.plain import parts
from newsnlp.types import (
    KINDS,
    Date,
    Document,
    Fact,
    Mention,
    Money,
    Organization,
    Person,
    Region,
    Title,
    heading,
    links,
)

_VALUES: Mapping[str, str] = {
    "male": "мужчина",
    "female": "женщина",
    "acting": "исполняет обязанности",
    "former": "бывший",
    "elect": "избранный",
    "candidate": "кандидат",
    "country": "страна",
    "region": "регион",
    "district": "район",
    "city": "населённый пункт",
    "above": "больше",
    "below": "меньше",
    "about": "около",
    "duration": "длительность",
    "set": "повторение",
    "time": "время",
    "government": "орган власти",
    "company": "компания",
    "party": "партия",
    "media": "издание",
    "education": "образование",
    "military": "армия",
    "court": "суд",
    "sport": "спорт",
    "bank": "банк",
    "science": "наука",
    "health": "медицина",
    "culture": "культура",
    "religion": "религия",
    "union": "союз",
    "international": "международная",
    "police": "полиция",
    "public": "общественная",
    "beside": "стоит рядом с именем",
    "verb": "так сказано в предложении",
    "pronoun": "по местоимению",
    "article": "понято из статьи",
    "headline": "заголовок",
    "byline": "подпись",
    "furniture": "вне статьи",
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mention on the page: its element's id and its entity's, and what is told when the mouse rests on it."""

    mention: Mention
    kind: str
    id: str
    entity: str
    told: str


@dataclass(frozen=True, slots=True)
class _Card:
    entity: Fact
    kind: str
    id: str
    marks: tuple[_Mark, ...]


def write(documents: Iterable[Document]) -> Iterator[str]:
    """The page in pieces, an ``<article>`` for each document between its head and its foot.

    >>> "Москва, 5 мая." in "".join(write([Document("Москва, 5 мая.")]))
    True
    """
    head, foot = (files("newsnlp.formats") / "page.html").read_text(encoding="utf-8").split("<!-- articles -->")
    yield head.replace("<!-- legend -->", _legend())
    for number, document in enumerate(documents):
        yield _article(document, f"d{number}")
    yield foot


def fragment(document: Document) -> str:
    """The page of one document as an ``<iframe>`` for notebooks, so that its styles stay its own."""
    page = escape("".join(write([document])))
    return f'<iframe sandbox="allow-scripts" style="width:100%;height:32em;border:0" srcdoc="{page}"></iframe>'


def _safe(text: str) -> str:
    return escape(_UNPRINTABLE.sub("\ufffd", text))


def _legend() -> str:
    switch = '<label class="{0}"><input type="checkbox" checked data-kind="{0}"> {1}</label>'
    return "\n".join(switch.format(kind.column, escape(kind.label[1])) for kind in KINDS.values())


def _article(document: Document, prefix: str) -> str:
    cards = list(_cards(document, prefix))
    marks = [mark for card in cards for mark in card.marks]
    head = [_safe(document.id)] if document.id else []
    if document.published:
        iso = document.published.isoformat()
        head.append(f'<time datetime="{iso}">{iso.replace("T", " ")}</time>')
    return (
        f'<article id="{prefix}"><p class="head">{" · ".join(head)}</p>'
        f'<div class="columns"><div class="text">{_marked(document.text, marks)}</div>'
        f'<div class="cards">{"".join(_sections(cards))}</div></div></article>'
    )


def _cards(document: Document, prefix: str) -> Iterator[_Card]:
    for cls, kind in KINDS.items():
        for number, entity in enumerate(document.facts(cls)):
            id = f"{prefix}-{kind.column}-{number}"
            places = enumerate(entity.mentions)
            marks = (_Mark(m, kind.column, f"{id}-{n}", id, _told(entity, m)) for n, m in places)
            yield _Card(entity, kind.column, id, tuple(marks))


def _told(entity: Fact, mention: Mention) -> str:
    """How sure a mention is, where in the page it stands, and what ties a title's holder."""
    said = [f"вероятность {_share(mention.score)}", _VALUES.get(mention.zone, "")]
    if isinstance(entity, Title) and entity.how:
        said.append(f"кто: {_VALUES[entity.how]}, {_share(entity.score)}")
    return "; ".join(filter(None, said))


def _share(score: float) -> str:
    return f"{score:.2f}".replace(".", ",")


def _marked(text: str, marks: Sequence[_Mark]) -> str:
    """The text with its marks as properly nested elements; a mark that crosses another is cut in two."""
    order = sorted(marks, key=lambda m: (m.mention.start, -m.mention.stop))
    edges = sorted({0, len(text), *(m.mention.start for m in marks), *(m.mention.stop for m in marks)})
    out: list[str] = []
    opened: list[_Mark] = []
    begun: set[str] = set()
    at = 0
    for here, there in zip(edges, [*edges[1:], len(text)], strict=True):
        still = [m for m in opened if m.mention.stop > here]
        while at < len(order) and order[at].mention.start == here:
            still.append(order[at])
            at += 1
        same = next((n for n, (a, b) in enumerate(zip(opened, still, strict=False)) if a is not b), len(still))
        same = min(same, len(opened))
        out += ["</mark>"] * (len(opened) - same)
        out += [_open(mark, begun) for mark in still[same:]]
        out.append(_safe(text[here:there]))
        opened = still
    return "".join([*out, *["</mark>"] * len(opened)])


def _open(mark: _Mark, begun: set[str]) -> str:
    if mark.id in begun:  # the second piece of a mark that another one cut: the id and the stop by Tab are the first's
        return f'<mark class="{mark.kind}" data-entity="{mark.entity}" title="{mark.told}">'
    begun.add(mark.id)
    names = f'id="{mark.id}" data-entity="{mark.entity}" title="{mark.told}"'
    return f'<mark class="{mark.kind}" {names} tabindex="0" role="button">'


def _sections(cards: Sequence[_Card]) -> Iterator[str]:
    places = {(card.kind, card.entity): card.id for card in cards}
    for kind in KINDS.values():
        inside = [_card(card, places) for card in cards if card.kind == kind.column]
        if inside:
            head = f"<h2>{escape(kind.label[1])} <small>{len(inside)}</small></h2>"
            yield f'<section class="{kind.column}">{head}{"".join(inside)}</section>'


def _card(card: _Card, places: Mapping[tuple[str, Fact], str]) -> str:
    facts = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in _facts(card.entity, places))
    spots = " ".join(f'<a href="#{mark.id}">{_safe(mark.mention.text)}</a>' for mark in card.marks)
    return (
        f'<section class="card {card.kind}" id="{card.id}" tabindex="-1"><h3>{_safe(_heading(card.entity))}</h3>'
        f'<dl>{facts}</dl><p class="spots">{spots}</p></section>'
    )


def _heading(entity: Fact) -> str:
    match entity:
        case Money():
            sign = {"above": "> ", "below": "< ", "about": "≈ "}.get(entity.bound, "")
            upper = "" if entity.upper is None else f"–{_figure(f'{entity.upper:f}')}"
            return f"{sign}{_figure(f'{entity.amount:f}')}{upper} {entity.currency}"
        case Date():
            return entity.value
    return heading(entity)


def _figure(digits: str) -> str:
    whole, point, part = digits.partition(".")
    return f"{int(whole):,}".replace(",", "\u202f") + (f",{part}" if point else "")


def _facts(entity: Fact, places: Mapping[tuple[str, Fact], str]) -> Iterator[tuple[str, str]]:
    """Labels and escaped values of a card."""
    yield from ((name, _safe(_VALUES.get(str(value), str(value)))) for name, value in _plain(entity) if value)
    for field, to in links(type(entity)).items():
        linked = getattr(entity, field)
        if linked is not None:
            target = places.get((KINDS[to].column, linked))
            label = _safe(heading(linked))
            yield _LINKS.get(field, field), f'<a href="#{target}">{label}</a>' if target else label


_LINKS: Mapping[str, str] = {"person": "кто", "organization": "где", "region": "регион"}


def _plain(entity: Fact) -> Sequence[tuple[str, Any]]:
    """What a card shows beside the heading and the links."""
    match entity:
        case Person():
            names = (("имя", entity.first), ("отчество", entity.middle), ("фамилия", entity.last))
            return *names, ("пол", entity.gender)
        case Title():
            tied = (("откуда", entity.how), ("вероятность", _share(entity.score))) if entity.how else ()
            status = ("состояние", _unless(entity.status, "current"))
            return ("пост", entity.post), status, ("", entity.official and "официальная"), *tied
        case Organization():
            return ("сокращённо", entity.acronym), ("вид", entity.kind), ("Викиданные", entity.wikidata)
        case Region():
            codes = (("код", entity.code), ("внутри", entity.within), ("Викиданные", entity.wikidata))
            return ("вид", entity.kind), *codes, ("координаты", _degrees(entity))
        case Money():
            return (("граница", _unless(entity.bound, "exact", "range")),)
        case Date():
            days = " – ".join(day.isoformat() if day else "…" for day in (entity.begin, entity.end))
            return ("вид", _unless(entity.kind, "date")), ("дни", _unless(days, "… – …"))
    own = parts(type(entity), link=True).keys() - links(type(entity)).keys() - {"name", "key"}
    return [(name, getattr(entity, name)) for name in parts(type(entity)) if name in own]


def _unless(value: str, *ordinary: str) -> str | None:
    """A value that is worth saying, being none of the ordinary ones."""
    return None if value in ordinary else value


def _degrees(region: Region) -> str | None:
    if region.latitude is None or region.longitude is None:
        return None
    return f"{region.latitude:.4f}, {region.longitude:.4f}"
