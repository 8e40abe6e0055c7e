"""A text as a reader sees it: what pages hold beside its letters is left out, with the way back to the page's offsets.

Soft hyphens, characters without width, accents and letters of two code points, words of two alphabets («Cергей» with a
Latin C), municipalities in letters («г. о. Самара»), an editor's brackets in a name («[мэр Олег] Рогов»), names between
apostrophes («клуб 'Динамо'»): each would make a word unknown that anybody reads without a thought.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple
from unicodedata import normalize

from newsnlp.data import word_list
from newsnlp.lang import morph
from newsnlp.lang.posts import is_post
from newsnlp.lang.unseen import allowed

_CYRILLIC = "а-яёА-ЯЁіїєґІЇЄҐ"
_GRAVE = "ѐѝЀЍ"  # stressed е and и as one letter
_ROMAN = "A-Za-záàéèóòýÁÀÉÈÓÒ"
_HYPHEN = "\u00ad"
_NO_WIDTH = "\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_COMBINING = "\u0300-\u036f"

# A soft hyphen at a line's end parts a word, which goes on in the next.
_LETTER = "A-Za-z\u00c0-\u024f\u0400-\u04ff"
_HIDDEN = rf"{_HYPHEN}+(?:[^\S\n]*\n[^\S\n]*(?=[а-яё]))?|[{_NO_WIDTH}]+|[{_LETTER}][{_COMBINING}]+"
_MIXED = rf"(?:[{_ROMAN}]+[{_CYRILLIC}]|[{_CYRILLIC}]+[{_ROMAN}])[{_ROMAN}{_CYRILLIC}]*(?![{_COMBINING}])"
_ALONE = rf"(?:(?<=[а-яё»,;] )[aoyc]|(?<![^\n])[ABCKOY]|(?<=[.!?] )[ABCKOY])(?= [{_CYRILLIC}\d«])"  # c 5 мая, B Омске
# «A. B. Морозов», «OOO «Рога»», of letters that are all of the other alphabet
_INITIAL, _NAME = "[ABCEHKMOPTY]", r"\. ?[А-ЯЁ][а-яё]"
_ALONE += rf"|(?<![\w&-]){_INITIAL}(?=\. ?[А-ЯЁABCEHKMOPTY]{_NAME})|(?<=[А-ЯЁABCEHKMOPTY]\.){_INITIAL}(?={_NAME})"
_ALONE += r"|(?<!\w)(?:OOO|OAO|AO)(?= ?[«\"])"
_PARTED = "(?<![а-яёА-ЯЁ])(?:[Вв]ице|[Ээ]кс|[Пп]ремьер|[Пп]ресс|[Гг]енерал)-[ \u00a0](?=[а-яё])"  # «премьер- министр»
_SHORT = r"(?<=(?<![а-яё])[Зз]ам)\.(?= ?[а-яё])"  # «зам. министра»
# «глава г. о. Самара», «в м.р-не Сергиевский»: a municipality in letters before its name, unlike «1980 г. р.»
_GAP = "[ \u00a0]"
_NAMED = rf"{_GAP}?(?:(?:г|пгт)\. ?|город )?[«\"]?[А-ЯЁ][а-яё]"
_LETTERED = rf"(?:[гс]\.{_GAP}?[оп]\.|м\.{_GAP}?(?:[ор]\.|р-н[а-я]{{,2}}))"
# «глава пос. Заречный», «мэру г. Чехова», «главы МР Волжский», «глава МО г. Сочи»
_HEAD = "(?:(?<=[Гг]лав[аеуы] )|(?<=[Гг]лавой )|(?<=[Мм]эр )|(?<=[Мм]эр[ауе] )|(?<=[Мм]эром ))"
_SETTLEMENT = r"(?:(?:[гдспх]|пос|дер)\.|пгт\.?|ГО|МР|МО(?= г[. о]))"
_SETTLED = f"{_HEAD}{_SETTLEMENT}"
_LOCAL = rf"(?P<local>(?=[гдмпсхГМ])(?:(?<![\w.])(?<!\d{_GAP}){_LETTERED}|{_SETTLED})(?={_NAMED}))"
_CLOSED = "\\](?= [А-ЯЁ][а-яё])"  # «[мэра Омска Олега*]* Рогова»
_BRACKETS = rf"\[(?=[а-яёА-ЯЁ])|{_CLOSED}"
# «клуб 'Динамо'»: typed as an apostrophe, unlike «д'Артаньян»
_QUOTED = r"(?<=[\w,:] )'[А-ЯЁ](?:[^'\n]{0,58}[\w.!?)])?'(?![\w'])"
_ODD = re.compile(
    rf"{_QUOTED}|{_HIDDEN}|{_PARTED}|{_SHORT}|{_LOCAL}|{_BRACKETS}|[{_GRAVE}]|(?<![{_ROMAN}{_CYRILLIC}]){_MIXED}|{_ALONE}"
)

# What has none of these has nothing odd, and that is told sooner: each begins with a letter or sign that re looks for.
_MAY = [
    re.compile(pattern)
    for pattern in (
        rf"[{_HYPHEN}{_NO_WIDTH}{_COMBINING}{_GRAVE}]",
        r"-[ \u00a0]",
        _QUOTED,
        rf"\.(?:(?<=[Зз]ам\.)|(?<=[гсм]\.)(?={_GAP}?(?:[опр]\.|р-н)))",
        _CLOSED,
        rf"лав(?:[аеуы]|ой) {_SETTLEMENT}",
        rf"эр(?:[ауе]|ом)? {_SETTLEMENT}",
        rf"[{_ROMAN}](?:(?=[{_CYRILLIC}])|(?<=[{_CYRILLIC}][{_ROMAN}])|(?=[ .])(?<![A-Za-z].)|(?= ?[«\"]))",
    )
]

# Letters that look alike in print, from Unicode's table of confusables (UTS #39).
_LATIN, _LIKE = "aceopxyiABCEHKMOPTXY", "асеорхуіАВСЕНКМОРТХУ"
_TO_CYRILLIC = str.maketrans(f"{_LATIN}áàéèóòýÁÀÉÈÓÒ{_GRAVE}", f"{_LIKE}ааееооуААЕЕООеиЕИ")
_TO_LATIN = str.maketrans(_LIKE, _LATIN)
_LATIN_LETTER = re.compile(f"[{_ROMAN}]")
_MARKS = re.compile(rf"[{_COMBINING}]*")
_ENDING = re.compile(r"[A-Za-z]+[а-яё]+")  # «iPhoneа»


class Legible(NamedTuple):
    """``text``: what is read of ``seen``. ``cuts``: offsets in it, from each on ``left_out`` characters are gone, or as
    many more stand there where it is less than nothing: «г. о.» is written out.
    ``under``: what ``seen`` itself was read of, if not the page: a word of two alphabets may hide behind soft hyphens.
    """

    seen: str
    text: str
    cuts: list[int]
    left_out: list[int]
    under: Legible | None = None

    @property
    def page(self) -> str:
        """The page's own text."""
        return self.seen if self.under is None else self.under.page

    def spot(self, start: int, stop: int) -> tuple[int, int]:
        """Where in the page's own text that lies which stands between two offsets of this one."""
        first, last, behind = map(self._there, (start, stop - 1, stop))
        marks = _MARKS.match(self.seen, last + 1)
        end = min(marks.end(), behind) if marks and start < stop else first
        return (first, end) if self.under is None else self.under.spot(first, end)

    def _there(self, at: int) -> int:
        return at + self.left_out[bisect_right(self.cuts, at)]


