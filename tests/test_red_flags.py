"""Signs of danger: words that come before all else, wherever they stand, unless they are denied."""

from __future__ import annotations

import pytest

from intents.intent import Intent, Match
from tests.test_matcher import MATCHER, meaning, small


def test_a_sign_of_danger_comes_before_the_exact_phrase() -> None:
    matcher = small(("my chest hurts and so on", Intent.NEXT), ("go on", Intent.NEXT))
    assert meaning("my chest hurts and so on", matcher) == (Intent.RED_FLAG, "emergency")
    assert meaning("go on", matcher) == (Intent.NEXT, "")


def test_a_sign_of_danger_is_exact_words_in_their_order() -> None:
    matcher = small(("go on", Intent.NEXT))
    assert meaning("is it a blood clot or what", matcher) == (Intent.RED_FLAG, "same_day")
    assert meaning("clot of blood", matcher) is None
    assert meaning("chess", matcher) is None
    assert meaning("the chests of drawers", matcher) is None


def test_the_gravest_sign_is_answered() -> None:
    assert meaning("blood clot or chest pain", small(("go on", Intent.NEXT))) == (
        Intent.RED_FLAG,
        "emergency",
    )
    assert meaning("my leg is swollen and my chest hurts") == (Intent.RED_FLAG, "emergency")


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("it's swollen under my hand", True),
        ("my hand is swollen", False),
        ("my eye is red and swollen", False),
    ],
)
def test_a_swelling_is_of_the_leg_unless_another_part_is_named_before_it(text: str, danger: bool) -> None:
    assert (meaning(text) == (Intent.RED_FLAG, "same_day")) == danger


@pytest.mark.parametrize("text", ["oh no it's numb", "no it's my chest", "no no I have chest pain"])
def test_an_oh_no_denies_no_danger(text: str) -> None:
    assert meaning(text) == (Intent.RED_FLAG, "emergency")


@pytest.mark.parametrize(
    "text",
    [
        "help I can't breathe",
        "I can't breathe properly",
        "I can't breathe my chest hurts",
        "I can't feel my foot at all",
        "I cannot move my leg any more",
        "I can not breathe",
        "cannot breathe",
        "she's not breathing",
        "he has stopped breathing",
        "not breathing well",
        "I just can't get my breath",
        "I can't catch my breath",
        "I can't get any air in here",
        "I can't move my feet",
        "I have no feeling in my foot",
        "I don't have any feeling in my foot",
        "I am not able to breathe",
        "my leg won't move",
    ],
)
def test_what_somebody_cannot_do_any_more_is_a_sign_and_not_its_denial(text: str) -> None:
    assert meaning(text) == (Intent.RED_FLAG, "emergency")


@pytest.mark.parametrize(
    ("text", "procedure"),
    [
        ("my calf is red [unk]", "same_day"),
        ("[unk] leg is swollen", "same_day"),
        ("i'm short of breath [unk]", "emergency"),
        ("[unk] my chest [unk]", "emergency"),
    ],
)
def test_a_sign_of_danger_is_believed_among_unknown_words(text: str, procedure: str) -> None:
    assert meaning(text) == (Intent.RED_FLAG, procedure)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("breathe", "chest_check"),
        ("I'm scared it's my heart", "chest_check"),
        ("I think I am dying", "chest_check"),
        ("I do not feel my toes", "numb_check"),
        ("my leg feels dead", "numb_check"),
        ("my foot is very cold", "numb_check"),
        ("put it on your chest", "chest_check"),
        ("[unk] breathe", "chest_check"),
        ("it hurts when I breathe", "chest_check"),
        ("I need to catch my breath", "chest_check"),
        ("it's my breathing", "chest_check"),
        ("[unk] again numb and", "numb_check"),
        ("it's a bit numb", "numb_check"),
        ("it's cold in here", "numb_check"),
        ("I can't feel the stretch", "numb_check"),
        ("I can't feel anything", "numb_check"),
        ("my heart is racing", "chest_check"),
        ("it's hot", "same_day_check"),
        ("my leg feels hot", "same_day_check"),
        ("it's gone cold", "numb_check"),
        ("it looks red", "same_day_check"),
        ("my leg feels like ice", "numb_check"),
        ("my foot is freezing cold", "numb_check"),
        ("my toes are turning black", "same_day_check"),
        ("my calf is sore and hot", "same_day_check"),
        ("my calf is throbbing and hot", "same_day_check"),
        ("I've wet myself", "spine_check"),
        ("I can't pee", "spine_check"),
        ("she won't wake up", "grave_check"),
        ("my leg is bleeding", "grave_check"),
    ],
)
def test_what_may_be_danger_or_not_is_asked_about(text: str, check: str) -> None:
    assert meaning(text) == (Intent.RED_FLAG, check)


@pytest.mark.parametrize(
    "text",
    ["just breathe", "breathe slowly", "okay take a deep breath", "keep breathing", "breathe in and out"],
)
def test_who_comforts_somebody_tells_of_no_danger(text: str) -> None:
    assert meaning(text) == (Intent.COMFORT, "")


@pytest.mark.parametrize(
    "text",
    ["my chest is fine", "no my chest is okay", "no pain in my chest", "my breathing is fine"],
)
def test_who_says_that_there_is_none_says_no(text: str) -> None:
    assert meaning(text) == (Intent.NO, "chest_check")
    assert (meaning(f"{text} but my leg is numb") or (None,))[0] is Intent.RED_FLAG


