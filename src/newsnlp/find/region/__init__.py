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

from newsnlp.data import Tables, word_list
from newsnlp.find.region import doubts, forms
from newsnlp.find.region.forms import Placed
from newsnlp.find.region.settlements import settlements
from newsnlp.find.region.words import ADJECTIVAL, ADJECTIVE, COUNTY, DEGREES, QUARTERS, STATE_LIKE
from newsnlp.lang.bodies import local_media, mixed
from newsnlp.lang.datelines import agency
from newsnlp.lang.districts import districts
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import adjectives, lemma
from newsnlp.lang.phrases import cited
from newsnlp.lang.places import INITIALS, Gazetteer, Hit, Place, Spot, apposed, by_road, gazetteer, governed, peopled
from newsnlp.lang.posts import is_post
from newsnlp.lang.territories import bracketed, districts_begin, level_of, noun
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
        # the tagger's places, each once
        own = (_own(sentence, s, hits) for s in sentence.spans if s.kind in KINDS and not _row(sentence, s))
        spans = [*{(s.start, s.stop, s.kind): s for s in own}.values()]
        tagged = [f for span in spans for f in _tagged(known, sentence, span, hits)]
        nouns = _nouns(sentence)
        found = [
            *_widest(tagged, _in_words(sentence, hits)),
            *_compounds(known, sentence),
            *_districts(known, sentence, nouns, spans),
            *_elided(known, sentence, nouns),
            *_municipalities(known, sentence, hits, nouns, spans),
            *_formations(known, sentence),
            *_counties(known, sentence, nouns),
            *_halved(known, sentence, hits),
            *settlements(sentence, hits, sentence.capitals),
            *_entered(known, sentence, hits),
            *_untagged(known, sentence, hits, spans, tagged),
        ]
        renamed = [*_renamed(known, sentence)]
        apart = [f for f in found if not any(r.start <= f.start < r.stop for r in renamed)]
        return [*_lettered(known, sentence, [*renamed, *apart])]

    return find


def _in_words(sentence: Sentence, hits: Sequence[Placed]) -> AbstractSet[tuple[int, int]]:
    """Where names in several words stand that the gazetteer has."""
    return {_bounds(sentence, (at, hit)) for at, hit in hits if hit.stop - at > 1 and not hit.adjective}


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
    """The findings, with all republics that «РА» may be, and the republics by letters that are none yet."""
    for finding in found:
        others = known.initials(sentence.cut(finding.start, finding.stop))
        places = (*finding.value.places, *(place for place in others if place not in finding.value.places))
        yield replace(finding, value=replace(finding.value, places=places)) if others else finding
    yield from _by_letters(known, sentence, {finding.start for finding in found})


def _by_letters(known: Gazetteer, sentence: Sentence, taken: AbstractSet[int]) -> Iterator[Finding[Spot]]:
    """Letters behind a noun or «по», for the article to say which republic they are: «Минздрав |РД|», «МВД по |РИ|»."""
    for before, token in pairwise(sentence.tokens):
        owned = token.text.isupper() and (before.tag.noun or before.lower == "по")
        if owned and token.start not in taken and (places := known.initials(token.text)):
            yield Finding(token.start, token.stop, INITIALS, Spot(places[0].name, places[0].kind, places), BY_NAME)


def _ended(sentence: Sentence, hits: Sequence[Placed], found: Sequence[Finding[Spot]]) -> dict[int, frozenset[str]]:
    """The cases of the gazetteer's names that are mentions already, by where they end."""
    bounds = {(f.start, f.stop) for f in found}
    return {hit.stop: hit.cases for at, hit in hits if not hit.adjective and _bounds(sentence, (at, hit)) in bounds}


def _row(sentence: Sentence, span: Span) -> bool:
    """Whether a span is several places that share a noun: «Белгородской и Брянской областях»."""
    tokens = sentence.within(span.start, span.stop)
    return len(tokens) > 3 and forms.row(tokens, 0) == len(tokens) - 1


