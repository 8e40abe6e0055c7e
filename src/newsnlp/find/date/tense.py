"""Which way a clause looks: behind or ahead of the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from newsnlp.data import word_list
from newsnlp.find.context import REACH, Rules, clause
from newsnlp.lang import morph
from newsnlp.lang.phrases import DASHES
from newsnlp.types import NOWHERE, Finding, Point, Sentence, Tag, TimeExpression, Token

# verbs in the present and participles that announce: «планирует», «хотим», «запланирован», «назначена на пятницу»
_AHEAD = re.compile(
    r"(?:за)?планиру|намерева|намерен|намечен|запланирован|назначен|собира[юе][мт]?с|рассчитыва[юе]|хо(?:чу|чет|тим|тят)|мечта[юе]|наде[юе]|предсто|ожида[юе]т|ждут|жд[её][тм]|должн|(?:по)?обеща(?!нн)|"
    r"готов[ия][мт]|перенес[её]н|отложен|прогнозир|может|могут|откладыва|переносит|буд(?:ет|ут|ем|у)$"
)
# verbs whose own time says nothing of the day that they tell of: «объявил о концерте 15 января», «перенесли выборы»
_TELLING = re.compile(
    r"со?общ|(?:за|объ|вы|по)яв|анонс|рас?сказ|сказа|отме[тч]|подч[её]рк|доба[вл]|уточн|поясн|напомн|узна|стал[ои]?$|реши|"
    r"договор|соглас|назнач|перен|отлож|сдвин|утверд|одобр|предлож|потреб|пригла|призва|попрос|продл|заброн|разреш|"
    r"запре|обяза|поруч|хоте|мог|бы(?:л|ть)|жда|готов|заказ|купи|анонс|определ|выбра|рекоменд|предупре|извест"
)
# «как пишет в понедельник газета»: written by then
_REPORTS = re.compile(
    r"пиш[еу]т|сообща[ею]т|переда[её]т|заявля[ею]т|отмеча[ею]т|уточня[ею]т|цитиру[ею]т|информиру[ею]т|рассказыва[ею]т"
)
_CLAUSE = frozenset(",;:—–()«»")
_OVER = ("ahead",)  # whatever the tense says
_SCHEDULED = ("due",)  # where no tense says anything


def looking(
    said: TimeExpression,
    sentence: Sentence,
    start: int,
    stop: int,
    rules: Rules,
    earlier: Sequence[Finding[TimeExpression]] = (),
) -> int:
    """Which way an expression looks, as :attr:`TimeExpression.direction` has it: by a rule of context, by the tense of
    its clause, by being a term («до 1 декабря»), by the weekday before it whose verb it leaves out, by the tense of
    another clause. ``earlier``: what the sentence has told before.
    """
    tense = direction(sentence, start, stop)
    point = said.begin or said.end or Point("day")
    if point.shift is not None or said.told is not None:  # «вчера», «в тот же день»: it is fixed already
        return tense
    ways = _ways(said, sentence, start, stop, rules, earlier, tense)
    told = next((way for way in ways if way is not None), None)
    weekday = "weekday" in _classes(said, sentence, stop)
    return _without_verb(point, sentence, start, tense, weekday) if told is None else told


def _ways(
    said: TimeExpression,
    sentence: Sentence,
    start: int,
    stop: int,
    rules: Rules,
    earlier: Sequence[Finding[TimeExpression]],
    tense: int,
) -> Iterator[int | None]:
    """Which way each thing that may tell it has an expression look, the surest first."""
    classes = _classes(said, sentence, stop)
    if rules.first(classes, sentence, start, stop, _OVER) is not None:
        yield 3 if tense < 0 else 2
    yield _prepared(said, sentence, start, stop, tense)
    yield _by_verb(said, classes, tense, clause(sentence, start, stop))
    yield _dashed(_grain(said), sentence, start, stop, earlier)
    if rules.first(classes, sentence, start, stop, _SCHEDULED) is not None:
        yield 2
    yield _under_way(said, sentence, start, stop, tense)


def _by_verb(said: TimeExpression, classes: Set[str], tense: int, own: Sequence[Token]) -> int | None:
    """As the verb of its own clause has it, or as a term does; ``None`` where neither tells."""
    if said.begin is not None:
        return tense if abs(tense) > 1 else None
    if tense < 0 and said.end is not None and _state(own) and any(token.tag.short for token in own):
        return 2  # «мост закрыт до осени»
    if tense < 0 and classes >= {"weekday", "inf"}:
        return 2  # «поручил до пятницы подготовить»
    if abs(tense) > 1:
        return 1 if tense < 0 and "day" in classes else tense  # «продлил до 24 октября»
    return 2 if said.end is not None else None


def _without_verb(point: Point, sentence: Sentence, start: int, tense: int, weekday: bool) -> int:
    """Where neither a verb of its clause nor a rule tells: «сбор у школы в субботу в 10:00», «матч — в субботу»."""
    at_hours = sentence.before(start).lower in ("в", "во") and _has_hours(point, sentence, start)
    if weekday and not tense and at_hours:
        return 2  # nothing is told to have happened
    if all(token.text not in DASHES for token in sentence.left(start, 2)):
        return tense
    return 2 * tense or 2 * weekday


_HOURS = re.compile(r"\b(?:в|с|до|к) \d{1,2}(?::\d\d)?")  # «в четверг репетиция в 18:00»


def _dashed(
    grain: str, sentence: Sentence, start: int, stop: int, earlier: Sequence[Finding[TimeExpression]]
) -> int | None:
    """Which way the last such date looks before one with a dash: «в четверг — в 20:00, в пятницу — в 16:00»."""
    behind = sentence.behind(stop)
    at_day = grain in ("day", "month") and sentence.before(start).lower != "на"  # «на 1 апреля» looks nowhere
    if behind.text not in DASHES or not (at_day or grain in ("weekday", "season")):
        return None
    return next((f.value.direction for f in reversed(earlier) if _grain(f.value) == grain), None)


def _classes(said: TimeExpression, sentence: Sentence, stop: int) -> frozenset[str]:
    planned = any(token.tag.form == "Inf" for token in clause(sentence, stop, stop))
    return frozenset({_grain(said), "inf"} if planned else {_grain(said)})


def _grain(said: TimeExpression) -> str:
    point = said.begin or said.end or Point("day")
    return "weekday" if point.weekday and point.number is None else point.grain


def _has_hours(point: Point, sentence: Sentence, start: int) -> bool:
    """Whether a clock's time stands in an expression, or behind it in its clause."""
    last = clause(sentence, start, start)
    return ":" in point.clock or bool(_HOURS.search(sentence.cut(start, last[-1].stop if last else start)))


