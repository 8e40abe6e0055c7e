"""Words, examples and cells of the tables glued by a small grammar: nothing raises, and every offset holds.

The same texts in every run, one after another by their seeds, until the budget is spent; ``NEWSNLP_FUZZ=3600 pytest
tests/test_fuzz.py`` looks for an hour. A failure names its seed: ``text("dates", 17)`` is that text again.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterable
from functools import cache
from random import Random

import pytest

import newsnlp
from newsnlp import Document
from newsnlp.data import several, shipped
from newsnlp.lang import numerals
from newsnlp.pipeline import shared
from tables import case, kind, lines, tables

SECONDS = float(os.environ.get("NEWSNLP_FUZZ", "24"))  # for all families together
BATCH = 100
GAPS = [
    *[" "] * 30, "", "", "-", "–", " — ", ", ", ". ", ".", ": ", "; ", "/", " (", ") ", "«", "»", '"', "\n", "\n\n",
    "\r\n", "\t", "\u00a0", "\u202f", "\u2009", "\u200b", "\u00ad", "\u0301", "\x00", "\x0b", "\x0c", "\x1c", "\x85",
    "\u2028", "\u2029", "\ufeff", "\ud800", "|", "•", "№", "%", "%.", "'", "…", "!", "?",
]  # fmt: skip
FIGURES = (
    "{d}", "{d}{d}", "{d}{d}{d}", "{d}{d}{d}{d}", "{d}{d}:{d}{d}", "{d}{d}.{d}{d}", "{d}{d}.{d}{d}.20{d}{d}", "XI{d}",
    "20{d}{d}-{d}{d}-{d}{d}", "20{d}{d}-{d}{d}-{d}{d} {d}{d}:{d}{d}", "20{d}{d}-0{d}-1{d}T{d}{d}:{d}{d}:{d}{d}", "XIX",
    "{d},{d}", "{d} {d}{d}{d}", "{d}.{d}{d}{d}.{d}{d}{d},{d}", "{d}-{d}", "19{d}{d}–{d}{d}", "20{d}{d}/{d}{d}",
    "{d}-го", "{d}{d}-е", "{d}{d}-летний", "{long}", "{long}", "0,{long}", "{long}.{long}", "-{d}", "−{d}", "$ {d}",
    "€{d}", "00", "0", "٣", "²", "2024-04-24 {d}{d}:{d}{d}", "24.04.2024 {d}{d}:{d}{d}",
)  # fmt: skip

COUNTED = (
    "года лет годов месяца месяцев недели дня дней суток часа часов минуты минут секунд квартала века декабря г. гг. "
    "рубля рублей руб. млн тыс. $ долларов евро % человек тонн летний -й -го"
).split()


def _figure(random: Random) -> str:
    digits = iter(lambda: str(random.randrange(10)), "")
    shape = random.choice(FIGURES).replace("{long}", "".join(next(digits) for _ in range(random.randrange(10, 70))))
    return "".join(next(digits) if part == "d" else part for part in shape.replace("{", "}").split("}"))


def _cells(table: str, *columns: str) -> list[str]:
    """The single names of a table's columns, with what stands for all forms left as it is."""
    joined = (row[column] for row in shipped(table)[:3000] for column in columns)
    return sorted({name.strip(" *") for cell in joined for name in several(cell)} - {""})


def _words(table: str) -> list[str]:
    return sorted({word.strip("*") for row in shipped(table) for word in row["words"].replace("|", " ").split()})


@cache
def _examples(wanted: str) -> list[str]:
    """What the tables of examples mark as mentions of a kind, and the sentences around them cut in two."""
    pieces: set[str] = set()
    for line in (line for table in tables() if kind(table) == wanted for line in lines(table)):
        example = case(line.raw)
        for mention in example.wanted:
            pieces.add(example.text[mention.start : mention.stop])
            pieces |= {example.text[: mention.stop], example.text[mention.start :]}
    return sorted(pieces)


