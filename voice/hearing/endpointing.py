"""The endpointing: the silences by which an utterance is told from the next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Endpointing:
    """When an utterance begins and ends."""

    pre_roll: float = 0.6
    """Seconds of sound kept from before the gate opens: the first consonant is in there."""
    onset: float = 0.1
    """Seconds of speech, within twice that time, that open the gate."""
    after_whole: float = 0.12
    """Seconds of silence that end an utterance whose words are a phrase that nothing could change."""
    after_open: float = 0.28
    """The same where more words could change the meaning."""
    after_part: float = 0.6
    """The same where the words are no phrase, or none yet."""
    sure: float = 0.9
    """Confidence, 0 to 1, from which the recognizer's words are believed at once."""
    after_doubt: float = 0.34
    """Seconds of silence that end an utterance whose words are a phrase, but not a sure one."""
    stable: float = 0.06
    """Seconds for which the words must not have changed."""
    lull: float = 0.2
    """Seconds for which the recognizer must have heard the end of the words itself, for it to be one."""
    after_cut: float = 0.2
    """Seconds without another word that then end an utterance in a room that is not silent."""
    joined: float = 0.3
    """Seconds of silence that do not part two utterances where the first was no phrase: "no" may be a word
    of a stranger's sentence."""
    apart: float = 1.0
    """Seconds of silence after what was no phrase, within which what follows does not stand alone."""
    over: float = 0.1
    """Seconds of silence after which somebody has stopped talking."""
    longest: float = 10.0
    """Seconds after which somebody who goes on talking is not talking to Charley."""


ENDPOINTING = Endpointing()
