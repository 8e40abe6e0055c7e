"""Finds mentions of places: countries, regions, districts, towns, and adjectives made from them.

The tagger says where a place stands; the gazetteer says what it may be, and adds what the tagger misses: names
and adjectives that are hardly ever anything else. Plain functions rather than a grammar: a name is looked up by its
stem in microseconds, and the forms «район», «область», «штат» around it are a handful of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from newsnlp.data import Tables
from newsnlp.lang.places import OWN, Gazetteer, Hit, Place, Spot, gazetteer
from newsnlp.lang.toponyms import ALL, fold, original
from newsnlp.types import Finding, RegionKind, Sentence, Span, Token

RULES = frozenset({"region.name", "region.adjective", "region.half", "region.form"})

KINDS: dict[str, RegionKind] = {"country": "country", "region": "region", "city": "city", "district": "district"}
# what the tagger calls thus is not a place, whatever it is named after
PEOPLE = frozenset("person family".split())
NAMED_AFTER = frozenset("facility work_of_art product".split())
NOT_PLACES = frozenset("nationality language religion".split())
FAINT = 0.6  # a span that the tagger is less sure of does not speak against a place

# words before a name that say what it is, in all their forms
_BEFORE: tuple[tuple[re.Pattern[str], RegionKind], ...] = (
    (re.compile(r"(?:город(?:а|у|ом|е|ок|ка|ку|ке|ком|ов|ах)?|г|гор|мегаполис\w{,2}|порт\w{,2})$"), "city"),
    (re.compile(r"(?:сел[оауе]м?|деревн\w*|пос[её]л\w*|станиц\w*|хутор\w{,2}|аул\w{,2}|пгт|с|д|пос|дер)$"), "city"),
    (re.compile(r"(?:штат\w{,2}|провинци\w*|графств\w*|префектур\w*|кантон\w{,2}|воеводств\w*|губерни\w*)$"), "region"),
    (re.compile(r"(?:республик\w{,3}|земл(?:я|и|е|ю|ей)|област\w{,3}|кра[йяею]м?|мухафаз\w*|велаят\w*)$"), "region"),
    (re.compile(r"(?:район\w{,2}|микрорайон\w{,2}|округ\w{,2}|квартал\w{,2}|р-н\w?|боро|уезд\w{,2})$"), "district"),
)
# nouns that close a name with an adjective: «Смоленская область», «Вяземский район»
_AFTER: tuple[tuple[re.Pattern[str], str, str, RegionKind], ...] = (
    (re.compile(r"област(?:ь|и|ью|ей|ям|ями|ях)$|обл$"), "ая", "область", "region"),
    (re.compile(r"кра(?:й|я|ю|ем|е|и|ев|ёв|ям|ями|ях)$"), "ий", "край", "region"),
    (re.compile(r"республик(?:а|и|е|у|ой|ою|ам|ами|ах)?$"), "ая", "республика", "region"),
    (re.compile(r"государств(?:о|а|у|ом|е)$"), "ое", "государство", "country"),
    (re.compile(r"губерни(?:я|и|ю|ей|й|ям|ями|ях)$"), "ая", "губерния", "region"),
    (re.compile(r"воеводств(?:о|а|у|ом|е|ам|ами|ах)?$"), "ое", "воеводство", "region"),
    (re.compile(r"провинци(?:я|и|ю|ей|й|ям|ями|ях)$"), "ая", "провинция", "region"),
    (re.compile(r"уезд(?:а|у|ом|е|ы|ов|ам|ами|ах)?$"), "ий", "уезд", "region"),
    (re.compile(r"район(?:а|у|ом|е|ы|ов|ам|ами|ах)?$|р-н(?:а|у|ом|е)?$"), "ий", "район", "district"),
    (re.compile(r"округ(?:а|у|ом|е|и|ов|ам|ами|ах)?$"), "ий", "округ", "district"),
)
_ADJECTIVE = re.compile(r"[а-яё-]*(?:ий|ый|ой|ая|яя|ое|ее|ие|ые|ого|его|ому|ему|им|ым|ом|ем|ую|юю|ей|их|ых|ими|ыми)$")
_ADJECTIVAL = re.compile(r"(?:[сц]к|сковн|бластн)(?:ий|ый|ого|ому|им|ым|ом|ая|ой|ую|ою|ое|ие|ые|их|ых|ими|ыми)$")
# half words of compounds that have no adjective of their own: «англо-французский»
_HALVES = {
    "англо": "GB", "франко": "FR", "итало": "IT", "греко": "GR", "германо": "DE", "японо": "JP", "американо": "US",
    "индо": "IN", "ирано": "IR", "ирако": "IQ", "армяно": "AM", "грузино": "GE", "азербайджано": "AZ", "русско": "RU",
}  # fmt: skip
# names of parties, media and the like that a country or a town only lends its name to
_SLOGANS = tuple(
    "единая единой единую справедливая справедливой справедливую открытая открытой другая другой молодая молодой "
    "умная умной свободная свободной деловая деловой латинск центральн".split()
)
# adjective and noun are the name of a thing that may stand elsewhere
_LANDMARK = re.compile(
    r"(?:[агт]эс|грэс|тэц|гаэс|проспект\w{,2}|шоссе|улиц\w{,2}|площад(?:ь|и|ью)|вокзал\w{,2}|собор\w{,2}|мост\w{,2}|набережн\w+|"
    r"бульвар\w{,2}|переул\w+|тракт\w{,2}|ворота?\w{,2}|храм\w{,2}|церк\w+|монастыр\w{,2}|кладбищ\w{,2}|заповедник\w{,2}|"
    r"мор[еяю]м?|залив\w{,2}|пролив\w{,2}|хреб\w+|гор[аыу]?|озер\w{,2}|рек[аиеу]|полуостров\w{,2}|остров\w{,2}|равнин\w|"
    r"низменност\w+|архипелаг\w{,2}|альп\w+|лент\w{,2}|язык\w{,2}|салат\w{,2}|терьер\w{,2}|овчарк\w{,2})$"
)
# second words of newspapers, films and the like: «Российская газета», «Немецкая волна»
_MASTHEAD = re.compile(
    r"(?:газет|правд|жизн|волн|комсомол|мечт|спорт|меридиан|вест|ведомост|новост|извести|звезд|рулетк|рубеж|курьер|"
    r"репорт|обозрен|телеграф|зеркал|мысл|идол|семейк|детств|недел|врем|речь|слов|голос|взгляд|эксперт|планет)"
)
# what lies there is no region: «остров Сахалин»
_WATERS = re.compile(
    r"(?:(?:полу)?остров(?:а|у|ом|е)?|озер(?:о|а|у|ом|е)|рек(?:а|и|е|у|ой)|мор(?:е|я|ю|ем)|гор(?:а|ы|е|у|ой))$"
)
_ONLY_LETTERS = re.compile(r"[^\W\d_]")
# whom and what a state sends, rules or arms
_STATE = re.compile(
    r"(?:вице-)?(?:премьер|президент|министр|дипломат|пос(?:о?л|ольств)|власт|военн|бо(?:ец|йц)|солдат|граждан|полиц|"
    r"принц|корол|суд|политик|депутат|сенатор|генерал|офицер|разведк|спецслужб|лидер|сборн|правительств|канцлер|"
    r"парламент|чиновник|космонавт|астронавт|пограничн|подводн|моряк|л[её]тчик|пилот|войск|арми|прокур|шпион|сми\b|"
    r"делегац|стороны?\b|консул|глав[аеуы]\b|переговорщик|нац|государств|глав[ао]й\b|спикер|монарх)"
)
SURE_LONG = 4.6  # a name of several words is hardly ever anything else: «Великие Луки»
SURE_TOWN = 7.0  # prior of a place that a bare name is taken for without the tagger's word
SURE_ADJECTIVE = 5.3
SURE_DERIVED = 6.4  # the same for an adjective that stands in no table: «казанский», not «георгиевский»
SURE_NAMED = 4.2  # prior of a place that is named what it is: «города Дувр»


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Spot]]]:
    """A function that finds the places of a sentence."""
    known = gazetteer(tables)

    def find(sentence: Sentence) -> list[Finding[Spot]]:
        hits = list(_hits(known, sentence.tokens))
        spans = [span for span in sentence.spans if span.kind in KINDS]
        if not hits and not spans and "о-" not in sentence.text:
            return []
        found = [f for span in spans for f in _tagged(known, sentence, span, hits)]
        return _widest(found) + list(_untagged(known, sentence, hits, spans))

    return find


_Placed = tuple[int, Hit]


def _hits(known: Gazetteer, tokens: Sequence[Token]) -> Iterator[_Placed]:
    """Every name of the gazetteer with the index of its first token."""
    words: list[str] | None = None
    for i, token in enumerate(tokens):
        text = token.text
        capital = text[0].isupper() and len(text) > 1
        adjectival = _ADJECTIVAL.search(token.lower) is not None
        if capital or adjectival:
            words = words or [t.text for t in tokens]
            found = known.at(words, i) if capital else []
            yield from ((i, hit) for hit in found if not hit.adjective)
            places = known.adjective(text) if adjectival and not _instrumental(token) else ()
            if places:
                yield i, Hit(i + 1, places, ALL, True)


def _instrumental(token: Token) -> bool:
    """Whether it is a town's name that only looks like an adjective: «под Смоленском»."""
    return token.text[0].isupper() and token.lower.endswith(("ском", "цком")) and token.tag.pos in ("PROPN", "NOUN")


