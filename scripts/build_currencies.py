"""Refreshes ``data/currencies.tsv``: the names from CLDR, the hand-written columns as they stand.

    pip install Babel
    python scripts/build_currencies.py

A currency that is tender somewhere and has no row gets one; a row of a currency that has gone stays, for news of
its time. CLDR gives ``name``, ``genitive`` (singular), ``plural`` (genitive) and ``countries``, where it is tender
now; a name that CLDR lacks is kept.
Needed for building alone.
"""

from __future__ import annotations

import csv
from pathlib import Path

from babel import Locale
from babel.core import get_global

TABLE = Path(__file__).parent.parent / "src/newsnlp/data/currencies.tsv"
COLUMNS = ("code", "name", "genitive", "plural", "aliases", "alone", "signs", "minor", "countries")
NONE = {"XXX", "XTS"}  # no currency, and the code for tests


def tender() -> dict[str, list[str]]:
    """Currency -> the countries where it is tender now."""
    countries: dict[str, list[str]] = {}
    for country, rows in sorted(get_global("territory_currencies").items()):
        for code, _, until, is_tender in rows:
            if until is None and is_tender and code not in NONE:
                countries.setdefault(code, []).append(country)
    return countries


def names(code: str) -> dict[str, str]:
    """CLDR's Russian forms of a currency, none where it has no plural rules for it."""
    forms = Locale("ru")._data["currency_names_plural"].get(code, {})
    wanted = {"name": "one", "genitive": "other", "plural": "many"}
    return {column: forms[rule] for column, rule in wanted.items()} if set(wanted.values()) <= set(forms) else {}


def build() -> None:
    """Rewrites the table in place."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        source = file.readline()
        rows = {row["code"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    countries = tender()
    for code in countries.keys() - rows.keys():
        rows[code] = dict.fromkeys(COLUMNS, "") | {"code": code, "name": str(Locale("ru").currencies.get(code, code))}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        file.write(source)
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")
        writer.writeheader()
        for code, row in sorted(rows.items()):
            writer.writerow(row | names(code) | {"countries": "|".join(countries.get(code, []))})


if __name__ == "__main__":
    build()
