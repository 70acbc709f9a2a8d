"""Playback: the buffer between the loop, which decides what to say, and whatever plays it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voice.sound import BLOCK_SECONDS, Samples, Sound

SOFT_START = 0.04
"""Seconds in which a sentence swells to its volume: nothing startles at night."""

FADE_OUT = BLOCK_SECONDS
"""Seconds in which a sentence that is cut, or ends, dies away."""


class MarkKind(StrEnum):
    """What became of a sentence."""

    STARTED = "started"
    FINISHED = "finished"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in the life of a sentence. What has started finishes or is cut, once."""

    tag: object
    """What came with the sentence in `put`."""
    kind: MarkKind
    frame: int
    """Output frames pulled before this moment."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence or a gap, ready to be copied."""

    samples: Samples
    reign: int
    """Number of cuts before it was put: any more, and it is no longer wanted."""
    tag: object
    opening: MarkKind | None
    closing: MarkKind | None


class Playback:
    """Sentences waiting to be played, at one sample rate.

    Two threads meet here and neither ever waits for the other. The loop's thread appends to `_pieces` and
    counts up `_cuts`; the puller's (PortAudio's callback, or the replay) takes pieces from the left, owns
    the head piece and everything else, and appends to `_marks`. Each of these is one step under Python's
    lock: a cut takes effect with the next pull.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._pieces: deque[_Piece] = deque()
        self._marks: deque[Mark] = deque()
        self._cuts = 0
        self._played = 0  # samples of the head piece
        self._frame = 0
        self._rising = _ramp(SOFT_START, rate)
        self._falling = _ramp(FADE_OUT, rate)[::-1]

    def put(self, sound: Sound, tag: object, gain: float = 1.0) -> None:
        """Append a sentence; gain is linear, 0 to 1, of the sound as it is."""
        if not 0 <= gain <= 1:
            raise ValueError(f"gain must be from 0 to 1, not {gain}")
        shaped = sound.at(self.rate).samples * np.float32(gain)
        head = min(len(shaped), len(self._rising))
        tail = min(len(shaped), len(self._falling))
        shaped[:head] *= self._rising[:head]
        shaped[len(shaped) - tail :] *= self._falling[len(self._falling) - tail :]
        self._append(shaped.astype(np.int16), tag, MarkKind.STARTED, MarkKind.FINISHED)

    def silence(self, seconds: float) -> None:
        """Append a gap."""
        self._append(np.zeros(round(seconds * self.rate), np.int16), None, None, None)

    def cut(self) -> None:
        """End everything: what sounds fades within one block, the rest is dropped without a mark."""
        self._cuts += 1

    @property
    def busy(self) -> bool:
        """Whether anything is still to be pulled; after a cut, until its fade has been."""
        return bool(self._pieces)

    def marks(self) -> list[Mark]:
        """The marks since the last call, in order."""
        return [self._marks.popleft() for _ in range(len(self._marks))]

    def pull(self, frames: int) -> Samples:
        """The next samples to play, shape (frames,): zeros where there is nothing. The puller's thread."""
        out = np.zeros(frames, np.int16)
        filled = 0
        while filled < frames and self._pieces:
            piece = self._head()
            if piece is None:
                continue
            if not self._played and piece.opening:
                self._marks.append(Mark(piece.tag, piece.opening, self._frame + filled))
            chunk = piece.samples[self._played : self._played + frames - filled]
            out[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
            self._played += len(chunk)
            if self._played == len(piece.samples):
                self._leave(piece, self._frame + filled)
        self._frame += frames
        return out

    def _append(
        self, samples: Samples, tag: object, opening: MarkKind | None, closing: MarkKind | None
    ) -> None:
        self._pieces.append(_Piece(samples, self._cuts, tag, opening, closing))

    def _head(self) -> _Piece | None:
        """The piece to play from, as the last cut leaves it; None where it left nothing of it."""
        piece, cuts = self._pieces[0], self._cuts
        if piece.reign == cuts:
            return piece
        if not self._played:
            self._pieces.popleft()
            return None
        rest = piece.samples[self._played : self._played + len(self._falling)]
        faded = (rest * self._falling[: len(rest)]).astype(np.int16)
        closing = piece.closing and MarkKind.CUT
        self._pieces[0] = _Piece(faded, cuts, piece.tag, None, closing)
        self._played = 0
        return self._pieces[0]

    def _leave(self, piece: _Piece, frame: int) -> None:
        if piece.closing:
            self._marks.append(Mark(piece.tag, piece.closing, frame))
        self._played = 0
        self._pieces.popleft()


def _ramp(seconds: float, rate: int) -> NDArray[np.float32]:
    """From nearly nothing to nearly all, in equal steps."""
    return np.linspace(0, 1, round(seconds * rate) + 2, dtype=np.float32)[1:-1]


class Output(Protocol):
    """Where a playback goes: a speaker, or a recording."""

    @property
    def playback(self) -> Playback:
        """What it plays."""

    def start(self) -> None:
        """Have what was put in the playback be played; nothing where it is already."""

    def abort(self) -> None:
        """Silence at once: what sounds, what waits, and what the device holds is dropped."""