# ------------------------------------------------------------------------------------------- the tagger's spans


def _tagged(known: Gazetteer, sentence: Sentence, span: Span, hits: Sequence[_Placed]) -> Iterator[Finding[Spot]]:
    tokens = sentence.tokens
    inside = [i for i, t in enumerate(tokens) if span.start <= t.start and t.stop <= span.stop]
    if not inside:
        return
    first, stop = inside[0], inside[-1] + 1
    text = sentence.cut(span.start, span.stop)
    if not _ONLY_LETTERS.search(text) or _trap(sentence, first, stop):
        return
    if any(s.kind in PEOPLE and s.score > FAINT and _within(span, s) for s in sentence.spans):
        return
    if stop == first + 1 and _ADJECTIVAL.search(tokens[first].lower) and _landmark(tokens, stop):
        return
    kind = KINDS[span.kind]
    halves = list(_halves(known, tokens[first])) if stop == first + 1 else []
    if halves:
        return
    spot = _spot(known, tokens, first, stop, kind, hits)
    if spot.places or _believable(text, kind, span.score):
        yield Finding(span.start, span.stop, "tagger", spot, span.score)


# what the tagger takes for towns: parts of the world, rivers, squares, Roman numbers
_NO_TOWN = re.compile(
    r"[IVXLCDM]+$|.+-(?:сквер|холл|стрит|авеню|парк|арен[аы]|плаз[аы]|манш)\w?$|афросоюз|евросоюз|"
    r"(?:африк|европ|ази|скандинави|сибир|волг|эльб|рейн|дуна|днепр|днестр|енисе|амур|нев|темз|сен|рон|нил|инд|ганг|"
    r"урал|кавказ|закавказ|заполяр|полес|приднепров|черноз[её]м|балкан|альп|арктик|антарктик|атлантик|прибалтик|балти|поволж)(?:а|ы|и|е|у|ой|ом|ю|й|я|ей|ем|ам|ах|ами|"
    r"ию|ии|ия|ь|ью|ье|ья)?$|(?:европейск|африканск|азиатск|еврейск|скандинавск|русск|гвардейск|арабск)\w+$",
    re.IGNORECASE,
)