def _under_way(said: TimeExpression, sentence: Sentence, start: int, stop: int, tense: int) -> int | None:
    """«кандидатов выдвигают с 10 сентября по 5 октября»: what goes on in the present is not long over."""
    if tense or said.begin is None or said.end in (None, said.begin):
        return None
    own = (token.tag for token in clause(sentence, start, stop))
    return 3 if any((tag.pos, tag.tense) == ("VERB", "pres") for tag in own) else None


def _prepared(said: TimeExpression, sentence: Sentence, start: int, stop: int, tense: int) -> int | None:
    """«на пятницу», «обещал достроить к сентябрю», «к лету — новый парк» look ahead; «на 1 апреля» looks nowhere."""
    before, point = sentence.before(start), said.begin or said.end
    if point is None or point.clock or point.step is not None:
        return None
    if before.lower in ("к", "ко"):
        # «обещал *достроить* к сентябрю»
        return 2 if not tense or any(token.tag.form == "Inf" for token in sentence.around(start, stop, 8)) else None
    if before.lower != "на":
        return None
    # which way «на лето», «на пятницу», «на 1 апреля» look
    if sentence.cut(start, stop)[0].isdigit():
        return 0
    if point.grain == "season":
        return 2
    return 1 if point.weekday or point.grain == "weekend" else None


def tells(token: Token) -> bool:
    """Whether a token is the predicate of its clause."""
    return token.tag.tells or token.lower == "нет"


def direction(sentence: Sentence, start: int, stop: int) -> int:
    """-2 where the clause around the offsets is in the past, 2 where it is in the future; -3 where its past is of what
    happened on that day, -4 where no noun beside it may be of that day instead; -1 and 1 where only another clause of
    the sentence says; 0 where nothing does. The nearest verb decides.
    """
    own = clause(sentence, start, stop)
    own = _apposed(own, sentence, start, stop) or own
    if _turned([t for t in own if t.stop <= start]):
        return -3
    if _done(sentence.left(start, 2)):
        return -2
    tense = 2 * _nearest(own, start, stop)
    if not tense:
        return _nearest(_without_sources(sentence.around(start, stop, REACH), start), start, stop)
    return _past(own, sentence, start, stop) if tense == -2 else tense


def _past(own: Sequence[Token], sentence: Sentence, start: int, stop: int) -> int:
    """Which way an expression looks whose own clause is in the past."""
    state = _state(own)
    if state and _ahead_elsewhere(own, sentence, start, stop):
        return 1
    # whether nothing in a clause of the past looks ahead: no infinitive, no «на 5 мая», no word of telling
    looks = sentence.before(start).lower in word_list("date.tense.prepositions")
    told = (t.tag.pos in ("VERB", "AUX", "ADJ") and _TELLING.match(t.lower) for t in own)
    if not looks and not any(told) and all(t.tag.form != "Inf" for t in own):
        return -3 if state or _of_noun(sentence.left(start, 2)) else -4
    return -2


