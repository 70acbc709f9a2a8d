"""Cries in a dialogue: words of one's own that are no phrase, and yet tell of a cramp or of pain."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from intents.intent import ELSEWHERE, OVER, Intent, Match, NoMatch, complaint
from intents.matching.phrase import normalise
from intents.matching.phrasebook import Phrasebook

LONGEST = 10
"""Words that a cry has at most."""

LONE = 2
"""Words that a mere cramp has at most: "a cramp"."""

AGAIN = "again"
"""The value of a complaint in the middle of the relief: another round of it."""

LET_GO = "let_go"
"""The value of a cry that names no place."""

GROWS = "grows"
"""The value of a cry that it gets worse."""


def cried(phrasebook: Phrasebook, heard: Match | NoMatch) -> Match | NoMatch:
    """A mere cramp, or a cry that it hurts, grows or is to be let go, maybe where; else what was heard."""
    words, particles = normalise(heard.text).split(), phrasebook.particles
    if isinstance(heard, Match):
        over = heard.intent is Intent.HURTS and particles.cry.is_over(particles.cries_out(words) or words)
        return replace(heard, value=OVER) if over else heard
    if len(words) <= LONE and phrasebook.complaints.is_cry(words):
        return replace(complaint(heard.text, AGAIN), wakes=False)
    fit = heard.puzzling and 1 < len(words) <= LONGEST
    cry = particles.cries_out(words) if fit else ()
    if not cry:
        return heard
    text, word = " ".join(words), cry[-1]
    value = GROWS if particles.grows(text) else phrasebook.complaints.place_named(words) or LET_GO
    if not (particles.elsewhere | particles.cry.elsewhere).isdisjoint(words):
        value = ELSEWHERE
    elif word not in particles.cry.hurting and particles.cry.is_over(cry):
        value = OVER
    return Match(heard.text, Intent.HURTS, value, word, fuzz.ratio(text, word), wakes=False)
