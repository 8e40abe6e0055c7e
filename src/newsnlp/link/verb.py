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
    of_anyone,
    played,
    predecessor,
    propose,
    row,
)
from newsnlp.types import Status, Tag, Token, token_at

_WITH = frozenset("с со между перед над за под рядом".split())
_AS = frozenset("качестве роли ранге как".split())


def latter_alone(behind: Token) -> bool:
    """Whether «последний», «тот» before a token stand for somebody: not «тот министр», «тот, кто»."""
    return behind.tag.case != "nomn" and behind.text != ","


OFFICE = re.compile(r"(?:пост(?:[ауеы]|ом)?$|мандат|должност|кресл|обязанност|полномочи|позици|мест[оау]$|звани)")
_EVENT = re.compile(
    r"(?:избрани|назначени|утверждени|вступлени|переизбрани|выдвижени|перевод[аеу]?$|(?:пере|при)ход|наделени)"
)
# Verbs that an instrumental of a title goes with; elsewhere it is somebody who did something or was met.
_BE = re.compile(
    r"(?:был|быть|буд|бывал|ста[лнтв]|явля|(?:про)?работ|(?:про)?служ|труди|начина(?:л|вш)|начал[аи]?$|оста|оказ|счита|(?:пере)?назнач|(?:пере)?изб(?:ра|ир|ер)|(?:пере)?утвер[жд]|"
    r"выдви|сдела|объяв|призна|представ|рекоменд|провозгл|корон|пригл|постав|предл[ао][гж]|выступ|числ|состо|подраб|устро|назыв|назва|"
    r"выб(?:ра|ир|ер)|отреш|виде|хоч|хоте|мечта|довел|завед|продолж|исполн|перев[её])"
)
_APPOINT = frozenset(("chosen", "nominate", "dismiss", "dismiss_from", "call"))
_LEFT = re.compile(
    r"(?:отозва|уш[её]л|ушл|уш[её]дш|уход|покин|покида|остави|оставл|сня|освобо|отстран|отреш|увол|лиши|отстав|сложи|смещ|смест)"
)
WAS = re.compile(
    r"(?:был[аи]?$|быва(?:л|вш)|занима(?:л|вш)|(?:про)?работа(?:л|вш)|прослуж|являл(?:ся|ась)$|являвш|служи(?:л|вш)|труди(?:л|вш)|"
    r"исполня(?:л|вш)|руководи(?:л|вш)|пробы|начина(?:л|вш)|начал[аи]?$)"
)
_VACATED = re.compile(r"(?:освободивш|освобожд[её]нн)")  # «*освободившееся* кресло», which somebody takes
_WILL = re.compile(
    r"(?:внес[её]н|борьб|(?:по)?бор(?:от|ет|ют|ол)|гонк|сопернич|баллотир|претенд|выдвин|выдвиг|кандидат|предлож|рекоменд|номинир|прочат)"
)
_SHALL = re.compile(r"(?:долж(?!ност)|намерен|планиру|собира|готов|предстоит)")
_MAY = re.compile(r"(?:мо(?:ж|г(?!ил))|хо[чт]|желает|мечта|надеется)")
_RETURN = re.compile(r"(?:возвращени|вернуть$|возвратить$)")  # «*вернуть* его на пост»: who had it
_KEEPS = re.compile(r"(?:сохран|остаться|уйти|потеря|продолж)")  # «может *сохранить* пост»: of who has it
# Verbs that take «пост» for the one who holds it, or for whom it is given.
_TAKES = re.compile(
    r"(?:заня|займ|заним|получ|претенд|вступ|остав|покин|покид|сложи|исполн|уш[её]л|ушл|уйд|перев|переш|приш|возглав|"
    r"назнач|изб(?:ра|ир|ер)|утвер[жд]|предлож|рекоменд|выдвин|снят|сня|освобо|отстран|отреш|лиш|сохран|удерж|уступ|достан|"
    r"достал|пода[лв]|при[нш]|явля|служ|работ|был|стал|внес[её]н)"
)
LATTER = frozenset(("последний", "последняя", "тот", "та"))  # «*Последний* работает врачом»: of who was named last
_LEFTWARDS, _RIGHTWARDS, _NEAR = 14, 14, 4  # tokens in which a title's verb is looked for, and that of a list


class Clause(NamedTuple):
    """What a clause says of a title in it: its status, that somebody holds it, and who may be meant."""

    title: Said
    stated: bool = False  # it says of somebody that they hold it
    nobody: bool = False  # and of whom cannot be read
    proposals: tuple[Proposal, ...] = ()


def _held(title: Said, who: Who, rule: str) -> Clause:
    """What says that somebody holds a title."""
    return Clause(title, True, False, (propose(title, [who.person], "verb", rule, stated=True),))


def _told_so(title: Said, status: Status) -> Said:
    """A title in the status that its clause tells, where its own words tell none."""
    return replace(title, status=status) if title.status == "current" else title


def _is_said(words: Collection[str], tokens: Sequence[Token]) -> bool:
    return any(t.lower in words for t in tokens)


def clause(title: Said, free: Sequence[Said], line: Line) -> Clause:
    """The clause of a title that stands at no name; ``free`` are the sentence's titles of that kind."""
    tokens = line.tokens
    if title.post.verb:
        return Clause(title, True, True) if of_anyone(title, tokens) else _headed(title, line)
    start = _beginning(title, free, tokens)
    before = token_at(tokens, start - 1).lower
    held = [before, *(t.lower for t in tokens[start : title.first])]
    if _of_whoever_comes(title, start, tokens) or played(title, tokens):
        return Clause(title, True, True)
    if line.served(title) or _acts(title, line):
        return Clause(title)
    if _of_pronoun(title, before):
        return Clause(title, True)
    if (told := _elided(title, line)) is not None:
        return told
    if aimed_at(title, before):
        return _into(title, line)
    if (whose := predecessor(title, tokens)) is not None:
        return _preceded(title, whose, line)
    cases = ("gent", None, "accs" if start < title.first else None)
    if before in DASHES and start > 1:  # «занял *два поста* — замминистра и начальника штаба»
        held.append(tokens[start - 2].lower)
    office = any(map(OFFICE.match, held)) and title.case in cases
    if told := _being(title, start, office, line) or _won(title, start, line):
        return told
    return _governed(title, start, office, line)


def _being(title: Said, start: int, office: bool, line: Line) -> Clause | None:
    """«*Будучи мэром*, Рогов любил …», «в *бытность свою мэром* Рогов», «*заняв пост мэра*, Рогов»."""
    at = _gerund(start, line.tokens)
    word = line.tokens[at].lower if at is not None else ""
    free = line.tokens[start - 1].tag.pos != "ADP" and title.case in ("ablt", None)  # «выступая *перед* мэрами»
    so = free and bool(_BE.match(word) or word == "бытность")
    told = so or (office and bool(_TAKES.match(word)))
    return _by_gerund(title, at, line) if at is not None and told else None


def _by_gerund(title: Said, at: int, line: Line) -> Clause:
    """A title that a gerund gives to the subject of its sentence."""
    title = _told_so(title, _since(at, line.tokens))
    denied = token_at(line.tokens, at - 1).lower == "не"
    who = None if denied else _main_subject(title, at, line)
    return Clause(title, True, denied) if who is None else _held(title, who, "be")


def _since(at: int, tokens: Sequence[Token]) -> Status:
    """By its sentence's verb, whether what a gerund tells is over, or yet to come: «*став* мэром, *отменю* сбор»."""
    if _once(tokens[at].lower, tokens):
        return "former"
    told = next((t for t in tokens[at + 1 :] if t.tag.form == "Fin"), None)
    if not tokens[at].lower.startswith(_BECOME) or told is None or not ahead(told):
        return "current"
    return "candidate" if told.tag.person == "1" else "elect"


