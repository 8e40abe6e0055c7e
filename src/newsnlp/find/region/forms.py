"""What a stretch of words says: which places it may name, by itself and by the nouns around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsnlp.data import word_list
from newsnlp.find.region.words import (
    ADJECTIVAL,
    ADJECTIVE,
    DEGREES,
    HALVES,
    PART_OF_NAME,
    REGIONAL,
    URBAN,
)
from newsnlp.lang import morph, phrases
from newsnlp.lang.districts import districts
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.places import Gazetteer, Hit, Place, Spot, peopled
from newsnlp.lang.territories import Noun, bracketed, closes_row, level_of_adjective, noun
from newsnlp.lang.toponyms import ALL, fold, original
from newsnlp.lang.unseen import Form, allowed
from newsnlp.lang.unseen import nominative as unseen
from newsnlp.types import Finding, RegionKind, Sentence, Token, renewed, token_at

Placed = tuple[int, Hit]
LARGE = 5.3  # prior of a town that has universities and a council worth news
SURE_HALF = 5.3  # prior of a place whose adjective may be half of a compound


_ADJECTIVAL = re.compile(ADJECTIVAL.pattern.removesuffix("$"), re.IGNORECASE)


# what states are called in small letters as well: «нацистский рейх», «российская федерация»
_SMALL_STATE = re.compile("|".join(rf"\b{noun}" for noun in word_list("region.forms.small_state")))


def _matched(sentence: Sentence, pattern: re.Pattern[str]) -> Iterator[int]:
    """The numbers of the tokens in which a pattern is found."""
    for found in pattern.finditer(sentence.text):
        at = sentence.start + found.start()
        yield sentence.touched(at, at)[0]


def _adjectives(sentence: Sentence) -> set[int]:
    return {i for i in _matched(sentence, _ADJECTIVAL) if adjectival(sentence.tokens[i])}


def hits(known: Gazetteer, sentence: Sentence) -> Iterator[Placed]:
    """Every name of the gazetteer, and every adjective, with the index of its first token."""
    capitals = sentence.capitals
    adjectives = _adjectives(sentence)
    parts = {i - 1 for i in capitals if i and sentence.tokens[i - 1].text.startswith(PART_OF_NAME)}
    parts |= {i - 1 for i in _matched(sentence, _SMALL_STATE) if i and sentence.tokens[i - 1].text.islower()}
    begins = sorted({*capitals, *parts, *adjectives})
    for i in begins:
        yield from _beginning(known, sentence.texts, i, i in parts)
        if i in adjectives and (places := known.adjective(sentence.texts[i])):
            yield i, Hit(i + 1, places, ALL, True)


def _of_level(places: tuple[Place, ...], behind: Token) -> tuple[Place, ...]:
    """Those that the next adjective speaks of: «Алтайский *краевой* суд» is of no republic."""
    noun = _LEVELS.get(level_of_adjective(behind.lower)) if len(places) > 1 else None
    return tuple(place for place in places if noun and place.name.endswith(noun)) or places


_LEVELS = {"krai": " край", "oblast": " область"}


def _beginning(known: Gazetteer, words: Sequence[str], i: int, part: bool) -> Iterator[Placed]:
    """The names that begin at a word in a capital, or at a noun that may be a ``part`` of one: «сектор Газа»."""
    text = words[i]
    if text[0].isupper():
        found = known.at(words, i) if len(text) > 1 or words[i + 1 : i + 2] == ["."] else ()
        yield from ((i, hit) for hit in found if not hit.adjective)
    elif part:
        found = known.at([text.capitalize(), *words[i + 1 : i + 3]])
        yield from ((i, hit._replace(stop=hit.stop + i)) for hit in found if hit.stop > 1)


def _wholly(known: Gazetteer, words: Sequence[str]) -> Iterator[Hit]:
    """The names, and no adjectives, that words are from the first to the last."""
    return (hit for hit in known.at(words) if hit.stop == len(words) and not hit.adjective)


def halved(known: Gazetteer, tokens: Sequence[Token], found: Sequence[Placed]) -> Iterator[tuple[Token, Spot]]:
    """«в |Новом| и Старом Осколе»: an adjective whose noun stands in the place's name behind «и»."""
    for at, full in found:
        if full.stop > at + 1 and not full.adjective and _is_second(tokens, at):
            first, rest = tokens[at - 2], [t.text for t in tokens[at + 1 : full.stop]]
            whole = (hit for hit in _wholly(known, [first.text, *rest]) if hit.cases & full.cases)
            yield from ((first, hit.spot()) for hit in whole)


