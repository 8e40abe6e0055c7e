"""Bodies that share a noun in the plural: «Социалистическая и Аграрная партии» are two parties.

The mention of each but the last is its own adjective, that of the last takes the noun in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsnlp.find.organization.scene import Place, Scene
from newsnlp.fold import fold
from newsnlp.lang.bodies import Bodies
from newsnlp.lang.morph import ADJECTIVE, Form, forms, inflect, lemma, nouns
from newsnlp.lang.territories import noun
from newsnlp.types import Token, token_at


def shared(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """The bodies of each such row; ``scene.rows`` gets the words that each one's name is read from."""
    # whether words with capitals stand on both sides of an «и»
    near = zip(scene.sentence.texts, scene.sentence.texts[1:], scene.sentence.texts[2:], strict=False)
    if not any(word == "и" and before.istitle() and behind.istitle() for before, word, behind in near):
        return
    for at, token in enumerate(scene.tokens):
        own = _adjectives(scene.tokens, at) if token.text.islower() and token.tag.pos == "NOUN" else []
        if own and fold(lemma(token)) in bodies.heads and noun(token.lower) is None:
            yield from _row(scene, own, at, bodies)


def _adjectives(tokens: Sequence[Token], at: int) -> list[int]:
    """The adjectives with a capital that stand in a row before a noun and those in small letters before it."""
    last = at - 1
    while token_at(tokens, last).text.islower() and tokens[last].tag.pos == "ADJ":
        last -= 1
    own = [last]
    while token_at(tokens, own[0] - 1).text in (("и",) if own == [last] else (",", "и")) and own[0] > 1:
        own.insert(0, own[0] - 2)
    return own if own[1:] and all(tokens[n].text.istitle() for n in own) else []


def _row(scene: Scene, own: Sequence[int], at: int, bodies: Bodies) -> Iterator[Place]:
    """The bodies whose adjectives are these tokens and whose noun stands ``at`` another."""
    tokens = scene.tokens
    heads, middle = [tokens[n] for n in own], tokens[own[-1] + 1 : at]
    made = next(filter(None, (_single(heads, middle, tokens[at], form) for form in _plurals(tokens[at]))), [])
    if not made or bodies.read(made[-1]).kind is None:
        return
    stops = _stops(scene, heads[-1].start, tokens[at].stop)
    behind = scene.sentence.within(tokens[at].stop, max(stops))
    for head, words in zip(heads, made, strict=True):
        ends = stops if head is heads[-1] else {head.stop}
        scene.rows |= dict.fromkeys(((head.start, stop) for stop in ends), (*words, *behind))
        yield Place(head.start, max(ends), "organization.row", 0.8)


def _stops(scene: Scene, start: int, stop: int) -> set[int]:
    """Where the last of a row may end: at the noun, or where the tagger has it end, «Пресненский суды |Москвы|»."""
    seen = (s.stop for s in scene.sentence.starting(start) if s.kind == "organization")
    return {stop, *(s for s in seen if s > stop)}


def _plurals(word: Token) -> list[Form]:
    """The readings of a noun as a plural, those in the case of its tag first."""
    return sorted((f for f in nouns(word.lower) if f.number == "plur"), key=lambda f: f.case != word.tag.case)


def _single(own: Sequence[Token], middle: Sequence[Token], last: Token, form: Form) -> list[tuple[Token, ...]]:
    """The words of each body in the nominative, where each adjective is in the singular and in the noun's case."""
    heads = [_made(token, form, "sing") for token in own]
    rest = [_made(token, form, "plur") for token in middle]
    one = inflect(last.text, form, "nomn", "sing")
    if one is None or not all((*heads, *rest)):
        return []
    whole = _renewed(last, one, form.gender)
    return [tuple(filter(None, (head, *rest, whole))) for head in heads]


def _made(token: Token, head: Form, number: str) -> Token | None:
    """An adjective in the nominative singular, if it has a form of this number in a noun's case and gender."""
    cell = (head.case, number, head.gender if number == "sing" else None)
    found = (f for f in forms(token.lower) if f.pos in ADJECTIVE and (f.case, f.number, f.gender) == cell)
    made = next((inflect(token.text, f, "nomn", "sing", head.gender or "masc") for f in found), None)
    return _renewed(token, made, head.gender) if made else None


def _renewed(token: Token, text: str, gender: str | None) -> Token:
    tag = token.tag._replace(case="nomn", number="sing", gender=gender)
    return token._replace(text=text, lower=text.lower(), tag=tag)
