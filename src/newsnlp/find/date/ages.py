"""What lasts, and what is somebody's age: «приговорён к 15 годам», «в 15 лет»."""

from __future__ import annotations

from collections.abc import Sequence

from newsnlp.find.date.candidate import Candidate
from newsnlp.lang import morph
from newsnlp.types import Token


def during(c: Candidate) -> bool:
    """«(в) течение двух недель»"""
    return c.lower.startswith(("течени", "протяжени"))


def lasts(c: Candidate) -> bool:
    """«три месяца», «полгода»; years may be somebody's age unless a word says that they last."""
    if c.type == "LONG":
        return _long(c)
    if c.type == "UNIT":
        return (c.word_before in ("за", "на") and c.lower != "день") or recurring(c.words_before(3))
    if c.type == "LASTING":
        return True
    if c.type in ("NUMBER", "COUNT"):  # «5» of «дети 5 и 7 лет»
        return c.word_before in SPANNING or "лет" not in c.sentence.cut(c.stop, c.stop + 20)
    if c.lasting is None or c.lasting.unit in ("season", "quarter"):  # «два сезона», «в двух кварталах отсюда»
        return c.lasting is None
    if "Y" not in c.lasting.value or during(c) or c.word_before in SPANNING:
        return True
    if c.word_before == "и" and c.words_before(3)[0] in SPANNING:  # «на 20 и 10 лет»
        return True
    if "M" in c.lasting.value or "D" in c.lasting.value:  # «1 год 6 месяцев»
        return c.around[1] not in tuple(",)")
    return lived(c) or imprisoned(c) or worked(c) or recurring(c.words_before(3))


SPANNING = frozenset({"за", "через", "почти", "последние", "последних", "на"})


def recurring(before: Sequence[str]) -> bool:
    """«раз в два года», «дважды в неделю», by the words before.

    >>> recurring(["раз", "в"]), recurring(["в"])
    (True, False)
    """
    return len(before) > 1 and before[-1] == "в" and before[-2] in ("раз", "раза", "дважды", "трижды")


def imprisoned(c: Candidate) -> bool:
    """«8 лет тюрьмы», «приговорён к 15 годам», «сроком на 5 лет»"""
    judged = c.word_before == "к" and any(w.startswith(("пригов", "осу")) for w in c.words_before(6))
    judged = judged or any(w.startswith(_GIVEN) or w in ("дал", "дала", "дали") for w in c.words_before(3))
    term = any(w.startswith(("срок", "контракт", "соглашен", "договор", "мандат")) for w in c.words_before(5))
    return c.word_behind.startswith(_PRISON) or judged or (term and c.word_before != "с")


_GIVEN = ("грози", "получил", "отбыл", "отсид", "приговор", "осуд", "осужд", "пробуд", "пробыл")
_PRISON = (
    "лишени", "колони", "тюрь", "тюрем", "заключени", "строг", "общего", "исправит", "ограничени", "условно",
    "принудит", "каторг", "поселени", "ареста", "брак", "работы", "службы", "правлени",
)  # fmt: skip


def worked(c: Candidate) -> bool:
    """«четыре года возглавлял», «руководил 12 лет»: a verb of what goes on stands right beside."""
    near = (c.last_token, c.next_token)
    return c.word_before != "," and any(token is not None and _goes_on(token) for token in near)


def _goes_on(token: Token) -> bool:
    tag = token.tag
    if tag.pos != "VERB" or tag.form != "Fin" or token.lower.startswith(("был", "буд", "исполн", "состав")):
        return False
    return any(p.tag.POS == "VERB" and p.tag.aspect == "impf" for p in morph.parses(token.lower))


def lived(c: Candidate) -> bool:
    """«прожили вместе 70 лет», «26 лет проработал в клубе», not «прожил до 80 лет»"""
    if c.word_before in ("до", "к", "на", "от") or c.last_token is None:
        return False
    near = (t for t in c.sentence.around(c.start, c.stop, 4) if t.tag.pos == "VERB")
    return c.word_before != "," and any(token.lower.startswith(_LIVED) for token in near)