def _own(sentence: Sentence, span: Span, hits: Sequence[Placed]) -> Span:
    """«дагестанский |Избербаш|»: a town without the adjective of its region, that no name in several words has."""
    if span.kind == "country" and span.stop < sentence.stop and _agrees(sentence, span):
        return span._replace(stop=sentence.tokens[sentence.inside(span.start, span.stop)[1]].stop)
    bounds = {_bounds(sentence, placed): placed[1] for placed in hits}
    if stop := _before_district(sentence, span) or _before_land(span, bounds):
        return span._replace(kind="city", stop=stop)
    return span if (span.start, span.stop) in bounds else _inner(sentence, span, bounds)


def _inner(sentence: Sentence, span: Span, bounds: Mapping[tuple[int, int], Hit]) -> Span:
    """The town behind its region's adjective in a span, the country behind its part's; ``bounds``: all names."""
    if inner := next((hit for (start, _), hit in bounds.items() if _is_quarter(sentence, span, start, hit)), None):
        kind: SpanKind = "country" if inner.place.kind == "country" else "region"
        return span._replace(start=sentence.within(span.start, span.stop)[1].start, kind=kind)
    first = next((stop for (start, stop), hit in bounds.items() if start == span.start and hit.adjective), 0)
    return _behind_adjective(sentence, span, first, bounds) if first else span


def _before_land(span: Span, bounds: Mapping[tuple[int, int], Hit]) -> int:
    """Where a town ends in a span that goes on with its region: «|Кировска| Ленобласти»; 0 elsewhere."""
    start = max((first for (first, stop), hit in bounds.items() if stop == span.stop and hit.place.land), default=0)
    town = bounds.get((span.start, start - 1))
    if town is None or town.adjective or town.place.kind != "city":
        return 0
    return 0 if town.place.name.endswith(("ий", "ый", "ой")) else start - 1  # «Южной Америки»


def _behind_adjective(sentence: Sentence, span: Span, first: int, bounds: Mapping[tuple[int, int], Hit]) -> Span:
    """A span without the noun, or the town without the adjective, of a region's adjective that ends at ``first``."""
    # whether one word of no kind of place stands there: «|челябинский| метеорит»
    rest = sentence.within(first, span.stop)
    if len(rest) == 1 and rest[0].tag.pos == "NOUN" and rest[0].text.islower() and not _names_place(rest[0].lower):
        return span._replace(stop=first)
    for (start, stop), hit in bounds.items():
        if stop == span.stop and 0 < start - first < 2 and hit.place.kind == "city" and not hit.adjective:
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
    return whole and not hit.adjective and hit.place.land


def _names_place(word: str) -> bool:
    return is_a(word, "landform", "landmark", "of_region") or noun(word) is not None or bool(STATE_LIKE.match(word))


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
    # no letters, or those of an acronym: «ПсковГУ» is no place
    if first == stop or not _LETTER.search(text) or (mixed(text) and not known.named(text)):
        return
    if _told_otherwise(known, sentence, span, first, stop) or _of_somebody(tokens, first, stop, hits):
        return
    spot = forms.read(known, tokens, first, stop, KINDS[span.kind], hits)
    if not spot.adjective and (inside := _in_its_region(known, tokens, first, spot.places)):
        spot = replace(spot, name=inside[0].name, places=inside)
    if _believable(sentence, span, spot, first, stop):
        yield Finding(span.start, span.stop, "tagger", spot, span.score)


def _believable(sentence: Sentence, span: Span, spot: Spot, first: int, stop: int) -> bool:
    """Whether a span may be the place that its words are read as."""
    if not spot.told and (doubts.leaning(sentence.tokens, first, stop) or _begins(sentence, span)):
        return False
    text, kind = sentence.cut(span.start, span.stop), spot.hint or KINDS[span.kind]
    return doubts.believable(text, spot, kind, span.score) and not doubts.banks(sentence.tokens, first, spot.places)


def _begins(sentence: Sentence, span: Span) -> bool:
    """Whether a body's longer name begins so, or a surer one's: «газета |Berliner| Kurier», «в |Минцифры|»."""
    bodies = (s for s in sentence.starting(span.start) if s.kind == "organization")
    return any(s.stop > span.stop or s.score > span.score for s in bodies)


def _of_somebody(tokens: Sequence[Token], first: int, stop: int, hits: Sequence[Placed]) -> bool:
    """Whether a name of the tables is a part of somebody's there, or stands for whom something honours."""
    exact = [hit for at, hit in hits if at == first and hit.stop == stop and not hit.adjective]
    cases = frozenset().union(*(hit.cases for hit in exact))
    return any(doubts.of_name(tokens, first, hit) for hit in exact) or doubts.honoured(tokens, first, stop, cases)


