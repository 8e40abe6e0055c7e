"""One line of JSON a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsnlp.types import Document


def write(documents: Iterable[Document]) -> Iterator[str]:
    """One line a document.

    >>> for line in write([Document("Да")]):
    ...     print(line[:12], line.endswith("}\\n"))
    {"text": "Да True
    """
    for document in documents:
        yield document.to_json() + "\n"
