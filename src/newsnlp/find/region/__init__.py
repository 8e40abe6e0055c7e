"""Finds mentions of places: countries, regions, districts, towns, and adjectives made from them.

The tagger says where a place stands; the gazetteer says what it may be, and adds what the tagger misses: names
and adjectives that are hardly ever anything else. Plain functions rather than a grammar: a name is looked up by its
stem in microseconds, and the forms «район», «область», «штат» around it are a handful of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from newsnlp.data import Tables
from newsnlp.find.region import doubts, forms
from newsnlp.find.region.forms import Placed
from newsnlp.find.region.settlements import settlements
from newsnlp.find.region.words import ADJECTIVAL, ADJECTIVE, COUNTY, DEGREES, QUARTERS, STATE_LIKE
from newsnlp.lang.bodies import local_media, mixed
from newsnlp.lang.districts import districts
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import cited
from newsnlp.lang.places import INITIALS, Gazetteer, Hit, Place, Spot, apposed, gazetteer, governed
from newsnlp.lang.posts import is_post
from newsnlp.lang.territories import districts_begin, level_of, noun
from newsnlp.types import Finding, RegionKind, Sentence, Span, SpanKind, Token, token_at

# Rules that may stand in ``Mention.rule`` beside "tagger"
RULES = frozenset({"region.name", "region.adjective", "region.half", "region.form", "region.formation", INITIALS})

KINDS: dict[str, RegionKind] = {"country": "country", "region": "region", "city": "city", "district": "district"}
BY_FORM, BY_NAME = 1.0, 0.5  # scores beside the tagger's
UNSURE = 0.3  # by so much a longer span may be the less likely one and still be the name
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_NAME = re.compile(r"[А-ЯЁ][а-яё-]+ \((?:[а-яё]+ )?[А-ЯЁ][а-яё-]+\) [а-яё]+")
_STATE = re.compile(" государств(?!енн)")


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Spot]]]:
    """A function that finds the places of a sentence."""
    known = gazetteer(tables)

    def find(sentence: Sentence) -> list[Finding[Spot]]:
        hits = list(forms.hits(known, sentence))
        spans = _own_spans(sentence, hits)
        tagged = [f for span in spans for f in _tagged(known, sentence, span, hits)]
        nouns = _nouns(sentence)
        free = [hit for hit in hits if not _covered(sentence, hit, spans)]
        ended = {hit.stop: hit.cases for hit in _known(sentence, hits, tagged)} if free else {}
        found = [
            *_widest(tagged, {_bounds(sentence, h) for h in hits if not h[1].adjective and h[1].stop - h[0] > 1}),
            *_compounds(known, sentence),
            *_districts(known, sentence, nouns, spans),
            *_elided(known, sentence, nouns),
            *_municipalities(sentence, hits, spans),
            *_formations(known, sentence),
            *_counties(known, sentence, nouns),
            *_halved(known, sentence, hits),
            *settlements(sentence, hits, sentence.capitals),
            *_entered(known, sentence, hits),
            *_untagged(known, sentence, free, ended, {i: hit for i, hit in reversed(hits) if not hit.adjective}),
        ]
        renamed = [*_renamed(known, sentence)]
        apart = [f for f in found if not any(r.start <= f.start < r.stop for r in renamed)]
        return [*_lettered(known, sentence, [*renamed, *apart])]

    return find


def _own_spans(sentence: Sentence, hits: Sequence[Placed]) -> list[Span]:
    """The tagger's places, each once."""
    own = (_own(sentence, s, hits) for s in sentence.spans if s.kind in KINDS and not _row(sentence, s))
    return [*{(s.start, s.stop, s.kind): s for s in own}.values()]


def _renamed(known: Gazetteer, sentence: Sentence) -> Iterator[Finding[Spot]]:
    """«Кировоградской |(Кропивницкой)| области», «Калининской |(ныне Тверской)| области»: another name in brackets."""
    for match in _OTHER_NAME.finditer(sentence.text):
        inside = sentence.within(sentence.start + match.start(), sentence.start + match.end())
        told = (forms.closed(known, (inside[n], inside[-1]), "region") for n in (0, -3) if len(inside) > 4)
        if spot := next((spot for spot in told if spot and spot.places), None):
            yield _by_form(inside, spot)