def _told_otherwise(known: Gazetteer, sentence: Sentence, span: Span, first: int, stop: int) -> bool:
    """Whether the words say that a span is no place, whatever the tagger thinks."""
    tokens = sentence.tokens
    if _another(known, sentence, span, first):
        return True
    if stop == first + 2 and _names_none(tokens[first], tokens[first + 1]):
        return True
    if span.score < doubts.FAINT and _faintly_none(tokens, span, first, stop):
        return True
    return stop == first + 1 and _word_is_none(known, sentence, first)


def _names_none(first: Token, second: Token) -> bool:
    """«Аким района», «Белый дом»."""
    return bool(is_post(first.lower) and noun(second.lower)) or lemma(second) == "дом"


def _faintly_none(tokens: Sequence[Token], span: Span, first: int, stop: int) -> bool:
    """Whether quotation marks or the head of a sentence make a capital of a span that the tagger hardly believes in."""
    return cited(tokens, first, stop) or (span.kind == "city" and doubts.common(tokens, first, stop))


def _word_is_none(known: Gazetteer, sentence: Sentence, at: int) -> bool:
    """Whether a single word is somebody's, a street's or a paper's name, or two places."""
    tokens = sentence.tokens
    if apposed(known, sentence, at):
        return True
    if ADJECTIVAL.search(tokens[at].lower):
        quoted = tokens[at].text[0].isupper() and cited(tokens, at, at + 1)
        if quoted or doubts.street(tokens, at, "family") or doubts.landmark(tokens, at + 1):
            return True
    return bool(forms.halves(known, tokens[at]))


def _another(known: Gazetteer, sentence: Sentence, span: Span, first: int) -> bool:
    """Whether a span is a party's, a paper's, a man's or a see's."""
    text = sentence.cut(span.start, span.stop)
    part = first and sentence.tokens[first - 1].lower.startswith(QUARTERS)
    lent = doubts.lent(sentence.tokens, first, known.named(text) if part else ()) or doubts.personal(sentence, span)
    told = local_media(text) or agency(sentence.tokens) == (span.start, span.stop)
    return lent or told or doubts.see(sentence.tokens, first)


def _widest(found: Sequence[Finding[Spot]], whole: AbstractSet[tuple[int, int]]) -> list[Finding[Spot]]:
    """Without what lies in a longer name of the same place («Королевство Марокко», not «Марокко» in it).

    And without what no table knows around a place that one does: «Ставрополья», not «Аграрии Ставрополья».
    ``whole``: where names in several words stand that the gazetteer has.
    """
    if len(found) < 2:
        return [*found]
    kept = [f for f in found if not any(_part(f, of, (of.start, of.stop) in whole) for of in found)]
    return [f for f in kept if f.value.told or not any(_around(f, inner) for inner in kept)]


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


def _uncovered(sentence: Sentence, hits: Sequence[Placed], spans: Sequence[Span]) -> Iterator[Placed]:
    """The gazetteer's names and adjectives that lie in no place of the tagger's."""
    for placed in hits:
        start, stop = _bounds(sentence, placed)
        over = [span for span in spans if span.start <= start and stop <= span.stop]
        if all(any(_within(inner, span) and inner.score > span.score for inner in spans) for span in over):
            yield placed


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
    for last in nouns:
        if last < 1:
            continue
        first = last - 1
        while first > 0 and tokens[first].lower.startswith(DEGREES):
            first -= 1
        yield from _shared_noun(known, tokens, first)
        if not _stands_else(sentence, first, last, spans):
            yield from _district(known, tokens, first, last)


def _stands_else(sentence: Sentence, first: int, last: int, spans: Sequence[Span]) -> bool:
    """Whether a building, a person or a longer place stands where a district might."""
    start, stop = sentence.tokens[first].start, sentence.tokens[last].stop
    if doubts.walled(sentence, start, stop) and not doubts.municipal(sentence.tokens, first, last):
        return True
    return any(_crosses(span, start, stop) for span in spans)


