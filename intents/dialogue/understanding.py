"""Understanding: what an utterance means where the dialogue stands."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.danger import is_asked, is_danger_asked
from intents.dialogue.dialogue import Dialogue
from intents.intent import EXACT, FINE, TAKEN_BACK, Intent, Match, NoMatch
from intents.matching.cries import AGAIN, LET_GO
from intents.matching.phrase import normalise


def understood(dialogue: Dialogue, heard: Match) -> Match | NoMatch:
    """What was heard, for all that is known of a danger and of a cramp."""
    asked = is_danger_asked(dialogue)
    match heard:
        case Match(intent=Intent.ELAPSED, value=told) if not told or dialogue.in_pain:
            pass
        case Match(intent=Intent.SIGN | Intent.ELAPSED, value=told) if told not in dialogue.asked:
            return NoMatch(heard.text)
        case Match(intent=Intent.GONE, value=check) if check in dialogue.library.procedures:
            heard = replace(heard, suspected=True, check=check)
        case Match(intent=Intent.STOP | Intent.GONE, value=value) if value in {FINE, TAKEN_BACK}:
            return replace(heard, intent=Intent.NO, value="") if dialogue.alarm.stands or asked else heard
        case Match(intent=Intent.NO, value=denied) if denied in {TAKEN_BACK, *dialogue.library.procedures}:
            return _denied(dialogue, heard)
        case Match(intent=Intent.LEG_CRAMP) if dialogue.in_pain:
            return _complained(dialogue, heard)
        case Match(in_cramp=check) if check and (heard.beside or dialogue.in_pain):
            return heard if dialogue.alarm.stands else replace(heard, suspected=True, check=check)
    return heard


def _complained(dialogue: Dialogue, heard: Match) -> Match:
    """A complaint of who has a cramp: how long that has been there, or in a count a cry; else another one."""
    if heard.lasts and heard.value in {"", AGAIN}:
        return replace(heard, intent=Intent.ELAPSED, value=heard.lasts, lasts="")
    particles = dialogue.library.phrasebook.particles
    cries = dialogue.holding and particles.cries_out(normalise(heard.text).split())
    return replace(heard, intent=Intent.HURTS, value=LET_GO) if cries else heard


def _denied(dialogue: Dialogue, heard: Match) -> Match | NoMatch:
    """A "no" about one danger, or about all that was said; nothing where no danger was heard of."""
    asked, everything = is_danger_asked(dialogue), heard.value == TAKEN_BACK
    if asked and not everything and not is_asked(dialogue, heard.value):
        return heard
    if asked or dialogue.alarm.stands:
        return replace(heard, value="")
    return heard if heard.score == EXACT and not everything else NoMatch(heard.text)
