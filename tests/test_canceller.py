"""Charley's own voice is taken out of the microphone, and the person is left in it."""

from __future__ import annotations

import numpy as np
import pytest

from voice.bench.acoustics import in_blocks, response
from voice.echo.canceller import TRUST, EchoCanceller
from voice.echo.lag import find_lag
from voice.echo.path import PathSettings
from voice.echo.reference import Reference
from voice.recordings.room import Room
from voice.sound import BLOCK, BLOCKS_PER_SECOND, RATE, Samples
from voice.speaking.synthesizer import Synthesizer

QUIET = np.zeros(BLOCK, np.int16)
CHARLEY = Synthesizer("")
PERSON = Synthesizer("English (Great Britain)+f3")
REPLY = "Sit on the edge of the bed. Put your foot flat on the floor, and lean on the leg that hurts."
PAUSE = np.zeros(RATE, np.int16)


def spoken(text: str) -> Samples:
    return np.concatenate([CHARLEY.speak(text, 150).at(RATE).samples, PAUSE]).astype(np.int16)


def level(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples.astype(np.float64)))))


def in_room(canceller: EchoCanceller, room: Room, said: Samples, person: Samples) -> tuple[Samples, Samples]:
    """What the microphone hears of a reply and a person, and what is left of it."""
    together = np.zeros((2, max(len(said), len(person))), np.int16)
    together[0, : len(said)] = said
    together[1, : len(person)] = person
    heard = [(room.hear(near, far), far) for far, near in zip(*map(in_blocks, together), strict=True)]
    left = [canceller.clean(near, far) for near, far in heard]
    return np.concatenate([near for near, _ in heard]), np.concatenate(left)


@pytest.fixture
def learnt() -> EchoCanceller:
    canceller = EchoCanceller(PathSettings())
    in_room(canceller, Room(response(1.0, 0.1)), spoken(REPLY), PAUSE)
    return canceller


def test_nothing_is_changed_while_nothing_is_said(learnt: EchoCanceller) -> None:
    heard = np.random.default_rng(0).integers(-9000, 9000, BLOCK).astype(np.int16)
    assert np.array_equal(learnt.clean(heard, QUIET), heard)


@pytest.mark.parametrize("delay", [0.02, 0.09, 0.1, 0.1137, 0.24])
def test_an_echo_is_taken_out_however_late_the_next_reply_is(learnt: EchoCanceller, delay: float) -> None:
    heard, left = in_room(learnt, Room(response(1.0, delay)), spoken(REPLY), PAUSE)
    assert level(left) < level(heard) / 10


@pytest.mark.parametrize("delay", [0.07, 0.1, 0.13])
def test_an_echo_is_taken_out_where_one_reply_has_replaced_another(
    learnt: EchoCanceller, delay: float
) -> None:
    room = Room(response(1.0, 0.1))
    for far in [*in_blocks(spoken(REPLY))][:BLOCKS_PER_SECOND]:
        learnt.clean(room.hear(QUIET, far), far)
    learnt.interrupt()
    heard, left = in_room(learnt, Room(response(1.0, delay)), spoken(REPLY), PAUSE)
    later = 2 * RATE
    assert level(left[later:]) < level(heard[later:]) / 10


def test_what_was_cut_off_before_it_could_sound_is_not_taken_out(learnt: EchoCanceller) -> None:
    room, said = Room(response(1.0, 0.1)), [*in_blocks(spoken(REPLY))][: 2 * BLOCKS_PER_SECOND]
    cut = len(said) - BLOCKS_PER_SECOND // 5  # a device throws away what it has not played yet
    for far in said[:cut]:
        learnt.clean(room.hear(QUIET, far), far)
    left = [learnt.clean(QUIET, far) for far in [*said[cut:], *[QUIET] * BLOCKS_PER_SECOND]]
    assert level(np.concatenate(left)) == 0


