"""A dialogue without sound: what somebody says goes in as text, and time passes in blocks."""

from __future__ import annotations

from functools import cache

from intents.content.library import Library, load_library
from intents.content.replies import Line
from intents.content.rules import sentences
from intents.content.tables import shipped
from intents.dialogue.diary import Look, nowhere
from intents.dialogue.session import Habits, Session
from intents.dialogue.state import Reply, State
from intents.intent import Intent, Match, NoMatch
from intents.matching.matcher import Matcher
from voice.sound import BLOCK_SECONDS
from voice.speaking.mouth import SENTENCE_GAP

USUAL = Habits()


@cache
def library(country: str = "") -> Library:
    """All the words of English, read once."""
    return load_library(shipped("en"), country)


@cache
def matches(country: str = "") -> tuple[Match, ...]:
    """One match for every phrase of the phrasebook."""
    phrases = library(country).phrasebook.phrases.values()
    return tuple(Match(p.text, p.intent, p.value, p.text, 100.0, p.wakes) for p in phrases)


def match_of(intent: Intent, value: str = "") -> Match:
    """Some phrase of an intent."""
    return next(m for m in matches() if (m.intent, m.value) == (intent, value))


class Dialogue:
    """The real matcher and session; Charley's words take the time they would take to speak."""

    def __init__(self, country: str = "", habits: Habits = USUAL, look: Look = nowhere) -> None:
        self.session = Session(library(country), habits, look)
        self._matcher = Matcher(library(country).phrasebook)
        self._speech = 0
        self.reply: Reply = self.session.dialogue.silence()
        """The last reply with words in it."""

    @property
    def heard(self) -> Match | NoMatch:
        """What the last thing said was taken for."""
        return self.session.heard

    @property
    def state(self) -> State:
        return self.session.dialogue.state

    @property
    def step(self) -> str:
        """The step the dialogue stands at, such as "calf.pull"; "" where it stands nowhere."""
        return self.session.dialogue.place.key if self.session.dialogue.place else ""

    @property
    def speaking(self) -> bool:
        return self._speech > 0

    def say(self, text: str) -> list[Line]:
        """The person says something; the lines of the reply begin to sound."""
        asked = self.session.dialogue.awaited
        heard = self._matcher.match(text, asleep=self.session.asleep, asked=asked)
        return [*self._take(self.session.hear(heard))]

    def pass_time(self, seconds: float) -> list[Line]:
        """Let time pass without a word of the person; the lines that begin in it."""
        return [line for _ in range(round(seconds / BLOCK_SECONDS)) for line in self._block()]

    def listen(self) -> list[Line]:
        """Let Charley finish; the lines that begin in that time."""
        lines: list[Line] = []
        while self.speaking:
            lines += self._block()
        return lines

    def ask(self, text: str) -> list[str]:
        """Keys of the lines that something said leads to, once Charley has finished."""
        return [line.key for line in [*self.say(text), *self.listen()]]

    def wait(self, seconds: float) -> list[str]:
        """Keys of the lines that begin in some seconds of silence."""
        return [line.key for line in self.pass_time(seconds)]

    def reconnect(self, seconds: float) -> list[str]:
        """Let the devices be away for a time; keys of the lines that follow."""
        self._speech = 0
        return [line.key for line in [*self._take(self.session.reconnect(seconds)), *self.listen()]]

    def _block(self) -> tuple[Line, ...]:
        lines = self._take(self.session.tick(BLOCK_SECONDS, speaking=self.speaking))
        self._speech = max(0, self._speech - 1)
        return lines

    def _take(self, reply: Reply) -> tuple[Line, ...]:
        if reply.lines:
            self.reply = reply
            self._speech = round(sum(_seconds(line, reply) for line in reply.lines) / BLOCK_SECONDS)
        return reply.lines


def _seconds(line: Line, reply: Reply) -> float:
    words = len(line.text.split()) * 60 / reply.manner.rate
    return words + SENTENCE_GAP * len(sentences(line.text))
