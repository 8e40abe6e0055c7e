"""Finds mentions of titles and reads what their phrases say.

The tagger says where titles stand and the table of posts adds those that it missed. Around each head noun the
sentence is folded into a few classes of words (adjective, noun, organization, place, another title ...), and a yargy
grammar over those classes says which words are the portfolio, the body, the place, the office that is served. The
classes are few, so nearly every window is in the grammar's cache; which words agree in case and number is asked while
folding, where the tagger's spans and the table are at hand, and not of yargy, for which each word would be a new parse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from yargy import or_, rule
from yargy.predicates import type as kind

from newsnlp.data import Tables
from newsnlp.find.grammar import Grammar, Match, Terminal
from newsnlp.lang import morph
from newsnlp.lang.phrases import nominative
from newsnlp.lang.posts import Entry, Hit, Posts, genitive, same_adjective
from newsnlp.types import Finding, Post, Sentence, Span, Status, Tag, Token

RULES = frozenset({"title.row", "title.table", "title.verb"})

_PLACES = frozenset({"country", "region", "city", "district", "location"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_INSTRUMENTAL = frozenset({"командующий", "управляющий", "заведующий", "заведующая", "главнокомандующий"})
_SURE = 0.8  # a tagger's score that nothing here overrules
_RIGHT = 14  # tokens looked at behind a head

# ------------------------------------------------------------------------------------------------ the grammar

_A, _N, _AND, _PLACE = (rule(kind(name)) for name in ("ADJECTIVE", "NOUN", "AND", "PLACE"))
_BODY = or_(*(rule(kind(name)) for name in ("ORGANIZATION", "NAME", "PERSON")))
_words = rule(or_(_A, _N).optional().repeatable(), _N)
_portfolio = _words.named("portfolio")
_title = rule(
    kind("HEAD"),
    or_(
        rule(kind("TITLE")).named("office"),
        rule(_portfolio.optional(), rule(_AND, _portfolio).optional().repeatable(), _BODY.named("body").optional()),
    ),
    rule(rule(or_(_A, _PLACE), _AND).optional().repeatable(), _PLACE).named("place").optional(),
    or_(
        rule(kind("FROM"), or_(_BODY, _PLACE)),
        rule(
            kind("FOR"),
            or_(
                rule(_words, rule(_AND, _words).optional().repeatable()),
                rule(_words.optional(), or_(_BODY, _PLACE)),
            ),
        ),
    )
    .named("field")
    .optional()
    .repeatable(),
)


class _Unit(NamedTuple):
    """A run of tokens folded into one class."""

    kind: str
    start: int
    stop: int


_GRAMMAR: Grammar[_Unit] = Grammar(_title, lambda unit: Terminal(unit.kind, ""))

# ------------------------------------------------------------------------------------------------ the words of status

_EXEC = (
    r"(?:врио|врид|вр\.\s?и\.\s?о\.|в\.?\s?и\.\s?о\.|и\.?\s?о\.?|(?:временно\s+)?исполняющ\w+\s+обязанности|временн\w+)"
)
_STATUSES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("acting", re.compile(rf"(?<!\w){_EXEC}\s*$", re.IGNORECASE)),
    ("former", re.compile(r"(?<!\w)(?:бывш\w+|экс-|прежн\w+|предыдущ\w+|отставн\w+|свергнут\w+|низложенн\w+)\s*$", re.IGNORECASE)),
    ("elect", re.compile(r"(?<!\w)(?:(?:ново|свеже)?избранн\w+|будущ\w+)\s*$", re.IGNORECASE)),
    (
        "candidate",
        re.compile(
            r"(?<!\w)(?:кандидат\w*|претендент\w*|претендовавш\w+|баллотир\w+)\s+(?:в|на\s+(?:пост|должность|место))\s*$",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip
_STATUS_WORDS = re.compile(
    rf"(?:{_EXEC}|бывш\w+|экс-|(?:ново|свеже)?избранн\w+|кандидат\w*\s+(?:в|на\s+(?:пост|должность|место)))\s*",
    re.IGNORECASE,
)
_RETIRED = re.compile(r"\s+в\s+отставке\b", re.IGNORECASE)


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[tuple[Post, ...]]]]:
    """A function that finds the titles of a sentence."""
    posts = Posts(tables.rows("titles"))

    def find(sentence: Sentence) -> list[Finding[tuple[Post, ...]]]:
        return _Reading(sentence, posts).findings()

    return find


@dataclass(slots=True)
class _Head:
    """A title's head noun, what the table knows of it, and the tagger's spans over it."""

    index: int
    hit: Hit | None
    spans: list[Span]
    case: str | None
    plural: bool


class _Reading:
    """One sentence's titles: heads first, then their phrases from the last to the first, so that inner ones are known."""

    def __init__(self, sentence: Sentence, posts: Posts) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.posts = posts
        self.phrases: dict[int, tuple[Post, ...]] = {}
        self.chunks: dict[int, _Unit] = {}

    def findings(self) -> list[Finding[tuple[Post, ...]]]:
        spans = [s for s in self.sentence.spans if s.kind == "title"]
        self.chunks = dict(self._chunks())
        triggers = [i for i, t in enumerate(self.tokens) if self._promising(i, t)]
        verbs = [i for i, t in enumerate(self.tokens) if t.lower.startswith("возглав") and t.tag.form == "Fin"]
        if not spans and not triggers and not verbs:
            return []
        heads = self._heads(spans, triggers)
        for i in sorted(heads, reverse=True):
            self.phrases[i] = self._read(heads[i], heads)
        return [*(f for i in sorted(heads) for f in self._emit(heads[i])), *self._headed(verbs)]

    # -------------------------------------------------------------------------------------------- heads

    def _promising(self, i: int, token: Token) -> bool:
        """A cheap test before the dictionary is asked: what follows is a name, or a word that rows have behind heads."""
        if i + 1 == len(self.tokens) or not self.posts.maybe(token.lower):
            return False
        following = self.tokens[i + 1]
        served = any(s.start == following.start for s in self.sentence.spans if s.kind == "title")
        return i + 1 in self.chunks or served or following.lower in self.posts.tails

    def _chunks(self) -> Iterator[tuple[int, _Unit]]:
        """The tagger's organizations, places and people by their first token, the longest where several begin."""
        kinds = {"organization": "ORGANIZATION", "person": "PERSON", **dict.fromkeys(_PLACES, "PLACE")}
        kinds["nationality"] = "PLACE"  # «белорусский президент»
        starts = {t.start: i for i, t in enumerate(self.tokens)}
        for span in sorted(self.sentence.spans, key=lambda s: s.stop):
            first = starts.get(span.start)
            if span.kind in kinds and first is not None and not self._mistaken(span, first):
                stop = first
                while stop < len(self.tokens) and self.tokens[stop].start < span.stop:
                    stop += 1
                yield first, _Unit(kinds[span.kind], first, stop)

    def _mistaken(self, span: Span, first: int) -> bool:
        """Whether what the tagger half took for an organization is a post: «Министры обороны»."""
        if span.kind != "organization" or span.score >= _SURE:
            return False
        hit = self.posts.at(self.tokens, first)
        return hit is not None and hit.entry.official == "yes" and self.tokens[first].tag.animacy == "anim"

    def _heads(self, spans: Sequence[Span], triggers: Sequence[int]) -> dict[int, _Head]:
        heads: dict[int, _Head] = {}
        for span in spans:
            i = self._head(span)
            if i is not None and not self._no_title(i):
                heads.setdefault(i, self._made(i, self._hit(i))).spans.append(span)
        inside = {i for c in self.chunks.values() if c.kind != "PLACE" for i in range(c.start, c.stop)}
        for i in reversed(triggers):
            if i not in heads and i not in inside and (hit := self._hit(i)) and self._evident(i, hit, heads):
                heads[i] = self._made(i, hit)
        return heads

    def _no_title(self, i: int) -> bool:
        """A thing («рубль», «крейсер»), or a name in quotation marks behind its noun: «газета «Мэр»»."""
        return (self._hit(i) is None and _thing(self.tokens[i])) or self._named(i)

    def _named(self, i: int) -> bool:
        """Whether quotation marks begin right before a head and close a few words behind it, behind a work or a place."""
        if i < 2 or self.tokens[i - 1].text not in '«"„“' or self.tokens[i - 2].tag.pos not in _NOUNS:
            return False
        for token in self.tokens[i + 1 : i + 6]:
            if token.text in '»"”“':
                return True
            if token.tag.pos == "VERB" or token.text in ".!?":
                return False
        return False

    def _made(self, i: int, hit: Hit | None) -> _Head:
        return _Head(i, hit, [], *_form(self.tokens[i]))

    def _head(self, span: Span) -> int | None:
        """The head of a tagger's span: its first noun that is not a word of the status."""
        covered = [i for i, t in enumerate(self.tokens) if t.stop > span.start and t.start < span.stop]
        start = self._behind_status(span)
        covered = [i for i in covered if self.tokens[i].stop > start] or covered
        for i in covered:
            tag = self.tokens[i].tag
            if tag.pos in _NOUNS or (self._hit(i) and not self._attribute(i)):
                return i
        return covered[-1] if covered else None

    def _behind_status(self, span: Span) -> int:
        """The offset behind «врио», «кандидат в», «бывший» at a span's start."""
        found = _STATUS_WORDS.match(self.sentence.cut(span.start, span.stop))
        return span.start + (found.end() if found and found.end() < span.stop - span.start else 0)

    def _attribute(self, i: int) -> bool:
        """Whether a word that may be a noun is the adjective of the next: «военный прокурор»."""
        if i + 1 == len(self.tokens):
            return False
        if not any(f.pos in ("ADJF", "PRTF") for f in morph.forms(self.tokens[i].lower)):
            return False
        mine, following = self.tokens[i].tag, self.tokens[i + 1].tag
        return following.pos in (*_NOUNS, "ADJ") and mine[1:3] == following[1:3] and mine.case is not None

    def _hit(self, i: int) -> Hit | None:
        """The table's entry with its head here whose words lie in no organization or place; a description's may."""
        whole = self.posts.at(self.tokens, i)
        if whole is None or whole.stop == i + 1:
            return whole
        if whole.stop in self.chunks and morph.lemma(self.tokens[whole.stop - 1]) in _BODIES:
            return self.posts.at(self.tokens[: i + 1], i)
        if _means(whole.entry) and all(t.text.islower() for t in self.tokens[i + 1 : whole.stop]):
            return whole
        blocks = (c.start for c in self.chunks.values() if c.start > i and not self._loose(c))
        return self.posts.at(self.tokens[: min(blocks, default=len(self.tokens))], i)

    def _loose(self, chunk: _Unit) -> bool:
        """What does not stand in a row's way: a name, an adjective («папа *римский*»)."""
        single = chunk.stop == chunk.start + 1 and self.tokens[chunk.start].tag.pos == "ADJ"
        return chunk.kind == "PERSON" or (chunk.kind == "PLACE" and single)

    def _evident(self, i: int, hit: Hit, heads: Mapping[int, _Head]) -> bool:
        """Whether a word that the tagger passed over is a title all the same: its own complement or a name says so."""
        token, entry = self.tokens[i], hit.entry
        if entry.head in _EVERYDAY or token.tag.pos not in (*_NOUNS, "ADJ") or self._attribute(i):
            return False
        if i and (self.tokens[i - 1].lower in ("во", "по") or self.tokens[i - 1].text in '«"„“'):
            return False
        if entry.official == "no" and not (entry.before and hit.stop in self.chunks):
            return self._before_name(hit.stop)
        return hit.stop in self.chunks or bool(entry.after) or hit.stop in heads

    def _before_name(self, i: int) -> bool:
        """Whether a body's name and then a person's follow: «лидер партии «Новые люди» Алексей Нечаев»."""
        for at in range(i, min(i + 7, len(self.tokens))):
            chunk = self.chunks.get(at)
            if chunk and chunk.kind == "PERSON":
                return at > i
            token = self.tokens[at]
            if token.tag.pos in ("VERB", "PUNCT", "CCONJ") and token.text not in '«»"':
                return False
        return False

    # -------------------------------------------------------------------------------------------- phrases

    def _read(self, head: _Head, heads: Mapping[int, _Head]) -> tuple[Post, ...]:
        """What the phrase around a head says; several posts where it names several."""
        units = [_Unit("HEAD", head.index, head.hit.stop if head.hit else head.index + 1), *self._units(head, heads)]
        match = self._match(units)
        return tuple(self._posts(head, units, match, self._served(head, heads)))

    def _match(self, units: Sequence[_Unit]) -> Match:
        """The longest beginning of the window that the grammar knows."""
        found = _GRAMMAR.findall(units)
        return next((m for m in found if m.start == 0), Match(0, 1, ()))

    def _units(self, head: _Head, heads: Mapping[int, _Head]) -> Iterator[_Unit]:
        """The classes of what follows a head, up to the first word that can't belong to its phrase."""
        last = max((s.stop for s in head.spans), default=0)
        i = head.hit.stop if head.hit else head.index + 1
        case = "ablt" if self._base(head) in _INSTRUMENTAL else "gent"
        takes = head.hit.entry.takes if head.hit else frozenset[str]()
        end = min(len(self.tokens), i + _RIGHT)
        served = self._served(head, heads)
        while i < end:
            token = self.tokens[i]
            seen = token.start < last
            unit = self._unit(i, case, heads)
            if unit is None or (unit.kind in ("NOUN", "ADJECTIVE") and not (seen or takes)):
                return
            if unit.kind == "AND" and not (seen or head.plural or (head.hit and head.hit.entry.head == "министр")):
                return
            if unit.kind == "PERSON" and not (seen or "person" in takes):
                return
            if unit.kind in ("FOR", "FROM"):
                if served and i == head.index + 1:
                    return
                case = _FIELD[token.lower]
            elif unit.kind == "NOUN":
                case = "gent"
            yield unit
            i = unit.stop

    def _unit(self, i: int, case: str, heads: Mapping[int, _Head]) -> _Unit | None:
        token = self.tokens[i]
        chunk = self.chunks.get(i)
        single = chunk is not None and chunk.stop == i + 1 and token.tag.pos == "ADJ" and self._attribute(i)
        if chunk and not (single and chunk.kind == "PLACE"):
            return chunk if token.tag.case in (case, None) or chunk.kind != "PERSON" else None
        inner = next((h for h in heads.values() if self._first(h) == i and h.index in self.phrases), None)
        if inner:
            agrees = self.tokens[inner.index].tag.case == case
            stop = self._index(self.phrases[inner.index][-1].stop)
            return _Unit("TITLE", i, stop) if agrees else None
        if token.lower in _FIELD:
            return _Unit("FROM" if token.lower == "от" else "FOR", i, i + 1)
        if token.lower in ("и", ","):
            return _Unit("AND", i, i + 1)
        if token.text in '«"“„':
            return self._quoted(i)
        if token.text == "№" or token.text.isdigit():
            return _Unit("NAME", i, i + (2 if token.text == "№" else 1))
        if token.tag.case == case or (case == "datv" and token.tag.case == "loct"):
            if token.tag.pos in _NOUNS:
                return _Unit("NOUN", i, i + 1)
            if token.tag.pos in ("ADJ", "VERB", "DET"):
                return _Unit("ADJECTIVE", i, i + 1)
        return None

    def _quoted(self, i: int) -> _Unit | None:
        for j in range(i + 1, min(i + 9, len(self.tokens))):
            if self.tokens[j].text in '»"”“':
                return _Unit("NAME", i, j + 1)
        return None

    def _first(self, head: _Head) -> int:
        """The first token of a head's own words: «*главного* врача»."""
        return self._index(self.phrases[head.index][0].start) if head.index in self.phrases else head.index

    def _served(self, head: _Head, heads: Mapping[int, _Head]) -> bool:
        """Whether another title's head stands right before this one's words: «советник *президента* по экономике»."""
        return (head.hit.start if head.hit else head.index) - 1 in heads

    def _index(self, offset: int) -> int:
        """The number of the first token that ends behind an offset."""
        return next((i for i, t in enumerate(self.tokens) if t.stop > offset), len(self.tokens))

    def _base(self, head: _Head) -> str:
        return head.hit.entry.head if head.hit else morph.lemma(self.tokens[head.index])

    # -------------------------------------------------------------------------------------------- values

    def _posts(self, head: _Head, units: Sequence[_Unit], match: Match, served: bool) -> Iterator[Post]:
        token = self.tokens[head.index]
        first = self._left(head)
        stop = units[match.stop - 1].stop
        end = self.tokens[stop - 1].stop
        if not served:
            end = max(end, *(s.stop for s in head.spans), 0)
        status = self._status(head, first, end)
        office = next((self._office(units[a]) for a, _ in match.all("office")), None)
        own = self._words(head, first)
        entry = head.hit.entry if head.hit else None
        portfolios = [(units[a].start, units[b - 1].stop) for a, b in match.all("portfolio")]
        if portfolios and self._appositive(
            portfolios, [units[a].start for a, _ in (*match.all("body"), *match.all("place"))]
        ):
            portfolios = []
        tail = self.tokens[units[0].stop - 1].stop
        posts = list(self._names(head, own, portfolios, office))
        joint = portfolios[-1][1] if portfolios and len(posts) > 1 else None
        for post, name, upto in posts:
            close = self.tokens[upto - 1].stop if joint and upto != joint else end
            behind = portfolios[-1][1] if portfolios else units[0].stop
            rest = _spaced(self.sentence.cut(self.tokens[behind - 1].stop, end))
            known = self.posts.post(post)
            fact = known or entry
            yield Post(
                post=post,
                name=_spaced(f"{name} {rest}"),
                status=status,
                public=self._public(fact, office),
                means=fact.means if fact else (),
                head=token.start,
                start=self.tokens[first].start,
                stop=close,
                tail=tail,
                office=self.tokens[office].start if office is not None else None,
                case=head.case,
                plural=head.plural,
                gender=_gender(token, entry),
                known=fact is not None,
            )

    def _appositive(self, portfolios: Sequence[tuple[int, int]], bodies: Sequence[int]) -> bool:
        """Whether a noun says only what the name behind it is: «премьер *земли* Саксония», «директор *компании* «Рога»»."""
        stop = portfolios[0][1]
        if bodies and morph.lemma(self.tokens[portfolios[0][0]]) in _BODIES:
            return True
        if self.tokens[portfolios[0][0]].text.istitle():  # a place that the tagger does not know: «министр Баварии»
            return True
        noun = morph.lemma(self.tokens[stop - 1])
        return len(portfolios) == 1 and (noun in _LANDS or (stop in bodies and noun in _KINDS))

    def _names(
        self, head: _Head, own: str, portfolios: Sequence[tuple[int, int]], office: int | None
    ) -> Iterator[tuple[str, str, int]]:
        """(post, name without body and place, token behind it) for each post of the phrase."""
        hit = head.hit
        post = self._ranked(hit) if hit else own
        stop = hit.stop if hit else head.index + 1
        if office is not None:
            inner = self.phrases[office][0]
            words = self.sentence.cut(inner.start, inner.tail).lower()
            yield f"{post} {_spaced(words)}", own, stop
            return
        if not portfolios:
            yield post, own, stop
        elif head.plural and (len(portfolios) > 1 or (hit and hit.entry.after)):
            if hit and hit.entry.after:
                yield post, own, stop
            bare = own.split(" " + hit.entry.after[0])[0] if hit and hit.entry.after else own
            for a, b in portfolios:
                words = self._text(a, b)
                yield f"{bare} {words}", f"{bare} {words}", b
        else:
            words = self._text(stop, portfolios[-1][1])
            yield f"{post} {words}", f"{own} {words}", portfolios[-1][1]

    def _ranked(self, hit: Hit) -> str:
        """The entry's post with «старший», «первый», «главный» before it."""
        before = self.tokens[hit.start - 1] if hit.start else None
        rank = before and next((r for r in _RANKS if same_adjective(r, before)), None)
        return f"{rank} {hit.entry.post}" if rank else hit.entry.post

    def _text(self, first: int, stop: int) -> str:
        return _spaced(self.sentence.cut(self.tokens[first].start, self.tokens[stop - 1].stop))

    def _left(self, head: _Head) -> int:
        """The first token of the phrase: the entry's adjectives, the tagger's, and a place's before the head."""
        first = head.hit.start if head.hit else head.index
        reach = min((s.start for s in head.spans), default=self.tokens[first].start)
        tag = self.tokens[head.index].tag
        while first > 0:
            before = self.tokens[first - 1]
            agrees = (
                before.tag.pos in ("ADJ", "VERB") and before.tag.case == tag.case and before.tag.number == tag.number
            )
            place = self.chunks.get(first - 1)
            if not agrees or _STATUS_WORDS.match(before.text) or before.lower in _NOT_PARTS:
                return first
            ranked = any(same_adjective(r, before) for r in _RANKS)
            if before.start < reach and not ranked and not (place and place.kind == "PLACE"):
                return first
            first -= 1
        return first

    def _words(self, head: _Head, first: int) -> str:
        """The head and what agrees with it, singular, nominative, lower case; then the entry's fixed words."""
        token, hit = self.tokens[head.index], head.hit
        word = token.lower.removeprefix("экс-")
        if hit and "-" not in word:
            noun, gender = hit.entry.head, _noun_gender(hit.entry.head, token.tag)
        else:
            noun, gender = _singular(word, token.tag)
        known = {hit.start + n: a for n, a in enumerate(hit.entry.before)} if hit else {}
        before = [known.get(i) or _adjective(self.tokens[i], gender) for i in range(first, head.index)]
        after = [self.tokens[i].text for i in range(head.index + 1, hit.stop)] if hit else []
        return " ".join([*before, noun, *after])

    def _office(self, unit: _Unit) -> int:
        return next(
            i
            for i, posts in self.phrases.items()
            if unit.start <= i < unit.stop and self._index(posts[0].start) == unit.start
        )

    def _public(self, entry: Entry | None, office: int | None) -> bool | None:
        if entry is None:
            return False
        if entry.official == "body":
            return None if office is None else self.phrases[office][0].public
        return entry.official == "yes"

    def _status(self, head: _Head, first: int, end: int) -> Status:
        """By the words before the phrase, and «в отставке» behind it."""
        if (head.hit and head.hit.former) or self.tokens[head.index].lower.startswith("экс-"):
            return "former"
        before = self.sentence.cut(max(self.sentence.start, self.tokens[first].start - 60), self.tokens[first].start)
        for status, words in _STATUSES:
            if words.search(before):
                return status
        behind = self.sentence.cut(end, min(end + 20, self.sentence.stop))
        return "former" if _RETIRED.match(behind) else "current"

    # -------------------------------------------------------------------------------------------- findings

    def _emit(self, head: _Head) -> Iterator[Finding[tuple[Post, ...]]]:
        """The tagger's spans as they are; the grammar's phrase where the tagger has none."""
        posts = self.phrases[head.index]
        start, stop = posts[0].start, max(p.stop for p in posts)
        for span in head.spans:
            yield Finding(span.start, self._closed(span.start, min(span.stop, stop)), "tagger", posts, span.score)
        if not head.spans:
            yield Finding(start, stop, "title.table", posts, 0.6)
        elif head.plural and any(t.lower in ("и", ",") for t in self.sentence.within(posts[0].tail, stop)):
            yield Finding(start, stop, "title.row", posts, 0.5)

    def _closed(self, start: int, stop: int) -> int:
        """The end of a span, with the quotation mark that closes one inside it."""
        text = self.sentence.cut(start, stop + 1)
        return stop + 1 if text.endswith("»") and text.count("«") == text.count("»") else stop

    def _headed(self, verbs: Sequence[int]) -> Iterator[Finding[tuple[Post, ...]]]:
        """«возглавил министерство», «министерство возглавил»: a verb and the body that it takes."""
        ends = {c.stop: c for c in self.chunks.values()}
        for i in verbs:
            near = (self.chunks.get(i + 1), ends.get(i))
            body = next((c for c in near if c and c.kind in ("ORGANIZATION", "PLACE")), None)
            if body:
                tokens = self.tokens[body.start : body.stop]
                first, last = self.tokens[min(i, body.start)], self.tokens[max(i, body.stop - 1)]
                tag = self.tokens[i].tag
                imperfective = self.tokens[i].lower.startswith("возглавл")
                status = "former" if imperfective and tag.tense == "past" else _TENURE.get(tag.tense, "current")
                post = Post(
                    post="глава",
                    name=f"глава {genitive(nominative(tokens))}",
                    status=status,
                    public=None,
                    means=(),
                    head=self.tokens[i].start,
                    start=first.start,
                    stop=last.stop,
                    tail=first.start,
                    office=None,
                    case="ablt",
                    plural=False,
                    gender=None,
                    verb=True,
                )
                yield Finding(first.start, last.stop, "title.verb", (post,), 0.6)


