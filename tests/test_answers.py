"""Answers to the question that waits: less is needed to believe one, and one that was misheard is found."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from intents.intent import Intent, Match, NoMatch
from intents.matching.belief import ANSWERS, BELIEVED, STANDS_IN
from tests.test_matcher import MATCHER
from tests.test_second_look import answers
from voice.hearing.utterance import LONE, Utterance

YES_OR_NO = ("yes", "no")


def answered(text: str, belief: float, asked: Sequence[str] = YES_OR_NO, *, alone: bool = True) -> bool:
    heard = MATCHER.match(text, asked=asked, sure=0.5, alone=alone, again=answers(belief - 0.5))
    return isinstance(heard, Match)


def test_an_answer_to_the_question_that_waits_takes_less_belief() -> None:
    assert answered("no", ANSWERS)
    assert not answered("no", ANSWERS - 0.1)
    assert not answered("no", ANSWERS, asked=["calf", "foot"])
    assert not answered("next", ANSWERS)


def test_an_answer_is_heard_though_somebody_talks_before_or_after_it() -> None:
    assert answered("no", BELIEVED, alone=False)
    assert not answered("no", BELIEVED - 0.1, alone=False)
    assert not answered("next", BELIEVED, alone=False)


def misheard(text: str, stands: float, asked: Sequence[str], seconds: float = 0.5) -> Match | NoMatch:
    """What is made of a sound nearest to "no" that was heard as something else."""
    said = Utterance(
        text, 0.0, seconds, 0.8, again=answers(stands), nearest=lambda words: "no" if "no" in words else ""
    )
    return said.meant(MATCHER, asleep=False, asked=asked)


@pytest.mark.parametrize("text", ["now", "[unk]"])
def test_an_answer_that_was_misheard_is_taken_for_the_one_its_sound_is_nearest_to(text: str) -> None:
    heard = misheard(text, STANDS_IN, YES_OR_NO)
    assert isinstance(heard, Match)
    assert heard.intent is Intent.NO


@pytest.mark.parametrize(
    ("stands", "asked", "seconds"),
    [
        (STANDS_IN - 0.1, YES_OR_NO, 0.5),
        (STANDS_IN, ["calf", "foot"], 0.5),
        (STANDS_IN, YES_OR_NO, LONE + 0.1),
    ],
)
def test_what_is_no_lone_answer_is_taken_for_none(
    stands: float, asked: Sequence[str], seconds: float
) -> None:
    assert isinstance(misheard("now", stands, asked, seconds), NoMatch)


@pytest.mark.parametrize("text", ["numb", "fainting", "cold", "chest"])
def test_a_danger_that_is_not_believed_is_no_answer(text: str) -> None:
    assert isinstance(misheard(text, STANDS_IN - 0.1, YES_OR_NO), NoMatch)
    assert isinstance(misheard(text, STANDS_IN, YES_OR_NO), NoMatch)


def test_what_is_another_phrase_or_a_piece_of_talk_is_taken_for_no_misheard_answer() -> None:
    other = misheard("both", 1.0, YES_OR_NO)
    assert isinstance(other, Match)
    assert other.value == "both"
    said = Utterance("now", 0.0, 0.5, 0.8, alone=False, again=answers(1.0), nearest=lambda _: "no")
    assert isinstance(said.meant(MATCHER, asleep=False, asked=YES_OR_NO), NoMatch)


def test_stop_that_was_misheard_is_taken_for_no_answer() -> None:
    said = Utterance(
        "[unk]", 0.0, 0.5, 0.8, again=answers(1.0), nearest=lambda words: "stop" if "stop" in words else "no"
    )
    assert isinstance(said.meant(MATCHER, asleep=False, asked=YES_OR_NO), NoMatch)


def test_an_answer_in_the_midst_of_talk_is_looked_at_again_however_sure_it_was() -> None:
    heard = MATCHER.match("no", asked=YES_OR_NO, sure=1.0, alone=False, again=answers(BELIEVED - 1.1))
    assert isinstance(heard, NoMatch)


@pytest.mark.parametrize(
    "text", ["yes it's dark", "yes very sore", "yeah it hurts", "yes it is all dark and sore"]
)
def test_what_begins_with_a_yes_is_one(text: str) -> None:
    heard = MATCHER.match(text, asked=("yes", "no", "unknown"))
    assert isinstance(heard, Match)
    assert heard.intent is Intent.YES
    assert not isinstance(heard := MATCHER.match(text), Match) or heard.intent is not Intent.YES


@pytest.mark.parametrize(
    "text", ["no my leg hurts", "no but it still hurts", "no my calf", "no just the cramp"]
)
def test_behind_a_no_a_cramp_leaves_it_one(text: str) -> None:
    heard = MATCHER.match(text, asked=("yes", "no"))
    assert isinstance(heard, Match)
    assert heard.intent is Intent.NO


@pytest.mark.parametrize("text", ["no my chest hurts", "no it's numb", "no my leg is swollen"])
def test_behind_a_no_a_danger_is_one(text: str) -> None:
    heard = MATCHER.match(text, asked=("yes", "no"))
    assert isinstance(heard, Match)
    assert heard.intent is Intent.RED_FLAG


@pytest.mark.parametrize(
    "text",
    [
        "yes i don't know",
        "yes i'm listening",
        "yes it's fine",
        "yes my calf",
        "yes but only the leg",
        "yes it's better",
        "yes it has eased off a bit",
        "yes my foot",
        "yes next",
        "yes what does it do to me",
        "yes [unk]",
    ],
)
def test_a_yes_beside_something_else_is_none(text: str) -> None:
    heard = MATCHER.match(text, asked=("yes", "no", "unknown"))
    assert not (isinstance(heard, Match) and heard.intent is Intent.YES)
