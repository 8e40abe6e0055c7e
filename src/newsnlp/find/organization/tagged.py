"""The tagger's spans put right: quotation marks, legal forms, words that head no organization."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from newsnlp.data import Tables, derived, word_list
from newsnlp.find.organization.scene import SHIPS, TOWN, Place, Scene, given, other, row_begins, street
from newsnlp.fold import fold
from newsnlp.lang import datelines, phrases, territories
from newsnlp.lang.bodies import AGENCIES, CLUBS, INSTITUTIONS, LEGAL, PARTS, PUBLIC, TRAILING, Bodies, mixed
from newsnlp.lang.honoured import NAMED_AFTER, alone, honoured
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import adjectives, forms, lemma, marked
from newsnlp.lang.phrases import CLOSE, OPEN, cited
from newsnlp.lang.posts import is_english, is_post
from newsnlp.lang.territories import level_of
from newsnlp.types import Body, OrganizationKind, Span, Token, token_at

FORMS = LEGAL | CLUBS | AGENCIES
TAUGHT = frozenset(word_list("tagged.taught"))  # what stands behind the legal form of a school: «АНО |ДПО| «…»»
ORDINAL = re.compile(r"\d{1,4}-(?:й|я|го|му|м|ю|ой|ом|ого|ому)$")
_BORNE = frozenset({"company", "bank", "media", "party", "sport"})
_SEVERAL = frozenset({"company", "bank", "media", "education", "health", "sport", "culture"})
_SCHOOLS = frozenset({"education", "science", "health", "culture"})
_EACH = frozenset(word_list("organization.tagged.each"))  # of which there are several in the plural
_PROPER = frozenset({"Geox", "Name", "Surn", "Orgn", "Abbr", "Trad"})
_ARENAS = frozenset(word_list("organization.tagged.arenas"))
# beginnings of the names of makers of cars, and of the words that tell a car
_MAKERS = frozenset(word_list("organization.tagged.makes"))
_DRIVEN = tuple(word_list("organization.tagged.vehicles"))
_FIRMS = frozenset(word_list("organization.tagged.firms"))  # behind a maker's name, those of a firm: «Ford |Sollers|»
_PARTS = word_list("organization.tagged.parts")  # of an army, in the plural
_THINGS = word_list("organization.tagged.things")  # what a body has, that stands before its name
_RULERS = frozenset(word_list("organization.tagged.rulers"))
_AWAY = frozenset(word_list("organization.tagged.away"))
_OF = word_list("organization.tagged.of")  # a capital behind these is of their own name: «театр |Сатиры|»
# social networks, by the beginnings of their names
_MEDIA = tuple(word_list("organization.tagged.media"))
FAINT = 0.55  # phrases without a capital, names of works: fewer than half are organizations below it
SURE = 0.9  # the tagger is right in 24 of 25 names of several words from here on
# what the tagger takes for organizations and never is: names of events, holders, diseases, sizes
_NOT = re.compile(
    r"(?:\w+ое соглашение|\w+ом соглашении|\w+ого соглашения|\w+ая конвенция.*|\w+ой конвенции.*"
    r"|(?!военн)[\w-]+(?: муниципальн\w+| городск\w+)? (?:район|округ)\w{,2}|(?:союз|прогресс)\w* (?:тма?|мс|м)\b.*"
    r"|(?:экс-|сесси|заседани)\w+ .+|(?:официальн\w+ )?сайт\w{,3} .+"
    r"|(?:[а-яё-]+ )?(?:полицейск|военн)(?:ие|их|ими)"
    r"|военн\w+ управлени\w+(?: .+)?|(?:международн\w+ )?космическ\w+ станци\w+"
    r"|(?:профильн|соответствующ|компетентн|уполномоченн)\w+ (?:ведомств|министерств|орган|служб)\w*"
    r"|(?:област|крае|район|республикан|окруж)\w+ (?:центр|столиц)\w{,2}"
    r"|\S+@\S+|brexit|бре[кг][сз]ит\w*|covid(?:-?19)?|var|sars(?:-cov)?(?:-\d)?|mers|нпз|тэц|аэс|гэс|грэс|лэп|азс)\.?$",
    re.IGNORECASE,
)

_MENU = re.compile(r"\s(?:\s|[|/→>»›•·]\s)")  # what parts the words of a menu
_FIELDS = re.compile(r"(?: и| по|,) ")  # «ЖКХ и энергетики», «ГФИ по Пермскому краю»


def tagged(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """The places of the tagger's organizations."""
    dateline = datelines.place(scene.tokens)
    first = scene.tokens[dateline].start if dateline else 0
    for span in scene.sentence.spans:
        if span.kind != "organization" or span.start < first or not (bounds := _bounds(scene, span)):
            continue
        if scene.at(bounds[0]) == len(scene.tokens) or _precinct(scene, bounds[0]):
            continue  # the end of the sentence's last word, or a court's place
        start, stop = _mended(scene, *bounds, bodies)
        if _is_body(scene, start, stop, span.score, bodies):
            yield Place(start, stop, "tagger", span.score)


def _mended(scene: Scene, start: int, stop: int, bodies: Bodies) -> tuple[int, int]:
    """Where a name begins and ends that was marked too short or too long."""
    # «F-15 |Военно-воздушных сил|», «|Агентство охраны| — ведомство Сербии»
    text = scene.sentence.cut(start, stop)
    machine, dash = _MACHINE.match(text), _ASIDE.search(text)
    quoted = dash is None or cited(scene.tokens, scene.at(start)) or any(mark in text for mark in OPEN)
    end = stop if quoted or dash is None else start + dash.start()
    start, stop = (start + machine.end() if machine else _past_place(scene, _past_paper(scene, start, end), end)), end
    start, stop = _elided(scene, start, _bracketed(scene, start, stop))
    start = _borne(scene, start, stop, bodies)
    stop = _tail(scene, start, stop, bodies)
    start, stop = _unit(scene, start, bodies), _hyphened(scene, _jurisdiction(scene, _dotted(scene, stop)))
    return start, _honour(scene, _alone(scene, start, _precincts(scene, start, stop)))


def _past_place(scene: Scene, start: int, stop: int) -> int:
    """Behind where something is done: «в Киргизии |МЧС| ищет пропавших»."""
    span = scene.regions.get(start)
    place = token_at(scene.tokens, scene.at(start))
    inside = span is not None and span.stop < stop and not adjectives(place.text)  # «в российском |МИД|» is one name
    where = inside and scene.sentence.before(start).lower in ("в", "во", "на")
    behind = scene.after(span.stop, 1) if span and where else ()
    return behind[0].start if behind and behind[0].text.isupper() else start


