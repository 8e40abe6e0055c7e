"""Places that go on: a body's owner, the branch of an office, what a committee is charged with."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import dropwhile

from newsnlp.data import word_list
from newsnlp.find.organization.scene import TOWN, Place, Scene, beginning, district, given, in_brackets
from newsnlp.fold import fold
from newsnlp.lang import phrases
from newsnlp.lang.bodies import PARTS, PUBLIC, Bodies
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import forms, lemma
from newsnlp.lang.phrases import cited, works_on
from newsnlp.lang.territories import level_of
from newsnlp.types import Span, Token, grouped, token_at

_TO = frozenset(word_list("organization.grown.to"))
_BRANCHED = frozenset({"police", "government", "court", "health"})
_ASSEMBLIES = word_list("organization.grown.assemblies")
_OFFICES = frozenset(word_list("organization.grown.offices"))
_OFFICE = word_list("organization.grown.office")
_BRANCH = re.compile(r"(?:ГУ|У|О|МО)[А-Я]{3,}$")  # УМВД, ОМВД, ГУФСИН
_MISSIONS = frozenset(word_list("organization.grown.missions"))
_MISSIONS_BEGIN = tuple(noun[:-1] for noun in _MISSIONS)
COMMITTEES = word_list("organization.grown.committees")
# parts of a body that are bodies with it: marked so in nine cases of ten in news
_DIVISIONS = frozenset(word_list("organization.grown.divisions"))
_DIVIDED = frozenset(word[:4] for word in _DIVISIONS)
_CHARGED = word_list("organization.grown.charged")


def owned(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """«прокуратура |города Павия|», «УМВД |области|»: a body with the place behind it, where only the body was seen."""
    for place in list(scene.found):
        tokens = scene.after(place.stop, 3)
        if _own_level(scene, place, tokens, bodies):
            yield place.grown(tokens[0].stop, "owner")
            continue
        tokens = _from_region(scene, tokens, TOWN) if scene.kind(place, bodies) != "military" else tokens
        span = scene.regions.get(tokens[0].start) if tokens else None
        if span and _owns(scene, place, tokens[0], span, bodies):
            yield place.grown(span.stop, "owner")
        stop = 0 if span else _settlement(scene, place, bodies) or district(tokens, "района", "округа")
        if stop and scene.free(place.stop, stop):
            yield place.grown(stop, "owner")


def _settlement(scene: Scene, place: Place, bodies: Bodies) -> int:
    """Where «(администрация) |станицы Полтавской|» ends, which the tagger takes for no place; 0 for nothing such."""
    at = scene.at(place.stop) - (scene.tokens[scene.at(place.stop) - 1].lower in TOWN)
    noun, name, behind = (token_at(scene.tokens, at + n) for n in range(3))
    named = noun.text in TOWN and name.text.istitle() and not (behind.text.istitle() or behind.text == "-")
    local = named and noun.text.isalpha() and scene.kind(place, bodies) in _BRANCHED
    return name.stop if local and not scene.sentence.opens(name.start, "person") else 0


def _from_region(scene: Scene, tokens: Sequence[Token], nouns: Container[str]) -> Sequence[Token]:
    """The tokens without the nouns of towns or regions at their beginning that are no places' names."""
    return [*dropwhile(lambda t: t.lower in nouns and t.start not in scene.regions, tokens)]


def _owns(scene: Scene, place: Place, first: Token, span: Span, bodies: Bodies) -> bool:
    """Whether the place right behind a body, whose words begin with ``first``, may be its owner."""
    if not scene.sentence.cut(place.stop, place.stop + 1).isspace() or not scene.genitive(first, span):
        return False
    free = scene.free(place.stop, span.stop) and not _adjective(scene, span)
    return free and not bodies.of_nations(scene.sentence.cut(place.start, place.stop))


def bracketed(scene: Scene) -> Iterator[Place]:
    """«Счётная палата (СП) |Украины|», «институт (НИИГ) |Минздрава|»: the owner behind the short name in brackets."""
    starts = {p.start: p.stop for p in scene.found}
    for place in list(scene.found):
        after = scene.after(place.stop, 4)
        stop = _owner(scene, after[3], starts) if len(after) > 3 and in_brackets(after[:3]) else 0
        if stop and not scene.covered(place.start, stop):
            yield place.grown(stop, "owner")