_BECOME = ("став", "возглавив", "заняв")


def _once(gerund: str, tokens: Sequence[Token]) -> bool:
    """Whether a gerund tells of what is over: «*покинув* пост», «*будучи* мэром, *строил*»."""
    if gerund == "бытность" or is_a(gerund, "leave"):
        return True
    held = gerund.startswith(_SERVED) or (is_a(gerund, "hold") and gerund != "являясь")
    return held and any(t.tag.form == "Fin" and t.tag.tense == "past" for t in tokens)


_SERVED = ("проработ", "прослуж", "пробы", "отработ", "отслуж")


def _main_subject(title: Said, gerund: int, line: Line) -> Who | None:
    """Who is named before the comma of a gerund's clause, or behind it as the subject of a verb."""
    named = [w for w in line.whos if w.subject]
    ahead = next((w for w in named if w.first >= title.last), None)
    if (joined := _before_comma(gerund, named, line.tokens)) is not None:
        return joined
    if ahead is not None and _opens_main(title, ahead, line):
        return ahead
    return _once_so(gerund, line)


def _once_so(at: int, line: Line) -> Who | None:
    """«о характере *Рогова в бытность* мэром»: who is named before, in any case."""
    last = next((w for w in reversed(line.whos) if w.last <= at), None)
    if last is None or line.tokens[at].lower != "бытность":
        return None
    return None if any(t.text in ",;:" for t in line.tokens[last.last : at]) else last


def _opens_main(title: Said, who: Who, line: Line) -> bool:
    """Whether a name behind a gerund's clause may be the subject: of no verb of «он»."""
    free = not _is_said(THEY, line.tokens[title.last : who.first])
    return free and _next_verb_is_his(who, line.tokens)


def _gerund(start: int, tokens: Sequence[Token]) -> int | None:
    """The token of «*будучи* мэром», «в *бытность* мэром», «*став* мэром», «*покинув* пост мэра»; not «назначив»."""
    for i in range(start - 1, max(-1, start - 7), -1):
        if is_gerund(tokens[i]):
            return None if appoints(tokens[i]) else i
        if tokens[i].tag.form == "Fin" or tokens[i].text in ",;:":
            return None
    return None


def is_gerund(token: Token) -> bool:
    """«*став*», «*возглавляя*»: by the dictionary, whatever the tags say; «в *бытность*» as well."""
    return token.lower == "бытность" or (token.tag.form != "Fin" and morph.marked(token.lower, "GRND"))


def _next_verb_is_his(who: Who, tokens: Sequence[Token]) -> bool:
    """Whether a name may be the subject of the verb behind it, or of that before it."""
    near = (t for t in (*tokens[who.last :], *reversed(tokens[: who.first])) if t.tag.form == "Fin")
    verb = next(near, None)
    return verb is not None and does(who, verb)


def _of_whoever_comes(title: Said, start: int, tokens: Sequence[Token]) -> bool:
    """«на *срок полномочий* губернатора», «*пост* губернатора остаётся *вакантным*», «его *жена —* врач»."""
    before = token_at(tokens, start - 1).lower
    if before == "не" and title.status != "former":  # «от имени мэра, *а не врио мэра*»
        return True
    if before in DASHES and is_a(token_at(tokens, start - 2).lower, "kin"):
        return True
    if of_anyone(title, tokens) or (before == "кресло" and token_at(tokens, start - 3).lower.startswith("сел")):
        return True  # «*сел в кресло* спикера»: perhaps for an hour
    if before.startswith("полномочи") and token_at(tokens, start - 2).lower.startswith("срок"):
        return True
    at = inserted(title.last, tokens).stop
    return bool(OFFICE.match(before)) and any(is_a(t.lower, "vacant") for t in tokens[at : at + 4])


def _of_pronoun(title: Said, before: str) -> bool:
    """«теперь *она заместитель* директора»."""
    return before in THEY and title.case == "nomn" and title.single


def _acts(title: Said, line: Line) -> bool:
    """«*Исполняющий обязанности губернатора* не ответил»: whoever that is, of whom the article has spoken."""
    tokens, at = line.tokens, title.first - 2
    if at < 0 or tokens[at + 1].lower not in ("обязанности", "должность") or not _ACTS.fullmatch(tokens[at].lower):
        return False
    if token_at(tokens, at - 1).text == ",":
        return False
    return not any(w.last == at or _next_to(title, w, line) for w in line.whos)


_ACTS = re.compile("исполня(?:ющ|вш)(?:ий|ая)")


def _governed(title: Said, start: int, office: bool, line: Line) -> Clause:
    """What governs a title whose phrase begins at ``start``: the verb, «пост», «как», a dash."""
    tokens = line.tokens
    plainly = title.case == "nomn" and _is_predicate(title, start, line)
    verb = None if plainly else _verb(title, start, office, tokens)
    if (verb is not None and not office and _done_by(title, verb, tokens)) or _makes_another(title, start, line):
        return Clause(title)
    be = verb is not None and _gives(title, verb, tokens)
    if title.post.plural and (several := _of_several(title, verb, be, office, line)) is not None:
        return several
    rule = "plainly" if plainly else _rule(title, start, verb if be else None, office, tokens)
    if rule is None or not title.single:
        return _given_instead(title, line)
    told = _told_status(title, start, verb, tokens)
    if title.status == "current" != told:  # else the title stays itself, which other sentences' words may give
        title = replace(title, status=told)
    return _stated(title, start, verb, rule, office, line)


def _of_several(title: Said, verb: int | None, be: bool, office: bool, line: Line) -> Clause | None:
    """What a clause says of a plural, where it may say so: «*Рогов и Котова* назначены судьями»."""
    if title.case != "ablt" and not title.single and not office:
        return None
    be = be and token_at(line.tokens, title.first - 1).lower not in _WITH  # «в разговоре *с депутатами* стали …»
    several = _several(title, verb, line) if be or office else Clause(title)
    return several if several.stated or not title.single else None


def _given_instead(title: Said, line: Line) -> Clause:
    """«Дума избрала *мэра вместо Кляйна*»: who has the post till then, or had it."""
    tokens = line.tokens
    behind = tokens[title.last].lower if title.last < len(tokens) else ""
    gone = instead([w for w in line.whos if w.first > title.last], tokens) if behind in _INSTEAD else None
    if gone is None:
        return Clause(title)
    status: Status = "current" if any(map(ahead, tokens[max(0, title.first - 8) : title.first])) else "former"
    own = propose(replace(title, status=status), [gone.person], "verb", "instead", stated=True)
    return Clause(own.title, True, False, (own,))


_INSTEAD = ("вместо", "взамен")


def _behind_dash(start: int, line: Line) -> bool:
    """Whether a dash before a title makes it what somebody is; not that of «*три дипломата* — консул и …»."""
    if start < 2 or line.tokens[start - 1].lower not in DASHES:  # a dash that opens a line is no predicate
        return False
    several = any(t.last == start - 1 and t.post.plural for t in line.titles)
    return not (several or line.tokens[start - 2].tag.number == "plur")


