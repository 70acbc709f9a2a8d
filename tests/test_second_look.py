"""The second look: words that stand for a whole sentence are found out, and those that were said are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from intents.intent import Match, NoMatch
from intents.matcher import HARDLY, HOLDS, STANDS, STANDS_NEARLY, STANDS_UNSURE, Again
from tests.fakes import QUIET, Ears, Eyes, speech
from tests.hearing import assembly
from tests.test_listener import feed
from tests.test_matcher import MATCHER
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
    assert look(text, spoken(text)) >= STANDS


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
    assert look(words, spoken(said)) < HOLDS


def answers(better: float) -> Again:
    return lambda: better


def never() -> float:
    raise AssertionError("nobody needed a second look")


def wakes(text: str, better: float) -> bool:
    meant = MATCHER.match(text, asleep=True, again=answers(better))
    return isinstance(meant, Match) and meant.wakes


def test_nothing_wakes_charley_that_does_not_stand_it() -> None:
    assert wakes("leg cramp", STANDS)
    assert not wakes("leg cramp", STANDS - 0.1)


def test_what_is_nearly_a_complaint_must_stand_it_better() -> None:
    assert not wakes("my leg cramp is", STANDS)
    assert wakes("my leg cramp is", STANDS_NEARLY)


def test_what_was_not_sure_at_first_must_stand_it_best() -> None:
    for better, woken in ((STANDS_NEARLY, False), (STANDS_UNSURE, True)):
        meant = MATCHER.match("a cramp", asleep=True, sure=0.6, again=answers(better))
        assert (isinstance(meant, Match) and meant.wakes) == woken


def test_danger_is_answered_more_readily() -> None:
    for better, kind in ((HOLDS, Match), (HOLDS - 0.1, NoMatch)):
        assert isinstance(MATCHER.match("trouble breathing", asleep=True, again=answers(better)), kind)


def test_in_a_dialogue_only_what_is_not_sure_is_looked_at_again() -> None:
    assert isinstance(MATCHER.match("next", sure=1.0, again=never), Match)
    assert isinstance(MATCHER.match("next", sure=0.8, again=answers(HOLDS)), Match)
    assert isinstance(MATCHER.match("next", sure=0.8, again=answers(HOLDS - 0.1)), NoMatch)


def test_stop_is_believed_at_once_in_a_dialogue() -> None:
    assert isinstance(MATCHER.match("stop", sure=0.6, again=never), Match)


@pytest.mark.parametrize(("text", "alone"), [("trouble breathing", True), ("stop", False)])
def test_danger_and_stop_amid_talk_need_hardly_stand_it_in_a_dialogue(text: str, alone: bool) -> None:
    for better, kind in ((HARDLY, Match), (HARDLY - 0.1, NoMatch)):
        assert isinstance(MATCHER.match(text, sure=0.6, alone=alone, again=answers(better)), kind)


def test_danger_in_somebodys_talk_must_be_sure_and_stand_it() -> None:
    def believed(sure: float, better: float) -> bool:
        heard = MATCHER.match("and it is swollen", sure=sure, alone=False, again=answers(better))
        return isinstance(heard, Match)

    assert believed(0.8, STANDS_UNSURE)
    assert not believed(0.8, STANDS_NEARLY)
    assert not believed(0.6, STANDS_UNSURE)


def test_a_phrase_that_means_danger_is_believed_in_talk_before_danger_among_other_words() -> None:
    phrase, among = (
        MATCHER.match(text, sure=0.8, alone=False, again=answers(HOLDS))
        for text in ("trouble breathing", "what was that trouble breathing")
    )
    assert isinstance(phrase, Match)
    assert isinstance(among, NoMatch)


@pytest.mark.parametrize("text", ["my toes and it is swollen", "it is swollen [unk]"])
def test_danger_among_other_words_is_believed_where_nobody_else_talks(text: str) -> None:
    for sure, bar in ((0.8, HOLDS), (0.6, STANDS_NEARLY)):
        for better, kind in ((bar, Match), (bar - 0.1, NoMatch)):
            assert isinstance(MATCHER.match(text, sure=sure, again=answers(better)), kind)


def test_a_sleeper_believes_danger_among_unknown_words_no_more_than_any_other() -> None:
    heard = MATCHER.match("[unk] it is swollen", asleep=True, again=answers(STANDS_UNSURE))
    assert not (isinstance(heard, Match) and heard.wakes)


def test_what_is_nearly_a_phrase_must_be_sure_in_a_dialogue() -> None:
    for sure, kind in ((0.6, NoMatch), (0.8, Match)):
        assert isinstance(MATCHER.match("got to step seven", sure=sure, again=answers(2.0)), kind)


@pytest.mark.parametrize(
    ("text", "seconds", "sure", "bar"),
    [
        ("next step", 0.5, 1.0, -1.0),
        ("next step", 2.5, 1.0, STANDS),
        ("next", 0.5, 1.0, -1.0),
        ("next", 2.5, 0.6, STANDS),
        ("next", 2.5, 1.0, HOLDS),
    ],
)
def test_words_that_take_longer_than_they_need_are_looked_at_again(
    text: str, seconds: float, sure: float, bar: float
) -> None:
    """They may be somebody's sentence; but in noise even a word that was heard surely seems to go on."""
    said = Utterance(text, 0.0, seconds, sure)
    assert isinstance(replace(said, again=answers(bar)).meant(MATCHER, asleep=False), Match)
    less = replace(said, again=answers(bar - 0.1)).meant(MATCHER, asleep=False)
    assert isinstance(less, NoMatch) == (bar > 0)


def test_it_is_given_the_words_and_all_the_sound_they_were_heard_in() -> None:
    eyes, ears = Eyes({"next": 0.5}), Ears(["next"])
    ear = Listener(VoiceGate(GateSettings()), ears, MATCHER.phrasebook.progress, look=eyes)
    [(_, utterance)] = feed(ear, [*[QUIET] * 50, *speech(20), *[QUIET] * 50])
    assert eyes.looked == [], "only who asks has it look"
    assert utterance.again() == 0.5
    assert eyes.looked == [("next", len(ears.utterances[0]))]
