"""Titles that a verb gives: «стал министром», «назначил Петрова послом», «сменил Путина на посту президента»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.lang import morph
from newsnlp.lang.lexicon import classes, is_a
from newsnlp.lang.phrases import DASHES, alike
from newsnlp.link.beside import attribute, unquoted
from newsnlp.link.elections import elected
from newsnlp.link.said import (
    STATUS_WORDS,
    THEY,
    Line,
    Proposal,
    Said,
    Who,
    aimed_at,
    does,
    first_person,
    in_case,
    in_turn,
    joined,
    of_anyone,
    played,
    predecessor,
    propose,
    row,
)
from newsnlp.types import Status, Token, token_at

_WITH = frozenset("с со между перед над за под рядом".split())
_AS = frozenset("качестве роли ранге как".split())


def latter_alone(behind: Token) -> bool:
    """Whether «последний», «тот» before a token stand for somebody: not «тот министр», «тот, кто»."""
    return behind.tag.case != "nomn" and behind.text != ","


OFFICE = re.compile(
    r"(?:пост(?:[ауеы]|ом)?$|мандат|должност|кресл|портфел|обязанност|полномочи|позици|мест[оау]$|звани|статус)"
)
_EVENT = re.compile(
    r"(?:избрани|назначени|утверждени|вступлени|переизбрани|выдвижени|перевод[аеу]?$|(?:пере|при)ход|наделени)"
)
# Verbs that an instrumental of a title goes with; elsewhere it is somebody who did something or was met.
_BE = re.compile(
    r"(?:был|быть|буд|(?:по)?бывал|ста[лнтв]|явля|(?:про)?работ|(?:про)?служ|труди|начина(?:л|вш)|начал[аи]?$|оста|оказ|счита|(?:пере)?назнач|(?:пере)?изб(?:ра|ир|ер)|(?:пере)?утвер[жд]|"
    r"выдви|сдела|объяв|призна|представ|рекоменд|провозгл|корон|пригл|постав|предл[ао][гж]|выступ|числ|состо|подраб|устро|назыв|назва|"
    r"(?:за)?регистрир|выб(?:ра|ир|ер)|отреш|виде|хоч|хоте|мечта|довел|завед|продолж|исполн|перев[её])"
)


def says_what(verb: Token) -> bool:
    """Whether a verb may say what somebody is or becomes."""
    return bool(_BE.match(verb.lower)) or is_a(verb.lower, "become", "move", *_APPOINT)


_APPOINT = frozenset(("chosen", "nominate", "dismiss", "dismiss_from", "call"))
_LEFT = re.compile(
    r"(?:отозва|уш[её]л|ушл|уш[её]дш|уход|покин|покида|остави|оставл|сня|освобо|отстран|отреш|увол|лиш[иеё]|отстав|сложи|смещ|смест)"
)
WAS = re.compile(
    r"(?:был[аи]?$|(?:по)?быва(?:л|вш)|занима(?:л|вш)|(?:про)?работа(?:л|вш)|прослуж|являл(?:ся|ась)$|являвш|служи(?:л|вш)|труди(?:л|вш)|"
    r"исполня(?:л|вш)|руководи(?:л|вш)|пробы|начина(?:л|вш)|начал[аи]?$)"
)
_VACATED = re.compile(r"(?:освободивш|освобожд[её]нн)")  # «*освободившееся* кресло», which somebody takes
_WILL = re.compile(
    r"(?:внес[её]н|борьб|(?:по)?бор(?:от|ет|ют|ол)|гонк|сопернич|баллотир|претенд|выдвин|выдвиг|кандидат|предлож|рекоменд|номинир|прочат|согласов|одобр)"
)
_SHALL = re.compile(r"(?:долж(?!ност)|намерен(?!и)|планиру|собира|готов|предстоит)")
_MAY = re.compile(r"(?:мо(?:ж|г(?!ил))|хо[чт]|жела(?:ет|ни)|намерени|стремлени|согла(?:сил|ша)|мечт|надеется)")
_OPEN = re.compile(f"{_SHALL.pattern}|{_MAY.pattern}")
_RETURN = re.compile(r"(?:возвращени|вернуть$|возвратить$)")  # «*вернуть* его на пост»: who had it
_KEEPS = re.compile(r"(?:сохран|остаться|уйти|потеря|продолж)")  # «может *сохранить* пост»: of who has it
# Verbs that take «пост» for the one who holds it, or for whom it is given.
_TAKES = re.compile(
    r"(?:заня|займ|заним|получ|претенд|вступ|остав|покин|покид|сложи|исполн|уш[её]л|ушл|уйд|перев|переш|приш|возглав|"
    r"назнач|изб(?:ра|ир|ер)|утвер[жд]|предлож|рекоменд|выдвин|снят|сня|освобо|отстран|отреш|лиш|сохран|удерж|уступ|достан|"
    r"согласов|одобр|достал|пода[лв]|при[нш]|явля|служ|работ|был|стал|внес[её]н)"
)
LATTER = frozenset(("последний", "последняя", "тот", "та"))  # «*Последний* работает врачом»: of who was named last
_LEFTWARDS, _RIGHTWARDS, _NEAR = 14, 14, 4  # tokens in which a title's verb is looked for, and that of a list


class Clause(NamedTuple):
    """What a clause says of a title in it: its status, that somebody holds it, and who may be meant."""

    title: Said
    stated: bool = False  # it says of somebody that they hold it
    nobody: bool = False  # and of whom cannot be read
    proposals: tuple[Proposal, ...] = ()


def _held(title: Said, rule: str, *whos: Who) -> Clause:
    """What says that somebody holds a title, or several do."""
    return Clause(title, True, False, (propose(title, [w.person for w in whos], "verb", rule, stated=True),))


def _told_so(title: Said, status: Status) -> Said:
    """A title in the status that its clause tells, where its own words tell none; «*был врио*» is one no more. Else
    itself, which the words of other sentences may give.
    """
    over = (title.status, status) == ("acting", "former")
    return replace(title, status=status) if over or title.status == "current" != status else title


def _is_said(words: Collection[str], tokens: Sequence[Token]) -> bool:
    return any(t.lower in words for t in tokens)


def clause(title: Said, free: Sequence[Said], line: Line) -> Clause:
    """The clause of a title that stands at no name; ``free`` are the sentence's titles of that kind."""
    tokens = line.tokens
    if (result := elected(title, line)) is not None:
        return _by_election(*result)
    if title.post.verb:
        return Clause(title, True, True) if of_anyone(title, tokens) else _headed(title, line)
    start = _beginning(title, free, tokens)
    if (told := _outright(title, start, line)) is not None:
        return told
    dash = token_at(tokens, start - 1).lower in DASHES  # «занял *два поста* — замминистра и начальника штаба»
    held = any(OFFICE.match(t.lower) for t in tokens[max(0, start - 1 - dash) : title.first])
    office = held and title.case in ("gent", None, "accs" if start < title.first else None)
    return _being(title, start, office, line) or _governed(title, start, office, line)


def _by_election(title: Said, winner: Who | None) -> Clause:
    """What an election says of an office: its winner's, or nobody's who is named."""
    return Clause(title, True, True) if winner is None else _held(title, "office", winner)


def _outright(title: Said, start: int, line: Line) -> Clause | None:
    """What the words around a title tell whatever the verb: that it is nobody's, or whose it is."""
    before = token_at(line.tokens, start - 1).lower
    if _of_whoever_comes(title, start, line.tokens):
        return Clause(title, True, True)
    if _acts(title, line) or line.served(title):
        return Clause(title)
    if before in THEY and title.case == "nomn":  # «теперь *она заместитель* директора»
        return Clause(title, True)
    if aimed_at(title, before):
        return _into(title, line)
    whose = predecessor(title, line.tokens)
    return _elided(title, line) if whose is None else _preceded(title, whose, line)


def _being(title: Said, start: int, office: bool, line: Line) -> Clause | None:
    """«*Будучи мэром*, Рогов любил …», «в *бытность свою мэром* Рогов», «*заняв пост мэра*, Рогов»."""
    at = _gerund(start, line.tokens)
    if at is None:
        return None
    word = line.tokens[at].lower
    free = line.tokens[start - 1].tag.pos != "ADP"  # «выступая *перед* мэрами»
    so = free and bool(_BE.match(word) or word == "бытность")
    return _by_gerund(title, at, line) if so or (office and _TAKES.match(word)) else None


def _by_gerund(title: Said, at: int, line: Line) -> Clause:
    """A title that a gerund gives to the subject of its sentence."""
    title = _told_so(title, _since(at, line.tokens))
    denied = token_at(line.tokens, at - 1).lower == "не"
    who = None if denied else _main_subject(title, at, line)
    return Clause(title, True, denied) if who is None else _held(title, "be", who)


def _since(at: int, tokens: Sequence[Token]) -> Status:
    """By its sentence's verb, whether what a gerund tells is over, or yet to come: «*став* мэром, *отменю* сбор»."""
    if _once(tokens[at].lower, tokens):
        return "former"
    told = next((t for t in tokens[at + 1 :] if t.tag.form == "Fin"), None)
    if not tokens[at].lower.startswith(("став", "возглавив", "заняв")) or told is None or not ahead(told):
        return "current"
    return "candidate" if told.tag.person == "1" else "elect"


def _once(gerund: str, tokens: Sequence[Token]) -> bool:
    """Whether a gerund tells of what is over: «*покинув* пост», «*будучи* мэром, *строил*»."""
    if gerund == "бытность" or is_a(gerund, "leave"):
        return True
    held = gerund.startswith(("проработ", "прослуж", "пробы", "отработ", "отслуж")) or (
        is_a(gerund, "hold") and gerund != "являясь"
    )
    return held and any(t.tag.tense == "past" for t in tokens)


