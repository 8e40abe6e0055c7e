"""Who holds a title by the words of its own sentence: beside the name, across a comma or dash, through a verb."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsnlp.lang import morph
from newsnlp.link.seen import Seen, Who
from newsnlp.types import Sentence, Status, Token

_GAP = 9  # words of a title's phrase that may stand unread before the name
# (Name's case, title's case): side by side, they are two things; other differences are slips of the tags.
_DIFFERENT = frozenset({("gent", "nomn"), ("nomn", "gent"), ("nomn", "datv")})
_DASHES = frozenset("— – - −".split())
_AGE = re.compile(r"\d+-?(?:летн\w*)?$")
_BETWEEN = re.compile(
    r"(?:бывш|экс|нынешн|тогдашн|известн|новы|нова|избранн|действующ|прежн|будущ|временн|исполняющ|легендарн|"
    r"ныне|ранее|позже|позднее|затем|тогда|также|впоследствии|недавно|сейчас|сегодня|обязанности|врио|врид|одновременно|"
    r"и$|о$|а$|\.$|по$|совместительству$|первый$|второй$|третий$|старший$)"
)
_WITH = frozenset("с со между перед над за под рядом".split())
_OFFICES = re.compile(
    r"(?:пост$|поста$|посту$|постом$|посте$|посты$|должност|кресл|обязанност|полномочи|позици|место$|места$|звани)"
)
_APPOINT = re.compile(
    r"(?:пере)?(?:назнач|избра|избир|утверд|выдви|сдела|объяви|объявл|призна|представ|рекоменд|провозгла|короно|"
    r"предлож|пригла|постав|смест|отправ|сня|освобо|уволи|уволь|отстран|лиши|назва|счита|видит|видят)"
)
_REPLACE = re.compile(r"(?:смени|сменя|замени|заменя|сменит|смещ)")
_LEFT = re.compile(
    r"(?:уш[её]л|ушла|уш[её]дш|уход|покину|покида|остави|оставл|сня|освобо|отстран|уволи|уволь|уволен|лиши|отстав|сложи|смещ)"
)
_WAS = re.compile(
    r"(?:был$|была$|были$|бывал|занимал|работал|являлся$|являлась$|служил|трудил|исполнял|руководил|пробы)"
)
_WILL = re.compile(r"(?:баллотир|претенд|выдвин|выдвиг|кандидат)")


def within_sentence(titles: Sequence[Seen], whos: Sequence[Who], sentence: Sentence) -> list[Seen]:
    """Ties the titles of one sentence to the people that it names; gives the titles that a verb adds to them."""
    tokens = sentence.tokens
    for person in whos:
        _before(person, titles, whos, tokens)
    for person in whos:
        _after(person, titles, tokens)
    return [made for title in titles if not title.people for made in _predicate(title, titles, whos, tokens)]


# ------------------------------------------------------------------------------------------------ before the name


def _before(person: Who, titles: Sequence[Seen], whos: Sequence[Who], tokens: Sequence[Token]) -> None:
    """«бывший министр, депутат Иван Петров», «губернатор — Иван Петров»."""
    at, chained = person.first, False
    while True:
        at = _back(at, titles, whos, tokens, chained)
        ending = [t for t in titles if t.last == at and not t.people]
        title = _agreeing(ending, person, whos, tokens)
        if title is None and not chained and at > 1:
            at, title = _across(at, titles, person, tokens)
            title = title or _far(at, titles, person, whos, tokens)
        if title is None and chained:
            title = _listed(at, titles, person, tokens)
        if title is None:
            return
        _give(title, titles, person, whos, tokens)
        at, chained = title.first, True


def _back(at: int, titles: Sequence[Seen], whos: Sequence[Who], tokens: Sequence[Token], chained: bool) -> int:
    """Over ages, adjectives and, where two names follow two nested titles, the first of the names."""
    ends = {t.last for t in titles if not t.people}
    for _ in range(5):
        if at == 0 or at in ends:
            return at
        before = tokens[at - 1]
        named = None if chained else next((w for w in whos if w.last == at), None)
        if named:
            at = named.first
        elif _AGE.match(before.lower) or before.text in '«"„“' or (chained and _BETWEEN.match(before.lower)):
            at -= 1
        elif before.tag.pos == "ADJ" and not chained and before.text[:1].islower():
            at -= 1
        else:
            return at
    return at


def _across(at: int, titles: Sequence[Seen], person: Who, tokens: Sequence[Token]) -> tuple[int, Seen | None]:
    """A title before a dash, a colon or a bracket."""
    mark = tokens[at - 1].text
    aged = at < person.first and bool(_AGE.match(tokens[person.first - 1].lower))
    if mark not in _DASHES and mark not in (":", "(") and not (mark == "," and aged):
        return at, None
    ending = [t for t in titles if t.last == at - 1 and not t.people and t.first < t.last]
    for title in ending:
        if _agree(title, person) or (mark == "(" and person.case == "nomn"):
            return at - 1, title
    return at, None


def _listed(at: int, titles: Sequence[Seen], person: Who, tokens: Sequence[Token]) -> Seen | None:
    """The title before in a list, over members of it that are no titles: «*поэт*, переводчик и меценат Иванов»."""
    for _ in range(3):
        if at < 2 or tokens[at - 1].text not in (",", "и"):
            return None
        at -= 1
        title = _agreeing([t for t in titles if t.last == at and not t.people], person, (), tokens)
        if title is not None:
            return title
        while at and tokens[at - 1].tag.pos in ("NOUN", "ADJ") and tokens[at - 1].tag.case in (person.case, "gent"):
            at -= 1
    return None


def _far(at: int, titles: Sequence[Seen], person: Who, whos: Sequence[Who], tokens: Sequence[Token]) -> Seen | None:
    """A title whose phrase goes on to the name in words that could not be read: «президент *её подразделения* Элоп»."""
    ending = [t for t in titles if at - _GAP <= t.last < at and not t.people and t.case == person.case]
    for title in reversed(ending):
        gap = tokens[title.last : at]
        if gap[0].text == "," and len(gap) > 1 and gap[1].tag.case == title.case and gap[1].tag.pos in ("NOUN", "ADJ"):
            gap = [t for t in gap[1:] if t.tag.case != title.case]
        others = any(title.last <= w.first < at for w in whos) or any(title.last <= t.first < at for t in titles)
        if not others and all(map(_attribute, gap)):
            return title
    return None


def _attribute(token: Token) -> bool:
    """A word that may stand in a genitive or prepositional phrase."""
    tag = token.tag
    if tag.pos in ("NOUN", "PROPN", "ADJ", "DET", "NUM"):
        return tag.case in ("gent", "loct", None) or token.text[:1].isupper()
    return token.text in '«»"„“”№' or tag.pos == "X" or token.lower in ("при", "по", "в", "на", "из", "от")


def _agreeing(ending: Sequence[Seen], person: Who, whos: Sequence[Who], tokens: Sequence[Token]) -> Seen | None:
    """Of nested titles that end before a name, the one that it agrees with: the outer, where both do."""
    exact = [t for t in ending if _agree(t, person)]
    loose = len(ending) == 1 and (person.case, ending[0].case) not in _DIFFERENT
    fits = exact or (list(ending) if loose or (ending and _may(person, tokens)) else [])
    if len(fits) > 1 and any(w.first == person.last for w in whos):
        return fits[-1]
    return fits[0] if fits else None


def _agree(title: Seen, person: Who) -> bool:
    """The same case; the genitive and the accusative of a person look the same."""
    cases = {title.case, person.case}
    acting = title.status == "acting" and person.case == "nomn"
    return len(cases) == 1 or None in cases or cases == {"gent", "accs"} or acting


def _may(person: Who, tokens: Sequence[Token]) -> bool:
    """Whether a name does not decline, so that its tags say nothing: «Ар Келли», «Пак Кын Хе», «Ди Каприо»."""
    words = [t.lower for t in tokens[person.first : person.last] if len(t.text) > 1 and t.text[0].isalpha()]
    return all(word[-1] in "оуыиэюеё" or not any(f.known for f in morph.forms(word)) for word in words)


def _give(title: Seen, titles: Sequence[Seen], person: Who, whos: Sequence[Who], tokens: Sequence[Token]) -> None:
    """Ties a title to a person; a plural to each of the people in a row, one by one where it means several posts."""
    if not title.post.plural:
        title.people.append(person.person)
        return
    row = _row(person, whos, tokens)
    same = [t for t in titles if t.post.head == title.post.head]
    if len(same) > 1 and len(same) == len(row):
        for one, holder in zip(same, row, strict=True):
            one.people.append(holder.person)
    else:
        for one in same[:1] if len(same) == 1 else [title]:
            one.people.extend(w.person for w in row)


def _row(person: Who, whos: Sequence[Who], tokens: Sequence[Token]) -> list[Who]:
    """«Иванов, Петров и Сидоров»."""
    row = [person]
    for following in whos:
        gap = [t.text for t in tokens[row[-1].last : following.first]]
        if following.first >= row[-1].last and gap in ([","], ["и"], [",", "а", "также"], ["или"]):
            row.append(following)
    return row


# ------------------------------------------------------------------------------------------------ behind the name


def _after(person: Who, titles: Sequence[Seen], tokens: Sequence[Token]) -> None:
    """«Иван Петров, губернатор ...», «Иван Петров (губернатор)», «Иван Петров — депутат, член комитета»."""
    at = _brackets(person.last, titles, tokens)
    if at >= len(tokens):
        return
    mark = tokens[at].text
    if mark not in (",", "(") and mark not in _DASHES:
        return
    at = _forward(at + 1, titles, tokens)
    while (title := next((t for t in titles if t.first == at), None)) is not None:
        if title.people or not _beside(title, person, mark):
            return
        title.people.append(person.person)
        at = _next(title.last, titles, tokens, title.case)


def _next(at: int, titles: Sequence[Seen], tokens: Sequence[Token], case: str | None) -> int:
    """Where the next title of a list begins, over members of it that are no titles; -1 where the list ends."""
    for _ in range(3):
        if at >= len(tokens) or tokens[at].text not in (",", "и", ";"):
            return -1
        at = _forward(at + 1, titles, tokens)
        if any(t.first == at for t in titles):
            return at
        while (
            at < len(tokens)
            and tokens[at].tag.pos in ("NOUN", "ADJ", "PROPN")
            and tokens[at].tag.case in (case, "gent")
        ):
            at += 1
    return -1


def _beside(title: Seen, person: Who, mark: str) -> bool:
    if mark in _DASHES:
        return title.case in ("nomn", person.case) or title.case is None
    if mark == "(":
        return title.case in ("nomn", person.case)
    return _agree(title, person)


def _brackets(at: int, titles: Sequence[Seen], tokens: Sequence[Token]) -> int:
    """Behind «(англ. Joe Biden)», «, 57 лет», unless a title begins there."""
    if at < len(tokens) and tokens[at].text == "(" and not any(t.first == at + 1 for t in titles):
        at = next((i + 1 for i in range(at + 1, min(at + 40, len(tokens))) if tokens[i].text == ")"), at)
    if [t.text for t in tokens[at : at + 1]] == [","] and at + 2 < len(tokens) and tokens[at + 2].lower in _YEARS:
        at += 3
    return at


_YEARS = frozenset("год года лет".split())


def _forward(at: int, titles: Sequence[Seen], tokens: Sequence[Token]) -> int:
    """Over «бывший», «ныне», «известный» to where a title begins."""
    firsts = {t.first for t in titles}
    for i in range(at, min(at + 6, len(tokens))):
        if i in firsts:
            return i
        if tokens[i].text in (",", *_DASHES):
            continue
        if not (_BETWEEN.match(tokens[i].lower) or tokens[i].tag.pos in ("ADJ", "ADV") or _AGE.match(tokens[i].lower)):
            return at
    return at


# ------------------------------------------------------------------------------------------------ through a verb


def _predicate(title: Seen, titles: Sequence[Seen], whos: Sequence[Who], tokens: Sequence[Token]) -> Iterable[Seen]:
    """«занимал пост премьера», «стал министром», «назначил Петрова послом», «сменил Путина на посту президента»."""
    start = _beginning(title, titles, tokens)
    before = tokens[start - 1].lower if start else ""
    office = bool(_OFFICES.match(before)) and title.case == "gent"
    role = title.case == "ablt" and before not in _WITH
    led = before in ("в", "качестве", "роли", "как")
    stated = title.case == "nomn" and before in _DASHES
    if (title.office is None and any(t.office is title for t in titles)) or not (office or role or led or stated):
        return
    verb = None if stated else _verb(title, tokens)
    named = [w for w in whos if not any(t.first <= w.first < t.last for t in titles)]
    title.bare = verb is None or not _APPOINT.match(tokens[verb].lower)
    if title.status == "current" and verb is not None:
        title.status = _status(tokens, verb, start)
    if verb is not None and _REPLACE.match(tokens[verb].lower):
        yield from _replaced(title, named)
    elif holder := _holder(title, verb, before == "как", named, tokens):
        title.people.append(holder.person)
        title.bare = False


def _beginning(title: Seen, titles: Sequence[Seen], tokens: Sequence[Token]) -> int:
    """The first token of the list that a title is in, words like «бывшего» included."""
    start = title.first
    while start:
        if _BETWEEN.match(tokens[start - 1].lower) and tokens[start - 1].text not in (".", "и"):
            start -= 1
            continue
        listed = next((t for t in titles if t.last == start - 1 and t.case == title.case and not t.people), None)
        if listed is None or tokens[start - 1].text not in (",", "и"):
            return start
        start = listed.first
    return start


def _replaced(title: Seen, named: Sequence[Who]) -> Iterable[Seen]:
    """«сменил Путина на посту президента»: who came holds the post, who went held it."""
    came = _nearest([w for w in named if w.case == "nomn"], title)
    went = _nearest([w for w in named if w.case in ("accs", "gent")], title)
    if came:
        title.people.append(came.person)
        title.status, title.bare = "current", False
    if went:
        yield replace(title, people=[went.person], status="former", mentions=list(title.mentions), bare=False)


def _holder(title: Seen, verb: int | None, like: bool, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """Whom a verb says to hold a title: its subject, its object where the verb appoints, a participle's noun."""
    if like:
        return _nearest([w for w in named if w.case == title.case], title)
    if verb is None:
        return _nearest([w for w in named if w.case == "nomn" and w.last <= title.first], title)
    token = tokens[verb]
    related = _related(title, verb, named, tokens)
    if related is not None:
        return related
    if token.tag.form == "Part" and token.tag.case is not None and not token.tag.short:
        return _nearest([w for w in named if w.case == token.tag.case and w.last <= verb], title)
    if _APPOINT.match(token.lower) and _active(token):
        objects = [w for w in named if w.case == "accs"] or [
            w for w in named if w.case in ("gent", "datv") and w.first > verb
        ]
        return _nearest(objects, title)
    return _nearest([w for w in named if w.case == "nomn"], title)


