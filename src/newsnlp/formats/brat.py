"""brat standoff, out and in, with NEREL's names of types, so that a corrected folder trains a tagger.

A note on each span (``AnnotatorNotes``) holds the value as JSON, so a document comes back whole; a span drawn by hand
without a note becomes the entity that its words name. ``WORKS_AS`` ties a person to a title, ``WORKPLACE`` a title to
its organization, and a ``Reference`` names a region's or a body's Wikidata item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsnlp.formats import notes
from newsnlp.types import Document, Mention, heading

_SPAN = re.compile(r"(T\d+)\t(\S+) ([\d ;]+)\t")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)")
_BLANK = re.compile(
    "[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]"
)  # these would end a column or a line, or the writing


def write(documents: Iterable[Document]) -> Iterator[str]:
    """The ``.ann`` file of one document; more of them make a folder, see :func:`save`.

    Raises ``ValueError`` at a second document: its spans could not be told from the first's.
    """
    for number, document in enumerate(documents):
        if number:
            raise ValueError("brat keeps one document a file: give one article, or call newsnlp.formats.brat.save")
        yield standoff(document)


def save(documents: Iterable[Document], folder: Path | str) -> None:
    """A folder that brat opens and ``newsnlp train`` takes: ``<id>.txt`` and ``<id>.ann`` for each document.

    Documents without an id are numbered. Raises ``FileExistsError`` rather than overwrite a file.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number, document in enumerate(documents, 1):
        stem = re.sub(r"[^\w.-]", "_", document.id or str(number))
        for ending, content in ((".txt", document.text), (".ann", standoff(document))):
            path = folder / (stem + ending)
            if path.exists():
                raise FileExistsError(f"{path} is there already: move it away, or give another folder")
            with open(path, "x", encoding="utf-8", errors="replace", newline="") as file:
                file.write(content)


def load(folder: Path | str) -> Iterator[Document]:
    """The documents of a folder, each ``.ann`` file with the ``.txt`` file beside it, their names as ids.

    Raises ``FileNotFoundError`` where there are none, ``ValueError`` as :func:`read`, with the file's name.
    """
    paths = sorted(Path(folder).glob("*.ann"))
    if not paths:
        raise FileNotFoundError(f"no .ann file in {folder}")
    for path in paths:
        with open(path.with_suffix(".txt"), encoding="utf-8", newline="") as file:
            text = file.read()
        with open(path, encoding="utf-8", newline="") as file:
            ann = file.read()
        try:
            yield read(text, ann, path.stem)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{path}: {error}") from None


def standoff(document: Document) -> str:
    """The ``.ann`` file of a document; its ``.txt`` file is ``document.text`` to the letter.

    >>> from newsnlp import Mention, Person
    >>> person = Person("Анна Ильина", mentions=(Mention(0, 4, "Анна", "tagger"),))
    >>> standoff(Document("Анна пришла.", people=(person,))).splitlines()[0]
    'T1\\tPERSON 0 4\\tАнна'
    """
    spans = notes.spans(document)
    lines = [line for span in spans for line in _lines(span)]
    for number, (name, first, second) in enumerate(notes.relations(spans), 1):
        lines.append(f"R{number}\t{name} Arg1:T{first.number} Arg2:T{second.number}")
    return "".join(line + "\n" for line in lines)


def _lines(span: notes.Span) -> Iterator[str]:
    id = f"T{span.number}"
    yield f"{id}\t{span.mark} {_pieces(span.mention)}\t{_BLANK.sub(' ', span.mention.text)}"
    yield f"#{span.number}\tAnnotatorNotes {id}\t{span.note}"
    if item := getattr(span.fact, "wikidata", None):
        yield f"N{span.number}\tReference {id} Wikidata:{item}\t{_BLANK.sub(' ', heading(span.fact))}"


def _pieces(mention: Mention) -> str:
    """brat's spans don't hold line ends: «5 млн\\nрублей» is written as two pieces."""
    pieces = [m.span() for m in re.finditer(r"[^\n]+", mention.text)]
    return ";".join(f"{mention.start + a} {mention.start + b}" for a, b in pieces)


def read(text: str, ann: str, id: str | None = None) -> Document:
    """A document from brat's two files. Spans of types that the library has no kind for are left out.

    Raises ``ValueError`` where a span lies outside the text, or a sum or date drawn by hand has no note with its value.
    """
    lines = ann.split("\n")
    told = {m[1]: m[2] for line in lines if (m := _NOTE.match(line))}
    spans = (m for line in lines if (m := _SPAN.match(line)))
    return notes.document(text, (_drawn(m, told.get(m[1], "")) for m in spans), "brat", id=id)


def _drawn(match: re.Match[str], note: str) -> notes.Drawn:
    numbers = [int(number) for number in re.findall(r"\d+", match[3])]
    return notes.Drawn(match[1], match[2], numbers[0], numbers[-1], note)
