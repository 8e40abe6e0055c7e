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
from typing import assert_never

from newsnlp.types import Date, Document, Entity, Mention, Money, Organization, Person, Region, Title

_LABELS: Mapping[str, str] = {
    "people": "Люди",
    "titles": "Должности",
    "organizations": "Организации",
    "regions": "Регионы",
    "money": "Суммы",
    "dates": "Даты",
}
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
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mention on the page: its element's id and its entity's."""

    mention: Mention
    kind: str
    id: str
    entity: str


@dataclass(frozen=True, slots=True)
class _Card:
    entity: Entity
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
    return f'<iframe style="width:100%;height:32em;border:0" srcdoc="{escape("".join(write([document])))}"></iframe>'


def _safe(text: str) -> str:
    return escape(_UNPRINTABLE.sub("\ufffd", text))


def _legend() -> str:
    switch = '<label class="{0}"><input type="checkbox" checked data-kind="{0}"> {1}</label>'
    return "\n".join(switch.format(kind, label) for kind, label in _LABELS.items())


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
    for kind in _LABELS:
        entities: Sequence[Entity] = getattr(document, kind)
        for number, entity in enumerate(entities):
            id = f"{prefix}-{kind}-{number}"
            marks = (_Mark(m, kind, f"{id}-{n}", id) for n, m in enumerate(entity.mentions))
            yield _Card(entity, kind, id, tuple(marks))


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
        return f'<mark class="{mark.kind}" data-entity="{mark.entity}">'
    begun.add(mark.id)
    return f'<mark class="{mark.kind}" id="{mark.id}" data-entity="{mark.entity}" tabindex="0" role="button">'


def _sections(cards: Sequence[_Card]) -> Iterator[str]:
    places = {(card.kind, card.entity): card.id for card in cards}
    for kind, label in _LABELS.items():
        inside = [_card(card, places) for card in cards if card.kind == kind]
        if inside:
            yield f'<section class="{kind}"><h2>{label} <small>{len(inside)}</small></h2>{"".join(inside)}</section>'


def _card(card: _Card, places: Mapping[tuple[str, Entity], str]) -> str:
    facts = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in _facts(card.entity, places))
    spots = " ".join(f'<a href="#{mark.id}">{_safe(mark.mention.text)}</a>' for mark in card.marks)
    return (
        f'<section class="card {card.kind}" id="{card.id}" tabindex="-1"><h3>{_safe(_heading(card.entity))}</h3>'
        f'<dl>{facts}</dl><p class="spots">{spots}</p></section>'
    )


def _heading(entity: Entity) -> str:
    match entity:
        case Money():
            sign = {"above": "> ", "below": "< ", "about": "≈ "}.get(entity.bound, "")
            upper = "" if entity.upper is None else f"–{_figure(f'{entity.upper:f}')}"
            return f"{sign}{_figure(f'{entity.amount:f}')}{upper} {entity.currency}"
        case Date():
            return entity.value
        case Person() | Title() | Organization() | Region():
            return entity.name
    assert_never(entity)


def _figure(digits: str) -> str:
    whole, point, part = digits.partition(".")
    return f"{int(whole):,}".replace(",", "\u202f") + (f",{part}" if point else "")


def _facts(entity: Entity, places: Mapping[tuple[str, Entity], str]) -> Iterator[tuple[str, str]]:
    """Labels and escaped values of a card."""
    plain: list[tuple[str, str | None]] = []
    links: list[tuple[str, str, Person | Organization | Region | None]] = []
    match entity:
        case Person():
            plain = [
                ("имя", entity.first),
                ("отчество", entity.middle),
                ("фамилия", entity.last),
                ("пол", entity.gender),
            ]
        case Title():
            status = entity.status if entity.status != "current" else None
            plain = [("пост", entity.post), ("состояние", status), ("", "официальная" if entity.official else None)]
            links = [("кто", "people", entity.person), ("где", "organizations", entity.organization)]
            links.append(("регион", "regions", entity.region))
        case Organization():
            plain = [("сокращённо", entity.acronym), ("вид", entity.kind)]
        case Region():
            plain = [("вид", entity.kind), ("код", entity.code), ("Викиданные", entity.wikidata)]
        case Money():
            plain = [("граница", entity.bound if entity.bound not in ("exact", "range") else None)]
        case Date():
            days = [day.isoformat() if day else "…" for day in (entity.begin, entity.end)]
            known = entity.begin or entity.end
            plain = [
                ("вид", entity.kind if entity.kind != "date" else None),
                ("дни", " – ".join(days) if known else None),
            ]
        case _:
            assert_never(entity)
    yield from ((name, _safe(_VALUES.get(value, value))) for name, value in plain if value)
    for name, kind, linked in links:
        if linked is not None:
            target = places.get((kind, linked))
            label = _safe(linked.name)
            yield name, f'<a href="#{target}">{label}</a>' if target else label
