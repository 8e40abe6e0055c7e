"""Who came after whom and who is dismissed: «его сменил Петров», «министра Шойгу сменил Белоусов», «уволил врача»."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise, takewhile
from operator import attrgetter
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.lang import morph
from newsnlp.lang.districts import of_adjective
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.officials import known_otherwise
from newsnlp.lang.phrases import DASHES, attributes
from newsnlp.lang.places import lands
from newsnlp.link.article import after
from newsnlp.link.elections import office_sought
from newsnlp.link.said import Line, Proposal, Said, Who, addressed, in_case, predecessor, propose, shorter
from newsnlp.link.verb import LAID, OFFICE, WAS, ahead, inserted, instead, nominees, rivals
from newsnlp.types import Mention, Person, Region, Status, Token, grouped, only, token_at

_BECAME = re.compile(r"(?:стал[аи]?|станет|оказал(?:ся|ась)|назван[аы]?)$")
_HIS = {"его": "male", "него": "male", "ее": "female", "её": "female", "нее": "female", "неё": "female"}
_TO_HIM = {"ему": "male", "ей": "female"}
_HIM = _HIS | _TO_HIM
_HE = {"он": "male", "она": "female"}
_THIS = frozenset(("этот", "эту", "данный", "данную"))
_OFFICE = re.compile(r"(?:пост|должность)$")
_PLACE = re.compile(r"(?:мест[оае]|смену|посту?|должност[ьи]|кресло|мандат|преемни\w+)$")
_LONG = 60  # sentences in which somebody's offices are told
_BACK = 2  # sentences in which the post may have been named


def changes(held: Sequence[Proposal], lines: Sequence[Line]) -> list[Proposal]:
    """What stands at a name, where the sentence says that it is no longer so, and who has it now.

    A proposal for a title that is already held takes the place of the one before.
    """
    made: list[Proposal] = []
    beside = (p for p in held if p.how == "beside" and p.status in ("current", "acting", "elect"))
    for number, stands in grouped((one.title.sentence, one) for one in beside).items():
        for i, went in _goings(lines[number]):
            made += _replaced(i, went, lines[number], stands)
    return made


def _goings(line: Line) -> Iterator[tuple[int, Who]]:
    """The verbs by which somebody comes for another, and who that is: «министра *Шойгу сменил* …», «на смену главе
    *Крылову придёт* …».
    """
    tokens, gone = line.tokens, _in_whose_place(line)
    verbs = [i for i in line.of("replace") if tokens[i].tag.form in ("Fin", "Conv")]
    told = [(i, w) for i in verbs if (w := _replaces(i, line)) and (w.last <= i or not _same_office(i, tokens))]
    come = [] if gone is None else [i for i, t in enumerate(tokens) if t.tag.form == "Fin" and _comes(t)]
    yield from told
    yield from ((i, gone) for i in come[:1] if gone is not None)


def _in_whose_place(line: Line) -> Who | None:
    """«*на смену главе района Крылову*», «*на место прокурора Седова*»: whose place is told with his post."""
    seats = {i + 2 for i, pair in enumerate(pairwise(t.lower for t in line.tokens)) if pair in _FOR}
    held = {t.last for t in line.titles if t.first in seats} if seats else ()
    return next((w for w in line.whos if w.first in held), None)


_FOR = (("на", "смену"), ("на", "место"))


def _replaced(verb: int, went: Who, line: Line, stands: Sequence[Proposal]) -> Iterator[Proposal]:
    """«*Министра Шойгу* сменил *Белоусов*»: whose post it was and is; «*новый министр Белов* сменил *Петрова*»."""
    token, came = line.tokens[verb], _nearest_to(verb, [w for w in _near_in(verb, line, "nomn") if w is not went])
    lost = max(_of(went, stands), key=lambda p: p.title.official, default=None)  # rather than his rank
    new = next((p for p in _of(came, stands) if p.status == "elect" or after(p.title, line.tokens, "нов")), None)
    if lost is not None:
        yield from _handed_on(lost, came, _begun(token), token)
    elif new is not None:
        yield _follows(new, went, "former", token)


def _handed_on(held: Proposal, came: Who | None, status: Status, verb: Token) -> Iterator[Proposal]:
    """What somebody has is another's, or is to be."""
    if came is not None:
        yield _follows(held, came, status, verb)
    if status == held.status == "current":
        yield held._replace(status="former", rule="replaced", how="verb")


def _begun(verb: Token) -> Status:
    """Whether somebody has come into office by a verb, or is to come."""
    return "elect" if ahead(verb) else "current"


def _taken(title: Said, verb: Token) -> Status:
    """In what status somebody has an office that a verb gives: «до этого *получил пост* мэра» is over."""
    return "former" if title.status == "former" else _begun(verb)


def _of(who: Who | None, held: Iterable[Proposal]) -> Iterator[Proposal]:
    """What is somebody's."""
    return (p for p in held if who is not None and who.person in p.people)


def _not_of(who: Who | None, held: Iterable[Proposal]) -> list[Proposal]:
    """What somebody may come to have: others'."""
    return [p for p in held if who is not None and who.person not in p.people]


def _same_office(verb: int, tokens: Sequence[Token]) -> bool:
    """«сменил *на этом посту* депутата Лапина»: in an office told before, which is none that stands at the name."""
    near = [t.lower for t in tokens[max(0, verb - 4) : verb + 4]]
    return any(a in _THIS_OFFICE and b in _AT for a, b in pairwise(near))


_AT = ("посту", "должности")
_THIS_OFFICE = frozenset(("этом", "этой", "том", "той", "новом", "новой", "данном", "данной"))


def _replaces(verb: int, line: Line) -> Who | None:
    """The object nearest to a verb."""
    if _him(verb, line.tokens):
        return None  # «*его* сменил Белов, помощник Петрова»
    went = _near_in(verb, line, "accs", "gent")
    return min(went, key=lambda w: abs(w.first - verb), default=None)


