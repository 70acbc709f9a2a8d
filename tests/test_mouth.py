"""The mouth: replies become sentences of sound, one reply at a time."""

from __future__ import annotations

import numpy as np
import pytest

from intents.content.replies import Line
from intents.dialogue.state import Manner, Reply
from tests.fakes import MANNER, WORD_SECONDS, Tones, reply
from voice.recordings.recording import Tape
from voice.sound import BLOCK_SECONDS, RATE, Samples
from voice.speaking.earcons import Earcon, tone
from voice.speaking.mouth import SENTENCE_GAP, Mouth, Said, Saying, Tone
from voice.speaking.playback import Playback


def mouth() -> tuple[Mouth, Tones, Tape]:
    voice, tape = Tones(), Tape(RATE)
    return Mouth(voice, tape), voice, tape


def roll(tape: Tape, seconds: float) -> Samples:
    return np.concatenate([tape.roll() for _ in range(round(seconds / BLOCK_SECONDS))])


def told(mouth: Mouth) -> list[tuple[str, object]]:
    """Events as (what was said, whether it begins the line or completes it)."""
    return [
        (event.sentence, event.first) if isinstance(event, Saying) else (event.line.key, event.completed)
        for event in mouth.events()
        if not isinstance(event, Tone)
    ]


def test_a_line_is_said_sentence_by_sentence_with_a_breath_between() -> None:
    lips, _, tape = mouth()
    lips.say(reply("Let go. Let the leg rest."))
    assert lips.speaking
    first, second = 2 * WORD_SECONDS, 4 * WORD_SECONDS
    heard = roll(tape, first + SENTENCE_GAP + second + 0.1)
    sounding = np.abs(heard) > 100
    gap = slice(round((first + 0.02) * RATE), round((first + SENTENCE_GAP - 0.02) * RATE))
    assert not sounding[gap].any()
    assert sounding[: gap.start].mean() > 0.9
    assert sounding[gap.stop : round((first + SENTENCE_GAP + second) * RATE)].mean() > 0.9
    assert told(lips) == [("Let go.", True), ("Let the leg rest.", False), ("let", True)]
    assert not lips.speaking
    assert lips.events() == []


def test_what_begins_to_sound_comes_with_its_length() -> None:
    lips, _, tape = mouth()
    lips.say(reply("Take your time."))
    roll(tape, 0.1)
    [saying] = lips.events()
    assert isinstance(saying, Saying)
    assert saying.line.text == "Take your time."
    assert saying.seconds == pytest.approx(3 * WORD_SECONDS)


def test_the_lines_of_a_reply_follow_each_other() -> None:
    lips, _, tape = mouth()
    lips.say(reply("One.", "Two."))
    roll(tape, 2.0)
    assert told(lips) == [("One.", True), ("one", True), ("Two.", True), ("two", True)]


def test_the_volume_is_the_manners() -> None:
    loudest = []
    for volume in (0.25, 0.5):
        lips, _, tape = mouth()
        lips.say(reply("Okay.", manner=Manner(volume, 150)))
        loudest.append(int(roll(tape, 0.5).max()))
    assert loudest == [2_000, 4_000]


def test_a_whisper_is_whispered_and_softer() -> None:
    lips, voice, tape = mouth()
    lips.say(reply("Okay.", manner=Manner(0.5, 150, whisper=True)))
    assert roll(tape, 0.5).max() == 2_000
    assert voice.whispered == ["Okay."]


def test_what_is_made_ready_is_made_as_it_will_be_said() -> None:
    lips, voice, _ = mouth()
    lips.expect([Line("one", "One.")], Manner(0.5, 120, whisper=True))
    lips.make_ready()
    assert (voice.made, voice.whispered) == ([("One.", 120)], ["One."])


def test_a_tone_comes_before_the_words_it_belongs_to_and_only_where_it_is_wanted() -> None:
    for wanted, told_of in (([Earcon.BEGIN], [Earcon.BEGIN]), ([Earcon.END], [])):
        tape = Tape(RATE)
        lips = Mouth(Tones(), tape, wanted)
        lips.say(Reply((Line("hold_start", "Now I count."), Line("other", "On.")), MANNER))
        heard = np.abs(roll(tape, 2.5))
        events = lips.events()
        assert [event.earcon for event in events if isinstance(event, Tone)] == told_of
        begins = np.flatnonzero(heard > 3_000)[0] / RATE
        assert begins == pytest.approx(tone(Earcon.BEGIN).seconds if told_of else 0, abs=0.05)


