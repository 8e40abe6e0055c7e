"""Finds mentions of organizations: the tagger's spans put right, and the table's names that the tagger missed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from newsnlp.data import Tables
from newsnlp.lang import phrases
from newsnlp.lang.bodies import AGENCIES, CLUBS, LEGAL, Bodies, Known, fold, stem
from newsnlp.lang.morph import forms, lemma
from newsnlp.types import Body, Finding, Sentence, Span, Token

RULES = frozenset(
    {
        "organization.table",
        "organization.quoted",
        "organization.owner",
        "organization.common",
        "organization.both",
        "organization.named",
        "organization.branch",
        "organization.charge",
        "organization.defined",
    }
)

_OPEN, _CLOSE = frozenset(phrases.OPENING + phrases.EITHER), frozenset(phrases.CLOSING + phrases.EITHER)
_FORMS = LEGAL | CLUBS | AGENCIES
_PLACES = frozenset({"country", "region", "city"})
# what the tagger takes for organizations in Latin letters and never is
_NOT = re.compile(r"(?:brexit|брексит|брекзит|covid(?:-?19)?|sars(?:-cov)?(?:-\d)?|mers|[a-z]\d{1,2})$", re.IGNORECASE)
# common nouns that name one body even alone: marked in nine cases of ten in news
_COMMON = frozenset(
    "правительство парламент мэрия генпрокуратура кабмин сенат госдума минздрав минфин полиция прокуратура минобороны "
    "облисполком горисполком райисполком крайисполком облдума гордума горсовет облсовет заксобрание генштаб госсовет "
    "облправительство горадминистрация райадминистрация обладминистрация минюст минтранс минсельхоз минобрнауки".split()
)
_BEGINNINGS = frozenset(word[:5] for word in _COMMON)
_PROPER = frozenset({"Geox", "Name", "Surn", "Orgn", "Abbr", "Trad"})
_TO = frozenset({"городу", "г", ".", "республике"})
_BRANCHED = frozenset({"police", "government", "court", "health"})
_CHARGED = ("комитет", "комисси", "подкомитет", "совет", "групп")
_TOWN = frozenset({"города", "г", "."})
# kinds of the heads that tell their work before a name in quotation marks; those of theatres and media have works there
_NAMED = frozenset({"company", "science", "education", "health", "public", "government", None})
# a name behind these is theirs: «программа фонда развития «Дом»»
_WORKS = frozenset(
    "программа проект фильм спектакль концерт конкурс книга песня акция форум выставка премия фестиваль альбом роман "
    "сериал передача издание журнал газета план законопроект операция учение турнир награда орден".split()
)


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Body]]]:
    """A function of a sentence to the organizations that it names, nested ones included."""
    bodies = Bodies(tables)
    index = _index(bodies)

    def find(sentence: Sentence) -> list[Finding[Body]]:
        found = [_tagged(sentence, span) for span in sentence.spans if span.kind == "organization"]
        places = [
            (start, stop, "tagger", score)
            for start, stop, score in found
            if stop > start and not _NOT.match(sentence.cut(start, stop))
        ]
        places += list(_listed(sentence, index, places))
        places += list(_common(sentence, places))
        places += list(_owned(sentence, places))
        places += list(_named(sentence, bodies, places))
        places += list(_branch(sentence, places, bodies))
        places = _both(sentence, _charged(sentence, places))
        read = [(place, phrases.clip(sentence, *place[:2])) for place in places]
        return [
            Finding(start, stop, rule, _told(sentence, start, bodies.read(tokens), bodies), score)
            for (start, stop, rule, score), tokens in read
            if rule != "tagger" or _body(sentence, tokens, bodies)
        ]

    return find


_Place = tuple[int, int, str, float]


def _common(sentence: Sentence, taken: Sequence[_Place]) -> Iterator[_Place]:
    """Common nouns that mean one body even alone, where the tagger saw none."""
    for token in sentence.tokens:
        if token.lower[:5] not in _BEGINNINGS or token.tag.number == "plur" or lemma(token) not in _COMMON:
            continue
        if not any(a < token.stop and token.start < b for a, b, _, _ in taken):
            yield token.start, token.stop, "organization.common", 0.7


# ------------------------------------------------------------------------------------------ the tagger's spans


def _tagged(sentence: Sentence, span: Span) -> tuple[int, int, float]:
    """The tagger's span from a legal form to a closing quotation mark, without quotation marks around the whole."""
    tokens = sentence.tokens
    inside = [i for i, t in enumerate(tokens) if t.start < span.stop and span.start < t.stop]
    if not inside:
        return span.start, span.start, 0.0
    first, last = inside[0], inside[-1]
    start, stop = span.start, span.stop
    while first < last and tokens[first].text in _OPEN and not _closed(tokens[first + 1 : last]):
        first += 1
        start = tokens[first].start
    while first < last and _adjective(tokens[first]) and _name(tokens[first + 1 : last + 1]):
        first += 1
        start = tokens[first].start
    while _form(tokens, first):
        first -= 2 if tokens[first - 1].text in _OPEN else 1
        start = tokens[first].start
    if _unclosed(tokens[first : last + 1]) and last + 1 < len(tokens) and tokens[last + 1].text in _CLOSE:
        stop = tokens[last + 1].stop
    elif tokens[last].text in _CLOSE and not _opened(tokens[first:last]):
        stop = tokens[last].start
        stop = tokens[last - 1].stop if last > first else stop
    return start, stop, span.score


