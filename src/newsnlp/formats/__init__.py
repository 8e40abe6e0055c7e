"""``formats``: one module per way out, each with a ``write`` from documents to pieces of text, streamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from newsnlp.formats import brat, conll, html, json, jsonl, jsonld, labelstudio, table
from newsnlp.types import Document

Writer = Callable[[Iterable[Document]], Iterator[str]]

WRITERS: Mapping[str, Writer] = {
    "table": table.write,
    "json": json.write,
    "jsonl": jsonl.write,
    "html": html.write,
    "brat": brat.write,
    "jsonld": jsonld.write,
    "labelstudio": labelstudio.write,
    "conll": conll.write,
}
