"""What every rule looks at: a sentence, its tokens by place, and the places of organizations found so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.lang import phrases
from newsnlp.lang.bodies import Bodies, blended
from newsnlp.lang.morph import adjectives, forms, lemma
from newsnlp.lang.phrases import CLOSE, OPEN
from newsnlp.types import NOWHERE, OrganizationKind, Sentence, Span, Token, token_at

# adjectives that tell a body apart for the reader alone and stand in no name
LOOSE = frozenset(word_list("organization.scene.loose"))
# what bears the name behind it and is no body: works, prizes, ships, streets, artists
OTHERS = frozenset(word_list("organization.scene.others"))
STREETS = frozenset(word_list("organization.scene.streets"))
REGIONS = frozenset({"country", "region", "city"})


SHIPS = frozenset(word_list("organization.scene.ships"))  # initials before a ship's name
_FIRST = frozenset(word[:3] for word in OTHERS)


def other(token: Token) -> bool:
    """Whether a noun, or a ship's initials, says that the name behind it is no body's."""
    return token.text in SHIPS or (token.lower[:3] in _FIRST and lemma(token) in OTHERS)


def row_begins(tokens: Sequence[Token], at: int) -> int:
    """Where a row of names in quotation marks begins whose last opens at a token: «фильмы |«Мать» и «Динамо»»."""
    while token_at(tokens, at - 1).text in ("и", ",") and token_at(tokens, at - 2).text in CLOSE and at > 3:
        opening = next((n for n in range(at - 3, max(at - _LONGEST, -1), -1) if tokens[n].text in OPEN), at)
        if opening == at:
            break
        at = opening
    return at


_LONGEST = 9  # words of a name in a row, with its marks


def street(token: Token) -> bool:
    """Whether a noun is a street's."""
    return token.lower[:3] in _FIRST and lemma(token) in STREETS


class Place(NamedTuple):
    """Where an organization stands, which rule says so and how surely (0 to 1)."""

    start: int
    stop: int
    rule: str
    score: float

    def grown(self, stop: int, rule: str, score: float = 0.9) -> Place:
        """The same place that goes on, with at most this score."""
        return Place(self.start, stop, f"organization.{rule}", min(self.score, score))


def _openings(sentence: Sentence) -> Sequence[int]:
    if not any(map(sentence.text.__contains__, OPEN)):
        return ()
    return [i for i, token in enumerate(sentence.tokens[:-2]) if token.text in OPEN]


def _behind_body(sentence: Sentence, span: Span) -> Span:
    """A place without the ministry before it: «|Минцифры| Тувы»."""
    first, *rest = sentence.within(span.start, span.stop) or (NOWHERE,)
    return span._replace(start=rest[0].start) if rest and blended(first.lower) else span


