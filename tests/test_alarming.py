"""A danger of another time, one that is asked about or denied, and several in one sentence."""

from __future__ import annotations

import pytest

from intents.intent import TAKEN_BACK, Intent, Match
from tests.test_matcher import MATCHER, meaning


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("I had a stroke last year", "sign_check"),
        ("my mother had a stroke", "sign_check"),
        ("I used to faint", "sign_check"),
        ("am I having a stroke", "sign_check"),
        ("do I have a heart attack", "chest_check"),
        ("sometimes I'm short of breath", "chest_check"),
        ("I don't think I have chest pain", "chest_check"),
        ("my left leg went numb last week", "numb_check"),
        ("I once had trouble with my bladder", "spine_check"),
        ("I've had a blood clot before", "same_day_check"),
        ("my leg is always swollen", "same_day_check"),
        ("I've had swollen ankles for years", "same_day_check"),
        ("could it be a clot", "same_day_check"),
        ("is it a blood clot", "same_day_check"),
        ("what if I can't breathe", "chest_check"),
        ("is my leg swollen", "same_day_check"),
        ("my leg was swollen yesterday", "same_day_check"),
        ("the swelling has gone down", "same_day_check"),
        ("my chest pain has gone", "chest_check"),
        ("it's hard to breathe slowly when it hurts", "chest_check"),
        ("what do you mean trouble breathing", "chest_check"),
        ("I don't know if I have chest pain", "chest_check"),
    ],
)
def test_a_danger_of_another_time_or_that_is_asked_about_is_suspected(text: str, check: str) -> None:
    heard = MATCHER.match(text)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.suspected, heard.check) == (Intent.RED_FLAG, True, check)


@pytest.mark.parametrize(
    "text",
    [
        "I'm having a stroke",
        "I think it's a clot",
        "am I dying my chest hurts",
        "my leg is swollen",
        "my leg is swollen since yesterday",
    ],
)
def test_a_danger_that_is_told_of_is_not(text: str) -> None:
    heard = MATCHER.match(text)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.suspected) == (Intent.RED_FLAG, False)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("I don't have any chest pain", "chest_check"),
        ("I haven't got chest pain or trouble breathing", "chest_check"),
        ("I don't have pain in my chest", "chest_check"),
        ("I'm not short of breath any more", "chest_check"),
        ("no my leg isn't numb at all", "numb_check"),
        ("I don't have a blood clot", "same_day_check"),
        ("I did not faint", "sign_check"),
        ("I was only joking", TAKEN_BACK),
        ("that was just a false alarm", TAKEN_BACK),
        ("no I didn't say that", TAKEN_BACK),
    ],
)
def test_what_is_denied_in_plain_words_is_a_no_to_what_asks_about_it(text: str, check: str) -> None:
    assert meaning(text) == (Intent.NO, check)


@pytest.mark.parametrize(
    "text",
    [
        "I've never had chest pain like this",
        "I can't stand the chest pain",
        "it's not just chest pain",
        "I'm not sure it's numb",
        "I haven't had chest pain so bad",
    ],
)
def test_what_is_denied_in_other_words_is_asked_about(text: str) -> None:
    heard = MATCHER.match(text)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.suspected, heard.wakes) == (Intent.RED_FLAG, True, False)


@pytest.mark.parametrize(
    "text",
    [
        "I have a cramp in my calf and I can't bear this chest pain",
        "my leg is cramping and I cannot ignore the chest pain",
        "I've had a cramp for half an hour and my chest hurts",
        "I've had a cramp in my leg all night and I can't breathe",
    ],
)
def test_a_complaint_hides_no_danger_that_is_asked_about(text: str) -> None:
    heard = MATCHER.match(text, asleep=True)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.suspected, heard.wakes) == (Intent.RED_FLAG, True, True)
    assert heard.beside is not None


def test_a_complaint_without_a_danger_that_is_denied_is_a_complaint() -> None:
    assert meaning("I've got a cramp in my calf but no chest pain") == (Intent.LEG_CRAMP, "calf")


@pytest.mark.parametrize(
    ("text", "check", "in_cramp"),
    [
        ("I can't move my leg", "move_check", "numb_check"),
        ("I can't move it it's cold", "move_check", "numb_check"),
        ("I can't move my leg and my foot is white", "", ""),
        ("I can't move it I'm having a heart attack", "", ""),
        ("I had a stroke last year and my leg is swollen", "", ""),
        ("my chest hurts and I can't breathe", "chest_check", ""),
    ],
)
def test_of_several_dangers_none_is_left_out_for_the_question_of_another(
    text: str, check: str, in_cramp: str
) -> None:
    heard = MATCHER.match(text)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.check, heard.in_cramp) == (Intent.RED_FLAG, check, in_cramp)