def test_the_person_who_speaks_over_charley_is_left(learnt: EchoCanceller) -> None:
    words = PERSON.speak("my foot hurts", 150).at(RATE).samples // 2
    person = np.concatenate([PAUSE, words]).astype(np.int16)
    _, left = in_room(learnt, Room(response(1.0, 0.11)), spoken(REPLY), person)
    spoken_over = slice(RATE, RATE + len(words))
    assert np.corrcoef(left[spoken_over], person[spoken_over])[0, 1] > 0.9


@pytest.mark.parametrize("pitches", [(50, 100, 150), (60, 120, 180), (230, 410, 770)])
def test_an_echo_is_taken_out_in_a_room_that_hums(pitches: tuple[int, ...]) -> None:
    said = spoken(REPLY)
    turn = 2 * np.pi * np.arange(len(said)) / RATE
    hum = sum((900 * np.sin(pitch * turn) for pitch in pitches), np.zeros(len(said))).astype(np.int16)
    canceller, room = EchoCanceller(PathSettings()), Room(response(1.0, 0.1))
    in_room(canceller, room, np.zeros_like(said), hum)
    for _ in range(3):
        heard, left = in_room(canceller, room, said, hum)
    assert level(heard) > 1.5 * level(hum)
    assert level(left) < 1.1 * level(hum)


def test_clocks_that_run_apart_are_followed(learnt: EchoCanceller) -> None:
    said = np.concatenate([spoken(REPLY)] * 4)
    apart = np.interp(np.arange(len(said)) * (1 - 60e-6), np.arange(len(said)), said).astype(np.int16)
    room = Room(response(1.0, 0.1))
    heard = [room.hear(QUIET, block) for block in in_blocks(apart)]
    left = [learnt.clean(near, far) for near, far in zip(heard, in_blocks(said), strict=True)]
    last = slice(-len(heard) // 4, None)
    assert level(np.concatenate(left[last])) < level(np.concatenate(heard[last])) / 10


def test_a_person_with_headphones_is_left_alone() -> None:
    canceller = EchoCanceller(PathSettings())
    person = np.random.default_rng(1).normal(0, 800, 6 * RATE).astype(np.int16)
    heard, left = in_room(canceller, Room(np.zeros(1)), spoken(REPLY), person)
    assert np.array_equal(heard, left)


def test_a_speaker_that_is_heard_only_later_is_taken_out_then() -> None:
    canceller = EchoCanceller(PathSettings())
    for gain in (0.0, 0.0, 1.0, 1.0):
        heard, left = in_room(canceller, Room(response(gain, 0.1)), spoken(REPLY), PAUSE)
    assert level(left) < level(heard) / 10


@pytest.mark.parametrize("samples", [-700, -20, 0, 3, 1200])
def test_a_lag_is_found_under_somebody_elses_voice(samples: int) -> None:
    said = spoken(REPLY)[RATE : RATE + RATE // 2] / 32768
    other = PERSON.speak("my foot hurts", 150).at(RATE).samples / 32768
    heard = np.roll(said, samples) + 0.5 * other[: len(said)]
    lag = find_lag(heard, said)
    assert lag.samples == pytest.approx(samples, abs=0.2)
    assert lag.trust > TRUST


def test_what_was_never_said_has_no_lag_to_trust() -> None:
    noise = np.random.default_rng(2).normal(0, 0.1, (2, RATE // 2))
    assert find_lag(noise[0], noise[1]).trust < TRUST


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_the_reference_gives_a_block_for_each_block_heard(rate: int) -> None:
    reference = Reference(rate)
    tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)).astype(np.int16)
    for piece in np.array_split(tone, 43):
        reference.put(piece)
    blocks = np.concatenate([reference.block() for _ in range(BLOCKS_PER_SECOND)])
    assert len(blocks) == RATE
    spectrum = np.abs(np.fft.rfft(blocks[: RATE // 2]))
    assert np.argmax(spectrum) * 2 == 440
    for _ in range(10):
        reference.block()
    assert not reference.block().any()


def test_what_the_device_threw_away_is_expected_no_more() -> None:
    reference = Reference(RATE)
    reference.put(np.full(3 * BLOCK, 9, np.int16))
    assert reference.block().any()
    reference.cut()
    assert not reference.block().any()
    assert [reference.was_cut(), reference.was_cut()] == [True, False]