def _district(known: Gazetteer, tokens: Sequence[Token], first: int, last: int) -> Iterator[Finding[Spot]]:
    if tokens[last].lower.startswith("общин") and token_at(tokens, first - 1).text not in doubts.ROW:
        return  # «Еврейская община Омска» is none
    spot = forms.closed(known, tokens[first : last + 1], "district") if tokens[first].text[0].isupper() else None
    opens = not first or tokens[first - 1].text in doubts.HEADS  # any word has a capital at a sentence's head
    if spot and (not opens or districts(spot.name)):
        yield Finding(tokens[first].start, tokens[last].stop, "region.form", spot, BY_FORM)


def _elided(known: Gazetteer, sentence: Sentence, nouns: Sequence[int]) -> Iterator[Finding[Spot]]:
    """«посёлки Чунского района и деревни |Нижнеудинского|»: districts whose noun stands before."""
    tokens = sentence.tokens
    for at in range(nouns[0] + 2, len(tokens)) if nouns else ():
        token = tokens[at]
        if not token.text.istitle() or not forms.elided(known, tokens, at):
            continue
        walled = not bracketed(tokens, at) and doubts.walled(sentence, token.start, token.stop)
        if not walled and (spot := forms.in_row(known, tokens, at)):
            yield Finding(token.start, token.stop, "region.form", spot, BY_FORM)


def _shared_noun(known: Gazetteer, tokens: Sequence[Token], last: int) -> Iterator[Finding[Spot]]:
    """«|Заречном| и Сосновском районах»: the districts before the last of a row."""
    while last > 1 and tokens[last - 1].text in doubts.ROW and tokens[last - 2].text[0].isupper():
        last -= 2
        if (spot := forms.in_row(known, tokens, last)) is None:
            return
        yield Finding(tokens[last].start, tokens[last].stop, "region.form", spot, BY_FORM)


def _municipalities(
    known: Gazetteer, sentence: Sentence, hits: Sequence[Placed], nouns: Sequence[int], spans: Sequence[Span]
) -> Iterator[Finding[Spot]]:
    """«городской округ Самара», «муниципального района Сергиевский»: a district by its form behind its noun."""
    tokens = sentence.tokens
    degrees = [i for i in nouns if i and tokens[i - 1].lower.startswith(DEGREES) and i + 1 in sentence.capitals]
    for i in degrees:
        hit = next((hit for at, hit in hits if at == i + 1 and not hit.adjective), None)
        start, stop = tokens[i - 1].start, tokens[(hit.stop if hit else i + 2) - 1].stop
        spot = None if any(_crosses(span, start, stop) for span in spans) else _behind_noun(known, tokens, i, hit)
        if spot:
            yield Finding(start, stop, "region.form", spot, BY_FORM)


def _behind_noun(known: Gazetteer, tokens: Sequence[Token], i: int, hit: Hit | None) -> Spot | None:
    """What a name in the nominative makes of a noun with its degree: a town's, or an adjective."""
    named = noun(tokens[i].lower)
    if named is None:
        return None
    whose = f"{forms.agreeing(tokens[i - 1].lower, named.ending)} {named.full}"
    if hit and named.level == "okrug":
        return Spot(f"{whose} {hit.place.name}", "district", (), "district", sure=True)
    name = tokens[i + 1]
    adjective = named.ending == "ое" or ADJECTIVAL.search(name.lower)
    return _lent(known, (name,), f" {whose}") if adjective and name.lower.endswith(named.ending) else None


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
        seen = sentence.touches(name.start, name.stop, *KINDS, *doubts.PEOPLE)
        if not seen and not tokens[i - 1].lower.startswith(DEGREES):
            spot = Spot(name.text, "district", (), "district", sure=True)
            if forms.near(tokens, i + 1):
                spot = forms.read(known, tokens, i + 1, i + 2, "city", ())
            yield Finding(name.start, name.stop, "region.form", spot, BY_FORM)


def _halved(known: Gazetteer, sentence: Sentence, hits: Sequence[Placed]) -> Iterator[Finding[Spot]]:
    """«в |Новом| и Старом Осколе»: the first of two towns that share a noun."""
    for token, spot in forms.halved(known, sentence.tokens, hits):
        yield Finding(token.start, token.stop, "region.form", spot, BY_FORM)