def _owner(scene: Scene, first: Token, bodies: Mapping[int, int]) -> int:
    """Where a place in the genitive ends that begins with a token, or a body; 0 for neither; ``bodies``: their ends."""
    span = scene.regions.get(first.start)
    if span is not None and scene.genitive(first, span) and not _adjective(scene, span):
        return span.stop
    return bodies.get(first.start, 0) if first.tag.case == "gent" else 0


def _own_level(scene: Scene, place: Place, behind: Sequence[Token], bodies: Bodies) -> bool:
    """«правительство |региона|», no «администрация |города Зеленогорска|», whose place is named."""
    if not behind or level_of(behind[0].text) in ("", "country") or (len(behind) > 1 and behind[1].text[:1].isupper()):
        return False
    return (
        scene.kind(place, bodies) in PUBLIC
        and behind[0].start == place.stop + 1
        and scene.free(behind[0].start, behind[0].stop)
    )


def doubled(scene: Scene) -> list[Place]:
    """«Государственное Собрание |— Курултай|», «Госсобрание |(Ил Тумэн)|»: an assembly with its second name."""
    if not any(map(scene.sentence.text.lower().__contains__, _ASSEMBLIES)):
        return scene.found
    made: list[Place] = []
    for place in scene.found:
        if made and place.start < made[-1].stop and made[-1].rule == "organization.doubled":
            made[-1] = made[-1]._replace(stop=max(made[-1].stop, place.stop))  # the second name, with its place
        elif stop := _second_name(scene.after(place.stop, 4)):
            made.append(place._replace(stop=stop, rule="organization.doubled"))
        else:
            made.append(place)
    return made


def _second_name(behind: Sequence[Token]) -> int:
    """Where an assembly's second name ends behind a dash or in brackets, 0 for none."""
    if token_at(behind, 0).text not in (*phrases.DASHES, "("):
        return 0
    last = next((n for n in (1, 2) if token_at(behind, n).lower.startswith(_ASSEMBLIES)), 0)
    if not last or not all(t.text[:1].isupper() for t in behind[1 : last + 1]):
        return 0
    closed = behind[0].text == "(" and token_at(behind, last + 1).text == ")"
    return behind[last + closed].stop


def mission(scene: Scene) -> Iterator[Place]:
    """«посольство Швеции |в Киеве|»: an embassy with the place where it is, as there are several."""
    if not any(map(scene.sentence.text.lower().__contains__, _MISSIONS_BEGIN)):
        return
    for place in list(scene.found):
        where = scene.behind(place, 1, "в", "во")
        span = scene.regions.get(where[0].start) if where else None
        if span and lemma(scene.tokens[_noun_of(scene, place)]) in _MISSIONS and scene.free(place.stop, span.stop):
            yield place.grown(span.stop, "owner")


def _noun_of(scene: Scene, place: Place) -> int:
    """The number of a name's first noun, of its first word where it has none."""
    first, last = scene.at(place.start), scene.at(place.stop)
    return next((n for n in range(first, last) if scene.tokens[n].tag.pos == "NOUN"), first)


def _adjective(scene: Scene, span: Span) -> bool:
    """«сообщил РБК |белорусского| лидера»: an adjective of the noun behind it."""
    words = scene.sentence.within(span.start, span.stop)
    after = scene.after(span.stop, 1)
    return words[-1].tag.pos == "ADJ" and bool(after) and after[0].tag.pos in ("NOUN", "ADJ")


def _widest(found: Iterable[Place]) -> Mapping[int, int]:
    """Where names end -> where the widest that ends there begins."""
    begins: dict[int, int] = {}
    for place in found:
        begins[place.stop] = min(place.start, begins.get(place.stop, place.start))
    return begins


