"""Whether somebody still holds a title, as the words of its own clause say: dismissed, gone, dead, of bygone years."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice, pairwise, takewhile

from newsnlp.data import word_list
from newsnlp.lang import morph
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import DASHES, alike, attributes
from newsnlp.link.said import MAYORS, Line, Proposal, Said, in_case, same_office
from newsnlp.types import Person, Region, Sentence, Status, Token, renewed, token_at

_OFFICES = frozenset(word_list("link.tenure.offices"))
_BORDERS = frozenset(word_list("link.tenure.borders"))
_CHIEFS = frozenset(word_list("link.spoken.heads"))
_SINCE = frozenset(word_list("link.tenure.before"))
_OBJECT, _SUBJECT = ("accs", "gent", None), ("nomn", None)


def tenure(line: Line) -> Line:
    """The sentence with its titles in the status that their clauses give them."""
    if not line.titles:
        return line
    told_over = (
        _ended,
        _resigned,
        _mourned,
        _bygone,
        _earlier,
        _before_that,
        _no_more,
        _of_history,
        _served_out,
        _given_up,
    )
    ended = {id(t) for over in told_over for t in over(line)}
    return line._replace(titles=[renewed(t, status=_status(t, id(t) in ended, line.tokens)) for t in line.titles])


def _status(title: Said, over: bool, tokens: Sequence[Token]) -> Status:
    if over and title.status in ("current", "acting"):
        return "former"
    if title.status != "current":
        return title.status
    return "candidate" if _proposed(title, tokens) else _entrusted(title, tokens) or "current"


def _no_more(line: Line) -> Iterator[Said]:
    """«министр Рогов *с мая на пенсии*», «Рогов *больше не* министр», «*перестал быть* министром»."""
    return (t for t in line.titles if _rests(t, line) or _is_over(t, line.tokens))


def _rests(title: Said, line: Line) -> bool:
    inside = line.inside
    stop = next((i for i in range(title.last, len(line.tokens)) if i not in inside), title.last)
    name = next((w.last for w in line.whos if w.first == stop), stop)  # over «генерал-майор», too
    behind = [t.lower for t in takewhile(_no_verb, line.tokens[name : name + 6])]
    return title.case == "nomn" and _unranked(title) and any(pair in _RESTS for pair in pairwise(behind))


def _is_over(title: Said, tokens: Sequence[Token]) -> bool:
    """By the words before it, before its verb in «*больше не* возглавляет минздрав»."""
    inside = (i for i in range(title.first, title.last) if title.post.verb and tokens[i].start == title.post.head)
    at = next(inside, title.first)
    before = [t.lower for t in tokens[max(0, at - 2) : at]]
    ceased = before[-1:] == ["быть"] and before[0].startswith(("перестал", "прекратил"))
    return ceased or before in (["больше", "не"], ["уже", "не"])


_RESTS = {("на", "пенсии"), ("в", "отставке"), ("на", "покое")}


def _no_verb(token: Token) -> bool:
    return token.tag.form is None and token.tag.pos not in ("PUNCT", "CCONJ")


def _entrusted(title: Said, tokens: Sequence[Token]) -> Status | None:
    """«*поручил* исполнять *обязанности* министра Рогову»: for a time."""
    duties = title.case == "gent" and is_a(_behind(title.first, tokens), "charge")
    return "acting" if duties and any(t.lower.startswith(("поруч", "возлож")) for t in tokens[: title.first]) else None


def _ended(line: Line) -> Iterator[Said]:
    """The titles that verbs of the sentence end."""
    for i in line.of(*_ENDS):
        yield from _ended_by(i, line)
        yield from _of_pronoun(i, line)
    for i, token in enumerate(line.tokens):
        if token.lower == "стало" and _behind(i, line.tokens) == "не":  # «не стало *министра* Рогова»
            yield from (t for t in _side(i, _reach(i, line), line, ("gent",)) if t.first > i and _office(t))


def _resigned(line: Line) -> Iterator[Said]:
    """«принял *отставку министра* Рогова», «указ об *освобождении от должности мэра*»; who hands one in is still in."""
    tokens = line.tokens
    for i in line.of("resignation"):
        before = tokens[max(0, i - 4) : i]
        if any(map(_accepted, before)):
            open_ = any(t.lower in ("не", "проект") for t in before)
            yield from (t for t in line.titles if not open_ and t.case in ("gent", None) and _whose(i, t, tokens))


def _mourned(line: Line) -> Iterator[Said]:
    """«после *смерти мэра* Рогова», «*прощание с мэром* Роговым»; not «в случае смерти президента»."""
    for i in line.of("death"):
        if _behind(i, line.tokens) != "случае":
            named = (t for t in line.titles if line.named(t.last, t.last + 1) and _office(t))
            yield from (t for t in named if t.case in ("gent", "ablt") and _whose(i, t, line.tokens))


def _accepted(token: Token) -> bool:
    """«*приняла* отставку», «*указ* об отставке», «*после* отставки»: what makes it so."""
    told = is_a(token.lower, "accept") and token.tag.tense == "past"
    return told or token.lower == "после" or is_a(token.lower, "decree")


def _whose(event: int, title: Said, tokens: Sequence[Token]) -> bool:
    """Whether a title follows a resignation, over «от должности», adjectives and «Рогова в качестве»."""
    between = tokens[event + 1 : title.first]
    if any(t.lower == "качестве" for t in between):
        between = [t for t in between if t.tag.pos != "PROPN" and t.lower != "качестве"]
    return title.first > event and all(
        t.tag.pos in ("ADJ", "ADP", "PRON", "DET") or t.lower in _OFFICES for t in between
    )


_ENDS = frozenset(("dismiss", "dismiss_from", "leave", "die", "kill"))


def _short(token: Token) -> bool:
    """Whether a word is a short participle, by the dictionary too: the tags take «Уволен» that opens a sentence for a
    noun."""
    return token.tag.short or morph.marked(token.lower, "PRTS")


def _ended_by(verb: int, line: Line) -> Iterator[Said]:
    """«*уволены* министр Рогов и глава Котов», «главу Рогова *отстранили*», «*погибший* министр Рогов»."""
    token, tokens = line.tokens[verb], line.tokens
    described = morph.marked(token.lower, "PRTF")
    reach = _phrase(verb, tokens) if described else _reach(verb, line)
    means = _means(verb, reach, tokens)
    if not means:
        return
    if described:
        yield from filter(
            _office if means in ("dead", "killed") else None, _lost(_described(verb, line), verb, reach, line)
        )
    elif office := _in_posts(verb, reach, line):
        yield from office
    elif means in _STAYS or _short(token):
        yield from filter(_STAYS.get(means), _side(verb, reach, line, _SUBJECT))
    else:
        yield from _side(verb, reach, line, _OBJECT)


def _lost(titles: Iterable[Said], verb: int, reach: range, line: Line) -> list[Said]:
    """What a clause ends of somebody's offices: not those beside another that it tells."""
    office = _in_posts(verb, reach, line)
    return [t for t in titles if not any(_another(t, one) for one in office)]


