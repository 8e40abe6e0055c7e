"""How the documentation is built: `make docs` runs Sphinx over docs/en and docs/ru with this one file, strictly."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from docutils import nodes
from sphinx.application import Sphinx

import newsnlp

HERE = Path(__file__).parent

project = "newsnlp"
release = version = newsnlp.__version__
html_title = "newsnlp"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx_copybutton", "sphinx_design"]
exclude_patterns = ["README.md", "_*.md"]  # with an underscore: part of a page
templates_path = ["_templates"]
locale_dirs = [str(HERE / "locale")]  # docstrings in Russian; the pages themselves are written in both languages
gettext_compact = False

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
suppress_warnings = ["i18n.inconsistent_references"]  # of a docstring in Russian: its roles are Markdown's
nb_execution_mode = "off"  # `python tests/test_docs.py` runs the notebooks, and the tests do
copybutton_exclude = ".linenos, .gp, .go"
copybutton_prompt_text = r">>> |\.\.\. "
copybutton_prompt_is_regexp = True

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88

# Russian pages have their quotation marks «» as they are typed; an English page within one would get German ones
smartquotes_excludes = {"languages": ["ru"], "builders": ["man", "text"]}

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
    "footer_start": ["licence"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
}


def _spelled(hint: Any) -> str:
    """A field's type as a reader wants it: a Literal as its words, a class by its name.

    >>> _spelled(Literal["male", "female"] | None)
    '``"male"`` | ``"female"`` | ``None``'
    """
    if get_origin(hint) is Literal:
        return " | ".join(f'``"{word}"``' for word in get_args(hint))
    if get_origin(hint) in (UnionType, Union):
        return " | ".join(map(_spelled, get_args(hint)))
    if hint is type(None):
        return "``None``"
    return f"``{re.sub(r'[a-z_.]+[.](?=[A-Z])', '', str(hint)) if get_origin(hint) else hint.__name__}``"


def _fields(app: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Behind a dataclass's docstring its fields with their types."""
    if what != "class" or not dataclasses.is_dataclass(thing):
        return
    hints = get_type_hints(thing)
    lines += ["", *(f"* ``{part.name}``: {_spelled(hints[part.name])}" for part in dataclasses.fields(thing)), ""]


def _signature(app: Sphinx, what: str, name: str, thing: Any, options: Any, signature: str, gives: str) -> Any:
    """A dataclass's signature without the paths of modules; what a factory makes is left open."""
    return signature and re.sub(r"~[\w.]+[.]", "", signature).replace("<factory>", "..."), gives


def _untranslated(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Says which docstrings have no Russian yet: they stand in English, and docs/locale wants them."""
    if app.config.language != "ru" or page != "reference":
        return
    plain = [
        p for p in doctree.findall(nodes.paragraph) if not p.get("translated") and re.search("[a-z]{3}", _words(p))
    ]
    for paragraph in plain:
        if not re.search("[а-яё]", paragraph.astext()):
            print(f"reference: no Russian in docs/locale for: {paragraph.astext()[:80]}")


def _words(paragraph: nodes.paragraph) -> str:
    return "".join(part.astext() for part in paragraph.children if not isinstance(part, nodes.literal))


def _long_words(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Code without spaces that is wider than a telephone may be cut; the rest never is, at hyphens either."""
    for literal in doctree.findall(nodes.literal):
        if max(map(len, literal.astext().split()), default=0) > 32:
            literal["classes"].append("long")


def setup(app: Sphinx) -> None:
    app.connect("autodoc-process-docstring", _fields)
    app.connect("autodoc-process-signature", _signature)
    app.connect("doctree-resolved", _untranslated)
    app.connect("doctree-resolved", _long_words)
