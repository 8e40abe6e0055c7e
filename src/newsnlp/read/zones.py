"""The parts of a page, told apart by its text alone: headline, body, byline, and the furniture around an article.

Where a web page's markup tells them apart it decides (:class:`~newsnlp.types.Marked`).

Lines are judged, since that is how pages are saved: what a line looks like (prose, a name alone, figures alone, words
of the table), and where it stands to the article's prose. Between prose everything is body unless a word of the table
says otherwise: a line wrongly left out costs more than one wrongly read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal, NamedTuple

from newsnlp.data import Tables, derived
from newsnlp.lock import cached_property
from newsnlp.types import Marked, Sentence, Span, Zone

Topic = Callable[[], frozenset[str]]  # the stems of the article's prose
Where = Literal["line", "start", "any", "date", "rubric", "block", "end"]

PROSE = 6  # words of a line that ends as a sentence does
LONG = 25  # words that are prose however they end
NOTE = 14  # words of a line that begins with the table's words and has no colon behind them
CREDIT = 7  # words of a byline without a colon
RUBRIC = 3  # words of a menu's or rubric's line
NAME = 4  # words of a name
TAIL = 30  # characters that show how a line ends
WIDE = 600  # characters of a line that is looked up in the table
STEM = 4  # letters that the forms of a word share

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]")
_FIGURES = re.compile(r"\d+")
_PARTS = re.compile(r"\s*[,/|•·→>]\s*")
_ENDS = re.compile(r"[.!?…:;]['\"»”)\]]*\s*\Z")
_CREDITED = re.compile(
    r"(?:(?:из|с|со|от) )?(?:личного |открытых )?(?:[A-ZА-ЯЁ©]|архив|автор|пресс|предоставлен|соцсет|"
    r"очевид|источник|сайт|страниц|интернет|редакц|агентств|издани|газет|телекан)"
)
_TRAIL = re.compile(r"\s(?:[→|/•·»>]|::|-{1,2}>)\s")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\s*\Z|\S+@\S+\.\w+\s*\Z|#[^\W\d]")
_DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b|\b(?:19|20)\d\d\b")
_TODAY = frozenset({"сегодня", "вчера"})
_CREDITS = re.compile(r"\s{2,}|\s*[|/•·]\s*|\s+[—–-]\s+|(?<=[.!])\s+")
_PLACE = re.compile(r"[A-ZА-ЯЁ][\w-]+(?: [A-ZА-ЯЁ][\w-]+)?,\s*")  # «Казань, 14 июня 2025»


class _Phrase(NamedTuple):
    words: str
    where: Where
    zone: Zone


class _Line:
    """A line of the page: its sentences, and what it looks like."""

    def __init__(self, sentences: Sequence[Sentence], text: str, first: bool) -> None:
        self.sentences, self.text, self.first = sentences, text, first
        self.words = _WORD.findall(text)

    @cached_property
    def tells(self) -> bool:
        """Whether it has a finite verb or a short participle."""
        return any(_tells(sentence, 0) for sentence in self.sentences)

    @cached_property
    def bare(self) -> str:
        """Its text without the white space around."""
        return self.text.strip()

    @property
    def speaks(self) -> bool:
        """Whether it is prose, or says something."""
        return self.prose or self.tells

    @cached_property
    def prose(self) -> bool:
        if len(self.words) >= LONG:
            return True
        return self._ends and (len(self.words) >= PROSE or (self.tells and len(self.words) > 1))

    @cached_property
    def _ends(self) -> bool:
        """Whether it ends as a sentence does; a headline may ask, and may end in «500 тыс.»."""
        end = self.text[-TAIL:]
        if not self.first:
            return _ENDS.search(end) is not None
        whole = end.rstrip()
        return whole.endswith((".", "…")) and whole[:-1].split(" ")[-1].lower() not in _abbreviations()

    @cached_property
    def figures(self) -> bool:
        """A counter, a clock, a rate, a score: as many figures as words, and no sentence."""
        return not self.speaks and len(_FIGURES.findall(self.text)) >= len(self.words)

    @cached_property
    def dated(self) -> bool:
        """A day and perhaps a time, and nothing else: «24 апреля 2024 года в 11:03», «Сегодня, 12:40»."""
        return _is_day(self.text)

    @cached_property
    def credits(self) -> bool:
        """A day, and beside it who wrote: «5 мая 2025 21:48  Текст: Глеб Орлов», «Казань, 5 мая 2025 — Олег Рогов»."""
        parts = [part for part in _CREDITS.split(self.bare) if part] if _DAY.search(self.text) else []
        days = [part for part in parts if _is_day(_PLACE.sub("", part, count=1))]
        return bool(days) and all(part in days or self._credit(part) for part in parts)

    def _credit(self, part: str) -> bool:
        phrase = _begun(part.lower())
        if phrase is not None and phrase.zone == "byline":
            return True
        spans = ((sentence, span) for sentence in self.sentences for span in sentence.spans if span.kind == "person")
        return any(sentence.cut(span.start, span.stop) == part.strip(" .,") for sentence, span in spans)

    @cached_property
    def person(self) -> bool:
        """One person's name, with an agency behind a comma or stroke at most."""
        name = re.split(r"[,/|]", self.text)[0].strip(" .")
        if not 2 <= len(_WORD.findall(name)) <= NAME or len(self.words) > CREDIT or self.speaks:
            return False
        people = [span for sentence in self.sentences for span in sentence.spans if span.kind == "person"]
        start = self.sentences[0].start
        return any(span.start == start and span.stop - span.start >= len(name) for span in people)

    @property
    def closes(self) -> bool:
        """«Комментарии (17)»: what follows is the readers'."""
        phrase = _begun(self.text.lower()) if self.mark == "furniture" else None
        return phrase is not None and phrase.where == "end"

    @property
    def rubric(self) -> bool:
        """«Экономика», «Общество / Происшествия»."""
        return all(part in _words()["rubric"] for part in _PARTS.split(self.text.lower().strip(" #.:")))

    @property
    def short(self) -> bool:
        return len(self.words) <= RUBRIC and not self.speaks

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.lower()[:STEM] for word in self.words if len(word) >= STEM or word.istitle())

    @cached_property
    def mark(self) -> Zone | None:
        """What the words of the table, an address or figures make of it, wherever it stands."""
        if len(self.text) > WIDE:
            return None
        if self.dated or self.credits:
            return "byline"
        if self.rubric:
            return "furniture"
        if (said := _said(self.sentences[0], self.text, self)) is not None:
            return said
        if _ADDRESS.match(self.text) or (_TRAIL.search(self.text) and not self.speaks):
            return "byline" if _DAY.search(self.text) else "furniture"
        return None


