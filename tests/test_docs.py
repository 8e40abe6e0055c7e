"""The documentation: its notebooks run, its pages stand in both languages, its code is the same in both and runs.

python tests/test_docs.py      # runs the notebooks and keeps what they show; read the diff before you commit it
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parent.parent / "docs"
NOTEBOOKS = sorted(DOCS.glob("*/*.ipynb"))


def run(path: Path) -> Any:
    """The notebook with today's outputs."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(notebook, resources={"metadata": {"path": path.parent}}, record_timing=False)
    client.execute()
    return notebook


if __name__ == "__main__":
    import nbformat

    for path in NOTEBOOKS:
        nbformat.write(run(path), path)
