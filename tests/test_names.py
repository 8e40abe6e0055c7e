"""Names without a sentence: their parts, their nominatives, their tables; people joined from hand-made findings."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnlp.data import Tables, several, shipped
from newsnlp.lang.inflect import Paradigm
from newsnlp.lang.morph import CASES
from newsnlp.lang.names.declension import declined, readings
from newsnlp.lang.names.eastern import family_name_first
from newsnlp.lang.names.evidence import sign
from newsnlp.lang.names.first import FirstNames, patronymic, same_first_name
from newsnlp.lang.names.parts import Word, parts
from newsnlp.lang.names.reading import Name, Names, Surroundings, restore
from newsnlp.lang.names.surnames import surname
from newsnlp.resolve.people import people
from newsnlp.types import Article, Finding, Person

NAMES = Names(Tables().rows("first_names"))

# nominative, gender, then genitive, dative, accusative, instrumental, locative
PARADIGMS = """
иванов m иванова иванову иванова ивановым иванове
иванова f ивановой ивановой иванову ивановой ивановой
пушкин m пушкина пушкину пушкина пушкиным пушкине
дарвин m дарвина дарвину дарвина дарвином дарвине
достоевский m достоевского достоевскому достоевского достоевским достоевском
яровая f яровой яровой яровую яровой яровой
толстой m толстого толстому толстого толстым толстом
навальный m навального навальному навального навальным навальном
трамп m трампа трампу трампа трампом трампе
трамп f трамп трамп трамп трамп трамп
абрамович m абрамовича абрамовичу абрамовича абрамовичем абрамовиче
гоголь m гоголя гоголю гоголя гоголем гоголе
гоголь f гоголь гоголь гоголь гоголь гоголь
гайдай m гайдая гайдаю гайдая гайдаем гайдае
громовец m громовца громовцу громовца громовцем громовце
обама m обамы обаме обаму обамой обаме
капица f капицы капице капицу капицей капице
берия m берии берии берию берией берии
порошенко m порошенко порошенко порошенко порошенко порошенко
белых f белых белых белых белых белых
саакашвили m саакашвили саакашвили саакашвили саакашвили саакашвили
ивановы p ивановых ивановым ивановых ивановыми ивановых
""".split("\n")[1:-1]


@pytest.mark.parametrize("line", PARADIGMS)
def test_every_form_leads_back_to_its_nominative(line: str) -> None:
    nominative, gender, *forms = line.split()
    for case, form in zip(CASES, (nominative, *forms), strict=True):
        found = {(f.nominative, f.gender, f.case): f.prior for f in readings(form)}
        assert found.get((nominative, gender, case), -9.0) > -4.0, (form, case)


@pytest.mark.parametrize("row", shipped("paradigms"), ids=lambda row: row["name"])
def test_every_form_of_a_paradigm_leads_back_to_its_example(row: Mapping[str, str]) -> None:
    if row["nomn"] == "=":
        return
    paradigm = Paradigm.of(row)
    names = [name.lower() for name in re.findall("[А-ЯЁ][а-яё]+", row["example"])]
    nominative = next(name for name in names if paradigm.cut(name) is not None)
    stem = paradigm.cut(nominative)
    for case, form in paradigm.forms(stem or ""):
        found = {(f.nominative, f.gender, f.case) for f in readings(form)}
        assert {(nominative, gender, case) for gender in paradigm.genders} <= found, (case, form)


@pytest.mark.parametrize(
    ("text", "first", "middle", "last", "gender"),
    [
        ("Эльвирой Набиуллиной", "Эльвира", None, "Набиуллина", "f"),
        ("Барака Обамы", "Барак", None, "Обама", "m"),
        ("Ким Чен Ына", "Чен Ын", None, "Ким", "m"),
        ("Урсулой фон дер Ляйен", "Урсула", None, "фон дер Ляйен", "f"),
        ("Иванову Ивану Ивановичу", "Иван", "Иванович", "Иванов", "m"),
        ("Романа Абрамовича", "Роман", None, "Абрамович", "m"),
        ("Ивана Ивановича", "Иван", "Иванович", None, "m"),
        ("Гейдара Алирза оглы Алиева", "Гейдар", "Алирза оглы", "Алиев", "m"),
        ("Римского-Корсакова", None, None, "Римский-Корсаков", "m"),
        ("Мартином О’Мэлли", "Мартин", None, "О’Мэлли", "m"),
        ("Жан-Клода Юнкера", "Жан-Клод", None, "Юнкер", "m"),
        ("Карла III", "Карл", None, None, "m"),
    ],
)
def test_name_alone(text: str, first: str | None, middle: str | None, last: str | None, gender: str) -> None:
    name = NAMES.read(text, {}, Surroundings())
    assert name is not None
    assert name.readings[0][:4] == (first, middle, last, gender)


def test_probabilities_fall_and_sum_to_one_at_most() -> None:
    for text in ("Василий Анохина", "Мэй", "Александра Иванова", "Скрипалей"):
        name = NAMES.read(text, {}, Surroundings())
        assert name is not None
        probabilities = [reading.p for reading in name.readings]
        assert probabilities == sorted(probabilities, reverse=True)
        assert 0.9 < sum(probabilities) <= 1.0 + 1e-9


@pytest.mark.parametrize(
    ("text", "case", "last"),
    [("А.С. Пушкина", "gent", "Пушкин"), ("СОБЯНИНУ", "datv", "Собянин"), ("СОБЯНИНУ", "accs", "Собянина")],
)
def test_the_tagged_case_decides(text: str, case: str, last: str) -> None:
    at = text.rindex(" ") + 1 if " " in text else 0
    name = NAMES.read(text, {at: Word(text[at:], case)}, Surroundings())
    assert name is not None
    assert name.readings[0].last == last


def test_the_sentence_decides() -> None:
    """«Иванова» is his surname in the genitive or hers in the nominative."""
    hers = NAMES.read("Иванова", {}, Surroundings((sign("verb_behind.past", "f", "nomn"),)))
    his = NAMES.read("Иванова", {}, Surroundings((sign("noun.owner", "mf", "gent"),)))
    assert hers is not None
    assert his is not None
    assert (hers.readings[0].last, his.readings[0].last) == ("Иванова", "Иванов")


@pytest.mark.parametrize(
    ("one", "other"), [("юля", "юлия"), ("леша", "алексей"), ("билл", "уильям"), ("саша", "александра")]
)
def test_short_names(one: str, other: str) -> None:
    assert same_first_name(one, other)
    assert same_first_name(other, one)


@pytest.mark.parametrize(("one", "other"), [("юлия", "юрий"), ("алексей", "александр"), ("джон", "джордж")])
def test_different_first_names(one: str, other: str) -> None:
    assert not same_first_name(one, other)


@pytest.mark.parametrize("name", ["си цзиньпин", "пак кын хе", "нгуен фу чонг", "ван и", "дэн сяопина", "мун чжэ ин"])
def test_family_name_first(name: str) -> None:
    assert family_name_first(name.split(), NAMES.first.known)


@pytest.mark.parametrize("name", ["ким кардашьян", "ли харви освальд", "ван дейк", "ян ковальский", "иван ли"])
def test_family_name_not_first(name: str) -> None:
    assert not family_name_first(name.split(), NAMES.first.known)


# ------------------------------------------------------------------------------------------------- any text at all


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("АБВИКабвгиоуыьяё.-«»\"'’ IVXабвaeZz\u00a01)("), max_size=24))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    name = NAMES.read(text, {}, Surroundings())
    assert name is None or all(r.first or r.middle or r.last for r in name.readings)
    assert len(parts(text, {}).groups) <= len(text)


@pytest.mark.parametrize(
    "text", ["О'" * 2000 + "Б", "А-" * 3000 + "Б", "Саидова Мустафы Петра " * 200, "О'" * 70 + "Б"]
)
def test_a_name_without_end_is_none(text: str) -> None:
    name = NAMES.read(text, {}, Surroundings())
    assert (name is None) == (len(text) > 150)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=16))
def test_any_word_has_readings_without_an_exception(word: str) -> None:
    for form in (*readings(word), *surname(word), *NAMES.first.forms(word), *patronymic(word)):
        assert form.case in CASES
        assert restore(word, form.nominative).lower() == form.nominative or not word.isalpha() or not word.isascii()


# ---------------------------------------------------------------------------------------------------------- tables


def test_first_names_are_single_and_well_formed() -> None:
    rows = shipped("first_names")
    names = [row["name"] for row in rows]
    assert len(names) == len(set(names))
    assert {row["gender"] for row in rows} == {"male", "female", "any"}
    assert {row["common"] for row in rows} == {"yes", "rare", ""}
    assert all(re.fullmatch("[А-ЯЁ][А-Яа-яё-]*|[A-Z][a-zü]+", name) for name in names)


def test_surnames_are_read_from_their_own_forms() -> None:
    """A row is of use where forms lead to several surnames, and of none where they don't lead to it."""
    for row in shipped("surnames"):
        nominative = row["name"].lower()
        forms = declined(nominative)
        assert any(form.nominative == nominative for word in forms for form in readings(word)), nominative


