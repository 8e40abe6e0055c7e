"""Finders of the user's own: findings are checked, and public values told as the further stages want them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from newsnlp import fold, plain
from newsnlp.lang.names.reading import Name, Reading
from newsnlp.lang.places import Place, Spot
from newsnlp.settings import Finder
from newsnlp.types import (
    Body,
    Date,
    Fact,
    Finding,
    Gender,
    Organization,
    Person,
    Post,
    Region,
    Sentence,
    TimeExpression,
    Title,
)

PRIOR = 5.0  # of a place that a user's finder names: above any of the tables


def checked(kind: type[Fact], finder: Finder) -> Finder:
    """A user's finder of a kind, as the pipeline calls it.

    It raises ``TypeError`` and ``ValueError`` with the finder's name where a finding is none, its offsets are not
    those of a place in the sentence, or its value is not of the kind; what the finder itself raises has it in a note.
    """
    name = f"{getattr(finder, '__module__', '')}.{getattr(finder, '__qualname__', type(finder).__name__)}".strip(".")

    def find(sentence: Sentence) -> list[Finding[Any]]:
        try:
            findings: Any = finder(sentence)
            if not isinstance(findings, Iterable):
                raise TypeError(f"the finder {name} gives a list of Finding, not {type(findings).__name__}")
            return [plain.at(f"the finder {name}", partial(_told, kind, sentence), finding) for finding in findings]
        except StopIteration as error:  # it would end the generator that asks
            raise RuntimeError(f"the finder {name} raised StopIteration") from error
        except Exception as error:
            error.add_note(f"in the finder {name}, which newsnlp was given")
            raise

    return find


def _told(kind: type[Fact], sentence: Sentence, finding: Any) -> Finding[Any]:
    """The finding with what its value says inside; of money, and of kinds that users registered, it is the value."""
    _check(kind, finding, sentence)
    return replace(finding, value=_VALUES[kind](finding, sentence)) if kind in _VALUES else finding


def _check(kind: type[Fact], finding: Any, sentence: Sentence) -> None:
    if not isinstance(finding, Finding):
        raise TypeError(f"a newsnlp.types.Finding is wanted, not {type(finding).__name__}")
    for offset in (finding.start, finding.stop):
        if not _is_number(offset, int):
            raise TypeError(f"offsets are whole numbers, not {type(offset).__name__}")
    if not sentence.start <= finding.start < finding.stop <= sentence.stop:
        raise ValueError(
            f"{finding.start}:{finding.stop} is no place in the sentence {sentence.start}:{sentence.stop}; "
            "offsets are the article's, as the tokens' are"
        )
    if not isinstance(finding.rule, str) or not finding.rule:
        raise TypeError(f"a finding's rule is the name of what found it, not {finding.rule!r}")
    if not _is_number(finding.score, int, float):
        raise TypeError(f"a finding's score is a number from 0 to 1, not {type(finding.score).__name__}")
    if not 0 <= finding.score <= 1:
        raise ValueError(f"a finding's score is a number from 0 to 1, not {finding.score}")
    _check_value(kind, finding.value)


def _is_number(value: Any, *types: type) -> bool:
    return isinstance(value, types) and not isinstance(value, bool)


def _check_value(kind: type[Fact], value: Any) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"a finding's value is a newsnlp.{kind.__name__}, not {type(value).__name__}")
    plain.fit(value)
    for field in _TOLD_ELSEWHERE.get(kind, ()):
        if getattr(value, field) is not None:
            raise ValueError(f"{kind.__name__}.{field} is told by the library itself: leave it out")
    if kind in _VALUES and not (getattr(value, "name", "-") or "").strip():
        raise ValueError(f"{kind.__name__}.name is empty")
    if isinstance(value, Date):
        _check_days(value)


def _check_days(value: Date) -> None:
    if value.begin and value.end and value.end < value.begin:
        raise ValueError("Date.end lies before Date.begin")


_TOLD_ELSEWHERE: Mapping[type[Fact], tuple[str, ...]] = {
    Title: ("person", "organization", "region"),
    Organization: ("region", "wikidata"),
    Region: ("within", "geonames", "latitude", "longitude"),
}

# ------------------------------------------------------------------------------- public values -> what they say inside

_LETTERS: Mapping[Gender | None, str] = {"male": "m", "female": "f", None: "mf"}
_GENDERS = {"masc": "m", "femn": "f"}


def _person(finding: Finding[Person], sentence: Sentence) -> Name:
    """Parts that are left out are taken from the name, the last word being the surname."""
    person = finding.value
    first, middle, last = person.first, person.middle, person.last
    if not (first or middle or last):
        *rest, last = person.name.split()
        first = " ".join(rest) or None
    eastern = bool(last and first and person.name.startswith(last))
    genders = _LETTERS[person.gender]
    return Name(tuple(Reading(first, middle, last, gender, 1 / len(genders), eastern) for gender in genders))


def _title(finding: Finding[Title], sentence: Sentence) -> tuple[Post]:
    title = finding.value
    if not title.post.strip():
        raise ValueError("Title.post is empty")
    tokens = sentence.within(finding.start, finding.stop)
    if not tokens:
        raise ValueError(f"a title is whole words, and {finding.start}:{finding.stop} holds none")
    own = tokens[: len(title.post.split())]
    head = next((token for token in own if token.tag.noun), own[0])
    post = Post(
        post=title.post,
        name=title.name,
        status=title.status,
        public=title.official,
        means=(),
        head=head.start,
        start=finding.start,
        stop=finding.stop,
        tail=own[-1].stop,
        office=None,
        case=head.tag.case,
        plural=head.tag.number == "plur",
        gender=_GENDERS.get(head.tag.gender or ""),
    )
    return (post,)


def _organization(finding: Finding[Organization], sentence: Sentence) -> Body:
    body = finding.value
    key = fold.body(body.name)
    return Body(body.name, key, known=key, sure=True, acronym=body.acronym, kind=body.kind)


def _region(finding: Finding[Region], sentence: Sentence) -> Spot:
    region = finding.value
    place = Place(region.name, region.kind, region.code, region.wikidata, "", PRIOR)
    return Spot(region.name, region.kind, (place,), region.kind, sure=True)


def _date(finding: Finding[Date], sentence: Sentence) -> TimeExpression:
    date = finding.value
    return TimeExpression(date.kind, value=date.value, relative=date.relative, span=(date.begin, date.end))


_VALUES: Mapping[type[Fact], Callable[[Finding[Any], Sentence], Any]] = {
    Person: _person,
    Title: _title,
    Organization: _organization,
    Region: _region,
    Date: _date,
}