def _him(verb: int, tokens: Sequence[Token]) -> bool:
    """«*Его* сменил», «сменил *её*»."""
    return not _HIS.keys().isdisjoint((token_at(tokens, verb - 1).lower, token_at(tokens, verb + 1).lower))


def _near(who: Who, verb: int, line: Line) -> bool:
    """Whether no other clause lies between a name and a verb."""
    between = line.tokens[who.last : verb] if who.last <= verb else line.tokens[verb + 1 : who.first]
    return not any(t.text in ";:" or t.tag.form == "Fin" or t.lower in _HE for t in between)


def _clause(verb: int, line: Line) -> list[Who]:
    """The names of a verb's clause."""
    return [w for w in line.whos if _near(w, verb, line)]


def _near_in(verb: int, line: Line, *cases: str) -> list[Who]:
    """The names of a verb's clause in some cases."""
    return in_case(_clause(verb, line), *cases)


def _nearest_to(verb: int, whos: Sequence[Who]) -> Who | None:
    """The name nearest to a verb, behind it where one before is as near."""
    return min(whos, key=lambda w: (abs(w.first - verb), w.first < verb), default=None)


class _Known(dict[int, list[Proposal]]):
    """What is held, by sentence; and the sentences of each holder."""

    def __init__(self) -> None:
        super().__init__()
        self._of: defaultdict[Person | None, list[int]] = defaultdict(list)

    def add(self, made: Iterable[Proposal]) -> list[Proposal]:
        """Some more."""
        new = list(made)
        for one in new:
            number = one.title.sentence
            self.setdefault(number, []).append(one)
            for person in one.people:
                if number not in self._of[person][-1:]:
                    insort(self._of[person], number)
        return new

    def of(self, person: Person | None, number: int) -> Iterator[Proposal]:
        """What somebody holds up to a sentence, the last first; not what was said long ago and often since."""
        numbers = self._of.get(person, [])
        last = bisect_right(numbers, number)
        for n in dict.fromkeys(reversed(numbers[max(0, last - _LONG) : last])):
            yield from (p for p in reversed(self[n]) if person in p.people)


def successors(held: Mapping[int, Sequence[Proposal]], vacant: Sequence[Said], lines: Sequence[Line]) -> list[Proposal]:
    """What such words add to what is ``held``, by sentence; ``vacant`` are the titles that nobody holds yet."""
    empty = grouped((title.sentence, title) for title in vacant if not title.post.plural)
    made: list[Proposal] = []
    known = _Known()
    known.add(chain.from_iterable(held.values()))
    for number, line in enumerate(lines):
        if line.whos:
            near = [*empty.get(number - 1, ()), *empty.get(number, ())]
            for i, token in enumerate(line.tokens):
                if token.tag.pos == "VERB":  # «Им стал Котов. … На новой должности он сменил Лапина»
                    made += known.add(_succession(i, number, lines, known, near))
            made += _peers(number, lines, known)
            made += _preceded(number, lines, known)
    return [*made, *_running(lines)]


def _running(lines: Sequence[Line]) -> Iterator[Proposal]:
    """«Выборы мэра Томска пройдут в мае. *Выдвинуты Рогов* (ЛДПР) и *Лис*»: who runs where no word says for what."""
    put = [(n, i) for n, line in enumerate(lines) if line.whos and line.open for i in line.of("put_up")]
    if not put or (office := _contested(lines)) is None:
        return
    for n, verb in put:
        told = n < office.sentence or any(t.status == "candidate" or t.post.plural for t in lines[n].titles)
        if people := [] if told else [who.person for who in _put_up(verb, lines[n])]:
            title = _at(verb, replace(office, sentence=n, status="candidate"), lines[n].tokens[verb])
            yield propose(title, people, "verb", "into", True)


def _contested(lines: Sequence[Line]) -> Said | None:
    """The only office of whose candidates or election an article tells."""
    said = [title for line in lines for title in line.titles]
    polls = office_sought(said, [line.tokens for line in lines])
    told = [t for t in said if t is polls or (t.status == "candidate" and t.post.public is not False)]
    one = only({t.post.post for t in told})
    return None if one is None else next((t for t in told if t.region), told[0])


def _at(verb: int, title: Said, token: Token) -> Said:
    """A title as a verb tells it, where that stands."""
    start, stop = token.start, token.stop
    post = replace(title.post, head=start, start=start, stop=stop, tail=stop, case=None, plural=False)
    return replace(title, post=post, mentions=(_said_by(token),), first=verb, last=verb + 1)


def _put_up(verb: int, line: Line) -> list[Who]:
    """«выдвинуты *Рогов и Лис*», «баллотируются: *Рогов, Лис*», «ЛДПР выдвинула *Рогова*», not «Рогов выдвинул»."""
    token = line.tokens[verb]
    active = token.tag.form == "Fin" and not token.lower.endswith(("ся", "сь"))
    at = verb + 1 + (token_at(line.tokens, verb + 1).text == ":")
    named = in_case(line.whos, *(("accs", "gent") if active else ("nomn", None)))
    rows = (rivals(w, line.whos, line) for w in named if active <= (w.first >= at))
    found = next((row for row in rows if line.post_before(row[0].first) == at or row[-1].last == verb), [])
    ends = [verb + 1, *(w.last for w in found)]
    return [] if any(token_at(line.tokens, end).lower == "на" for end in ends) else found  # «выдвинуты *на* премию»