@cache
def _family(name: str) -> tuple[list[str], ...]:
    """The lists of pieces that a family's texts are made of."""
    people = ["Иван Петров", "Ким Чен Ын", "Анна Белова-Чен", "И. П. Орлов", "ОРЛОВ", "фон дер Ляйен"]
    joints = "в на с по до от к и или не — то же за через назад каждый прошлый этого году".split()
    numbers = sorted({**numerals.cardinals(), **numerals.ordinals(), **numerals.scales()})
    return {
        "dates": (_words("calendar"), _words("calendar"), _words("holidays"), numbers, _examples("date"), joints),
        "sums": (_cells("currencies", "code", "name", "plural", "aliases", "signs"), _examples("money"), joints),
        "posts": (_cells("titles", "post", "feminine", "short"), _examples("title"), _examples("person"), people),
        "bodies": (
            _cells("organizations", "name", "acronym", "aliases"), _cells("organization_heads", "head"),
            _examples("organization"), _examples("region"), _cells("regions", "name", "aliases", "adjectives"), people,
        ),
    }[name]  # fmt: skip


FAMILIES = ("dates", "sums", "posts", "bodies")
_CASES: tuple[Callable[[str], str], ...] = (*[str] * 12, str.upper, str.capitalize, str.title, lambda t: t[::-1])


def text(family: str, seed: int) -> str:
    """The text of a seed: a figure as its head or none, up to a dozen pieces of a family (one of ten of another's),
    figures between them, odd marks.
    """
    random = Random(f"{family} {seed}")
    parts = [_figure(random), "\n"] if random.random() < 0.2 else []
    for _ in range(random.randrange(1, 12)):
        lists = _family(family if random.random() < 0.9 else random.choice(FAMILIES))
        if random.random() < 0.35:
            parts += [_figure(random), random.choice((" ", " ", "", " " + random.choice(COUNTED))), random.choice(GAPS)]
        else:
            parts += [random.choice(_CASES)(random.choice(random.choice(lists))), random.choice(GAPS)]
    return "".join(parts)


def published(seed: int) -> dt.date | None:
    """The day of publication of a seed's text: none, an ordinary one, or one at the calendar's ends."""
    days = (None, dt.date(2024, 4, 24), dt.datetime(2024, 2, 29, 23, 59), dt.date(1, 1, 1), dt.date(9999, 12, 31))
    return days[seed % len(days)]


def _right(document: Document) -> bool:
    return all(
        0 <= found.start < found.stop <= len(document.text) and document.text[found.start : found.stop] == found.text
        for found in document.mentions()
    )


def _wrong(seeds: Iterable[int], family: str) -> str | None:
    """The first seed whose text raises or whose offsets don't hold, with what happened."""
    articles = [Document(text(family, seed), str(seed), published(seed)) for seed in seeds]
    try:
        wrong = next((d for d in shared().all(articles) if not _right(d)), None)
        return None if wrong is None else f"text({family!r}, {wrong.id}): offsets don't hold: {wrong.text!r}"
    except Exception:
        for article in articles:
            try:
                newsnlp.extract(article.text, article.published)
            except Exception as error:
                return f"text({family!r}, {article.id}): {error!r}: {article.text!r}"
        raise


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_raises(family: str) -> None:
    stop, seed = time.monotonic() + SECONDS / len(FAMILIES), 0
    while seed == 0 or time.monotonic() < stop:
        wrong = _wrong(range(seed, seed + BATCH), family)
        assert wrong is None, wrong
        seed += BATCH


# found so in the past
FOUND = [
    "Тел. 57-65-85 …ООО «УК «Комфорт-сервис» ",
    "2024-04-24 24:00\nТекст.",
    "2024-04-24 25:61\nТекст.",
    "24.04.2024 11:75\nТекст.",
    "Матч 2024-04-24T27:25",
    "20 — первый понедельник мая 2024 года",
    "С первого понедельника мая 2024 года по последнюю пятницу мая 2024 года",
    "За 123456789012345678901234567890 года",
    "123456789012345678901234567890 месяца",
    "12345678901234567890123456789012345678 квартала",
    "экс-министрРФ\u20295",
    "экс-министрООО\x85",
    "Рогов руководит 1947–91»70 заводом",
]


@pytest.mark.parametrize("said", FOUND)
def test_what_raised_once(said: str) -> None:
    for day in map(published, range(5)):
        assert _right(newsnlp.extract(said, day))