def _another(title: Said, left: Said) -> bool:
    """«*депутат* Рогов, покинувший пост *главы комитета*», not «*мэр* Рогов, покинувший пост *главы города*»."""
    posts = {title.post.post, left.post.post}
    return len(posts) > 1 and not _SOLE.issuperset(posts) and not same_office(title, left)


def _in_posts(verb: int, reach: range, line: Line) -> list[Said]:
    """«снял с *поста министра*», «*полномочия мэра* прекращены»: the titles of the posts that end."""
    own = () if is_a(line.tokens[verb].lower, "dismiss") else _of_own(line, reach, ("gent",))
    return [t for t in own if _behind(t.first, line.tokens) in _OFFICES]


def _phrase(verb: int, tokens: Sequence[Token]) -> range:
    """A participle with its words, whatever verb its noun has: «*ушедший в отставку мэр Рогов* прилетел»."""
    ends = (i for i in range(verb + 1, len(tokens)) if tokens[i].text == "," or _finite(tokens[i]))
    return range(verb, next(ends, len(tokens)))


def _unranked(title: Said) -> bool:
    """Whether a title is no rank, which who retires keeps."""
    return not title.post.post.startswith(word_list("title.words.officers"))


def _office(title: Said) -> bool:
    """Whether a title is an office, and not what somebody is by calling: a dead poet is one."""
    return title.official or title.post.post in _CHIEFS


_STAYS = {"dead": _office, "gone": _unranked}  # what a subject loses alone


