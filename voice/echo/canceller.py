"""The echo canceller: takes Charley's own voice out of what the microphone hears."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from enum import StrEnum

import numpy as np

from voice.echo.lag import FAINTEST, SPAN, Comparison, energy
from voice.echo.path import EchoPath, PathSettings
from voice.echo.reference import Reference
from voice.sound import BLOCKS_PER_SECOND, FULL_SCALE, Samples, Signal

INAUDIBLE = 1e-7
"""Energy of a played block, of full scale squared, of which nothing can be heard again."""

OFTEN = 5
"""Blocks from one look for the lag to the next."""

SOONEST = 15
"""Blocks of echo in which its lag may be found: 0.3 s."""

LATEST = 75
"""Blocks of a reply after which a lag that was not found will not be: 1.5 s."""

TRUST = 2.0
"""How much better than the second-best place the best must be."""

DRIFT = 8.0
"""Samples: what changes more in half a second is no drift."""

DRIFT_SHARE = 0.5
"""Share of such a change that is expected to go on."""

SMALLEST_SHIFT = 0.02
"""Samples."""

LEARNT = 0.12
"""Energy of what is left, as a share of what was heard, under which the path is known."""

UNHEARD = 0.5
"""The same share, over which there is no echo, or none that was learnt in time."""

JUDGED = 2 * BLOCKS_PER_SECOND
"""The latest blocks with sound in them, by which that is judged."""

FEWEST = BLOCKS_PER_SECOND
"""Blocks in which nothing is known yet."""

PLAINLY = 0.25
"""Share of these blocks in which it must be so: in others the person speaks."""

ROOM = 2 * BLOCKS_PER_SECOND
"""The latest blocks without Charley: in the quietest of them only the room sounds, its hum and its fan."""

OVERDRIVEN = 0.95
"""Peak of what was heard, of full scale, over which the microphone bends it beyond what can be taken out."""

RESIDUE = 4.0
"""How often the usual share of echo may be left and still be only what could not be modelled."""

LEAST_RESIDUE = 0.05
"""Energy of what is left, as a share of the echo's, of which that is always so."""

MUTED = 0.1
"""Linear gain of what is left where nobody but Charley speaks."""


class Phase(StrEnum):
    """How well the echo is known."""

    LEARNING = "learning"
    """The path is still being learnt: what is heard is left as it is."""
    SEEKING = "seeking"
    """A reply has begun, and how late its echo is has still to be found: nothing is let through."""
    FOLLOWING = "following"
    """The echo is taken out."""