def test_the_tone_that_leads_a_reply_sounds_once() -> None:
    tape = Tape(RATE)
    lips = Mouth(Tones(), tape, list(Earcon))
    lips.say(reply("One.", "Two."), Earcon.HEARD)
    roll(tape, 2.0)
    assert [event for event in lips.events() if isinstance(event, Tone)] == [Tone(Earcon.HEARD)]


def test_a_new_reply_replaces_what_is_being_said() -> None:
    lips, _, tape = mouth()
    lips.say(reply("One two three four five. Six seven.", "Eight."))
    roll(tape, 0.5)
    lips.say(reply("Okay."))
    roll(tape, 3.0)
    assert told(lips) == [
        ("One two three four five.", True),
        ("one", False),
        ("Okay.", True),
        ("okay", True),
    ]


def test_a_line_is_cut_also_in_the_breath_between_its_sentences() -> None:
    lips, _, tape = mouth()
    lips.say(reply("One. Two."))
    roll(tape, WORD_SECONDS + SENTENCE_GAP / 2)
    lips.hush()
    roll(tape, 1.0)
    assert told(lips) == [("One.", True), ("one", False)]


def test_a_line_whose_playback_was_lost_was_cut() -> None:
    lips, _, tape = mouth()
    lips.say(reply("Let go. Let the leg rest."))
    roll(tape, 0.1)
    assert told(lips) == [("Let go.", True)]
    tape.playback = Playback(RATE)
    lips.say(reply("I was away for a moment."))
    roll(tape, 0.1)
    assert told(lips) == [("let", False), ("I was away for a moment.", True)]


def test_hush_is_silence_after_one_block() -> None:
    lips, _, tape = mouth()
    lips.say(reply("One two three four five.", "Six."))
    roll(tape, 0.5)
    lips.hush()
    fading, after = tape.roll(), roll(tape, 3.0)
    assert fading.any()
    assert not after.any()
    assert not lips.speaking
    assert told(lips) == [("One two three four five.", True), ("one", False)]


def test_hush_when_nothing_is_said_tells_nothing() -> None:
    lips, _, tape = mouth()
    lips.hush()
    lips.say(reply("Okay."))
    roll(tape, 1.0)
    lips.hush()
    assert told(lips) == [("Okay.", True), ("okay", True)]


def test_a_line_that_has_just_ended_was_not_cut() -> None:
    lips, _, tape = mouth()
    lips.say(reply("One."))
    roll(tape, WORD_SECONDS)
    lips.say(reply("Two."))
    roll(tape, 1.0)
    assert told(lips) == [("One.", True), ("one", True), ("Two.", True), ("two", True)]


def test_what_is_expected_is_made_one_sentence_at_a_time() -> None:
    lips, voice, _ = mouth()
    lips.expect(reply("One. Two.", "Three.").lines, MANNER)
    for made in (["One."], ["One.", "Two."], ["One.", "Two.", "Three."], ["One.", "Two.", "Three."]):
        lips.make_ready()
        assert [text for text, _ in voice.made] == made
    assert {rate for _, rate in voice.made} == {MANNER.rate}


def test_what_is_no_longer_expected_is_not_made() -> None:
    lips, voice, _ = mouth()
    lips.expect(reply("One. Two.").lines, MANNER)
    lips.make_ready()
    lips.expect(reply("Four.").lines, MANNER)
    lips.make_ready()
    lips.make_ready()
    assert [text for text, _ in voice.made] == ["One.", "Four."]


def test_said_and_saying_name_the_line() -> None:
    lips, _, tape = mouth()
    spoken = reply("Okay.")
    lips.say(spoken)
    roll(tape, 1.0)
    saying, said = lips.events()
    assert isinstance(saying, Saying)
    assert saying.line == spoken.lines[0]
    assert said == Said(spoken.lines[0], completed=True)
