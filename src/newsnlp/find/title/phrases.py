"""What follows a head: folded into a few classes of words, and read by a yargy grammar over the classes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile

from yargy import or_, rule
from yargy.predicates import type as kind

from newsnlp.find.grammar import Grammar, Match, Terminal
from newsnlp.find.title import words as w
from newsnlp.find.title.heads import Head, Heads
from newsnlp.find.title.view import Unit
from newsnlp.lang import morph
from newsnlp.lang.honoured import NAMED_AFTER, honoured
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import OPEN, attributes, closes, works_on
from newsnlp.types import Post, Token

_SMALL = {"и": "AND", ",": "AND", "по": "FOR", "при": "FOR", "от": "FROM"}
_RIGHT = 14  # tokens looked at behind a head
_A, _N, _AND, _PLACE = (rule(kind(name)) for name in ("ADJECTIVE", "NOUN", "AND", "PLACE"))
_BODY = rule(_A.optional().repeatable(), or_(*(rule(kind(name)) for name in ("ORGANIZATION", "NAME", "PERSON"))))
_words = rule(or_(_A, _N, rule(_A, _AND)).optional().repeatable(), _N)  # «имущественных и земельных отношений»
_portfolio = _words.named("portfolio")
_title = rule(
    kind("HEAD"),
    or_(
        rule(kind("TITLE")).named("office"),
        rule(
            _portfolio.optional(),
            rule(_AND, _portfolio).optional().repeatable(),
            _BODY.named("body").optional(),
            rule(_AND, or_(_BODY, _PLACE).named("other")).optional().repeatable(),
            rule(kind("ALSO"), _words).optional(),
        ),
    ),
    rule(rule(or_(_A, _PLACE), _AND).optional().repeatable(), _PLACE).named("place").optional(),
    or_(
        rule(kind("FROM"), _words.optional(), or_(_BODY, _PLACE)),
        rule(
            kind("FOR"),
            or_(
                rule(_words, rule(_AND, _words).optional().repeatable()),
                rule(_words.optional(), or_(_BODY, _PLACE)),
                rule(
                    _words,
                    kind("WITH"),
                    _words,
                    rule(_AND, _words).optional().repeatable(),
                    or_(_BODY, _PLACE).optional(),
                ),
            ),
        ),
    )
    .named("field")
    .optional()
    .repeatable(),
)
_GRAMMAR: Grammar[Unit] = Grammar(_title, lambda unit: Terminal(unit.kind, ""))


class Phrases(Heads):
    """The phrases of a sentence's heads, by the token of the head; inner ones are read before those that hold them."""

    phrases: dict[int, tuple[Post, ...]]

    def _match(self, units: Sequence[Unit]) -> Match:
        """The longest beginning of the window that the grammar knows."""
        found = _GRAMMAR.findall(units)
        return next((m for m in found if m.start == 0), Match(0, 1, ()))

    def _units(self, head: Head, heads: Mapping[int, Head]) -> Iterator[Unit]:
        """The classes of what follows a head, up to the first word that can't belong to its phrase."""
        i = after_head(head)
        # the case that a head asks for: «управляющий *отделением*»
        base = head.entry.head if head.entry else morph.lemma(self.tokens[head.index])
        case = "ablt" if base in w.INSTRUMENTAL else "gent"
        end = min(len(self.tokens), i + _RIGHT)
        served = self._served(head, heads)
        body = False  # the unit before is one
        cases: tuple[str, ...] = ("datv", "loct")  # of what «и» joins; behind «по»: «в сфере связи *и* печати»
        while i < end:
            unit = self._unit(i, case, heads, fields=ministerial(head))
            joins = i - 1 > head.index and self._of_field(i, cases)
            if unit is None or self._ends(unit, head, joins=joins) or (served and self._of_another(unit, head)):
                return
            case = self._governed(unit, case, joins)
            yield unit._replace(kind="ALSO") if joins and body else unit
            i, body = unit.stop, unit.kind == "ORGANIZATION"
            cases = ("datv", "loct", "gent") if unit.kind == "FOR" else cases

    def _governed(self, unit: Unit, case: str, joins: bool) -> str:
        """The case of what follows a unit; ``case``: that of its own; ``joins``: it is the «и» of two fields."""
        if joins:
            return "gent" if self._token(unit.stop).tag.case == "gent" else "datv"
        if unit.kind in ("FOR", "FROM", "WITH"):
            return w.FIELD[self.tokens[unit.start].lower]
        if unit.kind == "NOUN" and not (case == "datv" and is_a(self.tokens[unit.start].lower, "furthers")):
            return "gent"
        return case

    def _ends(self, unit: Unit, head: Head, *, joins: bool) -> bool:
        """Whether a phrase ends before a unit: an «и» that joins no fields, the holder's name, «по словам».

        ``joins``: it is the «и» of two fields.
        """
        seen = any(self.tokens[unit.start].start < span.stop for span in head.spans)
        if self._is_clauses(self.tokens[unit.start], head):
            return True
        if unit.kind == "AND":
            return self._begins_other(unit.stop) or not (seen or joins or head.plural or ministerial(head))
        if unit.kind in ("NOUN", "ADJECTIVE"):
            return not (seen or takes(head))
        if unit.kind == "PERSON":
            return self._holding(unit, head, seen)
        ends = {"TITLE": self._ranked_behind, "ORGANIZATION": self._cited, "NAME": self._cited, "FOR": self._no_field}
        return unit.kind in ends and ends[unit.kind](unit.start, head)

    def _is_clauses(self, token: Token, head: Head) -> bool:
        """Whether a word is another part of the clause: «до прибытия посла *обязанности* исполняет …», «на пост
        посла *кандидатуру* …», and behind an instrumental whom a verb makes so or what has been done.
        """
        if is_a(token.lower, "charge", "candidature"):
            return True
        return head.case == "ablt" and (self._made_so if token.tag.somebody else self._done)(token, head)

    def _made_so(self, token: Token, head: Head) -> bool:
        """Whether it begins whom a verb makes what the head says: «назначил послом *директора департамента* Рогова»."""
        first = self._index(token.start)
        # «начальником штаба *главкома*», «министром *финансов*», «помощником *мэра*»
        if is_a(self._token(first - 1).lower, "of_chief") or token.tag.number == "plur" or self._of_person(head):
            return False
        verbs = self.tokens[max(0, head.index - _RIGHT) : head.index]
        made = any(t.tag.form == "Fin" and not t.tag.short and is_a(t.lower, "chosen") for t in verbs)
        return made and self._is_named(first)

    def _is_named(self, first: int) -> bool:
        """Whether a name stands behind a token in its clause."""
        ahead = range(first, min(first + _RIGHT, len(self.tokens)))
        clause = takewhile(lambda i: self.tokens[i].tag.pos != "PUNCT" and self.tokens[i].tag.form != "Fin", ahead)
        return any(self._at(i, "PERSON") for i in clause)

    def _done(self, token: Token, head: Head) -> bool:
        """«озвученные главой государства *требования* по бюджету»: what a participle before the head describes."""
        deed = self._token((head.hit.start if head.hit else head.index) - 1).tag
        if deed.form != "Part" or deed.case not in ("nomn", "accs"):
            return False
        alike = (f for f in morph.nouns(token.lower) if (f.case, f.number) == (deed.case, deed.number))
        return any(deed.gender in (f.gender, None) for f in alike)

    def _begins_other(self, i: int) -> bool:
        """«министра обороны и *жены* посла»."""
        tag = self._token(i).tag
        return tag.somebody and tag.number == "sing"

    def _ranked_behind(self, i: int, head: Head) -> bool:
        """«главы военного ведомства *маршала Рогова*», «выдвинула в мэры Москвы *вице-спикера*»: another title that the
        one in the genitive does not serve, and behind a place none does.
        """
        if self._is_told_whole(i):
            return True
        return head.case == "gent" and after_head(head) > head.index + 1 and not self._of_person(head)

    def _is_told_whole(self, i: int) -> bool:
        """Whether an office ends before a token, as its place does: it serves none behind that."""
        return any(self.tokens[land.start].tag.noun for land in self._ended(i, "PLACE"))

    def _no_field(self, i: int, head: Head) -> bool:
        """«по *словам*», «по *мнению*»."""
        return self._token(i + 1).lower in w.NO_FIELDS

    def _holding(self, unit: Unit, head: Head, seen: bool) -> bool:
        """Whether a name ends the phrase, as it is its holder's: «заместителя мэра по дорогам *Алексея Тугунова*»."""
        own = unit.start > after_head(head) and unit.stop > unit.start + 1
        if (own and self.tokens[unit.start].tag.case == head.case) or self._holder(unit):
            return True
        return not self._of_person(head) and (not seen or self._holds(unit, head))

    def _cited(self, i: int, head: Head) -> bool:
        """«передаёт слова министра *ТАСС*»: who reports, behind a post that is of no agency."""
        if not is_a(self.tokens[i].lower, "agency"):
            return False
        hit = self._hit(i - 1) or head.hit  # that of the served office, where one stands between
        whole = hit is head.hit and after_head(head) > head.index + 1
        return hit is not None and (whole or "organization" not in hit.entry.takes)

    def _of_another(self, unit: Unit, head: Head) -> bool:
        """Whether a unit begins a field of the served title's: «советник министра по экономике»."""
        i = unit.start
        if unit.kind != "FOR":
            return False
        told = bool(self._ended(i, "PLACE")) or i == head.index + 1 or ministerial(head)
        return told or morph.lemma(self.tokens[i - 1]) in w.LANDS

    def _unit(self, i: int, case: str, heads: Mapping[int, Head], *, fields: bool) -> Unit | None:
        """The class of what begins at a token; ``fields``: a minister's, of whom no body is («*ЖКХ* и энергетики»)."""
        token, chunk = self.tokens[i], self.chunks.get(i)
        # «министр *ЖКХ*»: letters that name no body
        if fields and token.text.isupper() and is_a(token.lower, "no_body"):
            return Unit("NOUN", i, i + 1)
        if chunk and not self._is_adjective(chunk):
            return self._named_unit(chunk, case)
        if inner := self._inner(i, heads):
            return self._titled(i, inner, case)
        return self._small(i) or self._named_or_word(i, case)

    def _inner(self, i: int, heads: Mapping[int, Head]) -> Head | None:
        """The title that begins at a token: «заместитель *областного* прокурора», «советник *врио*, *нового* главы»."""
        own = (i, self._behind_acting(i))
        return next((h for h in heads.values() if self._first(h) in own and h.index in self.phrases), None)

    def _titled(self, i: int, inner: Head, case: str) -> Unit | None:
        stop = self._index(self.phrases[inner.index][-1].stop)
        return Unit("TITLE", i, stop) if self.tokens[inner.index].tag.case == case else None

    def _small(self, i: int) -> Unit | None:
        """A conjunction, a preposition, a town behind its abbreviated noun."""
        word = self.tokens[i].lower
        if small := _SMALL.get(word):
            return Unit(small, i, i + 1)
        if works_on(self._token(i - 1), self.tokens[i]):
            return Unit("WITH", i, i + 1)
        return self._abbreviated(i)

    def _named_or_word(self, i: int, case: str) -> Unit | None:
        token = self.tokens[i]
        named = self._opens_name(i) or token.text in w.NAMES or token.lower in NAMED_AFTER
        return self._name(i) if named else self._word(i, case)

    def _abbreviated(self, i: int) -> Unit | None:
        """A town behind its abbreviated noun: «прокурор *г. Читы*»."""
        token = self.tokens[i]
        short = len(token.text) < 4 and token.text.islower() and self._token(i + 1).text == "."
        if not short or token.lower in NAMED_AFTER or not self._token(i + 2).text.istitle():
            return None
        town = self.chunks.get(i + 2)
        return Unit("PLACE", i, town.stop if town and town.kind == "PLACE" else i + 3)

    def _behind_acting(self, i: int) -> int:
        """Behind a level, «врио», «исполняющего обязанности», «нового» that may stand before an office."""
        start = self.tokens[i].start
        acting = w.ACTING.match(ahead := self.sentence.cut(start, start + _RIGHT * 4))
        if acting and not ahead[acting.end() : acting.end() + 1].isalpha():
            return self._index(start + acting.end())
        return i + is_a(self.tokens[i].lower, "level", "of_now")

    def _named_unit(self, chunk: Unit, case: str) -> Unit | None:
        """A chunk as the phrase has it: a name in another case is none of it."""
        if self._is_governed(chunk):
            return chunk._replace(kind="ADJECTIVE")
        other = chunk.kind == "PERSON" and self.tokens[chunk.start].tag.case not in (case, None)
        return None if other else chunk

    def _is_governed(self, chunk: Unit) -> bool:
        """«подконтрольного *Киеву* города»: a place that the adjective before it governs, and a noun behind it."""
        before, behind = self._token(chunk.start - 1).tag, self._token(chunk.stop).tag
        attribute = before.pos == "ADJ" or before.form == "Part"
        return (
            attribute and self.tokens[chunk.start].tag.case in ("datv", "ablt") and behind.case == before.case == "gent"
        )

    def _is_adjective(self, chunk: Unit) -> bool:
        """A place's: «*московский* завод», «*московского* «Спартака»»."""
        i = chunk.start
        single = chunk.kind == "PLACE" and chunk.stop == i + 1 and self.tokens[i].tag.pos == "ADJ"
        return single and (self._attribute(i) or self._token(i + 1).text == "«")

    def _word(self, i: int, case: str) -> Unit | None:
        tag = self.tokens[i].tag
        if self._is_mistaken(i, case):
            return Unit("ADJECTIVE", i, i + 1)
        if tag.pos == "ADV" and self._token(i + 1).tag.form == "Part":
            return self._word(i + 1, case) and Unit("ADJECTIVE", i, i + 1)  # «*недавно* созданной»
        if not self._in_case(i, case):
            return None
        if tag.noun:
            initial = len(self.tokens[i].text) < 2 and self._token(i + 1).text == "."  # «по *ч.* 1»
            return None if initial else Unit("NOUN", i, i + 1)
        return Unit("ADJECTIVE", i, i + 1) if tag.pos in ("ADJ", "VERB", "DET") else None

    def _is_mistaken(self, i: int, case: str) -> bool:
        """«*топливно-энергетического*», taken for a noun."""
        token = self.tokens[i]
        mistaken = token.tag.noun and token.tag.case != case and w.only_adjective(token)
        return mistaken and any(f.case == case for f in morph.adjectives(token.lower))

    def _in_case(self, i: int, case: str) -> bool:
        """Whether a word is in a case, or, as a noun behind English, may be: «(сообщил) CEO *компании*»."""
        if self.tokens[i].tag.case == case or (self.tokens[i].tag.pos == "NOUN" and w.form(self.tokens[i])[0] == case):
            return True
        english = re.fullmatch("[A-Za-z]+", self._token(i - 1).text)
        return bool(english) and any(f.case == case for f in morph.nouns(self.tokens[i].lower))

    def _name(self, i: int) -> Unit | None:
        """A name in quotation marks, behind a legal form, a number, «имени» and whom a body is named after."""
        text = self.tokens[i].text
        if text in OPEN:
            return self._quoted(i)
        if text == "№":
            return Unit("NAME", i, min(i + 2, len(self.tokens)))
        if i + 1 == len(self.tokens):
            return None
        if self.tokens[i].lower in NAMED_AFTER:
            end = honoured(self.tokens, i + 1)
            return Unit("NAME", i, end) if end > i + 1 else None
        opens = self.tokens[i + 1].text in OPEN or self._opens_name(i + 1)  # «МО ГО «Ухта»»
        named = self._name(i + 1) if opens else None
        return Unit("NAME", i, named.stop) if named else None

    def _of_field(self, i: int, cases: Collection[str] = ("datv", "loct")) -> bool:
        """Whether a field goes on: «комитета по бюджету *и налогам*», «министр по делам печати*, спорту* и туризму»."""
        around = (self._token(i - 1), self._token(i + 1))
        if not all(t.tag.pos in ("NOUN", "ADJ") and t.tag.case in cases for t in around):
            return False
        return self.tokens[i].lower == "и" or (self.tokens[i].text == "," and self._counted_up(i + 1))

    def _counted_up(self, i: int) -> bool:
        """Whether a row ends with «и»: «по имуществу, *торговле* и печати», not «по печати, *пресс-секретарю* мэра»."""
        last = next((n for n in range(i, len(self.tokens)) if self.tokens[n].tag.pos not in ("NOUN", "ADJ")), i)
        if any(t.tag.somebody for t in self.tokens[i:last]):
            return False
        return last > i and (self._token(last).lower == "и" or self._token(last).text == ",") and self._of_field(last)

    def _of_person(self, head: Head) -> bool:
        """Whether it may have whom it serves behind it: «заместитель *Беловой*», but not «её заместитель *Белова*»."""
        at = attributes(self.tokens, head.hit.start if head.hit else head.index)
        return "person" in takes(head) and not is_a(self._token(at - 1).lower, "possessive")

    def _holds(self, person: Unit, head: Head) -> bool:
        """Whether a name is that of the one who holds the title: «сын министра *Иванова*»."""
        token = self.tokens[person.start]
        if person.start in self.called:
            return True
        surname = any(f.known and "Surn" in f.grammemes for f in morph.forms(token.lower))
        sure = surname or person.stop > person.start + 1
        return head.hit is not None and sure and token.tag.case == head.case and not self.loud

    def _holder(self, person: Unit) -> bool:
        """«замглавы Россельхознадзора *Алексея Рогова*»: a full name behind the body."""
        full = person.stop > person.start + 1
        return full and bool(self._ended(person.start, "ORGANIZATION"))

    def _quoted(self, i: int) -> Unit | None:
        """A name in quotation marks, not what somebody says, «новый гендиректор «*известна* контролем»», nor what is
        between two quotations: «просил «помощи мэра*», а потом «*ушёл»».
        """
        if closes(self.tokens, i):
            return None
        for j in range(i + 1, min(i + 9, len(self.tokens))):
            if self.tokens[j].text in '»"”“':
                said = self.tokens[i + 1].text.islower() and any(t.tag.tells for t in self.tokens[i + 1 : j])
                return None if said else Unit("NAME", i, j + 1)
        return None

    def _first(self, head: Head) -> int:
        """The first token of a head's own words: «*главного* врача»."""
        return self._index(self.phrases[head.index][0].start) if head.index in self.phrases else head.index

    def _served(self, head: Head, heads: Mapping[int, Head]) -> bool:
        """Whether another title's head, or «при», stands before this one's words: «советник *президента* по спорту»."""
        before = (head.hit.start if head.hit else head.index) - 1
        return before in heads or (head.case == "loct" and self._token(before).lower == "при")

    def _left(self, head: Head) -> int:
        """The first token of the phrase: the entry's adjectives, the tagger's, and a place's before the head."""
        first = run = head.hit.start if head.hit else head.index
        reach = min((s.start for s in head.spans), default=self.tokens[first].start)
        while self._agrees(head, run - 1):
            run -= 1
            if w.ranks(self.tokens[run]):
                reach = min(reach, self.tokens[run].start)  # «*главный* жилищный инспектор»
        while self._agrees(head, first - 1) and (self.tokens[first - 1].start >= reach or self._at(first - 1, "PLACE")):
            first -= 1
        return first

    def _agrees(self, head: Head, i: int) -> bool:
        """Whether a word before a head's is an adjective that may be of its phrase."""
        word, mine = self._token(i), self.tokens[head.index].tag
        if word.tag.pos not in ("ADJ", "VERB") or (word.tag.case, word.tag.number) != (mine.case, mine.number):
            return False
        return not w.STATUS_WORDS.match(word.text) and word.lower not in w.NOT_PARTS


def after_head(head: Head) -> int:
    """The token behind a head's own words."""
    return head.hit.stop if head.hit else head.index + 1


def ministerial(head: Head) -> bool:
    """Whether an office has fields behind it, and no body: «министр *экологии и ЖКХ*», «замминистра *обороны*»."""
    return head.entry is not None and any(word.startswith("министр") for word in head.entry.post.split())


def takes(head: Head) -> frozenset[str]:
    """What the table says that a head's post has behind it."""
    return head.entry.takes if head.entry else frozenset()
