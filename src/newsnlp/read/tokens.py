"""Sentences and tokens with exact offsets: razdel's, with the page's own line structure on top."""

from __future__ import annotations

import re
from typing import NamedTuple

from razdel import tokenize
from razdel.segmenters.punct import DASHES
from razdel.segmenters.tokenize import PUNCTS

from newsnlp.memory import SPELLINGS
from newsnlp.read.abbreviations import sentenize

# A line's end ends the sentence unless the next line goes on in lower case or with a figure behind a word
# that can't end a line: wrapped text («сумма в 5 млн\nрублей») is one sentence.
_BREAK = re.compile(r"\n\s*\n|\n(?![^\S\n]*(?!https?://|www\.)[а-яёa-z])|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# razdel's rules for words and figures as one expression, which cuts as razdel does (tests/test_tokens.py) in a
# fifth of the time. Left to razdel: signs that it joins, smileys, strange letters; and what may touch its
# neighbours, since it looks for the other side of a dash, "_", or a point, comma or slash between figures even across
# white space.
_DASHES, _SIGNS = re.escape(DASHES), re.escape(PUNCTS)
_ATOM = r"(?:[а-яё]+|[a-z]+|\d+)"
_TOKEN = re.compile(rf"{_ATOM}(?:[_{_DASHES}]{_ATOM}|(?<=\d)[.,/\\]\d+)*|.", re.IGNORECASE)
_LOOSE = re.compile(rf"\A(?:[_{_DASHES}].|[.,/\\]\d)|(?:.[_{_DASHES}]|\d[.,/\\])\Z", re.DOTALL)
_JOINED = rf"[.?!…]{{2}}|--|\*\*|[=:;]-?[()]|yahoo!|[^а-яёa-z\d{_SIGNS}]"
_SPECIAL = re.compile(rf"{_JOINED}|{_LOOSE.pattern}", re.IGNORECASE)
_NEXT = re.compile(r"\s*(\S?)")
LONG = 40  # characters of a chunk that is not worth remembering

# Nobody writes a thousand characters without white space, nor so many signs in a row, but for a line drawn with them.
# These are read as runs of letters and runs of signs: else each sign were a token, and a word without end a word.
WORD = 200  # characters of a run
_RUN = re.compile(rf"\w[\w-]{{0,{WORD - 1}}}|[^\w\s]{{1,{WORD}}}")
_ENDLESS = re.compile(rf"(?<!\S)\S{{1000,}}|(?<![^\w\s])[^\w\s]{{{LONG},}}")

_Cuts = tuple[tuple[str, str], ...]  # the tokens of a chunk, each with the same in lower case
_cuts: dict[str, _Cuts] = {}
_older: dict[str, _Cuts] = {}  # of before the last time that these were full

# A longer sentence is cut between two words. Nothing that people write is so long, and what machines make of it would
# otherwise cost the square of its length.
LONGEST = 2000


class Raw(NamedTuple):
    """razdel's token before any model has seen it."""

    start: int
    stop: int
    text: str


class Columns(NamedTuple):
    """The tokens of a text, field by field: a million of them cost no object each."""

    starts: list[int]
    stops: list[int]
    texts: list[str]
    lowers: list[str]

    def part(self, first: int, last: int) -> Columns:
        """The tokens of these numbers, the last without."""
        starts, stops, texts, lowers = self
        return Columns(starts[first:last], stops[first:last], texts[first:last], lowers[first:last])


def tokens(text: str) -> list[Raw]:
    """razdel's tokens.

    >>> [t.text for t in tokens("Сумма — 3,5 млн руб.")]
    ['Сумма', '—', '3,5', 'млн', 'руб', '.']
    """
    return list(map(Raw, *columns(text)[:3]))


def columns(text: str) -> Columns:
    """razdel's tokens, as columns."""
    starts, stops, texts, lowers = found = Columns([], [], [], [])
    known, at = _cuts, 0
    for chunk in text.split():
        at = text.index(chunk, at)
        for part, lower in known.get(chunk) or _cut(chunk, texts[-1][-1] if texts else "", text, at):
            starts.append(at)
            at += len(part)
            stops.append(at)
            texts.append(part)
            lowers.append(lower)
    return found


def _cut(chunk: str, before: str, text: str, start: int) -> _Cuts:
    """Where razdel cuts a chunk of ``text``. ``before``: the last character before the white space, if any."""
    if chunk in _older:
        _cuts[chunk] = cuts = _older[chunk]
        return cuts
    if len(chunk) >= LONG and _ENDLESS.search(chunk):
        return _lowered(_RUN.findall(chunk))
    if not _SPECIAL.search(chunk):
        cuts = _lowered(_TOKEN.findall(chunk))
    elif _LOOSE.search(chunk):
        behind = _NEXT.match(text, start + len(chunk))
        around = f"{before} {chunk} {behind[1] if behind else ''}"
        first, last = len(before) + 1, len(before) + 1 + len(chunk)
        return _lowered([t.text for t in tokenize(around) if first <= t.start and t.stop <= last])
    else:
        cuts = _lowered([t.text for t in tokenize(chunk)])
    if len(chunk) < LONG:
        if len(_cuts) >= SPELLINGS // 2:
            _older.clear()
            _older.update(_cuts)
            _cuts.clear()
        _cuts[chunk] = cuts
    return cuts


def _lowered(parts: list[str]) -> _Cuts:
    """With the same in lower case: one object where it is no other."""
    return tuple([(part, part if part.islower() else part.lower()) for part in parts])


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences, in order, without the white space between them.

    >>> [("Заголовок\\nТекст. Ещё.")[a:b] for a, b in sentences("Заголовок\\nТекст. Ещё.")]
    ['Заголовок', 'Текст.', 'Ещё.']
    """
    found: list[tuple[int, int]] = []
    for start, stop in _blocks(text):
        block = text[start:stop]
        if max(map(len, block.split()), default=0) >= LONG:
            block = _ENDLESS.sub(_word, block)
        told = (sentence for sentence in sentenize(block) if sentence.text.strip())
        found += [(start + sentence.start, start + sentence.stop) for sentence in told]
    return [piece for spot in found for piece in _pieces(text, *spot)]


def _word(endless: re.Match[str]) -> str:
    """As many letters, and the last character: where a sentence may end."""
    return "а" * (len(endless.group()) - 1) + endless.group()[-1]


def _pieces(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    if stop - start <= LONGEST:
        return [(start, stop)]
    made, first, last = [], start, start
    for token in tokens(text[start:stop]):
        if start + token.stop - first > LONGEST and last > first:
            made.append((first, last))
            first = start + token.start
        last = start + token.stop
    return [*made, (first, last)]


def _blocks(text: str) -> list[tuple[int, int]]:
    cuts = [m.start() for m in _BREAK.finditer(text)]
    return list(zip([0, *cuts], [*cuts, len(text)], strict=True))
