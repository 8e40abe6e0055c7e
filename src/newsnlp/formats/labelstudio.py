"""Label Studio's JSON, out and in: tasks with what was found as predictions, to be corrected there.

A list of tasks, with NEREL's names as labels (:func:`config` is the project's labelling set-up). A region's note
(``meta.text``) holds its value as JSON, so a document comes back whole; one drawn by hand becomes the fact that its
words name. Offsets are code points, as Label Studio's are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import quoteattr

from newsnlp.formats import notes
from newsnlp.plain import escape
from newsnlp.types import Document

_FIELDS = {"from_name": "label", "to_name": "text"}


def write(documents: Iterable[Document]) -> Iterator[str]:
    """A JSON list in pieces, a task for each document.

    >>> [task["data"]["text"] for task in json.loads("".join(write([Document("Да"), Document("Нет")])))]
    ['Да', 'Нет']
    """
    ahead = "[\n"
    for document in documents:
        yield ahead + escape(json.dumps(_task(document), ensure_ascii=False))
        ahead = ",\n"
    yield "\n]\n" if ahead == ",\n" else "[]\n"


def config() -> str:
    """The labelling set-up of a project, as Label Studio's XML."""
    labels = "".join(f"<Label value={quoteattr(mark)}/>" for mark in notes.marks())
    tied = "".join(f"<Relation value={quoteattr(name)}/>" for name in ("WORKS_AS", "WORKPLACE"))
    return (
        f'<View><Relations>{tied}</Relations><Labels name="label" toName="text">{labels}</Labels>'
        '<Text name="text" value="$text"/></View>\n'
    )


def _task(document: Document) -> dict[str, Any]:
    spans = notes.spans(document)
    result = [_region(span) for span in spans] + [
        {"type": "relation", "from_id": f"T{a.number}", "to_id": f"T{b.number}", "direction": "right", "labels": [name]}
        for name, a, b in notes.relations(spans)
    ]
    published = document.published.isoformat() if document.published else None
    data = {"text": document.text, "id": document.id, "published": published}
    return {"data": data, "predictions": [{"model_version": "newsnlp", "result": result}]}


def _region(span: notes.Span) -> dict[str, Any]:
    at = span.mention
    value = {"start": at.start, "end": at.stop, "text": at.text, "labels": [span.mark]}
    told = {"score": at.score, "value": value, "meta": {"text": [span.note]}}
    return {"id": f"T{span.number}", **_FIELDS, "type": "labels", **told}


def read(tasks: str | bytes) -> Iterator[Document]:
    """The documents of an export: of each task the last annotation that was not cancelled, else the prediction.

    Raises ``ValueError`` with the number of the task that can't be read.
    """
    for number, task in _tasks(tasks):
        with _numbered(number):
            head = {name: task["data"].get(name) for name in ("id", "published")}
            yield notes.document(task["data"]["text"], _kept(task), "labelstudio", **head)


def drawn(tasks: str | bytes) -> Iterator[tuple[str, str, list[notes.Drawn]]]:
    """Of each task that somebody annotated its id, its text and what is marked there: all that training asks for.

    A task's id is that of its article, else its number in the list. Raises as :func:`read`.
    """
    for number, task in _tasks(tasks):
        with _numbered(number):
            if any(not annotation.get("was_cancelled") for annotation in task.get("annotations", ())):
                yield str(task["data"].get("id") or number), task["data"]["text"], list(_kept(task))


def _tasks(tasks: str | bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    found = json.loads(tasks)
    if not isinstance(found, list):
        raise ValueError("an export of Label Studio is a list of tasks: choose JSON, not JSON-MIN, when exporting")
    return enumerate(found, 1)


@contextmanager
def _numbered(number: int) -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"task {number}: {error!r}") from None


def _kept(task: Mapping[str, Any]) -> Iterator[notes.Drawn]:
    kept = [a for a in task.get("annotations", ()) if not a.get("was_cancelled")] or task.get("predictions", ())
    return (_drawn(part) for part in (kept[-1]["result"] if kept else ()) if part["type"] == "labels")


def _drawn(part: Mapping[str, Any]) -> notes.Drawn:
    at = part["value"]
    told = part.get("meta", {}).get("text", [])
    note = told if isinstance(told, str) else "".join(told[:1])
    return notes.Drawn(part["id"], at["labels"][0], at["start"], at["end"], note)
