"""The tagger's spans, cut down to the name and joined where it saw the name in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.find.person.apart import is_strange, two_people
from newsnlp.find.person.whole import SEE, bishop_before, is_novel, may_be_noun, whole
from newsnlp.lang import morph, territories
from newsnlp.lang.bodies import blended
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.names.eastern import family_names
from newsnlp.lang.names.first import patronymic
from newsnlp.lang.names.parts import AFTER, PARTICLES
from newsnlp.lang.names.reading import Names
from newsnlp.lang.names.surnames import in_dictionary, may_be_surname, surname_like
from newsnlp.lang.phrases import OPEN
from newsnlp.lang.places import SURE_PERSON, Gazetteer, borne, by_road, governed, heads, only_town
from newsnlp.lang.posts import is_english, is_post
from newsnlp.types import KINDS, NOWHERE, Region, Sentence, Span, Token, token_at


class Spot(NamedTuple):
    """Where a name stands, what found it, how sure that is."""

    start: int
    stop: int
    rule: str
    score: float


def tagged(sentence: Sentence, names: Names, known: Gazetteer) -> Iterator[Spot]:
    fathered = 0  # where a name with «оглы» or «кызы» ends, which holds no other name
    taken = 0  # where a name ends that took what the tagger gave to the next: «Анны Ивановны Роговой | Пётр»
    for span in _whole_spans(sentence):
        if span.stop <= fathered:
            continue
        tokens = [t for t in sentence.within(span.start, _end(sentence, span)) if t.start >= taken]
        for trimmed, start, stop in _of_span(sentence, span, tokens, names, known):
            fathered = max(fathered, 0 if AFTER.isdisjoint(sentence.cut(start, stop).split()) else stop)
            taken = stop if patronymic(trimmed[-1].lower) else taken
            yield Spot(start, stop, "tagger", span.score)


def _of_span(
    sentence: Sentence, span: Span, tokens: list[Token], names: Names, known: Gazetteer
) -> Iterator[tuple[list[Token], int, int]]:
    """The people's names among the words of a span, with where each begins and ends."""
    if len(tokens) == 1 and span.score < SURE_PERSON and only_town(known, tokens[0].text):  # «(для) *Сальска*»
        return
    tokens = _without_town(sentence, _without_work(_without_see(sentence, tokens), names), span.score)
    kin, titled = _kin(sentence, span.start), _titled(sentence, span.start)
    if len(tokens) > 1 and is_a(tokens[0].lower, "relative"):
        kin, tokens = tokens[0], tokens[1:]
    while len(tokens) > 1 and (not _begins(sentence, tokens, names) or _whence(sentence, tokens, known, names)):
        tokens = tokens[1:]
    yield from _each(sentence, _parts(tokens, names, kin, titled), names, known, kin is not None)


def _each(
    sentence: Sentence, parts: Iterable[list[Token]], names: Names, known: Gazetteer, kin: bool
) -> Iterator[tuple[list[Token], int, int]]:
    """The people's names among the parts of a span, with where each begins and ends; ``kin``: behind a relative."""
    apart, every = 0, list(parts)  # where the name ends that this one was cut from
    for part, following in zip_longest(every, every[1:]):
        if (trimmed := _trim(sentence, part, names)) and not _is_no_name(sentence, trimmed, known):
            start, stop = whole(sentence, trimmed, names)
            start = start if start >= apart else trimmed[0].start
            apart = stop = trimmed[-1].stop if kin and following and stop > following[0].start else stop
            yield trimmed, start, stop


def _without_work(tokens: list[Token], names: Names) -> list[Token]:
    """«Симфония | Малера», «Роман | Харпер Ли»: a work and whose it is, unlike «Роман Вешняков»."""
    if len(tokens) < 2 or not is_a(tokens[0].lower, "work", "prize"):
        return tokens
    return tokens[1:] if names.first.known(tokens[0].lower) < 2 or is_novel(tokens) else tokens