_LAYERS = 3  # hidden characters, then letters of two code points, then words of two alphabets


def legible(text: str) -> Legible | None:
    """``None`` where the text may be read as it is, as most.

    >>> legible("Глава Нижего\\u00adродской области Cергей Андре\\u0438\\u0306ченко").text
    'Глава Нижегородской области Сергей Андрейченко'
    >>> legible("Глава Перми") is None
    True
    """
    read: Legible | None = None
    if not any(odd.search(text) for odd in _MAY):
        return None
    for _ in range(_LAYERS):
        again = _without_odd(text)
        if again.text == text:
            break
        read, text = again._replace(under=read), again.text
    return read


def _without_odd(text: str) -> Legible:
    parts: list[str] = []
    cuts, left_out = [], [0]
    done = length = 0
    for odd in _ODD.finditer(text):
        kept = _read(odd)
        parts += text[done : odd.start()], kept
        length += odd.start() - done + len(kept)
        done = odd.end()
        for more in range(len(kept) - done + odd.start(), 0, -1):  # the letters that the page has not are its last
            cuts.append(length - more)
            left_out.append(done - cuts[-1] - (kept[-more:] != " "))
        if len(kept) != done - odd.start():
            cuts.append(length)
            left_out.append(done - length)
    return Legible(text, "".join([*parts, text[done:]]), cuts, left_out)


