"""What an extractor is told, checked before any work: from Python, or from a TOML file that every way to run takes.

::

    kinds = ["Person", "Title", "Money"]    # all, where left out
    jobs = true                             # also titles that are no public office and that nobody named holds
    timezone = "Asia/Omsk"                  # whose days moments with an offset are; Europe/Moscow where left out
    weights = "weights.npz"                 # of `newsnlp train`; paths are those beside the file
    threshold = 0.8                         # or by kind: [threshold] Person = 0.9

    [tables]                                # rows of your own, in the columns of the shipped tables
    titles = "titles.tsv"
    short_names = [{ name = "Ксюха", full = "Ксения" }]

    [finders]                               # finders of your own, by dotted name, of your own kinds too
    Money = ["mynewsroom.finders.bonuses"]
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsnlp.data import Row, Tables, own_rows
from newsnlp.types import KINDS, Fact, Finding, Sentence

Finder = Callable[[Sentence], list[Finding[Any]]]
Source = Sequence[Row] | Path | str  # of a user's rows: the rows, or the path of a TSV file

TIMEZONE = "Europe/Moscow"


def _names() -> str:
    return ", ".join(cls.__name__ for cls in KINDS)


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of an :class:`newsnlp.Extractor`, checked; what each means is told there.

    Made by :meth:`of` from Python's values, by :meth:`read` from plain ones, by :meth:`load` from a TOML file.
    """

    kinds: frozenset[type[Fact]] = field(default_factory=lambda: frozenset(KINDS))
    tables: Tables = field(default_factory=Tables)
    finders: Mapping[type[Fact], tuple[Finder, ...]] = field(default_factory=dict)
    weights: Path | None = None
    threshold: Mapping[type[Fact], float] = field(default_factory=dict)
    jobs: bool = False
    timezone: str = TIMEZONE

    @classmethod
    def of(cls, **options: Any) -> Settings:
        """Settings from the options of an Extractor. Raises ``TypeError`` and ``ValueError`` at what is wrong."""
        return cls(**{name: _CHECKS[name](value) for name, value in options.items() if value is not None})

    @classmethod
    def read(cls, values: Mapping[str, Any], folder: Path | str = ".") -> Settings:
        """Settings from plain values, as TOML and JSON hold them: kinds by name, finders by dotted name.

        ``folder``: where relative paths begin. Raises ``ValueError`` with the key that is wrong.
        """
        made = {}
        for key, value in sorted(values.items(), key=lambda item: item[0] != "finders"):  # kinds may come with them
            if key not in OPTIONS:
                raise WrongKey((key,), f"no such key; the keys are {', '.join(OPTIONS)}")
            try:
                made[key] = _CHECKS[key](_READ.get(key, _same)(value, Path(folder)))
            except WrongKey as error:
                raise WrongKey((key, *error.keys), error.reason) from None
            except (TypeError, ValueError, OSError) as error:
                raise WrongKey((key,), str(error)) from None
        return cls(**made)

    @classmethod
    def load(cls, path: Path | str) -> Settings:
        """Settings from a TOML file; its folder is added to those that finders are imported from.

        Raises ``ValueError`` with the file, the line and the key that is wrong, ``OSError`` where it can't be read.
        """
        path = Path(path)
        try:
            text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
            values = tomllib.loads(text)
        except UnicodeDecodeError as error:
            raise ValueError(f"{path}: a configuration is UTF-8: {error}") from None
        except (ValueError, RecursionError) as error:  # a TOMLDecodeError has the line
            raise ValueError(f"{path}: {error}") from None
        folder = str(path.resolve().parent)
        if "finders" in values and folder not in sys.path:
            sys.path.append(folder)
        try:
            return cls.read(values, folder)
        except WrongKey as error:
            raise ValueError(f"{path}:{_line(text, error.keys)}: {error}") from None


class WrongKey(ValueError):
    """A value of a configuration that is wrong: the way to it, and what is wrong."""

    def __init__(self, keys: Sequence[str], reason: str) -> None:
        super().__init__(f"{'.'.join(keys)}: {reason}")
        self.keys, self.reason = tuple(keys), reason


def _line(text: str, keys: Sequence[str]) -> int:
    """The number of the line that says a key, else the one that says what it lies in.

    >>> _line('jobs = true\\n[tables]\\ntitles = "a.tsv"\\n', ("tables", "titles"))
    3
    """
    section: tuple[str, ...] = ()
    best, depth = 1, 0
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[+([^\]]+)\]", line):
            section = said = _split(header[1])
        elif entry := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            said = (*section, *_split(entry[1]))
        else:
            continue
        if len(said) > depth and said == tuple(keys[: len(said)]):
            best, depth = number, len(said)
    return best


def _split(key: str) -> tuple[str, ...]:
    return tuple(part.strip(" \"'") for part in key.split("."))


# ---------------------------------------------------------------------------------------- checks, option by option


def _kinds(value: Any) -> frozenset[type[Fact]]:
    if isinstance(value, type | str) or not isinstance(value, Iterable):
        said = value.__name__ if isinstance(value, type) else "Money"
        raise TypeError(f"kinds is a list of classes: kinds=[newsnlp.{said}], not {_shown(value)}")
    kinds = [_kind(kind) for kind in value]
    if not kinds:
        raise ValueError(f"kinds is empty: name one of {_names()}, or leave it out for all")
    return frozenset(kinds)


