"""Who holds a title by where it stands: before a name, behind it, across a comma, a dash, a bracket."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile

from newsnlp.data import word_list
from newsnlp.fold import fold
from newsnlp.lang.inflect import CONSONANTS
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.officials import place_of
from newsnlp.lang.phrases import DASHES, alike, attributes
from newsnlp.link.elections import lost
from newsnlp.link.said import (
    AGE,
    SERVANTS,
    STATUS_WORDS,
    YEARS,
    Line,
    Proposal,
    Said,
    Who,
    aimed_at,
    does,
    in_turn,
    predecessor,
    propose,
    row,
)
from newsnlp.types import NOWHERE, Region, Tag, Token, token_at

_GAP = 14  # words of a title's phrase that may stand unread before the name
# (Name's case, title's case): side by side, they are two things; other differences are slips of the tags.
_DIFFERENT = frozenset(
    {
        ("gent", "nomn"),
        ("gent", "ablt"),
        ("gent", "datv"),
        ("datv", "gent"),
        ("accs", "nomn"),
        ("accs", "ablt"),
        ("nomn", "gent"),
        ("nomn", "datv"),
        ("nomn", "ablt"),
    }
)


def beside(line: Line) -> list[Proposal]:
    """The proposals of one sentence, each title in one at most: names take what stands before them first."""
    made: list[Proposal] = []
    for reading in (_before, _after):
        for person in line.whos:
            taken = {p.title for p in made}
            free = line._replace(titles=[t for t in line.titles if t not in taken])
            made += reading(person, free)
    return made


# ------------------------------------------------------------------------------------------------ before the name


def signed(line: Line, below: Line | None) -> Iterator[Proposal]:
    """A signature: «Глава Кимрского района», and «П. В. Котов» on a line of his own below."""
    if below is None or len(below.whos) != 1 or not line.titles:
        return
    title, who = line.titles[0], below.whos[0]
    alone = (title.first, title.last, who.first, who.last) == (0, len(line.tokens), 0, len(below.tokens))
    if alone and title.single and title.official:
        yield propose(title, [who.person], "beside", "comma")


def _before(person: Who, line: Line) -> Iterator[Proposal]:
    """«бывший министр, депутат Иван Петров», «губернатор — Иван Петров»."""
    at, behind = person.first, None
    if _is_served(person, line):
        return
    while (found := _title_before(at, behind, person, line)) is not None:
        behind, rule = found
        given = list(_given(behind, person, rule, line))
        yield from given
        line = line._replace(titles=[t for t in line.titles if all(t is not p.title for p in given)])
        at = _begins(behind, line.tokens)


def _title_before(at: int, behind: Said | None, person: Who, line: Line) -> tuple[Said, str] | None:
    """The title before a name, or before another in a row, and the rule that gives it."""
    at = _back(at, line, behind is not None)
    at = _past_served(at, behind, person, line)
    ending = [t for t in _ending(at, person, line) if _may_join(t, behind, person, line.tokens)]
    title, rule = _agreeing(ending, person, line), "before" if behind is None else "row"
    if title is None:
        title, rule = _beyond(at, person, line, behind is not None)
    if title is None or (behind is not None and rule != "across" and _of_another_too(title, behind, person, line)):
        return None
    return title, rule


def _past_served(at: int, behind: Said | None, person: Who, line: Line) -> int:
    """«советник мэра *Ивана Рогова*, юрист Денис Котов»: over the comma and whom the title before another serves."""
    comma = behind is not None and token_at(line.tokens, at - 1).text == ","
    whose = line.before(at - 1) if comma else None
    if whose is None or not _is_declined(whose, line.tokens):
        return at
    outer = next(iter(line.ending(whose.first)), None)
    alone = outer is not None and behind is not None and outer.case == behind.case != "gent"
    return whose.first if alone and not _one_of_list(outer, person, line) else at


def _one_of_list(title: Said | None, person: Who, line: Line) -> bool:
    """Whether a title is one of a list that ends with a name or goes on behind it, or the name begins a clause."""
    if title is None or token_at(line.tokens, person.last).lower == "и":
        return True
    if _listing_verb(title, line) or len(row(person, line)) > 1:
        return True
    clauses = (line.tokens[: title.first], line.tokens[person.last : person.last + 1])
    return all(any(t.tag.form == "Fin" for t in clause) for clause in clauses)


def _beyond(at: int, person: Who, line: Line, chained: bool) -> tuple[Said | None, str]:
    """A title that does not end right there."""
    if (title := _of_ranked(at, person, line)) is not None:
        return title, "across"
    if chained or at < 2:
        return _listed(at, person, line), "listed"
    if (title := _across(at, person, line)) is not None:
        return title, "across"
    listed = _listed(at, person, line) if _aged(at, person, line) else None
    if listed is not None and not _behind_a_name(listed, line):
        return listed, "listed"
    return _far(at, person, line), "far"


def _of_ranked(at: int, person: Who, line: Line) -> Said | None:
    """«*два депутата* — доктор Рогов и Белова»: a plural before a dash or a colon, behind which each is told apart."""
    at -= at == person.first and _is_another_word(line.tokens[at - 1], person.case)
    if at < 2 or at == person.first or line.tokens[at - 1].text not in _LEADS:
        return None
    title = _across(at, person, line)
    return title if title is not None and not title.single and _are_listed(at, person, line) else None


def _are_listed(at: int, person: Who, line: Line) -> bool:
    """Whether several are named behind a mark, of whom no verb tells what somebody says: «депутаты: Рогов уйдёт»."""
    people = _each(person, line)
    behind = takewhile(lambda token: token.tag.pos != "PUNCT", line.tokens[people[-1].last :])
    said = line.tokens[at - 1].text == ":" and any(t.tag.form == "Fin" for t in behind)
    return len(people) > 1 and not said


def _aged(at: int, person: Who, line: Line) -> bool:
    """«…, *23-летнего* Рогова»: whether an age stands between a place and a name."""
    return at < person.first and bool(AGE.match(line.tokens[person.first - 1].lower))


def _ending(at: int, person: Who, line: Line) -> list[Said]:
    """The titles that end at a token and may be of who stands behind it."""
    own = (t for t in line.ending(at) if not _is_anothers(t, person, line.tokens) and not lost(t, line))
    return [t for t in own if not _in_commas(t, person, line)]


def _in_commas(title: Said, person: Who, line: Line) -> bool:
    """«Рогов, *советник премьера* Джорджи Мелони, …»: the name behind is of who is served."""
    before = title.first - (token_at(line.tokens, title.first - 1).tag.pos == "ADJ") - 1
    if title.post.office is None or title.case != "nomn" or token_at(line.tokens, before).text != ",":
        return False
    closed = token_at(line.tokens, person.last).text in (",", ".")
    own = (w for w in line.whos if w.last == before and w.case == "nomn")
    return closed and any(not token_at(line.tokens, w.first - 1).tag.noun for w in own)  # no list of officials


def _is_anothers(title: Said, person: Who, tokens: Sequence[Token]) -> bool:
    """Whether a title's own words, or a name behind it, tell that it is not of who is named."""
    accredited = _accredited(title, tokens) and person.case != "loct"
    others = accredited or _kin(title, person, tokens) or _of_another(title, person, tokens)
    others = others or _acts(title, person, tokens)
    return others or predecessor(title, tokens) is not None or aimed_at(title, token_at(tokens, title.first - 1).lower)


