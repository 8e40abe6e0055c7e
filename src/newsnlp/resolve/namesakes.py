"""Which of several towns or districts of one name an article means.

The region that stands beside a name decides («Киров Калужской области»); a mention without one means what the nearest
mention with one means; else the region that the sentence speaks of, then the page; the larger town only where nothing
else speaks, and no district of several then.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from newsnlp.lang.districts import districts
from newsnlp.lang.morph import dictionary_forms
from newsnlp.lang.places import OWN, Place, Spot
from newsnlp.lang.toponyms import fold, forms
from newsnlp.types import Article, Finding, grouped

LEAD = 1.0  # of a town ten times as large as the next of its name: it tells where an article is
LARGER = 0.7  # of one five times as large: what the page speaks of is not enough against it
SMALL = 4.6  # the prior of a village, which has namesakes in no table
Meant = tuple[Finding[Spot], Place]
_Spoken = Callable[[Sequence[int]], Sequence[Mapping[str, int]]]
# what may stand between a settlement and where it lies: «Троицк (Челябинская область)», «Париж, штат Техас»
_LINK = re.compile(r"\s*[,(]?\s*(?:(?:в|во|штат\w{,2}|провинци\w|графств\w|земл\w|д|г|с|п|пос|город\w{,2})\b\.?\s*)*")


def settled(meant: Sequence[Meant], article: Article) -> list[Place]:
    """The places that mentions mean; ``meant``: the mentions in order of the text, with the likeliest place of each."""
    choices = [_outside(meant, i, article.text) for i in range(len(meant))]
    beside = _beside(meant, choices, article.text)
    spoken = _spoken(meant, choices, article)
    result = [place for _, place in meant]
    longer = _longer(result)
    for members in _of_one_name(result):
        one, may = members[0], [choices[i] for i in members]
        own = {i: told for i in members if (told := _there(result[i], choices[i], beside[i]))}
        if not own:
            towns = {result[i] for i in longer.get(result[one].name, ())}
            rules = {meant[i][0].rule for i in members}
            told = _by_name(result[one], may, towns, spoken, members, rules == {"region.form"})
            own = {one: told} if told else {}
        _spread(result, members, own)
    return result


def _by_name(
    place: Place,
    may: Sequence[tuple[Place, ...]],
    towns: Set[Place],
    spoken: _Spoken,
    members: Sequence[int],
    form: bool,
) -> Place | None:
    """What mentions beside which nothing stands mean; ``may``: what each may; ``form``: all are villages by their
    noun."""
    if towns and (whole := _whole(place, may[0], towns, spoken(members)[1])):
        return whole
    return _on_page(place, may, spoken(members), form or _common(place)) if may[0] else None


def _spread(result: list[Place], members: Sequence[int], own: Mapping[int, Place]) -> None:
    """Gives each mention of a name what it means itself, else what the one before it does, else the one behind."""
    placed = sorted(own)
    for i in members if own else ():
        result[i] = own[i] if i in own else own[placed[max(0, bisect_left(placed, i) - 1)]]


def _of_one_name(places: Sequence[Place]) -> Iterable[list[int]]:
    """The mentions of each name that several settlements or districts may have."""
    several = ((p, i) for i, p in enumerate(places) if p.kind in ("city", "district"))
    return grouped((f"{place.kind} {place.name}", i) for place, i in several).values()


def _longer(places: Sequence[Place]) -> Mapping[str, list[int]]:
    """Mentions of towns by what stands before a hyphen: «Каменск» of Каменск-Уральский."""
    towns = ((place.name, i) for i, place in enumerate(places) if place.kind == "city")
    return grouped((name[: cut.start()], i) for name, i in towns for cut in re.finditer("-", name))


def _choices(finding: Finding[Spot], place: Place) -> tuple[Place, ...]:
    """The settlements or districts that a mention may be, the likeliest first; none where its name is unknown."""
    if place.kind == "city":
        return tuple(p for p in finding.value.places if p.kind == "city")
    if place.kind == "district" and not place.within:
        return tuple(replace(d, name=place.name) for d in districts(place.name))
    return (place,) if place.kind == "district" else ()


def _whole(short: Place, choices: Sequence[Place], towns: Set[Place], page: Mapping[str, int]) -> Place | None:
    """The town of the page whose name a shorter one begins, «Каменск» of Каменск-Уральский, where the page is silent on
    the regions of those that are called so; ``towns``: those of such names."""
    whole = {p for p in towns if p.kind == "city" and p.within and p.name.startswith(short.name + "-")}
    own = any(page.get(choice.within) for choice in choices)
    return next(iter(whole)) if len(whole) == 1 and short.kind == "city" and not own else None


def _on_page(
    place: Place, choices: Sequence[tuple[Place, ...]], spoken: Sequence[Mapping[str, int]], village: bool
) -> Place:
    """What several mentions mean, the likeliest of the first being ``place``: one that all may be, if any."""
    common = [one for one in choices[0] if all(one in others for others in choices)] or choices[0]
    gone = place.kind == "city" and place not in common
    return _by_page(common[0] if gone else place, common, spoken, village)


def _common(place: Place) -> bool:
    """Whether a small settlement's name is a common word, so that many are called so: «Затон»."""
    known = dictionary_forms(place.name.lower()) if place.kind == "city" and place.prior < SMALL else []
    return any(form.grammemes.isdisjoint(("Geox", "Surn", "Name")) for form in known)


