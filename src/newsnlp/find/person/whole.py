"""What belongs to a name and the tagger left out: a surname before it, initials, particles, a father's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsnlp.data import word_list
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import dictionary_forms, lemma, marked
from newsnlp.lang.names.first import patronymic
from newsnlp.lang.names.parts import AFTER, JOINING
from newsnlp.lang.names.reading import Names
from newsnlp.lang.names.surnames import listed, may_be_surname, surname, surname_like
from newsnlp.lang.posts import is_post
from newsnlp.types import KINDS, Organization, Region, Sentence, Token, token_at


def whole(sentence: Sentence, tokens: list[Token], names: Names) -> tuple[int, int]:
    """The offsets, with what belongs to the name and the tagger left out."""
    every = sentence.tokens
    first, _ = sentence.touched(tokens[0].start, tokens[0].stop)
    last = first + len(tokens) - 1
    if len(tokens) == 1 and _first_and_last(token_at(every, first - 1), tokens[0], names):
        first -= 1
    elif len(tokens) == 1 and _first_and_last(tokens[0], token_at(every, last + 1), names):
        last += 1
    elif first and _before(sentence, first, last, names):
        first -= 1
    # the number of a name's first token, a first name before particles: «Мария | де лос Анхелес Ортега»
    before = first
    while token_at(every, before - 1).text in JOINING:
        before -= 1
    named = 0 < before < first and every[before - 1].text.istitle() and names.first.known(every[before - 1].lower)
    first = before - 1 if named else first
    last += last == first + 1 and _surname_behind(every[first : last + 2], names)
    last += _letters_behind(every[first : last + 3], last - first, names)
    return _initials_before(sentence, every[first].start), every[_stop(every, last)].stop


def _surname_behind(tokens: Sequence[Token], names: Names) -> bool:
    """Whether the last of three words is the surname of «Анны Ивановны | Роговой»."""
    if len(tokens) < 3 or not patronymic(tokens[1].lower) or not _like_a_name(tokens[2]):
        return False
    return surname_like(tokens[2].lower) and not names.first.known(tokens[2].lower)


def _letters_behind(tokens: Sequence[Token], last: int, names: Names) -> int:
    """How many tokens behind a name are its surname's first letter with the stop: «Артуру | М.», «Сурена Г | .»."""
    letter = last + 1 if last == 0 and names.first.known(tokens[0].lower) >= 2 else last
    pair = tokens[letter : letter + 2]
    if len(pair) < 2 or len(pair[0].text) > 1 or not pair[0].text.isupper() or pair[0].text in "IVX":
        return 0
    return letter + 1 - last if pair[1].text == "." and pair[1].start == pair[0].stop else 0


def _before(sentence: Sentence, first: int, last: int, names: Names) -> bool:
    """Whether the token before a name is its first part: letters, a surname, the first name of «Алиева Тофик кызы»."""
    before, tokens = sentence.tokens[first - 1], sentence.tokens[first : last + 1]
    if not _like_a_name(before):
        return False
    if tokens[-1].text in AFTER:
        return len(tokens) < 4 and names.first.known(before.lower) > names.first.known(tokens[0].lower)
    if all(len(token.text) == 1 for token in tokens):  # Кислова | Р. Т.
        return before.text.istitle() and may_be_surname(before.lower)
    # «Кузнецова | Ирина», «Гончар | Илья Петрович»: a surname in the case of the first name alone behind it
    fathered = len(tokens) == 2 and bool(patronymic(tokens[1].lower))
    if len(tokens) > 1 + fathered or names.first.known(tokens[0].lower) < 2:
        return False
    if names.first.known(before.lower) > 1:
        return False
    return not (_is_other(sentence, before, fathered) or _of_another(sentence, before))


def may_be_noun(word: str) -> bool:
    """Whether a noun (lower case) may be somebody's surname: «волк», «столяр», no thing or verb, post or human."""
    nouns = {form.animacy if form.pos == "NOUN" else "inan" for form in dictionary_forms(word)}
    return listed(word) or not (
        nouns == {"inan"} or _AGENT.search(word) or is_a(word, "human", "relative") or is_post(word)
    )


_AGENT = re.compile(
    "(?:тель|щик|чик|ист|лог|граф|ант|ент|тор|ница|чица|щица|[аяи]нин|[аяи]нка|вед|ка)$"
)  # who does or is


def _is_other(sentence: Sentence, before: Token, fathered: bool) -> bool:
    """Whether a word before a name is somebody else's, a place («мэр |Николаева| Иван Сенкевич»), a thing or a post and
    not like a surname; ``fathered``: a patronymic stands in the name.
    """
    ends = sentence.ending(before.stop)
    if any(s.kind == "person" or (s.kind in _OTHERS and s.score > _SURE) for s in ends):
        return True
    if before.start > sentence.start and before.text.istitle() and _is_noun(before.lower):
        ahead = sentence.before(before.start)
        if fathered or ahead.tag.somebody or is_post(lemma(ahead)):
            return False  # «лесничий |Ольха| Виталий»: a capital of its own
    noun = may_be_noun(before.lower) if fathered else listed(before.lower)
    return not noun and not (may_be_surname(before.lower) and (fathered or surname_like(before.lower)))