def told_apart(sentences: Sequence[Sentence], text: str) -> list[Sentence]:
    """The sentences with their zones. ``text``: the article's; where a page's markup speaks, its looks don't."""
    lines = list(_lines(sentences, text))
    zones = _marked(lines, text.zones) if isinstance(text, Marked) else _zones(lines)
    told: list[Sentence] = []
    for line, zone in zip(lines, zones, strict=True):
        kept = zone
        for number, sentence in enumerate(line.sentences):
            if number and kept == "body":  # «… сообщил он. Фото: Пётр Рогов.»
                kept = _said(sentence, sentence.text, None) or kept
            same = kept == sentence.zone
            told.append(sentence if same else replace(sentence, zone=kept, spans=_spans(line, kept, sentence)))
    return told


def _spans(line: _Line, zone: Zone, sentence: Sentence) -> tuple[Span, ...]:
    """The tagger's spans; a rubric («Власть / Экономика») names no body and nobody's post."""
    rubric = zone == "furniture" and line.rubric
    return tuple(s for s in sentence.spans if not (rubric and s.kind in ("organization", "title", "person")))


def _lines(sentences: Sequence[Sentence], text: str) -> Iterator[_Line]:
    first = 0
    for number, sentence in enumerate(sentences):
        behind = text[sentence.stop : sentences[number + 1].start] if number + 1 < len(sentences) else "\n"
        if behind != " " and behind.strip(" ").splitlines() not in ([], [behind.strip(" ")]):
            yield _Line(sentences[first : number + 1], text[sentences[first].start : sentence.stop], first == 0)
            first = number + 1