def test_short_names_lead_to_known_names() -> None:
    known = {row["name"] for row in shipped("first_names")}
    for row in shipped("short_names"):
        assert row["name"] not in several(row["full"])
        assert set(several(row["full"])) & known, row


def test_family_names_have_languages() -> None:
    rows = shipped("family_names")
    assert len({row["name"] for row in rows}) == len(rows)
    assert {language for row in rows for language in several(row["languages"])} == {"chinese", "korean", "vietnamese"}


def test_a_user_s_first_name_counts() -> None:
    own = FirstNames([{"name": "Кыйлань", "gender": "female", "common": ""}])
    assert own.known("кыйлань") == 2
    assert NAMES.first.known("кыйлань") == 0


# -------------------------------------------------------------------------------------------- people from findings


def _people(*mentions: str) -> list[Person]:
    """People from mentions that stand one behind the other, without a sentence."""
    text = " | ".join(mentions)
    found: list[Finding[Name]] = []
    at = 0
    for mention in mentions:
        name = NAMES.read(mention, {}, Surroundings())
        assert name is not None
        found.append(Finding(at, at + len(mention), "test", name))
        at += len(mention) + 3
    return list(people(found, Article(text)))


def test_a_nominative_anywhere_settles_it() -> None:
    assert [p.name for p in _people("Ирины Яровой", "Ирины Яровой", "Ирина Яровая")] == ["Ирина Яровая"]
    assert [p.name for p in _people("Рааба", "Доминик Рааб")] == ["Доминик Рааб"]


def test_every_mention_is_kept_and_equal_people_are_one() -> None:
    found = _people("Василий Анохин", "Анохина", "В. Анохину", "Василием", "Светлана Орлова")
    assert [len(p.mentions) for p in found] == [4, 1]
    assert len(set(found)) == 2


def test_namesakes_stay_two() -> None:
    assert len(_people("Иван Петров", "Мария Петрова")) == 2
    assert len(_people("А. Н. Туполев", "А. А. Туполев")) == 2
    assert len(_people("Карл I", "Карл II")) == 2


def test_nobody() -> None:
    assert people((), Article("")) == ()
