"""A sentence as titles see it: its tokens, the tagger's bodies, places and people, the table's entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from newsnlp.find.title import words as w
from newsnlp.lang import morph
from newsnlp.lang.honoured import NAMED_AFTER, alone, honoured, is_honoured
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import CLOSE, OPEN, cited
from newsnlp.lang.places import apposed, heads, town_in_words
from newsnlp.lang.posts import Hit, Posts, is_english
from newsnlp.types import NOWHERE, Sentence, Span, Token

_PLACES = ("country", "region", "city", "district", "location", "nationality")  # «белорусский президент»
_KINDS = {"organization": "ORGANIZATION", "person": "PERSON", **dict.fromkeys(_PLACES, "PLACE")}
_stop = attrgetter("stop")
_LATIN = re.compile(r"[A-Za-z-]+")
_SURE = 0.8  # a tagger's score that nothing here overrules


class Unit(NamedTuple):
    """A run of tokens folded into one class."""

    kind: str
    start: int
    stop: int


class View:
    """One sentence with the table of posts."""

    def __init__(self, sentence: Sentence, posts: Posts) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.posts = posts
        self.chunks = dict(self._chunks())
        self.chunks.update(self._towns())
        self.called = set(self._beside_posts())  # holders whom the tagger doesn't see
        self.chunks.update((i, Unit("PERSON", i, i + 1)) for i in self.called)
        self.loud = w.loud(sentence.text)
        self._hits: dict[int, Hit | None] = {}

    def _chunks(self) -> Iterator[tuple[int, Unit]]:
        """The tagger's organizations, places and people by their first token, the longest where several begin."""
        for span in sorted((s for s in self.sentence.spans if s.kind in _KINDS), key=_stop):
            first, stop = self.sentence.touched(span.start, span.stop)
            if self._token(first).start != span.start or self._mistaken(span, first):
                continue
            if span.kind == "person":
                # behind the name that a body bears: «(имени) В. И. Сурикова |Петра Рогова|»
                first = honoured(self.tokens, first) if is_honoured(self.tokens, first) else first
            elif span.kind == "organization":
                stop = self._honouring(first, stop)
            if first < stop:
                yield first, Unit(_KINDS[span.kind], first, stop)

    def _honouring(self, first: int, stop: int) -> int:
        """Where a body's name ends with the name of somebody that it bears: «ГМИИ |им. Пушкина|»."""
        stop = alone(self.tokens, first, stop - 1) + 1
        return honoured(self.tokens, stop + 1) if self._token(stop).lower in NAMED_AFTER else stop

    def _mistaken(self, span: Span, first: int) -> bool:
        """Whether what the tagger half took for an organization or a name is a post: «Министры обороны», «Военком»."""
        if is_english(self.sentence.cut(span.start, span.stop)):
            return True
        noun = next((i for i in range(first, len(self.tokens)) if self.tokens[i].tag.pos != "ADJ"), first)
        if any(is_a(t.lower, "level") for t in self.tokens[first:noun]):  # «(Мценского) межрайонного прокурора»
            # whether a post of the table that has its head here ends where a span does
            hit = self.posts.at(self.tokens, noun)
            return hit is not None and hit.entry.official == "yes" and self.tokens[hit.stop - 1].stop == span.stop
        if not self._is_doubted(span, self.tokens[first]):
            return False
        ranked = w.ranks(self.tokens[first])  # «Главного жилищного инспектора»
        at = noun if ranked else first
        at += self._adjoined(at, span)
        return self._is_officer(at, *(("yes", "body") if ranked else ("yes",)))

    def _is_doubted(self, span: Span, first: Token) -> bool:
        """Whether the tagger saw a body that it is not sure of, or a name of one long word."""
        if span.kind == "organization":
            return span.score < _SURE
        place = heads(first) and span.score < _SURE  # «*Раис Татарстана* Марат Хисамов»
        return span.kind == "person" and (place or (first.stop == span.stop and len(first.text) > 6))

    def _is_officer(self, i: int, *official: str) -> bool:
        """Whether the table has a public post there, and the word is for somebody or an acronym: «ГФИ»."""
        hit, token = self.posts.at(self.tokens, i), self._token(i)
        who = token.tag.animacy == "anim" or token.text.isupper()
        return who and hit is not None and hit.entry.official in official

    def _adjoined(self, first: int, span: Span) -> bool:
        """Whether a span is a post of the table that begins with an adjective: «Судебный пристав»."""
        told = self.posts.at(self.tokens, first + 1) if first + 1 < len(self.tokens) else None
        return told is not None and told.start == first and self.tokens[told.stop - 1].stop == span.stop

    def _hit(self, i: int) -> Hit | None:
        """The table's entry with its head here."""
        if i not in self._hits:
            self._hits[i] = self._found(i) if i < len(self.tokens) else None
        return self._hits[i]

    def _found(self, i: int) -> Hit | None:
        """The table's entry with its head here whose words lie in no organization or place; a description's may."""
        whole = self.posts.at(self.tokens, i)
        if whole is None or whole.stop == i + 1:
            return whole and whole._replace(stop=self._behind_field(whole.stop))
        if whole.entry.after[-1:] == ("ведомства",):  # «глава военного ведомства» is a minister
            return whole
        if self._led(i, whole):
            return self.posts.at(self.tokens[: i + 1], i)
        if whole.entry.after[-1:] == ("штаба",) or self._covered(i, whole):
            return whole
        return self.posts.at(self.tokens[: self._next_name(i)], i)

    def _next_name(self, i: int) -> int:
        """Where the next organization or place begins."""
        blocks = (c.start for c in self.chunks.values() if c.start > i and not self._loose(c))
        return min(blocks, default=len(self.tokens))

    def _behind_field(self, i: int) -> int:
        """Behind what an English post is of: «Head *of Digital Sales*»."""
        if self._token(i).lower not in ("of", "for"):
            return i
        while i < len(self.tokens) and i not in self.chunks and _LATIN.fullmatch(self.tokens[i].text):
            i += 1
        return i

    def _covered(self, i: int, hit: Hit) -> bool:
        """Whether an entry's words are a description, or what the tagger took for a body, in small letters."""
        tail = self.chunks.get(i + 1)
        told = w.means(hit.entry) or tail is not None
        return told and all(t.text.islower() for t in self.tokens[i + 1 : hit.stop])

    def _led(self, i: int, hit: Hit) -> bool:
        """Whether an entry's last words begin a body's name: «лидер *партии* «Новые люди»», «директор *музея* МХАТ»."""
        tail, behind = self._at(i + 1, "ORGANIZATION"), self._token(hit.stop)
        noun = morph.lemma(self.tokens[hit.stop - 1])
        if hit.stop in self.chunks and noun in w.BODIES:
            return True
        if tail is not None and tail.stop > hit.stop:
            return noun != "штаб"
        named = self._at(hit.stop, "ORGANIZATION") or behind.text in w.NAMES or behind.lower in NAMED_AFTER
        return noun in w.KINDS and bool(named)

    def _at(self, i: int, kind: str) -> Unit | None:
        """What the tagger has of a kind that begins at a token."""
        chunk = self.chunks.get(i)
        return chunk if chunk is not None and chunk.kind == kind else None

    def _ended(self, i: int, kind: str) -> list[Unit]:
        """What the tagger has of a kind that ends before a token."""
        return [c for c in self.chunks.values() if c.stop == i and c.kind == kind]

    def _over(self, i: int) -> list[Unit]:
        """What the tagger has that holds a token."""
        return [c for c in self.chunks.values() if c.start <= i < c.stop]

    def _token(self, i: int) -> Token:
        """A token by its number; an empty one before the sentence and behind it."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else NOWHERE

    def _opens_name(self, i: int) -> bool:
        """Whether a legal form stands before a name, or initials before one in quotation marks: «ЦКБ «Айсберг»»."""
        text = self._token(i).text
        if text in w.LEGAL or self.loud or not (text.isupper() and text.isalpha() and 1 < len(text) < 7):
            return text in w.LEGAL
        return self._token(i + 1).text in OPEN or self._opens_name(i + 1)

    def _loose(self, chunk: Unit) -> bool:
        """What does not stand in a row's way: a name, an adjective («папа *римский*»)."""
        single = chunk.stop == chunk.start + 1 and self.tokens[chunk.start].tag.pos == "ADJ"
        return chunk.kind == "PERSON" or (chunk.kind == "PLACE" and single)

    def _attribute(self, i: int) -> bool:
        """Whether a word that may be a noun is the adjective of the next: «военный прокурор»."""
        if not morph.adjectives(self.tokens[i].lower.removeprefix("экс-")):
            return False
        mine, following = self.tokens[i].tag, self._token(i + 1).tag
        return following.nominal and mine[1:3] == following[1:3] and mine.case is not None

    def _named(self, i: int) -> bool:
        """Whether quotation marks stand right before a head and soon behind it, and a work or a place before them."""
        if i < 2 or not cited(self.tokens, i) or not self.tokens[i - 2].tag.noun:
            return False
        near = takewhile(lambda t: t.tag.pos != "VERB" and t.text not in ".!?", self.tokens[i + 1 : i + 6])
        return any(token.text in '»"”“' for token in near)

    def _index(self, offset: int) -> int:
        """The number of the first token that ends behind an offset."""
        return self.sentence.touched(offset, offset)[0]

    def _towns(self) -> Iterator[tuple[int, Unit]]:
        """The towns whose names have words of their own, by where they begin."""
        towns = ((i, town_in_words(self.tokens, i)) for i in self.sentence.capitals)
        return ((first, Unit("PLACE", first, stop)) for first, stop in towns if stop)

    def _beside_posts(self) -> Iterator[int]:
        free = (i for i in self.sentence.capitals if i and i not in self.chunks)
        return (i for i in free if apposed(None, self.sentence, i))

    def _closed(self, start: int, stop: int) -> int:
        """The end of a span, with the quotation marks that close those inside it and none that closes others."""
        while (text := self.sentence.cut(start, stop)).count("«") > text.count("»"):
            if self.sentence.cut(stop, stop + 1) != "»":
                return stop
            stop += 1
        if text.count('"') % 2 and self.sentence.cut(stop, stop + 1) == '"':
            stop += 1
        elif text[-1:] in CLOSE and (text.count('"') % 2 or text.count("»") > text.count("«")):
            stop -= 1
        return _before_bracket(text, start, stop)

    def _text(self, first: int, stop: int) -> str:
        return self._cut(self.tokens[first].start, self.tokens[stop - 1].stop)

    def _cut(self, start: int, stop: int) -> str:
        """The text between two offsets; that of a headline in capitals in ordinary spelling."""
        text = self.sentence.cut(start, stop)
        for token in reversed(self.sentence.within(start, stop)) if self.loud else ():
            word = w.spelt(token, self._opening(token))
            text = text[: token.start - start] + word + text[token.stop - start :]
        return w.spaced(text)

    def _opening(self, token: Token) -> bool:
        """Whether a name begins here: a body's, a place's, one in quotation marks."""
        i = self._index(token.start)
        return i in self.chunks or cited(self.tokens, i)


def _before_bracket(text: str, start: int, stop: int) -> int:
    """«ректор академии| (РАНХиГС|)»: the end of a span before a bracket that it leaves open."""
    opened = text.rfind(" (") if text.count("(") > text.count(")") else 0
    return start + opened if opened > 0 else stop
