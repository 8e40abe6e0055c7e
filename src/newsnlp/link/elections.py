"""For which office somebody stands who is but a «кандидат от партии»: that of the election of which the page tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from newsnlp.data import word_list
from newsnlp.link.said import Said
from newsnlp.types import Sentence, only, token_at

_CHOOSING = word_list("link.elections.choosing")


def standing(said: Sequence[Said], sentences: Sequence[Sentence]) -> Iterator[Said]:
    """«На *выборах главы Якутии* победил Рогов. *Кандидат от КПРФ* Котова набрала 9%»: titles with what is sought."""
    sought = _sought(said, sentences) if any(map(_stands, said)) else None
    yield from (said if sought is None else (_for(title, sought) if _stands(title) else title for title in said))


def _stands(title: Said) -> bool:
    return title.post.post == "кандидат" and title.status == "current"


def _for(title: Said, sought: Said) -> Said:
    office = replace(title.post, post=sought.post.post, name=sought.post.name, public=sought.post.public)
    return replace(title, post=office, status="candidate", organization=None, region=sought.region, official=True)


def _sought(said: Iterable[Said], sentences: Sequence[Sentence]) -> Said | None:
    """The only office of a place for which the page tells an election."""
    told = [t for t in said if t.official and t.region is not None and _is_chosen(t, sentences[t.sentence])]
    one = only({(t.post.post.partition(" ")[0], t.region) for t in told})
    return None if one is None else told[0]


def _is_chosen(title: Said, sentence: Sentence) -> bool:
    """«*выборы* главы Якутии», «*выбирают* мэра»."""
    return token_at(sentence.tokens, title.first - 1).lower.startswith(_CHOOSING)
