"""Organizations that their words show, without the tagger or the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsnlp.data import word_list
from newsnlp.find.organization.grown import charge
from newsnlp.find.organization.scene import Place, Scene, beginning, described, given
from newsnlp.find.organization.tagged import FORMS, TAUGHT
from newsnlp.fold import fold
from newsnlp.lang import phrases
from newsnlp.lang.bodies import CLIPPED, INSTITUTIONS, LEVELS, PARTS, Bodies
from newsnlp.lang.honoured import NAMED_AFTER, honoured
from newsnlp.lang.lexicon import classes, is_a
from newsnlp.lang.morph import forms, lemma
from newsnlp.lang.phrases import CLOSE, EITHER, OPEN
from newsnlp.lang.posts import is_post
from newsnlp.lang.territories import level_of
from newsnlp.types import Token, token_at

# common nouns that mean one body even alone: marked in nine cases of ten in news
_COMMON = frozenset(word_list("organization.built.common"))
# heads that make a name of the adjectives and genitives around them
_STRONG = frozenset(word_list("organization.built.strong"))
# heads that make a name of a capital within a sentence, where it cannot be the sentence's own
_CAPITAL = frozenset(word_list("organization.built.capital"))
_CHARGED = frozenset(word_list("organization.built.charged"))
_PARTED = tuple(PARTS)  # what a clipped one of these deals with may follow: «облдепартамент |культуры|»
_DEPARTMENTS = frozenset(word_list("organization.built.departments"))  # what a post before them makes a body of
_ASKED = frozenset(word_list("organization.built.asked"))  # of these, what «в» makes one: «в |управлении| культуры»
_RULING = frozenset(word_list("organization.built.ruling"))  # posts and verbs whose body is in the instrumental
_CURING = word_list("organization.built.curing")  # bodies even where the tagger sees the building
_CUPS = frozenset(word_list("organization.built.cups"))  # tournaments, not leagues
_WEAK = frozenset(word_list("organization.built.weak"))  # of these, only those whose work is told


def _roots(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """First three letters -> the words without their endings: what may be a form of one is looked up, no other."""
    roots: dict[str, tuple[str, ...]] = {}
    for word in words:
        root = "церк" if word == "церковь" else word.rstrip("аеиоуыэюяьй")
        roots[word[:3]] = (*roots.get(word[:3], ()), root)
    return roots


_HEADS = _roots(_COMMON | _STRONG | _CAPITAL)
_ALONE = _roots(_COMMON)
_BEGUN = _HEADS.keys() | {word[:3] for word in CLIPPED}
# kinds of the heads that tell their work before a name in quotation marks; those of theatres and media have works there
_NAMED = frozenset({"company", "science", "education", "health", "public", "government", None})
_HONOURING = frozenset({"science", "education", "health", "culture"})
# a name behind these is theirs: «программа фонда развития «Дом»»
_WORKS = frozenset(word_list("organization.built.works"))


def headed(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """Common nouns that mean one body even alone, and strong heads with what makes a name of them."""
    for i in [i for i, lower in enumerate(scene.sentence.lowers) if lower[:3] in _BEGUN]:  # few words are
        token = scene.tokens[i]
        # «облизбирком»: whether a word is a body's whole name with its level
        clipped = token.lower.startswith(CLIPPED) and any(bodies.clipped(f.lemma) for f in forms(token.lower))
        if (clipped or _rooted(token.lower, _HEADS)) and scene.free(token.start, token.stop):
            found = _headed(scene, i, clipped, bodies)
            if found is not None:
                yield found


def _headed(scene: Scene, i: int, clipped: bool, bodies: Bodies) -> Place | None:
    """What a head makes: a name of the words around it, else a common noun's body; ``clipped``: «облизбирком»."""
    token, local, led = scene.tokens[i], _of_noun(scene, i), _led(scene.tokens, i)
    alone = clipped or local or (_administers(token) and _of_level(scene.tokens, i) is not token)
    if not (alone or led or _rooted(scene.tokens[i].lower, _ALONE) or _capital(scene.tokens, i)):
        return None
    if bounds := _free_phrase(scene, i, led):
        return Place(*bounds, "organization.phrase", 0.75) if _names(scene, i, bounds, bodies) else None
    return _common(scene, i, clipped, local) if alone or lemma(token) in _COMMON else None


