"""When a name is not a place after all, and when it is one without the tagger's word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from newsnlp.data import Tables, derived, several, word_list
from newsnlp.find.region.forms import Placed, beginning
from newsnlp.find.region.words import (
    ADJECTIVE,
    DEGREES,
    FIXED,
    MASTHEAD,
    NO_TOWN,
    PARTS,
    QUARTERS,
    SHIRE,
    SLOGANS,
    STATE,
    STATE_LIKE,
)
from newsnlp.lang import morph, territories
from newsnlp.lang.bodies import stem
from newsnlp.lang.inflect import VOWELS
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.names.first import listed_gender
from newsnlp.lang.phrases import OPEN, cited, ministry
from newsnlp.lang.places import (
    OWN,
    SURE_PERSON,
    Gazetteer,
    Hit,
    Place,
    Spot,
    borne,
    lands,
    noun,
    only_place,
    only_town,
)
from newsnlp.lang.posts import is_post
from newsnlp.lang.toponyms import ALL, fold
from newsnlp.lang.toponyms import forms as declined
from newsnlp.lang.unseen import allowed
from newsnlp.memory import remembered
from newsnlp.types import RegionKind, Sentence, Span, Tag, Token, token_at

# what the tagger calls thus is not a place, whatever it is named after
PEOPLE = frozenset("person family".split())
NAMED_AFTER = frozenset("facility work_of_art product".split())
NOT_PLACES = frozenset("nationality language religion".split())
FAINT = 0.6  # a span that the tagger is less sure of does not speak against a place


# whose states and provinces news names without explaining
FAMOUS = frozenset("US CA AU GB DE FR IT ES PT CH BE IN CN JP BR IQ GE MD UZ AZ AM KG TJ TM".split())
NEAR = frozenset("RU BY UA KZ".split())
HOME = frozenset({"RU", "UA"})  # whose regions news calls by three letters: «ЛНР», «КЧР»

# the least prior of a place that is taken without the tagger's word
SURE_LONG = 4.6  # for a name of several words, hardly ever anything else: «Великие Луки»
SURE_ASKED = 3.5  # for one behind a preposition of place, in a country that news calls by its villages
SURE_TOWN = 7.0  # for a bare name
SURE_PLAIN = 5.3  # for what the dictionary knows as nothing else: «Нижнекамск», «магнитогорский», not «Владимир»
SURE_ALONE = 4.6  # for a town of Russia or nearby that no dictionary knows: «Вуктыл»
SURE_NAMED = 4.2  # for a name behind its kind, «города Дувр», or one that is a town's near here alone: «Сальск»
SURE_REGION = 8.0  # for a short name of a region; foreign ones must be longer
SURE_ADJECTIVE = 4.9  # for an adjective of the tables
SURE_DERIVED = 6.4  # for one made by rule: «казанский», not «георгиевский»


def believable(text: str, spot: Spot, kind: RegionKind, score: float) -> bool:
    """Whether the tagger may be right: countries are a closed list, and unknown names have capitals."""
    if NO_TOWN.match(text) and not (spot.places and spot.places[0].prior > SURE_ADJECTIVE):
        return False
    if water(text, spot.places):
        return False
    if spot.places:
        return True
    if kind == "country":
        return score > 0.8 and " " in text and bool(STATE_LIKE.search(text))
    return _is_name(text)


def _is_name(text: str) -> bool:
    """Whether a word has a capital, and is no noun that opens a sentence, «|Областью| руководит», nor a ministry."""
    if ministry(text.partition(" ")[0].lower()):
        return False
    named = territories.noun(text.lower())
    return text != text.lower() and (named is None or named.level not in ("oblast", "krai", "rayon", "okrug"))


def water(text: str, places: Sequence[Place]) -> bool:
    """Whether a word is a form of a river's name and of no town's that bears it: «через Суру» is not Сур."""
    if not is_a(text.lower(), "water") or (places and places[0].kind != "city"):
        return False
    names = {fold(text), *map(fold, morph.lemmas(text.lower()))}
    return not any(fold(place.name) in names for place in places)


def formation(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quotation mark stands behind what municipalities are called: «МО |«|Воркута»», «округа |«|Чита»»."""
    while is_a(token_at(tokens, at).lower, "municipal"):
        at += 1  # «МО |ГО «|Ухта»»
    if token_at(tokens, at).text != "«" or at < 1:
        return False
    before = tokens[at - 1]
    if before.text.isupper() and is_a(before.lower, "municipal"):
        return True
    named = territories.noun(before.lower)
    district = named is not None and named.before == "district"
    return token_at(tokens, at - 2).lower.startswith(DEGREES) and (district or before.lower.startswith("образовани"))