def branch(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """«МВД России |по Смоленской области|»: the branch of a police, a court, an agency."""
    widest = _widest(scene.found)
    for place in list(scene.found):
        stop = _ruled(scene, _from_region(scene, scene.behind(place, 3, "по"), _TO))
        within = any(p.start < place.start and p.stop == stop for p in scene.found)  # «пресс-служба |УФСБ| по Чувашии»
        alone = widest[place.stop] == place.start and scene.free(place.stop, stop)
        if stop and (within or alone) and scene.kind(place, bodies) in _BRANCHED:
            yield place.grown(stop, "branch")


def _ruled(scene: Scene, tokens: Sequence[Token]) -> int:
    """Where the region, town or «Выборгскому району» ends that begins here and a branch may be of; 0 for none."""
    span = scene.regions.get(tokens[0].start) if tokens else None
    if span is not None:
        return 0 if span.kind == "country" else span.stop
    return district(tokens, "району", "округу")


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
        if scene.kind(place, bodies) in _BRANCHED:
            yield place._replace(start=scene.tokens[before].start).grown(place.stop, "office")


def attached(scene: Scene) -> Iterator[Place]:
    """«Третейский суд |при Торгово-промышленной палате|»: a body and the one that it is attached to."""
    starts = {p.start: p for p in scene.found}
    for place in list(scene.found):
        after = scene.behind(place, 2, "при")
        if not after:
            continue
        host = starts.get(after[0].start) or place._replace(stop=_ruler(scene, place, after))
        if host.stop > place.stop and not scene.covered(place.start, host.stop):
            yield place.grown(host.stop, "attached", host.score)


def _ruler(scene: Scene, place: Place, behind: Sequence[Token]) -> int:
    """Where «академия при |президенте России|» ends; 0 for no such ruler."""
    if not is_a(behind[0].lower, "host") or " " not in scene.sentence.cut(place.start, place.stop):
        return 0
    return (_owner(scene, behind[1], {}) if len(behind) > 1 else 0) or behind[0].stop


def division(scene: Scene) -> Iterator[Place]:
    """«|отдел социальной защиты населения| администрации района»: a part named before the body that it is of."""
    for place in list(scene.found):
        at, stop = scene.at(place.start), place.stop
        behind = scene.at(stop)
        own = scene.tokens[at]
        if cited(scene.tokens, at, behind) and not given(own):
            at, stop = at - 1, scene.tokens[behind].stop
        elif own.tag.case not in ("gent", None) and not own.text.isupper():
            continue
        if not at or not scene.sentence.cut(scene.tokens[at - 1].stop, scene.tokens[at].start).isspace():
            continue
        first = _division(scene.tokens, at, own)
        if first is not None and not scene.covered(start := scene.tokens[first].start, stop):
            yield Place(start, stop, "organization.division", min(place.score, 0.85))


def _division(tokens: Sequence[Token], at: int, own: Token) -> int | None:
    """The first token of a part: its head in the singular, adjectives before it, genitives between it and the body.

    ``own``: the first word of the body's name.
    """
    for i in range(at - 1, max(-1, at - 6), -1):
        token = tokens[i]
        if _divides(token, tokens[i + 1]) and not _called_so(tokens, i, own):
            # where a part of this head begins, its body at ``at``; ``None`` for several, and for «управление» alone
            first = beginning(tokens, i)
            bare = (first, i + 1) == (i, at) and tokens[i].lower.startswith("управ")
            return None if bare or tokens[i].tag.number == "plur" else first
        if token.tag.pos not in ("NOUN", "ADJ") or token.tag.case != "gent" or token.text[0].isupper():
            return None
    return None


def _called_so(tokens: Sequence[Token], i: int, own: Token) -> bool:
    """«центр «Радуга»», «торговый центр Westfield», no «*учебный центр «Уральской горной компании»*»: whether a centre
    has the name behind it for its own."""
    declined = own.tag.case == "gent" and phrases.cyrillic(own.text) and not own.lower.endswith(("о", "и", "е"))
    return tokens[i].lower.startswith("центр") and not (declined and token_at(tokens, i - 1).tag.pos == "ADJ")


def _divides(token: Token, behind: Token) -> bool:
    """«филиал», «совет директоров»"""
    if token.lower.startswith("совет") and behind.lower == "директоров":
        return True
    return token.tag.pos == "NOUN" and token.lower[:4] in _DIVIDED and lemma(token) in _DIVISIONS


def charged(scene: Scene) -> list[Place]:
    """«комитет Госдумы |по обороне и безопасности|»: what a committee is charged with belongs to its name alone."""
    return list(dict.fromkeys(new for place in scene.found for new in _charged(scene, place)))


def _charged(scene: Scene, place: Place) -> list[Place]:
    by = _by(scene, place)
    return _parted(scene, _listed(scene, place, by), by) if by else _with_charge(scene, place)


def _with_charge(scene: Scene, place: Place) -> list[Place]:
    """A body with what stands behind it and «по»; beside it, where that is the charge of a committee before it."""
    after, led = scene.behind(place, 12, "по"), _led(scene, place)
    if not after or not scene.free(place.stop, after[0].stop):
        return [place]
    size = charge(after) if led is not None or _heads(scene.sentence.within(place.start, place.stop)) else 0
    if not size or any(p.start < place.start and place.stop <= p.stop for p in scene.found):
        return [place]
    made = place.grown(after[size - 1].stop, "charge")
    return [made] if led is None else [place, made._replace(start=led)]


def _listed(scene: Scene, place: Place, by: int) -> Place:
    """A committee with all that it is charged with: «по экономике|, бюджету и делам молодёжи|», «по надзору |за
    банками|»."""
    behind = scene.after(by, 14)
    own = _committee(scene, place) or _heads(scene.sentence.within(place.start, by))
    size = charge(behind[1:]) if own and len(behind) > 1 else 0
    stop = max(place.stop, behind[size].stop)
    return place._replace(stop=stop) if scene.free(place.stop, stop) else place


def _parted(scene: Scene, place: Place, by: int) -> list[Place]:
    """«комитета |Совета Федерации по обороне|»: the charge is the committee's, not the council's."""
    above = any(p.start < place.start and p.stop == place.stop and _committee(scene, p) for p in scene.found)
    return [place._replace(stop=by) if above and not _committee(scene, place) else place]


def _led(scene: Scene, place: Place) -> int | None:
    """Where a committee's noun right before a place begins."""
    before = scene.at(place.start) - 1
    led = before >= 0 and scene.tokens[before].lower.startswith(COMMITTEES)
    return scene.tokens[before].start if led else None


def _committee(scene: Scene, place: Place) -> bool:
    return scene.tokens[scene.at(place.start)].lower.startswith(COMMITTEES)


def _heads(words: Sequence[Token]) -> bool:
    """Whether a body of several words has a charge behind it."""
    if len(words) < 2 or words[0].lower.startswith("совет"):
        return False
    return any(t.lower.startswith(_CHARGED) for t in words[:2])


def _by(scene: Scene, place: Place) -> int:
    """Where the body ends in «Совета Федерации| по обороне»; 0 for a name without «по»."""
    words = scene.sentence.within(place.start, place.stop)
    return next((words[i - 1].stop for i, t in enumerate(words) if i and t.lower == "по"), 0)


_UPON = word_list("organization.grown.upon")  # what one acts upon and no field: «по |поручению| мэра»


def charge(tokens: Sequence[Token]) -> int:
    """How many tokens «по» governs: a dative, what hangs on it, and its equals behind «и» or a comma."""
    if tokens[0].tag.case != "datv" or not tokens[0].text.islower() or tokens[0].lower.startswith(_UPON):
        return 0
    size = 0
    cases = {"datv", "gent"}
    for i, token in enumerate(tokens):
        if _of_field(token, token_at(tokens, i + 1)) and token.tag.case in cases:
            size = i + 1
        elif i == size and works_on(token_at(tokens, i - 1), token):
            cases |= {"ablt", "loct"}
        elif i == size and token.tag.pos in ("NOUN", "ADJ") and _manages(tokens[i - 1]):
            cases, size = cases | {"ablt"}, i + 1
        elif token.text not in ("и", ",") or token_at(tokens, i + 1).tag.case not in cases:
            break
    return size


def _manages(noun: Token) -> bool:
    """«по *управлению* особыми зонами»: a work whose object is in the instrumental."""
    return noun.lower in word_list("organization.grown.managing")


def _of_field(token: Token, behind: Token) -> bool:
    """Whether a word may tell a field, «*организованной* преступностью» with it."""
    return token.tag.pos in ("NOUN", "ADJ") or (token.tag.form == "Part" and behind.tag.noun)


def agencies(scene: Scene) -> list[Place]:
    """Without the branch's «по …» on the agency within: «Управление [Росреестра] по Тверской области»."""
    begins = _widest(scene.found)
    return list(dict.fromkeys(_agency(scene, p, begins[p.stop]) for p in scene.found))


def _agency(scene: Scene, place: Place, begin: int) -> Place:
    """An agency whose office is named before it, up to what the office is for; «УМВД по Омску» is an office itself."""
    words = scene.sentence.within(place.start, place.stop)
    by = next((i for i, t in enumerate(words) if i and t.lower == "по"), 0)
    led = scene.sentence.within(begin, place.start - 1) if by else ()
    if not any(map(_is_office, led)) or any(map(_is_office, words[:2])):
        return place
    told = words[by + 1].start in scene.regions or words[by + 1].lower in _TO
    return place._replace(stop=words[by - 1].stop) if told else place


def _is_office(token: Token) -> bool:
    return token.text in _OFFICES or token.lower.startswith(_OFFICE) or bool(_BRANCH.match(token.text))


def single(scene: Scene) -> list[Place]:
    """Places without those that hold two whole names: «[больница № 4] и [госпиталь ветеранов]»."""
    ends, starts = grouped((p.start, p.stop) for p in scene.found), grouped((p.stop, p.start) for p in scene.found)
    return [p for p in scene.found if p.rule == "organization.row" or not _two(scene, p, ends[p.start], starts[p.stop])]


def _two(scene: Scene, place: Place, ends: Sequence[int], starts: Sequence[int]) -> bool:
    return any(
        scene.sentence.cut(end, start) in (" и ", ", ") for end in ends for start in starts if end < start > place.start
    )


def joint(scene: Scene, bodies: Bodies) -> list[Place]:
    """«комиссия по сотрудничеству Беларуси |и Узбекистана|», «УФСБ по Москве |и Московской области|»: the second of two
    places that a body joins or is for."""
    ends = {span.stop for span in scene.regions.values()}
    grown = [_joint(scene, place) if place.stop in ends else place for place in scene.found]
    longest: dict[int, Place] = {}
    for place in grown:
        longest[place.start] = max(place, longest.get(place.start, place), key=lambda p: p.stop)
    return [place for place in grown if not _part(scene, place, longest[place.start], bodies)]


def _joint(scene: Scene, place: Place) -> Place:
    other = scene.behind(place, 1, "и")
    if not other or (span := scene.regions.get(other[0].start)) is None:
        return place
    by = any(scene.tokens[scene.at(s.start) - 1].lower == "по" for s in scene.regions.values() if s.stop == place.stop)
    given = any(form.case == "datv" for form in forms(other[0].lower))
    joins = given if by else _joins(scene, place) and scene.genitive(other[0], span)
    return place._replace(stop=span.stop, rule="organization.joint") if joins else place


def _joins(scene: Scene, place: Place) -> bool:
    """Whether a name has a preposition."""
    return any(t.tag.pos == "ADP" for t in scene.sentence.within(place.start, place.stop))


def _part(scene: Scene, inner: Place, outer: Place, bodies: Bodies) -> bool:
    """Whether a place is but the beginning of another's name.

    «комиссия по сотрудничеству» where «комиссия по сотрудничеству Беларуси и Узбекистана» stands, and
    «Главное управление МВД» where «Главное управление МВД по Москве» does; the Investigative Committee of a country
    stays a body beside its branch.
    """
    if inner.stop >= outer.stop:
        return False
    if scene.sentence.cut(inner.stop, outer.stop).startswith(" по "):
        phrase = phrases.read(scene.sentence.within(inner.start, inner.stop))
        head = fold(phrase.lemma)
        return head in PARTS and not (head == "комитет" and bodies.knows(phrase.text))
    second = scene.sentence.cut(inner.stop, outer.stop).startswith(" и ") and inner.stop + 3 in scene.regions
    return (second or (inner.stop + 1 in scene.regions and outer.rule == "organization.joint")) and _joins(scene, inner)
