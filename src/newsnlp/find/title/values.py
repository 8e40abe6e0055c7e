"""What a title's phrase says: post, name, status, whose office it serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from newsnlp.data import word_list
from newsnlp.find.grammar import Match
from newsnlp.find.title import words as w
from newsnlp.find.title.heads import Head
from newsnlp.find.title.phrases import Phrases, after_head
from newsnlp.find.title.view import Unit
from newsnlp.lang import morph
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.posts import Entry, Hit, genitive, same_adjective
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
        portfolios = self._portfolios(units, match) or self._field(head, units, match)
        private = bool(portfolios) and is_a(self.tokens[portfolios[-1][1] - 1].lower, "private")
        tail = self.tokens[units[0].stop - 1].stop
        posts = list(self._names(head, own, portfolios, office))
        joint = portfolios[-1][1] if portfolios and len(posts) > 1 else None
        behind = portfolios[-1][1] if portfolios else units[0].stop
        rest = self._cut(self.tokens[behind - 1].stop, end)
        if status == "candidate":
            rest = rest.partition("от ")[0].strip()
        for post, name, upto in posts:
            close = self.tokens[upto - 1].stop if joint and upto != joint else end
            fact = self.posts.post(post) or self._of_state(post, head) or head.entry
            yield Post(
                post=w.spaced(post),
                name=w.spaced(f"{name} {rest}").rstrip(" -–—,"),
                status=status,
                public=False if private else self._public(fact, office),
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

    def _of_state(self, post: str, head: Head) -> Entry | None:
        """The entry of a post of the state's: «главный *государственный* налоговый *инспектор*»."""
        own = head.entry if " государственный " in post else None
        return self.posts.post(f"государственный {own.post}") if own else None

    def _portfolios(self, units: Sequence[Unit], match: Match) -> Sequence[tuple[int, int]]:
        """Where the words stand that say what an office is of: «министр *обороны*»; not those of a body's name."""
        bodies = [units[a].start for a, _ in (*match.all("body"), *match.all("place"))]
        portfolios = [(units[a].start, units[b - 1].stop) for a, b in match.all("portfolio")]
        return [] if portfolios and self._appositive(portfolios, bodies) else portfolios

    def _field(self, head: Head, units: Sequence[Unit], match: Match) -> Sequence[tuple[int, int]]:
        """The same of a minister behind «по»: «министр *по национальной политике* Дагестана»."""
        if self._base(head) != "министр":
            return []
        fields = ([u for u in units[a:b] if u.kind not in _NAMED] for a, b in match.all("field"))
        return [(own[0].start, own[-1].stop) for own in fields if len(own) > 1][:1]

    def _own(self, offset: int, head: Head, first: int) -> int:
        """The end of a span, before a verb or a name that the tagger took in: «министром *назначен*»."""
        last = self._index(offset - 1) + 1
        ends = (self._foreign, self._coordinate, self._beside, self._surname, self._agency)
        other = next((t for t in self.tokens[first:last] if any(end(t, head) for end in ends)), None)
        return self.tokens[self._index(other.start) - 1].stop if other else offset

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
        return about or token.tag.form == "Fin" or w.participle(token.tag) or self._monk(token, head)

    def _monk(self, token: Token, head: Head) -> bool:
        """«патриарх *Пимен*»: the one name that he has."""
        if head.entry is None or head.entry.head not in w.MONKS or token.lower.endswith(("ий", "ой")):
            return False
        return token.tag.pos == "PROPN" and token.tag.case == head.case != "gent" and token.text.istitle()

    def _appositive(self, portfolios: Sequence[tuple[int, int]], bodies: Sequence[int]) -> bool:
        """Whether a noun says what the name behind it is: «премьер *земли* Саксония», «директор *компании* «Рога»»."""
        stop = portfolios[0][1]
        if bodies and morph.lemma(self.tokens[portfolios[0][0]]) in w.BODIES:
            return True
        if self.tokens[portfolios[0][0]].text.istitle():  # a place that the tagger does not know: «министр Баварии»
            return True
        noun = morph.lemma(self.tokens[stop - 1]).partition("-")[0]
        noun = next((f.lemma for f in morph.nouns(noun)), noun)
        return len(portfolios) == 1 and (noun in w.LANDS or (stop in bodies and noun in w.KINDS))

    def _names(
        self, head: Head, own: str, portfolios: Sequence[tuple[int, int]], office: int | None
    ) -> Iterator[tuple[str, str, int]]:
        """(post, name without body and place, token behind it) for each post of the phrase."""
        hit = head.hit
        post, after = (self._ranked(hit), hit.entry.after) if hit else (own, ())
        stop = hit.stop if hit else head.index + 1
        if office is not None:
            inner = self.phrases[office][0]
            if inner.post in w.DESCRIPTIONS:  # «пресс-секретарь главы государства» is called no post's
                yield post, own, stop
                return
            words = self.sentence.cut(inner.start, inner.tail).lower()
            if inner.post.startswith("министр "):  # «заместитель *министра труда, занятости и защиты* Татарстана»
                words = genitive(inner.post)
            yield f"{post} {w.spaced(words)}", own, stop
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
            words = self._text(stop, portfolios[-1][1])
            yield f"{post} {words}", f"{own} {words}", portfolios[-1][1]

    def _ranked(self, hit: Hit) -> str:
        """The entry's post with «старший», «первый», «главный» before it."""
        post, before = hit.entry.post, self._token(hit.start - 1)
        if hit.start > 1 and same_adjective("внештатный", before):
            return f"главный внештатный {post}"
        if post.startswith(w.DEPUTIES) and same_adjective("первый", before):
            return f"первый {post}"
        for i in range(hit.start - 1, max(-1, hit.start - 4), -1):  # «*главный государственный ветеринарный* инспектор»
            if rank := next((r for r in w.RANKS if same_adjective(r, self._token(i))), None):
                return " ".join((rank, *self._adjectives(i + 1, hit.start), post))
            far = self._token(i).tag.pos == "ADJ" and hit.entry.official != "no"
            if not (far or is_a(self._token(i).lower, "level")):
                break
        return post

    def _adjectives(self, first: int, stop: int) -> list[str]:
        """The adjectives of a post, without those of places."""
        own = (i for i in range(first, stop) if not is_a(self.tokens[i].lower, "level") and not self._at(i, "PLACE"))
        return [w.adjective(self.tokens[i], "masc") for i in own]

    def _words(self, head: Head, first: int) -> str:
        """The head and what agrees with it, singular, nominative, lower case; then the entry's fixed words."""
        token, hit = self.tokens[head.index], head.hit
        word = token.lower.removeprefix("экс-")
        if hit and "-" not in word:
            noun, gender = hit.entry.head, w.noun_gender(hit.entry.head, token.tag)
            noun = noun.upper() if noun.isascii() else noun  # CEO
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

    def _public(self, entry: Entry | None, office: int | None) -> bool | None:
        if entry is None:
            return False
        if entry.official == "body":
            return None if office is None else self.phrases[office][0].public
        return entry.official == "yes"

    def _status(self, head: Head, first: int, end: int) -> Status:
        """By the words before the phrase, and «в отставке» behind it."""
        if (head.hit and head.hit.former) or any(self.tokens[i].lower.startswith("экс-") for i in (first, head.index)):
            return "former"
        before = self.sentence.cut(max(self.sentence.start, self.tokens[first].start - 60), self.tokens[first].start)
        for status, words in w.STATUSES:
            if words.search(before):
                return status
        behind = self.sentence.cut(end, min(end + 30, self.sentence.stop))
        return "former" if w.RETIRED.match(behind) else "current"
