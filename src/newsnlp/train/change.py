"""Articles as other pages would print them: headlines in capitals, no final points, other quotes, е for ё, one line.

Every change keeps the text's length, so the gold offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from newsnlp.train.corpora import Annotated

Change = Callable[[str, Random], str]

_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"))
_SENTENCE = re.compile(r"[^\n.!?]{15,200}[.!?]?")


def capital_headline(text: str, random: Random) -> str:
    """The first line in capitals.

    >>> capital_headline("Собянин встретился с врачами\\nМэр Москвы", Random(0))
    'СОБЯНИН ВСТРЕТИЛСЯ С ВРАЧАМИ\\nМэр Москвы'
    """
    head, line, rest = text.partition("\n")
    return _upper(head) + line + rest if len(head) < 200 else text


def capital_sentence(text: str, random: Random) -> str:
    """A random sentence in capitals."""
    found = list(_SENTENCE.finditer(text))
    if not found:
        return text
    a, b = random.choice(found).span()
    return text[:a] + _upper(text[a:b]) + text[b:]


def _upper(text: str) -> str:
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text)


def no_points(text: str, random: Random) -> str:
    """Lines without their final point.

    >>> no_points("Врачи приехали.\\nМэр уехал.", Random(0))
    'Врачи приехали \\nМэр уехал '
    """
    return re.sub(r"\.(?=\n|$)", " ", text)


def one_line(text: str, random: Random) -> str:
    """White space instead of line ends."""
    return text.replace("\n", " ")


def quotes(text: str, random: Random) -> str:
    """Other quotation marks for «».

    >>> quotes("АО «Завод»", Random(0))
    'АО “Завод”'
    """
    opening, closing = random.choice(_QUOTES)
    return text.replace("«", opening).replace("»", closing)


def plain_yo(text: str, random: Random) -> str:
    """е for ё."""
    return text.replace("ё", "е").replace("Ё", "Е")


def dashes(text: str, random: Random) -> str:
    """Hyphens for dashes."""
    return text.replace("—", random.choice("–-")).replace("–", "-")


CHANGES: tuple[tuple[Change, float], ...] = (
    (capital_headline, 0.5),
    (capital_sentence, 0.6),
    (no_points, 0.15),
    (one_line, 0.25),
    (quotes, 0.4),
    (plain_yo, 0.5),
    (dashes, 0.3),
)


def change(article: Annotated, seed: int) -> Annotated:
    """The article with some of the changes, drawn by ``seed`` and its own id."""
    random = Random(f"{seed}/{article.id}")
    text = article.text
    for how, chance in CHANGES:
        if random.random() < chance:
            text = how(text, random)
    return article._replace(text=text)
