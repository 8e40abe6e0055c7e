"""What the sentence says of a name's case and gender: preposition, title, verb."""

from __future__ import annotations

from collections.abc import Sequence

from newsnlp.lang import morph
from newsnlp.lang.morph import CASES
from newsnlp.lang.name_parts import KIN
from newsnlp.lang.names import Context
from newsnlp.types import Sentence, Tag, Token

_PREPOSITIONS: dict[str, str] = {
    word: cases
    for cases, words in {
        "gent": "без для до из от у около после против ради среди кроме возле вокруг вместо насчёт относительно "
        "имени им памяти словам мнению версии просьбе убеждению инициативе поручению адрес участием",
        "datv": "к ко благодаря вопреки согласно навстречу",
        "accs": "про через сквозь",
        "ablt": "над перед передо надо между",
        "loct": "при",
        "accs loct": "в во на о об обо",
        "accs ablt": "за под подо",
        "gent ablt": "с со",
        "datv loct": "по",
    }.items()
    for word in words.split()
}
# heads of common gender, and those that are followed by a genitive rather than by their holder's name
_COMMON = frozenset("глава судья звезда жертва коллега староста старшина легенда персона фигура модель".split())
_FAMILIES = frozenset(
    "семья семьи семье семью семьёй семьей супруги супругов супругам супругами братья братьев братьям братьями чета "
    "четы чету сёстры сестры сестёр сестер клан клана династия династии дело дела родители родителей".split()
)
_RELATIVES = frozenset(  # by their first letters; a name behind them is often another's, in the genitive
    word[:4]
    for word in "сын дочь дочери муж мужа мужу мужем жена супруг супруга брат сестра отец отца мать матери ребёнок "
    "внук внучка племянник адвокат представитель пресс-секретарь советник помощник сторонник соратник "
    "противник коллега друг друзья подруга заместитель преемник предшественник соперник тренер агент "
    "вдова родитель сосед".split()
)
MONARCHS = frozenset(
    "король короля королю королём королем короле королева королевы королеве королеву королевой папа папы "
    "папе папу папой патриарх патриарха патриарху патриархом митрополит митрополита митрополиту "
    "митрополитом архиепископ архиепископа архиепископу архиепископом епископ епископа епископом "
    "епископу император императора императору императором императрица императрицы царь царя царю царём "
    "царем царица царицы принц принца принцу принцем принцесса принцессы принцессу принцессе принцессой "
    "святой святого святому святым святая святую святые князь князя князю князем протоиерей отец игумен "
    "игумена иеромонах архимандрит архимандрита султан султана".split()
)
_CALLED = frozenset("звали зовут".split())
_TO_WHOM = frozenset(  # verbs whose object without a preposition stands in the dative
    "дать давать отдать передать передавать продать придать вручить вручать поручить поручать доверить доверять "
    "подарить дарить звонить позвонить помочь помогать ответить отвечать возразить возражать заметить напомнить "
    "напоминать объяснить объяснять рассказать рассказывать сказать говорить сообщить сообщать доложить докладывать "
    "запретить запрещать разрешить разрешать позволить позволять посоветовать советовать обещать пообещать "
    "пригрозить грозить угрожать верить поверить предложить предлагать предъявить предъявлять приказать "
    "приказывать написать писать прислать присылать послать послать отправить направить послужить служить "
    "подчиняться присвоить присвоить присудить присуждать пожелать желать выразить выражать посочувствовать "
    "сочувствовать завидовать уступить уступать проиграть проигрывать противостоять подражать мстить отомстить "
    "аплодировать адресовать посвятить посвящать пожаловаться присягнуть назначить вменить вменять простить "
    "подсказать показать показывать показаться открыть принести приносить вернуть возвращать выделить "
    "выплатить платить заплатить предписать предоставить предшествовать содействовать способствовать "
    "поддаться парировать намекнуть понравиться нравиться приписать приписывать достаться принадлежать "
    "грозить адресовать рекомендовать порекомендовать дозвониться сдаться отказать".split()
)
_APPOSED, _VERB, _PREPOSITION, _WOMAN, _NOMINATIVE = 2.4, 2.2, -2.0, 3.0, 3.0
_AND, _COMMA, _GOVERNED, _GIVEN, _OWNED, _AGENT = 3.0, 0.6, 2.4, 1.0, 0.8, 1.2
_ALONE = 5.0  # where a verb has no other object, so that the name can be no dative: «Иванову продлили арест»


