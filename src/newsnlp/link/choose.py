"""Who holds each title: the best of what is proposed for it, and nobody where nothing is likely enough."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, zip_longest
from typing import NamedTuple, TypeVar

from newsnlp.link.article import (
    after,
    agents,
    apart,
    coordinate,
    does_to,
    generic,
    possessed,
    sought,
    through_article,
    told_of,
)
from newsnlp.link.beside import beside, signed
from newsnlp.link.evidence import Held, Told, evidence, log_odds, near, shares, told
from newsnlp.link.said import Line, Proposal, Said, first_person, propose
from newsnlp.link.speech import of_others, speaking
from newsnlp.link.succession import changes, successors
from newsnlp.link.verb import Clause, clause
from newsnlp.types import How, Person, Region

T = TypeVar("T", Proposal, Clause)

# The probability below which nobody is said to hold a title, by ``how`` or, of "article", by the rule. The scores mean
# what they say of titles that somebody holds; of what is proposed for all titles fewer are right, so more is asked for.
# Chosen on the claims for titles that NEREL and RuRED2 leave to nobody, most of which are wrong where nothing but
# nearness speaks for them.
LEAST = {"beside": 0.7, "verb": 0.5, "pronoun": 0.56, "same": 0.75, "described": 0.66, "retold": 0.4, "near": 0.75}
# Of a public office, where no other title says it. Of 451 offices held in news, six of seven wrong ones were
# understood from the article, four of them with such scores; of 60 others that stand at no name, in business news, the
# four wrong ones had scores of .63 to .83.
LEAST_OFFICE = {"described": 0.79, "near": 0.9, "verb": 0.76}
_LEAST_OF_OFFICES = LEAST | LEAST_OFFICE


class Weighed(NamedTuple):
    """A proposal with its score, and the features that speak for it; what its rivals take away is not among them."""

    proposal: Proposal
    features: Mapping[str, float]


class Choice(NamedTuple):
    """Who holds an article's titles, which nobody holds, and all that was proposed, rivals together."""

    held: list[Proposal]
    vacant: list[Said]
    weighed: list[list[Weighed]]


def choose(lines: Sequence[Line]) -> Choice:
    """The likeliest holder of each title of an article."""
    story = told(lines)
    stands = [[*beside(line), *signed(line, below)] for line, below in zip_longest(lines, lines[1:])]
    clauses = list(chain.from_iterable(map(_clauses, lines, stands)))
    weighed = _weighed(chain.from_iterable(stands), (), story)
    weighed += _weighed(chain.from_iterable(c.proposals for c in clauses), _best(weighed), story)
    held = _best(weighed)
    changed = _weighed(changes(held, lines), held, story)
    replaced = _best(changed)
    held = [*replaced, *_without(held, replaced)]
    vacant = _without(clauses, held)
    after = _weighed(successors(_by_sentence(held), [c.title for c in vacant], lines), held, story)
    new = _best(after)
    held = [*_without(held, [p for p in new if p.rule == "replaced"]), *new]
    vacant = _without(vacant, held)
    rules = through_article(
        vacant, held, list(chain.from_iterable(line.titles for line in lines)), lines, story.last_speaker
    )
    thought = [*rules, *_near(vacant, rules, story)]
    understood = _weighed(_possible(thought, held, lines), held, story)
    held = _unserved([*held, *_best(understood)])
    named = [p.title for p in _without([*chain.from_iterable(stands)], held)]
    titles = [*named, *(c.title for c in _without(clauses, held))]
    return Choice(held, titles, [*weighed, *changed, *after, *understood])


def _possible(thought: Iterable[Proposal], held: Sequence[Proposal], lines: Sequence[Line]) -> Iterator[Proposal]:
    """The proposals of which the text itself does not say that the title is another's."""
    others: dict[Said, Set[Person]] = {}
    having = _having(held)
    for one in thought:
        line = lines[one.title.sentence]
        if one.title not in others:
            posts = [(said.post.post, said.region) for said in speaking(one.title, lines)]  # who may speak of him
            spoken = (having.get(post, frozenset()) for post in posts)
            others[one.title] = {*of_others(one.title, lines), *agents(one.title, line), *chain.from_iterable(spoken)}
        if one.people[0] not in others[one.title] and not _denied(one, line):
            yield one


def _having(held: Iterable[Proposal]) -> Mapping[tuple[str, Region | None], Set[Person]]:
    """Who is known to have a post, of a region and, under ``None``, of any."""
    found: defaultdict[tuple[str, Region | None], set[Person]] = defaultdict(set)
    for one in held:
        for region in (one.title.region, None):
            found[one.title.post.post, region].update(one.people)
    return found


