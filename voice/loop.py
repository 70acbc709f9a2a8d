"""The loop: hear, decide, answer, block by block; the blocks are the only clock."""

from __future__ import annotations

from collections.abc import Iterable

from intents.dialogue.session import Session
from intents.dialogue.state import Reply, State
from intents.intent import EXACT, Match, NoMatch
from intents.matching.matcher import Matcher
from voice.echo.barge_in import BargeIn
from voice.hearing.listener import Listener
from voice.hearing.utterance import Utterance
from voice.journal import Journal
from voice.sound import BLOCK_SECONDS, Samples
from voice.speaking.earcons import Earcon
from voice.speaking.mouth import Mouth, Saying, Tone

ECHO_TAIL = 8
"""Blocks after Charley's last word in which its own voice may still reach the microphone: 160 ms."""

ECHO_DIES = 35
"""Blocks after which nothing of it is left, however late it comes and long it rings: 0.7 s."""

LULL = 0.1
"""Seconds of silence in which an answer has ended or has not begun."""

SHORT = 30
"""Blocks: what began less than this before Charley's last word is somebody else."""

GAPS = (2, 4, 6)
"""Blocks of silence by which a word said over Charley's voice may have ended: 40 to 120 ms."""

BRIEF = 1.5
"""Seconds of an utterance that are little to compute: a lone word does not take longer."""


class Loop:
    """One owner of everything that is heard and said."""

    def __init__(
        self, listener: Listener, matcher: Matcher, session: Session, mouth: Mouth, journal: Journal
    ) -> None:
        self._listener = listener
        self._matcher = matcher
        self._session = session
        self._mouth = mouth
        self._journal = journal
        self._barge_in = BargeIn(matcher)
        self._blocks = 0
        self._away = 0.0  # seconds in which no blocks came
        self._quiet_since = 0
        self._known = self._position()

    @property
    def resting(self) -> bool:
        """Whether nothing is being heard or said."""
        return not (self._mouth.speaking or self._listener.open)

    def run(self, blocks: Iterable[Samples]) -> None:
        """Live through blocks of sound until they end."""
        self._mouth.expect(self._session.dialogue.upcoming(), self._session.dialogue.manner)
        for block in blocks:
            self.step(block)
        self._report()

    def step(self, block: Samples) -> None:
        """Live through one block."""
        self._blocks += 1
        self._report()
        self._forget_echo()
        self._take(self._listener.hear(block))
        self._give_way()
        self.answer(self._session.tick(BLOCK_SECONDS, speaking=self._mouth.speaking or self._interrupted))
        self._mouth.make_ready()

    @property
    def _interrupted(self) -> bool:
        """Whether somebody who spoke over Charley has not finished."""
        return self._listener.open and self._listener.began < self._quiet_since * BLOCK_SECONDS

    @property
    def _now(self) -> float:
        return self._blocks * BLOCK_SECONDS

    def _take(self, utterance: Utterance | None) -> None:
        """Answer an utterance that has ended, if one has and anything was said in it."""
        if utterance is None or not utterance.text:
            return
        over_speech = self._mouth.speaking or utterance.begin < self._quiet_since * BLOCK_SECONDS
        heard = self._meant_over_speech(utterance) if over_speech else self._matched(utterance)
        if heard is None:
            return
        reply = self._session.hear(heard)
        heard = self._session.heard
        self._note("heard", **heard.described(), speech_end=round(utterance.end + self._away, 3))
        self.answer(reply)

    def _matched(self, utterance: Utterance) -> Match | NoMatch:
        session = self._session
        return utterance.meant(self._matcher, asleep=session.asleep, asked=session.dialogue.awaited)

    def _meant_over_speech(self, utterance: Utterance) -> Match | None:
        return self._barge_in.meant(utterance, self._session.dialogue.state)

    def _give_way(self) -> None:
        """Fall silent once somebody has spoken over Charley, before it is known whether they go on."""
        silence = round(self._listener.silence / BLOCK_SECONDS)
        if not self._mouth.speaking or silence < min(GAPS):
            return
        if self._now - self._listener.began > BRIEF:
            ended = self._interrupts(self._listener.so_far())
        else:
            ended = silence in GAPS
        if ended and self._interrupts(self._listener.as_if_over()):
            self._mouth.hush()

    def _interrupts(self, utterance: Utterance | None) -> bool:
        """Whether Charley is to fall silent for what may still go on."""
        heard = self._meant_over_speech(utterance) if utterance else None
        return heard is not None and heard.score == EXACT

    def _forget_echo(self) -> None:
        """Once the room is quiet again, begin anew: an answer must not hang on to Charley's own words."""
        quiet = self._blocks - self._quiet_since
        if quiet == ECHO_TAIL:
            latest = self._quiet_since - SHORT
        elif ECHO_TAIL < quiet <= ECHO_DIES and self._listener.silence >= LULL:
            latest = self._quiet_since + ECHO_TAIL  # in a room that rings on
        else:
            return
        utterance = self._listener.so_far()
        if not utterance or utterance.begin > latest * BLOCK_SECONDS:
            return
        if not any(
            self._may_be_meant(heard()) for heard in (self._listener.so_far, self._listener.as_if_over)
        ):
            self._listener.finish()

    def _may_be_meant(self, utterance: Utterance | None) -> bool:
        """Whether somebody says a phrase that Charley does not say itself, or will say it to the end."""
        if utterance is None:
            return False
        heard = self._matcher.match(utterance.text)
        phrase = isinstance(heard, Match) and heard.score == EXACT
        return (phrase and not self._barge_in.is_own(utterance)) or bool(self._meant_over_speech(utterance))

    def answer(self, reply: Reply) -> None:
        """Say a reply in place of what is being said, and note where the dialogue stands."""
        if reply.lines:
            self._mouth.say(reply, Earcon.HEARD if self._known[0] is State.ASLEEP else None)
            self._mouth.expect(self._session.dialogue.upcoming(), self._session.dialogue.manner)
        if self._position() != self._known:
            self._changed()

    def reconnect(self, away: float) -> None:
        """Go on after so many seconds without a block; what was half heard before them is over."""
        self._away += away
        self._listener.finish()
        self.answer(self._session.reconnect(away))

    def _changed(self) -> None:
        """The dialogue stands elsewhere: note it."""
        before, self._known = self._known, self._position()
        state, procedure, step = self._known
        self._note("state", state=state, procedure=procedure, step=step)
        if state is State.HOLD:
            self._note("timer", seconds=self._session.dialogue.at.step.hold)
        if state is State.ASLEEP and before[0] is not State.ASLEEP:
            self._note("sleep")

    def _position(self) -> tuple[State, str | None, str | None]:
        state, place = self._session.dialogue.state, self._session.dialogue.place
        return (state, place.procedure.name, place.step.key) if place else (state, None, None)

    def _report(self) -> None:
        """Note what has begun and ended to sound since the last block."""
        for event in self._mouth.events():
            if isinstance(event, Saying):
                self._barge_in.note(event, self._now)
                if event.first:
                    self._note("say", text=event.line.text, key=event.line.key)
            elif isinstance(event, Tone):
                self._note("earcon", name=event.earcon)
            else:
                self._note("said", text=event.line.text, completed=event.completed)
        if self._mouth.speaking:
            self._quiet_since = self._blocks

    def _note(self, event: str, /, **fields: object) -> None:
        self._journal.note(self._now + self._away, event, **fields)
