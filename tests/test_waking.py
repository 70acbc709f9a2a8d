"""Waking: what wakes Charley, and nearly a complaint where it was heard clearly and nobody talked."""

from __future__ import annotations

import pytest

from intents.intent import Intent, Match
from intents.matching.belief import unquestioned
from intents.matching.meaning import WAKE_FLOOR
from tests.test_matcher import MATCHER, meaning, small
from tests.test_said_again import judged_twice, wakes


@pytest.mark.parametrize(
    ("text", "wakes"),
    [
        ("leg cramp", True),
        ("Ow, my calf!", True),
        ("really bad leg cramp", True),
        ("how do i prevent my leg cramps", True),
        ("what causes cramps", True),
        ("when should i see a doctor", True),
        ("call an ambulance", True),
        ("my leg is swollen", True),
        ("my foot hurts", True),
        ("my feet hurt", False),
        ("next", False),
        ("go on", False),
        ("emergency", False),
        ("foot", False),
        ("the doctor", False),
        ("he held it against his chest", False),
    ],
)
def test_what_wakes(text: str, wakes: bool) -> None:
    heard = MATCHER.match(text)
    assert isinstance(heard, Match)
    assert heard.wakes is wakes


def test_waking_needs_a_closer_likeness_than_answering() -> None:
    matcher = small(("i have a cramp", Intent.LEG_CRAMP))
    far, close = matcher.match("i have the a cramp"), matcher.match("i have a cramps")
    assert isinstance(far, Match)
    assert isinstance(close, Match)
    assert far.score < WAKE_FLOOR <= close.score
    assert (far.wakes, close.wakes) == (False, True)


GARBLED = [
    "cramp",
    "cramps",
    "left cramp",
    "last cramp",
    "[unk] cramp",
    "have a cramp",
    "my leg [unk] cramp",
    "a cramp",
    "cramp in my [unk]",
    "in one leg cramp",
    "in my leg cramp",
]
"""Complaints as they have been heard across a room."""


@pytest.mark.parametrize("text", GARBLED)
def test_asleep_nearly_a_complaint_wakes_charley(text: str) -> None:
    heard = MATCHER.match(text, asleep=True)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.value, heard.wakes) == (Intent.LEG_CRAMP, "", True)


@pytest.mark.parametrize("text", ["my leg [unk] cramp", "cramp in my [unk]"])
def test_in_a_dialogue_nearly_a_complaint_is_nothing(text: str) -> None:
    assert meaning(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "cramp [unk]",
        "cramp to the border",
        "this room is cramped",
        "the front cramped",
        "stomach cramp",
        "period cramps",
        "no cramp",
        "this is cramp",
        "what is cramping",
        "have a cramp in the [unk]",
        "the pain is cramping again",
        "the third cramp the second day",
        "[unk] my [unk] cramp",
        "i have no cramp",
        "my leg my leg is in the cramp in the leg",
    ],
)
def test_asleep_a_cramp_among_other_words_wakes_nobody(text: str) -> None:
    heard = MATCHER.match(text, asleep=True)
    assert not (isinstance(heard, Match) and heard.wakes)


@pytest.mark.parametrize("asleep", [True, False])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("there is a cramp in my calf muscle", "calf"),
        ("[unk] horrible cramp in my foot tonight", "foot"),
        ("I have such a nasty [unk] cramp in my leg", ""),
        ("it's my leg it's cramping again", "again"),
        ("it's my calf it has a cramp", "calf"),
        ("what can I do about a cramp in my thigh", "thigh"),
        ("the front of my thigh is cramping and it hurts", "front"),
    ],
)
def test_a_complaint_is_known_among_other_words(text: str, place: str, *, asleep: bool) -> None:
    heard = MATCHER.match(text, asleep=asleep)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.value, heard.wakes) == (Intent.LEG_CRAMP, place, True)


