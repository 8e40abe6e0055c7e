"""What kind of body a name is of where neither its words nor a table say it: its letters and what stands around.

The weights (``data/kind_weights.tsv``, by ``scripts/fit_kinds.py``) make a probability of each kind; below ``LEAST``
nothing is said. Of what the tagger alone vouches for, others (``data/body_weights.tsv``, by ``scripts/fit_bodies.py``)
make the probability that it is a body at all; below ``LEAST_BODY`` it is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, log

from newsnlp.data import Tables, derived, word_list
from newsnlp.fold import fold
from newsnlp.lang.bodies import heads, mixed
from newsnlp.lang.morph import forms, lemma
from newsnlp.lang.odds import probability
from newsnlp.lang.phrases import QUOTES
from newsnlp.lock import cached_property
from newsnlp.resolve.shortened import abbreviates
from newsnlp.types import Article, Body, Finding, OrganizationKind, Sentence, Token, renewed, token_at

LEAST = 0.7  # the least probability of a kind that is told
LEAST_BODY = 0.4  # fewer than that, and more is gained than lost where it is left out
NO_BODY = "-"  # in place of a kind: the tagger took for a body what is none
_AROUND, _FAR = 3, 25  # words on either side that are looked at one by one, and that tell what is spoken of
_MENTIONS = 6  # of each body
_CALLED = 8  # words before a name among which nouns may say what it is
_HEADLINE, _NEAR = 40, 30  # words of the first sentence, bodies on either side that are looked at
OTHERS = frozenset(word_list("organization.scene.others"))  # what bears a name and is no body
_REPORTING = frozenset(word_list("kinds.reporting"))
_WRITING = frozenset(word_list("kinds.writing"))
_ENDING = frozenset({".", ",", "("})
_REPEATED = re.compile(r"(.)\1+")
_LONGEST_ROW = 200  # characters
_AMONG = re.compile(r"([а-яё]+), (?:среди которых|в том числе|включая|таки[ехм]и?,? как) [«\"]$", re.I)
_QUOTED_ROW = re.compile(r"(?:[«\"][^«»\"\n]{2,40}[»\"](?:,| и) ){2,}[«\"]$")
_ROW = re.compile(r"[»”\"]?(?:,| и| или| \() ?[«“\"]?")

Found = Finding[Body]
Kinds = Mapping[str, float]


@derived("kind_weights")
def _weights(tables: Tables) -> Mapping[str, Kinds]:
    weights: dict[str, dict[str, float]] = {}
    for row in tables.rows("kind_weights"):
        weights.setdefault(row["evidence"], {})[row["kind"]] = float(row["weight"])
    return weights


def bodies(groups: list[list[Found]], kinds: Sequence[OrganizationKind | None], article: Article) -> list[list[Found]]:
    """The groups without what is likely no body: a car, an album, a sort of wrestling. What may be one scores less."""
    if not article.sentences:
        return groups
    around_them = Neighbourhood(groups, kinds, article)
    chances = {i: around_them.chance(i) for i, kind in enumerate(kinds) if kind is None and vouched(groups[i])}
    kept = ((members, chances.get(i, 1.0)) for i, members in enumerate(groups) if not around_them.spelt_out(members))
    return [
        [renewed(f, score=min(f.score, chance)) for f in members] for members, chance in kept if chance >= LEAST_BODY
    ]


def vouched(members: Sequence[Found]) -> bool:
    """Whether the tagger alone says that a name is a body's."""
    return proper(members) and all(f.rule == "tagger" and not f.value.known for f in members)


def likely(evidence: Iterator[str], weights: Mapping[str, Kinds]) -> tuple[str, float]:
    """The likeliest kind and its probability."""
    sums = dict(weights["bias"])
    for told in dict.fromkeys(evidence):  # not a set: the last digits of a sum tell its order
        for kind, weight in weights.get(told, {}).items():
            sums[kind] += weight
    best = max(sums, key=lambda kind: sums[kind])
    return best, 1 / sum(exp(other - sums[best]) for other in sums.values())


def weighed(
    groups: Sequence[Sequence[Found]], kinds: Sequence[OrganizationKind | None], article: Article
) -> list[OrganizationKind | None]:
    """The kinds of bodies, those that are told already and what the evidence makes likely of the others."""
    if None not in kinds or not article.sentences:  # nothing to tell, or nothing to tell it by
        return list(kinds)
    around_them = Neighbourhood(groups, kinds, article)
    named = [not all(f.value.bare for f in members) for members in groups]
    return [kind or (around_them.kind(i) if named[i] else None) for i, kind in enumerate(kinds)]


