"""Putting Charley together from settings: the one place where the parts are made."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property

import vosk

from intents.countries import UNKNOWN as UNKNOWN_COUNTRY
from intents.countries import load_countries
from intents.diary import Look, nowhere
from intents.library import Library, load_library
from intents.matcher import Matcher
from intents.profile import NOBODY, Profile
from intents.session import Habits, Session
from intents.state import Manner
from intents.tables import shipped
from models.store import BUILT_IN, user_store
from voice.gate import Gate, GateSettings, VoiceGate
from voice.journal import Journal
from voice.listener import Listener
from voice.loop import Loop
from voice.mouth import Mouth
from voice.recognizer import Sensitivity, VoskRecognizer, knows, load_model, require_words
from voice.settings import Settings, region
from voice.speaker import Output
from voice.synthesizer import Synthesizer, Voice
from voice.trial import try_out


@dataclass(frozen=True)
class Assembly:
    """Charley's parts, each made when it is first needed."""

    settings: Settings

    @cached_property
    def library(self) -> Library:
        """All the words. Raises ContentError."""
        folder = shipped(self.settings.language)
        country = region(self.settings, os.environ)
        if not self.settings.country and country not in load_countries(folder):
            country = UNKNOWN_COUNTRY
        return load_library(folder, country)

    @cached_property
    def matcher(self) -> Matcher:
        """What decides which phrase was meant."""
        return Matcher(self.library.phrasebook)

    @cached_property
    def voice(self) -> Voice:
        """What speaks. Raises VoiceError where this machine cannot."""
        return Synthesizer(self.settings.voice)

    @cached_property
    def model(self) -> vosk.Model:
        """What the recognizer hears with. Raises ModelError where it is not whole, VoiceError for words."""
        folder = user_store().find(self.settings.model)
        if self.settings.model != BUILT_IN:
            try_out(folder)
        model = load_model(folder)
        require_words(model, self.library.phrasebook.words())
        return model

    def listener(self, gate: Gate | None = None) -> Listener:
        """What hears, through a gate of its own where none is given."""
        phrasebook = self.library.phrasebook
        needed = phrasebook.words()
        decoys = [word for word in self.library.decoys if word not in needed]
        fillers = [word for word in sorted(phrasebook.particles.fillers) if knows(self.model, word)]
        phrases = [*phrasebook.grammar(), *fillers]
        recognizer = VoskRecognizer(self.model, phrases, decoys, Sensitivity(self.settings.sensitivity))
        return Listener(gate or VoiceGate(GateSettings()), recognizer, phrasebook.progress)

    def session(self, *, introduce: bool, look: Look = nowhere, profile: Profile = NOBODY) -> Session:
        """A dialogue; `introduce` where Charley is still to say that it is not a doctor."""
        settings = self.settings
        habits = Habits(
            manner=Manner(volume=settings.volume, rate=settings.rate),
            reminder=settings.reminder_seconds,
            sleep=settings.sleep_minutes * 60,
            remember=settings.remember_minutes * 60,
            introduce=introduce,
            profile=profile,
        )
        return Session(self.library, habits, look)

    def loop(self, output: Output, session: Session, journal: Journal) -> Loop:
        """All of it, speaking into an output."""
        mouth = Mouth(self.voice, output)
        return Loop(self.listener(), self.matcher, session, mouth, journal)
