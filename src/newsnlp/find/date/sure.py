"""Which matches of the grammar stand by themselves, which need the tagger's word, and which are something else."""

from __future__ import annotations

from collections.abc import Sequence

from newsnlp.find import number
from newsnlp.find.date.atoms import Atom
from newsnlp.find.date.build import Built
from newsnlp.find.date.lengths import Lasting
from newsnlp.types import Finding, Sentence, Span, TimeExpression, Token

# atoms that are dates by the tagger's word alone: «2019», «2–3», «летний», «сейчас», «10-летний»
_WEAK = frozenset(
    "BARE BAREYEARS NUMBER SEASONNOUN FEAST PAIR SETADJECTIVE UNIT DOTTED MONTHDAY VAGUE ADJECTIVE LONG SPORT".split()
)
_PLACES = frozenset({"person", "location", "facility", "city", "product", "work_of_art"})
# words that a name with a date in it follows: «улица 8 Марта», «площадь 1905 года», «завод имени 1 Мая»
_NAMED = frozenset(
    "улица улице улицы улицу улицей ул площадь площади пл проспект проспекте проспекта переулок переулке пер бульвар "
    "бульваре "
    "парк парке парка метро станция станции имени им набережная набережной сквер сквере рынок завод фабрика "
    "совхоз колхоз".split()
)
# words that a bare number follows: «рейс 2023», «дом 2020», «№ 1998»
_NUMBERED = frozenset(
    "рейс рейса рейсе рейсом № номер номером номера дом доме дома д квартира кв статья статьи статье ст поезд "
    "борт офис кабинет".split()
)
_TIME_BEFORE = frozenset({"IN", "FROM", "TO", "BY", "FILL", "PREPOSITION", "BETWEEN"})
_ADVERBS = frozenset({"утром", "вечером", "ночью", "днём", "днем"})
_OF = frozenset({"утра", "вечера", "ночи"})  # «программа вечера»
_SOME = frozenset(
    {
        "больше",
        "более",
        "менее",
        "меньше",
        "около",
        "почти",
        "порядка",
        "течение",
        "течении",
        "протяжении",
        "до",
        "свыше",
    }
)


def sure(
    rule: str,
    built: Built,
    before: Atom | None,
    sentence: Sentence,
    finding: Finding[TimeExpression],
    seen: Sequence[Span],
) -> bool:
    """Whether a match is a date in its sentence."""
    if _is_name(sentence, finding):
        return False
    tagged = any(s.start < finding.stop and finding.start < s.stop for s in seen)
    atom = built.atoms[0]
    if rule == "date.duration":
        return _lasts(atom, sentence, finding, tagged)
    if rule == "date.story" and _word_before(sentence, finding) == "на":  # «на три дня раньше»
        return False
    if len(built.atoms) > 1 or rule == "date.list":
        return rule != "date.story" or tagged or _measured(built)
    return _alone(rule, atom, before, sentence, finding, tagged)


def _alone(
    rule: str, atom: Atom, before: Atom | None, sentence: Sentence, finding: Finding[TimeExpression], tagged: bool
) -> bool:
    text = sentence.cut(finding.start, finding.stop)
    prepared = rule == "date.open" or (before is not None and before.type in _TIME_BEFORE)
    if (
        atom.type == "YEAR"
        and atom.value.short
        and (_behind(sentence, finding) == "жизни" or _word_before(sentence, finding) == "на")
    ):
        return False
    if atom.type == "DAY" and _address(sentence, finding):
        return False
    if (
        atom.type == "DECADE"
        and text[-1] in "еи"
        and text[0].isdigit()
        and len(text) < 6
        and not _ends(sentence, finding)
    ):
        return False
    if atom.type == "TODAY" and (_quoted(sentence, finding) or _within(sentence, finding, "organization")):
        return False
    if atom.type == "PART" and (text.lower() in ("днём", "днем") or _word_before(sentence, finding).startswith("добр")):
        return (
            tagged
            and _behind(sentence, finding) != "рождения"
            and not _word_before(sentence, finding).startswith("добр")
        )
    if atom.type == "WEEKDAY" and text.lower() in ("среды", "среде", "средой", "среда", "сред") and not tagged:
        return False
    if atom.type == "PART" and (_both_parts(sentence, finding) or (text.lower() in _OF and not prepared)):
        return False
    if atom.type == "REFERENCE" and text.lower() == "выходным":
        return False
    if tagged:
        return True
    if atom.type == "VAGUE" and text == "днях":
        return True
    if atom.type == "FEAST":
        return prepared
    if atom.type == "BARE":
        return (
            before is not None
            and before.type == "IN"
            and 1900 <= (atom.value.year or 0) <= 2035
            and _ends(sentence, finding)
        )
    if atom.type == "CLOCK":
        return prepared or not text[-1].isdigit()
    if atom.type == "PART":
        return text.lower() in _ADVERBS
    if atom.type == "TODAY":
        return not _eve(sentence, finding)
    if atom.type in ("MONTH", "WEEKDAY") and atom.value.year is None and atom.value.shift is None:
        return prepared or not text[0].isupper()
    if atom.type == "REFERENCE":
        return prepared or atom.value.shift is not None or atom.value.which is not None
    if atom.type == "ADJECTIVE":
        return atom.value.step is not None and not text[0].isupper()
    return atom.type not in _WEAK


