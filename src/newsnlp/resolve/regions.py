"""Which place each mention means, and which mentions are the same place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from newsnlp.lang.morph import dictionary_forms, like
from newsnlp.lang.phrases import OPEN
from newsnlp.lang.places import INITIALS, Place, Spot, shared
from newsnlp.lang.toponyms import fold, forms
from newsnlp.resolve.namesakes import settled
from newsnlp.resolve.people.candidate import one_edit
from newsnlp.resolve.settlements import with_settlements
from newsnlp.types import Article, Finding, Region, RegionKind, gathered, grouped, mention, renewed

LONG = 7  # letters of a name that one misprint leaves as it is
SHORT = 5  # letters that initials have fewer than
FIRST = 1.5  # what the gazetteer's own choice is worth
KIND = 2.0  # what the tagger's word for the kind is worth beside a place's prior
HINT = 6.0  # and «штат», «город» before the name
NEAR = 2.5  # and the region it lies in, named in the article
_MUNICIPAL = "МО «"
WHOLE = 4.0  # how many times as much a place's whole name says of its short one


def regions(found: Sequence[Finding[Spot]], article: Article) -> tuple[Region, ...]:
    """The places of an article with all their mentions, in order of first mention."""
    text, found = article.text, with_settlements(found, article)
    named = {**_named(found), **_told(found, text)}
    found = [f for f in found if f.rule != INITIALS or any(_speaks(named, p) for p in f.value.places)]
    meant = list(_meant(found, named, text))
    told = zip(_called(settled(meant, article)), (mention(text, f, "place") for f, _ in meant), strict=True)
    return gathered(told)


def _meant(
    found: Sequence[Finding[Spot]], named: Mapping[str, float], text: str
) -> Iterator[tuple[Finding[Spot], Place]]:
    """The findings, each with the likeliest place; without what the article does not mean as one."""
    unknown = _unknown(found, text)
    lands = _lands(found) if unknown else {}
    short: dict[str, Place] = {}
    last: Place | None = None
    end = 0
    for finding in found:
        cut = text[finding.start : finding.stop]
        place = _chosen(finding, named) or (None if finding.value.hint else _misprinted(cut, lands))
        if place is not None:
            if _shared(finding, place, text, named):
                continue
            place = _spoken_of(finding.value, place, named, cut)
        if last in finding.value.places and text[end : finding.start] == " (":
            short[cut] = last  # «Республика Башкортостан (РБ)»
        place = short.get(cut, place)
        last, end = place, finding.stop
        meant = place or Place(*unknown[_key(finding.value.name)], None, None, "", 0.0)
        yield finding, meant
        if finding.rule == "region.formation" and text.endswith(_MUNICIPAL, 0, finding.start):
            short[_MUNICIPAL[:2]] = meant  # «администрация МО «Воркута» … глава МО»


def _lands(found: Sequence[Finding[Spot]]) -> Mapping[str, Place]:
    """The countries and regions that the article names by a long word, by all forms of it."""
    first = dict.fromkeys(f.value.places[0] for f in found if f.value.places and f.value.places[0].land)
    long = (place for place in first if place.name.isalpha() and len(place.name) >= LONG)
    return {form: place for place in long for form in forms(fold(place.name))}


def _misprinted(text: str, lands: Mapping[str, Place]) -> Place | None:
    """The country or region whose name an unknown word is but for one letter: «Гононг» beside «Гонконг»."""
    word = fold(text)
    return next((place for form, place in lands.items() if one_edit(word, form)), None) if lands else None


def _called(places: Iterable[Place]) -> Iterator[Region]:
    """The places as values; one of a number has the name that it was given first."""
    called: dict[int, str] = {}
    for region in (place.region for place in places):
        name = called.setdefault(region.geonames, region.name) if region.geonames else region.name
        yield renewed(region, name=name)


def _shared(finding: Finding[Spot], place: Place, text: str, named: Mapping[str, float]) -> bool:
    """Whether an adjective may be a river's or a mountain's as well, and the article names no such town.

    «Уральское управление» is none of Уральск, a far «Приморский водопровод» none of Приморье; «Волжский городской суд»
    is a town's by its words.
    """
    spot = finding.value
    quoted = place.kind == "region" and text[finding.start - 1 : finding.start] in OPEN and place.code not in named
    if not spot.adjective or not (quoted or place.kind == "city") or text.startswith(" городск", finding.stop):
        return False
    return shared(text[finding.start : finding.stop]) and f"{place.kind} {place.name}" not in named


def _named(found: Sequence[Finding[Spot]]) -> Mapping[str, float]:
    """How strongly the article speaks of each region and country: what is named there beyond doubt."""
    weights: Counter[str] = Counter()
    for finding in found:
        places = finding.value.places if finding.rule != INITIALS else ()
        if len(places) == 1 or (places and places[0].kind == "country" and not _initials(finding.value)):
            place = places[0]
            weights.update(filter(None, (place.code, place.within, place.country if place.within else None)))
    return {code: min(1.0, 0.4 + 0.2 * n) for code, n in weights.items()}


def _told(found: Sequence[Finding[Spot]], text: str) -> Mapping[str, float]:
    """The places that the article names outright, above all what they are: «графство Эссекс», then «Эссекс».

    What has a name of several words goes before all others that its short name may be: «сектор Газа», then «Газа».
    """
    told: dict[str, float] = {}
    for finding in found:
        spot = finding.value
        for place in spot.places:
            if spot.hint == place.kind:
                told[f"{place.kind} {place.name}"] = 1.0
        if spot.places and not spot.adjective:
            first = spot.places[0]
            if " " in first.name and " " in text[finding.start : finding.stop]:
                told[f"{first.kind} {first.name}"] = WHOLE
            elif first.kind == spot.kind:
                told.setdefault(f"{first.kind} {first.name}", 0.8)
    return told


def _chosen(finding: Finding[Spot], named: Mapping[str, float]) -> Place | None:
    spot = finding.value
    if not spot.places:
        return None

    def likely(place: Place) -> float:
        score = place.prior + FIRST * (place is spot.places[0])
        score += KIND * finding.score * (1 if place.kind == spot.kind else -1) * (finding.rule == "tagger")
        if spot.hint:
            score += HINT * (1 if place.kind == spot.hint else -1)
        if place.code and place.kind != "country":
            score += NEAR * named.get(place.code, 0.0)
        score += NEAR * named.get(f"{place.kind} {place.name}", 0.0)
        if "-" in place.within:
            score += NEAR * named.get(place.within, 0.0)
        if place.kind != "country":
            score += named.get(place.country, 0.0)
        return score

    return max(spot.places, key=likely)


def _initials(spot: Spot) -> bool:
    """Whether a country shares its initials with a region of another, its name with another: «РБ», «Конго»."""
    return any(p.kind != "city" and p.country != spot.places[0].country for p in spot.places)


def _spoken_of(spot: Spot, place: Place, named: Mapping[str, float], text: str) -> Place:
    """Of several regions that share a short name the one that the article speaks of, else none: «на |Алтае|»."""
    if not place.land:
        return place
    if place.kind == "country" or (text.isupper() and len(text) < SHORT):
        return _ambiguous(spot, place, named, text)
    sharing = [p for p in spot.places if (p.kind, p.country) == ("region", place.country)]
    if spot.adjective or spot.hint or len(sharing) < 2:
        return place
    best = max(sharing, key=partial(_speaks, named))
    return best if _speaks(named, best) else Place(_short(text), "region", None, None, place.country, 0.0)


def _speaks(named: Mapping[str, float], place: Place) -> float:
    """How strongly the article speaks of a place by its code."""
    return named.get(place.code or "", 0.0)


def _ambiguous(spot: Spot, place: Place, named: Mapping[str, float], text: str) -> Place:
    """Of countries and republics that share letters or a name the one that the article speaks of: «глава |РБ|»."""
    best = max(spot.places, key=lambda p: (named.get(p.code or "", 0.0), p is place))
    if not (text.isupper() or _initials(spot)):
        return place
    said = named.get(best.code or "") or spot.name in (place.name, text)
    return best if said else Place(spot.name, spot.kind, None, None, "", 0.0)


def _short(text: str) -> str:
    """The nominative of a short name."""
    known = [form.lemma for form in dictionary_forms(text.lower()) if "Geox" in form.grammemes]
    return like(text, known[0]) if known else text


def _key(name: str) -> str:
    """What the forms of an unknown name have in common, with «городской округ» or with «округ»."""
    return fold(_DEGREE.sub("", name)).rstrip("аеиоуыэюяйь")


_DEGREE = re.compile(" (?:городск|муниципальн)(?:ой|ий|ый)(?= (?:округ|район)$)")


def _unknown(found: Sequence[Finding[Spot]], text: str) -> Mapping[str, tuple[str, RegionKind]]:
    """One nominative and one kind for all forms of a name that no table knows: what the article itself has, if any."""
    by = grouped((_key(f.value.name), f) for f in found if not f.value.places)
    return {key: _of_forms(those, text) for key, those in by.items()}


def _weight(spot: Spot) -> int:
    """How much a mention speaks for the nominative that is read from it."""
    return (20 if _DEGREE.search(spot.name) else 0) + (10 if spot.sure and not spot.adjective else 1)


def _of_forms(found: Sequence[Finding[Spot]], text: str) -> tuple[str, RegionKind]:
    """The nominative and kind that most speaks for.

    Of several that are proposed one that all the forms may come from: «в Зелихе», «из Зелихи» Зелиха.
    """
    names: Counter[str] = Counter()
    kinds: Counter[RegionKind] = Counter()
    for spot in (finding.value for finding in found):
        names[spot.name] += _weight(spot)
        kinds[spot.hint or spot.kind] += 10 if spot.hint else 1
    stand = {fold(text[finding.start : finding.stop]) for finding in found}
    if len(names) > 1:
        names.update({name: 2 for name in names if stand <= forms(fold(name)).keys()})
    return _most(names), _most(kinds)


_T = TypeVar("_T", bound=str)


def _most(votes: Counter[_T]) -> _T:
    return max(votes, key=lambda name: (votes[name], -len(name), name))
