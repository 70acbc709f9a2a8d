"""Microphone and speaker on sound cards that this machine does not have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar

import numpy as np
import pytest

from voice.devices.finder import Direction, find_device, list_devices
from voice.devices.microphone import Microphone
from voice.devices.speaker import TAIL, Speaker
from voice.errors import VoiceError
from voice.sound import BLOCK, RATE, Sound


class RefusalError(Exception):
    """PortAudio's error, such as "Invalid sample rate [PaErrorCode -9997]"."""


class Done(Exception):  # noqa: N818 - as sounddevice names it: no error
    """PortAudio's way to end a stream from its callback."""


@dataclass
class Stream:
    """A stream whose sound is moved by the test."""

    samplerate: int
    channels: int
    callback: Callable[..., None]
    device: int
    dtype: str
    latency: float
    blocksize: int = 0
    active: bool = False
    starts: int = 0

    def start(self) -> None:
        self.active = True
        self.starts += 1

    def stop(self) -> None:
        self.active = False

    abort = stop
    close = stop


@dataclass
class Card:
    """sounddevice on a machine with some devices, which take some pairs of rate and channels."""

    CallbackStop: ClassVar = Done
    PortAudioError: ClassVar = RefusalError

    names: tuple[str | bytes, ...] = ("Old card",)
    """As bytes where they are no UTF-8."""
    rate: float = 48_000.0
    channels: int = 2
    takes: tuple[tuple[int, int], ...] = ()
    streams: list[Stream] = field(default_factory=list)
    default: Any = None

    def query_devices(self, number: int) -> dict[str, Any]:
        if number >= len(self.names):
            raise RefusalError(f"Error querying device {number}")
        name = self.names[number]
        ways = dict.fromkeys(("max_input_channels", "max_output_channels"), self.channels)
        text = name.decode() if isinstance(name, bytes) else name
        return {"index": number, "name": text, "default_samplerate": self.rate, **ways}

    def RawInputStream(self, **settings: Any) -> Stream:  # noqa: N802 - sounddevice's name
        stream = Stream(**settings)
        if (stream.samplerate, stream.channels) not in self.takes:
            raise RefusalError("Invalid sample rate [PaErrorCode -9997]")
        self.streams.append(stream)
        return stream

    RawOutputStream = RawInputStream


@dataclass
class Defaults:
    """sounddevice.default: a device's number, or -1, for each direction."""

    device: dict[str, int]


def card(**changes: Any) -> Card:
    return Card(default=Defaults({"input": -1, "output": -1}), **changes)


@pytest.mark.parametrize(
    "takes", [(16_000, 1), (48_000, 1), (48_000, 2), (44_100, 2), (8_000, 1), (22_050, 2)]
)
def test_whatever_the_card_takes_the_blocks_are_the_same(takes: tuple[int, int]) -> None:
    rate, channels = takes
    audio = card(rate=float(rate), channels=channels, takes=(takes,))
    with Microphone(audio=audio) as microphone:
        stream = audio.streams[0]
        tone = 8_000 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
        heard = np.repeat(tone.astype(np.int16), channels).reshape(-1, stream.blocksize, channels)
        for chunk in heard:
            stream.callback(chunk.tobytes(), len(chunk), None, None)
        blocks = list(islice(microphone.blocks(), 45))
    assert {(len(block), block.dtype.name) for block in blocks} == {(BLOCK, "int16")}
    samples = np.concatenate(blocks)
    assert np.abs(np.fft.rfft(samples)).argmax() * RATE / len(samples) == pytest.approx(440, abs=2)
    assert np.abs(samples).max() == pytest.approx(8_000, rel=0.1)