_LIVED = (
    "прожи", "живу", "живёт", "живет", "прорабо", "отрабо", "просид", "прослуж", "провел", "провёл", "проведя",
    "возглавлял", "занима", "отсид", "руковод",
)  # fmt: skip


def _long(c: Candidate) -> bool:
    """«пятилетний контракт», «25-летний срок», not «45-летний водитель», «80-летний юбилей»."""
    token = c.next_token
    thing = token is not None and token.tag.pos == "NOUN" and token.tag.animacy == "inan"
    known = c.lasting is not None and c.lasting.amount is not None
    return known and thing and not c.word_behind.startswith(("юбиле", "годовщин", "возраст", "истори"))


def age(c: Candidate) -> bool:
    """«в 15 лет», «с 14 лет», «ему было пять лет», «исполнилось 50 лет»"""
    counted = c.rule == "date.duration" and c.type in ("DURATION", "") and c.atoms[0].type != "RELATIVE"
    counted = counted and not recurring(c.words_before(3))
    years = counted and c.lasting is not None and "Y" in c.lasting.value and not during(c)
    if not years or not {"лет", "года", "год"}.intersection(c.lower.split()):
        return False
    lived_to = c.word_before == "до" and any(
        word.startswith(("дожи", "прожи")) for word in c.words_before(4)
    )  # «дожил до 90 лет»
    named = any(word.startswith(_OF_AGE) for word in c.words_before(3))
    if imprisoned(c):
        return False
    if named or lived_to or c.word_before in ("в", "с") or (c.word_before == "на" and _looks(c)):
        return True
    retired = c.word_before in ("до", "позже", "позднее", "раньше", "старше", "от", "после", "—", "–")
    small = c.word_before in _BOUNDS and any(w.startswith(_CHILDREN) for w in c.words_before(5))
    old = retired and any(w.startswith(("возраст", "пенси")) for w in c.words_before(20))
    return small or old or _persons(c)


_OF_AGE = ("исполн", "возраст", "было", "стукну")
_BOUNDS = frozenset({"до", "от", "старше", "младше", "моложе", "с", "после"})
_CHILDREN = (
    "дети", "детей", "детям", "ребён", "ребен", "подрост", "женщин", "мужчин", "юнош", "девуш", "молод", "школьник",
    "лиц", "людям", "людей",
)  # fmt: skip


def _looks(c: Candidate) -> bool:
    """«выглядит на 40 лет»"""
    return any(word.startswith("выгляд") for word in c.words_before(4))


def _persons(c: Candidate) -> bool:
    """«Людмилу Касьян (56 лет)», «Поленти 50 лет, …»: the years of somebody's life."""
    last, text = c.last_token, c.sentence.cut(c.start - 2, c.start)
    if last is not None and last.text == "(" and c.around[1] in tuple("),"):
        last = c.sentence.before(last.start)
        return last is not None and last.tag.pos == "PROPN"
    if text[-1:] != " " or (c.around[1] not in tuple(",.;)") and c.next_token is not None):
        return False
    for token in reversed(c.sentence.around(c.start, c.start, 6)[:-1] if c.start else ()):
        if token.stop > c.start or token.text in ("—", "–"):
            continue
        if token.tag.pos not in ("NOUN", "PROPN", "PRON", "ADJ", "ADP", "DET"):
            return False
        before = c.sentence.before(token.start)
        theirs = token.tag.case in ("datv", "loct") and (before is None or before.tag.pos != "ADP")
        if theirs and (token.tag.pos in ("PRON", "PROPN") or token.tag.animacy == "anim"):
            return True
    return False


def young(c: Candidate) -> bool:
    """«Котёнку три месяца.»: an age, though not in years."""
    return c.type == "DURATION" and c.lasting is not None and c.lasting.unit == "month" and _persons(c)


def older(c: Candidate) -> bool:
    """«на год младше», «старше его на несколько месяцев»"""
    compared = ("младше", "старше", "моложе")
    return c.lasting is not None and (c.word_behind in compared or any(w in compared for w in c.words_before(4)))
