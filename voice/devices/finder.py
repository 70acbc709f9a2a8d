"""Finding the microphone and the speaker by name: PortAudio's numbers change with every plug."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Any

from voice.errors import VoiceError
from voice.hush import hushed

SOUND_SERVERS = ("pipewire", "pulse", "default")
"""Devices preferred on Linux, best first: the sound server shares and converts, a bare card does neither."""

MOST_CHANNELS = 2


class Direction(StrEnum):
    """Which way sound goes through a device; the value is PortAudio's word."""

    INPUT = "input"
    OUTPUT = "output"

    @property
    def noun(self) -> str:
        """What a person calls such a device."""
        return "microphone" if self is Direction.INPUT else "speaker"


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone or a speaker, as it is while PortAudio is loaded."""

    index: int
    """PortAudio's number."""
    name: str
    rate: int
    """Hertz the device takes without complaint."""
    channels: int
    """How many of its channels to open: 1 or 2."""


def portaudio() -> Any:
    """The sounddevice module. Loaded late: a recording is replayed on a machine without PortAudio.

    Raises VoiceError where PortAudio is missing.
    """
    try:
        with hushed():
            import sounddevice  # noqa: PLC0415 - see above
    except OSError as error:
        raise VoiceError(
            "Charley needs PortAudio for microphone and speaker: run `sudo apt install libportaudio2`."
        ) from error
    return sounddevice


def find_device(wanted: str, direction: Direction, audio: Any) -> Device:
    """The device whose name is or contains what is wanted, in any case; the best one where that is "".

    `audio` is the sounddevice module. Raises VoiceError where there is no such device.
    """
    devices = list_devices(direction, audio)
    if not devices:
        raise VoiceError(
            f"No {direction.noun} was found: plug one in, and check that the sound server is running."
        )
    if not wanted:
        return _preferred(devices, audio.default.device[direction])
    by_name = [d for d in devices if d.name.casefold() == wanted.casefold()]
    by_part = [d for d in devices if wanted.casefold() in d.name.casefold()]
    if not by_part:
        names = "; ".join(dict.fromkeys(d.name for d in devices))
        raise VoiceError(f"No {direction.noun} is called '{wanted}': choose one of {names}.")
    return (by_name or by_part)[0]


def list_devices(direction: Direction, audio: Any) -> list[Device]:
    """All devices for one direction that can be opened, in PortAudio's order."""
    return [
        Device(
            index=entry["index"],
            name=entry["name"],
            rate=int(entry["default_samplerate"]),
            channels=min(MOST_CHANNELS, entry[f"max_{direction}_channels"]),
        )
        for entry in _entries(audio)
        if entry[f"max_{direction}_channels"]
    ]


def list_anew(audio: Any) -> None:
    """Have PortAudio look for devices once more, which it else does only when it is loaded; ends all streams.

    Raises VoiceError where there is no sound system any more.
    """
    try:
        with hushed():
            with suppress(audio.PortAudioError):  # not loaded, where the last try failed
                audio._terminate()  # sounddevice has no public name for it
            audio._initialize()
    except audio.PortAudioError as error:
        raise VoiceError(f"PortAudio finds no sound system: see that one is running ({error}).") from error


def _entries(audio: Any) -> Iterator[dict[str, Any]]:
    """What PortAudio tells of each device; sounddevice opens none whose name is no text."""
    for index in count():
        with suppress(UnicodeDecodeError):
            try:
                yield audio.query_devices(index)
            except audio.PortAudioError:  # there are no more
                return


def _preferred(devices: list[Device], default: int) -> Device:
    if sys.platform == "linux":
        for name in SOUND_SERVERS:
            for device in devices:
                if device.name == name:
                    return device
    return next((device for device in devices if device.index == default), devices[0])