def _widest(found: list[Finding[Spot]]) -> list[Finding[Spot]]:
    """Without what lies in a longer name of the same place: «Королевство Марокко», not «Марокко» in it."""
    return [f for f in found if not any(_part(f, of) for of in found)]


def _part(inner: Finding[Spot], outer: Finding[Spot]) -> bool:
    same = inner.value.places[:1] == outer.value.places[:1] != ()
    return same and outer.start <= inner.start and inner.stop <= outer.stop and outer != inner


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.stop <= outer.stop and inner[1:3] != outer[1:3]


def _believable(text: str, kind: RegionKind, score: float) -> bool:
    """Whether a name that no table knows may stand: countries are a closed list, and names have capitals."""
    if _NO_TOWN.match(text):
        return False
    if kind == "country":
        return score > 0.8 and " " in text and bool(_STATE_LIKE.search(text))
    return any(c.isupper() for c in text) or bool(_ADJECTIVAL.search(text.lower()))


_STATE_LIKE = re.compile(
    r"(?:[Рр]еспублик|[Кк]оролевств|[Ии]мпери|ханств|царств|[Ээ]мират|княжеств|халифат|[Сс]ултанат|герцогств|Орд[аыеу]|"
    r"\bССР\b|[Гг]осударств)"
)


def _trap(sentence: Sentence, first: int, stop: int) -> bool:
    """Whether the place only lends its name («Единая Россия») or is a part of a larger («Латинская Америка»)."""
    before = sentence.tokens[first - 1].lower if first else ""
    return before.startswith(_SLOGANS) or bool(_WATERS.match(before))


