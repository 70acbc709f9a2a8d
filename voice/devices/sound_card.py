"""The sound card: microphone and speaker as one, opened again whenever one of them is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from voice.clock import elapsed
from voice.devices.finder import list_anew, portaudio
from voice.devices.microphone import PATIENCE, Microphone
from voice.devices.speaker import Speaker
from voice.echo.reference import Reference
from voice.errors import VoiceError
from voice.sound import BLOCKS_PER_SECOND, Samples
from voice.speaking.playback import Playback

RETRY = 0.5
"""Seconds from one try to open the devices to the next."""

SOON = 30.0
"""Seconds after which a device that has not come back is taken to stay away for longer."""

RETRY_LATER = 5.0
"""Seconds from one try to the next from then on: each costs some computing and some of PortAudio's memory."""


class SoundCard:
    """Both devices, from `with` to the end of it: an output that also hears.

    PortAudio lists the devices once, and lists them anew only when no stream is open. So the loss of one
    device closes both.
    """

    def __init__(
        self,
        microphone: str = "",
        speaker: str = "",
        *,
        audio: Any = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Open the devices whose names contain the given texts. Raises VoiceError where that is not possible.

        `audio` is the sounddevice module, loaded where it is not given; `sleep` lets so many seconds pass.
        """
        self._sleep = sleep
        self._wanted = microphone, speaker
        self._audio = audio or portaudio()
        self._devices = ExitStack()
        self._refused = False  # whether the speaker did not start
        self._last_block = elapsed()
        self._dropped = self._overflows = 0  # of the microphones that were lost
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._devices.close()

    @property
    def names(self) -> tuple[str, str]:
        """What the microphone and the speaker are called; others perhaps after each recovery."""
        return self._microphone.name, self._speaker.name

    @property
    def playback(self) -> Playback:
        """What the speaker plays; another one after each recovery."""
        return self._speaker.playback

    @property
    def reference(self) -> Reference:
        """What the speaker played; another one after each recovery."""
        return self._speaker.reference

    @property
    def dropped(self) -> int:
        """Portions of sound, of 20 ms each, thrown away because the loop was late."""
        return self._dropped + self._microphone.dropped

    @property
    def overflows(self) -> int:
        """How often the system said that sound was lost before it came here: a hint, macOS always says so."""
        return self._overflows + self._microphone.overflows

    def start(self) -> None:
        """Have what was put in the playback be played; nothing where it is already.

        PortAudio never comes back from starting a stream whose sound server has died (19.6, ALSA).
        The microphone tells that first.
        """
        if self._refused:
            return
        try:
            self._refused = not self._microphone.works()
            if not self._refused:
                self._speaker.start()
        except VoiceError:
            self._refused = True

    def abort(self) -> None:
        """Silence at once: what sounds, what waits, and what the device holds is dropped."""
        self._speaker.abort()

    def blocks(self) -> Iterator[Samples]:
        """Blocks of exactly `BLOCK` samples at `RATE`, until microphone or speaker is lost."""
        stuck, taken = 0, self._speaker.taken
        try:
            for block in self._heard:
                self._last_block = elapsed()
                stuck = stuck + 1 if self.playback.busy and self._speaker.taken == taken else 0
                taken = self._speaker.taken
                if self._refused or stuck > PATIENCE * BLOCKS_PER_SECOND:
                    return
                yield block
        except VoiceError:
            return  # no more of them

    def recover(self) -> float:
        """Wait until both devices work again; the seconds for which they did not."""
        self._dropped, self._overflows = self.dropped, self.overflows
        self._microphone.dropped = self._microphone.overflows = 0  # they have been counted
        waited = 0.0
        while not self._is_back():
            pause = RETRY if waited < SOON else RETRY_LATER
            self._sleep(pause)
            waited += pause
        return elapsed() - self._last_block

    def _is_back(self) -> bool:
        """Open both devices anew; whether they work."""
        self._devices.close()
        try:
            list_anew(self._audio)
            self._open()
            next(self._heard)  # a device may be there and give nothing
        except VoiceError:
            return False
        return True

    def _open(self) -> None:
        microphone, speaker = self._wanted
        with ExitStack() as devices:
            self._speaker = devices.enter_context(Speaker(speaker, audio=self._audio))
            self._microphone = devices.enter_context(Microphone(microphone, audio=self._audio))
            self._heard = self._microphone.blocks()
            self._devices = devices.pop_all()
        self._refused = False
