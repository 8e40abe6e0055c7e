"""At which level of government a body stands: its country's, a region's, or a town's or district's.

A body has one level, so that «Госдума» and «Дума края», «УВД Череповца» and «УМВД области» are two whatever else ties
them. A name may leave its level open, or tell but that it is not the country's.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from newsnlp.data import word_list
from newsnlp.fold import fold
from newsnlp.lang import lexicon, morph
from newsnlp.lang.bodies import PUBLIC, stem
from newsnlp.memory import remembered
from newsnlp.types import Body, Region

_COUNTRY, _REGION, _CITY, _DISTRICT = (frozenset({told}) for told in ("country", "region", "city", "district"))
_LOCAL = _CITY | _DISTRICT  # «горсобрание» is no «районное собрание»
BELOW = _REGION | _LOCAL
ANY = _COUNTRY | BELOW
_COUNTRYS = frozenset(word_list("ranks.country"))
# a city that is a region has bodies of both levels
_OF_PLACE = {"country": _COUNTRY, "region": _REGION, "district": _LOCAL, "city": _LOCAL}
_OF_STATE = {"region": _REGION, "republic": _COUNTRY | _REGION, "country": _COUNTRY}
_OF_WORD = {**_OF_STATE, "city": _CITY, "district": _DISTRICT}
_OF_ADJECTIVE = {"of_city": _CITY, "of_district": _DISTRICT}


def ranks(body: Body) -> frozenset[str]:
    """The levels at which a body may stand, as far as its name tells.

    >>> sorted(ranks(Body("Госдума", "госдума", known="государственная дума", kind="government")))
    ['country']
    """
    if body.kind not in PUBLIC:
        return ANY
    if local := set(map(_local, fold(body.name).split())) - {""}:
        return _of_adjectives(body, local)
    if body.region:
        return _of_place(body, body.region)
    if body.level in _OF_WORD:
        return _OF_WORD[body.level]
    if len(body.owner) == 2 or body.known in _COUNTRYS:
        return _COUNTRY
    if body.key.startswith(word_list("ranks.states")):
        return _COUNTRY | _REGION  # «Госсовет» is no «Совет города»
    return _REGION if body.key.startswith(word_list("ranks.region")) else ANY


@remembered()
def _local(word: str) -> str:
    """Of a town's or a district's adjective: of which."""
    told = {"of_city", "of_district"}.intersection(lexicon.classes(word))
    return min(told) if told and morph.adjectives(word) else ""


def _of_adjectives(body: Body, local: Set[str]) -> frozenset[str]:
    """«Быковский *районный* суд Волгоградской области», «*городской* парламент»; a city that is a region is both."""
    both = local == {"of_city"} and body.region and body.region.kind == "city" and body.region.code
    return BELOW if both else frozenset().union(*map(_OF_ADJECTIVE.__getitem__, local))


def _of_place(body: Body, place: Region) -> frozenset[str]:
    """The level of a place; an adjective may be made of a region's name or of its town's: «саратовская полиция»."""
    told = _OF_PLACE.get(place.kind, ANY)
    if place.kind == "city" and place.code:
        return BELOW
    if place.kind == "country" or body.level:
        return told
    said, own = fold(body.name).split(), fold(place.name).split()
    return BELOW if not set(map(stem, own)) <= set(map(stem, said)) and _has_adjective(said, own) else told


def _has_adjective(said: Iterable[str], own: Iterable[str]) -> bool:
    """Whether one of some words is an adjective of a place's name."""
    starts = {part[:4] for part in own}
    return any(word[:4] in starts and morph.adjectives(word) for word in said)