def _without_town(sentence: Sentence, tokens: list[Token], score: float) -> list[Token]:
    """«в повергнутом войсками *Жукова* | Берлине»: a surer town in a case that the name beside it can't have."""
    if len(tokens) != 2 or _may_agree(*tokens):
        return tokens
    towns = {(s.start, s.stop) for s in sentence.spans if s.kind == "city" and s.score > score}
    return [t for t in tokens if (t.start, t.stop) not in towns]


def _may_agree(one: Token, other: Token) -> bool:
    """Whether two words may stand in one case, as far as the dictionary knows them."""
    cases = [{form.case for form in morph.dictionary_forms(token.lower)} for token in (one, other)]
    return not all(cases) or bool(cases[0] & cases[1])


def _without_see(sentence: Sentence, tokens: list[Token]) -> list[Token]:
    """A bishop's name without his see: «митрополит Рязанский и Михайловский | Марк»."""
    size = next((n for n, token in enumerate(tokens) if not SEE.fullmatch(token.text)), 0)
    if not size:
        return tokens
    at, _ = sentence.touched(tokens[size].start, tokens[size].stop)
    return tokens[size:] if bishop_before(sentence.tokens[:at]) else tokens


def _whole_spans(sentence: Sentence) -> Iterator[Span]:
    """The spans of people, two that «оглы» joins as one: «Ильхамом Гейдар | оглы Алиевым»."""
    before: Span | None = None
    for span in sentence.seen("person"):
        if before and before.stop < span.start and _is_joined(sentence, before, span):
            before = Span(before.kind, before.start, span.stop, max(before.score, span.score))
            continue
        if before:
            yield before
        before = span
    if before:
        yield before


def _is_joined(sentence: Sentence, one: Span, other: Span) -> bool:
    words = sentence.cut(one.start, one.stop).split(), sentence.cut(other.start, other.stop).split()
    between = sentence.cut(one.stop, other.start).strip()
    near = (words[0][-1], words[1][0], *(words[1][1:2] if len(words[0]) == 1 else ()))
    return between in AFTER or (not between and not AFTER.isdisjoint(near))


def _end(sentence: Sentence, span: Span) -> int:
    """Where the span's last token ends, also if the span leaves out its «-старший»."""
    last = sentence.tokens[slice(*sentence.touched(span.stop, span.stop))]
    older = (t.stop for t in last if re.fullmatch("[-‑–](?:стар|млад)ш[а-яё]+", t.text[span.stop - t.start :]))
    return next(older, span.stop)


def _kin(sentence: Sentence, start: int) -> Token | None:
    """The word before a name for whom may have the name behind it in the genitive: a relative, an adviser.

    Between them may stand what the named one is: «сын |президента Белоруссии| Петра Рогова Иван».
    """
    before = sentence.before(start)
    if is_a(before.lower, "relative"):
        return before
    for token in reversed(sentence.left(start, _BETWEEN)):
        if is_a(token.lower, "relative"):
            return token
        if token.tag.case != "gent" and not token.text.isupper():
            return None
    return None


_BETWEEN = 6  # words


def _whence(sentence: Sentence, tokens: Sequence[Token], known: Gazetteer, names: Names) -> bool:
    """«уроженец *Владимира* | Лев Пестов», «мэру *Людинова* | Тимофею Рогову»: a place that the word before governs."""
    at, _ = sentence.touched(tokens[0].start, tokens[0].stop)
    one, two = tokens[:2]
    before = sentence.tokens[at - 1] if at else NOWHERE
    strange = is_strange(tokens, names)
    if strange and names.first.known(two.lower) >= 2 and _is_of(one, before):
        return True  # «мэр *Сельбу* | Ингрид Хансен», «тейпа *Ортсхой* | Салман Рогов»
    if strange and territories.noun(before.lower) and known.named(one.text):
        return True  # «глава аула *Хабез* | Азамат Туков»
    return (strange or one.tag.case == "gent" != two.tag.case) and governed(known, sentence.tokens, at)


