"""How long it takes from the last of a word to the first of the reply, all computing included."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from intents.dialogue.state import State
from intents.intent import Intent
from intents.matching.phrase import Phrase
from voice.assembly import Assembly
from voice.bench.contender import Contender, Lateness
from voice.bench.figures import Figure, spread
from voice.bench.hearing import Measured
from voice.bench.noises import MICROPHONE, Random, to_samples
from voice.bench.scenes import Scene, Staged
from voice.bench.studio import Studio, chance
from voice.loop import Loop
from voice.recordings.recording import Tape
from voice.sound import BLOCK, BLOCK_SECONDS, BLOCKS_PER_SECOND, Samples
from voice.speaking.synthesizer import Synthesizer

LATENCY = "latency"

AWAKE, ASLEEP = "commands in a dialogue", "complaints from sleep"

ROOM = Scene("latency, 0.5 m", distance=0.5)

STEERING = frozenset(
    {
        Intent.NEXT,
        Intent.BACK,
        Intent.REPEAT,
        Intent.HOW_MANY_STEPS,
        Intent.HELP,
        Intent.LOUDER,
        Intent.QUIETER,
        Intent.SLOWER,
        Intent.FASTER,
        Intent.PAUSE,
        Intent.RESUME,
    }
)
"""What is always answered aloud on the way through the steps."""

AUDIBLE = 30
"""16-bit units from which a sample is heard."""

PATIENCE = 3.0
"""Seconds after which no reply is coming."""

BREATH = 0.8
"""Seconds the person waits when Charley has finished."""

REPLY = "Push your heel away from you."
"""What the others would say: a sentence as long as most of Charley's."""


def measures(
    studio: Studio, assembly: Assembly, contenders: Callable[[], Sequence[Contender]]
) -> Iterator[Measured]:
    """Charley in one long dialogue; the others phrase by phrase."""
    yield LATENCY, AWAKE, lambda: _all(studio, assembly, contenders(), AWAKE)
    yield LATENCY, ASLEEP, lambda: _all(studio, assembly, contenders(), ASLEEP)


def _all(studio: Studio, assembly: Assembly, contenders: Sequence[Contender], condition: str) -> list[Figure]:
    phrases = (
        [p for p in studio.commands if p.intent in STEERING] if condition == AWAKE else studio.complaints
    )
    clips = list(studio.spoken(phrases, ROOM))
    night = _Night(assembly, chance("night"))
    figures = [_figure(condition, "Charley", [night.say(*clip, condition) for clip in clips])]
    voice = Synthesizer(cache_seconds=0)
    return figures + [
        _figure(
            condition, contender.name, [_reply(contender, voice, phrase, staged) for phrase, staged in clips]
        )
        for contender in contenders
    ]


def _reply(contender: Contender, voice: Synthesizer, phrase: Phrase, staged: Staged) -> float | None:
    """Seconds until a contender that makes its reply when it needs it can begin to speak."""
    right = [taken for taken in contender.hear(staged.sound) if taken.meaning == phrase.meaning]
    if not right:
        return None
    begin = time.process_time()
    voice.speak(REPLY, 150)
    return right[0].decided + time.process_time() - begin - staged.end


def _figure(condition: str, contender: str, seconds: Sequence[float | None]) -> Figure:
    answered = sorted(1000 * second for second in seconds if second is not None)
    values = {**spread(answered), "answered": len(answered), "clips": len(seconds)}
    return Figure(LATENCY, condition, contender, values, tuple(round(ms, 1) for ms in answered))


class _Night:
    """Charley's own loop, and somebody who talks to it when it has finished."""

    def __init__(self, assembly: Assembly, random: Random) -> None:
        self._assembly = assembly
        self._random = random
        self._late = Lateness()
        self._blocks = 0
        self._tape = Tape()
        self._understood: list[tuple[object, object]] = []
        self._begin()

    def say(self, phrase: Phrase, staged: Staged, condition: str) -> float | None:
        """Seconds from the words' end to the reply; None where it was not understood in time."""
        self._settle()
        while (self._session.dialogue.state is State.ASLEEP) != (condition == ASLEEP):
            self._begin()
            if condition == AWAKE:
                self._wake()
            self._settle()
        self._understood.clear()
        begin = self._blocks * BLOCK_SECONDS
        quiet = round(PATIENCE * BLOCKS_PER_SECOND)
        for block in (*staged.sound.reshape(-1, BLOCK), *(self._room() for _ in range(quiet))):
            first = self._live(block)
            if first is not None and phrase.meaning in self._understood:
                return first - begin - staged.end
        return None

    def note(self, at: float, event: str, /, **fields: object) -> None:
        """The loop's journal: take down what was understood."""
        if event == "heard":
            self._understood.append((fields["intent"], fields["value"]))

    def _begin(self) -> None:
        self._session = self._assembly.session(introduce=False)
        self._loop: Loop = self._assembly.loop(self._tape, self._session, self)
        self._loop.run([])

    def _wake(self) -> None:
        """Go to a step with many before and after it."""
        for text in self._way():
            self._loop.answer(self._session.hear(self._assembly.matcher.match(text)))

    def _way(self) -> list[str]:
        """The shortest phrases for a cramp in the calf, and for going on."""
        phrases = self._assembly.library.phrasebook.phrases.values()
        calf = next(p.text for p in phrases if p.wakes and p.meaning == (Intent.LEG_CRAMP, "calf"))
        onwards = next(p.text for p in phrases if p.intent is Intent.NEXT)
        return [calf, onwards]

    def _settle(self) -> None:
        """Let Charley finish, and breathe."""
        rested = 0
        while rested < BREATH * BLOCKS_PER_SECOND:
            self._live(self._room())
            rested = rested + 1 if self._loop.resting else 0

    def _live(self, block: Samples) -> float | None:
        """One block; seconds at which the speaker gave its first audible sample in it, if it did."""
        self._blocks += 1
        played = self._tape.roll()
        begun = (self._blocks - 1) * BLOCK_SECONDS
        behind = max(0.0, self._late.now - begun)
        with self._late.working(self._blocks * BLOCK_SECONDS):
            self._loop.step(block)
        audible = np.flatnonzero(np.abs(played.astype(np.int32)) > AUDIBLE)
        return begun + behind + audible[0] / self._tape.playback.rate if len(audible) else None

    def _room(self) -> Samples:
        return to_samples(self._random.normal(0, MICROPHONE, BLOCK))