@pytest.mark.parametrize(
    "text",
    [
        "I can't take a deep breath",
        "it's hard to breathe",
        "my foot feels numb",
        "I'm out of breath",
        "it's numb between my legs",
        "there is no feeling between my legs",
        "I can't control my bladder",
        "my foot is cold",
    ],
)
def test_who_speaks_of_their_own_breath_or_leg_is_in_danger(text: str) -> None:
    assert meaning(text) == (Intent.RED_FLAG, "emergency")


@pytest.mark.parametrize("text", ["it's not swollen [unk]", "my calf is [unk] red"])
def test_unknown_words_neither_end_a_denial_nor_stand_for_a_sign(text: str) -> None:
    assert meaning(text) is None


@pytest.mark.parametrize(
    ("text", "procedure"),
    [
        ("I nearly passed out", "emergency"),
        ("I think I'm going to pass out", "emergency"),
        ("I blacked out", "emergency"),
        ("my chest feels tight", "emergency"),
        ("my foot is white", "emergency"),
        ("my leg has gone pale", "emergency"),
        ("my leg is paralysed", "emergency"),
        ("I've lost all feeling in my leg", "emergency"),
        ("my calf is blue", "same_day"),
        ("my leg has turned purple", "same_day"),
        ("my left foot has gone cold", "emergency"),
        ("the whole calf has suddenly turned white", "emergency"),
        ("my wife is ill she has gone pale", "emergency"),
        ("could it be thrombosis", "same_day"),
        ("there's blood when I cough", "emergency"),
        ("I'm spitting blood", "emergency"),
        ("I coughed and there was blood", "emergency"),
        ("my leg went purple", "same_day"),
        ("my foot suddenly went white", "emergency"),
        ("I don't feel anything in my leg", "emergency"),
        ("he's turning blue", "emergency"),
        ("I'm choking", "emergency"),
        ("my speech is slurred", "emergency"),
        ("I've taken an overdose", "emergency"),
        ("my leg is weak and my back hurts", "emergency"),
        ("my tongue is swelling", "emergency"),
    ],
)
def test_danger_has_many_words(text: str, procedure: str) -> None:
    assert meaning(text) == (Intent.RED_FLAG, procedure)


@pytest.mark.parametrize(
    "text",
    [
        "no chest pain",
        "I don't have any chest pain",
        "it's not swollen",
        "I have no trouble breathing",
        "I did not pass out",
        "my leg is not blue",
    ],
)
def test_a_sign_that_is_denied_is_no_sign(text: str) -> None:
    assert (meaning(text) or (None,))[0] in (None, Intent.NO)


@pytest.mark.parametrize(
    ("text", "procedure"),
    [
        ("no my chest hurts", "emergency"),
        ("oh no i cannot move my leg", "emergency"),
        ("i'm not breathing well", "emergency"),
        ("i can't get my breath", "emergency"),
        ("i'm not sure but my leg is swollen", "same_day"),
    ],
)
def test_a_denial_does_not_reach_across_a_fresh_start(text: str, procedure: str) -> None:
    assert meaning(text) == (Intent.RED_FLAG, procedure)


@pytest.mark.parametrize(
    "text",
    [
        "the room is cold",
        "the wall is white",
        "it is red wine",
        "i have no chest pain at all",
        "my tea has gone cold",
        "my hand is swollen",
        "my eye is red and swollen",
        "give it a stroke",
        "the light turned red",
    ],
)
def test_a_word_of_danger_about_something_else_is_no_danger(text: str) -> None:
    assert (meaning(text) or (None,))[0] is not Intent.RED_FLAG


@pytest.mark.parametrize(
    "text",
    [
        "i feel fine",
        "my leg is fine",
        "it's a lot",
        "i have a lot",
        "my calf is hard",
        "i feel pain",
        "put the pillow between my legs",
    ],
)
def test_what_only_looks_like_a_sign_is_none(text: str) -> None:
    heard = MATCHER.match(text)
    assert not (isinstance(heard, Match) and heard.intent is Intent.RED_FLAG)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("both my ankles are swollen", (Intent.DOCTOR, "swell")),
        ("my ankles are always swollen", (Intent.DOCTOR, "swell")),
        ("my feet are numb from diabetes", (Intent.NO, "numb_feet")),
        ("I can't feel the cramp any more", (Intent.GONE, "")),
        ("I can't feel the pain any more", (Intent.GONE, "")),
        ("okay I'm breathing", (Intent.AT_IT, "")),
        ("how should I breathe", (Intent.HOW_HARD, "soothe")),
        ("do I breathe in or out", (Intent.HOW_HARD, "soothe")),
        ("let me catch my breath", (Intent.PAUSE, "breath")),
        ("yes I can breathe", (Intent.NO, "chest_check")),
        ("no I'm breathing fine it's just the pain", (Intent.NO, "chest_check")),
    ],
)
def test_words_of_danger_that_tell_of_none(text: str, meant: tuple[Intent, str]) -> None:
    assert meaning(text) == meant
    assert meaning(f"{text} and my chest hurts") == (Intent.RED_FLAG, "emergency")


@pytest.mark.parametrize("text", ["I can't breathe", "it's hard to breathe", "I can't catch my breath"])
def test_who_cannot_breathe_is_asked_nothing(text: str) -> None:
    heard = MATCHER.match(text)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.value, heard.suspected) == (Intent.RED_FLAG, "emergency", False)
