"""Which of several towns or districts of one name an article means.

The region that stands beside a name decides («Киров Калужской области»); a mention without one means what the nearest
mention with one means; else the region that the sentence speaks of, then the page; the larger town only where nothing
else speaks, and no district of several then.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from newsnlp.lang.districts import districts
from newsnlp.lang.places import OWN, Place, Spot
from newsnlp.types import Finding, Sentence

Meant = tuple[Finding[Spot], Place]
# what may stand between a settlement and where it lies: «Троицк (Челябинская область)», «Париж, штат Техас»
_LINK = re.compile(r"\s*[,(]?\s*(?:(?:в|во|штат\w{,2}|провинци\w|графств\w|земл\w|д|г|с|п|пос|город\w{,2})\b\.?\s*)*")


def settled(meant: Sequence[Meant], sentences: Sequence[Sentence], text: str) -> list[Place]:
    """The places that mentions mean; ``meant``: the mentions in order of the text, with the likeliest place of each."""
    choices = [_choices(finding, place) for finding, place in meant]
    beside = _beside(meant, choices, text)
    groups: dict[tuple[Place, ...] | str, list[int]] = {}
    for i, (_, place) in enumerate(meant):
        if place.kind in ("city", "district"):
            groups.setdefault(choices[i] or f"{place.kind} {place.name}", []).append(i)
    spoken = _spoken(meant, choices, sentences)
    result = [place for _, place in meant]
    for members in groups.values():
        own = {i: _there(result[i], choices[i], beside[i]) for i in members if beside[i]}
        rest = [i for i in members if i not in own]
        whole = _by_page(result[rest[0]], choices[rest[0]], spoken(rest)) if rest and not own else None
        for i in members:
            result[i] = own[i] if i in own else whole or own[_nearest(i, own)]
    return result


def _choices(finding: Finding[Spot], place: Place) -> tuple[Place, ...]:
    """The settlements or districts that a mention may be, the likeliest first; none where its name is unknown."""
    if place.kind == "city":
        return tuple(p for p in finding.value.places if p.kind == "city")
    if place.kind == "district" and not place.within:
        return tuple(replace(d, name=place.name) for d in districts(place.name))
    return (place,) if place.kind == "district" else ()


def _nearest(i: int, own: Iterable[int]) -> int:
    """The mention before this one that has a place of its own, else the first behind it."""
    return max((j for j in own if j < i), default=min(own))


# ----------------------------------------------------------------------------------------------- what stands beside


def _beside(meant: Sequence[Meant], choices: Sequence[tuple[Place, ...]], text: str) -> list[str]:
    """The code of the region or country that stands beside each mention, "" where none does."""
    found = [""] * len(meant)
    for i in reversed(range(len(meant))):
        place = meant[i][1]
        if place.kind not in ("city", "district"):
            continue
        behind = _behind(meant, i, text)
        if behind:
            found[i] = _code(meant[behind][1], choices[behind], found[behind])
        if not found[i] and i and _LINK.fullmatch(text, meant[i - 1][0].stop, meant[i][0].start):
            around = meant[i - 1][1]
            lies = around.code or ""
            if around.kind in ("region", "country") and any(_lies(c, lies) for c in choices[i]):
                found[i] = lies
    return found


def _behind(meant: Sequence[Meant], i: int, text: str) -> int:
    """The index of the wider place that stands right behind a mention; 0 where none does."""
    finding, place = meant[i]
    for j in range(i + 1, min(i + 3, len(meant))):
        other, around = meant[j]
        if other.start < finding.stop:
            continue
        if not _LINK.fullmatch(text, finding.stop, other.start):
            return 0
        between = text[finding.stop : other.start]
        wider = around.kind in ("region", "country") or (around.kind == "district") != (place.kind == "district")
        return j if wider and (between.strip(" ,(") or between.strip() != "," or around.kind != "city") else 0
    return 0


def _code(place: Place, choices: Sequence[Place], beside: str) -> str:
    """The code of a place around another, of the region around it if it is a settlement or a district."""
    if place.kind in ("region", "country"):
        return place.code or ""
    if place.code:
        return place.code
    return beside or (choices[0].within if len(choices) == 1 else "")


def _lies(place: Place, code: str) -> bool:
    return bool(code) and code in (place.within, place.country, place.code)


def _there(place: Place, choices: Sequence[Place], code: str) -> Place:
    """Which of several lies in a region; where none does, one that no table knows."""
    inside = [choice for choice in choices if _lies(choice, code)]
    if inside:
        return inside[0]
    known = choices and (place.code or place.wikidata or place.prior >= OWN)
    return place if known or "-" not in code else Place(place.name, place.kind, None, None, code, 0.0)


# ------------------------------------------------------------------------------- what the sentence and the page say


def _spoken(
    meant: Sequence[Meant], choices: Sequence[tuple[Place, ...]], sentences: Sequence[Sentence]
) -> Callable[[Sequence[int]], Sequence[Mapping[str, int]]]:
    """A function that counts the regions and countries which the sentences of some mentions name, and the page."""
    starts = [sentence.start for sentence in sentences]
    page: Counter[str] = Counter()
    by_sentence: dict[int, Counter[str]] = {}
    where = [bisect_right(starts, finding.start) for finding, _ in meant]
    for i, (_, place) in enumerate(meant):
        only = choices[i][0].within if len(choices[i]) == 1 else ""
        if code := place.code if place.kind in ("region", "country") else only:
            page[code] += 1
            by_sentence.setdefault(where[i], Counter())[code] += 1

    def of(members: Sequence[int]) -> Sequence[Mapping[str, int]]:
        near: Counter[str] = Counter()
        for number in {where[i] for i in members}:
            near.update(by_sentence.get(number, {}))
        return near, page

    return of


def _by_page(place: Place, choices: Sequence[Place], spoken: Sequence[Mapping[str, int]]) -> Place:
    """Which of several is meant by the regions that the sentence names, then the page."""
    for said in spoken:
        known = [c for c in choices if said.get(c.within) and "-" in c.within]
        best = max(known, key=lambda c: (said[c.within], c is place), default=None)
        if best and (place.kind == "district" or not _famous(place, best)):
            return best
    if place.kind != "district" or place in choices:
        return place
    elsewhere = any(code.startswith("RU-") for code in spoken[-1])
    return choices[0] if len(choices) == 1 and not elsewhere else place


def _famous(place: Place, other: Place) -> bool:
    """Whether a town is so well known that only the words beside its name speak for another."""
    return bool(place.code or place.prior >= OWN or (place.wikidata and place.country != other.country))
