"""The districts that a name may mean: «Вяземский район» is two of them, «городской округ Самара» one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsnlp.data import Tables, derived, several, word_list
from newsnlp.lang import morph
from newsnlp.lang.places import Place, read
from newsnlp.lang.territories import noun
from newsnlp.lang.toponyms import fold
from newsnlp.types import grouped

_GENERIC = frozenset(word_list("districts.generic"))


@derived("districts")
def _districts(tables: Tables) -> Mapping[str, list[Place]]:
    """Districts by what is theirs of their name: «вяземский»."""
    lines = ((line, own) for own, of in ((False, tables.lines), (True, tables.own)) for line in of("districts"))
    told = ((read(line, own), line.split("\t")[6]) for line, own in lines)
    return grouped((_core(name), place) for place, names in told for name in (place.name, *several(names)))


def _core(name: str) -> str:
    """«Волгодонск|ой» and «Волгодонск|ий» are one."""
    return " ".join(_ENDING.sub("", word) for word in fold(name).split() if not _generic(word))


def _generic(word: str) -> bool:
    named = noun(word)
    return word in _GENERIC or (named is not None and (named.kind == "district" or named.level == "city"))


_ENDING = re.compile("(?<=[цс]к)[ио]й$")


def districts(name: str) -> tuple[Place, ...]:
    """The districts that a name in the nominative may mean, those of its own sort where there are any.

    >>> [(p.name, p.within) for p in districts("Духовщинский муниципальный район")]
    [('Духовщинский район', 'RU-SMO')]
    >>> [p.within for p in districts("Вяземский район")], districts("Невиданный район")
    (['RU-KHA', 'RU-SMO'], ())
    """
    known = _districts().get(_core(name), [])
    urban = "городской" in fold(name)
    alike = [place for place in known if ("городской" in fold(place.name)) == urban]
    return tuple(alike or known)


def of_adjective(adjective: str, noun: str = "район") -> tuple[Place, ...]:
    """The districts that an adjective in any form tells, called with a noun: «*колпашевскому* (району)».

    >>> [place.name for place in of_adjective("духовщинского")], of_adjective("тяжёлого")
    (['Духовщинский район'], ())
    """
    masculine = (morph.inflect(adjective, form, "nomn", "sing", "masc") for form in morph.adjectives(adjective))
    return tuple(place for word in dict.fromkeys(masculine) if word for place in districts(f"{word} {noun}"))
