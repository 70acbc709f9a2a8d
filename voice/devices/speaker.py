"""The speaker: a playback put on a sound device."""

from __future__ import annotations

import time
from threading import Event
from types import TracebackType
from typing import Any, Self

import numpy as np

from voice.clock import elapsed
from voice.devices.finder import Direction, find_device, portaudio
from voice.echo.reference import Reference
from voice.errors import VoiceError
from voice.hush import hushed
from voice.speaking.playback import FADE_OUT, Playback

LATENCY = 0.1
"""Seconds of sound given to the device ahead of time."""

TAIL = 0.5
"""Seconds of zeros after the last sentence, so that PortAudio, ending a stream, has only those to lose."""

PATIENCE = 2.0
"""Seconds in which a device that has something to play and takes none of it is taken not to work."""

GLANCE = 0.05
"""Seconds from one look at what has been played to the next."""


class Speaker:
    """A sound device that runs while there is something to play.

    It is started for each reply, not kept running: a start was measured to be heard after 2 to 6 ms
    (PulseAudio, null sink), where a running stream needs as long as the sound it holds, 120 ms, and
    2 to 8 % of a core all night for its zeros.
    """

    def __init__(self, device: str = "", *, audio: Any = None) -> None:
        """Open the device whose name contains the given text. Raises VoiceError where that is not possible.

        `audio` is the sounddevice module, loaded where it is not given.
        """
        self._audio = audio or portaudio()
        found = find_device(device, Direction.OUTPUT, self._audio)
        self.playback = Playback(found.rate)
        self.reference = Reference(found.rate)
        """What is played, for the echo canceller."""
        self.taken = 0
        """Frames the device has taken: where something waits and this stands still, the device is gone."""
        self.name = found.name
        """What the device is called."""
        self._finished = Event()
        self._tail = 0  # frames of zeros played since the last sentence; PortAudio's thread alone
        try:
            with hushed():
                self._stream = self._audio.RawOutputStream(
                    device=found.index,
                    samplerate=found.rate,
                    channels=found.channels,
                    dtype="int16",
                    latency=LATENCY,
                    callback=self._fill,
                )
        except self._audio.PortAudioError as error:
            raise self._trouble(error) from error

    def start(self) -> None:
        """Play what was put; nothing where it plays already. Raises VoiceError where the device is gone."""
        if self._stream.active and not self._finished.is_set():
            return
        try:
            with hushed():
                self._stream.stop()  # of zeros, and PortAudio wants it said
                self._finished.clear()
                self._stream.start()
        except self._audio.PortAudioError as error:
            raise self._trouble(error) from error

    def finish(self) -> None:
        """Wait until what was put has been heard. Raises VoiceError where the device takes no sound."""
        taken, since = self.taken, elapsed()
        while self.playback.busy or not self._finished.is_set():
            time.sleep(GLANCE)
            if self.taken != taken:
                taken, since = self.taken, elapsed()
            elif elapsed() - since > PATIENCE:
                raise VoiceError(
                    f"The speaker '{self.name}' takes no sound: check that it is on, "
                    "or choose another with --speaker."
                )

    def abort(self) -> None:
        """Silence at once: what sounds, what waits, and what the device holds is dropped."""
        self.playback.cut()
        with hushed():
            self._stream.abort()
        self.reference.cut()
        while self.playback.busy:  # PortAudio's thread has left, so this one may pull
            self.playback.pull(round(FADE_OUT * self.playback.rate))

    def __enter__(self) -> Self:
        self.start()  # for a tail: a stream opened and never ended keeps the sound card awake all night
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.abort()
        with hushed():
            self._stream.close()

    def _fill(self, out: Any, frames: int, moment: Any, status: Any) -> None:
        """Called on PortAudio's thread, with a buffer for `frames` int16 samples of each channel."""
        pulled = self.playback.pull(frames)
        self.reference.put(pulled)
        self.taken += frames
        np.frombuffer(out, np.int16).reshape(frames, -1)[:] = pulled[:, np.newaxis]
        self._tail = 0 if self.playback.busy else self._tail + frames
        if self._tail < TAIL * self.playback.rate:
            return
        self._finished.set()
        # A sentence put until now is seen here; one put later is followed by a start that sees the event.
        if self.playback.busy:
            self._finished.clear()
            return
        self._tail = 0
        raise self._audio.CallbackStop

    def _trouble(self, error: Exception) -> VoiceError:
        return VoiceError(f"The speaker '{self.name}' cannot be used: check that it is on ({error}).")
