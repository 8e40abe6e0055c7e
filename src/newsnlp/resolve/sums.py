"""Equal sums are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsnlp.types import Finding, Money, mention


def sums(found: Sequence[Finding[Money]], text: str) -> tuple[Money, ...]:
    """Each sum once, in order of first mention."""
    groups: dict[Money, list[Finding[Money]]] = {}
    for finding in found:
        groups.setdefault(finding.value, []).append(finding)
    return tuple(replace(v, mentions=tuple(mention(text, f) for f in fs)) for v, fs in groups.items())
