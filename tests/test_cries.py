"""Cries in words of one's own: what is held is let go, whatever else is said with it."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from intents.dialogue.state import State
from intents.intent import Intent, Match, NoMatch
from tests.dialogue import Dialogue
from tests.test_matcher import MATCHER

CRIES = [
    "it hurts too much",
    "no it hurts too much",
    "no that hurts",
    "ow no stop",
    "no no stop it hurts",
    "i can't it hurts so much",
    "argh the pain when i pull my toes",
    "let go let go it's hurting him",
    "stop pulling my foot",
    "don't pull so hard",
    "that was too much pain",
    "it was fine but now it's agony",
    "had enough it is painful",
    "that was it stop it hurts",
    "oh my head that hurts so much",
    "take your hands off it hurts",
    "stop pulling with your hands it hurts",
    "my calf is killing me",
    "my calf is in agony",
    "my foot is killing me",
    "my leg hurts",
    "it hurts but it's not worse",
    "the pain isn't getting worse",
    "the pain is no worse",
    "it's bad",
    "oh it is so terrible",
    "it's just awful",
]


def holding() -> Dialogue:
    """A dialogue in the midst of the stretch."""
    dialogue = Dialogue()
    dialogue.ask("calf cramp")
    dialogue.ask("step three")
    dialogue.wait(3)
    assert dialogue.state is State.HOLD
    return dialogue


@pytest.mark.parametrize("cry", CRIES)
def test_who_cries_in_a_count_is_told_to_let_go(cry: str) -> None:
    dialogue = holding()
    assert dialogue.ask(cry) == ["let_go"]
    assert dialogue.wait(19) == []
    assert (dialogue.state, dialogue.step) == (State.STEP, "calf.pull")


@pytest.mark.parametrize(
    "cry",
    [
        "pulling makes it worse",
        "no it's worse now",
        "it gets worse when i pull",
        "that made it worse",
        "the more i pull the worse it gets",
        "the more i pull the more it hurts",
        "it's getting more painful",
        "my calf hurts more when i pull",
    ],
)
def test_pain_that_grows_in_a_relief_may_be_danger(cry: str) -> None:
    dialogue = holding()
    assert dialogue.ask(cry) == ["let_go", "red_flags.chest"]
    for step in ("first step", "last step"):
        dialogue = Dialogue()
        dialogue.ask("calf cramp")
        dialogue.ask(step)
        assert dialogue.ask(cry) == ["let_go", "red_flags.chest"]


def test_who_cries_while_the_stretch_is_said_is_told_to_let_go() -> None:
    dialogue = Dialogue()
    dialogue.ask("calf cramp")
    dialogue.say("step three")
    assert dialogue.ask("no it hurts too much") == ["let_go"]
    assert dialogue.wait(19) == []


@pytest.mark.parametrize(
    ("complaint", "then"),
    [("ow my calf", "calf.straighten"), ("my foot is cramping", "foot.sit"), ("leg cramp", "where.place")],
)
def test_who_has_another_cramp_in_a_count_lets_go_before_they_go_on(complaint: str, then: str) -> None:
    assert holding().ask(complaint) == ["let_go", then]


def test_a_cramp_that_comes_again_in_a_count_is_stretched_again() -> None:
    assert holding().ask("it's cramping again") == ["once_more", "calf.pull"]


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("that was painful", ["sore"]),
        ("it was very painful", ["sore"]),
        ("my head hurts", ["no_stretch"]),
        ("it was fine but now it's agony", ["once_more", "calf.straighten"]),
        ("that was nice now it's painful", ["once_more", "calf.straighten"]),
    ],
)
def test_pain_that_is_over_is_known_from_pain_that_comes_back(text: str, then: list[str]) -> None:
    dialogue = Dialogue()
    for said in ("calf cramp", "it's gone"):
        dialogue.ask(said)
    assert dialogue.ask(text) == then


@pytest.mark.parametrize(
    "text",
    [
        "it doesn't hurt me",
        "it isn't getting any worse",
        "it's not bad",
        "it's not so bad",
        "it isn't terrible",
        "the film is terrible",
        "I feel awful about your leg",
        "is it bad",
        "how bad is it",
        "please don't stop",
        "do not stop now",
        "no pain at all",
        "i have no real pain",
        "it hurts a bit less than that",
        "why does it hurt",
        "will it hurt much more",
        "does it hurt when you pull",
        "did you hurt your leg",
        "stop the car",
        "wait for the bus stop",
        "the pain of losing her was with him for all the years of the war",
    ],
)
def test_what_is_denied_or_asked_or_told_of_others_is_no_cry(text: str) -> None:
    dialogue = holding()
    assert "let_go" not in dialogue.ask(text)
    assert dialogue.state is State.HOLD


@pytest.mark.parametrize("cry", ["it really hurts when i pull", "argh the pain when i pull my toes"])
def test_where_nothing_is_held_a_cry_is_soothed(cry: str) -> None:
    dialogue = Dialogue()
    dialogue.ask("calf cramp")
    assert dialogue.ask(cry) == ["soothe"]


def test_a_cry_answers_a_question() -> None:
    dialogue = Dialogue()
    dialogue.ask("leg cramp")
    assert dialogue.ask("ow it hurts in my foot") == ["foot.sit"]
    dialogue.ask("done")
    assert dialogue.ask("no it hurts too much") == ["once_more", "foot.ease"]


def test_a_sleeper_is_woken_by_no_cry_and_a_piece_of_talk_is_none() -> None:
    dialogue = Dialogue()
    assert dialogue.ask("no it hurts too much") == []
    assert isinstance(MATCHER.match("no that hurts", alone=False), NoMatch)


def test_danger_comes_before_a_cry() -> None:
    heard = MATCHER.match("no it hurts and my chest is tight")
    assert isinstance(heard, Match)
    assert heard.intent is Intent.RED_FLAG


def test_a_cry_in_other_words_takes_less_belief_while_a_stretch_is_held() -> None:
    def cried(asked: Collection[str]) -> bool:
        heard = MATCHER.match("the pain gets worse now", sure=0.5, again=lambda _="", /: 1.0, asked=asked)
        return isinstance(heard, Match)

    dialogue = holding()
    assert cried(dialogue.session.dialogue.awaited)
    dialogue.wait(25)
    assert dialogue.state is State.STEP
    assert not cried(dialogue.session.dialogue.awaited)
