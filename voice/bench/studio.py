"""The studio: where every sound of the benchmark comes from, the same in every run."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

import numpy as np

from intents.intent import Intent
from intents.matching.phrase import Phrase
from intents.matching.phrasebook import Phrasebook
from voice.bench.noises import Random, fan, traffic
from voice.bench.recordings import Recording, Recordings
from voice.bench.scenes import Manner, Scene, Staged, stage
from voice.bench.speakers import Speaker, mumblers, speakers, whisperers
from voice.sound import Samples

SEED = 20

COMPLAINTS = 12
"""Complaints without a place that are tried: those that stand first in the phrasebook."""


@dataclass(frozen=True)
class Studio:
    """Speakers, rooms, noises and recordings."""

    phrasebook: Phrasebook
    recordings: Recordings
    clips: int
    """Phrases spoken in each scene."""
    every: int
    """Each so-manieth recording is used."""

    @cached_property
    def commands(self) -> list[Phrase]:
        """The usual wording of every intent, which stands first, and what people say most."""
        usual: dict[Intent, Phrase] = {}
        for phrase in self.phrasebook.phrases.values():
            usual.setdefault(phrase.intent, phrase)
        often = [*self.phrasebook.weights, *self.phrasebook.particles.interrupts]
        known = self.phrasebook.phrases
        return list(
            dict.fromkeys([*usual.values(), *(known[text] for text in sorted(often) if text in known)])
        )

    @cached_property
    def complaints(self) -> list[Phrase]:
        """What wakes Charley: "leg cramp" and the like, and a place with each complaint."""
        waking = [p for p in self.phrasebook.phrases.values() if p.wakes and p.intent is Intent.LEG_CRAMP]
        places = {phrase.value: phrase for phrase in reversed(waking) if phrase.value}
        return [*waking[:COMPLAINTS], *places.values()]

    @cached_property
    def dangers(self) -> list[Phrase]:
        """Sentences of people's own that hold a sign of danger."""
        return [Phrase(text, Intent.RED_FLAG, "", wakes=False) for text in lines("dangers.txt")]

    def spoken(self, phrases: Sequence[Phrase], scene: Scene) -> Iterator[tuple[Phrase, Staged]]:
        """Phrases at random, each by a speaker at random."""
        for number, (phrase, speech) in enumerate(self._said(phrases, scene)):
            yield phrase, self._staged(speech, scene, "spoken", number)

    def said_twice(self, phrases: Sequence[Phrase], scene: Scene) -> Iterator[tuple[Staged, Staged]]:
        """The same, and each said again in the same way while another noise sounds."""
        for number, (_, speech) in enumerate(self._said(phrases, scene)):
            first = self._staged(speech, scene, "spoken", number)
            yield first, self._staged(speech, scene, "said again", number)

    def recorded(
        self,
        pack: str,
        scenes: Sequence[Scene],
        *,
        share: int = 1,
        wanted: Callable[[str], bool] = lambda text: True,
    ) -> Iterator[tuple[Recording, Staged]]:
        """The recordings of a pack whose text is wanted, or one of so many, each in a scene at random."""
        random = chance("recorded", pack)
        kept = self.recordings.pack(pack, every=self.every * share, wanted=wanted)
        for number, recording in enumerate(kept):
            scene = scenes[int(random.integers(len(scenes)))]
            yield recording, self._staged(recording.sound, scene, pack, number)

    def strangers(self, scenes: Sequence[Scene]) -> Iterator[Staged]:
        """Every sentence that is not meant for Charley, by every speaker."""
        random = chance("strangers")
        for number, speaker in enumerate(self._casts[Manner.PLAIN]):
            for sentence in lines("strangers.txt")[number % self.every :: self.every]:
                scene = scenes[int(random.integers(len(scenes)))]
                yield self._staged(speaker.say(sentence), scene, f"strangers {sentence}", number)

    def _staged(self, speech: Samples, scene: Scene, what: str, number: int) -> Staged:
        """In a room, by chance of its own: some voices never say a word in quite the same time."""
        return stage(speech, scene, self.noises, chance(what, scene.name, str(number)))

    def _said(self, phrases: Sequence[Phrase], scene: Scene) -> Iterator[tuple[Phrase, Samples]]:
        random, cast = chance("said", scene.name), self._casts[scene.manner]
        for _ in range(self.clips):
            phrase = phrases[int(random.integers(len(phrases)))]
            yield phrase, cast[int(random.integers(len(cast)))].say(phrase.text)

    @cached_property
    def noises(self) -> list[Samples]:
        """What sounds in a household: recorded where there are recordings, else a fan and cars."""
        recorded = [recording.sound for recording in self.recordings.pack("dev/noise")]
        random = chance("noises")
        return recorded or [make(60, random) for make in (fan, traffic)]

    @cached_property
    def _casts(self) -> dict[Manner, list[Speaker]]:
        plain = speakers()
        return {
            Manner.PLAIN: plain,
            Manner.WHISPER: whisperers() or plain,
            Manner.MUMBLE: mumblers(),
        }


def chance(*what: str) -> Random:
    """Chance that depends on nothing but what it is for."""
    return np.random.default_rng([SEED, zlib.crc32(" ".join(what).encode())])


def lines(file: str) -> list[str]:
    """What is said in one of the files beside this one, one sentence a line."""
    written = (resources.files("voice.bench") / file).read_text(encoding="utf-8").splitlines()
    return [line for line in written if not line.startswith("#")]