def _landmark(tokens: Sequence[Token], stop: int) -> bool:
    """Whether the noun behind an adjective makes it the name of something else: «Казанский собор», «Русская речь»."""
    if stop >= len(tokens):
        return False
    quoted = stop > 1 and tokens[stop - 2].text in '«"„“'
    return bool(_LANDMARK.match(tokens[stop].lower) or (quoted and _MASTHEAD.match(tokens[stop].lower)))


def _spot(
    known: Gazetteer, tokens: Sequence[Token], first: int, stop: int, kind: RegionKind, hits: Sequence[_Placed]
) -> Spot:
    if stop == first + 1:
        shared = _shared(known, tokens, first, kind)
        if shared:
            return shared
    hint = _hint(tokens, first)
    adjective = stop == first + 1 and bool(_ADJECTIVAL.search(tokens[first].lower))
    adjective = adjective and not _instrumental(tokens[first])
    places = known.adjective(tokens[first].text) if adjective else ()
    if places and (hint is None or known.listed(tokens[first].text)):
        return Spot(places[0].name, kind, places, hint, adjective=True)
    for i, hit in hits:
        if i == first and hit.stop == stop and not hit.adjective:
            return Spot(hit.places[0].name, kind, hit.places, hint)
    if places:
        return Spot(places[0].name, kind, places, hint, adjective=True)
    inner = _headed(known, tokens, first, stop, kind) or _closed(known, tokens, first, stop, kind)
    return inner or Spot(_nominative(tokens[first:stop]), kind, (), hint, adjective, _sure(tokens[first:stop]))


def _shared(known: Gazetteer, tokens: Sequence[Token], first: int, kind: RegionKind) -> Spot | None:
    """«Смоленской» in «Смоленской и Тверской областей»: an adjective whose noun stands behind a later one."""
    if not _ADJECTIVE.match(tokens[first].lower):
        return None
    at = first + 1
    while at < len(tokens) and (tokens[at].text in (",", "и", "или") or _ADJECTIVE.match(tokens[at].lower)):
        if _PLURAL.match(tokens[at].lower):
            break
        at += 1
    if at == len(tokens) or at < first + 3 or not _PLURAL.match(tokens[at].lower):
        return None
    for pattern, ending, noun, hint in _AFTER:
        if pattern.match(tokens[at].lower):
            adjective, more = _agreeing(tokens[first].text, ending), _common(tokens, at, ending)
            adjective = adjective[0].upper() + adjective[1:]
            name = f"{adjective} {more}{noun}"
            places = known.named(name) or known.named(f"{adjective} {noun}")
            return Spot(places[0].name if places else name, hint, places, hint, sure=True)
    return None


