"""The phrases Charley knows, from `phrases.toml`: one list for the recognizer, the matcher and the tests."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from importlib.resources.abc import Traversable
from typing import Any

from rapidfuzz import utils

from intents.errors import ContentError
from intents.intent import Intent
from intents.numbers import Numbers
from intents.tables import Table, read

ADDABLE = sorted(set(Intent) - {Intent.RED_FLAG})
"""Intents that a user may add phrases to: what means danger is not for them to change."""

OWN_WEIGHT = 3
"""How much more readily a phrase of the user's own is heard: its words stand in no other."""

SPOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
"""A word as it is spoken, without what stands around it on paper."""

SLOT = re.compile(r"\{(\w+)\}")


def normalise(text: str) -> str:
    """Text as it is compared: lower case, no punctuation, single spaces; "I've" and "ive" are the same."""
    bare = text.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return " ".join(utils.default_process(bare).split())


class Progress(Enum):
    """How far along a phrase the words heard so far are."""

    WHOLE = "whole"
    """A phrase, and nothing that may follow would change what it means."""
    OPEN = "open"
    """A phrase that could go on and mean something else ("go", "go back")."""
    PART = "part"
    """No phrase, or none yet."""
    FILLER = "filler"
    """Only words that change nothing ("ow"): a phrase may follow."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say one thing."""

    text: str
    intent: Intent
    value: str
    wakes: bool
    """Whether it is answered by a sleeping Charley."""

    @property
    def meaning(self) -> tuple[Intent, str]:
        """What it says, whatever its words."""
        return self.intent, self.value


@dataclass(frozen=True, slots=True)
class RedFlag:
    """Words that mean danger wherever they stand."""

    words: tuple[str, ...]
    """Normalised, in order."""
    procedure: str
    """Name of the procedure that answers."""


@dataclass(frozen=True, slots=True)
class Particles:
    """Small words with a part of their own, normalised."""

    negations: frozenset[str]
    """They turn a meaning round."""
    fresh_starts: frozenset[str]
    """A negation does not reach across them: "no, my chest hurts"."""
    fillers: frozenset[str]
    """They change nothing."""
    interrupts: frozenset[str]
    """Alone, they are believed even while Charley itself speaks."""
    cramps: frozenset[str]
    """They make a complaint of what is nearly one."""
    body: frozenset[str]
    """They tell that a cramp among other words is somebody's own."""
    written: Mapping[str, str]
    """Words that are written in another way and sound the same, with the way that Charley writes them."""

    def as_listed(self, text: str) -> str:
        """A normalised text as Charley writes it."""
        return " ".join(self.written.get(word, word) for word in text.split())


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All phrases of a language, by their normalised text."""

    phrases: Mapping[str, Phrase]
    red_flags: tuple[RedFlag, ...]
    """In the order they are tried: the gravest first."""
    particles: Particles
    weights: Mapping[str, int]
    """How many times as likely as others some phrases are."""
    complaining: frozenset[str]
    """Every word of the complaints that wake Charley, normalised."""
    _continued: Mapping[str, frozenset[tuple[Intent, str]]]

    @classmethod
    def of(
        cls,
        phrases: Iterable[Phrase],
        red_flags: Iterable[RedFlag],
        particles: Particles,
        weights: Mapping[str, int],
    ) -> Phrasebook:
        """Build the phrasebook. Raises ContentError where one wording has two meanings."""
        by_text: dict[str, Phrase] = {}
        continued: dict[str, set[tuple[Intent, str]]] = defaultdict(set)
        for phrase in phrases:
            text = particles.as_listed(normalise(phrase.text))
            known = by_text.setdefault(text, phrase)
            if known.meaning != phrase.meaning:
                raise ContentError(
                    "phrases.toml", phrase.intent, f'"{phrase.text}" is already a phrase of {known.intent}'
                )
            words = text.split()
            for length in range(1, len(words)):
                continued[" ".join(words[:length])].add(phrase.meaning)
        for text in weights:
            if normalise(text) not in by_text:
                raise ContentError("phrases.toml", f"weight.{text}", "is not one of the phrases")
        return cls(
            phrases=by_text,
            red_flags=tuple(red_flags),
            particles=particles,
            weights=weights,
            complaining=frozenset(
                word
                for text, phrase in by_text.items()
                if phrase.wakes and phrase.intent is Intent.LEG_CRAMP
                for word in text.split()
            ),
            _continued={text: frozenset(meanings) for text, meanings in continued.items()},
        )

    def find(self, text: str) -> Phrase | None:
        """The phrase that a normalised text is, with or without its fillers."""
        listed = self.particles.as_listed(text)
        bare = " ".join(word for word in listed.split() if word not in self.particles.fillers)
        return self.phrases.get(listed) or self.phrases.get(bare)

    def extended(self, own: Iterable[Phrase]) -> Phrasebook:
        """With more phrases. Raises ContentError where one of them has another meaning already."""
        more = tuple(own)
        weights = {**dict.fromkeys((phrase.text for phrase in more), OWN_WEIGHT), **self.weights}
        return Phrasebook.of([*self.phrases.values(), *more], self.red_flags, self.particles, weights)

    def texts(self) -> list[str]:
        """Every phrase as it is written."""
        return [phrase.text for phrase in self.phrases.values()]

    def grammar(self) -> list[str]:
        """What the recognizer listens for: every phrase, as often as its weight."""
        return [t for text in self.texts() for t in [text] * self.weights.get(text, 1)]

    def words(self) -> dict[str, str]:
        """Every word the recognizer must know, with the first phrase that needs it."""
        return {word: text for text in reversed(self.texts()) for word in text.split()}

    def progress(self, heard: str) -> Progress:
        """Whether the words heard so far are a whole phrase, might become another, or are none."""
        phrase = self.find(normalise(heard))
        if phrase is None:
            fillers = heard and self.particles.fillers.issuperset(normalise(heard).split())
            return Progress.FILLER if fillers else Progress.PART
        meanings = self._continued.get(normalise(phrase.text), frozenset())
        return Progress.OPEN if meanings - {phrase.meaning} else Progress.WHOLE


def load_phrasebook(folder: Traversable, numbers: Numbers) -> Phrasebook:
    """Read `phrases.toml`. Raises ContentError."""
    return _Reader(folder, numbers).read()


def load_own_phrases(folder: Traversable, numbers: Numbers, own: Traversable) -> list[Phrase]:
    """The phrases of a user's file, which may use the lists of the shipped one. Raises ContentError."""
    reader = _Reader(folder, numbers)
    waking = {phrase.intent for phrase in reader.read().phrases.values() if phrase.wakes} | {Intent.OWN}
    spoken = ((phrase, SPOKEN.findall(phrase.text.lower())) for phrase in reader.read_own(own, waking))
    return [replace(phrase, text=" ".join(words)) for phrase, words in spoken]


