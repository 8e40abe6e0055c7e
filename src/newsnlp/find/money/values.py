"""Items to sums: the grammar of a sum, a range, a list, and what each is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from yargy import or_, rule
from yargy.predicates import type as typed

from newsnlp.data import word_list
from newsnlp.find import number
from newsnlp.find.grammar import Grammar, Match, Terminal
from newsnlp.find.money.bound import bound
from newsnlp.find.money.currency import Meant
from newsnlp.find.money.items import Item
from newsnlp.find.number import EXACT, Number
from newsnlp.lang.phrases import DASHES
from newsnlp.types import Bound, Finding, Money, OpenSum, Span, Token, token_at

Sum = Money | OpenSum
NOTHING = Meant(frozenset(), False)

# the beginnings of words about money: a bare figure beside one may be a sum
ABOUT_MONEY = word_list("money.values.about_money")
_THINGS = word_list("money.values.things")
_MANY = Decimal(1000)  # pounds or fish that are surely money
_PRICES = word_list("money.values.prices")
YEARS = (Decimal(1900), Decimal(2100))

_NUM, _CUR, _PRE = (typed(name) for name in ("NUM", "CUR", "PRE"))
_MINOR = or_(rule(typed("AND").optional(), _NUM.named("cents"), typed("MINOR")), typed("CENTS").named("cents"))
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
_FIRST = rule(_NUM.named("figure"), typed("COMMA")).repeatable().optional()
_LIST = or_(
    rule(_FIRST, _NUM.named("figure"), typed("AND"), _SUM),
    rule(_NUM.named("figure"), or_(typed("OF"), typed("AGAINST")), _SUM),
    rule(_SUM, typed("AGAINST"), or_(_NUM.named("figure"), _SUM)),
).named("list")
GRAMMAR: Grammar[Item] = Grammar(or_(_RANGE, _LIST, _SUM), lambda item: Terminal(item.type, ""))


class Side(NamedTuple):
    """One figure of a match with what belongs to it; items ``start`` to ``stop`` of the row."""

    start: int
    stop: int
    figure: Item | None
    cents: Item | None
    currency: Item | None
    before: Item | None  # a currency before the figure

    @property
    def meant(self) -> Meant | None:
        """What its currency means, if it has one."""
        named = self.before or self.currency
        return named.meant if named else None


def sums(row: Sequence[Item], tokens: Sequence[Token], spans: Sequence[Span]) -> Iterator[Finding[Sum]]:
    """The sums of a row of items; ``spans`` are the tagger's sums."""
    for match in GRAMMAR.findall(row):
        if _named(tokens, row[match.start].start, row[match.stop - 1].stop):
            continue
        sides = sides_of(match, row)
        if match.get("range"):
            low, high = sides[0], sides[1]._replace(before=sides[1].before or sides[0].before)  # «$1,200–1,500»
            if _rises(low, high, row[match.start].type == "FROM") and not _apart(low, high, tokens):
                yield _range(match, low, high, row, tokens)
                continue
        yield from _each(sides, "money.list" if match.get("list") else "money.sum", row, tokens, spans)


