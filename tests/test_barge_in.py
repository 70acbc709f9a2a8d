"""Barge-in: words over Charley's words, and Charley's own voice among them."""

from __future__ import annotations

import pytest

from tests.fakes import Eyes
from tests.night import Night, at_pull
from voice.echo.barge_in import LONE, STANDS_OUT
from voice.sound import BLOCK_SECONDS


def test_a_reply_replaces_what_is_being_said() -> None:
    night = Night()
    night.person("leg cramp")
    night.person("foot cramp")
    night.listen()
    events = [(note["event"], note.get("key", note.get("completed"))) for note in night.notes.events]
    assert events == [
        ("heard", None),
        ("state", None),
        ("say", "where.place"),
        ("said", False),
        ("heard", None),
        ("state", None),
        ("say", "foot.sit"),
        ("said", True),
    ]


def test_stop_is_silence_at_once_and_then_one_word() -> None:
    night = at_pull()
    night.person("stop")
    night.listen()
    assert night.said()[-1] == "stopped"
    said = {note["text"]: note["completed"] for note in night.notes.of("said")}
    assert list(said.values())[-2:] == [False, True]
    night.quiet(5)
    assert not night.loud(5)


@pytest.mark.parametrize(
    "text", ["[unk]", "elephants", "foot [unk]", "i have the cramp in my foot", "use a bit cold"]
)
def test_what_is_unclear_over_charleys_words_is_ignored(text: str) -> None:
    night = Night()
    night.person("leg cramp")
    night.person(text)
    night.listen()
    assert night.heard() == ["leg cramp"]
    assert [note["completed"] for note in night.notes.of("said")] == [True]


@pytest.mark.parametrize("text", ["my leg is swollen", "my foot is numb", "it's cold"])
def test_a_sign_of_danger_is_answered_over_charleys_words(text: str) -> None:
    night = at_pull()
    night.person(text)
    night.listen()
    answers = {"same_day.call", "same_day_check.swollen", "emergency.call", "numb_check.cold"}
    assert night.said()[-1] in answers


@pytest.mark.parametrize("text", ["i stop", "is my stop", "[unk] stop", "stopped"])
def test_a_stop_is_heard_also_after_shreds_of_charleys_own_voice(text: str) -> None:
    night = at_pull()
    night.person(text)
    night.listen()
    assert night.said()[-1] == "stopped"


def test_what_is_easily_undone_is_heard_also_after_one_shred() -> None:
    night = at_pull()
    night.person("there back")
    night.listen()
    assert night.said()[-2:] == ["calf.pull", "calf.heel"]
    for text in ("is there back", "[unk] [unk] back", "there foot"):
        unheard = at_pull()
        before = unheard.heard()
        unheard.person(text)
        unheard.listen()
        assert unheard.heard() == before, text


def test_do_not_stop_is_no_stop() -> None:
    night = at_pull()
    night.person("don't stop")
    night.listen()
    assert "stopped" not in night.said()


def test_charley_does_not_stop_itself_when_it_names_the_word() -> None:
    night = at_pull()
    night.listen()
    night.person("what can i say")
    night.person("[unk] wait or stop", seconds=3.0)
    night.listen()
    assert "stopped" not in night.said()


def test_charleys_own_words_heard_back_are_ignored() -> None:
    night = Night()
    night.person("leg cramp")
    night.person("where is it", seconds=0.8)
    night.person("calf foot", seconds=0.4)
    night.listen()
    assert night.heard() == ["leg cramp"]
    assert [note["completed"] for note in night.notes.of("said")] == [True]


def test_noise_that_begins_over_charleys_words_is_ignored_also_when_it_ends_later() -> None:
    night = Night()
    night.person("leg cramp")
    night.quiet(1.0)
    assert night.notes.of("said") == [], "still speaking"
    night.person("elephants", seconds=1.5)
    night.listen()
    assert night.heard() == ["leg cramp"]
    assert "sorry" not in night.said()


def test_the_same_words_as_an_answer_are_heard() -> None:
    night = Night()
    night.person("leg cramp")
    night.listen()
    night.person("calf")
    night.listen()
    assert night.said() == ["where.place", "calf.straighten"]


def test_a_command_over_charleys_own_words_works() -> None:
    night = at_pull()
    night.person("back")
    night.listen()
    assert night.said()[-2:] == ["calf.pull", "calf.heel"]


def test_a_count_is_not_disturbed_by_noise() -> None:
    night = at_pull()
    night.listen()
    night.person("[unk]")
    night.quiet(23)
    assert night.said()[-3:] == ["hold_start", "hold_end", "hold_hint"]


@pytest.mark.parametrize("behind", [False, True])
def test_charley_falls_silent_before_it_is_known_whether_the_person_goes_on(behind: bool) -> None:
    night = at_pull()
    night.ears.behind = behind
    night.person("back")
    night.listen()
    cut = next(note for note in night.notes.of("said") if not note["completed"])
    heard = night.notes.of("heard")[-1]
    assert float(str(cut["at"])) < float(str(heard["at"])) - BLOCK_SECONDS


def test_charley_speaks_on_over_a_word_that_does_not_stand_a_second_look() -> None:
    night = at_pull(Eyes({"calf cramp": 2.0, "back": 0.0}))
    before = len(night.heard())
    night.person("back")
    night.listen()
    assert night.heard()[before:] == []
    assert all(note["completed"] for note in night.notes.of("said"))


@pytest.mark.parametrize(
    ("better", "seconds", "heard"),
    [
        (STANDS_OUT, LONE - 0.1, ["back"]),
        (STANDS_OUT - 0.01, LONE - 0.1, []),
        (1.0, LONE + 0.3, []),
    ],
)
def test_a_word_drowned_in_charleys_voice_is_the_one_its_sound_is_nearest_to(
    better: float, seconds: float, heard: list[str]
) -> None:
    night = at_pull(Eyes({"calf cramp": 2.0, "back": better}))
    before = len(night.heard())
    night.person("elephants", seconds)
    night.listen()
    assert night.heard()[before:] == heard


def test_an_answer_over_a_question_is_not_taken_for_a_drowned_word() -> None:
    night = Night(eyes=Eyes({"leg cramp": 2.0, "back": 1.0}))
    night.person("leg cramp")
    night.person("elephants", seconds=LONE - 0.1)
    night.listen()
    assert night.said() == ["where.place"]
