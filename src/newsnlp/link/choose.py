"""Who holds each title: the best of what is proposed for it, and nobody where nothing is likely enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsnlp.link.article import after, generic, through_article
from newsnlp.link.beside import beside
from newsnlp.link.evidence import evidence, near, score
from newsnlp.link.said import Line, Proposal, Said, propose
from newsnlp.link.succession import successors
from newsnlp.link.verb import Clause, clause

LEAST = 0.5  # the probability below which nobody is said to hold a title


class Weighed(NamedTuple):
    """A proposal with its score, and the features that it comes from."""

    proposal: Proposal
    features: Mapping[str, float]


def choose(lines: Sequence[Line]) -> tuple[list[Proposal], list[Said]]:
    """The holders of an article's titles, and the titles without one."""
    weighed, titles = weigh(lines)
    held = _best(weighed)
    taken = {p.title for p in held}
    return held, [title for title in titles if title not in taken]


def weigh(lines: Sequence[Line]) -> tuple[list[Weighed], list[Said]]:
    """All that is proposed for an article's titles, and the titles."""
    stands = [beside(line) for line in lines]
    clauses = [one for line, held in zip(lines, stands, strict=True) for one in _clauses(line, held)]
    said = _weighed((p for held in stands for p in held), (), lines)
    said += _weighed((p for c in clauses for p in c.proposals), _best(said), lines)
    held = _best(said)
    taken = {p.title for p in held}
    vacant = [c for c in clauses if c.title not in taken]
    after = _weighed(successors(_by_sentence(held), [c.title for c in vacant], lines), held, lines)
    held += _best(after)
    taken = {p.title for p in held}
    vacant = [c for c in vacant if c.title not in taken]
    rules = through_article(vacant, held, [t for line in lines for t in line.titles], lines)
    told = _weighed([*rules, *_near(vacant, rules, lines)], held, lines)
    return [*said, *after, *told], [*(p.title for held in stands for p in held), *(c.title for c in clauses)]


def _clauses(line: Line, held: Sequence[Proposal]) -> list[Clause]:
    """The clauses of a sentence's titles that stand at no name."""
    taken = {p.title for p in held}
    free = [t for t in line.titles if t not in taken]
    return [clause(title, free, line) for title in free]


def _near(vacant: Sequence[Clause], rules: Sequence[Proposal], lines: Sequence[Line]) -> Iterable[Proposal]:
    """People named close by, whom no rule proposes."""
    known = {(p.title, p.people[0]) for p in rules}
    for one in vacant:
        title, tokens = one.title, lines[one.title.sentence].tokens
        if one.nobody or title.post.plural or title.status == "candidate":
            continue
        if generic(title, tokens) or after(title, tokens, "нов"):
            continue
        for person in dict.fromkeys(near(title, lines)):
            if (title, person) not in known:
                yield propose(title, [person], "pronoun" if one.stated else "article", "near", one.stated)


def _weighed(proposals: Iterable[Proposal], held: Iterable[Proposal], lines: Sequence[Line]) -> list[Weighed]:
    rivals: defaultdict[Said, list[Proposal]] = defaultdict(list)
    for one in proposals:
        rivals[one.title].append(one)
    here, found = _by_sentence(held), []
    for group in rivals.values():
        for one in group:
            features = evidence(one, group, here, lines)
            found.append(Weighed(one._replace(score=score(one, features)), features))
    return found


def _best(weighed: Iterable[Weighed]) -> list[Proposal]:
    """Of each title the likeliest proposal, the first of those as likely, if it is likely enough."""
    best: dict[Said, Proposal] = {}
    for one, _ in weighed:
        if one.score >= LEAST and (one.title not in best or one.score > best[one.title].score):
            best[one.title] = one
    return list(best.values())


def _by_sentence(held: Iterable[Proposal]) -> dict[int, list[Proposal]]:
    found: defaultdict[int, list[Proposal]] = defaultdict(list)
    for one in sorted(held, key=lambda p: p.title.post.head):
        found[one.title.sentence].append(one)
    return found
