"""The mouth: lines to say become sentences of sound in the playback, and come back as events."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from intents.content.replies import Line
from intents.content.rules import sentences
from intents.dialogue.state import Manner, Reply
from voice.speaking.earcons import LEADS, Earcon, tone
from voice.speaking.playback import MarkKind, Output
from voice.speaking.synthesizer import Voice

SENTENCE_GAP = 0.3
"""Seconds of quiet between two sentences."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence has begun to sound."""

    line: Line
    sentence: str
    seconds: float
    """How long it lasts."""
    first: bool
    """Whether it is the line's first."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line has ended."""

    line: Line
    completed: bool
    """False where it was cut."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A tone has begun to sound."""

    earcon: Earcon


@dataclass(frozen=True, slots=True)
class _Tag:
    """What the playback carries with a sentence."""

    saying: Saying
    last: bool
    """Whether it is the line's last."""


class Mouth:
    """Says one reply at a time; a new one replaces what is still being said."""

    def __init__(self, voice: Voice, output: Output, earcons: Collection[Earcon] = ()) -> None:
        """`earcons` are the tones that are wanted."""
        self._earcons = earcons
        self._voice = voice
        self._output = output
        self._line: Line | None = None  # has begun and not ended, also where its playback was lost
        self._events: list[Saying | Said | Tone] = []
        self._expected: deque[tuple[str, Manner]] = deque()

    @property
    def speaking(self) -> bool:
        """Whether anything is still to be heard."""
        return self._output.playback.busy

    def say(self, reply: Reply, lead: Earcon | None = None) -> None:
        """Begin to say a reply, its first sentence as soon as that is made; `lead` is a tone before it."""
        self._collect()
        if self.speaking or self._line:
            self.hush()
        playback, gap = self._output.playback, 0.0
        for line in reply.lines:
            earcon = lead or LEADS.get(line.key)
            if earcon and earcon in self._earcons:
                playback.silence(gap)
                playback.put(tone(earcon), Tone(earcon), reply.manner.gain)
                self._output.start()
                gap = 0.0
            lead = None
            parts = sentences(line.text)
            for number, sentence in enumerate(parts, start=1):
                sound = self._voice.speak(sentence, reply.manner.rate, whisper=reply.manner.whisper)
                saying = Saying(line, sentence, sound.seconds, first=number == 1)
                playback.silence(gap)
                gap = SENTENCE_GAP
                playback.put(sound, _Tag(saying, last=number == len(parts)), reply.manner.gain)
                self._output.start()

    def hush(self) -> None:
        """Silence, at once."""
        self._collect()
        self._output.abort()
        if self._line:
            self._events.append(Said(self._line, completed=False))
            self._line = None

    def expect(self, lines: Iterable[Line], manner: Manner) -> None:
        """Lines that may have to be said next, in place of those expected before."""
        self._expected = deque((sentence, manner) for line in lines for sentence in sentences(line.text))

    def make_ready(self) -> None:
        """Make the sound of one expected sentence, so that saying it later needs no time."""
        if self._expected:
            sentence, manner = self._expected.popleft()
            self._voice.speak(sentence, manner.rate, whisper=manner.whisper)

    def events(self) -> list[Saying | Said | Tone]:
        """What has begun and ended since the last call, in order."""
        self._collect()
        events, self._events = self._events, []
        return events

    def _collect(self) -> None:
        for mark in self._output.playback.marks():
            if isinstance(mark.tag, Tone) and mark.kind is MarkKind.STARTED:
                self._events.append(mark.tag)
            if not isinstance(mark.tag, _Tag):
                continue
            line = mark.tag.saying.line
            if mark.kind is MarkKind.STARTED:
                self._line = line
                self._events.append(mark.tag.saying)
            elif mark.kind is MarkKind.FINISHED and mark.tag.last:
                self._line = None
                self._events.append(Said(line, completed=True))