def proper(members: Sequence[Found]) -> bool:
    """Whether all words of a name have a capital: the weights are of names, not of descriptions."""
    return not any(word[:1].islower() for f in members for word in f.value.name.split())


class Neighbourhood:
    """The bodies of an article, with the words and the other bodies around each."""

    def __init__(
        self, groups: Sequence[Sequence[Found]], kinds: Sequence[OrganizationKind | None], article: Article
    ) -> None:
        self.groups, self.kinds, self.article = groups, kinds, article
        self.counts = Counter(kind for kind in kinds if kind)
        self.spots = sorted((f.start, f.stop, i) for i, members in enumerate(groups) for f in members)

    @cached_property
    def headline(self) -> Sequence[str]:
        """What the article's first words are evidence of."""
        words = self.article.sentences[0].tokens[:_HEADLINE]
        return tuple(spoken_of(words, next(iter(words), None), "@"))

    def kind(self, i: int) -> OrganizationKind | None:
        """What the others in its row are, or what is likely of a body, or ``None``."""
        if told := self.of_row(i) or self._reports(self.groups[i]):
            return told
        kind, chance = likely(self.evidence(i), _weights())
        return kind if chance >= LEAST and kind != NO_BODY else None  # type: ignore[return-value]

    def _reports(self, members: Sequence[Found]) -> OrganizationKind | None:
        """«Об этом сообщает |Norddeich|.»: what reports in the present, and then the sentence or clause ends; «|Nord|
        писал, что …»."""
        for f in members:
            tokens, first, last = self._spot(f)
            behind = token_at(tokens, last)
            told = token_at(tokens, first - 1).lower in _REPORTING and behind.text in ("", *_ENDING)
            if (told or behind.lower in _WRITING) and f.value.name.isascii():
                return "media"
        return None

    def of_row(self, i: int) -> OrganizationKind | None:
        """What all the others in its row are, if there are several: «Lloyds, Barclays и |Coutts|»."""
        row = self._row(self.groups[i][0])
        if len(row) > 1 and len(set(row)) == 1:
            return row[0]
        first = self._first(self.groups[i][0])
        return (self.kinds[first] or self.kind(first)) if first not in (i, -1) else None

    def _first(self, f: Found) -> int:
        """«*группы* «Заря», Veltra и |Solmer|»: the first in a row where a noun in the plural says what all are; -1 for
        none."""
        sentence, first = self.article.sentence(f.start), (f.start, f.stop, -1)
        for spot in reversed(self._before(f)):
            if _ROW.fullmatch(self.article.text, spot[1], first[0]):
                first = spot
        at, _ = sentence.touched(first[0], f.stop)
        noun = next((t for t in reversed(sentence.tokens[:at]) if t.text not in QUOTES), None)
        told = noun is not None and noun.tag.number == "plur" and fold(lemma(noun)).rpartition("-")[2] in heads()
        return first[2] if told else -1

    def chance(self, i: int) -> float:
        """The probability that what the tagger took for a body is one."""
        if self.of_row(i):
            return 1.0
        if self._apposed(self.groups[i][0]) or all(map(self._among_others, self.groups[i])):
            return 0.0
        return probability("body_weights", {"bias", *self.doubts(i)})

    def doubts(self, i: int) -> Iterator[str]:
        """What tells a body from what is none: besides all else the tagger's score, how often it stands, its form."""
        members = self.groups[i]
        yield from (told for told in self.evidence(i) if told[0] != "@")  # what the article is about tells little
        yield from self._called(members[0])
        if members[0].value.head and " " in members[0].value.name:
            yield "headed"  # «Центр Разумкова»: its first noun is one of bodies
        best = min(max(f.score for f in members), 0.999)
        yield f"score:{round(log(best / (1 - best)))}"
        yield f"times:{min(len(members), 4)}"
        shape = "".join(map(_shape, members[0].value.name))
        yield "shape:" + _REPEATED.sub(r"\1", shape)
        if "9" in shape:
            yield "figure"

    def _spot(self, f: Found) -> tuple[Sequence[Token], int, int]:
        """The tokens of a name's sentence, and which of them are the name's."""
        sentence = self.article.sentence(f.start)
        return sentence.tokens, *sentence.touched(f.start, f.stop)

    def _called(self, f: Found) -> Iterator[str]:
        """What the nouns in small letters before a name say that it is."""
        tokens, first, _ = self._spot(f)
        before = [t for t in tokens[max(0, first - _CALLED) : first] if t.text not in QUOTES]
        nouns = [lemma(t) for t in before if t.text.islower() and t.tag.pos == "NOUN"]
        if any(noun.rpartition("-")[2] in OTHERS for noun in nouns):  # «синти-поп-*синглы*»
            yield "called:other"
        if not {*map(fold, nouns)}.isdisjoint(heads()):
            yield "called:body"

    def _apposed(self, f: Found) -> bool:
        """«|Alumed| — лекарственное средство»: the noun behind the dash says that it is no body."""
        tokens, _, last = self._spot(f)
        behind = [t for t in tokens[last : last + 4] if t.tag.pos != "ADJ"]
        return len(behind) > 1 and behind[0].text in ("—", "–") and lemma(behind[1]) in OTHERS

    def _among_others(self, f: Found) -> bool:
        """«в кинотеатрах «Заря», «Искра», «|Вымпел|»»: several names before it in a row, and none of them a body's."""
        before = self.article.text[max(0, f.start - _LONGEST_ROW) : f.start]
        if named := _AMONG.search(before):  # «синглами, *среди которых* «Вечер»»
            return forms(named[1].lower())[0].lemma in OTHERS
        row = _QUOTED_ROW.search(before)
        return row is not None and not any(f.start - len(row[0]) <= start < f.start for start, _, _ in self._before(f))

    def _before(self, f: Found) -> Sequence[tuple[int, int, int]]:
        at = bisect_right(self.spots, (f.start, 0, 0))
        return self.spots[max(0, at - _NEAR) : at]

    def spelt_out(self, members: Sequence[Found]) -> bool:
        """«денежно-кредитная политика (|ДКП|)», «|РЭС| (радиоэлектронные средства)»: an acronym of words in small
        letters, none of which heads a body."""
        f = members[0]
        if not f.value.name.isupper() or " " in f.value.name:
            return False
        (tokens, first, last), letters = self._spot(f), f.value.name
        inside = token_at(tokens, first - 1).text == "("
        said, words = _before_bracket(tokens, first, letters) if inside else _in_brackets(tokens, last, letters)
        return bool(said) and all(map(str.islower, words)) and not any(fold(lemma(t)) in heads() for t in said)

    def evidence(self, i: int) -> Iterator[str]:
        """Of a body's names, the words around its first mentions, the other bodies."""
        members = self.groups[i][:_MENTIONS]
        for name in dict.fromkeys(f.value.name for f in members):
            yield from letters(name)
        for f in members:
            sentence = self.article.sentence(f.start)
            yield from around(sentence, f)
            yield from self._beside(f, sentence)
        yield from self.headline
        others = self.counts - Counter(kind for kind in [self.kinds[i]] if kind)
        if others:
            yield f"most:{max(others, key=lambda kind: others[kind])}"

    def _row(self, f: Found) -> list[OrganizationKind]:
        """The kinds of the bodies that stand in one row with a mention."""
        return [*self._along(f.start, -1), *self._along(f.stop, 1)]

    def _along(self, at: int, step: int) -> Iterator[OrganizationKind]:
        """The kinds in a row from an offset on, as far as they are known."""
        first = bisect_right(self.spots, (at, 0, 0))
        for n in range(first, len(self.spots)) if step > 0 else range(first - 1, -1, -1):
            start, stop, j = self.spots[n]
            near, far = (start, stop) if step > 0 else (stop, start)
            if (near - at) * step < 0:
                continue
            kind = self.kinds[j]
            between = self.article.text[min(at, near) : max(at, near)]
            if kind is None or len(between) > 5 or not _ROW.fullmatch(between):
                return
            yield kind
            at = far

    def _beside(self, f: Found, sentence: Sentence) -> Iterator[str]:
        """The kinds of the bodies that stand in the same sentence, and of those in one row with this one."""
        first, at = bisect_right(self.spots, (sentence.start, 0, 0)), bisect_right(self.spots, (f.start, 0, 0))
        last = min(at + _NEAR, bisect_right(self.spots, (sentence.stop, 0, 0)))
        row = Counter[str]()
        for start, stop, j in self.spots[max(first, at - _NEAR) : last]:
            kind = self.kinds[j]
            if kind and (stop <= f.start or f.stop <= start):
                yield f"with:{kind}"
                between = self.article.text[stop : f.start] if stop <= f.start else self.article.text[f.stop : start]
                row[kind] += bool(_ROW.fullmatch(between))
        yield from (f"row:{kind}" for kind in +row)
        yield from (f"rows:{kind}" for kind, count in row.items() if count > 1)


