"""What stands where in a sentence: titles and people, with the facts that tie them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from newsnlp.types import (
    Finding,
    Mention,
    Organization,
    Person,
    Post,
    Region,
    Sentence,
    Status,
    Token,
    mention,
)

E = TypeVar("E", Person, Organization, Region)


class Spot(NamedTuple, Generic[E]):
    """A mention of an entity."""

    start: int
    stop: int
    entity: E
    text: str


class Spots(Generic[E]):
    """The mentions of a kind of entity, looked up by offsets."""

    def __init__(self, entities: Sequence[E]) -> None:
        spots = [Spot(m.start, m.stop, e, m.text) for e in entities for m in e.mentions]
        self._spots: list[Spot[E]] = sorted(spots, key=lambda s: (s.start, -s.stop))
        self._starts: list[int] = [s.start for s in self._spots]

    def within(self, start: int, stop: int) -> Iterator[Spot[E]]:
        """The mentions that lie wholly between two offsets, outer before inner."""
        for i in range(bisect_left(self._starts, start), len(self._spots)):
            spot = self._spots[i]
            if spot.start >= stop:
                return
            if spot.stop <= stop:
                yield spot


@dataclass(slots=True)
class Who:
    """A person's mention in a sentence: its place among the tokens, and its case."""

    start: int
    stop: int
    person: Person
    case: str | None
    plural: bool
    first: int
    last: int  # the token behind its last


@dataclass(slots=True, eq=False)
class Seen:
    """A title's head in a sentence, what its phrase says, and what has been found out about it."""

    sentence: int
    post: Post
    mentions: list[Mention]
    first: int  # the phrase's first token, and the one behind its last
    last: int
    status: Status
    organization: Organization | None = None
    region: Region | None = None
    official: bool = False
    people: list[Person] = field(default_factory=list)
    single: bool = True  # one holder: no plural, or «один из ...»
    among: bool = False  # «один из ...»
    predicate: bool = False  # its own clause says of somebody that they hold it
    nobody: bool = False  # and of whom cannot be read
    bare: bool = False  # tied to its holder by the article, not by the sentence
    office: Seen | None = None

    @property
    def placed(self) -> bool:
        """Whether a region, a body or a served office is known to be its own."""
        return not (self.region is None and self.organization is None and self.office is None)

    @property
    def case(self) -> str | None:
        """The head's case."""
        return self.post.case


_MINISTRY = re.compile(r"(?:мин[а-я]|мид\b|мвд\b|мчс\b|министерств)", re.IGNORECASE)


# Whose posts somebody else's name may follow.
SERVANTS = frozenset({"пресс-секретарь", "помощник", "советник", "представитель", "адвокат", "заместитель"})
# Of one town, these are one person.
MAYORS = frozenset({"мэр", "глава", "глава города", "градоначальник", "городской голова"})


def shorter(title: Seen, post: str, organization: Organization | None) -> bool:
    """Whether a title names a post, in full or by its first word: «министр» for «министр культуры»."""
    mine = title.post
    if mine.post == post:
        return True
    if title.organization is not None or title.region is not None:
        return False
    ministry = organization is not None and bool(_MINISTRY.match(organization.name))
    return post.startswith(mine.post + " ") or (mine.post == "министр" and post == "глава" and ministry)


def who(sentence: Sentence, people: Spots[Person]) -> list[Who]:
    """The people named in a sentence, in order."""
    found = []
    for spot in people.within(sentence.start, sentence.stop):
        inside = [i for i, t in enumerate(sentence.tokens) if t.start < spot.stop and t.stop > spot.start]
        if inside:
            tokens = sentence.tokens[inside[0] : inside[-1] + 1]
            case, plural = _form(tokens)
            case = _surer(case, tokens, spot.entity)
            found.append(Who(spot.start, spot.stop, spot.entity, case, plural, inside[0], inside[-1] + 1))
    return found


def _form(tokens: Sequence[Token]) -> tuple[str | None, bool]:
    """The case that most words of a name have, the last of them where they differ evenly; and whether it is plural."""
    cases = [t.tag.case for t in tokens if t.tag.case and len(t.text) > 1]
    if not cases:
        return None, False
    count = Counter(cases)
    best = max(count.values())
    case = next(c for c in reversed(cases) if count[c] == best)
    return case, all(t.tag.number == "plur" for t in tokens if t.tag.case)


def _surer(case: str | None, tokens: Sequence[Token], person: Person) -> str | None:
    """The case of a name whose words' tags differ, by its nominative: «Яна Абрамова» is no Яна."""
    parts = set(_plain(person.name).split()) | set(_plain(person.name).replace("-", " ").split())
    words = [t for t in tokens if len(t.text) > 1 and t.text.replace("-", "").isalpha()]
    changed = [t for t in words if _plain(t.lower) not in parts and any(map(_inflected, [t.lower] * len(parts), parts))]
    if case == "nomn" and changed:
        oblique = [t.tag.case for t in words if t.tag.case not in ("nomn", None)]
        return oblique[0] if oblique else case
    if (
        case != "nomn"
        and words
        and all(_plain(t.lower) in parts for t in words)
        and any(t.tag.case == "nomn" for t in words)
    ):
        return "nomn"
    return case


def _plain(name: str) -> str:
    return name.lower().replace("ё", "е")


def _inflected(word: str, part: str) -> bool:
    """Whether two words differ in their endings alone."""
    word = _plain(word)
    stem = next((i for i, (a, b) in enumerate(zip(word, part, strict=False)) if a != b), min(len(word), len(part)))
    return stem > 2 and len(word) - stem < 4 and len(part) - stem < 3 and word.endswith(_ENDINGS)


_ENDINGS = tuple("а я у ю е ы и ой ей ым им ом ем ого его ому ему".split())


def titles(found: Sequence[Finding[tuple[Post, ...]]], sentences: Sequence[Sentence], text: str) -> list[Seen]:
    """The findings of each head made one, a head with several posts several."""
    heads: dict[int, list[Finding[tuple[Post, ...]]]] = {}
    for finding in found:
        heads.setdefault(finding.value[0].head, []).append(finding)
    stops = [s.stop for s in sentences]
    made = []
    for head in sorted(heads):
        number = bisect_left(stops, head + 1)
        made += list(_posts(heads[head], number, sentences[number], text))
    return made


def _posts(found: Sequence[Finding[tuple[Post, ...]]], number: int, sentence: Sentence, text: str) -> Iterator[Seen]:
    posts = found[0].value
    for post in posts:
        fitting = [f for f in found if f.stop >= post.stop] if len(posts) > 1 else found
        mentions = [mention(text, f) for f in fitting or found]
        inside = [i for i, t in enumerate(sentence.tokens) if t.stop > post.start and t.start < post.stop]
        first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
        yield Seen(number, post, mentions, first, last, post.status)