def _read(found: re.Match[str]) -> str:
    odd = found.group()
    if found["local"]:
        return _written_out(odd, found.string[: found.start()]) + " " * found.string[found.end()].isalpha()
    if odd in "[]":
        return odd * (not _is_added(found))
    if odd[0] == "'":
        return f'"{odd[1:-1]}"'
    if not odd[0].isalpha():
        return ""
    if odd[-1].isspace():
        return odd[:-1]
    if not odd.isalpha():
        return _composed(odd[0], odd[1:])
    if not _LATIN_LETTER.search(cyrillic := odd.translate(_TO_CYRILLIC)):
        return cyrillic
    return latin if (latin := odd.translate(_TO_LATIN)).isascii() and not _ENDING.fullmatch(odd) else odd


def _is_added(bracket: re.Match[str]) -> bool:
    """Whether a square bracket is of those in which an editor has put what a name lacks: «[мэра Омска Олега] Рогова»,
    «[мэра] Рогова», «мэра [Олега] Рогова», not «[Смеётся] Мы уедем».
    """
    text = bracket.string
    start = text.rfind("[", 0, bracket.end())
    group = _ADDED.match(text, start)
    if group is None:
        return False
    words = group[1].split()
    named = words[-1].istitle() and (len(words) > 1 or text[max(0, start - 2) : start - 1].isalpha())
    return named or is_post(words[0].lower())


_ADDED = re.compile(r"\[((?:[\w«»\"-]+ )*[\w-]+)\] [А-ЯЁ][а-яё]")


def _written_out(short: str, before: str) -> str:
    """A municipality or a town in words, in the case that the word before asks for: «(в) *м.о.*», «(главы) *пос.*»."""
    words = _LOCALS[_LETTERS.sub("", short.partition("-")[0].lower())].split(" ")
    asked = allowed(next(iter(before[-_LONGEST:].lower().split()[-1:]), None))
    ending = short.rpartition("р-н")[2]
    case = _BY_ENDING.get(ending) or next(case for case in _CASES if case in asked)
    plain = ((word, next(f for f in morph.forms(word) if f.case == "nomn")) for word in words)
    return " ".join(morph.inflect(word, form, case) or word for word, form in plain)


_LETTERS = re.compile("[^а-яё]")
_LONGEST = 30  # characters in which the word before is sought
_CASES = ("gent", "loct", "datv", "ablt", "accs")  # of which the first that a word allows is meant
_BY_ENDING = {"а": "gent", "у": "datv", "ом": "ablt", "е": "loct"}
_LOCALS = dict(name.split(" ", maxsplit=1) for name in word_list("read.legible.local"))
_OWN = {"и": "\u0306", "у": "\u0306", "е": "\u0308", "і": "\u0308"}  # of й, ў, ё, ї; other marks only tell the stress


def _composed(letter: str, marks: str) -> str:
    if "\u0400" <= letter <= "\u04ff":
        own = _OWN.get(letter.lower(), "")
        return normalize("NFC", letter + own) if own and own in marks else letter
    return normalize("NFC", letter + marks)