def _of_pronoun(verb: int, line: Line) -> Iterator[Said]:
    """«наказали заместителя мэра Рогова, в мае *он уволился*», «мэра Рогова, *который покинул пост*»: who was named."""
    reach, tokens = _reach(verb, line), line.tokens
    said = [_WHO[t.lower] for t in tokens[max(0, reach.start - 1) : verb] if t.lower in _WHO]
    if said and _means(verb, reach, tokens) == "gone":
        named = [w.first for w in line.whos if w.last <= reach.start and w.person.gender in (said[-1], None)]
        theirs = (t for t in line.titles if t.last in named[-1:] and not line.served(t))
        yield from _lost(theirs, verb, reach, line)


_WHO = {"он": "male", "который": "male", "она": "female", "которая": "female"}


def _means(verb: int, reach: range, tokens: Sequence[Token]) -> str:
    """What a verb does to a tenure: "gone", "dead" its subject's ends, "dismissed", "killed" its object's."""
    if not _done(verb, tokens):
        return ""
    lower, words = tokens[verb].lower, [tokens[i].lower for i in reach]
    if token_at(tokens, verb + 1).lower in _NOT_HIMSELF:
        return ""
    if is_a(lower, "die", "kill"):
        return "dead" if is_a(lower, "die") else "killed"
    if is_a(lower, "dismiss"):
        aside = any(map(_from_other, words, words[1:]))
        return "" if aside else "gone" if lower.endswith(("лся", "лась", "лись")) else "dismissed"
    left = is_a(lower, "leave")
    if left and "жизни" in words:
        return "dead"
    of_own_will = left and [t.lower for t in tokens[verb + 1 : verb + 4]] == _OWN_WILL
    if not of_own_will and not any(_names_office(i, tokens) for i in reach):
        return ""
    return "gone" if left or _frees(lower, words) else "dismissed"


_OWN_WILL = ["по", "собственному", "желанию"]
_NOT_HIMSELF = ("как", "политически", "творчески", "морально")  # «умер *как политик*»


def _frees(lower: str, words: Collection[str]) -> bool:
    """«*освободил пост*», not «освободил *от* должности»."""
    return lower.startswith("освобод") and "от" not in words


def _names_office(i: int, tokens: Sequence[Token]) -> bool:
    """Whether a word is an office, alone or a person's: not «оставил пост *охраны*»."""
    if tokens[i].lower not in _OFFICES:
        return False
    behind = token_at(tokens, i + 1).tag
    return (behind.pos, behind.case) != ("NOUN", "gent") or behind.animacy == "anim"


def _from_other(before: str, word: str) -> bool:
    """«отстранён *от голосования*»: from something that is no office."""
    return before == "от" and word not in _OFFICES and not is_a(word, "duty")


def _done(verb: int, tokens: Sequence[Token]) -> bool:
    """Whether a verb tells what has happened: not denied, not to be, not wished."""
    token, near = tokens[verb], [t.lower for t in tokens[max(0, verb - 4) : verb]]
    told = token.tag.tense == "past" or morph.marked(token.lower, "PRTS", "PRTF")
    return (
        told
        and token.tag.form != "Inf"
        and near[-1:] != ["не"]
        and not {"будет", "будут", "быть", "бы", "чтобы", "если"}.intersection(near)
    )


def _reach(verb: int, line: Line) -> range:
    """The tokens of a verb's clause; where another verb ends it, without what stands at that one."""
    tokens, ends = line.tokens, [-1, *_borders(line), len(line.tokens)]
    first, last = ends[bisect_left(ends, verb) - 1] + 1, ends[bisect_right(ends, verb)]
    if _finite(token_at(tokens, first - 1)):  # what stands before the comma is the other verb's
        first = next((i for i in range(first, verb) if tokens[i].text == ","), first)
    if _finite(token_at(tokens, last)):
        last = next((i for i in range(last - 1, verb, -1) if tokens[i].lower in (",", "и")), verb + 1)
    return range(first, last)


def _borders(line: Line) -> list[int]:
    """Where clauses end: at verbs, dashes, relative words, which are no part of a title."""
    joined = {t.last for t in line.titles} & {t.first - 1 for t in line.titles}  # «начальник отдела *—* замминистра»
    inside = line.inside
    return [i for i, t in enumerate(line.tokens) if i not in inside and _border(t, i in joined)]


def _border(token: Token, joined: bool) -> bool:
    dash = token.text in DASHES and not joined
    return dash or _finite(token) or token.lower in _BORDERS or token.lower.startswith("котор")


def _finite(token: Token) -> bool:
    return (token.tag.form == "Fin" and token.tag.pos != "AUX") or (token.tag.short and token.tag.form == "Part")