class Scene:
    """A sentence and the places of organizations in it; rules add to ``found`` through :meth:`add`."""

    __slots__ = ("_taken", "called", "declined", "found", "openings", "regions", "rows", "sentence", "tokens")

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: Sequence[Token] = sentence.tokens
        self.found: list[Place] = []
        self.rows: dict[tuple[int, int], tuple[Token, ...]] = {}  # the words of bodies that stand in a row
        self.called: dict[tuple[int, int], OrganizationKind | None] = {}  # what a noun says of names in quotation marks
        self.declined: set[tuple[int, int]] = set()  # of these, those that no noun keeps in the nominative
        spans = (_behind_body(sentence, s) for s in sentence.spans if s.kind in REGIONS)
        self.regions: dict[int, Span] = {s.start: s for s in spans}
        # where quotation marks open or may, with two tokens behind them at the least
        self.openings = _openings(sentence)
        self._taken = bytearray(len(self.tokens))

    def add(self, places: Iterable[Place]) -> None:
        """Takes places in; a rule sees what it has given so far."""
        for place in places:
            self.found.append(place)
            first, last = self._numbers(place.start, place.stop)
            self._taken[first:last] = b"\1" * (last - first)

    def _numbers(self, start: int, stop: int) -> tuple[int, int]:
        first = self.at(start)
        if first and self.tokens[first - 1].stop > start:
            first -= 1
        return first, max(first, self.at(stop))

    def at(self, offset: int) -> int:
        """The number of the first token that begins at an offset or behind it."""
        return bisect_left(self.sentence.starts, offset)

    def after(self, offset: int, count: int) -> Sequence[Token]:
        """The next tokens behind an offset."""
        first = self.at(offset)
        return self.tokens[first : first + count]

    def behind(self, place: Place, count: int, *words: str) -> Sequence[Token]:
        """The next tokens but the first behind a place, where that is one of these words; else none."""
        after = self.after(place.stop, count + 1)
        return after[1:] if after and after[0].lower in words else ()

    def words(self, start: int, stop: int) -> Sequence[Token]:
        """The words that a name between two offsets is read from."""
        return self.rows.get((start, stop)) or _without_letters(phrases.clip(self.sentence, start, stop))

    def closed(self, offset: int) -> bool:
        """Whether a closing quotation mark stands behind an offset, or nothing."""
        return all(token.text in CLOSE for token in self.after(offset, 1))

    def kind(self, place: Place, bodies: Bodies) -> OrganizationKind | None:
        """The kind of body that a place's words are sure of."""
        return bodies.read(phrases.clip(self.sentence, place.start, place.stop)).kind

    def opened(self, offset: int) -> bool:
        """Whether an opening quotation mark stands before an offset."""
        return self.sentence.text[: offset - self.sentence.start].rstrip()[-1:] in OPEN

    def free(self, start: int, stop: int) -> bool:
        """Whether no organization was found between two offsets."""
        first, last = self._numbers(start, stop)
        return not any(self._taken[first:last])

    def whole(self, start: int, stop: int) -> bool:
        """Whether a place cuts no other in two and is none of those found."""
        return not any(
            (p.start, p.stop) == (start, stop) or p.start < start < p.stop < stop or start < p.start < stop < p.stop
            for p in self.found
        )

    def covered(self, start: int, stop: int) -> bool:
        """Whether what was found covers a place, or cuts it in two."""
        return any(
            (p.start <= start and stop <= p.stop) or p.start < start < p.stop < stop or start < p.start < stop < p.stop
            for p in self.found
        )

    def genitive(self, first: Token, span: Span) -> bool:
        """Whether a place named behind a body may be its owner: a genitive, an acronym, «города Павия»."""
        tokens = self.sentence.within(span.start, span.stop)
        before = self.tokens[self.at(first.start) - 1].lower if first.start > self.sentence.start else ""
        owns = bool(tokens) and (tokens[-1].tag.case == "gent" or _fixed(tokens[-1])) and not given(tokens[-1])
        return owns or (bool(tokens) and (tokens[-1].text.isupper() or before in TOWN))


def _without_letters(tokens: Sequence[Token]) -> Sequence[Token]:
    """A name without its initials in brackets: «Счётная палата *(СП)* Украины»."""
    at = next((i for i in range(1, len(tokens) - 3) if in_brackets(tokens[i : i + 3])), 0)
    return (*tokens[:at], *tokens[at + 3 :]) if at else tokens


def in_brackets(tokens: Sequence[Token]) -> bool:
    """«(ГБР)»"""
    return [t.text for t in tokens[::2]] == ["(", ")"] and tokens[1].text.isupper() and len(tokens[1].text) > 1


def _fixed(token: Token) -> bool:
    """Whether a name has but one form: «полиция |Токио|»."""
    known = forms(token.lower)
    return token.text.istitle() and token.lower[-1] in "оеиуюэ" and all("Fixd" in f.grammemes for f in known if f.known)


def district(tokens: Sequence[Token], *nouns: str) -> int:
    """Where «Ленинского района» ends that begins here; 0 for none."""
    named = len(tokens) > 1 and tokens[0].tag.pos == "ADJ" and tokens[0].text.istitle()
    return tokens[1].stop if named and tokens[1].lower in nouns else 0


def given(token: Token) -> bool:
    """Whether a word can be no genitive, nominative or accusative, whatever the tagger takes it for: «Ирану»."""
    return {form.case for form in forms(token.lower)} <= {"datv", "loct", "ablt"}


TOWN = frozenset(word_list("organization.scene.town"))


def described(tokens: Sequence[Token], head: int) -> int:
    """Where the adjectives of a head begin before it: «|городскую клиническую| больницу», «|Ейской| ЦРБ»."""
    first = head
    while _agree(token_at(tokens, first - 1), tokens[head]):
        first -= 1
    return first


def _agree(adjective: Token, head: Token) -> bool:
    if head.text.isupper() and adjective.text.istitle():
        return adjective.lower.endswith(("ская", "ской", "скую"))
    unread = "-" in adjective.text and bool(adjectives(adjective.text))  # «Свято-Успенского»
    return (unread or adjective.tag.pos == "ADJ") and phrases.agree(adjective.text, head.text)


def beginning(tokens: Sequence[Token], head: int) -> int:
    """As :func:`described`, without what is none of the name: an ordinal, «новый», and what stands before them."""
    first = described(tokens, head)
    others = (n for n in range(first, head) if lemma(tokens[n]) in LOOSE)
    return max(others, default=first - 1) + 1
