"""Which mentions are the same Person.

Full names first: readings of all mentions are pooled, so that a nominative anywhere settles the doubtful ones. Then
initials, then single words join whom they fit; what is left makes people of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import chain, starmap
from sys import maxsize

from newsnlp.lang.names.reading import Name
from newsnlp.resolve.people.again import again, quoted
from newsnlp.resolve.people.alone import by_surname, is_patronymic, other_alone, surnames_by_first
from newsnlp.resolve.people.called import other_names
from newsnlp.resolve.people.candidate import Candidate, full_key, shape, single_key
from newsnlp.resolve.people.joins import join, join_misprint
from newsnlp.resolve.people.kin import kinsfolk
from newsnlp.resolve.people.known import Known
from newsnlp.resolve.people.pools import Pool, of_one_gender, pool, split, support
from newsnlp.resolve.people.pronouns import by_pronouns
from newsnlp.resolve.people.shared import (
    aliases,
    apart,
    bracketed,
    families,
    family,
    longer_names,
    of_families,
    plurals,
    share_surnames,
    sons,
    surnames_alone,
    whole_surnames,
    without_beasts,
)
from newsnlp.resolve.people.undeclined import undeclined
from newsnlp.resolve.people.variants import join_variants
from newsnlp.types import Article, Finding, Mention, Person, Region, Sentence

__all__ = ["people"]


def people(found: Sequence[Finding[Name]], article: Article, places: Sequence[Region] = ()) -> tuple[Person, ...]:
    """Everyone in the article, in order of first mention; ``places``: the article's, whose towns may be surnames."""
    text, sentences = article.text, article.sentences
    seen = apart(by_pronouns(_without_towns(without_beasts(found), places), article), text)
    found = longer_names(
        surnames_alone(whole_surnames(sons(bracketed(share_surnames(of_families(seen, text), text), text))))
    )
    found = undeclined(found, text)
    found = other_names(found, text)
    glosses = aliases(found, text)
    shapes = _by_shape([finding for finding in found if finding not in glosses], surnames_by_first(found))
    lasts = support(shapes["single"])
    full = _split(of_one_gender(pool(shapes["full"], full_key, lasts)))
    known, joined = Known(join_variants([*full])), _joining(sentences, kinsfolk(found, shapes["full"], article))
    left = [f for f in shapes["initials"] if not joined(f, known)]
    known.add(_split(pool(left, full_key, lasts)))
    known.add(_split(pool(_alone(shapes["single"], known, joined, text), single_key, {})))
    more = [*again(known.people, [*found, *seen], sentences), *quoted(known.people, found, sentences)]
    kin = kinsfolk(more, shapes["full"], article)
    for finding in more:
        kinsmen = kin.get(finding.start)
        join(finding, known, partial(_may_be, others=(), kin=kinsmen) if kinsmen else None)
    _gloss(known.people, glosses)
    made = _unite(one.person(text) for one in known.people)
    return tuple(sorted(made, key=lambda person: person.mentions[0].start))


def _split(pools: Iterable[Pool]) -> Iterator[Candidate]:
    return chain.from_iterable(starmap(split, pools))


def _alone(
    singles: Sequence[Finding[Name]], known: Known, joined: Callable[[Finding[Name], Known], bool], text: str
) -> list[Finding[Name]]:
    """The single words that are nobody's of those known; the others join whom they mean."""
    told = by_surname(singles)
    left = [f for f in singles if other_alone(f, told, known) or not joined(f, known)]
    of_families = map(partial(family, plurals=plurals(known.people) | families(left)), left)
    return [f for f in of_families if not join_misprint(f, known, text)]


def _without_towns(found: Sequence[Finding[Name]], places: Sequence[Region]) -> Sequence[Finding[Name]]:
    """Without the single words that the article's own words make a town's: «в Арсеньеве … |Арсеньев| получил»."""
    if all(shape(f.value.readings[0]) != "single" for f in found):
        return found
    towns = {(m.start, m.stop) for place in places for m in place.mentions if m.rule == "region.form"}
    return [f for f in found if f.rule not in ("tagger", "person.capitals") or (f.start, f.stop) not in towns]


def _by_shape(found: Iterable[Finding[Name]], bearers: Mapping[str, Set[str]]) -> dict[str, list[Finding[Name]]]:
    """The mentions that are full names, have initials, are single words; ``bearers``: surnames by first name."""
    shapes: dict[str, list[Finding[Name]]] = {"full": [], "initials": [], "single": []}
    for finding in found:
        shapes["single" if is_patronymic(finding, bearers) else shape(finding.value.readings[0])].append(finding)
    return shapes


def _joining(sentences: Sequence[Sentence], kin: Mapping[int, Set[int]]) -> Callable[[Finding[Name], Known], bool]:
    """A function that joins a mention to whom it means and says whether there was somebody.

    Whom only a teaser or a byline names is nobody of the article's, whom only a byline names of no teaser. ``kin``:
    where those are named who are another's than a mention means.
    """
    credits = [(s.start, s.stop) for s in sentences if s.zone == "byline"]
    aside = [(s.start, s.stop) for s in sentences if s.zone in ("byline", "furniture")]

    def joined(finding: Finding[Name], known: Known) -> bool:
        others = [] if _within(finding, credits) else credits if _within(finding, aside) else aside
        kinsmen = kin.get(finding.start, frozenset())
        if not others and not kinsmen:
            return join(finding, known)
        return join(finding, known, lambda one: _may_be(one, others, kinsmen))

    return joined


def _may_be(one: Candidate, others: Sequence[tuple[int, int]], kin: Set[int]) -> bool:
    own = not kin or kin.isdisjoint(one.spots())
    return own and not (others and all(_within(f, others) for f in one.findings))


def _within(finding: Finding[Name], spots: Sequence[tuple[int, int]]) -> bool:
    number = bisect_right(spots, (finding.start, maxsize))
    return number > 0 and finding.start < spots[number - 1][1]


def _gloss(people: Sequence[Candidate], glosses: Mapping[Finding[Name], Finding[Name]]) -> None:
    """Adds each gloss to whom the mention before it means."""
    owners: dict[Finding[Name], Candidate] = {}
    for one in people if glosses else ():
        for finding in (*one.findings, *one.extra):
            owners.setdefault(finding, one)
    for alias, finding in glosses.items():
        if owner := owners.get(finding):
            owner.aliases.append(alias)


def _unite(made: Iterable[Person]) -> Iterable[Person]:
    """Equal people are one."""
    by: dict[Person, list[Mention]] = {}
    for person in made:
        by.setdefault(person, []).extend(person.mentions)
    for person, mentions in by.items():
        yield replace(person, mentions=tuple(sorted(set(mentions), key=lambda m: m.start)))
