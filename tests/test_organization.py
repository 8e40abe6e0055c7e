"""Organizations: what a name says by itself, which names are one body, the table of bodies."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest

import newsnlp
from newsnlp.data import Tables, several, shipped
from newsnlp.fold import fold
from newsnlp.lang.bodies import Bodies, stem
from newsnlp.lang.page import Page
from newsnlp.lang.phrases import plain
from newsnlp.resolve.organizations import organizations
from newsnlp.resolve.shortened import abbreviates
from newsnlp.types import Article, Body, Finding, Organization, OrganizationKind

BODIES = Bodies(Tables())


def read(name: str) -> Body:
    return BODIES.read(plain(name))


@pytest.mark.parametrize(
    ("name", "nominative", "key", "owner", "kind"),
    [
        ("МИДа России", "МИД России", "мид", "RU", "government"),
        ("российским МИДом", "российский МИД", "мид", "RU", "government"),
        ("министерства обороны США", "министерство обороны США", "министерство обороны", "US", "government"),
        ("Верховным судом Татарстана", "Верховный суд Татарстана", "верховный суд", "RU-TA", "court"),
        ("УМВД по Смоленской области", "УМВД по Смоленской области", "умвд", "RU-SMO", "police"),
        ("британского правительства", "британское правительство", "правительство", "GB", "government"),
        ("Конгрессом США", "Конгресс США", "конгресс", "US", "government"),
        ("Банком России", "Банк России", "центральный банк", "RU", "bank"),
        ("ООО «Ромашка»", "ООО «Ромашка»", "ромашка", "", "company"),
        ("ПАО «Сбербанк»", "ПАО «Сбербанк»", "сбербанк", "", "bank"),
        ("компанией «Ромашка»", "компания «Ромашка»", "ромашка", "", "company"),
        ("агентством Reuters", "агентство Reuters", "reuters", "", "media"),
        ("Алросе", "Алроса", "алроса", "", "company"),
        ("Форин Офиса", "Форин Офис", "форин офис", "", "government"),
        ("ГОСДУМЫ", "Госдума", "госдума", "RU", "government"),
        ("Витебским облисполкомом", "Витебский облисполком", "облисполком", "BY-VI", "government"),
        ("городской больницы", "городская больница", "городская больница", "", "health"),
        ("Комитета по культуре", "Комитет по культуре", "комитет по культуре", "", "government"),
        ("Следственного комитета", "Следственный комитет", "следственный комитет", "", "police"),
        ("академии наук", "академия наук", "академия наук", "", "science"),
        ("академии футбола", "академия футбола", "академия футбола", "", "sport"),
        ("Абракадабры", "Абракадабра", "абракадабра", "", None),
    ],
)
def test_what_a_name_says(name: str, nominative: str, key: str, owner: str, kind: str | None) -> None:
    body = read(name)
    assert (body.name, body.key, body.owner, body.kind) == (nominative, key, owner, kind)


def test_a_common_noun_alone_is_bare() -> None:
    assert [read(name).bare for name in ("министерства", "партией", "Госдума", "правительству", "Газпром")] == [
        True, True, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("РПЦ", "Русская православная церковь"),
        ("МЧС", "Министерство чрезвычайных ситуаций"),
        ("МГУ", "Московский государственный университет имени Ломоносова"),
        ("Минсоцразвития", "Министерство социального развития"),
        ("Мосгорсуд", "Московский городской суд"),
        ("Генпрокуратура", "Генеральная прокуратура"),
        ("облисполком", "Минский областной исполнительный комитет"),
    ],
)
def test_abbreviates(short: str, full: str) -> None:
    assert abbreviates(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("ЕС", "Совет Европы"),
        ("МИД", "Министерство обороны"),
        ("СК", "Совет"),
        ("Минздрав", "Министерство юстиции"),
        ("Газпром", "Газпромбанк России"),
        ("СП", "Союз промышленников России"),
        ("правительство", "пресс-служба правительства Вологодской области"),
    ],
)
def test_does_not_abbreviate(short: str, full: str) -> None:
    assert not abbreviates(short, full)


def resolve(*parts: str) -> list[Organization]:
    """Entities of an article whose odd parts are the mentions."""
    text, found = "", []
    for n, part in enumerate(parts):
        if n % 2:
            found.append(Finding(len(text), len(text) + len(part), "tagger", read(part)))
        text += part
    return list(organizations(found, Page((), Article(text))))


def names(*parts: str) -> list[tuple[str, str | None, int]]:
    return [(o.name, o.acronym, len(o.mentions)) for o in resolve(*parts)]


def test_brackets_tie_a_short_form() -> None:
    assert names("", "Фонд развития территорий", " (", "ФРТ", ") помог. В ", "ФРТ", " рады.") == [
        ("Фонд развития территорий", "ФРТ", 3)
    ]
    assert names("", "Европейская ассоциация пилотов", " (", "ECA", ") ждёт.") == [
        ("Европейская ассоциация пилотов", "ECA", 2)
    ]


def test_brackets_with_something_else_tie_nothing() -> None:
    assert names("Закон ", "ЕС", " (", "Withdrawal", ")") == [("ЕС", "ЕС", 1), ("Withdrawal", None, 1)]


def test_owners_keep_bodies_apart() -> None:
    assert names("", "МИД РФ", " ответил. ", "МИД Германии", " ждёт. ", "МИД", " молчит.") == [
        ("МИД РФ", "МИД", 1), ("МИД Германии", "МИД", 1), ("МИД", "МИД", 1),
    ]  # fmt: skip


def test_one_owner_is_everybodys() -> None:
    assert names("", "МИД РФ", " ответил. ", "МИД", " ждёт. ", "российского МИДа", " нет.") == [("МИД РФ", "МИД", 3)]


def test_a_regional_body_is_not_the_federal_one() -> None:
    assert len(resolve("", "Верховный суд Татарстана", " отменил, ", "Верховный суд", " утвердил.")) == 2


def test_a_common_noun_joins_the_only_name_that_it_heads() -> None:
    one = names("", "Министерство культуры", " ждёт. ", "Министерство", " ответит.")
    assert one == [("Министерство культуры", None, 2)]
    two = names("", "Министерство культуры", ", ", "Министерство спорта", ". ", "Министерство", " ответит.")
    assert len(two) == 3


def test_capitals_of_a_sentences_beginning_do_not_matter() -> None:
    assert names("", "Администрация Вязьмы", " ждёт, у ", "администрации Вязьмы", " нет.") == [
        ("администрация Вязьмы", None, 2)
    ]


def test_quotes_and_legal_forms_do_not_matter() -> None:
    assert names("", "ООО «Ромашка»", " банкрот. У «", "Ромашки", "» долги.") == [("ООО «Ромашка»", None, 2)]


def test_fold_and_stem() -> None:
    assert fold("  «Ёлка» —  ООО ") == "елка - ооо"
    assert stem("татарстаном") == stem("татарстан")


# ------------------------------------------------------------------------------------------ the tables


def test_an_alias_has_one_owner_or_the_article_decides() -> None:
    owners = Counter[str]()
    doubtful = set()
    for row in Tables().rows("organizations"):
        own = {fold(a) for a in (row["name"], row["acronym"], *several(row["aliases"])) if a}
        owners.update(own)
        doubtful |= {fold(a) for a in several(row["ambiguous"])}
    twice = {alias for alias, count in owners.items() if count > 1}
    assert twice - doubtful <= {"цб"}


def test_ambiguous_names_are_the_rows_own() -> None:
    for row in Tables().rows("organizations"):
        own = {row["name"], row["acronym"], *several(row["aliases"])}
        assert {a for a in several(row["ambiguous"]) if a != "*"} <= own, row["name"]


def test_names_of_the_table_are_known_in_every_case() -> None:
    """Names of one word are found in all their forms; the nominative comes back."""
    for word in ("Роснефтью", "Росстату", "Госдумой", "Бундестаге", "Интерфаксом", "Хезболлу", "МИДом"):
        assert read(word).known, word


def test_a_user_may_add_bodies() -> None:
    own = Tables({"organizations": [{"name": "Заря-Восход", "kind": "company", "aliases": "ЗВ Групп"}]})
    body = Bodies(own).read(plain("Зари-Восхода"))
    assert Bodies(own).read(plain("ЗВ Групп")).known == "заря-восход"
    assert body.name


def test_a_wrong_kind_says_which_there_are() -> None:
    with pytest.raises(ValueError, match=r"kind: government, company, .* or empty is wanted, not 'shop'"):
        Bodies(Tables({"organizations": [{"name": "Лавка", "kind": "shop"}]}))


def test_words_that_no_dictionary_knows_keep_the_nominative_that_the_article_has() -> None:
    assert names("", "Макфы", ", ", "Макфой", ", ", "Макфа", ".") == [("Макфа", None, 3)]


def test_a_body_within_its_fuller_name_is_one_with_it() -> None:
    text = "МИД России и МИД Китая"
    spots = [(0, 10), (0, 3), (13, 22), (13, 16)]
    found = [Finding(a, b, "tagger", read(text[a:b])) for a, b in spots]
    made = organizations(found, Page((), Article(text)))
    assert [(o.name, len(o.mentions)) for o in made] == [("МИД России", 2), ("МИД Китая", 2)]


def test_governments_of_two_people_are_two() -> None:
    text = "правительство Меркель и правительство Шольца"
    found = [Finding(a, b, "tagger", read(text[a:b])) for a, b in [(0, 21), (0, 13), (24, 44), (24, 37)]]
    assert len(organizations(found, Page((), Article(text)))) == 2


@pytest.mark.parametrize(
    ("text", "name", "owner"),
    [
        ("Прокуратура Саратовской области начала проверку.", "Прокуратура Саратовской области", "RU-SAR"),
        ("Витебский облисполком выделил деньги.", "Витебский облисполком", "BY-VI"),
        ("Витебский горисполком закрыл парк.", "Витебский горисполком", "Витебск"),
        ("МИД Польши вызвал посла.", "МИД Польши", "PL"),
        ("МЧС России по Томской области предупредило о морозах.", "МЧС России по Томской области", "RU-TOM"),
        ("Мэрия Омска закупит автобусы.", "Мэрия Омска", "Омск"),
        ("Смоленская областная дума приняла закон.", "Смоленская областная дума", "RU-SMO"),
        ("Почта России подняла цены.", "Почта России", "RU"),
        ("«Единая Россия» провела съезд.", "Единая Россия", None),
        ("Комиссия по торговле с Китаем собралась.", "Комиссия по торговле с Китаем", None),
        ("Прокуратура начала проверку.", "Прокуратура", None),
        ("Дом в Твери сгорел. Областная дума даст денег. Едут из Рязанской области.", "Областная дума", "RU-TVE"),
    ],
)
def test_whose_a_body_is(text: str, name: str, owner: str | None) -> None:
    found = {o.name: o.region for o in newsnlp.extract(text).organizations}
    region = found[name]
    assert (region and (region.code or region.name)) == owner


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Депутаты попросили областное правительство помочь. В правительстве Воронежской области пообещали деньги. "
            "Правительство региона рассмотрит заявку.",
            ["правительство Воронежской области"],
        ),
        ("Прокуратура Тверской области начала проверку. Областная прокуратура ждёт ответа.", 1),
        ("Избирательная комиссия Рязанской области собралась. Облизбирком ждёт списков.", 1),
        ("Мэрия Омска объявила торги. Администрация Омска их отменила.", 1),
        ("Администрация города закрыла мост. Костромская городская дума против. Это первый спор в Костроме.", 2),
        ("Омская область и Томская область спорят. Областная прокуратура молчит.", 1),
    ],
)
def test_owners_told_by_the_article(text: str, bodies: list[str] | int) -> None:
    found = newsnlp.extract(text).organizations
    assert [o.name for o in found] == bodies if isinstance(bodies, list) else len(found) == bodies


def test_nobody_is_told_where_two_could_be_meant() -> None:
    found = newsnlp.extract("Омская область и Томская область спорят. Областная прокуратура молчит.").organizations
    assert [o.region for o in found] == [None]


def test_a_body_has_one_key_in_two_articles() -> None:
    texts = ("Областная прокуратура проверит завод в Тверской области.", "Прокуратура Тверской области ждёт ответа.")
    a, b = (newsnlp.extract(text).organizations[0].key for text in texts)
    assert a == b == "прокуратура | RU-TVE"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Росстат сообщил о росте цен.", ["Q2624680"]),
        ("МВД России объявило набор.", ["Q1192838"]),
        ("Российское МВД объявило набор.", ["Q1192838"]),
        ("МВД Белоруссии объявило набор.", [None]),
        ("МЧС России по Томской области ждёт морозов.", [None]),
        ("ООО «Газпром нефть» нашло месторождение.", ["Q1461799"]),
        ("Футбольный клуб «Зенит» проиграл.", [None]),
        ("Роспотребнадзор закрыл кафе. Управление Роспотребнадзора по Омской области открыло.", ["Q4736878", None]),
        ("Компания «Рассветные дали» открыла завод.", [None]),
    ],
)
def test_which_item_a_body_is(text: str, items: list[str | None]) -> None:
    assert [o.wikidata for o in newsnlp.extract(text).organizations] == items


def test_the_table_of_items_is_in_order() -> None:
    rows = shipped("body_ids")
    assert len(rows) > 1500
    assert len({(row["name"], row["owner"], row["kind"]) for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(r"Q\d+", row["wikidata"]), row
        assert row["name"] == fold(row["name"]), row
        assert row["kind"] in get_args(OrganizationKind), row


def test_short_forms_have_the_key_of_the_full_name() -> None:
    assert Organization("ЕС", "ЕС", "international").key == Organization("Евросоюз", None, "international").key
    assert Organization("СК", "СК", "police").key == Organization("Следственный комитет", "СК", "police").key
    assert Organization("СК", None, "company").key == "ск"


def test_a_mayors_office_is_the_towns() -> None:
    assert len(newsnlp.extract("Администрация Саратова снесёт киоски. Мэрия просит подождать.").organizations) == 1


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Крейсер Балтийского флота «Отважный» сел на мель.", "Балтийский флот"),
        ("Авианосец Северного флота «Смелый» встал на ремонт.", "Северный флот"),
        ("Эсминец Тихоокеанского флота «Быстрый» ушёл в море.", "Тихоокеанский флот"),
    ],
)
def test_a_ship_belongs_to_its_fleet(text: str, owner: str) -> None:
    assert owner in {organization.name for organization in newsnlp.extract(text).organizations}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ВТБ продал долю. «ВТБ Капитал» консультировал покупателя. ВТБ доволен.", ["ВТБ", "ВТБ Капитал"]),
        (
            "Сбербанк открыл офис. «Сбербанк Управление активами» купил долю.",
            ["Сбербанк", "Сбербанк Управление активами"],
        ),
        ("Сбербанк открыл офис. В Сбербанке России это подтвердили.", ["Сбербанк России"]),
    ],
)
def test_a_daughter_is_not_her_mother(text: str, names: list[str]) -> None:
    assert [organization.name for organization in newsnlp.extract(text).organizations] == names
