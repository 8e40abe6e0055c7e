"""The region of a regional post that its own words leave out, where the article names only one that may be meant."""

from __future__ import annotations

from collections.abc import Sequence

from newsnlp.link.predicate import DASHES
from newsnlp.link.seen import Seen
from newsnlp.types import Region, Sentence

# Posts of a region, and the word of its name that a description says: «глава области» is of no territory (край).
_REGIONAL = {
    "губернатор": "",
    "вице-губернатор": "",
    "первый вице-губернатор": "",
    "заместитель губернатора": "",
    "первый заместитель губернатора": "",
    "глава региона": "",
    "заместитель главы региона": "",
    "глава субъекта": "",
    "глава субъекта федерации": "",
    "глава области": "область",
    "глава края": "край",
}
_DEPUTIES = ("вице-", "первый вице-", "заместитель ", "первый заместитель ", "зампред")
# Cities that are regions of their own and have governors.
_CITIES = frozenset({"RU-SPE", "UA-40", "RU-SEV"})


def regional(seen: Sequence[Seen], regions: Sequence[Region], sentences: Sequence[Sentence]) -> None:
    """Gives the article's one region to «губернатор», «глава области»; to a deputy the region of the post beside it."""
    named = [r for r in regions if (r.kind == "region" and r.code) or r.code in _CITIES]
    only = named[0] if len(named) == 1 else None
    for title in reversed(seen):  # the served office stands behind its servant
        if title.region is not None or title.organization is not None:
            continue
        if title.office is not None:
            title.region = title.office.region
        elif only is not None and title.post.post in _REGIONAL and _REGIONAL[title.post.post] in only.name:
            title.region = only
        elif title.post.post.startswith(_DEPUTIES):
            title.region = _beside(title, seen, sentences[title.sentence])


def _beside(title: Seen, seen: Sequence[Seen], sentence: Sentence) -> Region | None:
    """«*вице-премьер* — министр строительства Калмыкии»."""
    tokens = sentence.tokens
    if title.last >= len(tokens) or tokens[title.last].text not in DASHES:
        return None
    same = (s for s in seen if s.sentence == title.sentence and s.first == title.last + 1)
    return next((s.region for s in same if s.official and s.case == title.case and s.organization is None), None)
