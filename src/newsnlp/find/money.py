"""Sums of money: figures with their currency, ranges, lists, bounds.

A sentence is looked at only where a token is a currency's word or sign, or where the tagger saw money. Its tokens
become a short row of items (number, currency, dash, ...), a yargy grammar says which of them are one sum, and plain
functions compute the value. The same rows come again and again («NUM CUR»), so nearly every parse is a look-up.

A figure that the tagger takes for money but whose currency stands elsewhere goes on with :data:`ANY` for a currency,
and a word that several countries share with its candidates («DKK|NOK|SEK»): ``resolve.sums`` asks the article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from yargy import or_, rule
from yargy.predicates import type as typed

from newsnlp.data import Tables
from newsnlp.find import number
from newsnlp.find.bound import ABOUT, bound
from newsnlp.find.currency import WORDS, Countries, Currencies
from newsnlp.find.grammar import Grammar, Match, Terminal
from newsnlp.find.number import EXACT, Number
from newsnlp.types import Bound, Finding, Money, Sentence, Span, Token

RULES = frozenset({"money.sum", "money.range", "money.list", "money.context"})
ANY = "*"  # the currency of a sum that names none
WEIGHT = ("унци", "килогр", "грамм", "кг", "вес", "взвес", "масс", "дюйм")
YEARS = (Decimal(1900), Decimal(2100))
LONGEST = 40  # items in a row: yargy's time grows faster than the row
# the beginnings of words that tell a sentence about money: there a bare figure may be a sum
ABOUT_MONEY = tuple(
    """
    стои цен обош обход штраф оштраф выплат выплач прибыл выручк доход расход зарплат заработ зарабат получ долг задолж
    кредит займ заём бюджет приз преми сумм компенсац контракт сделк плат заплат уплат потрат трат выдел инвест ассигн
    налог акци капитал состоян ущерб убыт гонорар грант субсид дотац пособи пенси оклад выкуп купи покуп прода дене
    деньг
    """.split()
)
SURE = 0.5  # the tagger's score that a figure without a currency needs


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
_WORDS |= {"между": "BETWEEN", ",": "COMMA", "(": "OPEN", ")": "CLOSE"} | dict.fromkeys("-‐‑–—−", "DASH")
_NUM, _CUR, _PRE = (typed(name) for name in ("NUM", "CUR", "PRE"))
_MINOR = rule(typed("AND").optional(), _NUM.named("cents"), typed("MINOR"))
_FIGURE = rule(_NUM.named("figure"), rule(typed("OPEN"), _NUM, typed("CLOSE")).optional())
_SUM = or_(
    rule(_FIGURE, _CUR.named("currency"), _MINOR.optional()),
    rule(_PRE.named("before"), _NUM.named("figure"), _CUR.optional()),
    rule(_NUM.named("cents"), typed("MINOR").named("currency")),
).named("sum")
_PAIR = ((_SUM, _SUM), (_NUM.named("figure"), _SUM), (_SUM, _NUM.named("figure")))
_RANGE = or_(
    *(rule(typed("FROM"), low, typed("TO"), high) for low, high in _PAIR),
    *(rule(typed("BETWEEN"), low, typed("AND"), high) for low, high in _PAIR),
    *(rule(low, typed("DASH"), high) for low, high in _PAIR),
).named("range")
_LIST = rule(
    rule(_NUM.named("figure"), typed("COMMA")).repeatable().optional(), _NUM.named("figure"), typed("AND"), _SUM
).named("list")
GRAMMAR: Grammar[Item] = Grammar(or_(_RANGE, _LIST, _SUM), lambda item: Terminal(item.type, ""))


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Money]]]:
    """The finder with the currencies of the tables."""
    known = Currencies(tables.rows("currencies"))
    triggers = known.triggers
    countries = Countries(tables.rows("countries"))

    def find(sentence: Sentence) -> list[Finding[Money]]:
        spans = [span for span in sentence.spans if span.kind == "money"]
        if not spans and triggers.isdisjoint([token.lower for token in sentence.tokens]):
            return []
        tokens = number.cut(sentence.tokens)
        found = [f for row in _rows(_items(tokens, known)) for f in _sums(row, tokens, spans)]
        if any("|" in f.value.currency for f in found):
            found = _by_country(found, known, countries(sentence.tokens))
        return found + [f for span in spans for f in _without_currency(span, tokens, found, known)]

    return find


def _by_country(found: list[Finding[Money]], known: Currencies, named: set[str]) -> list[Finding[Money]]:
    """«В Мексике за это берут 500 песо»: the country that the sentence names decides, where it is one."""
    own = {code for country in named for code in known.countries.get(country, ())}
    return [_decided(f, own & set(f.value.currency.split("|"))) for f in found]


def _decided(finding: Finding[Money], codes: set[str]) -> Finding[Money]:
    if len(codes) != 1 or finding.value.currency.isalpha():
        return finding
    return replace(finding, value=replace(finding.value, currency=codes.pop()))


# ------------------------------------------------------------------------------------------------------ items


def _items(tokens: Sequence[Token], known: Currencies, at: int = 0) -> Iterator[Item]:
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


def _rows(items: Iterator[Item]) -> Iterator[list[Item]]:
    """Runs of items without a word between, those with a number and a currency."""
    row: list[Item] = []
    for item in (*items, Item("", 0, 0)):
        if item.type and len(row) < LONGEST:
            row.append(item)
            row[-5:] = _spelled_out(row[-5:])
            if item.type == "CUR":
                row[-3:] = _joined(row[-3:])
            continue
        types = {one.type for one in row}
        if "NUM" in types and types & {"CUR", "PRE", "MINOR"}:
            yield row
        row = []


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


# ----------------------------------------------------------------------------------------------------- values


class Side(NamedTuple):
    """One figure of a match with what belongs to it; items ``start`` to ``stop`` of the row."""

    start: int
    stop: int
    figure: Item | None
    cents: Item | None
    currency: Item | None
    before: Item | None  # a currency before the figure

    @property
    def code(self) -> str:
        named = self.before or self.currency
        return named.code if named else ""


def _sums(row: Sequence[Item], tokens: Sequence[Token], spans: Sequence[Span]) -> Iterator[Finding[Money]]:
    for match in GRAMMAR.findall(row):
        sides = _sides(match, row)
        if match.get("range") and _rises(sides[0], sides[1], row[match.start].type == "FROM"):
            yield _range(match, sides[0], sides[1], row, tokens)
            continue
        rule_ = "money.list" if match.get("list") else "money.sum"
        limit = _limit(sides[0].start, sides[-1].stop, row, tokens)
        for side in sides:
            code = side.code or sides[-1].code * (rule_ == "money.list" and _not_year(side, sides[-1]))
            if code:
                value = Money(_low(side, sides[-1]), None, _sure(code, side, row, tokens, spans), limit)
                yield _finding(side.start, side.stop, rule_, value, row, tokens)


def _sides(match: Match, row: Sequence[Item]) -> list[Side]:
    """The sums of a match, and its figures outside of them, in order."""
    sums = list(match.all("sum"))
    alone = [spot for spot in match.all("figure") if not any(a <= spot[0] < b for a, b in sums)]
    return [_side(start, stop, match, row) for start, stop in sorted(sums + alone)]


def _side(start: int, stop: int, match: Match, row: Sequence[Item]) -> Side:
    parts = {p.name: row[p.start] for p in match.parts if start <= p.start < stop and p.name in Side._fields}
    return Side(start, stop, parts.get("figure"), parts.get("cents"), parts.get("currency"), parts.get("before"))


def _amount(side: Side) -> Decimal:
    cents = side.cents.number.value if side.cents and side.cents.number else Decimal(0)
    return number.plain(EXACT.add(_figure(side).value, EXACT.scaleb(cents, -2)))


def _figure(side: Side) -> Number:
    """The side's figure, «1.250 рублей» read as thousands: a fraction would ask for «рубля»."""
    figure = side.figure.number if side.figure else None
    if figure is None:
        return Number(0, 0, Decimal(0))
    if figure.thousands is None:
        return figure
    grouped = side.before is not None or (side.currency is not None and side.currency.plural)
    return figure._replace(value=figure.thousands) if grouped else figure


