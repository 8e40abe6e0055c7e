"""Finds mentions of titles and reads what their phrases say.

The tagger says where titles stand and the table of posts adds those that it missed. Around each head noun the
sentence is folded into a few classes of words (adjective, noun, organization, place, another title ...), and a yargy
grammar over those classes says which words are the portfolio, the body, the place, the office that is served. The
classes are few, so nearly every window is in the grammar's cache; which words agree in case and number is asked while
folding, where the tagger's spans and the table are at hand, and not of yargy, for which each word would be a new parse.

A sentence is read in layers, each a class on top of the one before: ``view``, ``heads``, ``phrases``, ``values``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, takewhile
from operator import attrgetter

from newsnlp.data import Tables, word_list
from newsnlp.find.title import boards
from newsnlp.find.title import words as w
from newsnlp.find.title.heads import Head
from newsnlp.find.title.values import Values
from newsnlp.find.title.view import Unit
from newsnlp.fold import fold
from newsnlp.lang import morph
from newsnlp.lang.bodies import heads
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import CLOSE, OPEN, QUOTES, agree, attributes, nominative
from newsnlp.lang.places import ruled
from newsnlp.lang.posts import Posts, genitive
from newsnlp.types import Finding, Post, Sentence, Span, Status, Tag, Token, token_at

RULES = frozenset({"title.row", "title.table", "title.verb"})


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[tuple[Post, ...]]]]:
    """A function that finds the titles of a sentence."""
    posts = Posts(tables.rows("titles"))

    def find(sentence: Sentence) -> list[Finding[tuple[Post, ...]]]:
        spans = sentence.seen("title")
        heads = posts.among(sentence.lowers)
        verbs, polls = _verbs(sentence), _polls(sentence)
        found = spans or heads or verbs or polls
        return _Reading(sentence, posts).findings(spans, heads, verbs, polls) if found else []

    return find


_TOLD = (*w.LEADS, *w.UNDER, "во главе ")  # a sentence without these says of nobody that he heads a body
_SITS = re.compile(r"\bв (?:(совете федерации|совфеде|верхней палате)|госдуме|государственной думе|нижней палате)\b")


def _verbs(sentence: Sentence) -> list[int]:
    """The numbers of the verbs that say who heads a body."""
    lower = sentence.text.lower()
    seats, heads = [*_seating(lower)], any(map(lower.__contains__, _TOLD))
    said = enumerate(sentence.tokens) if seats or heads else ()
    return [i for i, t in said if any(test(t) for test in seats) or (heads and _tells_head(sentence, i))]


def _polls(sentence: Sentence) -> list[int]:
    """The numbers of «выборы» behind an adjective that may say for which office, where somebody wins some."""
    lower = sentence.text.lower()
    if _FOR_OFFICE.search(lower) is None or not any(map(lower.__contains__, word_list("title.words.wins"))):
        return []
    return [i for i, t in enumerate(sentence.tokens) if i and t.lower.startswith("выбор") and t.tag.number == "plur"]


_FOR_OFFICE = re.compile(r"ски(?:х|е|ми?) выбор")


def _seating(lower: str) -> Iterator[Callable[[Token], bool]]:
    """What tells a verb that gives somebody a seat, where a sentence has its words."""
    yield from boards.verbs(lower)
    if "представля" in lower and _SITS.search(lower):
        yield _represents
    if all(any(map(lower.__contains__, words)) for words in (_ELECTS, _ASSEMBLIES)):
        yield _elects


def _tells_head(sentence: Sentence, i: int) -> bool:
    """Whether a word is a verb of heading something: «комитет *возглавил*», «во главе комитета *встал*»."""
    token = sentence.tokens[i]
    near = [t.lower for t in sentence.tokens[max(0, i - 5) : i + 6]]
    will = token.tag.form == "Inf" and token.lower.startswith(w.LEADS) and "будет" in near  # «будет *руководить*»
    stands = token.tag.form in ("Fin", "Part") and is_a(token.lower, "stand") and "главе" in near
    return (
        (_leads(token) and not _tells_which(token, token_at(sentence.tokens, i + 1)))
        or will
        or stands
        or _led_by(sentence, i)
    )


def _tells_which(token: Token, noun: Token) -> bool:
    """«*руководящий* орган»: a participle that heads nothing and tells which noun is meant."""
    governs = token.lower.startswith("возглав") or noun.tag.case == "ablt"
    return token.tag.form != "Fin" and not governs and noun.tag.noun and agree(token.text, noun.text)


def _leads(token: Token) -> bool:
    part = token.tag.pos == "ADJ" and any(f.pos == "PRTF" for f in morph.dictionary_forms(token.lower))
    said = token.tag.form in ("Fin", "Part", "Conv") or part or morph.marked(token.lower, "GRND")
    return token.lower.startswith(w.LEADS) and said


def _represents(token: Token) -> bool:
    """Whether a verb says of what somebody is a senator or deputy: «*представляет* Карелию в Совете Федерации»."""
    return token.lower.startswith("представля")


_ELECTS = word_list("title.words.elects")
_ASSEMBLIES = word_list("title.words.assemblies")


def _elects(token: Token) -> bool:
    """Whether a verb says that somebody comes into an assembly: «*избран* в гордуму», «*прошла* в Госдуму»."""
    told = token.tag.form == "Fin" or token.tag.short
    return told and token.lower.startswith(_ELECTS)


def _has_led(verb: Token) -> bool:
    """Whether a verb tells what somebody did for a time: «возглавлял», not «возглавил», with which it begins."""
    once = verb.lower.startswith(("возглави", "возглавя", "вста", "стал", *_ELECTS, *boards.ENTERS))
    return not once and (verb.tag.tense == "past" or morph.marked(verb.lower, "past"))


def _led_by(sentence: Sentence, i: int) -> bool:
    """«управление *во главе с* Роговой», «фонд *под руководством* Роговой»"""
    before, word, behind = (token_at(sentence.tokens, n).lower for n in (i - 1, i, i + 1))
    return ((before, word) == ("во", "главе") and behind in ("с", "со")) or (before == "под" and word in w.UNDER)


_CLAUSE = 9  # words in which what somebody represents is sought
_CROWD = 0.55  # of plurals alone that the tagger is less sure of («спортсменов»), most are no titles


class _Reading(Values):
    """One sentence's findings."""

    def findings(
        self, spans: Sequence[Span], posts: Sequence[int], verbs: Sequence[int], polls: Sequence[int] = ()
    ) -> list[Finding[tuple[Post, ...]]]:
        """``spans``: the tagger's titles, ``posts``: where the table may have a head, ``verbs``: where one may lead,
        ``polls``: where an election may be for an office.
        """
        self.phrases: dict[int, tuple[Post, ...]] = {}
        heads = self._heads(spans, [i for i in posts if self._promising(i)])
        for i in sorted(heads, reverse=True):
            self.phrases[i] = self._read(heads[i], heads)
        sought = [*self._sought(polls)]
        others = {f.start for f in sought}  # what the tagger has there is the adjective alone
        told = [heads[i] for i in sorted(heads) if not self._honours(i) and self.tokens[i].start not in others]
        return [*chain.from_iterable(map(self._emit, told)), *self._headed(verbs), *sought]

    def _honours(self, i: int) -> bool:
        """Whether a street bears the name behind a post: «на улице *генерала* Рогова»."""
        token = self.tokens[i]
        return token.tag.case == "gent" and i > 0 and is_a(self.tokens[i - 1].lower, "street")

    def _emit(self, head: Head) -> Iterator[Finding[tuple[Post, ...]]]:
        """The tagger's spans as they are; the grammar's phrase where the tagger has none."""
        posts = self.phrases[head.index]
        start, stop = posts[0].start, max(p.stop for p in posts)
        for span in head.spans:
            if not self._is_crowd(head, span):
                begin = self._behind_other(span, start)
                yield Finding(begin, self._closed(begin, min(span.stop, stop)), "tagger", posts, span.score)
        if not head.spans:
            yield Finding(start, self._uncrossed(start, stop), "title.table", posts, 0.6)
        elif head.plural and any(t.lower in ("и", ",") for t in self.sentence.within(posts[0].tail, stop)):
            yield Finding(start, stop, "title.row", posts, 0.5)

    def _uncrossed(self, start: int, stop: int) -> int:
        """Where a mention ends that a shorter one of whom it serves would cross: «[советник |сенатора] от Карелии|»."""
        crossing = (s.stop for s in self.sentence.seen("title") if s.start < start < s.stop < stop)
        return next((end for end in crossing if self.sentence.cut(end, end + 4) == " от "), stop)

    def _behind_other(self, span: Span, start: int) -> int:
        """Where a span begins, without a word before its post: «*Без* директора», «*исполняет* мэр»."""
        first = self._index(span.start)
        token = self.tokens[first]
        verb = token.tag.form == "Fin" and not w.STATUS_WORDS.match(token.lower)
        taken = (token.tag.pos == "ADP" or verb) and token.start == span.start < start
        return self.tokens[first + 1].start if taken else span.start

    def _is_crowd(self, head: Head, span: Span) -> bool:
        """Whether a plural that stands alone is rather no title: «спортсменов»."""
        alone = self.sentence.cut(span.start, span.stop) == self.tokens[head.index].lower
        return head.plural and alone and span.score < _CROWD and not self._at_name(head)

    def _at_name(self, head: Head) -> bool:
        """Whether names follow right behind a head, or somebody becomes it: «бывшие министры *Рогов и Котова*»."""
        named = self._at(head.index + 1, "PERSON") is not None
        return named or (head.index + 1 < len(self.tokens) and self._becomes(head.index))

    def _headed(self, verbs: Sequence[int]) -> Iterator[Finding[tuple[Post, ...]]]:
        """«возглавил министерство», «министерство возглавил»: a verb and the body that it takes."""
        ends = {c.stop: c for c in sorted(self.chunks.values(), key=_start, reverse=True)}
        for i in verbs:
            led = self.tokens[i].lower == "главе"
            body, word, public = self._headship(i, led, ends)
            subject = self._token(i + 1).tag  # «страной управляет *правительство*»
            thing = (subject.pos, subject.case, subject.animacy) == ("NOUN", "nomn", "inan")
            if body and not (thing and body.stop <= i):
                post = self._led_post(i, body, led, word)
                yield Finding(post.start, post.stop, "title.verb", (replace(post, public=public),), 0.6)

    def _sought(self, polls: Iterable[int]) -> Iterator[Finding[tuple[Post, ...]]]:
        """«победил на *президентских выборах в Перу*»: the office that an election's adjective tells, and its place."""
        for i in polls:
            first, base = self.tokens[i - 1], self.tokens[i - 1].lower.rpartition("ски")[0]
            entry = self.posts.post(base) if base else None
            if entry is None or entry.official == "no":
                continue
            span = next((s for s in self.sentence.seen("title") if s.start == first.start), None)
            rule, score = ("title.verb", 0.6) if span is None else ("tagger", span.score)
            post = self._elective(i, entry.post, span is None)
            yield Finding(first.start, first.stop, rule, (post,), score)

    def _elective(self, i: int, word: str, verb: bool) -> Post:
        """The post for which «президентские *выборы*» are."""
        first, where = self.tokens[i - 1], None
        if self._token(i + 1).lower in ("в", "во", "на"):
            where = self._at(i + 2, "PLACE")
        return Post(
            post=word,
            name=f"{word} {self._body_of(where)}" if where else word,
            status="current",
            public=True,
            means=(),
            head=first.start,
            start=first.start,
            stop=self.tokens[where.stop - 1 if where else i].stop,
            tail=self.tokens[i].stop,
            office=None,
            case="gent",
            plural=False,
            gender=None,
            verb=verb,
        )

    def _led_post(self, i: int, body: Unit, led: bool, word: str) -> Post:
        first, last = self.tokens[min(i, body.start)], self.tokens[max(i + led, body.stop - 1)]
        noun, tag = boards.seeks(self.tokens[i]), self.tokens[i].tag
        case = "gent" if self.tokens[i].lower in w.UNDER else "ablt"
        # «командующий Балтийским флотом» has what he commands in the verb's own case
        whose = self._text(body.start, body.stop) if word == "командующий" else self._body_of(body)
        return Post(
            post=word,
            name=f"{'глава' if word in w.CHIEFS.values() else word.partition(' ')[0]} {whose}",
            status="current" if led else boards.status(self.tokens[i]) or self._led_when(i, body),
            public=None,
            means=(),
            head=self.tokens[i].start,
            start=first.start,
            stop=last.stop,
            tail=first.start,
            office=None,
            case=tag.case if noun else case,
            plural=noun and tag.number == "plur",
            gender=None,
            verb=not noun,
        )

    def _headship(self, i: int, led: bool, ends: Mapping[int, Unit]) -> tuple[Unit | None, str, bool | None]:
        """The body that a verb takes, the post that one has in it, and whether that is a public office for certain."""
        token = self.tokens[i]
        seat = _elects(token) or _represents(token)
        if boards.moves(token):
            at = boards.moved(self.tokens, i)
            if at is not None:
                return self._board(at), boards.member(self.tokens, at), None
            if not seat:
                return None, "", None
        if seat:
            body = self._assembly(i) if _elects(self.tokens[i]) else self._represented(i)
            return body, "сенатор" if body and self._in_senate(body) else self._seat(), True
        body = self._led_body(i, led, ends)
        return body, self._chief(i, body) if body else "", None

    def _chief(self, i: int, body: Unit) -> str:
        """What somebody is who heads a body, or commands it."""
        words = self.tokens[body.start : body.stop]
        noun = fold(morph.lemma(next((t for t in words if t.tag.noun), words[0])))
        if self.tokens[i].lower.startswith("команд") and heads().get(noun) not in ("government", "police"):
            return "командующий"
        return w.CHIEFS.get(noun) or self._head_of(i, body)

    def _head_of(self, i: int, body: Unit) -> str:
        """«руководитель» of a body that one «руководит»; «глава» of a place, of what is told before, by other verbs."""
        words = self.tokens[body.start : body.stop]
        land = body.kind == "PLACE" or any(map(w.is_land, words[:3]))
        bare = len(words) == 1 and words[0].text.islower()
        bare = bare or words[0].lower.startswith("мин")  # whose head is called its minister elsewhere
        return "глава" if land or bare or not self.tokens[i].lower.startswith("руковод") else "руководитель"

    def _led_body(self, i: int, led: bool, ends: Mapping[int, Unit]) -> Unit | None:
        """What a verb takes, what stands before «*во главе с*», «*под руководством*», behind «*во главе*»."""
        if is_a(self.tokens[i].lower, "stand"):
            at = next(n for n, t in enumerate(self.tokens[max(0, i - 5) :], max(0, i - 5) + 1) if t.lower == "главе")
            return self._named_body([self.chunks.get(at)]) or self._body(at)
        under = led or self.tokens[i].lower in w.UNDER
        if under:
            return self._named_body(self._under(i, i + 1 + led, ends))
        body = self._named_body(self._near(i, ends))
        behind = body is not None and body.kind == "PLACE" and i < body.start
        acts = behind and self.tokens[i].lower.startswith("руковод")  # «процессом *руководит Киев*»
        return None if body and acts and self.tokens[body.start].tag.case == "nomn" else body

    def _named_body(self, near: Iterable[Unit | None]) -> Unit | None:
        return next((c for c in near if c and c.kind in ("ORGANIZATION", "PLACE")), None)

    def _under(self, i: int, name: int, ends: Mapping[int, Unit]) -> list[Unit | None]:
        """What stands before «во главе с» or «под руководством» with a name right behind, not where something is."""
        if self._at(name, "PERSON") is None:
            return []
        stop = i - 1
        if self._token(stop - 1).text == ")":  # «центр *(ЦГР)* под руководством»
            stop = next((n for n in range(stop - 2, 0, -1) if self.tokens[n].text == "("), stop)
        body = self._ending(stop, ends)
        return [body if self.tokens[i].lower == "главе" else self._bare_before(body)]

    def _board(self, at: int) -> Unit:
        """A board with the firm that it is of."""
        behind = at + boards.size(self.tokens, at)
        whole = self._named_body(self._objects(at))
        firm = self._named_body(self._objects(behind))
        return whole or Unit("ORGANIZATION", at, firm.stop if firm else behind)

    def _seat(self) -> str:
        seat = _SITS.search(self.sentence.text.lower())
        return "сенатор" if seat and seat[1] else "депутат"

    def _in_senate(self, body: Unit) -> bool:
        return any(morph.lemma(t) == "сенат" for t in self.tokens[body.start : body.stop])

    def _represented(self, i: int) -> Unit | None:
        """«представляет (в Совете Федерации) *Карелию*»: the nearest object in a verb's clause; there, a body too."""
        kinds = ("PLACE", "ORGANIZATION") if self._seat() == "сенатор" else ("PLACE",)
        for at in self._around(i):
            around = (c for c in self._over(at) if c.kind in kinds)
            unit = max(around, key=_start, default=self._land(at))
            if unit and self._is_object(self.tokens[unit.start]):
                return unit
        return None

    def _assembly(self, i: int) -> Unit | None:
        """«избран *в Заксобрание*»: what a verb of election has behind «в» in its clause, where it tells no post.

        Not «после *ухода в* думу Беловой избран Лис».
        """
        clause = self._around(i)
        if any(self.tokens[n].lower.startswith("депутат") for n in clause):
            return None  # which is the title
        return next((body for n in clause if (body := self._entered(n))), None)

    def _entered(self, at: int) -> Unit | None:
        """The assembly behind a «в» that no noun has."""
        if self.tokens[at].lower not in ("в", "во") or self._is_of_noun(self._token(at - 1)):
            return None
        noun = next((n for n in range(at + 1, len(self.tokens)) if self.tokens[n].tag.pos != "ADJ"), at)
        if self.tokens[noun].tag.case != "accs" or not self._is_assembly(at + 1, noun):
            return None
        return self._at(at + 1, "ORGANIZATION") or self._body(at + 1) or Unit("ORGANIZATION", at + 1, noun + 1)

    def _is_of_noun(self, before: Token) -> bool:
        """Whether a noun has what stands behind it, but for that of a date: «в 2021 *году* в думу избран»."""
        return before.tag.pos == "NOUN" and not before.lower.startswith("год")

    def _around(self, i: int) -> list[int]:
        """The tokens of a verb's clause, those behind it first."""
        sides = (range(i + 1, min(i + _CLAUSE, len(self.tokens))), range(i - 1, max(-1, i - _CLAUSE), -1))
        return [*chain(*(takewhile(lambda at: self.tokens[at].tag.pos != "PUNCT", side) for side in sides))]

    def _is_assembly(self, first: int, noun: int) -> bool:
        """«гордуму», «Народный хурал», «совет *депутатов*», «совет *Сыктывкара*», not «совет директоров»."""
        lemma, between = morph.lemma(self.tokens[noun]), self.tokens[first:noun]
        own = all(is_a(t.lower, "level", "of_people") for t in between)
        if is_a(lemma, "parliament") or lemma.endswith("дума"):
            return own or between[0].text.istitle()
        sat = between or self._token(noun + 1).lower == "депутатов" or self._at(noun + 1, "PLACE") is not None
        return own and bool(sat) and lemma.endswith(("собрание", "совет"))

    def _land(self, at: int) -> Unit | None:
        own = w.is_land(self.tokens[at])
        return Unit("PLACE", attributes(self.tokens, at, "accs", "nomn"), at + 1) if own else None

    def _is_object(self, token: Token) -> bool:
        return token.tag.case in ("accs", "nomn") and any(f.case == "accs" for f in morph.forms(token.lower))

    def _near(self, i: int, ends: Mapping[int, Unit]) -> list[Unit | None]:
        """What somebody may head by a verb, the likelier first; ``ends``: the tagger's names by where they end."""
        objects = self._objects(self._behind_time(i + 1))
        end = self._before_time(i)
        if not self.tokens[i].lower.startswith("возглав"):  # «руководил компанией»: of which?
            led = [*filter(self._tells, objects), self._related(i, ends), self._body_before(end, "ablt")]
            return [*filter(self._rules, led)] if self.tokens[i].lower.startswith("управля") else led
        if self.tokens[i].lower.startswith("возглавляем") and not self.tokens[i].tag.short:
            return objects  # «решение совета *возглавляемого* им министерства»: what is headed stands behind
        before = (self._related(i, ends), self._body_before(end, "accs"), self._bare_before(self._ending(end, ends)))
        return [*objects[:1], *before, *objects[1:]]

    def _rules(self, unit: Unit | None) -> bool:
        """«управляет *районом*», «управлял *Рязанью*», unlike «управлял заводом»."""
        own = unit is not None and any(map(w.is_land, self.tokens[unit.start : unit.stop][:3]))
        return own or (unit is not None and unit.kind == "PLACE")

    def _behind_time(self, i: int) -> int:
        """Where a verb's object begins: «возглавляющий *с мая* |департамент|», «руководивший *тогда* |заводом|»."""
        dated = next((s for s in self.sentence.starting(self._token(i).start) if s.kind == "date"), None)
        if dated is not None and i < len(self.tokens):
            return self._behind_time(max(i + 1, self._index(dated.stop + 1)))  # a date may end within a token
        if self._token(i).lower in ("в", "во") and self._token(i + 1).tag.case == "loct":  # «*в парламенте* |комитет|»
            whose = self._token(i + 2).tag  # «*в мэрии Уфы* |управлением|»
            return self._behind_time(i + 2 + ((whose.pos, whose.case) == ("PROPN", "gent")))
        return self._behind_time(i + 1) if self._token(i).tag.pos in ("ADV", "PART") else i

    def _before_time(self, i: int) -> int:
        """Where what stands before a verb ends: «отдел| *временно будет* возглавлять», «минпром| *с мая* возглавит»."""
        before = self._token(i - 1)
        if before.tag.pos in ("ADV", "PART") or before.lower == "будет":
            return self._before_time(i - 1)
        dated = [self._index(s.start) for s in self.sentence.ending(before.stop) if s.kind == "date"]
        first = dated[0] if dated else i - is_a(before.lower, "spell")
        if first == i:
            return i
        return self._before_time(first - (self._token(first - 1).tag.pos == "ADP")) if first > 1 else i

    def _bare_before(self, unit: Unit | None) -> Unit | None:
        """What stands right before a verb, but for where something is: «штаб *в Якутске* возглавил Сивцев»."""
        return unit if unit and self._token(unit.start - 1).tag.pos != "ADP" else None

    def _ending(self, stop: int, ends: Mapping[int, Unit]) -> Unit | None:
        """The name that ends before a token, its quotation marks included."""
        return self._with_quotes(ends.get(stop - (self._token(stop - 1).text in CLOSE)))

    def _with_quotes(self, unit: Unit | None) -> Unit | None:
        """A name with the quotation marks around it and the form before them: «*ООО «Лютик»*»."""
        if unit is None or self._token(unit.start - 1).text not in OPEN or self._token(unit.stop).text not in CLOSE:
            return unit
        return unit._replace(start=unit.start - 1 - self._opens_name(unit.start - 2), stop=unit.stop + 1)

    def _tells(self, unit: Unit | None) -> bool:
        """Whether it tells what is led: several words, a name, or what the page has one of: «руководил *районом*»."""
        if unit is None or unit.stop > unit.start + 1:
            return unit is not None
        token = self.tokens[unit.start]
        # «руководила *департаментом* в банке»: of that one
        of_another = morph.lemma(token) in w.BODIES and self._token(unit.stop).lower in ("в", "во")
        return token.text[0].isupper() or (w.ruled(token) and not of_another)

    def _objects(self, i: int) -> list[Unit | None]:
        """What stands behind a verb, the likelier first: «возглавляет *Омск*», «*омский завод «Рассвет»*»."""
        quoted = self._token(i).text in OPEN
        chunk, body = self._with_quotes(self.chunks.get(i + quoted, self._town(i))), self._body(i)
        behind = self._token(chunk.stop if chunk else i)
        initials = behind.text.isupper()  # «руководила *Ржевской* ЦРБ»
        if chunk is None or chunk.kind != "PLACE" or not (self.tokens[i].tag.pos == "ADJ" or initials):
            return [chunk, body]
        own = behind.text == "«" or (behind.tag.pos, behind.tag.case) == ("NOUN", self.tokens[i].tag.case)
        return [body, chunk] if body or not own else []  # «возглавила *британский* чарт»: of no place

    def _town(self, i: int) -> Unit | None:
        """«руководил *Рубцовском*», which the tagger has not seen."""
        return Unit("PLACE", i, i + 1) if i < len(self.tokens) and ruled(None, self.tokens, i) else None

    def _body_of(self, body: Unit) -> str:
        """A body's name in the genitive, without the capital of a sentence's first word: «*Прокуратуру* Карелии»."""
        tokens = self.tokens[body.start : body.stop]
        name = nominative(tokens)
        inner = name.strip("".join(QUOTES)) if name[0] in OPEN else name
        name = name.replace(inner, genitive(inner), 1)
        return name[0].lower() + name[1:] if body.start == 0 and morph.lemma(tokens[0]) in w.HEADED else name

    def _led_when(self, i: int, body: Unit) -> Status:
        """«возглавлял» a former chief, «возглавит» one to be, «временно возглавил» one who acts, as a deputy does."""
        token = self.tokens[i]
        near = [t.lower for t in self.tokens[max(0, i - 5) : i + 6]]
        words = near if token.tag.form == "Inf" else near[: min(i, 5) + 2]
        if "временно" in words or self._by_deputy(i, body):
            return "acting"
        if token.tag.form == "Inf":
            return "elect" if "будет" in near else "current"
        return "former" if _has_led(token) else w.TENURE.get(token.tag.tense, "current")

    def _by_deputy(self, i: int, body: Unit) -> bool:
        """«округом управляет *его первый заместитель*»: whether one acts by the words right behind a verb."""
        if self.tokens[i].tag.tense != "pres" or not self._rules(body):
            return False
        behind = self.tokens[i + 1 : i + 5]
        noun = next((t for t in behind if not (t.tag.pos in ("ADJ", "DET") or is_a(t.lower, "his"))), None)
        return noun is not None and noun.lower.startswith(w.DEPUTIES) and noun.tag.case == "nomn"

    def _related(self, i: int, ends: Mapping[int, Unit]) -> Unit | None:
        """«*Совет директоров*, который возглавляет Белова»: what stands before the relative and agrees with it."""
        first = self._before_time(i)
        at = first - 1
        while first - at < 5 and self._token(at).tag.pos in ("ADV", "ADP", "NOUN", "ADJ", "NUM"):
            at -= 1  # «которое *с мая* возглавляет»
        which = self._token(at)
        if not which.lower.startswith("котор") or (which.tag.case == "nomn" and not self._at(i + 1, "PERSON")):
            return None
        body = ends.get(at - 1) or self._common(at - 2) if self._token(at - 1).text == "," else None
        return body if body and self._antecedent(body, which.tag) else None

    def _common(self, i: int) -> Unit | None:
        """«*регион*, который возглавляет Белова»: a territory's common noun of which a page mostly has one."""
        token = self._token(i)
        return Unit("PLACE", i, i + 1) if token.tag.noun and w.is_land(token) and w.ruled(token) else None

    def _antecedent(self, body: Unit, which: Tag) -> bool:
        """Whether a relative is of a body, not of what stands before: «*группа* управления, *которую* возглавил»."""
        head = next((t for t in self.tokens[body.start : body.stop] if t.tag.noun), None)
        of, before = self._token(body.start - 1).tag, self._token(body.start - 2).tag
        apart = of.pos == "ADP" and before.noun and self._alike(before, which)  # «*фракция* в думе, которую»
        if head is None or head.text.isupper() or not w.known(head):
            return not apart
        return not apart and self._alike(head.tag, which)

    def _alike(self, tag: Tag, which: Tag) -> bool:
        plural = "plur" in (tag.number, which.number)
        return tag.number == which.number and (plural or which.gender in (tag.gender, None))

    def _body_before(self, i: int, case: str) -> Unit | None:
        """A body's common noun with what belongs to it before a verb: «*больницу № 2 Твери* возглавляет»."""
        for start in range(i - 1, max(-1, i - 9), -1):
            token = self.tokens[start]
            if token.tag.form == "Fin" or token.text in ",;:.()":
                return None
            cases = (case, "nomn") if case == "accs" else (case,)  # «*отдел* возглавила»: a thing has one form for both
            if token.tag.case in cases and w.headed(morph.lemma(token)):
                start = attributes(self.tokens, start, *cases)
                stop = next((n for n in range(start + 1, i) if self._of_verb(n)), i)
                return Unit("ORGANIZATION", start, stop)
        return None

    def _of_verb(self, i: int) -> bool:
        """Whether a word before a verb is no body's: «департамент *временно* возглавит», «район *он* возглавлял»."""
        token = self.tokens[i]
        named = i + (token.tag.pos == "ADP")  # «суд *вместо Рогова* возглавил»
        counted = token.tag.pos == "NUM" and token.text.isalpha()  # «областью *шесть лет* управлял»
        return counted or token.tag.pos in ("ADV", "PRON", "PART") or self._at(named, "PERSON") is not None

    def _body(self, i: int) -> Unit | None:
        """A body's common noun with what belongs to it: «возглавил *комиссию по расследованию аварии*»."""
        start = i
        while self._token(i).tag.pos == "ADJ":
            i += 1
        if i == len(self.tokens):
            return None
        if self._opens_name(i) and (named := self._name(i)):
            return Unit("ORGANIZATION", start, named.stop)
        if not w.headed(morph.lemma(self.tokens[i])):
            return None
        whole = Span("title", self.tokens[i].start, self.sentence.stop, 0.0)
        units = [Unit("HEAD", i, i + 1), *self._units(Head(i, None, [whole], "accs", False), {})]
        return Unit("ORGANIZATION", start, units[self._match(units).stop - 1].stop)


_start = attrgetter("start")
