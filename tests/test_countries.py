"""Whom to call, country by country."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from intents.content.countries import UNKNOWN, Country, choose_country, load_countries
from intents.content.tables import shipped
from intents.errors import ContentError

DEFAULT = '[default]\nemergency = "one one two"\nurgent = "your doctor"\nsources = ["a"]\n'
ROW = 'emergency = "nine nine nine"\nurgent = "your doctor"\nsources = ["a"]\n'


@pytest.fixture(scope="module")
def countries() -> dict[str, Country]:
    return load_countries(shipped("en"))


@pytest.mark.parametrize(
    ("code", "emergency"),
    [
        ("GB", "nine nine nine"),
        ("us", "nine one one"),
        ("DE", "one one two"),
        ("AU", "triple zero"),
        ("NZ", "one one one"),
        ("IE", "one one two or nine nine nine"),
    ],
)
def test_a_country_is_known_by_its_code(countries: dict[str, Country], code: str, emergency: str) -> None:
    assert choose_country(countries, code).emergency == emergency


def test_where_the_country_is_unknown_the_words_are_still_true(countries: dict[str, Country]) -> None:
    assert choose_country(countries, UNKNOWN).emergency.startswith("your emergency number")


def test_an_unknown_code_is_answered_with_the_codes_there_are(countries: dict[str, Country]) -> None:
    with pytest.raises(ContentError, match=r"UK: must be one of AT, .*GB, .* or empty"):
        choose_country(countries, "UK")


def test_numbers_are_words_and_fit_inside_a_sentence(countries: dict[str, Country]) -> None:
    for country in countries.values():
        for words in (country.emergency, country.urgent):
            assert re.fullmatch(r"[a-z ,]+", words), f"{country.code}: {words}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f'[britain]\ncodes = ["GB"]\n{ROW}', "countries.toml: default: is missing"),
        (f'{DEFAULT}[britain]\ncodes = ["gb"]\n{ROW}', 'britain.codes: "gb" must be two capital letters'),
        (f'{DEFAULT}[britain]\ncodes = ["GB", "GB"]\n{ROW}', 'britain.codes: "GB" is listed twice'),
        (f"{DEFAULT}[britain]\n{ROW}", "britain.codes: is missing"),
        (f'{DEFAULT}[britain]\ncodes = ["GB"]\n{ROW}police = "x"\n', "britain.police: is not a key"),
        (f"britain = 1\n{DEFAULT}", "britain: must be a table"),
    ],
)
def test_a_mistake_names_the_table_and_the_key(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "countries.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as mistake:
        load_countries(tmp_path)
    assert message in str(mistake.value)
