"""Where titles have their head nouns: by the tagger's spans, and by the table where a name or a row's words follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, dropwhile, pairwise

from newsnlp.find.title import words as w
from newsnlp.find.title.view import View
from newsnlp.lang import morph
from newsnlp.lang.honoured import NAMED_AFTER, honoured
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import CLOSE, OPEN, alike, attributes, cited, in_quotation
from newsnlp.lang.posts import Entry, Hit
from newsnlp.types import NOWHERE, Span, Token

_FAR = 7  # tokens in which a title's verb follows
_OVER = ("NOUN", "PART", "ADV", "ADP", "PRON")  # over which it may stand


@dataclass(slots=True)
class Head:
    """A title's head noun, what the table knows of it, and the tagger's spans over it."""

    index: int
    hit: Hit | None
    spans: list[Span]
    case: str | None
    plural: bool

    @property
    def entry(self) -> Entry | None:
        """The row of the table."""
        return self.hit.entry if self.hit else None


class Heads(View):
    """The heads of a sentence."""

    def _promising(self, i: int) -> bool:
        """A cheap test before the dictionary is asked: a name follows, or a word that rows have behind heads."""
        if i + 1 == len(self.tokens):
            return False
        following = self.tokens[i + 1].lower
        near = not self.chunks.keys().isdisjoint((i - 1, i, i + 1))
        return near or following in self.posts.tails or following == "и" or self._is_told(i)

    def _is_told(self, i: int) -> bool:
        """Whether what stands around a post says that it is a title."""
        if self._of_named(i + 1) or self._enclosed(i + 1) or self._of_body(i + 1, self.tokens[i].tag.case):
            return True
        served = self.tokens[i].text.isascii() or self.sentence.opens(self.tokens[i + 1].start, "title")
        return served or self._stands(i)

    def _stands(self, i: int) -> bool:
        """Whether a post stands as titles do: behind another, at a verb, beside a name."""
        return self._serves(i) or self._acts(i) or self._becomes(i) or self._apposed(i) or self._as_office(i)

    def _enclosed(self, i: int) -> bool:
        """Whether a name stands between commas: «прежний директор*, Иван Котов,* ушёл»."""
        name = self._at(i + 1, "PERSON")
        return name is not None and self._token(i).text == self._token(name.stop).text == ","

    def _at_surname(self, i: int) -> bool:
        """Whether the tagger took a post for a part of the name: «*Лейтенанту* Мухину»."""
        chunk = self._at(i, "PERSON")
        if chunk is None or chunk.stop != i + 2:
            return False
        if self._hit(i) is None:
            return False
        mine, other = self.tokens[i].tag, self.tokens[i + 1]
        first = any("Name" in f.grammemes for f in morph.forms(other.lower))
        open_ = mine.case in ("datv", "ablt", "accs") or (mine.case == "gent" and i == 0)  # «улица *Генерала* Белова»
        return open_ and mine.case == other.tag.case and not first

    def _becomes(self, i: int) -> bool:
        """Whether a verb that makes somebody what he is stands beside: «*деканом* избрана», «стали *судьями*»."""
        tag, of = self.tokens[i].tag, self._token(i - 1).lower
        if tag.case != "ablt" or (tag.animacy != "anim" and tag.pos != "ADJ"):  # «*заведующей* отделением назначена»
            return False
        there = of == "там" or is_a(of, "his")  # «пришёл в отдел и стал *его* начальником», «был *там* спикером»
        near = [t.lower for t in (self._token(i - 1 - there), *self._predicate(i + 1))]
        if self._token(i + 1).lower in ("к", "ко"):  # «*замом* к нему придёт Белова»
            return any(is_a(verb, "move") for verb in near)
        return any(verb.startswith(w.BECOME) for verb in near) or (there and any(is_a(verb, "copula") for verb in near))

    def _predicate(self, i: int) -> list[Token]:
        """The verb of a phrase that begins before a token: «заведующей *отделением недавно назначена*»."""
        phrase = self.tokens[i : i + _FAR]
        stops = (n for n, t in enumerate(phrase) if t.tag.form == "Fin" or t.tag.short or t.text in ",.;:—–«")
        end = next(stops, None)
        return [] if end is None else [phrase[end]]

    def _apposed(self, i: int) -> bool:
        """Whether a post stands in apposition to a name: «Зубовой, *директора* завода», «с Беловой, *их главой*»."""
        first, behind = attributes(self.tokens, i), self._token(i + 1).tag
        own, case = is_a(self._token(first - 1).lower, "possessive"), self.tokens[i].tag.case
        of = behind.nominal and behind.case == "gent" and first == i
        told = behind.pos == "PUNCT" if own else of
        names = self._ended(first - 1 - own, "PERSON")
        comma = self._token(first - 1 - own).text == ","
        return told and comma and any(own or self.tokens[c.start].tag.case == case for c in names)

    def _carded(self, hit: Hit) -> bool:
        """Whether a post in English stands behind a name, or before one: «Джон Холл (*Partner*, Redwood)»."""
        word = self.tokens[hit.start].text
        if not (word.isascii() and word[0].isupper()):
            return False
        before = self._token(hit.start - 1).text in ("(", ",", "—", "&")
        named = any(c.kind == "PERSON" and c.stop < hit.start for c in self.chunks.values())
        return (before and named) or self._before_name(hit.stop)

    def _of_named(self, i: int) -> bool:
        """Whether a body begins with its form or a quotation mark: «директор *ООО «Ромашка»*»."""
        return self._opens_name(i) or self._token(i).text == "«"

    def _acts(self, i: int) -> bool:
        """Whether a nominative stands at a verb: «Градоначальник поздравил», «заявил мэр», «новый начальник.»."""
        if self._quoted_as(i):
            return True
        if self.tokens[i].tag.case != "nomn" or not self.tokens[i].tag.noun:
            return False
        before, behind = self._token(i - 1), self._token(i + 1)
        told = before.tag.form == "Fin" or before.lower in ("новый", "новая")
        said = told and behind.tag.pos == "PUNCT"
        opens = before.tag.pos in ("", "PUNCT", "CCONJ", "ADJ")
        return said or (opens and self._verb_behind(i))

    def _quoted_as(self, i: int) -> bool:
        """«По *словам директора*, ...»: whose words they are."""
        mine = self.tokens[i].tag
        said = self._token(i - 1).lower in w.WORDS and self.tokens[i + 1].text == ","
        return said and (mine.case, mine.number) == ("gent", "sing")

    def _verb_behind(self, i: int) -> bool:
        """Whether a subject's verb follows, over an object and adverbs: «министр *вину не признал*»."""
        near = (token.tag for token in self.tokens[i + 1 : i + 5])
        others = dropwhile(lambda tag: tag.pos in _OVER and tag.case not in ("nomn", "gent"), near)
        return next(others, NOWHERE.tag).form == "Fin"

    def _heads(self, spans: Sequence[Span], triggers: Sequence[int]) -> dict[int, Head]:
        heads: dict[int, Head] = {}
        for span in chain.from_iterable(map(self._apart, spans)):
            i = self._head(span)
            if i is not None and not self._no_title(i):
                whole = span._replace(stop=max(span.stop, self.tokens[i].stop))
                heads.setdefault(i, self._made(i, self._hit(i))).spans.append(whole)
        for i in self._outside(triggers):
            if i not in heads and (hit := self._hit(i)) and (self._carded(hit) or self._evident(i, hit, heads)):
                heads[i] = self._made(i, hit)
        return heads

    def _outside(self, triggers: Sequence[int]) -> list[int]:
        """Those of some words, the last first, that are no part of a name which the tagger has."""
        inside = {i for c in self.chunks.values() if c.kind != "PLACE" for i in range(c.start, c.stop)}
        outside = (i for i in reversed(triggers) if i not in inside or self._at_surname(i))
        return [i for i in outside if not self._of_a_firm(i)]

    def _apart(self, span: Span) -> list[Span]:
        """The two titles that the tagger took for one: «журналистам начальник управления»."""
        covered = range(*self.sentence.touched(span.start, span.stop))
        if (inner := self._second(span, covered)) is not None:
            stop = self.tokens[inner - 1 - (self.tokens[inner - 1].text == ",")].stop
            return [span._replace(stop=stop), span._replace(start=self.tokens[inner].start)]
        for i, j in pairwise(covered):
            if (rank := self._rank_behind(covered[0], j)) is not None:
                behind = span._replace(start=self.tokens[rank].start)
                return [span._replace(stop=self.tokens[rank - 1].stop), behind]
            if self._is_other(self.tokens[i], self.tokens[j]) and self._hit(covered[0]) and self._hit(j):
                return [span._replace(stop=self.tokens[i].stop), span._replace(start=self.tokens[j].start)]
        return [span]

    def _is_other(self, before: Token, noun: Token) -> bool:
        """Whether a nominative stands behind a word of another case."""
        oblique = before.tag.case in ("datv", "gent") or (before.text.islower() and w.form(before)[0] is None)
        return oblique and (noun.tag.case, noun.tag.number) == ("nomn", "sing") and noun.tag.noun

    def _second(self, span: Span, covered: Sequence[int]) -> int | None:
        """Where a title that the tagger saw alone begins in a longer one that agrees: «доктор наук, *профессор*»."""
        starts = {s.start for s in self.sentence.spans if s.kind == "title" and span.start < s.start < span.stop}
        found = (i for i in covered[2:] if self.tokens[i].start in starts)
        return next((i for i in found if self._agreeing(span, i)), None)

    def _agreeing(self, span: Span, i: int) -> bool:
        """Whether the words of a span from a token on have a head of their own that agrees with the first."""
        first, second = self._head(span), self._head(span._replace(start=self.tokens[i].start))
        if first is None or second is None or second == first:
            return False
        mine, other = self.tokens[second].tag, self.tokens[first].tag
        apart = mine.case == "nomn" or self.tokens[i - 1].text == ","
        return apart and (mine.case, mine.number) == (other.case, other.number) and self._hit(second) is not None

    def _rank_behind(self, first: int, i: int) -> int | None:
        """Where an officer's rank begins behind his post: «начальник отдела *подполковник* полиции»."""
        if not self.tokens[i].lower.startswith(w.OFFICERS) or (hit := self._hit(i)) is None:
            return None
        head = next((n for n in range(first, hit.start - 1) if self._hit(n)), None)
        if head is None:
            return None
        mine, other = self.tokens[i].tag, self.tokens[head].tag
        start = hit.start - (self.tokens[hit.start - 1].lower == "гвардии")
        return start if alike(mine.case, other.case) and mine.number == other.number == "sing" else None

    def _no_title(self, i: int) -> bool:
        """A thing («рубль», «крейсер»), or a name in quotation marks behind its noun: «газета «Мэр»»."""
        token = self.tokens[i]
        # «исполняющим обязанности *назначен*», but not «*Командующий* флотом уволен»
        verb = (w.participle(token.tag) or w.only_verb(token)) and self._hit(i) is None
        no_post = verb or self._is_thing(i) or morph.lemma(token) in w.NO_POSTS
        return no_post or self._named(i) or self._of_a_family(i) or self._of_a_firm(i)

    def _of_a_firm(self, i: int) -> bool:
        """«Компания стала *владельцем* акций», «*трейдер* Norvex купил»: what a firm or a country is."""
        token = self.tokens[i]
        if is_a(token.lower, "firm") and (firm := self._at(i + 1 + (self._token(i + 1).text in OPEN), "ORGANIZATION")):
            return self._at(firm.stop + (self._token(firm.stop).text in CLOSE), "PERSON") is None
        if token.tag.case != "ablt" or not (is_a(token.lower, "firm") or is_a(token.lower, "firms_too")):
            return False
        first, stop = self._clause(i)
        clause = self.tokens[first:stop]
        become = any(t.lower.startswith(w.BECOME) and t.tag.form == "Fin" for t in clause)
        return become and self._things_do(first, clause)

    def _clause(self, i: int) -> tuple[int, int]:
        """Where the words between two marks begin and end."""
        marks = [-1, *(n for n, t in enumerate(self.tokens) if t.text in ",;:—–."), len(self.tokens)]
        return next((a + 1, b) for a, b in pairwise(marks) if a < i < b)

    def _things_do(self, first: int, clause: Sequence[Token]) -> bool:
        """Whether a clause's subject is a thing, and no person is named in it."""
        named = any(self._at(first + n, "PERSON") for n in range(len(clause)))
        subjects = [t for t in clause if t.tag.case == "nomn" and t.tag.pos in ("NOUN", "PRON", "PROPN")]
        opens = any(self._at(first, kind) for kind in ("ORGANIZATION", "PLACE"))
        return (bool(subjects) or opens) and not (named or any(map(_is_somebody, subjects)))

    def _is_thing(self, i: int) -> bool:
        """By dictionary or tag; what the table has as a post, by both: «*Политика* США», unlike «у политика»."""
        token = self.tokens[i]
        inanimate, other = token.tag.animacy == "inan", w.other_word(token)
        if self._hit(i) is not None:
            return inanimate and other
        return w.thing(token) or (inanimate and (other or not w.known(token)))

    def _of_a_family(self, i: int) -> bool:
        """«зятя Котова»; «папа ушёл», in lower case and without a name, in somebody's own words."""
        token = self.tokens[i]
        if is_a(token.lower, "kin"):
            return self._hit(i) is None
        hit = self._hit(i)
        if hit is None or hit.entry.head != "папа" or hit.stop > i + 1 or not token.text.islower():
            return False
        owned = is_a(self._token(i - 1).lower, "possessive")
        return (owned or in_quotation(self.tokens[:i])) and i + 1 not in self.chunks

    def _made(self, i: int, hit: Hit | None) -> Head:
        case, plural = w.form(self.tokens[i])
        if (case, plural) == ("gent", False) and self._of_several(i, hit.stop if hit else i + 1):
            case, plural = "nomn", True
        return Head(i, hit, [], case, plural)

    def _of_several(self, i: int, behind: int) -> bool:
        """«*Главы* МИД Чехии и Перу Рогов и Котова», taken for one head's: bodies and names in rows tell of several."""
        if not any((f.case, f.number) == ("nomn", "plur") for f in morph.nouns(self.tokens[i].lower)):
            return False
        bodies, at = self._in_a_row(behind, "ORGANIZATION", "PLACE")
        return bodies > 1 and (self._both_before(i) or self._all_behind(at, bodies))

    def _both_before(self, i: int) -> bool:
        """«*Рогов и Котова*, главы …»."""
        before = next(iter(self._ended(i - 1, "PERSON")), None) if self._token(i - 1).text == "," else None
        return before is not None and self._token(before.start - 1).lower == "и"

    def _all_behind(self, at: int, count: int) -> bool:
        """Whether as many names begin at a token, or a first one that the tagger reads no further than."""
        named, behind = self._in_a_row(at, "PERSON")
        goes_on = self._token(behind).lower in (",", "и") and self._token(at).tag.case == "nomn"
        return named == count or (named > 0 and goes_on)

    def _in_a_row(self, at: int, *kinds: str) -> tuple[int, int]:
        """How many of the tagger's units of some kinds stand in a row from a token on, and the token behind them."""
        count, stop = 0, at
        while (unit := self.chunks.get(at)) is not None and unit.kind in kinds:
            count, stop = count + 1, unit.stop
            at = stop + (self._token(stop).lower in (",", "и"))
        return count, stop

    def _head(self, span: Span) -> int | None:
        """The head of a tagger's span: its first noun that is not a word of the status."""
        covered = range(*self.sentence.touched(span.start, span.stop))
        # the offset behind «врио», «кандидат в», «бывший» at a span's start
        found = w.STATUS_WORDS.match(self.sentence.cut(span.start, span.stop))
        start = span.start + (found.end() if found and found.end() < span.stop - span.start else 0)
        covered = range(self._index(start), covered.stop) or covered
        first = next((i for i in covered if self._may_head(i)), None)
        if first is None:
            behind = covered.stop  # «*Главный областной* педиатр»
            return (behind if self._hit(behind) else covered[-1]) if covered else None
        following = self._hit(first + 1)
        return first + 1 if following and following.start <= first else first  # «*Наследный* принц» taken for a noun

    def _may_head(self, i: int) -> bool:
        """Whether a token is a noun, or stands for one as the table has it."""
        if self.tokens[i].tag.noun:
            return not (self._attribute(i) and w.only_adjective(self.tokens[i]))
        return self._hit(i) is not None and not self._attribute(i)

    def _evident(self, i: int, hit: Hit, heads: Mapping[int, Head]) -> bool:
        """Whether a word that the tagger passed over is a title all the same: its own complement or a name says so."""
        token, entry = self.tokens[i], hit.entry
        if not token.tag.nominal:
            return False
        if self._surely(i, hit, heads):
            return True
        if self._token(i - 1).lower.startswith("совет"):  # «совет директоров ПАО «Рога»»
            return False
        if entry.head in w.EVERYDAY and not _is_whole(entry):
            return self._everyday(i, hit)
        return not self._lent(i, hit) and (self._behind_place_of(hit) or self._followed(i, hit, heads))

    def _surely(self, i: int, hit: Hit, heads: Mapping[int, Head]) -> bool:
        """Whether a post serves another, is a part of a name, stands behind «пост» or before «и» and another."""
        if self._serves(hit.start) and hit.entry.official == "yes":
            return True
        return self._at_surname(i) or self._as_office(hit.start) or self._joined(i, hit.stop, heads)

    def _joined(self, i: int, stop: int, heads: Mapping[int, Head]) -> bool:
        """«*владелец* и (одновременно) главный редактор»: a post before «и» and another of its case and number."""
        if self._token(stop).lower != "и" or cited(self.tokens, i):
            return False
        behind = next((n for n in range(stop + 1, len(self.tokens)) if self.tokens[n].tag.pos not in ("ADJ", "ADV")), 0)
        other, (case, plural) = heads.get(behind), w.form(self.tokens[i])
        return other is not None and alike(other.case, case) and not plural and not other.plural

    def _serves(self, i: int) -> bool:
        """«советник *губернатора*»: whether what has a person behind it stands before a genitive."""
        before = self._hit(i - 1) if i and self.tokens[i].tag.case == "gent" else None
        return before is not None and "person" in before.entry.takes

    def _followed(self, i: int, hit: Hit, heads: Mapping[int, Head]) -> bool:
        """Whether what a post has around it stands there: a body or a title of its own, a verb; of a job, a name."""
        if self._becomes(i) or self._apposed(i):
            return True
        if hit.entry.official == "no" and not (hit.entry.before and hit.stop in self.chunks):
            return self._before_name(hit.stop) or self._quoted_as(i)
        return hit.stop in heads or self._complemented(hit, self.tokens[i].tag.case) or self._acts(hit.stop - 1)

    def _everyday(self, i: int, hit: Hit) -> bool:
        """«основатель Яндекса», «один из директоров Олег Рогов»."""
        among = self._token(i - 1).lower == "из" and self._token(i - 2).lower.startswith(("один", "одн"))
        founder = hit.entry.head in w.FOUNDERS and self._of_body(hit.stop, self.tokens[i].tag.case)
        member = hit.entry.post == "член"  # «членом *Совфеда от Твери Роговым*»
        return founder or ((among or member) and hit.stop in self.chunks and self._before_name(hit.stop))

    def _lent(self, i: int, hit: Hit) -> bool:
        """Whether a word is another's attribute, or a name in quotation marks."""
        if self._attribute(i) and not self._at(hit.stop, "PERSON"):
            return True
        return cited(self.tokens, i) or self._token(i - 1).lower in ("во", "по")

    def _behind_place_of(self, hit: Hit) -> bool:
        """«*московский* губернатор»: a place's adjective before a post that has places."""
        place = self._at(hit.start - 1, "PLACE")
        if place is None or not self._attribute(place.start):
            return False
        return w.means(hit.entry) or hit.entry.official != "no"

    def _complemented(self, hit: Hit, case: str | None) -> bool:
        """Whether a body, a name or the post's own words follow."""
        tail = self._token(hit.stop).lower in self.posts.tails
        body = tail or self._of_named(hit.stop) or self._of_body(hit.stop, case)
        return body or hit.stop in self.chunks or bool(hit.entry.after) or self._enclosed(hit.stop)

    def _as_office(self, start: int) -> bool:
        """«*пост* первого зама занимает», «*и. о.* главы назначен», «осталась *без* главы»: where a title begins."""
        at = attributes(self.tokens, start, "gent") - 1
        before = self._token(at)
        if before.lower == "без":
            return self._token(at - 1).lower.startswith("остал")
        acting = before.text == "." and w.STATUSES[0][1].search(self.sentence.cut(self.sentence.start, before.stop))
        return before.lower in w.OFFICES or bool(acting)

    def _ahead(self, i: int, far: int) -> Iterator[int]:
        """The tokens from one on, without the rest of bodies' names: «школы имени *С. П. Королёва* Петра Белова»."""
        stop = min(i + far, len(self.tokens))
        while i < stop:
            yield i
            skipped = honoured(self.tokens, i + 1) if self.tokens[i].lower in NAMED_AFTER else self._behind_body(i)
            stop = min(stop + skipped - i - 1, len(self.tokens))
            i = skipped

    def _behind_body(self, i: int) -> int:
        """The token behind a body's name, or behind the one given."""
        body = self._at(i, "ORGANIZATION")
        return body.stop if body else i + 1

    def _of_body(self, i: int, case: str | None) -> bool:
        """Whether a body and then a person in a case follow: «основатель *Telegram Павел Дуров*».

        Of bodies that have no name of their own genitives alone tell: «главе *горфинуправления Ирине Моховой*».
        """
        named, whose = False, case in ("nomn", "datv", "ablt")
        for at in self._ahead(i, 8):
            tag = self.tokens[at].tag
            if self._at(at, "PERSON"):
                return (named or (whose and at > i)) and tag.case == case
            whose = whose and (tag.case == "gent" or (tag.case, tag.animacy) == (case, "anim"))
            named = named or self._names_body(at)
            if _stops(self.tokens[at], "VERB", "PUNCT", "CCONJ", "ADP"):
                return False
        return False

    def _names_body(self, at: int) -> bool:
        """Whether a body's name, or a part that only names have, begins at a token."""
        token = self.tokens[at]
        return token.text in "«№" or token.lower in NAMED_AFTER or self._at(at, "ORGANIZATION") is not None

    def _before_name(self, i: int) -> bool:
        """Whether a body's name and then a person's follow: «лидер партии «Новые люди» Алексей Нечаев»."""
        for at in self._ahead(i, 7):
            if self._at(at, "PERSON"):
                return at > i or self.tokens[at].tag.case == self.tokens[i - 1].tag.case
            if _stops(self.tokens[at], "VERB", "PUNCT", "CCONJ"):
                return False
        return False


def _is_whole(entry: Entry) -> bool:
    """Whether the words around an everyday noun tell a post: «*специальный* представитель»."""
    return bool(entry.after) or (bool(entry.before) and entry.official == "yes")


def _stops(token: Token, *parts: str) -> bool:
    """Whether a word of these parts of speech, or a mark but quotation marks, ends the search for a name."""
    return token.tag.pos in parts and token.text not in '«»"'


def _is_somebody(subject: Token) -> bool:
    """Whether a subject is a person's noun or pronoun; a name alone may be anything's."""
    return subject.tag.pos != "PROPN" and subject.tag.animacy != "inan" and not is_a(subject.lower, "firm")
