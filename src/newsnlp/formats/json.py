"""Each document as an indented JSON object; one document is a JSON file, several are what ``jq`` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from newsnlp.plain import escape
from newsnlp.types import Document


def write(documents: Iterable[Document]) -> Iterator[str]:
    """One piece a document, with its last newline."""
    for document in documents:
        yield escape(json.dumps(document.to_dict(), ensure_ascii=False, indent=2)) + "\n"


def facts(document: Document) -> dict[str, Any]:
    """A document's plain values without its text and id, for those who have both."""
    return {name: value for name, value in document.to_dict().items() if name not in ("text", "id")}
