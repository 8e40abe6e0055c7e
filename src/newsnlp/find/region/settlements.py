"""Settlements that are named behind their noun: «в деревне Новое Село», «из села Красного», «пос. Мирный».

Few tables have villages, and the tagger sees them by halves; the noun says where the name begins, and its gender and
case say which nominative the name has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from newsnlp.data import word_list
from newsnlp.find.region import doubts, forms
from newsnlp.find.region.forms import Placed
from newsnlp.find.region.words import ADJECTIVE
from newsnlp.lang import morph, phrases
from newsnlp.lang.places import Hit, Spot, borne
from newsnlp.lang.territories import noun
from newsnlp.lang.toponyms import original
from newsnlp.types import NOWHERE, Finding, Sentence, Tag, Token, token_at

SCORE = 1.0  # the noun tells more than the tagger

_ENDINGS = {"neut": "ое", "femn": "ая", "masc": "ий", "farm": "ий"}
_GENDERS = {"ий": "masc", "ый": "masc", "ой": "masc", "ая": "femn", "ое": "neut"}
_NOMINATIVE = re.compile(r"[а-яё-]*(?:ий|ый|ая|яя|ое|ее|ие|ые)$")
_OF_MAN = re.compile(r"[а-яё-]+(?:[оеё]в|[иы]н)(?=[оауеы]м?$)")  # «Семлёв|о», «Марьин|ым»
_ADJECTIVAL = re.compile(r"[а-яё-]+(?:[сц]к|н|л|р|в|ж|ш)(?:ого|его|ому|ему|им|ым|ом|ем|ой|ей|ую|юю|их|ых|ими|ыми)$")


def settlements(sentence: Sentence, hits: Sequence[Placed], capitals: Sequence[int]) -> Iterator[Finding[Spot]]:
    """The settlements of a sentence; ``hits``: the gazetteer's names in it, ``capitals``: where names may stand."""
    tokens = sentence.tokens
    for name in capitals:
        i = name - 1 - (name > 1 and tokens[name - 1].text == ".")
        if i >= 0 and (gender := _gender(tokens, i)):
            yield from _behind(sentence, hits, i, gender)


def _behind(sentence: Sentence, hits: Sequence[Placed], i: int, gender: str) -> Iterator[Finding[Spot]]:
    """The settlement behind a noun, or the row of them behind a plural."""
    tokens = sentence.tokens
    first = i + 1 + (tokens[i + 1].text == ".")
    while stop := _stop(sentence, hits, i, first):
        own = [hit for hit in forms.beginning(hits, first) if hit.stop == stop]
        spot = _spot(tokens[first:stop], tokens[i], gender, own)
        yield Finding(tokens[first].start, tokens[stop - 1].stop, "region.form", spot, SCORE)
        if tokens[i].tag.number != "plur" or stop + 1 >= len(tokens) or tokens[stop].text not in doubts.ROW:
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
        return found.settlement if _is_short(tokens, i) else ""
    if token_at(tokens, i - 1).lower == "на" and token.lower.startswith("сел"):
        return ""  # «на селе»: in the country
    return found.settlement


def _is_short(tokens: Sequence[Token], i: int) -> bool:
    """«п. Мирный», not «и т. п. Москва», «3 п.»."""
    before = token_at(tokens, i - 1).text
    return tokens[i + 1].text == "." and tokens[i].text.islower() and not (before == "." or before.isdigit())


def _stop(sentence: Sentence, hits: Sequence[Placed], noun: int, first: int) -> int:
    """Where a name ends that begins at a token; 0 where there is none."""
    tokens = sentence.tokens
    if not _name(token_at(tokens, first)):
        return 0
    own = forms.beginning(hits, first)
    longest = max(own, key=attrgetter("stop"), default=None)
    if longest and longest.stop > first + 1:
        return longest.stop if longest.place.kind == "city" else 0  # «в посёлке |Московской области|»
    if first + 1 < len(tokens) and _paired(sentence, first):
        return first + 2
    return 0 if _owner(tokens, own, first) or _of_post(tokens, noun, first) else first + 1


