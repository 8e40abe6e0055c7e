"""What a title's phrase says: post, name, status, whose office it serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
        token = self.tokens[head.index]
        first = self._left(head)
        stop = units[match.stop - 1].stop
        end = self.tokens[stop - 1].stop
        if not served:
            end = max(end, *(self._own(s.stop, head, stop) for s in head.spans), 0)
            end = self._closed(self.tokens[first].start, end)
        status = self._status(head, first, end)
        office = next((self._office(units[a]) for a, _ in match.all("office")), None)
        own = self._words(head, first)
        fields = self._portfolios(head, units, match)
        portfolios = fields or self._field(head, units, match)
        private = bool(portfolios) and is_a(self.tokens[portfolios[-1][1] - 1].lower, "private")
        posts = list(self._names(head, own, portfolios, office))
        joint = portfolios[-1][1] if portfolios and len(posts) > 1 else None
        behind = portfolios[-1][1] if portfolios else units[0].stop
        tail = self.tokens[(_fielded(head, fields, posts) or units[0].stop) - 1].stop
        rest = self._cut(self.tokens[behind - 1].stop, end)
        if status == "candidate":
            rest = rest.partition("от ")[0].strip()
        for post, name, upto in posts:
            close = self.tokens[upto - 1].stop if joint and upto != joint else end
            fact = self.posts.post(post) or head.entry
            yield Post(
                post=w.spaced(post),
                name=w.spaced(f"{name} {rest}").rstrip(" -–—,"),
                status=status,
                public=False if private else self._public(fact, office, own),
                means=fact.means if fact else (),
                head=token.start,
                start=self.tokens[first].start,
                stop=close,
                tail=tail,
                office=self.tokens[office].start if office is not None else None,
                case=head.case,
                plural=head.plural,
                gender=w.gender(token, head.entry),
                known=fact is not None,
            )

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
        while land > first and self.tokens[land - 1].tag.pos not in w.NOUNS:
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
        ends = (self._foreign, self._coordinate, self._beside, self._surname, self._agency)
        stop = next((i for i in range(first, last) if any(end(self.tokens[i], head) for end in ends)), None)
        comma = stop is not None and stop > first and self.tokens[stop - 1].text == ","
        return offset if stop is None else self.tokens[stop - 1 - comma].stop

    def _beside(self, token: Token, head: Head) -> bool:
        """«сказала министр *журналистам*», «без секретаря *контора* стоит»: an object or subject of the verb's own."""
        i, tag = self._index(token.start), token.tag
        if tag.pos != "NOUN" or not token.text.islower() or any(c.start <= i < c.stop for c in self.chunks.values()):
            return False
        if tag.case == "nomn":
            return head.case not in ("nomn", None) and self.sentence.cut(token.start - 1, token.start) == " "
        return tag.case == "datv" and tag.animacy == "anim" and head.case != "datv" and i == head.index + 1

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
        return tag.pos == "NOUN" and tag.animacy == "anim" and tag.case == head.case

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
        stop = portfolios[0][1]
        if bodies and morph.lemma(self.tokens[portfolios[0][0]]) in w.BODIES:
            return True
        if self.tokens[portfolios[0][0]].text.istitle():  # a place that the tagger does not know: «министр Баварии»
            return True
        noun = morph.lemma(self.tokens[stop - 1]).partition("-")[0]
        noun = next((f.lemma for f in morph.nouns(noun)), noun)
        land = noun in w.LANDS and not any(t.tag.pos in w.NOUNS for t in self.tokens[portfolios[0][0] : stop - 1])
        return len(portfolios) == 1 and (land or (stop in bodies and noun in w.KINDS))

    def _names(
        self, head: Head, own: str, portfolios: Sequence[tuple[int, int]], office: int | None
    ) -> Iterator[tuple[str, str, int]]:
        """(post, name without body and place, token behind it) for each post of the phrase."""
        hit = head.hit
        post, after = (self._ranked(hit, self._left(head)), hit.entry.after) if hit else (own, ())
        stop = hit.stop if hit else head.index + 1
        if office is not None:
            inner = self.phrases[office][0]
            if inner.post in w.DESCRIPTIONS:  # «пресс-секретарь главы государства» is called no post's
                yield post, own, stop
                return
            served = self._cut(inner.start, inner.tail).split(" ")
            yield " ".join([post, *(word if word.isupper() else word.lower() for word in served)]), own, stop
            return
        if not portfolios:
            yield post, own, stop
        elif head.plural and (len(portfolios) > 1 or after):
            bare = own.split(" " + after[0])[0] if after else own
            if after:
                yield post, own, stop
            for a, b in portfolios:
                words = self._text(a, b)
                yield f"{bare} {words}", f"{bare} {words}", b
        else:
            first, last = portfolios[0][0], portfolios[-1][1]  # «министр *Чечни* по печати»
            words = self._text(first if self.tokens[first].lower == "по" else stop, last)
            yield f"{post} {words}", f"{own} {self._text(stop, last)}", last

    def _ranked(self, hit: Hit, first: int) -> str:
        """The entry's post with what makes a rank of it: «*главный федеральный* инспектор», «*старший* тренер»."""
        post, before = hit.entry.post, range(first, hit.start)
        if post.startswith(w.DEPUTIES) and same_adjective("первый", self._token(hit.start - 1)):
            return f"первый {post}"
        begin = next((i for i in before if any(same_adjective(r, self.tokens[i]) for r in w.RANKS)), hit.start)
        fact = self.posts.post(post)
        gender = w.noun_gender(fact.head if fact else "", self._token(hit.start).tag)
        own = [i for i in range(begin, hit.start) if not is_a(self.tokens[i].lower, "of_region")]
        places = [i for i in own if self._at(i, "PLACE")]
        ranked = " ".join([*(w.adjective(self.tokens[i], gender) for i in own if i not in places), post])
        return ranked if not places or self.posts.post(ranked) else post  # «главный *латышский* композитор» is no rank

    def _words(self, head: Head, first: int) -> str:
        """The head and what agrees with it, singular, nominative, lower case; then the entry's fixed words."""
        token, hit = self.tokens[head.index], head.hit
        word = token.lower.removeprefix("экс-")
        if hit and ("-" not in word or word.isascii()):
            noun, gender = hit.entry.head, w.noun_gender(hit.entry.head, token.tag)
            noun = token.text if noun.isascii() else noun.upper() if w.initials(token) else noun  # CEO
        else:
            noun, gender = w.singular(word, token.tag)
        known = {hit.start + n: a for n, a in enumerate(hit.entry.before)} if hit else {}
        before = [known.get(i) or w.adjective(self.tokens[i], gender) for i in range(first, head.index)]
        after = [self._text(i, i + 1) for i in range(head.index + 1, hit.stop)] if hit else []
        return " ".join([*before, noun, *after])

    def _office(self, unit: Unit) -> int:
        return next(
            i
            for i, posts in self.phrases.items()
            if unit.start <= i < unit.stop and self._index(posts[0].start) <= unit.start + 1
        )

    def _public(self, entry: Entry | None, office: int | None, own: str) -> bool | None:
        if entry is None:
            return False
        if entry.official == "body" and not any(is_a(word, "of_state") for word in own.split(" ")):
            return None if office is None else self.phrases[office][0].public
        return entry.official != "no"

    def _once(self, words: Sequence[int]) -> bool:
        """«*экс-первый* замминистра»."""
        return any(self.tokens[i].lower.startswith("экс-") for i in words)

    def _status(self, head: Head, first: int, end: int) -> Status:
        """By the words before the phrase, and «в отставке» behind it."""
        if (head.hit and head.hit.former) or self._once(range(first, head.index + 1)):
            return "former"
        before = self.sentence.cut(max(self.sentence.start, self.tokens[first].start - 60), self.tokens[first].start)
        for status, words in w.STATUSES:
            if words.search(before):
                return status
        behind = self.sentence.cut(end, min(end + 30, self.sentence.stop))
        return "former" if w.RETIRED.match(behind) else "current"


def _fielded(head: Head, fields: Sequence[tuple[int, int]], posts: Sequence[object]) -> int | None:
    """The token behind a minister's fields, which are his post's own words: «министр архитектуры», as «культуры»."""
    return fields[-1][1] if len(posts) == 1 and fields and ministerial(head) else None
