"""The same in other words: in full, of somebody else, with a place among them."""

from __future__ import annotations

import pytest

from intents.intent import Intent, Match
from tests.test_matcher import MATCHER, meaning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I do not know", (Intent.PLACE, "unknown")),
        ("I cannot tell", (Intent.PLACE, "unknown")),
        ("I do not think so", (Intent.NO, "")),
        ("It is not", (Intent.NO, "")),
        ("It isn't red", (Intent.NO, "same_day_check")),
        ("it did not help", (Intent.STILL_HURTS, "")),
        ("it will not let go, please", (Intent.STILL_HURTS, "")),
        ("it does not hurt any more", (Intent.GONE, "")),
        ("I am dizzy", (Intent.DIZZY, "")),
        ("he cannot do it", (Intent.SKIP, "")),
        ("my leg will not move", (Intent.RED_FLAG, "emergency")),
        ("now I am short of breath", (Intent.RED_FLAG, "emergency")),
        ("I am not short of breath", (Intent.NO, "chest_check")),
    ],
)
def test_words_in_full_mean_the_same_as_drawn_together(text: str, expected: tuple[Intent, str]) -> None:
    assert meaning(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("it's on the front side of my calf I think", "calf"),
        ("it's somewhere at the back I think", "back_side"),
        ("it's in the back of my leg somewhere", "unknown"),
        ("I know I broke my leg", "injury"),
        ("it's my foot and my thigh", "foot"),
        ("below the knee in front", "front_side"),
        ("it's not my calf", None),
        ("I put it back in front of my calf", None),
    ],
)
def test_a_place_is_found_among_words_that_all_tell_of_one(text: str, place: str | None) -> None:
    assert meaning(text) == (place and (Intent.SIGN, place))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("no wait it's somewhere in the back of my thigh", "back"),
        ("not the calf the foot", "foot"),
        ("no not the calf the foot", "foot"),
        ("calf no foot", "foot"),
        ("foot not calf", "foot"),
        ("it's not my calf it's my thigh", "thigh"),
        ("no not the front but the back", "back_side"),
        ("my shin not my calf", "shin"),
    ],
)
def test_a_place_is_put_right(text: str, place: str) -> None:
    assert meaning(text) == (Intent.PLACE, place)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it's gone he says", (Intent.GONE, "")),
        ("he can't straighten it", (Intent.SKIP, "")),
        ("she feels dizzy", (Intent.DIZZY, "")),
        ("do you think I should see a doctor", (Intent.DOCTOR, "")),
        ("is it okay to rub it", (Intent.OTHER_WAY, "rub")),
        ("wait a minute I need the toilet", (Intent.PAUSE, "")),
        ("but it still hurts", (Intent.STILL_HURTS, "")),
        ("I've got a bad back", (Intent.CAUTION, "bad_back")),
        ("speak up I can't hear you", (Intent.LOUDER, "")),
        ("help me please help me", (Intent.HELP, "")),
        ("um I think calf", (Intent.PLACE, "calf")),
        ("he says no", (Intent.NO, "")),
        ("yes no", None),
        ("no leg cramps", None),
        ("it hurts next", (Intent.HURTS, "let_go")),
        ("I don't think it's better", None),
    ],
)
def test_a_phrase_is_known_in_other_words(text: str, expected: tuple[Intent, str] | None) -> None:
    assert meaning(text) == expected


@pytest.mark.parametrize(
    "text", ["he says my leg hurts", "and my foot hurts then", "she's cramping up she says"]
)
def test_what_is_said_in_other_words_wakes_nobody(text: str) -> None:
    heard = MATCHER.match(text, asleep=True)
    assert not (isinstance(heard, Match) and heard.wakes)
