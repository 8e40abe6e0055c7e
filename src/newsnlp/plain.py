"""Frozen dataclasses to plain JSON values and back, by their annotations; it knows no class of the library.

Handles ``str``, ``int``, ``float``, ``bool``, ``Decimal`` (a string), ``date`` and ``datetime`` (ISO 8601),
``Literal``, optional values, tuples and further dataclasses. A dataclass held directly, not in a tuple, is a *link*: it
is written without the fields that take no part in equality. A property ``key``, which follows from the fields, is
written behind them and ignored on reading; a field that is marked :data:`APART` is not written. One function per class
is composed at first use.
"""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Convert = Callable[[Any], Any]
LARGEST = 1e300  # of a number that is read
DIGITS = 1000  # before or behind the point of a decimal that is read: «1e99999999» written out would fill the memory

# A low surrogate right behind a high one stays as it is: escaped, the pair would come back as one character.
_SURROGATE = re.compile("[\ud800-\udbff]|(?<![\ud800-\udbff])[\udc00-\udfff]")


APART = {"apart": True}  # the metadata of a field that goes out another way
KEY = "key"


@cache
def parts(cls: type, link: bool = False) -> Mapping[str, Any]:
    """What is written of a dataclass, or of a link to it: its fields and its key, with their annotations evaluated."""
    hints = get_type_hints(cls)
    fields = {f.name: hints[f.name] for f in _fields(cls) if f.compare or not link}
    return fields | ({KEY: str} if _keyed(cls) else {})


def _fields(cls: Any) -> list[dataclasses.Field[Any]]:
    return [f for f in dataclasses.fields(cls) if "apart" not in f.metadata]


def _keyed(cls: type) -> bool:
    return isinstance(getattr(cls, KEY, None), property)


def variants(hint: Any) -> tuple[Any, ...]:
    """The members of a union, or the annotation alone.

    >>> variants(str | None)
    (<class 'str'>, <class 'NoneType'>)
    """
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def escape(text: str) -> str:
    r"""JSON text that UTF-8 can carry: lone surrogates become ``\udXXX``.

    >>> escape('"Я\ud800"')
    '"Я\\ud800"'
    """
    try:
        text.encode()  # twenty times as fast as the search
        return text
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


# ------------------------------------------------------------------------------------------------ writing


def dump(value: Any) -> dict[str, Any]:
    """A dataclass as a dict of plain values, keys in the order of the fields."""
    row: dict[str, Any] = _writer(value.__class__, False)(value)
    return row


@cache
def _writer(cls: type, link: bool) -> Convert:
    fields = [(name, _write(hint)) for name, hint in parts(cls, link).items()]
    return lambda value: {
        name: convert(getattr(value, name)) if convert else getattr(value, name) for name, convert in fields
    }


def _write(hint: Any) -> Convert | None:
    """The function that writes a value of this annotation; ``None`` where it stays as it is."""
    convert = next((found for kind in variants(hint) if (found := _write_one(kind))), None)
    if convert is None or type(None) not in variants(hint):
        return convert
    return lambda value: None if value is None else convert(value)


def _write_one(kind: Any) -> Convert | None:
    if get_origin(kind) is tuple:
        each = _writer(get_args(kind)[0], False)
        return lambda values: [each(value) for value in values]
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _writer(kind, True)
    return _WRITE.get(kind)


def _iso(value: date) -> str:
    return value.isoformat()


_WRITE: Mapping[Any, Convert] = {Decimal: lambda value: f"{value:f}", date: _iso, datetime: _iso}

# ------------------------------------------------------------------------------------------------ reading


def load(cls: Any, row: Any) -> Any:
    """A dataclass from what :func:`dump` gave, or from as much of it as has no default.

    Raises ``TypeError`` where a value has a wrong type, ``ValueError`` where it is wrong in itself, both with
    the way to it: ``money: 0: amount: ...``.
    """
    return _reader(cls, False)(row)


def check(cls: Any) -> None:
    """Raises ``TypeError`` where a dataclass has a field that JSON can't hold."""
    _reader(cls, False)


def fit(value: Any) -> None:
    """Raises as :func:`load` where a field of a dataclass that somebody made is not what its annotation says."""
    cls: type = type(value)
    for name, hint in parts(cls).items():
        at(name, partial(_fit, variants(hint)), getattr(value, name))