def letters(name: str) -> Iterator[str]:
    """What the letters and words of a name are evidence of.

    >>> sorted(set(letters("ЗЕТ")))
    ['$ет', '$зет', '=зет', '^зе', '^зет', 'acronym:3', 'words:1']
    """
    words = re.findall(r"\w+", fold(name))
    if not words:
        return
    yield f"words:{min(len(words), 4)}"
    if name.isascii():
        yield "latin"
    if name.isupper() and len(words) == 1:
        yield f"acronym:{min(len(name), 6)}"
    if mixed(name):
        yield "mixed"
    if re.search(r"\.[a-zа-яё]{2,4}$", name, re.I):
        yield "address"
    for word in words:
        yield f"={word}"
    for size in (2, 3, 4, 5):
        yield f"^{words[0][:size]}"
        yield f"${words[-1][-size:]}"


def around(sentence: Sentence, f: Found) -> Iterator[str]:
    """What the words before and behind a mention are evidence of."""
    tokens = sentence.tokens
    first, last = sentence.touched(f.start, f.stop)
    if token_at(tokens, first - 1).text in QUOTES:
        yield "quoted"
    before, behind = _unquoted(tokens[max(0, first - _FAR) : first]), _unquoted(tokens[last : last + _FAR])
    yield from _on_side("<", before[::-1], tokens[0])
    yield from _on_side(">", behind, tokens[0])
    if not before:
        yield "opens"
    elif (before[-1].tag.pos, before[-1].tag.gender) == ("ADJ", "femn"):
        yield "elided"  # «кипрская Halton»: a company
    yield from spoken_of((*before, *behind), tokens[0], "~")
    if behind and behind[0].text in (",", "(", "—", "–"):
        noun = next((t for t in behind[1:5] if t.tag.pos != "ADJ"), behind[0])
        if kind := heads().get(fold(lemma(noun))):
            yield f"is:{kind}"


