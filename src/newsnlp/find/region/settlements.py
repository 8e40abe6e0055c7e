"""Settlements that are named behind their noun: «в деревне Новое Село», «из села Красного», «пос. Мирный».

Few tables have villages, and the tagger sees them by halves; the noun says where the name begins, and its gender and
case say which nominative the name has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsnlp.data import word_list
from newsnlp.find.region import doubts, forms
from newsnlp.find.region.forms import Placed
from newsnlp.find.region.words import ADJECTIVE
from newsnlp.lang import morph, phrases
from newsnlp.lang.places import Spot, borne
from newsnlp.lang.territories import noun
from newsnlp.lang.toponyms import original
from newsnlp.types import Finding, Sentence, Token, token_at

SCORE = 1.0  # the noun tells more than the tagger

_ENDINGS = {"neut": "ое", "femn": "ая", "masc": "ий", "farm": "ий"}
_GENDERS = {"ий": "masc", "ый": "masc", "ой": "masc", "ая": "femn", "ое": "neut"}
_NOMINATIVE = re.compile(r"[а-яё-]*(?:ий|ый|ая|яя|ое|ее|ие|ые)$")
_OF_MAN = re.compile(r"[а-яё-]+(?:[оеё]в|[иы]н)(?=[оауеы]м?$)")  # «Семлёв|о», «Марьин|ым»
_ADJECTIVAL = re.compile(r"[а-яё-]+(?:[сц]к|н|л|р|в|ж|ш)(?:ого|его|ому|ему|им|ым|ом|ем|ой|ей|ую|юю|их|ых|ими|ыми)$")
_AND = frozenset({",", "и"})


def settlements(sentence: Sentence, hits: Sequence[Placed], capitals: Sequence[int]) -> Iterator[Finding[Spot]]:
    """The settlements of a sentence; ``hits``: the gazetteer's names in it, ``capitals``: where names may stand."""
    tokens = sentence.tokens
    for name in capitals:
        i = name - 1 - (name > 1 and tokens[name - 1].text == ".")
        token = tokens[i]
        gender = _gender(tokens, i) if i >= 0 else ""
        if not gender:
            continue
        first = i + 1 + (tokens[i + 1].text == ".")
        while stop := _stop(sentence, hits, i, first):
            spot = _spot(tokens[first:stop], token, gender, [h for h in hits if h[0] == first and h[1].stop == stop])
            yield Finding(tokens[first].start, tokens[stop - 1].stop, "region.form", spot, SCORE)
            if token.tag.number != "plur" or stop + 1 >= len(tokens) or tokens[stop].text not in _AND:
                break
            first = stop + 1


def _gender(tokens: Sequence[Token], i: int) -> str:
    """The gender of a noun that settlements are named behind; "" for any other word."""
    token, found = tokens[i], noun(tokens[i].lower)
    if token.lower.startswith("пункт"):
        return "masc" if token_at(tokens, i - 1).lower.startswith(("населенн", "населённ")) else ""
    if not found:
        return ""
    if found.short:
        listed = i > 0 and (tokens[i - 1].text == "." or tokens[i - 1].text.isdigit())  # «и т. п. Москва», «3 п.»
        return found.settlement if tokens[i + 1].text == "." and token.text.islower() and not listed else ""
    if token_at(tokens, i - 1).lower == "на" and token.lower.startswith("сел"):
        return ""  # «на селе»: in the country
    return found.settlement


def _stop(sentence: Sentence, hits: Sequence[Placed], noun: int, first: int) -> int:
    """Where a name ends that begins at a token; 0 where there is none."""
    tokens = sentence.tokens
    if first >= len(tokens) or not _name(tokens[first]):
        return 0
    longest = max((h for i, h in hits if i == first and not h.adjective), key=lambda h: h.stop, default=None)
    if longest and longest.stop > first + 1 and longest.places[0].kind != "city":
        return 0  # «в посёлке |Московской области|»
    stop = longest.stop if longest else first + 1
    if stop == first + 1 and stop < len(tokens) and _paired(sentence, first):
        stop += 1
    alone = stop == first + 1
    return 0 if alone and (_owner(tokens, hits, first) or _of_post(tokens, noun, first)) else stop


def _name(token: Token) -> bool:
    return token.text[0].isupper() and len(token.text) > 2 and not token.text.isupper() and not token.text.isascii()


def _paired(sentence: Sentence, first: int) -> bool:
    """Whether an adjective and a noun are one name: «Новое |Село|», «Малых |Вязёмах|»."""
    one, two = sentence.tokens[first : first + 2]
    if not _name(two) or ADJECTIVE.match(two.lower):
        return False
    if not morph.adjectives(one.lower) or not phrases.agree(one.text, two.text):
        return False
    return not any(s.kind in doubts.PEOPLE and s.score > doubts.FAINT for s in sentence.starting(two.start))


