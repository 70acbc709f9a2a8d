"""Charley itself, as it is assembled for the night."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from intents.intent import Match
from intents.matching.said_again import SaidAgain
from voice.assembly import Assembly
from voice.bench.contender import Lateness, Taken
from voice.hearing.gate import Gate
from voice.hearing.recognizer import Doubt
from voice.hearing.utterance import Utterance
from voice.sound import BLOCK, BLOCK_SECONDS, Samples


class Charley:
    """Gate, recognizer and matcher."""

    def __init__(
        self,
        assembly: Assembly,
        name: str = "Charley",
        gate: Gate | None = None,
        doubt: Doubt | None = None,
        asked: Collection[str] = (),
    ) -> None:
        """`asked`: what the question that it waits at can be answered with."""
        self.name = name
        self.every = 1
        self._asked = asked
        self._matcher = assembly.matcher
        self._listener = assembly.listener(gate, doubt=doubt)
        self.forget()

    def forget(self) -> None:
        """Nobody has complained yet."""
        self._said_again = SaidAgain()

    def hear(self, sound: Samples) -> list[Taken]:
        """Block by block; what is unfinished at the end is ended."""
        late = Lateness()
        taken: list[Taken] = []
        for number, block in enumerate(sound.reshape(-1, BLOCK), start=1):
            self._said_again.pass_time(BLOCK_SECONDS)
            with late.working(number * BLOCK_SECONDS):
                utterance = self._listener.hear(block)
            taken += self._understood(utterance, late)
        return taken + self._understood(self._listener.finish(), late)

    def _understood(self, utterance: Utterance | None, late: Lateness) -> list[Taken]:
        if utterance is None or not utterance.text:
            return []
        with late.working(0):
            heard = utterance.meant(self._matcher, asleep=False, asked=self._asked)
            asleep = self._said_again.judged(utterance.meant(self._matcher, asleep=True))
        meaning = (heard.intent, heard.value) if isinstance(heard, Match) else None
        wakes = isinstance(asleep, Match) and asleep.wakes
        return [Taken(heard.text, meaning, wakes, late.now)]


class NoGate:
    """A gate that is always open: the recognizer hears everything and finds the ends by itself."""

    def is_speech(self, block: Samples) -> bool:
        """All of it."""
        return bool(np.size(block))
