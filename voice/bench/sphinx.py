"""pocketsphinx with its own English model: a grammar of the phrases, or a list of phrases to spot."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pocketsphinx

from intents.matching.phrase import Phrase
from intents.matching.phrasebook import Phrasebook
from voice.bench.contender import Lateness, Taken
from voice.sound import RATE, Samples

SEARCH = "charley"

THRESHOLD = 1e-30
"""How sure the spotting of a phrase must be; its manual leaves this to trial.

Of twelve complaints in a quiet room 1e-10 spots none, 1e-30 six, 1e-45 nine (and four false alarms a minute).
"""


class SphinxGrammar:
    """Its endpointer cuts out the utterances, its grammar knows nothing but phrases."""

    name = "pocketsphinx"

    def __init__(self, phrasebook: Phrasebook, every: int = 1) -> None:
        self.every = every
        self._decoder = _decoder()
        known = _known(self._decoder, phrasebook.phrases.values())
        self._phrases = {phrase.text: phrase for phrase in known}
        rule = " | ".join(phrase.text for phrase in known)
        self._decoder.add_jsgf_string(SEARCH, f"#JSGF V1.0; grammar charley; public <phrase> = {rule};")
        self._decoder.activate_search(SEARCH)

    def hear(self, sound: Samples) -> list[Taken]:
        """Frame by frame."""
        late = Lateness()
        taken: list[Taken] = []
        ends = pocketsphinx.Endpointer(sample_rate=RATE)
        listening = False
        frame = ends.frame_bytes // 2
        for start in range(0, len(sound) - frame + 1, frame):
            with late.working((start + frame) / RATE):
                speech = ends.process(sound[start : start + frame].tobytes())
                if speech is not None:
                    listening = listening or _start(self._decoder)
                    self._decoder.process_raw(speech, False, False)  # noqa: FBT003 - it takes them so
                over = listening and not ends.in_speech
                found = self._found() if over else []
            listening = listening and not over
            taken += [Taken(phrase.text, phrase.meaning, phrase.wakes, late.now) for phrase in found]
        found = self._found() if listening else []
        return taken + [Taken(phrase.text, phrase.meaning, phrase.wakes, late.now) for phrase in found]

    def forget(self) -> None:
        """It remembers nothing."""

    def _found(self) -> list[Phrase]:
        self._decoder.end_utt()
        guess = self._decoder.hyp()
        phrase = self._phrases.get(guess.hypstr) if guess else None
        return [phrase] if phrase else []


class SphinxKeyphrases:
    """It listens all the time for the phrases that wake, and for nothing else."""

    name = "pocketsphinx, keyphrases"

    def __init__(self, phrases: Iterable[Phrase], threshold: float = THRESHOLD, every: int = 1) -> None:
        self.every = every
        self._decoder = _decoder()
        self._phrases = {phrase.text: phrase for phrase in _known(self._decoder, phrases)}
        with tempfile.TemporaryDirectory(prefix="charley-") as folder:
            listed = Path(folder) / "keyphrases.txt"
            listed.write_text(
                "".join(f"{text} /{threshold:g}/\n" for text in self._phrases), encoding="utf-8"
            )
            self._decoder.add_kws(SEARCH, str(listed))
        self._decoder.activate_search(SEARCH)

    def hear(self, sound: Samples) -> list[Taken]:
        """In tenths of a second."""
        late = Lateness()
        taken: list[Taken] = []
        _start(self._decoder)
        step = RATE // 10
        for start in range(0, len(sound), step):
            block = sound[start : start + step]
            with late.working((start + len(block)) / RATE):
                self._decoder.process_raw(block.tobytes(), False, False)  # noqa: FBT003 - it takes them so
                guess = self._decoder.hyp()
                if guess:
                    self._decoder.end_utt()
                    _start(self._decoder)
            if guess:
                phrase = self._phrases[guess.hypstr.strip().split("  ")[0]]
                taken.append(Taken(phrase.text, phrase.meaning, phrase.wakes, late.now))
        self._decoder.end_utt()
        return taken

    def forget(self) -> None:
        """It remembers nothing."""


def _decoder() -> pocketsphinx.Decoder:
    return pocketsphinx.Decoder(lm=None, loglevel="FATAL", samprate=RATE)


def _start(decoder: pocketsphinx.Decoder) -> bool:
    decoder.start_utt()
    return True


def _known(decoder: pocketsphinx.Decoder, phrases: Iterable[Phrase]) -> list[Phrase]:
    """Those of whose words it has the pronunciation."""
    return [phrase for phrase in phrases if all(map(decoder.lookup_word, phrase.text.split()))]
