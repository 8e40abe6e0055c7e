"""Of which body an office is that its words speak of by a common noun, or by what such posts are of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, takewhile

from newsnlp.data import Tables, derived, several, word_list
from newsnlp.lang import morph
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.page import LEVELS, leader, level
from newsnlp.lang.territories import level_of
from newsnlp.link.bodies import anywhere, is_authority
from newsnlp.link.said import Proposal, Said, Spot, Spots
from newsnlp.types import Organization, Person, Region, Sentence, Token, grouped, only, token_at, widest


def spoken_of(
    held: Sequence[Proposal],
    people: Spots[Person],
    organizations: Sequence[Organization],
    sentences: Sequence[Sentence],
) -> Iterator[Proposal]:
    """What is held, with the body that its words speak of: «глава *ведомства*», «председатель *совета*», «*ректор*»."""
    bodies = _Bodies(organizations, [one.title for one in held if one.title.organization])
    held = _of_own(held, lambda title: _told_of(title, bodies, sentences))
    held = _of_chiefs(held, people, sentences)
    told = {(p, post): region for one in reversed(held) for post, region in _says_of(one.title) for p in one.people}
    for one in held:
        region = told.get((one.people[0], one.title.post.post)) if _untold(one) else None
        yield (one._replace(title=replace(one.title, region=region)) if region else _with_body(one, bodies, sentences))


def _says_of(title: Said) -> Iterator[tuple[str, Region | None]]:
    """The places of somebody's offices that one tells, of «*депутат*» by his committee: «комитет Думы края»."""
    body = title.organization
    if body is not None and body.region is not None and _COMMITTEE.match(body.name):
        yield "депутат", body.region
    if _says(title):
        yield title.post.post, title.region


_COMMITTEE = re.compile(
    r"(?:[а-яё]+ )?(?:комитет|комиссия)\b.*\b(?:[а-я]*дум|[а-я]*собрани|парламент|совет|сейм|хурал)", re.IGNORECASE
)


def _untold(one: Proposal) -> bool:
    """Whether an office that somebody holds names neither its region nor its body."""
    return one.title.official and one.title.organization is None and not _says(one.title)


def _with_body(one: Proposal, bodies: _Bodies, sentences: Sequence[Sentence]) -> Proposal:
    """What is held, with the body that its common noun, who gives the post, or its kind of posts speaks of."""
    title = one.title
    body = None if one.how == "article" or not _lacks_body(title) else _told_of(title, bodies, sentences)
    if body is None:
        return one
    official = is_authority(body) if title.post.public is None else title.official
    official = official and not anywhere(title.post, body)
    region = body.region if official else title.region
    return one._replace(title=replace(title, organization=body, official=official, region=region))


def _told_of(title: Said, bodies: _Bodies, sentences: Sequence[Sentence]) -> Organization | None:
    sentence = sentences[title.sentence]
    here = _in_person(title, bodies, sentence) or _appointing(title, bodies, sentence)
    return (
        here or _there(title, bodies, sentence) or _common(title, bodies, sentences) or _usual(title, bodies, sentences)
    )


def _in_person(title: Said, bodies: _Bodies, sentence: Sentence) -> Organization | None:
    """«лига (РФЛ) *в лице её президента*»: whose holder acts for it."""
    acts = (s for s in bodies.within(sentence.start, title.post.start) if s.stop <= title.post.start)
    return next((s.entity for s in acts if _IN_PERSON.fullmatch(sentence.cut(s.stop, title.post.start))), None)


_IN_PERSON = re.compile(r"\)?»? в лице (?:(?:его|е[её]|их|свое(?:го|й)) )?(?:[а-яё]+ )?")


def _lacks_body(title: Said) -> bool:
    """Whether a title names no body but a party, «депутат от КПРФ», or a deputy's region alone."""
    if title.organization is not None:
        return title.organization.kind == "party" and title.post.public is True
    return not title.placed or bool(_OF_HEAD.match(title.post.post))


