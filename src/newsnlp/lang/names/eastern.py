"""Chinese, Korean and Vietnamese names in Russian letters, whose family name goes first.

Given names are told by their syllables: Palladius' transcription for Chinese, Kontsevich's for Korean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set

from newsnlp.data import Tables, derived, several, word_list
from newsnlp.lang.inflect import CONSONANTS
from newsnlp.lang.morph import dictionary_forms
from newsnlp.lang.names import declension

_CASE = r"(?:а|у|ом|ем|е|я|ю|)$"
_FINAL = (
    "иань|уань|юань|янь|ань|инь|энь|унь|юнь|уан|ян|ан|ин|эн|ун|юн|уэ|юэ|яо|ао|оу|ай|эй|уй|юй|эр|уа|уо|ю|я|е|э|и|ы|у|о|а"
)
_CHINESE = f"(?:чж|цз|[бпмфдтнлгкхцсчшжвй])?(?:{_FINAL})"
_KOREAN = "(?:чж|чх|дж|кх|пх|тх|[кгнтдрлмпбсчхц])?(?:[аэяоёеиыую]|ве|ви|во|ва)(?:ль|[кнмптлр])?"
PINYIN = re.compile(f"{_CHINESE}н?(?:{_CHINESE})?{_CASE}")
SYLLABLES = re.compile(f"(?:{_CHINESE}){{1,2}}|{_KOREAN}-?(?:{_KOREAN})?")  # a given name in the nominative
SYLLABLE = re.compile(f"(?:{_CHINESE})|{_KOREAN}")  # the last word of a name of three
_HANGUL = re.compile(f"(?:{_KOREAN}-?){{2}}{_CASE}")
_SYLLABLE = re.compile(f"{_KOREAN}{_CASE}")
_VIETNAMESE = re.compile("нг|нь|[уы]к|уан|уен|оа|тх|кх|ие[нт]|^ван|^тхи|^хай|^хыу")
_WESTERN_TOO = frozenset(word_list("names.eastern.western_too"))  # also first names and Western surnames
_SLAVIC = re.compile(r"(?:[оеё]в|ск|цк|енко)(?:[аыуоеи]|ий|ого|ому|ым|им|ом|ой|ая|ую|)$")


@derived("family_names")
def family_names(tables: Tables) -> dict[str, frozenset[str]]:
    """The table ``family_names``: languages by name in lower case."""
    return {row["name"].lower(): frozenset(several(row["languages"])) for row in tables.rows("family_names")}


def family_name(word: str) -> str | None:
    """The family name that a word (lower case) is a form of.

    >>> family_name("кима"), family_name("си"), family_name("петрова")
    ('ким', 'си', None)
    """
    known = family_names()
    if word in known:
        return word
    if len(word) > 6:
        return None
    his = (form.nominative for form in declension.readings(word) if form.gender == "m" and form.nominative in known)
    return next((name for name in his if name[-1] in CONSONANTS + "ьй"), None)


def family_name_first(words: Sequence[str], known: Callable[[str], int]) -> bool:
    """Whether these words (lower case) are a family name and a given name behind it.

    ``known``: how well a word is known as a first name of the West, 0 to 3.

    >>> [family_name_first(name.split(), lambda word: 0) for name in ("ким чен ына", "си цзиньпину", "ван дейк")]
    [True, True, False]
    """
    family, rest = family_name(words[0]), words[1:]
    if not family or _is_western(words[0], family, rest, known):
        return False
    languages = family_names()[family]
    if len(rest) == 2 and "korean" in languages and all(map(_SYLLABLE.match, rest)):
        return True
    sure = 2 if family in _WESTERN_TOO else 3
    if any(known(word) >= sure or _SLAVIC.search(word) for word in rest):
        return False
    return _is_pinyin(rest, languages) or (max(map(known, rest), default=0) < 2 and _given(rest, languages))


def _is_western(word: str, family: str, rest: Sequence[str], known: Callable[[str], int]) -> bool:
    """«Дина Оюн», unlike «Дина Сюэсяна»; «Ян Липа», whose surname is a noun; «Ле Пен», unlike «Ле Зуан»."""
    if family in _WESTERN_TOO and known(word) > 2 and len(rest) == 1 and _is_noun(rest[0]):
        return True
    if word != family and known(word) > 2 and rest and rest[-1][-1] in CONSONANTS:
        return True
    return family == "ле" and not _VIETNAMESE.search(" ".join(rest))


def _is_noun(word: str) -> bool:
    """Whether the dictionary has a word of four letters or more as a thing's, no name's, in the nominative."""
    known = dictionary_forms(word) if len(word) > 3 else ()
    named = any(form.grammemes & {"Name", "Surn"} for form in known)
    return not named and any((form.pos, form.case, form.animacy) == ("NOUN", "nomn", "inan") for form in known)


def _is_pinyin(rest: Sequence[str], languages: Set[str]) -> bool:
    return "chinese" in languages and len(rest) == 1 and PINYIN.match(rest[0]) is not None


def _given(rest: Sequence[str], languages: Set[str]) -> bool:
    """Whether words are as short as a given name of these languages, or its syllables."""
    if len(rest) > 1:
        return all(len(word) <= 7 for word in rest)
    short = "vietnamese" in languages and len(rest[0]) <= 5
    return short or bool("korean" in languages and _HANGUL.match(rest[0]))
