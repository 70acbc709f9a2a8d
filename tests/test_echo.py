"""Charley's own voice in the microphone: known by its words and by when they were said."""

from __future__ import annotations

import pytest

from intents.content.replies import Line
from voice.echo.overheard import EARLY, LATE, MEMORY, Echo
from voice.hearing.utterance import Utterance
from voice.speaking.mouth import Saying


def saying(text: str, seconds: float) -> Saying:
    return Saying(Line("key", text), text, seconds, first=True)


@pytest.fixture
def echo() -> Echo:
    """Charley asked where it is, from second 10 to second 14."""
    echo = Echo()
    echo.note(saying("Where is it? Calf, foot, thigh or shin?", 4.0), 10.0)
    return echo


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("where is it", 10.2, 11.2),
        ("calf foot thigh or shin", 11.2, 14.2),
        ("foot", 12.1, 12.6),
        ("shin", 13.7, 14.9),
        ("Calf", 11.5, 11.9),
        ("where is it calf what", 10.2, 12.0),
    ],
)
def test_words_heard_as_they_are_said_are_charleys_own(
    echo: Echo, text: str, begin: float, end: float
) -> None:
    assert echo.is_in(Utterance(text, begin, end))


@pytest.mark.parametrize("text", ["stop", "calf cramp", "foot stop", "it is my knee", "next", "[unk]", ""])
def test_a_single_other_word_makes_it_somebody_elses(echo: Echo, text: str) -> None:
    assert not echo.is_in(Utterance(text, 10.5, 14.0))


def test_a_word_said_before_it_could_sound_is_somebody_elses(echo: Echo) -> None:
    assert not echo.is_in(Utterance("shin", 10.1, 10.6))
    assert not echo.is_in(Utterance("where", 9.0, 10.0 - EARLY - 0.1))


def test_an_answer_after_the_question_is_somebody_elses(echo: Echo) -> None:
    assert not echo.is_in(Utterance("shin", 14.0 + LATE, 15.5))
    assert not echo.is_in(Utterance("calf", 13.5, 14.0))


def test_words_of_two_sentences_may_be_heard_as_one(echo: Echo) -> None:
    echo.note(saying("Take your time.", 1.2), 14.2)
    assert echo.is_in(Utterance("shin take your time", 13.8, 15.6))


def test_what_was_said_long_ago_is_forgotten(echo: Echo) -> None:
    echo.note(saying("Okay.", 0.4), 10.0 + MEMORY + 5)
    assert not echo.is_in(Utterance("where is it", 10.2, 11.2))
    assert echo.is_in(Utterance("okay", 10.1 + MEMORY + 5, 10.5 + MEMORY + 5))


def test_nothing_said_is_nobodys_echo() -> None:
    assert not Echo().is_in(Utterance("next", 0.0, 1.0))