def _of_own(held: Sequence[Proposal], told: Callable[[Said], Organization | None]) -> list[Proposal]:
    """«Котова возглавляет *регион*»: of what she governs; «*управление* возглавит Лапин»: of what had a chief before.

    Whoever «сменил на этом посту» somebody has the same. ``told``: the body of a «глава ведомства».
    """
    chiefs = _Chiefs([p for p in held if p.title.official and not _bare(p.title)])
    bare = (p for p in reversed(held) if _bare(p.title))
    own = {_head(one): chief for one in bare if _is_open(one, told) and (chief := _chief(one, chiefs)) is not None}
    return [_led(one, own.get(_head(one))) for one in held]


def _bare(title: Said) -> bool:
    """«возглавляет *регион*», «глава *ведомства*»: whether an office is of a common noun alone."""
    if title.post.post in word_list("link.spoken.of_agency"):
        return title.organization is None and title.post.office is None
    alone = title.post.name.count(" ") == 1 and title.post.name.islower()
    return title.post.verb and alone and title.post.post == "глава"


def _is_open(one: Proposal, told: Callable[[Said], Organization | None]) -> bool:
    """Whether a «глава ведомства» is of none that the sentences tell, or the article understands whose he is."""
    return one.title.post.verb or one.how == "article" or told(one.title) is None


class _Chiefs:
    """Who holds public offices."""

    def __init__(self, held: Sequence[Proposal]) -> None:
        self._held = sorted(held, key=_head)
        self._row: defaultdict[tuple[object, ...], list[Proposal]] = defaultdict(list)
        for one in held:
            self._row[one.people, one.title.sentence].append(one)
        self._of: dict[str, dict[object, list[Proposal]]] = {}

    def row(self, one: Proposal) -> Sequence[Proposal]:
        """What else a holder has in a sentence."""
        return self._row.get((one.people, one.title.sentence), ())

    def of(self, noun: str, people: object = None) -> list[Proposal]:
        """Who heads what a noun means, in order; of these what some people hold."""
        if noun not in self._of:
            found: defaultdict[object, list[Proposal]] = defaultdict(list)
            for one in (p for p in self._held if _chief_of(p.title, noun)):
                for whose in (None, one.people):
                    found[whose].append(one)
            self._of[noun] = dict(found)
        return self._of[noun].get(people, [])


def _head(held: Proposal) -> int:
    return held.title.post.head


def _chief(one: Proposal, chiefs: _Chiefs) -> Proposal | None:
    """Where somebody has the office that a common noun tells; else, if nothing tells whose, who had it before."""
    title, head = one.title, one.title.post.head
    if chief := next((c for p in chiefs.row(one) if (c := _served(p))), None):
        return chief
    post = title.post.post
    noun = (post if post in word_list("link.spoken.of_agency") else title.post.name).rpartition(" ")[2]
    mine = chiefs.of(noun, one.people)
    if not mine and title.region is None:
        before = chiefs.of(noun)[: bisect_left(chiefs.of(noun), head, key=_head)]
        near = takewhile(lambda p: p.title.sentence >= title.sentence - _SOON, reversed(before))
        told = [p for p in near if (p.status, p.how) != ("former", "pronoun")]  # «когда она была *директором* …»
        return max(reversed(told), key=_head, default=None)
    at = bisect_left(mine, head, key=_head)
    first = bisect_left(mine, _head(mine[at - 1]), key=_head) if at else 0  # of those at one place
    return min((*mine[first:at][:1], *mine[at : at + 1]), key=lambda p: abs(_head(p) - head), default=None)


def _served(held: Proposal) -> Proposal | None:
    """«был *замминистра культуры*, затем возглавил ведомство»: the office that a deputy serves."""
    rank, _, rest = held.title.post.post.partition("заместитель министра")
    if not rest or rank not in ("", "первый "):
        return None
    post = replace(held.title.post, post=f"министр{rest}", name=f"министр{rest}")
    return held._replace(title=replace(held.title, post=post), status="current")


def _led(one: Proposal, chief: Proposal | None) -> Proposal:
    """A post of a common noun, called as the chief's is."""
    if chief is None:
        return one
    other = chief.title
    post = replace(one.title.post, post=other.post.post, name=other.post.name, means=other.post.means)
    same = one.people == chief.people and one.status == "current"
    title = replace(_in_office(one.title, other), post=post)
    return one._replace(title=title, status=chief.status if same else one.status)


