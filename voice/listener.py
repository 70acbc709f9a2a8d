"""The listener: from blocks of sound to utterances; it decides when somebody began and has finished."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from intents.phrasebook import Progress
from voice.gate import Gate
from voice.recognizer import Recognizer
from voice.sound import BLOCK_SECONDS, Samples


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was heard between two silences. Times are seconds from the first block."""

    text: str
    """The words; "" where there were none."""
    begin: float
    """When the first block with speech in it began."""
    end: float
    """When the last block with speech in it ended."""


@dataclass(frozen=True, slots=True)
class Endpointing:
    """When an utterance begins and ends."""

    pre_roll: float = 0.5
    """Seconds of sound kept from before the gate opens: the first consonant is in there."""
    onset: float = 0.06
    """Seconds of speech, within twice that time, that open the gate."""
    after_whole: float = 0.24
    """Seconds of silence that end an utterance whose words are a phrase that nothing could change."""
    after_open: float = 0.4
    """The same where more words could change the meaning."""
    after_part: float = 0.7
    """The same where the words are no phrase, or none yet."""
    longest: float = 10.0
    """Seconds after which somebody who goes on talking is not talking to Charley."""


ENDPOINTING = Endpointing()


class Listener:
    """Feed it every block; it hands out each utterance once, at its end."""

    def __init__(
        self,
        gate: Gate,
        recognizer: Recognizer,
        progress: Callable[[str], Progress],
        endpointing: Endpointing = ENDPOINTING,
    ) -> None:
        self._gate = gate
        self._recognizer = recognizer
        self._progress = progress
        self._ends = endpointing
        self._pre_roll: deque[Samples] = deque(maxlen=_blocks(endpointing.pre_roll))
        self._recent: deque[bool] = deque(maxlen=2 * _blocks(endpointing.onset))
        self._blocks = 0
        self._began = 0  # blocks before the utterance
        self._last_speech = 0
        self.open = False
        """Whether an utterance is going on."""

    def hear(self, block: Samples) -> Utterance | None:
        """Take a block; an utterance where one ends with it."""
        self._blocks += 1
        speech = self._gate.is_speech(block)
        self._recent.append(speech)
        if speech:
            self._last_speech = self._blocks
        if self.open:
            ended = self._recognizer.accept(block)
            return self._end() if ended or self._fell_silent() or self._too_long() else None
        self._pre_roll.append(block)
        if sum(self._recent) >= _blocks(self._ends.onset):
            self._begin()
        return None

    @property
    def began(self) -> float:
        """Seconds from the first block to where the utterance that goes on, or the last one, began."""
        return self._began * BLOCK_SECONDS

    @property
    def silence(self) -> float:
        """Seconds since somebody spoke."""
        return (self._blocks - self._last_speech) * BLOCK_SECONDS

    def finish(self) -> Utterance | None:
        """End the utterance that is going on, if any."""
        return self._end() if self.open else None

    def so_far(self) -> Utterance | None:
        """The utterance that is going on, if any; its words may still change."""
        if not self.open:
            return None
        text, now = self._recognizer.partial(), self._blocks * BLOCK_SECONDS
        return Utterance(text, self.began, now)

    def _begin(self) -> None:
        self.open = True
        self._began = self._blocks - len(self._recent) + self._recent.index(True)
        for block in self._pre_roll:
            self._recognizer.accept(block)
        self._pre_roll.clear()

    def _fell_silent(self) -> bool:
        if self.silence < self._ends.after_whole:
            return False
        match self._progress(self._recognizer.partial()):
            case Progress.WHOLE:
                return True
            case Progress.OPEN:
                return self.silence >= self._ends.after_open
        return self.silence >= self._ends.after_part

    def _too_long(self) -> bool:
        return (self._blocks - self._began) * BLOCK_SECONDS >= self._ends.longest

    def _end(self) -> Utterance:
        self.open = False
        self._recent.clear()
        text = self._recognizer.finish()
        return Utterance(text, self.began, self._last_speech * BLOCK_SECONDS)


def _blocks(seconds: float) -> int:
    return max(1, round(seconds / BLOCK_SECONDS))
