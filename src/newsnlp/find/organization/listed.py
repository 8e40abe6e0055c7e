"""Names of the table where the tagger saw no organization."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from newsnlp.data import word_list
from newsnlp.find.organization.scene import OTHERS, Place, Scene, district, other, street
from newsnlp.find.organization.tagged import medium, ship, vehicle
from newsnlp.fold import fold
from newsnlp.lang import datelines, phrases
from newsnlp.lang.bodies import Bodies, Known, local_media, mixed, stem, university
from newsnlp.lang.morph import forms, lemma
from newsnlp.lang.phrases import cited
from newsnlp.types import OrganizationKind, Token, token_at

# kinds whose names are told by quotation marks or by the noun before them: «клуб Спартак», «газета «Труд»»
_QUOTED = frozenset({"sport", "media", "company", "party", "bank"})
_THINGS = OTHERS | {"аэропорт", "кинотеатр"}  # where one flies from, where one sees films
# what a company has: «рейс «Победы»», «акции «Магнита»»
_HELD = frozenset(word_list("organization.listed.held"))
_NAMES = frozenset({"Name", "Surn", "Geox"})
_PLACED = frozenset({"person", "city", "district", "country", "region"})


class Entry:
    """A name of several words as they must stand in the text."""

    __slots__ = ("exact", "known", "words")

    def __init__(self, known: Known) -> None:
        self.known = known
        self.words = tuple(map(stem, fold(known.alias).split()))
        self.exact = tuple(word.isupper() for word in known.alias.split())

    def matches(self, tokens: Sequence[Token]) -> bool:
        """Whether these tokens are a form of the name: acronyms in capitals, the rest by stems."""
        return len(tokens) == len(self.words) and all(
            stem(token.lower.replace("ё", "е")) == word and (not exact or token.text.isupper())
            for token, word, exact in zip(tokens, self.words, self.exact, strict=True)
        )


class Index:
    """Names of one word by each of their forms; longer ones by the stem of their first word."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies, self.heads = bodies, bodies.heads
        self.single = {form: bodies.known[fold(base)] for form, base in bodies.forms.items()}
        self.several: dict[str, list[Entry]] = {}
        for key, known in bodies.known.items():
            if " " in key and len((entry := Entry(known)).words) == len(entry.exact):
                self.several.setdefault(entry.words[0], []).append(entry)
        for entries in self.several.values():
            entries.sort(key=lambda e: -len(e.words))

    def match(self, tokens: Sequence[Token], i: int) -> tuple[int, Known | None]:
        """The longest name that begins at a token, and how many tokens it takes."""
        token = tokens[i]
        folded = token.lower.replace("ё", "е")
        if token.text[0].isupper():
            for entry in self.several.get(stem(folded), ()):
                if entry.matches(tokens[i : i + len(entry.words)]):
                    return len(entry.words), entry.known
        known = self.single.get(folded)
        return (1, known) if known and _written(token.text, known.alias) else (0, None)


def _written(text: str, alias: str) -> bool:
    """Whether a word is written as its name in the table is: an acronym in capitals, a name with a capital."""
    return phrases.acronym(text).isupper() if alias.isupper() else text[0].isupper()


def listed(scene: Scene, index: Index) -> Iterator[Place]:
    """The sure names, and doubtful ones in quotation marks or behind the noun that tells what they are."""
    skip = 0
    for i in scene.sentence.capitals:
        token = scene.tokens[i]
        if token.start < skip or len(token.text) < 2:
            continue
        if noted := local_media(token.text) or _notes(scene, i):
            scene.called[token.start, token.stop] = "media"
        if noted and scene.free(token.start, token.stop):
            yield Place(token.start, token.stop, "organization.table", 0.9)
        elif place := _of_table(scene, index, i):
            skip = place.stop
            yield place


def _of_table(scene: Scene, index: Index, i: int) -> Place | None:
    """The name of the table that begins at a token, where nothing says that it is another thing's."""
    size, known = index.match(scene.tokens, i)
    if known is None:
        return _compounded(scene, scene.tokens[i], index.bodies)
    start, stop = scene.tokens[i].start, scene.tokens[i + size - 1].stop
    if _of_other(scene, index, i, size, known) or not scene.free(start, stop):
        return None
    if known.sure or _told(scene, index, i, size, known) or _in_row(scene, index, i, known):
        return Place(start, stop, "organization.table" if known.sure else "organization.told", 0.9)
    return None


def _in_row(scene: Scene, index: Index, i: int, known: Known) -> bool:
    """«Facebook, |Instagram| и |WhatsApp|»: a name in no dictionary, behind a body of its kind."""
    if token_at(scene.tokens, i - 1).text not in (",", "и") or forms(scene.tokens[i].lower)[0].known:
        return False
    end = token_at(scene.tokens, i - 2).stop
    return any(p.stop == end and scene.kind(p, index.bodies) == known.kind for p in scene.found)