class EchoCanceller:
    """Learns the path from speaker to microphone, and in each reply anew how late it is.

    A sound server starts each reply a little sooner or later than the last, and a microphone and a speaker
    with clocks of their own drift apart. Both shift the path and leave its shape.
    """

    def __init__(self, settings: PathSettings) -> None:
        self._settings = settings
        self._silence = settings.blocks  # blocks since anything was played
        self._interrupted = False
        self._without = deque([0.0], maxlen=ROOM)  # energy of each block without Charley
        self._forget()

    def _forget(self) -> None:
        """Begin anew."""
        self._phase = Phase.LEARNING
        self._path = EchoPath(self._settings)
        self._comparison = Comparison()
        self._left: deque[float] = deque(maxlen=JUDGED)  # share of each block's energy that was no echo
        self._sought = 0  # blocks
        self._drift = 0.0  # samples a block
        self._owed = 0.0  # samples of drift that the path does not have yet

    def interrupt(self) -> None:
        """The device was stopped: the reply that it plays next comes sooner or later than this one."""
        self._interrupted = True

    def clean(self, heard: Samples, played: Samples) -> Samples:
        """A block of the microphone without the echo of what was played; both of shape (BLOCK,)."""
        near = heard / FULL_SCALE
        if not self._sounds(played / FULL_SCALE):
            self._without.append(energy(near))
            return heard
        if np.abs(near).max() > OVERDRIVEN:
            self._phase = Phase.LEARNING
            self._left.clear()
        self._align(near)
        if self._phase is Phase.SEEKING:
            return np.zeros_like(heard) if self._knows_path() else heard
        error = near - self._path.echo()
        if energy(near) > max(FAINTEST, 2 * min(self._without)):
            self._left.append(self._over_room(error) / self._over_room(near))
        self._path.learn(error)
        echo = self._path.echo()
        if self._phase is Phase.LEARNING:
            if energy(echo) < FAINTEST and self._knows_path():
                self._phase = Phase.FOLLOWING
            return heard
        cleaned = near - echo
        if energy(cleaned) > energy(near):
            return heard  # the device was told to throw away what it had not played yet
        residue = max(LEAST_RESIDUE, RESIDUE * self._usually_left())
        return _samples(cleaned * MUTED if self._over_room(cleaned) < residue * energy(echo) else cleaned)

    def _over_room(self, signal: Signal) -> float:
        """Energy of a block, less what the room has of its own."""
        return max(0.0, energy(signal) - min(self._without))

    def _sounds(self, played: Signal) -> bool:
        """Take note of what is played; whether any of it may still be heard."""
        audible = energy(played) > INAUDIBLE
        if audible and self._interrupted:
            self._end()
        self._interrupted &= not audible
        self._silence = 0 if audible else self._silence + 1
        if self._silence <= self._settings.blocks:
            self._path.play(played)
        if self._silence == self._settings.blocks:
            self._end()
        return self._silence < self._settings.blocks

    def _end(self) -> None:
        """A reply is over: what was learnt of the path is good for the next."""
        if len(self._left) >= FEWEST and self._usually_left() < UNHEARD:
            self._phase = Phase.SEEKING
            self._sought = 0
            self._comparison = Comparison()
        else:
            self._forget()

    def _knows_path(self) -> bool:
        return len(self._left) >= FEWEST and self._usually_left() < LEARNT

    def _usually_left(self) -> float:
        """The share of what is heard that the path does not explain, where only Charley speaks."""
        return float(np.quantile(self._left, PLAINLY))

    def _align(self, near: Signal) -> None:
        """Find the lag where a reply begins, and follow its drift from there."""
        self._go_on_drifting()
        expected = self._path.echo()
        audible = energy(expected) > FAINTEST
        if audible:
            self._comparison.add(near, expected)
        if self._phase is Phase.SEEKING:
            self._seek()
        elif audible and self._comparison.blocks % SPAN == 0:
            self._follow()

    def _seek(self) -> None:
        self._sought += 1
        if self._sought > LATEST:
            self._forget()
        if self._comparison.blocks < SOONEST or self._sought % OFTEN:
            return
        lag = self._comparison.lag()
        if lag.trust > TRUST:
            self._path.shift(lag.samples)
            self._phase = Phase.FOLLOWING if self._knows_path() else Phase.LEARNING

    def _follow(self) -> None:
        lag = self._comparison.lag()
        if lag.trust > TRUST and abs(lag.samples) < DRIFT:
            self._drift += DRIFT_SHARE * lag.samples / SPAN
            self._owed += lag.samples

    def _go_on_drifting(self) -> None:
        self._owed += self._drift
        if abs(self._owed) > SMALLEST_SHIFT:
            self._path.shift(self._owed)
            self._owed = 0.0


def without_echo(heard: Iterable[Samples], reference: Reference) -> Iterator[Samples]:
    """Blocks of the microphone, each without the echo of what was played meanwhile."""
    canceller = EchoCanceller(PathSettings())
    for block in heard:
        if reference.was_cut():
            canceller.interrupt()
        yield canceller.clean(block, reference.block())


def _samples(signal: Signal) -> Samples:
    return np.clip(signal * FULL_SCALE, -FULL_SCALE, FULL_SCALE).astype(np.int16)