def of_state(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """«*МО* РФ»: two capitals before the whole country are its ministry."""
    short = stop == first + 1 and tokens[first].text.isupper() and len(tokens[first].text) == 2
    return short and token_at(tokens, stop).text in ("РФ", "России")


def banks(tokens: Sequence[Token], first: int, places: Sequence[Place]) -> bool:
    """Whether what stands before a town's name makes it a river's: «на берегу Ухты», «мост через Шексну», «на Днепре»,
    unlike «берег Крыма»."""
    before = tokens[first - 1].lower if first else ""
    if not before or (places and places[0].kind != "city"):
        return False
    return is_a(before, "bank") or _on_river(tokens, first, before) or (before == "через" and _across(tokens, first))


def _on_river(tokens: Sequence[Token], first: int, before: str) -> bool:
    """«на |Днепре|», «форсировали |Днепр|», «вдоль |Оби|»: what is said of a river alone, of one that a town is
    called by."""
    stays = before == "на" and tokens[first].lower.endswith(("е", "и", "у", "ой"))
    return (stays or is_a(before, "along")) and is_a(tokens[first].lower, "water")


def _across(tokens: Sequence[Token], first: int) -> bool:
    """«мост через |Ухту|», «людей перевозят через |Днепр|», unlike «рейс через |Белую|»."""
    if first > 1 and is_a(tokens[first - 2].lower, "crossing"):
        return True
    way = any(is_a(token.lower, "way") for token in tokens[max(first - 6, 0) : first])
    return is_a(tokens[first].lower, "water") and not way


def lent(tokens: Sequence[Token], first: int, places: Sequence[Place]) -> bool:
    """Whether the place only lends its name («Единая Россия») or is a part of a larger («Латинская Америка»), rather
    than one whose part is named («Западная Украина»)."""
    if not first:
        return False
    if places and places[0].land and tokens[first - 1].lower.startswith(QUARTERS):
        return tokens[first].lower.startswith("америк")  # not the country's
    if _titled(tokens, first) or _lends(tokens[first - 1], tokens[first].tag):
        return True
    quoted = tokens[first - 1].text in OPEN  # «с позывным «|Иран|»»
    return is_a(token_at(tokens, first - 1 - quoted).lower, "nickname")


def _lends(before: Token, tag: Tag) -> bool:
    """Whether the word before a place's name makes it that of a party, an agency or a water."""
    part = before.text[0].isupper() and before.lower.startswith(PARTS) and before.tag.pos == "ADJ"
    return (
        part
        or (before.lower == "sputnik" and tag.case in ("nomn", None))
        or before.lower.startswith(SLOGANS)
        # «внутренним морем |Российской| Федерации»: whose water it is
        or (is_a(before.lower, "by_water") and tag[:2] != ("ADJ", "gent"))
    )


def _titled(tokens: Sequence[Token], first: int) -> bool:
    """Whether a quotation mark and an adjective stand before a name: «Вечерней |Москве|»."""
    one, other = tokens[first - 1], tokens[first]
    capitals = one.text[0].isupper() and other.text[0].isupper()
    return capitals and cited(tokens, first - 1) and one.tag.pos == "ADJ"


def joined(
    tokens: Sequence[Token], placed: Placed, ended: Mapping[int, frozenset[str]], hits: Sequence[Placed]
) -> bool:
    """Whether a place follows another in a row, in the same case: «властей Мурома, Коврова и Гороховца».

    Its name must not be somebody's as well («из Твери и Пушкина»), unless they are where something is («в Твери и
    Пушкине»), or it is the third of a row («Тверь, Клин и Пушкин») or stands between two («Твери, Пушкина и Клина»).
    """
    first, hit = placed
    cases = ended.get(first - 1, _NO_CASES) & hit.cases
    if not cases or hit.place.kind not in ("city", "region"):
        return False
    common = not borne(tokens[first].text)
    told = common or cases == _WHERE or _is_among(tokens, placed, ended, hits)
    return _links(tokens, first - 1, hit.stop) and told


def _links(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """Whether «и» stands there, or a comma with another behind the name that ends at ``stop``."""
    return tokens[at].text == "и" or (tokens[at].text == "," and token_at(tokens, stop).text in ROW)


def _is_among(
    tokens: Sequence[Token], placed: Placed, ended: Mapping[int, frozenset[str]], hits: Sequence[Placed]
) -> bool:
    """Whether two places with a comma stand before «и» and a name, or one that nobody is called by behind it."""
    first, hit = placed
    if first > 3 and tokens[first - 1].text == "и" and tokens[first - 3].text == "," and first - 3 in ended:
        return True
    behind = (other for other in beginning(hits, hit.stop + 1) if not other.adjective and hit.cases & other.cases)
    return any(not borne(tokens[other.stop - 1].text) for other in behind)


def apposed(known: Gazetteer, tokens: Sequence[Token], at: int) -> bool:
    """Whether a single capitalised word stands in the nominative and is no form of a place's name.

    Nor the man who heads it: «глава округа Иванов».
    """
    name = tokens[at]
    behind = token_at(tokens, at + 1).text
    if not _may_be_town(name) or behind[:1].isupper():
        return False
    if borne(name.text) and name.lower.endswith(word_list("region.doubts.surnames")):
        return False
    standing = name.lower[-1] not in VOWELS or name.tag.case == "nomn"
    return standing and not ADJECTIVE.match(name.lower) and all("nomn" in hit.cases for hit in known.at([name.text]))


HEADS = frozenset('«"“„—–-:•')  # behind which a sentence begins


def located(tokens: Sequence[Token], hit: Hit, hits: Sequence[Placed]) -> bool:
    """Whether the country or region where a place lies stands right behind it: «у Дувра в Великобритании».

    But not what may be a man and where he is from: «Харви (США)».
    """
    at, last = hit.stop + (token_at(tokens, hit.stop).text in _IN), tokens[hit.stop - 1]
    around = next(iter(beginning(hits, at)), None)
    if around is None or not around.place.land or borne(last.text):
        return False
    if at == hit.stop and last.tag.pos == "ADJ":
        return False  # «Центральной |России|»
    return any(around.place.code in (place.country, place.within) for place in hit.places)


_IN = frozenset(word_list("region.doubts.in"))
ROW = frozenset({",", "и"})
DASHES = frozenset("—–")
_NO_CASES: frozenset[str] = frozenset()
_WHERE = frozenset({"loct"})


def street(tokens: Sequence[Token], first: int, *others: str) -> bool:
    """Whether a name is that of a street or a station, or of what is of one of the ``others``.

    «На улице Ленинградской», «станция метро Киевская»; «семью Казанских».
    """
    before = first - 1
    while before > 1 and tokens[before].text in ROW and tokens[before - 1].text[0].isupper():
        before -= 2  # улиц Одесской и |Ялтинской|
    before -= before > 0 and tokens[before].text == "."
    if before < 0 or not tokens[first].text[0].isupper():
        return False
    return is_a(tokens[before].lower, "street", *others)


def honoured(tokens: Sequence[Token], first: int, stop: int, cases: AbstractSet[str]) -> bool:
    """Whether a town's name is that of somebody whose name a street bears: «улиц Чкалова и |Громова|», «по |Фрунзе|».

    ``cases``: those in which the town's name would stand.
    """
    if stop > first + 1 or not first or not borne(tokens[first].text):
        return False
    before = tokens[first - 1].lower
    oblique = before in ("по", "на") and bool(cases) and (cases == ALL or cases.isdisjoint(allowed(before)))
    return oblique or street(tokens, first)


def common(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether a capital at the head of a sentence or of what is quoted is all that makes a common noun or a pronoun a
    place: «Орёл сел на ветку», «Того требует закон»."""
    opened = first == 0 or (tokens[first - 1].text in HEADS and all(t.text in HEADS for t in tokens[: first - 1][-1:]))
    if not opened or stop > first + 1:
        return False
    likeliest = morph.forms(tokens[first].lower)[0]
    if "Apro" in likeliest.grammemes:
        return tokens[first].tag.pos != "PROPN"
    return likeliest.known and likeliest.pos == "NOUN" and not likeliest.grammemes & {"Geox", "Name", "Surn", "Abbr"}


def _may_be_town(token: Token) -> bool:
    """Whether a word with a capital is long enough, and in our letters."""
    return token.text.istitle() and len(token.text) > 3 and not token.text.isascii()


def unheard(token: Token) -> bool:
    """Whether a word with a capital is in no dictionary and may be a town's name."""
    strange = _may_be_town(token) and not morph.dictionary_forms(token.lower) and not NO_TOWN.match(token.text)
    return strange and stem(fold(token.text)) not in _bodies()


@derived("organizations")
def _bodies(tables: Tables) -> frozenset[str]:
    """The stems of the table's bodies of one word: «в |Сбере|»."""
    names = (name for row in tables.rows("organizations") for name in (row["name"], *several(row["aliases"])))
    return frozenset(stem(fold(name)) for name in names if " " not in name)


def landmark(tokens: Sequence[Token], stop: int) -> bool:
    """Whether the noun behind an adjective makes it another name: «Казанский собор», «Российская газета».

    So does «районный»: a «Советский районный суд» is that of a district, not of the place or state.
    """
    if token_at(tokens, stop).lower.startswith("районн"):
        return True
    # «Парижский клуб кредиторов», «американские горки», «пекинской капусты»
    phrases = (rest for place, rest in FIXED if tokens[stop - 1].lower.startswith(place))
    if any(all(token_at(tokens, at).lower.startswith(word) for at, word in enumerate(rest, stop)) for rest in phrases):
        return True
    head = _head(tokens, stop)
    if head == len(tokens):
        return False
    if head == stop and is_a(tokens[head].lower, "branch") and _is_districts(tokens, stop):
        return True
    opened = cited(tokens, stop - 1)
    return is_a(tokens[head].lower, "landmark") or (opened and tokens[stop].lower.startswith(MASTHEAD))


def _is_districts(tokens: Sequence[Token], stop: int) -> bool:
    """Whether a court's adjective is that of a district, of the town behind it: «*Тверской* суд Москвы»."""
    town = token_at(tokens, stop + 1)
    return town.text.istitle() and town.tag[:2] == ("PROPN", "gent")


def leaning(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether an adjective leans on a common noun: «|Лефортовский| суд», «|Великого| государственного хурала»."""
    if stop != first + 1 or not (_adjectival(tokens[first]) or _adjective(tokens[first])):
        return False
    noun = next((t for t in tokens[stop : stop + 3] if t.tag.pos != "ADJ" or not t.text.islower()), None)
    return noun is not None and noun.text.islower() and noun.tag[:2] == ("NOUN", tokens[first].tag.case)


def _adjective(token: Token) -> bool:
    return token.tag.pos == "ADJ" and not token.lower.endswith(("ах", "ях"))


def stranded(tokens: Sequence[Token], stop: int) -> bool:
    """Whether an adjective has no noun: «говорит на английском», but not «тайны разведки катарской»."""
    head = _head(tokens, stop)
    if token_at(tokens, head).tag.pos in ("NOUN", "PROPN", "NUM", "X", "SYM"):
        return False
    behind = token_at(tokens, stop - 2).tag.pos == "NOUN" and not tokens[stop - 2].lower.startswith(_SKILLS)
    return tokens[stop - 1].text[0].islower() and not behind and not _of_noun_before(tokens, stop - 1)


def _of_noun_before(tokens: Sequence[Token], at: int) -> bool:
    """«армянскую марку сняли, а |грузинскую| купили»: whether another land's adjective has the noun that one lacks."""
    cells = {(form.number, form.gender) for form in morph.adjectives(tokens[at].lower)}
    for other, head in pairwise(tokens[max(0, at - _FAR) : at]):
        if head.tag.pos == "NOUN" and not head.lower.startswith(_SKILLS) and lands(other.lower):
            known = {(form.number, None if form.number == "plur" else form.gender) for form in morph.nouns(head.lower)}
            return not cells.isdisjoint(known)
    return False


_FAR = 12  # words before an adjective among which its noun may stand


_SKILLS = word_list("region.doubts.skills")  # «со знанием английского»


def _head(tokens: Sequence[Token], stop: int) -> int:
    """The index of the noun that an adjective leans on, past others in a row and quotation marks."""
    while stop < len(tokens) and (tokens[stop].tag.pos in ("ADJ", "DET") or tokens[stop].text in _BETWEEN):
        stop += 1
    return stop


_BETWEEN = frozenset(word_list("region.doubts.between"))


def personal(sentence: Sentence, span: Span) -> bool:
    """Whether a place is part of somebody's name: «Роман Московский»."""
    return any(s.kind in PEOPLE and s[1:3] != span[1:3] for s in sentence.over(span.start, span.stop))


def of_name(tokens: Sequence[Token], first: int, hit: Hit) -> bool:
    """Whether a name is somebody's behind a first name, or the first name itself: «Жюлем Верном», «Милана Ким»."""
    if hit.adjective or hit.stop - first > 1:
        return False
    before, behind = token_at(tokens, first - 1), token_at(tokens, hit.stop)
    cases = hit.cases | {tokens[first].tag.case}
    if is_post(before.lower):
        return False  # «Раис |Татарстана|», «Аким |Алматы|»
    if before.text.istitle() and not _called(before.lower).isdisjoint(cases) and not noun(before.lower):
        return True
    if "nomn" in hit.cases or before.tag.pos not in ("", "CCONJ", "PUNCT"):
        return False
    return behind.text.istitle() and behind.tag.noun and "nomn" in _called(tokens[first].lower)


@remembered()
def _called(word: str) -> frozenset[str | None]:
    """The cases in which a word is a first name, of the dictionary or the table."""
    if len(word) < 3:
        return frozenset()
    cases = {f.case for f in morph.dictionary_forms(word) if "Name" in f.grammemes}
    for root in (word, word[:-1], word[:-2]):
        for name in (root, root + "ь", root + "й", root + "а", root + "я"):
            cases |= declined(fold(name)).get(fold(word), frozenset()) if listed_gender(fold(name)) else frozenset()
    return frozenset(cases)


def see(tokens: Sequence[Token], first: int) -> bool:
    """Whether an adjective tells a see or a dukedom: «патриарх Московский», «митрополит Крутицкий и Коломенский»,
    «герцог Эдинбургский»."""
    before = first - 1
    while before > 0 and (
        tokens[before].text == "и" or (tokens[before].text[0].isupper() and _adjectival(tokens[before]))
    ):
        before -= 1
    classes = ("cleric",) if token_at(tokens, first + 1).text.istitle() else ("cleric", "noble")
    own = before >= 0 and tokens[first].text[0].isupper() and _adjectival(tokens[first])
    return own and is_a(tokens[before].lower, *classes)  # «принц *Саудовской* Аравии»


def _adjectival(token: Token) -> bool:
    return bool(ADJECTIVE.match(token.lower))


def certain(known: Gazetteer, hit: Hit, around: Sequence[Token], hint: RegionKind | None, words: int) -> bool:
    """Whether a name or adjective is hardly ever anything else; ``around``: its first word, behind the one before."""
    place, text = hit.place, around[-1].text
    if place.prior >= OWN:
        return True
    if text.isascii():
        return place.kind == "country" and len(text) > 3
    if hit.adjective:
        return _certain_adjective(known, place, text.lower())
    if len(text) > 3 and any(p.kind == hint and p.prior > SURE_NAMED for p in hit.places):
        return True
    return _CERTAIN.get(place.kind, _certain_region)(known, place, around, words)


def _certain_adjective(known: Gazetteer, place: Place, word: str) -> bool:
    if known.listed(word):
        return place.prior >= SURE_ADJECTIVE and not word.startswith("русск")
    plain = place.country in NEAR and known.plainly(word)
    return place.prior >= (SURE_PLAIN if plain else SURE_DERIVED)


def _certain_country(known: Gazetteer, place: Place, around: Sequence[Token], words: int) -> bool:
    return len(around[-1].text) > 2 or around[-1].text == "РФ" or words > 1


def _certain_town(known: Gazetteer, place: Place, around: Sequence[Token], words: int) -> bool:
    text = around[-1].text
    near = place.country in NEAR or text.endswith(_PLURAL)  # «в Бельцах», where nothing but a town is
    asked = len(around) > 1 and near and is_a(around[0].lower, "whither")
    long = words > 1 or ("-" in text and place.country == "RU")  # «Гусь-Хрустальный»
    least = SURE_TOWN if not long else SURE_ASKED if asked else SURE_LONG
    return place.prior >= min(least, _least(known, text, place.name, asked))


def _least(known: Gazetteer, text: str, name: str, asked: bool) -> float:
    """The least prior of a town with a name that is hardly anything else, ``asked`` for by the preposition before."""
    if NO_TOWN.match(text):
        return SURE_TOWN
    town, only = _is_town(known, text, name), only_place(text)
    if asked and town and only:
        return SURE_ASKED  # «от |Чопа| до Сватова»
    place = morph.marked(text.lower(), "Geox") and not borne(text)
    if asked and any((town, only, place, text.endswith((*_PLURAL, *_NEUTER)))):
        return SURE_NAMED
    if town:
        return SURE_NAMED if only else SURE_ALONE
    return SURE_PLAIN if only else SURE_TOWN


_PLURAL = ("ах", "ях")
_NEUTER = ("ское", "цкое")  # «в |Тоцкое|»


def _is_town(known: Gazetteer, text: str, name: str) -> bool:
    """Whether a word is a town's here alone, and no river's."""
    return only_town(known, text) and not is_a(name.lower(), "water")


def _certain_region(known: Gazetteer, place: Place, around: Sequence[Token], words: int) -> bool:
    text = around[-1].text
    if words == 1 and sum(map(str.isupper, text)) > 2:
        return place.country in HOME  # «ЛНР», «СЗФО», «ТиНАО»
    known_long = len(text) > (3 if words > 1 or place.prior >= SURE_REGION else 5)
    famous = place.wikidata is not None and (place.prior >= SURE_REGION or place.country in FAMOUS)
    return known_long and (famous or words > 1)


_CERTAIN = {"country": _certain_country, "city": _certain_town}


def _called_short(text: str, place: Place) -> bool:
    """Whether a name is the short form in capitals of a region that news calls so: «ЕАО»."""
    return place.kind == "region" and place.country in HOME and sum(map(str.isupper, text)) > 2


def barred(known: Gazetteer, sentence: Sentence, start: int, stop: int, hit: Hit, words: int) -> bool:
    """Whether the tagger sees something else there: a person, an avenue, somebody's nationality."""
    if words > 1 and hit.place.prior > SURE_LONG:
        return False
    person = SURE_PERSON if only_town(known, sentence.cut(start, stop)) else FAINT
    return any(
        span.score >= (person if span[:3] == ("person", start, stop) else FAINT)
        and _bars(sentence, span, start, stop, hit)
        for span in sentence.marked(start, stop)
    )


def _bars(sentence: Sentence, span: Span, start: int, stop: int, hit: Hit) -> bool:
    exact = (span.start, span.stop) == (start, stop)
    text = sentence.cut(start, stop)
    if span.kind in PEOPLE:
        return not (exact and hit.place.kind == "region" and SHIRE.match(text.lower()))
    if span.kind in NAMED_AFTER:
        return exact or hit.adjective
    if span.kind in NOT_PLACES:
        return hit.adjective and not of_land(sentence, start, stop, hit.place)
    return _is_other(span.kind, text, hit.place, exact and not hit.adjective)


def _is_other(kind: str, text: str, place: Place, named: bool) -> bool:
    """Whether what the tagger has as a body, or as a stretch of land, is no place; ``named``: it is the name alone."""
    if kind == "organization":
        return text.isascii() or (named and place.kind != "country" and not _called_short(text, place))
    stretch = is_a(place.name.lower(), "water") or not only_place(text)
    return kind == "location" and named and stretch and not place.land


def of_land(sentence: Sentence, start: int, stop: int, place: Place) -> bool:
    """Whether an adjective speaks of the land («кубанские аграрии», «британский премьер»), not of a people."""
    if any(s.kind in ("title", "organization") and stop < s.stop for s in sentence.over(start, stop)):
        return True
    if sentence.cut(start, stop).lower().startswith(_STATES):
        return True
    if STATE.match(sentence.cut(stop, sentence.stop).lstrip().lower()):
        return True
    one = sentence.behind(start)
    if one.start == start and one.tag.number == "plur":
        return True
    head = token_at(sentence.tokens, _head(sentence.tokens, sentence.inside(stop, stop)[0]))
    return not sentence.touches(head.start, head.start + 1, "title", "person")


# beginnings of adjectives that are a state's alone: there is no people called so
_STATES = word_list("region.doubts.states")


def municipal(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a district by its form can be no building: «Семлёвское поселение», in quotation marks behind what it is.

    «Муниципальное образование «|Вяземский район|»».
    """
    if tokens[last].lower.startswith(("поселени", "сельсовет")):
        return True
    return first > 1 and cited(tokens, first) and tokens[first - 2].lower.startswith("образовани")


def walled(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a person or a building stands there."""
    return sentence.touches(start, stop, *PEOPLE, *NAMED_AFTER)
