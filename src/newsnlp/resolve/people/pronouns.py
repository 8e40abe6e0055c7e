"""Whether a name that may be a man's or a woman's is «он» or «она» in what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsnlp.data import word_list
from newsnlp.lang.names.reading import Name
from newsnlp.types import Article, Finding, Sentence, Token, grouped, token_at

_PRONOUNS = {"он": "m", "она": "f"}
_GENDERS = {"m": "masc", "f": "femn"}
_OPENING = frozenset(word_list("people.pronouns.opening"))  # behind which a clause begins that names its subject anew
_AGAINST = 0.05  # what is left of a reading of the other gender


def by_pronouns(found: Sequence[Finding[Name]], article: Article) -> list[Finding[Name]]:
    """«Вызвали и |Марченко|: *она* пришла», «Завтра |Мороз| прилетит. *Она* …»: where nobody else may be meant."""
    numbers = grouped((article.number(f.start), f) for f in found)
    alone = {n: here[0] for n, here in numbers.items() if len(here) == 1 and _may_be_either(here[0])}
    told = {finding: _told(finding, n, article.sentences) for n, finding in alone.items()}
    return [_of(f, told[f]) if told.get(f) else f for f in found]


def _may_be_either(finding: Finding[Name]) -> bool:
    return {"m", "f"} <= {reading.gender for reading in finding.value.readings}


def _told(finding: Finding[Name], number: int, sentences: Sequence[Sentence]) -> str:
    """The gender of the pronoun that takes up a name which may be of either; "" where none does."""
    sentence, following = sentences[number], sentences[number + 1 : number + 2]
    behind = sentence.within(finding.stop, sentence.stop)
    at = next((n for n, token in enumerate(behind) if token.lower in _PRONOUNS), len(behind))
    gender = _subject(behind, at) or (_subject(following[0].tokens, 0) if following and at == len(behind) else "")
    return "" if gender and _is_rival(sentence, finding, behind[:at], _GENDERS[gender]) else gender


def _subject(tokens: Sequence[Token], at: int) -> str:
    """The gender of a pronoun that is the subject of its clause or sentence."""
    opens = not at or token_at(tokens, at - 1).lower in _OPENING
    return _PRONOUNS.get(token_at(tokens, at).lower, "") if opens else ""


def _is_rival(sentence: Sentence, finding: Finding[Name], behind: Sequence[Token], gender: str) -> bool:
    """Whether the pronoun may mean another noun before it than the name's own title."""
    ahead = sentence.within(sentence.start, finding.start)
    others = (*(ahead[:-1] if ahead and ahead[-1].tag.somebody else ahead), *behind)
    return any(t.tag.noun and t.tag.gender == gender and t.tag.number == "sing" for t in others)


def _of(finding: Finding[Name], gender: str) -> Finding[Name]:
    """The mention with the readings of the other gender weighed down."""
    other = {"m": "f", "f": "m"}[gender]
    kept = [r._replace(p=r.p * (_AGAINST if r.gender == other else 1.0)) for r in finding.value.readings]
    total = sum(reading.p for reading in kept)
    readings = sorted((reading._replace(p=reading.p / total) for reading in kept), key=lambda r: -r.p)
    return replace(finding, value=replace(finding.value, readings=tuple(readings)))
