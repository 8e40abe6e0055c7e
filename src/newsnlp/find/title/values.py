"""What a title's phrase says: post, name, status, whose office it serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile, product

from newsnlp.data import word_list
from newsnlp.find.grammar import Match
from newsnlp.find.title import words as w
from newsnlp.find.title.heads import Head
from newsnlp.find.title.phrases import Phrases, after_head, ministerial
from newsnlp.find.title.view import Unit
from newsnlp.lang import morph
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.posts import Entry, Hit, same_adjective
from newsnlp.types import Post, Status, Token

_NAMED = ("ORGANIZATION", "NAME", "PERSON", "PLACE")


class Values(Phrases):
    """The values of a sentence's titles."""

    def _read(self, head: Head, heads: Mapping[int, Head]) -> tuple[Post, ...]:
        """What the phrase around a head says; several posts where it names several."""
        units = [Unit("HEAD", head.index, after_head(head)), *self._units(head, heads)]
        match = self._match(units)
        return tuple(self._posts(head, units, match, self._served(head, heads)))

    def _posts(self, head: Head, units: Sequence[Unit], match: Match, served: bool) -> Iterator[Post]:
        token, first = self.tokens[head.index], self._left(head)
        end = self._end(head, first, units[match.stop - 1].stop, served)
        statuses = self._statuses(head, first, end)
        status = statuses[0]
        office = next((self._office(units[a]) for a, _ in match.all("office")), None)
        own = self._words(head, first)
        fields = self._portfolios(head, units, match)
        portfolios = fields or self._field(head, units, match)
        posts = list(self._names(head, own, portfolios, office))
        behind = portfolios[-1][1] if portfolios else units[0].stop
        rest = self._rest(behind, end, status)
        tail = _tail(head, fields, posts, units[0].stop)
        for status, (post, name, upto) in product(statuses, posts):
            fact = self.posts.post(post) or head.entry
            yield Post(
                post=w.spaced(post),
                name=w.spaced(f"{name} {rest}").rstrip(" -–—,"),
                status=status,
                public=self._public(fact, office, own, portfolios),
                means=fact.means if fact else (),
                head=token.start,
                start=self.tokens[first].start,
                stop=end if upto == behind or len(posts) == 1 else self.tokens[upto - 1].stop,
                tail=self.tokens[tail - 1].stop,
                office=self._start(office),
                case=head.case,
                plural=head.plural,
                gender=w.gender(token, head.entry),
                known=fact is not None,
            )

    def _start(self, i: int | None) -> int | None:
        return None if i is None else self.tokens[i].start

    def _end(self, head: Head, first: int, stop: int, served: bool) -> int:
        """Where the mention ends: with the phrase, or with the tagger's span where that goes on."""
        end = self.tokens[stop - 1].stop
        return (
            end
            if served
            else self._closed(
                self.tokens[first].start, max(end, *(self._own(s.stop, head, stop) for s in head.spans), 0)
            )
        )

    def _rest(self, behind: int, end: int, status: Status) -> str:
        """The words of a name that follow its post; of a candidate's, without whose candidate he is."""
        rest = self._cut(self.tokens[behind - 1].stop, end)
        return rest.partition("от ")[0].strip() if status == "candidate" else rest

    def _portfolios(self, head: Head, units: Sequence[Unit], match: Match) -> Sequence[tuple[int, int]]:
        """Where the words stand that say what an office is of: «министр *обороны*»; not those of a body's name."""
        bodies = [units[a].start for a, _ in (*match.all("body"), *match.all("place"))]
        portfolios = [(units[a].start, units[b - 1].stop) for a, b in match.all("portfolio")]
        if portfolios and ministerial(head):
            portfolios[-1] = self._without_land(*portfolios[-1])
        return [] if portfolios and self._appositive(portfolios, bodies) else portfolios

    def _without_land(self, first: int, stop: int) -> tuple[int, int]:
        """A field without the land behind it: «(министр) духовного развития | *края*», «культуры | *нашей страны*»."""
        land = stop - 1
        if self.tokens[land].tag.number == "plur" or not w.is_land(self.tokens[land]):
            return first, stop
        while land > first and not self.tokens[land - 1].tag.noun:
            land -= 1
        return first, land if land > first else stop

    def _field(self, head: Head, units: Sequence[Unit], match: Match) -> Sequence[tuple[int, int]]:
        """The same of a minister behind «по»: «министр *по национальной политике* Дагестана»."""
        if not ministerial(head):
            return []
        fields = ([u for u in units[a:b] if u.kind not in _NAMED] for a, b in match.all("field"))
        return [(own[0].start, own[-1].stop) for own in fields if len(own) > 1][:1]

    def _own(self, offset: int, head: Head, first: int) -> int:
        """The end of a span, before a verb or a name that the tagger took in: «министром *назначен*»."""
        last = self._index(offset - 1) + 1
        told = (self._foreign, self._coordinate, self._beside, self._surname)
        ends = (*told, self._agency, self._is_clauses, self._another)
        stop = next((i for i in range(first, last) if any(end(self.tokens[i], head) for end in ends)), None)
        comma = stop is not None and stop > first and self.tokens[stop - 1].text == ","
        return offset if stop is None else self.tokens[stop - 1 - comma].stop

    def _beside(self, token: Token, head: Head) -> bool:
        """«сказала министр *журналистам*», «без секретаря *контора* стоит»: an object or subject of the verb's own."""
        i, tag = self._index(token.start), token.tag
        if tag.pos != "NOUN" or not token.text.islower() or self._over(i):
            return False
        if tag.case == "nomn":
            return head.case not in ("nomn", None) and self.sentence.cut(token.start - 1, token.start) == " "
        return tag.case == "datv" and tag.animacy == "anim" and head.case != "datv" and i == head.index + 1

    def _another(self, token: Token, head: Head) -> bool:
        """«(выдвинули в) мэры Москвы *вице-спикера*», «(на посту) генсека НАТО *главу*»: a title that none serves."""
        at = self._index(token.start)
        object_ = token.tag.case == "accs" and all(f.case != "gent" for f in morph.nouns(token.lower))
        return at in self.phrases and (object_ or self._is_told_whole(at))

    def _agency(self, token: Token, head: Head) -> bool:
        return self._cited(self._index(token.start), head)

    def _surname(self, token: Token, head: Head) -> bool:
        """«Директора *Хвостова* нашли»: the name of the one who holds it, in the post's own case."""
        i = self._index(token.start)
        if not self._at(i, "PERSON") or i != after_head(head):
            return False
        return not self._of_person(head) and token.tag.case == head.case != "nomn" and head.index == 0

    def _coordinate(self, token: Token, head: Head) -> bool:
        """«Фермерам *и владельцам* хозяйств»: another of the head's case begins."""
        i = self._index(token.start)
        if token.lower not in word_list("and") or head.case in ("gent", None):
            return False
        tag = self._token(i + 1).tag
        return tag.somebody and tag.case == head.case

    def _foreign(self, token: Token, head: Head) -> bool:
        person = self._at(self._index(token.start), "PERSON")
        if person and self._holder(person):
            return True
        if person and head.hit and not self._of_person(head):
            return self._holds(person, head)
        about = token.tag.pos == "ADP" and token.lower in word_list("title.values.about")  # «спросила главу *о* газе»
        return about or token.tag.form == "Fin" or w.participle(token.tag)

    def _appositive(self, portfolios: Sequence[tuple[int, int]], bodies: Sequence[int]) -> bool:
        """Whether a noun says what the name behind it is: «премьер *земли* Саксония», «директор *компании* «Рога»»."""
        first, stop = portfolios[0]
        if self.tokens[first].text.istitle():  # a place that the tagger does not know: «министр Баварии»
            return True
        if bodies and morph.lemma(self.tokens[first]) in w.BODIES:
            return True
        noun = morph.lemma(self.tokens[stop - 1]).partition("-")[0]
        noun = next((f.lemma for f in morph.nouns(noun)), noun)
        land = noun in w.LANDS and self._is_bare(first, stop - 1)
        return len(portfolios) == 1 and (land or (stop in bodies and noun in w.KINDS))

    def _is_bare(self, first: int, stop: int) -> bool:
        """Whether no noun stands there."""
        return not any(token.tag.noun for token in self.tokens[first:stop])

    def _names(
        self, head: Head, own: str, portfolios: Sequence[tuple[int, int]], office: int | None
    ) -> Iterator[tuple[str, str, int]]:
        """(post, name without body and place, token behind it) for each post of the phrase."""
        hit, stop = head.hit, after_head(head)
        post, after = (self._ranked(hit, self._left(head)), hit.entry.after) if hit else (own, ())
        if office is not None:
            yield f"{post}{self._serving(self.phrases[office][0])}", own, stop
        elif not portfolios:
            yield post, own, stop
        elif head.plural and (len(portfolios) > 1 or after):
            if after:
                yield post, own, stop
            yield from self._each(own, after, portfolios)
        else:
            first, last = portfolios[0][0], portfolios[-1][1]  # «министр *Чечни* по печати»
            first = first if self.tokens[first].lower == "по" else stop
            words = self._text(first + is_a(self.tokens[first].lower, "this"), last)  # «глава *этого* ведомства»
            yield f"{post} {words}", f"{own} {self._text(stop, last)}", last

    def _each(
        self, own: str, after: Sequence[str], portfolios: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[str, str, int]]:
        """«министры *обороны* и *иностранных дел*»; ``after``: the post's own words behind its head."""
        bare = own.partition(f" {after[0]}")[0] if after else own
        for first, stop in portfolios:
            name = f"{bare} {self._text(first, stop)}"
            yield name, name, stop

    def _serving(self, inner: Post) -> str:
        """The office that a post serves, in the genitive, and the one that this serves: « *помощника президента*»;
        «пресс-секретарь главы (российского) государства» is called no post's.
        """
        last = self.tokens[self._index(inner.stop - 1)].lower
        if not w.DESCRIPTIONS.isdisjoint((inner.post, f"{inner.post} {last}")):
            return ""
        first, stop = self.sentence.touched(inner.start, inner.tail)
        called = self._called_by_place(first, self._index(inner.head))  # «пресс-секретарь *турецкого* президента»
        served = self._text(called, stop).split(" ")
        words = " ".join(word if word.isupper() else word.lower() for word in served)
        return f" {words}{self._serving(self.phrases[self._index(inner.office)][0])}" if inner.office else f" {words}"

    def _called_by_place(self, first: int, head: int) -> int:
        """The token behind the adjectives of places from one on, before a head."""
        chunk = self._at(first, "PLACE")
        return self._called_by_place(chunk.stop, head) if chunk and chunk.stop <= head else first

    def _ranked(self, hit: Hit, first: int) -> str:
        """The entry's post with what makes a rank of it: «*главный федеральный* инспектор», «*старший* тренер»."""
        post = hit.entry.post
        if post.startswith(w.DEPUTIES) and same_adjective("первый", self._token(hit.start - 1)):
            return f"первый {post}"
        fact = self.posts.post(post)
        gender = w.noun_gender(fact.head if fact else "", self._token(hit.start).tag)
        own = self._rank(first, hit.start)
        plain = [self.tokens[i] for i in own if not self._at(i, "PLACE")]
        ranked = " ".join([*(w.adjective(token, gender) for token in plain), post])
        known = len(plain) == len(own) or self.posts.post(ranked)
        return ranked if known else post  # «главный *латышский* композитор» is no rank

    def _rank(self, first: int, stop: int) -> list[int]:
        """The words of a rank before a post, but for its region's level."""
        before = dropwhile(lambda i: not w.ranks(self.tokens[i]), range(first, stop))
        return [i for i in before if not is_a(self.tokens[i].lower, "of_region")]

    def _words(self, head: Head, first: int) -> str:
        """The head and what agrees with it, singular, nominative, lower case; then the entry's fixed words."""
        noun, gender = self._noun(head)
        hit = head.hit
        known = {hit.start + n: a for n, a in enumerate(hit.entry.before)} if hit else {}
        before = [known.get(i) or w.adjective(self.tokens[i], gender) for i in range(first, head.index)]
        return " ".join([*before, noun, *(self._text(i, i + 1) for i in range(head.index + 1, after_head(head)))])

    def _noun(self, head: Head) -> tuple[str, str]:
        """A head in the singular, and its gender."""
        token, word = self.tokens[head.index], self.tokens[head.index].lower.removeprefix("экс-")
        if not head.hit or ("-" in word and not word.isascii()):
            return w.singular(word, token.tag)
        noun, post = head.hit.entry.head, head.hit.entry.post
        if noun.removeprefix(post) in ("а", "у", "ом", "е"):  # «раиса», which the dictionary takes for a name
            noun = post
        own = token.text if noun.isascii() else noun.upper() if w.initials(token) else noun  # CEO
        return own, w.noun_gender(noun, token.tag)

    def _office(self, unit: Unit) -> int:
        latest = max(unit.start + 1, self._behind_acting(unit.start))
        heads = ((i, self._index(posts[0].start)) for i, posts in self.phrases.items() if unit.start <= i < unit.stop)
        return min(i for i, first in heads if first <= latest)  # «заместитель *помощника* президента»

    def _public(
        self, entry: Entry | None, office: int | None, own: str, portfolios: Sequence[tuple[int, int]]
    ) -> bool | None:
        """Whether a post is public by its words alone; ``portfolios``: where those stand that say what it is of."""
        if entry is None or (portfolios and is_a(self.tokens[portfolios[-1][1] - 1].lower, "private")):
            return False
        if entry.official == "body" and not any(is_a(word, "of_state") for word in own.split(" ")):
            return None if office is None else self.phrases[office][0].public
        return entry.official != "no"

    def _once(self, words: Sequence[int]) -> bool:
        """«*экс-первый* замминистра»."""
        return any(self.tokens[i].lower.startswith("экс-") for i in words)

    def _statuses(self, head: Head, first: int, end: int) -> tuple[Status, ...]:
        """The status that a phrase has; of «*бывший и действующий* мэры» that of each."""
        one, joint, other = (self._token(first - n) for n in (3, 2, 1))
        if head.plural and joint.lower == "и" and "plur" not in (one.tag.number, other.tag.number):
            told = (*_told(one), *_told(other))
            if len({*told}) == 2:
                return told
        return (self._status(head, first, end),)

    def _status(self, head: Head, first: int, end: int) -> Status:
        """By the words before the phrase, and «в отставке» behind it."""
        if (head.hit and head.hit.former) or self._once(range(first, head.index + 1)):
            return "former"
        before = self.sentence.cut(max(self.sentence.start, self.tokens[first].start - 60), self.tokens[first].start)
        for status, words in w.STATUSES:
            if words.search(before):
                return status
        behind = self.sentence.cut(end, min(end + 60, self.sentence.stop))
        return "former" if w.RETIRED.match(behind) else "current"


def _told(word: Token) -> tuple[Status, ...]:
    """What an adjective tells of who has a post: «*прежний*», «*нынешний*»."""
    if is_a(word.lower, "of_then"):
        return ("former",)
    return ("current",) if is_a(word.lower, "of_now") else ()


def _tail(head: Head, fields: Sequence[tuple[int, int]], posts: Sequence[object], stop: int) -> int:
    """The token behind a minister's fields, which are his post's own words: «министр архитектуры», as «культуры»; of
    any other the one behind his post."""
    return fields[-1][1] if len(posts) == 1 and fields and ministerial(head) else stop