def _marked(lines: Sequence[_Line], zones: Mapping[int, Zone]) -> list[Zone]:
    """By the markup; «Читайте также: …» in the article's own paragraph is still none of it."""
    return [zones.get(line.sentences[0].start) or line.mark or "body" for line in lines]


def _zones(lines: Sequence[_Line]) -> list[Zone]:
    prose = _prose(lines)
    if not prose:
        # A note, a table, a widget: a line alone is the text itself
        if len(lines) < 2:
            return ["body"] * len(lines)
        return [line.mark or ("furniture" if line.figures and not line.words else "body") for line in lines]
    first, last = prose[0], prose[-1]
    topic = cache(lambda: frozenset[str]().union(*(lines[n].stems for n in prose)))
    head = _headlines(lines[:first], topic)
    top = min(head, default=0)
    zones: list[Zone] = []
    for n, line in enumerate(lines):
        if n in head:
            zones.append("headline")
        elif line.mark is not None:
            zones.append(line.mark)
        elif n < first:
            zones.append(_before(line, n < top, topic))
        elif n <= last:
            zones.append(_between(lines, n, zones))
        else:
            zones.append(_after(lines, n, last, zones[-1], topic))
    return _site_clock(lines, zones, top)


def _prose(lines: Sequence[_Line]) -> list[int]:
    """Which lines are the article's prose."""
    prose = [n for n, line in enumerate(lines) if line.prose and line.mark is None]
    return _before_the_end(lines, prose) if prose else []


def _before_the_end(lines: Sequence[_Line], prose: list[int]) -> list[int]:
    """The prose before its readers' comments, if that is the longer part."""
    end = next((n for n, line in enumerate(lines) if n > prose[0] and line.closes), len(lines))
    own = [n for n in prose if n < end]
    sizes = [sum(len(lines[n].text) for n in part) for part in (own, prose)]
    return own if sizes[0] * 2 > sizes[1] else prose


def _headlines(lines: Sequence[_Line], topic: Topic) -> frozenset[int]:
    """The lines before the prose that tell of what it tells: the best of them, and those that repeat it."""
    told = [line for line in lines if line.mark is None and not line.person and (line.words or line.first)]
    told = [line for line in told if not line.figures or line.first] or told
    if not told:
        return frozenset()
    best = _best(told, topic).bare
    return frozenset(n for n, line in enumerate(lines) if line.bare == best and line in told)


def _best(told: Sequence[_Line], topic: Topic) -> _Line:
    """The first of the lines that look most like a headline, or hardly less and share a word with the topic."""
    if len(told) == 1:
        return told[0]
    counts = Counter(line.bare for line in told)
    scores = [_looks(line, topic) + 3 * (counts[line.bare] > 1) for line in told]
    most = max(scores)
    ranked = zip(told, scores, strict=True)
    return next(line for line, score in ranked if score == most or (score > most - 2 and line.stems & topic()))


def _looks(line: _Line, topic: Topic) -> int:
    """How much a line looks like a headline of the topic."""
    return min(len(line.stems & topic()), 2) + line.tells + (len(line.words) > RUBRIC)


def _before(line: _Line, above: bool, topic: Topic) -> Zone:
    """Of a line before the prose that is not the headline. ``above``: it stands over it."""
    idle = not line.words or (above and (line.figures or line.short or not line.stems & topic()))
    return _named(line, topic) if line.person else "furniture" if idle else "body"


def _between(lines: Sequence[_Line], at: int, zones: Sequence[Zone]) -> Zone:
    """Of a line between prose: furniture if it is figures alone, or one of a list that the table's words open."""
    if not lines[at].words and lines[at].figures:
        return "furniture"
    opened = at > 0 and zones[at - 1] == "furniture" and bool(lines[at - 1].words)
    return "furniture" if opened and not lines[at].prose else "body"


