"""Figures that name no currency and are sums by what stands around them; the article tells the currency.

They follow a price («штраф до пяти тысяч», «получил 114 миллионов») or repeat the way of a sum of their sentence
(«для граждан — до 3 тысяч рублей, для фирм — до 50 тысяч»). Plain functions: what decides is which words open the
figure's part of the sentence, and that the number told before was money, not people or tonnes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from sys import maxsize

from newsnlp.find.money.currency import Currencies
from newsnlp.find.money.items import Item
from newsnlp.find.money.nearby import bare, counts
from newsnlp.find.money.values import YEARS
from newsnlp.find.number import EXACT, Number
from newsnlp.types import Finding, Money, Token

_DASHES = frozenset("-–—−")
_BETWEEN = frozenset(
    "до от по за в на не более больше менее меньше около порядка примерно почти свыше ещё еще уже лишь "
    "только всего".split()
)
_PRICES = tuple(
    """
    стои обош обойд заплат выплат зарплат пенси штраф оштраф преми гонорар оклад взятк пособи компенсац ущерб выручк
    оценк эстимейт маткапитал доход прибыл убыт себестоим стипенди грант кредит долг взнос залог бонус жаловань налог
    дивиденд
    """.split()
)
_COSTS = tuple("стои цен зарплат оклад пенси пособи штраф тариф просят просит берут берет берёт плат".split())
_EQUALS = tuple("состав равн достиг вырос выраст увелич сниз сократ упал превыс дорас".split())
_GAINS = ("получ", "достан", "достал", "потер", "лиш", "заработ")
_SPENDS = tuple("выделят выделил выделен направят направил потрат истрат израсход вложат вложил инвестир".split())
_PAID = tuple(
    "заплат выплат потрат истрат заработ взыск похит украл перечисл выручи перевел перевёл отдал вернул внес внёс "
    "занял одолж задолж выманил вымогал".split()
)
_FUNDS = frozenset("инвестиций вложений капиталовложений убытков доходов налогов субсидий дотаций".split())
_PUBLIC = tuple("бюджетн внебюджетн федеральн областн краев муниципальн государственн собственн заёмн заемн".split())
_DEARER = frozenset({"дороже", "дешевле"})
_MORE = frozenset({"ещё", "еще", "плюс"})
_PARTS = frozenset({"за", "для", "из"})  # «на площади — 15 тысяч» may be people
_CROWD = 1000
_LONGEST = 5  # words from the comma to the dash
_ALIKE = 20  # how many times the one figure without a scale may be the other


def unnamed(
    items: Sequence[Item], tokens: Sequence[Token], found: Sequence[Finding[Money]], known: Currencies
) -> Iterator[Finding[Money]]:
    """The figures beside the sums ``found``; their currency is open."""
    sums = sorted((finding.start, finding.stop) for finding in found)
    told: Number | None = None  # the number before, where it was a sum
    at = 0
    while at < len(items):
        figure, stop = items[at].number, at + 1
        if items[at].type != "NUM" or figure is None:
            at = stop
            continue
        stop += 2 * ([item.type for item in items[stop : stop + 2]] in (["DASH", "NUM"], ["TO", "NUM"]))
        high = items[stop - 1]
        if _within(tokens[figure.start].start, sums):
            told = figure
        elif rule_ := _rule(tokens, figure, high, told, found, known):
            yield from bare(items[at].start, high.stop, rule_, tokens, known)
            told = told or figure
        elif not (YEARS[0] <= figure.value <= YEARS[1] or _aside(tokens, high)):
            told = None
        at = stop


def _rule(
    tokens: Sequence[Token],
    figure: Number,
    high: Item,
    told: Number | None,
    found: Sequence[Finding[Money]],
    known: Currencies,
) -> str:
    """The rule that makes the figure a sum, or nothing."""
    upper = high.number or figure
    if told and upper.scale > _CROWD and _more(tokens, figure.start, high.stop):
        return "money.parallel"
    if not _stands_alone(tokens, high):
        return "money.price" if upper.scale > 1 and _of_gain(tokens, high.stop, upper.scale > _CROWD) else ""
    if told and (_mirrors(tokens, figure, upper, told, known) or _grown(tokens, figure, found)):
        return "money.parallel"
    if told and upper.scale > _CROWD and _in_brackets(tokens, figure.start - 1, found):
        return "money.parallel"
    return "money.price" if upper.scale > 1 and _priced(tokens, figure.start - 1, upper.scale > _CROWD) else ""


def _aside(tokens: Sequence[Token], item: Item) -> bool:
    """Whether the number is a percentage, or only opens a further part: «на 7 мест —»."""
    if item.stop < len(tokens) and tokens[item.stop].lower.startswith(("%", "процент")):
        return True
    behind = [token.text for token in tokens[item.stop : item.stop + 3]]
    return bool(_DASHES.intersection(behind)) and tokens[item.stop].tag.pos != "PUNCT"


def _within(start: int, sums: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the sorted sums holds the character."""
    before = bisect_right(sums, (start, maxsize)) - 1
    return before >= 0 and start < sums[before][1]


def _stands_alone(tokens: Sequence[Token], item: Item) -> bool:
    """Whether nothing behind the figure says what it counts."""
    scaled = item.number is not None and item.number.scale > 1
    if item.stop == len(tokens) or tokens[item.stop].text in (".,;!?)»(" if scaled else ".,;!?)»"):
        return True
    return scaled and (tokens[item.stop].tag.pos in ("ADP", "CCONJ", "VERB") or tokens[item.stop].lower in _DEARER)


