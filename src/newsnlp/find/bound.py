"""What the words around a figure say of it: above, below, about, or just that much.

Plain functions: the words are few and fixed, what decides is how far back they may stand and which verb governs
«до», which no grammar of neighbours sees.

>>> from newsnlp.read.tokens import tokens
>>> from newsnlp.types import Tag
>>> def words(text):
...     return [Token(*t, t.text.lower(), Tag("X")) for t in tokens(text)]
>>> [bound(words(text), len(words(text)), len(words(text))) for text in ("штраф до", "вырос до", "не менее", "не превысит")]
['below', 'exact', 'above', 'below']
>>> [bound(words(text), len(words(text)), len(words(text))) for text in ("более чем на", "почти в", "больше на")]
['above', 'about', 'exact']
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Sequence

from newsnlp.types import Bound, Token

_MORE = frozenset("более больше свыше выше дороже побольше сверх".split())
_LESS = frozenset("менее меньше ниже дешевле поменьше".split())
_ABOUT = frozenset(
    "около примерно порядка почти приблизительно ориентировочно практически районе малого где-то ~ ≈ примерные "
    "приблизительные условно плюс-минус".split()
)
_LEAST = frozenset("минимум мере".split())  # «по меньшей мере», «по крайней мере»
_MOST = frozenset("максимум пределах максимально".split())
_PREPOSITIONS = frozenset("в во на за с со по к ко у о об из под для от до".split())
_FILLERS = frozenset('уже всего лишь только даже сразу ещё еще целых ровно именно аж аккурат « " “ „'.split())
_LEVELS = ("отметк", "уров", "порог", "планк", "рубеж", "сумм", "показател")
_EXCEED = ("превыс", "превыш", "превзо", "превосх")
_FAIL = ("дотян", "дотяг", "достиг", "дойд", "доход", "дошл", "дошё", "дошел")
_SHARES = tuple(
    """
    отказ отрек отреч процент дол част половин трет четверт ндс налог доход прибыл выручк завис отлич избав освобо
    остал остат удерж отня откус %
    """.split()
)
_CHANGES = tuple(
    """
    вырос выраст увелич сниз сниж сокра уменьш упал упад пада паде подня подним опуст опуск повы пониз пониж довед
    довест довел довёл возрос возраст дорос дораст укреп ослаб обвал взлет подско подскак просе просад подорож
    подешев дешеве дорож скоррект разогн расшир урез удешев индексир растёт растет росл рухн откат отступ дошл
    дошё дошел дойд дотян добра докат приблиз прибав округл девальв переоцен добавил скакн прыгн подтян наращ
    нараст нарост ужал улучш ухудш сжал понес
    """.split()
)
_GROWTH = frozenset("рост роста росту ростом росте рос растут расти роскошь".split()) - {"роскошь"}
_NO_CHANGE = frozenset("возраст возраста возрасте возрасту возрастом повышенный повышенная повышенные".split())
_CLAUSE = frozenset(
    "а но что чтобы который которая которое которые которых которым которой которому которую где когда если хотя "
    "поскольку кто причём причем".split()
)
_REACH = 14  # tokens between the verb and its «до»


def bound(tokens: Sequence[Token], start: int, stop: int) -> Bound:
    """The bound of the sum at ``tokens[start:stop]``, by the words before it and behind it."""
    return _behind(tokens, stop) or _before(tokens, start - 1) or "exact"


def _behind(tokens: Sequence[Token], at: int) -> Bound | None:
    words = [token.lower for token in tokens[at : at + 2]]
    if words[:1] in (["минимум"], ["максимум"]):
        return "above" if words[0] == "минимум" else "below"
    if len(words) == 2 and words[0] in ("и", "или"):
        return "above" if words[1] in _MORE else "below" if words[1] in _LESS else None
    return "above" if len(words) == 2 and words[0] == "с" and words[1] in ("лишним", "небольшим") else None


def _before(tokens: Sequence[Token], at: int) -> Bound | None:
    while at >= 0 and tokens[at].lower in _FILLERS:
        at -= 1
    if at < 0:
        return None
    word = tokens[at].lower
    if word == "до":
        return _to(tokens, at)
    if word == "от":
        return None if at and tokens[at - 1].lower.startswith(_SHARES) else "above"
    if word in _PREPOSITIONS:
        return _before_preposition(tokens, at - 1)
    return _beside(tokens, at) or _exceeding(tokens, at)


def _before_preposition(tokens: Sequence[Token], at: int) -> Bound | None:
    """«более чем на», «почти в», «перевалил за», «превысил отметку в», «начиная с»."""
    if at < 0:
        return None
    word = tokens[at].lower
    if word == "начиная" or word.startswith("перевал"):
        return "above"
    if word.startswith(_LEVELS):
        return _exceeding(tokens, at)
    return None if word in _MORE or word in _LESS else _beside(tokens, at)


def _beside(tokens: Sequence[Token], at: int) -> Bound | None:
    """The bound that a word right before the figure gives."""
    word = tokens[at].lower
    if word == "чем" and at:
        at, word = at - 1, tokens[at - 1].lower
    if word in _ABOUT:
        return "about"
    if word in _LEAST:
        return "above"
    if word in _MOST:
        return "below"
    denied = at > 0 and tokens[at - 1].lower == "не"
    if word in _MORE:
        return "below" if denied else "above"
    if word in _LESS:
        return "above" if denied else "below"
    return None


def _exceeding(tokens: Sequence[Token], at: int) -> Bound | None:
    """«превысил», «не превышает», with the level named between: «превысила отметку»."""
    if at and tokens[at].lower.startswith(_LEVELS):
        at -= 1
    if not tokens[at].lower.startswith(_EXCEED):
        return None
    return "below" if at and tokens[at - 1].lower == "не" else "above"


def _to(tokens: Sequence[Token], at: int) -> Bound | None:
    """«до»: what grew or fell to a figure states it; a fine, a loan, a price up to a figure is bounded by it."""
    beside = _beside(tokens, at - 1) if at else None
    if beside:
        return beside
    for place in range(at - 1, max(-1, at - 1 - _REACH), -1):
        word = tokens[place].lower
        if word in ";:()" or (tokens[place + 1].lower in _CLAUSE and word == ","):
            break
        if word.startswith(_FAIL) and place and tokens[place - 1].lower == "не":
            return "below"
        if word in _GROWTH or (word.startswith(_CHANGES) and word not in _NO_CHANGE):
            return None
    return "below"
