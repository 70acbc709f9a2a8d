"""Countries: whom to call there, as it is said aloud."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from intents.content.tables import Table, read
from intents.errors import ContentError

UNKNOWN = ""
"""The code where nobody has said which country it is."""

CODE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Country:
    """Whom to call in one country."""

    code: str
    """ISO 3166, two capital letters; `UNKNOWN` for words that are true anywhere."""
    emergency: str
    """What to call when life is at risk, in words: "nine nine nine"."""
    urgent: str
    """What to call for advice on the same day, in words: "one one one or your doctor"."""
    sources: tuple[str, ...]
    """Keys of `sources.toml`: who says so."""


def load_countries(folder: Traversable) -> dict[str, Country]:
    """All countries of `countries.toml` by code, `UNKNOWN` among them.

    Raises ContentError on the first mistake.
    """
    file = folder / "countries.toml"
    countries: dict[str, Country] = {}
    for name, row in read(file).items():
        table = Table(file.name, name, row)
        codes = (UNKNOWN,) if name == "default" else table.texts("codes")
        emergency, urgent, sources = table.text("emergency"), table.text("urgent"), table.texts("sources")
        table.close()
        for code in codes:
            if code != UNKNOWN and not CODE.fullmatch(code):
                raise table.error("codes", f'"{code}" must be two capital letters, such as "GB"')
            if code in countries:
                raise table.error("codes", f'"{code}" is listed twice')
            countries[code] = Country(code, emergency, urgent, sources)
    if UNKNOWN not in countries:
        raise ContentError(file.name, "default", "is missing")
    return countries


def choose_country(countries: Mapping[str, Country], code: str) -> Country:
    """The country of an ISO code, in capitals or not.

    Raises ContentError for an unknown one; it names the codes there are.
    """
    if found := countries.get(code.strip().upper()):
        return found
    known = ", ".join(sorted(set(countries) - {UNKNOWN}))
    problem = f"must be one of {known}, or empty for words that fit anywhere"
    raise ContentError("countries.toml", code, problem)
