"""The file of phrases, `phrases.toml`, and a user's own beside it: its templates written out into phrases."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import Any

from intents.content.numbers import Numbers
from intents.content.particle_file import load_particles
from intents.content.tables import Table, read
from intents.errors import ContentError
from intents.intent import Intent
from intents.matching.particles import Particles
from intents.matching.phrase import Phrase, normalise
from intents.matching.phrasebook import Phrasebook
from intents.matching.red_flag import RedFlag

ADDABLE = sorted(set(Intent) - {Intent.RED_FLAG, Intent.SIGN})
"""Intents that a user may add phrases to: what means danger is not for them to change."""

SPOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
"""A word as it is spoken, without what stands around it on paper."""

SLOT = re.compile(r"\{(\w+)\}")


def load_phrasebook(folder: Traversable, numbers: Numbers) -> Phrasebook:
    """Read `phrases.toml`. Raises ContentError."""
    return _Reader(folder, numbers).read()


def load_own_phrases(
    folder: Traversable,
    numbers: Numbers,
    phrasebook: Phrasebook,
    own: Traversable,
    led_to: Collection[tuple[Intent, str]],
) -> list[Phrase]:
    """The phrases of a user's file, which may use the lists of the shipped one.

    `phrasebook` is that of the shipped phrases, and `led_to` are meanings that Charley can act on besides
    theirs. Raises ContentError.
    """
    waking = {phrase.intent for phrase in phrasebook.phrases.values() if phrase.wakes} | {Intent.OWN}
    added = _Reader(folder, numbers).read_own(own, waking)
    meanings = {*led_to, *(phrase.meaning for phrase in phrasebook.phrases.values())}
    for phrase in added:
        _require_known(own.name, phrase, meanings)
    spoken = ((phrase, SPOKEN.findall(phrase.text.lower())) for phrase in added)
    as_listed = phrasebook.particles.as_listed
    return [replace(phrase, text=" ".join(map(as_listed, words))) for phrase, words in spoken]


class _Reader:
    """Turns the tables of `phrases.toml` into phrases, list by list."""

    def __init__(self, folder: Traversable, numbers: Numbers) -> None:
        self._folder = folder
        self._file = folder / "phrases.toml"
        self._tables = read(self._file)
        self._lists: dict[str, Mapping[str, list[str]]] = {
            "number": {str(n): [word] for n, word in enumerate(numbers.words[1:13], start=1)},
        }
        for name, entries in self._take("lists").items():
            table = Table(self._file.name, f"lists.{name}", entries)
            self._lists[name] = {key: list(table.texts(key)) for key in entries}

    def read(self) -> Phrasebook:
        flags = self._take("red_flag")
        particles = load_particles(self._folder)
        weight = self._take("weight")
        table = Table(self._file.name, "weight", weight)
        weights = {text: table.whole(text) for text in weight}
        sounds_like = self._pairs("sounds_like")
        phrases = [phrase for name, rows in self._tables.items() for phrase in self._intent(name, rows)]
        red_flags: list[RedFlag] = []
        for procedure, rows in flags.items():
            table = Table(self._file.name, f"red_flag.{procedure}", rows)
            signs, found = self._danger(table, procedure, particles)
            phrases += signs
            red_flags += found
        only_awake = {phrase.text for phrase in phrases if not phrase.wakes}
        phrases = [
            replace(phrase, wakes=phrase.wakes and phrase.text not in only_awake) for phrase in phrases
        ]
        missing = set(Intent) - {phrase.intent for phrase in phrases} - {Intent.OWN}
        if missing:
            raise ContentError(self._file.name, min(missing), "has no phrases: Charley could never hear it")
        return Phrasebook.of(phrases, red_flags, particles, weights, sounds_like)

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

    def _danger(
        self, table: Table, procedure: str, particles: Particles
    ) -> tuple[list[Phrase], list[RedFlag]]:
        """The phrases of a danger, and the words that mean it among others."""
        words, unclear = table.texts("words"), table.flag("unclear", default=False)
        of_leg, not_elsewhere = table.texts("of_leg", []), table.flag("not_elsewhere", default=False)
        usual = table.text("check", "")
        checks, in_cramp = (self._telling(table, procedure, key, particles) for key in ("checks", "in_cramp"))
        signs = list(self._phrases(table, Intent.RED_FLAG, procedure))
        flags: list[RedFlag] = []
        # Whole phrases too: the "can't" of "I can't breathe" does not deny the "breathe".
        texts = [*words, *(sign.text for sign in signs)]
        if not unclear:  # "it is red" may go on with "wine"
            texts = [way for text in texts for way in dict.fromkeys((text, particles.in_full(text)))]
        for text in (*texts, *of_leg):
            said = tuple(normalise(text).split())
            stems = tuple(map(particles.stem, said))
            check, other = (
                next((name for name, known in telling.items() if not known.isdisjoint(stems)), "")
                for telling in (checks, in_cramp)
            )
            known_by = stems if len(said) > 1 else said
            flag = RedFlag(known_by, procedure, unclear, check or usual, other, text in of_leg, not_elsewhere)
            flags.append(flag)
        return signs, flags

    def _telling(
        self, table: Table, procedure: str, key: str, particles: Particles
    ) -> Mapping[str, set[str]]:
        """The stems of the words that tell which procedure asks about a danger."""
        rows = table.mapping(key)
        texts = Table(self._file.name, f"red_flag.{procedure}.{key}", rows)
        return {name: set(map(particles.stem, texts.texts(name))) for name in rows}

    def _pairs(self, name: str) -> Mapping[str, str]:
        rows = self._take(name)
        table = Table(self._file.name, name, rows)
        return {key: table.text(key) for key in rows}

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
        for name, may_wake in (("values", wakes), ("only_awake_values", False)):
            values = table.mapping(name)
            entries = Table(self._file.name, f"{intent}.{name}", values)
            for entry in values:
                for template in entries.texts(entry):
                    written = self._expand(entries, template, Phrase(template, intent, "", may_wake))
                    yield from (replace(phrase, value=entry) for phrase in written)
        table.close()

    def _expand(self, table: Table, template: str, phrase: Phrase) -> Iterator[Phrase]:
        slot = SLOT.search(template)
        if slot is None:
            if "{" in template or "}" in template:
                raise table.error(template, "has a brace too many or too few: a list is named {place}")
            yield _meaningful(table, replace(phrase, text=template, wakes=phrase.wakes and " " in template))
            return
        entries = self._lists.get(slot[1])
        if entries is None:
            raise table.error(template, f"names none of the lists: {', '.join(self._lists)}")
        for value, words in entries.items():
            for word in words:
                text = template.replace(slot[0], word)
                yield from self._expand(table, text, replace(phrase, value=value))


def _require_known(file: str, phrase: Phrase, meanings: Collection[tuple[Intent, str]]) -> None:
    """A user's phrase says what Charley can act on, or names a procedure of theirs. Raises ContentError."""
    intent, value = phrase.meaning
    if phrase.meaning in meanings or (intent is Intent.OWN and value):
        return
    names = sorted(name for known, name in meanings if known is intent and name)
    if intent is Intent.OWN:
        problem = "belongs under [own.values], after the name of a procedure of yours"
    elif not names:
        problem = f'belongs into phrases: {intent} knows no "{value}"'
    elif value:
        problem = f'belongs under another name than "{value}"; {intent} knows {", ".join(names)}'
    else:
        problem = f"belongs under [{intent}.values], after one of {', '.join(names)}"
    raise ContentError(file, f'"{phrase.text}"', problem)


def _meaningful(table: Table, phrase: Phrase) -> Phrase:
    """The phrase; ContentError where nobody could say it, or nothing could be done about it."""
    if not normalise(phrase.text):
        raise table.error(phrase.text, "has no words")
    if phrase.intent is Intent.GO_TO_STEP and not phrase.value.isdecimal():
        raise table.error(phrase.text, "names no step: write {number} where its number is said")
    return phrase