def _of_another_too(title: Said, behind: Said, person: Who, line: Line) -> bool:
    """«*Министр РФ* и госсекретарь США Джон Смит обсудят»: two places, or a verb of several, are two people's.

    «*Мэры Омска и Томска*, министр Рогов»: in a row, a plural is of several.
    """
    if title.single != behind.single or _apart(title.region, behind.region):
        return True
    verb = next((t for t in line.tokens[person.last : person.last + 2] if t.tag.form == "Fin"), None)
    if verb is None or verb.tag.number != "plur" or title.case != "nomn":
        return False
    return line.tokens[behind.first - 1].lower == "и" and not line.named(0, person.first)


def _apart(one: Region | None, other: Region | None) -> bool:
    """Whether two places have codes and neither lies in the other."""
    codes = [place.code or place.within or "" for place in (one, other) if place is not None]
    return len(codes) == 2 and all(codes) and not codes[0].startswith(codes[1]) and not codes[1].startswith(codes[0])


def _kin(title: Said, person: Who, tokens: Sequence[Token]) -> bool:
    """«Дочь *губернатора* Ким Ен Сук»: a name that does not decline may be either's; «с *сыном* мэра *Роговым*»."""
    before = token_at(tokens, attributes(tokens, title.first) - 1)
    if title.case != "gent":
        return False
    if (person.plain and is_a(before.lower, "predecessor")) or _called_so(before, person):
        return True
    hers = person.person.gender == "female" and person.case not in ("gent", None)  # «мать солдата Анну Белову»
    return _of_relative(title, tokens) and (hers or (person.plain and _may(person, tokens)))


def _of_relative(title: Said, tokens: Sequence[Token]) -> bool:
    """Whether a word for a relative stands before a title in the genitive: «супруга *президента* — Нина Лис»."""
    before = token_at(tokens, attributes(tokens, title.first) - 1)
    return title.case == "gent" and is_a(before.lower, "kin") and before.tag.pos in ("NOUN", "PROPN")


def _called_so(token: Token, person: Who) -> bool:
    """«с *сыном* губернатора *Роговым*»: whether a noun for somebody stands in a name's own case for certain."""
    return token.tag.animacy == "anim" and token.tag.case == person.case and person.case in ("ablt", "datv", "loct")


def _of_another(title: Said, person: Who, tokens: Sequence[Token]) -> bool:
    """«*Адвокат* Котиди сообщил», of a woman: the verb is of who is not named, and she is whom he serves."""
    verb = token_at(tokens, person.last)
    if title.case != "nomn" or title.last != person.first or person.last > person.first + 1:
        return False
    return verb.tag.form == "Fin" and not does(person, verb)


def _acts(title: Said, person: Who, tokens: Sequence[Token]) -> bool:
    """«На встрече с *министром* Франко отметил»: whether a name that does not decline is the subject of the verb behind
    it, as nothing else in the sentence may be.
    """
    verb = token_at(tokens, person.last)
    told = verb.tag.form == "Fin" and verb.tag.gender in ("masc", "femn") and does(person, verb)
    if not told or title.case in ("nomn", None) or title.status == "acting":
        return False  # «*врио* губернатора Франко отметил»
    return _undeclined_alone(person, tokens) and not _other_subject(title, person, verb, tokens)


def _undeclined_alone(person: Who, tokens: Sequence[Token]) -> bool:
    """Whether a mention is one word that does not decline: «Франко», «Кац» of a woman."""
    hers = person.person.gender == "female" and tokens[person.first].lower[-1] in CONSONANTS
    return person.last == person.first + 1 and (hers or _may(person, tokens))


def _other_subject(title: Said, person: Who, verb: Token, tokens: Sequence[Token]) -> bool:
    """Whether a sentence may have another subject than a name before a verb, or another verb before."""
    behind = takewhile(lambda token: token.tag.pos != "PUNCT", tokens[person.last + 1 :])
    subjects = (t for i, t in enumerate(tokens[: title.first]) if _may_act(i, tokens))
    others = (*subjects, *(t for t in behind if t.tag.case == "nomn"))
    told = any(t.tag.form == "Fin" for t in tokens[: title.first])
    return told or any(_does_too(token, verb) for token in others)


def _may_act(i: int, tokens: Sequence[Token]) -> bool:
    """Whether a word may be a subject: «*отчёт* подписал», not «во *вторник* подписал»."""
    tag = tokens[i].tag
    may = tag.case == "nomn" or (tag.case, tag.animacy) == ("accs", "inan")
    return may and token_at(tokens, attributes(tokens, i, tag.case) - 1).tag.pos != "ADP"


