"""Who came after whom and who is dismissed: «его сменил Петров», «министра Шойгу сменил Белоусов», «уволил врача»."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from newsnlp.data import word_list
from newsnlp.lang.districts import of_adjective
from newsnlp.lang.lexicon import classes, is_a
from newsnlp.lang.phrases import DASHES, alike
from newsnlp.lang.places import lands
from newsnlp.link.article import after
from newsnlp.link.said import Line, Proposal, Said, Who, addressed, in_case, predecessor, propose, shorter
from newsnlp.link.verb import LAID, OFFICE, WAS, ahead, inserted, instead, nominee
from newsnlp.types import Mention, Person, Region, Status, Token, grouped, token_at

_BECAME = re.compile(r"(?:стал[аи]?|станет|оказал(?:ся|ась))$")
_HIS = {"его": "male", "него": "male", "ее": "female", "её": "female", "нее": "female", "неё": "female"}
_TO_HIM = {"ему": "male", "ей": "female"}
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
        line = lines[number]
        for i in line.of("replace"):
            if line.tokens[i].tag.form in ("Fin", "Conv"):
                made += _replaced(i, line, stands)
    return made


def _replaced(verb: int, line: Line, stands: Sequence[Proposal]) -> Iterator[Proposal]:
    """«*Министра Шойгу* сменил *Белоусов*»: whose post it was and is; «*новый министр Белов* сменил *Петрова*»."""
    token, will = line.tokens[verb], ahead(line.tokens[verb])
    went, came = _sides(verb, line)
    if went is None or _same_office(verb, line.tokens):
        return
    lost = next((p for p in stands if went.person in p.people and _lost(p)), None)
    if lost is not None and not will:
        yield lost._replace(status="former", rule="replaced", how="verb")
    if lost is not None and came is not None:
        yield _follows(lost, came, "elect" if will else "current", token)
    if lost is None and came is not None and not will:
        new = next((p for p in stands if p.status == "elect" or after(p.title, line.tokens, "нов")), None)
        if new is not None and came.person in new.people:
            yield _follows(new, went, "former", token)


def _lost(held: Proposal) -> bool:
    """Whether a title is the object's that is told to be replaced."""
    return held.status != "elect" and held.title.case in ("accs", "gent") and _kept(held)


def _same_office(verb: int, tokens: Sequence[Token]) -> bool:
    """«сменил *на этом посту* депутата Лапина»: in an office told before, which is none that stands at the name."""
    near = [t.lower for t in tokens[max(0, verb - 4) : verb + 4]]
    return any(a in _THIS_OFFICE and b in _AT for a, b in pairwise(near))


_AT = ("посту", "должности")
_THIS_OFFICE = frozenset(("этом", "этой", "том", "той", "новом", "новой", "данном", "данной"))


def _sides(verb: int, line: Line) -> tuple[Who | None, Who | None]:
    """The object and the subject nearest to a verb."""
    near = sorted((w for w in line.whos if _near(w, verb, line)), key=lambda w: abs(w.first - verb))
    went = in_case(near, "accs", "gent")
    came = (w for w in near if (w.case == "nomn" or w.plain) and w not in went)
    beside = (*line.tokens[max(0, verb - 1) : verb], *line.tokens[verb + 1 : verb + 2])
    his = any(t.lower in _HIS for t in beside)  # «*его* сменил Белов, помощник мэра Петрова»
    return None if his else next(iter(went), None), next(came, None)


def _near(who: Who, verb: int, line: Line) -> bool:
    """Whether no other clause lies between a name and a verb."""
    between = line.tokens[who.last : verb] if who.last <= verb else line.tokens[verb + 1 : who.first]
    return not any(t.text in ";:" or t.tag.form == "Fin" or t.lower in ("он", "она") for t in between)


def _near_in(verb: int, line: Line, *cases: str) -> list[Who]:
    """The names of a verb's clause in some cases."""
    return [w for w in in_case(line.whos, *cases) if _near(w, verb, line)]


def _nearest_to(verb: int, whos: Sequence[Who]) -> Who | None:
    """The name nearest to a verb, behind it where one before is as near."""
    return min(whos, key=lambda w: (abs(w.first - verb), w.first < verb), default=None)


def _passive(verb: Token) -> bool:
    """«назначен», «назначается»: its subject is whom it is done to."""
    return verb.tag.short or verb.lower.endswith(("ся", "сь"))


