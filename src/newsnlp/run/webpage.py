"""A saved web page in, its article out: without menus, teasers and comments, with its title and day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newsnlp.plain import moment
from newsnlp.types import Document

ENDINGS = frozenset({".html", ".htm", ".xhtml"})


def is_page(name: str) -> bool:
    """Whether a file is a web page, by its ending."""
    return Path(name).suffix.lower() in ENDINGS


def read(data: bytes) -> Document:
    """The article of a page, with the page's day as ``published``; nothing is fetched.

    Raises ``ValueError`` where the page holds no article.
    """
    import trafilatura

    page: Any = trafilatura.bare_extraction(data, include_comments=False, with_metadata=True)
    if page is None or not page.text:
        raise ValueError("the page holds no article that could be told from its menus: save its text as .txt")
    title = page.title or ""
    text = page.text if page.text.startswith(title) else f"{title}\n\n{page.text}"
    return Document(text, published=moment(page.date) if page.date else None)