def _name(token: Token) -> bool:
    return token.text[:1].isupper() and len(token.text) > 2 and not token.text.isupper() and not token.text.isascii()


def _paired(sentence: Sentence, first: int) -> bool:
    """Whether an adjective and a noun are one name: «Новое |Село|», «Малых |Вязёмах|»."""
    one, two = sentence.tokens[first : first + 2]
    if not _name(two) or ADJECTIVE.match(two.lower):
        return False
    if not morph.adjectives(one.lower) or not phrases.agree(one.text, two.text):
        return False
    return not sentence.opens(two.start, *doubts.PEOPLE, above=doubts.FAINT)


def _owner(tokens: Sequence[Token], own: Sequence[Hit], first: int) -> bool:
    """«в селе |Дагестана|», «в посёлке |Московской| области»: where a settlement lies, not its name (``own`` are those
    that begin there)."""
    if any(hit.place.land and "nomn" not in hit.cases for hit in own):
        return True
    if not ADJECTIVE.match(tokens[first].lower):
        return False
    return forms.row(tokens, first) > 0 or _agrees(tokens[first], token_at(tokens, first + 1))


def _agrees(adjective: Token, behind: Token) -> bool:
    """Whether an adjective leans on a region's noun behind it, on another adjective, or on a noun that agrees."""
    if behind.tag.pos not in ("NOUN", "ADJ", "PROPN"):
        return False
    if (head := noun(behind.lower)) and head.behind:
        return True
    if behind.tag.pos == "ADJ":
        return behind.text.islower() and behind.tag[1:] == adjective.tag[1:]
    return phrases.agree(adjective.text, behind.text)


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


def _spot(tokens: Sequence[Token], noun: Token, gender: str, hits: Sequence[Hit]) -> Spot:
    places = tuple(place for hit in hits for place in hit.places if place.kind == "city")
    lower = tokens[0].lower
    man = gender == "farm" and _OF_MAN.match(lower) and lower[-1] not in "оы"  # «на хуторе |Иванове|» is no «Иваново»
    if man or not places or _mismatch(places[0].name, tokens[0].text, gender):
        return Spot(_nominative(tokens, noun, gender), "city", (), "city", sure=True)
    return Spot(places[0].name, "city", places, "city", sure=True)


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
    return village(tokens[0].text, noun.tag.case or "", gender, tokens[0].tag)


def village(word: str, case: str, gender: str, tag: Tag = NOWHERE.tag) -> str:
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
        return _of_man(word, man.end(), case, gender)
    if gender == "femn" and re.search(r"(?:[оеё]в|[иы]н)ой$", lower):
        return word[:-2] + "а"  # «в деревне |Ивановой|»
    if _ADJECTIVAL.match(lower) and (tag.pos == "ADJ" or morph.adjectives(lower)):
        return _of_adjective(word, gender)
    told = tag.gender if tag.case == case else gender if case == "accs" and lower[-1] in "ую" else ""
    return original(word, case, told, tag.number) if told != "" else word


def _of_man(word: str, end: int, case: str, gender: str) -> str:
    """«(в селе) Семлёве» is Семлёво, «(на хуторе) Иванове» Иванов."""
    stem = word[:end] + ("" if gender == "farm" else "о")
    return stem if word[end:].lower() in _OF_CASE.get(case, ()) else word


def _of_adjective(word: str, gender: str) -> str:
    if word.lower().endswith(word_list("region.settlements.plural")):
        return word
    female = word.lower().endswith(word_list("region.settlements.feminine"))
    return forms.agreeing(word, "ая" if female else _ENDINGS[gender if gender != "femn" else "neut"])


_OF_CASE = {"gent": ("а",), "datv": ("у",), "ablt": ("ом", "ым"), "loct": ("е",)}
