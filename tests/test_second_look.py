"""The second look: words that stand for a whole sentence are found out, and those that were said are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from intents.intent import Match, NoMatch
from intents.matching.belief import (
    AMONG_OTHERS,
    BELIEVED,
    BEYOND_DOUBT,
    CERTAIN,
    CRIES,
    STOPS,
    UNASKED,
    WAKES,
    WAKES_FOR_DANGER,
    Again,
)
from tests.fakes import QUIET, Ears, Eyes, speech
from tests.hearing import assembly
from tests.test_listener import feed
from tests.test_matcher import MATCHER
from voice.commands.recognize import first_meant
from voice.hearing.gate import GateSettings, VoiceGate
from voice.hearing.listener import Listener
from voice.hearing.recognizer import DOUBTS, Sensitivity
from voice.hearing.second_look import SecondLook
from voice.hearing.utterance import Utterance
from voice.sound import BLOCK, RATE, Samples
from voice.speaking.synthesizer import Synthesizer


@pytest.fixture(scope="module")
def look() -> SecondLook:
    return SecondLook(assembly().model, DOUBTS[Sensitivity.NORMAL].again)


def spoken(text: str) -> list[Samples]:
    """A sentence in a quiet room, in blocks."""
    sound = np.pad(Synthesizer("gmw/en-us").speak(text, 150).at(RATE).samples, RATE // 3)
    noisy = sound + np.random.default_rng(0).normal(0, 10, len(sound))
    return list(noisy[: len(noisy) // BLOCK * BLOCK].astype(np.int16).reshape(-1, BLOCK))


@pytest.mark.parametrize("text", ["leg cramp", "my calf is cramping", "charley horse", "cramp in my foot"])
def test_words_that_were_said_stand_it(look: SecondLook, text: str) -> None:
    assert look(text, spoken(text)) >= 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("charley horse", "charlie is riding his horse"),
        ("leg cramp", "let me get the lamp from the attic"),
        ("muscle spasm", "the museum has a special exhibition on spas"),
        ("next", "the text says nothing of the kind"),
    ],
)
def test_words_that_stand_for_a_sentence_do_not(look: SecondLook, words: str, said: str) -> None:
    assert look(words, spoken(said)) < BELIEVED - CERTAIN


WORDS = ("back", "louder", "next", "quieter", "wait")


@pytest.mark.parametrize("word", WORDS)
def test_it_tells_which_of_some_words_was_said(look: SecondLook, word: str) -> None:
    assert look.nearest(WORDS, spoken(word)) == word


def test_what_is_between_two_words_is_nearest_to_none(look: SecondLook) -> None:
    assert look.nearest(["wait", "weight"], spoken("wait")) == ""


def answers(better: float) -> Again:
    return lambda _="": better


def never(_: str = "", /) -> float:
    raise AssertionError("nobody needed a second look")


def match(
    text: str, belief: float, sure: float = 0.8, *, asleep: bool, alone: bool = True
) -> Match | NoMatch:
    """What words mean that the ear was so sure of, where both looks add up to a belief."""
    return MATCHER.match(text, asleep=asleep, sure=sure, alone=alone, again=answers(belief - sure + 0.001))


def wakes(text: str, belief: float, sure: float = 0.8, *, alone: bool = True) -> bool:
    meant = match(text, belief, sure, asleep=True, alone=alone)
    return isinstance(meant, Match) and meant.wakes


def understood(text: str, belief: float, sure: float = 0.8, *, alone: bool = True) -> bool:
    return isinstance(match(text, belief, sure, asleep=False, alone=alone), Match)


@pytest.mark.parametrize("sure", [0.5, 0.9])
@pytest.mark.parametrize(
    ("answered", "text", "enough"),
    [
        (wakes, "leg cramp", WAKES),
        (wakes, "blood clot", WAKES_FOR_DANGER),
        (wakes, "my leg cramp is", BEYOND_DOUBT),
        (wakes, "cramp", CRIES),
        (wakes, "a cramp", CRIES),
        (wakes, "last cramp", CRIES),
        (wakes, "have a cramp", CRIES),
        (wakes, "i'm is cramping", BEYOND_DOUBT),
        (wakes, "my leg cramp is swollen", BEYOND_DOUBT),
        (wakes, "what causes cramps", BEYOND_DOUBT),
        (wakes, "i'm having chest pains", BEYOND_DOUBT),
        (wakes, "there is a cramp in my calf muscle", BEYOND_DOUBT),
        (wakes, "we are cramping in the legs", AMONG_OTHERS),
        (wakes, "my leg [unk] cramping", AMONG_OTHERS),
        (understood, "next", BELIEVED),
        (understood, "next step", BELIEVED),
        (understood, "there is a cramp in my calf muscle", BEYOND_DOUBT),
        (understood, "trouble breathing", WAKES),
        (understood, "my toes and it is swollen", WAKES),
        (understood, "it is swollen [unk]", WAKES),
        (understood, "breathe", WAKES),
        (understood, "to pause again because of breath", BEYOND_DOUBT),
        (understood, "it is again numb and", BEYOND_DOUBT),
    ],
)
def test_both_looks_together_must_be_enough(
    answered: Callable[[str, float, float], bool], text: str, enough: float, sure: float
) -> None:
    assert answered(text, enough, sure)
    assert not answered(text, enough - 0.1, sure)


def test_a_sleeper_is_woken_by_danger_amid_talk_only_beyond_doubt() -> None:
    assert wakes("blood clot", BEYOND_DOUBT, alone=False)
    assert not wakes("blood clot", BEYOND_DOUBT - 0.1, alone=False)


def test_a_sleeper_is_woken_by_what_is_nearly_a_complaint_only_where_nobody_talks() -> None:
    assert wakes("leg cramp", WAKES, alone=False)
    assert not wakes("a cramp", BEYOND_DOUBT, alone=False)


def test_what_was_heard_surely_and_said_briskly_is_not_looked_at_again() -> None:
    assert isinstance(MATCHER.match("next", sure=1.0, again=never), Match)
    said = Utterance("next", 0.0, 0.5, 1.0, again=never)
    assert isinstance(said.meant(MATCHER, asleep=False), Match)
    slow = replace(said, end=2.5, again=answers(BELIEVED - 1.1))
    assert isinstance(slow.meant(MATCHER, asleep=False), NoMatch), "it may be somebody's sentence"


def test_no_complaint_is_as_short_as_a_click() -> None:
    cry = Utterance("cramp", begin=1.0, end=1.24)
    click = replace(cry, end=1.1)
    assert isinstance(cry.meant(MATCHER, asleep=True), Match)
    assert isinstance(click.meant(MATCHER, asleep=True), NoMatch)


@pytest.mark.parametrize("asleep", [True, False])
@pytest.mark.parametrize("text", ["my leg is swollen", "my leg cramp is swollen"])
def test_danger_that_is_not_quite_clear_is_doubted(text: str, *, asleep: bool) -> None:
    for belief, doubted in ((UNASKED - 0.1, True), (UNASKED, False)):
        heard = match(text, belief, sure=1.0, asleep=asleep)
        assert isinstance(heard, Match)
        assert (heard.wakes or not asleep, heard.doubted) == (True, doubted)


def test_danger_is_always_looked_at_again() -> None:
    assert not understood("heart attack", WAKES - 0.1, sure=1.0)


def test_stop_is_believed_at_once_in_a_dialogue_and_in_talk_more_readily_than_all_else() -> None:
    assert isinstance(MATCHER.match("stop", sure=0.6, again=never), Match)
    assert understood("stop", STOPS, alone=False)
    assert not understood("stop", STOPS - 0.1, alone=False)
    assert not understood("next", BEYOND_DOUBT, alone=False)


@pytest.mark.parametrize("text", ["trouble breathing", "and it is swollen"])
def test_danger_in_somebodys_talk_must_be_beyond_doubt(text: str) -> None:
    assert understood(text, BEYOND_DOUBT, alone=False)
    assert not understood(text, BEYOND_DOUBT - 0.1, alone=False)


def test_a_sleeper_believes_danger_among_unknown_words_no_more_than_any_other() -> None:
    assert not wakes("[unk] it is swollen", 2 * BEYOND_DOUBT)


def test_what_is_nearly_a_phrase_must_be_beyond_doubt_in_a_dialogue() -> None:
    assert understood("got to step seven", BEYOND_DOUBT)
    assert not understood("got to step seven", BEYOND_DOUBT - 0.1)
    assert understood("go to step seven", BELIEVED)


def test_it_is_given_the_words_and_all_the_sound_they_were_heard_in() -> None:
    eyes, ears = Eyes({"next": 0.5}), Ears(["next"])
    ear = Listener(VoiceGate(GateSettings()), ears, MATCHER.phrasebook.progress, look=eyes)
    [(_, utterance)] = feed(ear, [*[QUIET] * 50, *speech(20), *[QUIET] * 50])
    assert eyes.looked == [], "only who asks has it look"
    assert utterance.again() == 0.5
    assert eyes.looked == [("next", len(ears.utterances[0]))]


@pytest.mark.parametrize(("stands", "meant"), [(2.0, True), (-1.0, False)])
def test_words_of_a_recording_are_believed_no_more_than_those_of_somebody_in_bed(
    stands: float, meant: bool
) -> None:
    ears, eyes = Ears(["next"], sure=0.6), Eyes({"next": stands})
    ear = Listener(VoiceGate(GateSettings()), ears, MATCHER.phrasebook.progress, look=eyes)
    heard = first_meant(ear, MATCHER, [*[QUIET] * 50, *speech(20), *[QUIET] * 50])
    assert heard.text == "next"
    assert isinstance(heard, Match) is meant