def _free_phrase(scene: Scene, i: int, led: bool) -> tuple[int, int] | None:
    """The name that a strong head makes, where none was found yet."""
    bounds = _phrase(scene, i, led) if lemma(scene.tokens[i]) in _STRONG | _CAPITAL else None
    return bounds if bounds and scene.free(*bounds) else None


def _led(tokens: Sequence[Token], head: int) -> bool:
    """«председатель территориальной избирательной |комиссии|», «возглавила |агентство| по туризму», «в |управлении|
    культуры»: whether a post, what heads it or «в» stands before a department."""
    first = described(tokens, head)
    if not first or tokens[head].tag.number != "sing" or lemma(tokens[head]) not in _DEPARTMENTS:
        return False
    if first == head and _administers(tokens[head]):
        return False  # «администрации пос. Речной»
    return _ruled(_before_place(tokens, first, tokens[head]), tokens[head])


def _before_place(tokens: Sequence[Token], at: int, head: Token) -> Token:
    """The word before a head's own, past where: «|возглавлял| в министерстве департамент», and past its participle:
    «|председатель| недавно созданной комиссии».
    """
    participle = token_at(tokens, at - 1)
    if participle.tag.form == "Part" and phrases.agree(participle.text, head.text):
        at -= 2 if token_at(tokens, at - 2).tag.pos == "ADV" else 1
    where = token_at(tokens, at - 2).lower in ("в", "во") and tokens[at - 1].tag.case == "loct"
    return token_at(tokens, at - 3 if where else at - 1)


def _ruled(before: Token, head: Token) -> bool:
    """Whether a word before a department, in the case that it governs, makes it a body."""
    case = head.tag.case
    if before.lower == "в":
        return case == "loct" and lemma(head) in _ASKED
    if is_a(before.lower, "head"):
        return case == "accs" and head.lower[:5] not in _WEAK
    return case == "ablt" if lemma(before) in _RULING else case == "gent" and is_post(lemma(before))


def _of_noun(scene: Scene, i: int) -> bool:
    """«|администрация| города»: whose it is, by the noun behind it."""
    return _administers(scene.tokens[i]) and any(level_of(t.lower) for t in scene.tokens[i + 1 : i + 2])


def _administers(token: Token) -> bool:
    return token.tag.noun and token.lower.startswith(("администраци", "дум"))


def _common(scene: Scene, i: int, clipped: bool, local: bool) -> Place | None:
    """A common noun that speaks of one body, with its level before it and what it is of behind it."""
    if not _speaks(scene, i):
        return None
    parted = clipped and lemma(scene.tokens[i]).endswith(_PARTED)
    stop = i + 2 if local else _genitives(scene, i + 1) if parted else i + 1
    own = clipped and i > 0 and _is_place(scene, scene.tokens[i - 1], scene.tokens[i])
    first = scene.tokens[i - 1] if own else _of_level(scene.tokens, i)
    return Place(first.start, scene.tokens[stop - 1].stop, "organization.common", 0.7)


def _is_place(scene: Scene, before: Token, head: Token) -> bool:
    """«*тверского* депобра»: whether an adjective says whose a body is."""
    placed = before.start in scene.regions and before.tag.pos == "ADJ"
    return placed and before.text.islower() and phrases.agree(before.text, head.text)


