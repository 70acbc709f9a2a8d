"""The dialogue as time passes: counts, silences, sleep, and the ten minutes."""

from __future__ import annotations

import pytest

from intents.content.replies import Line
from intents.dialogue.session import MANNER, REMEMBERED, REMINDER_VOLUME, Habits, Session
from intents.dialogue.state import LONG_CRAMP, Manner, State
from intents.intent import Intent
from tests.dialogue import Dialogue, library, match_of
from voice.sound import BLOCK_SECONDS


def at(step: str) -> Dialogue:
    """A dialogue that stands at a step of the calf, its words all said."""
    dialogue = Dialogue()
    dialogue.ask("calf cramp")
    while dialogue.step != f"calf.{step}":
        dialogue.ask("next")
    return dialogue


def until_next_line(dialogue: Dialogue, longest: float = 700.0) -> tuple[float, list[Line]]:
    """Seconds of silence until Charley says something, and what it says."""
    for block in range(round(longest / BLOCK_SECONDS)):
        if lines := dialogue.pass_time(BLOCK_SECONDS):
            return block * BLOCK_SECONDS, lines
    raise AssertionError(f"nothing is said in {longest} seconds")


# --- counts ----------------------------------------------------------------------------------------------


def test_the_count_starts_when_the_words_have_been_said() -> None:
    dialogue = at("heel")
    dialogue.say("next")
    assert dialogue.speaking
    while dialogue.speaking:
        assert dialogue.state is State.STEP
        dialogue.pass_time(BLOCK_SECONDS)
    dialogue.pass_time(2 * BLOCK_SECONDS)
    assert dialogue.state is State.HOLD
    seconds, [end, hint] = until_next_line(dialogue)
    assert seconds == pytest.approx(20, abs=0.1)
    assert (end.text, hint.key) == ("That was twenty seconds. Well done.", "hold_hint")
    assert dialogue.state is State.STEP


def test_the_start_of_a_count_is_told_also_where_the_words_before_it_were_cut() -> None:
    dialogue = at("heel")
    dialogue.say("next")
    dialogue.pass_time(1)
    assert dialogue.ask("thank you") == ["welcome"]
    assert dialogue.wait(1) == ["hold_start"]
    assert dialogue.state is State.HOLD


def test_how_to_go_on_is_hinted_at_after_the_first_count_alone() -> None:
    dialogue = at("pull")
    assert dialogue.wait(21) == ["hold_start", "hold_end", "hold_hint"]
    dialogue.ask("repeat")
    assert dialogue.wait(21) == ["hold_start", "hold_end"]


def test_a_long_count_is_told_its_start_its_middle_and_its_end() -> None:
    dialogue = at("rub")
    assert [line.text for line in dialogue.pass_time(0.1)] == ["Now I count."]
    assert dialogue.wait(14.7) == []
    assert [line.text for line in dialogue.pass_time(0.4)] == ["Halfway. Fifteen to go."]
    assert dialogue.wait(14.6) == []
    assert dialogue.wait(0.4) == ["hold_end", "hold_hint"]


def test_a_count_goes_on_while_charley_answers_in_it() -> None:
    dialogue = at("pull")
    dialogue.wait(5)
    assert dialogue.ask("how much longer") == ["hold_left"]
    dialogue.ask("louder")
    assert dialogue.state is State.HOLD
    assert "hold_end" in dialogue.wait(15)


def test_the_seconds_left_are_told_as_they_are() -> None:
    dialogue = at("pull")
    dialogue.wait(8)
    [line] = dialogue.say("how much longer")
    assert line.text == "Twelve to go."


@pytest.mark.parametrize(("words", "step"), [("next", "calf.towel"), ("back", "calf.heel")])
def test_moving_on_ends_a_count(words: str, step: str) -> None:
    dialogue = at("pull")
    dialogue.wait(3)
    dialogue.ask(words)
    assert (dialogue.state, dialogue.step) == (State.STEP, step)
    assert dialogue.wait(19) == []