def _past_paper(scene: Scene, start: int, stop: int) -> int:
    """Behind what a body writes or does it with: «приказом |Минздрава России|», «силами |Росгвардии|»."""
    tokens = phrases.clip(scene.sentence, start, stop)
    thing, whose = token_at(tokens, 0), token_at(tokens, 1)
    means = is_a(thing.lower, "paper") or _with_forces(scene, thing, whose)
    return whose.start if means and whose.tag.case == "gent" else start


def _with_forces(scene: Scene, forces: Token, whose: Token) -> bool:
    """«(потушили) силами |МЧС|», no «командующий силами ООН», «Силами обороны»."""
    before = lemma(scene.sentence.before(forces.start))
    return forces.lower == "силами" and whose.text[:1].isupper() and before not in word_list("phrases.governing")


_MACHINE = re.compile(r"(?:[A-Z]{1,4}|[А-Я][а-я]{,2}Г?)-\d{1,3}[A-ZА-Я]{,3} (?:[A-Z]{1,3} )?(?=[А-ЯЁ])")
_ASIDE = re.compile(r" [—–] (?![А-ЯЁ]\w+$|(?:член|участни)\w+)")  # «стран — членов ЕС», «Россия — Беларусь»


def _is_body(scene: Scene, start: int, stop: int, score: float, bodies: Bodies) -> bool:
    """Whether a name is a body's, which the tagger gave this score."""
    if _no_body(scene, start, stop, bodies) or (score < FAINT and _doubtful(scene, start, stop, bodies)):
        return False
    text = scene.sentence.cut(start, stop)
    if _NOT.match(text) or _branch(scene, start, text) or _opposes(scene, start, text):
        return False
    return (score > SURE and " " in text) or _body(scene, start, stop, bodies)


def _opposes(scene: Scene, start: int, text: str) -> bool:
    """«|белорусская оппозиция|», unlike «координационного совета (КС) |белорусской оппозиции|», whose council it is."""
    return bool(_OPPOSITION.fullmatch(text)) and scene.sentence.before(start).text != ")" and not scene.opened(start)


_OPPOSITION = re.compile(r"(?:[а-яё]+ск\w+ )?оппозици[яиюейх]+(?: [\w-]+)?", re.I)


def _branch(scene: Scene, start: int, text: str) -> bool:
    """Whether initials are those of a branch of trade, or the like: «ЖКХ и энергетики», «ТЭК *Колымы*»."""
    first = scene.at(start)
    placed = first + 1 < len(scene.tokens) and scene.tokens[first + 1].start in scene.regions
    words = _FIELDS.split(text.lower(), maxsplit=1)[0]
    return is_a(words.split(" ")[0] if placed else words, "no_body") or _carded(scene, first, text)


def _carded(scene: Scene, first: int, text: str) -> bool:
    """Whether a post in English stands in brackets or as initials: «Джон Холл (|Partner|, Redwood)», «|CEO| Apple»."""
    return is_english(text) and (text.isupper() or token_at(scene.tokens, first - 1).text in ("(", "&"))


def _no_body(scene: Scene, start: int, stop: int, bodies: Bodies) -> bool:
    """Whether the words around tell a make of cars, an arena, a medium, what is only called so."""
    if _rubric(scene, start, stop, bodies) or vehicle(scene, start, stop, bodies) or _arena(scene, start, stop):
        return True
    if _named_so(scene, start, stop, bodies) or _no_name(scene, start, stop, bodies):
        return True
    said = medium(scene, start, stop) or _post(scene, start, stop) or _within(scene, start, stop)
    return said or _calling(scene, start, stop, bodies)


def _no_name(scene: Scene, start: int, stop: int, bodies: Bodies) -> bool:
    """«совет при президенте |России по правам человека|»: a place and what another body deals with; «министр спорта
    |РМЭ|»: the letters of a republic."""
    text, span = scene.sentence.cut(start, stop), scene.regions.get(start)
    if text.isupper() and len(bodies.letters(text)) > 2 and scene.sentence.before(start).tag.noun:
        return True
    if _centre(scene, start, stop) or _machine(scene, start, text, bodies):
        return True
    return span is not None and span.stop < stop and [t.lower for t in scene.after(span.stop, 1)] == ["по"]


def _centre(scene: Scene, start: int, stop: int) -> bool:
    """«обстреляли |центр Белгорода|», «в |белорусской Лиде|»: a place by itself, or its middle."""
    first = token_at(scene.tokens, scene.at(start))
    span = scene.regions.get(token_at(scene.tokens, scene.at(start) + 1).start)
    if span is None or span.stop != stop:
        return False
    plain = first.text.islower() or first.start == scene.sentence.start
    return plain and (lemma(first) == "центр" or (start in scene.regions and span.kind == "city"))


def _machine(scene: Scene, start: int, text: str, bodies: Bodies) -> bool:
    """«2С43 «|Гвоздика|»»: the name of a machine behind its figures; «|СКР| «Буря»»: a ship."""
    at = scene.at(start)
    place = bodies.place(text)  # «EP-3E |США|»
    figures = token_at(scene.tokens, at - 2 + place).text if cited(scene.tokens, at) or place else ""
    named = bool(_FIGURES.fullmatch(figures)) and fold(figures).partition("-")[0] not in bodies.heads
    return named or ship(scene.tokens, at) or _means(scene, start)


def ship(tokens: Sequence[Token], at: int) -> bool:
    """Whether initials at a token are a ship's, whose name stands behind: «|СКР| «Буря»»."""
    return tokens[at].text in SHIPS and token_at(tokens, at + 1).text in OPEN


_FIGURES = re.compile(r"(?:\d{1,2})?[A-ZА-Я][A-ZА-Яа-я]{,3}-?\d{1,4}[A-ZА-Я]{,3}\d?")


def _post(scene: Scene, start: int, stop: int) -> bool:
    """«Указа |Президента СССР|», «пресс-секретарь |министра-координатора спецслужб|»: a post and whose it is."""
    titled = any(span.kind == "title" and span.stop == stop for span in scene.sentence.starting(start))
    return titled and is_post(token_at(scene.tokens, scene.at(start)).lower)


def _means(scene: Scene, start: int) -> bool:
    """«средства |ПВО|», «|системы ПВО России|»: arms, not those who have them."""
    near = scene.tokens[max(0, scene.at(start) - 1) : scene.at(start) + 2]
    return any(lemma(noun) in _MEANS and arms.text in _ARMS for noun, arms in pairwise(near))