def _more(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """«14 млн евро, *ещё* 2–3 млн «красно-белые» доплатят», and not «ещё 2 млн зрителей»."""
    if first == 0 or tokens[first - 1].lower not in _MORE:
        return False
    return stop == len(tokens) or tokens[stop].tag.case != "gent"


def _of_gain(tokens: Sequence[Token], at: int, large: bool) -> bool:
    """«43 млн дохода», in the singular: «5 тысяч кредитов» are counted; «11 млрд бюджетных средств» are not."""
    first = at
    while at + 1 < len(tokens) and tokens[at].tag[:2] == ("ADJ", "gent"):
        at += 1
    word, tag = tokens[at].lower, tokens[at].tag
    if tag[:2] != ("NOUN", "gent"):
        return False
    if tag.number == "sing":
        return word.startswith(_PRICES)
    public = word == "средств" and any(token.lower.startswith(_PUBLIC) for token in tokens[first:at])
    return large and (public or word in _FUNDS)


def _priced(tokens: Sequence[Token], at: int, large: bool) -> bool:
    """«штраф в», «прибыль упала до», «доход —»; behind a verb or a dash the price must be what is told of."""
    told_of = False
    while at > 0 and (tokens[at].lower in _BETWEEN or tokens[at].text == "(" or _links(tokens[at])):
        told_of = told_of or _links(tokens[at])
        at -= 1
    if at < 0:
        return False
    word, tag = tokens[at].lower, tokens[at].tag
    if word.startswith(_PRICES):
        return not told_of or tag.case == "nomn"
    if told_of and _subject(tokens, at).startswith(_PRICES):
        return True
    if large and not told_of and word.startswith(_SPENDS):
        return True
    gains = large and not told_of and word.startswith(_GAINS)
    return gains and tag.pos == "VERB" and tag.number == "sing" and tag.gender != "neut"


def _subject(tokens: Sequence[Token], at: int) -> str:
    """The only nominative noun of the clause up to ``at``: «средняя *зарплата* в крае превысила»."""
    first = at
    while first > 0 and tokens[first - 1].tag.pos != "PUNCT":
        first -= 1
    nouns = [t.lower for t in tokens[first : at + 1] if t.tag.pos in ("NOUN", "PROPN") and t.tag.case == "nomn"]
    return nouns[0] if len(nouns) == 1 else ""


def _links(token: Token) -> bool:
    return token.text in _DASHES or (token.tag.pos == "VERB" and token.lower.startswith(_EQUALS))


def _mirrors(tokens: Sequence[Token], low: Number, figure: Number, told: Number, known: Currencies) -> bool:
    """Whether the figure's part is made as that of a sum: «второй — за 5 млн», «на 5 тысяч дешевле»."""
    before = tokens[low.start - 1].lower if low.start else ""
    if figure.scale > 1 and (before.startswith(_PAID) or _dearer(tokens, figure, before)):
        return True
    if figure.scale > 1 and before == "до" and _of_price(tokens, low.start - 2):
        return True
    at = low.start - 1
    while at > 0 and tokens[at].lower in _BETWEEN:
        at -= 1
    opener = _opener(tokens, at)
    if not opener:
        return False
    price = any(token.lower in ("по", "за") for token in tokens[at + 1 : low.start])
    if figure.scale > 1:
        if opener[0].tag.pos == "ADP" and opener[0].lower not in _PARTS:
            return price or figure.scale > _CROWD or any(t.lower.startswith(_COSTS) for t in tokens[:at])
        return price or opener[0].lower in _PARTS or _contrasts(opener, known)
    alike = EXACT.multiply(min(low.value, told.value), _ALIKE) >= max(figure.value, told.value)
    return told.scale == 1 and alike and (price or opener[0].lower in _PARTS or _contrasts(opener, known))


def _opener(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The words before the dash at ``at``, back to the comma; none where they are many."""
    if at <= 0 or tokens[at].text not in _DASHES:
        return ()
    first = at
    while first > max(0, at - _LONGEST - 1) and tokens[first - 1].tag.pos not in ("PUNCT", "CCONJ"):
        first -= 1
    return tokens[first:at] if at - first <= _LONGEST else ()


def _of_price(tokens: Sequence[Token], at: int) -> bool:
    """«прибыль — на 12%, до», with a price's word and its percentage before."""
    if at < 1 or tokens[at].text not in ",—–(" or not tokens[at - 1].lower.startswith(("%", "процент")):
        return False
    return any(token.lower.startswith(_PRICES) for token in tokens[max(0, at - _LONGEST - 2) : at])


def _grown(tokens: Sequence[Token], figure: Number, found: Sequence[Finding[Money]]) -> bool:
    """«на 5 млрд рублей (до 20 млрд)»."""
    at = figure.start - 2
    if at < 1 or figure.scale <= _CROWD or tokens[at + 1].lower != "до" or tokens[at].text not in ",(":
        return False
    return any(f.stop == tokens[at - 1].stop for f in found)


def _in_brackets(tokens: Sequence[Token], at: int, found: Sequence[Finding[Money]]) -> bool:
    """«5 млрд рублей (план — 4 млрд)», and not «(абонентов — 4 млн)»."""
    opens = next((n for n in range(at, max(0, at - _LONGEST), -1) if tokens[n].text == "("), 0)
    return opens > 0 and not counts(tokens, at + 1) and any(f.stop == tokens[opens - 1].stop for f in found)


def _dearer(tokens: Sequence[Token], figure: Number, before: str) -> bool:
    return before == "на" and figure.stop < len(tokens) and tokens[figure.stop].lower in _DEARER


def _contrasts(opener: Sequence[Token], known: Currencies) -> bool:
    """«детский —», «должностным лицам —», «потом —», «евро —», never a noun that is counted («тираж —»)."""
    if opener[-1].lower in known.heads:
        return True
    if all(token.tag.pos in ("ADJ", "ADV") for token in opener):
        return True
    return all(token.tag.case == "datv" for token in opener)
