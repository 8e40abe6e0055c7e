"""Tokens to items: what each run of tokens is to the grammar of sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsnlp.find import number
from newsnlp.find.money.bound import ABOUT
from newsnlp.find.money.currency import WORDS, Currencies
from newsnlp.find.number import EXACT, Number
from newsnlp.types import Token

LONGEST = 40  # items in a row: yargy's time grows faster than the row


class Item(NamedTuple):
    """What one or several tokens are to the grammar; tokens ``start`` to ``stop``, half-open."""

    type: str
    start: int
    stop: int
    number: Number | None = None
    code: str = ""
    least: int = 0
    plural: bool = False


_WORDS = {"от": "FROM", "с": "FROM", "со": "FROM", "до": "TO", "и": "AND", "или": "AND", "либо": "AND"}
_WORDS |= {"из": "OF", "вместо": "AGAINST", "против": "AGAINST", "+": "AGAINST", "плюс": "AGAINST"}
_WORDS |= {"между": "BETWEEN", ",": "COMMA", "(": "OPEN", ")": "CLOSE"} | dict.fromkeys("-‐‑–—−", "DASH")


def lex(tokens: Sequence[Token], known: Currencies, at: int = 0) -> Iterator[Item]:
    """The items of the tokens from ``at`` on, without a gap; of type ``""`` where a token is nothing to a sum."""
    last = Item("", 0, 0)
    while at < len(tokens):
        last = _item(tokens, at, last, known)
        yield last
        at = last.stop


def _item(tokens: Sequence[Token], at: int, last: Item, known: Currencies) -> Item:
    if last.type in ("NUM", "PRE", "CLOSE", "SCALE") and (item := _currency(tokens, at, last, known)):
        return item
    if last.type == "CLOSE" and (scale := number.scales().get(tokens[at].lower)) is not None:
        return Item("SCALE", at, at + 1, Number(at, at + 1, scale))
    if (found := number.read(tokens, at)) is not None and not _counted(tokens, found):
        return Item("NUM", at, found.stop, found)
    if (sign := known.sign(tokens, at)) is not None and _before_figure(tokens, at, sign.stop):
        return Item("PRE", at, sign.stop, code=sign.code)
    if (inverted := _inverted(tokens, at, known)) is not None:
        return inverted
    kind = _WORDS.get(tokens[at].lower, "")
    return Item(kind, at, at + 1 + (kind == "TO" and at + 1 < len(tokens) and tokens[at + 1].lower in ABOUT))


def _inverted(tokens: Sequence[Token], at: int, known: Currencies) -> Item | None:
    """«рублей 500» before a stop, and not «тысяч рублей 12 марта»."""
    figure = tokens[at + 1].text if at + 1 < len(tokens) else ""
    word = tokens[at].lower
    if word not in known.heads or not word.endswith(("ей", "ов")) or not figure or figure[0] not in "0123456789":
        return None
    number_ = number.read(tokens, at + 1)
    named = known.named(tokens, at)
    if number_ is None or named is None or named.stop != at + 1 or not named.code.isalpha():
        return None
    counted = at > 0 and (tokens[at - 1].lower in number.scales() or tokens[at - 1].tag.pos in ("ADJ", "NUM"))
    stops = number_.stop == len(tokens) or tokens[number_.stop].tag.pos == "PUNCT"
    return Item("PRE", at, at + 1, code=named.code) if stops and not counted else None


def _counted(tokens: Sequence[Token], found: Number) -> bool:
    """«второй миллион»: the one that comes second, no two."""
    before = tokens[found.start - 1].lower if found.start else ""
    return found.stop == found.start + 1 and found.scale > 1 and number.ordinals().get(before, 1) > 1


def _before_figure(tokens: Sequence[Token], at: int, stop: int) -> bool:
    figure = stop < len(tokens) and tokens[stop].text[0] in "0123456789"
    return figure and (tokens[at].text not in WORDS)


def _currency(tokens: Sequence[Token], at: int, last: Item, known: Currencies) -> Item | None:
    """The currency behind a number: words, a sign or code that is not the next number's, or hundredths."""
    if (sign := known.sign(tokens, at)) is not None:
        glued = sign.stop < len(tokens) and tokens[sign.stop].start == tokens[sign.stop - 1].stop
        if not (glued and _before_figure(tokens, at, sign.stop)):
            return Item("CUR", at, sign.stop, code=sign.code)
    if (minor := known.minor(tokens, at)) is not None:
        return Item("MINOR", at, minor.stop, code=minor.code)
    if tokens[at].lower == "р" and not _abbreviated(tokens, at):
        return None
    named = known.named(tokens, at)
    if named is None:
        return None
    return Item("CUR", at, named.stop, code=named.code, least=named.least, plural=named.plural)


def _abbreviated(tokens: Sequence[Token], at: int) -> bool:
    """«500 р.», «500р»: a letter alone is a rouble only with its full stop or glued to the figure."""
    glued = tokens[at].start == tokens[at - 1].stop
    return glued or (at + 1 < len(tokens) and tokens[at + 1].text == ".")


def rows(items: Iterator[Item]) -> Iterator[list[Item]]:
    """Runs of items without a word between, those with a number and a currency."""
    row: list[Item] = []
    for item in (*items, Item("", 0, 0)):
        if not item.type or len(row) == LONGEST:
            types = {one.type for one in row}
            if "NUM" in types and types & {"CUR", "PRE", "MINOR"}:
                yield row
            row = []
        if item.type:
            row.append(item)
            row[-5:] = _spelled_out(row[-5:])
        if item.type == "CUR":
            row[-3:] = _joined(row[-3:])


def _spelled_out(last: list[Item]) -> list[Item]:
    """«5 (пять) миллионов»: the scale behind the bracket is the figure's."""
    first, scale = last[0].number, last[-1].number
    if [item.type for item in last] != ["NUM", "OPEN", "NUM", "CLOSE", "SCALE"] or first is None or scale is None:
        return last
    value = first._replace(stop=scale.stop, value=EXACT.multiply(first.value, scale.value), scale=scale.value)
    return [Item("NUM", last[0].start, last[-1].stop, value)]


def _joined(last: list[Item]) -> list[Item]:
    """«1 млн 500 рублей»: a figure behind a scale is the rest of the number where the currency follows."""
    if len(last) < 3 or last[0].number is None or last[1].number is None:
        return last
    head, rest = last[0].number, last[1].number
    if rest.scale > 1 or rest.value >= head.scale or head.start > rest.start:
        return last
    value = head._replace(stop=rest.stop, value=EXACT.add(head.value, rest.value), bound=rest.bound)
    return [Item("NUM", last[0].start, last[1].stop, value), last[2]]