_ARMS, _MEANS = frozenset(word_list("organization.tagged.arms")), frozenset(word_list("organization.tagged.means"))


@derived("page_words")
def _rubrics(tables: Tables) -> frozenset[str]:
    return frozenset(w for row in tables.rows("page_words") if row["where"] == "rubric" for w in row["phrase"].split())


def _rubric(scene: Scene, start: int, stop: int, bodies: Bodies) -> bool:
    """«Главная / |Общество  Происшествия|»: words of a page's menu, and no body of the table."""
    if scene.sentence.zone not in ("furniture", "byline"):
        return False
    text = scene.sentence.cut(start, stop).lower()
    words = re.findall(r"\w+", text)
    return bool(_MENU.search(text)) or (_rubrics().issuperset(words) and not bodies.knows(" ".join(words)))


def _alone(scene: Scene, start: int, stop: int) -> int:
    """The end of a name that was taken together with what is its head's."""
    first, last = scene.at(start), scene.at(stop) - 1
    end = alone(scene.tokens, first, last)
    return scene.tokens[end].stop if end < last else stop


def _honour(scene: Scene, stop: int) -> int:
    """Where the name ends in «Омский театр им|. А. П. Чехова»: whom it is named after goes with «имени»."""
    last = scene.at(stop) - 1
    if scene.tokens[last].lower not in NAMED_AFTER:
        return stop
    end = honoured(scene.tokens, last + 1)
    return scene.tokens[end - 1].stop if end > last + 1 else stop


def _bounds(scene: Scene, span: Span) -> tuple[int, int] | None:
    """From a legal form to a closing quotation mark, without quotation marks around the whole."""
    tokens = scene.tokens
    last = scene.at(span.stop) - 1
    first = min(scene.at(span.start), last)
    if last < 0 or tokens[last].stop <= span.start:
        return None
    first -= tokens[first].start > span.start and first > 0  # the span begins within a token
    begin = _begin(tokens, first, last)
    start = span.start if begin == first else tokens[begin].start
    whole = tokens[begin].start == start and cited(tokens, begin)
    return start, _closed(tokens, begin, last, whole) or span.stop


def _begin(tokens: Sequence[Token], first: int, last: int) -> int:
    """The first token of a name: behind what is loose of a span, before that at its legal form."""
    while first < last and _loose(tokens[first : last + 1], first == 0):
        first += 1
    while _form(tokens, first):
        first -= 2 if tokens[first - 1].text in OPEN else 1
    form = spelled(tokens, first - 1) if first > 2 and cited(tokens, first) else None
    return first if form is None else form


def _closed(tokens: Sequence[Token], first: int, last: int, whole: bool) -> int | None:
    """Where the quotation marks have a name end that its span ends elsewhere; ``whole``: it stands behind an opening
    one."""
    words = tokens[first : last + 1]
    if token_at(tokens, first - 1).text == "(" and (bracketed := _to_bracket(words)):
        return bracketed[-1].stop
    if not (_left_open(words) > 0 or sum(t.text in phrases.EITHER for t in words) % 2 == 1):
        close = _closing(tokens, last + 1, True) if cited(tokens, first) else 0
        return tokens[close - 1].stop if close else None
    close = _closing(tokens, last + 1, whole)
    return tokens[_last(tokens, words, close)].stop if close else None


def _to_bracket(words: Sequence[Token]) -> Sequence[Token]:
    """The words before a closing bracket, if there is one: «(|МГБ|) Приднестровья»."""
    behind = next((i for i, token in enumerate(words) if token.text == ")"), 0)
    return words[:behind]


def _borne(scene: Scene, start: int, stop: int, bodies: Bodies) -> int:
    """Where the name begins in «ирландская авиакомпания |Ryanair|»: a noun that only says what bears it is apart."""
    tokens = phrases.clip(scene.sentence, start, stop)
    if len(tokens) < 2 or tokens[0].text.isascii() or scene.opened(start):
        return start
    if _is_club(tokens, bodies) or _speaks(tokens, bodies) or marked(tokens[0].lower, "GRND"):  # «возглавляя |комитет|»
        return tokens[1].start
    phrase = phrases.read(tokens)
    rest = tokens[phrase.head + 1 :]
    if phrase.head < 0 or not rest or not rest[0].text[0].isalpha():
        return start
    return rest[0].start if _bears(phrase, rest, bodies) else start


def _is_club(tokens: Sequence[Token], bodies: Bodies) -> bool:
    """«мюнхенской |Баварии|»: a club behind its town's adjective."""
    if tokens[0].tag.pos != "ADJ" or not tokens[0].text.islower() or not tokens[1].text[0].isupper():
        return False
    known = bodies.find(fold(phrases.nominative(tokens[1:])))
    return known is not None and known.kind == "sport"


def _bears(phrase: phrases.Phrase, rest: Sequence[Token], bodies: Bodies) -> bool:
    """Whether a noun says what bears the name behind it: «агентство |Рейтер|», but «факультет МГУ»."""
    head = fold(phrase.lemma)
    if not _proper(rest):
        known = bodies.find(fold(phrases.spelled(rest)))
        kinds = {kind for _, kind in bodies.heads.get(head, ())} & _BORNE
        if known is None or not known.sure or known.kind not in kinds:
            return False
    return head in bodies.heads and bodies.calls(phrase.text, head)


def _tail(scene: Scene, start: int, stop: int, bodies: Bodies) -> int:
    """Where the name ends in «администрация президента| советником», «МГУ| открыл», «Европейского суда| от России».

    A post in the instrumental, a verb and what follows it, a sender are no part of a name.
    """
    tokens = phrases.clip(scene.sentence, start, stop)
    if cited(scene.tokens, scene.at(start), scene.at(stop)):
        return stop  # «Рассветные дали»
    for i in range(1, len(tokens)):
        if tokens[i].text in OPEN:
            told = token_at(tokens, i + 1).tag.case == "datv" and _told(tokens, i + 1, bodies)
            return tokens[i - 1].stop if told else _behind_marks(tokens, i, stop)
        if _ends_before(scene, tokens, i, bodies):
            return tokens[i - 1].stop
    return stop


def _behind_marks(tokens: Sequence[Token], opening: int, stop: int) -> int:
    """Where a name ends that has quotation marks: «(сообщил) РИА «Новости»| представитель управления»."""
    close = next((i for i in range(opening + 1, len(tokens)) if tokens[i].text in CLOSE), len(tokens))
    behind = token_at(tokens, close + 1)
    said = behind.text.islower() and behind.tag.somebody and behind.tag.case == "nomn"
    return tokens[close].stop if said else stop


