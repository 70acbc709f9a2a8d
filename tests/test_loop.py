"""The loop: words over words, the journal, and sentences made before they are needed."""

from __future__ import annotations

import pytest

from intents.session import Habits
from intents.state import State
from tests.fakes import WORD_SECONDS
from tests.room import Room
from voice.sound import BLOCK_SECONDS

WHERE = "Where is it? Calf, foot, thigh or shin?"


def at_pull() -> Room:
    """Charley is about to say the third step of a calf cramp, which has a count."""
    room = Room()
    for text in ("calf cramp", "next", "next"):
        room.listen()
        room.person(text)
    return room


# --- the journal -----------------------------------------------------------------------------------------


def test_what_is_heard_and_said_is_taken_down_in_its_order() -> None:
    room = Room()
    room.person("leg cramp")
    room.listen()
    heard, state, say, said = room.notes.events
    at = heard["at"]
    assert isinstance(at, float)
    assert heard == {
        "at": at,
        "event": "heard",
        "text": "leg cramp",
        "intent": "leg_cramp",
        "value": "",
        "phrase": "leg cramp",
        "score": 100.0,
        "speech_end": pytest.approx(1.5),
    }
    assert state == {"at": at, "event": "state", "state": "question", "procedure": "where", "step": "place"}
    assert say == {
        "at": pytest.approx(at + BLOCK_SECONDS),
        "event": "say",
        "text": WHERE,
        "key": "where.place",
    }
    assert said["event"], said["text"] == ("said", WHERE)
    assert said["completed"] is True
    assert said["at"] == pytest.approx(at + 8 * WORD_SECONDS + 0.3, abs=0.1)


def test_what_is_no_phrase_is_taken_down_without_a_meaning() -> None:
    room = Room()
    room.person("leg cramp")
    room.listen()
    room.person("[unk] elephants")
    note = room.notes.of("heard")[-1]
    assert (note["text"], note["intent"], note["phrase"]) == ("[unk] elephants", None, None)
    assert room.said() == ["where.place", "sorry"]


def test_what_is_heard_asleep_is_taken_down_and_not_answered() -> None:
    room = Room()
    room.person("next")
    room.person("[unk]")
    room.quiet(2.0)
    assert room.heard() == ["next", "[unk]"]
    assert room.notes.of("say", "state", "sleep") == []
    assert not room.loud(4.0)


def test_a_count_is_taken_down_when_it_begins() -> None:
    room = at_pull()
    assert room.notes.of("timer") == []
    room.listen()
    [timer] = room.notes.of("timer")
    spoken = room.notes.of("said")[-1]
    assert timer["seconds"] == 20
    assert timer["at"] == pytest.approx(spoken["at"], abs=2 * BLOCK_SECONDS)
    states = [(note["state"], note["step"]) for note in room.notes.of("state")]
    assert states[-2:] == [("step", "pull"), ("hold", "pull")]
    room.quiet(23)
    assert room.said()[-2:] == ["hold_end", "hold_hint"]


def test_sleep_is_taken_down_by_a_word_and_by_silence() -> None:
    room = Room(Habits(sleep=30))
    room.person("calf cramp")
    room.listen()
    room.person("stop")
    kinds = [note["event"] for note in room.notes.events]
    assert kinds[-5:] == ["heard", "state", "sleep", "say", "said"]
    room.person("calf cramp")
    room.quiet(60)
    assert len(room.notes.of("sleep")) == 2
    assert room.session.state is State.ASLEEP
    assert [note["state"] for note in room.notes.of("state")] == ["step", "asleep", "step", "asleep"]


def test_the_times_never_run_backwards_and_every_line_ends() -> None:
    room = at_pull()
    room.person("stop")
    room.listen()
    times = [float(str(note["at"])) for note in room.notes.events]
    assert times == sorted(times)
    assert [note["text"] for note in room.notes.of("say")] == [note["text"] for note in room.notes.of("said")]


# --- words over words ------------------------------------------------------------------------------------