# Heads that say a title only where the tagger says so too.
_EVERYDAY = frozenset(
    "член представитель представительница сотрудник специалист голова староста префект основатель сооснователь учредитель "
    "соучредитель автор соавтор чемпион чемпионка партнёр звезда студент студентка олигарх мастер хозяин хозяйка".split()
)
_TENURE: dict[str | None, Status] = {"pres": "current", "past": "current", "futr": "elect"}


def _thing(token: Token) -> bool:
    """Whether the dictionary knows a noun, and only as a thing's."""
    nouns = [f for f in morph.forms(token.lower) if f.pos == "NOUN"]
    return token.tag.pos in _NOUNS and bool(nouns) and all(f.known and f.animacy == "inan" for f in nouns)


def _means(entry: Entry) -> bool:
    """Whether an entry is a description for other posts."""
    return bool(entry.means) and entry.means != ("~",)


_RANKS = tuple("первый старший младший главный ведущий генеральный верховный".split())
_LANDS = frozenset("страна государство республика королевство империя столица регион область край город".split())
# Nouns that begin a body's name: «председатель *комитета* Госдумы» chairs the committee.
_BODIES = frozenset(
    "комитет подкомитет комиссия управление департамент министерство служба агентство администрация правительство палата "
    "дума суд прокуратура инспекция главк отделение фракция аппарат".split()
)
# What has a name in quotation marks that may be a title's word.
_WORKS = frozenset(
    "газета журнал роман повесть рассказ книга поэма фильм кинофильм картина сериал мультфильм спектакль пьеса опера балет песня "
    "альбом трек шоу программа передача проект конкурс премия ресторан кафе бар гостиница отель клуб магазин марка "
    "теплоход крейсер ледокол корабль катер яхта поезд группа ансамбль улица команда комедия драма мюзикл игра".split()
)
_KINDS = frozenset(
    "земля штат область край округ республика провинция кантон графство город район посёлок село муниципалитет регион "
    "компания банк агентство газета журнал портал сайт партия клуб корпорация концерн холдинг фонд институт завод фирма "
    "радиостанция телеканал канал издание фракция движение группа ассоциация союз университет театр музей организация "
    "издательство студия команда сеть предприятие фабрика комбинат больница клиника школа центр платформа сервис".split()
)
_NOT_PARTS = frozenset(
    "новый нынешний нового нынешнего новым нынешним новому нынешнему новая нынешняя действующий".split()
)
_FIELD = {"по": "datv", "при": "loct", "от": "gent"}


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _gender(token: Token, entry: Entry | None) -> str | None:
    """The head's gender where it tells the holder's: «актриса» a woman, «актёр» a man, «министр» anybody."""
    if token.lower.startswith(("глав", "персон", "звезд", "модел")):
        return None
    return token.tag.gender if token.tag.gender == "femn" or (entry and entry.paired) else None


def _form(token: Token) -> tuple[str | None, bool]:
    """The case and whether plural, as the tag says where the word has such a form; else as its forms say."""
    tag, forms = token.tag, [f for f in morph.forms(token.lower) if f.pos == "NOUN" and f.case]
    if not forms or any(f.case == tag.case and f.number == tag.number for f in forms):
        return tag.case, tag.number == "plur"
    best = max(forms, key=lambda f: (f.case == tag.case) + (f.number == tag.number) + f.score)
    return best.case, best.number == "plur"


def _noun_gender(noun: str, tag: Tag) -> str:
    return next((f.gender for f in morph.forms(noun) if f.pos == "NOUN" and f.gender), tag.gender or "masc")


def _singular(word: str, tag: Tag) -> tuple[str, str]:
    """A noun's nominative singular and its gender."""
    reading = morph.best(word, tag)
    made = morph.inflect(word, reading, "nomn", "sing") or reading.lemma
    return made, reading.gender or tag.gender or "masc"


def _adjective(token: Token, gender: str) -> str:
    """An adjective in the nominative singular of a gender."""
    reading = morph.best(token.lower, token.tag)
    return morph.inflect(token.lower, reading, "nomn", "sing", gender) or token.lower