def _main_subject(title: Said, gerund: int, line: Line) -> Who | None:
    """Who is named before the comma of a gerund's clause, or behind it and no verb of «он»; in any case before
    «бытность»: «о характере *Рогова в бытность* мэром».
    """
    if (joined := _before_comma(gerund, line.whos, line.tokens)) is not None:
        return joined
    ahead = next((w for w in in_case(line.whos, "nomn") if w.first >= title.last), None)
    if ahead is not None and not _is_said(THEY, line.tokens[title.last : ahead.first]):
        return ahead
    before = (w for w in reversed(line.whos) if w.last <= gerund)
    return next(before, None) if line.tokens[gerund].lower == "бытность" else None


def _gerund(start: int, tokens: Sequence[Token]) -> int | None:
    """The token of «*будучи* мэром», «в *бытность* мэром», «*став* мэром», «*покинув* пост мэра», «прежде чем *стать*
    мэром»; not «назначив».
    """
    near = range(start - 1, max(-1, start - 7), -1)
    at = next(
        (i for i in near if is_gerund(tokens[i]) or tokens[i].tag.form in ("Fin", "Inf") or tokens[i].text in ",;:"), -1
    )
    told = at >= 0 and (is_gerund(tokens[at]) or _earlier_than(at, tokens)) and not appoints(tokens[at])
    return at if told else None


def _earlier_than(verb: int, tokens: Sequence[Token]) -> bool:
    """«*прежде чем стать* мэром», «*до того, как занять* пост мэра»: what a clause with an infinitive tells as a gerund
    does.
    """
    before = " ".join(t.lower for t in tokens[max(0, verb - 4) : verb] if t.text != ",")
    return tokens[verb].tag.form == "Inf" and before.endswith(_EARLIER)


_EARLIER = ("прежде чем", "раньше чем", "перед тем как", "до того как")


def is_gerund(token: Token) -> bool:
    """«*став*», «*возглавляя*»: by the dictionary, whatever the tags say; «в *бытность*» as well."""
    return token.lower == "бытность" or morph.marked(token.lower, "GRND")


def _of_whoever_comes(title: Said, start: int, tokens: Sequence[Token]) -> bool:
    """«на *срок полномочий* губернатора», «*пост* губернатора остаётся *вакантным*», «его *жена —* врач»."""
    before = token_at(tokens, start - 1).lower
    if before == "не":  # «от имени мэра, *а не врио мэра*»
        return title.status != "former"
    if before in DASHES:
        return is_a(token_at(tokens, start - 2).lower, "kin")
    return played(title, tokens) or of_anyone(title, tokens) or _to_be_had(title, start, tokens)


def _to_be_had(title: Said, start: int, tokens: Sequence[Token]) -> bool:
    """«*срок полномочий* губернатора», «*ограничил полномочия* мэра», «пост мэра *вакантен*»: whoever has it."""
    near = [t.lower for t in tokens[max(0, start - 5) : start]]
    seat = near[-1] if near else ""
    if _WHOEVERS.search(" ".join(near)) or (seat.startswith("полномочи") and any(is_a(word, "limit") for word in near)):
        return True
    at = inserted(title.last, tokens).stop
    return bool(OFFICE.match(seat)) and any(is_a(t.lower, "vacant") for t in tokens[at : at + 4])


_WHOEVERS = re.compile(r"(?:сел\S* \S+ кресло|срок\S* полномочи\S*)\Z")  # who «*сел в кресло*»: perhaps for an hour


def _acts(title: Said, line: Line) -> bool:
    """«*Исполняющий обязанности губернатора* не ответил»: whoever that is, of whom the article has spoken."""
    at = title.first - 2
    if not _ACTS.fullmatch(token_at(line.tokens, at).lower):
        return False
    return not any(w.first >= title.last and _next_to(title, w, line) for w in line.whos)


_ACTS = re.compile("исполня(?:ющ|вш)(?:ий|ая)")


def _governed(title: Said, start: int, office: bool, line: Line) -> Clause:
    """What governs a title whose phrase begins at ``start``: the verb, «пост», «как», a dash."""
    tokens, verb = line.tokens, None
    rule: str | None = "plainly"
    if office and (asked := _asked_for(title, start, line)) is not None:
        return asked
    if title.case != "nomn" or not _is_predicate(title, start, line):
        verb = _verb(title, start, office, tokens)
        if _done_by(title, verb, tokens) or _makes_another(title, start, line):
            return Clause(title)
        if _is_wished(verb, tokens):
            return Clause(title, True, True)
        rule = _rule(title, start, verb, office, tokens)
    if (several := _of_several(title, verb, office, line)) is not None:
        return several
    if rule is None or not title.single:
        return _given_instead(title, line)
    return _stated(_told_so(title, _told_status(title, start, verb, tokens)), start, verb, rule, line)


def _asked_for(title: Said, start: int, line: Line) -> Clause | None:
    """«на пост мэра внёс *кандидатуру* Рогова»: who is proposed behind a post."""
    behind = line.tokens[title.last : title.last + 4]
    named = nominees(start, line) if any(is_a(t.lower, "candidature") for t in behind) else []
    return _held(_told_so(title, "candidate"), "office", *named) if named else None


def _is_wished(verb: int | None, tokens: Sequence[Token]) -> bool:
    """«хотел, *чтобы* Рогов *стал* мэром»: what nobody is by that."""
    if verb is None:
        return False
    begun = next((i for i in range(verb - 1, -1, -1) if tokens[i].tag.pos == "PUNCT"), -1)
    return tokens[verb].tag.form == "Fin" and any(t.lower == "чтобы" for t in tokens[begun + 1 : verb])


def _of_several(title: Said, verb: int | None, office: bool, line: Line) -> Clause | None:
    """What a clause says of a plural, where it may say so: «*Рогов и Котова* назначены судьями»."""
    # «назначил Рогова и Котову *врио глав* …», «кандидатами *в мэры* выдвинуты Рогов и Котова»
    made = title.case == "ablt" or title.status in ("acting", "candidate")
    if not title.post.plural or not (made or title.single or office):
        return None
    apart = not office and token_at(line.tokens, title.first - 1).lower in _WITH  # «в разговоре *с депутатами* стали …»
    return None if verb is None or apart else _several(title, verb, line)


def _given_instead(title: Said, line: Line) -> Clause:
    """«Дума избрала *мэра вместо Кляйна*»: who has the post till then, or had it."""
    tokens = line.tokens
    gone = instead(line.whos, tokens) if token_at(tokens, title.last).lower in _INSTEAD else None
    if gone is None:
        return Clause(title)
    status: Status = "current" if any(map(ahead, tokens[max(0, title.first - 8) : title.first])) else "former"
    return _held(replace(title, status=status), "instead", gone)


_INSTEAD = ("вместо", "взамен")


def _behind_dash(start: int, line: Line) -> bool:
    """Whether a dash before a title makes it what somebody is; not that of «*три дипломата* — консул и …»."""
    dash = start > 1 and line.tokens[start - 1].lower in DASHES  # a dash that opens a line is no predicate
    return dash and line.tokens[start - 2].tag.number != "plur"


def _done_by(title: Said, verb: int | None, tokens: Sequence[Token]) -> bool:
    """«соглашение *было подписано министром*», «отчёт, *подготовленный министром*»: whose deed a passive tells."""
    if verb is None or title.case != "ablt":
        return False
    marks = [-1, *(i for i, t in enumerate(tokens) if t.text in ",;:"), len(tokens)]
    at = bisect_left(marks, title.first)
    return any(_is_deed(i, title, verb, tokens) for i in range(marks[at - 1] + 1, marks[at]))


def _makes_another(title: Said, start: int, line: Line) -> bool:
    """«до назначения *президентом РФ* врио главы края»: who gives somebody the office behind."""
    if title.case != "ablt" or _event(start, line.tokens) is None:
        return False
    near = (t for t in line.titles if t.post.head > title.post.head)
    return any(all(STATUS_WORDS.match(w.lower) for w in line.tokens[title.last : t.first]) for t in near)


