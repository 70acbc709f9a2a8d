"""Putting Charley together from settings: the one place where the parts are made."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import vosk

from intents.content.countries import UNKNOWN as UNKNOWN_COUNTRY
from intents.content.countries import load_countries
from intents.content.library import Library, load_library
from intents.content.own import with_own
from intents.content.profile import NOBODY, Profile
from intents.content.tables import shipped
from intents.dialogue.diary import Look, nowhere
from intents.dialogue.session import Habits, Session
from intents.errors import ContentError
from intents.matching.matcher import Matcher
from models.store import BUILT_IN, user_store
from models.vocabulary import Vocabulary
from voice.hearing.gate import Gate, GateSettings, VoiceGate
from voice.hearing.listener import Keep, Listener
from voice.hearing.recognizer import (
    DOUBTS,
    Doubt,
    Sensitivity,
    VoskRecognizer,
    knows,
    load_model,
    require_words,
)
from voice.hearing.second_look import SecondLook
from voice.hearing.spelling import Spelling
from voice.hearing.trial import try_out
from voice.journal import Journal
from voice.loop import Loop
from voice.quiet_hours import by_day, by_the_clock
from voice.settings import Settings, region, user_folder
from voice.speaking.earcons import Earcon
from voice.speaking.mouth import Mouth
from voice.speaking.playback import Output
from voice.speaking.synthesizer import Synthesizer, Voice


@dataclass(frozen=True)
class Assembly:
    """Charley's parts, each made when it is first needed."""

    settings: Settings

    @cached_property
    def library(self) -> Library:
        """All the words: the user's own too, unless there is a mistake in them. Raises ContentError."""
        try:
            return self.own_library
        except ContentError:
            return self.shipped_library

    @cached_property
    def own_library(self) -> Library:
        """The shipped words and the user's own. Raises ContentError for the first mistake."""
        folder, vocabulary = shipped(self.settings.language), self._vocabulary
        own, can_spell = user_folder(), lambda word: bool(vocabulary.spelling(word))
        return with_own(self.shipped_library, folder, own, vocabulary.words, can_spell)

    @cached_property
    def shipped_library(self) -> Library:
        """The words that come with Charley. Raises ContentError."""
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
        folder = self._model_folder
        if self.settings.model != BUILT_IN:
            try_out(folder)
        model = load_model(folder)
        needed = self.library.phrasebook.words()
        require_words(model, {word: needed[word] for word in needed if word not in self.spelling.sounds})
        return model

    @cached_property
    def spelling(self) -> Spelling:
        """How words are heard that the model does not know."""
        spelled = {word: self._vocabulary.spelling(word) for word in self.library.phrasebook.words()}
        return Spelling({word: sounds for word, sounds in spelled.items() if sounds not in ((), (word,))})

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary.of(self._model_folder)

    @property
    def _model_folder(self) -> Path:
        return user_store().find(self.settings.model)

    def listener(
        self, gate: Gate | None = None, keep: Keep | None = None, doubt: Doubt | None = None
    ) -> Listener:
        """What hears, through a gate of its own and with the usual doubt where none is given.

        `keep` takes the sound it hears.
        """
        phrasebook = self.library.phrasebook
        needed = phrasebook.words()
        decoys = [word for word in self.library.decoys if word not in needed]
        particles = phrasebook.particles
        beside = particles.fillers | particles.elsewhere | particles.cry.elsewhere
        phrases = [*phrasebook.grammar(), *(word for word in sorted(beside) if knows(self.model, word))]
        doubt = doubt or DOUBTS[Sensitivity(self.settings.sensitivity)]
        recognizer = VoskRecognizer(self.model, phrases, decoys, doubt, self.spelling)
        judged = doubt.again and self._vocabulary.has_sounds  # else its likelihoods mean something unknown
        look = SecondLook(self.model, doubt.again, self.spelling) if judged else None
        return Listener(
            gate or VoiceGate(GateSettings()), recognizer, phrasebook.progress, keep=keep, look=look
        )

    def session(
        self,
        *,
        introduce: bool,
        look: Look = nowhere,
        profile: Profile = NOBODY,
        recorded: bool = False,
        clock: Callable[[], datetime] | None = None,
    ) -> Session:
        """A dialogue; `introduce` where Charley is still to say that it is not a doctor.

        Where there is a `clock`, it is softer in the quiet hours.
        """
        settings = self.settings
        habits = Habits(
            manner=by_the_clock(settings, clock) if clock else by_day(settings),
            reminder=settings.reminder_seconds,
            sleep=settings.sleep_minutes * 60,
            remember=settings.remember_minutes * 60,
            introduce=introduce,
            profile=profile,
            recorded=recorded,
        )
        return Session(self.library, habits, look)

    def loop(self, output: Output, session: Session, journal: Journal, keep: Keep | None = None) -> Loop:
        """All of it, speaking into an output; `keep` takes the sound of each utterance."""
        mouth = Mouth(self.voice, output, [Earcon(name) for name in self.settings.earcons])
        return Loop(self.listener(keep=keep), self.matcher, session, mouth, journal)