def _kind(value: Any) -> type[Fact]:
    if isinstance(value, type) and value in KINDS:
        return value
    form = "a kind is a class, such as newsnlp.Money; " if isinstance(value, str) else ""
    raise ValueError(f"no such kind: {value!r}; {form}the kinds are {_names()}")


def _tables(value: Any) -> Tables:
    return value if isinstance(value, Tables) else Tables(value)


def _finders(value: Any) -> dict[type[Fact], tuple[Finder, ...]]:
    if not isinstance(value, Mapping):
        raise TypeError(f"finders maps a class to functions: {{newsnlp.Money: [find]}}, not {_shown(value)}")
    return {_kind(kind): _functions(kind, listed) for kind, listed in value.items()}


def _functions(kind: type[Fact], value: Any) -> tuple[Finder, ...]:
    if callable(value) or isinstance(value, str) or not isinstance(value, Iterable):
        raise TypeError(f"finders of {kind.__name__} is a list of functions: [find], not {_shown(value)}")
    listed = tuple(value)
    for finder in listed:
        if not callable(finder):
            raise TypeError(f"a finder of {kind.__name__} is a function of a Sentence, not {_shown(finder)}")
    return listed


def _weights(value: Any) -> Path:
    if not isinstance(value, str | Path):
        raise TypeError(f"weights is the path of a file of newsnlp train, not {_shown(value)}")
    if not Path(value).is_file():
        raise FileNotFoundError(f"no tagger weights at {value}; newsnlp train makes them")
    return Path(value)


def _threshold(value: Any) -> dict[type[Fact], float]:
    by_kind = value if isinstance(value, Mapping) else dict.fromkeys(KINDS, value)
    return {_kind(kind): _share(least) for kind, least in by_kind.items()}


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"a threshold is a number from 0 to 1, not {type(value).__name__}")
    if not 0 <= value <= 1:
        raise ValueError(f"a threshold is a number from 0 to 1, not {value}")
    return float(value)


def _jobs(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"jobs is True or False, not {_shown(value)}")
    return value


def _timezone(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f'timezone is a name such as "{TIMEZONE}", not {_shown(value)}')
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f'no timezone {value!r}; it is a name such as "{TIMEZONE}" or "Asia/Omsk"') from None
    return value


def _shown(value: Any) -> str:
    return f"{value!r}" if isinstance(value, str | int | float) else type(value).__name__


_CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "kinds": _kinds,
    "tables": _tables,
    "finders": _finders,
    "weights": _weights,
    "threshold": _threshold,
    "jobs": _jobs,
    "timezone": _timezone,
}
OPTIONS = tuple(field.name for field in fields(Settings))

# --------------------------------------------------------------------------------- plain values, as TOML holds them


def _same(value: Any, folder: Path) -> Any:
    return value


def _read_kinds(value: Any, folder: Path) -> list[type[Fact]]:
    if not isinstance(value, list):
        raise TypeError(f'a list of names is wanted: ["Money"], not {_shown(value)}')
    return [_named(name) for name in value]


def _named(name: Any) -> type[Fact]:
    found = next((cls for cls in KINDS if cls.__name__ == name), None)
    if found is None:
        raise ValueError(f"no kind {name!r}; the kinds are {_names()}")
    return found


def _read_tables(value: Any, folder: Path) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for name, rows in _section(value).items():
        try:
            found[name] = own_rows(name, folder / rows if isinstance(rows, str) else rows)
        except (TypeError, ValueError, OSError) as error:
            raise WrongKey((name,), str(error)) from None
    return found


def _read_finders(value: Any, folder: Path) -> dict[type[Fact], list[Finder]]:
    found = {}
    for name, dotted in _section(value).items():
        try:
            functions = [imported(each) for each in _list(dotted)]  # first: their module may register the kind
            found[_named(name)] = [*_functions(_named(name), functions)]
        except (TypeError, ValueError) as error:
            raise WrongKey((name,), str(error)) from None
    return found


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f'a list of dotted names is wanted: ["package.module.find"], not {_shown(value)}')
    return value


def imported(dotted: Any) -> Any:
    """What a dotted name stands for: ``"package.module.function"``. Raises ``ValueError`` where there is none."""
    module, _, name = dotted.rpartition(".") if isinstance(dotted, str) else ("", "", "")
    if not module or not name:
        raise ValueError(f'{dotted!r} is no dotted name such as "package.module.find"')
    try:
        held = import_module(module)
    except (Exception, SystemExit) as error:  # whatever its code does
        raise ValueError(f"{dotted!r} can't be imported: {type(error).__name__}: {error}") from error
    if not hasattr(held, name):
        raise ValueError(f"the module {module} has no {name!r}")
    return getattr(held, name)


def _read_weights(value: Any, folder: Path) -> Any:
    return folder / value if isinstance(value, str) else value


def _read_threshold(value: Any, folder: Path) -> Any:
    if not isinstance(value, Mapping):
        return value
    found = {}
    for name, least in value.items():
        try:
            found[_named(name)] = _share(least)
        except (TypeError, ValueError) as error:
            raise WrongKey((name,), str(error)) from None
    return found


def _section(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(f"a section with names and values is wanted, not {_shown(value)}")
    return value


_READ: Mapping[str, Callable[[Any, Path], Any]] = {
    "kinds": _read_kinds,
    "tables": _read_tables,
    "finders": _read_finders,
    "weights": _read_weights,
    "threshold": _read_threshold,
}