def _adjective(token: Token) -> bool:
    return token.text.islower() and forms(token.lower)[0].pos == "ADJF"


def _name(tokens: Sequence[Token]) -> bool:
    """Whether all the words are a proper name: in Latin letters or in quotation marks."""
    if tokens[0].text in _OPEN and tokens[-1].text in _CLOSE:
        return True
    return tokens[0].text[:1].isalpha() and all(t.text.isascii() for t in tokens)


def _body(sentence: Sentence, tokens: Sequence[Token], bodies: Bodies) -> bool:
    """Whether the head may be an organization's: not «английское руководство», «смоленская делегация»."""
    phrase = phrases.read(tokens)
    if phrase.head < 0 or phrase.case is None:
        return True
    head = tokens[phrase.head]
    if not head.text.islower() and (head.start > sentence.start or forms(head.lower)[0].grammemes & _PROPER):
        return True
    if fold(phrase.lemma) in bodies.heads or not any(f.known for f in forms(tokens[phrase.head].lower)):
        return True
    before = sentence.text[: tokens[0].start - sentence.start].rstrip()
    return before[-1:] in _OPEN or bool(bodies.read(tokens).known)


def _told(sentence: Sentence, start: int, body: Body, bodies: Bodies) -> Body:
    """A name whose kind only the noun before it tells: «завод «Красный пролетарий»», «авиакомпания Aurigny»."""
    if body.kind or body.known:
        return body
    before = [t for t in sentence.tokens if t.stop <= start and t.text not in _OPEN][-1:]
    noun = before and before[0].tag.pos == "NOUN" and bodies.heads.get(fold(lemma(before[0])))
    return replace(body, kind=noun[-1][1]) if noun else body


def _form(tokens: Sequence[Token], first: int) -> bool:
    """Whether a legal form stands before a name: «ООО «|Ромашка»», «ФК |Тамбов»."""
    before = first - 1
    if before > 0 and tokens[before].text in _OPEN:
        before -= 1
    return before >= 0 and tokens[before].lower in _FORMS and tokens[before].text.isupper()


def _unclosed(tokens: Sequence[Token]) -> bool:
    marks = [t.text for t in tokens if t.text in phrases.OPENING + phrases.CLOSING + phrases.EITHER]
    opening = sum(m in phrases.OPENING for m in marks) - sum(m in phrases.CLOSING for m in marks)
    return opening > 0 or sum(m in phrases.EITHER for m in marks) % 2 == 1


def _closed(tokens: Sequence[Token]) -> bool:
    return any(t.text in _CLOSE for t in tokens)


def _opened(tokens: Sequence[Token]) -> bool:
    return any(t.text in _OPEN for t in tokens)


# ------------------------------------------------------------------------------------------ the table's names


class _Entry:
    """A name of the table as its words must stand in the text."""

    __slots__ = ("known", "stems", "words")

    def __init__(self, known: Known) -> None:
        self.known = known
        self.words = fold(known.alias).split()
        self.stems = [stem(word) for word in self.words]

    def matches(self, tokens: Sequence[Token]) -> bool:
        """Whether these tokens are a form of the name."""
        if len(tokens) < len(self.words):
            return False
        return all(
            fold(token.text) == word or (len(word) > 3 and stem(fold(token.text)) == root)
            for token, word, root in zip(tokens, self.words, self.stems, strict=False)
        )


_Index = tuple[dict[str, Known], dict[str, list[_Entry]]]


def _index(bodies: Bodies) -> _Index:
    """Names of one word by each of their forms; longer ones by the stem of their first word."""
    single = {form: known for form, base in bodies.forms.items() if (known := bodies.known[fold(base)])}
    several: dict[str, list[_Entry]] = {}
    for key, known in bodies.known.items():
        if " " in key:
            entry = _Entry(known)
            several.setdefault(entry.stems[0], []).append(entry)
    for entries in several.values():
        entries.sort(key=lambda e: -len(e.words))
    return single, several


