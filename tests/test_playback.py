"""The buffer between the loop and whatever plays: any order of put, cut and pull."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event, Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.sound import Samples, Sound
from voice.speaking.playback import FADE_OUT, SOFT_START, Mark, MarkKind, Playback

RATE = 8_000
BLOCK = 160
PEAK = 32_767

LARGEST_STEP = 2 * PEAK / (FADE_OUT * RATE) + 5
"""The most a constant sound may change from one sample to the next: cut while it ends, and rounding."""


def tone(seconds: float, level: int = PEAK) -> Sound:
    """Sound whose every sample is at one level: whatever changes in it, the playback did."""
    return Sound(np.full(round(seconds * RATE), level, np.int16), RATE)


def pull_all(playback: Playback) -> Samples:
    pulled = []
    while playback.busy:
        pulled.append(playback.pull(BLOCK))
    return np.concatenate(pulled) if pulled else np.zeros(0, np.int16)


def test_nothing_put_is_silence_of_the_asked_length() -> None:
    playback = Playback(RATE)
    assert not playback.busy
    assert playback.pull(BLOCK).tolist() == [0] * BLOCK
    assert playback.marks() == []


def test_a_sentence_is_played_whole_after_its_soft_start() -> None:
    playback = Playback(RATE)
    playback.put(tone(1.0, 1000), "step")
    heard = pull_all(playback)
    rise, fall = round(SOFT_START * RATE), round(FADE_OUT * RATE)
    assert abs(heard[0]) < 10
    assert np.all(np.diff(heard[:rise].astype(int)) >= 0)
    assert np.all(heard[rise : RATE - fall] == 1000)
    assert abs(heard[RATE - 1]) < 10
    assert playback.marks() == [
        Mark("step", MarkKind.STARTED, 0),
        Mark("step", MarkKind.FINISHED, RATE),
    ]
    assert playback.marks() == []


def test_sentences_follow_each_other_with_the_gap_between_them() -> None:
    playback = Playback(RATE)
    playback.put(tone(0.5), "first")
    playback.silence(0.25)
    playback.put(tone(0.5), "second")
    heard = pull_all(playback)
    assert np.all(heard[4000:6000] == 0)
    assert [(m.tag, m.kind, m.frame) for m in playback.marks()] == [
        ("first", MarkKind.STARTED, 0),
        ("first", MarkKind.FINISHED, 4000),
        ("second", MarkKind.STARTED, 6000),
        ("second", MarkKind.FINISHED, 10000),
    ]


def test_a_cut_fades_within_one_block_and_drops_what_waits() -> None:
    playback = Playback(RATE)
    playback.put(tone(1.0), "cut short")
    playback.put(tone(1.0), "never heard")
    playback.pull(1000)
    playback.cut()
    assert playback.busy
    after = playback.pull(1000)
    assert after[0] > 0.9 * PEAK
    assert np.all(after[round(FADE_OUT * RATE) :] == 0)
    assert not playback.busy
    assert [(m.tag, m.kind) for m in playback.marks()] == [
        ("cut short", MarkKind.STARTED),
        ("cut short", MarkKind.CUT),
    ]


def test_what_is_put_after_a_cut_is_played() -> None:
    playback = Playback(RATE)
    playback.put(tone(1.0), "old")
    playback.pull(BLOCK)
    playback.cut()
    playback.put(tone(0.5), "new")
    pull_all(playback)
    assert [(m.tag, m.kind) for m in playback.marks()] == [
        ("old", MarkKind.STARTED),
        ("old", MarkKind.CUT),
        ("new", MarkKind.STARTED),
        ("new", MarkKind.FINISHED),
    ]


def test_gain_scales_and_more_than_all_of_it_is_refused() -> None:
    playback = Playback(RATE)
    playback.put(tone(1.0, 8000), "quiet", gain=0.25)
    assert pull_all(playback).max() == 2000
    with pytest.raises(ValueError, match="gain"):
        playback.put(tone(1.0), "loud", gain=1.01)


def test_sound_of_another_rate_keeps_its_pitch_and_length() -> None:
    time = np.arange(22_050) / 22_050
    playback = Playback(48_000)
    playback.put(Sound((8000 * np.sin(2 * np.pi * 440 * time)).astype(np.int16), 22_050), "a")
    heard = playback.pull(48_000)
    assert not playback.busy
    assert int(np.abs(np.fft.rfft(heard)).argmax()) == 440


@dataclass(frozen=True)
class Put:
    seconds: float
    gain: float


@dataclass(frozen=True)
class Gap:
    seconds: float


@dataclass(frozen=True)
class Pull:
    frames: int


@dataclass(frozen=True)
class Cut:
    pass


durations = st.floats(0, 0.2)
actions = st.lists(
    st.one_of(
        st.builds(Put, durations, st.floats(0, 1)),
        st.builds(Gap, durations),
        st.builds(Pull, st.integers(0, 700)),
        st.builds(Cut),
    ),
    max_size=30,
)


@given(actions)
def test_any_order_of_actions_gives_exact_lengths_smooth_sound_and_marks_in_pairs(
    order: list[Put | Gap | Pull | Cut],
) -> None:
    playback = Playback(RATE)
    pulled: list[Samples] = []
    for tag, action in enumerate(order):
        match action:
            case Put(seconds, gain):
                playback.put(tone(seconds), tag, gain)
            case Gap(seconds):
                playback.silence(seconds)
            case Pull(frames):
                pulled.append(playback.pull(frames))
                assert len(pulled[-1]) == frames
            case Cut():
                playback.cut()
    pulled.append(pull_all(playback))
    heard = np.concatenate([[0], *pulled, [0]]).astype(int)
    assert heard.min() >= 0
    assert np.abs(np.diff(heard)).max() <= LARGEST_STEP
    check_pairs(playback.marks(), len(heard) - 2)


def check_pairs(marks: list[Mark], frames: int) -> None:
    assert len(marks) % 2 == 0
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        assert opening.kind is MarkKind.STARTED
        assert closing.kind in {MarkKind.FINISHED, MarkKind.CUT}
        assert opening.tag == closing.tag
    tags = [mark.tag for mark in marks[::2]]
    assert len(set(tags)) == len(tags)
    assert [mark.frame for mark in marks] == sorted(mark.frame for mark in marks)
    assert all(0 <= mark.frame <= frames for mark in marks)


@given(actions)
def test_without_a_cut_every_sentence_finishes(order: list[Put | Gap | Pull | Cut]) -> None:
    playback = Playback(RATE)
    put = [action for action in order if isinstance(action, Put)]
    for number, action in enumerate(put):
        playback.put(tone(action.seconds), number)
    playback.pull(BLOCK)
    pull_all(playback)
    finished = [mark.tag for mark in playback.marks() if mark.kind is MarkKind.FINISHED]
    assert finished == list(range(len(put)))


def test_the_puller_may_be_another_thread() -> None:
    playback = Playback(RATE)
    done = Event()
    pulled: list[Samples] = []

    def pull() -> None:
        while not done.is_set() or playback.busy:
            pulled.append(playback.pull(BLOCK))

    puller = Thread(target=pull)
    puller.start()
    for number in range(300):
        playback.put(tone(0.05), number)
        if number % 3 == 0:
            playback.cut()
    done.set()
    puller.join()
    check_pairs(playback.marks(), sum(map(len, pulled)))
    assert np.abs(np.diff(np.concatenate(pulled).astype(int))).max() <= LARGEST_STEP