def context(sentence: Sentence, start: int, stop: int) -> Context:
    """What stands around a name: its preposition, the title before it, a verb in the past."""
    before = [t for t in sentence.tokens if t.stop <= start]
    after = _after(sentence, stop)
    male, female, family = [0.0] * 6, [0.0] * 6, [-2.5] * 6
    title = _title(sentence, start, before)
    if title:
        head, size = title
        inside = sentence.within(start, stop)
        _appose(head, inside, male, female, family, size > 1 and _ends_with_place(sentence, before[-1]))
        before = before[: len(before) - size]
        if before and head.tag.case == "nomn" and not _has_subject(before[:-1]):  # присутствовал лидер КНДР Ким Чен Ын
            _verb(before[-1].tag, male, female, 0.4)
    titled = bool(title and title[0].lower in MONARCHS and title[0].lower[:4] not in _RELATIVES)
    if not title and before and (kin := _kin(sentence, start, before)):  # супруга Си Цзиньпина Пэн Лиюань
        _appose(kin, sentence.within(start, stop), male, female, family, True)
        titled = True
    last = before[-1] if before else None
    if last and last.lower in _FAMILIES:
        family = [weight + 4.0 for weight in family]
        male[0] -= 1.0
        female[0] -= 1.0
    if last and (cases := _PREPOSITIONS.get(last.lower)):
        for weights in (male, female, family):
            for n, case in enumerate(CASES):
                weights[n] += 0.0 if case in cases else _PREPOSITION
    elif (last and last.text == ":") or (last and last.lower in _CALLED):  # Фото: Е. Громова
        male[0] += _NOMINATIVE
        female[0] += _NOMINATIVE
    elif last and last.text == "," and after and after.text in _PAUSES and (whose := _explains(sentence, before[:-1])):
        _appose(whose, sentence.within(start, stop), male, female, family, True)
    elif last and last.text in ("и", ",", "или") and len(before) > 1 and before[-2].tag.pos == "PROPN":
        _beside(before[-2].tag, male, female, _AND if last.text == "и" else _COMMA)
    elif not title and last and not _has_subject(before[:-1]):
        _verb(last.tag, male, female, 1.6 if _must_follow(last, before) else 0.8)
    if not title and last and last.tag.pos == "NOUN" and last.tag.animacy == "inan":  # фильм Энтони Рэппа
        male[1] += _OWNED
        female[1] += _OWNED
    if last and last.tag.pos == "VERB" and last.tag.form == "Part" and last.tag.short:  # подписан Мирославой Карпович
        male[4] += _AGENT
        female[4] += _AGENT
    if not title and last and (last.tag.number == "plur" or _has_subject(before[:-1])):
        several = after is not None and after.text in ("и", ",")  # who may be the subject
        _object(last, male, female, _GOVERNED if several or _has_object(sentence, last, stop) else _ALONE)
    elif (
        not title and (not last or last.text in _OPENING) and after and after.tag.number == "plur"
    ):  # Веденяпину задержали
        _fronted(sentence, after, male, female)
    _apart(sentence, stop, male, female)
    if after and not (last and not title and _may_be_subject(last.tag, after.tag)):
        subject = not last or (title and title[0].tag.case == "nomn")  # министр Ханке Брюинс Слот прибыла
        _verb(after.tag, male, female, 1.7 if subject and after.tag.gender == "femn" else 1.0)
        if after.tag.pos == "VERB" and after.tag.number == "plur":
            family[0] += 2.0
    return Context(tuple(male), tuple(female), tuple(family), titled, _kin_gender(title[0]) if title else "")


def _from(sentence: Sentence, before: list[Token]) -> tuple[Token, int] | None:
    """The head of «теннисистка из Казахстана», «депутат от КПРФ» with the number of tokens from there on."""
    at = next((n for n in range(len(before) - 2, max(len(before) - 5, 0), -1) if before[n].lower in _FROM), 0)
    head = before[at - 1] if at else None
    if not head or head.tag.pos != "NOUN" or head.tag.animacy != "anim" or not head.tag.case:
        return None
    start, stop = before[at + 1].start, before[-1].stop
    there = any(s.start == start and s.stop == stop and s.kind in _NAMED for s in sentence.spans)
    return (head, len(before) - at + 1) if there else None


_FROM = frozenset("из от".split())
_OPENING = frozenset(', : — – « „ “ " .'.split())


_PAUSES = frozenset(", — –".split())


def _explains(sentence: Sentence, before: Sequence[Token]) -> Token | None:
    """The word for a person whose name stands between commas: «его брат, Ван Бин, генерал», «дочь Ван Цзюня, …»."""
    if not before:
        return None
    tag = before[-1].tag
    if tag.pos == "NOUN" and tag.animacy == "anim" and tag.case:
        return before[-1]
    return _kin(sentence, before[-1].stop, before)


def _after(sentence: Sentence, stop: int) -> Token | None:
    """The word behind a name; of «Захарова также не ответила» the verb."""
    for token in sentence.tokens:
        if token.start >= stop and token.tag.pos not in ("ADV", "PART"):
            return token
    return None


