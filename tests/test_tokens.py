"""Tokens are razdel's, however they are found."""

from __future__ import annotations

import random

import pytest
from razdel import tokenize
from razdel.segmenters.tokenize import PUNCTS

from newsnlp.read.tokens import Raw, columns, tokens

MADE = [*"абЯёaZ19", *"абЯёaZ19", *PUNCTS, "Δ", "²", "½", "٣", "ſ", "\u0301", "😀", "yahoo", "\n", "\xa0", " "]
WRITTEN = [
    "Сумма — 3,5 млн руб., рост на 12,5% (в 2023-м — 4%).",
    "Матч Томск–Омск 3:2, дата 24.04.2024, пункт 5/7, файл a_b-c, 10,5, 6 и 7.",
    "«Всё?!» — «Да...» :) ;-)) 5, 6 и 7 - 8, из-за 1-го, И.О. Рогов; №5 $3,4 A&B yahoo! e-mail: a@b.ru",
]


def _razdels(text: str) -> list[Raw]:
    return [Raw(token.start, token.stop, token.text) for token in tokenize(text)]


@pytest.mark.parametrize("text", WRITTEN)
def test_tokens_are_razdels(text: str) -> None:
    assert tokens(text) == tokens(text) == _razdels(text)  # at first sight and remembered


@pytest.mark.parametrize("seed", range(40))
def test_tokens_of_any_signs_are_razdels(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        text = "".join(chance.choices(MADE, k=chance.randint(1, 30)))
        assert tokens(text) == _razdels(text), text


def test_the_lower_case_is_each_tokens_own() -> None:
    found = columns("МИД сообщил: «İÇ» и ОПЕК+, Δσ")
    assert found.lowers == [text.lower() for text in found.texts]