def _peers(number: int, lines: Sequence[Line], held: Mapping[int, Sequence[Proposal]]) -> Iterator[Proposal]:
    """«министр Тойчуев … его *узбекский коллега* Хидиров»: who has the same office in another land."""
    line = lines[number]
    for who in line.whos if line.of("peer") else ():
        first, home = _from_where(who, line)
        first -= token_at(line.tokens, first - 1).text == ","  # «его грузинский *коллега, Давид* Цинцадзе»
        peer, word = token_at(line.tokens, first - 1), token_at(line.tokens, first - 2).lower
        if is_a(peer.lower, "peer"):
            before = [p for p in _not_of(who, _earlier(held, number, peer.start)) if p.title.official]
            seated = line.tokens[first].lower == "по"
            alike = _sitting(before) if seated else _like(before, word, home)
            for one in islice((p for p in alike if not known_otherwise(who.person, p.title.post.post)), 1):
                yield _follows(one, who, "current", peer)._replace(rule="peer")


def _sitting(before: Sequence[Proposal]) -> Iterator[Proposal]:
    return (p for p in reversed(before) if p.title.post.post in ("депутат", "сенатор"))


def _like(before: Sequence[Proposal], word: str, home: Region | None) -> Iterator[Proposal]:
    """The offices told last, as another place has them: «Прокурор поручил *своему чусовскому коллеге* …»."""
    for one in takewhile(lambda p: p.title.sentence == before[-1].title.sentence, reversed(before)):
        title, known = one.title, (home,) if home else _called_by(word, one.title)
        # a town of a mayor's peer, a region of a governor's; a region's prosecutor has peers in its towns, too
        alike = [land for land in known if title.region is None or land.kind == title.region.kind]
        for land in alike or (known if title.post.post == "прокурор" else ()):
            title = replace(title, post=replace(title.post, name=title.post.post), organization=None, region=land)
            yield one._replace(title=title)


def _from_where(who: Who, line: Line) -> tuple[int, Region | None]:
    """Where a name begins with «по фракции» or the place before it, and that: «*из соседнего Ржева* Роман Кац»."""
    tokens = line.tokens
    if token_at(tokens, who.first - 2).lower == "по" and is_a(token_at(tokens, who.first - 1).lower, "seated"):
        return who.first - 2, None
    for spot in line.places:
        if who.start - 1 == spot.stop:
            first = next(i for i in range(who.first, -1, -1) if tokens[i].start <= spot.start)
            first -= token_at(tokens, first - 1).lower.startswith("соседн")
            return first - 1, spot.entity
    return who.first, None


def _called_by(word: str, title: Said) -> Sequence[Region]:
    """The places of an adjective: «*псковский*», «*колпашевский*» of a district's head."""
    other = title.region
    if other is None or other.kind != "district":
        return lands(word)
    return [place.region for place in of_adjective(word, other.name.rpartition(" ")[2]) if place.region]


class _Turn(NamedTuple):
    """«предшественник (министра) (Рогова) *Лапин*»: who was before or after whom, and in which post."""

    token: Token
    post: Said | None
    whose: Who | None
    who: Who

    def took(self, held: Proposal) -> bool:
        """Whether something held may be what it tells of."""
        others = self.who.person not in held.people and (self.whose is None or self.whose.person in held.people)
        return others and (self.post is None or shorter(self.post, held.title.post.post, held.title.organization))

    @property
    def status(self) -> Status:
        """Of who was before, and who came after."""
        return "former" if is_a(self.token.lower, "predecessor", "of_then") else "current"


def _preceded(number: int, lines: Sequence[Line], held: _Known) -> Iterator[Proposal]:
    """«ушла *её предшественница Фомина*», «раскритиковал *предшественника Лапина*»: he held what the other holds.

    «*Предшественник министра*, Олег Лапин», «*мой предшественник* Лапин», whose office is told behind. «Его *преемник*
    Котов» holds it now.
    """
    line = lines[number]
    for at in line.of("predecessor", "successor", "of_then", "of_now"):
        turn = _predecessor(at, line) if _in_turn(at, line.tokens) else None
        if turn is not None:
            known = [*filter(turn.took, _before_him(at, number, lines, held))]
            found = _foremost(known) or (propose(turn.post, (), "verb", "succession") if turn.post else None)
            if found is not None:
                yield _follows(found, turn.who, turn.status, turn.token)


def _before_him(at: int, number: int, lines: Sequence[Line], held: _Known) -> list[Proposal]:
    """What «(его, мой) предшественник» at a token may have had, the likeliest first."""
    token, before = lines[number].tokens[at], token_at(lines[number].tokens, at - 1).lower
    if is_a(before, "yours"):
        return [*filter(_kept, held.of(addressed(lines), number))]
    known: list[Proposal] = []
    if before in _HIS:
        own = _own_subject(at, lines[number]) if token.tag.case != "nomn" else None
        known = _of_last(held, number, token, _HIS[before], lines, own)
    known = known or [*reversed(_earlier(held, number, token.start))]
    return [*known, *filter(_kept, held.get(number, ()))] if is_a(before, "possessive") else known