def _named(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """«Сто рублей»: the name of a film or a picture, all within its marks."""
    inside = start > 0 and stop < len(tokens) and tokens[start].text[0].isupper()
    return inside and tokens[start - 1].text in ("«", '"', "“") and tokens[stop].text in ("»", '"', "”")


def _each(
    sides: Sequence[Side], rule_: str, row: Sequence[Item], tokens: Sequence[Token], spans: Sequence[Span]
) -> Iterator[Finding[Sum]]:
    """One finding a side; the figures of a list share a currency and a scale."""
    together = row[sides[-1].start - 1].type == "AND"
    for side in sides:
        first, last = (sides[0], sides[-1]) if together else (side, side)
        limit = limit_of(first.start, last.stop, row, tokens)
        other = sides[0] if side is sides[-1] else sides[-1]
        shares = rule_ == "money.list" and not _of_things(side, row, tokens)
        meant = side.meant or (other.meant if shares else None)
        if meant and (meant := _sure(meant, side, row, tokens, spans)):
            yield made(side.start, side.stop, rule_, value_of(lower(side, other), None, limit, meant), row, tokens)


def sides_of(match: Match, row: Sequence[Item]) -> list[Side]:
    """The sums of a match, and its figures outside of them, in order."""
    sums = list(match.all("sum"))
    alone = [spot for spot in match.all("figure") if not any(a <= spot[0] < b for a, b in sums)]
    return [_side(start, stop, match, row) for start, stop in sorted(sums + alone)]


def _side(start: int, stop: int, match: Match, row: Sequence[Item]) -> Side:
    parts = {p.name: row[p.start] for p in match.parts if start <= p.start < stop and p.name in Side._fields}
    return Side(start, stop, parts.get("figure"), parts.get("cents"), parts.get("currency"), parts.get("before"))


def amount_of(side: Side) -> Decimal:
    """The side's figure with its hundredths."""
    cents = side.cents.number.value if side.cents and side.cents.number else Decimal(0)
    return number.plain(EXACT.add(figure_of(side).value, EXACT.scaleb(cents, -2)))


def figure_of(side: Side) -> Number:
    """The side's figure, «1.250 рублей» read as thousands: a fraction would ask for «рубля»."""
    figure = side.figure.number if side.figure else None
    if figure is None:
        return Number(0, 0, Decimal(0))
    if side.before and (unit := side.before.number):  # «млн руб.: 345»
        return figure._replace(value=EXACT.multiply(figure.value, unit.value), scale=unit.value)
    if figure.thousands is None:
        return figure
    grouped = side.before is not None or (side.currency is not None and side.currency.plural)
    return figure._replace(value=figure.thousands) if grouped else figure


def lower(low: Side, high: Side) -> Decimal:
    """The value of a figure that may share the scale of a later one: not where its own currency is behind it."""
    if low is high or low.currency or low.cents:
        return amount_of(low)
    if high.figure is None:  # «20–30 копеек»
        return number.plain(EXACT.scaleb(figure_of(low).value, -2))
    return number.plain(number.shared(figure_of(low), figure_of(high)))


def _rises(low: Side, high: Side, stated: bool) -> bool:
    """Whether two figures are a range. A dash may also be the sentence's: «в 2022 — 5 млн рублей»."""
    if low.meant and high.meant and low.meant != high.meant:
        return False
    return stated or (lower(low, high) < amount_of(high) and _not_year(low, high))


def _apart(low: Side, high: Side, tokens: Sequence[Token]) -> bool:
    """«за три — 50 тысяч рублей»: figures written in two ways with a dash set apart, which is the sentence's."""
    first, last = low.figure, high.figure
    return first is not None and last is not None and mixed(first, last, tokens)


def mixed(first: Item, last: Item, tokens: Sequence[Token]) -> bool:
    """Whether of two numbers one is written in words, and a dash set apart stands behind the first."""
    a, b = first.number, last.number
    if a is None or b is None or a.words == b.words or token_at(tokens, first.stop).text not in DASHES:
        return False
    return tokens[first.stop - 1].stop < tokens[first.stop].start


def _not_year(side: Side, last: Side) -> bool:
    value = figure_of(side).value
    return not (YEARS[0] <= value <= YEARS[1] and figure_of(side).scale == 1 and figure_of(last).scale > 1)


def _of_things(side: Side, row: Sequence[Item], tokens: Sequence[Token]) -> bool:
    """Whether a bare figure is none of the list: «один из», «из 10 регионов», «статьи 158 и», «1:0 и»."""
    if figure_of(side).words and figure_of(side).value == 1:
        return True
    before, after = token_at(tokens, row[side.start].start - 1), token_at(tokens, row[side.stop - 1].stop)
    if after.text == "+":  # «за форварда 12+3 млн евро»
        return False
    named = before.tag.pos == "NOUN" and not before.lower.startswith(ABOUT_MONEY)
    if figure_of(side).scale == 1 and (named or before.text in (":", "/", "№")):
        return True
    return _is_measured(after)


def _is_measured(token: Token) -> bool:
    """What a number before it counts: a genitive."""
    return token.tag.pos in ("NOUN", "ADJ") and token.tag.case == "gent"


def _range(match: Match, low: Side, high: Side, row: Sequence[Item], tokens: Sequence[Token]) -> Finding[Sum]:
    amount, upper = sorted((_in_thousands(match, low, high, row, tokens) or lower(low, high), amount_of(high)))
    start = match.start if row[match.start].type == "FROM" else low.start
    meant = high.meant or low.meant or NOTHING
    value = value_of(amount, None, "exact", meant) if amount == upper else value_of(amount, upper, "range", meant)
    return made(start, match.stop, "money.range", value, row, tokens)


def _in_thousands(match: Match, low: Side, high: Side, row: Sequence[Item], tokens: Sequence[Token]) -> Decimal | None:
    """The lower figure of «5–7 000 рублей», «$5-8,000», where it shares the upper one's thousands."""
    few, many, figure = figure_of(low), figure_of(high), high.figure
    dashed = "DASH" in [item.type for item in row[match.start : match.stop]]
    if figure is None or low.currency or max(few.scale, many.scale) > 1 or not dashed:
        return None
    written = tokens[figure.stop - 1].stop - tokens[figure.start].start
    shared = EXACT.multiply(few.value, _MANY)
    whole = all(map(_is_whole, (few.value, many.value)))
    return shared if whole and written > len(f"{many.value:f}") and shared < many.value else None


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def value_of(amount: Decimal, upper: Decimal | None, limit: Bound, meant: Meant) -> Sum:
    """The sum in its currency, where its words tell one."""
    if meant.sure:
        return Money(amount, upper, min(meant.codes), limit)
    return OpenSum(amount, upper, limit, meant.codes)


def limit_of(start: int, stop: int, row: Sequence[Item], tokens: Sequence[Token]) -> Bound:
    """The bound of the items ``start`` to ``stop``: what stands within them, else around."""
    said = [item.number.bound for item in row[start:stop] if item.number and item.number.bound != "exact"]
    if any(item.about for item in row[start:stop]):
        return "about"
    return said[0] if said else bound(tokens, row[start].start, row[stop - 1].stop)


def _least(side: Side) -> int | None:
    """The least sum that is likely one of a currency whose word has other meanings."""
    return side.currency.least if side.currency and not side.cents else None


def _sure(
    meant: Meant, side: Side, row: Sequence[Item], tokens: Sequence[Token], spans: Sequence[Span]
) -> Meant | None:
    """The meaning; a mere candidate where the word has other meanings, the figure is small and the tagger silent.

    None of it where the sentence weighs or fishes: «8 фунтов 6 унций». Beside a price it is a sum: «стоит 9 фунтов».
    """
    least = _least(side)
    if not least or amount_of(side) >= _MANY:
        return meant
    first, last = row[side.start].start, row[side.stop - 1].stop
    if _any_begins(tokens[max(0, first - 3) : first], _PRICES) and not _is_measured(token_at(tokens, last)):
        return meant
    if _any_begins(tokens[max(0, first - 8) : last + 4], _THINGS):
        return None
    sure = last - first == len(tokens) or amount_of(side) >= least
    return meant if sure else meant._replace(sure=False)


def _any_begins(tokens: Sequence[Token], beginnings: tuple[str, ...]) -> bool:
    return any(token.lower.startswith(beginnings) for token in tokens)


def made(start: int, stop: int, rule_: str, value: Sum, row: Sequence[Item], tokens: Sequence[Token]) -> Finding[Sum]:
    """The finding that covers the items ``start`` to ``stop``."""
    return Finding(tokens[row[start].start].start, tokens[row[stop - 1].stop - 1].stop, rule_, value)