def _is_of(word: Token, before: Token) -> bool:
    """Whether a word that is nobody's surname stands behind a noun or any behind a head, unlike «адвокат *Багдасарян* |
    Давид Мелия», and may be a genitive, unlike «премьер *Мир* Хоссейн Мусави»."""
    named = surname_like(word.lower) or in_dictionary(word.lower)
    if not heads(before) and (named or before.tag.pos not in ("NOUN", "PROPN")):
        return False
    known = morph.dictionary_forms(word.lower)
    ruled = any((form.case, form.number) == ("gent", "sing") for form in known)
    return ruled or not known or word.tag.case != "nomn"


def _titled(sentence: Sentence, start: int) -> str:
    """The gender of the word for a person in the genitive that stands right before a name."""
    tag = sentence.before(start).tag
    told = tag.somebody and (tag.case, tag.number) == ("gent", "sing")
    return {"masc": "m", "femn": "f"}.get(tag.gender or "", "") if told else ""


def _parts(tokens: list[Token], names: Names, kin: Token | None = None, titled: str = "") -> Iterator[list[Token]]:
    """Split at «и», commas, before a word that stands there twice, before another's first name: two are two."""
    if cut := two_people(tokens, names, kin, titled) if tokens else 0:
        yield tokens[:cut]
        yield from _parts(tokens[cut:], names)
    else:
        yield from _split(tokens, names)


def _split(tokens: list[Token], names: Names) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in tokens:
        separates, again = token.text in ("и", ",", ";", "/"), _is_again(token, part)
        if separates or again:
            another = again and len(part) > 2 and names.first.known(part[-1].lower) > 1  # Анна Громова | Вера Громова
            yield part[:-1] if another else part
            part = part[-1:] if another else []
        if not separates:
            part.append(token)
    yield part


def _is_again(token: Token, part: Sequence[Token]) -> bool:
    """Whether a word stands in a name of several words already."""
    return len(part) > 1 and len(token.text) > 3 and any(token.text == t.text for t in part)


def _trim(sentence: Sentence, tokens: list[Token], names: Names) -> list[Token]:
    """The tokens from the first that may begin a name to the last that may end one.

    A noun before the name goes («Предшественник Кравцова», «император Акихито»), and so does what follows the name
    where a headline runs on («Терезой Мэй Почему»).
    """
    while tokens and not _begins(sentence, tokens, names):
        tokens = tokens[1:]
    tokens = tokens[: _strange(tokens)]
    while tokens and not _ends(tokens):
        tokens = tokens[:-1]
    return tokens if any(not t.text.islower() for t in tokens) else []


def _strange(tokens: Sequence[Token]) -> int:
    """The number of the first word that belongs to no name."""
    pairs = enumerate(pairwise(tokens), 1)
    return next((n for n, (before, token) in pairs if not (_belongs(token) or _goes_on(before, token))), len(tokens))


def _ends(tokens: Sequence[Token]) -> bool:
    """Whether the last word or mark may end a name: a full stop behind an initial alone."""
    last = tokens[-1].text
    if last == "." and len(tokens) > 1:
        return len(tokens[-2].text) <= 3
    return last[0].isalpha() or last[-1] in '.»"”'


def _begins(sentence: Sentence, tokens: list[Token], names: Names) -> bool:
    """Whether a name may begin so: «министром труда |Тираном| Аллесом», as a title ends before it, too."""
    first = tokens[0]
    held = first.tag.pos == "PROPN" and sentence.closes(sentence.before(first.start).stop, "title")
    return (held and first.text.istitle() and not is_post(first.lower)) or _opens(tokens, names)


def _opens(tokens: list[Token], names: Names) -> bool:
    first, behind = tokens[0], tokens[1:]
    if not first.text[0].isalpha():
        return first.text[0] in OPEN
    if not _belongs(first) or _is_preposition(first, behind):
        return False
    if token_at(behind, 0).text[:1].isupper() and _is_strange(first, behind, names):
        return False
    if len(first.text) < 3 or not any(t.text[0].isupper() for t in behind):
        return True
    return _called(first, behind, names)


