"""The loop: the journal, and sentences made before they are needed."""

from __future__ import annotations

import pytest

from intents.dialogue.session import Habits
from intents.dialogue.state import State
from tests.fakes import WORD_SECONDS
from tests.night import Night, at_pull
from voice.sound import BLOCK_SECONDS
from voice.speaking.earcons import Earcon

WHERE = "Where is it? Calf, foot, thigh or shin?"


# --- the journal -----------------------------------------------------------------------------------------


def test_what_is_heard_and_said_is_taken_down_in_its_order() -> None:
    night = Night()
    night.person("leg cramp")
    night.listen()
    heard, state, say, said = night.notes.events
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
    assert (said["event"], said["text"]) == ("said", WHERE)
    assert said["completed"] is True
    assert said["at"] == pytest.approx(at + 8 * WORD_SECONDS + 0.3, abs=0.1)


def test_what_is_no_phrase_is_taken_down_without_a_meaning() -> None:
    night = Night()
    night.person("leg cramp")
    night.listen()
    night.person("[unk] elephants")
    note = night.notes.of("heard")[-1]
    assert (note["text"], note["intent"], note["phrase"]) == ("[unk] elephants", None, None)
    assert night.said() == ["where.place", "sorry"]


def test_what_is_heard_asleep_is_taken_down_and_not_answered() -> None:
    night = Night()
    night.person("next")
    night.person("[unk]")
    night.quiet(2.0)
    assert night.heard() == ["next", "[unk]"]
    assert night.notes.of("say", "state", "sleep") == []
    assert not night.loud(4.0)


def test_a_count_is_taken_down_when_it_begins() -> None:
    night = at_pull()
    assert night.notes.of("timer") == []
    night.listen()
    [timer] = night.notes.of("timer")
    told = night.notes.of("say")[-1]
    assert timer["seconds"] == 20
    assert told["key"] == "hold_start"
    assert timer["at"] == pytest.approx(told["at"], abs=2 * BLOCK_SECONDS)
    states = [(note["state"], note["step"]) for note in night.notes.of("state")]
    assert states[-2:] == [("step", "pull"), ("hold", "pull")]
    night.quiet(23)
    assert night.said()[-2:] == ["hold_end", "hold_hint"]


def test_sleep_is_taken_down_by_a_word_and_by_silence() -> None:
    night = Night(Habits(sleep=30))
    night.person("calf cramp")
    night.listen()
    night.person("stop")
    kinds = [note["event"] for note in night.notes.events]
    assert kinds[-5:] == ["heard", "state", "sleep", "say", "said"]
    night.person("calf cramp")
    night.quiet(60)
    assert len(night.notes.of("sleep")) == 2
    assert night.session.dialogue.state is State.ASLEEP
    assert [note["state"] for note in night.notes.of("state")] == ["step", "asleep", "step", "asleep"]


def test_the_times_never_run_backwards_and_every_line_ends() -> None:
    night = at_pull()
    night.person("stop")
    night.listen()
    times = [float(str(note["at"])) for note in night.notes.events]
    assert times == sorted(times)
    assert [note["text"] for note in night.notes.of("say")] == [
        note["text"] for note in night.notes.of("said")
    ]


def test_the_time_without_sound_counts() -> None:
    night = Night()
    night.person("calf cramp")
    night.listen()
    before = night.notes.events[-1]["at"]
    night.loop.reconnect(120.0)
    night.listen()
    night.person("next")
    back, heard = night.notes.of("say")[1], night.notes.of("heard")[-1]
    assert back["key"] == "was_away"
    assert isinstance(before, float)
    assert back["at"] == pytest.approx(before + 120, abs=2)
    assert heard["at"] == pytest.approx(heard["speech_end"], abs=1)


@pytest.mark.parametrize("earlier", [[], ["calf cramp"]])
def test_what_was_half_heard_when_the_sound_went_away_is_not_answered(earlier: list[str]) -> None:
    night = Night()
    for text in earlier:
        night.person(text)
        night.listen()
    night.begin("leg cramp")
    night.loop.reconnect(4.0)
    night.listen()
    assert night.heard() == earlier
    night.person("foot cramp")
    assert night.said()[-1] == "foot.sit"


def test_a_tone_says_that_charley_heard_and_was_asleep_and_others_lead_the_count() -> None:
    night = Night(earcons=list(Earcon))
    for text in ("calf cramp", "next", "next"):
        night.person(text)
        night.listen()
    night.quiet(40)
    assert [note["name"] for note in night.notes.of("earcon")] == ["heard", "begin", "end"]
    woken, asked = night.notes.of("earcon", "say")[:2]
    assert (woken["event"], asked["event"]) == ("earcon", "say")


def test_no_tone_sounds_for_what_is_not_answered() -> None:
    night = Night(earcons=list(Earcon))
    night.person("next")
    night.person("[unk]")
    night.quiet(3)
    assert not night.loud(4.0)


# --- made before it is needed ----------------------------------------------------------------------------


def made(night: Night) -> list[str]:
    return [text for text, _ in night.voice.made]


def test_the_first_question_is_made_before_anybody_speaks() -> None:
    assert made(Night())[:2] == ["Where is it?", "Calf, foot, thigh or shin?"]


def test_every_answer_is_made_while_the_question_is_asked() -> None:
    night = Night()
    night.person("leg cramp")
    assert {"Straighten that leg.", "Sit up with that leg straight.", "Point your toes gently down."} <= {
        *made(night)
    }


def test_the_next_step_is_made_before_it_is_asked_for() -> None:
    night = Night()
    night.person("calf cramp")
    night.listen()
    assert "Push your heel away from you." in made(night)
    before = len(made(night))
    night.person("next")
    assert night.said()[-1] == "calf.heel"
    assert "Push your heel away from you." not in made(night)[before:]


def test_the_end_of_a_count_and_what_follows_are_made_during_it() -> None:
    night = at_pull()
    night.listen()
    assert night.session.dialogue.state is State.HOLD
    night.quiet(2)
    assert {"That was twenty seconds.", "For more pull, loop a towel or sheet round your foot."} <= {
        *made(night)
    }


def test_after_a_change_of_pace_the_next_step_is_made_anew() -> None:
    night = Night()
    night.person("calf cramp")
    night.listen()
    night.person("slower")
    night.listen()
    assert ("Push your heel away from you.", night.session.dialogue.manner.rate) in night.voice.made


def test_one_sentence_is_made_in_a_block_at_most() -> None:
    night = Night()
    night.person("leg cramp")
    for _ in range(100):
        before = len(made(night))
        night.quiet(BLOCK_SECONDS)
        assert len(made(night)) <= before + 1
