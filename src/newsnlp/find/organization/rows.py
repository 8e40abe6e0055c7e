"""Several bodies behind one plural: «министерства обороны и финансов» is the ministry of each.

The mention of the first ends with its own words, that of the next one takes the plural and what stands between in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsnlp.find.organization.scene import Place, Scene
from newsnlp.lang import phrases
from newsnlp.lang.bodies import Bodies
from newsnlp.types import Token

_LONG = 9  # words of the longest name of a ministry


def rows(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """The bodies of rows; ``scene.rows`` gets the words that each one's name is read from."""
    if "инистерств" not in scene.sentence.text:
        return
    for i, token in enumerate(scene.tokens):
        if token.lower.startswith("министерств") and token.tag.number == "plur":
            parts = list(_parts(scene.tokens, i, bodies))
            for first, last in parts if len(parts) > 1 else ():
                stop = scene.tokens[last].stop
                owner = scene.regions.get(scene.tokens[last + 1].start) if last + 1 < len(scene.tokens) else None
                if owner and (first, last) == parts[-1] and scene.genitive(scene.tokens[last + 1], owner):
                    stop = owner.stop
                scene.rows[token.start, stop] = (token, *scene.sentence.within(scene.tokens[first].start, stop))
                yield Place(token.start, stop, "organization.row", 0.95)


def _parts(tokens: Sequence[Token], head: int, bodies: Bodies) -> Iterator[tuple[int, int]]:
    """The first and last tokens of what makes each name: «министерства |обороны| и |иностранных дел|»."""
    first = head + 1
    while first < len(tokens):
        ends = range(min(first + _LONG, len(tokens)) - 1, first - 1, -1)
        last = next((end for end in ends if _known(tokens[first : end + 1], bodies)), None)
        if last is None:
            return
        yield first, last
        if last + 2 >= len(tokens) or tokens[last + 1].text not in ("и", ","):
            return
        first = last + 2


def _known(tokens: Sequence[Token], bodies: Bodies) -> bool:
    plain = all(t.tag.case == "gent" or t.text in ("и", ",") for t in tokens)
    return plain and bodies.knows(f"министерство {phrases.spelled(tokens)}")
