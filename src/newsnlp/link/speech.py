"""Who speaks and of whom: nobody speaks of himself as of another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set

from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import DASHES, QUOTES
from newsnlp.link.said import Line, Said, first_person, in_case
from newsnlp.types import Person, Token, token_at

_CLOSING = {"»": "«", '"': '"', "”": "“"}
_LONG = 8  # sentences of a quotation


def says(title: Said, tokens: Sequence[Token]) -> bool:
    """«— напомнил *сенатор*», «*сенатор* напомнил, что»: a subject that speaks."""
    return title.case == "nomn" and _at_speech(title.first, title.last, tokens)


def _at_speech(first: int, last: int, tokens: Sequence[Token]) -> bool:
    """Whether a verb of speech stands beside words, an adverb passed over."""
    before, behind = tokens[max(0, first - 2) : first], tokens[last : last + 2]
    return any(t.tag.form == "Fin" and is_a(t.lower, "say") for t in (*before, *behind))


def speeches(lines: Sequence[Line]) -> list[tuple[int, Person]]:
    """Who speaks in an article, by the name: offset and person, in order."""
    found: list[tuple[int, Person]] = []
    for line in lines:
        posts = {t.last: t.first for t in line.titles}
        named = (w for w in line.spoken if w.case in ("nomn", None))
        said = (w for w in named if _at_speech(posts.get(w.first, w.first), w.last, line.tokens))
        found.extend((w.start, w.person) for w in said)
    return found


def of_others(title: Said, lines: Sequence[Line]) -> Set[Person]:
    """The people who cannot hold a title since they speak it, or are spoken of by who does."""
    mine = first_person(title.first, lines[title.sentence].tokens)
    return _spoken_about(title, lines) | (set() if mine else speakers(title, lines))


def speakers(title: Said, lines: Sequence[Line]) -> set[Person]:
    """Who says a quotation: «*Рогов* заявил: „Он был *министром*“», «„Я как *министр* …“, — сказал *Рогов*»."""
    opened = _edge(title, lines, back=True)
    if opened is None:
        return set()
    line, at = lines[opened[0]], opened[1]
    found = _subjects(line, range(at)) if token_at(line.tokens, at - 1).text == ":" else set()
    behind = _behind_quotation(title, lines)
    return found | _subjects(*behind) if behind is not None else found


def speaking(title: Said, lines: Sequence[Line]) -> Sequence[Said]:
    """By what post they are called who say a quotation: «„Он останется *министром*“, — сказал *президент*»."""
    if (behind := _behind_quotation(title, lines)) is None or first_person(title.first, lines[title.sentence].tokens):
        return ()
    line, words = behind
    return [t for t in line.titles if t.first in words and says(t, line.tokens)]


def _behind_quotation(title: Said, lines: Sequence[Line]) -> tuple[Line, range] | None:
    """The sentence where the quotation around a title ends, and its words from the dash to the next quotation."""
    closed = _edge(title, lines, back=False)
    if closed is None:
        return None
    line, at = lines[closed[0]], closed[1]
    told = any(t.text in DASHES for t in line.tokens[at + 1 : at + 4])
    return (line, range(at, _next(line, at))) if told else None


def _subjects(line: Line, words: range) -> set[Person]:
    return {w.person for w in in_case(line.whos, "nomn") if w.first in words}


def _spoken_about(title: Said, lines: Sequence[Line]) -> set[Person]:
    """«„… президента Смита …“, — сказал *глава государства*»: whom the quotation names is not who speaks."""
    stop = _closed_before(title, lines[title.sentence].tokens)
    if stop is None:
        return set()
    found: set[Person] = set()
    opening = _CLOSING[lines[title.sentence].tokens[stop].text]
    for line in reversed(lines[max(0, title.sentence - _LONG) : title.sentence + 1]):
        stop = min(stop, len(line.tokens))
        start = next((i for i in range(stop - 1, -1, -1) if line.tokens[i].text == opening), None)
        found |= {w.person for w in line.whos if (start or 0) <= w.first < stop}
        if start is not None:
            return found
        stop = len(line.tokens)
    return set()


def _closed_before(title: Said, tokens: Sequence[Token]) -> int | None:
    """The mark that closes a quotation before a dash, a verb and a title."""
    verb, dash = (token_at(tokens, title.first - back) for back in (1, 2))
    if verb.tag.form != "Fin" or dash.text not in DASHES:
        return None
    return next((i for i in (title.first - 3, title.first - 4) if token_at(tokens, i).text in _CLOSING), None)


def _text(at: tuple[int, int], lines: Sequence[Line]) -> str:
    return lines[at[0]].tokens[at[1]].text


def _next(line: Line, at: int) -> int:
    """Where the next quotation of a sentence begins."""
    return next((i for i in range(at + 1, len(line.tokens)) if line.tokens[i].text in "«“"), len(line.tokens))


def _edge(title: Said, lines: Sequence[Line], *, back: bool) -> tuple[int, int] | None:
    """The sentence and the token of the mark that opens the quotation around a title, or closes it."""
    straight = [i for i, token in enumerate(lines[title.sentence].tokens) if token.text == '"']
    before = bisect_left(straight, title.first)
    if before % 2 and back:
        return title.sentence, straight[before - 1]
    if before % 2:  # which another sentence may close
        return next((edge for edge in _walk(title, lines, back) if _text(edge, lines) == '"'), None)
    opens, closes = ("«“", "»”") if back else ("»”", "«“")
    depth = 0
    for edge in _walk(title, lines, back):
        depth += (_text(edge, lines) in closes) - (_text(edge, lines) in opens)
        if depth < 0:
            return edge
    return None


def _walk(title: Said, lines: Sequence[Line], back: bool) -> Iterator[tuple[int, int]]:
    """Sentences and quotation marks from a title to where a quotation may begin, or end."""
    here, step = title.sentence, -1 if back else 1
    for number in range(here, max(-1, min(len(lines), here + step * _LONG)), step):
        marks = _marks(lines[number])[::step]
        yield from ((number, i) for i in marks if number != here or (i < title.first if back else i >= title.last))


def _marks(line: Line) -> list[int]:
    return [i for i, token in enumerate(line.tokens) if token.text in QUOTES]