def _in_turn(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word is «предшественник» or «преемник», or leaves it out: «*прежний*, Рогов, приезжал реже»."""
    return is_a(tokens[at].lower, "predecessor", "successor") or token_at(tokens, at + 1).text == ","


def _own_subject(at: int, line: Line) -> Who | None:
    """«президент Белов уволил *его* предшественника»: whom «его» can't mean, as that would be «своего»."""
    clause = takewhile(lambda i: line.tokens[i].text not in ",;:«", range(at - 1, -1, -1))
    verb = next((i for i in clause if line.tokens[i].tag.form == "Fin"), None)
    return None if verb is None else _subject(verb, [w for w in line.whos if w.last <= at], line.tokens[verb])


def _of_last(
    held: _Known, number: int, token: Token, gender: str, lines: Sequence[Line], other: Who | None = None
) -> list[Proposal]:
    """What the last one named before a token holds, but for another, wherever it was said before, the last first."""
    last = _last(lines[max(0, number - _BACK) : number + 1], token, gender, other)
    return [*filter(_kept, held.of(last.person if last else None, number))]


def _foremost(known: Sequence[Proposal]) -> Proposal | None:
    """The first that is not over, of an office rather: no «полковник»."""
    known = [p for p in known if p.status != "former"] or known
    return next((p for p in known if p.title.official or p.stated), next(iter(known), None))


def _predecessor(at: int, line: Line) -> _Turn | None:
    """«предшественник … *министра Рогова* на этом посту *Лапин*»; not «его преемник, *министр культуры* Рогов»."""
    post: Said | None = None
    start, whose = _two_names(at, line)
    for part in _parts(start, line):
        if isinstance(part, Said):
            if is_a(line.tokens[at].lower, "successor") and part.official:
                return None
            post = post or (part if part.case == "gent" else None)  # not «предшественник, *полковник* Лапин»
        elif whose is None and _is_owner(part, post, line.tokens[at], line.tokens):
            whose = part
        else:
            return _Turn(line.tokens[at], post, whose, part)
    return None


def _two_names(at: int, line: Line) -> tuple[int, Who | None]:
    """«предшественница *Чебан*, |Олеся Стратан,»: a surname before another's name, which may not decline, and where
    what follows begins.
    """
    first, *others = [*islice(_parts(at + 1, line), 2), None]
    if not isinstance(first, Who) or not isinstance(others[0], Who) or first.last > first.first + 1:
        return at + 1, None
    return (at + 1, None) if token_at(line.tokens, at - 1).lower in _HIS else (first.last, first)


def _parts(i: int, line: Line) -> Iterator[Said | Who]:
    """The titles and names from a token on, with nothing but small words between; not «*на посту мэра*», told apart."""
    tokens = line.tokens
    parts: dict[int, Said | Who] = {**{w.first: w for w in line.whos}, **{t.first: t for t in line.titles}}
    while i < len(tokens):
        if (part := parts.get(i)) is None and _small(tokens[i]):
            i += 1
            continue
        if part is None or (isinstance(part, Said) and predecessor(part, tokens) is not None):
            return
        yield part
        i = part.last


def _small(token: Token) -> bool:
    return token.lower in _BETWEEN or (token.tag.pos, token.tag.case) in (("ADJ", "gent"), ("NOUN", "loct"))


_BETWEEN = frozenset((*word_list("link.succession.between"), ",", *DASHES))


def _is_owner(who: Who, post: Said | None, token: Token, tokens: Sequence[Token]) -> bool:
    """«предшественник (министра) *Рогова*», not «критика предшественника *Рогова*»: whose a name tells him to be.

    «выбрали *преемника Рогова*» has his.
    """
    own = is_a(token.lower, "successor") or token.tag.case not in ("gent", "accs")
    own = own or (post is not None and who.first == post.last)
    other = token.tag.case == "nomn" and tokens[who.last - 1].text not in who.person.name
    return own and not who.plain and (other or who.case in ("gent", "accs"))


def _earlier(held: Mapping[int, Sequence[Proposal]], number: int, stop: int) -> list[Proposal]:
    """What is held of posts named before an offset in a sentence, there and in those before."""
    near = (p for n in range(max(0, number - _BACK), number + 1) for p in held.get(n, ()))
    return [p for p in near if p.title.post.head < stop and _kept(p)]


def _succession(
    verb: int, number: int, lines: Sequence[Line], held: _Known, vacant: Sequence[Said]
) -> Iterator[Proposal]:
    """What a verb says of posts that were named in the sentences before its own, or in its own.

    ``vacant``: those of its own and the last that nobody holds yet.
    """
    line, token = lines[number], lines[number].tokens[verb]
    if (acting := _acting(verb, line)) is not None:
        yield from _stands_in(acting, _not_of(acting, _earlier(held, number, token.start)), vacant, token, lines)
    elif (gone := _gone_when(verb, line)) is not None:
        here = [t for t in vacant if t.sentence == number]
        yield from _made_way(token, gone, [*_stated_near(number, line.tokens[:verb], gone, held), *here])
    elif told := _read(verb, line.tokens):
        known = _known_of(verb, number, lines, held)
        was = _was(token, vacant) if told is _came else ()
        yield from told(verb, lines[max(0, number - _BACK) : number + 1], [*known, *was])
    elif vacant:
        yield from _fills_open(verb, line, vacant, lines)


def _was(verb: Token, vacant: Sequence[Said]) -> Iterator[Proposal]:
    """«До этого *он был мэром Тары*. На его место …»: what a pronoun's sentence tells of nobody by name."""
    past = (t for t in vacant if t.status == "former" and t.post.head < verb.start)
    return (propose(t, (), "pronoun", "succession") for t in past)


def _fills_open(verb: int, line: Line, vacant: Sequence[Said], lines: Sequence[Line]) -> Iterator[Proposal]:
    """Who has a post that is told to get a holder: «им стал Котов», «вместо Паниной его возглавил Лапин»."""
    near = [t for t in vacant if t.post.head < line.tokens[verb].start]
    yield from _missed(verb, line, near, lines)
    last = next((t for t in reversed(near) if _open(t, lines[t.sentence].tokens)), None)
    if last is not None:
        yield from [*_become(verb, line, [t for t in near if _one(t, last, lines)])] or _chosen(verb, line, last)
        yield from _exchanged(verb, line, last)


def _missed(verb: int, line: Line, vacant: Sequence[Said], lines: Sequence[Line]) -> Iterator[Proposal]:
    """«Бийск остался *без мэра*: *Иван Лис* подал в отставку»: who has left what somebody is told to be without."""
    token, near = line.tokens[verb], line.tokens[verb : verb + 4]
    gone = is_a(token.lower, "leave", "dismiss", "move") or any(is_a(t.lower, "resignation") for t in near)
    who = _nearest_to(verb, _near_in(verb, line, "nomn")) if gone else None
    if who is not None:
        yield from _made_way(token, who, [t for t in vacant if _is_missed(t, lines[t.sentence].tokens)])


def _is_missed(title: Said, tokens: Sequence[Token]) -> bool:
    """«остался *без мэра*», «*лишился мэра*»"""
    at = attributes(tokens, title.first) - 1
    before = token_at(tokens, at).lower
    return before.startswith("лишил") or (before == "без" and token_at(tokens, at - 1).lower.startswith("остал"))


def _known_of(verb: int, number: int, lines: Sequence[Line], held: _Known) -> list[Proposal]:
    """What is held before a verb; of «на новой должности *он сменил* Рогова», what he holds who was named last.

    Of «*новый* министр Белов» it is told that he came into office.
    """
    tokens = lines[number].tokens
    he = next((_HE[t.lower] for t in tokens[max(0, verb - 6) : verb] if t.lower in _HE), None)
    known = _earlier(held, number, tokens[verb].start)
    if he is not None:
        known = _of_last(held, number, tokens[verb], he, lines)[::-1]
    return [p._replace(stated=p.stated or after(p.title, lines[p.title.sentence].tokens, "нов")) for p in known]


def _stands_in(
    acting: Who, before: Sequence[Proposal], vacant: Sequence[Said], verb: Token, lines: Sequence[Line]
) -> Iterator[Proposal]:
    """«Белов ушёл. Его обязанности исполняет *Котов*», «*пост мэра* вакантен, обязанности исполняет *Котов*»."""
    # what is held, without what somebody was who holds another office
    now = {person for p in before if p.status != "former" for person in p.people}
    before = [p for p in before if p.status != "former" or now.isdisjoint(p.people)]
    # «мэр Азаров уволил главу Белова. *Его* обязанности …»: of who is gone, else of the subject rather than another
    place = {id(p): (p.title.sentence, p.status == "former", _is_subject(p, lines), p.title.post.head) for p in before}
    last = max(before, key=lambda p: place[id(p)], default=None)
    last = last or next((propose(t, (), "verb", "succession") for t in reversed(vacant) if _is_left(t)), None)
    if last is not None:
        yield _follows(last, acting, "acting", verb)
    else:
        office = (t for t in reversed(vacant) if _is_office(t, lines[t.sentence].tokens))
        yield from _fills(next(office, None), acting, "acting")


def _open(title: Said, tokens: Sequence[Token]) -> bool:
    """Whether a post is told to get a holder: «сменился *глава*», «избрали *мэра*», «назвали *нового прокурора*»."""
    if after(title, tokens, "нов"):
        return True
    near = tokens[max(0, title.first - 3) : title.last + 3]
    acts = any(t.tag.form == "Fin" and not t.lower.endswith(("ся", "сь")) and t.tag.pos != "AUX" for t in near)
    return title.case == "nomn" and (not acts or any(t.tag.short for t in near))


def _gone_when(verb: int, line: Line) -> Who | None:
    """Who went as somebody else came: «…, *когда ушёл в отставку Рогов*», «после *того, как* Рогов покинул пост»."""
    tokens, token = line.tokens, line.tokens[verb]
    before, near = [t.lower for t in tokens[max(0, verb - 8) : verb]], tokens[max(0, verb - 3) : verb + 4]
    ended = _ends_office(token) and any(is_a(t.lower, "resignation") or t.lower in _ENDED for t in near)
    empty = "когда" in before and token.tag.tense == "past" and _is_empty(tokens[:verb])
    told = empty or (ended and not {"когда", "того"}.isdisjoint(before))
    return _nearest_to(verb, _near_in(verb, line, "nomn")) if told else None


def _ends_office(verb: Token) -> bool:
    return is_a(verb.lower, "leave") or verb.lower.startswith("подал")


def _stated_near(number: int, before: Sequence[Token], gone: Who, held: _Known) -> list[Said]:
    """The posts that a sentence gives somebody; of «*место вакантно* с мая, когда …» those that were told before."""
    near = chain.from_iterable(held.get(n, ()) for n in range(number - 2 * _is_empty(before), number + 1))
    return [p.title for p in _not_of(gone, [*near]) if p.stated]


def _is_empty(tokens: Sequence[Token]) -> bool:
    """«*Кресло освободилось* в мае», «*место вакантно*»: whether a sentence begins with a seat that nobody has."""
    seat = any(is_a(t.lower, "seat") or t.lower == "место" for t in tokens[:2])
    return seat and any(is_a(t.lower, "vacant") or t.lower.startswith("освободил") for t in tokens[:7])


_ENDED = frozenset(("отставку", "пенсию", "пост", "должность"))


def _made_way(verb: Token, gone: Who, posts: Sequence[Said]) -> Iterator[Proposal]:
    """«Правительство возглавил Рогов, когда ушёл *Лапин*», «*пост мэра* пуст с мая, когда ушёл *Лапин*»."""
    for post in posts[-1:]:
        yield _follows(propose(post, (), "verb", "succession", True), gone, "former", verb)


def _fills(title: Said | None, who: Who | None, status: Status) -> Iterator[Proposal]:
    """A post that nobody holds, to somebody in a status."""
    if title is not None and who is not None:
        yield propose(title, [who.person], "verb", "succession", stated=True)._replace(status=status)


def _is_left(title: Said) -> bool:
    """«*Глава Бийска* уволен»: an office that somebody without a name has left."""
    return title.official and title.single and (title.status, title.case) == ("former", "nomn")


def _is_office(title: Said, tokens: Sequence[Token]) -> bool:
    """«*кресло* мэра»: what is somebody's to take."""
    before = token_at(tokens, title.first - 1).lower
    return is_a(before, "seat") or before == "место"


def _acting(verb: int, line: Line) -> Who | None:
    """«Врио *назначен Меликов*», «(его) *обязанности исполняет* Котов», where the post was said before."""
    if not _takes_over(verb, line) or _says_duties(line):
        return None
    behind = [w for w in line.whos if w.first > verb]
    if is_a(line.tokens[verb].lower, "entrust"):
        fits = in_case(line.whos, "datv")
    elif LAID.match(line.tokens[verb].lower):
        fits = in_case(behind, "accs", "gent")
    else:
        fits = [w for w in (*behind, *_clause(verb, line)) if w.subject]
    return next(iter(fits), None)


def _says_duties(line: Line) -> bool:
    """«исполняет *обязанности мэра*»: whether a sentence says which post somebody has for a time."""
    duty = next((i for i, t in enumerate(line.tokens) if is_a(t.lower, "charge")), len(line.tokens))
    whose = [*takewhile(lambda t: t.tag.case == "gent" and t.tag.pos in ("NOUN", "ADJ"), line.tokens[duty + 1 :])]
    # «обязанности *временного поверенного* исполняет …», which is no title here, not «обязанности *председателя*»
    another = bool(whose) and not any(morph.lemma(t) in word_list("link.spoken.heads") for t in whose)
    return another or any(t.status == "acting" or _behind_duties(t, line.tokens) for t in line.titles)


def _takes_over(verb: int, line: Line) -> bool:
    """Whether a verb tells who does somebody's duties for a time."""
    token, near = line.tokens[verb], [t.lower for t in line.tokens[max(0, verb - 4) : verb + 4]]
    duties = any(verb - 4 <= i < verb + 4 for i in line.of("charge")) and _OWN.isdisjoint(near)
    acting = any(word.startswith(("врио", "врид", "исполняющ")) for word in near) or " ".join(near[:4]) == "и . о ."
    return (duties and _does_duties(token, near)) or (acting and _comes(token))


_OWN = frozenset(("свои", "часть"))  # «временно исполняла *часть* его обязанностей»: no head's


def _does_duties(verb: Token, near: Collection[str]) -> bool:
    """«(его) обязанности *исполняет*», «*возложены* на», «*поручено* исполнять»."""
    if verb.lower.startswith("исполня"):
        return verb.tag.form == "Fin" or not {"будет", *_HIS}.isdisjoint(near)
    entrusted = is_a(verb.lower, "entrust") and not {"исполнять", *_HIS}.isdisjoint(near)
    return entrusted or bool(LAID.match(verb.lower))


def _is_subject(held: Proposal, lines: Sequence[Line]) -> bool:
    """Whether a holder is named as a subject where his title stands."""
    return any(w.person in held.people and w.case == "nomn" for w in lines[held.title.sentence].whos)


def _behind_duties(title: Said, tokens: Sequence[Token]) -> bool:
    return title.case == "gent" and is_a(token_at(tokens, title.first - 1).lower, "charge")


def _become(verb: int, line: Line, one: Sequence[Said]) -> Iterator[Proposal]:
    """«Назначен новый замначальника — начальник полиции. *Им стал Петров*»: the posts before are his."""
    beside = token_at(line.tokens, verb - 1).lower, token_at(line.tokens, verb + 1).lower
    if {"им", "ею", "ей"}.isdisjoint(beside):
        return
    for came in [w for w in in_case(line.whos, "nomn") if w.first > verb][:1]:
        for title in one:
            status: Status = "elect" if ahead(line.tokens[verb]) else title.status
            yield propose(title, [came.person], "verb", "became")._replace(status=status)


def _one(title: Said, other: Said, lines: Sequence[Line]) -> bool:
    """Whether two titles are one, or one person's by a dash: «замначальника *—* начальник полиции»."""
    first, second = sorted((title, other), key=lambda t: t.first)
    row = title.sentence == other.sentence and first.last + 1 == second.first
    return title is other or (row and lines[title.sentence].tokens[first.last].text in DASHES)


def _exchanged(verb: int, line: Line, title: Said) -> Iterator[Proposal]:
    """«Сменился глава комитета: *вместо Паниной* его возглавил *Лапин*»."""
    gone = instead(line.whos, line.tokens) if is_a(line.tokens[verb].lower, "chosen", "head") else None
    came = _subject(verb, line.whos, line.tokens[verb])
    if gone is not None and came is not None:
        yield propose(title, [came.person], "verb", "became")
        yield propose(replace(title, status="former"), [gone.person], "verb", "instead", stated=True)


def _chosen(verb: int, line: Line, title: Said) -> Iterator[Proposal]:
    """«Сменился глава округа. *Депутаты избрали Котова*», «*назначена Белова*»: to what the sentence does not say."""
    token = line.tokens[verb]
    case = ("nomn",) if token.tag.short else ("accs", "gent") if token.tag.form == "Fin" else ()
    if not is_a(token.lower, "chosen") or instead(line.whos, line.tokens) is not None:
        return
    who = next((w for w in _near_in(verb, line, *case) if w.first > verb), None)
    if who is not None and not any(t.case == "ablt" or verb < t.first != who.first - 1 for t in line.titles):
        yield propose(title, [who.person], "verb", "became")


def _kept(held: Proposal) -> bool:
    """Players and actors replace one another, and keep what they are."""
    return "~" not in held.title.post.means or held.title.official or held.title.post.post.endswith("тренер")


# What a verb tells with the sentences up to its own and what is held before it.
_Told = Callable[[int, Sequence[Line], Sequence[Proposal]], Iterator[Proposal]]


def _read(i: int, tokens: Sequence[Token]) -> _Told | None:
    """By what a verb names who went: a pronoun, a name, the post, the seat that is handed on."""
    verb = tokens[i]
    if verb.tag.form == "Inf" or token_at(tokens, i - 1).lower == "не":
        return None  # «просил *не назначать*» is not done
    if is_a(verb.lower, "replace"):
        return _came if _him(i, tokens) else _went
    if is_a(verb.lower, "hand_on"):
        return _passed if _of_seat(i, tokens) else None
    return _into(i, tokens) if _comes(verb) or is_a(verb.lower, "nominate") else None


def _into(verb: int, tokens: Sequence[Token]) -> _Told | None:
    """What a verb tells by which somebody comes into an office, of «*этот пост*» or «*его место*»."""
    words = [t.lower for t in tokens[max(0, verb - 5) : verb + 5]]
    this = any(a in _THIS and _OFFICE.match(b) for a, b in pairwise(words)) or _post_alone(verb, tokens)
    if this and _enters(tokens[verb]):
        return _this
    # whether words near a verb say «на его место», «на *смену ему*»
    for_him = "смену" in words and not _TO_HIM.keys().isdisjoint(words)
    return _came if (for_him or any(map(_his_place, words, words[1:]))) or _as_successor(verb, tokens) else None


def _as_successor(verb: int, tokens: Sequence[Token]) -> bool:
    """«*Преемником (Рогова)* назначен», of whom nothing else says in which post."""
    before = [*takewhile(lambda t: t.tag.pos in ("PROPN", "ADV"), reversed(tokens[max(0, verb - 3) : verb]))]
    return token_at(tokens, verb - len(before) - 1).lower in ("преемником", "преемницей")


def _post_alone(verb: int, tokens: Sequence[Token]) -> bool:
    """«До него *пост занимала* Рогова»: an office that no word says, told before; not «занимал *должность врача*»."""
    if not is_a(tokens[verb].lower, "occupy"):
        return False
    near = (verb - 1, verb + 1)
    behind, then = (token_at(tokens, verb + n) for n in (1, 2))
    if tokens[verb].tag.form == "Part" and behind.lower in _HIS:
        return then.tag.case in ("nomn", None)  # «пост мэра вакантен: *занимавший его* Рогов уволился»
    at = next((i for i in near if is_a(token_at(tokens, i).lower, "seat")), None)
    return at is not None and token_at(tokens, at + 1).tag[:2] not in (("NOUN", "gent"), ("ADJ", "gent"))


def _his_place(before: str, word: str) -> bool:
    """«на *его место*», «*вместо него*»."""
    return (before in _HIS and bool(_PLACE.match(word))) or (before == "вместо" and word in _HIS)


def _of_seat(verb: int, tokens: Sequence[Token]) -> bool:
    """Whether a seat is a verb's own subject or object: not that of «*занимая* должность, получил взятку»."""
    for i in range(max(0, verb - 14), min(verb + 5, len(tokens))):
        if not _is_seat(i, verb, tokens):
            continue
        told = inserted(next((n for n in range(i, verb) if tokens[n].text == ","), verb), tokens)
        between = [*tokens[max(0, i - 1) : told.start], *tokens[told.stop : verb]] if i < verb else tokens[verb + 1 : i]
        if not any(t.tag.form in ("Fin", "Conv", "Inf") for t in between):
            return True
    return False


def _is_seat(i: int, verb: int, tokens: Sequence[Token]) -> bool:
    """Whether a word may be the seat told before: not «получила *пост* в Москве»."""
    gets = i > verb and is_a(tokens[verb].lower, "get")
    return is_a(tokens[i].lower, "seat") and not (gets and token_at(tokens, i + 1).lower in ("в", "во"))


def _enters(verb: Token) -> bool:
    """Whether a verb tells how somebody comes into an office: «назначен», «занял», «пришёл»."""
    return is_a(verb.lower, "chosen", "occupy")


def _comes(verb: Token) -> bool:
    return _enters(verb) or bool(_BECAME.match(verb.lower))


def _passed(verb: int, near: Sequence[Line], before: Sequence[Proposal]) -> Iterator[Proposal]:
    """«*мандат* депутата Думы *передан Котову*», «уступил *пост Котовой*», «*кресло* мэра *досталось* Котову»."""
    line, token = near[-1], near[-1].tokens[verb]
    gets = is_a(token.lower, "get")  # which leaves open whose it was
    came = _nearest_to(verb, _near_in(verb, line, "nomn" if gets else "datv"))
    own = next((t for t in line.titles if _is_office(t, line.tokens)), None)
    held = next((p for p in reversed(_not_of(came, before)) if own in (None, p.title)), None)
    if held is not None:
        yield from islice(_handed_on(held, came, _begun(token), token), 1 if gets else None)
    elif own is not None:
        yield from _fills(own, came, _taken(own, token))
        yield from _fills(replace(own), _giver(_near_in(verb, line, "gent"), line.tokens), "former")


def _giver(whos: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """«пост мэра перешёл *от Рогова* к Котову»."""
    return next((w for w in whos if token_at(tokens, w.first - 1).lower == "от"), None)


def _came(verb: int, near: Sequence[Line], before: Sequence[Proposal]) -> Iterator[Proposal]:
    """«*Его* сменил Петров», «назначен на *его место*»: what he held who was named before is another's."""
    line, token = near[-1], near[-1].tokens[verb]
    proposed = is_a(token.lower, "nominate")
    came = next(iter(nominees(verb, line) if proposed else ()), None) or _subject(verb, line.whos, token)
    gender = next((_HIM[t.lower] for t in line.tokens[max(0, verb - 5) : verb + 5] if t.lower in _HIM), None)
    # what is somebody's, or may be for all that is known
    who = _last(near, token, gender)
    his = [p for p in reversed(_not_of(came, before)) if who is not None and (who.person in p.people or not p.people)]
    for held in islice(_left_open(his, line.tokens), 1):
        yield from _handed_on(held, came, "candidate" if proposed else _begun(token), token)


def _left_open(his: Sequence[Proposal], tokens: Sequence[Token]) -> Iterator[Proposal]:
    """What somebody was before he got another post, where «*на его место*» somebody comes; else what is told last."""
    given = [*filter(_is_given, his)]
    seat = any(_his_place(a.lower, b.lower) for a, b in pairwise(tokens))
    moved = given and seat and not any(_YEAR.match(t.text) for t in tokens)
    return (p for p in his if (p not in given if moved else p.people))


def _is_given(held: Proposal) -> bool:
    """Whether a verb tells that somebody has come into an office."""
    return held.how == "verb" and held.stated and held.status in ("current", "elect")


_YEAR = re.compile(r"(?:19|20)\d\d\b")


def _last(near: Sequence[Line], token: Token, gender: str | None, other: Who | None = None) -> Who | None:
    """The last name before a token, of a gender or of none; of any where none is told; no other mention of another."""
    unlike = other.person if other is not None else None
    whos = [w for line in near for w in line.whos if w.start < token.start and w.person is not unlike]
    return next((w for w in reversed(whos) if gender is None or w.person.gender in (gender, None)), None)


def _went(verb: int, near: Sequence[Line], before: Sequence[Proposal]) -> Iterator[Proposal]:
    """«сменив *Белова*»: he held what the subject holds."""
    line = near[-1]
    token, went = line.tokens[verb], _object(verb, line)
    if went is None or ahead(token) or _says_which(verb, line):
        return
    came = _subject(verb, line.whos, token)
    his = before if came is None else [*_of(came, before)]
    # «сменил *на посту* Белова», «сменил *на этом посту*»: in the office told before
    if not (_same_office(verb, line.tokens) or any(t.lower in _AT for t in line.tokens[verb : verb + 4])):
        his = [p for p in his if p.stated and p.status != "former"]  # «Котова, *работавшая помощником*, сменила Белова»
    # «назначен деканом священник Титов. Он сменил на этом посту Фомина»: the post that was given
    for held in sorted(his, key=attrgetter("stated"))[-1:]:
        yield _follows(held, went, "former", token)


def _object(verb: int, line: Line) -> Who | None:
    """«сменив на посту *генерала армии* | Белова»: the name right behind the verb, titles passed over."""
    inside = sum(t.last - t.first for t in line.titles)
    behind = (w for w in line.whos if 0 < w.first - verb < 5 + inside)
    return next(iter(in_case(behind, "accs", "gent")), None)


def _this(verb: int, near: Sequence[Line], before: Sequence[Proposal]) -> Iterator[Proposal]:
    """«назначил *на этот пост* Юлию Остапчук», «*эту должность* занял Котов»: the post named last, whoever held it."""
    token = near[-1].tokens[verb]
    said = [t for one in near[-2:] for t in one.titles if t.post.head < token.start and _is_post(t, one.tokens)]
    for post in _meant(token, before, said):
        held = next((p for p in before if p.title.post.head == post.post.head), None)
        came = _entrant(verb, near[-1], held.people if held else ())
        # «*Рогов* занимает эту должность три года», whose other post is meant
        if came is not None and not (token.tag.tense == "pres" and any(_of(came, before))):
            status: Status = "former" if WAS.match(token.lower) else _begun(token)
            yield _follows(held or propose(post, (), "verb", "succession"), came, status, token)


def _meant(verb: Token, before: Sequence[Proposal], said: Sequence[Said]) -> Sequence[Said]:
    """The post that was named last, or given to somebody: «*Рогов назначен министром*, сообщил губернатор. Ранее этот
    пост занимала Белова».
    """
    given = [p.title for p in before if p.stated and p.title.post.start >= said[0].post.start] if said else []
    return given[-1:] if given and WAS.match(verb.lower) else said[-1:]


def _entrant(verb: int, line: Line, holders: Sequence[Person]) -> Who | None:
    """Who takes a post, or to whom it is given, and not who has it."""
    token = line.tokens[verb]
    described = next((w for w in line.whos if w.last == verb - 1), None)
    cases = ("nomn",) if token.tag.short or not is_a(token.lower, "chosen") else ("accs", "gent")
    whos = [described] if described is not None and token.tag.form == "Part" else _near_in(verb, line, *cases)
    return _nearest_to(verb, [w for w in whos if w.person not in holders])


def _is_post(title: Said, tokens: Sequence[Token]) -> bool:
    """Whether a title is one to be held, and not what only says whose something is: «в указе *президента*»."""
    before = token_at(tokens, title.first - 1)
    lent = title.case == "gent" and before.tag.pos == "NOUN" and not OFFICE.match(before.lower)
    return title.single and not lent and (title.official or "~" not in title.post.means)


def _says_which(verb: int, line: Line) -> bool:
    """«сменил *на посту* директора Белова» says which post; «на *этом* посту генерала Белова» does not."""
    before = (line.tokens[t.first - 2 : t.first] for t in line.titles if t.first > verb + 2)
    return any(second.lower in _AT and first.lower == "на" for first, second in before)


def _subject(verb: int, whos: Sequence[Who], token: Token) -> Who | None:
    """The nearest name in the nominative, in the accusative where people are said to have named somebody."""
    case = "accs" if token.tag.number == "plur" and token.tag.form == "Fin" else "nomn"
    return _nearest_to(verb, in_case(whos, case))


def _follows(held: Proposal, who: Who, status: Status, verb: Token) -> Proposal:
    title = replace(held.title, status=status)
    return propose(title, [who.person], "verb", "succession", held.stated)._replace(mentions=(_said_by(verb),))


def _said_by(verb: Token) -> Mention:
    return Mention(verb.start, verb.stop, verb.text, "title.verb")
