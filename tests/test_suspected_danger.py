"""What "I can't breathe" is sometimes heard as: Charley asks first, and then does as it was told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intents.content.procedures import Place
from intents.dialogue.danger import CHEST_CHECK
from intents.dialogue.session import Session
from intents.intent import Intent, Match
from intents.matching.belief import BELIEVED, CLOSE, Again
from tests.dialogue import library, match_of
from tests.hearing import assembly
from tests.test_doubted_danger import counting, keys, session_after
from tests.test_matcher import MATCHER
from tests.test_second_look import spoken
from voice.hearing.recognizer import DOUBTS, Sensitivity
from voice.hearing.second_look import SecondLook

CANNOT = replace(match_of(Intent.SKIP), suspected=True)
ARCH = replace(match_of(Intent.LEG_CRAMP, "foot"), suspected=True)
ASKED = f"{CHEST_CHECK}.chest"
YES, NO = match_of(Intent.YES), match_of(Intent.NO)


def looked_at(better: float, worse: float) -> Again:
    """A second look in which a danger stands so much worse than the words that were heard."""
    return lambda instead="": better - worse if instead else better


@pytest.mark.parametrize("text", MATCHER.phrasebook.sounds_like)
def test_it_is_suspected_where_the_danger_stands_nearly_as_well(text: str) -> None:
    for worse, suspected in ((CLOSE - 0.01, True), (CLOSE + 0.01, False), (-1.0, True)):
        heard = MATCHER.match(text, sure=1.0, again=looked_at(BELIEVED, worse))
        assert isinstance(heard, Match)
        assert heard.intent is not Intent.RED_FLAG
        assert heard.suspected is suspected


def test_what_was_typed_is_what_it_is() -> None:
    heard = MATCHER.match("I can't reach")
    assert isinstance(heard, Match)
    assert not heard.suspected


@pytest.mark.parametrize(("text", "danger"), MATCHER.phrasebook.sounds_like.items())
def test_the_sound_tells_which_was_said(text: str, danger: str) -> None:
    look = SecondLook(assembly().model, DOUBTS[Sensitivity.NORMAL].again)
    for said, suspected in ((text, False), (danger, True)):
        sound = spoken(said)
        heard = MATCHER.match(text, again=lambda instead="", sound=sound: look(instead or text, sound))
        assert isinstance(heard, Match)
        assert heard.suspected is suspected, f"{said}, heard as {text}"


def test_an_utterance_is_looked_at_again_for_what_it_may_have_been() -> None:
    (utterance,) = assembly().listener().utterances(spoken("I can't reach"))
    assert utterance.text == "i can't reach"
    assert utterance.again() > utterance.again("i can't breathe") + CLOSE
    assert utterance.again("i can't reach") == pytest.approx(utterance.again(), abs=0.01)


def test_it_is_asked_about_and_a_yes_is_an_emergency() -> None:
    session = counting()
    assert keys(session.hear(CANNOT)) == [ASKED]
    assert keys(session.hear(YES)) == ["emergency.call"]


def test_after_a_no_it_is_done_as_it_was_heard() -> None:
    session, told = counting(), counting()
    session.hear(CANNOT)
    assert keys(session.hear(NO)) == keys(told.hear(match_of(Intent.SKIP)))
    assert session.dialogue.at == told.dialogue.at
    assert keys(session.hear(match_of(Intent.BACK))) == keys(told.hear(match_of(Intent.BACK)))


def test_a_sleeper_who_says_no_is_led_through_what_was_heard() -> None:
    session = session_after()
    assert keys(session.hear(ARCH)) == [ASKED]
    assert keys(session.hear(NO))[0] == "foot.sit"


def test_an_answer_that_may_have_been_danger_is_asked_about_too() -> None:
    session = session_after(match_of(Intent.LEG_CRAMP, ""))
    assert keys(session.hear(ARCH)) == [ASKED]
    assert keys(session.hear(NO))[0] == "foot.sit"


def test_said_again_it_is_believed_to_be_danger() -> None:
    session = counting()
    session.hear(CANNOT)
    assert keys(session.hear(CANNOT)) == ["emergency.call"]


def test_as_an_answer_to_a_question_about_danger_it_is_believed() -> None:
    session = session_after(match_of(Intent.LEG_CRAMP, "calf"))
    session.dialogue.stand(Place(library().procedures["red_flags"], 0))
    assert keys(session.hear(CANNOT)) == ["emergency.call"]


@pytest.mark.parametrize("heard", [match_of(Intent.NO), match_of(Intent.GONE), match_of(Intent.COMFORT)])
def test_what_sounds_reassuring_is_asked_for_a_yes_or_a_no(heard: Match) -> None:
    session = counting()
    session.hear(BREATH)
    assert keys(session.hear(replace(heard, suspected=True))) == ["yes_or_no", ASKED]
    assert keys(session.hear(NO)) == ["calf.pull"]


def test_an_answer_to_somebody_beside_the_bed_is_asked_about_too() -> None:
    session = counting()
    session.hear(match_of(Intent.COMFORT))
    assert keys(session.hear(replace(match_of(Intent.NO), suspected=True))) == [ASKED]


def test_what_was_put_off_is_not_done_after_another_question() -> None:
    session = counting()
    session.hear(CANNOT)
    session.hear(match_of(Intent.REPEAT))
    session.hear(match_of(Intent.LEG_CRAMP, "calf"))
    session.hear(replace(match_of(Intent.RED_FLAG, "same_day"), doubted=True))
    assert keys(session.hear(NO)) == ["calf.straighten"]


def test_a_suspicion_does_not_outlast_sleep() -> None:
    session: Session = session_after(ARCH, match_of(Intent.STOP))
    assert session.asleep
    assert keys(session.hear(match_of(Intent.LEG_CRAMP, "calf")))[0] == "calf.straighten"


BREATH = match_of(Intent.RED_FLAG, CHEST_CHECK)


def test_a_mere_word_of_danger_is_asked_about_and_after_a_no_they_go_on() -> None:
    session = counting()
    assert keys(session.hear(BREATH)) == [ASKED]
    assert keys(session.hear(NO)) == ["calf.pull"]
    assert keys(session.hear(BREATH)) == [ASKED]
    assert keys(session.hear(YES)) == ["emergency.call"]


@pytest.mark.parametrize(("step", "said"), [(0, "emergency.call"), (1, ASKED), (2, ASKED)])
def test_a_mere_word_is_enough_only_where_just_that_is_asked(step: int, said: str) -> None:
    session = session_after(match_of(Intent.LEG_CRAMP, "calf"))
    session.dialogue.stand(Place(library().procedures["red_flags"], step))
    assert keys(session.hear(BREATH)) == [said]


def test_after_a_no_the_question_that_was_open_is_asked_again() -> None:
    session = session_after(match_of(Intent.LEG_CRAMP, "calf"))
    session.dialogue.stand(Place(library().procedures["red_flags"], 1))
    session.hear(BREATH)
    assert keys(session.hear(NO)) == ["red_flags.cold"]


def test_a_sleeper_who_only_breathes_hard_is_left_to_sleep_after_a_no() -> None:
    session = session_after(match_of(Intent.LEG_CRAMP, "calf"), match_of(Intent.STOP))
    heard = MATCHER.match("it hurts when I breathe", asleep=True)
    assert isinstance(heard, Match)
    assert keys(session.hear(heard)) == [ASKED]
    session.hear(NO)
    assert session.asleep