def _listed(sentence: Sentence, index: _Index, taken: Sequence[_Place]) -> Iterator[_Place]:
    """Names of the table outside the tagger's spans: the sure ones, and doubtful ones in quotation marks."""
    single, several = index
    tokens = sentence.tokens
    skip = 0
    for i, token in enumerate(tokens):
        if token.start < skip or not token.text[0].isalpha() or len(token.text) < 2:
            continue
        size, known = _match(tokens, i, single, several)
        if known is None:
            continue
        start, stop = token.start, tokens[i + size - 1].stop
        if any(a < stop and start < b for a, b, _, _ in taken):
            continue
        quoted = i > 0 and i + size < len(tokens) and tokens[i - 1].text in _OPEN and tokens[i + size].text in _CLOSE
        if not known.sure and not (quoted and known.kind in ("sport", "media", "company", "party")):
            continue
        if not known.sure and _otherwise(sentence, start, stop):
            continue
        skip = stop
        yield start, stop, "organization.table" if known.sure else "organization.quoted", 0.9


def _match(
    tokens: Sequence[Token], i: int, single: dict[str, Known], several: dict[str, list[_Entry]]
) -> tuple[int, Known | None]:
    token = tokens[i]
    capital = token.text[0].isupper()
    if capital:
        for entry in several.get(stem(fold(token.text)), ()):
            if entry.matches(tokens[i : i + len(entry.words)]):
                return len(entry.words), entry.known
    known = single.get(fold(token.text))
    if known is None or not _written(token.text, known.alias, capital):
        return 0, None
    return 1, known


def _written(text: str, alias: str, capital: bool) -> bool:
    """Whether a word is written as its name in the table is: an acronym in capitals, a name with a capital."""
    if alias.isupper():
        return phrases.acronym(text).isupper() and (text.isupper() or phrases.acronym(text) == alias)
    return capital


