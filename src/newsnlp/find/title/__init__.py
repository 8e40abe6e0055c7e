"""Finds mentions of titles and reads what their phrases say.

The tagger says where titles stand and the table of posts adds those that it missed. Around each head noun the
sentence is folded into a few classes of words (adjective, noun, organization, place, another title ...), and a yargy
grammar over those classes says which words are the portfolio, the body, the place, the office that is served. The
classes are few, so nearly every window is in the grammar's cache; which words agree in case and number is asked while
folding, where the tagger's spans and the table are at hand, and not of yargy, for which each word would be a new parse.

A sentence is read in layers, each a class on top of the one before: ``view``, ``heads``, ``phrases``, ``values``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from newsnlp.data import Tables
from newsnlp.find.title import words as w
from newsnlp.find.title.heads import Head
from newsnlp.find.title.values import Values
from newsnlp.lang.phrases import nominative
from newsnlp.lang.posts import Posts, genitive
from newsnlp.types import Finding, Post, Sentence

RULES = frozenset({"title.row", "title.table", "title.verb"})


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[tuple[Post, ...]]]]:
    """A function that finds the titles of a sentence."""
    posts = Posts(tables.rows("titles"))

    def find(sentence: Sentence) -> list[Finding[tuple[Post, ...]]]:
        return _Reading(sentence, posts).findings()

    return find


_CROWD = 0.55  # of plurals alone that the tagger is less sure of («спортсменов»), most are no titles


class _Reading(Values):
    """One sentence's findings."""

    def findings(self) -> list[Finding[tuple[Post, ...]]]:
        spans = [s for s in self.sentence.spans if s.kind == "title"]
        self.phrases: dict[int, tuple[Post, ...]] = {}
        triggers = [i for i, t in enumerate(self.tokens) if self._promising(i, t)]
        verbs = [i for i, t in enumerate(self.tokens) if t.lower.startswith("возглав") and t.tag.form == "Fin"]
        if not spans and not triggers and not verbs:
            return []
        heads = self._heads(spans, triggers)
        for i in sorted(heads, reverse=True):
            self.phrases[i] = self._read(heads[i], heads)
        return [*(f for i in sorted(heads) for f in self._emit(heads[i])), *self._headed(verbs)]

    def _emit(self, head: Head) -> Iterator[Finding[tuple[Post, ...]]]:
        """The tagger's spans as they are; the grammar's phrase where the tagger has none."""
        posts = self.phrases[head.index]
        start, stop = posts[0].start, max(p.stop for p in posts)
        for span in head.spans:
            alone = self.sentence.cut(span.start, span.stop) == self.tokens[head.index].lower
            if head.plural and alone and span.score < _CROWD:
                continue
            yield Finding(span.start, self._closed(span.start, min(span.stop, stop)), "tagger", posts, span.score)
        if not head.spans:
            yield Finding(start, stop, "title.table", posts, 0.6)
        elif head.plural and any(t.lower in ("и", ",") for t in self.sentence.within(posts[0].tail, stop)):
            yield Finding(start, stop, "title.row", posts, 0.5)

    def _closed(self, start: int, stop: int) -> int:
        """The end of a span, with the quotation marks that close those inside it."""
        while (text := self.sentence.cut(start, stop)).count("«") > text.count("»"):
            if self.sentence.cut(stop, stop + 1) != "»":
                return stop
            stop += 1
        return stop

    def _headed(self, verbs: Sequence[int]) -> Iterator[Finding[tuple[Post, ...]]]:
        """«возглавил министерство», «министерство возглавил»: a verb and the body that it takes."""
        ends = {c.stop: c for c in self.chunks.values()}
        for i in verbs:
            near = (self.chunks.get(i + 1), ends.get(i))
            body = next((c for c in near if c and c.kind in ("ORGANIZATION", "PLACE")), None)
            if body:
                tokens = self.tokens[body.start : body.stop]
                first, last = self.tokens[min(i, body.start)], self.tokens[max(i, body.stop - 1)]
                tag = self.tokens[i].tag
                imperfective = self.tokens[i].lower.startswith("возглавл")
                status = "former" if imperfective and tag.tense == "past" else w.TENURE.get(tag.tense, "current")
                post = Post(
                    post="глава",
                    name=f"глава {genitive(nominative(tokens))}",
                    status=status,
                    public=None,
                    means=(),
                    head=self.tokens[i].start,
                    start=first.start,
                    stop=last.stop,
                    tail=first.start,
                    office=None,
                    case="ablt",
                    plural=False,
                    gender=None,
                    verb=True,
                )
                yield Finding(first.start, last.stop, "title.verb", (post,), 0.6)
