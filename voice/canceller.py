"""The echo canceller: takes Charley's own voice out of what the microphone hears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voice.reference import Reference
from voice.sound import BLOCK, Samples

FULL_SCALE = float(np.iinfo(np.int16).max)

SILENT = 1e-6
"""Energy of what was played, of full scale squared, under which there is no echo to learn from."""

QUIETENED = 0.03
"""Linear gain of what is left where nobody but Charley speaks."""

TINY = 1e-8
"""Keeps a division by nothing from happening."""


@dataclass(frozen=True, slots=True)
class CancellerSettings:
    """How the path from speaker to microphone is learnt."""

    blocks: int = 20
    """Length of the path that is modelled, devices' delay and room together: 400 ms."""
    steadiness: float = 0.9995
    """How little the path changes from one block to the next, 0 to 1."""
    memory: float = 0.5
    """Share of the old in the running estimate of what is not echo, 0 to 1."""
    residue: float = 0.15
    """Energy of what is left, as a share of the echo's, under which it is only what could not be modelled."""


class EchoCanceller:
    """A frequency-domain Kalman filter over blocks of 20 ms.

    It estimates the path with its own uncertainty, so that it learns quickly at first and holds still while
    the person speaks over Charley. Blocks in which hardly more than the echo was heard are quietened, so that
    what could not be modelled is not taken for a command.

    Sources: G. Enzner, P. Vary, Frequency-domain adaptive Kalman filter for acoustic echo control in
    hands-free telephones, Signal Processing 86, 2006; F. Kuech, E. Mabande, G. Enzner, State-space
    architecture of the partitioned-block-based acoustic echo controller, ICASSP 2014.
    """

    def __init__(self, settings: CancellerSettings) -> None:
        shape = settings.blocks, BLOCK + 1
        self._forgetting = settings.steadiness**2
        self._memory = settings.memory
        self._residue = settings.residue
        self._spectra = np.zeros(shape, np.complex128)  # of what was played, the latest block first
        self._path = np.zeros(shape, np.complex128)
        self._doubt = np.ones(shape)  # variance of the path
        self._other = np.ones(BLOCK + 1)  # power of what is not echo
        self._before = np.zeros(BLOCK)

    def clean(self, heard: Samples, played: Samples) -> Samples:
        """A block of the microphone without the echo of what was played; both of shape (BLOCK,)."""
        self._remember(played / FULL_SCALE)
        power = np.abs(self._spectra) ** 2
        if power.sum() < SILENT:
            return heard
        near = heard / FULL_SCALE
        self._learn(_spectrum(near - self._echo()), power)
        echo = self._echo()
        cleaned = near - echo
        if np.sum(cleaned**2) < self._residue * np.sum(echo**2):
            cleaned *= QUIETENED
        cleaned *= FULL_SCALE
        return np.clip(cleaned, -FULL_SCALE, FULL_SCALE).astype(np.int16)

    def _remember(self, played: NDArray[np.float64]) -> None:
        self._spectra = np.roll(self._spectra, 1, axis=0)
        self._spectra[0] = np.fft.rfft(np.concatenate([self._before, played]))
        self._before = played

    def _echo(self) -> NDArray[np.float64]:
        return np.fft.irfft((self._path * self._spectra).sum(axis=0))[BLOCK:]

    def _learn(self, error: NDArray[np.complex128], power: NDArray[np.float64]) -> None:
        self._other = self._memory * self._other + (1 - self._memory) * np.abs(error) ** 2
        gain = self._doubt / ((self._doubt * power).sum(axis=0) / 2 + self._other + TINY)
        change = np.fft.irfft(gain * np.conj(self._spectra) * error, axis=1)
        change[:, BLOCK:] = 0  # a path of one block for each spectrum: no wrapping round
        self._path += np.fft.rfft(change, axis=1)
        self._doubt *= self._forgetting * (1 - gain * power / 2)
        self._doubt += (1 - self._forgetting) * np.abs(self._path) ** 2


CANCELLER = CancellerSettings()


def without_echo(heard: Iterable[Samples], reference: Reference) -> Iterator[Samples]:
    """Blocks of the microphone, each without the echo of what was played meanwhile."""
    canceller = EchoCanceller(CANCELLER)
    for block in heard:
        yield canceller.clean(block, reference.block())


def _spectrum(error: NDArray[np.float64]) -> NDArray[np.complex128]:
    return np.fft.rfft(np.concatenate([np.zeros(BLOCK), error]))