def _fit(kinds: tuple[Any, ...], value: Any) -> None:
    kind = kinds[0]
    if get_origin(kind) is tuple or (value is None and type(None) in kinds):
        return
    if kind in _WRITE or dataclasses.is_dataclass(kind):  # what JSON holds in another form
        if not isinstance(value, kind):
            raise _wrong_type(f"a {kind.__name__}", value)
        if kind is Decimal:
            _read_decimal(str(value))
    else:
        _read_one(kind)(value)


def load_all(cls: Any, place: str, rows: Any) -> tuple[Any, ...]:
    """As :func:`load`, of a list of them that stands at ``place``."""
    found: tuple[Any, ...] = at(place, _read_many(_reader(cls, False)), rows)
    return found


@cache
def _reader(cls: Any, link: bool) -> Convert:
    made = {KEY} if _keyed(cls) else frozenset()
    reads = {name: _read(hint) for name, hint in parts(cls, link).items() if name not in made}
    required = [f.name for f in _fields(cls) if f.default is dataclasses.MISSING]

    def read(row: Any) -> Any:
        if not isinstance(row, Mapping):
            raise _wrong_type("an object", row)
        if unknown := [key for key in row if key not in reads and key not in made]:
            raise ValueError(f"unknown key {unknown[0]!r}; the keys are {', '.join(reads)}")
        if missing := [key for key in required if key not in row]:
            raise ValueError(f"the key {missing[0]!r} is missing")
        return cls(**{key: at(key, reads[key], value) for key, value in row.items() if key not in made})

    return read


def at(place: object, read: Convert, value: Any) -> Any:
    """What a function makes of a value; what it raises has the place in front of it."""
    try:
        return read(value)
    except TypeError as error:
        raise TypeError(f"{place}: {error}") from None
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from None


def _wrong_type(wanted: str, value: Any) -> TypeError:
    return TypeError(f"{wanted} is wanted here, not {'null' if value is None else type(value).__name__}")


def _read(hint: Any) -> Convert:
    kinds = variants(hint)
    optional = type(None) in kinds
    read = moment if datetime in kinds else _read_one(kinds[0])
    return (lambda value: None if value is None else read(value)) if optional else read


def _read_one(kind: Any) -> Convert:
    if get_origin(kind) is tuple:
        return _read_many(_reader(get_args(kind)[0], False))
    if get_origin(kind) is Literal:
        return _read_choice(get_args(kind))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _reader(kind, True)
    if kind not in _READ:
        raise TypeError(
            f"a field can't be a {kind}: one of {', '.join(k.__name__ for k in _READ)}, Literal, dataclasses"
        )
    return _READ[kind]


def _read_many(read: Convert) -> Convert:
    def many(values: Any) -> Any:
        if not isinstance(values, list | tuple):
            raise _wrong_type("a list", values)
        return tuple([at(number, read, value) for number, value in enumerate(values)])

    return many


def _read_choice(choices: tuple[str, ...]) -> Convert:
    def choice(value: Any) -> str:
        if _read_text(value) not in choices:
            raise ValueError(f"{value!r} is none of {', '.join(choices)}")
        return str(value)

    return choice


def _read_text(value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong_type("a string", value)
    return value


def _read_number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong_type("an integer", value)
    return value


def _read_real(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _wrong_type("a number", value)
    if not -LARGEST < value < LARGEST:  # NaN and the infinities too
        raise ValueError(f"{value!r} is no number that can stand here")
    return float(value)


def _read_truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _wrong_type("true or false", value)
    return value


def _read_decimal(value: Any) -> Decimal:
    try:
        number = Decimal(_read_text(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(f"{value[:80]!r} is no decimal number")
    if abs(number.adjusted()) > DIGITS:
        raise ValueError(f"{value[:80]!r} has more than {DIGITS:,} digits")
    return number


def _read_date(value: Any) -> date:
    try:
        return date.fromisoformat(_read_text(value))
    except ValueError:
        raise ValueError(f"{value!r} is no day like 2024-04-24") from None


def moment(value: Any) -> date:
    """A day, or a day and time, in ISO 8601.

    Raises ``TypeError`` where it is no string, ``ValueError`` where there is no such day or time.

    >>> moment("2024-04-24"), moment("2024-04-24T11:03")
    (datetime.date(2024, 4, 24), datetime.datetime(2024, 4, 24, 11, 3))
    """
    if "T" not in _read_text(value):
        return _read_date(value)
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no time like 2024-04-24T11:03:00") from None


_READ: Mapping[Any, Convert] = {
    str: _read_text,
    int: _read_number,
    float: _read_real,
    bool: _read_truth,
    Decimal: _read_decimal,
    date: _read_date,
}