def _common(tokens: Sequence[Token], noun: int, ending: str) -> str:
    """What all members of a row share before their noun: «народная » of «Донецкой и Луганской народных республик»."""
    before = tokens[noun - 1]
    return f"{_agreeing(before.text, ending)} " if before.lower.startswith((*_DEGREES, "народн")) else ""


_PLURAL = re.compile(r"(?:област(?:и|ей|ям)|кра(?:и|ев|ёв|ям)|район(?:ы|ов|ам)|округ(?:а|ов|ам)|республик(?:и|ам)?)")


def _hint(tokens: Sequence[Token], first: int) -> RegionKind | None:
    """What the words before a name make of it: «в городе», «штата», «г.»."""
    before = first - 1
    while before >= 0 and tokens[before].text in (".", "«", '"'):
        before -= 1
    return _generic(tokens[before].lower) if before >= 0 else None


def _generic(word: str) -> RegionKind | None:
    return next((kind for pattern, kind in _BEFORE if pattern.match(word)), None)


def _headed(known: Gazetteer, tokens: Sequence[Token], first: int, stop: int, kind: RegionKind) -> Spot | None:
    """«штат Огайо», «город Вязьма», «г. Москва»: what the name itself says, of the kind that its head asks for."""
    hint = _generic(tokens[first].lower)
    start = first + 2 if first + 1 < stop and tokens[first + 1].text == "." else first + 1
    if hint is None or start >= stop:
        return None
    words = [t.text for t in tokens[start:stop]]
    places = next((h.places for h in known.at(words) if h.stop == len(words) and not h.adjective), ())
    if places:
        return Spot(places[0].name, kind, places, hint)
    rest = tokens[start:stop]
    name = _nominative(rest) if rest[0].text[0].isupper() else _nominative(tokens[first:stop])
    return Spot(name, hint if kind != "country" else kind, (), hint, sure=_sure(rest))


def _closed(known: Gazetteer, tokens: Sequence[Token], first: int, stop: int, kind: RegionKind) -> Spot | None:
    """«Вяземский район», «Тверской областей»: an adjective and the noun that it leans on."""
    form = next(((e, noun, k) for p, e, noun, k in _AFTER if p.match(tokens[stop - 1].lower)), None)
    if form is None and stop < len(tokens) and tokens[stop].text == ".":
        form = None
    if form is None or stop - first < 2 or not _ADJECTIVE.match(tokens[first].lower):
        return None
    ending, noun, hint = form
    name = " ".join([_agreeing(t.text, ending) for t in tokens[first : stop - 1]] + [noun])
    places = known.named(name) or known.named(name[0].upper() + name[1:])
    if noun in ("государство", "республика") and not places:
        places = tuple(p for p in known.adjective(tokens[first].text) if p.kind in ("country", "region"))[:1]
    return Spot(places[0].name if places else name, hint if not places else kind, places, hint, sure=True)


def _agreeing(word: str, ending: str) -> str:
    """An adjective in the nominative that agrees with its noun; other words as they are.

    >>> _agreeing("Вяземского", "ий"), _agreeing("Тверской", "ая"), _agreeing("Нижних", "ий"), _agreeing("МО", "ая")
    ('Вяземский', 'Тверская', 'Нижний', 'МО')
    """
    match = re.search(r"(?:ого|его|ому|ему|ий|ый|ой|ая|яя|ое|ее|им|ым|ом|ем|ую|юю|ей|ие|ые|их|ых|ими|ыми)$", word)
    if not match or len(word) < 5:
        return word
    stem = word[: match.start()]
    if ending == "ий" and stem[-1] not in "кгхжшщч" and match[0] not in ("ий", "его", "ему", "им", "ем", "их", "ими"):
        ending = "ый"
    return stem + ending


