"""The listener: where an utterance begins and ends. The gate is the real one, on a made vowel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest

from intents.matching.phrasebook import Progress
from tests.fakes import QUIET, Ears, Eyes, blocks, speech
from voice.hearing.endpointing import ENDPOINTING, Endpointing
from voice.hearing.gate import GateSettings, VoiceGate
from voice.hearing.listener import Listener
from voice.hearing.utterance import Utterance
from voice.sound import BLOCK_SECONDS, Samples


def listener(ears: Ears, progress: Progress = Progress.WHOLE, ends: Endpointing = ENDPOINTING) -> Listener:
    return Listener(VoiceGate(GateSettings()), ears, lambda _: progress, ends)


def progress_of(*phrases: str) -> Callable[[str], Progress]:
    """A phrasebook of finished phrases."""
    return lambda text: Progress.WHOLE if text in phrases else Progress.PART


def feed(ear: Listener, sound: Iterable[Samples]) -> list[tuple[int, Utterance]]:
    """Each utterance with the number of blocks heard when it ended."""
    heard = ((number, ear.hear(block)) for number, block in enumerate(sound, start=1))
    return [(number, utterance) for number, utterance in heard if utterance]


def test_silence_is_no_utterance_and_never_reaches_the_recognizer() -> None:
    ears = Ears(["leg cramp"])
    ear = listener(ears)
    assert feed(ear, [QUIET] * 500) == []
    assert (ears.took, ear.open, ear.so_far(), ear.finish()) == ([], False, None, None)


def test_a_click_opens_nothing() -> None:
    ears = Ears(["next"])
    ear = listener(ears)
    assert feed(ear, [*[QUIET] * 50, *speech(2), *[QUIET] * 50]) == []
    assert ears.took == []


def test_what_came_before_the_gate_opened_reaches_the_recognizer() -> None:
    ears = Ears(["next"])
    word = speech(20)
    [(_, utterance)] = feed(listener(ears), [*[QUIET] * 50, *word, *[QUIET] * 50])
    assert utterance.text == "next"
    [took] = ears.utterances
    first = next(i for i, block in enumerate(took) if block is word[0])
    assert all(block is spoken for block, spoken in zip(took[first : first + 20], word, strict=True))
    assert first >= blocks(ENDPOINTING.pre_roll) - blocks(ENDPOINTING.onset), "quiet from before the word"


def test_who_asks_for_it_gets_the_sound_of_each_utterance_and_nothing_between_them() -> None:
    kept: list[Sequence[Samples]] = []
    ears, word = Ears(["next", "back"]), speech(20)
    ear = Listener(VoiceGate(GateSettings()), ears, lambda _: Progress.WHOLE, keep=kept.append)
    feed(ear, [*[QUIET] * 500, *word, *[QUIET] * 500, *word, *[QUIET] * 500])
    assert [len(sound) for sound in kept] == [len(took) for took in ears.utterances]
    assert all(any(block is word[0] for block in sound) for sound in kept)
    assert sum(map(len, kept)) < 200


def test_what_had_only_just_begun_is_no_part_of_what_follows_its_end() -> None:
    ears, shred, word = Ears(["next"]), speech(3), speech(20)
    ear = listener(ears)
    feed(ear, [*[QUIET] * 50, *shred])
    ear.finish()
    [(_, utterance)] = feed(ear, [*word, *[QUIET] * 50])
    assert utterance.begin == pytest.approx(53 * BLOCK_SECONDS)
    assert not any(block is shred[0] for block in ears.utterances[-1])


def test_an_utterance_has_the_times_of_its_speech() -> None:
    [(_, utterance)] = feed(listener(Ears(["next"])), [*[QUIET] * 50, *speech(20), *[QUIET] * 50])
    assert utterance.begin == pytest.approx(50 * BLOCK_SECONDS)
    assert utterance.end == pytest.approx(70 * BLOCK_SECONDS)


@pytest.mark.parametrize(
    ("progress", "silence"),
    [
        (Progress.WHOLE, ENDPOINTING.after_whole),
        (Progress.OPEN, ENDPOINTING.after_open),
        (Progress.PART, ENDPOINTING.after_part),
    ],
)
def test_the_less_is_said_the_longer_it_waits_for_the_end(progress: Progress, silence: float) -> None:
    sound = [*[QUIET] * 50, *speech(20), *[QUIET] * 100]
    [(number, _)] = feed(listener(Ears(["next"]), progress), sound)
    assert number == 70 + blocks(silence)


def test_a_short_silence_in_an_utterance_does_not_end_it() -> None:
    ears = Ears(["leg cramp"])
    sound = [*[QUIET] * 50, *speech(15), *[QUIET] * 10, *speech(15), *[QUIET] * 60]
    [(_, utterance)] = feed(listener(ears, Progress.OPEN), sound)
    assert utterance.end == pytest.approx(90 * BLOCK_SECONDS)


def test_the_recognizer_may_hear_the_end_first() -> None:
    [(number, _), *_] = feed(listener(Ears(["next"], ends_after=40)), [*[QUIET] * 50, *speech(200)])
    assert number < 100


def test_whoever_goes_on_talking_is_ended() -> None:
    ear = listener(Ears(["one", "two"]))
    [(number, utterance)] = feed(ear, [*[QUIET] * 50, *speech(blocks(ENDPOINTING.longest) + 5)])
    assert number == 50 + blocks(ENDPOINTING.longest)
    assert utterance.text == "one"


def test_what_goes_on_after_that_began_where_its_first_words_began() -> None:
    ear = Listener(VoiceGate(GateSettings()), Ears(["one", "two"]), progress_of("next"), ENDPOINTING)
    sound = [*[QUIET] * 50, *speech(blocks(ENDPOINTING.longest) + 40), *[QUIET] * 50]
    (_, first), (_, second) = feed(ear, sound)
    assert (first.text, second.text) == ("one", "one two")
    assert first.begin == second.begin < first.end < second.end


def test_each_utterance_is_handed_out_once() -> None:
    ears = Ears(["leg cramp", "calf"])
    word = [*speech(20), *[QUIET] * 60]
    heard = feed(listener(ears), [*[QUIET] * 50, *word, *word])
    assert [utterance.text for _, utterance in heard] == ["leg cramp", "calf"]
    first, second = (utterance for _, utterance in heard)
    assert first.end < second.begin


def test_a_strangers_sentence_is_one_though_the_recognizer_parts_it() -> None:
    ears = Ears(["turn left and", "next"], ends_after=50)
    ear = Listener(VoiceGate(GateSettings()), ears, progress_of("next"), ENDPOINTING)
    sound = [*[QUIET] * 50, *speech(20), *[QUIET] * 10, *speech(25), *[QUIET] * 50]
    assert [utterance.text for _, utterance in feed(ear, sound)] == ["turn left and next"]


def test_a_phrase_after_a_pause_is_no_part_of_what_a_stranger_said() -> None:
    ear = Listener(VoiceGate(GateSettings()), Ears(["turn left", "next"]), progress_of("next"), ENDPOINTING)
    pause = [QUIET] * blocks(ENDPOINTING.after_part + ENDPOINTING.joined)
    heard = feed(ear, [*[QUIET] * 50, *speech(20), *pause, *speech(20), *pause])
    assert [utterance.text for _, utterance in heard] == ["turn left", "next"]


@pytest.mark.parametrize(
    ("first", "pause", "alone"),
    [
        ("turn left", ENDPOINTING.apart - 0.2, False),
        ("turn left", ENDPOINTING.apart + 0.2, True),
        ("back", ENDPOINTING.apart - 0.2, True),
    ],
)
def test_what_follows_a_strangers_talk_does_not_stand_alone(first: str, pause: float, alone: bool) -> None:
    ear = Listener(VoiceGate(GateSettings()), Ears([first, "next"]), progress_of("next", "back"), ENDPOINTING)
    quiet = [QUIET] * blocks(pause)
    heard = feed(ear, [*[QUIET] * 50, *speech(20), *quiet, *speech(20), *[QUIET] * 50])
    assert [utterance.text for _, utterance in heard] == [first, "next"]
    assert heard[1][1].alone is alone


@pytest.mark.parametrize(("sure", "alone"), [(0.8, False), (1.0, True)])
def test_in_a_room_that_is_never_silent_only_sure_words_stand_alone(sure: float, alone: bool) -> None:
    ears = Ears(["next", ""], ends_after=60, sure=sure)
    ear = Listener(VoiceGate(GateSettings()), ears, progress_of("next"), ENDPOINTING)
    [(_, utterance), *_] = feed(ear, [*[QUIET] * 50, *speech(200)])
    assert (utterance.text, utterance.alone) == ("next", alone)


def test_a_stranger_who_has_talked_for_long_is_still_talking() -> None:
    ear = Listener(VoiceGate(GateSettings()), Ears(["turn left", "next"]), progress_of("next"), ENDPOINTING)
    sound = [*[QUIET] * 50, *speech(blocks(ENDPOINTING.longest) + 30), *[QUIET] * 50]
    assert [utterance.text for _, utterance in feed(ear, sound)] == ["turn left", "turn left next"]


def test_a_phrase_is_believed_right_after_another() -> None:
    ear = Listener(
        VoiceGate(GateSettings()), Ears(["next", "back"]), progress_of("next", "back"), ENDPOINTING
    )
    word = [*speech(20), *[QUIET] * blocks(ENDPOINTING.after_whole)]
    heard = feed(ear, [*[QUIET] * 50, *word, *word, *[QUIET] * 50])
    assert [utterance.text for _, utterance in heard] == ["next", "back"]


def test_a_doubtful_phrase_waits_whether_it_is_part_of_a_sentence() -> None:
    word, unsure = [*[QUIET] * 50, *speech(20)], ENDPOINTING.sure - 0.1
    ears = Ears(["next", "next"], sure=unsure)
    alone = Listener(VoiceGate(GateSettings()), ears, progress_of("next"), ENDPOINTING)
    [(number, utterance)] = feed(alone, [*word, *[QUIET] * 50])
    assert utterance.text == "next"
    assert number == 70 + blocks(ENDPOINTING.after_doubt)

    pause = [QUIET] * blocks(ENDPOINTING.after_whole + ENDPOINTING.stable)
    ears = Ears(["next", "next week"], sure=unsure)
    talk = Listener(VoiceGate(GateSettings()), ears, progress_of("next"), ENDPOINTING)
    [(_, utterance)] = feed(talk, [*word, *pause, *speech(20), *[QUIET] * 50])
    assert utterance.text == "next week"
    assert len(ears.utterances[-1]) > 40, "what was doubted is heard again, with all that follows"


def test_the_second_look_at_a_doubtful_phrase_is_taken_while_it_waits() -> None:
    eyes = Eyes({"next": 1.0})
    kept: list[Sequence[Samples]] = []
    ears = Ears(["next", "next"], sure=ENDPOINTING.sure - 0.1)
    ear = Listener(
        VoiceGate(GateSettings()), ears, progress_of("next"), ENDPOINTING, look=eyes, keep=kept.append
    )
    silence = blocks(ENDPOINTING.after_doubt)
    assert feed(ear, [*[QUIET] * 50, *speech(20), *[QUIET] * (silence - 1)]) == []
    assert [words for words, _ in eyes.looked] == ["next"]
    [(_, utterance)] = feed(ear, [QUIET])
    assert (utterance.again(), len(eyes.looked)) == (1.0, 1)
    assert eyes.looked[0][1] == len(kept[0]), "as much sound as there is at the end"


def test_what_was_looked_at_too_early_is_looked_at_again() -> None:
    eyes = Eyes({"next": 1.0, "next week": 0.1})
    ears = Ears(["next", "next week"], sure=ENDPOINTING.sure - 0.1)
    ear = Listener(VoiceGate(GateSettings()), ears, progress_of("next"), ENDPOINTING, look=eyes)
    pause = [QUIET] * blocks(ENDPOINTING.after_whole + ENDPOINTING.stable)
    [(_, utterance)] = feed(ear, [*[QUIET] * 50, *speech(20), *pause, *speech(20), *[QUIET] * 50])
    assert (utterance.text, utterance.again()) == ("next week", 0.1)


def test_what_was_cut_off_from_outside_belongs_to_nothing_that_follows() -> None:
    ears = Ears(["straighten that leg", "next"])
    ear = Listener(VoiceGate(GateSettings()), ears, progress_of("next"), ENDPOINTING)
    feed(ear, [*[QUIET] * 50, *speech(20)])
    ear.finish()
    [(_, utterance)] = feed(ear, [*speech(20), *[QUIET] * 50])
    assert utterance.text == "next"


def test_a_word_over_a_room_that_is_never_silent_is_an_utterance_all_the_same() -> None:
    ears = Ears(["next", ""], ends_after=60)
    ear = Listener(VoiceGate(GateSettings()), ears, progress_of("next"), ENDPOINTING)
    [(number, utterance), *_] = feed(ear, [*[QUIET] * 50, *speech(200)])
    assert utterance.text == "next"
    assert number < 50 + blocks(ENDPOINTING.longest)


def test_finish_ends_what_is_going_on() -> None:
    ear = listener(Ears(["next"]))
    assert feed(ear, [*[QUIET] * 50, *speech(20)]) == []
    so_far, finished = ear.so_far(), ear.finish()
    assert so_far == Utterance("next", 50 * BLOCK_SECONDS, 70 * BLOCK_SECONDS)
    assert finished == so_far
    assert (ear.open, ear.so_far(), ear.finish()) == (False, None, None)
