"""The addresses that the package's metadata names: those of the repository in whose workflow it is built."""

from __future__ import annotations

import os
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Addresses(MetadataHookInterface):
    """``[project.urls]`` from GitHub's own variables; built elsewhere, a package names no address."""

    def update(self, metadata: dict[str, Any]) -> None:
        server, repository = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
        if not (server and repository):
            return
        home = f"{server}/{repository}"
        metadata["urls"] = {
            "Source": home,
            "Documentation": f"{home}/blob/HEAD/docs/en/index.md",
            "Changelog": f"{home}/blob/HEAD/CHANGELOG.md",
            "Issues": f"{home}/issues",
        }