def _chief_of(title: Said, noun: str) -> bool:
    """Whether a title's holder heads what a noun in the genitive means: a mayor «города», a minister «ведомства»."""
    body, word = title.organization, title.post.post.split(" ")[0]
    if land := level_of(noun):
        return word in _RULERS and title.post.office is None and _land(title, land)
    if word in _OF_OFFICE and (body is None or word != "прокурор"):
        return noun in _OF_OFFICE[word]
    if body is None:
        return False
    return title.post.post.startswith(_HEADS) and _is_called(body, noun)


def _land(title: Said, level: str) -> bool:
    """Whether a title is of a land of a level, or of its administration."""
    rules = title.organization is None or title.organization.name.lower().startswith(_RULES)
    return rules and title.region is not None and (title.region.kind is None or LEVELS[level](title.region))


def _is_called(body: Organization, noun: str) -> bool:
    lemmas = [f.lemma for f in morph.nouns(noun) if f.case == "gent"]
    named = any(lemma in body.name.lower().split(" ")[:3] for lemma in lemmas)
    short = noun == "министерства" and body.name.lower().startswith("мин")
    return named or short or _fits(body, _AGENCIES.get(noun, ()))


_RULES = word_list("link.merge.rules")
_OF_OFFICE = {"министр": ("ведомства", "министерства"), "прокурор": ("ведомства", "прокуратуры")}
_OF_OFFICE["премьер-министр"] = ("правительства", "кабинета")
# What initials name: «УМВД».
_AGENCIES = {**dict.fromkeys(("управления", "главка"), ("police",)), "ведомства": ("government", "police")}
_RULERS = frozenset(word_list("link.spoken.rulers"))


def _of_chiefs(held: Sequence[Proposal], people: Spots[Person], sentences: Sequence[Sentence]) -> list[Proposal]:
    """«Первый заместитель *Котовой*», «был *у Рогова* первым замом»: in public office where the one served is.

    Whoever was so had a chief who then was one.
    """
    offices: defaultdict[Person, list[Proposal]] = defaultdict(list)
    holders = {head: {*chain(*people)} for head, people in grouped((_head(p), p.people) for p in held).items()}
    for one in held:  # «советник Сечина, который возглавил «Роснефть»»: of his job now, not of his office then
        for person in one.people if one.title.official or one.status == "current" else ():
            offices[person].append(one)
    said = sorted((one.title for one in held), key=lambda title: title.post.head)
    made: list[Proposal] = []
    for one in held:
        if _is_servant(one.title) and not one.title.placed:
            chief = _master(one.title, people, sentences[one.title.sentence], held)
            office = (
                _named_before(one.title, said)
                if chief is None or chief in holders[_head(one)]
                else _then(one, offices[chief])
            )
            one = one._replace(title=_in_office(one.title, office)) if office else one
        made.append(one)
    return [*_as_successors(made)]


def _as_successors(held: Sequence[Proposal]) -> Iterator[Proposal]:
    """«Представил *первого заместителя* … Прежний *первый зам* уволился»: in office where whoever came or went is."""
    come: defaultdict[str, dict[object, Said]] = defaultdict(dict)
    for title in (one.title for one in held if (one.status, one.title.official) == ("elect", True)):
        come[title.post.post][title.region, title.organization] = title
    for one in held:
        bare = _is_servant(one.title) and not one.title.placed and one.status in ("former", "acting")
        offices = [*come.get(one.title.post.post if bare else "", {}).values()]
        yield one._replace(title=_in_office(one.title, offices[0])) if len(offices) == 1 else one


def _then(one: Proposal, theirs: Sequence[Proposal]) -> Said | None:
    """Of a chief's offices the first that he had when somebody served him; none where he had a job then."""
    then = [p.title for p in theirs if (p.status == "former") == (one.status == "former")]
    return next((t for t in then or [p.title for p in theirs] if t.official), None)


