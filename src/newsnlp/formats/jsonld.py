"""JSON-LD: W3C Web Annotation (https://www.w3.org/TR/annotation-model/) with schema.org bodies.

One graph: an ``AnnotationPage`` for each document, of one annotation a mention. Its body is the fact, written out at
its first mention and named by its ``id`` at the others and where another fact refers to it; its target is the article,
by offsets (code points) and by quotation. The context stands in the file, with Web Annotation's own terms, so nothing
is fetched when it is read.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import quote

from newsnlp.types import KINDS, Date, Document, Fact, Mention, Money, Organization, Person, Region, Title, heading

_OA, _AS, _XSD = (
    "http://www.w3.org/ns/oa#",
    "https://www.w3.org/ns/activitystreams#",
    "http://www.w3.org/2001/XMLSchema#",
)
_SCHEMA, _DCTERMS = "https://schema.org/", "http://purl.org/dc/terms/"


def _iri(term: str) -> dict[str, str]:
    return {"@id": term, "@type": "@id"}


CONTEXT: Mapping[str, Any] = {
    "schema": _SCHEMA,
    "dcterms": _DCTERMS,
    "id": "@id",
    "type": "@type",
    **{name: _OA + name for name in ("Annotation", "TextPositionSelector", "TextQuoteSelector", "identifying")},
    **{name: _OA + name for name in ("exact", "prefix", "suffix")},
    "AnnotationPage": _AS + "OrderedCollectionPage",
    "items": {"@id": _AS + "items", "@type": "@id", "@container": "@list"},
    "motivation": {"@id": _OA + "motivatedBy", "@type": "@vocab"},
    **{name: _iri(f"{_OA}has{name.title()}") for name in ("body", "target", "source", "selector")},
    **{name: {"@id": _OA + name, "@type": _XSD + "nonNegativeInteger"} for name in ("start", "end")},
    **{name: {"@id": _SCHEMA + name.partition(":")[2], "@type": "@id"} for name in ("schema:sameAs", "schema:member")},
    **{f"schema:{name}": {"@id": _SCHEMA + name, "@type": _SCHEMA + "Date"} for name in ("startDate", "endDate")},
}
AROUND = 32  # characters of context on each side of a quotation

_AREAS: Mapping[str, str] = {
    "country": "schema:Country",
    "region": "schema:State",
    "district": "schema:AdministrativeArea",
    "city": "schema:City",
    "other": "schema:Place",
}
_SURROGATE = re.compile("[\ud800-\udfff]")


def write(documents: Iterable[Document]) -> Iterator[str]:
    """One JSON object in pieces, a page for each document: JSON parsers and RDF tools read it as one graph."""
    yield f'{{"@context": {_json(CONTEXT)}, "@graph": ['
    ahead, used = "\n", dict[str, int]()
    for document in documents:
        source = _source(document)
        used[source] = used.get(source, 0) + 1
        yield ahead + _page(document, source + (f"-{used[source]}" if used[source] > 1 else ""))
        ahead = ",\n"
    yield "\n]}\n"


def _page(document: Document, source: str) -> str:
    """A document as an annotation page, a mention on a line."""
    head = {"id": f"{source}#facts", "type": "AnnotationPage"}
    items = ",\n".join(_json(item) for item in _annotations(document, source))
    return f'{_json(head)[:-1]}, "items": [\n{items}\n]}}'


def _json(value: Any) -> str:
    r"""JSON that a web page's ``<script>`` can hold; RDF's texts have no lone surrogates, so U+FFFD stands for them.

    >>> _json("</script>")
    '"\\u003c/script>"'
    """
    return _SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False)).replace("<", "\\u003c")


def _source(document: Document) -> str:
    """The IRI of an article: its id where that is one, else a URN of it; without an id a URN of its text.

    >>> _source(Document("", id="https://example.org/a b")), _source(Document("", id="статья 7"))[:18]
    ('https://example.org/a%20b', 'urn:newsnlp:id:%D1')
    """
    if document.id and re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S", document.id):
        return quote(document.id, safe="%/:=&?~#+!$,;'@()*[]", errors="replace")
    if document.id:
        return "urn:newsnlp:id:" + quote(document.id, safe="", errors="replace")
    text = document.text.encode("utf-8", "surrogatepass")
    return "urn:newsnlp:text:" + hashlib.sha256(text).hexdigest()[:32]


def _annotations(document: Document, source: str) -> Iterator[dict[str, Any]]:
    ids = {
        fact: f"{source}#{kind.column}-{number}"
        for cls, kind in KINDS.items()
        for number, fact in enumerate(document.facts(cls))
        if fact.mentions
    }
    for fact, id in ids.items():
        for turn, mention in enumerate(fact.mentions):
            yield {
                "id": f"{id}-{turn}",
                "type": "Annotation",
                "motivation": "identifying",
                "body": {"id": id} if turn else {"id": id, **_body(fact, ids)},
                "target": {"source": source, "selector": _selectors(document.text, mention)},
            }


def _selectors(text: str, mention: Mention) -> list[dict[str, Any]]:
    start, stop = mention.start, mention.stop
    quoted = {"prefix": text[max(0, start - AROUND) : start], "suffix": text[stop : stop + AROUND]}
    return [
        {"type": "TextPositionSelector", "start": start, "end": stop},
        {"type": "TextQuoteSelector", "exact": mention.text, **quoted},
    ]


def _body(fact: Fact, ids: Mapping[Fact, str]) -> dict[str, Any]:
    """A fact in schema.org's words; ``ids``: of the facts that have a body of their own."""
    link = partial(_link, ids)
    facts: dict[str, Any]
    match fact:
        case Person():
            facts = {"type": "schema:Person", "name": fact.name, "givenName": fact.first}
            facts |= {"additionalName": fact.middle, "familyName": fact.last, "gender": fact.gender}
        case Title():
            facts = {"type": "schema:OrganizationRole", "name": fact.name, "roleName": fact.post}
            facts |= {"description": fact.status, "member": link(fact.person)}
            facts |= {"memberOf": link(fact.organization), "dcterms:spatial": link(fact.region)}
        case Organization():
            facts = {"type": "schema:Organization", "name": fact.name, "alternateName": fact.acronym}
            facts |= {"sameAs": _item(fact.wikidata), "areaServed": link(fact.region)}
        case Region():
            facts = {"type": _AREAS[fact.kind], "name": fact.name, "identifier": fact.code}
            facts |= {"sameAs": _item(fact.wikidata), "latitude": fact.latitude, "longitude": fact.longitude}
        case Money():
            facts = {"type": "schema:MonetaryAmount", "currency": fact.currency, **_amount(fact)}
        case Date():
            facts = {"type": "schema:Schedule", "name": fact.value}
            facts |= {"duration": fact.value if fact.kind == "duration" else None}
            facts |= {"startDate": _iso(fact.begin), "endDate": _iso(fact.end)}
        case _:
            facts = {"type": "schema:Thing", "name": heading(fact), "identifier": fact.key}
    known = (key for key, value in facts.items() if value is not None)
    return {key if key == "type" or ":" in key else f"schema:{key}": facts[key] for key in known}


def _link(ids: Mapping[Fact, str], linked: Fact | None) -> dict[str, Any] | None:
    if linked is None:
        return None
    return {"id": ids[linked]} if linked in ids else _body(linked, ids)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _item(wikidata: str | None) -> str | None:
    return f"http://www.wikidata.org/entity/{wikidata}" if wikidata else None


def _amount(money: Money) -> dict[str, str | None]:
    """Exact figures are strings: a JSON number would be read as a float."""
    amount = f"{money.amount:f}"
    if money.bound == "range":
        return {"minValue": amount, "maxValue": f"{money.upper:f}" if money.upper is not None else None}
    return {{"above": "minValue", "below": "maxValue"}.get(money.bound, "value"): amount}
