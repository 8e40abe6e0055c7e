"""CoNLL: a token on a line with an IOB2 tag for each kind, in CoNLL-U Plus's form.

``# global.columns`` names the columns: the token, its first code point in the text, then a column a kind, since kinds
lie within one another; of mentions of one kind within each other the outermost counts. Tokens are cut where mentions
end («российско-», «белорусский»), so that spans come back exactly.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from newsnlp.types import KINDS, Document, Fact, Mention, widest

_UNPRINTABLE = re.compile("[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_BEGUN = "# global.columns ="


def write(documents: Iterable[Document]) -> Iterator[str]:
    """The columns' names, then one piece a document: its sentences, each with a blank line behind it.

    >>> from newsnlp import Mention, Person
    >>> person = Person("Анна Чен", mentions=(Mention(0, 8, "Анна Чен", "tagger"),))
    >>> print("".join(write([Document("Анна Чен пришла", people=(person,))])).expandtabs(8))
    # global.columns = FORM START PERSON TITLE ORGANIZATION REGION MONEY DATE
    # newdoc id = 1
    Анна    0       B-PERSON        O       O       O       O       O
    Чен     5       I-PERSON        O       O       O       O       O
    пришла  9       O       O       O       O       O       O
    <BLANKLINE>
    <BLANKLINE>
    """
    yield f"{_BEGUN} {' '.join(('FORM', 'START', *(cls.__name__.upper() for cls in KINDS)))}\n"
    for number, document in enumerate(documents, 1):
        id = " ".join((document.id or str(number)).split())
        yield _UNPRINTABLE.sub(_shown, f"# newdoc id = {id}") + "\n" + "".join(_sentences(document))


def _shown(found: re.Match[str]) -> str:
    return " " if found[0] == " " else "\ufffd"


def _sentences(document: Document) -> Iterator[str]:
    from razdel import sentenize

    columns = [(cls.__name__.upper(), _outermost(document, cls)) for cls in KINDS]
    edges = sorted({edge for _, found in columns for m in found for edge in (m.start, m.stop)})
    for sentence in sentenize(document.text):
        rows = list(_tokens(sentence.text, sentence.start, edges))
        tags = [_tags(rows, label, found) for label, found in columns]
        for (start, stop), *tagged in zip(rows, *tags, strict=True):
            form = _UNPRINTABLE.sub("\ufffd", document.text[start:stop])
            yield "\t".join((form, str(start), *tagged)) + "\n"
        if rows:
            yield "\n"


def _outermost(document: Document, cls: type[Fact]) -> list[Mention]:
    found: list[Mention] = []
    for mention in sorted((m for f in document.facts(cls) for m in f.mentions), key=widest):
        if not found or mention.start >= found[-1].stop:
            found.append(mention)
    return found


def _tokens(sentence: str, offset: int, edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The tokens' offsets in the text, cut at the mentions' edges."""
    from razdel import tokenize

    for token in tokenize(sentence):
        start, stop = token.start + offset, token.stop + offset
        inside = edges[bisect_right(edges, start) : bisect_left(edges, stop)]
        yield from pairwise((start, *inside, stop))


def _tags(rows: Sequence[tuple[int, int]], label: str, found: Sequence[Mention]) -> Iterator[str]:
    """IOB2 tags of one kind; a mention goes on over the end of a sentence.

    >>> list(_tags([(0, 4), (5, 8), (9, 15)], "PERSON", [Mention(0, 8, "Анна Чен", "r")]))
    ['B-PERSON', 'I-PERSON', 'O']
    """
    starts = [mention.start for mention in found]
    for start, _ in rows:
        number = bisect_right(starts, start) - 1
        inside = number >= 0 and start < found[number].stop
        yield f"{'B' if start == starts[number] else 'I'}-{label}" if inside else "O"


def read(table: str) -> Iterator[tuple[str, dict[str, list[tuple[int, int]]]]]:
    """Each document's id and its mentions' offsets by kind's label.

    Raises ``ValueError`` with the line that is wrong.
    """
    columns: list[str] = []
    found: dict[str, list[tuple[int, int]]] = {}
    id = None
    for number, line in enumerate(table.split("\n"), 1):
        if line.startswith(_BEGUN):
            columns = line.removeprefix(_BEGUN).split()
        elif line.startswith("# newdoc id = "):
            if id is not None:
                yield id, found
            id, found = line.removeprefix("# newdoc id = "), {}
        elif line.strip() and not line.startswith("#"):
            _add(found, columns, line.split("\t"), number)
    if id is not None:
        yield id, found


def _add(found: dict[str, list[tuple[int, int]]], columns: Sequence[str], cells: Sequence[str], number: int) -> None:
    if len(cells) != len(columns) or not cells[1].isdecimal():
        raise ValueError(f"line {number}: {len(columns)} columns are wanted, as the first line names them")
    start, stop = int(cells[1]), int(cells[1]) + len(cells[0])
    for label, tag in zip(columns[2:], cells[2:], strict=True):
        spans = found.setdefault(label, []) if tag != "O" else []
        if tag.startswith("B-"):
            spans.append((start, stop))
        elif tag.startswith("I-") and spans:
            spans[-1] = (spans[-1][0], stop)
        elif tag != "O":
            raise ValueError(f"line {number}: {tag} without a B-{label} before it is no IOB2")