def _by_form(tokens: Sequence[Token], spot: Spot) -> Finding[Spot]:
    return Finding(
        tokens[0].start, tokens[-1].stop, "region.name" if spot.kind == "city" else "region.form", spot, BY_FORM
    )


def _lettered(known: Gazetteer, sentence: Sentence, found: Sequence[Finding[Spot]]) -> Iterator[Finding[Spot]]:
    """The findings, with all republics that «РА» may be; and such letters behind a noun or «по», for the article to
    say which they are: «Минздрав |РД|», «МВД по |РИ|»."""
    for finding in found:
        others = known.initials(sentence.cut(finding.start, finding.stop))
        places = (*finding.value.places, *(place for place in others if place not in finding.value.places))
        yield replace(finding, value=replace(finding.value, places=places)) if others else finding
    taken = {finding.start for finding in found}
    for before, token in pairwise(sentence.tokens):
        owned = token.text.isupper() and (before.tag.pos in ("NOUN", "PROPN") or before.lower == "по")
        if owned and token.start not in taken and (places := known.initials(token.text)):
            yield Finding(token.start, token.stop, INITIALS, Spot(places[0].name, places[0].kind, places), BY_NAME)


def _known(sentence: Sentence, hits: Sequence[Placed], found: Sequence[Finding[Spot]]) -> Iterator[Hit]:
    """The names of the gazetteer that are mentions already."""
    bounds = {(f.start, f.stop) for f in found}
    yield from (placed[1] for placed in hits if not placed[1].adjective and _bounds(sentence, placed) in bounds)


def _row(sentence: Sentence, span: Span) -> bool:
    """Whether a span is several places that share a noun: «Белгородской и Брянской областях»."""
    tokens = sentence.within(span.start, span.stop)
    return len(tokens) > 3 and forms.row(tokens, 0) == len(tokens) - 1


def _own(sentence: Sentence, span: Span, hits: Sequence[Placed]) -> Span:
    """«дагестанский |Избербаш|»: a town without the adjective of its region, that no name in several words has."""
    if span.kind == "country" and span.stop < sentence.stop and _agrees(sentence, span):
        return span._replace(stop=sentence.tokens[sentence.inside(span.start, span.stop)[1]].stop)
    if stop := _before_district(sentence, span):
        return span._replace(kind="city", stop=stop)
    bounds = {_bounds(sentence, placed): placed[1] for placed in hits}
    return span if (span.start, span.stop) in bounds else _inner(sentence, span, bounds)


def _inner(sentence: Sentence, span: Span, bounds: Mapping[tuple[int, int], Hit]) -> Span:
    """The town behind its region's adjective in a span, the country behind its part's; ``bounds``: all names."""
    if inner := next((hit for (start, _), hit in bounds.items() if _is_quarter(sentence, span, start, hit)), None):
        kind: SpanKind = "country" if inner.places[0].kind == "country" else "region"
        return span._replace(start=sentence.within(span.start, span.stop)[1].start, kind=kind)
    first = next((stop for (start, stop), hit in bounds.items() if start == span.start and hit.adjective), 0)
    if first and _of_a_thing(sentence, first, span.stop):
        return span._replace(stop=first)
    for (start, stop), hit in bounds.items() if first else ():
        if stop == span.stop and 0 < start - first < 2 and hit.places[0].kind == "city" and not hit.adjective:
            return span._replace(kind="city", start=start)
    return span


def _before_district(sentence: Sentence, span: Span) -> int:
    """Where a settlement ends whose district the tagger took with it: «|Николаевка| Зейского района»; 0 elsewhere."""
    tokens = sentence.within(span.start, span.stop)
    if len(tokens) < 3 or not tokens[-1].lower.startswith(districts_begin()) or tokens[-1].tag.case != "gent":
        return 0
    own = len(tokens) == 3 and tokens[1].text.istitle() and ADJECTIVAL.search(tokens[1].lower)
    named = tokens[0].text.istitle() and not ADJECTIVE.match(tokens[0].lower)
    return tokens[0].stop if own and named else 0