def _is_second(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name stands behind an adjective with a capital and «и»."""
    if at < 2 or tokens[at - 1].text not in _AND:
        return False
    return tokens[at - 2].text.istitle() and bool(ADJECTIVE.match(tokens[at - 2].lower))


def adjectival(token: Token) -> bool:
    """Whether it ends as a place's adjective does and is no town's name that only looks so."""
    return bool(ADJECTIVAL.search(token.lower)) and not _instrumental(token)


def _instrumental(token: Token) -> bool:
    """Whether it is a town's name that only looks like an adjective: «под Смоленском»."""
    return token.text[0].isupper() and token.lower.endswith(("ском", "цком")) and token.tag.noun


def read(
    known: Gazetteer, tokens: Sequence[Token], first: int, stop: int, kind: RegionKind, found: Sequence[Placed]
) -> Spot:
    """What tokens ``first`` to ``stop`` name, which the tagger takes for a place of this kind."""
    single = stop == first + 1
    if single and (spot := _of_adjective(known, tokens, first, kind)):
        return spot
    before, like = hint(tokens, first), single and adjectival(tokens[first])
    exact = {hit.stop: hit for hit in reversed(beginning(found, first))}.get(stop)
    if exact and (kind == "city" or not like):
        return renewed(exact.spot(before), kind=kind)
    inner = headed(known, tokens[first:stop], kind) or closed(known, tokens[first:stop], kind)
    return inner or Spot(_unknown(tokens, first, stop), kind, (), before, like, sure(tokens[first:stop]))


def beginning(found: Sequence[Placed], first: int) -> list[Hit]:
    """The gazetteer's names that begin at a token."""
    return [hit for i, hit in found if i == first and not hit.adjective]


def _of_adjective(known: Gazetteer, tokens: Sequence[Token], first: int, kind: RegionKind) -> Spot | None:
    """What a word alone names as an adjective, by its noun behind a row or by itself."""
    if shared := in_row(known, tokens, first):
        return shared
    places = known.adjective(tokens[first].text) if adjectival(tokens[first]) else ()
    if not places or (kind == "city" and headless(tokens, first)):
        return None
    plain = hint(tokens, first) is None or known.listed(tokens[first].text)
    return adjective(places, tokens, first, kind) if plain else None


def _unknown(tokens: Sequence[Token], first: int, stop: int) -> str:
    """The nominative of a name that no table knows, by the word before it."""
    token, before = tokens[first], _before_row(tokens, first)
    cases = frozenset({"gent"}) if _ruled(tokens, first) else allowed(before)
    if stop > first + 1 or token.text.isascii() or (token.tag.case == "nomn" and cases == ALL):
        return nominative(tokens[first:stop])
    if called := _called(token.text, before):
        return called
    gender = "plur" if token.tag.number == "plur" else token.tag.gender
    return unseen([Form(token.text, cases, token.tag.case, gender)]) or nominative(tokens[first:stop])


def _before_row(tokens: Sequence[Token], first: int) -> str | None:
    """The word before a name, or before the row that it ends: «через |Двуречную и| Ольшану»."""
    at = first - 1
    while at > 1 and tokens[at].text in ("и", ",") and tokens[at - 1].text.istitle():
        at -= 2
    return tokens[at].lower if first else None


def _ruled(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name stands in the genitive: «в районе |Новомихеевки|», «жители |Орлеца|»."""
    return near(tokens, at) or (at > 0 and peopled(tokens[at - 1]))


def near(tokens: Sequence[Token], at: int) -> bool:
    """«в районе |Новомихеевки|»: near a settlement whose name stands in the genitive, no district's."""
    vicinity = at > 1 and tokens[at - 1].lower == "районе" and tokens[at - 2].lower == "в"
    return vicinity and bool(_GENITIVE.search(tokens[at].lower))


_GENITIVE = re.compile("(?:[аяы]|[гкхжчшщи]и)$")


def _called(text: str, before: str | None) -> str:
    """The nominative of a name that ends with a first name: «в Кэмп-|Дэвиде|»; "" for any other."""
    head, dash, last = text.rpartition("-")
    named = [f for f in morph.dictionary_forms(last.lower()) if "Name" in f.grammemes] if dash else []
    case = next((f for f in named if f.case in allowed(before)), None)
    return head + dash + morph.like(last, case.lemma) if case else ""


def adjective(places: tuple[Place, ...], tokens: Sequence[Token], first: int, kind: RegionKind) -> Spot:
    """An adjective of these places; what it stands before may say that the region is meant, not its capital."""
    places = _of_level(places, token_at(tokens, first + 1))
    owner = _owner(tokens, first + 1)
    asked = owner if any(p.kind == owner and (owner == "region" or p.prior > LARGE) for p in places) else None
    return Spot(places[0].name, kind, places, asked, adjective=True)


def headless(tokens: Sequence[Token], first: int) -> bool:
    """Whether a capitalised adjective has no noun, so that it is a town's name: «жители Волжского и Камышина»."""
    if first == 0 or not tokens[first].text[0].isupper():
        return False
    if is_a(tokens[first - 1].lower, "monarch"):
        return False  # «с Папой |Римским|»
    behind = token_at(tokens, first + 1).tag
    if _beside(tokens, first - 2) or _beside(tokens, first + 2):
        return False  # «Рязанская, |Тверская|»
    if behind.pos in ("", "PUNCT", "ADP", "VERB", "AUX", "CCONJ", "SCONJ", "ADV", "PART"):
        return True
    return behind.pos == "PROPN" and behind.case != tokens[first].tag.case  # «мэр Жуковского Юрий Прохин»


def _beside(tokens: Sequence[Token], at: int) -> bool:
    """Whether an adjective with a capital is one of a row: a comma or «и» stands on one side."""
    word = token_at(tokens, at)
    if not word.text.istitle() or not ADJECTIVAL.search(word.lower):
        return False
    return any(token.text in _AND for token in tokens[max(at - 1, 0) : at + 2])


def _owner(tokens: Sequence[Token], at: int) -> RegionKind | None:
    """Whether a region has what stands behind its adjective, or a town."""
    if token_at(tokens, at).lower.removeprefix("вице-").removeprefix("экс-").startswith(REGIONAL):
        return "region"
    while token_at(tokens, at).tag.pos == "ADJ" and not _URBAN.match(tokens[at].lower):
        at += 1
    return "city" if _URBAN.match(token_at(tokens, at).lower) else None


# «мединститут», «госуниверситет» too
_URBAN = re.compile(rf"(?:{'|'.join(URBAN)}|\w{{2,5}}(?:университет|институт|академи))")


# -------------------------------------------------------------------------------------------- nouns around a name


def hint(tokens: Sequence[Token], first: int) -> RegionKind | None:
    """What the words before a name make of it: «в городе», «штата», «г.»."""
    before = first - 1
    if near(tokens, first):
        return "city"
    while before >= 0 and tokens[before].text in (".", "«", '"'):
        before -= 1
    found = noun(tokens[before].lower) if before >= 0 else None
    return found.before if found and (not found.short or tokens[before + 1].text == ".") else None


def headed(known: Gazetteer, tokens: Sequence[Token], kind: RegionKind) -> Spot | None:
    """«штат Огайо», «город Вязьма»: what the name itself says, of the kind that its head asks for."""
    head, rest = noun(tokens[0].lower), tokens[1:]
    asked = head and head.before
    if asked is None or not rest:
        return None
    if hit := next(_wholly(known, [t.text for t in rest]), None):
        return replace(hit.spot(asked), kind=kind)
    name = nominative(rest if rest[0].text[0].isupper() else tokens)
    return Spot(name, asked, (), asked, sure=sure(rest))


def named(known: Gazetteer, tokens: Sequence[Token]) -> Spot | None:
    """A place of the tables that words name wholly, if with its kind: «Город Ухта», «Ленский район», «г. Инта»."""
    head = noun(tokens[0].lower)
    rest = [t.text for t in tokens[1 if head and head.before == "city" else 0 :] if t.text != "."]
    if hit := next(_wholly(known, rest), None):
        return hit.spot(head.before if head else None)
    return closed(known, tokens, "district")


def closed(known: Gazetteer, tokens: Sequence[Token], kind: RegionKind) -> Spot | None:
    """«Вяземский район», «Тверской областей»: an adjective and the noun that it leans on."""
    head = noun(tokens[-1].lower)
    if not head or not head.behind or len(tokens) < 2 or not all(ADJECTIVE.match(t.lower) for t in tokens[:-1]):
        return None
    if len(tokens) == 2 and any(place.kind == "country" for place in known.named(tokens[0].text)):
        return None  # «граничащие с |Россией| районы»
    name = _capital(" ".join([*(agreeing(t.text, head.ending) for t in tokens[:-1]), head.full]))
    places = known.named(name)
    if not places and head.full in ("государство", "республика"):
        return _state(known, tokens[0].text, name, head.behind, kind)
    return _formed(places, name, head.behind, kind)


def _state(known: Gazetteer, text: str, name: str, asked: RegionKind, kind: RegionKind) -> Spot:
    """«Белорусское государство», «Исламская республика»: a state that its adjective alone names."""
    places = tuple(p for p in known.adjective(text) if p.land)[:1]
    begun = () if places else known.begun(name)
    if len(begun) > 1:
        return Spot(name, asked, begun, asked, sure=True)  # for the article to say which
    return _formed(places, name, asked, kind)


def _formed(places: tuple[Place, ...], name: str, asked: RegionKind, kind: RegionKind) -> Spot:
    if places:
        return Spot(places[0].name, kind, places, asked, sure=True)
    return Spot(_spelt(name), asked, (), asked, sure=True)


def _spelt(name: str) -> str:
    """«Чусовск|ой| округ», as «Чусовской район» of the table has it; «-ский» where it has none."""
    stem, _, noun_ = name.rpartition("ий ")
    known = any(place.name.startswith(f"{stem}ой ") for place in districts(name)) if stem else False
    return f"{stem}ой {noun_}" if known else name


def in_row(known: Gazetteer, tokens: Sequence[Token], first: int) -> Spot | None:
    """«Смоленской» in «Смоленской и Тверской областей»: an adjective whose noun stands behind a later one."""
    last = row(tokens, first) or elided(known, tokens, first)
    head = noun(tokens[last].lower) if last else None
    if not head or not head.behind:
        return None
    word, asked = head.full, head.behind
    name = _capital(agreeing(tokens[first].text, head.ending))
    common = tokens[last - 1]  # «народных» in «Донецкой и Луганской народных республик»
    full = f"{name} {agreeing(common.text, head.ending)} {word}" if common.lower.startswith(DEGREES) else ""
    places = known.named(full) or known.named(f"{name} {word}")
    return Spot(places[0].name if places else f"{name} {word}", asked, places, asked, sure=True)


def row(tokens: Sequence[Token], first: int) -> int:
    """The index of the plural noun that closes a row of adjectives; 0 where there is no such row."""
    if first + 2 >= len(tokens) or tokens[first + 1].text not in _AND or not _adjectival(tokens[first]):
        return 0
    for at in range(first + 2, len(tokens)):
        if closes_row(tokens[at]):
            return at
        if tokens[at].text not in _AND and not _adjectival(tokens[at]):
            return 0
    return 0


def elided(known: Gazetteer, tokens: Sequence[Token], first: int) -> int:
    """The index of the district's noun before an adjective that has none: «в Ленинском районе …, в |Заводском| — …»,
    «посёлки Чунского района и деревни |Нижнеудинского|»."""
    if at := bracketed(tokens, first):
        return at if _known_with(known, tokens[first], noun(tokens[at].lower)) else 0
    return _spoken_before(known, tokens, first)


def _spoken_before(known: Gazetteer, tokens: Sequence[Token], first: int) -> int:
    """The index of a district's noun with an adjective of its own before another adjective."""
    if first < 4 or not headless(tokens, first) or not _adjectival(tokens[first]):
        return 0
    for at in range(first - 2, 0, -1):
        if head := _head_of(tokens[at - 1], tokens[at]):
            alike = token_at(tokens, at - 2).lower == tokens[first - 1].lower
            alike = alike and tokens[at - 1].tag.case == tokens[first].tag.case
            return at if alike or _only_district(known, tokens[first - 1 : first + 1], head) else 0
    return 0


def _known_with(known: Gazetteer, adjective: Token, head: Noun | None) -> bool:
    """Whether the tables have what an adjective and a noun name."""
    name = f"{agreeing(adjective.text, head.ending)} {head.full}" if head else ""
    return bool(name) and _adjectival(adjective) and bool(known.named(name) or districts(name))


def _head_of(adjective: Token, token: Token) -> Noun | None:
    """The noun of a district or region, with its adjective before it."""
    head = noun(token.lower)
    named = adjective.text[0].isupper() and _adjectival(adjective)
    return head if head and named and head.behind in ("district", "region") else None


def _only_district(known: Gazetteer, pair: Sequence[Token], head: Noun) -> bool:
    """Whether an adjective names a district of the tables and, behind the word before it, neither a town nor a man."""
    before, token = pair
    name = agreeing(token.text, head.ending)
    if before.text[0].isupper() or before.tag.animacy == "anim" or name[-2:] != head.ending:
        return False
    cases = allowed(before.lower) & ({token.tag.case} if before.text in _AND else ALL)
    towns = (hit for hit in known.at([token.text]) if not hit.adjective and hit.cases & cases)
    return bool(districts(f"{name} {head.full}")) and not any(towns)


def _adjectival(token: Token) -> bool:
    adjective = token.tag.pos == "ADJ" or bool(ADJECTIVAL.search(token.lower))
    adjective = adjective or (token.text[0].isupper() and bool(morph.adjectives(token.lower)))
    return adjective and bool(ADJECTIVE.match(token.lower))


_AND = frozenset(word_list("and"))


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def agreeing(word: str, ending: str) -> str:
    """An adjective in the nominative that agrees with its noun; other words as they are.

    >>> agreeing("Вяземского", "ий"), agreeing("Тверской", "ая"), agreeing("Нижних", "ий"), agreeing("МО", "ая")
    ('Вяземский', 'Тверская', 'Нижний', 'МО')
    >>> agreeing("Заводского", "ий"), agreeing("городских", "ий"), agreeing("Советскому", "ий")
    ('Заводской', 'городской', 'Советский')
    """
    match = re.search(r"(?:ого|его|ому|ему|ий|ый|ой|ая|яя|ое|ее|им|ым|ом|ем|ую|юю|ей|ие|ые|их|ых|ими|ыми)$", word)
    if not match or len(word) < 5:
        return word
    stem = word[: match.start()]
    if ending == "ий" and stem.lower() in _STRESSED:
        ending = "ой"
    elif ending == "ий" and stem[-1] not in "кгхжшщч" and match[0] not in word_list("region.forms.soft"):
        ending = "ый"
    return stem + ending


_STRESSED = frozenset(word_list("region.forms.stressed"))


def nominative(tokens: Sequence[Token]) -> str:
    """The nominative of a name that no table knows, word by word."""
    if len(tokens) == 2 and ADJECTIVE.match(tokens[0].lower) and phrases.agree(tokens[0].text, tokens[1].text):
        return phrases.nominative(tokens)  # «Дальнего Востока»
    pieces, at = [], tokens[0].start
    for token in tokens:
        tag = token.tag
        pieces += [" " * (token.start > at), original(token.text, tag.case, tag.gender, tag.number)]
        at = token.stop
    return "".join(pieces)


def sure(tokens: Sequence[Token]) -> bool:
    """Whether a name stands in the nominative."""
    return all(t.tag.case in (None, "nomn") for t in tokens) and any(t.tag.case for t in tokens)


# --------------------------------------------------------------------------------------------------- compounds


def halves(known: Gazetteer, token: Token) -> list[Finding[Spot]]:
    """«российско-белорусских»: «российско» and «белорусских», each its own place; «рейс Киев-Берлин» too."""
    parts = token.text.split("-")
    if len(parts) < 2 or not all(parts) or known.at([token.text]):
        return []
    at, found = token.start, []
    for n, part in enumerate(parts):
        places, adjective = _half(known, part, n == len(parts) - 1)
        if not places or places[0].prior < SURE_HALF:
            return []
        spot = Spot(places[0].name, places[0].kind, places, adjective=adjective)
        found.append(Finding(at, at + len(part), "region.half", spot))
        at += len(part) + 1
    return found if len({f.value.adjective for f in found}) == 1 else []


def _half(known: Gazetteer, part: str, last: bool) -> tuple[tuple[Place, ...], bool]:
    """The places of a part of a compound, and whether it is an adjective."""
    if part[0].isupper() and not ADJECTIVAL.search(part.lower()):
        names = known.named(part)
        if names and (len(part) > 2 or part.isupper()):
            return names, False
    if last:
        return known.adjective(part), True
    place = known.coded(HALVES.get(fold(part), ""))
    if place:
        return (place,), True
    return (known.adjective(part[:-1] + "ий") if part.endswith("о") else ()), True