def test_a_stereo_microphone_with_one_dead_side_is_still_heard() -> None:
    audio = card(takes=((48_000, 2),))
    with Microphone(audio=audio) as microphone:
        stream = audio.streams[0]
        for _ in range(5):
            chunk = np.tile(np.array([8_000, 0] * 24 + [-8_000, 0] * 24, np.int16), stream.blocksize // 48)
            stream.callback(chunk.tobytes(), stream.blocksize, None, None)
        *_, block = islice(microphone.blocks(), 3)
    assert np.median(np.abs(block)) == pytest.approx(4_000, rel=0.1)


def test_a_card_that_takes_nothing_is_refused_with_its_name() -> None:
    with pytest.raises(VoiceError, match=r"microphone 'Old card' cannot be opened: close what else .*-9997"):
        Microphone(audio=card())
    with pytest.raises(VoiceError, match=r"speaker 'Old card' cannot be used: .*-9997"):
        Speaker(audio=card())


def test_overflows_are_counted_and_change_nothing() -> None:
    audio = card(takes=((RATE, 1),))
    with Microphone(audio=audio) as microphone:
        for number in range(3):
            block = np.tile(np.array([number, -number], np.int16), BLOCK // 2)
            audio.streams[0].callback(block.tobytes(), BLOCK, None, "overflow")
        assert [block[0] for block in islice(microphone.blocks(), 3)] == [0, 1, 2]
        assert (microphone.overflows, microphone.dropped) == (3, 0)


@pytest.mark.parametrize(
    ("names", "default", "chosen"),
    [
        (("HDMI", "default", "pulse", "pipewire"), 0, "pipewire"),
        (("HDMI", "default", "pulse"), 0, "pulse"),
        (("HDMI", "USB card"), 1, "USB card"),
        (("HDMI", "USB card"), -1, "HDMI"),
    ],
)
def test_the_sound_server_is_preferred_to_a_bare_card(
    names: tuple[str, ...], default: int, chosen: str
) -> None:
    audio = Card(names=names, default=Defaults({"input": default, "output": default}))
    assert [find_device("", way, audio).name for way in Direction] == [chosen, chosen]


def test_a_whole_name_is_preferred_to_a_part_of_one() -> None:
    audio = card(names=("USB card (rear)", "usb card"))
    assert find_device("USB Card", Direction.INPUT, audio).name == "usb card"
    assert find_device("rear", Direction.INPUT, audio).name == "USB card (rear)"


def play(stream: Stream, seconds: float) -> np.ndarray[Any, Any]:
    """What a stream plays until it ends or the time is over."""
    frames = stream.samplerate // 50
    played = []
    for _ in range(round(seconds * 50)):
        out = np.full((frames, stream.channels), 99, np.int16)
        try:
            stream.callback(out, frames, None, None)
        except Done:
            stream.active = False
        played.append(out)
        if not stream.active:
            break
    return np.concatenate(played)


def test_a_speaker_rests_when_all_is_said_and_starts_again() -> None:
    audio = card(takes=((48_000, 2),))
    with Speaker(audio=audio) as speaker:
        stream = audio.streams[0]
        play(stream, 10)
        for starts in (2, 3):
            speaker.playback.put(Sound(np.full(16_000, 5_000, np.int16), 16_000), "hello")
            speaker.start()
            speaker.start()
            assert stream.starts == starts
            played = play(stream, 10)
            assert not stream.active
            assert np.array_equal(played[:, 0], played[:, 1])
            assert played.max() == pytest.approx(5_000, rel=0.1)
            assert len(played) / 48_000 == pytest.approx(1 + TAIL, abs=0.05)
            assert not played[-round(TAIL * 48_000 * 0.9) :].any()


def test_a_sentence_put_while_the_speaker_comes_to_rest_is_not_lost() -> None:
    audio = card(takes=((48_000, 2),))
    with Speaker(audio=audio) as speaker:
        stream = audio.streams[0]
        speaker.start()
        play(stream, 10)
        stream.active = True  # PortAudio is still on its way to the end
        speaker.playback.put(Sound(np.full(16_000, 5_000, np.int16), 16_000), "late")
        speaker.start()
        assert play(stream, 10).max() == pytest.approx(5_000, rel=0.1)


def test_abort_ends_the_stream_and_leaves_nothing_to_say() -> None:
    audio = card(takes=((48_000, 2),))
    with Speaker(audio=audio) as speaker:
        stream = audio.streams[0]
        for tag in ("old", "waiting"):
            speaker.playback.put(Sound(np.full(16_000, 5_000, np.int16), 16_000), tag)
        speaker.start()
        play(stream, 0.1)
        speaker.abort()
        assert not stream.active
        assert not speaker.playback.busy
        assert [(mark.tag, mark.kind) for mark in speaker.playback.marks()] == [
            ("old", "started"),
            ("old", "cut"),
        ]


def test_a_device_whose_name_is_no_text_keeps_no_other_from_being_found() -> None:
    audio = card(names=("Old card", "Mikrofon für".encode("latin-1"), "USB"))
    for direction in Direction:
        assert [device.name for device in list_devices(direction, audio)] == ["Old card", "USB"]
        assert find_device("usb", direction, audio).index == 2
    with pytest.raises(VoiceError, match="No microphone was found"):
        find_device("", Direction.INPUT, card(names=(b"\xff",)))