def _compounded(scene: Scene, token: Token, bodies: Bodies) -> Place | None:
    """«в |Якутстате|», «|Примводоканал| просит»: a word of no dictionary that ends in what only bodies do; initials."""
    told = _is_compound(scene, token, bodies) or _is_initials(scene, token, bodies)
    if not told or not scene.free(token.start, token.stop):
        return None
    return Place(token.start, token.stop, "organization.told", 0.8)


def _is_compound(scene: Scene, token: Token, bodies: Bodies) -> bool:
    if len(token.text) < 8 or not token.text.istitle():
        return False
    word = fold(token.text)
    if not (word.endswith(bodies.ruling_ends) or stem(word).endswith(bodies.ruling_ends)):
        return False
    if forms(token.lower)[0].known:
        return False
    return not scene.sentence.touches(token.start, token.stop, *_PLACED - {"city"})


_NONE = (((), None),)


def _is_initials(scene: Scene, token: Token, bodies: Bodies) -> bool:
    """«|ГЖИ| Рязанской области», «|ТИК| Ленинского района», «|СПбГЭУ|»: what a body is, in initials, and whose, or a
    university's letters.
    """
    if token.text.istitle():  # as most words in a capital
        return False
    if mixed(token.text):
        return university(fold(token.text))
    kind = bodies.heads.get(fold(token.text), _NONE)[-1][1]
    if not token.text.isupper() or len(token.text) < 3 or kind not in ("government", "police", "health", "education"):
        return False
    behind = scene.after(token.stop, 2)
    span = scene.regions.get(behind[0].start) if behind else None
    return scene.genitive(behind[0], span) if span else district(behind, "района", "округа") > 0


_SHORT = 6  # letters of «МосГУ», no paper's
_TOP = 3  # a page's first line begins here at the latest
_PARTED = re.compile(r"\s+[|/·•»→>›⟩—–]\s")
_REGION = re.compile(r"\d\d")  # «Алатырь |24|»
_PAPERS = frozenset(word_list("organization.listed.papers"))
_SIGNS = frozenset(word_list("organization.listed.signs"))  # of a paper at the head of a page, not of a headline
_GENERAL = word_list("organization.listed.general")  # beginnings of what makes no name of «новости», «лента»


def masthead(scene: Scene) -> Iterator[Place]:
    """«|Волховский вестник| / Власть», «|Хроника Поморья|»: the paper's name at the head of its page; the agency of a
    dateline, «ВЕНА, 17 ноября — |Кама-24|.», «/|Столичный вестник|/».
    """
    sentence = scene.sentence
    if sentence.zone != "body" and scene.tokens[0].start <= _TOP:
        line = sentence.cut(scene.tokens[0].start, sentence.stop)
        first, *others = _PARTED.split(line)
        name = re.split(r"»|\s\(", first.lstrip("«"), maxsplit=1)[0].strip(" .«\n")
        start = scene.tokens[0].start + line.find(name)
        told = _papers(scene, start, name, sentence.zone == "furniture" or bool(others))
        bounds = (start, start + len(name)) if told else None
    else:
        bounds = datelines.agency(scene.tokens)
    if bounds:
        scene.called[bounds] = "media"
        if scene.free(*bounds):
            yield Place(*bounds, "organization.told", 0.9)


def _papers(scene: Scene, start: int, name: str, apart: bool) -> bool:
    """Whether words are a paper's name: its noun ends it («Тихорецкие новости»), or stands before a place.

    ``apart``: no headline may consist of them.
    """
    words = re.findall(r"\w+", name)
    if not _names(words):
        return False
    if len(words) == 1 or scene.opened(start):
        # «ТверьСтройПортал», no «МосГУ»; any name that stands in quotation marks there
        return scene.sentence.zone == "furniture" and (scene.opened(start) or (mixed(name) and len(name) > _SHORT))
    nouns = _PAPERS | _SIGNS if apart else _PAPERS
    if words[0].lower() in nouns:
        return words[1].istitle() or start + name.find(words[1]) in scene.regions
    return words[-1].lower() in nouns or bool(_REGION.fullmatch(words[-1]))


def _names(words: Sequence[str]) -> bool:
    """Whether words may be a name: few, and not «все новости»."""
    return 0 < len(words) < 5 and words[0][0].isupper() and not words[0].lower().startswith(_GENERAL)


_OWNED = frozenset(word_list("organization.listed.owned"))  # what belongs to a body and is not named after it