def _done_by(title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """«соглашение *было подписано министром*», «отчёт, *подготовленный министром*»: whose deed a passive tells."""
    if title.case != "ablt":
        return False
    marks = [-1, *(i for i, t in enumerate(tokens) if t.text in ",;:"), len(tokens)]
    at = bisect_left(marks, title.first)
    return any(_is_deed(i, title, verb, tokens) for i in range(marks[at - 1] + 1, marks[at]))


def _makes_another(title: Said, start: int, line: Line) -> bool:
    """«до назначения *президентом РФ* врио главы края»: who gives somebody the office behind."""
    if title.case != "ablt" or _event(start, line.tokens) is None:
        return False
    near = (t for t in line.titles if t.post.head > title.post.head and t.case in ("gent", None))
    return any(all(STATUS_WORDS.match(w.lower) for w in line.tokens[title.last : t.first]) for t in near)


def _is_deed(i: int, title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """Whether a word is the passive of what a title does, and not that of what it is made: «назначен»."""
    token = tokens[i]
    if _BE.match(token.lower) or not morph.marked(token.lower, "pssv"):
        return False
    if token.tag.short:
        own = is_a(tokens[verb].lower, "copula")
        return own or _distance(i, title, tokens) < _distance(verb, title, tokens)
    return i < title.first and not any(t.tag.pos in ("NOUN", "PROPN") for t in tokens[i + 1 : title.first])


def _gives(title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """Whether a verb may say what somebody is: «*стал* мэром», «*перешёл* в мэрию заместителем главы»."""
    return bool(_BE.match(tokens[verb].lower)) or _moves(title.case, verb, tokens)


def _moves(case: str | None, verb: int, tokens: Sequence[Token]) -> bool:
    whither = any(t.lower in ("в", "во", "на") for t in tokens[max(0, verb - 3) : verb + 9])
    return case == "ablt" and whither and is_a(tokens[verb].lower, "move")


def _rule(title: Said, start: int, verb: int | None, office: bool, tokens: Sequence[Token]) -> str | None:
    """By what a clause gives a title; ``verb``: one that says what somebody is."""
    before = token_at(tokens, start - 1).lower
    free = before not in _WITH
    if title.case == "ablt" and free and _event(start, tokens) is not None:
        return "event"
    if office:
        return "office"
    if verb is not None and free and _may_be_a_role(title, verb):
        return "role"
    as_ = before in _AS and not _subject_of_its_own(title, tokens)
    return "as" if as_ or _plural_into(title, start, tokens) else None


def _may_be_a_role(title: Said, verb: int) -> bool:
    """Whether a title may be what a verb says that somebody is: in the instrumental, or in no case of its own."""
    undeclined = title.case is None and (verb < title.first or verb == title.last)  # «*замглавы стал* Рогов»
    return title.case == "ablt" or undeclined or title.status == "acting" or title.post.plural


def _plural_into(title: Said, start: int, tokens: Sequence[Token]) -> bool:
    """«баллотирующийся *в президенты*», no «программа *кандидата* в президенты»."""
    if not start or tokens[start - 1].lower != "в" or not title.post.plural or title.case == "loct":
        return False
    return start < 2 or not tokens[start - 2].lower.startswith("кандидат")


def _won(title: Said, start: int, line: Line) -> Clause | None:
    """«*победил* на выборах *мэра*», «*выиграл* выборы *губернатора*»."""
    tokens = line.tokens
    verb = next((i for i in range(start - 1, max(-1, start - 6), -1) if is_a(tokens[i].lower, "win")), None)
    if verb is None or title.case != "gent" or not tokens[start - 1].lower.startswith("выбор"):
        return None
    if token_at(tokens, verb - 1).lower == "не":
        return None
    holder = _related(title, verb, line.whos, line) or _subject(_doers(verb, line), title, verb, tokens)
    long_ago = tokens[verb].lower.startswith("побежд") or any(_YEAR.match(t.text) for t in tokens)
    title = title if long_ago else replace(title, status="elect")
    made = () if holder is None else (propose(title, [holder.person], "verb", "office", stated=True),)
    return Clause(title, True, holder is None, made)


_YEAR = re.compile(r"(?:19|20)\d\d\b")


def _subject_of_its_own(title: Said, tokens: Sequence[Token]) -> bool:
    """«после того, как *президент вернулся*»: what follows «как» is a clause."""
    behind = next((t for t in tokens[title.last :] if t.tag.pos not in ("ADV", "PART") and t.lower != "и"), None)
    return title.case == "nomn" and behind is not None and behind.tag.form == "Fin"


def _stated(title: Said, start: int, verb: int | None, rule: str, office: bool, line: Line) -> Clause:
    """Of whom a clause says that they hold the title, or that nobody is named for it."""
    tokens = line.tokens
    named, gone = _named(title, verb, line)
    said = _by_verb(title, verb, office, named, line) if verb is not None else None
    if said is not None:
        return said
    if title.status == "candidate" and (claim := _claim(start, tokens)) is not None:
        claimant = _claimant(claim, title, named, tokens)
        return Clause(title, True, True) if claimant is None else _held(title, claimant, rule)
    if verb is not None and (helped := _helped(verb, named, tokens)) is not None:
        return _let(title, verb, helped, rule, tokens)
    if (named_so := nominee(start, line)) is not None:
        return _held(_told_so(title, "candidate"), named_so, rule)
    if rule == "as" and _has_object(start, named, tokens):
        return Clause(title, True, True)
    holder = _holder(title, start, verb, named, line)
    if holder is None:
        return Clause(title, True, _unread(start, verb, line.tokens))
    if rule == "office" and (verb is None or not _TAKES.match(tokens[verb].lower)):
        rule = "office by the way"
    made = _held(title, holder, rule)
    if title.status == "candidate" and verb is not None:
        made = _sought(made, holder, verb, line)
    if gone is not None:
        former = propose(replace(title, status="former"), [gone.person], "verb", "instead", stated=True)
        return made._replace(proposals=(*made.proposals, former))
    return made


def _sought(made: Clause, who: Who, verb: int, line: Line) -> Clause:
    """What one of several seeks, if the verb is of several, to each of them."""
    if line.tokens[verb].tag.number != "plur":
        return made
    people = tuple(w.person for w in _rivals(who, line))
    return made._replace(proposals=(made.proposals[0]._replace(people=people),))


def _rivals(who: Who, line: Line) -> list[Who]:
    """«на пост мэра претендуют врач *Рогов* и депутат *Белова*»: a row of names, what each is passed over."""
    found, inside = [who], line.inside
    for other in in_case(line.whos, "nomn"):
        gap = [line.tokens[i].lower for i in range(found[-1].last, other.first) if i not in inside]
        if gap in ([","], ["и"]):
            found.append(other)
    return found


def _named(title: Said, verb: int | None, line: Line) -> tuple[list[Who], Who | None]:
    """Whom a clause may be said of, and for whom they came."""
    tokens, inside = line.tokens, line.inside
    participle = verb is not None and tokens[verb].tag.form == "Part"
    inside |= {*inserted(title.last, tokens)}
    named = [w for w in line.whos if w.first not in inside]
    named = [w for w in named if token_at(tokens, w.first - 1).lower != "не"]  # «мэром стал *не Рогов*, а …»
    gone = instead(named, tokens)
    early = gone is not None and gone.last < title.first
    if early and gone is not None and _relative(gone.last + 1, tokens):
        gone = None  # «вместо Рогова, *который* стал министром»
    named = [w for w in named if w is not gone]
    if participle:  # «сестра *Рогова, занимавшего* пост мэра», «вместо Рогова назначен Котов, *работавший* замом»
        return named, None if early else gone
    return [w for w in named if not _of_kin(w, line)], gone


def _by_verb(title: Said, verb: int, office: bool, named: Sequence[Who], line: Line) -> Clause | None:
    """What some verbs say of a title: that one came for another, that it is nobody's, that it is laid on somebody."""
    token = line.tokens[verb]
    if is_a(token.lower, "replace"):
        changed = tuple(_replaced(title, named, _status(line.tokens, verb, title.first)))
        return Clause(changed[0].title if changed else title, True, False, changed)
    if _of_nobody(title, verb, line):
        return Clause(title, True, True)
    laid = _laid_on(title, verb, named, line.tokens) if office else None
    if laid is None:
        return Clause(title, True, True) if _of_another(verb, line) else None
    return _held(title if is_a(token.lower, "award") else replace(title, status="acting"), laid, "office")


def _claim(start: int, tokens: Sequence[Token]) -> int | None:
    """Where «*претендент* на пост» is a subject before a title."""
    near = (i for i in range(start - 1, max(-1, start - 5), -1) if tokens[i].lower.startswith(_WANTING))
    at = next(near, None)
    if at is None or tokens[at].lower.startswith("кандидатур"):
        return None
    return at if (tokens[at].tag.case, tokens[at].tag.number) == ("nomn", "sing") else None


def _claimant(claim: int, title: Said, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """«*претендент* на пост мэра, актёр *Иван Рогов*», «*Рогов*, *кандидат* на пост мэра»."""
    fits = in_case(named, "nomn")
    before = _before_comma(claim, fits, tokens)
    behind = next((w for w in fits if w.first >= title.last), None)
    apart = behind is None or any(_is_verb(t) for t in tokens[title.last : behind.first])
    return before or (None if apart else behind)


def _before_comma(at: int, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """Who is named before a comma that stands before a token."""
    return next((w for w in named if w.last == at - 1 and tokens[at - 1].text == ","), None)


def _helped(verb: int, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """«помог *Рогову стать* мэром», «*Рогову* предложили *занять* пост»: whom another verb lets do it."""
    if tokens[verb].tag.form != "Inf":
        return None
    main = verb - 1 if verb and _is_verb(tokens[verb - 1]) else verb
    return next((w for w in in_case(named, "datv") if w.last in (main, verb)), None)


def _let(title: Said, verb: int, who: Who, rule: str, tokens: Sequence[Token]) -> Clause:
    """«*поможет* Рогову стать мэром», «*помешал* Рогову стать мэром»."""
    near = tokens[max(0, verb - 5) : verb]
    if any(_HINDER.match(t.lower) for t in near):
        return Clause(title, True, True)
    stays = tokens[verb].lower.startswith(("оста", "сохран"))  # «позволит Рогову *остаться* мэром»
    will = title.status == "current" and not stays and any(map(ahead, near))
    return _held(replace(title, status="candidate") if will else title, who, rule)


_HINDER = re.compile(r"(?:не$|меша|помеша|запре[тщ]|отказ|воспрепятств|препятств)")


def nominee(start: int, line: Line) -> Who | None:
    """«предложил *кандидатуру Теффта* в качестве посла»: whose candidature it is, be he before the post or behind."""
    near = line.tokens[max(0, start - 14) : start + 14]
    if not any(t.lower.startswith("кандидатур") for t in near):
        return None
    posts = {t.last: t.first for t in line.titles}
    for who in line.whos:
        at = posts.get(who.first, who.first)
        at -= token_at(line.tokens, at - 1).tag.pos == "ADJ"
        if token_at(line.tokens, at - 1).lower.startswith("кандидатур"):
            return who
    own = any(t.lower == "свою" for t in near)  # «выдвинул *свою кандидатуру* в президенты»
    return next(iter(in_case(line.whos, "nomn")), None) if own else None


def _has_object(start: int, named: Sequence[Who], tokens: Sequence[Token]) -> bool:
    """«*использовал Титова* в качестве посредника»: an object before «в качестве», who may be meant as well."""
    near = [w for w in named if w.last <= start and not any(t.text in ",;:" for t in tokens[w.last : start])]
    return any(w.case in ("accs", "gent") and token_at(tokens, w.first - 1).tag.form == "Fin" for w in near)


def _preceded(title: Said, whose: int, line: Line) -> Clause:
    """«*предшественник* Рогова на посту мэра *Анна Котова*»: the name behind the post, or the one before a comma."""
    title = replace(title, status="former")
    was = any(is_a(t.lower, "copula") or t.text in DASHES for t in line.tokens[title.last : title.last + 1])
    behind = next((w for w in line.whos if w.first == title.last + was and (w.case == "nomn" or not was)), None)
    holder = behind or _before_comma(whose, line.whos, line.tokens)
    return Clause(title, True, True) if holder is None else _held(title, holder, "office")


def _laid_on(title: Said, verb: int, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """«Обязанности мэра *возложены на* (заместителя) *Анну Белову*», «*Беловой* *присвоено* звание учителя»."""
    award = is_a(tokens[verb].lower, "award")
    near = tokens if tokens[verb].lower == "исполнять" else tokens[verb : verb + 1]
    charge = any(is_a(t.lower, "charge") for t in tokens[max(0, title.first - 3) : title.first])
    if award or (charge and any(is_a(t.lower, "entrust") for t in near)):
        return next(iter(in_case(named, "datv")), None)  # «поручено исполнять обязанности мэра *Котову*»
    on = next((i for i in range(verb + 1, min(verb + 4, len(tokens))) if tokens[i].lower == "на"), None)
    if on is None or not LAID.match(tokens[verb].lower):
        return None
    return next((w for w in in_case(named, "accs", "gent", None) if w.first > on), None)


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
    return _held(_told_so(title, "current" if _CAME.match(tokens[verb].lower) else "candidate"), holder, "into")


def _runner(title: Said, start: int, verb: int, line: Line) -> Who | None:
    """Who runs in a clause that begins at ``start``: whom the verb helps, whom it puts up, its subject."""
    token = line.tokens[verb]
    near = [w for w in line.whos if start <= w.first < title.first or w.first == title.last]
    helped = [w for w in in_case(near, "datv") if w.last == verb and token.tag.form == "Inf"]
    if appoints(token) and not _is_said(("себя",), line.tokens[start : title.first]):
        return next(iter(helped or in_case(near, "accs", "gent")), None)  # «выдвинул в сенаторы *капитана команды*»
    put = in_case(near, "accs", "gent") if _makes_so(token) else []
    return next(iter(helped or put or in_case(near, "nomn")), None)


_CAME = re.compile(r"(?:прош[её]л|прошл|вышл|выш[её]л|выбил|попал|избран)")


def _unread(start: int, verb: int | None, tokens: Sequence[Token]) -> bool:
    """Whether of whom a clause speaks cannot be read: of nobody («назначение на пост министра»), of an object
    without a name. «*Его* назначили министром» is of somebody named before."""
    event = _event(start, tokens)
    if event is not None and not (event and is_a(tokens[event - 1].lower, "possessive")):
        return True
    if token_at(tokens, start - 1).lower == "как" and tokens[start].tag.case in ("gent", "accs"):
        return True
    if verb is None or not appoints(tokens[verb]):
        return verb is not None and _of_several_people(tokens[verb])
    return _gives_nobody(verb, tokens)


def _of_several_people(token: Token) -> bool:
    """Whether a verb is said of several: «*работали* директором и завучем»."""
    return token.tag.number == "plur" and (token.tag.form == "Fin" or token.tag.short)


def _gives_nobody(verb: int, tokens: Sequence[Token]) -> bool:
    """Whether what appoints has no pronoun for its object, or no name for who appoints: «*он* назначил *его*»."""
    subject = any(t.tag.case == "nomn" and t.tag.pos in ("NOUN", "PROPN") for t in tokens)
    if tokens[verb].tag.number == "sing" and not subject:
        return True
    return not _is_said(("его", "её", "ее"), tokens[max(0, verb - 3) : verb + 3])


def _of_another(verb: int, line: Line) -> bool:
    """«*сотрудник*, который стал министром», «*описание*, сделанное министром»: whom the article does not name."""
    tokens = line.tokens
    at = next((i for i in range(verb, max(0, verb - 8), -1) if tokens[i].text == ","), None)
    if at is None:
        return False
    of = next((t for t in line.titles if t.first < at <= t.last and not _met(t, tokens)), None)
    if of is not None:
        return _relative(at + 1, tokens) and _of_no_one_here(of, line)
    before = tokens[at - 1].tag
    if _is_participle(tokens[verb]):
        return at == verb - 1 and before.animacy == "inan"
    # «он был *физиком*, который стал министром» is told of somebody
    met = before.case != "ablt" or any(_met(t, tokens) for t in line.titles if t.last == at)
    return tokens[at + 1].lower.startswith("котор") and before.pos == "NOUN" and met


def _of_no_one_here(title: Said, line: Line) -> bool:
    """«о назначении *президентом*, который …»: a post of whoever has it, who is not named and is told to be nothing."""
    before = line.tokens[max(0, title.first - 6) : title.first]
    predicate = title.case in ("nomn", None, "ablt") and any(t.tag.form and _BE.match(t.lower) for t in before)
    named = any(w.last == title.first or w.first == title.last for w in line.whos)
    return not (named or predicate)


def _met(title: Said, tokens: Sequence[Token]) -> bool:
    """«встретился *с генералом*, который …»: with whom something is done."""
    return title.first > 0 and title.case == "ablt" and tokens[title.first - 1].lower in _WITH


def _elided(title: Said, line: Line) -> Clause | None:
    """«Мэром Омска избран Рогов, *мэром Томска — Котова*»: a dash for the verb said before."""
    tokens, at = line.tokens, title.last
    before = _dash_before(title, tokens)
    if before > 0:  # «назначил …, *Котова — прокурором*»
        holder = next((w for w in line.whos if w.last == before), None)
        if holder is None and tokens[before - 1].tag.case == "nomn":
            return Clause(title, True, True)  # «двое стали депутатами, *один — сенатором*»
        return _as_before(title, holder, line)
    while at < min(len(tokens), title.last + 5) and tokens[at].tag.pos in ("ADP", "NOUN", "PROPN", "ADJ"):
        at += 1  # «послом *в Перу* — Котова»
    if token_at(tokens, at).text not in DASHES or (title.case != "ablt" and not _office_before(title, line)):
        return None
    inner = next((t.last for t in line.titles if t.first == at + 1), at + 1)
    holder = next((w for w in line.whos if w.first in (at + 1, inner) and w.subject), None)
    return _as_before(title, holder, line)


def _dash_before(title: Said, tokens: Sequence[Token]) -> int:
    """Where a dash stands before what somebody is made: «Рогова *—* министром», «Котову *—* врио мэра»; else 0."""
    acting = title.status == "acting" or title.case is None
    at = title.first - 1
    while acting and at > 0 and STATUS_WORDS.match(tokens[at].lower):
        at -= 1
    return at if at > 0 and (acting or title.case == "ablt") and tokens[at].text in DASHES else 0


def _office_before(title: Said, line: Line) -> bool:
    """«*Пост* министра труда получил Рогов, *министра спорта* — Котова»: whether an office was told before."""
    before = (t for t in line.titles if t.last < title.first and t.case == "gent" and alike(title.case, "gent"))
    at = title.first - 2 * bool(OFFICE.match(token_at(line.tokens, title.first - 1).lower))  # «, *на пост* министра …»
    comma = token_at(line.tokens, at - 1).text in (",", "а", "и")
    return comma and any(OFFICE.match(token_at(line.tokens, t.first - 1).lower) for t in before)


def _as_before(title: Said, holder: Who | None, line: Line) -> Clause | None:
    """A title to its holder by the verb said last before it."""
    tokens = line.tokens
    known = (_BE.match,) if title.case == "ablt" else (_BE.match, _TAKES.match)
    said = next((i for i in range(title.first - 1, -1, -1) if any(m(tokens[i].lower) for m in known)), None)
    if holder is None or said is None:
        return None
    return _held(_told_so(title, _status(tokens, said, said + 1)), holder, "elided")


def _several(title: Said, verb: int | None, line: Line) -> Clause:
    """«*Рогов и Котова* назначены судьями», «заместителями стали *Бурова и Канина*»."""
    tokens = line.tokens
    if verb is None or not any(t.tag.number == "plur" for t in tokens[max(0, verb - 1) : verb + 1] if t.tag.form):
        return Clause(title)
    rows = (row(w, line) for w in line.whos if w.case == "nomn" and (w.last <= verb or w.first > verb))
    people = next((found for found in rows if len(found) > 1), None)
    if people is None:
        return Clause(title)
    status = _status(line.tokens, verb, title.first) if title.status == "current" else title.status
    same = [t for t in line.titles if t.post.head == title.post.head]
    if len(same) == len(people):  # «стали руководителями управлений *по Курской и Орловской* областям»
        people = [who for who, one in zip(people, same, strict=True) if one.region == title.region]
    title = replace(title, status=status)
    return Clause(title, True, False, (propose(title, [w.person for w in people], "verb", "several", stated=True),))


def instead(named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """Whom «вместо (ушедшего в отставку) Мантурова», «преемником Мантурова» name."""
    for who in named:
        for token in reversed(tokens[max(0, who.first - 5) : who.first]):
            if token.lower in _INSTEAD or is_a(token.lower, "successor"):
                return who
            if token.tag.case not in ("gent", "accs", "loct") and token.tag.pos != "ADP":
                break
    return None


def _event(start: int, tokens: Sequence[Token]) -> int | None:
    """«указ о *назначении* Михаила Дегтярёва министром», not «до назначения *работал* врачом»."""
    for at in range(start - 1, max(-1, start - 8), -1):
        if tokens[at].tag.form == "Fin":
            return None
        if _EVENT.match(tokens[at].lower):
            return at
    return None


def _headed(title: Said, line: Line) -> Clause:
    """«Иванов возглавляет министерство», «возглавив министерство, Иванов …»."""
    verb = next(i for i in range(title.first, title.last) if line.tokens[i].start == title.post.head)
    return _by_gerund(title, verb, line) if is_gerund(line.tokens[verb]) else _heads(title, verb, line)


def _heads(title: Said, verb: int, line: Line) -> Clause:
    """«Иванов возглавляет министерство», «министерство возглавил Иванов», «Иванов, который возглавляет ...»."""
    tokens = line.tokens
    holder = _related(title, verb, line.whos, line)
    if holder is None and _is_said(LATTER | THEY, tokens[_clause_start(verb, tokens) : verb]):
        return Clause(title, True)
    holder = holder or _heading(title, verb, line)
    if holder is not None:
        several = row(holder, line) if tokens[verb].tag.number == "plur" else [holder]  # «в думу избраны *Рогов и Лис*»
        return Clause(title, True, False, (propose(title, [w.person for w in several], "verb", "heads", stated=True),))
    told = _is_said(LATTER | THEY, tokens[max(0, verb - 5) : verb]) or _without_subject(title, verb, tokens)
    return Clause(title, told, not told)


def _is_vote(title: Said, verb: Token) -> bool:
    """Whether a verb's object has the seat: «*избрали* Рогова в думу», «*выдвинули* Рогова в правление»."""
    return appoints(verb) and (title.status == "candidate" or is_a(verb.lower, "appoints"))


def _elected(verb: int, line: Line) -> Who | None:
    """«Избрали *Рогова* в правление», «*Рогова* избрали в думу»: the object of a verb in its own clause."""
    tokens, objects = line.tokens, in_case(line.whos, "accs", "gent")
    return next((w for w in objects if w.last == verb or _behind_verb(verb, w, tokens)), None)


def _behind_verb(verb: int, who: Who, tokens: Sequence[Token]) -> bool:
    return who.first > verb and not any(t.text in ",;:" for t in tokens[verb : who.first])


def _doers(verb: int, line: Line) -> list[Who]:
    """Who is named in a sentence that may do what a verb tells."""
    return [w for w in in_case(line.whos, "nomn") if does(w, line.tokens[verb])]


def _heading(title: Said, verb: int, line: Line) -> Who | None:
    """The subject of «возглавляет»: behind a body that stands before its verb, else the last before, else behind both.

    «*Возглавлявшая* избирком *Белова*» is whom a participle describes.
    """
    if _is_vote(title, line.tokens[verb]):
        return _elected(verb, line)
    comma = _comma(title.last, line.tokens)
    if (described := _described(title, verb, _between(line.whos, title.last, comma), line)) is not None:
        return described
    joined = _before_comma(title.first, line.whos, line.tokens) if _is_participle(line.tokens[verb]) else None
    if joined is not None and _agrees(line.tokens[verb], joined):
        return joined  # «от *Беловой, возглавлявшей* минздрав»
    named = _doers(verb, line)
    behind, before = _between(named, title.last, comma), _between(named, 0, title.first)
    inside = _between(named, title.first + 1, verb)  # «округом *Белова* руководит»
    near = [*inside[::-1], *behind] if title.last == verb + 1 else []
    near += before[::-1] or [*(w for w in behind if _subject_behind(title, w, line)), *_slipped(title, verb, line)]
    return next(iter(near), None)


def _slipped(title: Said, verb: int, line: Line) -> Iterator[Who]:
    """«Место достанется *Котову, возглавляющий* завод»: whom a participle describes that does not agree."""
    before = _before_comma(title.first, line.whos, line.tokens)
    if before is not None and _is_participle(line.tokens[verb]):
        yield before


def _between(whos: Sequence[Who], first: int, stop: int) -> list[Who]:
    return [w for w in whos if first <= w.first and w.last <= stop]


def _described(title: Said, verb: int, behind: Sequence[Who], line: Line) -> Who | None:
    """Whom a participle before a name describes, and not one before a comma; a time may stand between."""
    clause = _clause_start(verb, line.tokens)
    if any(w.last == clause - 1 for w in line.whos):  # «*Белова*, ранее возглавлявшая …»
        return None
    fits = (w for w in behind if _agrees(line.tokens[verb], w))
    return next((w for w in fits if _within_clause(title, w, line)), None)


def _agrees(participle: Token, who: Who) -> bool:
    """Whether a word is a participle that may stand before a name; of its gender the tags may be wrong."""
    genders = {f.gender for f in morph.dictionary_forms(participle.lower) if f.pos == "PRTF"}
    case = participle.tag.case or "nomn"
    same = alike(who.case, case) or (who.plain and case == "nomn")
    return same and _GENDERS.get(who.person.gender, "femn") in genders


_GENDERS: dict[str | None, str] = {"male": "masc", "female": "femn"}


def _within_clause(title: Said, who: Who, line: Line) -> bool:
    """Whether no verb and no mark stands between a title and a name behind it."""
    inside = line.inside
    between = (line.tokens[i] for i in range(title.last, who.first) if i not in inside)
    return not any(_is_verb(t) or t.tag.pos == "PUNCT" for t in between)


def _subject_behind(title: Said, who: Who, line: Line) -> bool:
    """«Руководит центром *(города) Белова*», «руководить центром *временно будет Белова*»."""
    inside = line.inside
    words = (line.tokens[i] for i in range(title.last, who.first) if i not in inside)
    return all(attribute(t) or t.tag.pos in ("AUX", "ADV", "PART") for t in words)


def _without_subject(title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """«Был врачом, затем *возглавлял больницу*»: what is told of somebody named before."""
    token, start = tokens[verb], _clause_start(verb, tokens)
    told = title.official or verb > 0  # what opens a sentence may well be of a body that it leaves out
    if not told or (token.tag.form, token.tag.number) != ("Fin", "sing") or token.tag.person in ("1", "2"):
        return False
    tags = [t.tag for t in (*tokens[start : title.first], *tokens[title.last : title.last + 2])]
    return not any(t.case == "nomn" or (t.pos, t.case) == ("PROPN", None) for t in tags if t.pos != "NUM")


def _of_nobody(title: Said, verb: int, line: Line) -> bool:
    """Whether a clause gives its title to nobody whom the article names."""
    tokens = line.tokens
    spoken = tokens[verb].tag.person in ("1", "2") or first_person(verb, tokens)
    spoken = spoken or (tokens[verb].tag.form == "Fin" and _is_anybody(tokens[verb + 1 : verb + 3]))
    denied = _not_so(title, verb, tokens)
    made_so = _active(tokens[verb]) or bool(_ACTIVE.search(tokens[verb].lower))  # «*назвавшей* Бурова диктатором»
    thought = title.case == "ablt" and bool(_THINK.match(tokens[verb].lower)) and made_so
    whoever = tokens[verb].tag.form == "Inf" and _of_whoever(title, verb, tokens)
    near = tokens[max(0, title.first - 10) : title.first]
    wanted = any(t.lower.startswith(_WANTING) and t.tag.number == "plur" for t in near[-5:])
    wanted = wanted and not any(t.lower in ("одним", "одной") for t in near)
    return (
        spoken or denied or thought or whoever or (wanted and title.case == "gent") or _other_subject(title, verb, line)
    )


def _not_so(title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """«мэром Рогов *не стал*»; not «*на посту* мэра Рогов не блистал»."""
    in_office = token_at(tokens, title.first - 1).tag.case == "loct" and not _BE.match(tokens[verb].lower)
    return title.case in ("ablt", "gent") and not in_office and _denied(verb, tokens)


_ANYBODY = frozenset(("тот", "та", "те", "любой", "каждый", "всякий"))


def _is_anybody(behind: Sequence[Token]) -> bool:
    """«мэром станет *тот, кто* …»."""
    return len(behind) == 2 and behind[0].lower in _ANYBODY and behind[1].text == ","


def _of_whoever(title: Said, verb: int, tokens: Sequence[Token]) -> bool:
    """«шансы специалиста *занять* пост», «*быть президентом* — это честь»."""
    before = token_at(tokens, verb - 1)
    if before.tag.case == "gent":
        return True
    if any(t.lower in _ANYBODY for t in tokens[verb + 1 : verb + 4]):
        return True  # «президентом может стать *тот*, кто …»
    if tokens[_clause_start(verb, tokens)].lower == "как":  # «*как* отставному премьеру *стать* президентом»
        return True
    opens = before.text in ("", ",", ":", "«", "(", *DASHES)
    return opens and token_at(tokens, title.last).text in DASHES


def _denied(verb: int, tokens: Sequence[Token]) -> bool:
    """«*не* стал министром», «*не* намерен становиться министром», «*отказался* стать министром»."""
    if token_at(tokens, verb - 1).lower == "не":
        return True
    if tokens[verb].tag.form != "Inf":
        return False
    near = tokens[max(0, verb - 4) : verb + 3]
    willing = (i for i, t in enumerate(near) if t.tag.form == "Fin" or t.tag.short)
    return any((i and near[i - 1].lower == "не") or is_a(near[i].lower, "refuse") for i in willing)


_ACTIVE = re.compile(r"(?:вш|[уюая]щ)(?:ий|ая|ое|ие|его|ей|ему|им|ем|их|ими|ую)$")
_THINK = re.compile(r"(?:счита|посчит|назыв|назва|обозва|увид|вид[ияе]т)")
_WANTING = ("претендент", "кандидат")


def _other_subject(title: Said, verb: int, line: Line) -> bool:
    """«*чья страна станет* председателем», «*объявлен траур* в связи с ...»: the verb's subject is no person."""
    tokens, start = line.tokens, _clause_start(verb, line.tokens)
    if tokens[start].lower in _THAT and any(_is_told_of(t, verb, tokens) for t in line.titles):
        return True  # «Белов сказал, *что мэром станет опытный политик*»
    said = (tokens[verb].tag.form == "Fin" or tokens[verb].tag.short) and not appoints(tokens[verb])
    behind = _first_noun(verb + 1, tokens)
    if not said or any(start < w.last and w.first < behind + 2 for w in line.whos) or _is_called(behind, line):
        return False
    inside = line.inside
    words = {*range(start, verb), behind} - inside
    if any(_stands_for(t, title, start, verb, tokens) for t in line.titles):
        return True
    if any(is_a(tokens[i].lower, "whoever") for i in range(start, verb)):
        return True  # «*кто* станет министром», «*один* из них был мэром»
    if start not in inside and tokens[start].tag.pos == "PROPN" and not morph.forms(tokens[start].lower)[0].known:
        return True  # a name that nobody has read as one
    return any(tokens[i].tag.case == "nomn" and tokens[i].tag.pos in ("NOUN", "PROPN") for i in words)


def _is_called(noun: int, line: Line) -> bool:
    """«мэром стал *лауреат премии «Рассвет»* Олег Рыбин»: a name in apposition stands behind a subject's own words."""
    who = next((w for w in in_case(line.whos, "nomn") if w.first > noun), None)
    if who is None or line.tokens[noun].tag.case != "nomn":
        return False
    inside = {i for t in line.titles for i in range(t.first - 1, t.last)}  # «выпускница МГУ, *мастер спорта* Белова»
    words = [line.tokens[i] for i in range(noun + 1, who.first) if i not in inside]
    return all(t.tag.case == "nomn" or attribute(t) for t in unquoted(words))


def _stands_for(subject: Said, title: Said, start: int, verb: int, tokens: Sequence[Token]) -> bool:
    """«*Глава государства* является верховным главнокомандующим»: whoever that is; «*министр* стал» is said of one, but
    not of who says so: «Белов уверен, *что актёр* станет мэром».
    """
    whole = subject.placed or " " in subject.post.post or subject.last > subject.first + 1
    whole = whole or tokens[start].lower in _THAT
    return subject is not title and subject.case == "nomn" and whole and start <= subject.first and subject.last <= verb


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
        before = tokens[start - 1]
        if _is_added(title, start - 1, tokens):
            start -= 1
            continue
        # «занял посты *замдиректора* и заместителя главы», whose first has no case by its tags
        alikes = (t for t in reversed(free) if t.case is None or alike(t.case, title.case))
        listed = next((t for t in alikes if _reaches(t, start - 1, tokens)), None)
        if listed is None or before.text not in (",", "и"):
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


def _reaches(title: Said, stop: int, tokens: Sequence[Token]) -> bool:
    """Whether a title ends at a token, but for where it is held: «директора *в «Иви»* | и редактора»."""
    where = tokens[title.last : stop]
    if title.last >= stop or where[0].lower not in ("в", "во", "на"):
        return title.last == stop
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
    """Whom the words say to hold a title: the verb's subject, its object where it appoints, a participle's noun."""
    tokens = line.tokens
    subjects = in_case(named, "nomn")
    if _is_said(("себя",), tokens[max(0, start - 3) : start]):  # «сложил *с себя* полномочия мэра»
        return _nearest([w for w in subjects if w.last <= title.first], title)
    if (worker := _whose_work(start, named, tokens)) is not None:
        return worker
    if (event := _event(start, tokens)) is not None:
        return _of_event(event, title, named, line)
    if (gone := _who_goes(start, named, tokens)) is not None:
        return gone
    if token_at(tokens, start - 1).lower == "как":  # «описал новичка *как офицера*» is of no subject
        same = [w for w in named if alike(w.case, title.case)]
        if same or title.case in ("gent", "accs"):
            return _nearest(same, title)
    if verb is None:  # «в качестве министра *Рогов* посетил …»
        return _nearest([w for w in subjects if w.first <= title.last], title)
    return _related(title, verb, named, line) or _of_verb(title, verb, named, line)


def _who_goes(start: int, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """«объяснил *увольнение Левченко* с поста мэра», «*кандидатура Ковтун* на пост мэра»: the name right behind such a
    noun, in any case that the words allow.
    """
    near = range(max(0, start - 8), start)
    ends = (i for i in near if is_a(tokens[i].lower, "resignation") or tokens[i].lower.startswith("кандидатур"))
    ends = (i for i in ends if not any(t.tag.form == "Fin" for t in tokens[i:start]))
    return next((w for i in ends for w in named if w.first in (i + 1, i + 2) and w.last < start), None)


def _whose_work(start: int, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """«оценил *работу Рогова на посту* мэра», «*в качестве* мэра»: the name in the genitive right before the office."""
    office = start > 1 and (OFFICE.match(tokens[start - 1].lower) or tokens[start - 1].lower == "качестве")
    at = start - 1 - bool(office) if start > 1 else 0
    if tokens[at].lower not in ("на", "в"):
        return None
    fits = (w for w in named if w.last == at and w.first and w.case == "gent")
    return next((w for w in fits if tokens[w.first - 1].tag.pos == "NOUN"), None)


def _of_event(event: int, title: Said, named: Sequence[Who], line: Line) -> Who | None:
    """«о назначении *Рогова* министром», «до назначения министром *Рогов* работал …»."""
    if token_at(line.tokens, event + 1).lower in _OTHERS:
        return None
    own = token_at(line.tokens, event - 1).lower in _WHEN
    # «поблагодарила Рудина *за утверждение* министром»: whom the words before the event name is another
    near = [w for w in named if w.last <= title.first or _next_to(title, w, line)]
    others = [w for w in near if w.case != "nomn" and (w.first > event or not own)]
    return _nearest(others or [w for w in near if own and w.case == "nomn"], title)


_OTHERS = ("его", "её", "ее", "их", "последнего", "последней")  # «после назначения *последнего* министром»
_WHEN = ("до", "после", "перед", "при", "момента", "за", "по")  # «*до* назначения на пост мэра Рогов жил …»


def _next_to(title: Said, who: Who, line: Line) -> bool:
    """Whether nothing but words of its own and other posts stand between a title and a name behind it."""
    inside = line.inside
    words = (line.tokens[i] for i in range(title.last, who.first) if i not in inside)
    return who.first >= title.last and all(map(attribute, words))


def _of_verb(title: Said, verb: int, named: Sequence[Who], line: Line) -> Who | None:
    """The part of a clause that its verb says to hold a title."""
    tokens, token = line.tokens, line.tokens[verb]
    if _is_participle(token):
        return _of_participle(title, verb, named, line)
    if appoints(token):
        return _appointed(title, verb, named, tokens)
    if is_a(token.lower, "hand_on") and morph.marked(token.lower, "intr"):  # «пост мэра *достался Котову*»
        return _nearest([w for w in in_case(named, "datv") if w.first > verb], title)
    if verb < title.first and _is_said(LATTER | THEY, tokens[_clause_start(verb, tokens) : verb]):
        return None  # «*она* станет министром, сказала Белова»: of somebody named before
    known = _gives(title, verb, tokens) or _TAKES.match(token.lower)
    if not known and in_case(named, "accs"):
        return None  # what a verb that is not known makes of its object
    fitting = _subjects(verb, named, tokens)
    several = _of_several_people(token) and not title.post.plural
    if several and title.status == "candidate" and len(fitting) > 1:
        return _subject(fitting, title, verb, tokens)  # of a post that several seek
    return _in_turn(title, fitting, line) if several else _subject(fitting, title, verb, tokens)


def _in_turn(title: Said, whos: Sequence[Who], line: Line) -> Who | None:
    """«*Рогов* и Котова назначены *мэром* и вице-мэром»: of as many people as posts, each in turn."""
    posts = [t for t in line.titles if t.case == title.case and not t.post.plural]
    people: list[Who] = next((found for w in whos if len(found := row(w, line)) > 1), [])
    turn = next((n for n, t in enumerate(posts) if t.post.head == title.post.head), None)
    return people[turn] if turn is not None and len(posts) == len(people) > 1 else None


def _subjects(verb: int, named: Sequence[Who], tokens: Sequence[Token]) -> list[Who]:
    """Who may do what a verb tells; nobody in a relative: «политик, *который станет* мэром, сказал Котов»."""
    fitting = [w for w in in_case(named, "nomn") if does(w, tokens[verb]) and not _said_by(w, verb, tokens)]
    relative = any(_relative(i, tokens) for i in range(_clause_start(verb, tokens), verb))
    return [] if relative else fitting


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
    tokens, case = line.tokens, line.tokens[verb].tag.case
    joined = _before_comma(verb, named, tokens)
    behind = next((w for w in named if w.first >= title.last), None)
    fits = behind is not None and (alike(behind.case, case) or (behind.plain and case == "nomn"))
    if joined is None and behind is not None and fits and _next_to(title, behind, line):
        return behind
    return joined or _nearest([w for w in named if alike(w.case, case) and w.last <= verb], title)


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
        return next((w for w in whos if w.first > verb), None) or _nearest(whos, title)
    near = [w for w in whos if w.last <= verb]
    return near[-1] if near else _nearest([w for w in whos if not _of_next_clause(w, title, tokens)], title)


def _of_next_clause(who: Who, title: Said, tokens: Sequence[Token]) -> bool:
    """«был назначен прокурором, *а в 1996 году Рогов назначил* его министром»: a name that has a verb of its own."""
    if not any(t.text in ",;:" for t in tokens[title.last : who.first]):
        return False
    return any(t.tag.form == "Fin" for t in tokens[who.last : who.last + 2])


def _related(title: Said, verb: int, named: Sequence[Who], line: Line) -> Who | None:
    """«Панетту, *который* был назначен министром»: the name before the relative's comma, a post of his passed over."""
    tokens = line.tokens
    for i in range(min(verb, title.first) - 1, 0, -1):
        if tokens[i].text in (";", ":") or _ends_clause(tokens[i]):
            return None
        if _relative(i, tokens):
            post = next((t.first for t in line.titles if t.last == i - 1), i - 1)
            near = range(i - 3 if tokens[i - 2].text == ")" else i - 2, i + 1)  # «Рогов *()*, который»
            ends = (*near, post, post - (tokens[post - 1].text == ","))
            return next((w for w in reversed(named) if w.last in ends), None)
    return None


def _relative(i: int, tokens: Sequence[Token]) -> bool:
    return token_at(tokens, i).lower.startswith("котор") and tokens[i].tag.case == "nomn"


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
    outside = (i for i in range(first, last) if i not in skipped)
    verbs = [i for i in outside if _is_verb(tokens[i]) and (i < title.first or tokens[i].tag.case is None)]
    verbs = [i for i in verbs if not any(_of_office(tokens[i], behind) for behind in tokens[i + 1 : i + 2])]
    fitting = verbs if office else [i for i in verbs if _gives(title, i, tokens)]
    # «*исполняющей* обязанности главы назначили Белову» is what the verb makes of her
    fitting = [i for i in fitting if not _ACTING.fullmatch(tokens[i].lower)] or fitting
    return min(fitting, key=lambda i: _distance(i, title, tokens), default=None)


def inserted(at: int, tokens: Sequence[Token]) -> range:
    """The clause between commas that tells of an office before it: «место мэра, *за которое боролись*, занял …»."""
    near = tokens[at + 1 : at + 3] if token_at(tokens, at).text == "," else ()
    tells = any(t.lower.startswith("котор") for t in near) or any(_describes(t.tag) for t in near[:1])
    end = next((i for i in range(at + 1, len(tokens)) if tells and tokens[i].text == ","), at)
    return range(min(at + 1, end), end)


def _describes(tag: Tag) -> bool:
    return tag.case is not None and (tag.form == "Part" or tag.pos == "ADJ")


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
    if (back := next((i for i in range(max(0, start - 5), start) if _RETURN.match(tokens[i].lower)), None)) is not None:
        return "current" if token_at(tokens, back - 1).lower in ("после", "с") else "former"
    event = _event(start, tokens)
    if event is not None:
        near = [t for t in tokens[max(0, event - 2) : event] if t.tag.pos != "ADP"]
        return "candidate" if near and is_a(near[-1].lower, "prospect") else "current"
    # «займётся другим после 26 лет *в качестве депутата*»
    as_ = token_at(tokens, start - 1).lower in _AS and verb is not None and not _BE.match(tokens[verb].lower)
    told = "current" if verb is None or as_ else _status(tokens, verb, title.first)
    now = told == "former" and _at_present(title, tokens) < title.first  # «был депутатом, *а ныне* — сенатором»
    return "current" if now else told


def _status(tokens: Sequence[Token], verb: int, start: int) -> Status:
    if verb < start and _moves(tokens[start].tag.case, verb, tokens):
        return "current" if tokens[verb].tag.tense == "past" else "elect"
    words = _around(tokens, verb, start)
    if (told := _by_words(tokens[verb], words)) is not None:
        return told
    if _for_a_time(tokens, verb, words):
        return "acting"
    if ahead(tokens[verb]):
        return "elect"
    if tokens[verb].tag.form == "Inf":
        before = [t.lower for t in tokens[max(0, verb - 5) : verb]]
        if _KEEPS.match(tokens[verb].lower):
            return "current"
        if "чтобы" in before and (_BE.match(tokens[verb].lower) or _TAKES.match(tokens[verb].lower)):
            return "candidate"
        return "elect" if any(map(_SHALL.match, before)) else "candidate" if any(map(_MAY.match, before)) else "current"
    chosen = any(t.tag.short for t in tokens[verb + 1 : verb + 3])  # «был избран» is no end of anything
    return "former" if WAS.match(tokens[verb].lower) and not chosen else "current"


def _by_words(verb: Token, words: Sequence[str]) -> Status | None:
    """What the words before an office tell: «*может покинуть* пост» of who has it, «пост *может* занять» of another."""
    may, left = any(map(_MAY.match, words)), any(map(_LEFT.match, words))
    if left and not may and not any(map(_SHALL.match, words)):
        return "current" if _LEFT.match(verb.lower) and ahead(verb) else "former"
    if left or ((may or any(map(_SHALL.match, words))) and any(map(_KEEPS.match, words))):
        return "current"
    return "candidate" if any(map(_WILL.match, words)) or _MAY.match(verb.lower) else None


def _for_a_time(tokens: Sequence[Token], verb: int, words: Sequence[str]) -> bool:
    """«*исполняет обязанности* мэра», «кресло мэра *временно занял* Котов»."""
    if is_a(tokens[verb].lower, "occupy") and any(t.lower == "временно" for t in tokens[max(0, verb - 8) : verb + 2]):
        return True
    duties = any(w.startswith(("обязанн", "должност", "полномочи")) for w in words)
    return duties and any(w.startswith("исполн") for w in words)


def _around(tokens: Sequence[Token], verb: int, start: int) -> list[str]:
    """The words before a title that begins at ``start``, its verb, and the infinitive of «*будут бороться*»."""
    begin, last = max(0, min(verb, start - 5)), min(verb, start)
    # «министром торговли *предложена* Рогова, министром спорта остаётся Лапин», «*уходит*, он станет министром»
    begin = max((i for i in range(begin, last) if tokens[i].text in ",;:"), default=begin)
    behind = [t.lower for t in tokens[verb + 1 : verb + 2] if t.tag.form == "Inf"]
    told = (i for i in range(begin, start) if not (token_at(tokens, i - 1).lower == "после" and _ends(tokens[i])))
    before = (tokens[i].lower for i in told if not _VACATED.match(tokens[i].lower))
    return [*before, tokens[verb].lower, *behind]


def _ends(token: Token) -> bool:
    """«после *увольнения* Рогова мэром стал Котов» ends nothing of Котов's."""
    return is_a(token.lower, "resignation")


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