class _Known(dict[int, list[Proposal]]):
    """What is held, by sentence; and the sentences of each holder."""

    def __init__(self) -> None:
        super().__init__()
        self._of: defaultdict[Person, list[int]] = defaultdict(list)

    def add(self, one: Proposal) -> None:
        """One more."""
        number = one.title.sentence
        self.setdefault(number, []).append(one)
        for person in one.people:
            if number not in self._of[person][-1:]:
                insort(self._of[person], number)

    def of(self, person: Person | None, number: int) -> Iterator[Proposal]:
        """What somebody holds up to a sentence, the last first; not what was said long ago and often since."""
        numbers = self._of.get(person, []) if person is not None else []
        last = bisect_right(numbers, number)
        for n in dict.fromkeys(reversed(numbers[max(0, last - _LONG) : last])):
            yield from (p for p in reversed(self[n]) if person in p.people)


def successors(held: Mapping[int, Sequence[Proposal]], vacant: Sequence[Said], lines: Sequence[Line]) -> list[Proposal]:
    """What such words add to what is ``held``, by sentence; ``vacant`` are the titles that nobody holds yet."""
    empty = grouped((title.sentence, title) for title in vacant if not title.post.plural)
    made: list[Proposal] = []
    known = _Known()
    for one in chain.from_iterable(held.values()):
        known.add(one)
    for number, line in enumerate(lines):
        verbs = [i for i, token in enumerate(line.tokens) if token.tag.pos == "VERB"] if line.whos else []
        for i in verbs:
            new = [*_succession(i, number, lines, known, empty)]
            made += new
            for one in new:  # «Им стал Котов. … На новой должности он сменил Лапина»
                known.add(one)
        if line.whos:
            made += _peers(number, lines, known)
            made += _preceded(number, lines, known, [t for n in (number - 1, number) for t in empty.get(n, ())])
    return made


def _peers(number: int, lines: Sequence[Line], held: Mapping[int, Sequence[Proposal]]) -> Iterator[Proposal]:
    """«министр Тойчуев … его *узбекский коллега* Хидиров»: who has the same office in another land."""
    line = lines[number]
    for who in line.whos if line.of("peer") else ():
        seated = _by_seat(who, line)
        first, home = _from_where(who, line)
        at = who.first - 3 if seated else first - 1
        peer, word = token_at(line.tokens, at), token_at(line.tokens, at - 1).lower
        if not is_a(peer.lower, "peer"):
            continue
        before = [p for p in _earlier(held, number, peer.start) if who.person not in p.people and p.title.official]
        last = max((p.title.sentence for p in before), default=0)  # «Прокурор поручил *своему чусовскому коллеге* …»
        for one in (p for p in reversed(before) if seated or p.title.sentence == last):
            own = None if seated else _first_like((home,) if home else _called_by(word, one.title), one.title)
            if own is not None or (seated and one.title.post.post in ("депутат", "сенатор")):
                said = _follows(one._replace(title=_in_land(one.title, own)), who, "current", peer)
                yield said._replace(rule="peer")
                break


def _by_seat(who: Who, line: Line) -> bool:
    """«его *коллега по фракции*» before a name."""
    faction = [t.lower for t in line.tokens[max(0, who.first - 2) : who.first]]
    return faction[:1] == ["по"] and is_a(faction[-1], "seated")


def _from_where(who: Who, line: Line) -> tuple[int, Region | None]:
    """Where a name begins with the place before it, and that: «коллега *из соседнего Ржева* Роман Кац»."""
    for spot in line.places:
        if who.start - 1 == spot.stop:
            first = next(i for i in range(who.first, -1, -1) if line.tokens[i].start <= spot.start)
            first -= token_at(line.tokens, first - 1).lower.startswith("соседн")
            if token_at(line.tokens, first - 1).lower in ("из", "с", "со"):
                return first - 1, spot.entity
    return who.first, None


def _called_by(word: str, title: Said) -> Sequence[Region]:
    """The places of an adjective: «*псковский*», «*колпашевский*» of a district's head."""
    other = title.region
    if other is None or other.kind != "district":
        return lands(word)
    return [place.region for place in of_adjective(word, other.name.rpartition(" ")[2]) if place.region]


def _first_like(found: Sequence[Region], title: Said) -> Region | None:
    """The first place of a kind with an office's: a town of a mayor's peer, a region of a governor's.

    A region's prosecutor has peers in its towns, too.
    """
    other = title.region
    anywhere = other is None or title.post.post == "прокурор"
    like = (land for land in found if other is None or (land.kind == other.kind and land != other))
    return next(like, next(iter(found), None) if anywhere else None)


def _in_land(title: Said, own: Region | None) -> Said:
    if own is None:
        return title
    return replace(title, post=replace(title.post, name=title.post.post), organization=None, region=own)