def _is_quarter(sentence: Sentence, span: Span, start: int, hit: Hit) -> bool:
    """Whether a span is a country or region from ``start`` on and the adjective of its part: «Западной |Украины|»."""
    tokens = sentence.within(span.start, span.stop)
    if len(tokens) < 2 or tokens[1].start != start or not tokens[0].lower.startswith(QUARTERS):
        return False
    whole = sentence.tokens[hit.stop - 1].stop == span.stop
    return whole and not hit.adjective and hit.places[0].kind in ("country", "region")


def _of_a_thing(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether one word of no kind of place stands there: «|челябинский| метеорит»."""
    rest = sentence.within(start, stop)
    return len(rest) == 1 and rest[0].tag.pos == "NOUN" and rest[0].text.islower() and not _names_place(rest[0].lower)


def _names_place(word: str) -> bool:
    listed = any(is_a(word, sort) for sort in ("landform", "landmark", "of_region"))
    return listed or noun(word) is not None or bool(STATE_LIKE.match(word))


def _agrees(sentence: Sentence, span: Span) -> bool:
    """Whether a span is an adjective of «государство» behind it: «|белорусского| государства»."""
    if not _STATE.match(sentence.cut(span.stop, sentence.stop)):
        return False
    first, stop = sentence.inside(span.start, span.stop)
    one, two = sentence.tokens[first], sentence.tokens[stop]
    plain = stop == first + 1 and two.tag.pos == "NOUN" and bool(ADJECTIVAL.search(one.lower))
    return plain and one.tag.case == two.tag.case


def _tagged(known: Gazetteer, sentence: Sentence, span: Span, hits: Sequence[Placed]) -> Iterator[Finding[Spot]]:
    """What the tagger has seen, unless its words say otherwise."""
    tokens, text = sentence.tokens, sentence.cut(span.start, span.stop)
    first, stop = sentence.inside(span.start, span.stop)
    if first == stop or not _LETTER.search(text) or (mixed(text) and not known.named(text)):
        return  # «ПсковГУ» is none
    if _told_otherwise(known, sentence, span, first, stop) or _of_somebody(tokens, first, stop, hits):
        return
    kind = KINDS[span.kind]
    spot = forms.read(known, tokens, first, stop, kind, hits)
    if not spot.adjective and (inside := _in_its_region(known, tokens, first, spot.places)):
        spot = replace(spot, name=inside[0].name, places=inside)
    if not spot.places and not spot.hint and doubts.leaning(tokens, first, stop):
        return
    if doubts.believable(text, spot, spot.hint or kind, span.score) and not doubts.banks(tokens, first, spot.places):
        yield Finding(span.start, span.stop, "tagger", spot, span.score)


def _of_somebody(tokens: Sequence[Token], first: int, stop: int, hits: Sequence[Placed]) -> bool:
    """Whether a name of the tables is a part of somebody's there, or stands for whom something honours."""
    exact = [hit for at, hit in hits if at == first and hit.stop == stop and not hit.adjective]
    cases = frozenset().union(*(hit.cases for hit in exact))
    return any(doubts.of_name(tokens, first, hit) for hit in exact) or doubts.honoured(tokens, first, stop, cases)


def _told_otherwise(known: Gazetteer, sentence: Sentence, span: Span, first: int, stop: int) -> bool:
    """Whether the words say that a span is no place, whatever the tagger thinks."""
    tokens, text = sentence.tokens, sentence.cut(span.start, span.stop)
    if _another(known, sentence, span, first):
        return True
    if stop == first + 2 and is_post(tokens[first].lower) and noun(tokens[first + 1].lower):
        return True  # «Аким района»
    adjectival = stop == first + 1 and bool(ADJECTIVAL.search(tokens[first].lower))
    faint = span.score < doubts.FAINT
    if (faint or (adjectival and text[0].isupper())) and cited(tokens, first, stop):
        return True
    if faint and span.kind == "city" and doubts.common(tokens, first, stop):
        return True
    if stop == first + 1 and apposed(known, sentence, first):
        return True
    street = doubts.street(tokens, first, "family")
    if adjectival and (street or doubts.landmark(tokens, stop)):
        return True
    return stop == first + 1 and bool(forms.halves(known, tokens[first]))


def _another(known: Gazetteer, sentence: Sentence, span: Span, first: int) -> bool:
    """Whether a span is a party's, a paper's, a man's or a see's."""
    text = sentence.cut(span.start, span.stop)
    lent = doubts.lent(sentence.tokens, first, known.named(text)) or doubts.personal(sentence, span)
    return lent or local_media(text) or doubts.see(sentence.tokens, first)


def _widest(found: Sequence[Finding[Spot]], whole: AbstractSet[tuple[int, int]]) -> list[Finding[Spot]]:
    """Without what lies in a longer name of the same place («Королевство Марокко», not «Марокко» in it).

    And without what no table knows around a place that one does: «Ставрополья», not «Аграрии Ставрополья».
    ``whole``: where names in several words stand that the gazetteer has.
    """
    if len(found) < 2:
        return [*found]
    kept = [f for f in found if not any(_part(f, of, (of.start, of.stop) in whole) for of in found)]
    return [f for f in kept if f.value.places or f.value.hint or not any(_around(f, inner) for inner in kept)]


def _around(outer: Finding[Spot], inner: Finding[Spot]) -> bool:
    return bool(inner.value.places) and outer.start <= inner.start and inner.stop <= outer.stop and outer != inner


def _part(inner: Finding[Spot], outer: Finding[Spot], whole: bool) -> bool:
    """Whether a place is a part of a longer name; ``whole``: the gazetteer has the longer one, word by word."""
    if not (outer.start <= inner.start and inner.stop <= outer.stop) or outer == inner:
        return False
    if whole:
        return (outer.start, outer.stop) != (inner.start, inner.stop)
    if outer.value.places and outer.score < inner.score - UNSURE:
        return False
    same = inner.value.places[:1] == outer.value.places[:1] != ()
    return same or (inner.value.adjective and outer.value.hint in ("district", "region"))


def _covered(sentence: Sentence, placed: Placed, spans: Sequence[Span]) -> bool:
    start, stop = _bounds(sentence, placed)
    over = [span for span in spans if span.start <= start and stop <= span.stop]
    return any(not any(_within(inner, span) and inner.score > span.score for inner in spans) for span in over)


def _within(inner: Span, outer: Span) -> bool:
    """Whether a span is a piece of another: «Железногорске |Курской области|»."""
    return outer.start <= inner.start and inner.stop <= outer.stop and inner[1:3] != outer[1:3]


def _bounds(sentence: Sentence, placed: Placed) -> tuple[int, int]:
    first, hit = placed
    return sentence.tokens[first].start, sentence.tokens[hit.stop - 1].stop


def _compounds(known: Gazetteer, sentence: Sentence) -> Iterator[Finding[Spot]]:
    for token in sentence.tokens if "-" in sentence.text else ():
        if "-" in token.text[1:-1]:
            yield from forms.halves(known, token)


def _nouns(sentence: Sentence) -> Sequence[int]:
    """The numbers of the nouns of districts."""
    lower, begun = sentence.text.lower(), districts_begin()
    if not any(map(lower.__contains__, begun)):
        return ()
    return [i for i, token in enumerate(sentence.tokens) if token.lower.startswith(begun)]


def _districts(
    known: Gazetteer, sentence: Sentence, nouns: Sequence[int], spans: Sequence[Span]
) -> Iterator[Finding[Spot]]:
    """«Вяземский район», «Кашинского городского округа»: districts by their form."""
    tokens = sentence.tokens
    for i in nouns:
        if i < 1:
            continue
        first = i - 1
        while first > 0 and tokens[first].lower.startswith(DEGREES):
            first -= 1
        yield from _shared_noun(known, tokens, first)
        start, stop = tokens[first].start, tokens[i].stop
        walled = doubts.walled(sentence, start, stop) and not doubts.municipal(tokens, first, i)
        if walled or any(_crosses(span, start, stop) for span in spans):
            continue
        named = tokens[first].text[0].isupper() and ADJECTIVE.match(tokens[first].lower)
        if tokens[i].lower.startswith("общин") and tokens[first - 1 if first else 0].text not in doubts.ROW:
            continue  # «Еврейская община Омска» is none
        spot = forms.closed(known, tokens[first : i + 1], "district") if named else None
        if spot and (first or districts(spot.name)):  # any word has a capital at a sentence's head
            yield Finding(start, stop, "region.form", spot, BY_FORM)


def _elided(known: Gazetteer, sentence: Sentence, nouns: Sequence[int]) -> Iterator[Finding[Spot]]:
    """«посёлки Чунского района и деревни |Нижнеудинского|»: districts whose noun stands before."""
    tokens = sentence.tokens
    for at in range(nouns[0] + 2, len(tokens)) if nouns else ():
        token = tokens[at]
        if not token.text.istitle() or not forms.elided(known, tokens, at):
            continue
        if (spot := forms.in_row(known, tokens, at)) and not doubts.walled(sentence, token.start, token.stop):
            yield Finding(token.start, token.stop, "region.form", spot, BY_FORM)


def _shared_noun(known: Gazetteer, tokens: Sequence[Token], last: int) -> Iterator[Finding[Spot]]:
    """«|Заречном| и Сосновском районах»: the districts before the last of a row."""
    while last > 1 and tokens[last - 1].text in doubts.ROW and tokens[last - 2].text[0].isupper():
        last -= 2
        if (spot := forms.in_row(known, tokens, last)) is None:
            return
        yield Finding(tokens[last].start, tokens[last].stop, "region.form", spot, BY_FORM)


def _municipalities(sentence: Sentence, hits: Sequence[Placed], spans: Sequence[Span]) -> Iterator[Finding[Spot]]:
    """«городской округ Самара»: a district by its form that bears a town's name."""
    tokens = sentence.tokens
    for at, hit in hits:
        if hit.adjective or at < 2 or not tokens[at - 1].lower.startswith("округ"):
            continue
        first = at - 2
        start, stop = tokens[first].start, tokens[hit.stop - 1].stop
        if tokens[first].lower.startswith(DEGREES) and not any(_crosses(span, start, stop) for span in spans):
            form = f"{forms.agreeing(tokens[first].lower, 'ий')} округ {hit.places[0].name}"
            yield Finding(start, stop, "region.form", Spot(form, "district", (), "district", sure=True), BY_FORM)


def _formations(known: Gazetteer, sentence: Sentence) -> Iterator[Finding[Spot]]:
    """«МО «|Город Ухта|»», «муниципальный район «|Печора|»», «МР «|Сыктывдинский|»»: what such a municipality is named
    after; «округ «|Ухта|»» where the tables have it.
    """
    tokens = sentence.tokens
    for at in range(1, len(tokens) - 2) if "«" in sentence.text else ():
        if tokens[at].text != "«":
            continue
        sure = doubts.formation(tokens, at)
        if not sure and level_of(tokens[at - 1].lower) not in ("okrug", "commune"):
            continue
        inside = tokens[at + 1 : _closing(tokens, at)]
        if inside and (spot := _formed(known, inside, tokens[at - 1], sure)):
            found = _by_form(inside, spot)
            yield replace(found, rule="region.formation") if sure else found


def _closing(tokens: Sequence[Token], at: int) -> int:
    """Where a short name in quotation marks ends, or 0."""
    return next((n for n in range(at + 2, min(at + 6, len(tokens))) if tokens[n].text == "»"), 0)


def _formed(known: Gazetteer, inside: Sequence[Token], before: Token, sure: bool) -> Spot | None:
    """What a municipality's name in quotation marks means behind a noun, or its initials."""
    spot = forms.named(known, inside)
    if spot is not None or not sure:
        return spot
    own = _FORMATIONS.get((before.lower[-1] if before.text.isupper() else before.lower[0]) + inside[-1].lower[-2:])
    adjective = own is not None and ADJECTIVAL.search(inside[-1].lower)
    return forms.closed(known, [*inside, before], "district") or (_lent(known, inside, own) if adjective else None)


# «М*Р* «Сыктывдинск*ий*»» is a district; what «образование «…ское»» is nobody tells
_FORMATIONS = {"рий": " район", "пое": " поселение", "оий": "", "оое": ""}


def _lent(known: Gazetteer, inside: Sequence[Token], own: str | None) -> Spot:
    """«МР «|Сыктывдинский|»» with the noun that the initials stand for."""
    name = " ".join(t.text for t in inside) + (own or "")
    places = known.named(name)
    return Spot(places[0].name if places else name, "district", places, "district", sure=True)


def _counties(known: Gazetteer, sentence: Sentence, nouns: Sequence[int]) -> Iterator[Finding[Spot]]:
    """«округа Харрис», «районе Фатих»: a name in the nominative behind its noun, unlike «в районе Бахмута»."""
    tokens = sentence.tokens
    for i in nouns:
        if not 0 < i < len(tokens) - 1 or not COUNTY.match(tokens[i].lower):
            continue
        name = tokens[i + 1]
        if not doubts.apposed(known, tokens, i + 1):
            continue
        near = sentence.marked(name.start, name.stop)
        seen = any(span.kind in KINDS or span.kind in doubts.PEOPLE for span in near)
        if not seen and not tokens[i - 1].lower.startswith(DEGREES):
            spot = Spot(name.text, "district", (), "district", sure=True)
            yield Finding(name.start, name.stop, "region.form", spot, BY_FORM)


def _halved(known: Gazetteer, sentence: Sentence, hits: Sequence[Placed]) -> Iterator[Finding[Spot]]:
    """«в |Новом| и Старом Осколе»: the first of two towns that share a noun."""
    for token, spot in forms.halved(known, sentence.tokens, hits):
        yield Finding(token.start, token.stop, "region.form", spot, BY_FORM)


def _entered(known: Gazetteer, sentence: Sentence, hits: Sequence[Placed]) -> Iterator[Finding[Spot]]:
    """«в |Надвоицах|», «в |Житикаре|»: where something is, by a name that no dictionary and not the tagger knows."""
    tokens = sentence.tokens
    for i in sentence.capitals:
        word, within = tokens[i], i and tokens[i - 1].lower in ("в", "во")
        if not within or word.tag.case != "loct" or not doubts.unheard(word) or sentence.marked(word.start, word.stop):
            continue
        spot = forms.read(known, tokens, i, i + 1, "city", hits)
        if not spot.adjective and not token_at(tokens, i + 1).text.istitle():
            yield Finding(word.start, word.stop, "region.name", spot, BY_NAME)


def _crosses(span: Span, start: int, stop: int) -> bool:
    """Whether the tagger has seen as much there or more; «Духовщинского» alone is less than «Духовщинского р-на»."""
    inside = start <= span.start and span.stop <= stop and (span.start, span.stop) != (start, stop)
    return span.start < stop and start < span.stop and not inside


def _not_itself(known: Gazetteer, tokens: Sequence[Token], first: int, hit: Hit) -> bool:
    """Whether the words around make a place's name that of something else."""
    at, stop, places = first, hit.stop, hit.places
    if hit.adjective:
        aside = doubts.landmark(tokens, stop) or doubts.stranded(tokens, stop) or doubts.street(tokens, at, "family")
        # «зашли на |Комсомольский|»
        aside = aside or (forms.headless(tokens, at) and not forms.in_row(known, tokens, at))
    else:
        aside = doubts.honoured(tokens, at, stop, hit.cases) or doubts.leaning(tokens, at, stop)
        aside = aside or doubts.banks(tokens, at, places)
    # «|МО| «Воркута»» is no region
    aside = aside or doubts.of_state(tokens, at, stop) or doubts.formation(tokens, stop)
    if aside or cited(tokens, at, stop) or doubts.see(tokens, at):
        return True
    lent = stop == at + 1 and (doubts.lent(tokens, at, places) or doubts.water(tokens[at].text, places))
    return lent or (stop == at + 1 and doubts.of_name(tokens, at, hit))


def _in_its_region(known: Gazetteer, tokens: Sequence[Token], first: int, places: Sequence[Place]) -> tuple[Place, ...]:
    """The towns that lie in the region whose adjective stands before a name: «чеченский |Аргун|»."""
    if not first or not forms.adjectival(tokens[first - 1]):
        return ()
    codes = {place.code for place in known.adjective(tokens[first - 1].text)} - {None, ""}
    return tuple(place for place in places if place.kind == "city" and place.within in codes)


def _untagged(
    known: Gazetteer,
    sentence: Sentence,
    hits: Sequence[Placed],
    ended: dict[int, frozenset[str]],
    starts: dict[int, Hit],
) -> Iterator[Finding[Spot]]:
    """The names and adjectives that are hardly ever anything else, where the tagger says nothing.

    ``ended``: the cases of the names that are mentions already, by the index of the token behind them; ``starts``: all
    names, by the index of their first token.
    """
    tokens, done = sentence.tokens, 0
    for first, hit in hits:
        if first < done or _not_itself(known, tokens, first, hit) or apposed(known, sentence, first):
            continue
        inside = _in_its_region(known, tokens, first, hit.places) if _alone(tokens, first, hit) else ()
        if not _spoken_for(known, sentence, (first, hit), bool(inside), ended, starts) and _doubtful(
            known, sentence, (first, hit)
        ):
            continue
        done, ended = hit.stop, {**ended, hit.stop: hit.cases}
        yield _itself(known, sentence, (first, hit), inside or hit.places)


def _alone(tokens: Sequence[Token], first: int, hit: Hit) -> bool:
    """Whether a name is one word, and a noun or what has none behind it."""
    adjectival = ADJECTIVAL.search(tokens[first].lower)
    return hit.stop == first + 1 and (not adjectival or (not hit.adjective and forms.headless(tokens, first)))


def _spoken_for(
    known: Gazetteer,
    sentence: Sentence,
    placed: Placed,
    inside: bool,
    ended: dict[int, frozenset[str]],
    starts: dict[int, Hit],
) -> bool:
    """Whether what stands around makes a name a place's: a mayor before it, its region (``inside``), a row."""
    (first, hit), tokens = placed, sentence.tokens
    noun = hit.stop == first + 1 and not ADJECTIVAL.search(tokens[first].lower)
    if noun and governed(known, tokens, first):
        return True
    row = noun and (doubts.joined(tokens, first, hit, ended) or doubts.located(tokens, hit, starts))
    return inside or row


def _doubtful(known: Gazetteer, sentence: Sentence, placed: Placed) -> bool:
    """Whether a name or adjective may well be something else where nothing around speaks for it."""
    (first, hit), tokens = placed, sentence.tokens
    words = hit.stop - first
    return (
        not doubts.certain(known, hit, tokens[max(first - 1, 0) : first + 1], forms.hint(tokens, first), words)
        or doubts.barred(known, sentence, *_bounds(sentence, placed), hit, words)
        or doubts.common(tokens, first, hit.stop)
    )


def _itself(known: Gazetteer, sentence: Sentence, placed: Placed, places: tuple[Place, ...]) -> Finding[Spot]:
    (first, hit), (start, stop), place = placed, _bounds(sentence, placed), places[0]
    if hit.adjective:
        spot = forms.in_row(known, sentence.tokens, first)
        spot = spot or forms.adjective(hit.places, sentence.tokens, first, place.kind)
        return Finding(start, stop, "region.adjective", spot, BY_NAME)
    whole = hit.stop - first > 1 and place.kind in ("country", "region")
    spot = Spot(place.name, place.kind, places, forms.hint(sentence.tokens, first))
    return Finding(start, stop, "region.name", spot, 1.0 if whole else BY_NAME)
