"""A saved web page in, its article out: without menus, teasers and comments, with its title, author and day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsnlp.data import Tables, derived
from newsnlp.plain import moment
from newsnlp.types import Document, Marked, Zone

ENDINGS = frozenset({".html", ".htm", ".xhtml"})
AUTHOR = 80  # characters of an author's line
MOST = 0.5  # of the page's text: what holds more is no block beside the article, whatever it is called

_CLASS_WORDS = re.compile(r"[\W_]+")


def is_page(name: str) -> bool:
    """Whether a file is a web page, by its ending."""
    return Path(name).suffix.lower() in ENDINGS


def read(data: bytes) -> Document:
    """The article of a page, its text :class:`~newsnlp.types.Marked` with headline and byline, the page's day as
    ``published``; nothing is fetched. The text is what mentions' offsets count in: the title, the author, the
    article's paragraphs, each a line.

    Raises ``ValueError`` where the page holds no article.
    """
    import trafilatura

    tree: Any = trafilatura.load_html(data)
    author: str | None = None
    page: Any = None
    if tree is not None:
        author = _author(tree)
        _prune(tree)
        page = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=True)
    if page is None or not page.text:
        raise ValueError("the page holds no article that could be told from its menus: save its text as .txt")
    text = _marked(page.title or "", author or page.author or "", page.text)
    return Document(text, published=moment(page.date) if page.date else None)


def _marked(title: str, author: str, text: str) -> Marked:
    """The lines of the article under its title and author, each of which stands there once."""
    title, author = title.strip(), author.strip()
    lines = [line.strip() for line in text.splitlines()]
    zones: dict[str, Zone] = {author: "byline", title: "headline"}
    lines = [line for line in lines if line and line not in zones]
    lines = [*(line for line in (title, author) if line), *lines]
    marks: dict[int, Zone] = {}
    start = 0
    for line in lines:
        if line in zones:
            marks[start] = zones[line]
        start += len(line) + 1
    return Marked("\n".join(lines), marks)


def _author(tree: Any) -> str | None:
    """What the first element that is marked as the author's says, where that is short."""
    marked = tree.xpath("//*[@rel='author' or @itemprop='author']")
    named = (element for element in tree.iter() if _role(element) == "byline")
    for element in (*marked, *named):
        if 0 < len(said := " ".join(element.text_content().split())) <= AUTHOR:
            return said
    return None


def _prune(tree: Any) -> None:
    """Takes the blocks beside the article off the page: teasers within its text, cookies' banners, subscriptions."""
    whole = len(tree.text_content())
    for element in [e for e in tree.iter() if _role(e) == "furniture"]:
        small = element.getparent() is not None and len(element.text_content()) < MOST * whole
        if small and not element.xpath(".//h1 | .//*[@itemprop='articleBody']"):
            element.drop_tree()


def _role(element: Any) -> Zone | None:
    """The zone that an element's tag, class, id or role gives it."""
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "main", "article", "h1"):
        return None
    words = {element.tag, element.get("role", ""), *_class_words(element)}
    found = {_blocks()[word] for word in words if word in _blocks()}
    return "furniture" if "furniture" in found else next(iter(found), None)


def _class_words(element: Any) -> Iterator[str]:
    """«article__related» has two words; «has-sidebar» tells of another element."""
    for name in f"{element.get('class', '')} {element.get('id', '')}".lower().split():
        words = _CLASS_WORDS.split(name)
        if words[0] not in ("has", "with", "no"):
            yield from words


@derived("page_words")
def _blocks(tables: Tables) -> dict[str, Zone]:
    rows = tables.rows("page_words")
    return {row["phrase"]: row["zone"] for row in rows if row["where"] == "block"}  # type: ignore[misc]
