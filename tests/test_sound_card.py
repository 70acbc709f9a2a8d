"""Microphone and speaker on a PortAudio that does what no sound server here can be made to do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.fakes import QUIET
from voice.devices.losses import losses, telling_losses
from voice.devices.microphone import Microphone
from voice.devices.sound_card import SoundCard
from voice.errors import VoiceError
from voice.sound import BLOCK, RATE, Samples


class RefusalError(Exception):
    """PortAudio's error."""


@dataclass
class PortAudio:
    """One device that hears a tone of 1 kHz and speaks, as far as it is asked for what it can do."""

    rate: int = RATE
    channels: int = 1
    offset: int = 0
    """What its microphone adds to every sample."""
    mains: int = 0
    """Hertz at which it hums as loud as the tone."""
    busy: int = 0
    """How many streams are still refused."""
    opened: list[str] = field(default_factory=list)
    take: Callable[..., None] = print
    """What the microphone gives its sound to."""
    PortAudioError = RefusalError
    default = SimpleNamespace(device={"input": 0, "output": 0})

    def query_devices(self, number: int) -> dict[str, object]:
        if number:
            raise RefusalError(f"Error querying device {number}")
        channels = {"max_input_channels": self.channels, "max_output_channels": self.channels}
        return {"index": 0, "name": "card", "default_samplerate": float(self.rate), **channels}

    def RawInputStream(self, **asked: Any) -> SimpleNamespace:  # noqa: N802 - sounddevice's name
        self._refuse(asked)
        self.take = asked["callback"]
        return self._stream("microphone", self._hear)

    def RawOutputStream(self, **asked: Any) -> SimpleNamespace:  # noqa: N802 - sounddevice's name
        self._refuse(asked)
        return self._stream("speaker", lambda: None)

    def _terminate(self) -> None:
        self.opened.clear()

    def _initialize(self) -> None: ...

    def _refuse(self, asked: dict[str, Any]) -> None:
        if self.busy:
            self.busy -= 1
            raise RefusalError("Device unavailable")
        if (asked["samplerate"], asked["channels"]) != (self.rate, self.channels):
            raise RefusalError("Invalid sample rate")

    def _stream(self, name: str, start: Callable[[], None]) -> SimpleNamespace:
        self.opened.append(name)
        nothing = dict.fromkeys(("stop", "abort", "close"), lambda: None)
        return SimpleNamespace(start=start, active=False, **nothing)

    def _hear(self) -> None:
        """Half a second, as PortAudio gives it: one portion after another, the channels interleaved."""
        turn = 2 * np.pi * np.arange(self.rate // 2) / self.rate
        tone = 8_000 * (np.sin(1000 * turn) + np.sin(self.mains * turn))
        for portion in np.array_split((tone + self.offset).astype(np.int16), 25):
            self.take(np.repeat(portion, self.channels).tobytes(), len(portion), None, None)


@pytest.mark.parametrize(
    ("rate", "channels"), [(16_000, 1), (48_000, 1), (44_100, 2), (48_000, 2), (8_000, 2)]
)
def test_a_microphone_that_knows_one_rate_and_so_many_channels_is_heard_right(
    rate: int, channels: int
) -> None:
    with Microphone(audio=PortAudio(rate, channels)) as microphone:
        sound = np.concatenate(list(islice(microphone.blocks(), 20)))
    assert sound.shape == (20 * BLOCK,)
    assert sound.dtype == np.int16
    assert np.abs(np.fft.rfft(sound)).argmax() * RATE / len(sound) == pytest.approx(1000, abs=5)
    assert np.abs(sound[BLOCK:]).max() == pytest.approx(8_000, rel=0.05)


@pytest.mark.parametrize("offset", [-1_200, 300, 20_000])
def test_the_offset_of_a_cheap_sound_card_is_taken_out(offset: int) -> None:
    with Microphone(audio=PortAudio(offset=offset)) as microphone:
        sound = np.concatenate(list(islice(microphone.blocks(), 20)))[BLOCK:]
    assert abs(sound.mean()) < 1
    assert np.abs(sound).max() == pytest.approx(8_000, rel=0.05)


@pytest.mark.parametrize("mains", [50, 60])
def test_the_hum_of_the_mains_is_taken_out_and_a_voice_is_left(mains: int) -> None:
    with Microphone(audio=PortAudio(mains=mains)) as microphone:
        sound = np.concatenate(list(islice(microphone.blocks(), 20)))
    pitches = np.abs(np.fft.rfft(sound[-15 * BLOCK :])) / (15 * BLOCK / 2)
    hum, tone = (pitches[round(pitch * 15 * BLOCK / RATE)] for pitch in (mains, 1000))
    assert hum < 8_000 / 3.5
    assert tone == pytest.approx(8_000, rel=0.05)


def test_a_busy_device_is_named_at_the_start() -> None:
    with pytest.raises(VoiceError, match="The microphone 'card' cannot be opened: close what else uses it"):
        Microphone(audio=PortAudio(busy=3))


def test_a_device_that_is_busy_when_it_comes_back_is_waited_for() -> None:
    audio = PortAudio()
    with SoundCard(audio=audio) as card:
        next(card.blocks())
        audio.busy = 2  # somebody else is quicker
        assert card.recover() > 0
        assert next(card.blocks()).shape == (BLOCK,)
    assert audio.busy == 0
    assert audio.opened == ["speaker", "microphone"]


def test_a_device_that_stays_away_is_looked_for_less_often() -> None:
    audio, slept = PortAudio(), list[float]()
    with SoundCard(audio=audio, sleep=slept.append) as card:
        audio.busy = 70
        card.recover()
        audio.busy = 1
        card.recover()
    assert slept == [0.5] * 60 + [5.0] * 10 + [0.5]


def test_sound_lost_before_a_device_went_away_is_counted_once() -> None:
    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    audio = PortAudio()
    with SoundCard(audio=audio, sleep=interrupt) as card:
        for _ in range(600):  # the loop is late
            audio.take(QUIET.tobytes(), BLOCK, None, None)
        lost = losses(card)
        assert lost
        audio.busy = 1
        with pytest.raises(KeyboardInterrupt):
            card.recover()
        assert losses(card) == lost


def test_sound_that_comes_too_late_is_not_taken_for_what_is_heard_now() -> None:
    audio = PortAudio()
    with Microphone(audio=audio, patience=0.05) as microphone:
        time.sleep(0.1)  # the machine sleeps
        audio.take(QUIET.tobytes(), BLOCK, None, None)
        with pytest.raises(VoiceError, match="gives no more sound"):
            next(microphone.blocks())


@dataclass
class LossyCard:
    """A card that loses so many portions before each of its blocks."""

    lost: list[int]
    dropped: int = 0
    overflows: int = 0

    def blocks(self) -> Iterator[Samples]:
        for lost in self.lost:
            self.dropped += lost
            yield QUIET


def test_each_stretch_of_lost_sound_is_told_once() -> None:
    told: list[str] = []
    blocks = list(telling_losses(LossyCard([0, 30, 20, 0, 0, 5, 0, 0]), told.append))
    assert len(blocks) == 8
    assert [sentence.split(" of ")[0] for sentence in told] == ["1.00 seconds", "0.10 seconds"]


def test_all_that_was_lost_is_told_at_the_end_and_nothing_else() -> None:
    assert losses(LossyCard([])) == ""
    assert losses(LossyCard([], dropped=50)) == (
        "Sound was lost: 1.00 seconds because this machine was too busy."
    )
    assert losses(LossyCard([], dropped=5, overflows=7)) == (
        "Sound was lost: 0.10 seconds because this machine was too busy "
        "and some before it came to Charley, 7 times."
    )