def _is_preposition(first: Token, behind: Sequence[Token]) -> bool:
    """«О Рогове»: no initial."""
    return first.text in "КСВОУ" and first.tag.pos == "ADP" and bool(behind) and behind[0].text != "."


def _is_strange(first: Token, behind: Sequence[Token], names: Names) -> bool:
    """Whether a word before a name is hardly a part of it: a participle, a verb, a family's word, «поп-звезда»."""
    told = _is_participle(first, behind, names) or is_a(first.lower, "family")
    return told or _is_compound(first.text) or _is_verb(first.lower)


def _called(first: Token, behind: Sequence[Token], names: Names) -> bool:
    """Whether a word is a name before a name, and no noun: «Волк Илья Петрович», «Заяц Виктор»."""
    known = bool(names.first.known(first.lower))
    if not known and len(behind) > 2 and behind[1].text == ".":  # Лекцию | Я. Перельмана
        return not (behind[-1].text.istitle() and morph.dictionary_forms(first.lower))
    if _before_first_name(first, behind, names):
        return True
    return known or first.lower in family_names() or not _is_common_noun(first.lower) or _is_no_plural(first)


def _is_no_plural(word: Token) -> bool:
    """«Прим Нийонгабо»: a name in the singular, and in the dictionary but people in the plural, «прим» of «примы»."""
    plural = all(form.number == "plur" for form in morph.dictionary_forms(word.lower) if form.animacy == "anim")
    return plural and (word.tag.pos, word.tag.number) == ("PROPN", "sing")


def _before_first_name(first: Token, behind: Sequence[Token], names: Names) -> bool:
    """Whether a noun that may be a surname stands before a first name, alone or with its patronymic; «Леди Гага»,
    «Харита Игнатьевна»."""
    known, alone = names.first.known(behind[0].lower), len(behind) == 1
    if alone and patronymic(behind[0].lower):
        return True
    if first.text in _STAGED and alone and not known:
        return True
    return known >= 2 and (alone or bool(patronymic(behind[1].lower))) and may_be_noun(first.lower)


_STAGED = frozenset({"Леди"})  # «Леди Гага»


def _belongs(token: Token) -> bool:
    text = token.text
    if not text[0].isalpha():
        return not any(map(str.isdigit, text))
    if text[0].islower():
        return not text.islower() or text in PARTICLES or text in AFTER
    named = len(text) < 3 or token.tag.pos in ("PROPN", "NOUN", "X") or token.lower in PARTICLES
    return named or not morph.wholly(token.lower, *_FUNCTION)


def _goes_on(before: Token, token: Token) -> bool:
    """Whether a token is the rest of a word: typed half in Latin, «C|ергей», or small behind an apostrophe."""
    return before.stop == token.start and token.text.isalpha() and (before.text.isalpha() or before.text in "’'ʼ`")


_FUNCTION = frozenset("ADVB CONJ PREP NPRO PRCL VERB INFN GRND PRED INTJ COMP".split())


def _is_compound(text: str) -> bool:
    """«Поп-звезда», «ЛГБТ-активист», «Депутат-гееборец»: a word with a noun before or behind its hyphen and no double
    name."""
    ahead, _, last = text.rpartition("-")
    elder = last.startswith(("старш", "младш"))  # Буш-старший
    return bool(ahead) and last.islower() and not elder and (morph.marked(last, "NOUN") or is_post(ahead.lower()))


def _is_participle(token: Token, behind: Sequence[Token], names: Names) -> bool:
    """«Осуждённому Кадыру Юсупову», «Беспартийный Рогов»: a participle, an adjective before a surname, and no name."""
    if morph.marked(token.lower, *_NAMES):
        return False
    if morph.marked(token.lower, "PRTF"):
        return True
    named = names.first.known(token.lower) or (behind and names.first.known(behind[0].lower))
    surname = bool(behind) and may_be_surname(behind[0].lower)
    return surname and not named and morph.wholly(token.lower, "ADJF")


_NAMES = ("Name", "Surn", "Patr")


