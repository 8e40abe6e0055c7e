"""Who is told to be another's kin, and so is another: «брат губернатора *Самойлова*, *Никита Самойлов*»."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from newsnlp.lang.lexicon import is_a
from newsnlp.lang.names.reading import Name
from newsnlp.resolve.people.candidate import shape
from newsnlp.types import Article, Finding, Sentence, Token

_WORDS = 7  # of a phrase, at the most: «брат *бывшего заместителя главы района* Самойлова»


def kinsfolk(
    mentions: Sequence[Finding[Name]], named: Sequence[Finding[Name]], article: Article
) -> Mapping[int, Set[int]]:
    """Where those are ``named`` in full who are kin of whom a surname alone means, by where such a mention begins."""
    alone = [f for f in mentions if shape(f.value.readings[0]) == "single"]
    starts, stops = {f.start: f for f in named}, {f.stop: f for f in named}
    kin: defaultdict[int, set[int]] = defaultdict(set)
    for finding in alone if named and article.sentences else ():
        sentence = article.sentence(finding.start)
        if (at := _kin(finding, sentence)) is not None:
            kin[finding.start].update(_named(finding, at, sentence, starts, stops))
    return kin


def _kin(finding: Finding[Name], sentence: Sentence) -> int | None:
    """The token of «*брат* губернатора Самойлова»: nothing but words of the phrase between."""
    first, _ = sentence.touched(finding.start, finding.stop)
    for i in range(first - 1, max(-1, first - 1 - _WORDS), -1):
        token = sentence.tokens[i]
        if is_a(token.lower, "kin"):
            return i
        if _ends(token):
            return None
    return None


def _ends(token: Token) -> bool:
    return token.tag.pos in ("PUNCT", "VERB", "AUX", "ADP") or token.tag.form == "Fin"


def _named(
    finding: Finding[Name],
    at: int,
    sentence: Sentence,
    starts: Mapping[int, Finding[Name]],
    stops: Mapping[int, Finding[Name]],
) -> Iterator[int]:
    """Who is named behind a surname, a comma and a post passed over; who is before its kin's comma."""
    _, first = sentence.touched(finding.start, finding.stop)
    for i in range(first, min(first + _WORDS, len(sentence.tokens))):
        token = sentence.tokens[i]
        if token.start in starts:
            yield token.start
            break
        if _ends(token) and not (i == first and token.text == ","):
            break
    if at > 1 and sentence.tokens[at - 1].text in (",", "—", "–") and sentence.tokens[at - 2].stop in stops:
        yield stops[sentence.tokens[at - 2].stop].start
