"""Refreshes ``data/currencies.tsv``: the names from CLDR, the hand-written columns as they stand.

    pip install Babel
    python scripts/build_currencies.py

A currency that is tender somewhere and has no row gets one; a row of a currency that has gone stays, for news of
its time. CLDR gives ``name``, ``genitive`` (singular) and ``plural`` (genitive); a name that CLDR lacks is kept.
Needed for building alone.
"""

from __future__ import annotations

import csv
from pathlib import Path

from babel import Locale
from babel.core import get_global

TABLE = Path(__file__).parent.parent / "src/newsnlp/data/currencies.tsv"
COLUMNS = ("code", "name", "genitive", "plural", "aliases", "alone", "signs", "minor")
NONE = {"XXX", "XTS"}  # no currency, and the code for tests


def tender() -> set[str]:
    """The codes that are tender in some territory now."""
    territories = get_global("territory_currencies").values()
    return {code for rows in territories for code, _, until, is_tender in rows if until is None and is_tender} - NONE


def names(code: str) -> dict[str, str]:
    """CLDR's Russian forms of a currency, none where it has no plural rules for it."""
    forms = Locale("ru")._data["currency_names_plural"].get(code, {})
    wanted = {"name": "one", "genitive": "other", "plural": "many"}
    return {column: forms[rule] for column, rule in wanted.items()} if set(wanted.values()) <= set(forms) else {}


def build() -> None:
    """Rewrites the table in place."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    for code in tender() - rows.keys():
        rows[code] = dict.fromkeys(COLUMNS, "") | {"code": code, "name": str(Locale("ru").currencies.get(code, code))}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | names(code) for code, row in sorted(rows.items()))


if __name__ == "__main__":
    build()