def _is_deed(i: int, title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """Whether a word is the passive of what a title does, and not that of what it is made: «назначен»."""
    token = tokens[i]
    if _BE.match(token.lower) or not morph.marked(token.lower, "pssv"):
        return False
    if token.tag.short:
        return _distance(i, title, tokens) < _distance(verb, title, tokens)
    return i < title.first and not any(t.tag.pos in ("NOUN", "PROPN") for t in tokens[i + 1 : title.first])


def _gives(title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """Whether a verb may say what somebody is: «*стал* мэром», «*перешёл* в мэрию заместителем главы»."""
    if title.case == "ablt" and token_at(tokens, title.last).lower in ("к", "ко") and is_a(tokens[verb].lower, "move"):
        return True  # «первым *замом к* нему *придёт* Белова»
    return bool(_BE.match(tokens[verb].lower)) or _moves(title.case, verb, tokens)


def _moves(case: str | None, verb: int, tokens: Sequence[Token]) -> bool:
    whither = any(t.lower in ("в", "во", "на") for t in tokens[max(0, verb - 3) : verb + 9])
    return case == "ablt" and whither and is_a(tokens[verb].lower, "move")


def _rule(title: Said, start: int, verb: int | None, office: bool, tokens: Sequence[Token]) -> str | None:
    """By what a clause gives a title; ``verb``: one that says what somebody is."""
    as_one = token_at(tokens, title.first - 2).lower == "кандидатом"  # «выдвижение Рогова *кандидатом в мэры*»
    if (title.case == "ablt" or as_one) and _event(start, tokens) is not None:
        return "event"
    if office:
        return "office"
    if verb is not None and _may_be_a_role(title, start, verb, tokens):
        return "role"
    as_ = token_at(tokens, start - 1).lower in _AS and not _subject_of_its_own(title, tokens)
    return "as" if as_ or _plural_into(title, start, tokens) else None


def _may_be_a_role(title: Said, start: int, verb: int, tokens: Sequence[Token]) -> bool:
    """Whether a title may be what a verb says that somebody is: in the instrumental, or in no case of its own."""
    undeclined = title.case is None and (verb < title.first or verb == title.last)  # «*замглавы стал* Рогов»
    role = title.case == "ablt" or undeclined or title.status == "acting" or title.post.plural
    return role and token_at(tokens, start - 1).lower not in _WITH and not _does_itself(title, start, verb, tokens)


def _does_itself(title: Said, start: int, verb: int, tokens: Sequence[Token]) -> bool:
    """«*Врио главы назначил* Рогова министром»: whoever acts is the subject where the verb of one has no other."""
    token = tokens[verb]
    if title.status != "acting" or verb < title.last or tokens[start].tag.case == "ablt":
        return False
    others = takewhile(lambda t: t.text not in ",;:" + "".join(DASHES), tokens[title.last :])
    alone = not any(t.tag.case == "nomn" and t.tag.noun for t in others)
    return alone and _active(token) and token.tag.number == "sing"


def _plural_into(title: Said, start: int, tokens: Sequence[Token]) -> bool:
    """«баллотирующийся *в президенты*», no «программа *кандидата* в президенты»."""
    if not title.post.plural or title.case == "loct" or token_at(tokens, start - 1).lower != "в":
        return False
    return not token_at(tokens, start - 2).lower.startswith("кандидат")


def _subject_of_its_own(title: Said, tokens: Sequence[Token]) -> bool:
    """«после того, как *президент вернулся*»: what follows «как» is a clause."""
    behind = next((t for t in tokens[title.last :] if t.tag.pos not in ("ADV", "PART") and t.lower != "и"), None)
    return title.case == "nomn" and behind is not None and behind.tag.form == "Fin"


def _stated(title: Said, start: int, verb: int | None, rule: str, line: Line) -> Clause:
    """Of whom a clause says that they hold the title, or that nobody is named for it."""
    named, gone = _named(title, verb, line)
    if said := _by_verb(title, verb, rule, named, line) or _by_noun(title, start, rule, named, line):
        return _and_before(said, gone, line.tokens)
    holder = _holder(title, start, verb, named, line)
    if holder is None:
        return Clause(title, True, _unread(start, verb, line.tokens))
    if rule == "office" and (verb is None or not _TAKES.match(line.tokens[verb].lower)):
        rule = "office by the way"
    others = rivals(holder, in_case(line.whos, "nomn"), line) if title.status == "candidate" else [holder]
    return _and_before(_held(title, rule, *others), gone, line.tokens)


def _and_before(told: Clause, gone: Who | None, tokens: Sequence[Token]) -> Clause:
    """What a clause tells, and that of who went, or is to go: «предложил Белову в министры *вместо Рогова*»."""
    if gone is None:
        return told
    left = _is_participle(token_at(tokens, gone.last + 1)) or token_at(tokens, gone.first - 1).lower not in _INSTEAD
    asked = told.title.status == "candidate" and not left
    former = _held(replace(told.title, status="current" if asked else "former"), "instead", gone)
    return told._replace(proposals=(*told.proposals, *former.proposals))


def rivals(who: Who, named: Sequence[Who], line: Line) -> list[Who]:
    """«на пост мэра претендуют врач *Рогов* и депутат *Белова*»: a row of names, what each is passed over."""
    found, inside = [who], line.inside
    for other in named:
        gap = [line.tokens[i] for i in range(found[-1].last, other.first) if i not in inside]
        if other.first >= found[-1].last and joined(gap):
            found.append(other)
    return found


def _by_noun(title: Said, start: int, rule: str, named: Sequence[Who], line: Line) -> Clause | None:
    """What a noun before a post tells, whatever the verb: «*претендент* на пост», «*кандидатура* Рогова»."""
    if (claim := _claim(start, line.tokens)) is not None:
        claimant = _before_comma(claim, named, line.tokens) or next(iter(in_case(named, "nomn")), None)
        return Clause(title, True, True) if claimant is None else _held(title, rule, claimant)
    if named_so := nominees(start, line):
        return _held(_told_so(title, "candidate"), rule, *named_so)
    return Clause(title, True, True) if rule == "as" and _has_object(named, line.tokens) else None


def _named(title: Said, verb: int | None, line: Line) -> tuple[list[Who], Who | None]:
    """Whom a clause may be said of, and for whom they came."""
    named = _outside(title, line)
    gone = _came_for(title, named, line.tokens)
    others = [w for w in named if w is not gone]
    # «сестра *Рогова, занимавшего* пост мэра», «вместо Рогова назначен Котов, *работавший* замом»
    if verb is not None and line.tokens[verb].tag.form == "Part":
        return others, None if gone is None or gone.last < title.first else gone
    return [w for w in others if not _of_kin(w, line)], gone


def _outside(title: Said, line: Line) -> list[Who]:
    """Who is named outside titles and the clause that tells of an office; no «мэром стал *не Рогов*, а …»."""
    inside = line.inside | {*inserted(title.last, line.tokens)}
    return [w for w in line.whos if w.first not in inside and token_at(line.tokens, w.first - 1).lower != "не"]


def _came_for(title: Said, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """For whom others came; not «вместо Рогова, *который* стал министром»."""
    gone = instead(named, tokens)
    own = gone is not None and gone.last < title.first and _relative(gone.last + 1, tokens)
    return None if own else gone


def _by_verb(title: Said, verb: int | None, rule: str, named: Sequence[Who], line: Line) -> Clause | None:
    """What some verbs say of a title: that one came for another, that it is nobody's, that it is laid on somebody."""
    if verb is None:
        return None
    token = line.tokens[verb]
    if is_a(token.lower, "replace"):
        # what one who comes for another says of a title; of nobody where neither is named
        changed = tuple(_replaced(title, named, _status(line.tokens, verb, title.first)))
        return Clause(changed[0].title, True, False, changed) if changed else Clause(title, True, True)
    if _of_nobody(title, verb, line):
        return Clause(title, True, True)
    if rule == "office" and (laid := _laid_on(title, verb, named, line.tokens)) is not None:
        return _held(title if is_a(token.lower, "award") else replace(title, status="acting"), rule, laid)
    if _of_another(verb, line):
        return Clause(title, True, True)
    return _let(title, verb, rule, named, line.tokens) if token.tag.form == "Inf" else None


def _claim(start: int, tokens: Sequence[Token]) -> int | None:
    """Where «*претендент* на пост» is a subject before a title."""
    near = (i for i in range(start - 1, max(-1, start - 5), -1) if tokens[i].lower.startswith(_WANTING))
    at = next(near, None)
    return at if at is not None and (tokens[at].tag.case, tokens[at].tag.number) == ("nomn", "sing") else None


def _before_comma(at: int, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """Who is named before a comma that stands before a token."""
    return next((w for w in named if w.last == at - 1 and tokens[at - 1].text == ","), None)


def _let(title: Said, verb: int, rule: str, named: Sequence[Who], tokens: Sequence[Token]) -> Clause | None:
    """«*поможет* Рогову стать мэром», «*Рогову* предложили *занять* пост», «*помешал* Рогову стать мэром»."""
    who = next((w for w in in_case(named, "datv") if w.last in (verb - 1, verb)), None)
    near = tokens[max(0, verb - 5) : verb]
    if who is None and not any(t.lower in ("ему", "ей", "им") for t in near):  # «позволило *ей* занять пост»
        return None
    if who is None or any(_HINDER.match(t.lower) for t in near):
        return Clause(title, True, True)
    stays = tokens[verb].lower.startswith(("оста", "сохран"))  # «позволит Рогову *остаться* мэром»
    return _held(_told_so(title, "candidate") if not stays and any(map(ahead, near)) else title, rule, who)


_HINDER = re.compile(r"(?:не$|меша|помеша|запре[тщ]|отказ|воспрепятств|препятств)")


def nominees(start: int, line: Line) -> list[Who]:
    """«предложил *кандидатуру Теффта* в качестве посла», «*кандидатуры* мэра *Рогова и Котовой*»: whose candidatures
    they are, be they before the post or behind.
    """
    near = line.tokens[max(0, start - 14) : start + 14]
    if not any(is_a(t.lower, "candidature") for t in near):
        return []
    first = next((n for n, w in enumerate(line.whos) if _candidature(line.post_before(w.first), line.tokens)), None)
    if first is None:  # «выдвинул *свою кандидатуру* в президенты»
        return in_case(line.whos, "nomn")[:1] if any(t.lower == "свою" for t in near) else []
    return rivals(line.whos[first], line.whos, line)


def _candidature(at: int, tokens: Sequence[Token]) -> bool:
    """Whether the word for what somebody is proposed by stands before a token, or before an adjective there."""
    before = token_at(tokens, at - 1 - (token_at(tokens, at - 1).tag.pos == "ADJ"))
    return is_a(before.lower, "candidature")


def _has_object(named: Sequence[Who], tokens: Sequence[Token]) -> bool:
    """«*использовал Титова* в качестве посредника»: an object before «в качестве», who may be meant as well."""
    return any(token_at(tokens, w.first - 1).tag.form == "Fin" for w in in_case(named, "accs", "gent"))


def _preceded(title: Said, whose: int, line: Line) -> Clause:
    """«*предшественник* Рогова на посту мэра *Анна Котова*»: the name behind the post, or the one before a comma."""
    title = replace(title, status="former")
    at = title.last + is_a(token_at(line.tokens, title.last).lower, "copula")
    holder = line.behind(at) or _before_comma(whose, line.whos, line.tokens)
    return Clause(title, True, True) if holder is None else _held(title, "office", holder)


def _laid_on(title: Said, verb: int, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """«Обязанности мэра *возложены на* (заместителя) *Анну Белову*», «*Беловой* *присвоено* звание учителя»."""
    charge = any(is_a(t.lower, "charge") for t in tokens[max(0, title.first - 3) : title.first])
    # «*поручено* исполнять обязанности мэра *Котову*»
    if is_a(tokens[verb].lower, "award") or (charge and any(is_a(t.lower, "entrust") for t in tokens)):
        return next(iter(in_case(named, "datv")), None)
    on = (w for w in in_case(named, "accs", "gent", None) if w.first > verb)
    return next(on, None) if LAID.match(tokens[verb].lower) else None


LAID = re.compile(r"возл(?:ож|ага)")


def _into(title: Said, line: Line) -> Clause:
    """«баллотируется *в губернаторы*», «помочь Котову пройти *в депутаты*»: the clause's subject, or whom it helps."""
    tokens = line.tokens
    start = title.first - 1
    while start and tokens[start - 1].text not in ',;:—–()«»"':
        start -= 1
    verb = next((i for i in range(title.first - 1, start - 1, -1) if _is_verb(tokens[i])), None)
    if verb is None or (token_at(tokens, verb - 1).lower == "не"):
        return Clause(title, True, True)
    holder = _runner(title, start, verb, line)
    if holder is None:
        return Clause(title, True, not _is_said(LATTER | THEY, tokens[start:verb]))
    return _held(_told_so(title, "current" if _CAME.match(tokens[verb].lower) else "candidate"), "into", holder)


def _runner(title: Said, start: int, verb: int, line: Line) -> Who | None:
    """Who runs in a clause that begins at ``start``: whom the verb helps, whom it puts up, its subject."""
    whom = token_at(line.tokens, start).lower in _WHOM and _relates(start, line.tokens)
    if _makes_so(line.tokens[verb]) and (whom or _is_participle(line.tokens[verb])):
        return line.before(start - 1)
    ends = (title.first, title.last)  # «выдвинула в мэры *(депутата) Рогова*»
    near = [w for w in line.whos if start <= w.first < title.first or line.post_before(w.first) in ends]
    helped = in_case(near, "datv") if line.tokens[verb].tag.form == "Inf" else []
    put = in_case(near, "accs", "gent") if _makes_so(line.tokens[verb]) else []  # «выдвинул в сенаторы *капитана*»
    return next(iter(helped or put or in_case(near, "nomn")), None)


_CAME = re.compile(r"(?:прош[её]л|прошл|вышл|выш[её]л|выбил|попал|избран)")


def _unread(start: int, verb: int | None, tokens: Sequence[Token]) -> bool:
    """Whether of whom a clause speaks cannot be read: of nobody («назначение на пост министра»), of an object
    without a name. «*Его* назначили министром» is of somebody named before."""
    event = _event(start, tokens)
    if event is not None and not is_a(token_at(tokens, event - 1).lower, "possessive"):
        return True
    if token_at(tokens, start - 1).lower == "как" and tokens[start].tag.case in ("gent", "accs"):
        return True
    if verb is None or not appoints(tokens[verb]):
        return verb is not None and _of_several_people(tokens[verb])
    return _gives_nobody(verb, tokens)


def _of_several_people(token: Token) -> bool:
    """Whether a verb is said of several: «*работали* директором и завучем»."""
    return token.tag.number == "plur" and _tells(token)


def _gives_nobody(verb: int, tokens: Sequence[Token]) -> bool:
    """Whether what appoints has no pronoun for its object, or no name for who appoints: «*он* назначил *его*»."""
    subject = any(t.tag.case == "nomn" and t.tag.pos in ("NOUN", "PROPN") for t in tokens)
    if tokens[verb].tag.number == "sing" and not subject:
        return True
    return not _is_said(_WHOM, tokens[max(0, verb - 5) : verb + 3])


_WHOM = frozenset(("его", "её", "ее", "которого", "которую"))


def _of_another(verb: int, line: Line) -> bool:
    """Whether a comma before a verb parts it from whom or what its clause describes, and the article does not name."""
    at = next((i for i in range(verb, max(0, verb - 8), -1) if line.tokens[i].text == ","), 0)
    return at > 0 and _describes_another(at, verb, line)


def _describes_another(comma: int, verb: int, line: Line) -> bool:
    """«*сотрудник*, который стал министром», «*описание*, сделанное министром»."""
    tokens, before = line.tokens, line.tokens[comma - 1].tag
    if (of := next((t for t in line.titles if t.first < comma <= t.last), None)) is not None:
        return _relative(comma + 1, tokens) and _of_no_one_here(of, line)
    if _is_participle(tokens[verb]):
        return before.animacy == "inan"
    # «он был *физиком*, который стал министром» is told of somebody
    return tokens[comma + 1].lower.startswith("котор") and before.pos == "NOUN" and before.case != "ablt"


def _of_no_one_here(title: Said, line: Line) -> bool:
    """«о назначении *президентом*, который …»: a post of whoever has it, who is told to be nothing."""
    before = line.tokens[max(0, title.first - 6) : title.first]
    return not any(t.tag.form and _BE.match(t.lower) for t in before)


def _elided(title: Said, line: Line) -> Clause | None:
    """«Мэром Омска избран Рогов, *мэром Томска — Котова*»: a dash for the verb said before.

    «*Пост* министра труда получил Рогов, *министра спорта* — Котова»: where an office was told before, in any case.
    """
    tokens = line.tokens
    if before := _dash_before(title, tokens):  # «назначил …, *Котова — прокурором*»
        return _as_before(title, line.before(before), line)
    # «послом *в Перу* — Котова»
    where = takewhile(lambda t: t.tag.pos in ("ADP", "NOUN", "PROPN", "ADJ"), tokens[title.last : title.last + 5])
    at = title.last + len([*where])
    if token_at(tokens, at).text not in DASHES:
        return None
    offices = (token_at(tokens, t.first - 1).lower for t in line.titles if t.last < title.first)
    if title.case != "ablt" and not any(map(OFFICE.match, offices)):
        return None
    inner = next((t.last for t in line.titles if t.first == at + 1), at + 1)
    opens = token_at(tokens, title.first - 1).lower in (",", ";", "а")  # not «стал *министром* — так решила дума»
    holder = line.behind(inner) or (_soon_behind(at, line) if opens else None)
    return Clause(title, True, True) if opens and holder is None else _as_before(title, holder, line)


def _soon_behind(dash: int, line: Line) -> Who | None:
    """«министром труда — *его однофамилец Белек Монгуш*»: who is named behind a dash with words of what he is."""
    phrase = range(dash + 1, dash + 5)
    near = (w for w in in_case(line.whos, "nomn", None) if w.first in phrase)
    return next((w for w in near if all(t.tag.pos != "PUNCT" for t in line.tokens[dash + 1 : w.first])), None)


def _dash_before(title: Said, tokens: Sequence[Token]) -> int:
    """Where a dash stands before what somebody is made: «Рогова *—* министром», «Котову *—* врио мэра»; else 0."""
    acting = title.status == "acting" or title.case is None
    at = title.first - 1
    while acting and at > 0 and STATUS_WORDS.match(tokens[at].lower):
        at -= 1
    return at if at > 0 and (acting or title.case == "ablt") and tokens[at].text in DASHES else 0


def _as_before(title: Said, holder: Who | None, line: Line) -> Clause | None:
    """A title to its holder by the verb said last before it."""
    words = [t.lower for t in line.tokens[: title.first]]
    said = next((i for i in range(title.first - 1, -1, -1) if _BE.match(words[i]) or _TAKES.match(words[i])), None)
    if holder is None or said is None:
        return None
    status = _status(line.tokens, said, said + 1)
    return _held_in_turn(title, status, "elided", [holder] if title.single else _row_with(holder, line), line)


def _row_with(who: Who, line: Line) -> list[Who]:
    """The whole row of people in which somebody is named."""
    return next(found for w in line.whos if who in (found := row(w, line)))


def _held_in_turn(title: Said, status: Status, rule: str, people: Sequence[Who], line: Line) -> Clause | None:
    """What says that those of several people hold a title whose turn it is."""
    whos = next((whos for one, whos in in_turn(title, people, line) if one is title), ())
    return _held(_told_so(title, status), rule, *whos) if whos else None


def _several(title: Said, verb: int, line: Line) -> Clause | None:
    """«*Рогов и Котова* назначены судьями», «заместителями стали *Бурова и Канина*», «назначил *Рогова и Котову*»."""
    cases = ("accs", "gent") if appoints(line.tokens[verb]) else ("nomn",)
    people = _row_of(in_case(line.whos, *cases), line)
    status = _status(line.tokens, verb, title.first)
    return _held_in_turn(title, status, "several", people, line) if people else None


def _row_of(whos: Sequence[Who], line: Line) -> list[Who]:
    """The first row of several people."""
    return next((found for w in whos if len(found := row(w, line)) > 1), [])


def instead(named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """Whom «вместо (ушедшего в отставку) Мантурова», «преемником Мантурова» name."""
    for who in named:
        between = takewhile(_of_who_went, reversed(tokens[max(0, who.first - 7) : who.first]))
        before = token_at(tokens, who.first - 1 - len([*between])).lower
        if before in _INSTEAD or is_a(before, "successor"):
            return who
    return None


def _of_who_went(token: Token) -> bool:
    """Whether a word may tell of somebody who went: «*уволенного им на днях* Мантурова»."""
    told = token.lower in _INSTEAD or is_a(token.lower, "successor")
    return not told and (token.tag.case in ("gent", "accs", "loct") or token.tag.pos in ("ADP", "PRON", "ADV"))


def _event(start: int, tokens: Sequence[Token]) -> int | None:
    """«указ о *назначении* Михаила Дегтярёва министром», not «до назначения *работал* врачом»."""
    if any(is_a(token_at(tokens, i).lower, "charge") for i in (start - 1, start)):
        return None  # «до назначения Рогова *обязанности* мэра исполняла …»
    for at in range(start - 1, max(-1, start - 8), -1):
        if tokens[at].tag.form == "Fin":
            return None
        if _EVENT.match(tokens[at].lower):
            return at
    return None


def _headed(title: Said, line: Line) -> Clause:
    """«Иванов возглавляет министерство», «возглавив министерство, Иванов …»."""
    verb = next(i for i in range(title.first, title.last) if line.tokens[i].start == title.post.head)
    if is_gerund(line.tokens[verb]):
        return _by_gerund(title, verb, line)
    # «*не избран* в думу»; who «больше *не* возглавляет» a body has done so
    unchosen = is_a(line.tokens[verb].lower, "chosen") and _denied(verb, line.tokens)
    return Clause(title, True, True) if unchosen else _heads(title, verb, line)


def _heads(title: Said, verb: int, line: Line) -> Clause:
    """«Иванов возглавляет министерство», «министерство возглавил Иванов», «Иванов, который возглавляет ...»."""
    tokens = line.tokens
    holder = _related(title, verb, line.whos, line)
    if holder is None and _is_said(LATTER | THEY, tokens[_clause_start(verb, tokens) : verb]):
        return Clause(title, True)
    holder = holder or _heading(title, verb, line)
    if holder is not None:
        several = row(holder, line) if tokens[verb].tag.number == "plur" else [holder]  # «в думу избраны *Рогов и Лис*»
        return _held(_told_so(title, "acting") if _acts_here(holder, line) else title, "heads", *several)
    told = _without_subject(title, verb, tokens)
    return Clause(title, told, not told)


def _acts_here(who: Who, line: Line) -> bool:
    """«районом руководит *врио Белова*», «минздрав возглавляет *и. о. министра Белова*»."""
    own = token_at(line.tokens, who.first - 1).lower in ("врио", "врид")
    return own or any(t.last == who.first and t.status == "acting" for t in line.titles)


def _elected(verb: int, line: Line) -> Who | None:
    """«Избрали *Рогова* в правление», «*Рогова* избрали в думу»: the object of a verb in its own clause."""
    objects = (w for w in in_case(line.whos, "accs", "gent") if w.last == verb or w.first > verb)
    return next((w for w in objects if not any(t.text in ",;:" for t in line.tokens[verb : w.first])), None)


def _heading(title: Said, verb: int, line: Line) -> Who | None:
    """The subject of «возглавляет»: behind a body that stands before its verb, else the last before, else behind both.

    «*Возглавлявшая* избирком *Белова*» is whom a participle describes.
    """
    # a verb's object has the seat: «*избрали* Рогова в думу», «*выдвинули* Рогова в правление»
    if appoints(line.tokens[verb]) and (title.status == "candidate" or is_a(line.tokens[verb].lower, "appoints")):
        return _elected(verb, line)
    comma = _comma(title.last, line.tokens)
    if (described := _described(title, verb, _between(line.whos, title.last, comma), line)) is not None:
        return described
    joined = _before_comma(title.first, line.whos, line.tokens)
    if joined is not None and _agrees(line.tokens[verb], joined):
        return joined  # «от *Беловой, возглавлявшей* минздрав»
    named = [w for w in in_case(line.whos, "nomn") if does(w, line.tokens[verb])]
    behind, before = _between(named, title.last, comma), _between(named, 0, title.first)
    inside = _between(named, title.first + 1, verb)  # «округом *Белова* руководит»
    near = [*inside[::-1], *behind] if title.last == verb + 1 else []
    # «руководит центром *(города) Белова*», «руководить центром *временно будет Белова*»
    near += before[::-1] or [w for w in behind if _next_to(title, w, line, ("AUX", "ADV", "PART"))]
    return next(iter(near), joined)  # «Место достанется *Котову, возглавляющий* завод», which does not agree


def _between(whos: Sequence[Who], first: int, stop: int) -> list[Who]:
    return [w for w in whos if first <= w.first and w.last <= stop]


def _described(title: Said, verb: int, behind: Sequence[Who], line: Line) -> Who | None:
    """Whom a participle before a name describes, and not one before a comma; a time may stand between."""
    clause = _clause_start(verb, line.tokens)
    if any(w.last == clause - 1 for w in line.whos):  # «*Белова*, ранее возглавлявшая …»
        return None
    return next((w for w in behind if _agrees(line.tokens[verb], w)), None)


def _agrees(participle: Token, who: Who) -> bool:
    """Whether a word is a participle that may stand before a name; of its gender the tags may be wrong."""
    genders = {f.gender for f in morph.dictionary_forms(participle.lower) if f.pos == "PRTF"}
    same = alike(who.case, participle.tag.case or "nomn")
    return same and _GENDERS.get(who.person.gender, "femn") in genders


_GENDERS: dict[str | None, str] = {"male": "masc", "female": "femn"}


def _without_subject(title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """«Был врачом, затем *возглавлял больницу*»: what is told of somebody named before."""
    tag, start = tokens[verb].tag, _clause_start(verb, tokens)
    told = title.official or verb > 0  # what opens a sentence may well be of a body that it leaves out
    if not told or (tag.form, tag.number) != ("Fin", "sing"):
        return False
    near = (*tokens[start : title.first], *tokens[title.last : title.last + 2])
    return not any(t.tag.case == "nomn" and t.tag.pos != "NUM" for t in near)


def _of_nobody(title: Said, verb: int, line: Line) -> bool:
    """Whether a clause gives its title to nobody whom the article names."""
    tokens = line.tokens
    return (
        tokens[verb].tag.person in ("1", "2")
        or first_person(verb, tokens)
        or _not_so(title, verb, tokens)
        or _thought_so(title, tokens[verb])
        or _of_whoever(title, verb, tokens)
        or _wanted(title, tokens)
        or _other_subject(title, verb, line)
    )


def _not_so(title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """«мэром Рогов *не стал*»; not «*на посту* мэра Рогов не блистал»."""
    in_office = token_at(tokens, title.first - 1).tag.case == "loct" and not _BE.match(tokens[verb].lower)
    return title.case in ("ablt", "gent") and not in_office and _denied(verb, tokens)


def _thought_so(title: Said, verb: Token) -> bool:
    """«*назвал* Бурова *диктатором*», «*назвавшей* Бурова диктатором»."""
    made_so = _active(verb) or bool(_ACTIVE.search(verb.lower))
    return title.case == "ablt" and bool(_THINK.match(verb.lower)) and made_so


def _wanted(title: Said, tokens: Sequence[Token]) -> bool:
    """«среди *претендентов* на пост мэра Рогов», no «стал *одним* из претендентов»."""
    near = tokens[max(0, title.first - 10) : title.first]
    wanted = any(t.lower.startswith(_WANTING) and t.tag.number == "plur" for t in near[-5:])
    return wanted and not _is_said(("одним", "одной"), near)


_ANYBODY = frozenset(("тот", "та", "те", "любой", "каждый", "всякий"))


def _of_whoever(title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """«шансы (специалиста) *занять* пост», «*быть президентом* — это честь», «мэром станет *тот, кто* …»."""
    before, infinitive = token_at(tokens, verb - 1), tokens[verb].tag.form == "Inf"
    if _is_said(_ANYBODY, tokens[verb + 1 : verb + (4 if infinitive else 2)]):
        return True
    if not infinitive or before.tag.case == "gent" or is_a(before.lower, "prospect"):
        return infinitive
    if tokens[_clause_start(verb, tokens)].lower == "как":  # «*как* отставному премьеру *стать* президентом»
        return True
    opens = before.text in ("", ",", ":", "«", "(", *DASHES)
    return opens and token_at(tokens, title.last).text in DASHES


def _denied(verb: int, tokens: Sequence[Token]) -> bool:
    """«*не* стал министром», «*не* намерен становиться министром», «*отказался* стать министром»."""
    if token_at(tokens, verb - 1).lower == "не":
        return True
    near = tokens[max(0, verb - 4) : verb + 3] if tokens[verb].tag.form == "Inf" else ()
    willing = (i for i, t in enumerate(near) if _tells(t))
    return any(near[i - 1].lower == "не" or is_a(near[i].lower, "refuse") for i in willing)


def _tells(token: Token) -> bool:
    """Whether a word is what a clause tells of its subject: «*стал*», «*назначен*»."""
    return token.tag.form == "Fin" or token.tag.short


_ACTIVE = re.compile(r"(?:вш|[уюая]щ)(?:ий|ая|ое|ие|его|ей|ему|им|ем|их|ими|ую)$")
_THINK = re.compile(r"(?:счита|посчит|назыв|назва|обозва|увид|вид[ияе]т)")
_WANTING = ("претендент", "кандидат")


def _other_subject(title: Said, verb: int, line: Line) -> bool:
    """«*чья страна станет* председателем», «*объявлен траур* в связи с ...»: the verb's subject is no person."""
    tokens, start = line.tokens, _clause_start(verb, line.tokens)
    if tokens[start].lower in _THAT and any(_is_told_of(t, verb, tokens) for t in line.titles):
        return True  # «Белов сказал, *что мэром станет опытный политик*»
    if not _tells(tokens[verb]) or appoints(tokens[verb]):
        return False
    behind = _first_noun(verb + 1, tokens)
    named = line.named(start, behind + 2) or _is_called(behind, line)
    return not named and _unnamed(title, range(start, verb), behind, line)


def _unnamed(title: Said, before: range, behind: int, line: Line) -> bool:
    """Whether a verb's subject is told in words that name nobody: by those before it or one behind."""
    tokens, start = line.tokens, before.start
    if any(_stands_for(t, title, before, tokens) for t in line.titles):
        return True
    if any(is_a(tokens[i].lower, "whoever") for i in before):
        return True  # «*кто* станет министром», «*один* из них был мэром»
    if tokens[start].tag.pos == "PROPN" and not morph.forms(tokens[start].lower)[0].known:
        return True  # a name that nobody has read as one
    words = {*before, behind} - line.inside
    return any(tokens[i].tag.case == "nomn" and tokens[i].tag.pos in ("NOUN", "PROPN") for i in words)


def _is_called(noun: int, line: Line) -> bool:
    """«мэром стал *лауреат премии «Рассвет»* Олег Рыбин»: a name in apposition stands behind a subject's own words."""
    who = next((w for w in in_case(line.whos, "nomn") if w.first > noun), None)
    if who is None or line.tokens[noun].tag.case != "nomn":
        return False
    inside = {i for t in line.titles for i in range(t.first - 1, t.last)}  # «выпускница МГУ, *мастер спорта* Белова»
    return all(map(attribute, unquoted([line.tokens[i] for i in range(noun + 1, who.first) if i not in inside])))


def _stands_for(subject: Said, title: Said, before: range, tokens: Sequence[Token]) -> bool:
    """«*Глава государства* является верховным главнокомандующим»: whoever that is; «*министр* стал» is said of one, but
    not of who says so: «Белов уверен, *что актёр* станет мэром».
    """
    whole = subject.last > subject.first + 1 or tokens[before.start].lower in _THAT
    inside = before.start <= subject.first and subject.last <= before.stop
    return subject is not title and subject.case == "nomn" and whole and inside


def _is_told_of(subject: Said, verb: int, tokens: Sequence[Token]) -> bool:
    words = tokens[verb + 1 : subject.first]
    return subject.case == "nomn" and subject.first > verb and all(t.tag.pos in ("ADJ", "CCONJ", "ADV") for t in words)


_THAT = frozenset(word_list("link.article.that"))


def _clause_start(verb: int, tokens: Sequence[Token]) -> int:
    """Where a verb's clause begins; «как выяснилось» between commas and «был» before «назначен» stand within it."""
    start = verb
    while start and tokens[start - 1].text not in ",;:—–()«»." and not _ends_clause(tokens[start - 1]):
        start -= 1
    aside = start > 3 and (tokens[start - 4].text, tokens[start - 3].lower, tokens[start - 1].text) == (",", "как", ",")
    return _clause_start(start - 4, tokens) if aside else start


def _ends_clause(token: Token) -> bool:
    return token.tag.form == "Fin" and token.tag.pos != "AUX"


def _first_noun(i: int, tokens: Sequence[Token]) -> int:
    """The word at a place, or behind adjectives and an opening mark there: «стал *инжиниринговый |дивизион|*»."""
    while i < len(tokens) - 1 and ((tokens[i].tag.pos, tokens[i].tag.case) == ("ADJ", "nomn") or tokens[i].text in "«"):
        i += 1
    return min(i, len(tokens) - 1)


def _plainly(start: int, line: Line) -> bool:
    """«Каримов с 1991 года президент Узбекистана»: a name, no verb, the title."""
    name = next((w for w in reversed(line.whos) if w.last <= start), None)
    if name is None or name.case != "nomn" or name.last == start:
        return False
    return not any(_is_verb(t) or t.text in ",;:()." or t.tag.pos == "CCONJ" for t in line.tokens[name.last : start])


def _is_predicate(title: Said, start: int, line: Line) -> bool:
    dash = _behind_dash(start, line) and not _subject_of_its_own(title, line.tokens)
    return dash or _plainly(start, line) or _by_now(title, line.tokens)


def _by_now(title: Said, tokens: Sequence[Token]) -> bool:
    """«Рогов работал учителем, *а ныне депутат*»: a clause without a verb or a subject of its own."""
    at = _at_present(title, tokens)
    opens = token_at(tokens, at - 1 - (token_at(tokens, at - 1).lower == "а")).text == ","
    rest = takewhile(lambda t: t.text not in (",", ";", "."), tokens[at:])
    return at < title.first and opens and not any(_is_verb(t) or t.tag.pos == "PRON" for t in rest)


def _at_present(title: Said, tokens: Sequence[Token]) -> int:
    """Where «ныне» stands before a title, over adjectives and a dash; the title's own place where it does not."""
    near = range(max(0, title.first - 3), title.first)
    return next((i for i in near if is_a(tokens[i].lower, "at_present")), title.first)


def _beginning(title: Said, free: Sequence[Said], tokens: Sequence[Token]) -> int:
    """The first token of the list that a title is in, adjectives and words of the status included."""
    start = title.first
    while start:
        if _is_added(title, start - 1, tokens):
            start -= 1
            continue
        reaching = (t for t in free if _reaches(t, title.case, start - 1, tokens))
        listed = min(reaching, key=lambda t: t.first, default=None)  # «*заместителя* министра и директора»
        if listed is None or tokens[start - 1].text not in (",", "и"):
            return start
        start = listed.first
    return start


def _is_added(title: Said, at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word before a post is an adjective of its own, one of status, the dash of «а затем — министра»."""
    word = tokens[at]
    if word.tag.pos == "ADJ" and title.case in (word.tag.case, None):
        return True
    if word.text in DASHES and title.case != "nomn":
        return token_at(tokens, at - 1).lower in _THEN
    return bool(STATUS_WORDS.match(word.lower)) and word.text not in (".", "и")


def _reaches(title: Said, case: str | None, stop: int, tokens: Sequence[Token]) -> bool:
    """Whether a title in a case ends at a token, but for where it is held: «директора *в «Иви»* | и редактора».

    «Занял посты *замдиректора* и заместителя главы»: the first has no case by its tags.
    """
    if title.last > stop or not (None in (title.case, case) or alike(title.case, case)):
        return False
    where = tokens[title.last : stop]
    if not where or where[0].lower not in ("в", "во", "на"):
        return not where
    return len(where) < _WHERE and not any(t.tag.form or t.text in ",;:" for t in where)


_THEN = frozenset(word_list("link.beside.now"))
_WHERE = 8  # tokens that say where something is, at the most


def _replaced(title: Said, named: Sequence[Who], status: Status) -> Iterator[Proposal]:
    """«сменил Путина на посту президента»: who came holds the post, who went held it, or does while it is planned."""
    came = _nearest(in_case(named, "nomn"), title)
    went = _nearest(in_case(named, "accs", "gent"), title)
    if came:
        yield propose(replace(title, status=status), [came.person], "verb", "came", stated=True)
    if went:
        gone: Status = "former" if status == "current" else "current"
        yield propose(replace(title, status=gone), [went.person], "verb", "went", stated=True)


def _holder(title: Said, start: int, verb: int | None, named: Sequence[Who], line: Line) -> Who | None:
    """Whom the words say to hold a title: by a noun before it, else the clause."""
    tokens = line.tokens
    if _is_said(("себя",), tokens[max(0, start - 3) : start]):  # «сложил *с себя* полномочия мэра»
        return _nearest(in_case(named, "nomn"), title)
    if (worker := _whose_work(start, named, tokens)) is not None:
        return worker
    if (event := _event(start, tokens)) is not None:
        return _of_event(event, title, named, line)
    return _who_goes(start, named, tokens) or _of_clause(title, start, verb, named, line)


def _of_clause(title: Said, start: int, verb: int | None, named: Sequence[Who], line: Line) -> Who | None:
    """Whom «как» compares, else the verb's subject, its object where it appoints, a participle's noun."""
    if token_at(line.tokens, start - 1).lower == "как":  # «описал новичка *как офицера*» is of no subject
        same = _like(title.case, named)
        if same or title.case in ("gent", "accs"):
            return _nearest(same, title)
    if verb is None:  # «в качестве министра *Рогов* посетил …»
        return _nearest([w for w in in_case(named, "nomn") if w.first <= title.last], title)
    return _related(title, verb, named, line) or _of_verb(title, verb, named, line)


def _like(case: str | None, named: Sequence[Who]) -> list[Who]:
    """Those whose names may stand in a case."""
    return [w for w in named if alike(w.case, case)]


def _who_goes(start: int, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """«объяснил *увольнение Левченко* с поста мэра», «*кандидатура Ковтун* на пост мэра»: the name right behind such a
    noun, in any case that the words allow.
    """
    found = None
    for i in range(start - 1, max(-1, start - 9), -1):
        if tokens[i].tag.form == "Fin":
            return found
        if is_a(tokens[i].lower, "resignation", "candidature"):
            found = next((w for w in named if w.first in (i + 1, i + 2) and w.last < start), found)
    return found


def _whose_work(start: int, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """«оценил *работу Рогова на посту* мэра», «*в качестве* мэра»: the name in the genitive right before the office."""
    before = token_at(tokens, start - 1).lower
    at = start - 1 - bool(OFFICE.match(before) or before == "качестве")
    fits = (w for w in in_case(named, "gent") if w.last == at and token_at(tokens, w.first - 1).tag.pos == "NOUN")
    return next(fits, None) if token_at(tokens, at).lower in ("на", "в") else None


def _of_event(event: int, title: Said, named: Sequence[Who], line: Line) -> Who | None:
    """«о назначении *Рогова* министром», «до назначения министром *Рогов* работал …»."""
    if token_at(line.tokens, event + 1).lower in _OTHERS:
        return None
    near = [w for w in named if _next_to(title, w, line)]
    objects = in_case(near, "gent", "accs", "datv", "ablt", "loct", None)
    if token_at(line.tokens, event - 1).lower not in _WHEN:
        return _nearest(objects, title)
    # «поблагодарила Рудина *за утверждение* министром»: whom the words before the event name is another
    return _nearest([w for w in objects if w.first > event] or in_case(near, "nomn"), title)


def _done(title: Said, verb: int, named: Sequence[Who], line: Line) -> Who | None:
    """The subject of a verb; of a verb of several the one whom a title is of in turn."""
    fitting = _subjects(verb, named, line.tokens)
    sought = title.status == "candidate" and len(fitting) > 1  # a post that several seek
    if sought or title.post.plural or not _of_several_people(line.tokens[verb]):
        return _subject(fitting, title, verb, line.tokens)
    return _in_turn(title, fitting, line)


_OTHERS = ("его", "её", "ее", "их", "последнего", "последней")  # «после назначения *последнего* министром»
_WHEN = ("до", "после", "перед", "при", "момента", "за", "по")  # «*до* назначения на пост мэра Рогов жил …»


def _next_to(title: Said, who: Who, line: Line, over: Sequence[str] = ()) -> bool:
    """Whether nothing but words of its own, other posts and parts of speech stand between a title and a name behind."""
    inside = line.inside
    words = (line.tokens[i] for i in range(title.last, who.first) if i not in inside)
    return all(attribute(t) or t.tag.pos in over for t in words)


def _of_verb(title: Said, verb: int, named: Sequence[Who], line: Line) -> Who | None:
    """The part of a clause that its verb says to hold a title."""
    tokens, token = line.tokens, line.tokens[verb]
    if _is_participle(token):
        return _of_participle(title, verb, named, line)
    if appoints(token):
        return _appointed(title, verb, named, tokens)
    if is_a(token.lower, "hand_on") and morph.marked(token.lower, "intr"):  # «пост мэра *достался Котову*»
        return _nearest(in_case(named, "datv"), title)
    known = _gives(title, verb, tokens) or _TAKES.match(token.lower)
    # what a verb that is not known makes of its object
    return _done(title, verb, named, line) if known or not in_case(named, "accs") else None


def _in_turn(title: Said, whos: Sequence[Who], line: Line) -> Who | None:
    """«*Рогов* и Котова назначены *мэром* и вице-мэром»: of as many people as posts, each in turn."""
    posts = [t for t in line.titles if t.case == title.case and not t.post.plural]
    people = _row_of(whos, line)
    turns = (who for t, who in zip(posts, people, strict=False) if t.post.head == title.post.head)
    return next(turns, None) if len(posts) == len(people) else None


def _subjects(verb: int, named: Sequence[Who], tokens: Sequence[Token]) -> list[Who]:
    """Who may do what a verb tells; nobody in a relative, «политик, *который станет* мэром, сказал Котов», nor where
    somebody named before does: «*она* станет министром, сказала Белова».
    """
    before = range(_clause_start(verb, tokens), verb)
    if any(tokens[i].lower in LATTER | THEY or _relative(i, tokens) for i in before):
        return []
    return [w for w in in_case(named, "nomn") if does(w, tokens[verb]) and not _said_by(w, verb, tokens)]


def _comma(at: int, tokens: Sequence[Token]) -> int:
    """Where the next comma stands, or the sentence ends."""
    return next((i for i in range(at, len(tokens)) if tokens[i].text == ","), len(tokens))


def _said_by(who: Who, verb: int, tokens: Sequence[Token]) -> bool:
    """«„… *занимал* пост мэра“, — сказал *Котов*»: whether a quotation ends between what it tells and a name."""
    between = [t.text for t in tokens[verb : who.first]]
    return between.count("»") > between.count("«") or between.count('"') % 2 == 1


def _is_participle(token: Token) -> bool:
    """«назначенного», no predicate: «назначен»."""
    return token.tag.form == "Part" and token.tag.case is not None


def _appointed(title: Said, verb: int, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """«назначил *Рогова* министром»: a verb's object, not «назначил министром врача, сообщили у *Рогова*»."""
    comma = _comma(max(verb, title.last), tokens)
    behind = [w for w in in_case(named, "gent", "datv") if verb < w.first < comma]
    beside = [w for w in in_case(named, "gent") if w.last == verb]  # the tags take an accusative for it
    return _nearest(in_case(named, "accs") or behind or beside, title)


def _of_participle(title: Said, verb: int, named: Sequence[Who], line: Line) -> Who | None:
    """«*Рогов*, занимавший пост мэра», «занимавший пост мэра (полковник) *Рогов*»."""
    fits = _like(line.tokens[verb].tag.case, named)
    behind = next((w for w in fits if w.first >= title.last), None)
    if behind is not None and _next_to(title, behind, line):
        return behind
    return _before_comma(verb, named, line.tokens) or _nearest(_between(fits, 0, verb), title)


def _of_kin(who: Who, line: Line) -> bool:
    """«мэром выбрали *внука (министра) Рогова*», «стал друг *В. Рогова*»: whose friend or kin is meant."""
    at = next((t.first for t in line.titles if t.last == who.first and t.case == "gent"), who.first)
    before = token_at(line.tokens, at - 1)
    if before.tag.pos != "NOUN" or not is_a(before.lower, "close"):
        return False
    if is_a(token_at(line.tokens, at - 2).lower, "possessive"):
        return False  # «назначил *своего брата Ивана Рогова*»
    initials = len(line.tokens[who.first].text) == 1  # they tell no case
    return initials or who.case in ("gent", "accs", None)


def _subject(whos: Sequence[Who], title: Said, verb: int, tokens: Sequence[Token]) -> Who | None:
    """«*Иванов* стал мэром»; behind the verb where the title stands before it: «мэром стал *Иванов*»."""
    if verb >= title.last:
        behind = next((w for w in whos if w.first > verb), None)
        before = _between(whos, title.last, verb)
        # «пост мэра *Рогов* занял, *когда* Белов ушёл»
        parted = behind is not None and any(t.text == "," for t in tokens[verb : behind.first])
        return before[-1] if before and (parted or behind is None) else behind or _nearest(whos, title)
    near = _between(whos, 0, verb)
    return near[-1] if near else _nearest([w for w in whos if not _of_next_clause(w, title, tokens)], title)


def _of_next_clause(who: Who, title: Said, tokens: Sequence[Token]) -> bool:
    """«был назначен прокурором, *а в 1996 году Рогов назначил* его министром»: a name that has a verb of its own."""
    if not any(t.text in ",;:" for t in tokens[title.last : who.first]):
        return False
    return any(t.tag.form == "Fin" for t in tokens[who.last : who.last + 2])


def _related(title: Said, verb: int, named: Sequence[Who], line: Line) -> Who | None:
    """«Панетту, *который* стал министром», «*которого* назначили»: the name before the relative's comma, a post of his
    passed over.
    """
    tokens, start = line.tokens, min(verb, title.first)
    for i in range(start - 1, 0, -1):
        if tokens[i].text in (";", ":") or (_ends_clause(tokens[i]) and not _goes_on(i, start, named, tokens)):
            return None
        if _relative(i, tokens) or (tokens[i].lower in _WHOM and _relates(i, tokens) and appoints(tokens[verb])):
            post = line.post_before(i - 1)
            near = range(i - 3 if tokens[i - 2].text == ")" else i - 2, i + 1)  # «Рогов *()*, который»
            ends = (*near, post, post - (tokens[post - 1].text == ","))
            return next((w for w in reversed(named) if w.last in ends), None)
    return None


def _goes_on(verb: int, stop: int, named: Sequence[Who], tokens: Sequence[Token]) -> bool:
    """«который *работал* в думе *и теперь станет* послом»: whether a verb's subject does what stands behind it, too."""
    between = [t.lower for t in tokens[verb + 1 : stop]]
    return "и" in between and "," not in between and not _between(in_case(named, "nomn"), verb, stop)


def _relative(i: int, tokens: Sequence[Token]) -> bool:
    return _relates(i, tokens) and tokens[i].tag.case == "nomn"


def _relates(i: int, tokens: Sequence[Token]) -> bool:
    return token_at(tokens, i).lower.startswith("котор")


def appoints(token: Token) -> bool:
    """Whether a verb's subject makes somebody else what he is: «*назначил* его министром»."""
    return _makes_so(token) and _active(token)


def _makes_so(token: Token) -> bool:
    return not _APPOINT.isdisjoint(classes(token.lower))


def _active(token: Token) -> bool:
    said = token.tag.form in ("Fin", "Conv", "Inf")
    return said and not token.lower.endswith(("ся", "сь"))


def _verb(title: Said, start: int, office: bool, tokens: Sequence[Token]) -> int | None:
    """The verb nearest to a title, in its clause rather than over a comma, before it rather than behind.

    ``start``: where the list of posts begins that it is in.
    """
    first, last = max(0, min(title.first - _LEFTWARDS, start - _NEAR)), min(title.last + _RIGHTWARDS, len(tokens))
    skipped = {*range(title.first, title.last), *inserted(title.last, tokens)}
    verbs = [i for i in range(first, last) if i not in skipped and _is_verb(tokens[i])]
    near = [i for i in verbs if _may_govern(i, title, tokens) and (office or _gives(title, i, tokens))]
    # of the verbs that may govern a title the nearest; of an office rather a participle that describes its holder
    described = next((i for i in reversed(near) if office and _describes(i, title, tokens)), None)
    return min(near, key=lambda i: _distance(i, title, tokens), default=None) if described is None else described


def _describes(verb: int, title: Said, tokens: Sequence[Token]) -> bool:
    """«Рогов, *занимавший* тогда пост *мэра* объявлен …»: a participle whose clause no comma ends."""
    inner = tokens[verb : title.first]
    told = bool(inner) and morph.marked(inner[0].lower, "PRTF") and bool(_TAKES.match(inner[0].lower))
    return told and all(t.tag.pos != "PUNCT" for t in inner)


def _may_govern(verb: int, title: Said, tokens: Sequence[Token]) -> bool:
    """Whether a verb may govern a title: behind it no participle; none that tells which office, as «*занимаемой*
    должности» and «*исполняющей* обязанности».
    """
    token = tokens[verb]
    free = verb < title.first or token.tag.case is None
    return free and not _of_office(token, token_at(tokens, verb + 1)) and not _ACTING.fullmatch(token.lower)


def inserted(at: int, tokens: Sequence[Token]) -> range:
    """The clause between commas that tells of an office before it: «место мэра, *за которое боролись*, занял …»."""
    if token_at(tokens, at).text != ",":
        return range(at, at)
    tag = token_at(tokens, at + 1).tag
    tells = tag.case is not None and (tag.form == "Part" or tag.pos == "ADJ")
    tells = tells or any(t.lower.startswith("котор") for t in tokens[at + 1 : at + 3])
    end = next((i for i in range(at + 1, len(tokens)) if tells and tokens[i].text == ","), at)
    return range(min(at + 1, end), end)


_ACTING = re.compile(r"исполня(?:ющ|вш)(?:им|ей|ими|его|ему)")


def _of_office(token: Token, behind: Token) -> bool:
    """«освободил от *занимаемой* должности министра»: a participle that says which office."""
    cases = {token.tag.case, behind.tag.case}
    one = len(cases) == 1 or (cases == {"nomn", "accs"} and token.lower.endswith("ся"))  # «*освободившееся* кресло»
    return token.tag.form == "Part" and one and bool(OFFICE.match(behind.lower))


def _distance(verb: int, title: Said, tokens: Sequence[Token]) -> int:
    between = tokens[verb : title.first] if verb < title.first else tokens[title.last : verb]
    commas = sum(t.text in ",;:" for t in between)
    return len(between) + 12 * commas + 3 * (verb >= title.last)


def _is_verb(token: Token) -> bool:
    return (token.tag.pos in ("VERB", "AUX") and len(token.text) > 2) or (token.tag.pos == "ADJ" and token.tag.short)


def _told_status(title: Said, start: int, verb: int | None, tokens: Sequence[Token]) -> Status:
    """The status that a clause gives a title: by its verb, or by «вероятность избрания»."""
    if (returned := _returned(start, tokens)) is not None:
        return returned
    if (event := _event(start, tokens)) is not None:
        return "candidate" if _is_prospect(event, tokens) or _is_pending(event, title, tokens) else "current"
    as_ = token_at(tokens, start - 1).lower in _AS  # «займётся другим после 26 лет *в качестве депутата*»
    if verb is None or (as_ and not _BE.match(tokens[verb].lower)):
        return "current"
    told = _status(tokens, verb, title.first)
    # «был депутатом, *а ныне* — сенатором»
    return "current" if told == "former" and _at_present(title, tokens) < title.first else told


def _returned(start: int, tokens: Sequence[Token]) -> Status | None:
    """«*вернуть* его на пост»: the status of who had an office, and «после *возвращения* на пост» has it again."""
    back = next((i for i in range(max(0, start - 5), start) if _RETURN.match(tokens[i].lower)), None)
    if back is None:
        return None
    since = (t.lower in ("после", "с", "со") for t in tokens[max(0, back - 2) : back])  # «*с момента* возвращения»
    return "current" if any(since) else "former"


def _is_prospect(event: int, tokens: Sequence[Token]) -> bool:
    """«*шансы* на избрание»: whether the noun before an event leaves it open."""
    at = event - 1 - (token_at(tokens, event - 1).tag.pos == "ADP")
    return is_a(token_at(tokens, at).lower, "prospect")


def _is_pending(event: int, title: Said, tokens: Sequence[Token]) -> bool:
    """«*назначение* Рогова министром *обсудят*»: whether an event is what others still decide about."""
    of_whom = token_at(tokens, event + 1).tag.pos == "PROPN"
    free = of_whom and tokens[event].tag.case in ("nomn", "accs") and token_at(tokens, event - 1).tag.pos != "ADP"
    told = next((t for t in tokens[title.last :] if t.tag.form == "Fin" or t.tag.short or t.text in ",;:"), None)
    return free and told is not None and is_a(told.lower, "decide")


def _status(tokens: Sequence[Token], verb: int, start: int) -> Status:
    if verb < start and _moves(tokens[start].tag.case, verb, tokens):
        return "current" if tokens[verb].tag.tense == "past" else "elect"
    words = _around(tokens, verb, start)
    return _by_words(tokens[verb], words) or _for_a_time(tokens, verb, words) or _by_form(tokens, verb)


def _by_form(tokens: Sequence[Token], verb: int) -> Status:
    """The status that a verb's form tells, and of an infinitive the words before it."""
    token = tokens[verb]
    if ahead(token):
        return "elect"
    if token.tag.form == "Inf":
        return _intended(token, [t.lower for t in tokens[max(0, verb - 5) : verb]])
    chosen = any(t.tag.short for t in tokens[verb + 1 : verb + 3])  # «был избран» is no end of anything
    return "former" if WAS.match(token.lower) and not chosen else "current"


def _intended(verb: Token, before: Sequence[str]) -> Status:
    """«*чтобы* занять пост», «*намерен* стать мэром», «*хочет* стать мэром», «*продолжает* работать мэром»."""
    if _KEEPS.match(verb.lower):
        return "current"
    if "чтобы" in before and (_BE.match(verb.lower) or _TAKES.match(verb.lower)):
        return "candidate"
    return "elect" if any(map(_SHALL.match, before)) else "candidate" if any(map(_MAY.match, before)) else "current"


def _by_words(verb: Token, words: Sequence[str]) -> Status | None:
    """What the words before an office tell: «*может покинуть* пост» of who has it, «пост *может* занять» of another."""
    left_open = any(map(_OPEN.match, words))
    if any(map(_LEFT.match, words)):
        leaves = _LEFT.match(verb.lower) and ahead(verb)
        return "current" if leaves or left_open else "former"
    if left_open and any(map(_KEEPS.match, words)):
        return "current"
    return "candidate" if any(map(_WILL.match, words)) or _MAY.match(verb.lower) else None


def _for_a_time(tokens: Sequence[Token], verb: int, words: Sequence[str]) -> Status | None:
    """«*исполняет обязанности* мэра», «кресло мэра *временно занял* Котов»."""
    if is_a(tokens[verb].lower, "occupy") and _is_said(("временно",), tokens[max(0, verb - 8) : verb + 2]):
        return "acting"
    if not _DUTIES.search(told := " ".join(words)) or "исполн" not in told or " продолж" in f" {told}":
        return None  # «вернулся и *продолжил* исполнять обязанности»: his own
    return "former" if is_a(tokens[verb].lower, "copula") and tokens[verb].tag.tense == "past" else "acting"


_DUTIES = re.compile(r"\b(?:обязанн|должност|полномочи)")


def _around(tokens: Sequence[Token], verb: int, start: int) -> list[str]:
    """The words before a title that begins at ``start``, its verb, and the infinitive of «*будут бороться*»."""
    begin, last = max(0, min(verb, start - 5)), min(verb, start)
    # «министром торговли *предложена* Рогова, министром спорта остаётся Лапин», «*уходит*, он станет министром»
    begin = max((i for i in range(begin, last) if tokens[i].text in ",;:"), default=begin)
    behind = [t.lower for t in tokens[verb + 1 : verb + 2] if t.tag.form == "Inf"]
    before = (tokens[i].lower for i in range(begin, start) if not _over_before(i, tokens))
    return [*before, tokens[verb].lower, *behind]


def _over_before(at: int, tokens: Sequence[Token]) -> bool:
    """«после *увольнения* Рогова мэром стал Котов», «*освободившееся* кресло занял Котов»: what ends nothing of his."""
    word = tokens[at].lower
    return bool(_VACATED.match(word)) or (token_at(tokens, at - 1).lower == "после" and is_a(word, "resignation"))


def ahead(token: Token) -> bool:
    """Whether a verb tells what will be; the tags leave the tense of «сменит» open."""
    stays = token.lower.startswith("остан")  # «останется депутатом»: is one
    return not stays and (token.tag.tense == "futr" or bool(_AHEAD.match(token.lower)))


_AHEAD = re.compile(r"(?:сменит|сменят|заменит|заменят|будет|будут|станет|станут|займ[её]т|займут|назначат|изберут)$")


def _nearest(whos: Sequence[Who], title: Said) -> Who | None:
    """The nearest name before the title, else the first behind it."""
    before = [w for w in whos if w.last <= title.first]
    behind = [w for w in whos if w.first >= title.last]
    if before:
        return before[-1]
    return behind[0] if behind else None