def _does_too(token: Token, verb: Token) -> bool:
    """Whether a noun or a pronoun agrees with a verb in the past."""
    tag = token.tag
    return tag.pos in ("NOUN", "PROPN", "PRON") and tag.number != "plur" and tag.gender in (verb.tag.gender, None)


def _accredited(title: Said, tokens: Sequence[Token]) -> bool:
    """«постпред Дагестана *при президенте РФ*»: with whom somebody is."""
    return title.first > 0 and title.case == "loct" and tokens[title.first - 1].lower == "при"


def _is_served(person: Who, line: Line) -> bool:
    """«пресс-секретарь *Пашиняна* Назели Багдасарян»: the first of two names is whom the second serves."""
    ending, second = line.ending(person.first), line.behind(person.last)
    if second is None or not ending:
        return False
    if any(t.post.post in SERVANTS and t.case != "gent" for t in ending):
        return [line.tokens[who.first].tag.case == "nomn" for who in (person, second)] == [False, True]
    # «*врач* Хиллари Бартон Лиза Белл», «*врач* Рогова Лиза Белл», not «помощник *президента* …»
    return all(t.case == "nomn" for t in ending)


def _is_declined(person: Who, tokens: Sequence[Token]) -> bool:
    """Whether the last word of a name stands in a form that is no nominative of his."""
    last = person.person.last
    return last is not None and fold(tokens[person.last - 1].lower) != fold(last.lower())


def _back(at: int, line: Line, chained: bool) -> int:
    """Over ages, adjectives and, where two names follow two nested titles, the first of the names."""
    ends = {t.last for t in line.titles}
    for _ in range(5):
        if at == 0 or at in ends:
            return at
        before = _over(at, ends, line, chained)
        if before == at:
            return at if chained else _behind_part(at, line)
        at = before
    return at


def _over(at: int, ends: Collection[int], line: Line, chained: bool) -> int:
    """Before the brackets, the name or the word that stands before a token, where it may be passed over."""
    tokens = line.tokens
    if tokens[at - 1].text == ")" and (not chained or _acronym(at, ends, tokens)):
        return next((i for i in range(at - 2, max(-1, at - _GAP), -1) if tokens[i].text == "("), at)
    named = None if chained else line.before(at)
    return at - _is_between(at - 1, tokens, chained) if named is None else named.first


def _behind_part(at: int, line: Line) -> int:
    """Over what a title's body is a part of: «директор музея — *филиала НАН* Рогов», «завода, *«дочки» РЖД,*»."""
    tokens, lasts = line.tokens, {t.last for t in line.titles}
    mark = next((i for i in range(at - 2, max(0, at - _GAP), -1) if tokens[i].text in (",", *DASHES)), 0)
    closed = tokens[mark].text != "," or tokens[at - 1].text == ","
    return mark if closed and mark in lasts and _tells_part(tokens[mark + 1 : at]) and not line.named(mark, at) else at


def _tells_part(tokens: Sequence[Token]) -> bool:
    return any(is_a(t.lower, "daughter") for t in tokens[:3]) and all(t.tag.form != "Fin" for t in tokens)


def _is_between(at: int, tokens: Sequence[Token], chained: bool) -> bool:
    """Whether a word may stand between a title and a name; ``chained``: between a title and another."""
    token = tokens[at]
    if AGE.match(token.lower) or token.text in '«"“„[':
        return True
    own = token.tag.pos == "ADJ" and token.text[:1].islower()
    if not chained or (own and token_at(tokens, at - 1).lower == "и"):  # «владелец и *главный* тренер»
        return own
    return bool(STATUS_WORDS.match(token.lower))


_NOW = frozenset(word_list("link.beside.now"))  # «мэр, *а ныне* сенатор Котов»


def _acronym(at: int, ends: Collection[int], tokens: Sequence[Token]) -> bool:
    """Whether brackets hold the acronym of a title's body: «глава Фонда развития *(ФР)*, депутат Рогов»."""
    if at - 3 not in ends or tokens[at - 3].text != "(" or tokens[at - 1].text != ")":
        return False
    return len(tokens[at - 2].text) > 1 and tokens[at - 2].text.isupper()


def _across(at: int, person: Who, line: Line) -> Said | None:
    """A title before a dash, a colon, a bracket, «, как», «, среди которых»."""
    mark, stop = _mark(at, line.tokens)
    if not mark:
        return None
    ending = [t for t in line.titles if _leads_to(t, mark, stop, at, person, line)]
    reach = _reach(ending, mark, stop)
    return next((t for t in ending if t.last == reach and _may_be_of(t, person, line.tokens)), None)


def _reach(ending: Sequence[Said], mark: str, stop: int) -> int:
    """Where a title before a mark ends; before a colon, and of several, words that could not be read may follow it."""
    last = ending[-1] if ending else None
    return last.last if last and (mark == ":" or not last.single) else stop


def _leads_to(title: Said, mark: str, stop: int, at: int, person: Who, line: Line) -> bool:
    """Whether a title's phrase goes on up to a mark behind which its holder may be named."""
    if title.last > stop or not _reaches(title, stop, mark, line.tokens) or _of_relative(title, line.tokens):
        return False
    return mark != "," or _of_comma(title, at, person, line)


def _may_be_of(title: Said, person: Who, tokens: Sequence[Token]) -> bool:
    """Whether a title before a mark is of who is named behind it: in one case, or as the first of a list."""
    return not title.single or _agree(title, person) or _newly_chosen(title, tokens)


def _mark(at: int, tokens: Sequence[Token]) -> tuple[str, int]:
    """The mark between a title and a name, empty where none is, and where it begins; a list's words are a colon."""
    mark = tokens[at - 1].text
    # where words that begin a list of names stand: «музыканты*, среди которых* — Юрий Антонов»
    stop = at - 1 if tokens[at - 1].text in DASHES else at
    lower = [t.lower for t in tokens[max(0, stop - 4) : stop]]
    if (listing := next((stop - len(words) for words in _LISTING if lower[-len(words) :] == words), None)) is not None:
        return ":", listing
    return (mark if mark in (*DASHES, ":", "(", ",") else ""), at - 1