def _outside(meant: Sequence[Meant], i: int, text: str) -> tuple[Place, ...]:
    """The choices without those that lie where somebody goes from there: «из |Донецка| прибыли в Россию»."""
    choices, start = _choices(*meant[i]), meant[i][0].start
    if len(choices) < 2 or i + 1 == len(meant) or not _WHENCE.search(text[max(0, start - _NEAR) : start]):
        return choices
    if not _TOWARDS.fullmatch(text, meant[i][0].stop, meant[i + 1][0].start) or not _entered(meant[i + 1], text):
        return choices
    return tuple(place for place in choices if not _lies(place, meant[i + 1][1].code)) or choices


def _entered(meant: Meant, text: str) -> bool:
    """Whether a place's name can't stand in the locative, so that «в» says whither: «в |Россию|»."""
    finding, place = meant
    last, said = place.name.split()[-1], text[finding.start : finding.stop].split()[-1]
    return "loct" not in forms(fold(last)).get(fold(said), ("loct",))


_NEAR = 20  # letters before a mention, at the most, that tell whence
_WHENCE = re.compile(r"\b(?:из|со?|от)\s(?:[а-яё]+\s)?$", re.IGNORECASE)
_TOWARDS = re.compile(r"\s+(?:[а-яё-]+\s+){0,3}(?:в|во|на)\s+")


# ----------------------------------------------------------------------------------------------- what stands beside


class Beside(NamedTuple):
    """The code of the region or country beside a mention, "" where it is unknown; ``sure``: it can be no list."""

    code: str
    sure: bool = False


def _beside(meant: Sequence[Meant], choices: Sequence[tuple[Place, ...]], text: str) -> list[Beside | None]:
    """What stands beside each mention, ``None`` where nothing does."""
    found: list[Beside | None] = [None] * len(meant)
    for i in reversed(range(len(meant))):
        if meant[i][1].kind not in ("city", "district"):
            continue
        if behind := _behind(meant, i, text):
            sure = text[meant[i][0].stop : meant[behind][0].start].strip() in ("", "(")
            found[i] = Beside(_code(meant[behind][1], choices[behind], found[behind]), sure)
        elif _shares_noun(meant, i, text):
            found[i] = found[i + 1]
        elif near := _near(meant, i, text):
            found[i] = Beside(_code(meant[near][1], choices[near], found[near]))
        elif i and _LINK.fullmatch(text, meant[i - 1][0].stop, meant[i][0].start):
            around = meant[i - 1][1]
            found[i] = Beside(around.code or "") if around.land else None
    return found


def _shares_noun(meant: Sequence[Meant], i: int, text: str) -> bool:
    """Whether a district's noun stands behind the next of a row: «в |Ленинском| и Советском районах Ижевска»."""
    if i + 1 == len(meant) or (meant[i][1].kind, meant[i + 1][1].kind) != ("district", "district"):
        return False
    own, link = text[meant[i][0].start : meant[i][0].stop], text[meant[i][0].stop : meant[i + 1][0].start]
    return " " not in own and link in (" и ", ", ")


def _behind(meant: Sequence[Meant], i: int, text: str) -> int:
    """The index of the wider place that stands right behind a mention; 0 where none does."""
    finding, place = meant[i]
    for j in range(i + 1, min(i + 3, len(meant))):
        other, around = meant[j]
        if not _LINK.fullmatch(text, finding.stop, other.start):
            return 0
        between = text[finding.stop : other.start]
        if between.endswith(("в ", "во ")) and _entered(meant[j], text):
            return 0
        listed = between.rstrip(" ") == "," and around.kind == "city"
        return j if not listed and _is_wider(place, around, between.strip() == "(") else 0
    return 0


def _near(meant: Sequence[Meant], i: int, text: str) -> int:
    """The index of the town near which one stands: «Мирный *под* Архангельском»; 0 where none does."""
    if i + 1 == len(meant) or meant[i + 1][1].kind != "city":
        return 0
    return i + 1 if _NEARBY.fullmatch(text, meant[i][0].stop, meant[i + 1][0].start) else 0


_NEARBY = re.compile(r",? (?:под|близ|возле|около|неподал[её]ку от|недалеко от|рядом с) ")


def _is_wider(place: Place, around: Place, bracketed: bool) -> bool:
    """Whether a place may lie in another, which stands in brackets behind it."""
    if around.land or (bracketed and "-" in (around.code or "")):
        return True
    return (around.kind == "district") != (place.kind == "district")


def _code(place: Place, choices: Sequence[Place], beside: Beside | None) -> str:
    """The code of a place around another, of the region around it if it is a settlement or a district."""
    if place.land or place.code:
        return place.code or ""
    return (beside.code if beside else "") or _alone(choices)


