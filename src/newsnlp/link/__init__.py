"""``link``: titles with holder, organization, region, through the whole article.

Each title is first read by itself (``said``, ``bodies``, ``regional``); then the words of its sentence (``beside``,
``verb``), what follows on it (``succession``) and the article (``article``) give proposals of who may hold it, which
never change; ``evidence`` makes probabilities of their features, ``choose`` takes the best, and ``merge`` makes one
``Title`` of each post and holder.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from newsnlp.link.bodies import bodies
from newsnlp.link.choose import choose
from newsnlp.link.elided import elided
from newsnlp.link.merge import merge
from newsnlp.link.regional import regional, spoken_of
from newsnlp.link.said import Line, Proposal, Said, Spots, propose, titles, who
from newsnlp.types import Article, Finding, Organization, Person, Region, Title

__all__ = ["Line", "lines", "link"]


def link(
    found: Sequence[Finding[Any]],
    people: Sequence[Person],
    organizations: Sequence[Organization],
    regions: Sequence[Region],
    article: Article,
) -> tuple[Title, ...]:
    """The article's titles, each with all its mentions, in order of the first."""
    if not found:
        return ()
    chosen = choose(lines(found, people, organizations, regions, article))
    empty = (propose(title, (), None, "") for title in chosen.vacant if not title.post.verb)
    placed = spoken_of(chosen.held, organizations, article.sentences)
    held = sorted([*placed, *empty], key=lambda p: p.title.post.head)
    named = Spots(people)
    return merge([_unnamed(one, named) for one in held])


def lines(
    found: Sequence[Finding[Any]],
    people: Sequence[Person],
    organizations: Sequence[Organization],
    regions: Sequence[Region],
    article: Article,
) -> list[Line]:
    """The sentences with the titles said in them, of which body and region each is, and the people named."""
    named, places = Spots(people), Spots(regions)
    bodied = Spots(organizations)
    said = bodies(titles(found, article), named, bodied, places, article.text)
    here: defaultdict[int, list[Said]] = defaultdict(list)
    for title in regional(said, regions, organizations, places, article.sentences):
        if not _name(title, named):
            here[title.sentence].append(title)
    made: list[Line] = []
    for n, sentence in enumerate(article.sentences):
        line = Line(here[n], who(sentence, named), sentence.tokens, sentence.zone)
        made.append(line._replace(titles=[*line.titles, *elided(line, sentence, bodied, places)]))
    return made


def _name(title: Said, people: Spots[Person]) -> bool:
    """Whether a word that the table alone takes for a post is somebody's name: «*Королев* вошёл в совет»."""
    post, table = title.post, all(m.rule == "title.table" for m in title.mentions)
    return table and any(s.start == post.start and s.stop == post.stop for s in people.within(post.start, post.stop))


def _unnamed(one: Proposal, people: Spots[Person]) -> Proposal:
    """A title's name without its own holder's: the tagger's «менеджер Хьюстон»."""
    post = one.title.post
    for spot in people.within(post.tail, post.stop):
        if spot.entity in one.people and post.name.endswith(" " + spot.text):
            post = replace(post, name=post.name.removesuffix(" " + spot.text))
    return one if post is one.title.post else one._replace(title=replace(one.title, post=post))
