"""``link``: titles with holder, organization, region, through the whole article.

Each title is first read by itself (``said``, ``bodies``, ``regional``); then the words of its sentence (``beside``,
``verb``), what follows on it (``succession``) and the article (``article``) give proposals of who may hold it, which
never change; ``choose`` takes the best of them, and ``merge`` makes one ``Title`` of each post and holder.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from newsnlp.link.article import through_article
from newsnlp.link.beside import beside
from newsnlp.link.bodies import bodies
from newsnlp.link.merge import merge
from newsnlp.link.regional import regional
from newsnlp.link.said import Line, Proposal, Said, Spots, propose, titles, who
from newsnlp.link.succession import successors
from newsnlp.link.verb import Clause, clause
from newsnlp.types import Finding, Organization, Person, Region, Sentence, Title

__all__ = ["link"]


def link(
    found: Sequence[Finding[Any]],
    people: Sequence[Person],
    organizations: Sequence[Organization],
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    text: str,
) -> tuple[Title, ...]:
    """The article's titles, each with all its mentions, in order of the first."""
    if not found:
        return ()
    named, places = Spots(people), Spots(regions)
    said = bodies(titles(found, sentences, text), named, Spots(organizations), places, text)
    said = regional(said, regions, places, sentences)
    lines = _lines(said, named, sentences)
    near = [_sentence(line) for line in lines]
    held = [p for stands, clauses in near for p in (*stands, *(p for c in clauses for p in c.proposals))]
    vacant = [c for _, clauses in near for c in clauses if not c.proposals]
    held += successors(_by_sentence(held), [c.title for c in vacant], lines)
    taken = {p.title for p in held}
    vacant = [c for c in vacant if c.title not in taken]
    held += through_article(vacant, held, said, lines)
    taken = {p.title for p in held}
    held += [propose(c.title, (), "", "") for c in vacant if c.title not in taken and not c.title.post.verb]
    held.sort(key=lambda p: p.title.post.head)
    return merge([_unnamed(one, named) for one in held])


def _lines(said: Sequence[Said], people: Spots[Person], sentences: Sequence[Sentence]) -> list[Line]:
    here: defaultdict[int, list[Said]] = defaultdict(list)
    for title in said:
        here[title.sentence].append(title)
    return [Line(here[n], who(sentence, people), sentence.tokens) for n, sentence in enumerate(sentences)]


def _sentence(line: Line) -> tuple[list[Proposal], list[Clause]]:
    """What stands beside the names of a sentence, and the clauses of its other titles."""
    stands = beside(line)
    taken = {p.title for p in stands}
    free = [t for t in line.titles if t not in taken]
    return stands, [clause(title, free, line) for title in free]


def _by_sentence(held: Iterable[Proposal]) -> dict[int, list[Proposal]]:
    found: defaultdict[int, list[Proposal]] = defaultdict(list)
    for one in sorted(held, key=lambda p: p.title.post.head):
        found[one.title.sentence].append(one)
    return found


def _unnamed(one: Proposal, people: Spots[Person]) -> Proposal:
    """A title's name without its own holder's: the tagger's «менеджер Хьюстон»."""
    post = one.title.post
    for spot in people.within(post.tail, post.stop):
        if spot.entity in one.people and post.name.endswith(" " + spot.text):
            post = replace(post, name=post.name.removesuffix(" " + spot.text))
    return one if post is one.title.post else one._replace(title=replace(one.title, post=post))
