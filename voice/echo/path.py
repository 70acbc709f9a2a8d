"""The way Charley's voice takes from the speaker to the microphone, learnt while it is used."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voice.sound import BLOCK, Signal

TINY = 1e-8
"""Keeps a division by nothing from happening."""


@dataclass(frozen=True, slots=True)
class PathSettings:
    """How the path is learnt."""

    blocks: int = 32
    """Length of the path that is modelled, devices' delay and room together: 640 ms."""
    steadiness: float = 0.9995
    """How little the path changes from one block to the next, 0 to 1."""
    memory: float = 0.5
    """Share of the old in the running estimate of what is not echo, 0 to 1."""


class EchoPath:
    """A frequency-domain Kalman filter over blocks of 20 ms.

    It keeps its own uncertainty, so that it learns quickly at first and holds still while the person speaks
    over Charley.

    Sources: G. Enzner, P. Vary, Frequency-domain adaptive Kalman filter for acoustic echo control in
    hands-free telephones, Signal Processing 86, 2006; F. Kuech, E. Mabande, G. Enzner, State-space
    architecture of the partitioned-block-based acoustic echo controller, ICASSP 2014.
    """

    def __init__(self, settings: PathSettings) -> None:
        shape = settings.blocks, BLOCK + 1
        self._forgetting = settings.steadiness**2
        self._memory = settings.memory
        self._played = np.zeros(shape, np.complex128)  # spectra of what was played, the latest block first
        self._path = np.zeros(shape, np.complex128)
        self._doubt = np.ones(shape)  # variance of the path
        self._other = np.ones(BLOCK + 1)  # power of what is not echo
        self._before = np.zeros(BLOCK)

    def play(self, block: Signal) -> None:
        """Take note of what the speaker plays."""
        self._played = np.roll(self._played, 1, axis=0)
        self._played[0] = np.fft.rfft(np.concatenate([self._before, block]))
        self._before = block

    def echo(self) -> Signal:
        """What the microphone hears of it during the same block."""
        return np.fft.irfft((self._path * self._played).sum(axis=0))[BLOCK:]

    def learn(self, error: Signal) -> None:
        """Take note of how much more the microphone heard than the echo."""
        spectrum = np.fft.rfft(np.concatenate([np.zeros(BLOCK), error]))
        power = np.abs(self._played) ** 2
        self._other = self._memory * self._other + (1 - self._memory) * np.abs(spectrum) ** 2
        gain = self._doubt / ((self._doubt * power).sum(axis=0) / 2 + self._other + TINY)
        change = np.fft.irfft(gain * np.conj(self._played) * spectrum, axis=1)
        change[:, BLOCK:] = 0  # a path of one block for each spectrum: no wrapping round
        self._path += np.fft.rfft(change, axis=1)
        self._doubt *= self._forgetting * (1 - gain * power / 2)
        self._doubt += (1 - self._forgetting) * np.abs(self._path) ** 2

    def shift(self, samples: float) -> None:
        """Lengthen the path by so many samples, whole or not: sound is held back longer than before."""
        response = np.fft.irfft(self._path, axis=1)[:, :BLOCK].ravel()
        turns = np.arange(len(response) + 1) * samples / (2 * len(response))
        shifted = np.fft.irfft(np.fft.rfft(response, 2 * len(response)) * np.exp(-2j * np.pi * turns))
        self._path = np.fft.rfft(shifted[: len(response)].reshape(-1, BLOCK), 2 * BLOCK, axis=1)
        self._doubt = np.roll(self._doubt, round(samples / BLOCK), axis=0)
