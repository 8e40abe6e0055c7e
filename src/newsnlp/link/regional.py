"""The region of a regional post that its own words leave out, where the article names only one that may be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from newsnlp.lang import morph
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
    only = named[0] if len(named) == 1 and _about(named[0], regions) else None
    for title in reversed(seen):
        if title.placed:
            continue
        word = _REGIONAL.get(title.post.post)
        if only and word is not None and _told(only, title) and word in only.name:
            title.region = only
        elif title.post.post.startswith(_DEPUTIES):
            title.region = _beside(title, seen, sentences[title.sentence])
    for number, title in enumerate(seen):
        if not title.placed:
            _spoken_of(title, seen[:number], sentences[title.sentence])
        if title.official and title.region is None and title.organization is None:
            title.region = _near(title, regions, sentences)
    for title in reversed(seen):  # the served office stands behind its servant
        if title.office is not None and title.region is None and title.organization is None:
            title.region = title.office.region


def _told(region: Region, title: Seen) -> bool:
    """Whether an article has named a region before a title, or more than once."""
    return len(region.mentions) > 1 or region.mentions[0].start < title.post.head


def _about(region: Region, regions: Sequence[Region]) -> bool:
    """Whether an article is of a region: of a city that is one only where no other is named as often."""
    rivals = (r for r in regions if r.kind == "city" and r is not region)
    return region.kind != "city" or all(len(r.mentions) < len(region.mentions) for r in rivals)


def _near(title: Seen, regions: Sequence[Region], sentences: Sequence[Sentence]) -> Region | None:
    """«Прокурор *республики*», «глава *региона*»: the only one that this sentence and the one before have named."""
    fitting = _KINDS.get(title.post.name.rpartition(" ")[2])
    if fitting is None:
        return None
    start = sentences[max(0, title.sentence - 1)].start
    stop = title.post.head
    near = [r for r in regions if fitting(r) and any(start <= m.start < stop and _noun(m.text) for m in r.mentions)]
    if not near:
        near = [r for r in regions if r.kind != "country" and fitting(r) and _told(r, title)]
    return near[0] if len(near) == 1 else None


def _noun(mention: str) -> bool:
    """Whether a place is named and no adjective made of it: not «*турецкий* лидер»."""
    return not any(f.pos == "ADJF" for f in morph.forms(mention.lower()))


def _republic(region: Region) -> bool:
    """A country, or a republic of Russia: ISO 3166-2 gives these two letters, and the other parts three."""
    return (region.kind == "country" and region.code != "RU") or (
        region.kind == "region" and len(region.code or "") == 5
    )


_KINDS: dict[str, Callable[[Region], bool]] = {
    "республики": _republic,
    "области": lambda region: region.name.endswith(" область"),
    "края": lambda region: region.name.endswith(" край"),
    "региона": lambda region: region.kind == "region" and (region.code or "").startswith("RU-"),
}


def _spoken_of(title: Seen, before: Sequence[Seen], sentence: Sentence) -> None:
    """«Глава *города*», «глава *госкорпорации*», «*его* заместитель»: of what the title before them is of."""
    noun = title.post.post.rpartition(" ")[2]
    owner = sentence.tokens[title.first - 1].lower if title.first else ""
    if owner in ("его", "её", "ее", "их") and title.post.post.startswith(_SERVANTS):
        chief = next((s for s in reversed(before) if s.official and s.people and s.post.office is None), None)
        if chief and title.post.public is not False:
            title.official, title.region, title.organization = True, chief.region, chief.organization
    elif title.post.post.startswith(_HEADS) and noun in _TERRITORIES:
        title.region = next((s.region for s in reversed(before) if s.region and _territory(s, noun)), None)
    elif title.post.post.startswith(_HEADS) and noun in _BODIES and owner.startswith("нов"):
        orgs = (s.organization for s in reversed(before) if s.organization)
        title.organization = next((o for o in orgs if o.kind in _BODIES[noun] and not _ASSEMBLY.search(o.name)), None)


def _territory(title: Seen, noun: str) -> bool:
    return title.region is not None and title.region.kind == _TERRITORIES[noun] and title.post.post in _CHIEFS


_ASSEMBLY = re.compile(r"дум|собрани|парламент|совет|суд", re.IGNORECASE)  # no «ведомство»
_SERVANTS = ("заместитель", "первый заместитель", "помощник", "советник", "пресс-секретарь")
_HEADS = ("глава", "руководитель", "директор", "начальник", "председатель", "президент", "генеральный директор")
_CHIEFS = frozenset({"губернатор", "глава", "мэр", "президент", "глава города", "глава республики"})
# What a common noun may speak of.
_TERRITORIES = {"города": "city", "республики": "region", "района": "district", "округа": "district"}
_BODIES = {
    "ведомства": ("government", "police", "court", "military"),
    "министерства": ("government",),
    "компании": ("company",),
    "корпорации": ("company",),
    "госкорпорации": ("company",),
    "холдинга": ("company",),
    "концерна": ("company",),
    "банка": ("bank",),
    "клуба": ("sport",),
    "партии": ("party",),
}


def _beside(title: Seen, seen: Sequence[Seen], sentence: Sentence) -> Region | None:
    """«*вице-премьер* — министр строительства Калмыкии»."""
    tokens = sentence.tokens
    if title.last >= len(tokens) or tokens[title.last].text not in DASHES:
        return None
    same = (s for s in seen if s.sentence == title.sentence and s.first == title.last + 1)
    return next((s.region for s in same if s.official and s.case == title.case and s.organization is None), None)