def _denied(one: Proposal, line: Line) -> bool:
    """Whether a title's sentence tells that it is not of who is proposed."""
    title, person = one.title, one.people[0]
    if told_of(title, person, line) or does_to(title, person, line):
        return True
    # not «премии *президента РФ*», which he is known to be
    return one.how == "article" and not (one.source and title.placed) and apart(title, person, line)


def _unserved(held: Sequence[Proposal]) -> list[Proposal]:
    """Without offices understood to be held by their own servants: «дослужился до заместителя *главы управления*»."""
    servants = {p.title.post.office: p for p in held if p.title.post.office is not None}
    return [p for p in held if not _serves_himself(p, servants.get(p.title.post.head))]


def _serves_himself(one: Proposal, servant: Proposal | None) -> bool:
    if servant is None or (one.how == "beside" and servant.how != "verb"):  # «назначил советником мэра *Рогова*»
        return False
    return not {*one.people}.isdisjoint(servant.people)


def _without(ones: Sequence[T], held: Sequence[Proposal]) -> list[T]:
    taken = {p.title for p in held}
    return [one for one in ones if one.title not in taken]


def _clauses(line: Line, held: Sequence[Proposal]) -> list[Clause]:
    """The clauses of a sentence's titles that stand at no name."""
    taken = {p.title for p in held}
    free = [t for t in line.titles if t not in taken]
    return [clause(title, free, line) for title in free]


def _near(vacant: Sequence[Clause], rules: Sequence[Proposal], story: Told) -> Iterable[Proposal]:
    """People named close by, whom no rule proposes."""
    known = {(p.title, p.people[0]) for p in rules}
    for one in _without(vacant, [p for p in rules if p.rule in ("speaks", "latter", "retold")]):
        if _is_nobodys(one, story.lines[one.title.sentence]):
            continue
        how: How = "pronoun" if one.stated else "article"
        for person in dict.fromkeys(near(one.title, one.stated, story)):
            if (one.title, person) not in known:
                yield propose(one.title, [person], how, "near", one.stated)


def _is_nobodys(one: Clause, line: Line) -> bool:
    """Whether a clause gives its title to nobody who may be named close by."""
    title, tokens = one.title, line.tokens
    if one.nobody or title.post.plural or sought(one, tokens) or not line.open:
        return True
    other = any(asked(title, tokens) for asked in (generic, coordinate, possessed)) or after(title, tokens, "нов")
    return other or (one.stated and first_person(title.first, tokens))


def _weighed(proposals: Iterable[Proposal], held: Sequence[Proposal], story: Told) -> list[list[Weighed]]:
    """What is proposed for each title; of these proposals one is right or none."""
    story = story._replace(officials={p for one in held if one.title.official for p in one.people})
    rivals: defaultdict[Said, list[Proposal]] = defaultdict(list)
    for one in proposals:
        rivals[one.title].append(one)
    here, found = _known(held), []
    for group in rivals.values():
        told = [evidence(one, group, here, story) for one in group]
        scores = shares([log_odds(one, features) for one, features in zip(group, told, strict=True)])
        found.append([Weighed(one._replace(score=s), f) for one, s, f in zip(group, scores, told, strict=True)])
    return found


def _known(held: Sequence[Proposal]) -> Held:
    posts: defaultdict[Person, set[str]] = defaultdict(set)
    for one in held:
        for person in one.people:
            posts[person] |= {one.title.post.post, one.title.post.post.partition(" ")[0], *one.title.post.means}
    return Held(_by_sentence(held), posts, Counter(chain.from_iterable(posts.values())))


def _best(weighed: Iterable[Sequence[Weighed]]) -> list[Proposal]:
    """Of each title the likeliest proposal, the first of those as likely, if it is likely enough."""
    best: dict[Said, Proposal] = {}
    for one, _ in chain.from_iterable(weighed):
        enough = one.score >= _least(one)
        if enough and (one.title not in best or one.score > best[one.title].score):
            best[one.title] = one
    return list(best.values())


def _least(proposal: Proposal) -> float:
    key = proposal.rule if proposal.how == "article" else str(proposal.how)
    return (_LEAST_OF_OFFICES if proposal.title.official else LEAST)[key]


def _by_sentence(held: Iterable[Proposal]) -> dict[int, list[Proposal]]:
    found: defaultdict[int, list[Proposal]] = defaultdict(list)
    for one in sorted(held, key=lambda p: p.title.post.head):
        found[one.title.sentence].append(one)
    return found