def honouring(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """«ЦРБ |имени Бакулева|», «Драмтеатр |им. Горького|»: what cures, teaches or plays, and whom it is named after; «в
    Театре |Анатолия Рогачёва|»: whose it is."""
    tokens = scene.tokens
    for i, token in enumerate(tokens):
        if i and token.text.istitle() and lemma(token) in _OF_SOMEBODY and (stop := _whose(scene, token)):
            yield Place(token.start, stop, "organization.honour", 0.8)
        if not i or token.lower not in NAMED_AFTER:
            continue
        end, head = honoured(tokens, i + 1), tokens[i - 1]
        first = beginning(tokens, i - 1)
        if end > i + 1 and head.tag.number != "plur" and bodies.read(tokens[first:i]).kind in _HONOURING:
            start, stop = tokens[first].start, tokens[end - 1].stop
            if not scene.covered(start, stop):
                yield Place(start, stop, "organization.honour", 0.85)


_OF_SOMEBODY = frozenset(word_list("organization.built.of_somebody"))  # what bears its founder's name


def _whose(scene: Scene, head: Token) -> int:
    """Where somebody's full name in the genitive ends behind a head; 0 for none, or where a body was found."""
    for span in () if scene.opened(head.start) else scene.sentence.starting(head.stop + 1):
        name = scene.sentence.within(span.start, span.stop)
        if span.kind == "person" and span.score > 0.5 and len(name) > 1 and all(t.tag.case == "gent" for t in name):
            return span.stop if scene.free(head.start, span.stop) else 0
    return 0


def _of_level(tokens: Sequence[Token], head: int) -> Token:
    """The adjective that tells whose a common noun's body is, «|краевом| избиркоме», else the noun itself."""
    before = tokens[head - 1] if head else tokens[head]
    told = before.tag.pos == "ADJ" and not classes(before.lower).isdisjoint(LEVELS)
    return before if told and phrases.agree(before.text, tokens[head].text) else tokens[head]


def _named_behind(scene: Scene, word: str, stop: int) -> bool:
    """«рейтинговое *агентство* «Норма»», «исследовательский *институт* Ifo»: whether the name of what a head is stands
    behind it."""
    behind = token_at(scene.tokens, scene.at(stop))
    if word not in ("агентство", "командование"):
        return behind.text.isascii() and behind.text.istitle()
    return behind.text in OPEN or (word == "агентство" and behind.text.isupper())


def _names(scene: Scene, head: int, bounds: tuple[int, int], bodies: Bodies) -> bool:
    """Whether a head and the words around it are a body's name, and no place's."""
    named, word = scene.sentence.within(*bounds), lemma(scene.tokens[head])
    if _named_behind(scene, word, bounds[1]):
        return False
    if word not in _STRONG and (_opened(scene, head, bounds) or not _telling(named, bodies)):
        return False
    return not bodies.place(phrases.nominative(named))


def _telling(named: Sequence[Token], bodies: Bodies) -> bool:
    """Whether words tell a kind of body, and more than that it is the town's: «районная больница» names none."""
    body = bodies.read(named)
    return body.kind is not None and not (body.level and len(named) < 3 and named[0].text.islower())


def _rooted(word: str, roots: Mapping[str, tuple[str, ...]]) -> bool:
    return any(word.startswith(root) and len(word) < len(root) + 5 for root in roots.get(word[:3], ()))


def _capital(tokens: Sequence[Token], head: int) -> bool:
    """Whether a capital stands at a head or before it, or «имени» behind it: else it heads no name."""
    first = head
    while token_at(tokens, first - 1).tag.pos == "ADJ" and not tokens[first].text[0].isupper():
        first -= 1
    return tokens[first].text[0].isupper() or any(t.lower in NAMED_AFTER for t in tokens[head + 1 : head + 6])


def _opened(scene: Scene, head: int, bounds: tuple[int, int]) -> bool:
    """Whether a capital may be the sentence's or a title's, the thing one of many or a building, or a name follow."""
    first, last = scene.at(bounds[0]), scene.at(bounds[1])
    railway = scene.tokens[head - 1].lower.startswith("железн") and head - first > 1
    if (
        (first == 0 and not railway)
        or scene.tokens[first - 1].text in (*OPEN, ":", "—")
        or scene.tokens[head].tag.number == "plur"
    ):
        return True
    if token_at(scene.tokens, last).text in OPEN:
        return True
    if scene.tokens[head].lower.startswith(_CURING):
        return False
    return scene.sentence.touches(*bounds, "facility", above=0.5)


def _speaks(scene: Scene, i: int) -> bool:
    """Whether a common noun speaks of one body in a sentence."""
    return scene.tokens[i].tag.number != "plur" and not _spoken_of(scene, i) and len(scene.tokens) > 1


def _spoken_of(scene: Scene, i: int) -> bool:
    """«закон «О |полиции|»», «в органах |прокуратуры|»: no one body."""
    before = token_at(scene.tokens, i - 1).lower
    return (before in ("о", "об") and token_at(scene.tokens, i - 2).text in OPEN) or before.startswith("орган")


def _phrase(scene: Scene, head: int, led: bool) -> tuple[int, int] | None:
    """«|Союза писателей| СССР», «|Курской областной думы|»: adjectives before a head, genitives behind it.

    A capital must open it, unless a post stands before it (``led``), and more than the head must stand in it.
    """
    tokens = scene.tokens
    first = described(tokens, head) if led else _first_capital(tokens, head)
    stop = _genitives(scene, head + 1, led)
    size = charge(tokens[stop + 1 : stop + 13]) if _charges(tokens, first, head, stop) else 0
    if not (size or led) and tokens[head].lower[:5] in _WEAK:
        return None
    stop += 1 + size if size else 0
    honour = _honour(tokens, stop)
    if _no_name(scene, first, head, stop, led or honour > 0):
        return None
    stop += honour
    return (tokens[first].start, tokens[stop - 1].stop) if stop - first > 1 else None


def _first_capital(tokens: Sequence[Token], head: int) -> int:
    """The first of a head's adjectives with a capital, else the head."""
    return next((n for n in range(described(tokens, head), head) if tokens[n].text[0].isupper()), head)


def _no_name(scene: Scene, first: int, head: int, stop: int, told: bool) -> bool:
    """Whether a phrase but describes, breaks off, or is a tournament's; ``told``: it needs no capital."""
    tokens = scene.tokens
    if not (told or tokens[first].text[0].isupper()):
        return True
    if tokens[first].text.isupper() or tokens[stop - 1].tag.pos == "ADJ" or len(tokens[stop - 1].text) < 2:
        return True
    if stop > head + 1:
        return tokens[head].lower.startswith("лиг") and tokens[head + 1].lower in _CUPS
    return tokens[first].start == scene.sentence.start and _opinion(tokens[first : head + 1])


def _genitives(scene: Scene, stop: int, joined: bool = False) -> int:
    """The end of the genitives behind a head; «имени» is one of them; ``joined``: with «и архитектуры» behind them."""
    tokens, first = scene.tokens, stop
    while _genitive(token_at(tokens, stop)) or (joined and stop > first and _joins(tokens, stop)):
        stop += 1
    return stop


def _genitive(token: Token) -> bool:
    return token.tag.pos in ("NOUN", "ADJ") and token.tag.case == "gent"


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether «и» goes on with what a department deals with: no other body, nobody, no name."""
    behind = token_at(tokens, at + 1)
    if token_at(tokens, at).text != "и" or not _genitive(behind) or not behind.text.islower():
        return False
    return not (behind.tag.somebody or _rooted(behind.lower, _HEADS) or is_post(lemma(behind)))


def _honour(tokens: Sequence[Token], stop: int) -> int:
    """How many tokens behind a head name whom a body is named after: «|имени А. С. Пушкина|», «|им. Кирова|»."""
    first = stop - (tokens[stop - 1].lower in NAMED_AFTER)
    if first == stop and (stop >= len(tokens) or tokens[stop].lower not in NAMED_AFTER):
        return 0
    end = honoured(tokens, first + 1)
    return (end if end > first + 1 else first) - stop


def _opinion(tokens: Sequence[Token]) -> bool:
    """Whether a phrase at the beginning of a sentence but describes: «Творческий союз двух режиссёров», plurals."""
    participle = len(tokens) > 1 and forms(tokens[0].lower)[0].pos == "PRTF"
    return participle or tokens[-1].tag.number == "plur" or lemma(tokens[-1]) == "союз"


def _charges(tokens: Sequence[Token], first: int, head: int, stop: int) -> bool:
    """Whether «по …» behind a head tells its work: «агентство по …», «рабочая группа по …»."""
    if stop + 1 >= len(tokens) or tokens[stop].lower != "по" or tokens[head].lower[:5] not in _CHARGED:
        return False
    return not tokens[head].lower.startswith("групп") or tokens[first].lower.startswith("рабоч")


def legal(scene: Scene) -> Iterator[Place]:
    """«ООО «Ромашка»»: a legal form and a name in quotation marks."""
    tokens = scene.tokens
    for opening in scene.openings:
        taught = opening > 1 and tokens[opening - 1].text in TAUGHT
        for token in tokens[max(opening - 1 - taught, 0) : opening]:
            if token.lower in FORMS | INSTITUTIONS and token.text.isupper():
                end = close(tokens, opening)
                if end and not scene.covered(token.start, tokens[end].stop):
                    yield Place(token.start, tokens[end].stop, "organization.legal", 0.95)


def close(tokens: Sequence[Token], opening: int) -> int | None:
    """The closing mark of a name in quotation marks, which begins with a capital or a figure and is not long."""
    if not _begins_name(tokens[opening], tokens[opening + 1]):
        return None
    depth = 1
    for j in range(opening + 1, min(opening + 10, len(tokens))):
        if tokens[j].text in EITHER and _opens(tokens, j):
            depth += 1
            continue
        if tokens[j].text in CLOSE and (depth == 1 or token_at(tokens, j + 1).text not in CLOSE):
            return j
        depth += (tokens[j].text in OPEN) - (tokens[j].text in CLOSE)
    return None


def _begins_name(mark: Token, first: Token) -> bool:
    """Whether a mark does not close, as in «сад "Родник" |Рогов …», and a capital or a figure stands behind it."""
    closes = mark.text in EITHER and mark.stop < first.start
    return not closes and (first.text[0].isupper() or first.text[0].isdigit())


def _opens(tokens: Sequence[Token], mark: int) -> bool:
    """Whether a mark that may open or close stands right before a word and apart from the one before it."""
    behind = tokens[mark + 1 : mark + 2]
    return tokens[mark - 1].stop < tokens[mark].start and bool(behind) and behind[0].start == tokens[mark].stop


def named(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """«центр инжиниринга в области водоснабжения «Ключ»»: a body that tells its work before its name."""
    tokens = scene.tokens
    for i in scene.openings:
        if i < 2 or not tokens[i - 1].tag.noun or not (end := close(tokens, i)):
            continue
        head = _council(tokens, i, bodies) or _head(tokens, i, bodies)
        if head is None or given(tokens[i + 1]):
            continue  # «в отделе внутренних дел «|Интерфаксу|» сообщили»
        start, stop = tokens[head].start, tokens[end].stop
        if not any(place.start <= start and stop - 1 <= place.stop for place in scene.found):
            yield Place(start, stop, "organization.named", 0.85)


def _council(tokens: Sequence[Token], quote: int, bodies: Bodies) -> int | None:
    """The first token of a municipality's body: «|администрации| МР «Печора»», «|совета| МО ГО «Ухта»»."""
    of = quote
    while token_at(tokens, of - 1).text.isupper() and is_a(tokens[of - 1].lower, "municipal"):
        of -= 1
    kinds = bodies.heads.get(fold(lemma(tokens[of - 1]))) if 0 < of < quote else None
    return described(tokens, of - 1) if kinds and kinds[-1][1] in ("government", None) else None


def _head(tokens: Sequence[Token], quote: int, bodies: Bodies) -> int | None:
    """The first token of the phrase whose head tells its work, or ``None``: the chain to the name must be unbroken.

    A noun right before the name that heads bodies itself bears the name alone: «служба агентства «Норд»».
    """
    for i in range(quote - 1, max(-1, quote - 13), -1):
        token = tokens[i]
        if token.tag.pos not in ("NOUN", "ADJ", "ADP", "CCONJ") or token.text[:1].isupper():
            return None
        if i + 1 < quote and _complement(tokens[i + 1 : quote]) and _works(token, bodies):
            return described(tokens, i) if _bears(tokens, quote, bodies) else None
    return None


def _works(token: Token, bodies: Bodies) -> bool:
    """Whether a noun in the singular heads bodies that tell their work before a name."""
    if token.tag.pos != "NOUN" or token.tag.number == "plur":
        return False
    words, kind = bodies.heads.get(fold(lemma(token)), [(("",), None)])[-1]
    return not words and kind in _NAMED


def _bears(tokens: Sequence[Token], quote: int, bodies: Bodies) -> bool:
    """Whether a name may belong to a phrase before it and not to its last noun; «группа компаний» is one head."""
    last = tokens[quote - 1]
    if fold(lemma(last)) not in bodies.heads:
        return lemma(last) not in _WORKS
    return last.lower == "компаний" and tokens[quote - 2].lower.startswith("групп")


def _complement(tokens: Sequence[Token]) -> bool:
    """What follows a head as its work: a genitive, «по …», «для …», «в области …»."""
    first = tokens[0]
    plain = first.tag.case == "gent" or first.tag.pos == "ADP"
    return plain and all(t.tag.pos != "ADP" or _of(tokens[i:]) for i, t in enumerate(tokens))


def _of(tokens: Sequence[Token]) -> bool:
    """Whether a preposition tells a body's work: «по …», «для …», «в области …»."""
    return tokens[0].lower in ("по", "для") or tokens[1].lower in ("области", "сфере")