@pytest.mark.parametrize(
    "text",
    [
        "why is there always a cramp in my calf",
        "she had a cramp in my leg too",
        "I have no cramp in my leg any more",
        "there is a cramp in my hand not a cramp in my leg",
        "can I go swimming with a cramp in my foot",
        "how often do people get a cramp in the calf",
    ],
)
@pytest.mark.parametrize("asleep", [True, False])
def test_who_tells_or_asks_about_a_cramp_does_not_complain(text: str, *, asleep: bool) -> None:
    heard = MATCHER.match(text, asleep=asleep)
    assert not (isinstance(heard, Match) and heard.intent is Intent.LEG_CRAMP)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("oh no I've got a cramp", ""),
        ("not again I've got a cramp in my foot", "foot"),
        ("oh no not again my calf is cramping", "calf"),
        ("no my leg is cramping", ""),
        ("my calf is killing me", "calf"),
        ("my leg is in agony", "again"),
        ("I have an awful cramp", ""),
        ("my foot is in agony", "foot"),
        ("my thigh is in agony", "thigh"),
        ("my thigh has gone into spasm", "thigh"),
        ("get the dog off I've got a cramp in my leg", ""),
        ("the dog is on my legs and I've got a cramp in my calf", "calf"),
        ("my eyes are closed I have a cramp in my leg", ""),
        ("I've gone and got a cramp in my leg", ""),
        ("my leg has gone into spasm", ""),
        ("my big toe is cramping", "foot"),
        ("how do I get rid of a cramp", ""),
        ("I have a cramp and my head hurts", ""),
    ],
)
def test_an_outcry_of_who_has_a_cramp_wakes_charley(text: str, place: str) -> None:
    heard = MATCHER.match(text, asleep=True)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.value, heard.wakes) == (Intent.LEG_CRAMP, place, True)


@pytest.mark.parametrize(
    "text",
    [
        "no cramp in my leg",
        "not my leg cramp",
        "no my leg isn't cramping",
        "no i don't have a cramp",
        "not my calf",
        "do leg cramps hurt",
        "do you get leg cramps",
        "why do my legs cramp at night",
        "are leg cramps common",
        "my dog has a cramp",
        "my dog has a cramp in his leg",
        "my face hurts i have a cramp in my hand",
        "no my leg cramp is gone",
        "the cramp in my calf is gone thank you",
    ],
)
def test_what_denies_a_cramp_or_is_talk_about_cramps_wakes_nobody(text: str) -> None:
    assert not wakes(judged_twice(MATCHER.match(text, asleep=True)))


@pytest.mark.parametrize(
    ("text", "intent", "topic"),
    [
        ("what helps with leg cramps", Intent.PREVENTION, ""),
        ("does magnesium help with leg cramps", Intent.PREVENTION, "magnesium"),
        ("are bananas good for cramps", Intent.PREVENTION, "food"),
        ("what's good for leg cramps", Intent.PREVENTION, ""),
        ("how do I stop getting leg cramps", Intent.PREVENTION, ""),
        ("are leg cramps dangerous", Intent.DOCTOR, "harm"),
    ],
)
def test_a_question_about_cramps_wakes_charley_in_other_words_too(
    text: str, intent: Intent, topic: str
) -> None:
    heard = MATCHER.match(text, asleep=True)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.value, heard.wakes) == (intent, topic, True)
    assert not wakes(MATCHER.match(text, asleep=True, sure=0.6, again=unquestioned))


def test_a_cramp_after_running_wakes_charley_but_none_of_last_week() -> None:
    now, then = "I've been running and my leg has cramped", "I was running last week and my leg cramped"
    assert wakes(MATCHER.match(now, asleep=True))
    assert not wakes(judged_twice(MATCHER.match(then, asleep=True)))


@pytest.mark.parametrize(
    "text", ["does magnesium help", "is magnesium good", "she says it's good for cramps", "food for cramps"]
)
def test_a_question_about_anything_else_wakes_nobody(text: str) -> None:
    assert not wakes(MATCHER.match(text, asleep=True))


def test_a_complaint_among_other_words_wakes_only_where_nobody_talks() -> None:
    text = "and then she said there is a cramp in my calf"
    assert wakes(MATCHER.match(text, asleep=True))
    assert not wakes(MATCHER.match(text, asleep=True, alone=False))


def test_nearly_a_complaint_must_be_heard_clearly() -> None:
    heard = MATCHER.match("in my leg cramp is", asleep=True, sure=0.6, again=unquestioned)
    assert not (isinstance(heard, Match) and heard.wakes)


@pytest.mark.parametrize("text", ["cramp", "a cramp", "my leg [unk] cramp"])
def test_a_piece_of_somebodys_talk_is_never_nearly_a_complaint(text: str) -> None:
    heard = MATCHER.match(text, asleep=True, alone=False)
    assert not (isinstance(heard, Match) and heard.wakes)
    assert isinstance(MATCHER.match("leg cramp", asleep=True, alone=False), Match)