def _must_follow(verb: Token, before: Sequence[Token]) -> bool:
    """Whether a woman's verb still waits for its subject: none stands anywhere before it."""
    return verb.tag.gender == "femn" and not any(t.tag.case == "nomn" and t.tag.gender == "femn" for t in before)


def _beside(tag: Tag, male: list[float], female: list[float], weight: float) -> None:
    """Behind «Ивановой и», the case is likely that of the name before."""
    if tag.case in CASES:
        for weights in (male, female):
            weights[CASES.index(tag.case)] += weight


def _object(verb: Token, male: list[float], female: list[float], weight: float) -> None:
    """A verb's object stands in the accusative, or in the dative behind those that give, tell and help."""
    if verb.tag.pos != "VERB":
        return
    form = morph.form(verb)
    if form.lemma in _TO_WHOM or "tran" in form.grammemes:
        for weights in (male, female):
            if form.lemma in _TO_WHOM:
                weights[CASES.index("datv")] += _GIVEN
            else:
                weights[CASES.index("accs")] += weight


def _fronted(sentence: Sentence, verb: Token, male: list[float], female: list[float]) -> None:
    """The name before a verb in the plural is its object: «Иванову задержали», unlike «Иванову продлили арест»."""
    behind = next((t for t in sentence.tokens if t.start >= verb.stop), None)
    if verb.tag.pos != "VERB":
        return
    form = morph.form(verb)
    if _has_object(sentence, verb, verb.stop):
        for weights in (male, female):
            weights[CASES.index("datv")] += _GOVERNED
        return
    clause = behind and (behind.text in ",:" or behind.tag.form == "Inf")  # Иванову сказали, что…
    if "tran" in form.grammemes and not (form.lemma in _TO_WHOM and clause):
        for weights in (male, female):
            weights[CASES.index("accs")] += _GOVERNED if form.lemma in _TO_WHOM else _ALONE


def _apart(sentence: Sentence, stop: int, male: list[float], female: list[float]) -> None:
    """«Иванова, возглавившая…» tells case and gender; «Паратова — Сергей Петров» has a verb left out between them."""
    behind = [t for t in sentence.tokens if t.start >= stop][:2]
    if len(behind) < 2:
        return
    mark, start, tag = behind[0].text, behind[1].start, behind[1].tag
    if mark == "," and tag.form == "Part" and tag.number == "sing" and tag.case in CASES and not tag.short:
        weights = {"masc": male, "femn": female}.get(tag.gender or "", [0.0] * 6)
        weights[CASES.index(tag.case)] += _VERB
    named = tag.case == "nomn" and any(s.kind == "person" and s.start == start for s in sentence.spans)
    if mark in ("—", "–") and named:
        male[CASES.index("accs")] += _NOMINATIVE
        female[CASES.index("accs")] += _NOMINATIVE


def _has_object(sentence: Sentence, verb: Token, stop: int) -> bool:
    """Whether a verb with a name beside it has another object, before it or behind the name, which ends at ``stop``."""
    before = [t for t in sentence.tokens if t.stop <= verb.start]
    behind = [t for t in sentence.tokens if t.start >= stop]
    return _object_in(before[::-1], -1) or _object_in(behind, 1)


def _object_in(tokens: Sequence[Token], step: int) -> bool:
    """Whether a noun in the accusative with no preposition stands in the clause that begins or ends here."""
    for n, token in enumerate(tokens):
        if token.tag.pos == "PUNCT" or (step > 0 and token.tag.pos == "ADP"):
            return False
        case = token.tag.case == "accs" or (token.tag.case == "nomn" and token.tag.animacy == "inan")
        if case and token.tag.pos in ("NOUN", "PRON", "NUM"):
            return step > 0 or all(t.tag.pos != "ADP" for t in tokens[n + 1 : n + 4])
    return False


def _has_subject(before: Sequence[Token]) -> bool:
    """Whether the clause before a verb has a subject already: «Суд оштрафовал Моргенштерна»."""
    for token in reversed(before):
        if token.tag.pos == "PUNCT":
            return False
        if token.tag.case == "nomn" and token.tag.pos in ("NOUN", "PROPN", "PRON"):
            return True
    return False


def _title(sentence: Sentence, start: int, before: list[Token]) -> tuple[Token, int] | None:
    """The head of the title that stands right before a name, and the number of the title's tokens."""
    if not before or sentence.cut(before[-1].stop, start).strip():
        return None
    for span in sentence.spans:
        if span.kind == "title" and span.stop == before[-1].stop:
            inside = [t for t in before if t.start >= span.start]
            head = next((t for t in inside if t.tag.pos == "NOUN" and t.tag.case), None)
            if head:
                return head, len(inside)
    if from_where := _from(sentence, before):
        return from_where
    last = before[-1]
    if last.tag.case and (
        (last.tag.pos == "NOUN" and last.tag.animacy == "anim")
        or last.lower in MONARCHS
        or last.lower.startswith(("экс-", "вице-"))
    ):
        return last, 1
    return None