def _master(title: Said, people: Spots[Person], sentence: Sentence, held: Sequence[Proposal]) -> Person | None:
    """Whom a servant serves: a name beside, or by «у *него*» the last one named."""
    if (named := _named_beside(title, people, sentence)) is not None:
        return named
    start = title.post.start
    him = (_HIM.get(t.lower) for t in sentence.within(start - _NAME, title.post.tail + _NAME))
    if (gender := next(filter(None, him), None)) is None:
        return None
    officials = (p.people[0] for p in reversed(held) if p.title.official and p.title.post.head < start)
    return next((who for who in officials if who.gender in (gender, None)), None)


def _named_beside(title: Said, people: Spots[Person], sentence: Sentence) -> Person | None:
    """Whom a servant serves: a name right behind, or «у *Рогова*» before or behind."""
    start, tail = title.post.start, title.post.tail
    for spot in people.within(start - _NAME, tail + _NAME):
        with_him = spot.stop == start - 1 and sentence.before(spot.start).lower == "у"
        between = sentence.within(tail, spot.start)
        apart = between and (between[0].lower != "у" or any(t.tag.pos in ("VERB", "PUNCT") for t in between))
        if with_him or (spot.start > tail and not apart):
            return spot.entity
    return None


_HIM = {"него": "male", "неё": "female", "нее": "female"}
_FEW = 20  # titles before a deputy, of which one may be his chief's
_NAME = 60  # characters of the longest name


def _chief_before(title: Said, before: Sequence[Said]) -> Said | None:
    """The title before by which a deputy's chief may be told."""
    others = (s for s in reversed(before) if s.single and s.post.office is None)
    others = (s for s in others if not is_a(s.post.post.split(" ")[0], "without_staff"))
    return next((s for s in others if not (s.post.verb and s.sentence == title.sentence)), None)


def _named_before(title: Said, said: Sequence[Said]) -> Said | None:
    """«*Мэр* Твери … первый зам»: the head of a public body who was named just before a deputy of nobody's."""
    at = bisect_left(said, title.post.head, key=lambda other: other.post.head)
    name = title.post.name.split(" по ")[0]
    bare = name in ("заместитель", "первый заместитель", "зам", "первый зам")
    chief = _chief_before(title, said[max(0, at - _FEW) : at]) if bare or _OF_HEAD.fullmatch(name) else None
    if chief is None or not (bare or chief.organization) or title.sentence - chief.sentence > 1:
        return None
    return chief if chief.official and chief.post.post.split(" ")[0] in _MASTERS else None


def _says(title: Said) -> bool:
    """Whether a title's own words name its region: «премьер Армении», «глава *Тверского* района», not «… района»."""
    named = any(word[:1].isupper() for word in title.post.name.split(" ")[1:-1])
    return title.region is not None and (named or not level(title.post.name))


_SOON = 3  # sentences in which a body is named before its common noun


_HIS = ("его", "её", "ее", "их")


def _there(title: Said, bodies: Spots[Organization], sentence: Sentence) -> Organization | None:
    """«Пришла в *горисполком* и стала *его* председателем», «работала в *думе* и была *там* спикером»."""
    of = sentence.before(title.post.start).lower
    if (of != "там" and of not in _HIS) or title.case != "ablt" or title.post.post.startswith(_SERVANTS):
        return None
    named = [*bodies.within(sentence.start, title.post.start)]
    between = sentence.within(named[-1].stop, title.post.start) if named else ()
    other = any(morph.lemma(t) in _nouns() for t in between)  # «Ростехнадзор создал *комиссию*, её председателем …»
    return named[-1].entity if named and not other else None


def _appointing(title: Said, bodies: Spots[Organization], sentence: Sentence) -> Organization | None:
    """«*Клуб «Ракета»* назначил Котова тренером», «совет директоров *«Волны»* избрал …»: posts of their own."""
    verb = next((t for t in reversed(sentence.within(sentence.start, title.post.start)) if t.tag.form == "Fin"), None)
    if verb is None or not is_a(verb.lower, "appoints"):
        return None
    near = bodies.within(sentence.start, verb.start)
    whole, inner = [*(s.entity for s in near if not sentence.cut(s.stop, verb.start).strip(' »"”')), None, None][:2]
    if whole is None or _BOARD.match(whole.name):
        return inner
    return whole if whole.kind in ("company", "bank", "sport", "media", "party") else None


