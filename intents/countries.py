"""Countries: whom to call there, as it is said aloud."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from intents.errors import ContentError
from intents.tables import Table, read

UNKNOWN = ""
"""The code where nobody has said which country it is."""

CODE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Country:
    """Whom to call in one country."""

    code: str
    """ISO 3166, two capital letters; `UNKNOWN` for the words that are true anywhere."""
    emergency: str
    """What to call when life is at risk, in words: "nine nine nine"."""
    urgent: str
    """What to call for advice on the same day, in words: "one one one or your doctor"."""
    sources: tuple[str, ...]
    """Keys of `sources.toml`: who says so."""


def load_countries(folder: Traversable) -> dict[str, Country]:
    """All countries of `countries.toml` by code, `UNKNOWN` among them. Raises ContentError on the first mistake."""
    file = folder / "countries.toml"
    content = read(file)
    countries = {UNKNOWN: _country(Table(file.name, "default", content.pop("default", None)), UNKNOWN)}
    rows = content.pop("country", [])
    Table(file.name, "", content).close()
    for number, row in enumerate(rows, start=1):
        codes = Table(file.name, f"country {number}", row).texts("codes")
        for code in codes:
            table = _without_codes(file.name, code, row)
            if not CODE.fullmatch(code):
                raise table.error("codes", 'must be ISO codes of two capital letters, such as "GB"')
            if code in countries:
                raise table.error("codes", "is listed twice")
            countries[code] = _country(table, code)
    return countries


def choose_country(countries: Mapping[str, Country], code: str) -> Country:
    """The country of an ISO code in any case. Raises ContentError, naming the codes there are, for an unknown one."""
    if found := countries.get(code.strip().upper()):
        return found
    known = ", ".join(sorted(set(countries) - {UNKNOWN}))
    raise ContentError("countries.toml", code, f"must be one of {known}, or empty for words that fit anywhere")


def _without_codes(file: str, code: str, row: Mapping[str, Any]) -> Table:
    return Table(file, code, {key: value for key, value in row.items() if key != "codes"})


def _country(table: Table, code: str) -> Country:
    country = Country(
        code=code,
        emergency=table.text("emergency"),
        urgent=table.text("urgent"),
        sources=table.texts("sources"),
    )
    table.close()
    return country
