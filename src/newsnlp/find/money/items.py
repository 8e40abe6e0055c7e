"""Tokens to items: what each run of tokens is to the grammar of sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.find import number
from newsnlp.find.money.bound import ABOUT
from newsnlp.find.money.currency import WORDS, Currencies, Meant, Named
from newsnlp.find.number import EXACT, Number
from newsnlp.lang import morph, numerals
from newsnlp.types import Token, token_at

LONGEST = 40  # items in a row: yargy's time grows faster than the row


class Item(NamedTuple):
    """What one or several tokens are to the grammar; tokens ``start`` to ``stop``, half-open."""

    type: str
    start: int
    stop: int
    number: Number | None = None
    meant: Meant | None = None  # a currency's
    least: int = 0
    plural: bool = False
    about: bool = False  # «рублей пятьсот»


_STOPS = frozenset({"", *".,;!?)»"})  # nothing stands behind the last token
_NOW = word_list("money.items.now")
_COLONS = frozenset(":-–—−")
_UNIT = frozenset(word_list("money.items.unit"))
_SOME = frozenset(word_list("money.items.some"))
_NO_LESS = (["не", "менее"], ["не", "меньше"], ["не", "ниже"])
_MORE = (["более"], ["больше"], ["выше"])
_NONE = frozenset({"не", "ни"})
_WORDS = {"от": "FROM", "с": "FROM", "со": "FROM", "до": "TO", "и": "AND", "или": "AND", "либо": "AND"}
_WORDS |= {"из": "OF", "вместо": "AGAINST", "против": "AGAINST", "+": "AGAINST", "плюс": "AGAINST"}
_WORDS |= {"между": "BETWEEN", ",": "COMMA", "(": "OPEN", ")": "CLOSE"} | dict.fromkeys("-‐‑–—−", "DASH")


_HUNDREDTHS = re.compile(r"([0-9]+)([-–=])([0-9]{2})")


def hundredths(tokens: Sequence[Token]) -> list[Token]:
    """«7500-00 руб.», «7500=50 руб.» as «7500,00» and «7500,50»: so are sums written in documents."""
    made: list[Token] = []
    for at, token in enumerate(tokens):
        made.append(token)
        if not token.lower.startswith(word_list("money.items.roubles")):
            continue
        first = at
        while tokens[first - 1].stop == tokens[first].start - (first == at):
            first -= 1
        glued = _HUNDREDTHS.fullmatch("".join(part.text for part in tokens[first:at]))
        if glued and len(glued[1]) > 1 and (glued[2] == "=" or int(glued[1]) > int(glued[3])):  # «20-30 рублей» rise
            text = f"{glued[1]},{glued[3]}"
            start, stop = tokens[first].start, tokens[at - 1].stop
            made[first - at - 1 : -1] = [Token(start, stop, text, text, tokens[first].tag)]
    return made


def lex(tokens: Sequence[Token], known: Currencies, at: int = 0) -> Iterator[Item]:
    """The items of the tokens from ``at`` on, without a gap; of type ``""`` where a token is nothing to a sum."""
    before = last = Item("", 0, 0)
    unit = (0, "")  # where the last currency ends, and its noun
    while at < len(tokens):
        item = _item(tokens, at, last, known)
        if last.type == "NUM" and not item.type and (bare := _without_noun(tokens, at, last, unit, known)):
            item = Item("CUR", at, at + 1, meant=bare, plural=True)
        told = (before.type, last.type, item.type) == ("PRE", "NUM", "CUR") and not tokens[at].text.islower()
        if told and _before_figure(tokens, at, item.stop):  # «USD 92,50 EUR 100,10»: each before its figure
            item = item._replace(type="PRE")
        yield item
        unit = _last_unit(item, unit, tokens, known)
        before, last, at = last, item, item.stop


def _last_unit(item: Item, before: tuple[int, str], tokens: Sequence[Token], known: Currencies) -> tuple[int, str]:
    """Where the last currency ends behind an item, and its noun: «крон» of «норвежских крон» and of «шведских»."""
    if item.type != "CUR":
        return before
    word = tokens[item.stop - 1].lower
    return item.stop, word if word in known.heads else before[1]


def _without_noun(
    tokens: Sequence[Token], at: int, last: Item, unit: tuple[int, str], known: Currencies
) -> Meant | None:
    """«100 австралийских долларов, 65 *канадских*», «30 *шведских* и 40 датских крон»: of the currency told before with
    no figure since, or of the next one; not «из них 7 российских».
    """
    if tokens[at].tag.pos != "ADJ" or _has_noun(tokens, at):
        return None
    noun = _next_noun(tokens, at + 1, known)
    if noun is None:
        stop, noun = unit
        since = tokens[stop : max(stop, last.start - 2)]
        if not noun or tokens[last.start - 1].lower == "из" or any(t.text[0].isdigit() for t in since):
            return None
    return known.bare(tokens[at].lower, noun)


def _has_noun(tokens: Sequence[Token], at: int) -> bool:
    """«канадских туристов», «канадских и датских туристов», not «канадских годом ранее»"""
    tag, behind = tokens[at].tag, token_at(tokens, at + 1).tag
    return behind.pos in ("NOUN", "PROPN", "ADJ", "DET") and behind.case in (tag.case, None)


def _next_noun(tokens: Sequence[Token], at: int, known: Currencies) -> str | None:
    """The noun that «и 200 канадских долларов» has; "" where that is no currency, ``None`` where nothing is joined."""
    for _ in range(LONGEST):
        found = number.read(tokens, at + 1) if token_at(tokens, at).lower in word_list("and") else None
        if found is None or token_at(tokens, found.stop).tag.pos != "ADJ":
            return None
        if (named := known.named(tokens, found.stop)) is not None:
            return tokens[named.stop - 1].lower
        if _has_noun(tokens, found.stop):
            return ""
        at = found.stop + 1
    return None


def _item(tokens: Sequence[Token], at: int, last: Item, known: Currencies) -> Item:
    if behind := _behind(tokens, at, last, known):
        return behind
    if (found := number.read(tokens, at)) is not None and not _counted(tokens, found):
        return Item(_type_of(tokens, found, last, known), at, found.stop, found)
    if before := _before(tokens, at, known) or _headed(tokens, at, known) or _inverted(tokens, at, known):
        return before
    if last.type == "NUM" and (stop := _no_more(tokens, at, last)):
        return Item("DASH", at, stop)
    return _link(tokens, at)


def _link(tokens: Sequence[Token], at: int) -> Item:
    """A preposition, conjunction or mark, or nothing."""
    kind = _WORDS.get(tokens[at].lower, "")
    behind = token_at(tokens, at + 1).lower if kind in ("FROM", "TO", "COMMA") else ""
    if kind == "COMMA" and behind in ("или", "либо"):  # «либо 75, либо 150 тысяч»
        return Item("AND", at, at + 2)
    passed = (kind == "TO" and behind in ABOUT) or behind.startswith(_NOW)  # «с *нынешних* 15 до *примерно* 17 тысяч»
    return Item(kind, at, at + 1 + passed)


def _before(tokens: Sequence[Token], at: int, known: Currencies) -> Item | None:
    """«$», «USD» before a figure."""
    sign = known.sign(tokens, at)
    return Item("PRE", at, sign.stop, meant=sign.meant) if sign and _before_figure(tokens, at, sign.stop) else None


def _no_more(tokens: Sequence[Token], at: int, low: Item) -> int:
    """The token behind «но не более» of «не менее 5, но не более 7 тысяч рублей», or 0."""
    before = [token.lower for token in tokens[max(0, low.start - 2) : low.start]]
    if before[-1:] != ["от"] and before not in _NO_LESS:
        return 0
    words = [token.lower for token in tokens[at : at + 4]]
    skip = next((n for n, word in enumerate(words) if word not in word_list("money.items.skipped")), 0)
    return at + skip + 2 if words[skip : skip + 1] == ["не"] and words[skip + 1 : skip + 2] in _MORE else 0


def _behind(tokens: Sequence[Token], at: int, last: Item, known: Currencies) -> Item | None:
    """A currency or, behind a bracket, a scale that goes with what stands before."""
    if last.type in ("NUM", "PRE", "CLOSE", "SCALE") and (item := _currency(tokens, at, known)):
        return item
    scale = numerals.scales().get(tokens[at].lower) if last.type == "CLOSE" else None
    return None if scale is None else Item("SCALE", at, at + 1, Number(at, at + 1, scale))


def _type_of(tokens: Sequence[Token], found: Number, last: Item, known: Currencies) -> str:
    """What a number is: "" where it is denied or a rate."""
    if _denied(tokens, found) or _rate(tokens, found, known):
        return ""
    return "CENTS" if _cents(tokens, found, last) else "NUM"


def _inverted(tokens: Sequence[Token], at: int, known: Currencies) -> Item | None:
    """«рублей 500», «рублей пятьсот», «рублей на десять» before a stop, and not «тысяч рублей 12 марта»."""
    if tokens[at].lower not in known.heads or not tokens[at].lower.endswith(("ей", "ов")):
        return None
    stop = at + 1 + (token_at(tokens, at + 1).lower in word_list("money.items.between"))
    found, meant = number.read(tokens, stop), _surely(known.named(tokens, at), at + 1)
    if found is None or meant is None or _is_counted(token_at(tokens, at - 1)):
        return None
    after = token_at(tokens, found.stop).tag.pos
    alone = after in ("PUNCT", "") or (found.words and after not in ("NOUN", "ADJ", "NUM", "PROPN"))
    return Item("PRE", at, stop, meant=meant, about=found.words) if alone else None


def _surely(named: Named | None, stop: int | None = None) -> Meant | None:
    """What a currency's word means, where it means nothing else and, if so told, stops there."""
    if named is None or named.meant is None or not named.meant.sure:
        return None
    return named.meant if stop in (None, named.stop) else None