def _ends_before(scene: Scene, tokens: Sequence[Token], i: int, bodies: Bodies) -> bool:
    """Whether a word within what the tagger marked is no longer the name's."""
    if tokens[i].lower == "от" or (tokens[i].tag.form == "Fin" and forms(tokens[i].lower)[0].pos == "VERB"):
        return True
    if any(span.kind == "money" for span in scene.sentence.starting(tokens[i].start)):
        return True  # «должен Министерству обороны| 900 млн рублей»
    if _addressed(scene, tokens, i, bodies) or _post_charged(scene, tokens, i, bodies):
        return True
    if _found_there(scene, tokens, i):
        return True
    said = _strays(tokens, i) or _clause(scene, tokens, i) or _short(tokens, i)
    return said or _another(scene, tokens, i, bodies) or _placed(scene, tokens, i, bodies)


def _found_there(scene: Scene, tokens: Sequence[Token], i: int) -> bool:
    """«(выявили) в министерстве финансов Тверской области| нарушения»: a thing behind whose an authority is."""
    owned = i > 1 and tokens[i - 1].tag.noun and any(s.stop == tokens[i - 1].stop for s in scene.regions.values())
    thing = tokens[i].text.islower() and tokens[i].tag.case in ("nomn", "accs") and tokens[i].tag.pos in ("NOUN", "ADJ")
    return owned and thing and tokens[0].tag.case in _OBLIQUE


def _post_charged(scene: Scene, tokens: Sequence[Token], i: int, bodies: Bodies) -> bool:
    """«координатор Совета нацбезопасности США| по связям»: behind a body of the table and its country, what somebody in
    it is charged with."""
    owned = tokens[i].lower == "по" and any(span.stop == tokens[i - 1].stop for span in scene.regions.values())
    placed = token_at(tokens, i + 1).start in scene.regions
    post = scene.sentence.before(tokens[0].start)
    return owned and not placed and is_post(lemma(post)) and bodies.knows(phrases.nominative(tokens[:i]))


def _speaks(tokens: Sequence[Token], bodies: Bodies) -> bool:
    """«сообщила ТАСС |пресс-служба управления|»: to whom a body spoke."""
    behind = tokens[1].tag.case == "nomn" and tokens[1].text.islower() and not tokens[1].tag.somebody
    return behind and tokens[0].text.isupper() and _told(tokens, 0, bodies)


def _told(tokens: Sequence[Token], i: int, bodies: Bodies) -> bool:
    """Whether a medium of the table stands at a token."""
    names = (fold(" ".join(t.text for t in tokens[i : i + size])) for size in (2, 1))
    return any(known is not None and known.sure and known.kind == "media" for known in map(bodies.find, names))


def _addressed(scene: Scene, tokens: Sequence[Token], i: int, bodies: Bodies) -> bool:
    """«в ГУ МВД| РБК сообщили», «в мэрии Твери| РИА Новости»: a medium behind a body to which that spoke."""
    token, before = tokens[i], tokens[i - 1]
    if token.text.islower() and token.tag.case == "datv" != tokens[0].tag.case:
        return {kind for _, kind in bodies.heads.get(fold(lemma(token)), ())} == {"media"}  # «в ГУ МЧС| порталу 74.ru»
    place = any(span.stop == before.stop for span in scene.regions.values())
    whole = place or before.text.isupper() or level_of(before.lower)
    return bool(i > 1 and whole) and token.text[0].isupper() and _told(tokens, i, bodies)


def _short(tokens: Sequence[Token], i: int) -> bool:
    """«СПбГУ| рады», «НАТО| готово»: an adjective that is but said of the body."""
    token, acronym = tokens[i], _is_acronym(tokens[:i])
    if not token.text.islower() or (token.tag.case == "gent" and not acronym):
        return False
    said = [form.pos in ("ADJS", "PRTS") for form in forms(token.lower)]
    if said[0] and token.tag.pos != "NOUN":
        return True
    return any(said) and (token.tag.short or acronym)


