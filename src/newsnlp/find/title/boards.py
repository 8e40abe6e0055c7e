"""Verbs that bring somebody into a board or out of it: «вошёл в совет директоров «Луча»»."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from newsnlp.data import word_list
from newsnlp.lang.phrases import nominative
from newsnlp.lang.posts import genitive
from newsnlp.types import Status, Token, token_at

ENTERS = word_list("title.boards.enters")
_SITS = word_list("title.boards.sits")
_SEEKS = word_list("title.boards.seeks")
_LEAVES = word_list("title.boards.leaves")
_BOARDS = word_list("title.boards.boards")
_WAY = 20  # tokens between a verb and a board, at the most
_CASES = {"в": ("accs",), "во": ("accs",), "из": ("gent",)}


def verbs(lower: str) -> Iterator[Callable[[Token], bool]]:
    """What tells a verb of a board's, where a sentence (lower case) has a board's words."""
    if any(map(lower.__contains__, _BOARDS)):
        yield moves


def moves(token: Token) -> bool:
    """Whether a word is a verb that brings into a board, or out of it, or would."""
    told = token.tag.form in ("Fin", "Part") or token.tag.short
    return (told and token.lower.startswith((*ENTERS, *_SITS, *_LEAVES, *_SEEKS))) or seeks(token)


def status(token: Token) -> Status | None:
    """What a verb that moves tells of who was or would be in the board, where its tense does not."""
    if token.lower.startswith(_SEEKS):
        return "candidate"
    return "former" if token.lower.startswith(_LEAVES) else None


def seeks(token: Token) -> bool:
    """Whether a word is the noun of who would be in a board: «*кандидат* в правление»."""
    return token.tag.pos == "NOUN" and token.lower.startswith(_SEEKS)


def moved(tokens: Sequence[Token], verb: int) -> int | None:
    """Where the board begins that a verb brings somebody into, or out of; ``None`` for none, and for «не вошёл»."""
    if token_at(tokens, verb - 1).lower == "не":
        return None
    near = sorted(range(max(0, verb - _WAY), min(len(tokens), verb + _WAY)), key=lambda i: abs(i - verb))
    return next((i for i in near if _is_board(tokens, i) and _of_verb(tokens, i, verb)), None)


def member(tokens: Sequence[Token], at: int) -> str:
    """«член правления», «член совета директоров»: the post in a board that begins at a token."""
    return f"член {genitive(nominative(tokens[at : at + size(tokens, at)]))}"


def size(tokens: Sequence[Token], at: int) -> int:
    """The number of a board's own words."""
    behind = token_at(tokens, at + 1).lower
    return 2 if behind == "директоров" or behind.startswith("совет") else 1


def _is_board(tokens: Sequence[Token], i: int) -> bool:
    words = " ".join(t.lower for t in tokens[i : i + size(tokens, i)])
    return words.startswith(_BOARDS) and (not words.startswith("совет") or words.endswith("директоров"))


def _of_verb(tokens: Sequence[Token], at: int, verb: int) -> bool:
    """Whether a preposition makes a board what a verb goes into, or out of, in its own clause."""
    first, last = sorted((at, verb))
    if any(t.text in ",;:—" for t in tokens[first:last]):
        return False
    case, before = tokens[at].tag.case, at - 1
    while token_at(tokens, before).tag.pos == "ADJ" or token_at(tokens, before).lower.startswith("состав"):
        case, before = tokens[before].tag.case, before - 1
    noun = token_at(tokens, before - 1)
    if tokens[verb].tag.pos == "NOUN" or noun.lower.startswith("кандидат"):  # «*кандидат* в правление»
        return noun is tokens[verb]
    # «вошёл *в* состав», «вышел *из* правления», «покинул *правление*», a board ``ahead`` of its verb
    way = token_at(tokens, before).lower
    left = tokens[verb].lower.startswith(_LEAVES)
    if left and way not in _CASES:
        return verb < at and case == "accs"
    return case in _CASES.get(way, ()) and left == (way == "из")