def _preceded(number: int, lines: Sequence[Line], held: _Known, vacant: Sequence[Said]) -> Iterator[Proposal]:
    """«ушла *её предшественница Фомина*», «раскритиковал *предшественника Лапина*»: he held what the other holds.

    «*Предшественник министра*, Олег Лапин», «*мой предшественник* Лапин», whose office is told behind. «Его *преемник*
    Котов» holds it now. ``vacant``: what is near and told of nobody yet, as in «Он был *министром*. Его преемник …».
    """
    tokens = lines[number].tokens
    for at in (i for i in lines[number].of("predecessor", "successor", "of_then", "of_now") if _in_turn(i, tokens)):
        post, whose, who = _predecessor(at, lines[number])
        if who is None or (is_a(tokens[at].lower, "successor") and _called(at, who, lines[number])):
            continue
        before = token_at(tokens, at - 1).lower
        known = _before_him(at, number, lines, held)
        fits = [p for p in known if _may_follow(p, who, None) and _may_precede(p, whose, before, post)]
        spoken = is_a(before, "yours")
        told = [t for t in vacant if post is None and not spoken and _told_before(t, tokens[at], fits)]
        found = _foremost(fits, told) or (propose(post, (), "verb", "succession") if post else None)
        if found is not None:
            over = is_a(tokens[at].lower, "predecessor") or is_a(tokens[at].lower, "of_then")
            status: Status = "former" if over else "current"
            yield _follows(found, who, status, tokens[at])


def _before_him(at: int, number: int, lines: Sequence[Line], held: _Known) -> list[Proposal]:
    """What «(его, мой) предшественник» at a token may have had, the likeliest first."""
    token, before = lines[number].tokens[at], token_at(lines[number].tokens, at - 1).lower
    if is_a(before, "yours"):
        asked = addressed(lines)
        return [p for p in held.of(asked, number) if _kept(p)]
    known = _of_last(held, number, token, _HIS[before], lines) if before in _HIS else []
    known = known or [*reversed(_earlier(held, number, token.start))]
    if is_a(before, "possessive"):
        known += [p for p in held.get(number, ()) if p.title.post.head > token.start and _kept(p)]
    return known


def _called(at: int, who: Who, line: Line) -> bool:
    """«его преемник, *министр культуры* Рогов»: whether an office of his own stands between."""
    return any(at < t.first < who.first and t.official for t in line.titles)