def _ahead_elsewhere(own: Sequence[Token], sentence: Sentence, start: int, stop: int) -> bool:
    """«начнётся в 19:00, в субботу зал закрыт»"""
    others = _without_sources(sentence.around(start, stop, REACH), start)
    return _nearest([t for t in others if t not in own], start, stop) > 0


def _apposed(own: Sequence[Token], sentence: Sentence, start: int, stop: int) -> Sequence[Token]:
    """The clause before a comma behind which nothing but a date stands: «пройдут в единый день, *13 сентября*»; none
    where its ``own`` clause says more.
    """
    if not own or sentence.behind(own[-1].stop).text in DASHES:
        return ()  # «зимой обновить парк, *весной* — дороги»
    said = _THAT_IS.match(sentence.cut(own[0].start, start))
    first = own[0].start + said.end() if said else 0
    alone = all(start <= t.start < stop or t.start < first or t.tag.pos in ("ADP", "ADV", "PUNCT") for t in own)
    before = sentence.before(own[0].start) if alone else NOWHERE
    if before.text not in (",", "("):
        return ()
    return clause(sentence, before.start, stop)


_THAT_IS = re.compile(r"\A(?:то есть|а именно) ")


def _done(before: Sequence[Token]) -> bool:
    """Whether a participle of the past right before tells it: «изъятые весной», «закрытый в марте»."""
    last = next((t for t in reversed(before) if t.tag.pos != "ADP"), NOWHERE)
    done = last.tag.form == "Part" and "past" in (last.tag.tense, _by_form(last.lower, "PRTF"))
    return done and not last.tag.short and not _AHEAD.match(last.lower)


def _turned(before: Sequence[Token]) -> bool:
    """Whether a clause begins with a participle of the past: «дорогу, *размытую* селем в ночь на среду, откроют»."""
    return bool(before) and _done(before[:1]) and not any(t.tag.form in ("Fin", "Inf") for t in before)


def _state(clause: Sequence[Token]) -> bool:
    """Whether a clause says how things stand: a short participle without «был»."""
    return not any(t.tag.pos in ("VERB", "AUX") and not t.tag.short for t in clause)


def _of_noun(before: Sequence[Token]) -> bool:
    """Whether a noun right before may be what the date is of: «с поставкой в декабре», «отказались от парада 9 мая»."""
    last = next((t.tag for t in reversed(before) if t.tag.pos != "ADP"), NOWHERE.tag)
    return last.pos == "NOUN" and last.case != "nomn"


def _without_sources(tokens: Sequence[Token], start: int) -> Sequence[Token]:
    """Without «, как сообщил министр,», where the date itself is outside of it."""
    found: list[Token] = []
    for ends, words in groupby(tokens, key=lambda token: token.text in _CLAUSE):
        part = () if ends else tuple(words)
        if part and (part[0].lower != "как" or part[0].start <= start < part[-1].stop):
            found += part
    return found


def _nearest(tokens: Sequence[Token], start: int, stop: int) -> int:
    told = [(max(start - t.stop, t.start - stop), tense) for t in _told(tokens) if (tense := _tense(t))]
    return min(told, default=(0, 0))[1]


def _told(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens without short participles that «будет» tells: «будет запущен 1 июля»."""
    ahead = False
    for token in tokens:
        ahead = token.lower.startswith("буд") if token.tag.pos == "AUX" else ahead and token.text not in _CLAUSE
        if not (ahead and token.tag.short):
            yield token


def _is_attribute(tag: Tag) -> bool:
    return tag.pos == "ADJ" or (tag.form == "Part" and not tag.short)


def _tense(token: Token) -> int:
    """
    >>> from newsnlp.types import Tag
    >>> verbs = ("прошёл", "past"), ("пройдёт", "futr"), ("планирует", "pres")
    >>> [_tense(Token(0, 1, word, word, Tag("VERB", tense=tense))) for word, tense in verbs]
    [-1, 1, 1]
    """
    tag = token.tag
    if tag.pos not in ("VERB", "AUX", "ADJ"):
        return 0
    if _AHEAD.match(token.lower):
        return 1
    if _REPORTS.match(token.lower):
        return -1
    if _is_attribute(tag):
        return 0
    tense = _by_form(token.lower) if tag.tense == "past" and _PRESENT.search(token.lower) else tag.tense
    return {"past": -1, "futr": 1}.get(tense or "", 0)


# the forms of the third person, which are no past whatever the tagger says: «проиндексируют»
_PRESENT = re.compile(r"[уюаяеёи]т(?:ся)?$")


def _by_form(word: str, pos: str = "VERB") -> str | None:
    """
    >>> _by_form("проиндексируют"), _by_form("пишут"), _by_form("размытую", "PRTF")
    ('futr', 'pres', 'past')
    """
    return next((str(p.tag.tense) for p in morph.parses(word) if pos == p.tag.POS and p.tag.tense), None)
