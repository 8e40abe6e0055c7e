"""Who came after whom in a post that the words before have named: «его сменил Петров», «она сменила Иванова»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from newsnlp.link.seen import Seen, Who
from newsnlp.types import Mention, Sentence, Status, Token

_REPLACE = re.compile(r"(?:смени|сменя|замени|заменя)")
_NAMED = re.compile(r"(?:стал|стан|назнач|избра|избер|утвер[жд]|занял|займ|приш[её]л|пришл|прид)")
_BECAME = re.compile(r"(?:стал[аи]?|станет|оказал(?:ся|ась))$")
_HIS = {"его": "male", "него": "male", "ее": "female", "её": "female", "нее": "female", "неё": "female"}
_PLACE = re.compile(r"(?:мест[оае]|смену|посту?|должност[ьи]|кресло|преемни\w+)$")
_BACK = 2  # sentences in which the post may have been named


def successors(seen: Sequence[Seen], whos: Sequence[Sequence[Who]], sentences: Sequence[Sentence]) -> list[Seen]:
    """The titles that such words add; ``seen`` is in the article's order."""
    made: list[Seen] = []
    for number, sentence in enumerate(sentences):
        for i, token in enumerate(sentence.tokens):
            if whos[number] and token.tag.pos == "VERB" and (named := _read(i, sentence.tokens)):
                before = [s for s in seen if _before(s, number, token.start)]
                last = [w for n in range(max(0, number - _BACK), number + 1) for w in whos[n] if w.stop <= token.start]
                made += _made(named, i, whos[number], sentence.tokens, before, last)
            elif token.tag.pos == "VERB" and _BECAME.match(token.lower):
                _become(i, sentence.tokens, whos[number], [s for s in seen if _vacant(s, number, token.start)])
    return made


def _become(verb: int, tokens: Sequence[Token], whos: Sequence[Who], vacant: Sequence[Seen]) -> None:
    """«Назначен новый начальник полиции. *Им стал Петров*»: ties the post before to him."""
    beside = {t.lower for t in (*tokens[max(0, verb - 1) : verb], *tokens[verb + 1 : verb + 2])}
    came = next((w for w in whos if w.first > verb and w.case == "nomn"), None)
    if vacant and came and beside & {"им", "ею", "ей"}:
        vacant[-1].people.append(came.person)


def _vacant(title: Seen, number: int, start: int) -> bool:
    near = number - 1 <= title.sentence <= number and title.post.head < start
    return near and not title.people and title.case == "nomn" and not title.post.plural


def _before(title: Seen, number: int, start: int) -> bool:
    substituted = "~" in title.post.means and not title.predicate  # players and actors replace one another
    return (
        bool(title.people)
        and not substituted
        and number - _BACK <= title.sentence <= number
        and title.post.head < start
    )


def _read(i: int, tokens: Sequence[Token]) -> str:
    """«his» where a pronoun says who went or «whom» where a name does; empty for other verbs."""
    near = tokens[max(0, i - 5) : i + 5]
    words = [t.lower for t in near]
    if _REPLACE.match(tokens[i].lower):
        beside = tokens[max(0, i - 1)].lower, tokens[min(i + 1, len(tokens) - 1)].lower
        return "his" if any(w in _HIS for w in beside) else "whom"
    his = any((a in _HIS and _PLACE.match(b)) or (a == "вместо" and b in _HIS) for a, b in pairwise(words))
    return "his" if his and _NAMED.match(tokens[i].lower) else ""


def _made(
    named: str, verb: int, whos: Sequence[Who], tokens: Sequence[Token], before: Sequence[Seen], last: Sequence[Who]
) -> Iterator[Seen]:
    token = tokens[verb]
    if named == "his":
        gender = next((_HIS[t.lower] for t in tokens[max(0, verb - 5) : verb + 5] if t.lower in _HIS), None)
        came = _subject(verb, whos, token)
        gone = next((w.person for w in reversed(last) if w is not came and w.person.gender in (gender, None)), None)
        title = _last(t for t in before if gone in t.people)
        if title and came and came.person not in title.people:
            yield _held(title, came, "elect" if token.tag.tense == "futr" else "current", token)
        return
    went = next((w for w in whos if w.first > verb and w.case in ("accs", "gent") and w.first - verb < 5), None)
    if went is None or token.tag.tense == "futr":
        return
    came = _subject(verb, whos, token)
    post = any(t.lower in ("посту", "должности") for t in tokens[verb : verb + 4])
    title = _last(t for t in before if (t.predicate or post) and (came is None or came.person in t.people))
    if title and went.person not in title.people:
        yield _held(title, went, "former", token)


def _last(titles: Iterable[Seen]) -> Seen | None:
    found = list(titles)
    return found[-1] if found else None


def _subject(verb: int, whos: Sequence[Who], token: Token) -> Who | None:
    """The nearest name in the nominative, in the accusative where people are said to have named somebody."""
    case = "accs" if token.tag.number == "plur" and token.tag.form == "Fin" else "nomn"
    fitting = [w for w in whos if w.case == case or (case == "accs" and w.case == "gent")]
    return min(fitting, key=lambda w: (abs(w.first - verb), w.first < verb), default=None)


def _held(title: Seen, who: Who, status: Status, verb: Token) -> Seen:
    said = Mention(verb.start, verb.stop, verb.text, "title.verb")
    return replace(title, people=[who.person], status=status, mentions=[said])