def _unquoted(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.text not in QUOTES]


def _on_side(side: str, words: Sequence[Token], first: Token) -> Iterator[str]:
    """The next words on a side, the nearest with their places too."""
    for n, token in enumerate(words[:_AROUND]):
        word = _word(token, first)
        if n < 2:
            yield f"{side}{n + 1}{word}"
        yield f"{side}{word}"


def _before_bracket(tokens: Sequence[Token], first: int, letters: str) -> tuple[Sequence[Token], Sequence[str]]:
    """The words before a bracket whose initials are the letters in it, and those of them that open no sentence."""
    said = tokens[max(0, first - 1 - len(letters)) : first - 1]
    words = re.findall(r"\w+", " ".join(t.text for t in said))[-len(letters) :]
    opens = len(said) == first - 1
    return (said, words[opens:]) if letters == "".join(word[0] for word in words).upper() else ((), ())


def _in_brackets(tokens: Sequence[Token], last: int, letters: str) -> tuple[Sequence[Token], Sequence[str]]:
    """The words in brackets behind letters that abbreviate them."""
    said = tokens[last + 1 : next((n for n in range(last, len(tokens)) if tokens[n].text == ")"), last)]
    words = [t.text for t in said]
    spelled = token_at(tokens, last).text == "(" and abbreviates(letters, " ".join(words))
    return (said, words) if spelled else ((), ())


def _shape(letter: str) -> str:
    """ "A" for a capital, "a" for a small letter, "9" for a digit, else the sign itself."""
    if letter.isdigit():
        return "9"
    return "A" if letter.isupper() else "a" if letter.isalpha() else letter


def _word(token: Token, first: Token) -> str:
    if _plain(token, first):
        return lemma(token)
    return "A" if token.text[:1].isalpha() else token.text


def spoken_of(tokens: Iterable[Token], first: Token | None, mark: str) -> Iterator[str]:
    """The common nouns, verbs and adjectives, each behind a mark."""
    for token in tokens:
        if token.tag.pos in ("NOUN", "VERB", "ADJ") and _plain(token, first):
            yield mark + lemma(token)


def _plain(token: Token, first: Token | None) -> bool:
    """Whether a word is no name: in small letters, or the sentence's first."""
    return token.text.islower() or (token is first and token.tag.pos != "PROPN" and token.text.istitle())
