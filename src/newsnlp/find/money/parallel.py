"""A figure that repeats the way of a sum of its sentence: «для граждан — до 3 тысяч рублей, для фирм — до 50 тысяч».

Plain functions: what decides is which words open the figure's part of the sentence, and that the number told last
was money, not people or tonnes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsnlp.find.money.currency import Currencies
from newsnlp.find.money.items import Item, lex
from newsnlp.find.money.nearby import bare
from newsnlp.find.money.values import YEARS
from newsnlp.find.number import EXACT, Number
from newsnlp.types import Finding, Money, Token

_DASHES = frozenset("-–—−")
_BETWEEN = frozenset(
    "до от по за в на не более больше менее меньше около порядка примерно почти свыше ещё еще уже лишь "
    "только всего".split()
)
_PAID = tuple("заплат выплат потрат истрат заработ взыск похит украл перечисл выручи".split())
_PARTS = frozenset({"за", "для", "из"})  # «на площади — 15 тысяч» may be people
_CROWD = 1000
_DEARER = frozenset({"дороже", "дешевле"})
_LONGEST = 5  # words from the comma to the dash
_ALIKE = 20  # how many times the one figure without a scale may be the other


def parallels(tokens: Sequence[Token], found: Sequence[Finding[Money]], known: Currencies) -> Iterator[Finding[Money]]:
    """The figures without a currency that stand as the sums ``found`` in their sentence do; their currency is open."""
    items = list(lex(tokens, known))
    told: Number | None = None  # the number before, where it was a sum
    at = 0
    while at < len(items):
        figure, stop = items[at].number, at + 1
        if items[at].type != "NUM" or figure is None:
            at = stop
            continue
        stop += 2 * ([item.type for item in items[stop : stop + 2]] in (["DASH", "NUM"], ["TO", "NUM"]))
        high = items[stop - 1]
        if _within(items[at], tokens, found):
            told = figure
        elif told and _stands_alone(tokens, high) and _mirrors(tokens, figure, high.number or figure, told):
            yield from bare(items[at].start, high.stop, "money.parallel", tokens, known)
        elif not (YEARS[0] <= figure.value <= YEARS[1] or _opens(tokens, high)):
            told = None
        at = stop


def _opens(tokens: Sequence[Token], item: Item) -> bool:
    """Whether the number only opens a further part: «на 7 мест —»."""
    behind = [token.text for token in tokens[item.stop : item.stop + 3]]
    return bool(_DASHES.intersection(behind)) and tokens[item.stop].tag.pos != "PUNCT"


def _within(item: Item, tokens: Sequence[Token], found: Sequence[Finding[Money]]) -> bool:
    return any(f.start < tokens[item.stop - 1].stop and tokens[item.start].start < f.stop for f in found)


def _stands_alone(tokens: Sequence[Token], item: Item) -> bool:
    """Whether nothing behind the figure says what it counts."""
    if item.stop == len(tokens) or tokens[item.stop].text in ".,;!?)»":
        return True
    scaled = item.number is not None and item.number.scale > 1
    return scaled and (tokens[item.stop].tag.pos in ("ADP", "CCONJ") or tokens[item.stop].lower in _DEARER)


def _mirrors(tokens: Sequence[Token], low: Number, figure: Number, told: Number) -> bool:
    before = tokens[low.start - 1].lower if low.start else ""
    if figure.scale > 1 and (before.startswith(_PAID) or _dearer(tokens, figure, before)):
        return True
    at = low.start - 1
    while at > 0 and tokens[at].lower in _BETWEEN:
        at -= 1
    price = any(token.lower in ("по", "за") for token in tokens[at + 1 : low.start])
    if at <= 0 or tokens[at].text not in _DASHES:
        return False
    first = at
    while first > max(0, at - _LONGEST - 1) and tokens[first - 1].tag.pos not in ("PUNCT", "CCONJ"):
        first -= 1
    opener = tokens[first:at]
    if not opener or len(opener) > _LONGEST:
        return False
    if figure.scale > 1:
        part = opener[0].lower in _PARTS or (opener[0].tag.pos == "ADP" and figure.scale > _CROWD)
        return price or part or _contrasts(opener)
    alike = EXACT.multiply(min(low.value, told.value), _ALIKE) >= max(figure.value, told.value)
    return told.scale == 1 and alike and (price or opener[0].lower in _PARTS or _contrasts(opener))


def _dearer(tokens: Sequence[Token], figure: Number, before: str) -> bool:
    return before == "на" and figure.stop < len(tokens) and tokens[figure.stop].lower in _DEARER


def _contrasts(opener: Sequence[Token]) -> bool:
    """«детский —», «должностным лицам —», «потом —», never a noun that names what is counted («тираж —»)."""
    if all(token.tag.pos in ("ADJ", "ADV") for token in opener):
        return True
    return all(token.tag.case == "datv" for token in opener)
