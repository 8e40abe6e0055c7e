"""Titles that a row leaves out: «президенты России Иван Петров *и Казахстана* Олжас Сарин»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsnlp.lang.posts import genitive
from newsnlp.link.said import Line, Said, Spot, Spots, Who
from newsnlp.types import Organization, Region

_QUOTES = '«»"“”„'


def elided(line: Line, organizations: Spots[Organization], regions: Spots[Region]) -> Iterator[Said]:
    """The titles of the names behind the first, each of the place or the body that stands before its name.

    They have the mentions that the title itself has without its own place or body.
    """
    for title in line.titles:
        holder = next((w for w in line.whos if w.first == title.last), None)
        if holder is None or title.post.verb or title.post.office is not None:
            continue
        spots: Spots[Organization] | Spots[Region] = organizations if title.organization else regions
        yield from _row(title, holder, line, spots)


def _row(title: Said, holder: Who, line: Line, spots: Spots[Organization] | Spots[Region]) -> Iterator[Said]:
    at = holder.last
    while at + 2 < len(line.tokens) and line.tokens[at].text in ("и", ","):
        first = at + 1
        following = next((w for w in line.whos if w.first > first), None)
        if following is None or following.case not in (holder.case, None):
            return
        spot, last = _owner(first, line, spots)
        if spot is not None and last == following.first and title.placed:
            yield _of(title, spot, first, last)
        elif title.post.plural and " " in title.post.post and _field(first, following.first, line):
            yield _in_charge(title, first, following.first, line)
        else:
            return
        at = following.last


def _field(first: int, last: int, line: Line) -> bool:
    """«министры культуры Белова и *спорта* Лосев»: nothing but a field stands before the name."""
    words = line.tokens[first:last]
    return len(words) <= 4 and all(t.tag.case == "gent" and t.text.islower() for t in words)


def _in_charge(title: Said, first: int, last: int, line: Line) -> Said:
    begin, end = line.tokens[first], line.tokens[last - 1]
    head = title.post.post.partition(" ")[0]
    name = " ".join([head, *(t.lower for t in line.tokens[first:last])])
    post = replace(title.post, post=name, name=name, start=begin.start, stop=end.stop, tail=begin.start, plural=False)
    return replace(title, post=post, first=first, last=last, single=True)


def _owner(
    first: int, line: Line, spots: Spots[Organization] | Spots[Region]
) -> tuple[Spot[Organization] | Spot[Region] | None, int]:
    """The longest place or body, in the genitive, that begins at a token; the token behind it."""
    tokens = line.tokens
    inside = first + (tokens[first].text in _QUOTES)
    for start in dict.fromkeys((first, inside)):
        begin = tokens[start].start
        for spot in spots.within(begin, tokens[-1].stop):
            if spot.start > begin:
                break
            last = next((n for n in range(start, len(tokens)) if tokens[n].start >= spot.stop), len(tokens))
            if not _genitive(line, start, last):
                continue
            return spot, last + (last < len(tokens) and tokens[last].text in _QUOTES)
    return None, first


def _genitive(line: Line, start: int, last: int) -> bool:
    words = [t for t in line.tokens[start:last] if t.text not in _QUOTES]
    return bool(words) and (words[0].tag.case == "gent" or words[0].text.isupper() or words[0].tag.case is None)


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
