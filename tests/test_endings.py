"""Endings: a sign of danger is known by its words' stems."""

from __future__ import annotations

import pytest

from intents.intent import Intent
from tests.test_matcher import meaning


def test_a_sign_is_known_with_another_ending() -> None:
    assert meaning("I collapse") == (Intent.RED_FLAG, "emergency")


@pytest.mark.parametrize(
    ("text", "procedure"),
    [
        ("I coughed up blood", "emergency"),
        ("I cough blood", "emergency"),
        ("I'm passing out", "emergency"),
        ("my leg is turning white", "emergency"),
        ("I've got blood clots", "same_day"),
        ("my leg has swelled up", "same_day"),
    ],
)
def test_the_words_of_a_sign_have_many_endings(text: str, procedure: str) -> None:
    assert meaning(text) == (Intent.RED_FLAG, procedure)
