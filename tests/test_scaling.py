"""The work over an article grows as its length does: calls are counted, not seconds, whatever the machine."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from newsnlp import pipeline, resolve
from newsnlp.read.abbreviations import sentenize
from newsnlp.read.tokens import WORD, sentences, tokens

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
from scaling import TEXTS, text

SIZE = 4_000
TIMES = 4  # as long
STAGES = [(resolve, name) for name in resolve.__all__] + [(pipeline, name) for name in ("link", "dateline", "anchor")]
NAMES = (
    "examples,first names,surnames,governors,became,bare post,people,bodies,bare bodies,dates,sums,far figures,towns,"
    "one man,fathers,initials,one bracket,one quotation,quoted,many posts,bare posts,"
    "deputies,many deputies,one official,many governors,ministers,mayors,predecessors,leads,years,administrations,"
    "courts,villages,patronymics"
).split(",")


class _Calls:
    """Counts calls of Python functions and steps of generators in the stages that see the whole article."""

    def __init__(self) -> None:
        self.count = 0

    def _seen(self, frame: Any, event: str, argument: Any) -> None:
        self.count += event in ("call", "c_call")

    def of(self, stage: Callable[..., Any]) -> Callable[..., Any]:
        """The stage, its calls counted."""

        def counted(*given: Any) -> Any:
            sys.setprofile(self._seen)
            try:
                return stage(*given)
            finally:
                sys.setprofile(None)

        return counted


@contextmanager
def _counted(patch: pytest.MonkeyPatch) -> Iterator[_Calls]:
    calls = _Calls()
    with patch.context() as patched:
        for module, name in STAGES:
            patched.setattr(module, name, calls.of(getattr(module, name)))
        yield calls


@pytest.mark.parametrize("name", NAMES)
def test_calls_grow_as_the_text(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    for size in (SIZE, TIMES * SIZE):
        article = text(TEXTS[name], size)
        pipeline.shared()(article)  # so that the caches are warm
        with _counted(monkeypatch) as calls:
            pipeline.shared()(article)
        counts.append(calls.count)
    assert counts[1] < 1.3 * TIMES * counts[0], counts


@pytest.mark.parametrize("name", ["capitals", "letters", "digits", "hyphens", "dots", "lines"])
def test_a_word_without_end(name: str) -> None:
    """Hundredths of a second; a pattern that costs the square of a word's length took 23 seconds over this one."""
    pipeline.shared()("Иван Петров пришёл.")
    start = time.process_time()
    pipeline.shared()(text(TEXTS[name], 20_000))
    assert time.process_time() - start < 5


@pytest.mark.parametrize("name", ["quotes", "both quotes", "numero", "brackets", "digits", "hyphens", "dots"])
def test_what_nobody_writes_is_few_words(name: str) -> None:
    article = text(TEXTS[name], 20_000)
    words = tokens(article)
    assert len(words) <= len(article) / WORD + 1
    assert "".join(word.text for word in words) == article
    assert all(article[word.start : word.stop] == word.text for word in words)
    around = tokens(f"Иван {article} Петров пришёл. {'-' * 30}")
    assert [word.text for word in around if len(word.text) < WORD][:4] == ["Иван", "Петров", "пришёл", "."]
    assert len(around) == len(words) + 5


@pytest.mark.parametrize("part", ["т. д. ", "г. ", '" ', "(и. "])
def test_a_sentence_without_end(part: str) -> None:
    """What its rules look at, not what they cost: the whole sentence so far was seen at each full stop."""
    longest = []
    for times in (1_000, 4_000):
        seen = 0

        def count(split: Any, rule: Any = sentenize.join) -> Any:
            nonlocal seen
            seen = max(seen, len(split.buffer))
            return rule(split)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sentenize, "join", count)
            assert sentences(part * times)
        longest.append(seen)
    assert longest[0] == longest[1]