def _otherwise(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether the tagger is sure of something else here."""
    return any(s.start < stop and start < s.stop and s.kind != "organization" for s in sentence.spans)


# ------------------------------------------------------------------------------------------ whose it is


def _owned(sentence: Sentence, found: Sequence[_Place]) -> Iterator[_Place]:
    """«прокуратура |города Павия|»: a body with the place behind it, where only the body was seen."""
    spans = {span.start: span for span in sentence.spans if span.kind in _PLACES}
    for start, stop, _, score in found:
        tokens = [t for t in sentence.tokens if t.start >= stop][:3]
        while tokens and tokens[0].lower in _TOWN and tokens[0].start not in spans:
            tokens.pop(0)
        span = spans.get(tokens[0].start) if tokens else None
        if span is None or not sentence.cut(stop, stop + 1).isspace() or not _genitive(sentence, span, tokens[0]):
            continue
        if not any(a < span.stop and stop < b for a, b, _, _ in found):
            yield start, span.stop, "organization.owner", min(score, 0.9)


def _branch(sentence: Sentence, found: Sequence[_Place], bodies: Bodies) -> Iterator[_Place]:
    """«МВД России |по Смоленской области|»: the branch of a police, a court, an agency."""
    spans = {span.start: span for span in sentence.spans if span.kind in _PLACES | {"district"}}
    for start, stop, _, score in found:
        after = [t for t in sentence.tokens if t.start >= stop][:4]
        if len(after) < 2 or after[0].lower != "по" or after[0].start != stop + 1:
            continue
        rest = after[1:]
        while rest and rest[0].lower in _TO and rest[0].start not in spans:
            rest.pop(0)
        span = spans.get(rest[0].start) if rest else None
        if span is None or any(a < span.stop and stop < b for a, b, _, _ in found):
            continue
        if span.kind != "country" and bodies.read(phrases.clip(sentence, start, stop)).kind in _BRANCHED:
            yield start, span.stop, "organization.branch", min(score, 0.9)


def _charged(sentence: Sentence, found: Sequence[_Place]) -> list[_Place]:
    """«комитет Госдумы |по обороне и безопасности|»: what a committee is charged with belongs to its name."""
    grown = []
    for start, stop, rule, score in found:
        words = sentence.within(start, stop)
        after = [t for t in sentence.tokens if t.start >= stop][:12]
        if (
            len(words) > 1
            and len(after) > 1
            and after[0].lower == "по"
            and any(t.lower.startswith(_CHARGED) for t in words[:2])
        ):
            size = _charge(after[1:])
            if size and not any(t.tag.pos == "ADP" for t in words):
                stop, rule = after[size].stop, "organization.charge"
        grown.append((start, stop, rule, score))
    return grown


def _charge(tokens: Sequence[Token]) -> int:
    """How many tokens «по» governs: a dative, what hangs on it, and its equals behind «и» or a comma."""
    if tokens[0].tag.case != "datv" or not tokens[0].text.islower():
        return 0
    size = 0
    for i, token in enumerate(tokens):
        if token.tag.pos in ("NOUN", "ADJ") and token.tag.case in ("datv", "gent") and token.text.islower():
            size = i + 1
        elif token.text not in ("и", ",") or i + 1 >= len(tokens) or tokens[i + 1].tag.case not in ("datv", "gent"):
            break
    return size


def _genitive(sentence: Sentence, span: Span, first: Token) -> bool:
    tokens = sentence.within(span.start, span.stop)
    named = any(t.lower in _TOWN for t in sentence.tokens if t.stop == first.start - 1)
    return bool(tokens) and (tokens[-1].tag.case == "gent" or tokens[-1].text.isupper() or named)


def _both(sentence: Sentence, found: Sequence[_Place]) -> list[_Place]:
    """«комиссия по сотрудничеству Беларуси |и Узбекистана|»: the second of two places that a body joins."""
    places = {span.start: span for span in sentence.spans if span.kind in _PLACES}
    ends = {span.stop for span in sentence.spans if span.kind in _PLACES}
    grown = []
    for start, stop, rule, score in found:
        after = [t for t in sentence.tokens if t.start >= stop][:2]
        if stop in ends and len(after) == 2 and after[0].lower == "и" and (span := places.get(after[1].start)):
            words = sentence.within(start, stop)
            if any(t.tag.pos == "ADP" for t in words) and _genitive(sentence, span, after[1]):
                stop, rule = span.stop, "organization.both"
        grown.append((start, stop, rule, score))
    return [p for p in grown if not any(_part(sentence, p, other) for other in grown)]


def _part(sentence: Sentence, inner: _Place, outer: _Place) -> bool:
    """«комиссия по сотрудничеству» is no name where «комиссия по сотрудничеству Беларуси» stands."""
    if inner[0] != outer[0] or inner[1] >= outer[1]:
        return False
    return any(t.tag.pos == "ADP" for t in sentence.within(*inner[:2])) and any(
        span.start == inner[1] + 1 for span in sentence.spans if span.kind in _PLACES
    )


# ------------------------------------------------------------------------------------------ named bodies


def _named(sentence: Sentence, bodies: Bodies, found: Sequence[_Place]) -> Iterator[_Place]:
    """«центр инжиниринга в области водоснабжения «Ключ»»: a body that tells its work before its name."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if token.text not in _OPEN or i < 2 or (token.text in _CLOSE and _unclosed(tokens[:i])):
            continue
        close = next((j for j in range(i + 2, min(i + 8, len(tokens))) if tokens[j].text in _CLOSE), None)
        if close is None or not tokens[i + 1].text[:1].isupper():
            continue
        head = _head_before(tokens, i, bodies)
        if head is not None and not any(
            a <= tokens[head].start and tokens[close - 1].stop <= b for a, b, _, _ in found
        ):
            yield tokens[head].start, tokens[close].stop, "organization.named", 0.85


def _head_before(tokens: Sequence[Token], quote: int, bodies: Bodies) -> int | None:
    """The first token of the phrase whose head tells its work, or ``None``: the chain to the name must be unbroken."""
    for i in range(quote - 1, max(-1, quote - 13), -1):
        token = tokens[i]
        if token.tag.pos not in ("NOUN", "ADJ", "ADP", "CCONJ") or token.text[:1].isupper():
            return None
        if token.tag.pos == "NOUN" and i + 1 < quote and _complement(tokens[i + 1 : quote]):
            kinds = bodies.heads.get(fold(lemma(token)))
            if kinds and kinds[-1][1] in _NAMED and not (i and lemma(tokens[i - 1]) in _WORKS):
                while i and tokens[i - 1].tag.pos == "ADJ" and phrases.agree(tokens[i - 1].text, token.text):
                    i -= 1
                return i
    return None


def _complement(tokens: Sequence[Token]) -> bool:
    """What follows a head as its work: a genitive, «по …», «для …», «в области …»."""
    first = tokens[0]
    if tokens[-1].tag.pos != "NOUN":
        return False
    if first.tag.pos == "ADP":
        return first.lower in ("по", "для") or (len(tokens) > 1 and tokens[1].lower in ("области", "сфере"))
    return first.tag.case == "gent"