def _low(low: Side, high: Side) -> Decimal:
    """The value of a figure that may share the scale of a later one: not where its own currency is behind it."""
    if low is high or low.currency or low.cents:
        return _amount(low)
    return number.plain(number.shared(_figure(low), _figure(high)))


def _rises(low: Side, high: Side, stated: bool) -> bool:
    """Whether two figures are a range. A dash may also be the sentence's: «в 2022 — 5 млн рублей»."""
    if low.code and high.code and low.code != high.code:
        return False
    return stated or (_low(low, high) < _amount(high) and _not_year(low, high))


def _not_year(side: Side, last: Side) -> bool:
    value = _figure(side).value
    return not (YEARS[0] <= value <= YEARS[1] and _figure(side).scale == 1 and _figure(last).scale > 1)


def _range(match: Match, low: Side, high: Side, row: Sequence[Item], tokens: Sequence[Token]) -> Finding[Money]:
    amount, upper = sorted((_low(low, high), _amount(high)))
    start = match.start if row[match.start].type == "FROM" else low.start
    value = Money(amount, upper, high.code or low.code, "range")
    if amount == upper:
        value = Money(amount, None, value.currency, "exact")
    return _finding(start, match.stop, "money.range", value, row, tokens)


def _limit(start: int, stop: int, row: Sequence[Item], tokens: Sequence[Token]) -> Bound:
    said = [item.number.bound for item in row[start:stop] if item.number and item.number.bound != "exact"]
    return said[0] if said else bound(tokens, row[start].start, row[stop - 1].stop)


