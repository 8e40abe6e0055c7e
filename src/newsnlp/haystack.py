"""The Haystack component :class:`Facts`: documents in, the same out with the facts of each in ``meta["newsnlp"]``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

try:
    from haystack import Document as Article
    from haystack import component, default_from_dict, default_to_dict
except ImportError as error:  # pragma: no cover - the extra is installed where its test runs
    raise ImportError("newsnlp.haystack needs Haystack: pip install 'newsnlp[haystack]'") from error

from newsnlp.days import day
from newsnlp.formats.json import facts
from newsnlp.lock import LOCK
from newsnlp.settings import Settings
from newsnlp.types import Document

KEY = "newsnlp"


@component
class Facts:
    """Puts ``document.to_dict()`` without its text into ``meta["newsnlp"]`` of each document that has content.

    ``published``: the key of ``meta`` with the day that relative dates count from. ``options``: the keys of a
    configuration file, such as ``{"kinds": ["Person", "Title"]}``. Models load at the first document, or by
    ``warm_up``. Raises ``ValueError`` with the key of an option that is wrong.
    """

    def __init__(self, published: str = "published", options: dict[str, Any] | None = None) -> None:
        self.published, self.options = published, options
        self._settings = Settings.read(options or {})

    def warm_up(self) -> None:
        """Loads the models now."""
        with LOCK:
            from newsnlp.pipeline import made

        made(self._settings)

    @component.output_types(documents=list[Article])  # type: ignore[untyped-decorator, unused-ignore]
    def run(self, documents: list[Article]) -> dict[str, list[Article]]:
        """New documents; those given are left as they are. Raises ``ValueError`` at a day that can't be read."""
        with LOCK:
            from newsnlp.pipeline import made

        articles = (Document(d.content or "", d.id, day(d.meta.get(self.published))) for d in documents)
        found = map(facts, made(self._settings).all(articles))
        pairs = zip(documents, found, strict=True)
        return {"documents": [replace(d, meta=d.meta | {KEY: told}) for d, told in pairs]}

    def to_dict(self) -> dict[str, Any]:
        """For ``Pipeline.dumps``."""
        made: dict[str, Any] = default_to_dict(self, published=self.published, options=self.options)
        return made

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Facts:
        """For ``Pipeline.loads``."""
        made: Facts = default_from_dict(cls, data)
        return made
