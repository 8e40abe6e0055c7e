"""A settlement once named is found in all its cases: «Село Троицкое … В Троицком», «До Покровки»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from newsnlp.lang import morph
from newsnlp.lang.districts import districts
from newsnlp.lang.lexicon import classes, is_a
from newsnlp.lang.phrases import OPEN
from newsnlp.lang.places import Spot, borne, towns
from newsnlp.lang.posts import is_post
from newsnlp.lang.toponyms import fold, forms
from newsnlp.resolve.covered import Covered
from newsnlp.types import Article, Finding, Sentence, Token, renewed, token_at, widest

SCORE = 0.5  # of a mention that the tagger did not see
_ADJECTIVE = re.compile(r"(?:[иыо]й|[ая]я|[ое]е|[иы]е)$")
_LENT = frozenset({"bank", "landform"})
_OTHERS = frozenset("person family organization work_of_art product facility".split())


def with_settlements(found: Sequence[Finding[Spot]], article: Article) -> Sequence[Finding[Spot]]:
    """The findings, those of settlements' further mentions among them.

    What is named behind «село» is meant wherever one of its forms stands, though a town has that form too. A town that
    is a surname as well is meant where nobody of the page is called so in full: «в Арсеньеве … |Арсеньев| получил».
    """
    people = _surnames(article)
    found = [f for f in found if f.rule != "region.name" or fold(article.text[f.start : f.stop]) not in people]
    declared = _forms(f.value for f in found if (f.rule, f.value.hint) == ("region.form", "city"))
    cities = (f.value for f in found if f.value.kind == "city" and f.value.places)
    known = {**_forms(_of_districts(found)), **_forms(cities), **declared}
    if not known:
        return found
    spots = [renewed(f, value=_declared(f, article, declared)) for f in found]
    again = [*_again(article, known, Covered(found), people)]
    return sorted([*spots, *again], key=widest) if again else spots


def _again(article: Article, known: Mapping[str, Spot], covered: Covered, people: Set[str]) -> Iterator[Finding[Spot]]:
    """The words that are forms of settlements' names where no mention is."""
    for sentence in article.sentences:
        for i in sentence.capitals:
            token = sentence.tokens[i]
            spot = known.get(fold(token.text))
            if spot and not covered.touch(token) and _named(sentence, i, spot.name, people):
                yield Finding(token.start, token.stop, "region.form", spot, SCORE)


def _of_districts(found: Iterable[Finding[Spot]]) -> Iterator[Spot]:
    """The towns that districts are called after, where that can be but one and is nobody's name: «Грязинский район»."""
    for name in dict.fromkeys(f.value.name for f in found if f.value.kind == "district"):
        near = {place.within for place in districts(name)}
        home = [town for town in towns(name.split()[0]) if town.within in near]
        if len(home) == 1 and not borne(home[0].name):
            yield Spot(home[0].name, "city", tuple(home))


def _surnames(article: Article) -> frozenset[str]:
    """The last words of the names in several words that the tagger sees, folded."""
    full = (span for sentence in article.sentences for span in sentence.seen("person"))
    words = (article.text[span.start : span.stop].split() for span in full)
    return frozenset(fold(said[-1]) for said in words if len(said) > 1 and not is_post(said[0].lower()))


def _forms(spots: Iterable[Spot]) -> Mapping[str, Spot]:
    """The settlements of one word by every form of their names."""
    told = [spot for spot in spots if spot.name.isalpha() and len(spot.name) > (4 if spot.adjective else 2)]
    plain = [renewed(spot, adjective=False) for spot in told]
    return {form: spot for spot in plain for form in forms(fold(spot.name))}


def _declared(finding: Finding[Spot], article: Article, declared: Mapping[str, Spot]) -> Spot:
    """What the article says behind «село» of a mention that may be another town as well."""
    spot = finding.value
    if spot.kind != "city" or spot.adjective or spot.hint or not spot.places:
        return spot
    text = fold(article.text[finding.start : finding.stop])
    other = declared.get(text)
    return spot if other is None or text == fold(spot.places[0].name) else other


def _named(sentence: Sentence, at: int, name: str, people: Set[str]) -> bool:
    """Whether a word that has a settlement's form is its name there; ``people``: the surnames of the page's people."""
    token = sentence.tokens[at]
    others = _others(sentence, token)
    if others is None:
        return False
    plain = _plain(name) and not borne(token.text)
    if _heads_line(sentence.tokens, at) or (others and not plain):
        return others <= {"person"} and _nobodys(sentence, at, name, people)
    another = _another(token_at(sentence.tokens, at - 1), token, name)
    return not another and (plain or _is_told(sentence.tokens, at, name))


def _others(sentence: Sentence, token: Token) -> Set[str] | None:
    """The kinds other than a place's that the tagger sees in a word; ``None`` where one of them is of more words."""
    spans = [span for span in sentence.marked(token.start, token.stop) if span.kind in _OTHERS]
    alone = all((span.start, span.stop) == (token.start, token.stop) for span in spans)
    return {span.kind for span in spans} if alone else None


def _heads_line(tokens: Sequence[Token], at: int) -> bool:
    """«■ |БАЛАШОВ|. …»"""
    return at < 2 and tokens[at].text.isupper() and token_at(tokens, at + 1).text in (".", ":")


def _is_told(tokens: Sequence[Token], at: int, name: str) -> bool:
    """Whether what stands around a word that may be somebody's name makes it a settlement's."""
    if not at or _leans(tokens, at, name):
        return False
    return is_a(tokens[at - 1].lower, "whither") or not (borne(tokens[at].text) or _ADJECTIVE.search(name))


def _nobodys(sentence: Sentence, at: int, name: str, people: Set[str]) -> bool:
    """Whether nobody of the page bears a name, nor holds a post before it: «житель Каргино» is whoever he is."""
    before = token_at(sentence.tokens, at - 1)
    held = is_post(before.lower) or any(span.kind == "title" for span in sentence.ending(before.stop))
    return len(name) > 4 and not held and people.isdisjoint(forms(fold(name)))


def _another(before: Token, token: Token, name: str) -> bool:
    """Whether the word before makes it a film's, a ship's, a river's or a man's: «депутату |Коврову|»."""
    if before.text in OPEN or not classes(before.lower).isdisjoint(_LENT):
        return True
    holder = before.tag.case == token.tag.case and is_post(before.lower)
    return holder and "gent" not in forms(fold(name)).get(fold(token.text), ())


def _plain(name: str) -> bool:
    """Whether a name is no common adjective or noun: «Семлёво», not «Красное», «Ключи»."""
    return len(name) > 4 and not _ADJECTIVE.search(name) and not any(f.known for f in morph.forms(name.lower()))


def _leans(tokens: Sequence[Token], at: int, name: str) -> bool:
    """Whether a name like an adjective has its noun behind it: «в Мирном договоре»; one like a noun, its adjective."""
    if not _ADJECTIVE.search(name):
        return token_at(tokens, at - 1).text.istitle() and tokens[at - 1].tag.pos == "ADJ"
    behind = token_at(tokens, at + 1).tag
    return behind.pos in ("NOUN", "PROPN", "ADJ") and behind.case == tokens[at].tag.case