class _Bodies(Spots[Organization]):
    """An article's bodies."""

    def __init__(self, organizations: Sequence[Organization], titles: Iterable[Said]) -> None:
        super().__init__(organizations)
        self._led = sorted(titles, key=lambda title: title.post.head)
        ordered = sorted(organizations, key=_start)
        self._like: dict[object, list[Organization]] = {}
        served = {(t.organization, t.post.start, t.post.stop) for t in self._led if t.post.post.startswith(_SERVANTS)}
        once = {body: (start, stop) for body, start, stop in served if body and len(body.mentions) == 1}
        # «об этом сообщила *пресс-секретарь областного суда*»: who sits elsewhere is not of it
        self._aside = {b for b, (start, stop) in once.items() if start <= b.mentions[0].start < stop}
        self._all = ordered

    def like(self, asked: object, fits: Callable[[Organization], bool]) -> list[Organization]:
        """Those that a condition fits, in order; it is tried once for whoever asks alike."""
        if asked not in self._like:
            self._like[asked] = [body for body in self._all if fits(body)]
        return self._like[asked]

    def sitting(self, body: Organization) -> bool:
        """Whether a body is named otherwise than for a servant of its own alone."""
        return body not in self._aside

    def led(self, title: Said, named: Collection[Organization]) -> Organization | None:
        """Of bodies the one of which such a post was last said: «президент «Волны» … ранее *президентом компании*»."""
        told = (t.organization for t in reversed(self._led) if t.post.head < title.post.head and _alike(t, title))
        return next((body for body in told if body in named), None)


def _alike(title: Said, shorter: Said) -> bool:
    return f"{shorter.post.post} ".startswith(f"{title.post.post} ")


def _start(body: Organization) -> int:
    return body.mentions[0].start


def _common(title: Said, bodies: _Bodies, sentences: Sequence[Sentence]) -> Organization | None:
    """The body that a post's last noun stands for: the only one named just before, else behind, else in the article."""
    noun = title.post.name.rpartition(" ")[2].lower()
    lemma = next((f.lemma for f in morph.nouns(noun) if f.case == "gent"), "")
    kinds = _kinds_of(title, noun) if lemma else None
    if kinds is None:
        return None
    fits = partial(_may_stand_for, lemma, kinds)
    near = sentences[max(0, title.sentence - _SOON) : title.sentence + 1]
    before = _whole([s for s in bodies.within(near[0].start, title.post.start) if fits(s.entity)])
    if not before:
        return _elsewhere(title, bodies, (lemma, kinds), fits, near[-1].stop)
    if noun == "ведомства" and _ministry_between(before[-1], title, sentences):
        return None
    last = next(s for s in reversed(near) if s.start <= before[-1].start)
    named = {s.entity for s in before if s.start >= last.start}
    # of «„Волна“ купила „Луч“. Глава *компании*» nobody can say
    return named.pop() if len(named) == 1 else bodies.led(title, named)


def _ministry_between(body: Spot[Organization], title: Said, sentences: Sequence[Sentence]) -> bool:
    """«*СК* … у *министерства* новый глава *ведомства*»: a common noun that is no name's own stands last."""
    sentence = sentences[title.sentence]
    between = sentence.within(max(body.stop, sentence.start), title.post.start)
    other = any(t.text.islower() and t.lower.startswith("министерств") for t in between)
    return other and not body.entity.name.lower().startswith("м")


def _may_stand_for(lemma: str, kinds: tuple[str, ...], body: Organization) -> bool:
    """Whether a common noun may stand for a body, which has it in its name or is of a kind that it is for."""
    named = lemma in _nouns() and lemma in body.name.lower().split(" ")[:3]
    branch = lemma in _SHORT and bool(_SHORT[lemma].match(body.name))
    return named or branch or (_fits(body, kinds) and not _BOARD.match(body.name))