def _newly_chosen(title: Said, tokens: Sequence[Token]) -> bool:
    """«*выбрали нового главу*: Елена Егорова набрала …»; not «ищут нового главу»."""
    before = tokens[max(0, title.first - 5) : title.first]
    told = (t for t in before[:-1] if t.tag.tense == "past" and (is_a(t.lower, "chosen") or is_a(t.lower, "get")))
    return bool(before) and before[-1].lower.startswith("нов") and any(told)


def _of_comma(title: Said, at: int, person: Who, line: Line) -> bool:
    """Whether a title before a comma is of who is named behind: «…, *23-летнего* Рогова», «мэру, *Инне Лис*,»."""
    return not _behind_a_name(title, line) and (_aged(at, person, line) or _apposed(title, person, line))


def _apposed(title: Said, person: Who, line: Line) -> bool:
    """«Директор театра, *Павел Мохов*, объявил», «звонил мэру, *Инне Лис*»: a full name that says who is meant.

    Not one of a list: «приехали мэр, *Павел Мохов*, депутаты», and no clause's first: «как сказал мэр, *Мохов*, …».
    """
    full = title.last + 1 == person.first < person.last - 1
    if not full or not _alike(title, person) or _introduces(title, line.tokens) or _listing_verb(title, line):
        return False
    listed = any(t.first == person.last + 1 and t.case == title.case for t in line.titles)
    return token_at(line.tokens, person.last).text in _CLOSING and len(row(person, line)) == 1 and not listed


_CLOSING = frozenset(("", ",", ".", ";", ":", ")", "!", "?", "…"))


def _alike(title: Said, person: Who) -> bool:
    """Whether a name stands in a title's own case for certain."""
    return title.case is not None and (alike(title.case, person.case) or (person.plain and title.case == "nomn"))


def _listing_verb(title: Said, line: Line) -> bool:
    """«*приехали* мэр, Павел Мохов …»: whether a subject is one of several."""
    verbs = [t for t in line.tokens if t.tag.form == "Fin" or (t.tag.short and t.tag.form == "Part")]
    near = min(verbs, key=lambda t: abs(t.start - title.post.head), default=None)
    return title.case == "nomn" and near is not None and near.tag.number == "plur"


def _introduces(title: Said, tokens: Sequence[Token]) -> bool:
    """«*как* сообщил *мэр*, …», «*по словам мэра*, …»: whether the comma behind a title ends a clause."""
    begin = next((i + 1 for i in range(title.first - 1, -1, -1) if tokens[i].text in ",;:—–(«"), 0)
    return tokens[begin].tag.pos in ("SCONJ", "ADP") and (tokens[begin].tag.pos == "SCONJ" or title.case == "gent")


def _behind_a_name(title: Said, line: Line) -> bool:
    """«сына Рогова, *главы Омска*, 23-летнего Ивана»."""
    return any(w.last == title.first - 1 and alike(w.case, title.case) for w in line.whos)


def _reaches(title: Said, stop: int, mark: str, tokens: Sequence[Token]) -> bool:
    """Whether a title's phrase goes on up to a mark: «писатели *и критики*, среди которых Белов»."""
    rest = tokens[title.last : stop]
    if tokens[stop].lower == "во" and not is_a(token_at(tokens, title.first - 1).lower, "delegation"):
        return False  # «кабинет *министров* во главе с Роговым»
    if mark in DASHES and _is_of_some(title, rest, tokens):
        return True
    return all(map(attribute, _behind_and(title, rest) if mark == ":" else rest))


def _behind_and(title: Said, rest: Sequence[Token]) -> Sequence[Token]:
    """What stands behind a plural, without what it has beside it: «писатели *и критики*»."""
    joined = title.post.plural and rest and rest[0].lower == "и"
    return [t for t in rest[1:] if t.tag.case != title.case] if joined else rest