def _leads(sentence: Sentence, i: int) -> bool:
    """Whether the words before a name make it a place's, and the tagger none else's."""
    word, before = sentence.tokens[i], sentence.tokens[i - 1]
    seen = {span.kind for span in sentence.marked(word.start, word.stop)}
    if seen:
        return seen.isdisjoint(_SEEN) and _leads_seen(sentence, i, seen)
    if by_road(sentence.tokens, i) or _owns(before, word):
        return True
    return before.lower in _PORT or _is_whither(before, word)


def _leads_seen(sentence: Sentence, i: int, seen: AbstractSet[str]) -> bool:
    """The same where the tagger saw something there, and no place."""
    if by_road(sentence.tokens, i):
        return "organization" not in seen
    return _owns(sentence.tokens[i - 1], sentence.tokens[i])


def _owns(before: Token, word: Token) -> bool:
    """«жители |Орлеца|»"""
    return peopled(before) and word.tag.case == "gent"


_SEEN = frozenset({"person", *KINDS})
_VILLAGE = re.compile("..(?:[оеё]в|[иы]н)о$")
_PORT = frozenset(word_list("region.port"))


def _is_whither(before: Token, word: Token) -> bool:
    """«в |Пахачах|»: the prepositional, whatever else it may end as; «в |Травино|»."""
    if _is_mouth(word):
        return True
    if before.lower in ("в", "во") and (word.tag.case == "loct" or word.lower.endswith(("ах", "ях"))):
        return True
    return bool(_VILLAGE.search(word.lower)) and is_a(before.lower, "whither")


def _is_mouth(word: Token) -> bool:
    """«через |Усть-Лугу|»: what nothing but a town is called."""
    return word.lower.startswith("усть-")


def _entered(known: Gazetteer, sentence: Sentence, hits: Sequence[Placed]) -> Iterator[Finding[Spot]]:
    """«в |Надвоицах|», «дорога на |Травино|»: by a name that no dictionary and not the tagger knows."""
    tokens = sentence.tokens
    for i in sentence.capitals:
        word = tokens[i]
        if not i or not _leads(sentence, i) or not (_is_mouth(word) or doubts.unheard(word)):
            continue
        spot = forms.read(known, tokens, i, i + 1, "city", hits)
        if not spot.adjective and not token_at(tokens, i + 1).text.istitle():
            yield Finding(word.start, word.stop, "region.name", spot, BY_NAME)


def _crosses(span: Span, start: int, stop: int) -> bool:
    """Whether the tagger has seen as much there or more; «Духовщинского» alone is less than «Духовщинского р-на»."""
    inside = start <= span.start and span.stop <= stop and (span.start, span.stop) != (start, stop)
    return span.start < stop and start < span.stop and not inside


def _not_itself(known: Gazetteer, sentence: Sentence, first: int, hit: Hit) -> bool:
    """Whether the words around make a place's name that of something else."""
    if not hit.adjective and hit.stop == first + 1 and by_road(sentence.tokens, first):
        return False
    tokens, stop = sentence.tokens, hit.stop
    return (
        _aside(known, tokens, first, hit)
        or doubts.of_state(tokens, first, stop)
        or doubts.formation(tokens, stop)  # «|МО| «Воркута»» is no region
        or cited(tokens, first, stop)
        or doubts.see(tokens, first)
        or (stop == first + 1 and _lends(tokens, first, hit))
        or apposed(known, sentence, first)
    )


def _aside(known: Gazetteer, tokens: Sequence[Token], at: int, hit: Hit) -> bool:
    """Whether an adjective is that of a thing or has no noun, «зашли на |Комсомольский|»; whether a town's name is that
    of somebody, an adjective of a common noun or a river."""
    stop = hit.stop
    if not hit.adjective:
        somebody = doubts.honoured(tokens, at, stop, hit.cases)
        return somebody or doubts.leaning(tokens, at, stop) or doubts.banks(tokens, at, hit.places)
    aside = doubts.landmark(tokens, stop) or doubts.stranded(tokens, stop) or doubts.street(tokens, at, "family")
    return aside or (forms.headless(tokens, at) and not forms.in_row(known, tokens, at))