def _is_counted(before: Token) -> bool:
    """«несколько рублей», «тысяч рублей», «пять рублей»: whether the word before a currency counts it."""
    return before.lower in _SOME or before.lower in numerals.scales() or before.tag.pos in ("ADJ", "NUM")


def _headed(tokens: Sequence[Token], at: int, known: Currencies) -> Item | None:
    """The unit of a row: «Доходы, млн руб.: 345», «Цена (долл.) — 20», «в млрд рублей: 1,5»."""
    if token_at(tokens, at - 1).lower not in _UNIT:
        return None
    scale = numerals.scales().get(tokens[at].lower)
    unit = at if scale is None else at + 1 + (token_at(tokens, at + 1).text == ".")
    named = _at(tokens, unit, known)
    meant = _surely(named)
    if named is None or not (scale or tokens[unit].lower.endswith(word_list("money.items.unit_forms"))):
        return None
    stop = named.stop + (token_at(tokens, named.stop).text == ")")
    if meant is None or not _heads_figure(tokens, stop):
        return None
    return Item("PRE", at, stop + 1, None if scale is None else Number(at, unit, scale, scale), meant)


def _at(tokens: Sequence[Token], at: int, known: Currencies) -> Named | None:
    """The currency whose sign or words begin at a token."""
    return known.sign(tokens, at) or known.named(tokens, at) if at < len(tokens) else None