def _of_other(scene: Scene, index: Index, first: int, size: int, known: Known) -> bool:
    """Whether the words around say that a name of the table is another thing's."""
    start, stop = scene.tokens[first].start, scene.tokens[first + size - 1].stop
    if any(map(_stands, scene.tokens[first + size : first + size + 1])) or _counts(scene.tokens, first + size):
        return True
    if ship(scene.tokens, first):
        return True
    other = vehicle(scene, start, stop, index.bodies) or medium(scene, start, stop)
    return other or _elsewhere(scene, first, start, stop, known)


def _stands(following: Token) -> bool:
    """«ВЭБ |Арена|»: the name of a place begins with a body's."""
    return following.text.istitle() and following.lower.startswith("арен")


def _notes(scene: Scene, i: int) -> bool:
    """«(прим. |ВЕСТНИК|)»: whose note an aside is."""
    if "прим." not in scene.sentence.text or not scene.tokens[i].text.isupper():
        return False
    before = [t.lower for t in scene.tokens[max(0, i - 2) : i]]
    return before == ["прим", "."] and token_at(scene.tokens, i + 1).text == ")"


def _counts(tokens: Sequence[Token], stop: int) -> bool:
    """Whether a name's last figure is that of a day or a number: «Россией |1 декабря|», «Россия |24 часа|»."""
    if not tokens[stop - 1].text.isdigit() or stop == len(tokens):
        return False
    following = tokens[stop]
    return following.text.islower() and following.tag.pos == "NOUN" and following.tag.case == "gent"


def _elsewhere(scene: Scene, first: int, start: int, stop: int, known: Known) -> bool:
    """«в районе |Челси|», «на улице |Комсомольской правды|», «перед |Белым домом|»: a place, a person, a building."""
    thing = _of_thing(scene, first, stop, known)
    if thing is not None or not known.sure:
        return bool(thing)
    seen = {(span.kind, span.start == start) for span in scene.sentence.over(start, stop) if span.score > 0.5}
    if known.kind == "government":
        return ("facility", True) in seen
    if ("person", False) in seen:
        return True  # «юрист Эрик |Феррари|»
    return any((kind, True) in seen for kind in _PLACED) and _may_be_name(scene.tokens[first])


def _may_be_name(word: Token) -> bool:
    """Whether a word, no acronym, may be somebody's or a place's name."""
    return not word.text.isupper() and any(f.grammemes & _NAMES for f in forms(word.lower))


def _of_thing(scene: Scene, first: int, stop: int, known: Known) -> bool | None:
    """Whether a name is that of the thing whose noun stands before it; ``None`` where none does."""
    if first and other(scene.tokens[first - 1]):  # «фрегат |Черноморского флота|» is the fleet's
        owner = known.sure and scene.tokens[first].tag.case == "gent"
        return not (owner and lemma(scene.tokens[first - 1]) in _OWNED)
    if first > 1 and cited(scene.tokens, first) and other(scene.tokens[first - 2]):
        return not scene.closed(stop)  # a title goes on: «книга «|Газпром|. История»»
    return None


def _told(scene: Scene, index: Index, first: int, size: int, known: Known) -> bool:
    """Whether the words around say that a doubtful name is an organization's."""
    if known.kind not in _QUOTED or first == 0:
        return False
    tokens = scene.tokens
    quoted = cited(tokens, first, first + size)
    before = token_at(tokens, first - 1 - quoted)
    noun = fold(lemma(before)) if before.tag.pos == "NOUN" else ""
    if noun in _THINGS or (quoted and street(token_at(tokens, first - 3))):
        return False
    if _bears(noun, known, quoted, index):
        return True
    return quoted and not _seen_else(scene, tokens[first].start, tokens[first + size - 1].stop, known)


def _bears(noun: str, known: Known, quoted: bool, index: Index) -> bool:
    """Whether a noun heads such a body, or is what one has: «клуб Спартак», «акции «Магнита»»."""
    if noun != "сеть" and ((), known.kind) in index.heads.get(noun, ()):
        return True
    return quoted and known.kind == "company" and noun in _HELD


def _seen_else(scene: Scene, start: int, stop: int, known: Known) -> bool:
    """Whether the tagger sees something there that speaks against a name in quotation marks."""
    least, weak = _DOUBTED.get(known.kind, (0.0, ()))
    return any(span.score > least and span.kind not in weak for span in scene.sentence.marked(start, stop))


# the least score of a span that speaks against a name in quotation marks, and the kinds of span that don't: «Сочи»
_DOUBTED: Mapping[OrganizationKind | None, tuple[float, tuple[str, ...]]] = {
    "party": (0.6, ()),
    "sport": (0.0, ("city", "region")),
}