def _lends(tokens: Sequence[Token], at: int, hit: Hit) -> bool:
    """Whether a name of one word is lent to something else, a river's or somebody's."""
    lent = doubts.lent(tokens, at, hit.places) or doubts.water(tokens[at].text, hit.places)
    return lent or doubts.of_name(tokens, at, hit)


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
    spans: Sequence[Span],
    tagged: Sequence[Finding[Spot]],
) -> Iterator[Finding[Spot]]:
    """The names and adjectives that are hardly ever anything else, where the tagger says nothing."""
    tokens, done, ended = sentence.tokens, 0, _ended(sentence, hits, tagged)
    for first, hit in _uncovered(sentence, hits, spans):
        if first < done or _not_itself(known, sentence, first, hit):
            continue
        inside = _inside(known, tokens, first, hit)
        if inside or _spoken_for(known, tokens, (first, hit), ended, hits) or _plain(known, sentence, (first, hit)):
            done, ended = hit.stop, {**ended, hit.stop: hit.cases}
            yield _itself(known, sentence, (first, hit), inside or hit.places)


def _alone(tokens: Sequence[Token], first: int, hit: Hit) -> bool:
    """Whether a name is one word, and a noun or what has none behind it."""
    adjectival = ADJECTIVAL.search(tokens[first].lower)
    return hit.stop == first + 1 and (not adjectival or (not hit.adjective and forms.headless(tokens, first)))


def _spoken_for(
    known: Gazetteer,
    tokens: Sequence[Token],
    placed: Placed,
    ended: Mapping[int, frozenset[str]],
    hits: Sequence[Placed],
) -> bool:
    """Whether what stands around makes a noun a place's name: a mayor before it, a row, the country behind it.

    ``ended``: the cases of the names that are mentions already, by the index of the token behind them.
    """
    first, hit = placed
    town = first and is_a(tokens[first - 1].lower, "governs")  # «руководил |Рубцовском|»
    adjectival = ADJECTIVAL.search(tokens[first].lower) and not forms.headless(tokens, first)
    if hit.stop > first + 1 or (not town and adjectival):
        return False
    row = doubts.joined(tokens, placed, ended, hits) or doubts.located(tokens, hit, hits)
    return row or governed(known, tokens, first)


def _inside(known: Gazetteer, tokens: Sequence[Token], at: int, hit: Hit) -> tuple[Place, ...]:
    """The towns that the words around a name say it to be, where they are sure of it."""
    if _names_adjective(tokens, at) and "loct" in hit.cases and not hit.adjective:
        return tuple(place for place in hit.places if place.kind == "city" and place.country in doubts.NEAR)
    return _in_its_region(known, tokens, at, hit.places) if _alone(tokens, at, hit) else ()


def _names_adjective(tokens: Sequence[Token], at: int) -> bool:
    """«в |Пограничном|», «в |Мирном| и Заречном»: whether an adjective without a noun names where something is."""
    word, before = tokens[at].lower, token_at(tokens, at - 1).lower
    if before not in ("в", "во") or not word.endswith(("ом", "ем", "ой", "ых")) or ADJECTIVAL.search(word):
        return False
    return bool(adjectives(word)) and forms.headless(tokens, at)


def _plain(known: Gazetteer, sentence: Sentence, placed: Placed) -> bool:
    """Whether a name or adjective is hardly anything else where nothing around speaks for it."""
    (first, hit), tokens = placed, sentence.tokens
    words, around = hit.stop - first, tokens[max(first - 1, 0) : first + 1]
    return (
        doubts.certain(known, hit, around, forms.hint(tokens, first), words)
        and not doubts.barred(known, sentence, *_bounds(sentence, placed), hit, words)
        and not doubts.common(tokens, first, hit.stop)
    )


def _itself(known: Gazetteer, sentence: Sentence, placed: Placed, places: tuple[Place, ...]) -> Finding[Spot]:
    (first, hit), (start, stop), place = placed, _bounds(sentence, placed), places[0]
    if hit.adjective:
        spot = forms.in_row(known, sentence.tokens, first)
        spot = spot or forms.adjective(hit.places, sentence.tokens, first, place.kind)
        return Finding(start, stop, "region.adjective", spot, BY_NAME)
    whole = hit.stop - first > 1 and place.land
    spot = Spot(place.name, place.kind, places, forms.hint(sentence.tokens, first))
    return Finding(start, stop, "region.name", spot, 1.0 if whole else BY_NAME)
