"""Barge-in: words over Charley's voice, told from that voice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intents.dialogue.state import State
from intents.intent import EXACT, Intent, Match
from intents.matching.matcher import Matcher
from voice.echo.overheard import Echo
from voice.hearing.utterance import Utterance
from voice.speaking.mouth import Saying

SURE = 0.75
"""Confidence, 0 to 1, from which several words over its own voice are believed, or the last of them alone: it
may be bent into them."""

EASILY_UNDONE = frozenset(
    {
        Intent.NEXT,
        Intent.BACK,
        Intent.REPEAT,
        Intent.PAUSE,
        Intent.RESUME,
        Intent.LOUDER,
        Intent.QUIETER,
        Intent.SLOWER,
        Intent.FASTER,
    }
)
"""What another word makes good, if it was Charley's own voice after all."""

STANDS_OVER = 0.26
"""How well such a word alone must stand a second look, 1 being well, however sure it was."""

COUNTS_OVER = 0.58
"""The same for "stop", which ends it all, and for answers: shreds of a line like "stop" reached 0.56, and
like "toes" 0.49."""

LONE, STANDS_OUT = 0.5, 0.2
"""Seconds of an utterance that may be a lone word drowned in Charley's voice, and how well an easily undone
word must stand a second look at it, whatever was heard."""


class BargeIn:
    """Knows what Charley says, and believes of what is heard meanwhile only what that cannot be."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._echo = Echo()
        phrasebook = matcher.phrasebook
        lone = {word: phrasebook.find(word) for word in sorted(phrasebook.particles.interrupts)}
        self._undoing = [word for word, phrase in lone.items() if phrase and phrase.intent in EASILY_UNDONE]

    def note(self, saying: Saying, now: float) -> None:
        """A sentence of Charley's begins to sound."""
        self._echo.note(saying, now)

    def is_own(self, utterance: Utterance) -> bool:
        """Whether it is what Charley itself was saying just then."""
        return self._echo.is_in(utterance)

    def meant(self, utterance: Utterance, state: State) -> Match | None:
        """What somebody meant who spoke over Charley; None where it may be Charley's own voice."""
        for said in self._readings(utterance):
            heard = said.meant(self._matcher, asleep=state is State.ASLEEP)
            if isinstance(heard, Match) and self._is_meant(heard, said, shreds=said.text != utterance.text):
                return heard
        return None if state in {State.ASLEEP, State.QUESTION} else self._drowned(utterance)

    def _drowned(self, utterance: Utterance) -> Match | None:
        """A lone word that is easily undone and was misheard: "back" as "that"."""
        if not utterance.text or utterance.end - utterance.begin > LONE:
            return None
        word = utterance.nearest(self._undoing)
        said = replace(utterance, text=word)
        if not word or self.is_own(said) or utterance.again(word) < STANDS_OUT:
            return None
        heard = self._matcher.match(word)
        return heard if isinstance(heard, Match) else None

    def _readings(self, utterance: Utterance) -> Iterator[Utterance]:
        """What may have been said: shreds of Charley's voice may stand before a word."""
        yield replace(utterance, alone=True)
        if last := self._matcher.interruption(utterance.text):
            yield replace(utterance, text=last, alone=True)

    def _is_meant(self, heard: Match, utterance: Utterance, *, shreds: bool) -> bool:
        """Whether this cannot be Charley's own voice, bent into a phrase or into what stands before it.

        Danger is answered all the same, unless Charley has just named it; a mere word of it is not.
        """
        if self.is_own(utterance):
            return False
        if heard.intent is Intent.RED_FLAG:
            clear = heard.score == EXACT or not self._matcher.phrasebook.is_unclear(heard.value)
            return clear and not self.is_own(replace(utterance, text=heard.phrase))
        if " " in heard.text:
            return heard.score == EXACT and utterance.sure >= SURE
        undone = heard.intent in EASILY_UNDONE
        if shreds and not (heard.intent is Intent.STOP or (undone and utterance.sure >= SURE)):
            return False
        enough = STANDS_OVER if undone and not shreds else COUNTS_OVER
        return self._matcher.interrupts(heard.text) and utterance.again() >= enough
