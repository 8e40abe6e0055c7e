"""A body's name in quotation marks that stands again without the noun that told whose it is: «группа «Лунный кот»»,
then «песни |«Лунного кота»|»; what is a ship's or a film's elsewhere is no body: «танкер «Вирго»», then «капитан
|«Вирго»|»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.fold import fold
from newsnlp.lang.bodies import heads, stem
from newsnlp.lang.morph import lemma
from newsnlp.lang.phrases import CLOSE, OPEN
from newsnlp.resolve.covered import Covered
from newsnlp.resolve.kinds import OTHERS
from newsnlp.types import Article, Body, Finding, Sentence, Token

_LONGEST = 8  # words of a name
_Key = tuple[str, ...]


class _Quoted(NamedTuple):
    """The words between two quotation marks, with the word before them."""

    before: Token | None
    words: Sequence[Token]

    @property
    def stop(self) -> int:
        """Where the closing mark ends."""
        return self.words[-1].stop + 1

    @property
    def key(self) -> _Key:
        """What all its cases share."""
        return _key(" ".join(t.text for t in self.words))

    @property
    def of_other(self) -> bool:
        """Whether the noun before says that it is no body's: «форум «Метеор»»."""
        return self.before is not None and lemma(self.before) in OTHERS

    @property
    def lent(self) -> bool:
        """Whether it is a ship's or a work's: «танкер «Вирго»»."""
        return self.before is not None and (lemma(self.before) in _LENT or self.before.text in _SHIPS)

    @property
    def of_body(self) -> bool:
        """Whether the noun before says that it is a body's: «компания «Вирго»»."""
        return self.before is not None and fold(lemma(self.before)) in heads()


_LENT, _SHIPS = frozenset(word_list("quoted.others")), frozenset(word_list("organization.scene.ships"))


def _key(name: str) -> _Key:
    return tuple(map(stem, fold(name).split()))


def again(found: Sequence[Finding[Body]], article: Article) -> Iterator[Finding[Body]]:
    """The findings but those that are no body's, and the further places of such names."""
    quoted = list(chain.from_iterable(map(_quoted, article.sentences)))
    found = _kept(found, quoted)
    yield from found
    covered = Covered(found)
    free = [q for q in quoted if not any(map(covered.touch, q.words))]
    bodies = _bodies(found, quoted, {q.key for q in free if q.of_other})
    for q in free:
        if q.key in bodies and _alone(q, bodies[q.key]):
            yield Finding(q.words[0].start, q.words[-1].stop, "organization.again", bodies[q.key])


def _kept(found: Sequence[Finding[Body]], quoted: Sequence[_Quoted]) -> Sequence[Finding[Body]]:
    """The findings without those that a ship or a work bears, and no body: «капитан |«Вирго»|»."""
    lent = _keys(filter(attrgetter("lent"), quoted)) - _keys(filter(attrgetter("of_body"), quoted))
    gone = {q.words[0].start for q in quoted if q.key in lent} if lent else set[int]()
    return [f for f in found if f.value.known or f.start not in gone]


def _keys(quoted: Iterable[_Quoted]) -> set[_Key]:
    return {q.key for q in quoted}


def _quoted(sentence: Sentence) -> Iterator[_Quoted]:
    if not any(map(sentence.text.__contains__, OPEN)):
        return
    tokens, first = sentence.tokens, 0
    for n, token in enumerate(tokens):
        if first and token.text in CLOSE:
            words = tokens[first:n]
            if 0 < len(words) <= _LONGEST and words[0].text[0].isupper():
                yield _Quoted(tokens[first - 2] if first > 1 else None, words)
            first = 0
        elif token.text in OPEN:
            first = n + 1


def _bodies(found: Iterable[Finding[Body]], quoted: Sequence[_Quoted], others: Set[_Key]) -> dict[_Key, Body]:
    """The bodies whose kind is told, by their names in quotation marks, those behind a legal form too; ``others``: what
    bears no body as well."""
    opened = {q.words[0].start for q in quoted}
    ends = {f.stop + (f.start in opened): f.value for f in found if f.value.kind}
    media = ("organization.told", "media")
    named = {_key(f.value.name): f.value for f in found if (f.rule, f.value.kind) == media}
    named |= {q.key: ends[q.stop] for q in reversed(quoted) if q.stop in ends}
    return {key: b for key, b in named.items() if key not in others and key == tuple(map(stem, b.key.split()))}


def _alone(q: _Quoted, body: Body) -> bool:
    """Whether no noun before it may bear the name: a person, a body's noun, one that has it in another case."""
    noun = q.before
    if noun is None or noun.tag.pos != "NOUN" or noun.tag.animacy == "anim" or fold(lemma(noun)) in heads():
        return True
    return fold(" ".join(t.text for t in q.words)) != body.key
