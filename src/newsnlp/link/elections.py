"""What elections tell: who has won an office, who runs for it, and for which a «кандидат от партии» stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from newsnlp.data import word_list
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import DASHES, alike
from newsnlp.link.said import Line, Said, Who, does, in_case
from newsnlp.types import Region, Sentence, Token, only, token_at

_OPEN = word_list("link.elections.open")
_FAR = 8  # tokens between an election and who has won it


def elected(title: Said, line: Line) -> tuple[Said, Who | None] | None:
    """A title as an election gives it, and who has won it or runs for it; ``None`` of what no election is told of."""
    if (polls := _polls(title, line.tokens)) is None:
        return None
    title = replace(title, region=_where(title, max(polls + 1, title.last), line) or title.region)
    if lost(title, line):
        return title, None
    return _won(title, line) or _sought_by(title, line) or ((title, None) if polls > title.first else None)


def lost(title: Said, line: Line) -> bool:
    """«*уступил* на выборах *мэра* Рогову»: who is named behind has an election's office by nothing."""
    return _nearest("lose", title, line) is not None


def _where(title: Said, at: int, line: Line) -> Region | None:
    """«выборы президента *в США*»: the place behind an election whose office tells none, from a token on."""
    if any(title.post.start <= spot.start < title.post.stop for spot in line.places):
        return None
    start = token_at(line.tokens, at + 1).start if token_at(line.tokens, at).lower in ("в", "во", "на") else -1
    return next((spot.entity for spot in line.places if spot.start == start), None)


def _won(title: Said, line: Line) -> tuple[Said, Who | None] | None:
    """«*победил* на выборах *мэра*», «с *победой* на *президентских* выборах»: a title as it is won, and who has it;
    ``None`` of what nobody wins here.
    """
    at, tokens = _nearest("win", title, line), line.tokens
    if at is None:
        return None
    if _denied(at, tokens):
        return title, None
    winner = _winner(at, title, line)
    if winner is not None and _is_open(at, tokens):
        return replace(title, status="candidate"), winner
    past = tokens[at].lower.startswith("побежд") or any(_YEAR.match(t.text) for t in tokens)
    return title if past else replace(title, status="elect"), winner


def _sought_by(title: Said, line: Line) -> tuple[Said, Who] | None:
    """«*намерен участвовать* в выборах *мэра*», «*пойдёт* на выборы *мэра*»: a title as it is sought, and who runs."""
    at = _nearest("run", title, line)
    if at is None or not _runs(at, line.tokens):
        return None
    # «решение об *участии Рогова* в выборах мэра»
    who = next((w for w in line.whos if w.first == at + 1), None) if line.tokens[at].tag.noun else None
    who = who or (None if _of_others(at, line.tokens) else _subject(at, title, line) or _before_relative(at, line))
    return None if who is None else (replace(title, status="candidate"), who)