def _lies(place: Place, code: str | None) -> bool:
    return bool(code) and code in (place.within, place.country, place.code)


def _there(place: Place, choices: Sequence[Place], beside: Beside | None) -> Place | None:
    """Which of several lies beside; one that no table knows where none of them can, ``None`` where nothing is said."""
    if beside is None:
        return None
    inside = [choice for choice in choices if _lies(choice, beside.code)]
    if inside:
        return inside[0]
    if not beside.sure or _known(place) or len(beside.code) == 2:
        return None
    return Place(place.name, place.kind, None, None, beside.code, 0.0)


def _known(place: Place) -> bool:
    """Whether a town is one of those that everybody knows, or a user's own."""
    return bool(place.code or place.wikidata or place.prior >= OWN)


# ------------------------------------------------------------------------------- what the sentence and the page say


def _spoken(meant: Sequence[Meant], choices: Sequence[tuple[Place, ...]], article: Article) -> _Spoken:
    """A function that counts the regions and countries which the sentences of some mentions name, and the page."""
    where = [article.number(finding.start) for finding, _ in meant]
    codes = [_tells(place, choices[i]) for i, (_, place) in enumerate(meant)]
    within: dict[int, set[tuple[Place, ...]]] = {}
    here: dict[int, Counter[str]] = {}
    for i, (_, place) in enumerate(meant):
        if place.kind == "city" and choices[i]:
            within.setdefault(where[i], set()).add(choices[i])
        if codes[i]:
            here.setdefault(where[i], Counter())[codes[i]] += 1
    everywhere = Counter(code for code in codes if code)

    def of(members: Sequence[int]) -> Sequence[Mapping[str, int]]:
        near = {where[i] for i in members}
        own = Counter(codes[i] for i in members if codes[i])
        together = {choices[members[0]], *chain.from_iterable(within.get(sentence, ()) for sentence in near)}
        told = sum((here[sentence] for sentence in near if sentence in here), Counter[str]())
        return told - own, everywhere - own if own else everywhere, _several(together)

    return of


def _several(names: Iterable[tuple[Place, ...]]) -> Mapping[str, int]:
    """The regions in which more than one of some names may lie."""
    together = Counter(code for towns in names for code in {town.within for town in towns})
    return {code: count for code, count in together.items() if count > 1}


def _tells(place: Place, choices: Sequence[Place]) -> str:
    """The region or country of which a mention speaks beyond doubt."""
    if place.land:
        return place.code or ""
    return _alone(choices)


def _alone(choices: Sequence[Place]) -> str:
    """Where a town or district lies that has no namesake, or none near as large; "" for others."""
    first, *rest = sorted((choice.prior for choice in choices), reverse=True) or [0.0]
    alone = len(choices) == 1 or (rest and first - rest[0] > LEAD)
    return max(choices, key=lambda choice: choice.prior).within if alone else ""


def _by_page(place: Place, choices: Sequence[Place], spoken: Sequence[Mapping[str, int]], village: bool) -> Place:
    """Which of several is meant by the regions that the sentence names, then the page, then towns in a row.

    Where nothing speaks, the likeliest town; no district of several, and no village of several or far from the page.
    """
    for said in spoken:
        if best := _most_spoken(place, choices, said):
            return best
    place = _spoken_country(_abroad(place, choices, spoken[0]), choices, spoken[1])
    if place.within and (place.kind == "district" or not village):
        return place
    elsewhere = any(code.startswith("RU-") for code in spoken[1])
    return choices[0] if len(choices) == 1 and not elsewhere else Place(place.name, place.kind, None, None, "", 0.0)


def _most_spoken(place: Place, choices: Sequence[Place], said: Mapping[str, int]) -> Place | None:
    """The namesake in the region of which most is said, but for a town that everybody knows: only the words beside its
    name speak for another, and Вашингтон and Пекин are none in Illinois."""
    if place.kind != "district" and _known(place):
        return None
    known = [c for c in choices if said.get(c.within) and "-" in c.within]
    return max(known, key=lambda c: (said[c.within], c is place), default=None)


def _abroad(place: Place, choices: Sequence[Place], said: Mapping[str, int]) -> Place:
    """The namesake in the country whose towns stand in a row with this one."""
    countries = {code[:2] for code in said if "-" in code}
    if _known(place) or len(countries) != 1 or place.country in countries:
        return place
    return next((choice for choice in choices if choice.country in countries), place)


def _spoken_country(place: Place, choices: Sequence[Place], page: Mapping[str, int]) -> Place:
    """The namesake in the country of which the page speaks most, where it is silent on the other's: «Вифлеем»."""
    countries: Counter[str] = Counter()
    for code, count in page.items():
        countries[code[:2]] += count
    if place.kind != "city" or _known(place) or countries[place.country]:
        return place
    alike = [choice for choice in choices if choice.prior > place.prior - LARGER]
    return max(alike, key=lambda choice: (countries[choice.country], choice is place), default=place)