def _related(title: Seen, verb: int, named: Sequence[Who], tokens: Sequence[Token]) -> Who | None:
    """«Панетту, *который* был назначен министром»: the name before the relative's comma."""
    for i in range(min(verb, title.first) - 1, 0, -1):
        if tokens[i].text in (";", ":") or tokens[i].tag.form == "Fin":
            return None
        if tokens[i].lower.startswith("котор") and tokens[i].tag.case == "nomn":
            return next((w for w in reversed(named) if i - 3 <= w.last <= i), None)
    return None


def _active(token: Token) -> bool:
    return token.tag.form in ("Fin", "Conv", "Inf") and not token.lower.endswith(("ся", "сь"))


def _verb(title: Seen, tokens: Sequence[Token]) -> int | None:
    """The verb nearest to a title, those before it first."""
    before = [i for i in range(max(0, title.first - 14), title.first) if _is_verb(tokens[i])]
    if before:
        return before[-1]
    behind = range(title.last, min(title.last + 14, len(tokens)))
    return next((i for i in behind if _is_verb(tokens[i]) and tokens[i].tag.case is None), None)


def _is_verb(token: Token) -> bool:
    return token.tag.pos in ("VERB", "AUX") or (token.tag.pos == "ADJ" and token.tag.short)


def _status(tokens: Sequence[Token], verb: int, start: int) -> Status:
    words = [t.lower for t in tokens[max(0, min(verb, start - 5)) : start]] + [tokens[verb].lower]
    if any(map(_LEFT.match, words)):
        return "former"
    if any(map(_WILL.match, words)):
        return "candidate"
    if "исполн" in " ".join(w[:6] for w in words) and any(w.startswith("обязанн") for w in words):
        return "acting"
    return "former" if any(map(_WAS.match, words)) else "current"


def _nearest(whos: Sequence[Who], title: Seen) -> Who | None:
    """The nearest name before the title, else the first behind it."""
    before = [w for w in whos if w.last <= title.first]
    behind = [w for w in whos if w.first >= title.last]
    if before:
        return before[-1]
    return behind[0] if behind else None