def _elsewhere(
    title: Said, bodies: _Bodies, asked: object, fits: Callable[[Organization], bool], stop: int
) -> Organization | None:
    """The first body behind a post that fits it, else the article's only one."""
    behind = (s.entity for s in bodies.within(title.post.stop, stop) if fits(s.entity))
    others = [b for b in bodies.like(asked, fits) if not title.post.start <= _start(b) < title.post.stop]
    return next(behind, None) or only(others)


def _kinds_of(title: Said, noun: str) -> tuple[str, ...] | None:
    """The kinds of bodies that a noun in the genitive may stand for; ``None`` where the post is no head's."""
    deputy = bool(_OF_HEAD.match(title.post.post))
    kinds = _kinds().get(noun, ()) or (_AGENCIES.get(noun, ()) if deputy else ())
    return kinds if kinds or deputy or title.post.post.startswith((*_HEADS, *_CLERKS)) else None


_FIELD = re.compile(" (?:от|по) ")  # «депутат *от КПРФ*», «вице-президент *по продажам*»
_OF_HEAD = re.compile(
    r"(?:(?:первый )?заместитель|помощник|советник|пресс-секретарь) "
    r"(?:руководителя|начальника|директора|председателя)\b"
)


def _usual(title: Said, bodies: _Bodies, sentences: Sequence[Sentence]) -> Organization | None:
    """The body that a bare post is of, by what such posts are of: the article's only one, or the one just named."""
    kinds = _kinds().get(title.post.post)
    name = _FIELD.split(title.post.name.lower(), maxsplit=1)[0]
    if kinds is None or (name != title.post.post and " " in name):
        return None
    fits = partial(_may_have, kinds, title.post.post == "депутат")  # who sits in no senate
    # «краевое *правительство* … *Зампред* Рогов»: many have one, so of the body just named
    body = None if "chaired" in kinds else _pages_own(title, kinds, bodies, fits)
    start = sentences[max(0, title.sentence - 1)].start
    near = _whole([s for s in bodies.within(start, title.post.start) if fits(s.entity)])
    body = body or only({s.entity for s in near if _SITTING.isdisjoint(kinds) or bodies.sitting(s.entity)})
    return body if body and body.kind else None


def _pages_own(
    title: Said, kinds: tuple[str, ...], bodies: _Bodies, fits: Callable[[Organization], bool]
) -> Organization | None:
    """The article's only body of a post's kinds, else of several assemblies, or firms, the one that a page is of."""
    lower = title.post.post == "депутат"
    alike = own = bodies.like((kinds, lower), fits)
    if not _SITTING.isdisjoint(kinds):  # a judge may be of another court than the one named later
        alike = [*filter(bodies.sitting, alike[: min(3, bisect_left(alike, title.post.start, key=_start))])][:2]
    main = leader((body, float(len(body.mentions))) for body in own) if lower or "company" in kinds else None
    return only(alike) or main


def _may_have(kinds: tuple[str, ...], lower: bool, body: Organization) -> bool:
    """Whether a body may have posts of some kinds; ``lower``: of who sits in no upper house."""
    sits = not (lower and body.name.lower().startswith(word_list("link.spoken.upper")))
    return sits and (body.kind is None or _fits(body, kinds)) and not _BOARD.match(body.name)


def _whole(spots: Iterable[Spot[Organization]]) -> list[Spot[Organization]]:
    """Spots without those within a branch's name: «краевое управление Росгвардии» is one body."""
    kept: list[Spot[Organization]] = []
    reach = 0
    for spot in sorted(spots, key=widest):
        if spot.stop <= reach:
            continue
        kept.append(spot)
        local = spot.entity.region is not None and spot.entity.region.kind != "country"
        if local or is_a(spot.text.partition(" ")[0].lower(), "level"):
            reach = spot.stop
    return kept


def _fits(body: Organization, kinds: tuple[str, ...]) -> bool:
    # «эстонские власти» and «правительство области» are no «ведомство»
    several = body.name.lower().endswith(_SEVERAL) or body.name.lower().startswith(("администраци", "правительств"))
    return not several and not sorts(body).isdisjoint(kinds)


