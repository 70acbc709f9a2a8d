"""The article Charley began with: every statement of it is accounted for."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from intents.content.procedure_file import load_procedures
from intents.content.tables import read, shipped

STATEMENTS = 56
WORDS = shipped("en")
ITEMS = tomllib.loads((files("intents") / "article.toml").read_text(encoding="utf-8"))["item"]
SOURCES = tomllib.loads((files("intents") / "sources.toml").read_text(encoding="utf-8"))
SPOKEN = {
    f"{procedure.name}.{step.key}": step.say
    for procedure in load_procedures(WORDS / "procedures").values()
    for step in procedure.steps
}
SPOKEN |= {
    f"reply:{key}": text for key, text in read(WORDS / "replies.toml").items() if isinstance(text, str)
}

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item["number"]))


def test_no_statement_is_missing() -> None:
    assert [item["number"] for item in ITEMS] == list(range(1, STATEMENTS + 1))


@each_item
def test_a_statement_has_a_verdict_and_known_sources(item: dict[str, Any]) -> None:
    known = {"number", "claim", "verdict", "said", "about", "why_not", "sources"}
    assert set(item) <= known
    assert item["claim"].endswith(".")
    assert item["verdict"] in ("kept", "cautioned", "corrected")
    assert item["sources"]
    assert set(item["sources"]) <= set(SOURCES)


@each_item
def test_a_statement_is_said_or_it_is_clear_why_not(item: dict[str, Any]) -> None:
    why_not = item.get("why_not", "")
    assert item.get("said") or why_not
    assert not why_not or (why_not.endswith(".") and len(why_not.split()) >= 5)
    if item["verdict"] == "corrected":
        assert why_not, "a correction tells what was wrong"


@each_item
def test_the_places_it_points_to_speak_about_it(item: dict[str, Any]) -> None:
    for place in item.get("said", []):
        words = SPOKEN[place].lower()
        assert any(about in words for about in item["about"]), f"{place}: {SPOKEN[place]}"
    for about in item.get("about", []):
        assert any(about in SPOKEN[place].lower() for place in item["said"]), about