def _nominative(tokens: Sequence[Token]) -> str:
    """The nominative of a name that no table knows, word by word."""
    pieces, at = [], tokens[0].start
    for token in tokens:
        tag = token.tag
        pieces += [" " * (token.start - at > 0), original(token.text, tag.case, tag.gender, tag.number)]
        at = token.stop
    return "".join(pieces).strip()


def _sure(tokens: Sequence[Token]) -> bool:
    return all(t.tag.case in (None, "nomn") for t in tokens) and any(t.tag.case for t in tokens)


# ------------------------------------------------------------------------------------ what the tagger has missed


def _untagged(
    known: Gazetteer, sentence: Sentence, hits: Sequence[_Placed], spans: Sequence[Span]
) -> Iterator[Finding[Spot]]:
    tokens = sentence.tokens
    for token in tokens:
        if "-" in token.text[1:-1]:
            yield from _halves(known, token)
    done = -1
    yield from _forms(known, sentence, spans)
    for i, hit in hits:
        start, stop = tokens[i].start, tokens[hit.stop - 1].stop
        if (
            i < done
            or (hit.adjective and _landmark(tokens, hit.stop))
            or _trap(sentence, i, hit.stop)
            or not _certain(known, hit, tokens[i], _hint(tokens, i), hit.stop - i)
        ):
            continue
        if any(_same_or_wider(s, start, stop) for s in spans) or _barred(sentence, start, stop, hit, hit.stop - i):
            continue
        place = hit.places[0]
        rule = "region.adjective" if hit.adjective else "region.name"
        spot = Spot(place.name, place.kind, hit.places, _hint(tokens, i), hit.adjective)
        if hit.adjective:
            spot = _shared(known, tokens, i, place.kind) or spot
        several = hit.stop - i > 1 and place.kind in ("country", "region")
        done = hit.stop
        yield Finding(start, stop, rule, spot, 1.0 if several else 0.5)


def _forms(known: Gazetteer, sentence: Sentence, spans: Sequence[Span]) -> Iterator[Finding[Spot]]:
    """«Вяземский район», «Кашинского городского округа»: districts by their form."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens[1:], 1):
        if not token.lower.startswith(("район", "р-н", "округ")):
            continue
        first = i - 1
        while first > 0 and tokens[first].lower.startswith(_DEGREES):
            first -= 1
        if not (tokens[first].text[0].isupper() and _ADJECTIVE.match(tokens[first].lower)):
            continue
        start, stop = tokens[first].start, token.stop
        if first == 0 or any(s.start < stop and start < s.stop for s in spans) or _walled(sentence, start, stop):
            continue
        spot = _closed(known, tokens, first, i + 1, "district")
        if spot:
            yield Finding(start, stop, "region.form", spot, 0.9)


_DEGREES = ("муниципальн", "городск", "административн", "федеральн", "автономн", "сельск")


def _walled(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a person or a building stands there."""
    return any(s.kind in PEOPLE or s.kind in NAMED_AFTER for s in sentence.spans if s.start < stop and start < s.stop)


def _same_or_wider(span: Span, start: int, stop: int) -> bool:
    return span.start <= start and stop <= span.stop