def test_stop_ends_a_count_for_good() -> None:
    dialogue = at("pull")
    dialogue.wait(3)
    assert dialogue.ask("stop") == ["stopped"]
    assert dialogue.wait(400) == []


def test_repeat_counts_from_the_start() -> None:
    dialogue = at("pull")
    dialogue.wait(15)
    dialogue.ask("repeat")
    assert dialogue.wait(19.5) == ["hold_start"]
    assert dialogue.wait(1) == ["hold_end", "hold_hint"]


@pytest.mark.parametrize("seconds", [0.0, 2.0, 16.0], ids=["at once", "in the words", "in the count"])
def test_a_pause_gives_the_count_up_whenever_it_comes(seconds: float) -> None:
    dialogue = at("heel")
    dialogue.say("next")
    dialogue.pass_time(seconds)
    assert dialogue.ask("pause") == ["paused"]
    assert dialogue.wait(250) == []
    assert dialogue.state is State.PAUSED
    assert dialogue.ask("continue") == ["calf.pull"]
    assert dialogue.wait(21) == ["hold_start", "hold_end", "hold_hint"]


# --- silence ---------------------------------------------------------------------------------------------


def test_no_answer_in_eight_seconds_means_the_calf() -> None:
    dialogue = Dialogue()
    dialogue.ask("leg cramp")
    seconds, lines = until_next_line(dialogue)
    assert seconds == pytest.approx(8, abs=0.1)
    assert [line.key for line in lines] == ["start_with_calf", "calf.straighten"]


def test_one_reminder_after_twenty_seconds_and_quieter() -> None:
    dialogue = at("heel")
    seconds, [line] = until_next_line(dialogue)
    assert seconds == pytest.approx(20, abs=0.1)
    assert line.key == "reminder"
    assert dialogue.reply.manner.volume == pytest.approx(MANNER.volume * REMINDER_VOLUME)
    assert dialogue.wait(500) == []


def test_a_word_brings_the_reminder_back_once() -> None:
    dialogue = at("heel")
    dialogue.wait(30)
    dialogue.ask("louder")
    assert dialogue.wait(60) == ["reminder"]
    dialogue.ask("next")
    assert dialogue.reply.manner == dialogue.session.dialogue.manner


def test_the_reminder_comes_twenty_seconds_after_a_count() -> None:
    dialogue = at("pull")
    dialogue.wait(20.5)
    dialogue.listen()
    assert dialogue.wait(19) == []
    assert dialogue.wait(2) == ["reminder"]


def test_five_minutes_without_a_word_are_sleep_without_a_sound() -> None:
    dialogue = at("heel")
    assert dialogue.wait(295) == ["reminder"]
    assert dialogue.wait(15) == []
    assert dialogue.state is State.ASLEEP


@pytest.mark.parametrize(("minutes", "remembered"), [(5, True), (29, True), (31, False)])
def test_the_step_is_remembered_for_half_an_hour_of_sleep(minutes: int, remembered: bool) -> None:
    dialogue = at("towel")
    dialogue.ask("stop")
    assert dialogue.wait(minutes * 60) == []
    keys = dialogue.ask("where was i")
    assert keys[:2] == (["where", "calf.towel"] if remembered else [])


def test_what_the_habits_say_is_what_happens() -> None:
    session = Session(library(), Habits(reminder=5, sleep=10, remember=15))
    session.hear(match_of(Intent.LEG_CRAMP, "foot"))
    assert [line.key for line in session.tick(5, speaking=False).lines] == ["reminder"]
    session.tick(5, speaking=False)
    assert session.dialogue.state is State.ASLEEP
    session.tick(14, speaking=False)
    assert session.dialogue.place
    session.tick(1, speaking=False)
    assert session.dialogue.place is None


def test_charleys_own_words_are_no_silence() -> None:
    session = Session(library())
    session.hear(match_of(Intent.LEG_CRAMP))
    assert not session.tick(400, speaking=True).lines
    assert session.dialogue.state is State.QUESTION


# --- ten minutes -----------------------------------------------------------------------------------------


