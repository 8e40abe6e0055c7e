"""What spoke for a title's holder and against, in words: the features of each proposal with what they add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from newsnlp.link.choose import Weighed, choose
from newsnlp.link.evidence import reasons
from newsnlp.link.said import Line
from newsnlp.types import grouped

_TOLD = 6  # reasons told for each proposal


def explain(lines: Sequence[Line]) -> Iterator[str]:
    """For each title of an article, in order: its place, its holder, then all that was proposed, the likeliest first.

    A feature's figure is what it adds to the log odds that the proposal is right; rivals as likely halve its score.
    """
    chosen = choose(lines)
    held = {p.title: p for p in chosen.held}
    proposed = grouped((one.proposal.title, one) for one in chain.from_iterable(chosen.weighed))
    for title in sorted({*held, *chosen.vacant}, key=lambda t: (t.post.head, t.status)):
        holder = ", ".join(p.name for p in held[title].people) if title in held else "nobody"
        place = title.mentions[0]
        yield f"{place.start}:{place.stop} {title.post.name}, {title.status}: {holder}"
        for one in sorted(proposed.get(title, ()), key=lambda w: -w.proposal.score):
            yield f"    {_told(one)}"


def _told(one: Weighed) -> str:
    proposal = one.proposal
    told = ", ".join(f"{name} {share:+.1f}" for name, share in reasons(proposal, one.features)[:_TOLD])
    people = ", ".join(p.name for p in proposal.people)
    return f"{proposal.score:.3f} {people} ({proposal.how}: {proposal.rule}): {told}"
