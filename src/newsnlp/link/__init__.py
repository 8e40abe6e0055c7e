"""``link``: titles with holder, organization, region, through the whole article.

Each title is first read by itself (``said``, ``bodies``, ``places``); then the words of its sentence (``beside``,
``verb``), what follows on it (``succession``) and the article (``article``) give proposals of who may hold it, which
never change; ``evidence`` makes probabilities of their features, ``choose`` takes the best, ``places`` adds the place
that only the page tells, and ``merge`` makes one ``Title`` of each post and holder.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain
from typing import Any

from newsnlp.fold import fold
from newsnlp.lang.lexicon import by_class
from newsnlp.lang.page import Page
from newsnlp.link.bodies import bodies
from newsnlp.link.choose import choose
from newsnlp.link.elections import standing
from newsnlp.link.elided import elided
from newsnlp.link.merge import merge
from newsnlp.link.places import homed, placed, stationed
from newsnlp.link.said import Line, Proposal, Said, Spot, Spots, Who, propose, titles, who
from newsnlp.link.spoken import spoken_of
from newsnlp.link.tenure import bygone, elected, lasting, tenure
from newsnlp.types import Article, Finding, Organization, Person, Post, Region, Sentence, Title

__all__ = ["Line", "lines", "link"]


def link(
    found: Sequence[Finding[Any]],
    people: Sequence[Person],
    organizations: Sequence[Organization],
    page: Page,
) -> tuple[Title, ...]:
    """The article's titles, each with all its mentions, in order of the first."""
    if not found:
        return ()
    read = lines(found, people, organizations, page)
    chosen = choose(read)
    empty = (propose(title, (), None, "") for title in chosen.vacant if not title.post.verb)
    named = Spots(people)
    told = spoken_of(list(lasting(chosen.held, read)), named, organizations, page.article.sentences)
    near = list(stationed(told, read))
    homes = homed(near, chosen.vacant, page, organizations)
    held = sorted((bygone(one, page.regions) for one in [*homes, *empty]), key=lambda p: p.title.post.head)
    return merge([_unnamed(one, named) for one in held])


def lines(
    found: Sequence[Finding[Any]],
    people: Sequence[Person],
    organizations: Sequence[Organization],
    page: Page,
) -> list[Line]:
    """The sentences with the titles said in them, of which body and region each is, and the people named."""
    named, places, surnames = Spots(people), Spots(page.regions), _surnames(people)
    bodied, article = Spots(organizations), page.article
    said = bodies([*_entire(titles(found, article), bodied, places, article)], named, bodied, places, article.text)
    here: defaultdict[int, list[Said]] = defaultdict(list)
    known = placed(said, page, organizations, places, article.sentences)
    for title in standing(known, article.sentences):
        if not _name(title, named, surnames):
            here[title.sentence].append(title)
    made: list[Line] = []
    for n, sentence in enumerate(article.sentences):
        whos = who(sentence, named)
        here_named = [*places.within(sentence.start, sentence.stop)] if whos else ()
        line = Line([_cut(title, whos) for title in here[n]], whos, sentence.tokens, sentence.zone, places=here_named)
        said_here = [*line.titles, *elided(line, sentence, bodied, places)]
        classes = by_class(sentence.lowers) if whos or said_here else {}
        made.append(tenure(line._replace(titles=said_here, classes=classes)))
    return elected(made, article.sentences)


def _entire(
    said: Iterable[Said], bodied: Spots[Organization], places: Spots[Region], article: Article
) -> Iterator[Said]:
    for title in said:
        sentence, since = article.sentences[title.sentence], max(title.post.tail, title.post.start + 1)
        stop = min(sentence.stop, title.post.stop + _LONGEST)
        yield _whole(title, chain(bodied.within(since, stop), places.within(since, stop)), sentence)


def _whole(title: Said, near: Iterable[Spot[Any]], sentence: Sentence) -> Said:
    """A title up to the end of the name in which its phrase stops: «народный депутат Госсобрания *(Ил Тумэн)*», «глава
    комитета Заксобрания по налогам*, бюджету и делам молодёжи*».
    """
    post = title.post
    cut = (s for s in near if s.start < post.stop < s.stop)
    spot = next((s for s in cut if _goes_on(s, post, sentence)), None)
    if spot is None:
        return title
    whole = replace(post, stop=spot.stop, name=post.name + spot.text[post.stop - spot.start :])
    return replace(title, post=whole, last=sentence.touched(post.start, spot.stop)[1])


def _goes_on(spot: Spot[Any], post: Post, sentence: Sentence) -> bool:
    """Whether a name is a phrase's own that goes on behind it, but by its initials in brackets."""
    at = post.stop - spot.start
    own = _OWN.fullmatch(sentence.cut(post.tail, spot.start)) and not spot.text.startswith(" (", at)
    return bool(own or _ADDED.match(spot.text, at))


_OWN = re.compile(" (?:[а-яё]+ )?")  # «заместитель *председателя* комитета …»
_ADDED, _LONGEST = re.compile(r" (?:\((?![A-ZА-ЯЁ]{2})|[-–—] )"), 60  # characters from a title's end to that of a name


def _name(title: Said, people: Spots[Person], surnames: Set[str]) -> bool:
    """Whether a word that the table alone takes for a post is somebody's name: «*Королев* вошёл в совет», of whom the
    article speaks by the full name elsewhere.
    """
    post, table = title.post, all(m.rule == "title.table" for m in title.mentions)
    if not table:
        return False
    if any(s.start == post.start for s in people.within(post.start, post.stop + _LONGEST)):
        return True  # «*Раису* Королёву» too
    return all(m.text.istitle() and fold(m.text.lower()) in surnames for m in title.mentions)


def _cut(title: Said, whos: Sequence[Who]) -> Said:
    """A title without its own holder's name, which its phrase has taken in: «зампред исполкома *Алсу Сафина*»."""
    own = (w for w in whos if title.first < w.first < w.last == title.last)
    name = next((w for w in own if w.plain and title.case == "nomn" and w.start > title.post.tail), None)
    if name is None:
        return title
    stop = name.start - 1
    words = title.post.name.removesuffix(" " + name.person.name)
    return replace(title, last=name.first, post=replace(title.post, stop=stop, name=words))


def _surnames(people: Sequence[Person]) -> frozenset[str]:
    return frozenset(fold(person.last.lower()) for person in people if person.first and person.last)


def _unnamed(one: Proposal, people: Spots[Person]) -> Proposal:
    """A title's name without its own holder's: the tagger's «менеджер Хьюстон»."""
    post = one.title.post
    for spot in people.within(post.tail, post.stop):
        if spot.entity in one.people and post.name.endswith(" " + spot.text):
            post = replace(post, name=post.name.removesuffix(" " + spot.text))
    return one if post is one.title.post else one._replace(title=replace(one.title, post=post))
