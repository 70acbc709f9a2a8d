"""Charley in a room where it hears itself."""

from __future__ import annotations

import numpy as np
import pytest

from voice.assembly import Assembly
from voice.bench.acoustics import Way
from voice.bench.one_room import OneRoom
from voice.settings import Settings
from voice.sound import RATE, Samples
from voice.speaking.synthesizer import Synthesizer

MOST_MISSED = 1
"""Of 12 words said over Charley, one in a synthetic voice may be missed without Charley too."""

MOST_ANSWERED = 1
"""Of nine lines."""

PERSON = Synthesizer("English (Great Britain)+f3")


def spoken(words: str) -> Samples:
    return np.asarray(PERSON.speak(words, 150).at(RATE).samples * 0.4, np.int16)


@pytest.fixture(scope="module")
def assembly() -> Assembly:
    return Assembly(Settings())


def answers_to_itself(assembly: Assembly, way: Way, every: int) -> list[tuple[str, object]]:
    """Commands that it hears in its own lines, of which it says one in `every`."""
    bedroom = OneRoom(assembly, way)
    answered: list[tuple[str, object]] = []
    for line in assembly.library.lines()[::every]:
        bedroom.say(line.key)
        bedroom.wait_for_rest()
        answered += [(line.text, command) for command in bedroom.understood]
    return answered


@pytest.mark.parametrize(("gain", "delay"), [(0.25, 0.02), (0.5, 0.05), (1.0, 0.15)])
def test_charley_never_answers_itself(assembly: Assembly, gain: float, delay: float) -> None:
    assert answers_to_itself(assembly, Way(gain, delay), every=24) == []


def test_charley_hardly_ever_answers_itself_where_the_microphone_is_overdriven(assembly: Assembly) -> None:
    """There is no taking out an echo that is twice as loud as what the microphone can take."""
    assert len(answers_to_itself(assembly, Way(2.0, 0.25), every=24)) <= MOST_ANSWERED


def test_charley_is_interrupted_over_its_own_voice(assembly: Assembly) -> None:
    missed = []
    for gain, delay in ((0.0, 0.1), (1.0, 0.25)):
        bedroom = OneRoom(assembly, Way(gain, delay))
        bedroom.learn()
        for words in ("stop", "wait", "next", "back", "repeat", "quieter"):
            bedroom.say("move.shower")
            bedroom.wait(1.5)
            bedroom.person(spoken(words))
            bedroom.wait_for_rest()
            heard = {intent for intent, _ in bedroom.understood}
            assert heard <= {"pause" if words == "wait" else words}
            missed += [] if heard else [words]
    assert len(missed) <= MOST_MISSED, missed


@pytest.mark.parametrize(
    ("step", "words", "command"),
    [
        ("where.place", "foot", "place"),
        ("red_flags.chest", "yes", "yes"),
        ("red_flags.swollen", "no", "no"),
        ("calf.heel", "next", "next"),
        ("calf.towel", "repeat", "repeat"),
    ],
)
def test_an_answer_right_after_charley_has_spoken_is_heard(
    assembly: Assembly, step: str, words: str, command: str
) -> None:
    bedroom = OneRoom(assembly, Way(1.0, 0.1))
    bedroom.learn()
    bedroom.say(step)
    while bedroom.speaking:
        bedroom.wait(0.02)
    bedroom.wait(0.4)
    bedroom.person(spoken(words))
    bedroom.wait(1.0)
    assert [intent for intent, _ in bedroom.understood] == [command]