def test_a_reply_replaces_what_is_being_said() -> None:
    room = Room()
    room.person("leg cramp")
    room.person("foot cramp")
    room.listen()
    events = [(note["event"], note.get("key", note.get("completed"))) for note in room.notes.events]
    assert events == [
        ("heard", None),
        ("state", None),
        ("say", "where.place"),
        ("heard", None),
        ("state", None),
        ("said", False),
        ("say", "foot.sit"),
        ("said", True),
    ]


def test_stop_is_silence_at_once_and_then_one_word() -> None:
    room = at_pull()
    room.person("stop")
    room.listen()
    assert room.said()[-1] == "stopped"
    said = {note["text"]: note["completed"] for note in room.notes.of("said")}
    assert list(said.values())[-2:] == [False, True]
    room.quiet(5)
    assert not room.loud(5)


@pytest.mark.parametrize("text", ["[unk]", "elephants", "foot [unk]", "i have the cramp in my foot"])
def test_what_is_unclear_over_charleys_words_is_ignored(text: str) -> None:
    room = Room()
    room.person("leg cramp")
    room.person(text)
    room.listen()
    assert room.heard() == ["leg cramp"]
    assert [note["completed"] for note in room.notes.of("said")] == [True]


def test_charleys_own_words_heard_back_are_ignored() -> None:
    room = Room()
    room.person("leg cramp")
    room.person("where is it", seconds=0.8)
    room.person("calf foot", seconds=0.4)
    room.listen()
    assert room.heard() == ["leg cramp"]
    assert [note["completed"] for note in room.notes.of("said")] == [True]


def test_noise_that_begins_over_charleys_words_is_ignored_also_when_it_ends_later() -> None:
    room = Room()
    room.person("leg cramp")
    room.quiet(1.0)
    assert room.notes.of("said") == [], "still speaking"
    room.person("elephants", seconds=1.5)
    room.listen()
    assert room.heard() == ["leg cramp"]
    assert "sorry" not in room.said()


def test_the_same_words_as_an_answer_are_heard() -> None:
    room = Room()
    room.person("leg cramp")
    room.listen()
    room.person("calf")
    room.listen()
    assert room.said() == ["where.place", "calf.straighten"]


def test_a_command_over_charleys_own_words_works() -> None:
    room = at_pull()
    room.person("back")
    room.listen()
    assert room.said()[-2:] == ["calf.pull", "calf.heel"]


def test_a_count_is_not_disturbed_by_noise() -> None:
    room = at_pull()
    room.listen()
    room.person("[unk]")
    room.quiet(23)
    assert room.said()[-3:] == ["calf.pull", "hold_end", "hold_hint"]


# --- made before it is needed ----------------------------------------------------------------------------


def made(room: Room) -> list[str]:
    return [text for text, _ in room.voice.made]


def test_the_first_question_is_made_before_anybody_speaks() -> None:
    assert made(Room())[:2] == ["Where is it?", "Calf, foot, thigh or shin?"]


def test_every_answer_is_made_while_the_question_is_asked() -> None:
    room = Room()
    room.person("leg cramp")
    assert {"Straighten that leg.", "Sit up with that leg straight.", "Point your toes gently down."} <= {
        *made(room)
    }


def test_the_next_step_is_made_before_it_is_asked_for() -> None:
    room = Room()
    room.person("calf cramp")
    room.listen()
    assert "Push your heel away from you." in made(room)
    before = len(made(room))
    room.person("next")
    assert room.said()[-1] == "calf.heel"
    assert "Push your heel away from you." not in made(room)[before:]


def test_the_end_of_a_count_and_what_follows_are_made_during_it() -> None:
    room = at_pull()
    room.listen()
    assert room.session.state is State.HOLD
    room.quiet(2)
    assert {"That was twenty seconds.", "For more pull, loop a towel or sheet round your foot."} <= {
        *made(room)
    }


def test_after_a_change_of_pace_the_next_step_is_made_anew() -> None:
    room = Room()
    room.person("calf cramp")
    room.listen()
    room.person("slower")
    room.listen()
    assert ("Push your heel away from you.", room.session.manner.rate) in room.voice.made


def test_one_sentence_is_made_in_a_block_at_most() -> None:
    room = Room()
    room.person("leg cramp")
    for _ in range(100):
        before = len(made(room))
        room.quiet(BLOCK_SECONDS)
        assert len(made(room)) <= before + 1