def _runs(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a verb tells that its subject runs, or an infinitive or a noun that he means to; no refusal."""
    tag, before = tokens[at].tag, [t.lower for t in tokens[max(0, at - 5) : at + 2]]
    if "не" in before or any(is_a(word, "refuse") for word in before):
        return False
    if tag.form == "Fin" or tag.short:
        return tag.number == "sing" and _will_run(tokens[at])
    return any(word.startswith(word_list("link.elections.meant")) for word in before)


def _will_run(verb: Token) -> bool:
    """«участвует», «*выдвинут*», «*выдвинулся*», not «участвовал», «выдвинул Рогова»."""
    if verb.lower.startswith("выдви"):
        return verb.tag.short or verb.lower.endswith(("ся", "сь"))
    return verb.tag.tense != "past"


def _of_others(at: int, tokens: Sequence[Token]) -> bool:
    """«об участии *партии* в выборах»: whether a noun behind «участие» tells of whom it is."""
    return tokens[at].tag.noun and token_at(tokens, at + 1).tag.noun


def _before_relative(at: int, line: Line) -> Who | None:
    """«*Рогов*, который намерен участвовать в выборах мэра», «*Рогов* заявил, что примет участие в выборах мэра»."""
    tokens = line.tokens
    comma = next((i for i in range(at, 0, -1) if tokens[i].text == ","), 0)
    opens = token_at(tokens, comma + 1)
    if opens.lower.startswith("котор") and opens.tag.case == "nomn":
        return line.before(comma)
    told = opens.lower == "что" and not any(map(_may_do, tokens[comma + 1 : at]))
    return only({w for w in in_case(line.whos, "nomn") if told and w.last <= comma})


def _may_do(token: Token) -> bool:
    return token.tag.case == "nomn" and (token.tag.noun or token.tag.pos == "PRON")


def _nearest(kind: str, title: Said, line: Line) -> int | None:
    """The word of a class that is nearest to a title, and of its election."""
    polls = _polls(title, line.tokens)
    near = (i for i in line.of(kind) if polls is not None and _is_of(polls, i, line))
    return min(near, key=lambda i: abs(i - title.first), default=None)


_YEAR = re.compile(r"(?:19|20)\d\d\b")


def _polls(title: Said, tokens: Sequence[Token]) -> int | None:
    """Where the election is for an office: «*выборах* (нового) мэра», «президентских *выборах*»."""
    near = (title.first + 1, title.first - 1, title.first - 2)
    return next((i for i in near if token_at(tokens, i).lower.startswith("выбор")), None)


def _is_of(polls: int, win: int, line: Line) -> bool:
    """Whether an election is near a word of winning, in its clause or in «выборы, *на которых* победил Рогов»."""
    between = line.tokens[min(polls, win) + 1 : max(polls, win)]
    inside = [t.lower for t in between if t.tag.pos == "PUNCT"]
    related = inside == [","] and any(t.lower.startswith("котор") for t in between)
    joined = any(t.tag.pos == "CCONJ" for t in between)  # «участвовал в выборах мэра *и* победил в споре»
    return len(between) <= _FAR + 4 * related and (not inside or related) and not joined


def _denied(win: int, tokens: Sequence[Token]) -> bool:
    """«*не* победил», «*никто* не одержал победу», «мы *победим*»."""
    before = tokens[max(0, win - 3) : win]
    return tokens[win].tag.person in ("1", "2") or any(t.lower in ("не", "никто", "ни") for t in before)


def _is_open(win: int, tokens: Sequence[Token]) -> bool:
    """«*в случае* победы», «*если* победит», «*надеется* на победу»: whether nobody has won yet."""
    token = tokens[win]
    near = [t.lower for t in tokens[max(0, win - 4) : win]]
    wished = any(word.startswith(_OPEN) or is_a(word, "prospect", "in_case") for word in near)
    return wished or token.tag.tense == "futr" or token.tag.form == "Inf"


def _winner(win: int, title: Said, line: Line) -> Who | None:
    """Who has won: the subject, whom a participle describes, whose victory it is."""
    token = line.tokens[win]
    if token.tag.form == "Part":
        return _described(win, title, line)
    victory = token.tag.noun and not token.lower.startswith("победител")
    return _victor(win, title, line) if victory else _subject(win, title, line)


def _victor(win: int, title: Said, line: Line) -> Who | None:
    """Whose «победа» it is, whom somebody congratulates on it, who celebrates it."""
    owner = next((w for w in line.whos if line.post_before(w.first) == win + 1), None)
    if owner is not None and owner.case in ("gent", None):
        return owner
    # where «*поздравил* с победой» stands before a victory
    on_it = any(t.lower in ("с", "со") for t in line.tokens[max(0, win - 3) : win])
    joy = next((i for i in line.of("congratulate") if on_it and i < win), None)
    return _subject(win, title, line) if joy is None else _addressee(joy, win, title, line)


def _addressee(joy: int, win: int, title: Said, line: Line) -> Who | None:
    """«*поздравил Рогова* с победой», «поздравил с победой на выборах мэра *Рогова*»."""
    objects = [w for w in in_case(line.whos, "accs", "gent", "datv", None) if w.first > joy]
    before = [w for w in objects if w.last <= win]
    return before[-1] if before else next((w for w in objects if w.first >= title.last), None)


def _described(win: int, title: Said, line: Line) -> Who | None:
    """«Рогов, *победивший* на выборах мэра», «*победивший* на выборах мэра Рогов»."""
    case = line.tokens[win].tag.case
    before = next((w for w in line.whos if line.tokens[win - 1].text == "," and w.last == win - 1), None)
    behind = next((w for w in line.whos if w.first >= max(win, title.last)), None)
    return next((w for w in (before, behind) if w is not None and alike(w.case, case)), None)


def _subject(win: int, title: Said, line: Line) -> Who | None:
    """The nearest name that may win, before the verb rather than behind."""
    named = [w for w in in_case(line.whos, "nomn") if does(w, line.tokens[win]) or line.tokens[win].tag.noun]
    free = [w for w in named if not _parted(w, win, title, line)]
    return min(free, key=lambda w: (abs(w.first - win), w.first > win), default=None)


def _parted(who: Who, win: int, title: Said, line: Line) -> bool:
    """Whether another verb or a clause stands between a name and a word of winning."""
    first, last = sorted((who.first, win))
    inside = line.inside | {*range(title.first, title.last)}
    between = [line.tokens[i] for i in range(first + 1, last) if i not in inside]
    commas = sum(t.text == "," for t in between)
    return any(t.text in (";", ":", "»", *DASHES) for t in between) or commas % 2 == 1


def standing(said: Sequence[Said], sentences: Sequence[Sentence]) -> Iterator[Said]:
    """«На *выборах главы Якутии* победил Рогов. *Кандидат от КПРФ* Котова набрала 9%»: titles with what is sought."""
    sought = office_sought(said, [s.tokens for s in sentences]) if any(map(_stands, said)) else None
    yield from (said if sought is None else (_for(title, sought) if _stands(title) else title for title in said))


def _stands(title: Said) -> bool:
    return title.post.post == "кандидат" and title.status == "current"


def _for(title: Said, sought: Said) -> Said:
    office = replace(title.post, post=sought.post.post, name=sought.post.name, public=sought.post.public)
    return replace(title, post=office, status="candidate", organization=None, region=sought.region, official=True)


def office_sought(said: Iterable[Said], sentences: Sequence[Sequence[Token]]) -> Said | None:
    """The only office of a place for which the page tells an election; ``sentences``: their tokens."""
    told = [t for t in said if t.official and t.region is not None and _is_sought(t, sentences[t.sentence])]
    one = only({(t.post.post.partition(" ")[0], t.region) for t in told})
    return None if one is None else told[0]


def _is_sought(title: Said, tokens: Sequence[Token]) -> bool:
    """«*выборы* главы Якутии», «*выбирают* мэра»."""
    return token_at(tokens, title.first - 1).lower.startswith(word_list("link.elections.choosing"))
