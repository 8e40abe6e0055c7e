"""How the documentation is built: `make docs` runs Sphinx over docs/en and docs/ru with this one file, strictly."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from sphinx.application import Sphinx

import newsnlp

HERE = Path(__file__).parent

project = "newsnlp"
release = version = newsnlp.__version__
html_title = "newsnlp"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx_copybutton", "sphinx_design"]
exclude_patterns = ["README.md"]
templates_path = ["_templates"]
locale_dirs = [str(HERE / "locale")]  # docstrings in Russian; the pages themselves are written in both languages
gettext_compact = False

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
nb_execution_mode = "off"  # tests/test_docs.py runs the notebook and says when its output is not today's
copybutton_exclude = ".linenos, .gp, .go"
copybutton_prompt_text = r">>> |\.\.\. "
copybutton_prompt_is_regexp = True

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "separated"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88

html_theme = "pydata_sphinx_theme"
html_static_path = ["_static"]
html_css_files = ["newsnlp.css"]
html_show_sourcelink = False
html_copy_source = False
html_sidebars = {"**": ["pages"]}
html_context = {"default_mode": "auto"}
html_theme_options = {
    "navbar_center": [],
    "navbar_end": ["language", "theme-switcher"],
    "navbar_persistent": ["search-button"],
    "show_prev_next": True,
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
}
copyright = "the newsnlp authors, MIT"


def _spelled(hint: Any) -> str:
    """A field's type as a reader wants it: a Literal as its words, a class by its name.

    >>> _spelled(Literal["male", "female"] | None)
    '``"male"`` | ``"female"`` | ``None``'
    """
    if get_origin(hint) is Literal:
        return " | ".join(f'``"{word}"``' for word in get_args(hint))
    if get_origin(hint) is tuple:
        return f"``tuple[{get_args(hint)[0].__name__}, ...]``"
    if isinstance(hint, UnionType) or get_origin(hint) is not None:
        return " | ".join(_spelled(part) for part in get_args(hint)) if get_args(hint) else f"``{hint}``"
    return "``None``" if hint is type(None) else f"``{getattr(hint, '__name__', hint)}``"


def _fields(app: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Behind a dataclass's docstring its fields with their types."""
    if what != "class" or not dataclasses.is_dataclass(thing):
        return
    hints = get_type_hints(thing)
    lines += ["", *(f"* ``{part.name}``: {_spelled(hints[part.name])}" for part in dataclasses.fields(thing)), ""]


def setup(app: Sphinx) -> None:
    app.connect("autodoc-process-docstring", _fields)