def _heads_figure(tokens: Sequence[Token], at: int) -> bool:
    """«: 345.», «— 20,»: whether a colon or dash stands there, and a figure alone behind it."""
    found = number.read(tokens, at + 1) if token_at(tokens, at).text in _COLONS else None
    return found is not None and token_at(tokens, found.stop).text in _STOPS


def _counted(tokens: Sequence[Token], found: Number) -> bool:
    """«второй миллион»: the one that comes second, no two."""
    before = token_at(tokens, found.start - 1).lower
    return found.stop == found.start + 1 and found.scale > 1 and numerals.ordinals().get(before, 1) > 1


def _denied(tokens: Sequence[Token], found: Number) -> bool:
    """«не один миллиард», «ни одного рубля»."""
    one = numerals.cardinals().get(tokens[found.start].lower) == 1
    return one and token_at(tokens, found.start - 1).lower in _NONE


def _rate(tokens: Sequence[Token], found: Number, known: Currencies) -> bool:
    """«Доллар *78,50* Евро 89,90»: what each costs, in a currency that nothing names."""
    before, behind = token_at(tokens, found.start - 1).lower, token_at(tokens, found.stop).lower
    figure = "".join(t.text for t in tokens[found.start : found.stop])
    if not _FRACTION.fullmatch(figure):  # «10 евро 10»
        return False
    return _is_name(before, known) and (_is_name(behind, known) or not behind[:1].isalpha())