def _lasts(atom: Atom, sentence: Sentence, finding: Finding[TimeExpression], tagged: bool) -> bool:
    """A length of time, and no age («в 15 лет»), no «день рождения», no «свадьба века»."""
    word = _word_before(sentence, finding)
    text = sentence.cut(finding.start, finding.stop).lower()
    lasting = next((a.value for a in (atom,) if isinstance(a.value, Lasting)), None)
    if _quoted(sentence, finding) or text in ("году", "годах", "ч", "час"):
        return False
    during = text.startswith(("течени", "протяжени"))
    if (
        not during
        and lasting is not None
        and lasting.unit == "year"
        and word in ("в", "с")
        and text.endswith(("лет", "года"))
        and atom.type == "DURATION"
    ):
        return False
    if lasting is not None and lasting.unit == "day" and atom.type == "UNIT" and _of_something(sentence, finding):
        return False
    if atom.type == "UNIT":
        return tagged and not _ordered(sentence, finding) and (during or _unit(text, word, _behind(sentence, finding)))
    if tagged:
        return True
    return atom.type in ("DURATION", "LASTING") and (
        lasting is None or lasting.unit != "year" or during or word in _SPANNING
    )


_SPANNING = frozenset({"за", "через", "течение", "течении", "протяжении", "почти", "последние", "последних"})
_GENITIVES = frozenset(
    {"века", "года", "месяца", "недели", "дня", "часа", "минуты", "квартала", "столетия", "десятилетия"}
)


def _unit(text: str, before: str, behind: str) -> bool:
    if behind in ("рождения", "памяти", "смерти", "независимости", "открытых") and before != "за":
        return False
    return text not in _GENITIVES or before in _SOME


def _of_something(sentence: Sentence, finding: Finding[TimeExpression]) -> bool:
    """«День шахтёра», «день голосования»."""
    token = next((t for t in sentence.tokens if t.start >= finding.stop), None)
    return token is not None and token.tag.pos in ("NOUN", "PROPN") and token.tag.case == "gent"


def _ordered(sentence: Sentence, finding: Finding[TimeExpression]) -> bool:
    """«на 73-й минуте», «второй день», «последний день»: an ordinal counts, nothing lasts."""
    word = _word_before(sentence, finding)
    return word in number.ordinals() or word.endswith(("-й", "-м", "-я", "-ю")) or word.startswith("последн")


def _is_name(sentence: Sentence, finding: Finding[TimeExpression]) -> bool:
    before = _before(sentence, finding.start)
    if before is not None and before.text in (".", "«"):
        before = _before(sentence, before.start)
    if before is not None and (before.lower in _NAMED or (before.lower in _NUMBERED and finding.value.kind != "time")):
        return True
    size = finding.stop - finding.start
    return any(
        s.kind in _PLACES and s.start <= finding.start and finding.stop <= s.stop and s.stop - s.start > size
        for s in sentence.spans
    )


def _both_parts(sentence: Sentence, finding: Finding[TimeExpression]) -> bool:
    """«днём и ночью»: always."""
    words = [t.lower for t in sentence.tokens if finding.start - 10 <= t.start <= finding.stop + 10]
    return any(b == "и" and {a, c} <= _ADVERBS for a, b, c in zip(words, words[1:], words[2:], strict=False))


def _measured(built: Built) -> bool:
    """«двумя днями позже», «годом ранее», «8 декабря того же года»."""
    first = built.atoms[0]
    return not isinstance(first.value, Lasting) or first.words[-1].endswith(
        ("ми", "ом", "цем", "лей", "днём", "днем", "кой")
    )


def _within(sentence: Sentence, finding: Finding[TimeExpression], kind: str) -> bool:
    return any(s.kind == kind and s.start <= finding.start and finding.stop <= s.stop for s in sentence.spans)


def _quoted(sentence: Sentence, finding: Finding[TimeExpression]) -> bool:
    """«Сегодня» alone in quotation marks is a newspaper."""
    around = (
        sentence.cut(max(sentence.start, finding.start - 1), finding.start),
        sentence.cut(finding.stop, finding.stop + 1),
    )
    return around[0] in ("«", '"', "“", "„") and around[1] in ("»", '"', "”", "“")


def _address(sentence: Sentence, finding: Finding[TimeExpression]) -> bool:
    """A date within an address on the web or a file's name."""
    before = sentence.cut(max(sentence.start, finding.start - 1), finding.start)
    behind = sentence.cut(finding.stop, finding.stop + 2)
    return (
        before in ("/", "=", "_", "-", "&", "?")
        or behind[:1] in ("/", "_", "=")
        or (behind[:1] == "." and behind[1:].isalpha())
    )


def _before(sentence: Sentence, offset: int) -> Token | None:
    return next((t for t in reversed(sentence.tokens) if t.stop <= offset), None)


def _word_before(sentence: Sentence, finding: Finding[TimeExpression]) -> str:
    before = _before(sentence, finding.start)
    return before.lower if before else ""


def _behind(sentence: Sentence, finding: Finding[TimeExpression]) -> str:
    token = next((t for t in sentence.tokens if t.start >= finding.stop), None)
    return token.lower if token else ""


def _ends(sentence: Sentence, finding: Finding[TimeExpression]) -> bool:
    """Whether no noun follows that a number would count: «в 2019 погиб», not «в 2000 домах»."""
    token = next((t for t in sentence.tokens if t.start >= finding.stop), None)
    return token is None or (
        token.tag.pos not in ("NOUN", "ADJ", "NUM", "SYM") and token.lower not in ("млн", "тыс", "%", "₽")
    )


def _eve(sentence: Sentence, finding: Finding[TimeExpression]) -> bool:
    """«накануне выборов» is no day before the day of publication."""
    if sentence.cut(finding.start, finding.stop).lower() != "накануне":
        return False
    behind = next((t for t in sentence.tokens if t.start >= finding.stop), None)
    return behind is not None and behind.tag.case == "gent" and behind.tag.pos in ("NOUN", "ADJ", "PROPN", "DET")