def _is_acronym(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 1 and (tokens[0].text.isupper() or mixed(tokens[0].text))


def _object(tokens: Sequence[Token], i: int, bodies: Bodies) -> bool:
    """«применение ВСУ| химического оружия»: initials that the table has whole, and what those they stand for use."""
    if i != 1 or not tokens[1].text.islower() or tokens[1].tag.pos not in ("ADJ", "NOUN"):
        return False
    known = bodies.find(fold(tokens[0].text))
    if known is None or not known.sure:
        return False
    used = tokens[0].text.isupper() and known.kind in ("military", "international")
    return used or (tokens[1].tag.somebody and tokens[0].tag.case != "nomn")  # «в Госдуму| посла США»


def _placed(scene: Scene, tokens: Sequence[Token], i: int, bodies: Bodies) -> bool:
    """«В Госдуме| Тверь представляет», «ООН| Ирану отказала»: a place that the body before it does not rule; «гастроли
    Большого театра| в Америке»: where a body of the table is active."""
    if token_at(tokens, i + 1).start in scene.regions and _whither(tokens, i, bodies):
        return True
    if not tokens[i].text.istitle():
        return False
    span = scene.regions.get(tokens[i].start)
    if span is None or tokens[i].tag.pos != "ADJ":
        return _is_subject(scene, tokens, i) or (span is not None and _unruled(tokens, i, bodies))
    land = span.stop > tokens[i].stop and scene.sentence.before(span.stop).text.islower()
    return land and _ungoverned(tokens, i)  # «в Совете Федерации| Алтайский край представляет»


def _is_subject(scene: Scene, tokens: Sequence[Token], i: int) -> bool:
    """«В Госсовете| Чувашия попросила», «На Совете министров| Польша заявила»: a place that does something there."""
    known = [form.case for form in forms(tokens[i].lower) if "Geox" in form.grammemes]
    near = (tokens[i - 1], scene.sentence.behind(tokens[i].stop))  # «на Совете Россия — НАТО»
    alone = "nomn" in known and "gent" not in known and territories.noun(near[0].lower) is None
    dashed = any(token.text in phrases.DASHES for token in near)
    return alone and not dashed and tokens[i].tag.case == "nomn" and tokens[0].tag.case in _OBLIQUE


def _another(scene: Scene, tokens: Sequence[Token], i: int, bodies: Bodies) -> bool:
    """«Роскомнадзор| Telegram предупредил»: Latin words between an authority and its verb are another's."""
    if _object(tokens, i, bodies):
        return True
    latin = tokens[i].text.isascii() and tokens[i].text[0].isalpha() and not _ROMAN.fullmatch(tokens[i].text)
    said = scene.sentence.behind(tokens[-1].stop).tag.form == "Fin" and tokens[0].tag.case in (None, "nomn")
    if not latin or not said:
        return False
    known = bodies.find(fold(phrases.nominative(tokens[:i])))
    return known is not None and known.sure and known.kind in (*PUBLIC, "international")


_ROMAN = re.compile("[IVXLCDM]+")


def _whither(tokens: Sequence[Token], i: int, bodies: Bodies) -> bool:
    """«Минобороны США| для Украины», «Большого театра| в Америке»: a preposition before a place that is no owner's."""
    if tokens[i].lower == "для":
        return i > 1
    return tokens[i].lower in ("в", "во") and _is_active(tokens[:i], bodies)


def _is_active(tokens: Sequence[Token], bodies: Bodies) -> bool:
    """Whether words are a body of the table that rules no place."""
    known = bodies.find(fold(phrases.nominative(tokens)))
    return known is not None and known.sure and known.kind not in PUBLIC


def _unruled(tokens: Sequence[Token], i: int, bodies: Bodies) -> bool:
    """Whether a place's noun is in no case in which the body before it rules a place."""
    if tokens[i - 1].text.isupper() and (given(tokens[i]) or bodies.of_nations(tokens[i - 1].text)):
        return True  # initials rule no dative, as «помощи |Ирану|» does
    apart = tokens[i - 1].lower not in TOWN and (i == 1 or tokens[i - 1].tag.case == tokens[0].tag.case)
    return apart and _ungoverned(tokens, i)


def _ungoverned(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word in the nominative or accusative stands in a name that has another case."""
    return tokens[i].tag.case in ("nomn", "accs") and tokens[0].tag.case in _OBLIQUE


_OBLIQUE = ("loct", "datv", "ablt", "gent")


def _bracketed(scene: Scene, start: int, stop: int) -> int:
    """Where a name ends of which a span has but one of the brackets: «академия| (РАНХиГС|», «СБУ|)»."""
    text = scene.sentence.cut(start, stop)
    opened = text.find(" (") if text.count("(") > text.count(")") else 0
    if opened > 0:
        return start + opened
    stray = text.endswith((",", ";")) or (text.endswith(")") and "(" not in text)
    return stop - stray


def _elided(scene: Scene, start: int, stop: int) -> tuple[int, int]:
    """«|Sant'|Orsola», «Sant|'Andrea Volley|»: Latin words that an apostrophe joins are of one name."""
    first, last, tokens = scene.at(start), scene.at(stop), scene.tokens
    if first > 1 and _apostrophe(tokens[first - 2 : first + 1]):
        start = tokens[first - 2].start
    if last and _apostrophe(tokens[last - 1 : last + 2]):
        stop = list(takewhile(lambda t: t.text.isascii() and t.text[0].isalpha(), tokens[last + 1 :]))[-1].stop
    return start, stop


def _apostrophe(tokens: Sequence[Token]) -> bool:
    glued = len(tokens) == 3 and (tokens[0].stop, tokens[1].stop) == (tokens[1].start, tokens[2].start)
    return glued and tokens[1].text in "'’" and all(t.text.isascii() and t.text[0].isalpha() for t in tokens[::2])


def _strays(tokens: Sequence[Token], i: int) -> bool:
    """Whether a name has ended before a word: «кабинета министров| глава», «ОБСЕ| португальский», «Китая|, Ирана»."""
    token = tokens[i]
    if token.tag.pos == "ADP" and i + 1 < len(tokens) and _ruling(tokens[:i]):
        return _leads_away(tokens, i)
    if not token.text.islower():
        return token.text == "," and _before_name(tokens, i)
    return token.tag.case in ("nomn", "ablt") and tokens[0].tag.case != token.tag.case and _is_said(tokens, i)


def _is_said(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word in a case of its own is somebody, or an adjective that is but said of what stands before."""
    token = tokens[i]
    if token.tag.pos == "ADJ" and i + 1 == len(tokens) and token.tag.case == "nomn":
        return True
    said = forms(token.lower)[0]
    return (said.pos, said.animacy) == ("NOUN", "anim") and tokens[i - 1].tag.pos != "ADP"


def _leads_away(tokens: Sequence[Token], i: int) -> bool:
    """Whether a preposition behind a government's name begins no branch or field of it."""
    token, behind = tokens[i], tokens[i + 1]
    branch = token.lower == "по" and (not behind.text.islower() or tokens[0].lower.startswith("министерств"))
    return token.lower in _AWAY and not branch and behind.lower not in word_list("organization.tagged.fields")


def _before_name(tokens: Sequence[Token], i: int) -> bool:
    """«(министр) Китая|, Ирана»."""
    named = i + 2 == len(tokens) and tokens[i + 1].tag.pos == "PROPN"
    return named and i > 1 and tokens[i - 1].tag.case == "gent"


def _clause(scene: Scene, tokens: Sequence[Token], i: int) -> bool:
    """«в администрации| Сюткин был …», «в администрации Волжского| ситуацию …»: whom or what the clause is about.

    «В Госдуме| комитет по спорту …»: another body.
    """
    token = tokens[i]
    cases = {form.case for form in forms(token.lower)}
    if "gent" not in cases and _other_body(scene, tokens, i):
        return True
    if tokens[0].tag.case not in _OBLIQUE:
        return False
    if token.tag.case == "nomn" and token.text.istitle():
        return scene.sentence.opens(token.start, "person", above=0.5)
    thing = cases == {"nomn", "accs"} and _is_thing(token, tokens[i - 1])
    return token.text.islower() and (thing or cases == {"accs"}) and tokens[i - 1].tag.pos != "ADP"


def _is_thing(token: Token, before: Token) -> bool:
    """«в администрации Волжского |ситуацию|», «в министерстве |департамент| торговли»: whether a noun begins anew."""
    return token.tag.pos == "NOUN" and (before.tag.case == "gent" or lemma(token) in PARTS)


def _other_body(scene: Scene, tokens: Sequence[Token], i: int) -> bool:
    """Whether the tagger has another body from a word on, behind one that is no person."""
    if not tokens[i].tag.noun or not tokens[i - 1].tag.case or not _ungoverned(tokens, i):
        return False
    if not scene.sentence.opens(tokens[i].start, "organization", above=0.5):
        return False
    return any(span.kind != "person" for span in scene.sentence.ending(tokens[i - 1].stop))


def _precinct(scene: Scene, start: int) -> bool:
    """«МО МВД России «|Вяземский|»», «МО |МВД «Вяземский»|»: no body, but what the police of a district add."""
    first = scene.at(start)
    tokens = scene.tokens
    if cited(tokens, first):
        before = [t.lower for t in tokens[max(0, first - 3) : first - 1]]
        return any(word.endswith("мвд") for word in before)
    behind = tokens[first + 1 : first + 2]
    return bool(first) and tokens[first - 1].text in ("МО", "ММО") and bool(behind) and behind[0].text in OPEN


def _precincts(scene: Scene, start: int, stop: int) -> int:
    """Where the name ends in «МО МВД России| «Вяземский»|»: the police of several districts bear a name."""
    first, behind = scene.at(start), scene.at(stop)
    tokens = scene.tokens
    if tokens[first].text not in ("МО", "ММО") or behind == len(tokens) or tokens[behind].text not in OPEN:
        return stop
    close = _closing(tokens, behind + 1, True)
    return tokens[close].stop if close else stop


def _ruling(tokens: Sequence[Token]) -> bool:
    """Whether a name is that of a government, which ends before a preposition: «правительство| по борьбе с …»."""
    head = next((t for t in tokens if t.tag.noun), None)
    return head is not None and lemma(head) in _RULERS


def _unit(scene: Scene, start: int, bodies: Bodies) -> int:
    """Where the name begins in «|1-го Украинского фронта»: the ordinal of an army, a front, a district court."""
    at = scene.at(start)
    if not at or not ORDINAL.match(scene.tokens[at - 1].lower):
        return start
    words = scene.tokens[at : at + 4]
    head = next((t for t in words if t.tag.noun), None)
    kinds = bodies.heads.get(fold(lemma(head)), []) if head else []
    return scene.tokens[at - 1].start if any(kind == "military" for _, kind in kinds) else start


def _jurisdiction(scene: Scene, stop: int) -> int:
    """Where the name ends in «Второй кассационный суд |общей юрисдикции|»."""
    after = scene.after(stop, 2)
    general = [t.lower for t in after] == ["общей", "юрисдикции"]
    return after[1].stop if general else stop


def _within(scene: Scene, start: int, stop: int) -> bool:
    """«театра |Сатиры|»: a common noun that is but the end of a name."""
    at = scene.at(start)
    if not at or scene.tokens[at].stop < stop or not scene.tokens[at - 1].lower.startswith(_OF):
        return False
    first = forms(scene.tokens[at].lower)[0]
    return first.known and first.pos == "NOUN" and not first.grammemes & _PROPER


def medium(scene: Scene, start: int, stop: int) -> bool:
    """«написал в |Facebook|», «канал на |YouTube|»: where something is said, not who runs it."""
    first = scene.at(start)
    if not first or not scene.sentence.cut(start, stop).lower().startswith(_MEDIA):
        return False
    before = scene.tokens[first - 1]
    if before.text in OPEN and first > 1:
        first, before = first - 1, scene.tokens[first - 2]
    said = before.lower in word_list("tagged.through") or before.lower.startswith("сет")
    return said or before.lower.startswith(word_list("organization.tagged.networks"))


def _dotted(scene: Scene, stop: int) -> int:
    """Where the name ends in «Apple Inc.|», «ОПЕК+|», «ВЭБ.РФ|»: the point of a legal form, where the sentence goes on
    behind it, a plus, an address."""
    # where «.РФ» ends that stands right behind a name; 0 where none does
    domain = token_at(scene.tokens, scene.at(stop) + 1)
    dotted = scene.sentence.cut(stop, stop + 1) == "." and domain.start == stop + 1
    if end := domain.stop if dotted and domain.lower in ("рф", "ру", "ru") else 0:
        return end
    at = scene.at(stop)
    if at and at < len(scene.tokens) and (scene.tokens[at].start, scene.tokens[at].text) == (stop, "+"):
        return stop + scene.tokens[at - 1].text.isupper()
    if at and at + 1 < len(scene.tokens) and scene.tokens[at].text == "." and scene.tokens[at].start == stop:
        return stop + (scene.tokens[at - 1].lower in TRAILING)
    return stop


def _hyphened(scene: Scene, stop: int) -> int:
    """Where the name ends in «СКА|-«Нева»|»: a club's own name in quotation marks behind its initials and a hyphen."""
    at = scene.at(stop)
    mark, opening = token_at(scene.tokens, at), token_at(scene.tokens, at + 1)
    joined = mark.text in "-‑" and (mark.start, opening.start) == (stop, mark.stop) and opening.text in OPEN
    close = _closing(scene.tokens, at + 2, True) if joined and scene.tokens[at - 1].text.isupper() else None
    return scene.tokens[close].stop if close else stop


def _named_so(scene: Scene, start: int, stop: int, bodies: Bodies) -> bool:
    """«рэпера |PSY|», «в отеле «|Сити-центр|»»: what the noun before a name in quotation marks or Latin says it is."""
    first, text = scene.at(start), scene.sentence.cut(start, stop)
    quoted = cited(scene.tokens, first)
    if _on_street(scene.tokens, first, quoted):
        return True
    noun = _noun_before(scene.tokens, first, quoted)
    plain = text.isascii() and noun.tag[1:3] != ("gent", "plur")  # «производитель смартфонов |Nordex|»
    if not (quoted or plain) or not all((noun.tag.noun, other(noun))):
        return False
    if quoted and (_lends(bodies, text) or not scene.closed(stop)):
        return True  # «книга «|Газпром|. Новая история»»
    return not bodies.knows(text)


def _lends(bodies: Bodies, text: str) -> bool:
    """«романы «Мать» и «|Спартак|»»: a doubtful name of the table as it stands there, unlike «аккаунт «|Спартака|»»."""
    known = bodies.find(fold(text))
    return known is not None and not known.sure and fold(text) == fold(known.alias)


def _noun_before(tokens: Sequence[Token], first: int, quoted: bool) -> Token:
    """The noun before a name, or in the plural before the row of names in quotation marks that it ends."""
    own = first - 1 - quoted
    at = row_begins(tokens, first - 1) - 1 if quoted else own
    noun = token_at(tokens, at)
    if at == own or tokens[first].tag.case == "gent":  # «актёры «Ленкома» и «|Сатирикона|»»
        return token_at(tokens, own)
    return noun if any(form.number == "plur" for form in forms(noun.lower)) else token_at(tokens, own)


def _on_street(tokens: Sequence[Token], first: int, quoted: bool) -> bool:
    """«на проспекте |Народного Ополчения|», «жители улицы Газеты «|Правда|»»."""
    if not quoted:
        return street(token_at(tokens, first - 1))
    return token_at(tokens, first - 2).tag.noun and street(token_at(tokens, first - 3))


_DEPARTMENTS, _CHIEFS = word_list("link.places.departments"), frozenset(word_list("link.spoken.heads"))


def _headed(body: Body, before: Token) -> bool:
    """«начальник *отдела сельского хозяйства местной администрации*»"""
    return body.kind in PUBLIC and body.head.startswith(_DEPARTMENTS) and lemma(before) in _CHIEFS


def _doubtful(scene: Scene, start: int, stop: int, bodies: Bodies) -> bool:
    """Whether a faint span is more often none: a phrase in small letters, a film's name in quotation marks."""
    text = scene.sentence.cut(start, stop)
    tokens = phrases.clip(scene.sentence, start, stop)
    body = bodies.read(tokens)
    if cited(scene.tokens, scene.at(start)):
        return _doubtful_title(scene, scene.at(start), bodies) and body.kind is None
    return _doubtful_words(scene, start, text, body, bodies)


def _doubtful_words(scene: Scene, start: int, text: str, body: Body, bodies: Bodies) -> bool:
    """Whether words outside quotation marks are in small letters and head no body for sure."""
    tokens = phrases.clip(scene.sentence, start, start + len(text))
    if not text.islower() or bodies.knows(body.name) or _headed(body, scene.sentence.before(start)):
        return False
    if " " not in text:
        return body.kind is None and _of_another(scene.sentence.before(start), tokens[0])
    schools = len(tokens) > 2 and body.kind in _SCHOOLS and tokens[-1].tag.number == "sing"
    return not (schools and start in scene.regions)  # «тверской политехнический колледж»


def _of_another(before: Token, word: Token) -> bool:
    """«по законодательству и |госстроительству|», «|военно-дипломатический| источник»."""
    return word.tag.pos == "ADJ" or (word.tag.case == "datv" and before.text in ("и", ",", "по"))


def _doubtful_title(scene: Scene, first: int, bodies: Bodies) -> bool:
    """Whether no body's noun stands before a name in quotation marks, nor is it the agency of a dateline: «ВЕНА, 17
    ноября — «Меридиан»»."""
    if scene.tokens[0].text.isupper() and scene.tokens[max(0, first - 2)].text in "—–-":
        return False
    before = fold(lemma(scene.tokens[first - 2])) if first > 1 else ""
    return before not in bodies.heads


def _calling(scene: Scene, start: int, stop: int, bodies: Bodies) -> bool:
    """«|Telegram-канал| «Норд»»: but a noun that says what bears the name behind it."""
    at = scene.at(start)
    if scene.tokens[at].stop != stop:
        return False
    token, behind = scene.tokens[at], [t.text for t in scene.tokens[at + 1 : at + 2]]
    # «футбольный клуб (|ФК|) «Заря»», «|ЧВК| «Заря»»
    form = token.lower in FORMS and token.text.isupper() and ")" in behind
    if form or (token.text in word_list("organization.tagged.bands") and not OPEN.isdisjoint(behind)):
        return True
    opens = not OPEN.isdisjoint(behind)
    # «видео, опубликованное |Telegram-каналом|»
    told = opens or ("-канал" in token.lower and lemma(token).endswith("-канал"))
    return told and bodies.compound(lemma(token)) == "media"


def _arena(scene: Scene, start: int, stop: int) -> bool:
    """«на «ВЭБ Арене»», «стадион «Динамо»»: where one plays."""
    tokens = phrases.clip(scene.sentence, start, stop)
    return bool(tokens) and tokens[-1].lower in _ARENAS


def vehicle(scene: Scene, start: int, stop: int, bodies: Bodies) -> bool:
    """«на «Мерседесе»», «владелец сгоревшей «Лады»», «внедорожник Toyota», «Lada Vesta»: a car, not who makes it."""
    first = scene.at(start)
    if scene.tokens[first].lower[:5] not in _MAKERS:
        return False
    if _model(scene.tokens[first:], bodies):
        return True
    before = [t for t in scene.tokens[max(0, first - 4) : first] if t.text not in OPEN][-2:]
    last = token_at(before, len(before) - 1)
    if last.lower == "на" and scene.tokens[scene.at(stop) - 1].tag.case == "loct":
        return True
    return last.tag.pos == "ADJ" or any(t.lower.startswith(_DRIVEN) for t in before)


def _model(tokens: Sequence[Token], bodies: Bodies) -> bool:
    """«Kia |Rio|», «Ford |Focus| II»: Latin words behind a maker's name none of which heads a body."""
    rest = list(takewhile(lambda t: t.text.isascii() and t.text[0].isalnum(), tokens[1:5]))
    titled = bool(rest) and tokens[0].text.isascii()
    return titled and not any(fold(t.text) in bodies.heads or t.lower in _FIRMS | LEGAL | TRAILING for t in rest)


def _loose(tokens: Sequence[Token], opening: bool) -> bool:
    """Whether a name begins with what is no part of it: a stray mark, «британская |easyJet|», «возглавлявший |суд|»."""
    if tokens[0].text in OPEN and not any(t.text in CLOSE for t in tokens[1:]):
        return True
    if len(tokens) > 1 and opening and tokens[0].text.istitle() and tokens[0].tag.pos in ("ADV", "ADP"):
        return True  # «Сегодня |Верховный суд| …», «В |командовании ВМС| …»
    if tokens[0].tag.noun and _is_part(tokens, opening, _THINGS):
        return not tokens[1].tag.somebody  # «жалоба |Союза охотников|»
    if _is_part(tokens, opening, _PARTS):
        return any(f.number == "plur" for f in forms(tokens[0].lower))
    return (len(tokens) > 1 and _acting(tokens[0].lower)) or _is_attribute(tokens, opening)


def _is_attribute(tokens: Sequence[Token], opening: bool) -> bool:
    """«британская |easyJet|»."""
    plain = tokens[0].text.islower() or (opening and tokens[0].text.istitle())
    return plain and forms(tokens[0].lower)[0].pos == "ADJF" and _proper(tokens[1:])


def _is_part(tokens: Sequence[Token], opening: bool, parts: tuple[str, ...]) -> bool:
    """«Подразделения |вооружённых сил|»."""
    if token_at(tokens, 1).tag.case != "gent":
        return False
    return (opening or tokens[0].text.islower()) and tokens[0].lower.startswith(parts)


def _acting(word: str) -> bool:
    """Whether a word is a participle alone, of what somebody does."""
    known = [f for f in forms(word) if f.known]
    return bool(known) and all(f.pos == "PRTF" and "actv" in f.grammemes for f in known)


def _proper(tokens: Sequence[Token]) -> bool:
    """Whether all the words are a proper name: in Latin letters or in quotation marks, behind a legal form or none."""
    first = 1 if tokens[0].lower in FORMS and tokens[0].text.isupper() and len(tokens) > 1 else 0
    if tokens[first].text in OPEN:
        return tokens[-1].text in CLOSE or not any(t.text in CLOSE for t in tokens)
    return tokens[0].text[:1].isalpha() and all(t.text.isascii() for t in tokens)


def _plain(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Whether words have no capital but the sentence's own."""
    return all(t.text.islower() or t.start == scene.sentence.start for t in tokens)


def _many(
    scene: Scene, tokens: Sequence[Token], kinds: Sequence[tuple[tuple[str, ...], OrganizationKind | None]]
) -> bool:
    """«смоленские предприятия», «местные школы»: several of a kind and no name."""
    one = len(tokens) == 1 and lemma(tokens[0]) in _EACH
    return _plain(scene, tokens) and bool(kinds) and (kinds[-1][1] in _SEVERAL or one)


def _any_of(scene: Scene, tokens: Sequence[Token], kind: OrganizationKind | None, name: str, bodies: Bodies) -> bool:
    """«голландский клуб», «Французский банк»: one of a country's many, and no name."""
    near = scene.regions.get(tokens[0].start)
    plain = 1 < len(tokens) < 4 and all(t.tag.pos == "ADJ" for t in tokens[:-1]) and tokens[-1].text.islower()
    return plain and near is not None and near.kind == "country" and kind in _SEVERAL and not bodies.knows(name)


def _form(tokens: Sequence[Token], first: int) -> bool:
    """Whether a legal form stands before a name: «ООО «|Ромашка»», «ФК |Тамбов»."""
    before = first - 1
    quoted = before > 0 and tokens[before].text in OPEN
    if quoted:
        before -= 1
    if before < 0 or not tokens[before].text.isupper():
        return False
    taught = tokens[before].lower in ("гу", *INSTITUTIONS) or tokens[before].text in TAUGHT
    return (quoted and taught) or tokens[before].lower in FORMS


def spelled(tokens: Sequence[Token], quote: int) -> int | None:
    """Where a legal form written out begins before a quotation mark: «Открытое акционерное общество |«»."""
    words = [t.lower for t in tokens[max(0, quote - 4) : quote]]
    if words[-1:] == ["ответственностью"] and words[0].startswith("обществ"):
        return quote - 4
    if len(words) < 2 or not words[-1].startswith("обществ") or not words[-2].startswith("акционерн"):
        return None
    wide = len(words) > 2 and words[-3].startswith(word_list("organization.tagged.companies"))
    return quote - (3 if wide else 2)


def _left_open(tokens: Sequence[Token]) -> int:
    """How many more quotation marks open than close."""
    return sum(t.text in phrases.OPENING for t in tokens) - sum(t.text in phrases.CLOSING for t in tokens)


def _last(tokens: Sequence[Token], words: Sequence[Token], close: int) -> int:
    """The last closing mark of a name: as many as it has opened, «ООО «УК «Меридиан»|»|»."""
    opened = _left_open(words)
    while opened > 1 and close + 1 < len(tokens) and tokens[close + 1].text in phrases.CLOSING:
        close, opened = close + 1, opened - 1
    return close


def _closing(tokens: Sequence[Token], first: int, quoted: bool) -> int | None:
    """The closing mark at a place, or, for a name that began behind an opening one, up to six nouns further on."""
    for i in range(first, min(first + (7 if quoted else 1), len(tokens))):
        if tokens[i].text in CLOSE:
            return i
        if tokens[i].text == "(" and i + 1 < len(tokens) and not tokens[i + 1].text.isupper():
            continue  # «Альфа (Юг)», but «Росметстрой (РМС)» is two names
        if tokens[i].tag.pos not in ("NOUN", "PROPN", "ADJ", "ADP", "CCONJ") and tokens[i].text not in "—–-)":
            return None
    return None


def _body(scene: Scene, start: int, stop: int, bodies: Bodies) -> bool:
    """Whether the head may be an organization's: not «английское руководство», «смоленская делегация»."""
    tokens = phrases.clip(scene.sentence, start, stop)
    phrase = phrases.read(tokens)
    if scene.opened(start) and not _opens_speech(scene, start, stop):
        return True
    if phrase.head < 0 or phrase.case is None:
        return True
    if _is_class(scene, tokens, phrase, bodies):
        return False
    return _may_head(scene, tokens[phrase.head]) or _heads_body(tokens, phrase, bodies)


def _is_class(scene: Scene, tokens: Sequence[Token], phrase: phrases.Phrase, bodies: Bodies) -> bool:
    """Whether a phrase tells several bodies of a kind, or one of a country's many."""
    kinds = bodies.heads.get(fold(phrase.lemma), [])
    if phrase.number == "plur" and _many(scene, tokens, kinds):
        return True
    return _any_of(scene, tokens, kinds[-1][1] if kinds else None, phrase.text, bodies)


def _may_head(scene: Scene, head: Token) -> bool:
    """Whether a head is a proper name, or in no dictionary."""
    return _is_proper(head, scene) or not any(form.known for form in forms(head.lower))


def _heads_body(tokens: Sequence[Token], phrase: phrases.Phrase, bodies: Bodies) -> bool:
    """Whether a head, or a word that a name begins with, heads bodies."""
    heads = (tokens[phrase.head], *tokens[:3])
    return any(fold(lemma(token)) in bodies.heads for token in heads) or bodies.knows(phrase.text)


def _is_proper(head: Token, scene: Scene) -> bool:
    """Whether a head has a capital that is not its sentence's, or is a name in the dictionary."""
    if head.text.islower():
        return False
    own = head.start > scene.sentence.start and not _opens_speech(scene, head.start, head.stop)
    return own or bool(forms(head.lower)[0].grammemes & _PROPER)


def _opens_speech(scene: Scene, start: int, stop: int) -> bool:
    """Whether a name begins what somebody says: «|Экипаж| совершил подвиг», unlike «|Экипаж|» alone."""
    at = scene.at(start)
    quoted = token_at(scene.tokens, at - 1).text in OPEN and not scene.closed(stop)
    return quoted and token_at(scene.tokens, at - 2).text in ("", ":")
