"""The phrases Charley knows: one list for the recognizer, the matcher and the tests."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain, dropwhile, product
from types import MappingProxyType

from rapidfuzz import utils

from intents.errors import ContentError
from intents.intent import Intent, told_by
from intents.particles import Particles
from intents.red_flag import RedFlag

OWN_WEIGHT = 3
"""How much more readily a phrase of the user's own is heard: its words stand in no other."""

TOLD = 3
"""Words that a complaint has at least to be one among others."""

CRY = 3
"""Up to so many words of a complaint, as they follow each other in it and a cramp among them, are a cry."""

MOST_WORDS = 16
"""More words than this are no phrase that is said in two ways."""

REPEATED = re.compile(r"\b(\w.*?)(?: \1)+\b")
"""Words that are said again at once."""


def normalise(text: str) -> str:
    """Text as it is compared: lower case, no punctuation, single spaces; "I've" and "ive" are the same."""
    bare = text.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return " ".join(utils.default_process(bare).split())


class Progress(Enum):
    """How far along a phrase the words heard so far are."""

    WHOLE = "whole"
    """A phrase, and nothing that may follow would change what it means."""
    OPEN = "open"
    """A phrase or a cry that could go on and mean something else ("go", "go back"; "cramp")."""
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

    @property
    def tells(self) -> str:
        """What it tells of the person, with no complaint in it; "" where it tells nothing."""
        return "" if self.wakes else told_by(self.intent, self.value)


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All phrases of a language, by their normalised text."""

    phrases: Mapping[str, Phrase]
    red_flags: tuple[RedFlag, ...]
    """In the order they are tried: the gravest first."""
    particles: Particles
    weights: Mapping[str, int]
    """How many times as likely as others some phrases are."""
    sounds_like: Mapping[str, str]
    """What a sign of danger is sometimes heard as, normalised, with that sign as it is written."""
    complaining: frozenset[str]
    """Every word of the complaints that wake Charley, normalised."""
    _pieces: frozenset[tuple[str, ...]]
    """Runs of a few words of those complaints."""
    _in_full: Mapping[str, Phrase]
    """The same phrases by their text in full."""
    _continued: Mapping[str, frozenset[tuple[Intent, str]]]
    _thanks: tuple[str, ...]

    @classmethod
    def of(
        cls,
        phrases: Iterable[Phrase],
        red_flags: Iterable[RedFlag],
        particles: Particles,
        weights: Mapping[str, int],
        sounds_like: Mapping[str, str] = MappingProxyType({}),
    ) -> Phrasebook:
        """Build the phrasebook. Raises ContentError where one wording has two meanings."""
        by_text: dict[str, Phrase] = {}
        in_full: dict[str, Phrase] = {}
        continued: dict[str, set[tuple[Intent, str]]] = defaultdict(set)
        for phrase in phrases:
            text = particles.as_listed(normalise(phrase.text))
            full = particles.in_full(text)
            by_text.setdefault(text, phrase)
            known = in_full.setdefault(full, phrase)
            if known.meaning != phrase.meaning:
                raise ContentError(
                    "phrases.toml", phrase.intent, f'"{phrase.text}" is already a phrase of {known.intent}'
                )
            for words in (text.split(), full.split()):
                for length in range(1, len(words)):
                    continued[" ".join(words[:length])].add(phrase.meaning)
        for table, texts in (("weight", weights), ("sounds_like", sounds_like)):
            for text in texts:
                if normalise(text) not in by_text:
                    raise ContentError("phrases.toml", f"{table}.{text}", "is not one of the phrases")
        for text, danger in sounds_like.items():
            meant = by_text.get(normalise(danger))
            if meant is None or meant.intent is not Intent.RED_FLAG:
                raise ContentError("phrases.toml", f"sounds_like.{text}", "names no sign of danger")
        complaints = [
            tuple(text.split())
            for text, phrase in by_text.items()
            if phrase.wakes and phrase.intent is Intent.LEG_CRAMP
        ]
        return cls(
            phrases=by_text,
            red_flags=tuple(red_flags),
            particles=particles,
            weights=weights,
            sounds_like={normalise(text): danger for text, danger in sounds_like.items()},
            complaining=frozenset(chain.from_iterable(complaints)),
            _pieces=frozenset(piece for words in complaints for piece in _pieces(words)),
            _in_full=in_full,
            _continued={text: frozenset(meanings) for text, meanings in continued.items()},
            _thanks=tuple(text for text, phrase in by_text.items() if phrase.intent is Intent.THANKS),
        )

    def find(self, text: str) -> Phrase | None:
        """The phrase that a normalised text is, with or without its fillers.

        They are taken from its ends first, as few as need be: "charley horse please" keeps its "charley".
        """
        words = self.particles.as_listed(text).split()
        counts = [word not in self.particles.fillers for word in words]
        bare = [word for word, count in zip(words, counts, strict=True) if count]
        before, after = (counts.index(True), counts[::-1].index(True)) if bare else (0, 0)
        ends = sorted(product(range(before + 1), range(after + 1)), key=sum)
        tried = [*(words[first : len(words) - last] for first, last in ends), bare]
        found = next(filter(None, map(self._known, map(" ".join, tried))), None)
        return found or self._in_fewer_words(text)

    def _known(self, text: str) -> Phrase | None:
        """The phrase that a normalised text is, whether its words are drawn together or not."""
        return self.phrases.get(text) or self._in_full.get(self.particles.in_full(text))

    def _in_fewer_words(self, text: str) -> Phrase | None:
        """The phrase that is left of "calf calf calf", "my my calf" or "that's great it's gone thank you"."""
        fewer = [REPEATED.sub(times, text) for times in (r"\1 \1", r"\1")]
        said = " ".join(dropwhile(self.particles.fillers.__contains__, text.split()))
        fewer += [text.removesuffix(f" {thanks}") for thanks in self._thanks]
        fewer += [left for thanks in self._thanks if (left := said.removeprefix(f"{thanks} ")) != said]
        return next((found for said in fewer if said != text and (found := self.find(said))), None)

    def paraphrased(self, text: str) -> Phrase | None:
        """The phrase that a text is in other words, or said twice in two ways; "yes no" is not."""
        words = [*dropwhile(self.particles.fillers.__contains__, text.split())]
        said = map(self.find, self.particles.paraphrases.of(" ".join(words)))
        found = next(filter(None, said), None) or self._in_two_ways(words)
        agreed = self.phrases.get(words[0]) if words else None
        against = agreed and agreed.intent is Intent.YES and found and found.intent is Intent.NO
        return None if against else found

    def _in_two_ways(self, words: Sequence[str]) -> Phrase | None:
        """The phrase that is said once in one way and then in another: "speak up I can't hear you"."""
        for length in range(1, len(words) if len(words) <= MOST_WORDS else 1):
            first, second = self.find(" ".join(words[:length])), self.find(" ".join(words[length:]))
            if first and second and first.meaning == second.meaning:
                return second
        return None

    def usual_answer(self, answer: str) -> Phrase | None:
        """The first lone word, of those that interrupt, for an answer such as "calf" or "yes", if any."""
        lone = (phrase for text, phrase in self.phrases.items() if text in self.particles.interrupts)
        return next((phrase for phrase in lone if answer in {phrase.value, phrase.intent}), None)

    def extended(self, own: Iterable[Phrase]) -> Phrasebook:
        """With more phrases. Raises ContentError where one of them has another meaning already."""
        more = tuple(own)
        weights = {**dict.fromkeys((phrase.text for phrase in more), OWN_WEIGHT), **self.weights}
        return Phrasebook.of(
            [*self.phrases.values(), *more], self.red_flags, self.particles, weights, self.sounds_like
        )

    def is_unclear(self, procedure: str) -> bool:
        """Whether the words of a red flag may mean danger or not."""
        return any(flag.unclear for flag in self.red_flags if flag.procedure == procedure)

    def texts(self) -> list[str]:
        """Every phrase as it is written."""
        return [phrase.text for phrase in self.phrases.values()]

    def grammar(self) -> list[str]:
        """What the recognizer listens for: every phrase, as often as its weight.

        What holds a negation also in full: "do not know" is no two words of any other phrase. And what may
        stand beside a phrase, but for the words that stand in one.
        """
        particles, texts = self.particles, self.texts()
        within = {word for text in texts for word in text.split()}
        beside = [text for text in particles.paraphrases.spoken if text not in within]
        full = (text for text in map(particles.in_full, texts) if particles.negate(text.split()))
        texts = list(dict.fromkeys([*texts, *full, *beside]))
        return [t for text in texts for t in [text] * self.weights.get(text, 1)]

    def words(self) -> dict[str, str]:
        """Every word the recognizer must know, with the first phrase that needs it."""
        return {word: text for text in reversed(self.grammar()) for word in text.split()}

    def beside_a_cramp(self, words: Sequence[str]) -> tuple[list[str], int]:
        """The words of complaints, and how many others; none without a cramp, or with "no" or "hand"."""
        known = [word for word in words if word in self.complaining]
        against = self.particles.negations | self.particles.elsewhere
        if self.particles.cramps.isdisjoint(known) or not against.isdisjoint(words):
            return [], 0
        return known, len(words) - len(known)

    def tells_of_a_cramp(self, words: Sequence[str]) -> bool:
        """Whether a cramp is among some words that hurts now, and in a leg."""
        against = self.particles.not_now | self.particles.elsewhere
        return not self.particles.cramps.isdisjoint(words) and against.isdisjoint(words)

    def told_beside(self, words: Sequence[str]) -> tuple[str, list[str]]:
        """What is told of the person beside a cramp, in the longest phrase that does, and the other words."""
        longest = max(text.count(" ") for text in self.phrases) + 1
        lengths = () if self.particles.cramps.isdisjoint(words) else range(min(len(words), longest), 0, -1)
        for length in lengths:
            for start in range(len(words) - length + 1):
                phrase = self.phrases.get(" ".join(words[start : start + length]))
                if phrase and phrase.tells:
                    return phrase.tells, [*words[:start], *words[start + length :]]
        return "", [*words]

    def complaint_among(self, words: Sequence[str], *, named: bool = True) -> Phrase | None:
        """The longest complaint among other words that hurts now; `named`: one that names a cramp."""
        wanted = self.particles.cramps if named else self.complaining
        if wanted.isdisjoint(words) or not self.particles.not_now.isdisjoint(words):
            return None
        longest = max(text.count(" ") for text in self.phrases) + 1
        for length in range(min(len(words), longest), TOLD - 1, -1):
            for start in range(len(words) - length + 1):
                part = words[start : start + length]
                phrase = self._known(" ".join(part))
                complains = phrase and phrase.wakes and phrase.intent is Intent.LEG_CRAMP
                if complains and not wanted.isdisjoint(part):
                    return phrase
        return None

    def place_named(self, words: Sequence[str]) -> str:
        """The one place that is named among other words; "" where none is, or more than one."""
        named = {
            self.phrases[word].value for word in words if word in self.particles.body & set(self.phrases)
        }
        return named.pop() if len(named) == 1 else ""

    def is_cry(self, words: Sequence[str]) -> bool:
        """Whether they are a piece of a complaint, with a cramp: "have a cramp", not "i'm is cramping"."""
        return tuple(words) in self._pieces and bool(self.beside_a_cramp(words)[0])

    def names_a_cramp(self, words: Sequence[str]) -> bool:
        """Whether one word may say where a cramp is: "calf cramp" and "last cramp", but not "hand cramp"."""
        match words:
            case [_, cramp]:
                return cramp in self.beside_a_cramp(words)[0] and cramp in self.particles.cramps
        return False

    def progress(self, heard: str) -> Progress:
        """Whether the words heard so far are a whole phrase, might become another, or are none."""
        words = normalise(heard).split()
        phrase = self.find(" ".join(words))
        if phrase is None:
            if words and self.particles.fillers.issuperset(words):
                return Progress.FILLER
            known, strays = self.beside_a_cramp(words)
            complete = 0 < len(known) <= CRY and not strays and words[-1] in self.particles.cramps
            return Progress.OPEN if complete else Progress.PART
        meanings = self._continued.get(normalise(phrase.text), frozenset())
        complaint_follows = bool(phrase.tells)  # "i'm diabetic and i have a cramp"
        return Progress.OPEN if complaint_follows or meanings - {phrase.meaning} else Progress.WHOLE


def _pieces(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every run of at most `CRY` of some words."""
    return (words[start : start + length] for length in range(1, CRY + 1) for start in range(len(words)))