def _in_turn(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word is «предшественник», or «преемник» that nobody is made: «стал *преемником* Рогова».

    «*Прежний*, Рогов, приезжал реже» leaves out what he was.
    """
    token = tokens[at]
    if token.tag.number == "plur":
        return False
    if token.tag.pos == "ADJ":
        before = token_at(tokens, at - 1).tag
        return token_at(tokens, at + 1).text == "," and before.case != "nomn" and token.tag.case in ("nomn", "accs")
    return is_a(token.lower, "predecessor") or (is_a(token.lower, "successor") and token.tag.case != "ablt")


def _of_last(held: _Known, number: int, token: Token, gender: str, lines: Sequence[Line]) -> list[Proposal]:
    """What the last one named before a token holds, wherever it was said before, the last first."""
    near = [w for line in lines[max(0, number - _BACK) : number + 1] for w in line.whos if w.start < token.start]
    last = next((w.person for w in reversed(near) if w.person.gender in (gender, None)), None)
    return [p for p in held.of(last, number) if p.title.post.head < token.start and _kept(p)]


def _may_precede(held: Proposal, whose: Who | None, before: str, post: Said | None) -> bool:
    """Whether something held is what «(его) предшественник (министра) (Рогова)» names."""
    if whose is not None and whose.person not in held.people:
        return False
    own = _HIS.get(before) in (None, held.people[0].gender)
    return own and (post is None or shorter(post, held.title.post.post, held.title.organization))


def _told_before(title: Said, token: Token, known: Sequence[Proposal]) -> bool:
    """«Он был *министром*. Его преемник …»: what a verb says of somebody whom nothing has named yet.

    A predecessor had what is ``known`` to be held now, not what somebody «ещё раньше был».
    """
    now = is_a(token.lower, "predecessor") and any(p.status != "former" for p in known)
    if now and title.status == "former":
        return False
    return title.single and title.post.head < token.start and (title.case == "ablt" or title.post.verb)


def _foremost(known: Sequence[Proposal], vacant: Sequence[Said]) -> Proposal | None:
    """The first that is not over, or what its sentence says of the same person where that is an office: no «полковник».

    What is told last, of nobody yet, comes before them.
    """
    if vacant and (not known or vacant[-1].post.head > known[0].title.post.head):
        return propose(vacant[-1], (), "verb", "succession")
    known = [p for p in known if p.status != "former"] or known
    first = next(iter(known), None)
    same = (p for p in known if first and (p.people, p.title.sentence) == (first.people, first.title.sentence))
    return next((p for p in same if p.title.official or p.stated), first)


def _predecessor(at: int, line: Line) -> tuple[Said | None, Who | None, Who | None]:
    """The post that «предшественник» names, whose he is, and his name: «… *министра Рогова* на этом посту *Лапин*»."""
    post: Said | None = None
    whose: Who | None = None
    for part in _parts(at + 1, line):
        if isinstance(part, Said):
            post = post or (part if part.case == "gent" else None)  # not «предшественник, *полковник* Лапин»
        elif whose is None and (_is_owner(part, at, post, line.tokens) or _follower(part, line.tokens[at])):
            whose = part
        else:
            return post, whose, part
    return post, whose, None


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


def _follower(who: Who, token: Token) -> bool:
    """«выбрали *преемника Рогова*»: whose a successor is."""
    return is_a(token.lower, "successor") and who.case in ("gent", "accs") and not who.plain


def _small(token: Token) -> bool:
    return token.lower in _BETWEEN or (token.tag.pos, token.tag.case) in (("ADJ", "gent"), ("NOUN", "loct"))


_BETWEEN = frozenset((*word_list("link.succession.between"), ",", *DASHES))


def _is_owner(who: Who, at: int, post: Said | None, tokens: Sequence[Token]) -> bool:
    """«предшественник (министра) *Рогова*», not «критика предшественника *Рогова*»: whose a name tells him to be."""
    case = tokens[at].tag.case
    told = who.case in ("gent", "accs") or (case == "nomn" and tokens[who.last - 1].text not in who.person.name)
    if not told or who.plain:
        return False
    return (post is not None and who.first == post.last) or case not in ("gent", "accs")


def _may_follow(held: Proposal, who: Who | None, post: Said | None) -> bool:
    """Whether somebody may have, or have had, what another holds; ``post``: the one that the words name."""
    return who is not None and who.person not in held.people and (post is None or held.title is post)


def _earlier(held: Mapping[int, Sequence[Proposal]], number: int, stop: int) -> list[Proposal]:
    """What is held of posts named before an offset in a sentence, there and in those before."""
    near = (p for n in range(max(0, number - _BACK), number + 1) for p in held.get(n, ()))
    return [p for p in near if p.title.post.head < stop and _kept(p)]


def _succession(
    verb: int,
    number: int,
    lines: Sequence[Line],
    held: _Known,
    empty: Mapping[int, Sequence[Said]],
) -> Iterator[Proposal]:
    """What a verb says of posts that were named in the sentences before its own, or in its own."""
    line, token = lines[number], lines[number].tokens[verb]
    if (acting := _acting(verb, line)) is not None:
        before = [p for p in _earlier(held, number, token.start) if _left(p, acting, line)]
        open_ = [t for n in (number - 1, number) for t in empty.get(n, ()) if _is_office(t, lines[n].tokens)]
        yield from _stands_in(acting, before, open_, token, lines)
    elif (gone := _gone_when(verb, line)) is not None:
        yield from _made_way(verb, gone, [*held.get(number, ()), *empty.get(number, ())], line)
    elif named := _read(verb, line.tokens):
        before = _known_of(named, verb, number, lines, held)
        yield from _changed(named, verb, lines[max(0, number - _BACK) : number + 1], before)
    else:
        near = [t for n in (number - 1, number) for t in empty.get(n, ()) if t.post.head < token.start]
        yield from _fills_open(verb, line, near, lines)


def _fills_open(verb: int, line: Line, near: Sequence[Said], lines: Sequence[Line]) -> Iterator[Proposal]:
    """Who has a post that is told to get a holder: «им стал Котов», «вместо Паниной его возглавил Лапин»."""
    token, titles = line.tokens[verb], [t for t in near if _open(t, lines[t.sentence].tokens)]
    became = titles and (_BECAME.match(token.lower) or token.tag.short)  # «им стал», «им назначен»
    made = list(_become(verb, line, [t for t in near if _one(t, titles[-1], lines)])) if became else []
    yield from made
    if titles and not made and not _ENTERS.isdisjoint(classes(token.lower)):
        yield from _exchanged(verb, line, titles[-1])


def _known_of(named: str, verb: int, number: int, lines: Sequence[Line], held: _Known) -> list[Proposal]:
    """What is held before a verb; of «на новой должности *он сменил* Рогова», what he holds who was named last."""
    tokens = lines[number].tokens
    he = next((_HE[t.lower] for t in tokens[max(0, verb - 6) : verb] if t.lower in _HE), None)
    if named == "whom" and he is not None:
        return _of_last(held, number, tokens[verb], he, lines)[::-1]
    return _earlier(held, number, tokens[verb].start)


def _stands_in(
    acting: Who, before: Sequence[Proposal], vacant: Sequence[Said], verb: Token, lines: Sequence[Line]
) -> Iterator[Proposal]:
    """«Белов ушёл. Его обязанности исполняет *Котов*», «*пост мэра* вакантен, обязанности исполняет *Котов*»."""
    held = {person for p in before if p.status != "former" for person in p.people}
    before = [p for p in before if p.status != "former" or held.isdisjoint(p.people)]
    # «мэр Азаров уволил главу Белова. *Его* обязанности …»: of who is gone, else of the subject rather than another
    place = {id(p): (p.title.sentence, p.status == "former", _is_subject(p, lines), p.title.post.head) for p in before}
    last = max(before, key=lambda p: place[id(p)], default=None)
    if last is not None:
        yield _follows(last, acting, "acting", verb)
    else:
        yield from _fills(vacant, acting, "acting")


def _open(title: Said, tokens: Sequence[Token]) -> bool:
    """Whether a post is told to get a holder: «сменился *глава*», «избрали *мэра*», «назвали *нового прокурора*»."""
    if after(title, tokens, "нов"):
        return True
    near = tokens[max(0, title.first - 3) : title.last + 3]
    acts = any(t.tag.form == "Fin" and not t.lower.endswith(("ся", "сь")) and t.tag.pos != "AUX" for t in near)
    return title.case == "nomn" and (not acts or any(t.tag.short for t in near))


_ENTERS = frozenset(("chosen", "head"))


def _gone_when(verb: int, line: Line) -> Who | None:
    """Who went as somebody else came: «…, *когда ушёл в отставку Рогов*», «после *того, как* Рогов покинул пост»."""
    tokens, token = line.tokens, line.tokens[verb]
    before, near = [t.lower for t in tokens[max(0, verb - 8) : verb]], tokens[max(0, verb - 3) : verb + 4]
    leaves = is_a(token.lower, "leave") or token.lower.startswith("подал")
    if not leaves or ("когда" not in before and "того" not in before):
        return None
    if not any(is_a(t.lower, "resignation") or t.lower in _ENDED for t in near):
        return None
    return _nearest_to(verb, _near_in(verb, line, "nomn"))


_ENDED = frozenset(("отставку", "пенсию", "пост", "должность"))


def _made_way(verb: int, gone: Who, known: Sequence[Proposal | Said], line: Line) -> Iterator[Proposal]:
    """«Правительство возглавил Рогов, когда ушёл *Лапин*», «*пост мэра* пуст с мая, когда ушёл *Лапин*»."""
    token, posts = line.tokens[verb], list[Said]()
    for one in known:
        title = one.title if isinstance(one, Proposal) else one
        came = one.stated if isinstance(one, Proposal) else title.post.verb or _is_office(title, line.tokens)
        theirs = isinstance(one, Proposal) and gone.person in one.people
        if came and not theirs and title.post.head < min(token.start, gone.start):
            posts.append(title)
    if posts:
        yield _follows(propose(posts[-1], (), "verb", "succession", True), gone, "former", token)


def _fills(vacant: Sequence[Said], who: Who, status: Status) -> Iterator[Proposal]:
    """The last of some posts that nobody holds, to somebody in a status."""
    for title in vacant[-1:]:
        yield propose(title, [who.person], "verb", "succession", stated=True)._replace(status=status)


def _is_office(title: Said, tokens: Sequence[Token]) -> bool:
    """«*кресло* мэра», «мэра *нет*»: what is somebody's to take."""
    before = token_at(tokens, title.first - 1).lower
    none = title.case == "gent" and token_at(tokens, title.last).lower == "нет"
    return is_a(before, "seat") or before == "место" or none


def _changed(named: str, verb: int, near: Sequence[Line], before: Sequence[Proposal]) -> Iterator[Proposal]:
    """By what names who went, as :func:`_read` has it; ``near``: the sentences up to the verb's own."""
    line, start = near[-1], near[-1].tokens[verb].start
    if named == "this":
        said = [t for one in near[-2:] for t in one.titles if t.post.head < start and not _lent(t, one.tokens)]
        yield from _this(verb, line, before, said)
    elif named == "his":
        yield from _came(verb, line, before, [w for one in near for w in one.whos if w.stop <= start])
    elif named == "passed":
        yield from _passed(verb, line, before)
    else:
        yield from _went(verb, line, before)


def _acting(verb: int, line: Line) -> Who | None:
    """«Врио *назначен Меликов*», «(его) *обязанности исполняет* Котов», where the post was said before."""
    if not _takes_over(verb, line.tokens) or any(
        t.status == "acting" or _behind_duties(t, line.tokens) for t in line.titles
    ):
        return None  # it says which post
    behind = [w for w in line.whos if w.first > verb]
    if is_a(line.tokens[verb].lower, "entrust"):
        fits = in_case(line.whos, "datv")
    elif LAID.match(line.tokens[verb].lower):
        fits = in_case(behind, "accs", "gent")
    else:
        fits = [w for w in (*behind, *line.whos) if w.case == "nomn" or w.plain]
        fits = [w for w in fits if w in behind or _near(w, verb, line)]
    return next(iter(fits), None)


def _takes_over(verb: int, tokens: Sequence[Token]) -> bool:
    """Whether a verb tells who does somebody's duties for a time."""
    token, near = tokens[verb], [t.lower for t in tokens[max(0, verb - 4) : verb + 4]]
    duties = any(is_a(word, "charge") for word in near) and _OWN.isdisjoint(near)
    if duties and token.lower.startswith("исполня"):
        return token.tag.form == "Fin" or not {"будет", *_HIS}.isdisjoint(near)
    acting = any(word in ("врио", "врид") or (duties and word.startswith("исполняющ")) for word in near)
    laid = LAID.match(token.lower) or (is_a(token.lower, "entrust") and not {"исполнять", *_HIS}.isdisjoint(near))
    return (duties and bool(laid)) or (acting and _comes(token))


_OWN = frozenset(("свои", "часть"))  # «временно исполняла *часть* его обязанностей»: no head's


def _left(held: Proposal, acting: Who, line: Line) -> bool:
    """Whether it may be whose duties somebody does: another's post, of the gender that «*её* обязанности» says."""
    at = next(iter(line.of("charge")), 0)
    gender = _HIS.get(line.tokens[at - 1].lower) if at else None
    own = gender is None or held.people[0].gender in (gender, None)
    return own and acting.person not in held.people


def _is_subject(held: Proposal, lines: Sequence[Line]) -> bool:
    """Whether a holder is named as a subject where his title stands."""
    return any(w.person in held.people and w.case == "nomn" for w in lines[held.title.sentence].whos)


def _behind_duties(title: Said, tokens: Sequence[Token]) -> bool:
    return title.case == "gent" and is_a(token_at(tokens, title.first - 1).lower, "charge")


def _become(verb: int, line: Line, one: Sequence[Said]) -> Iterator[Proposal]:
    """«Назначен новый замначальника — начальник полиции. *Им стал Петров*»: the posts before are his."""
    beside = {t.lower for t in (*line.tokens[max(0, verb - 1) : verb], *line.tokens[verb + 1 : verb + 2])}
    came = next((w for w in in_case(line.whos, "nomn") if w.first > verb), None)
    if came is None or beside.isdisjoint(("им", "ею", "ей")):
        return
    for title in one:
        status: Status = "elect" if ahead(line.tokens[verb]) else title.status
        yield propose(title, [came.person], "verb", "became")._replace(status=status)


def _one(title: Said, other: Said, lines: Sequence[Line]) -> bool:
    """Whether two titles are one, or one person's by a dash: «замначальника *—* начальник полиции»."""
    first, second = sorted((title, other), key=lambda t: t.first)
    if title is other or (title.sentence, first.last + 1) != (other.sentence, second.first):
        return title is other
    return alike(title.case, other.case) and lines[title.sentence].tokens[first.last].text in DASHES


def _exchanged(verb: int, line: Line, title: Said) -> Iterator[Proposal]:
    """«Сменился глава комитета: *вместо Паниной* его возглавил *Лапин*»."""
    gone = instead(line.whos, line.tokens)
    came = _subject(verb, [w for w in line.whos if w is not gone], line.tokens[verb])
    if gone is not None and came is not None and gone.first > title.last - 1:
        yield propose(title, [came.person], "verb", "became")
        yield propose(replace(title, status="former"), [gone.person], "verb", "instead", stated=True)


def _kept(held: Proposal) -> bool:
    """Players and actors replace one another, and keep what they are."""
    return (
        "~" not in held.title.post.means
        or held.stated
        or held.title.official
        or held.title.post.post.endswith("тренер")
    )


def _read(i: int, tokens: Sequence[Token]) -> str:
    """«his» where a pronoun says who went or «whom» where a name does; empty for other verbs."""
    near = tokens[max(0, i - 5) : i + 5]
    words = [t.lower for t in near]
    if tokens[i].tag.form == "Inf" or (token_at(tokens, i - 1).lower == "не"):
        return ""  # «просил *не назначать*» is not done
    if is_a(tokens[i].lower, "replace"):
        beside = tokens[max(0, i - 1)].lower, tokens[min(i + 1, len(tokens) - 1)].lower
        return "his" if any(w in _HIS for w in beside) else "whom"
    if _enters(tokens[i]) and any(a in _THIS and _OFFICE.match(b) for a, b in pairwise(words)):
        return "this"
    if is_a(tokens[i].lower, "occupy") and _post_alone(i, tokens):
        return "this"
    if is_a(tokens[i].lower, "hand_on") and _of_seat(i, tokens):
        return "passed"
    named = _comes(tokens[i]) or is_a(tokens[i].lower, "nominate")
    return "his" if named and _in_his_place(words) else ""


def _post_alone(verb: int, tokens: Sequence[Token]) -> bool:
    """«До него *пост занимала* Рогова»: an office that no word says, told before; not «занимал *должность врача*»."""
    for i in (verb - 1, verb + 1):
        if 0 <= i < len(tokens) and is_a(tokens[i].lower, "seat"):
            before, behind = _behind(i, tokens), tokens[i + 1].tag if i + 1 < len(tokens) else None
            return not is_a(before, "his") and (behind is None or (behind.pos, behind.case) not in _GENITIVES)
    return False


_GENITIVES = frozenset((("NOUN", "gent"), ("ADJ", "gent")))


def _behind(at: int, tokens: Sequence[Token]) -> str:
    return tokens[at - 1].lower if at else ""


def _in_his_place(words: Sequence[str]) -> bool:
    """Whether words near a verb say «на его место», «на *смену ему*»."""
    for_him = "смену" in words and not _TO_HIM.keys().isdisjoint(words)
    return for_him or any(map(_his_place, words, words[1:]))


def _his_place(before: str, word: str) -> bool:
    """«на *его место*», «*вместо него*»."""
    return (before in _HIS and bool(_PLACE.match(word))) or (before == "вместо" and word in _HIS)


def _of_seat(verb: int, tokens: Sequence[Token]) -> bool:
    """Whether a seat is a verb's own subject or object: not that of «*занимая* должность, получил взятку»."""
    for i in range(max(0, verb - 14), min(verb + 5, len(tokens))):
        if not is_a(tokens[i].lower, "seat"):
            continue
        told = inserted(next((n for n in range(i, verb) if tokens[n].text == ","), verb), tokens)
        between = [*tokens[max(0, i - 1) : told.start], *tokens[told.stop : verb]] if i < verb else tokens[verb + 1 : i]
        if not any(t.tag.form in ("Fin", "Conv", "Inf") for t in between):
            return True
    return False


def _enters(verb: Token) -> bool:
    """Whether a verb tells how somebody comes into an office: «назначен», «занял», «пришёл»."""
    return is_a(verb.lower, "chosen") or is_a(verb.lower, "occupy")


def _comes(verb: Token) -> bool:
    return _enters(verb) or bool(_BECAME.match(verb.lower))


def _passed(verb: int, line: Line, before: Sequence[Proposal]) -> Iterator[Proposal]:
    """«*мандат* депутата Думы *передан Котову*», «уступил *пост Котовой*», «*кресло* мэра *досталось* Котову»."""
    token = line.tokens[verb]
    gets = is_a(token.lower, "get")
    came = _nearest_to(verb, _near_in(verb, line, "nomn" if gets else "datv"))
    own = [t for t in line.titles if t.case == "gent" and _is_office(t, line.tokens)][:1]
    held = next((p for p in reversed(before) if _may_follow(p, came, next(iter(own), None))), None)
    status: Status = "elect" if ahead(token) else "current"
    if came is None or held is None:
        yield from _fills(own, came, status) if came else ()
        gave = next((w for w in _near_in(verb, line, "gent") if token_at(line.tokens, w.first - 1).lower == "от"), None)
        if own and gave and status == "current":  # «пост мэра перешёл *от Рогова* к Котову»
            yield from _fills([replace(own[0])], gave, "former")
        return
    yield _follows(held, came, status, token)
    if not gets and status == "current" and held.status == "current":
        yield held._replace(status="former", rule="replaced", how="verb")


def _came(verb: int, line: Line, before: Sequence[Proposal], last: Sequence[Who]) -> Iterator[Proposal]:
    """«*Его* сменил Петров», «назначен на *его место*»: what he held who was named before is another's."""
    token = line.tokens[verb]
    his = {**_HIS, **_TO_HIM}
    gender = next((his[t.lower] for t in line.tokens[max(0, verb - 5) : verb + 5] if t.lower in his), None)
    proposed = is_a(token.lower, "nominate")
    came = (proposed and nominee(verb, line)) or _subject(verb, line.whos, token)
    gone = next((w.person for w in reversed(last) if w is not came and w.person.gender in (gender, None)), None)
    held = next((p for p in reversed(before) if gone in p.people), None)
    if held and came and came.person not in held.people:
        yield _follows(held, came, "candidate" if proposed else "elect" if ahead(token) else "current", token)
        if not proposed and not ahead(token) and held.status == "current":
            yield held._replace(status="former", rule="replaced", how="verb")


def _went(verb: int, line: Line, before: Sequence[Proposal]) -> Iterator[Proposal]:
    """«сменив *Белова*»: he held what the subject holds."""
    token, went = line.tokens[verb], _object(verb, line)
    if went is None or ahead(token) or _says_which(verb, line):
        return
    came = _subject(verb, line.whos, token)
    # «возглавил отдел, на посту *которого сменил*»
    start = line.tokens[0].start if token_at(line.tokens, verb - 1).lower.startswith("котор") else 0
    his = [p for p in before if p.title.post.start >= start and (came is None or came.person in p.people)]
    if not _tells_post(verb, line.tokens):
        his = [p for p in his if p.status != "former"]  # «Котова, *работавшая помощником*, сменила Белова»
    # «назначен деканом священник Титов. Он сменил на этом посту Фомина»: the post that was given
    held = next((p for p in reversed(his) if p.stated), None) or (his[-1] if his else None)
    if held and (held.stated or _tells_post(verb, line.tokens)) and went.person not in held.people:
        yield _follows(held, went, "former", token)


def _tells_post(verb: int, tokens: Sequence[Token]) -> bool:
    """«сменил *на посту* Белова», «сменил *на этом посту*»: in the office told before."""
    return _same_office(verb, tokens) or any(t.lower in _AT for t in tokens[verb : verb + 4])


def _object(verb: int, line: Line) -> Who | None:
    """«сменив на посту *генерала армии* | Белова»: the name right behind the verb, titles passed over."""
    inside = sum(t.last - t.first for t in line.titles if t.first > verb)
    behind = (w for w in line.whos if 0 < w.first - verb < 5 + inside)
    return next(iter(in_case(behind, "accs", "gent")), None)


def _this(verb: int, line: Line, before: Sequence[Proposal], said: Sequence[Said]) -> Iterator[Proposal]:
    """«назначил *на этот пост* Юлию Остапчук», «*эту должность* занял Котов»: the post named last, whoever held it."""
    token = line.tokens[verb]
    post = _meant(token, before, said)
    if post is None:
        return
    held = next((p for p in before if p.title.post.head == post.post.head), None)
    came = _entrant(verb, line, held)
    if came is None:
        return
    # «*Рогов* занимает эту должность три года», whose other post is meant
    if token.tag.tense != "pres" or not any(came.person in p.people for p in before):
        status: Status = "elect" if ahead(token) else "former" if WAS.match(token.lower) else "current"
        yield _follows(held or propose(post, (), "verb", "succession"), came, status, token)


def _meant(verb: Token, before: Sequence[Proposal], said: Sequence[Said]) -> Said | None:
    """The post that was named last, or given to somebody: «*Рогов назначен министром*, сообщил губернатор. Ранее этот
    пост занимала Белова».
    """
    post = next((t for t in reversed(said) if (t.official or "~" not in t.post.means) and t.single), None)
    if post is None or not WAS.match(verb.lower):
        return post
    near = (p for p in reversed(before) if p.title.post.start >= said[0].post.start)
    return next((p.title for p in near if p.stated and p.how == "verb" and p.status in ("current", "elect")), post)


def _entrant(verb: int, line: Line, held: Proposal | None) -> Who | None:
    """Who takes a post, or to whom it is given, and not who has it."""
    token = line.tokens[verb]
    described = [w for w in line.whos if w.last == verb - 1 and token_at(line.tokens, verb - 1).text == ","]
    if token.tag.form == "Part" and token.tag.case is not None and described:
        return described[0] if held is None or described[0].person not in held.people else None
    cases = ("nomn",) if _passive(token) or not is_a(token.lower, "chosen") else ("accs", "gent")
    return _nearest_to(verb, [w for w in _near_in(verb, line, *cases) if held is None or w.person not in held.people])


def _lent(title: Said, tokens: Sequence[Token]) -> bool:
    """«в указе *президента*»: what only says whose something is."""
    before = token_at(tokens, title.first - 1)
    return title.case == "gent" and before.tag.pos == "NOUN" and not OFFICE.match(before.lower)


def _says_which(verb: int, line: Line) -> bool:
    """«сменил *на посту* директора Белова» says which post; «на *этом* посту генерала Белова» does not."""
    before = (line.tokens[t.first - 2 : t.first] for t in line.titles if t.first > verb + 2)
    return any(second.lower in _AT and first.lower == "на" for first, second in before)


def _subject(verb: int, whos: Sequence[Who], token: Token) -> Who | None:
    """The nearest name in the nominative, in the accusative where people are said to have named somebody."""
    case = "accs" if token.tag.number == "plur" and token.tag.form == "Fin" else "nomn"
    return _nearest_to(verb, in_case(whos, case))


def _follows(held: Proposal, who: Who, status: Status, verb: Token) -> Proposal:
    said = Mention(verb.start, verb.stop, verb.text, "title.verb")
    title = replace(held.title, status=status)
    return propose(title, [who.person], "verb", "succession", held.stated)._replace(mentions=(said,))
