"""What holds for any text at all."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import newsnlp
from newsnlp import Document, Mention
from newsnlp.formats import brat, conll, labelstudio
from newsnlp.types import KINDS, Kind

FRAGMENTS = """
губернатор|Смоленской области|врио главы|экс-министр|бывший мэр|пресс-секретарь президента США|депутат Госдумы
Анна Чен|Эльвирой Набиуллиной|Н. Ивановой|Иванов|ИВАНОВ|Ким Чен Ына|Урсулой фон дер Ляйен|Ивановы|О’Рурк|аль-Рашид
МИД России|«Ромашка»|ООО «Рога и копыта»|Банка России|министерства обороны|"Полимер"|Росстат|Мэр
Москва|в Нью-Йорке|российско-белорусский|Подмосковья|РФ|США|Кировский район|деревня Ляйен|Татарстан
5 млн рублей|$3,5 млрд|от 3 до|3–5 тысяч|полтора миллиона|€|тыс. руб.|1 250 руб. 50 коп.|200 белорусских|долларов|100%
24 апреля 2024 года|вчера|в прошлом году|в 11:03|01.02.23|31.02.2020|2020–2022|весной 2019-го|XIX веке|в ночь на 23
1990-х|каждый понедельник|три дня назад|до 2030 года|8 Марта|№ 5|24:04|топ-5|0|999999999999999999999999999999999
— сообщил|заявила|и|, |. |!|?| (|)|«|»|"|„|“|'|-|–|—|…|:|;|/|\\|<b>|&amp;|http://x.ru/?a=1|@ivan|#тег
"""
PIECES = [piece for line in FRAGMENTS.split("\n") for piece in line.split("|") if piece]
BLANKS = [" ", " ", " ", "\n", "\n\n", "\u00a0", "\u202f", "\t", "", "\r\n", "\u200b", "\ufeff", "\x00", "\ud800"]
NEWS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BLANKS)), max_size=40).map(
    lambda pairs: "".join(piece + blank for piece, blank in pairs)
)
ANY = st.text(st.characters(exclude_categories=()), max_size=200)
TEXTS = NEWS | ANY | st.tuples(NEWS, ANY, NEWS).map("".join)
DAYS = st.none() | st.dates() | st.datetimes()

CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


@given(TEXTS, DAYS)
@example("", None)
@example("\ud83d\ude00 5 млн рублей", None)
@example("в 0 году, 99999 года, 31 февраля, через 99999999 лет", dt.date(1, 1, 1))
@example("завтра, через неделю, через 100 лет, в следующем веке", dt.date(9999, 12, 31))
@example("(" * 300 + "«" * 300, None)
def test_promises(text: str, published: dt.date | None) -> None:
    document = newsnlp.extract(text, published)
    assert document.text == text
    if published:
        assert document.published == published
    _mentions_right(document)
    _values_right(document)
    assert Document.from_json(document.to_json()).to_dict() == document.to_dict()
    assert newsnlp.extract(text, published).to_dict() == document.to_dict()


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_batch_gives_the_same(texts: list[str]) -> None:
    together = [document.to_dict() for document in newsnlp.extract_all(texts)]
    assert together == [newsnlp.extract(text).to_dict() for text in texts]


@given(TEXTS)
@settings(max_examples=30)
def test_formats_give_back_what_they_were_given(text: str) -> None:
    document = newsnlp.extract(text)
    row = document.to_dict()
    assert brat.read(text, brat.standoff(document)).to_dict() == row | {"published": None}
    (task,) = labelstudio.read("".join(labelstudio.write([document])))
    assert task.to_dict() == row
    ((_, spans),) = conll.read("".join(conll.write([document])))
    for kind in KINDS.values():
        everywhere = {(m.start, m.stop) for fact in document.facts(kind.cls) for m in fact.mentions}
        assert set(spans.get(kind.cls.__name__.upper(), ())) <= everywhere
        assert bool(spans.get(kind.cls.__name__.upper())) == bool(everywhere)


@pytest.mark.parametrize(
    "piece",
    ["1", "X", "Я", "а-", "«", ". ", "1,1", "И. ", "Иван,", "двадцать ", "миллионов ", "мая,", "президента "],
)
def test_what_repeats_without_end(piece: str) -> None:
    """Numbers too long for ``int``, sentences too long for squares, words too long for anything."""
    text = (piece * 4500)[:4500]
    document = newsnlp.extract(f"В {text} году {text} рублей.")
    _mentions_right(document)
    _values_right(document)


def _mentions_right(document: Document) -> None:
    for kind in KINDS.values():
        entities = document.facts(kind.cls)
        assert all(entity.mentions for entity in entities), kind.column
        assert len(set(entities)) == len(entities), f"{kind.column}: equal values must be one"
        assert all(entity.key.strip() for entity in entities), kind.column
        first = [_place(entity.mentions[0]) for entity in entities]
        assert first == sorted(first), f"{kind.column}: not in order of first mention"
        for entity in entities:
            places = [_place(mention) for mention in entity.mentions]
            assert places == sorted(set(places)), f"{entity}: mentions not in order, or one twice"
        _overlaps_allowed(kind, [mention for entity in entities for mention in entity.mentions])
    for mention in document.mentions():
        assert 0 <= mention.start < mention.stop <= len(document.text)
        assert document.text[mention.start : mention.stop] == mention.text
        assert mention.rule
        assert 0 <= mention.score <= 1


def _place(mention: Mention) -> tuple[int, int]:
    """Outer mentions before inner ones."""
    return mention.start, -mention.stop


def _overlaps_allowed(kind: Kind, mentions: list[Mention]) -> None:
    ordered = sorted(mentions, key=_place)
    if not kind.nested:
        assert all(a.stop <= b.start for a, b in pairwise(ordered)), f"{kind.column} overlap"
    open_: list[Mention] = []
    for mention in ordered:
        while open_ and open_[-1].stop <= mention.start:
            open_.pop()
        assert not open_ or mention.stop <= open_[-1].stop, f"{kind.column}: {open_[-1]} and {mention} cross"
        open_.append(mention)


def _values_right(document: Document) -> None:
    for money in document.money:
        assert re.fullmatch("[A-Z]{3}", money.currency)
        assert (money.upper is not None) == (money.bound == "range")
        assert money.upper is None or money.amount < money.upper
    for when in document.dates:
        assert not (when.begin and when.end) or when.begin <= when.end
        assert "\n" not in when.value
    for region in document.regions:
        assert region.code is None or CODE.fullmatch(region.code)
    for title in document.titles:
        assert title.person is None or title.person in document.people
        assert title.organization is None or title.organization in document.organizations
        within = {region.within for region in document.regions}  # of a page that names but its towns
        assert title.region is None or title.region in document.regions or title.region.code in within
