"""What somebody tells of themselves on the way: it is kept to, and the cramp is not forgotten over it."""

from __future__ import annotations

import pytest

from intents.dialogue.state import State
from intents.intent import Intent, Match
from intents.matching.phrasebook import Progress
from tests.dialogue import Dialogue, library
from tests.test_matcher import MATCHER

TOLD = sorted({p.value for p in library().phrasebook.phrases.values() if p.intent is Intent.CAUTION} - {""})
"""Everything that a phrase tells."""

ANSWERED = {"blood_clot", "clot_signs", "leg_surgery", "leg_injury", "torn_achilles"}
"""Cautions that end the relief where they are told: a danger, or a leg that must rest."""


def phrase_of(told: str) -> str:
    """Some words that tell it."""
    phrases = library().phrasebook.phrases.values()
    return next(p.text for p in phrases if (p.intent, p.value) == (Intent.CAUTION, told))


@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize("place", ["calf", "foot", "front thigh", "back thigh", "shin"])
def test_nothing_is_said_that_is_not_for_who_told(told: str, place: str) -> None:
    never = library().condition(told).cautions
    dialogue = Dialogue()
    dialogue.ask(f"{place} cramp")
    assert dialogue.ask(phrase_of(told))[0] == "left_out"
    procedures = dialogue.session.dialogue.library.procedures
    for procedure in procedures.values():
        assert all(never.isdisjoint(step.not_for) for step in procedure.steps), procedure.name
    said = [dialogue.step]
    while dialogue.step != "gone.gone" and len(said) < 30:
        dialogue.ask("no" if dialogue.state is State.QUESTION else "next")
        said.append(dialogue.step)
    assert said[-1] == "gone.gone"


def test_every_caution_can_be_told() -> None:
    reached = {caution for told in TOLD for caution in library().condition(told).cautions} | ANSWERED
    reached |= library().conditions["pregnant"].cautions
    assert set(library().cautions) == reached


@pytest.mark.parametrize(
    ("text", "place", "has"),
    [
        ("i'm diabetic and i have a cramp in my foot", "foot", "numb_feet"),
        ("i am diabetic and i have a cramp in my foot", "foot", "numb_feet"),
        ("i'm thirty weeks pregnant and my calf is cramping", "calf", "pregnant"),
        ("i'm pregnant and i have a cramp in my foot", "foot", "pregnant"),
        ("i have a cramp in my thigh and i take blood thinners", "thigh", "blood_thinners"),
        ("my calf is cramping i'm pregnant", "calf", "pregnant"),
        ("i have a cramp and i'm very pregnant", "", "pregnant"),
        ("i have a cramp in my calf and my feet are always numb", "calf", "numb_feet"),
        ("i've had a knee replacement and my shin is cramping", "shin", "new_joint"),
    ],
)
@pytest.mark.parametrize("asleep", [True, False])
def test_what_is_told_beside_a_complaint_is_known_with_it(
    text: str, place: str, has: str, *, asleep: bool
) -> None:
    heard = MATCHER.match(text, asleep=asleep)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.value, heard.has, heard.wakes) == (Intent.LEG_CRAMP, place, has, True)


@pytest.mark.parametrize(
    "text",
    [
        "why do i get cramps i'm pregnant",
        "pregnant women often have a cramp in the calf",
        "she had a cramp in my leg when she was pregnant",
    ],
)
def test_who_asks_or_tells_of_a_cramp_in_pregnancy_does_not_complain(text: str) -> None:
    heard = MATCHER.match(text, asleep=True)
    assert not (isinstance(heard, Match) and heard.intent is Intent.LEG_CRAMP)


def test_the_complaint_is_answered_and_what_was_told_is_kept_to() -> None:
    dialogue = Dialogue()
    assert dialogue.ask("i'm diabetic and i have a cramp in my foot") == ["foot.sit", "left_out"]
    dialogue.ask("step four")
    assert dialogue.ask("next") == ["gone.gone"]


@pytest.mark.parametrize(("complaint", "step"), [("front thigh cramp", "quadriceps"), ("foot cramp", "foot")])
def test_in_pregnancy_the_muscle_that_hurts_is_still_the_one(complaint: str, step: str) -> None:
    dialogue = Dialogue()
    [first] = dialogue.ask(complaint)
    assert dialogue.ask("i'm pregnant") == ["left_out", first]
    assert dialogue.ask("next")[0].startswith(step)
    assert dialogue.ask("calf cramp")[-1] == "pregnancy.sit"


def test_in_pregnancy_a_calf_has_its_own_relief() -> None:
    dialogue = Dialogue()
    dialogue.ask("calf cramp")
    dialogue.ask("next")
    assert dialogue.ask("i'm thirty two weeks pregnant") == ["pregnancy.sit"]


@pytest.mark.parametrize("words", ["i'm diabetic", "i'm pregnant", "i have a new knee"])
def test_what_is_told_may_go_on_with_a_complaint(words: str) -> None:
    assert library().phrasebook.progress(words) is Progress.OPEN


def test_what_a_sleeper_is_told_belongs_to_the_complaint_right_after_it() -> None:
    dialogue = Dialogue()
    assert dialogue.ask("i'm diabetic") == []
    dialogue.pass_time(3)
    assert dialogue.ask("and i have a cramp in my foot") == ["foot.sit", "left_out"]
    later = Dialogue()
    assert later.ask("i'm diabetic") == []
    later.pass_time(10)
    assert later.ask("i have a cramp in my foot") == ["foot.sit"]
