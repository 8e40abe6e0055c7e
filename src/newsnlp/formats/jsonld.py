"""JSON-LD: W3C Web Annotation (https://www.w3.org/TR/annotation-model/) with schema.org bodies.

An ``AnnotationPage`` of one annotation a mention. Its body is the entity, written out at its first mention and named
by its ``id`` at the others; its target is the article, by offsets (code points) and by quotation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, assert_never

from newsnlp.plain import escape
from newsnlp.types import COLUMNS, Date, Document, Entity, Mention, Money, Organization, Person, Region, Title

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"schema": "https://schema.org/"}]
AROUND = 32  # characters of context on each side of a quotation

_AREAS: Mapping[str, str] = {
    "country": "schema:Country",
    "region": "schema:State",
    "district": "schema:AdministrativeArea",
    "city": "schema:City",
    "other": "schema:Place",
}


def write(documents: Iterable[Document]) -> Iterator[str]:
    """One piece a document: its annotation page, an object of JSON with its last newline."""
    for document in documents:
        yield page(document) + "\n"


def page(document: Document) -> str:
    """A document as an annotation page, a mention on a line.

    >>> person = Person("Анна Ильина", first="Анна", mentions=(Mention(0, 4, "Анна", "tagger"),))
    >>> found = json.loads(page(Document("Анна пришла.", id="7", people=(person,))))
    >>> found["items"][0]["body"]["schema:name"], found["items"][0]["target"]["source"]
    ('Анна Ильина', '7')
    """
    head = {"@context": CONTEXT, "id": f"{_source(document)}#facts", "type": "AnnotationPage"}
    items = ",\n".join(_json(item) for item in _annotations(document))
    return f'{_json(head)[:-1]}, "items": [\n{items}\n]}}'


def _json(value: Any) -> str:
    return escape(json.dumps(value, ensure_ascii=False))


def _source(document: Document) -> str:
    return document.id or "urn:newsnlp:document"


def _annotations(document: Document) -> Iterator[dict[str, Any]]:
    source = _source(document)
    for kind in COLUMNS:
        for number, entity in enumerate(getattr(document, kind)):
            id = f"{source}#{kind}-{number}"
            for turn, mention in enumerate(entity.mentions):
                yield {
                    "id": f"{id}-{turn}",
                    "type": "Annotation",
                    "motivation": "identifying",
                    "body": {"id": id} if turn else {"id": id, **_body(entity)},
                    "target": {"source": source, "selector": _selectors(document.text, mention)},
                }


def _selectors(text: str, mention: Mention) -> list[dict[str, Any]]:
    start, stop = mention.start, mention.stop
    quote = {"prefix": text[max(0, start - AROUND) : start], "suffix": text[stop : stop + AROUND]}
    return [
        {"type": "TextPositionSelector", "start": start, "end": stop},
        {"type": "TextQuoteSelector", "exact": mention.text, **quote},
    ]


def _body(entity: Entity) -> dict[str, Any]:
    facts: dict[str, Any]
    match entity:
        case Person():
            facts = {"type": "schema:Person", "name": entity.name, "givenName": entity.first}
            facts |= {"additionalName": entity.middle, "familyName": entity.last, "gender": entity.gender}
        case Title():
            facts = {"type": "schema:OrganizationRole", "name": entity.name, "roleName": entity.post}
            facts |= {"creativeWorkStatus": entity.status}
            holders = {"member": entity.person, "memberOf": entity.organization, "areaServed": entity.region}
            facts |= {name: _body(linked) for name, linked in holders.items() if linked}
        case Organization():
            facts = {"type": "schema:Organization", "name": entity.name, "alternateName": entity.acronym}
        case Region():
            facts = {"type": _AREAS[entity.kind], "name": entity.name, "identifier": entity.code}
            facts["sameAs"] = entity.wikidata and f"http://www.wikidata.org/entity/{entity.wikidata}"
        case Money():
            facts = {"type": "schema:MonetaryAmount", "currency": entity.currency, **_amount(entity)}
        case Date():
            facts = {"type": "schema:Schedule" if entity.kind == "set" else "schema:DateTime", "name": entity.value}
            facts |= {"startDate": entity.begin and entity.begin.isoformat()}
            facts |= {"endDate": entity.end and entity.end.isoformat()}
        case _:
            assert_never(entity)
    kept = {key: value for key, value in facts.items() if value is not None}
    return {key if key == "type" else f"schema:{key}": value for key, value in kept.items()}


def _amount(money: Money) -> dict[str, str | None]:
    """Exact figures are strings: a JSON number would be read as a float."""
    amount = f"{money.amount:f}"
    if money.bound == "range":
        return {"minValue": amount, "maxValue": f"{money.upper:f}" if money.upper is not None else None}
    return {{"above": "minValue", "below": "maxValue"}.get(money.bound, "value"): amount}
