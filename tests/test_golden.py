"""Whole articles of ``examples/`` against ``tests/golden/*.json``.

``make golden`` rewrites these, and a person reads the diff. A golden file is the document's JSON with one fact a line,
without scores, which each training of the weights moves, and without what follows from the rest: the keys, the zone of
what stands in the body.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsnlp import Document, Extractor

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
ARTICLES = sorted((HERE.parent / "examples").glob("*.txt"))


def _document(article: Path) -> Document:
    text = article.read_bytes().decode()
    return next(Extractor(jobs=True).all([Document(text, id=article.stem)]))


def _lines(document: Document) -> Iterator[str]:
    yield "{"
    row = _kept(document.to_dict())
    for key, value in row.items():
        comma = "," if key != list(row)[-1] else ""
        if isinstance(value, list) and value:
            facts = ",\n".join("  " + json.dumps(fact, ensure_ascii=False) for fact in value)
            yield f" {json.dumps(key)}: [\n{facts}\n ]{comma}"
        else:
            yield f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}{comma}"
    yield "}\n"


def _kept(value: Any) -> Any:
    if isinstance(value, list):
        return [_kept(item) for item in value]
    if not isinstance(value, dict):
        return value
    plain = {"zone": "body", "score": value.get("score"), "key": value.get("key")}
    return {name: _kept(item) for name, item in value.items() if name not in plain or plain[name] != item}


def _page(document: Document) -> str:
    return "\n".join(_lines(document))


def _golden(article: Path) -> Path:
    return GOLDEN / f"{article.stem}.json"


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_article(article: Path) -> None:
    """What differs is either a mistake to mend or a gain to keep by ``make golden``."""
    assert _page(_document(article)).split("\n") == _golden(article).read_text(encoding="utf-8").split("\n")


def test_every_golden_file_has_its_article() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {path.stem for path in ARTICLES}


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for path in ARTICLES:
        _golden(path).write_text(_page(_document(path)), encoding="utf-8", newline="\n")