def sorts(body: Organization) -> set[str | None]:
    """What a body counts as among those that posts are of: a team or what governs teams, no «ведомство» but a duma."""
    if body.kind == "sport":
        return {"governing" if any(is_a(word, "governing") for word in body.name.lower().split(" ")[:3]) else "team"}
    if body.kind not in ("government", "court", "police", None):
        return {body.kind}
    told = {name for name, words in _SORTS.items() if words.search(body.name)}
    assembly = body.kind == "government" and _ASSEMBLY.match(body.name)
    return told | {"assembly" if assembly else body.kind}


@derived("organization_heads")
def _nouns(tables: Tables) -> frozenset[str]:
    return frozenset(row["head"] for row in tables.rows("organization_heads"))


@derived("title_bodies")
def _kinds(tables: Tables) -> dict[str, tuple[str, ...]]:
    return {row["word"]: several(row["kinds"]) for row in tables.rows("title_bodies")}


def _subjects(title: Said, before: Sequence[Said], tokens: Sequence[Token]) -> list[Said]:
    """Whoever may do something to *his own* in the clause of a title."""
    since = max((i for i in range(title.first) if tokens[i].tag.pos == "SCONJ"), default=-1)
    return [s for s in before if (s.sentence, s.case) == (title.sentence, "nomn") and s.first > since]


def like_before(title: Said, before: Sequence[Said], sentence: Sentence) -> Said:
    """«Глава *города*», «глава *госкорпорации*», «*его* заместитель»: of what the title before them is of."""
    tokens = sentence.tokens
    own = _possessed(title, tokens)
    if own.startswith("сво"):
        before = _subjects(title, before, tokens)
    full = _chief_before(title, before) if own else _fellow(title, before, tokens) or _in_full(title, before, tokens)
    if full and full.official:
        return _in_office(title, full)
    return title if own else _of_noun(title, before, tokens)


def _fellow(title: Said, before: Sequence[Said], tokens: Sequence[Token]) -> Said | None:
    """«*его заместитель* Анна Котова, *советник* Егор Лисин и …»: the servant before in a row, whose chief is told."""
    other = before[-1] if before and _is_servant(title) and not title.placed else None
    if other is None or other.sentence != title.sentence or other.case != title.case:
        return None
    *name, mark = tokens[other.last : title.first] or [token_at(tokens, other.last)]
    row = bool(name) and mark.text in (",", "и") and all(t.tag.pos == "PROPN" for t in name)
    return other if row and other.post.post.startswith(_SERVANTS) else None


def _in_full(title: Said, before: Sequence[Said], tokens: Sequence[Token]) -> Said | None:
    """The title before that says in full what a servant's, or that of one in turn, says in short."""
    same = _same_servant if _is_servant(title) else _same_post if _in_turn(title, tokens) else _headed
    return next((s for s in reversed(before) if same(title, s)), None)


def _of_noun(title: Said, before: Sequence[Said], tokens: Sequence[Token]) -> Said:
    """A head of the place or the body before that is what the post's last noun means."""
    noun = title.post.post.rpartition(" ")[2]
    if level_of(noun):
        return replace(title, region=next((s.region for s in reversed(before) if _territory(s, noun)), None))
    kinds = _kinds().get(noun, ()) if _in_turn(title, tokens) else ()
    if not kinds:
        return title
    orgs = (s.organization for s in reversed(before) if s.organization and _fits(s.organization, kinds))
    return _of_body(title, next(orgs, None))


def _of_body(title: Said, body: Organization | None) -> Said:
    region = body.region if body is not None and title.official else title.region
    return replace(title, organization=body, region=region)


def _is_servant(title: Said) -> bool:
    return title.post.public is None and not title.official and title.post.post.startswith(_SERVANTS)


def _in_office(title: Said, other: Said) -> Said:
    """A title in public office where another is."""
    return replace(title, official=True, region=other.region, organization=other.organization)


