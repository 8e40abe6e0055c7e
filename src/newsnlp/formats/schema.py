"""The JSON Schema of :meth:`Document.to_dict`, generated from the dataclasses."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from newsnlp.plain import parts, variants
from newsnlp.types import KINDS, Document

_PLAIN: Mapping[Any, Mapping[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d(:\d\d)?)?$"},
}

_EXTRA: Mapping[str, Any] = {"type": "object", "description": "The columns that a batch was asked to keep."}


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12: every key is required, save the columns of registered kinds, and no other is allowed.

    >>> schema()["$defs"]["Person"]["properties"]["gender"]
    {'anyOf': [{'enum': ['male', 'female']}, {'type': 'null'}]}
    """
    known: dict[str, Any] = {}
    top = _object(Document, False, known)
    own = {kind.column: cls for cls, kind in KINDS.items() if kind.column not in top["properties"]}
    top["properties"] |= {column: _one(tuple[cls, ...], known) for column, cls in own.items()}  # type: ignore[valid-type]
    top["properties"]["extra"] = dict(_EXTRA)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **top, "$defs": known}


def _object(cls: Any, link: bool, known: dict[str, Any]) -> dict[str, Any]:
    fields = {name: _any(hint, known) for name, hint in parts(cls, link).items()}
    return {
        "title": cls.__name__,
        "description": " ".join(str(cls.__doc__).split("\n\n")[0].split()),
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _any(hint: Any, known: dict[str, Any]) -> dict[str, Any]:
    kinds = [_one(kind, known) for kind in variants(hint)]
    return {"anyOf": kinds} if len(kinds) > 1 else kinds[0]


def _one(kind: Any, known: dict[str, Any]) -> dict[str, Any]:
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _reference(get_args(kind)[0], False, known)}
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    return _reference(kind, True, known) if dataclasses.is_dataclass(kind) else dict(_PLAIN[kind])


def _reference(cls: Any, link: bool, known: dict[str, Any]) -> dict[str, Any]:
    """A class by name: ``Person``, or ``PersonLink`` where it stands without its mentions."""
    name = cls.__name__ + "Link" * link
    if name not in known:
        known[name] = {}
        known[name] = _object(cls, link, known)
    return {"$ref": f"#/$defs/{name}"}