def _owner(tokens: Sequence[Token], hits: Sequence[Placed], first: int) -> bool:
    """«в селе |Дагестана|», «в посёлке |Московской| области»: where a settlement lies, not its name."""
    if any(
        i == first and not h.adjective and h.places[0].kind in ("country", "region") and "nomn" not in h.cases
        for i, h in hits
    ):
        return True
    if not ADJECTIVE.match(tokens[first].lower):
        return False
    behind = first + 1
    if forms.row(tokens, first):
        return True
    if behind == len(tokens) or tokens[behind].tag.pos not in ("NOUN", "ADJ", "PROPN"):
        return False
    if (head := noun(tokens[behind].lower)) and head.behind:
        return True
    if tokens[behind].tag.pos == "ADJ":
        return tokens[behind].text.islower() and tokens[behind].tag[1:] == tokens[first].tag[1:]
    return phrases.agree(tokens[first].text, tokens[behind].text)


def _of_post(tokens: Sequence[Token], noun: int, first: int) -> bool:
    """«глава села |Иванов|», «житель деревни |Петров|»: who, not where."""
    before = tokens[max(noun - 1, 0)].tag
    return (
        noun > 0
        and before.animacy == "anim"
        and before.number == "sing"
        and borne(tokens[first].text)
        and tokens[first].lower[-1] not in "оеи"
    )


def _spot(tokens: Sequence[Token], noun: Token, gender: str, hits: Sequence[Placed]) -> Spot:
    places = tuple(p for _, hit in hits if not hit.adjective for p in hit.places if p.kind == "city")
    if gender == "farm" and _OF_MAN.match(tokens[0].lower) and tokens[0].lower[-1] not in "оы":
        places = ()  # «на хуторе |Иванове|» is no «Иваново»
    if places and _mismatch(places[0].name, tokens[0].text, gender):
        places = ()
    name = places[0].name if places else _nominative(tokens, noun, gender)
    return Spot(name, "city", places, "city", sure=True)


def _mismatch(name: str, text: str, gender: str) -> bool:
    """Whether a name is an adjective of another gender than the noun's: «в селе |Львовском|» is no «Львовский»."""
    return (
        name != text
        and " " not in name
        and _GENDERS.get(name[-2:], gender) not in (gender, gender.replace("farm", "masc"))
    )


def _nominative(tokens: Sequence[Token], noun: Token, gender: str) -> str:
    """A settlement's name: its noun may stand in any case, and its own be that of the noun or the nominative."""
    if noun.tag.case == "nomn" or (noun.tag.case is None and _NOMINATIVE.match(tokens[0].lower)):
        return phrases.spelled(tokens)
    if len(tokens) > 1:
        fixed = _NOMINATIVE.match(tokens[0].lower) or tokens[0].tag.case == tokens[1].tag.case == "nomn"
        return phrases.spelled(tokens) if fixed else phrases.nominative(tokens)
    return village(tokens[0].text, noun.tag.case or "", gender, tokens[0])


def village(word: str, case: str, gender: str, token: Token | None = None) -> str:
    """The nominative of a settlement's name of one word behind a noun in this case, of this gender.

    >>> village("Семлёве", "loct", "femn"), village("Красного", "gent", "neut"), village("Северское", "loct", "neut")
    ('Семлёво', 'Красное', 'Северское')
    >>> village("Весёлом", "loct", "farm"), village("Иванове", "loct", "farm"), village("Марьиным", "ablt", "neut")
    ('Весёлый', 'Иванов', 'Марьино')
    >>> village("Отрадной", "loct", "femn"), village("Иванова", "loct", "femn"), village("Иванова", "gent", "femn")
    ('Отрадная', 'Иванова', 'Иваново')
    """
    lower = word.lower()
    if _NOMINATIVE.match(lower):
        return word
    if man := _OF_MAN.match(lower):
        ending, stem = lower[man.end() :], word[: man.end()]
        if ending in _OF_CASE.get(case, ()):
            return stem if gender == "farm" else stem + "о"
        return word
    if gender == "femn" and re.search(r"(?:[оеё]в|[иы]н)ой$", lower):
        return word[:-2] + "а"  # «в деревне |Ивановой|»
    adjective = morph.adjectives(lower)
    if _ADJECTIVAL.match(lower) and (adjective or (token is not None and token.tag.pos == "ADJ")):
        female = lower.endswith(word_list("region.settlements.feminine"))
        if lower.endswith(word_list("region.settlements.plural")):
            return word
        return forms.agreeing(word, "ая" if female else _ENDINGS[gender if gender != "femn" else "neut"])
    if token is None or token.tag.case != case:
        return word
    return original(word, case, token.tag.gender, token.tag.number)


_OF_CASE = {"gent": ("а",), "datv": ("у",), "ablt": ("ом", "ым"), "loct": ("е",)}