def _is_verb(word: str) -> bool:
    """«Отрешить Рогова Олега Петровича» of a decree, «Беседовал Пётр Лосев» of a byline."""
    if word.endswith("ть"):
        return morph.marked(word, "INFN")
    return len(word) > 5 and word.endswith(("л", "ла")) and morph.wholly(word, "VERB")


def _is_common_noun(word: str) -> bool:
    """Whether the dictionary knows a word as a noun for a person, no «прим» of several, and not as a name."""
    known = [form for form in morph.dictionary_forms(word) if form.number == "sing" or form.case == "nomn"]
    somebody = any(form.animacy == "anim" and form.pos == "NOUN" for form in known)
    return somebody and (is_post(word) or not morph.marked(word, "ADJF", "Geox", *_NAMES))


def _is_no_name(sentence: Sentence, tokens: list[Token], known: Gazetteer) -> bool:
    """«город Владимир»; «экс-мэра Приозёрска»; «Канцлером» where a sentence begins with it."""
    if any(token.lower in word_list("person.spans.deities") for token in tokens):  # храм Христа Спасителя
        return True
    if len(tokens) == 1:
        return _is_nobody(sentence, tokens[0], known)
    english = is_english(sentence.cut(tokens[0].start, tokens[-1].stop))  # «Managing Director»
    return english or _is_thing(tokens) or _is_town(tokens, known)


def _is_nobody(sentence: Sentence, token: Token, known: Gazetteer) -> bool:
    """Whether a word alone names nobody where it stands."""
    before, (at, _) = sentence.before(token.start), sentence.touched(token.start, token.stop)
    if _is_no_such_word(token) or _is_country(sentence, token, known):
        return True
    if before is NOWHERE:
        return _is_common(sentence, token) or _is_epithet(sentence, token)
    if before.text in '(«"“„:,':
        nickname = is_a(sentence.before(before.start).lower, "nickname")
        return nickname or _in_row_of_towns(sentence, token, known)
    named = is_a(before.lower, "settlement", "nickname") or by_road(sentence.tokens, at)
    return named or governed(known, sentence.tokens, at)


def _is_common(sentence: Sentence, token: Token) -> bool:
    """Whether a word that opens a sentence is a common noun: «*Канцлером* стал», «*Дубль* оформил Рогов»."""
    verb = sentence.behind(token.stop)
    done = verb.tag.pos == "VERB" and sentence.opens(sentence.behind(verb.stop).start, "person")
    return (done and morph.wholly(token.lower, "inan")) or _is_common_noun(token.lower)


def _is_no_such_word(token: Token) -> bool:
    """Whether nobody is called by such a word alone, wherever it stands: «СмолГУ», «ижевчанка», «Двукратный»,
    «Минцифры»."""
    told = _ACRONYM.fullmatch(token.text) or _DWELLER.fullmatch(token.lower)
    ministry = blended(token.lower) and not surname_like(token.lower)  # unlike «Миндорина»
    return bool(told) or ministry or _is_compound(token.text)


def _is_epithet(sentence: Sentence, token: Token) -> bool:
    """«Осуждённого в России…», «Трёхкратный чемпион…»: a participle, or an adjective in the case of what follows."""
    if morph.marked(token.lower, *_NAMES):
        return False
    if morph.wholly(token.lower, "PRTF"):
        return True
    behind = sentence.behind(token.stop)
    said = behind.text.islower() and behind.tag.pos in ("NOUN", "ADJ") and behind.tag.case == token.tag.case
    return said and morph.wholly(token.lower, *morph.ADJECTIVE)


# СмолГУ, ВместеМыСила, ФАПом
_ACRONYM = re.compile("[А-ЯЁ][а-яё]+(?:[А-ЯЁ]{2,}[а-яё]?|(?:[А-ЯЁ][а-яё]+){2,})|[А-ЯЁ]{2,}(?:а|у|ом|е|ы|ов|ам|ами|ах)")
_DWELLER = re.compile("[а-яё]{4,}чан(?:ин(?:а|у|ом|е)?|к(?:а|и|у|е|ой)|ок|е|ам|ами|ах)|[а-яё]+кратн[а-я]{2,3}")


