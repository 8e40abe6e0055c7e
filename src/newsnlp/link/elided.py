"""Titles that a row leaves out: «президенты России Иван Петров *и Казахстана* Олжас Сарин»."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from newsnlp.lang import morph
from newsnlp.lang.phrases import DASHES, QUOTES
from newsnlp.lang.posts import genitive
from newsnlp.lang.territories import noun
from newsnlp.link.said import Line, Said, Spot, Spots, Who
from newsnlp.types import Organization, Region, Sentence, Token, token_at


def elided(
    line: Line, sentence: Sentence, organizations: Spots[Organization], regions: Spots[Region]
) -> Iterator[Said]:
    """The titles of the names behind the first, each of the place or the body that stands before its name.

    They have the mentions that the title itself has without its own place or body.
    """
    for title in line.titles:
        holder = _next(title.last, line)
        if holder is None or title.post.verb or title.post.office is not None:
            continue
        spots: Spots[Organization] | Spots[Region] = organizations if title.organization else regions
        between = line.tokens[title.last : holder.first]
        if between and title.post.plural and between[0].text in _MARKS:
            yield from _row(title, holder, title.last, line, sentence, regions)
        elif all(map(_of_verb, between)):
            yield from _row(title, holder, holder.last, line, sentence, spots)


_MARKS = frozenset((":", *DASHES))  # «мэры районов *—* Чунского Иван Лагунов и Братского Пётр Рудых»


def _of_verb(token: Token) -> bool:
    """What stands between a title and a name that a clause gives it: «прокурором Омска *назначен* Рогов, Читы — …»."""
    return token.text in DASHES or token.tag.short or token.tag.form == "Fin" or token.tag.pos in ("ADV", "AUX")


def _next(at: int, line: Line) -> Who | None:
    """The first name that begins at a token or behind it."""
    i = bisect_left(line.whos, at, key=attrgetter("first"))
    return line.whos[i] if i < len(line.whos) else None


def _row(
    title: Said, holder: Who, at: int, line: Line, sentence: Sentence, spots: Spots[Organization] | Spots[Region]
) -> Iterator[Said]:
    """The row goes on from the token ``at``."""
    while at + 2 < len(line.tokens) and (line.tokens[at].text in ("и", ",") or at == title.last):
        first = at + 1 + (line.tokens[at + 1].lower == "а")
        following = _next(first + 1, line)
        if following is None or following.case not in (holder.case, None):
            return
        spot, last = _owner(first, sentence, spots)
        dash = line.tokens[following.first - 1].text in DASHES
        if spot is not None and last + dash == following.first:
            yield _of(bare(title), spot, first, last)
        elif _portfolio(title) and _field(first, following.first - dash, line):
            yield _in_charge(title, first, following.first - dash, line)
        else:
            return
        at = following.last


def bare(title: Said) -> Said:
    """«мэры *соседних территорий* — …» are mayors."""
    head, *rest = title.post.post.split(" ")
    land = noun(rest[-1]) if rest else None
    return replace(title, post=replace(title.post, post=head)) if land and land.plural else title


def _portfolio(title: Said) -> bool:
    """Whether a row's next name may have another field of the post: «министр финансов Белов *и спорта* Лосев»."""
    return " " in title.post.post and (title.post.plural or title.post.post.startswith("министр "))


def _field(first: int, last: int, line: Line) -> bool:
    """«министры культуры Белова и *спорта* Лосев»: nothing but a field stands before the name."""
    words = line.tokens[first:last]
    posts = any(first <= t.first < last for t in line.titles)
    return len(words) <= 4 and not posts and all(t.tag.case == "gent" and t.text.islower() for t in words)


def _in_charge(title: Said, first: int, last: int, line: Line) -> Said:
    begin, end = line.tokens[first], line.tokens[last - 1]
    head = title.post.post.partition(" ")[0]
    name = " ".join([head, *(t.lower for t in line.tokens[first:last])])
    post = replace(title.post, post=name, name=name, start=begin.start, stop=end.stop, tail=begin.start, plural=False)
    return replace(title, post=post, first=first, last=last, single=True)


def _owner(
    first: int, sentence: Sentence, spots: Spots[Organization] | Spots[Region]
) -> tuple[Spot[Organization] | Spot[Region] | None, int]:
    """The longest place or body, in the genitive, that begins at a token; the token behind it."""
    tokens = sentence.tokens
    inside = first + (tokens[first].text in QUOTES)
    for start in dict.fromkeys((first, inside)):
        begin = tokens[start].start
        for spot in spots.within(begin, tokens[-1].stop):
            if spot.start > begin:
                break
            _, last = sentence.touched(spot.start, spot.stop)
            if _genitive(tokens[start:last]):
                return spot, last + (token_at(tokens, last).text in QUOTES)
    return None, first


def _genitive(tokens: Sequence[Token]) -> bool:
    word = next((t for t in tokens if t.text not in QUOTES), None)
    if word is None or word.tag.case in ("gent", None) or word.text.isupper():
        return word is not None
    cases = {f.case for f in morph.forms(word.lower)}  # the tags take «*Томска* — Котов» for a subject
    return "gent" in cases and "nomn" not in cases


def _of(title: Said, spot: Spot[Organization] | Spot[Region], first: int, last: int) -> Said:
    post = replace(
        title.post,
        name=f"{title.post.post} {genitive(spot.entity.name)}",
        start=spot.start,
        stop=spot.stop,
        tail=spot.start,
        plural=False,
    )
    bare = tuple(m for m in title.mentions if m.stop <= title.post.tail)
    made = replace(title, post=post, mentions=bare or title.mentions, first=first, last=last, single=True)
    if isinstance(spot.entity, Region):
        return replace(made, region=spot.entity)
    return replace(made, organization=spot.entity, region=None)
