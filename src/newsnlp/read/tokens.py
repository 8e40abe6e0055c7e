"""Sentences and tokens with exact offsets: razdel's, with the page's own line structure on top."""

from __future__ import annotations

import re
from typing import NamedTuple

from razdel import tokenize
from razdel.segmenters.punct import DASHES

from newsnlp.memory import SPELLINGS
from newsnlp.read.abbreviations import sentenize

# A line's end ends the sentence unless the next line goes on in lower case or with a figure behind a word
# that can't end a line: wrapped text («сумма в 5 млн\nрублей») is one sentence.
_BREAK = re.compile(r"\n\s*\n|\n(?![^\S\n]*(?!https?://|www\.)[а-яёa-z])|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# razdel joins what touches over a dash, "_", or a point, comma or slash between figures, and looks for the joint's
# other side even across white space; every other chunk between white space is cut alike wherever it stands
_CHUNK = re.compile(r"\S+")
_LOOSE = re.compile(rf"[_{re.escape(DASHES)}].|[.,/\\]\d|.*(?:.[_{re.escape(DASHES)}]|\d[.,/\\])\Z", re.DOTALL)
_NEXT = re.compile(r"\s*(\S?)")
_PLAIN = re.compile(r"([«(]?)([а-яё]+|\d+)([»)]?)([.,:;!?]?)", re.IGNORECASE)
LONG = 40  # characters of a chunk that is not worth remembering

# Nobody writes a thousand characters without white space, nor so many signs in a row, but for a line drawn with them.
# These are read as runs of letters and runs of signs: else each sign were a token, and a word without end a word.
WORD = 200  # characters of a run
_RUN = re.compile(rf"\w[\w-]{{0,{WORD - 1}}}|[^\w\s]{{1,{WORD}}}")
_ENDLESS = re.compile(rf"(?<!\S)\S{{1000,}}|(?<![^\w\s])[^\w\s]{{{LONG},}}")

_cuts: dict[str, tuple[tuple[int, int, str], ...]] = {}

# A longer sentence is cut between two words. Nothing that people write is so long, and what machines make of it would
# otherwise cost the square of its length.
LONGEST = 2000


class Raw(NamedTuple):
    """razdel's token before any model has seen it."""

    start: int
    stop: int
    text: str


def tokens(text: str) -> list[Raw]:
    """razdel's tokens.

    >>> [t.text for t in tokens("Сумма — 3,5 млн руб.")]
    ['Сумма', '—', '3,5', 'млн', 'руб', '.']
    """
    found: list[Raw] = []
    before = ""
    for match in _CHUNK.finditer(text):
        chunk, start = match.group(), match.start()
        cuts = _cuts.get(chunk) or _cut(chunk, before, text, match.end())
        if len(cuts) == 1:
            found.append(Raw(start, match.end(), chunk))
        else:
            found += [Raw(start + a, start + b, part) for a, b, part in cuts]
        before = chunk[-1]
    return found


def _cut(chunk: str, before: str, text: str, stop: int) -> tuple[tuple[int, int, str], ...]:
    """Where razdel cuts a chunk: offsets within it. ``before``: the last character before the white space, if any."""
    if len(chunk) >= LONG and _ENDLESS.search(chunk):
        return tuple((*run.span(), run.group()) for run in _RUN.finditer(chunk))
    if _LOOSE.match(chunk):
        behind = _NEXT.match(text, stop)
        around = f"{before} {chunk} {behind[1] if behind else ''}"
        first = len(before) + 1
        parts = [(t.start - first, t.stop - first, t.text) for t in tokenize(around)]
        return tuple(part for part in parts if part[0] >= 0 and part[1] <= len(chunk))
    if plain := _PLAIN.fullmatch(chunk):
        cuts = tuple((*plain.span(n), plain[n]) for n in range(1, 5) if plain[n])
    else:
        cuts = tuple((t.start, t.stop, t.text) for t in tokenize(chunk))
    if len(chunk) < LONG:
        if len(_cuts) >= SPELLINGS:
            _cuts.clear()
        _cuts[chunk] = cuts
    return cuts


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences, in order, without the white space between them.

    >>> [("Заголовок\\nТекст. Ещё.")[a:b] for a, b in sentences("Заголовок\\nТекст. Ещё.")]
    ['Заголовок', 'Текст.', 'Ещё.']
    """
    found: list[tuple[int, int]] = []
    for start, stop in _blocks(text):
        block = _ENDLESS.sub(_word, text[start:stop])
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