def _is_thing(tokens: Sequence[Token]) -> bool:
    """«президента РФ *Федеральному Собранию*»: an adjective and a noun for a thing, both in the dictionary."""
    if len(tokens) != 2 or any(morph.marked(token.lower, *_NAMES) for token in tokens):
        return False
    return morph.wholly(tokens[0].lower, "ADJF") and morph.wholly(tokens[1].lower, "inan")


def _is_town(tokens: Sequence[Token], known: Gazetteer) -> bool:
    """«(врачом) *Вятских Полян*»: a town's name of several words without a first name; «*Раис Татарстана*»."""
    if len(tokens) == 2 and heads(tokens[0]) and not borne(tokens[1].text):
        return any("gent" in hit.cases and hit.place.land for hit in known.at([tokens[1].text]))
    named = any(morph.marked(token.lower, "Name") for token in tokens)
    return not named and bool(known.named(" ".join(token.text for token in tokens)))


def _is_country(sentence: Sentence, token: Token, known: Gazetteer) -> bool:
    """«(фильм о) Крыме»: a country or region in its case that nobody is called by."""
    if borne(token.text) or token.text.isupper():
        return False
    unsure = any(s.kind == "person" and s.score < _SURE for s in sentence.marked(token.start, token.stop))
    hits = (hit for hit in known.at([token.text]) if token.tag.case in hit.cases)
    return unsure and any(hit.place.land for hit in hits)


_SURE = 0.9  # the tagger's score from which on its word goes before the table of places


def _in_row_of_towns(sentence: Sentence, token: Token, known: Gazetteer) -> bool:
    """«Теги: | Владимир, Киров, Орёл»: a town among towns; «главы районов: Рогов (|Ужурский|)»."""
    if territories.bracketed(sentence.tokens, sentence.touched(token.start, token.stop)[0]):
        return True
    if not any("nomn" in hit.cases for hit in known.at([token.text])):
        return False
    around = sentence.around(token.start, token.stop, 2)
    at = around.index(token)
    sides = (around[:at][::-1], around[at + 1 :])  # a comma and the word beyond it
    near = [side[1] for side in sides if len(side) == 2 and side[0].text == ","]
    return bool(near) and all(sentence.opens(t.start, *KINDS[Region].spans) for t in near)


_NICKNAME = re.compile(r"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)\s[(«\"“„][^\W\d_][^()«»\"“”„]{1,20}[)»\"”“]\s(?=[А-ЯЁ])")


def nicknamed(sentence: Sentence, spots: Iterable[Spot], names: Names) -> list[Spot]:
    """Дуэйн «Скала» Джонсон is one name where the tagger saw a part of it, or two or three."""
    found = sorted(spots)
    for match in _NICKNAME.finditer(sentence.text):
        begin, end = sentence.start + match.start(), sentence.start + match.end()
        last = next((spot for spot in found if spot.start == end), None)
        named = any(spot.start == begin for spot in found) or names.first.known(match[1].lower()) >= 2
        if last and named and not _quotes(sentence, match, last):
            found = _joined(found, begin, last)
    return found


def _joined(found: Sequence[Spot], begin: int, last: Spot) -> list[Spot]:
    """The names, those from an offset to the end of the last as one."""
    rest = [spot for spot in found if spot.stop <= begin or spot.start >= last.stop]
    return sorted([*rest, Spot(begin, last.stop, "tagger", last.score)])


def _quotes(sentence: Sentence, match: re.Match[str], last: Spot) -> bool:
    """Whether what stands in marks before a name is a work or what somebody said, and no nickname."""
    own = " " in sentence.cut(last.start, last.stop)  # роман «Мы» Евгения Замятина
    work = is_a(match[1].lower(), "work") and match[0].count(" ") > 2  # «Роман «Евгений Онегин» Пушкин писал»
    inside = sentence.within(sentence.start + match.start(), last.start)
    return own or work or any(t.tag.form == "Fin" for t in inside)  # «Рогов «запретил» Котову ...»
