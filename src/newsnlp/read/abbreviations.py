"""Whether a full stop behind an abbreviation ends the sentence: the table says what may stand around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from razdel.rule import JOIN, SPLIT
from razdel.segmenters.sentenize import DELIMITER, RULES, SentSegmenter, SentSplitter, sokr_left

from newsnlp.data import Tables, derived, several
from newsnlp.lang import morph
from newsnlp.lang.phrases import DASHES

AHEAD = 80  # characters behind the full stop that are looked at
BEHIND = 400  # characters before it: razdel's own rules look at twenty

_WORD = re.compile(r"\w+")
_WORDS = re.compile(r"\w+|[-–—]")
_NEXT = re.compile(r"\s*(\(|№|[«\"“„]*(?:№|\w+))")
_CLAUSE = re.compile(r"[,;:()!?]|\.\s")
_BRACKETS = re.compile(r"\([^()]*?(\w+)\.$")
_ROMAN = re.compile(r"[IVXLCХІ]+")
_ADJECTIVE = re.compile(r"[А-ЯЁ][\w-]*(?:[иы]й|о[йем]|ому|его|ого|[ую]ю|ая|яя|[ыи]м|ее)")
_PREDICATES = frozenset({"VERB", "PRTS", "ADJS", "PRED"})
_OPENERS = frozenset("PREP CONJ NPRO PRCL ADVB INTJ VERB INFN GRND PRED COMP".split())
_BOUNDARY = rf"{DELIMITER}(?=\s)(?!\s[а-яё]+\b)"  # others razdel joins by its first rules


class _Use(NamedTuple):
    """A row of the table: the abbreviation ``behind`` certain words goes on with what ``follows``."""

    behind: frozenset[str]
    follows: frozenset[str]


class _Splitter(SentSplitter):  # type: ignore[misc]
    """razdel's possible boundaries, each with the text and where it goes on there."""

    def __call__(self, text: str) -> Iterator[Any]:
        at = 0
        for part in super().__call__(text):
            at += len(part if isinstance(part, str) else part.delimiter)
            if not isinstance(part, str):
                part.text, part.at = text, at
            yield part


class _Segmenter(SentSegmenter):  # type: ignore[misc]
    """razdel's, whose rules see the end of the sentence so far: all of it would cost the square of its length."""

    def segment(self, parts: Iterator[Any]) -> Iterator[str]:
        sentence = [next(parts)]
        seen = sentence[0][-BEHIND:]
        for split in parts:
            right = next(parts)
            split.buffer = seen
            sentence.append(split.delimiter)
            if self.join(split):
                sentence.append(right)
                seen = (seen + split.delimiter + right)[-BEHIND:]
            else:
                yield "".join(sentence)
                sentence, seen = [right], right[-BEHIND:]
        yield "".join(sentence)


def _abbreviated(split: Any) -> str | None:
    """razdel's rule: join, split, or ``None`` where the word before the full stop is in no row."""
    if split.delimiter == ")" and _in_brackets(split.buffer):
        return str(JOIN)
    use = _use(split)
    following = _NEXT.match(split.text, split.at, split.at + AHEAD) if use else None
    if use is None or following is None:
        return None
    goes_on = _goes_on(following[1].lstrip('«"“„'), use.follows, split)
    return str(JOIN if goes_on else SPLIT)


def _use(split: Any) -> _Use | None:
    """The row of the word before the full stop, by the word before that; an initial has none."""
    word = split.left_token
    uses = _table().get(word.lower())
    if uses is None or split.delimiter != "." or (len(word) == 1 and word.isupper()):
        return None
    before = ["", *_WORD.findall(split.buffer[-AHEAD:])][-2:][0]
    return next((use for use in uses if not use.behind or _listed(before, before.lower(), use.behind)), None)


def _in_brackets(buffer: str) -> bool:
    """Whether brackets that close behind an abbreviation opened within a sentence: «бюро (научное. — Прим. ред.|)|»."""
    found = _BRACKETS.search(buffer)
    return found is not None and found.start() > 0 and found[1].lower() in _table()


def _listed(word: str, spelled: str, names: frozenset[str]) -> bool:
    """Whether a word is one of a cell's, as it is ``spelled`` there, or of a class that the cell names."""
    return spelled in names or any(names_it(word) for name, names_it in _CLASSES.items() if name in names)


def _goes_on(word: str, follows: frozenset[str], split: Any) -> bool:
    if word == "(" or word[:1].islower() or _listed(word, word, follows):
        return True
    if not word[0].isalpha() or not follows & {"clause", "opening"} or _opens(word, split):
        return False
    return not (_tells(_CLAUSE.split(split.buffer)[-1]) and ("opening" in follows or _tells(_ahead(split))))


def _figure(word: str) -> bool:
    return word[:1].isdigit() or word == "№" or _ROMAN.fullmatch(word) is not None


def _currency(word: str) -> bool:
    named = _currencies()
    return word[:1].isalpha() and (word in _codes() or word.lower() in named or morph.forms(word)[0].lemma in named)


_CLASSES: Mapping[str, Callable[[str], bool]] = {
    "figure": _figure,
    "adjective": lambda word: _ADJECTIVE.fullmatch(word) is not None,
    "currency": _currency,
    "name": lambda word: word[:1].isalpha(),
}


def _opens(word: str, split: Any) -> bool:
    """Whether a word in a capital can only begin a sentence: «В», «Он», «Однако», and not the initial «В.»."""
    initial = len(word) == 1 and split.text.startswith(".", split.text.find(word, split.at) + 1)
    return not initial and morph.forms(word)[0].pos in _OPENERS


def _ahead(split: Any) -> str:
    """The clause behind the full stop."""
    return _CLAUSE.split(split.text[split.at : split.at + AHEAD])[0]


def _tells(clause: str) -> bool:
    """Whether a clause has a predicate: «родился в 1950 г», against «в 1950 г»."""
    return any(word in DASHES or morph.forms(word)[0].pos in _PREDICATES for word in _WORDS.findall(clause))


@derived("abbreviations")
def _table(tables: Tables) -> Mapping[str, tuple[_Use, ...]]:
    uses: dict[str, tuple[_Use, ...]] = {}
    for row in tables.rows("abbreviations"):
        use = _Use(frozenset(several(row["behind"])), frozenset(several(row["follows"])))
        uses[row["word"]] = (*uses.get(row["word"], ()), use)
    return uses


@derived("currencies")
def _codes(tables: Tables) -> frozenset[str]:
    return frozenset(row["code"] for row in tables.rows("currencies"))


@derived("currencies")
def _currencies(tables: Tables) -> frozenset[str]:
    """The nouns of currencies, short ones too: «рубль», «евро», «руб»."""
    cells = (row[cell] for row in tables.rows("currencies") for cell in ("name", "aliases", "signs"))
    names = (name for cell in cells for name in several(cell))
    return frozenset(name for name in names if " " not in name)


_AT = next(n for n, rule in enumerate(RULES) if rule.name == sokr_left.__name__)
_RULES = [rule.function for rule in RULES]
sentenize = _Segmenter(_Splitter(_BOUNDARY), [*_RULES[:_AT], _abbreviated, *_RULES[_AT:]])