def _certain(known: Gazetteer, hit: Hit, token: Token, hint: RegionKind | None, words: int) -> bool:
    """Whether a name or adjective is hardly ever anything else."""
    place = hit.places[0]
    if place.prior >= OWN:
        return True
    if token.text.isascii():
        return place.kind == "country" and len(token.text) > 3
    if (
        hint is not None
        and len(token.text) > 3
        and not hit.adjective
        and any(p.kind == hint and p.prior > SURE_NAMED for p in hit.places)
    ):
        return True
    if hit.adjective:
        return place.prior >= (SURE_ADJECTIVE if known.listed(token.text) else SURE_DERIVED)
    if token.text[0].islower():
        return False
    if place.kind == "country":
        return len(token.text) > 2 or token.text in ("РФ",)
    if place.kind == "city":
        return place.prior >= (SURE_TOWN if words == 1 else SURE_LONG)
    return len(token.text) > (3 if words > 1 or place.prior >= 8.0 else 5) and (place.wikidata is not None or words > 1)


def _barred(sentence: Sentence, start: int, stop: int, hit: Hit, words: int) -> bool:
    """Whether the tagger sees something else there: a person, an avenue, somebody's nationality."""
    place = hit.places[0]
    if words > 1 and place.prior > SURE_LONG:
        return False
    for span in sentence.spans:
        if span.stop <= start or stop <= span.start or span.score < FAINT:
            continue
        exact = (span.start, span.stop) == (start, stop)
        if span.kind in PEOPLE or (span.kind in NAMED_AFTER and (exact or hit.adjective)):
            return True
        if span.kind in NOT_PLACES and hit.adjective and not _of_land(sentence, start, stop, place):
            return True
        latin = sentence.text[start - sentence.start].isascii()
        if span.kind == "organization" and (latin or (exact and not (hit.adjective or place.kind == "country"))):
            return True
        if span.kind == "location" and exact and not hit.adjective and place.kind not in ("country", "region"):
            return True
    return False


def _of_land(sentence: Sentence, start: int, stop: int, place: Place) -> bool:
    """Whether an adjective speaks of the land («кубанские аграрии», «британский премьер»), not of a people."""
    if place.kind != "country" and (place.name.endswith(("область", "край")) or place.kind == "city"):
        return True
    return _of_office(sentence, start, stop)


def _of_office(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether an adjective belongs to a state («британский премьер») and not to a person («польский поэт»)."""
    if any(s.kind in ("title", "organization") and s.start <= start and stop < s.stop for s in sentence.spans):
        return True
    if _STATE.match(sentence.cut(stop, sentence.stop).lstrip().lower()):
        return True
    if any(t.start == start and t.tag.number == "plur" for t in sentence.tokens):
        return True
    return not any(s.kind in ("title", "person") and s.start <= stop + 1 < s.stop for s in sentence.spans)


def _halves(known: Gazetteer, token: Token) -> Iterator[Finding[Spot]]:
    """«российско-белорусских»: «российско» and «белорусских», each its own place; «рейс Киев-Берлин» too."""
    parts = token.text.split("-")
    if len(parts) < 2 or not all(parts) or known.at([token.text]):
        return
    at, found = token.start, []
    for n, part in enumerate(parts):
        places, adjective = _half(known, part, n == len(parts) - 1)
        if not places or places[0].prior < SURE_ADJECTIVE:
            return
        spot = Spot(places[0].name, places[0].kind, places, adjective=adjective)
        found.append(Finding(at, at + len(part), "region.half", spot, 1.0))
        at += len(part) + 1
    if len({f.value.adjective for f in found}) == 1:
        yield from found


def _half(known: Gazetteer, part: str, last: bool) -> tuple[tuple[Place, ...], bool]:
    """The places of a part of a compound, and whether it is an adjective."""
    if part[0].isupper() and not _ADJECTIVAL.search(part.lower()):
        names = known.named(part)
        if names and (len(part) > 2 or part.isupper()):
            return names, False
    if last:
        return known.adjective(part), True
    code = _HALVES.get(fold(part))
    place = known.coded(code) if code else None
    if place:
        return (place,), True
    return (known.adjective(part[:-1] + "ий") if part.endswith("о") else ()), True