def _is_noun(word: str) -> bool:
    """Whether the dictionary has a word for a common noun, no place or body."""
    return any(form.pos == "NOUN" and form.grammemes.isdisjoint(("Geox", "Orgn")) for form in dictionary_forms(word))


_OTHERS = KINDS[Region].spans + KINDS[Organization].spans
_SURE = 0.7  # the tagger's score from which on a place or a body before a name is none of its surname


def _of_another(sentence: Sentence, before: Token) -> bool:
    """«митрополит | Волоколамский | Иларион», «сестра | Ёрова | Хосият», «Анны Ивановны | Роговой | Пётр», «вдова поэта
    | Рогова | Галина»."""
    ahead = sentence.before(before.start)
    if (ahead.tag.animacy, ahead.tag.case) == ("anim", "gent") and is_a(sentence.before(ahead.start).lower, "kin"):
        return True
    see = ahead.text == "и" and bool(SEE.fullmatch(before.text))
    return see or is_a(ahead.lower, "monarch", "relative") or bool(patronymic(ahead.lower))


SEE = re.compile("[А-ЯЁ].*[сц]к(?:ий|ой|ого|ому|им|ом)|всея|Руси")  # Рязанский, всея Руси: where a bishop sits
_BISHOP = re.compile("(?:архи)?епископ|митрополит|патриарх|архиере|викари")


def bishop_before(tokens: Sequence[Token]) -> int:
    """How many tokens at the end are a bishop's title and his see: «митрополит Рязанский и Михайловский | Марк»."""
    at = len(tokens)
    while at and (tokens[at - 1].text == "и" or SEE.fullmatch(tokens[at - 1].text)):
        at -= 1
    return len(tokens) - at + 1 if 0 < at < len(tokens) and _BISHOP.match(tokens[at - 1].lower) else 0


LIKELY = -3.0  # how much less likely than another's a form still is somebody's


_LONGEST = 10  # characters that two initials have at the most
_INITIALS_BEFORE = re.compile(r"(?<![\w.])(?:(?:Дж|[А-ЯЁA-Z])\.\s?-?){1,2}$")


def _initials_before(sentence: Sentence, start: int) -> int:
    """Where a name begins with the initials before it that no other person's span holds: «Л.- | Ф. Растрелли»."""
    near = max(sentence.start, start - _LONGEST - 1)
    match = _INITIALS_BEFORE.search(sentence.cut(near, start))
    if not match:
        return start
    begin = near + match.start()
    held = any(sentence.closes(place, "person") for place in range(begin + 1, start + 1))
    return start if held else begin


def _first_and_last(first: Token, last: Token, names: Names) -> bool:
    """«Шавката | Мирзиёева», «СЕРГЕЙ | СОБЯНИН»: a first name and what may be its surname, in the same letters."""
    if not all(map(_like_a_name, (first, last))):
        return False
    if first.text.isupper() != last.text.isupper() or names.first.known(first.lower) < 2:
        return False
    if names.first.known(last.lower) or is_novel([first, last]) or is_adverb(first):
        return False
    return surname_like(last.lower) or may_be_surname(last.lower)


def is_adverb(token: Token) -> bool:
    """«Весной Тардье перейдёт…»: a time and no name."""
    return token.tag.pos != "PROPN" and marked(token.lower, "ADVB")


def is_novel(tokens: Sequence[Token]) -> bool:
    """Whether «Роман» is a book and what stands behind it is no Roman's surname: «Роман Яхиной», «Роман Харпер Ли»."""
    if not is_a(tokens[0].lower, "work"):
        return False
    rest = [token.lower for token in tokens[1:]]
    if len(rest) > 1:
        return not any(map(patronymic, rest[:2]))
    forms = surname(rest[0])
    his = (form.prior for form in forms if (form.gender, form.case) == ("m", tokens[0].tag.case))
    owner = (form.prior for form in forms if form.case == "gent")
    return max(owner, default=-9.0) > max(his, default=-9.0) - LIKELY


def _like_a_name(token: Token) -> bool:
    return len(token.text) > 2 and (token.text.istitle() or token.text.isupper()) and token.text.isalpha()


_UNENDED = frozenset(word_list("person.whole.unended"))


def _stop(tokens: Sequence[Token], last: int) -> int:
    """The number of a name's last token: particles and what follows them belong to it: «Эдуарду | дус Сантуш»."""
    following = token_at(tokens, last + 1)
    if tokens[last].lower in _UNENDED and following.text.istitle():  # Бруно Ле | Мэром
        return last + 1
    if size := _fathered(tokens[last + 1 : last + 3]):
        return last + size
    after = last + 1
    while token_at(tokens, after).text in JOINING:
        after += 1
    return after if after > last + 1 and token_at(tokens, after).text.istitle() else last


def _fathered(behind: Sequence[Token]) -> int:
    """How many words behind a name say whose child it is: «Айсулуу Эркин | кызы», «Руслана Гасанова | Эльдар оглы»."""
    if token_at(behind, 0).text in AFTER:
        return 1
    return 2 if token_at(behind, 1).text in AFTER and behind[0].text.istitle() else 0
