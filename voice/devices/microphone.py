"""The microphone: Charley's clock, a block of sound every 20 ms."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from types import TracebackType
from typing import Any, Self

import numpy as np
import soxr

from voice.clock import elapsed
from voice.devices.finder import Device, Direction, find_device, portaudio
from voice.errors import VoiceError
from voice.hush import hushed
from voice.sound import BLOCK, BLOCK_SECONDS, BLOCKS_PER_SECOND, FULL_SCALE, RATE, Samples

LATENCY = 0.1
"""Seconds of sound the device may hold before it gives it to us."""

PATIENCE = 2.0
"""Seconds without a block after which the microphone is taken to be gone, or the machine to have slept."""

FRESH = 0.1
"""Seconds since the device last gave sound, within which it works for certain (PulseAudio: at most 0.05)."""

QUEUE_SECONDS = 10.0
"""Seconds of sound kept for a loop that is late; what comes then is dropped."""

CORNER = 100.0
"""Hertz under which there is more hum than voice; there each pole of the filter takes out half the energy."""

POLES = 2
"""Of the filter: 50 Hz come out 14 dB softer, 100 Hz 6 dB, 200 Hz 2 dB."""


class Microphone:
    """A sound device that is listened to, from `with` to the end of it."""

    def __init__(
        self,
        device: str = "",
        *,
        patience: float = PATIENCE,
        queue_seconds: float = QUEUE_SECONDS,
        audio: Any = None,
    ) -> None:
        """Open the device whose name contains the given text. Raises VoiceError where that is not possible.

        `audio` is the sounddevice module, loaded where it is not given.
        """
        self.dropped = 0
        """Callbacks, of 20 ms each, whose sound was thrown away because the loop was late."""
        self.overflows = 0
        """Callbacks that PortAudio flagged as too late: a hint, macOS flags nearly all."""
        self._gave = -math.inf  # when the device last gave sound
        self._away = False  # whether it then gave none for longer than our patience
        self._queue: Queue[bytes] = Queue(round(queue_seconds * BLOCKS_PER_SECOND))
        self._patience = patience
        self._audio = audio or portaudio()
        self._device = find_device(device, Direction.INPUT, self._audio)
        self._stream, self._rate, self._channels = self._open(self._device)

    def __enter__(self) -> Self:
        try:
            with hushed():
                self._stream.start()
        except self._audio.PortAudioError as error:
            raise self._refused(str(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with hushed():
            self._stream.abort()
            self._stream.close()

    def blocks(self) -> Iterator[Samples]:
        """Blocks of exactly `BLOCK` samples at `RATE`, without end.

        Raises VoiceError where none comes any more, or the next one came too late: what was heard meanwhile
        is lost, or old.
        """
        resampler = soxr.ResampleStream(self._rate, RATE, 1, dtype="int16")
        pending = np.zeros(0, np.int16)
        without_hum = _HighPass()
        while True:
            heard = _mono(self._next(), self._channels)
            if self._rate != RATE:
                heard = np.asarray(resampler.resample_chunk(heard), np.int16)
            pending = np.concatenate([pending, heard])
            while len(pending) >= BLOCK:
                yield without_hum(pending[:BLOCK])
                pending = pending[BLOCK:]

    @property
    def name(self) -> str:
        """What the device is called."""
        return self._device.name

    def works(self) -> bool:
        """Whether the device gives sound at this moment; waits for it as long as its patience lasts."""
        deadline = elapsed() + self._patience
        while (now := elapsed()) - self._gave > FRESH:
            if now > deadline:
                return False
            time.sleep(FRESH / 10)
        return True

    def _next(self) -> bytes:
        with suppress(Empty):
            heard = self._queue.get(timeout=self._patience)
            if not self._away:
                return heard
        raise VoiceError(
            f"The microphone '{self._device.name}' gives no more sound: "
            "see that it is plugged in, and start Charley again."
        )

    def _open(self, device: Device) -> tuple[Any, int, int]:
        """The stream, its rate in hertz and its channels: what Charley wants, else what the device has."""
        refusal = ""
        for rate, channels in ((RATE, 1), (device.rate, 1), (device.rate, device.channels)):
            try:
                with hushed():
                    stream = self._audio.RawInputStream(
                        device=device.index,
                        samplerate=rate,
                        channels=channels,
                        dtype="int16",
                        blocksize=round(rate * BLOCK_SECONDS),
                        latency=LATENCY,
                        callback=self._take,
                    )
            except self._audio.PortAudioError as error:
                refusal = str(error)
            else:
                return stream, rate, channels
        raise self._refused(refusal)

    def _refused(self, reason: str) -> VoiceError:
        return VoiceError(
            f"The microphone '{self._device.name}' cannot be opened: close what else uses it ({reason})."
        )

    def _take(self, heard: Any, frames: int, moment: Any, status: Any) -> None:
        """Called on PortAudio's thread with a buffer of int16 samples: it only copies."""
        now = elapsed()
        self._away |= self._patience < now - self._gave < math.inf
        self._gave = now
        if status:
            self.overflows += 1
        try:
            self._queue.put_nowait(bytes(heard))
        except Full:
            self.dropped += 1


class _HighPass:
    """Takes out mains hum and the constant offset of cheap sound cards, which no echo explains."""

    def __init__(self) -> None:
        self._slow: list[float | None] = [None] * POLES  # the running mean that each pole takes off
        keep = math.exp(-2 * math.pi * CORNER / RATE)
        self._fading = keep ** np.arange(1, BLOCK + 1)
        self._weights = (1 - keep) / self._fading
        self._gain = (1 + keep) / (2 * keep)  # what is far over the corner stays as loud as it was

    def __call__(self, block: Samples) -> Samples:
        """The block, around zero."""
        wave = block.astype(np.float64)
        for pole, before in enumerate(self._slow):
            start = wave.mean() if before is None else before
            slow = self._fading * (start + np.cumsum(self._weights * wave))
            self._slow[pole] = slow[-1]
            wave = self._gain * (wave - slow)
        return np.asarray(np.clip(np.rint(wave), -FULL_SCALE, FULL_SCALE), np.int16)


def _mono(heard: bytes, channels: int) -> Samples:
    samples = np.frombuffer(heard, np.int16).reshape(-1, channels)
    return samples[:, 0] if channels == 1 else samples.mean(axis=1).astype(np.int16)
