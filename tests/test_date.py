"""Dates printed as a newsroom prints them are read back to the same day; the calendar never raises."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsnlp.anchor import anchor, dateline, resolve
from newsnlp.data import Tables
from newsnlp.find.date import finder
from newsnlp.find.date.atoms import READERS, _opened_by
from newsnlp.find.date.reader import Reader, pieces
from newsnlp.find.date.windows import Windows
from newsnlp.find.date.words import Words
from newsnlp.lang import calendar
from newsnlp.read.tokens import tokens
from newsnlp.types import Date, Finding, Point, Sentence, Tag, TimeExpression, Token
from russian import plural, sentence

MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
PLACES = "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split()
TENS = {2: "двадцать", 3: "тридцать"}
ORDINALS = (
    "первого второго третьего четвёртого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого "
    "тринадцатого четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого девятнадцатого двадцатого"
).split()
FIND = finder(Tables())
DAYS = st.dates(dt.date(1000, 1, 1), dt.date(9990, 12, 31))
ANCHORS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
# the words and figures of dates in any order, so that every rule is tried on nonsense
WORDS = st.sampled_from(
    "31 30 29 0 1 24 99 9999 1000 0001 2024 12.5 31.02.2020 00:00 24:00 29.02.1900 32.13.9999 9999-12-31 1-го XIX 90-е "
    "2023/24 с по до от "
    "в на и или между , - – — ( ) / через назад спустя прошлый прошлого этой следующей последние ближайшие позапрошлом "
    "января мае "
    "понедельник пятницу весной зимой год года лет месяца неделю недели дней день суток часов минут век веков "
    "тысячелетия квартал "
    "полугодии начало конце середине первой второй половине утром ночь полдень вчера сегодня каждый ежегодно тысяч млн "
    "сто девять "
    "миллиардов полтора полгода числа Новый Рождество учебный того же н э около более не текущем выходные "
    "десятилетий День матери Победы другую без кварталах последний эры с небольшим каждое число".split()
)


def found(text: str, published: dt.date | None) -> tuple[Date, ...]:
    """The dates of one sentence, without models: tokens carry no tags."""
    return anchor(FIND(sentence(text)), published, text)


def ordinal(number: int) -> str:
    """«двадцать пятого», «тридцатого»."""
    if number == 30:
        return "тридцатого"
    return ORDINALS[number - 1] if number <= 20 else f"{TENS[number // 10]} {ORDINALS[number % 10 - 1]}"


@given(DAYS, ANCHORS)
@example(dt.date(2024, 2, 29), dt.date(2023, 3, 1))
def test_full_dates_are_read_back(day: dt.date, published: dt.date) -> None:
    month = MONTHS[day.month - 1]
    for said in (
        f"{day.day} {month} {day.year} года",
        f"{day.day:02} {month} {day.year} г.",
        f"{day.day}-го {month} {day.year} г",
        f"{ordinal(day.day)} {month} {day.year} года",
        f"{day:%d.%m.}{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        day.isoformat(),
    ):
        dates = found(f"Это случилось {said}", published)
        assert [(d.value, d.begin, d.end, d.relative) for d in dates] == [(day.isoformat(), day, day, False)], said


@given(DAYS, st.times())
def test_times_of_a_day_are_read_back(day: dt.date, time: dt.time) -> None:
    clock = f"{time:%H:%M}"
    for said in (
        f"{day.day} {MONTHS[day.month - 1]} {day.year} года в {clock}",
        f"{clock}, {day.day} {MONTHS[day.month - 1]} {day.year} года",
        f"{day:%d.%m.}{day.year} {clock}",
    ):
        dates = found(f"Опубликовано: {said}", None)
        assert [(d.kind, d.value, d.begin) for d in dates] == [("time", f"{day.isoformat()}T{clock}", day)], said


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.integers(-180, 180))
def test_a_day_without_its_year_is_the_nearest(published: dt.date, away: int) -> None:
    day = published + dt.timedelta(days=away)
    if (day.month, day.day) == (2, 29):
        return
    dates = found(f"Заявление от {day.day} {MONTHS[day.month - 1]}", published)
    assert [(d.begin, d.relative) for d in dates] == [(day, True)]


@given(DAYS, st.integers(1, 400))
def test_ranges_are_read_back(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    said = [f"{day.day} {MONTHS[day.month - 1]} {day.year} года" for day in (first, last)]
    dates = found(f"Работы с {said[0]} по {said[1]}", None)
    assert [(d.value, d.begin, d.end) for d in dates] == [(f"{first.isoformat()}/{last.isoformat()}", first, last)]


@given(st.integers(1000, 9999), st.integers(1, 12))
def test_months_and_years(year: int, month: int) -> None:
    days = calendar.days("month", year, month)
    dates = found(f"В {PLACES[month - 1]} {year} года", None)
    assert [(d.value, d.begin, d.end) for d in dates] == [(f"{year}-{month:02}", *(days or ()))]
    assert [d.value for d in found(f"В {year} году", None)] == [str(year)]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.integers(2, 300))
def test_days_ago(published: dt.date, count: int) -> None:
    dates = found(f"Это случилось {count} {plural(count, 'день', 'дня', 'дней')} назад", published)
    assert [d.begin for d in dates] == [published - dt.timedelta(days=count)]


@given(st.lists(WORDS, max_size=14), st.none() | ANCHORS)
@example(["31", "декабря", "9999"], dt.date.max)
@example(["через", "9999", "лет"], dt.date.max)
@example(["День", "матери", "(", "26", "ноября", ")"], dt.date(2024, 4, 24))
def test_no_words_of_dates_raise(words: list[str], published: dt.date | None) -> None:
    text = " ".join(words)
    for date in found(text, published):
        assert all(text[m.start : m.stop] == m.text for m in date.mentions)
        assert date.begin is None or date.end is None or date.begin <= date.end
        assert date.kind in ("date", "time", "duration", "set")
        assert date.value


@given(st.text(max_size=60), ANCHORS)
def test_no_text_raises(text: str, published: dt.date) -> None:
    found(text, published)


@given(
    st.builds(
        Point,
        st.sampled_from("day weekend week month quarter season half year decade century millennium".split()),
        st.none() | st.integers(1, 9999),
        st.none() | st.integers(0, 60),
        st.none() | st.integers(1, 31),
        st.none() | st.integers(1, 7),
        st.none() | st.integers(-20000, 20000),
        st.none() | st.sampled_from("day week month quarter half year decade century millennium".split()),
        st.none() | st.integers(-1, 2),
        st.sampled_from(["", "start", "mid", "end", "first", "second"]),
    ),
    st.none() | ANCHORS,
    st.integers(-2, 2),
)
def test_the_calendar_never_raises(point: Point, published: dt.date | None, direction: int) -> None:
    for end in (point, Point("day", number=2, day=29), None):
        resolve(TimeExpression("date", point, end, direction=direction), published)


HEADS = [
    ("Мост открыли\n\n24 апреля 2024 года в 11:03\n\nТекст новости.", dt.datetime(2024, 4, 24, 11, 3)),
    ("Мост открыли\n24.04.2024 11:03\nТекст новости.", dt.datetime(2024, 4, 24, 11, 3)),
    ("24.04.2024 | 11:03\nМост открыли\nТекст новости.", dt.datetime(2024, 4, 24, 11, 3)),
    ("Общество\nМост открыли\nОпубликовано: 24 апреля 2024 г.\nТекст новости.", dt.date(2024, 4, 24)),
    ("Мост открыли\n12:30, 5 мая 2023\nТекст новости.", dt.datetime(2023, 5, 5, 12, 30)),
    ("Мост открыли\nМОСКВА, 5 мая 2023 г. — Агентство. Новый мост открыли в центре города.", dt.date(2023, 5, 5)),
    ("Москва, 5 мая. /ТАСС/. Новый мост открыли в центре города.", None),
    ("Мост открыли\nНовый мост открыли 24 апреля 2024 года в центре города, рассказали в мэрии.", None),
    ("Итоги 2023 года подвели в мэрии\nТекст новости.", None),
    ("24 апреля 2024 года суд вынес приговор.\nТекст новости.", None),
    ("18 апреля 2024\nПогода\nМост открыли\n8 октября 2019, 12:30\nТекст новости.", dt.datetime(2019, 10, 8, 12, 30)),
    ("18 апреля 2024\nМост открыли\nТекст новости о мосте через реку.", dt.date(2024, 4, 18)),
    ("Мост открыли\nТекст новости о мосте.\nОпубликовано: 8 октября 2019", dt.date(2019, 10, 8)),
    ("Мост открыли\nТекст новости о мосте.\n\n8 октября 2019 года", dt.date(2019, 10, 8)),
    ("Мост открыли\nТула, 5 мая 2023 года. Новый мост открыли в центре города.", dt.date(2023, 5, 5)),
    ("Тула, 5 мая 1963 года рождения.\nТекст новости.", None),
    ("Хоккей\nСчёт сравняли\n23.03.2025 20:15   ФОТО: Илья Светлов", dt.datetime(2025, 3, 23, 20, 15)),
    ("Дороги · 17 февраля 2025 · Обновлено 17 февраля 2025, 14:22\nМост", dt.datetime(2025, 2, 17, 14, 22)),
    ("Курс на 17.02.2025 | 91,2\nМост открыли\nТекст новости.", None),
    ("Приказ о мосте\nТекст.\nПодписано 5 мая 2019 года в Твери и внесено в общий реестр приказов", None),
]


@pytest.mark.parametrize(("text", "published"), HEADS)
def test_dateline(text: str, published: dt.date | None) -> None:
    lines = [line for line in text.splitlines() if line]
    at = 0
    findings: list[Finding[TimeExpression]] = []
    for line in lines:
        start = text.index(line, at)
        at = start + len(line)
        words = tuple(Token(start + t.start, start + t.stop, t.text, t.text.lower(), Tag("X")) for t in tokens(line))
        findings += FIND(Sentence(start, at, line, words))
    assert dateline(findings, text) == published


LEXICON = Words(Tables())


@given(st.lists(WORDS, min_size=1, max_size=8).map(" ".join))
@example("каждое первое число месяца")
@example("по утрам в 20-х числах XX века")
def test_no_reader_reads_where_it_is_not_asked(text: str) -> None:
    said = sentence(text)
    reader = Reader(pieces(said.tokens, said, LEXICON), LEXICON)
    for at, piece in enumerate(reader.pieces):
        part = piece.word.part if piece.word else piece.shape
        opened = _opened_by(piece.shape, part, piece.token.lower in LEXICON.holidays)
        silent = [read.__name__ for read, _ in READERS if read not in opened and read(reader, at) is not None]
        assert silent == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("На складе 300 коробок, свыше 4,9 тонны и 175-летний дуб", "и 175-летний"),
        ("Сейчас в каждом доме 2983 лампы", ""),
        ("Sun, 31 Dec 2023 22:30:45 +0300", ""),
        ("Рейс вылетел в 22:30 из Казани", "в 22:30 из"),
        ("Завод построен в 2019 и расширен без половины цехов", "в 2019 и"),
        ("Новый завод откроет новый директор", ""),
        ("Новый год встретят без пяти минут", "Новый год; без пяти минут"),
    ],
)
def test_windows(text: str, kept: str) -> None:
    said = sentence(text)
    cut = Windows(LEXICON).cut(said, ())
    assert "; ".join(said.cut(said.tokens[a].start, said.tokens[b - 1].stop) for a, b in cut) == kept