_FRACTION = re.compile(r"\d+[.,]\d+")


def _is_name(word: str, known: Currencies) -> bool:
    """Whether a word is a currency's name as the dictionary has it, in no oblique case."""
    return word in known.heads and any(f.lemma == word for f in morph.nouns(word))


def _cents(tokens: Sequence[Token], found: Number, last: Item) -> bool:
    """«20 долларов 43»: two figures at the end behind a whole sum."""
    text, before = tokens[found.start].text, tokens[last.start - 1]
    if last.type != "CUR" or found.scale > 1 or not (before.text.isdecimal() or before.lower in numerals.cardinals()):
        return False
    small = found.value < 100 if found.words else len(text) == 2 and text.isdecimal()
    return small and token_at(tokens, found.stop).text in _STOPS


def _before_figure(tokens: Sequence[Token], at: int, stop: int) -> bool:
    return token_at(tokens, stop).text[:1].isdecimal() and tokens[at].text not in WORDS


def _currency(tokens: Sequence[Token], at: int, known: Currencies) -> Item | None:
    """The currency behind a number: words, a sign or code that is not the next number's, or hundredths."""
    if (sign := known.sign(tokens, at)) is not None:
        glued = token_at(tokens, sign.stop).start == tokens[sign.stop - 1].stop
        if not (glued and _before_figure(tokens, at, sign.stop)):
            return Item("CUR", at, sign.stop, meant=sign.meant, plural=_whole(tokens, at, sign))
    if (minor := known.minor(tokens, at)) is not None:
        return Item("MINOR", at, minor.stop, meant=minor.meant)
    named = known.named(tokens, at)
    if named is None:
        return None
    if named.stop == at + 1 and tokens[at].lower in word_list("money.items.of_one") and not _ends_in_one(tokens, at):
        return None  # «в 10:15 доллар подешевел»
    return Item("CUR", at, named.stop, meant=named.meant, least=named.least, plural=_whole(tokens, at, named))


def _whole(tokens: Sequence[Token], at: int, unit: Named) -> bool:
    """«15.500 рублей», «15.500 руб.», «50.000 ₽»: whether a point before three digits groups thousands, as the unit's
    form tells or does not deny («рубля»)."""
    fraction = any(token.text.endswith(("а", "я", "ы", "и")) for token in tokens[at : unit.stop])
    return unit.plural or ("." in tokens[at - 1].text and not fraction)


def _ends_in_one(tokens: Sequence[Token], at: int) -> bool:
    """Whether the number before may count what stands in the singular: «21 рубль», «миллион и один доллар»."""
    text = tokens[at - 1].text.rstrip(")")
    return not text.isdecimal() or (text[-1] == "1" and text[-2:] != "11")


_BOARD = frozenset(word_list("money.items.board"))


def _named(tokens: Sequence[Token], known: Currencies) -> dict[str, int]:
    """The words and signs of currencies, and where each stands last."""
    return {t.text: at for at, t in enumerate(tokens) if known.sign(tokens, at) or _is_name(t.lower, known)}


def board(tokens: Sequence[Token], known: Currencies) -> bool:
    """«USD 92,50 EUR 100,10», «Курсы ЦБ: USD 92,50, EUR 100,10»: what each currency costs, in one that nothing names;
    figures with a fraction alone, the first behind its currency, and no word but those of such a row.
    """
    figures = {at: token.text for at, token in enumerate(tokens) if token.text[0].isdecimal()}
    if len(figures) < 2 or not all(map(_FRACTION.fullmatch, figures.values())):
        return False
    named = _named(tokens, known)
    if len(named) < 2 or min(named.values()) > min(figures):
        return False
    words = (token for token in tokens if token.text[0].isalpha())
    return all(token.text in named or token.lower in _BOARD for token in words)


def rows(items: Iterable[Item]) -> Iterator[list[Item]]:
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
