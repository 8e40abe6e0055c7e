"""``link``: titles with holder, organization, region, through the whole article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from newsnlp.link.article import through_article
from newsnlp.link.bodies import bodies
from newsnlp.link.merge import merge
from newsnlp.link.regional import regional
from newsnlp.link.seen import Seen, Spots, titles, who
from newsnlp.link.sentence import within_sentence
from newsnlp.link.succession import successors
from newsnlp.types import Finding, Organization, Person, Region, Sentence, Title

__all__ = ["link"]


def _served(title: Seen, named: Spots[Person], text: str) -> None:
    """A servant's title ends behind the first of two names: «пресс-секретарь *Токаева* | Берик Уали»."""
    spots = list(named.within(title.post.tail, title.post.stop)) if title.post.tail < title.post.stop else []
    if not spots or spots[-1].stop != title.post.stop or not title.post.name.endswith(" " + spots[-1].text):
        return
    served = text[title.post.tail : spots[-1].start].split()
    if len(served) == 1 and served[0].istitle():
        name = title.post.name.removesuffix(" " + spots[-1].text)
        title.post = replace(title.post, name=name, stop=title.post.tail + 1 + len(served[0]))
        title.last -= len(spots[-1].text.split())


def _unnamed(title: Seen, named: Spots[Person]) -> None:
    """A title's name without its own holder's: the tagger's «менеджер Хьюстон»."""
    for spot in named.within(title.post.tail, title.post.stop):
        if spot.entity in title.people and title.post.name.endswith(" " + spot.text):
            title.post = replace(title.post, name=title.post.name.removesuffix(" " + spot.text))


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
    named = Spots(people)
    seen = bodies(titles(found, sentences, text), Spots(organizations), Spots(regions))
    for title in seen:
        _served(title, named, text)
    whos = [who(sentence, named) for sentence in sentences]
    for number, sentence in enumerate(sentences):
        here = [s for s in seen if s.sentence == number]
        if here:
            seen += within_sentence(here, whos[number], sentence)
    seen.sort(key=lambda s: s.post.head)
    regional(seen, regions, sentences)
    seen += successors(seen, whos, sentences)
    through_article(seen, whos, sentences)
    for title in seen:
        _unnamed(title, named)
    return merge([s for s in seen if s.people or not s.post.verb])