def keep_awake(dialogue: Dialogue, seconds: float, words: str = "thank you") -> list[str]:
    """Keys of what is said while somebody says a word a minute."""
    keys: list[str] = []
    for _ in range(round(seconds / 60)):
        keys += dialogue.ask(words)
        keys += dialogue.wait(60)
    return keys


def test_ten_minutes_after_the_first_complaint_the_notice_comes_once() -> None:
    dialogue = at("heel")
    assert keep_awake(dialogue, LONG_CRAMP - 90).count("long_cramp.call") == 0
    assert keep_awake(dialogue, 180).count("long_cramp.call") == 1
    assert dialogue.step == "calf.heel"
    assert keep_awake(dialogue, LONG_CRAMP + 120).count("long_cramp.call") == 0


def test_after_the_notice_it_is_still_known_how_long_it_has_been() -> None:
    dialogue = at("heel")
    keep_awake(dialogue, LONG_CRAMP + 60)
    assert dialogue.ask("how long has it been") == ["elapsed"]


def test_a_second_complaint_does_not_start_the_ten_minutes_again() -> None:
    dialogue = at("heel")
    keep_awake(dialogue, 480)
    dialogue.ask("foot cramp")
    assert keep_awake(dialogue, 180).count("long_cramp.call") == 1


def test_it_never_comes_in_sleep_nor_after_the_cramp_is_gone() -> None:
    asleep, gone = at("heel"), at("heel")
    asleep.ask("stop")
    gone.ask("it's gone")
    assert asleep.wait(700) == []
    assert "long_cramp.call" not in keep_awake(gone, 700)


def test_it_waits_for_the_end_of_a_count() -> None:
    session = at("heel").session
    session.hear(match_of(Intent.NEXT))
    session.tick(LONG_CRAMP - 60, speaking=True)
    session.tick(0, speaking=False)
    assert session.dialogue.state is State.HOLD
    assert not session.tick(19, speaking=False).lines
    session.hear(match_of(Intent.REPEAT))
    session.tick(30, speaking=True)
    session.tick(0, speaking=False)
    assert not session.tick(19, speaking=False).lines, "the ten minutes are over, the count is not"
    assert [line.key for line in session.tick(1, speaking=False).lines] == ["hold_end", "hold_hint"]
    assert not session.tick(3, speaking=True).lines
    assert [line.key for line in session.tick(0, speaking=False).lines] == ["long_cramp.call"]


# --- how it speaks, by the clock and as it was told ------------------------------------------------------


def test_how_charley_was_told_to_speak_holds_for_an_hour_also_over_sleep() -> None:
    dialogue = Dialogue()
    dialogue.ask("calf cramp")
    dialogue.ask("quieter")
    dialogue.ask("whisper")
    told = dialogue.reply.manner
    assert told.whisper
    assert told.gain < MANNER.gain / 2
    dialogue.ask("good night")
    dialogue.pass_time(REMEMBERED - 120)
    dialogue.ask("calf cramp")
    assert dialogue.reply.manner == told
    dialogue.ask("good night")
    dialogue.pass_time(180)
    dialogue.ask("calf cramp")
    assert dialogue.reply.manner == MANNER


def test_the_hour_of_the_day_decides_when_a_conversation_begins_and_not_within_it() -> None:
    now = [MANNER]
    dialogue = Dialogue(habits=Habits(manner=lambda: now[0]))
    now[0] = night = Manner(volume=0.3, rate=130)
    dialogue.ask("calf cramp")
    assert dialogue.reply.manner == night
    now[0] = MANNER
    dialogue.ask("next")
    assert dialogue.reply.manner == night
    dialogue.ask("good night")
    dialogue.ask("calf cramp")
    assert dialogue.reply.manner == MANNER


def test_who_whispered_speaks_normally_again() -> None:
    dialogue = Dialogue()
    dialogue.ask("calf cramp")
    assert dialogue.ask("please whisper") == ["whispering", "calf.straighten"]
    assert dialogue.ask("speak normally") == ["aloud", "calf.straighten"]
    assert dialogue.reply.manner == MANNER