def _sure(code: str, side: Side, row: Sequence[Item], tokens: Sequence[Token], spans: Sequence[Span]) -> str:
    """The code, as a mere candidate where a small figure of a word with other meanings is not the tagger's money."""
    if side.currency is None or side.cents or _amount(side) >= side.currency.least:
        return code
    first, last = row[side.start].start, row[side.stop - 1].stop
    if any(token.lower.startswith(WEIGHT) for token in tokens[max(0, first - 8) : last + 4]):
        return code + "|"
    start, stop = tokens[first].start, tokens[last - 1].stop
    return code if any(span.start < stop and start < span.stop for span in spans) else code + "|"


def _finding(
    start: int, stop: int, rule_: str, value: Money, row: Sequence[Item], tokens: Sequence[Token]
) -> Finding[Money]:
    return Finding(tokens[row[start].start].start, tokens[row[stop - 1].stop - 1].stop, rule_, value)


# -------------------------------------------------------------------------------------- sums without currency


def _without_currency(
    span: Span, tokens: Sequence[Token], found: Sequence[Finding[Money]], known: Currencies
) -> Iterator[Finding[Money]]:
    """The tagger's figure that names no currency: «— 316 млн»."""
    if span.score < SURE or any(f.start < span.stop and span.start < f.stop for f in found):
        return
    if not any(f.value.currency.isalpha() for f in found) and not any(t.lower.startswith(ABOUT_MONEY) for t in tokens):
        return
    first = next((n for n, token in enumerate(tokens) if token.start >= span.start), len(tokens))
    last = next((n for n, token in enumerate(tokens) if token.stop > span.stop), len(tokens))
    if _counts_things(tokens, first, known):
        return
    items = list(_items(tokens[:last], known, first))
    opens = next((n for n, item in enumerate(items) if item.type in ("FROM", "NUM")), len(items))
    row = [*items[opens:], Item("CUR", last, last, code=ANY)]
    match = GRAMMAR.match(row) if 1 < len(row) < LONGEST else None
    sides = _sides(match, row) if match and not match.get("list") else []
    if not sides or not all(_telling(side) for side in sides):
        return
    if len(sides) == 2:
        amount, upper = sorted((_low(sides[0], sides[1]), _amount(sides[1])))
        value = Money(amount, upper, ANY, "range")
    else:
        value = Money(_amount(sides[0]), None, ANY, _limit(0, len(row) - 1, row, tokens))
    yield _finding(0, len(row) - 1, "money.context", value, row, tokens)


def _counts_things(tokens: Sequence[Token], before: int, known: Currencies) -> bool:
    """Whether the number before counts something else, which is then left out here: «12 млн подписчиков и 1,6 млн»."""
    items = list(_items(tokens[:before], known))
    pairs = [(item, after) for item, after in pairwise(items) if item.number and item.number.scale > 1]
    return bool(pairs) and pairs[-1][1].type == "" and tokens[pairs[-1][1].start].tag[:2] == ("NOUN", "gent")


def _telling(side: Side) -> bool:
    """Not a year, not a small bare figure: those are the tagger's commonest slips."""
    figure = _figure(side)
    return figure.scale > 1 or (figure.value >= 100 and not YEARS[0] <= figure.value <= YEARS[1])