def _of_own(line: Line, reach: range, cases: Sequence[str | None]) -> list[Said]:
    """A clause's titles in a case that nobody serves."""
    return [t for t in line.titles if t.first in reach and t.case in cases and not line.served(t)]


def _side(verb: int, reach: range, line: Line, cases: Sequence[str | None]) -> list[Said]:
    """The titles in a case before a verb, else those behind it where no name before it is the subject."""
    own = [t for t in _of_own(line, reach, cases) if t.case is not None or line.named(t.last, t.last + 1)]
    if cases is _OBJECT:
        own = [t for t in own if _at_verb(t, verb, line.tokens)]
    before = [t for t in own if t.last <= verb]
    subject = cases is _SUBJECT and any(reach.start <= w.first < verb for w in in_case(line.whos, "nomn"))
    return before if before or subject else own


def _behind(at: int, tokens: Sequence[Token]) -> str:
    return token_at(tokens, at - 1).lower


def _at_verb(title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """Whether an object is no noun's genitive: «приказом *министра*», «и. о. *мэра*»."""
    if title.status == "acting" and title.first < verb:
        return False
    before = token_at(tokens, attributes(tokens, title.first, "accs", "gent") - 1)
    return before.tag.pos not in ("NOUN", "PROPN", "ADP", "NUM") or before.lower in _OFFICES


def lasting(held: Sequence[Proposal], lines: Sequence[Line]) -> Iterator[Proposal]:
    """What is held; former are the offices of the dead, wherever they are named, and those that a life has left."""
    # the offices of whom the article tells the death
    dead = {person for line in lines if line.whos for person in _dead(line)}
    dead -= {person for line in lines if dead for person in _alive(line)}
    theirs = (p for p in held if p.status == "current" and not dead.isdisjoint(p.people))
    over = {*(id(p) for p in theirs if _office(p.title)), *_left(held, lines), *_once(held, lines)}
    acting = _told_of(held, "acting") - _told_of(held, "current")
    again, won = {*_again(held)}, {*_won(held)}
    for one in held:
        # «*врио главы* Котов … заместители *губернатора*»
        still = one.how == "article" and (one.people, one.title.region) in acting
        status: Status = "current" if id(one) in again else "elect" if id(one) in won else one.status
        yield one._replace(status="former" if id(one) in over else "acting" if still else status)


def bygone(one: Proposal, lands: Iterable[Region]) -> Proposal:
    """«президент *СССР*», «председатель *КГБ*»: what is held, over where the state is no more, or the body is its own:
    ``lands``: those of which the page tells.
    """
    title, land = one.title, one.title.region
    body = title.organization if land is None and any(place.name in _NO_MORE for place in lands) else None
    gone = land is not None and land.name in _NO_MORE
    gone = gone or (body is not None and not _NO_MORE.isdisjoint((body.acronym, body.name)))
    return one._replace(status="former") if gone and title.official and one.status in ("current", "acting") else one


_NO_MORE = frozenset(word_list("link.tenure.no_more"))


def _again(held: Sequence[Proposal]) -> Iterator[int]:
    """«*Президент* Рохас победил на выборах *президента*»: what a verb gives to whom has it already. By ``id``."""
    elect = [p for p in held if (p.how, p.status) == ("verb", "elect") and p.title.official]
    for one in elect:
        has = (p for p in held if (p.how, p.status, p.people) == ("beside", "current", one.people))
        if any(_repeats(one.title, p.title) for p in has):
            yield id(one)


def _won(held: Sequence[Proposal]) -> Iterator[int]:
    """«Выборы президента Перу выиграл *Вега*. Он *стал* самым молодым *президентом*»: who is to begin. By ``id``."""
    elect = [p for p in held if (p.how, p.status) == ("verb", "elect") and p.rule == "office" and p.title.official]
    for one in held if elect else ():
        told = one.status == "current" and one.how in ("verb", "pronoun")
        if told and any(p.people == one.people and _repeats(one.title, p.title) for p in elect):
            yield id(one)


def _repeats(title: Said, other: Said) -> bool:
    """Whether a title may be another in its words or others: «глава государства» of a president."""
    one_land = title.region in (None, other.region) and not title.elsewhere(other)
    return one_land and other.post.post in (title.post.post, *title.post.means)


def _told_of(held: Sequence[Proposal], status: Status) -> set[tuple[tuple[Person, ...], Region | None]]:
    """Of whom a page says beside the name that they are the head of a place in a status, and of which."""
    beside = (one for one in held if one.how == "beside" and one.status == status and _sole(one.title))
    return {(one.people, one.title.region) for one in beside}


def _sole(title: Said) -> bool:
    """Whether but one has an office of a place at a time."""
    sole = title.post.post in _SOLE or title.post.post == "руководитель"
    return sole and title.organization is None and title.region is not None


def _once(held: Sequence[Proposal], lines: Sequence[Line]) -> Iterator[int]:
    """«*Бывший губернатор* Рогов … *избрался* губернатором»: how somebody had come to what he is no more. By ``id``."""
    gone: defaultdict[tuple[tuple[Person, ...], str], list[Proposal]] = defaultdict(list)
    for p in held:
        if p.status == "former":
            gone[p.people, p.title.post.post].append(p)
    for one in held:
        told = one.status == "current" and one.how in ("verb", "pronoun")
        over = gone.get((one.people, one.title.post.post)) if told else None
        if over and any(map(partial(_is_over_by, one.title), over)) and _past(lines[one.title.sentence].tokens):
            yield id(one)


def _is_over_by(title: Said, former: Proposal) -> bool:
    """Whether what somebody was may be the office into which he came before, told beside his name or later."""
    later = former.how == "beside" or former.title.post.head > title.post.head
    same = (title.region, title.organization) == (former.title.region, former.title.organization)
    same = same or not former.title.placed  # «бывший *депутат* …, избранный депутатом района»
    return later and same and not title.elsewhere(former.title)


def _past(tokens: Sequence[Token]) -> bool:
    """Whether all that a sentence tells is over: not «Рогов *снова* был избран», «Рогов назначен»."""
    told = [t for t in tokens if t.tag.form == "Fin"]
    again = any(is_a(t.lower, "again") for t in tokens)
    return bool(told) and not again and all(t.tag.tense == "past" for t in told)


def _left(held: Sequence[Proposal], lines: Sequence[Line]) -> Iterator[int]:
    """«В 1996 году *избран депутатом*, в 2003 году назначен министром»: what somebody was before he came to be another.

    By ``id``.
    """
    given = _given(held, lines)
    for person, told in _dated(held, lines).items():
        new = given.get(person, ())
        yield from (id(one) for (year, one), other in pairwise(told) if _passed(year, one, *other))
        yield from (id(one) for _, one in told if _in_year(one.title, lines) and _for_another(one, new))


def _given(held: Sequence[Proposal], lines: Sequence[Line]) -> dict[Person, Collection[Proposal]]:
    """The offices into which the article without a year says that each person comes: of a word the first."""
    given: defaultdict[Person, dict[str, Proposal]] = defaultdict(dict)
    new = (p for p in held if p.how == "verb" and p.status not in ("former", "candidate") and _newly(p))
    for one in sorted(new, key=lambda p: p.title.sentence):
        if not _since(one.title, lines[one.title.sentence].tokens):
            for person in one.people:
                given[person].setdefault(one.title.post.post.split(" ")[0], one)
    return {person: posts.values() for person, posts in given.items()}


def _passed(year: int, one: Proposal, later: int, other: Proposal) -> bool:
    """Whether somebody was one thing before he came to be another."""
    return year < later and one.status != "acting" and not _together(one.title, other.title)


def _dated(held: Sequence[Proposal], lines: Sequence[Line]) -> dict[Person, list[tuple[int, Proposal]]]:
    """The offices that the article says of each person with a year, in its order."""
    dated: defaultdict[Person, list[tuple[int, Proposal]]] = defaultdict(list)
    told = (p for p in held if p.how in ("verb", "pronoun") and p.title.official and p.status != "candidate")
    for one in sorted(told, key=lambda p: p.title.post.head):
        if year := _since(one.title, lines[one.title.sentence].tokens):
            dated[one.people[0]].append((year, one))
    return dated


def _for_another(one: Proposal, new: Collection[Proposal]) -> bool:
    """«Прокурором назначен Котов. … В 2021 году стал *замминистра*»: whether the news before gives another post."""
    return any(p.title.sentence < one.title.sentence and not _together(p.title, one.title) for p in new)


def _newly(held: Proposal) -> bool:
    """Whether a clause tells that somebody comes into office."""
    return held.rule == "became" or (held.stated and held.rule != "heads")


def _in_year(title: Said, lines: Sequence[Line]) -> bool:
    """«*в 2021 году стал* министром», not «с 2021 года возглавляет»."""
    tokens = lines[title.sentence].tokens
    at = next((i for i in range(title.first - 1, 0, -1) if _YEARS.match(tokens[i].text)), 0)
    return token_at(tokens, at - 1).lower == "в" and not any(t.tag.tense == "pres" for t in tokens[at : title.first])


def _since(title: Said, tokens: Sequence[Token]) -> int:
    """The year that stands before a title in its sentence, 0 where none does."""
    years = (int(t.text[:4]) for t in reversed(tokens[max(0, title.first - 12) : title.first]) if _YEARS.match(t.text))
    return next(years, 0)


def _together(one: Said, other: Said) -> bool:
    """Whether somebody may hold both: one post, or one within a parliament."""
    first, second = one.post.post.split(" ")[0], other.post.post.split(" ")[0]
    return first == second or (first in _MEMBERS and second in _OFFICERS)


_MEMBERS = frozenset(word_list("link.tenure.members"))
_OFFICERS = frozenset(word_list("link.tenure.of_members"))


def _dead(line: Line) -> Iterator[Person]:
    """«На 71-м году жизни *скончалась Анна Белова*»."""
    for i in line.of("die", "leave"):
        reach = _reach(i, line)
        if not morph.marked(line.tokens[i].lower, "PRTF") and _means(i, reach, line.tokens) == "dead":
            yield from [w.person for w in line.whos if w.first in reach and w.subject][:1]


def _alive(line: Line) -> Iterator[Person]:
    """«*Рогов жив*, сообщения о смерти …»: of whom a rumour alone has told the death."""
    ends = (i for i, token in enumerate(line.tokens) if token.lower in ("жив", "жива"))
    return (w.person for i in ends for w in line.whos if w.last == i and w.subject)


def _described(verb: int, line: Line) -> Iterator[Said]:
    """«*уволенный* в мае *министр* Рогов», «*министр* Рогов, *уволенный* в мае»."""
    tokens, names = line.tokens, {w.first: w.last for w in line.whos}
    for title in line.titles:
        behind = verb - 1 in (title.last, names.get(title.last)) and tokens[verb - 1].text == ","
        if (behind or _describes(verb, title, tokens)) and alike(title.case, tokens[verb].tag.case):
            yield title


def _describes(verb: int, title: Said, tokens: Sequence[Token]) -> bool:
    """Whether nothing ends the clause between a participle and a title."""
    inner = tokens[verb + 1 : title.first]
    return verb < title.first < verb + 7 and not any(t.text == "," or _border(t, joined=False) for t in inner)


_YEARS = re.compile(r"(?:19|20)\d\d")
_SPELL = re.compile(
    r"\b(?:в|с) (?:[а-я]+ )?(?:19|20)\d\d(?:-го)?(?: года?)? ?(?:[-–—]|по|до) ?(?:[а-я]+ )?(?:19|20)\d\d г"
)


def _bygone(line: Line) -> Iterator[Said]:
    """What somebody was in years that are over: «в 2001–2009 годах — *советник*», «в 2019 году, будучи *мэром*, …»."""
    tokens = line.tokens
    year = next((i for i, t in enumerate(tokens) if _YEARS.match(t.text)), None)
    if year is not None:
        spell = _SPELL.search(" ".join(t.lower for t in tokens[max(0, year - 2) : year + 7]))
        since = year if spell else len(tokens)
        yield from (t for t in line.titles if _being(t, tokens) or _then(t, since, tokens))
    yield from _long_ago(line)


def _long_ago(line: Line) -> Iterator[Said]:
    """«*в 1934 году* избран *депутатом*»: what nobody is still whom a verb made so then."""
    tokens = line.tokens
    for title in (t for t in line.titles if t.post.verb or t.case == "ablt"):
        since = (i for i in range(1, title.first) if _is_long_ago(i, tokens))
        if any(not any(map(_ends, tokens[i : title.first], tokens[i + 1 :])) for i in since):
            yield title


def _is_long_ago(at: int, tokens: Sequence[Token]) -> bool:
    """Whether «году» stands behind the number of a bygone one: not «*родившийся* в 1945 году Рогов стал мэром»."""
    year = tokens[at - 1].text
    told = tokens[at].lower.startswith("год") and year.isdecimal() and _WRITTEN <= int(year) < _LIVING
    return told and not morph.marked(token_at(tokens, at - 3).lower, "PRTF")


def _ends(mark: Token, behind: Token) -> bool:
    """Whether a mark ends what a year is told of: not «в 1818 году, *когда* избран …»."""
    return mark.text in ",;:" and behind.lower != "когда"


_WRITTEN, _LIVING = 1000, 1950  # the year since which somebody may have an office still


def _being(title: Said, tokens: Sequence[Token]) -> bool:
    """«*будучи* мэром»."""
    near = tokens[max(0, title.first - 7) : title.first]
    return any(t.tag.form == "Conv" and is_a(t.lower, "hold") for t in near)


def _then(title: Said, since: int, tokens: Sequence[Token]) -> bool:
    """«с 2015 по 2017 год исполнял *обязанности мэра*», «совмещал *пост мэра* с …», «— *мэр*»."""
    before = _behind(title.first, tokens)
    return title.first > since and (before in _OFFICES or is_a(before, "charge") or not any(map(_finite, tokens)))


def _earlier(line: Line) -> Iterator[Said]:
    """«*До назначения* — директор департамента»: what stands for a clause behind the dash."""
    tokens = line.tokens
    if tokens[0].lower in _SINCE and not any(map(_finite, tokens)):
        dash = next((i for i, t in enumerate(tokens[:8]) if t.text in DASHES), len(tokens))
        yield from (t for t in line.titles if t.first > dash)


def _before_that(line: Line) -> Iterator[Said]:
    """«*До этого* стал мэром», and not what he became then."""
    opening = [t.lower for t in line.tokens[:3] if t.lower not in ("а", "и")]
    than = any(t.lower == "как" for t in line.tokens[2:4])  # «до того, *как* стать мэром»
    if not than and tuple(opening[:2]) in (("до", "этого"), ("до", "того"), ("перед", "этим")):
        then = next(iter(line.of("then")), len(line.tokens))
        yield from (t for t in line.titles if t.last <= then and _made_so(t, line))


def _made_so(title: Said, line: Line) -> bool:
    """Whether a verb tells that somebody comes to an office, «стал *мэром*», «получил пост *мэра*», and not of whom one
    speaks: «говорил с *мэром*», «руководимый *мэром Роговым* штаб».
    """
    if title.post.verb or _behind(title.first, line.tokens) in _OFFICES:
        return True
    named = any(w.first == title.last and alike(w.case, "ablt") for w in line.whos)
    told = bool(line.of("become", "chosen", "appoints", "hold"))
    return title.case == "ablt" and told and not named and _behind(title.first, line.tokens) not in ("с", "со", "и")


def _served_out(line: Line) -> Iterator[Said]:
    """«назначен министром в мае и *занимал этот пост* 11 лет», «стал мэром, *проработав на этом посту* до мая»."""
    tokens = line.tokens
    for i in line.of("spends"):
        this = any(t.lower.startswith("эт") and b.lower.startswith(_POST) for t, b in pairwise(tokens[i : i + 5]))
        if this and _past(tokens[:i]):
            yield from _last_before(i, line)


def _last_before(stop: int, line: Line) -> Sequence[Said]:
    """The last title before a token that nobody serves."""
    return [t for t in line.titles if t.last <= stop and not line.served(t)][-1:]


_POST = ("пост", "должност")


def _given_up(line: Line) -> Iterator[Said]:
    """«занял пост премьера, *но в 2013 году покинул должность*»: what the same subject leaves in the next clause."""
    for i in line.of("leave"):
        opens = next((n for n in range(i - 1, 0, -1) if line.tokens[n].text == ","), 0)
        joined = token_at(line.tokens, opens + 1).lower in ("но", "однако", "а", "затем")
        if joined and _means(i, _reach(i, line), line.tokens) == "gone":
            inner = line.tokens[opens + 2 : i]
            yield from _last_before(opens, line) if not any(t.tag.case == "nomn" for t in inner) else ()


def _of_history(line: Line) -> Iterator[Said]:
    """«(при) *первом президенте Якутии* Николаеве»: who was the first has had others after him."""
    for title in line.titles:
        if _sole(title) and line.named(title.last, title.last + 1) and _is_first(title, line.tokens):
            yield title


def _is_first(title: Said, tokens: Sequence[Token]) -> bool:
    inside = range(max(1, title.first), title.last)
    before = next((tokens[i - 1] for i in inside if tokens[i].start == title.post.head), None)
    return before is not None and before.lower.startswith("перв") and before.tag.pos == "ADJ"


_HEADS = (*MAYORS, *word_list("link.places.regional"), *word_list("link.tenure.states"))
# «*первый* вице-губернатор» is a rank, no number
_SOLE = frozenset(post for post in _HEADS if not re.match("первый|вице-|заместител", post))


def _proposed(title: Said, tokens: Sequence[Token]) -> bool:
    """«*предлагает назначить* премьером Рогова», «*на пост* мэра *выдвинут* Рогов»: what is only asked for."""
    if title.case == "ablt":
        near = range(title.first - 1, max(-1, title.first - 6), -1)
        verb = next((i for i in near if tokens[i].tag.form == "Inf"), 0)
        return any(is_a(t.lower, "propose") for t in tokens[max(0, verb - 5) : verb])
    if (token_at(tokens, title.first - 2).lower, _behind(title.first, tokens)) not in _TO_OFFICE:
        return False
    # whether a verb beside an office tells whom somebody asks for it, and not that he is given it
    sides = reversed(tokens[: title.first]), iter(tokens[title.last :])
    beside = [t for side in sides for t in islice(takewhile(lambda t: t.tag.pos != "PUNCT", side), 8)]
    given = any(t.lower.startswith("назначени") for t in beside)  # «одобрил *назначение* Рогова на пост мэра»
    return not given and any(t.tag.form and is_a(t.lower, "nominate") for t in beside)


_TO_OFFICE = (("на", "пост"), ("на", "должность"))
_ENTERS = re.compile("ступ(?:ит|ает|лени)|[Ии]наугурац|присягу|въедет|олномочия|начн[её]т")  # what any of these have
_ENTRY = re.compile(
    r"(?:вступит|вступает|заступит|въедет) (?:в|на) (?:должность|пост|кабинет)|"
    r"\b(?:в|на) (?:\w+ )?(?:должность|пост|кабинет)\b[^.]{0,60} (?:вступит|заступит|въедет)|"
    r"приступит (?:с|к (?:\w+ )?(?:работе|обязанност|исполнени|службе|делам))|"
    r"(?:с|к (?:\w+ )?(?:работе|обязанност|исполнени|службе|делам))\b.{0,40} приступит|"
    r"(?:примет|принес[её]т) присягу|полномочия (?:\w+ )?получит|получит полномочия|"
    r"\bна новом месте\b.{0,40}начн[её]т|начн[её]т (?:работать|работу) (?:на новом|в новой)|"
    r"(?:вступлени\w+ в должность|инаугураци\w+|церемони\w+ вступления) .{0,60}"
    r"(?:состоится|пройд[её]т|назначен|запланирован|намечен|будет)",
    re.IGNORECASE,
)
_ENTERED = re.compile(r"\b(?:вступил|приступил|принял\w? присяг)", re.IGNORECASE)
_FAR = 15  # sentences back in which somebody was chosen who is still to begin


def elected(lines: Sequence[Line], sentences: Sequence[Sentence]) -> list[Line]:
    """«Мэром избран Рогов. … Вступление в должность назначено на май»: who was chosen last is still to begin."""
    told = list(lines)
    if not any(map(_may_be_chosen, chain.from_iterable(line.titles for line in lines))):
        return told
    entries = (n for n, s in enumerate(sentences) if _ENTERS.search(s.text) and _enters(s.text))
    for number in entries:
        before = ((n, _last_chosen(told[n])) for n in range(number, max(-1, number - _FAR), -1))
        n, chosen = next((one for one in before if one[1] is not None), (number, None))
        told[n] = _to_begin(chosen, told[n]) if chosen is not None else told[n]
    return told


def _last_chosen(line: Line) -> Said | None:
    """The last title into which a sentence says that somebody was chosen."""
    return next((t for t in reversed(line.titles) if _chosen(t, line.tokens)), None)


def _enters(text: str) -> bool:
    return bool(_ENTRY.search(text)) and not _ENTERED.search(text)


def _to_begin(title: Said, line: Line) -> Line:
    return line._replace(titles=[replace(t, status="elect") if t is title else t for t in line.titles])


def _chosen(title: Said, tokens: Sequence[Token]) -> bool:
    near = tokens[max(0, title.first - 6) : title.last + 6]
    return _may_be_chosen(title) and any(is_a(t.lower, "chosen") for t in near)


def _may_be_chosen(title: Said) -> bool:
    return (title.status, title.case) == ("current", "ablt")