def _kin(sentence: Sentence, start: int, before: Sequence[Token]) -> Token | None:
    """The relative's word before the name of another that stands right before a name."""
    if sentence.cut(before[-1].stop, start).strip():
        return None
    own = before[-1]
    whose = next(
        (s for s in sentence.spans if s.kind == "person" and s.start <= own.start and own.stop <= s.stop), None
    )
    word = next((t for t in reversed(before) if whose and t.stop <= whose.start), None)
    return word if word and word.lower[:4] in _RELATIVES and word.tag.case else None


def _kin_gender(head: Token) -> str:
    """The gender of a kinsman's word, "m" or "f"; empty for other words."""
    return {"masc": "m", "femn": "f"}.get(head.tag.gender or "", "") if KIN.match(head.lower) else ""


def _may_be_subject(noun: Tag, verb: Tag) -> bool:
    """Whether the noun before a name may be the subject of the verb behind it: «путь Зыкина закончила» has another."""
    return (
        noun.pos == "NOUN" and noun.case == "nomn" and not (noun.gender and verb.gender and noun.gender != verb.gender)
    )


def _ends_with_place(sentence: Sentence, last: Token) -> bool:
    """Whether a title ends with a place, «премьер Италии»: the name behind it stands in the title's case."""
    return any(span.stop == last.stop and span.kind in _PLACES for span in sentence.spans)


_PLACES = frozenset("country region city district".split())
_NAMED = _PLACES | {"organization"}


def _appose(
    head: Token,
    inside: Sequence[Token],
    male: list[float],
    female: list[float],
    family: list[float],
    complete: bool = False,
) -> None:
    """A title before the name stands in its case; a relative, or a word that no word of the name agrees with, may
    have the name behind it in the genitive: «биограф Симоны де Бовуар»."""
    case = CASES.index(head.tag.case) if head.tag.case in CASES else 0
    if head.tag.number == "plur":
        of_families = head.lower[:4] not in _RELATIVES
        family[case] += 3.0 * of_families
        family[1] += 1.5 * of_families
        male[1] += _APPOSED / 2
        female[1] += _APPOSED / 2
        return
    agrees = complete or any(t.tag.case == head.tag.case for t in inside[:1])
    relative = head.lower[:4] in _RELATIVES and not complete
    of_another = relative or not agrees
    male[case] += _APPOSED / (1 + of_another)
    female[case] += _APPOSED / (1 + of_another)
    if head.tag.gender == "masc" and head.tag.case == "gent":  # or the accusative: наградил академика Лео Бокерию
        male[3] += _APPOSED / (1 + of_another) * 0.75
        female[3] += _APPOSED / (1 + of_another) * 0.75
    if of_another:
        male[1] += _APPOSED / 2
        female[1] += _APPOSED / 2
    if relative and len(inside) == 1:  # дочь Михалкова: his name rather than hers
        male[1] += _APPOSED / 2
    elif head.lower[:4] not in _COMMON_STEMS:
        if head.tag.gender == "femn":
            female[case] += _WOMAN
        elif head.tag.gender == "masc":
            male[case] += _WOMAN if head.lower[:5] in _MEN and not relative else 0.4


# by their first letters, men whose women have another word: певица, актриса, писательница
_MEN = frozenset(
    word[:5]
    for word in "певец певца певцу певцом певце актёр актер актёра актёру писатель исполнитель теннисист фигурист "
    "гимнаст спортсмен пловец пловца пловцу учитель король короля королю принц принца принцу герцог мальчик мальчика "
    "юноша юноши юноше парень парня парню мужчина муж мужа мужу супруг супруга супругу брат брата брату сын сына сыну "
    "отец отца отцу дед деда деду дедушка внук внука внуку дядя племянник господин мистер сэр лорд пенсионер "
    "школьник студент официант продавец волшебник художник поэт хоккеист футболист".split()
)
_COMMON_STEMS = frozenset(word[:4] for word in _COMMON)


def _verb(tag: Tag, male: list[float], female: list[float], weight: float) -> None:
    """A verb beside the name: the name is likely its subject, and one in the past tells the gender."""
    if (
        tag.pos != "VERB"
        or (tag.form in ("Conv", "Part", "Inf") and not tag.short)
        or tag.number != "sing"
        or tag.person in ("1", "2")
    ):
        return
    if tag.tense != "past":
        male[0] += _VERB * weight / 2
        female[0] += _VERB * weight / 2
    elif tag.gender == "masc":
        male[0] += _VERB * weight
    elif tag.gender == "femn":
        female[0] += _VERB * weight