class _Reader:
    """Turns the tables of `phrases.toml` into phrases, list by list."""

    def __init__(self, folder: Traversable, numbers: Numbers) -> None:
        self._file = folder / "phrases.toml"
        self._tables = read(self._file)
        self._lists: dict[str, Mapping[str, list[str]]] = {
            "number": {str(n): [word] for n, word in enumerate(numbers.words[1:13], start=1)},
        }

    def read(self) -> Phrasebook:
        for name, entries in self._take("lists").items():
            table = Table(self._file.name, f"lists.{name}", entries)
            self._lists[name] = {key: list(table.texts(key)) for key in entries}
        flags = self._take("red_flag")
        particles = Particles(
            negations=self._words("negation"),
            fresh_starts=self._words("fresh_start"),
            fillers=self._words("filler"),
            interrupts=self._words("interrupt"),
            cramps=self._words("cramp"),
            body=self._words("body"),
            written=self._written(),
        )
        weight = self._take("weight")
        table = Table(self._file.name, "weight", weight)
        weights = {text: table.whole(text) for text in weight}
        phrases = [phrase for name, rows in self._tables.items() for phrase in self._intent(name, rows)]
        red_flags: list[RedFlag] = []
        for procedure, rows in flags.items():
            table = Table(self._file.name, f"red_flag.{procedure}", rows)
            words = table.texts("words")
            signs = list(self._phrases(table, Intent.RED_FLAG, procedure))
            # Whole phrases too: the "can't" of "I can't breathe" does not deny the "breathe".
            texts = [*words, *(sign.text for sign in signs)]
            red_flags += [RedFlag(tuple(normalise(text).split()), procedure) for text in texts]
            phrases += signs
        missing = set(Intent) - {phrase.intent for phrase in phrases} - {Intent.OWN}
        if missing:
            raise ContentError(self._file.name, min(missing), "has no phrases: Charley could never hear it")
        return Phrasebook.of(phrases, red_flags, particles, weights)

    def read_own(self, file: Traversable, waking: set[Intent]) -> list[Phrase]:
        """What a user has added: it wakes Charley where the shipped phrases of the same intent do."""
        self._file = file
        added: list[Phrase] = []
        for name, rows in read(file).items():
            if name not in ADDABLE:
                raise ContentError(file.name, name, f"cannot be added to; these can: {', '.join(ADDABLE)}")
            usual = {"phrases": [], "wakes": name in waking}
            added += self._intent(name, {**usual, **rows} if isinstance(rows, dict) else rows)
        return added

    def _words(self, name: str) -> frozenset[str]:
        table = Table(self._file.name, name, self._take(name))
        words = frozenset(map(normalise, table.texts("words")))
        table.close()
        return words

    def _written(self) -> Mapping[str, str]:
        spellings = self._take("written")
        table = Table(self._file.name, "written", spellings)
        return {normalise(word): normalise(table.text(word)) for word in spellings}

    def _take(self, name: str) -> Mapping[str, Any]:
        rows = self._tables.pop(name, None)
        if not isinstance(rows, dict):
            raise ContentError(self._file.name, name, "is missing")
        return rows

    def _intent(self, name: str, rows: object) -> Iterator[Phrase]:
        table = Table(self._file.name, name, rows)
        if name not in set(Intent):
            raise ContentError(self._file.name, name, f"is not an intent; these are: {', '.join(Intent)}")
        yield from self._phrases(table, Intent(name), "")

    def _phrases(self, table: Table, intent: Intent, value: str) -> Iterator[Phrase]:
        wakes = table.flag("wakes", default=False)
        for template in table.texts("phrases"):
            yield from self._expand(table, template, Phrase(template, intent, value, wakes))
        for template in table.texts("only_awake", []):
            yield from self._expand(table, template, Phrase(template, intent, value, wakes=False))
        values = table.mapping("values")
        entries = Table(self._file.name, f"{intent}.values", values)
        for entry in values:
            yield from (Phrase(text, intent, entry, wakes and " " in text) for text in entries.texts(entry))
        table.close()

    def _expand(self, table: Table, template: str, phrase: Phrase) -> Iterator[Phrase]:
        slot = SLOT.search(template)
        if slot is None:
            if "{" in template or "}" in template:
                raise table.error(template, "has a brace too many or too few: a list is named {place}")
            yield replace(phrase, text=template, wakes=phrase.wakes and " " in template)
            return
        entries = self._lists.get(slot[1])
        if entries is None:
            raise table.error(template, "names a list that is not under [lists]")
        for value, words in entries.items():
            for word in words:
                text = template.replace(slot[0], word)
                yield from self._expand(table, text, replace(phrase, value=value))
