"""A sign of danger that may have been misheard: Charley asks before it frightens anybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intents.content.procedures import Place
from intents.content.profile import Profile
from intents.dialogue.session import Habits, Session
from intents.dialogue.state import Reply, State
from intents.intent import Intent, Match
from tests.dialogue import library, match_of

SWOLLEN = replace(match_of(Intent.RED_FLAG, "same_day"), doubted=True)
EMERGENCY = replace(match_of(Intent.RED_FLAG, "emergency"), doubted=True)
ASKED = "same_day_check.swollen"


def session_after(*heard: Match, profile: Profile = frozenset()) -> Session:
    session = Session(library(), Habits(profile=profile))
    for match in heard:
        session.hear(match)
    return session


def counting() -> Session:
    """In the middle of a counted stretch."""
    session = session_after(match_of(Intent.LEG_CRAMP, "calf"), match_of(Intent.GO_TO_STEP, "3"))
    session.tick(0, speaking=False)
    assert session.dialogue.state is State.HOLD
    return session


def keys(reply: Reply) -> list[str]:
    return [line.key for line in reply.lines]


def test_it_is_asked_about_and_a_yes_is_answered_as_the_danger_it_is() -> None:
    session = counting()
    assert keys(session.hear(SWOLLEN)) == [ASKED]
    assert session.dialogue.state is State.QUESTION
    assert keys(session.hear(match_of(Intent.YES))) == ["same_day.call"]


def test_after_a_no_the_stretch_is_said_and_counted_again() -> None:
    session = counting()
    session.hear(SWOLLEN)
    assert keys(session.hear(match_of(Intent.NO))) == ["calf.pull"]
    assert keys(session.tick(0, speaking=False)) == ["hold_start"]
    assert ASKED not in keys(session.hear(match_of(Intent.BACK))), "it is over and done with"


def test_a_no_leads_back_to_the_question_that_was_open() -> None:
    session = session_after(match_of(Intent.LEG_CRAMP, ""), SWOLLEN)
    assert keys(session.hear(match_of(Intent.NO))) == ["where.place"]


def test_what_was_really_said_can_be_said_again() -> None:
    session = counting()
    session.hear(SWOLLEN)
    assert "aftercare" in keys(session.hear(match_of(Intent.GONE)))[0]


def test_danger_said_again_is_believed() -> None:
    session = counting()
    session.hear(SWOLLEN)
    assert keys(session.hear(SWOLLEN)) == ["same_day.call"]


@pytest.mark.parametrize("procedure", ["red_flags", "both_legs_check", "pregnancy"])
def test_danger_that_answers_a_question_about_it_is_believed(procedure: str) -> None:
    profile = frozenset({"pregnant"}) if procedure == "pregnancy" else frozenset()
    session = session_after(match_of(Intent.LEG_CRAMP, "calf"), profile=profile)
    asking = session.dialogue.library.procedures[procedure]
    number = next(number for number, step in enumerate(asking.steps) if step.key == "swollen")
    session.dialogue.stand(Place(asking, number))
    assert keys(session.hear(SWOLLEN)) == ["midwife.call" if profile else "same_day.call"]


def test_a_graver_danger_is_answered_without_a_question() -> None:
    assert keys(counting().hear(EMERGENCY)) == ["emergency.call"]


def test_one_who_is_pregnant_is_asked_too_and_sent_to_the_midwife() -> None:
    session = session_after(match_of(Intent.LEG_CRAMP, "calf"), profile=frozenset({"pregnant"}))
    assert keys(session.hear(SWOLLEN)) == [ASKED]
    assert keys(session.hear(match_of(Intent.YES))) == ["midwife.call"]


@pytest.mark.parametrize("before", [(), (match_of(Intent.LEG_CRAMP, "calf"), match_of(Intent.STOP))])
def test_a_sleeper_who_says_no_is_left_to_sleep(before: tuple[Match, ...]) -> None:
    session = session_after(*before)
    assert keys(session.hear(SWOLLEN)) == [ASKED]
    assert keys(session.hear(match_of(Intent.NO))) == ["farewell"]
    assert session.asleep
