"""One Title for each post and holder, with all its mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsnlp.link.seen import MAYORS, Seen, shorter
from newsnlp.types import Mention, Organization, Person, Region, Title, bare


class _Group:
    """What the article says of one post of one holder."""

    def __init__(self, title: Seen, person: Person | None) -> None:
        self.person, self.post, self.status = person, title.post.post, title.status
        self.organization: Organization | None = None
        self.region: Region | None = None
        self.official = False
        self.seen: list[Seen] = []
        self.add(title)

    def takes(self, title: Seen) -> bool:
        """Whether another mention says nothing else."""
        same = shorter(title, self.post, self.organization) and (title.bare or title.post.post == self.post)
        described = self.post in title.post.means or ("*" in title.post.means and self.official)
        mayor = title.bare and {title.post.post, self.post} <= MAYORS
        if not (same or described or mayor):
            return False
        if title.status != self.status and not (title.bare and title.status == "current"):
            return False
        return _compatible(title.region, self.region) and _compatible(title.organization, self.organization)

    def repeats(self, title: Seen) -> bool:
        """Whether a mention without a holder names the same post of the same body."""
        mine, other = (self.region, self.organization), (title.region, title.organization)
        return mine == other != (None, None) and (title.post.post, title.status) == (self.post, self.status)

    def add(self, title: Seen) -> None:
        """One more mention."""
        self.seen.append(title)
        self.organization = self.organization or title.organization
        self.region = self.region or title.region
        self.official = self.official or title.official

    def title(self) -> Title:
        """The public value."""
        named = [s for s in self.seen if s.post.post == self.post]
        name = max(named, key=_fullness).post.name
        found = {(m.start, m.stop): m for s in self.seen for m in s.mentions}
        return Title(
            name=name,
            post=self.post,
            status=self.status,
            official=self.official,
            person=bare(self.person) if self.person else None,
            organization=bare(self.organization) if self.organization else None,
            region=bare(self.region) if self.region else None,
            mentions=tuple(sorted(found.values(), key=_place)),
        )


def _fullness(title: Seen) -> tuple[bool, int, int]:
    """A body of its own words, then more words, then fewer letters."""
    own = any(m.rule == "tagger" or m.stop >= title.post.stop for m in title.mentions)
    return not title.bare and own, len(title.post.name.split()), -len(title.post.name)


def merge(seen: Sequence[Seen]) -> tuple[Title, ...]:
    """Titles in order of first mention: plain posts make them, descriptions join them."""
    groups: dict[Person | None, list[_Group]] = {}
    for title, person in sorted(_held(seen), key=lambda pair: (bool(pair[0].post.means), pair[0].bare)):
        mine = groups.setdefault(person, [])
        group = next((g for g in reversed(mine) if (g.takes if person else g.repeats)(title)), None)
        if group:
            group.add(title)
        else:
            mine.append(_Group(title, person))
    made: dict[Title, Title] = {}
    for one in (g.title() for mine in groups.values() for g in mine):
        made[one] = _joined(made[one], one) if one in made else one
    return tuple(sorted(made.values(), key=lambda t: _place(t.mentions[0])))


def _held(seen: Sequence[Seen]) -> Iterator[tuple[Seen, Person | None]]:
    for title in seen:
        if not title.people:
            yield title, None
        for person in title.people:
            yield title, person


def _joined(a: Title, b: Title) -> Title:
    mentions = sorted({*a.mentions, *b.mentions}, key=_place)
    return Title(a.name, a.post, a.status, a.official, a.person, a.organization, a.region, tuple(mentions))


def _compatible(a: object, b: object) -> bool:
    return a is None or b is None or a == b


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.stop