def _is_of_some(title: Said, rest: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """«*Среди* сенаторов*, подписавших письмо,* — Рогов»: a clause of some, of whom the names behind the dash are."""
    among = token_at(tokens, title.first - 1).lower in ("среди", "числе")
    closed = len(rest) > 2 and rest[0].text == rest[-1].text == ","
    return among and closed


_LISTING = tuple(words.split() for words in word_list("link.beside.listing"))


def _listed(at: int, person: Who, line: Line) -> Said | None:
    """The title before in a list, over members of it that are no titles: «*поэт*, переводчик и меценат Иванов»."""
    tokens, ends = line.tokens, {t.last for t in line.titles}
    for _ in range(3):
        if at < 2 or tokens[at - 1].text not in _JOINS:
            return None
        at -= 4 if _acronym(at - 1, ends, tokens) else 1
        near = [t for t in line.titles if _runs_up_to(t, at, line)]
        title = _agreeing(near, person, line._replace(whos=()))
        if title is not None:
            return title
        at = _before_member(at, person, line)
    return None


_JOINS = frozenset((",", "и", *DASHES))


def _runs_up_to(title: Said, at: int, line: Line) -> bool:
    near = at - 5 <= title.last <= at
    return near and not line.named(title.last, at) and all(map(attribute, line.tokens[title.last : at]))


def _before_member(at: int, person: Who, line: Line) -> int:
    """Where a list's member begins that is no title; 0 behind a name: «глава – *Югра Наталья Лис*, ректор»."""
    names = {w.last for w in line.whos}
    while at and at not in names and _may_be_listed(line.tokens[at - 1], person):
        at -= 1
    return 0 if at in names else at


def _may_be_listed(token: Token, person: Who) -> bool:
    """A word of a list's member that is no title: «*арендатору теплохода «Волгарь»*, 40-летней Беловой»."""
    if token.text in ("«", "»") or token.tag.pos in ("PROPN", "X"):
        return True
    return token.tag.pos in ("NOUN", "ADJ") and token.tag.case in (person.case, "gent")


def _far(at: int, person: Who, line: Line) -> Said | None:
    """A title whose phrase goes on to the name in words that could not be read: «президент *её подразделения* Элоп»."""
    tokens = line.tokens
    if at == person.first and is_a(tokens[at - 1].lower, "led", "candidature") and alike(person.case, "gent"):
        return None  # «заместитель министра в *администрации* Буша»: the name is another word's
    near = [t for t in line.titles if at - _GAP <= t.last < at and _case_fits(t, at, person, tokens)]
    near.sort(key=lambda t: (-t.last, t.first))
    return next((t for t in near if _is_one_phrase(t, at, line)), None)


def _case_fits(title: Said, at: int, person: Who, tokens: Sequence[Token]) -> bool:
    """Whether a title may stand in a name's case; which of the oblique a strange name's is, the tags can't tell."""
    oblique = person.case not in ("nomn", "gent") and tokens[at - 1].tag.pos != "ADP"
    subject = token_at(tokens, person.last).tag.form == "Fin"  # «послу в Праге *Эли Равиви вручил* ноту»
    fixed = person.plain and title.case in _OF_NO_OWNER and _may(person, tokens) and not subject
    return alike(title.case, person.case) or fixed or (oblique and title.case in _OBLIQUE)


def _others_between(title: Said, at: int, line: Line) -> bool:
    """Whether another name or title stands behind a title that is no genitive of its phrase."""
    own = ("-",) if title.case in ("gent", "accs") else ("gent", "accs")
    if any(w.case not in own for w in line.whos if title.last <= w.first < at):
        return True
    others = (t for t in line.titles if title.last <= t.first < at and not _accredited(t, line.tokens))
    return any(t.case not in own[:1] for t in others)


def _is_one_phrase(title: Said, at: int, line: Line) -> bool:
    """Whether a title's phrase goes on to a place, and no name or title of another's begins before."""
    # «министр Чехии *немец* Карл Шварц»: another word for whom the title names
    apposed = _is_another_word(line.tokens[at - 1], title.case) and not is_a(line.tokens[at - 1].lower, "honorific")
    gap = line.tokens[title.last : at - apposed]
    if any(t.text == "," for t in gap) and _listing_verb(title, line):
        return False  # «*мэр, единоросс Рогов* и жители вышли»
    return not _others_between(title, at, line) and all(map(attribute, unquoted(_rest(title, gap, apposed))))


_OF_NO_OWNER = ("datv", "ablt", "loct")
_OBLIQUE = ("gent", "accs", *_OF_NO_OWNER)


def _is_another_word(token: Token, case: str | None) -> bool:
    """Whether a word tells somebody in a case."""
    return token.text.islower() and (token.tag.animacy, token.tag.case) == ("anim", case)


def _rest(title: Said, gap: Sequence[Token], apposed: bool) -> Sequence[Token]:
    """What stands between a title and a name, without the words that go on in its case: «министр *и глава* …», «министр
    по печати, *а ныне противник* …»; ``apposed``: another word for the holder stands behind them.
    """
    # where a comma stands first, or «и» or a dash that opens the words; behind them where none does
    mark = next((i for i, t in enumerate(gap) if t.text == "," or (i == 0 and t.text in _JOINS)), len(gap))
    start = _over_time(mark + 1, gap) if token_at(gap, mark).text == "," else mark + 1
    if start > len(gap) or is_a(gap[-1].lower, "honorific") or not _continues(title, gap[mark:], start - mark, apposed):
        return gap
    return [*gap[:mark], *(t for t in gap[start:] if not alike(t.tag.case, title.case))]


def _continues(title: Said, gap: Sequence[Token], start: int, apposed: bool) -> bool:
    """Whether what stands behind a mark, from a word on, tells more of who holds a title."""
    whole = apposed and gap[0].text == "," and start == len(gap)
    return whole or _goes_on(title, token_at(gap, start).tag)


def _over_time(at: int, tokens: Sequence[Token]) -> int:
    """Behind «а ныне», «в прошлом», «он же»."""
    at += token_at(tokens, at).lower == "а"
    at += _then(at, tokens)
    while token_at(tokens, at).lower in _NOW | _ONCE:
        at += 1
    return at


def _goes_on(title: Said, tag: Tag) -> bool:
    """Whether a word behind a comma may go on in a title's case: not «*мэр, врачи* города и Рогов»."""
    several = title.single and tag.number == "plur"
    return alike(tag.case, title.case) and tag.pos in ("NOUN", "ADJ") and not several


def _may_join(title: Said, behind: Said | None, person: Who, tokens: Sequence[Token]) -> bool:
    """Whether a title may stand in a row before another: not «брат *короля* принц», «защищает *замглавы* адвокат»,
    «*исполняющим* обязанности министра *губернатор* Рогов назначил …»."""
    if behind is None:
        return True
    if title.status == "acting":
        return person.case == "ablt" or not _made_acting(title, person, tokens)
    if title.case is None and behind.post.post in SERVANTS:
        return False
    return None in (title.case, behind.case) or alike(title.case, behind.case) or alike(title.case, person.case)


def _made_acting(title: Said, person: Who, tokens: Sequence[Token]) -> bool:
    """«*исполняющим* обязанности мэра», «временным *главой*»: what a verb, as that behind a name, makes of another."""
    near = tokens[max(0, title.first - 2) : title.first + 1]
    made = title.case == "ablt" or any(t.lower in ("исполняющим", "исполняющей") for t in near)
    return made or is_a(token_at(tokens, person.last).lower, "chosen")


def unquoted(gap: Sequence[Token]) -> list[Token]:
    """The words outside quotation marks, «(ФСБ)», «с 1991 по 1992 годы», «*с животными*», «*по бюджетным вопросам*»."""
    kept, case = [], ""  # the case of what a preposition has behind it
    outside = _outside(gap)
    for i, token in enumerate(outside):
        goes_on = case and (token.tag.case == case or token.lower == "и")
        case = _governed(token, token_at(outside, i + 1)) or (case if goes_on else "")
        if not (case or _by_the_way(token, token_at(outside, i + 1))):
            kept.append(token)
    return kept


def _outside(gap: Sequence[Token]) -> list[Token]:
    """The words outside quotation marks and brackets that are closed."""
    kept, closing = [], ""
    for i, token in enumerate(gap):
        if not closing and token.text in _CLOSED_BY and any(t.text == _CLOSED_BY[token.text] for t in gap[i:]):
            closing = _CLOSED_BY[token.text]
        if not closing:
            kept.append(token)
        elif token.text == closing:
            closing = ""
    return kept


def _by_the_way(token: Token, behind: Token) -> bool:
    """A figure, a word of a spell, an adverb of an adjective: «автор *очень* смелой книги»."""
    return token.text.isdigit() or token.lower in _SPELL or (token.tag.pos, behind.tag.pos) == ("ADV", "ADJ")


def _governed(token: Token, behind: Token) -> str:
    """The case of what a preposition tells of a field; "" where it is none."""
    if token.lower == "по" and behind.lower not in _NO_FIELDS:
        return "datv"
    return "ablt" if is_a(token.lower, "with_ablt") else ""


_CLOSED_BY = {"«": "»", "(": ")"}
_NO_FIELDS = frozenset(word_list("title.words.no_fields"))


_SPELL = frozenset(word_list("link.beside.spell"))


def attribute(token: Token) -> bool:
    """A word that may stand in a genitive or prepositional phrase."""
    tag = token.tag
    if tag.pos in ("NOUN", "PROPN", "ADJ", "DET", "NUM"):
        return tag.case in ("gent", "loct", None) or token.text[:1].isupper()
    if tag.form == "Part" and (tag.case == "gent" or token.text[:1].isupper()):
        return True  # «в *Соединённых* Штатах»
    return token.text in '«»"„“”№.' or tag.pos == "X" or token.lower in word_list("link.beside.small")


def _agreeing(ending: Sequence[Said], person: Who, line: Line) -> Said | None:
    """Of nested titles that end before a name, the one that it agrees with: where both do, the inner of two names and
    that for which somebody is known, else the outer.
    """
    tokens, ending = line.tokens, _of_one(ending, person, line)
    if not ending:
        return None
    # those in the name's case, all where it does not decline
    woman = person.person.gender == "female" and tokens[person.last - 1].lower[-1] in CONSONANTS + "ь"
    undeclined = person.last - person.first > 1 and woman and _may(person, tokens)
    if exact := [t for t in ending if undeclined or _agree(t, person) or _seeks(t, person, tokens)]:
        if exact[1:] and line.behind(person.last) is not None:
            return exact[-1]  # «помощника *мэра* Ильи Рогова Анны Котовой»
        return next((t for t in exact if place_of(person.person, t.post.post)), exact[0])
    loose = _by_words_of(ending[0], person, tokens) or _may(person, tokens)
    loose = loose or (len(ending) == 1 and not _differ(person, ending[0], tokens))
    return ending[0] if loose else None


def _of_one(ending: Sequence[Said], person: Who, line: Line) -> Sequence[Said]:
    """Of what stands before one person, what is of one: «дела членов семьи *президента* Рогова»."""
    single = [t for t in ending if t.single]
    return single if single and not person.plural and len(row(person, line)) == 1 else ending


def _differ(person: Who, title: Said, tokens: Sequence[Token]) -> bool:
    """Whether a name and a title stand in cases that no slip of the tags confuses."""
    return (person.case, title.case) in _DIFFERENT and not _ends(person, title, tokens)


def _by_words_of(title: Said, person: Who, tokens: Sequence[Token]) -> bool:
    """«*По словам директора* Пётр Рогов, завод …»: a slip, since nobody but he can be meant before the comma."""
    full = person.last > person.first + 1 and token_at(tokens, person.last).text == ","
    return full and token_at(tokens, title.first - 1).lower in word_list("title.words.words")


def _begins(title: Said, tokens: Sequence[Token]) -> int:
    """The first token of a title, or that of «*кандидат* на пост» before it."""
    near = range(title.first - 1, max(-1, title.first - 4), -1) if title.status == "candidate" else ()
    return next((i for i in near if tokens[i].lower.startswith("кандидат")), title.first)


def _seeks(title: Said, person: Who, tokens: Sequence[Token]) -> bool:
    """«*кандидату* на пост мэра *Рогову*»"""
    at = _begins(title, tokens)
    return at < title.first and alike(tokens[at].tag.case, person.case)


def _agree(title: Said, person: Who) -> bool:
    """The same case; the genitive and the accusative of a person look the same."""
    cases = {title.case, person.case}
    acting = title.status == "acting" and person.case == "nomn"
    one = title.post.plural and title.single
    plain = person.plain and title.case == "nomn"  # «Джорджа Мелони» is no genitive of hers
    return len(cases) == 1 or plain or None in cases or cases == {"gent", "accs"} or acting or one


def _ends(person: Who, title: Said, tokens: Sequence[Token]) -> bool:
    """Whether a name ends as the title's case does, whatever its tags: «с главой Дай Хоуляном», «Джо Локхарту»."""
    word = tokens[person.last - 1].lower
    longer = title.case == "datv" and fold(word) == f"{fold((person.person.last or '').lower())}у"
    return longer or word.endswith(_ENDINGS.get(title.case or "", ("-",)))


_ENDINGS = {"ablt": word_list("link.beside.instrumental"), "datv": word_list("link.beside.dative")}


def _may(person: Who, tokens: Sequence[Token]) -> bool:
    """Whether a name does not decline, so that its tags say nothing: «Ар Келли», «Пак Кын Хе», «Ди Каприо», of a woman
    «Лили Коллинз».
    """
    words = [t.lower for t in tokens[person.first : person.last] if len(t.text) > 1]
    if not {*map(fold, words)} <= {*fold(person.person.name.lower()).split(" ")}:
        return False  # in a form that is no nominative of his: «Илье»
    fixed = "оуыиэюеё" + (CONSONANTS + "ь" if person.plain and person.person.gender == "female" else "")
    return _is_short(words) or all(word[-1] in fixed or len(word) < 4 or word.endswith(_GEORGIAN) for word in words)


_GEORGIAN = ("иа", "уа")  # «Гамсахурдиа», «Чиковани» and «Хубуа» have one form


def _is_short(words: Sequence[str]) -> bool:
    """«Пак Кын Хе»: three words or more of one vowel each."""
    return len(words) > 2 and all(sum(letter in "аеёиоуыэюя" for letter in word) == 1 for word in words)


def _given(title: Said, person: Who, rule: str, line: Line) -> Iterator[Proposal]:
    """A title to a person; a plural to each of the people in a row, one by one where it means several posts."""
    led = any(t.text in _LEADS for t in line.tokens[title.last : person.first])
    several = not title.single or line.tokens[_begins(title, line.tokens)].tag.number == "plur"  # «*кандидаты* на пост»
    people = [person] if not several else _each(person, line) if led else row(person, line)
    for one, whos in in_turn(title, people, line):
        yield propose(one, [who.person for who in whos], "beside", rule)


def _each(person: Who, line: Line) -> list[Who]:
    """Those of a list who may each have a word before the name: «инженер *Рогов*, врач *Лис* и *Белова*»."""
    found = [person]
    for who in line.whos:
        if who.first >= found[-1].last and _follows(found[-1], who, line):
            found.append(who)
    return found


def _follows(person: Who, other: Who, line: Line) -> bool:
    """Whether but a comma or «и» and what the second is stand between two names."""
    if row(person, line)[1:2] == [other]:
        return True
    joint, *words = line.tokens[person.last : other.first] or (NOWHERE,)
    told = words[:1] and words[-1].tag.noun and all(w.text.islower() and w.tag.case == other.case for w in words)
    return joint.text in (",", "и") and bool(told) and other.case == person.case


_LEADS = frozenset((":", *DASHES))


# ------------------------------------------------------------------------------------------------ behind the name


def _after(person: Who, line: Line) -> Iterator[Proposal]:
    """«Иван Петров, губернатор ...», «Иван Петров (губернатор)», «Иван Петров — депутат, член комитета»."""
    tokens = line.tokens
    firsts = {t.first: t for t in reversed(line.titles)}
    start, mark = _mark_behind(person, firsts, tokens)
    if mark not in _OPENING or [t.lower for t in tokens[start + 1 : start + 3]] == ["а", "также"]:
        return  # «приехали министр Рогов, *а также* глава полиции»: the next of those who came
    at = _forward(start + 1, firsts, tokens)
    if mark == "," and at not in firsts:
        at = _next(start, firsts, tokens, person.case)
    while (title := firsts.get(at)) is not None and _apposes(title, person, mark, line):
        yield from _apposition(title, person, mark, start, line)
        start = at = title.last
        over = takewhile(lambda token: _member(token, None), tokens[at:])
        at = _next(at + len(list(over)), firsts, tokens, title.case)


def _told_behind(colon: int, firsts: Mapping[int, Said], tokens: Sequence[Token]) -> bool:
    """«С ним согласен Хлопянов: *в прошлом министр*, он …»: what somebody was, which no verb says of another."""
    title = next((firsts[i] for i in range(colon + 1, colon + 4) if i in firsts), None)
    if title is None or token_at(tokens, title.last).text not in (",", ".", ""):
        return False
    return title.status == "former" and title.case == "nomn"


def _mark_behind(person: Who, firsts: Mapping[int, Said], tokens: Sequence[Token]) -> tuple[int, str]:
    """Where the mark behind a name stands, and which it is; «Сомов *ныне* сенатор» has a dash before «ныне»."""
    start = _brackets(person.last, firsts, tokens)
    mark = token_at(tokens, start).text
    if mark == ":" and _told_behind(start, firsts, tokens):
        return start, "—"
    dash = mark.lower() in _NOW and _predicate(start, person, firsts, tokens)
    return (start - 1, "—") if dash else (start, mark)


def _apposition(title: Said, person: Who, mark: str, start: int, line: Line) -> Iterator[Proposal]:
    """What a name and a mark say of a title, a plural of all of a row; ``start``: where the words between begin."""
    whos = [person] if title.single or person.plural else _row_to(person, line)
    then = any(_then(i, line.tokens) for i in range(max(start + 1, title.first - _FEW), title.first))
    for said, holders in in_turn(title, whos, line):
        one = propose(said, [w.person for w in holders], "beside", _BEHIND.get(mark, "dash"))
        yield one._replace(status="former") if then else one


_OPENING = frozenset((",", "(", *DASHES))


_BEHIND = {",": "comma", "(": "bracket"}
_FEW = 6  # words before a title that say «at that time», with its own adjective


def _predicate(now: int, person: Who, firsts: Mapping[int, Said], tokens: Sequence[Token]) -> bool:
    """«Сомов *ныне* сенатор»: a clause without a verb, not «Сомов *теперь министром* недоволен»."""
    title = firsts.get(now + 1)
    plain = title is not None and title.case == person.case == "nomn"
    before = takewhile(lambda token: token.tag.pos != "PUNCT", reversed(tokens[: person.first]))
    return plain and not any(t.tag.form == "Fin" for t in (*before, *tokens[now + 1 :][:4]))


def _apposes(title: Said, person: Who, mark: str, line: Line) -> bool:
    """Whether a title behind a name and a mark is said of who is named there."""
    if mark == ",":
        agree = _agree(title, person) and not _opens_clause(title, person, line)
    else:
        agree = title.case in (person.case, None) or (title.case == "nomn" and not _closes(mark, person, line))
    between = any(w.case == person.case and person.last <= w.first < title.first for w in line.whos)
    return agree and not between and _counts(title, person, mark, line)


def _row_to(person: Who, line: Line) -> list[Who]:
    """«Рогов, Белова *и Котов*»: the row of names of which somebody is the last."""
    rows = (row(who, line) for who in line.whos)
    return next((found for found in rows if found[-1] is person), [person])


def _counts(title: Said, person: Who, mark: str, line: Line) -> bool:
    """Whether as many are named as a title is of: «*Рогов и Котов*, бывшие *вице-мэры*», «Рогов, Котов (*депутаты*)».

    Not that of others who came: «приехали Рогов, Котов, *министры* …».
    """
    names = _row_to(person, line)
    return title.single or person.plural or (len(names) > 1 and _of_all(title, names, mark, line.tokens))


def _of_all(title: Said, names: Sequence[Who], mark: str, tokens: Sequence[Token]) -> bool:
    before, last = names[-2:]
    between = [t.lower for t in tokens[last.last : title.first]]
    both = not {"оба", "обе", "все"}.isdisjoint(between)
    end = title.last + (token_at(tokens, title.last).lower == "соответственно")
    closed = mark in DASHES or token_at(tokens, end).text in _CLOSING
    closed = closed and "также" not in between and any(t.lower == "и" for t in tokens[before.last : last.first])
    return both or mark == "(" or closed


def _closes(mark: str, person: Who, line: Line) -> bool:
    """«двух замов — Белову и *Котова —* мэр привёл»: whether a dash ends what another has begun."""
    return mark in DASHES and person.case != "nomn" and any(t.text in DASHES for t in line.tokens[: person.first])


def _opens_clause(title: Said, person: Who, line: Line) -> bool:
    """«Как сообщил Петров, *новый директор приступит* к работе»: the subject of its own verb is no apposition.

    Nor is «*его адвокат* подал жалобу», «приехали Рогов, *его заместитель* и ректор», «*замглавы стал* Котов».
    """
    behind = next((t for t in line.tokens[title.last :] if t.tag.pos not in ("PART", "ADV")), NOWHERE)
    if is_a(line.tokens[title.first - 1].lower, "possessive"):
        return behind.lower == "и" or behind.tag.form == "Fin"
    told = behind.tag.tells and any(t.tag.tells for t in line.tokens[: person.first])
    return told or is_a(behind.lower, "become", "chosen")


def _next(at: int, firsts: Mapping[int, Said], tokens: Sequence[Token], case: str | None) -> int:
    """Where the next title of a list begins, over members of it that are no titles; -1 where the list ends."""
    for _ in range(3):
        if token_at(tokens, at).text not in (",", "и", ";"):
            return -1
        at = _forward(at + 1, firsts, tokens)
        if at in firsts:
            return at
        while _member(token_at(tokens, at), case):
            at += 1
    return -1


def _member(token: Token, case: str | None) -> bool:
    """A word of a list's member: «соратник Мао», «премьер в 1988–1998 годах»."""
    if token.text[:1].isdigit() or token.text in DASHES or token.lower in word_list("link.beside.years"):
        return True
    return token.tag.pos in ("NOUN", "ADJ", "PROPN") and token.tag.case in (case, "gent")


def _brackets(at: int, firsts: Mapping[int, Said], tokens: Sequence[Token]) -> int:
    """Behind «(англ. Joe Biden)», «, 57 лет», «из Кижинги», unless a title begins there."""
    opens = token_at(tokens, at).text == "("
    if token_at(tokens, at).lower in ("из", "от") and token_at(tokens, at + 2).text == ",":
        at += 2
    if opens and _forward(at + 1, firsts, tokens) not in firsts:
        at = next((i + 1 for i in range(at + 1, min(at + 40, len(tokens))) if tokens[i].text == ")"), at)
    aged = token_at(tokens, at).text == "," and token_at(tokens, at + 2).lower in YEARS
    return at + 3 if aged else at


_ONCE = frozenset(word_list("link.beside.once"))  # «Белова, *она же* депутат»


_THEN = [words.split() for words in word_list("link.beside.then")]


def _then(at: int, tokens: Sequence[Token]) -> int:
    """How many words that say «at that time» stand at a place: «Котов, *на тот момент* мэр»."""
    if token_at(tokens, at).lower == "до":  # «*до прошлого года* советник мэра»
        return 1 + len([*takewhile(lambda t: t.tag.case == "gent" or t.text.isdigit(), tokens[at + 1 :])])
    if years := _years(at, tokens):
        return years
    then = max((len(t) for t in _THEN if t == [w.lower for w in tokens[at : at + len(t)]]), default=0)
    judged = any(t.tag.form == "Part" for t in tokens[at + then : at + then + 1])  # «ранее *судимый* глава»
    return 0 if judged else then


def _years(at: int, tokens: Sequence[Token]) -> int:
    """How many words tell years that are over at a place: «*в 2012–2017 годах* мэр Котов», «*2015—2020* — мэр»."""
    text = " ".join(token.text for token in tokens[at : at + 7])
    told = _OVER.match(text)
    return len(told[0].split()) if told else 0


_OVER = re.compile(
    r"(?:(?:в )?\d{4} ?[-–—] ?\d{4}(?: (?:годах|годы|гг))?|в \d{4} (?:году|г)|до \d{4} (?:года|г))(?: \.)?(?!\S)"
)


def _forward(at: int, firsts: Mapping[int, Said], tokens: Sequence[Token]) -> int:
    """Over «бывший», «ныне», «известный», «на тот момент» to where a title begins."""
    start = at + _then(at, tokens)
    for i in range(start, min(start + 6, len(tokens))):
        if i in firsts:
            return i
        if tokens[i].text in (",", *DASHES) or tokens[i].lower in YEARS | _ONCE:
            continue
        if not (
            STATUS_WORDS.match(tokens[i].lower)
            or tokens[i].tag.pos in ("ADJ", "ADV")
            or AGE.match(tokens[i].lower)
            or is_a(tokens[i].lower, "possessive")
        ):
            return at
    return at
