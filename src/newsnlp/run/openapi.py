"""What the server says of itself: OpenAPI, with the schemas of the dataclasses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from newsnlp.formats.schema import schema

_ARTICLE: Mapping[str, Any] = {
    "type": "object",
    "description": "An article; other keys are ignored.",
    "properties": {
        "text": {"type": "string"},
        "id": {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
        "published": {
            "type": ["string", "number", "null"],
            "description": "ISO 8601, 24.04.2024, a feed's date (RFC 5322), or seconds since 1970",
        },
    },
    "required": ["text"],
    "examples": [{"text": "Вчера губернатор Тверской области Анна Ильина открыла школу.", "published": "2024-04-24"}],
}
_ERROR: Mapping[str, Any] = {
    "type": "object",
    "properties": {"error": {"type": "string"}, "line": {"type": "integer"}},
    "required": ["error"],
}
_FAULTS: Mapping[str, str] = {
    "400": "Not UTF-8, or not JSON",
    "408": "Out of time: the request did not arrive, or the article was not done",
    "413": "Too large",
    "422": "No article",
    "500": "A fault of the server's",
    "503": "Too busy: send it again after Retry-After seconds",
}
_MEDIA: Mapping[str, str] = {"/extract": "application/json", "/batch": "application/x-ndjson"}


def describe(app: FastAPI) -> dict[str, Any]:
    """OpenAPI of the routes, which read raw bodies and so declare none themselves."""
    found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    document = schema()
    kinds = {**document.pop("$defs"), "Document": document, "Article": dict(_ARTICLE), "Error": dict(_ERROR)}
    document.pop("$schema")
    found.setdefault("components", {})["schemas"] = kinds
    refusals = {status: {"description": said, "content": _content("Error")} for status, said in _FAULTS.items()}
    for path, media in _MEDIA.items():
        call = found["paths"][path]["post"]
        call["requestBody"] = {"required": True, "content": _content("Article", media)}
        call["responses"] = {"200": {"description": "Facts", "content": _content("Document", media)}}
        call["responses"] |= refusals if path == "/extract" else {"503": refusals["503"]}
    whole: dict[str, Any] = json.loads(json.dumps(found).replace("#/$defs/", "#/components/schemas/"))
    return whole


def _content(name: str, media: str = "application/json") -> dict[str, Any]:
    return {media: {"schema": {"$ref": f"#/components/schemas/{name}"}}}