def _after(lines: Sequence[_Line], at: int, last: int, above: Zone, topic: Topic) -> Zone:
    """Of a line behind the ``last`` prose: one of a list that this opens, a name, a teaser, a menu."""
    if above == "body" and (at > last + 1 or lines[last].text.rstrip().endswith(":")):
        return "body"
    return _named(lines[at], topic) if lines[at].person else "furniture"


def _named(line: _Line, topic: Topic) -> Zone:
    """A caption names whom the article names; else the name is its author's."""
    name = _WORD.findall(re.split(r"[,/|]", line.text)[0])
    return "body" if name[-1].lower()[:STEM] in topic() else "byline"


def _site_clock(lines: Sequence[_Line], zones: list[Zone], headline: int) -> list[Zone]:
    """A day above the headline is the site's own where the article has one below."""
    if any(line.dated for line in lines[headline:]):
        for n in range(headline):
            if lines[n].dated:
                zones[n] = "furniture"
    return zones


# ------------------------------------------------------------------------------------------------- the table's words


def _said(sentence: Sentence, text: str, line: _Line | None) -> Zone | None:
    """The zone that the table's words give to a line, or to a sentence within one (``line`` is ``None``)."""
    lower = text.lower().lstrip(" \t\xa0•–—-*#[(►▶»>")
    if (anywhere := _anywhere(lower)) is not None:
        return anywhere
    phrase = _begun(lower)
    if phrase is None:
        return None
    stop = len(phrase.words)
    rest = lower[stop:].lstrip()
    if phrase.where in ("line", "end") and _LETTERS.search(rest):
        return None
    if rest.startswith(":"):
        return phrase.zone
    if line is None or _tells(sentence, sentence.start + stop):
        return None
    return phrase.zone if _is_note(line, phrase.zone, text[len(text) - len(rest) :]) else None


def _anywhere(lower: str) -> Zone | None:
    """The zone of a phrase that gives it wherever it stands in a line."""
    if not any(map(lower.__contains__, _words()["any"])):
        return None
    found = _any().search(lower)
    return _phrases()[found[0]].zone if found else None


def _is_note(line: _Line, zone: Zone, rest: str) -> bool:
    """Whether a line is as short as a note; a byline credits somebody behind its phrase, below the first line."""
    if zone != "byline":
        return len(line.words) <= NOTE
    return len(line.words) <= CREDIT and not line.first and _CREDITED.match(rest) is not None


def _begun(lower: str) -> _Phrase | None:
    """The longest phrase of the table that a text in lower case begins with."""
    begun = _start().match(lower)
    return _phrases()[begun[0]] if begun is not None else None


def _is_day(text: str) -> bool:
    """Whether a text is a day and perhaps a time, and nothing else."""
    known = _dates()
    if not all(word[0].lower() in known for word in _WORD.finditer(text)) or not _FIGURES.search(text):
        return False
    return _DAY.search(text) is not None or any(word.lower() in _TODAY for word in _WORD.findall(text))


def _tells(sentence: Sentence, start: int) -> bool:
    """Whether a sentence has a predicate from an offset on."""
    return any(token.tag.tells for token in sentence.tokens if token.start >= start)


@derived("page_words")
def _phrases(tables: Tables) -> dict[str, _Phrase]:
    rows = tables.rows("page_words")
    return {row["phrase"]: _Phrase(row["phrase"], row["where"], row["zone"]) for row in rows}  # type: ignore[arg-type]


def _pattern(wheres: Iterable[str]) -> re.Pattern[str]:
    words = sorted((p.words for p in _phrases().values() if p.where in wheres), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


@derived("page_words")
def _any(tables: Tables) -> re.Pattern[str]:
    return _pattern(["any"])


@derived("page_words")
def _start(tables: Tables) -> re.Pattern[str]:
    return _pattern(["line", "start", "end"])


@derived("page_words")
def _dates(tables: Tables) -> set[str]:
    return _words()["date"] | _words()["rubric"]


@derived("page_words")
def _words(tables: Tables) -> dict[Where, set[str]]:
    words: dict[Where, set[str]] = {}
    for phrase in _phrases().values():
        words.setdefault(phrase.where, set()).add(phrase.words)
    return words


@derived("abbreviations")
def _abbreviations(tables: Tables) -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("abbreviations"))
