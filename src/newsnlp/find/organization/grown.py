"""Places that go on: a body's owner, the branch of an office, what a committee is charged with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsnlp.find.organization.scene import TOWN, Place, Scene
from newsnlp.lang import phrases
from newsnlp.lang.bodies import Bodies
from newsnlp.types import Token

_TO = frozenset({"городу", "г", ".", "республике"})
_BRANCHED = frozenset({"police", "government", "court", "health"})
_OFFICES = frozenset({"ГУ", "СУ", "ГСУ", "УУР", "ЦА", "ДЧ", "ЛО", "ОП"})
COMMITTEES = ("комитет", "комисси", "подкомитет")
_CHARGED = ("комитет", "комисси", "подкомитет", "совет", "групп")


def owned(scene: Scene) -> Iterator[Place]:
    """«прокуратура |города Павия|»: a body with the place behind it, where only the body was seen."""
    for place in list(scene.found):
        tokens = list(scene.after(place.stop, 3))
        while tokens and tokens[0].lower in TOWN and tokens[0].start not in scene.regions:
            tokens.pop(0)
        span = scene.regions.get(tokens[0].start) if tokens else None
        if span is None or not scene.sentence.cut(place.stop, place.stop + 1).isspace():
            continue
        if scene.genitive(tokens[0], span) and _loose_end(scene, place.stop, span.stop):
            yield Place(place.start, span.stop, "organization.owner", min(place.score, 0.9))


def branch(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """«МВД России |по Смоленской области|»: the branch of a police, a court, an agency."""
    for place in list(scene.found):
        after = scene.after(place.stop, 4)
        if len(after) < 2 or after[0].lower != "по" or after[0].start != place.stop + 1:
            continue
        rest = list(after[1:])
        while rest and rest[0].lower in _TO and rest[0].start not in scene.regions:
            rest.pop(0)
        span = scene.regions.get(rest[0].start) if rest else None
        if any(p.start < place.start and p.stop == place.stop for p in scene.found):
            continue
        if span is None or span.kind == "country" or not _loose_end(scene, place.stop, span.stop):
            continue
        if bodies.read(phrases.clip(scene.sentence, place.start, place.stop)).kind in _BRANCHED:
            yield Place(place.start, span.stop, "organization.branch", min(place.score, 0.9))


def _loose_end(scene: Scene, start: int, stop: int) -> bool:
    """Whether no organization goes on from before the one offset to behind it."""
    return not any(p.start < stop and start < p.stop for p in scene.found)


def office(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """«|ГУ| МВД России»: the office of a ministry or service named by initials before it."""
    for place in list(scene.found):
        before = scene.at(place.start) - 1
        if (
            before < 0
            or scene.tokens[before].text not in _OFFICES
            or not scene.whole(scene.tokens[before].start, place.stop)
        ):
            continue
        if bodies.read(phrases.clip(scene.sentence, place.start, place.stop)).kind in _BRANCHED:
            yield Place(scene.tokens[before].start, place.stop, "organization.office", min(place.score, 0.9))


def charged(scene: Scene) -> list[Place]:
    """«комитет Госдумы |по обороне и безопасности|»: what a committee is charged with belongs to its name alone."""
    grown = list(dict.fromkeys(new for place in scene.found for new in _charged(scene, place)))
    outer = [p for p in grown if p.rule == "organization.charge"]
    return [
        p
        for p in grown
        if p in outer or not any(p.stop == o.stop and o.start < p.start and _by(scene, p) for o in outer)
    ]


def _charged(scene: Scene, place: Place) -> list[Place]:
    words = scene.sentence.within(place.start, place.stop)
    before = scene.at(place.start) - 1
    led = before >= 0 and scene.tokens[before].lower.startswith(COMMITTEES)
    inner = any(p.start < place.start and place.stop <= p.stop for p in scene.found)
    after = scene.after(place.stop, 13)
    if by := _by(scene, place):
        cut = place._replace(stop=by)
        if led and not inner:
            return [cut, Place(scene.tokens[before].start, place.stop, "organization.charge", min(place.score, 0.9))]
        led = any(p.start < place.start and p.stop == place.stop and _committee(scene, p) for p in scene.found)
        return [cut] if led and not _heads(words) else [place]
    if len(after) < 2 or after[0].lower != "по" or inner or not _loose_end(scene, place.stop, after[1].stop):
        return [place]
    size = charge(after[1:]) if led or (_heads(words) and len(words) > 1) else 0
    if not size:
        return [place]
    start = scene.tokens[before].start if led else place.start
    made = Place(start, after[size].stop, "organization.charge", min(place.score, 0.9))
    return [place, made] if led else [made]


def _committee(scene: Scene, place: Place) -> bool:
    return scene.tokens[scene.at(place.start)].lower.startswith(COMMITTEES)


def _heads(words: Sequence[Token]) -> bool:
    return any(t.lower.startswith(_CHARGED) for t in words[:2]) and not words[0].lower.startswith("совет")


def _by(scene: Scene, place: Place) -> int:
    """Where the body ends in «Совета Федерации| по обороне»; 0 for a name without «по»."""
    words = scene.sentence.within(place.start, place.stop)
    return next((words[i - 1].stop for i, t in enumerate(words) if i and t.lower == "по"), 0)


def charge(tokens: Sequence[Token]) -> int:
    """How many tokens «по» governs: a dative, what hangs on it, and its equals behind «и» or a comma."""
    if tokens[0].tag.case != "datv" or not tokens[0].text.islower():
        return 0
    size = 0
    for i, token in enumerate(tokens):
        if token.tag.pos in ("NOUN", "ADJ") and token.tag.case in ("datv", "gent") and token.text.islower():
            size = i + 1
        elif token.text not in ("и", ",") or i + 1 >= len(tokens) or tokens[i + 1].tag.case not in ("datv", "gent"):
            break
    return size


def joint(scene: Scene) -> list[Place]:
    """«комиссия по сотрудничеству Беларуси |и Узбекистана|»: the second of two places that a body joins."""
    ends = {span.stop for span in scene.regions.values()}
    grown = [_joint(scene, place) if place.stop in ends else place for place in scene.found]
    return [place for place in grown if not any(_part(scene, place, other) for other in grown)]


def _joint(scene: Scene, place: Place) -> Place:
    after = scene.after(place.stop, 2)
    if len(after) < 2 or after[0].lower != "и" or (span := scene.regions.get(after[1].start)) is None:
        return place
    joins = any(t.tag.pos == "ADP" for t in scene.sentence.within(place.start, place.stop))
    if not joins or not scene.genitive(after[1], span):
        return place
    return place._replace(stop=span.stop, rule="organization.joint")


def _part(scene: Scene, inner: Place, outer: Place) -> bool:
    """«комиссия по сотрудничеству» is no name where «комиссия по сотрудничеству Беларуси» stands."""
    if inner.start != outer.start or inner.stop >= outer.stop or inner.stop + 1 not in scene.regions:
        return False
    return any(t.tag.pos == "ADP" for t in scene.sentence.within(inner.start, inner.stop))