def _in_turn(title: Said, tokens: Sequence[Token]) -> bool:
    """«*новый* глава», «*врио* начальника», «*прежний* прокурор»: one of several who hold a post one after another."""
    if title.post.public is not None and not (title.post.public and title.status == "former"):
        return False
    turn = token_at(tokens, title.first - 1).lower.startswith(word_list("link.spoken.turns"))
    return turn or title.status == "acting"


def _same_post(title: Said, other: Said) -> bool:
    """«Прежний *глава*», where a head was spoken of; «сменился начальник. Новым *руководителем* стал Котов», and «новым
    начальником стал Котов. Прежний *руководитель* …»."""
    heads = {title.case, other.case} == {"ablt", "nomn"} and _may_follow(title, other)
    own = f"{other.post.post} ".startswith(f"{title.post.post} ")  # «глава» of «глава района»
    return _headed(title, other) or ((heads or own) and title.post.tail == title.post.stop)


def _headed(title: Said, other: Said) -> bool:
    """«УФНС возглавил Котов. Бывший, прежний, действующий *начальник*»: of what somebody comes to head."""
    turn = title.status == "former" or other.status == "elect"
    return turn and other.post.verb and title.post.tail == title.post.stop and _may_follow(title, other)


def _may_follow(title: Said, other: Said) -> bool:
    return title.sentence == other.sentence + 1 and {title.post.post, other.post.post} <= _OF_ANY


def _possessed(title: Said, tokens: Sequence[Token]) -> str:
    """The word that makes somebody's own of «*его* (бывший) заместитель», «*своему* советнику», «*его подчинённый*,
    начальник отдела»; "" where none does."""
    at = title.first - 1
    own = token_at(tokens, at).text == "," and is_a(token_at(tokens, at - 1).lower, "subordinate")
    at -= 2 * own
    while token_at(tokens, at).tag.pos == "ADJ" and not is_a(tokens[at].lower, "his"):
        at -= 1
    whose = token_at(tokens, at).lower
    return whose if is_a(whose, "his") and (own or title.post.post.startswith(_SERVANTS)) else ""


def _same_servant(title: Said, other: Said) -> bool:
    """«Должность *первого замглавы*», where «заместитель главы города» was spoken of."""
    mine, its = (t.post.post.removeprefix("первый ") for t in (title, other))
    return " " in mine and f"{its} ".startswith(f"{mine} ")


def _territory(title: Said, noun: str) -> bool:
    village = level_of(noun) == "settlement"  # which no mayor has
    land = title.region if title.post.post in _CHIEFS and not (village and title.post.post == "мэр") else None
    return land is not None and land.kind != "country" and LEVELS[level_of(noun)](land)


_BOARD = re.compile(r"совет директоров|правление|наблюдательный совет", re.IGNORECASE)
_SITTING = frozenset({"court", "assembly", "prosecution"})
_ASSEMBLY = re.compile(
    r"(?!коми|аппарат).*(?:дум|собрани|парламент|совет|сейм|хурал|курултай)", re.IGNORECASE | re.DOTALL
)
_SORTS = {  # what a name tells of a body: what has a председатель, who audits, who accuses
    "chaired": re.compile(
        r"\b(?:правительств|комитет|комисси|[а-я-]*суд\b|арбитраж|[а-я]*дум|[а-я]*совет|собрани|хурал|исполком|палат)",
        re.IGNORECASE,
    ),
    "audit": re.compile(r"сч[её]тн\w+ палат", re.IGNORECASE),
    "prosecution": re.compile("прокуратур", re.IGNORECASE),
}
# «УФАС … руководитель *управления*», «крайизбирком … председатель *комиссии*»
_SHORT = {"управление": re.compile("(?:ГУ|МУ|СУ|У)[А-ЯЁ]{2}"), "комиссия": re.compile(r"(?i)[а-яё]*избирком|[ЦТ]ИК\b")}
_SERVANTS = word_list("link.spoken.servants")
_HEADS, _CLERKS = word_list("link.spoken.heads"), word_list("link.spoken.clerks")
_CHIEFS = frozenset(word_list("link.spoken.chiefs"))
_SEVERAL = word_list("link.spoken.several")
_OF_ANY, _MASTERS = frozenset(_HEADS), frozenset(word_list("link.spoken.masters"))
