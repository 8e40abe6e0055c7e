"""Which Wikidata item a body is, as the table ``body_ids`` has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import cast

from newsnlp.data import shipped
from newsnlp.types import OrganizationKind, only

_OWNED = ("government", "police", "court", "military")  # kinds that every country has


@cache
def _items() -> Mapping[tuple[str, str, str], str]:
    return {(row["name"], row["owner"], row["kind"]): row["wikidata"] for row in shipped("body_ids")}


@cache
def _kinds() -> Mapping[str, set[OrganizationKind]]:
    kinds: dict[str, set[OrganizationKind]] = {}
    for name, _, kind in _items():
        kinds.setdefault(name, set()).add(cast(OrganizationKind, kind))
    return kinds


def kind_of(names: Iterable[str]) -> OrganizationKind | None:
    """The kind of a body that bears one of these folded names, where the table has the names with but one.

    >>> kind_of(["gucci"]), kind_of(["ромашка"])
    ('company', None)
    """
    found = set[OrganizationKind]().union(*(_kinds().get(name, ()) for name in names))
    return only(found)


def item(names: Iterable[str], owner: str, kind: str | None) -> str | None:
    """The item of a body that bears one of these folded names, is of this kind and belongs to this owner ("": to none
    that the article names); ``None`` where the table has it not, or has two.

    >>> item(["росстат"], "", "government"), item(["росстат"], "RU-TOM", "government"), item(["мид"], "", "government")
    ('Q2624680', None, None)
    """
    told = "" if kind not in _OWNED else owner
    found = {known for name in names if (known := _items().get((name, told, kind or "")))}
    return only(found)
