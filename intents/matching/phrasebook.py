"""The phrases Charley knows: one list for the recognizer, the matcher and the tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import dropwhile, product
from types import MappingProxyType

from intents.errors import ContentError
from intents.intent import Intent
from intents.matching.complaints import Complaints
from intents.matching.lasting import Lasting
from intents.matching.particles import Particles
from intents.matching.phrase import Phrase, Wordings, normalise
from intents.matching.places import Places
from intents.matching.red_flag import RedFlag

OWN_WEIGHT = 3
"""How much more readily a phrase of the user's own is heard: its words stand in no other."""

MOST_WORDS = 16
"""More words than this are no phrase that is said in two ways."""


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
    comparable: Mapping[str, tuple[str, ...]]
    """What several words may nearly be: texts that deny nothing, by the question they begin with, or "".

    How long it lasts is none: "in ten minutes" is no kind of "ten minutes".
    """
    complaints: Complaints
    lasting: Lasting
    places: Places
    _wordings: Wordings
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
        longest = max(text.count(" ") for text in in_full) + 1 if in_full else 0
        wordings = Wordings(by_text, in_full, particles, longest)
        return cls(
            phrases=by_text,
            red_flags=tuple(red_flags),
            particles=particles,
            weights=weights,
            sounds_like={normalise(text): danger for text, danger in sounds_like.items()},
            comparable=_comparable(by_text, particles),
            complaints=Complaints.of(wordings),
            lasting=Lasting(wordings),
            places=Places.of(wordings),
            _wordings=wordings,
            _continued={text: frozenset(meanings) for text, meanings in continued.items()},
            _thanks=tuple(text for text, phrase in by_text.items() if phrase.intent is Intent.THANKS),
        )

    def find(self, text: str) -> Phrase | None:
        """The phrase that a normalised text is, with or without its fillers.

        They are taken from its ends first, as few as need be: "charley horse please" keeps its "charley".
        """
        words = self.particles.as_listed(text).split()
        counts = [not filler for filler in self.particles.change_nothing(words)]
        bare = [word for word, count in zip(words, counts, strict=True) if count]
        before, after = (counts.index(True), counts[::-1].index(True)) if bare else (0, 0)
        ends = sorted(product(range(before + 1), range(after + 1)), key=sum)
        tried = [*(words[first : len(words) - last] for first, last in ends), bare]
        return next(filter(None, map(self._wordings.of, tried)), None) or self._in_fewer_words(text)

    def _in_fewer_words(self, text: str) -> Phrase | None:
        """The phrase that is left of "calf calf calf", "my my calf" or "that's great it's gone thank you"."""
        words = text.split()
        once = _repeated(words, 1)
        fewer = [" ".join(_repeated(words, 2)), " ".join(once)] if len(once) < len(words) else []
        fewer.append(self._without_thanks(text))
        return next((found for said in fewer if said != text and (found := self.find(said))), None)

    def _without_thanks(self, text: str) -> str:
        """What is said before, between and behind thanks."""
        said = " ".join(dropwhile(self.particles.fillers.__contains__, text.split()))
        for thanks in self._thanks:
            less = said.removeprefix(f"{thanks} ").removesuffix(f" {thanks}")
            if less != said:
                return self._without_thanks(less)
        return text

    def paraphrased(self, text: str) -> Phrase | None:
        """The phrase that a text is in other words, or said twice in two ways; "yes no" is not."""
        words = [*dropwhile(self.particles.fillers.__contains__, text.split())]
        said = map(self.find, self.particles.paraphrases.of(" ".join(words)))
        found = next(filter(None, said), None) or self._in_two_ways(words)
        agreed = self.phrases.get(words[0]) if words else None
        denies = found is not None and found.intent is Intent.NO and not found.value
        against = agreed is not None and agreed.intent is Intent.YES and denies
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

    def progress(self, heard: str) -> Progress:
        """Whether the words heard so far are a whole phrase, might become another, or are none."""
        words = normalise(heard).split()
        phrase = self.find(" ".join(words))
        if phrase is None:
            if words and self.particles.fillers.issuperset(words):
                return Progress.FILLER
            complete = bool(words) and self.complaints.begins(words)
            return Progress.OPEN if complete else Progress.PART
        meanings = self._continued.get(normalise(phrase.text), frozenset())
        complaint_follows = bool(phrase.tells)  # "i'm diabetic and i have a cramp"
        return Progress.OPEN if complaint_follows or meanings - {phrase.meaning} else Progress.WHOLE


def _repeated(words: Sequence[str], times: int) -> list[str]:
    """Some words, and so many times those that are said again at once."""
    kept, left = list[str](), [*words]
    while left:
        halves = range(1, len(left) // 2 + 1) if left[0] in left[1:] else ()
        size = next((n for n in halves if left[0] == left[n] and left[:n] == left[n : 2 * n]), 0)
        part = left[: size or 1]
        kept += part * (times if size else 1)
        left = left[len(part) :]
        while size and left[:size] == part:
            left = left[size:]
    return kept


def _comparable(phrases: Mapping[str, Phrase], particles: Particles) -> Mapping[str, tuple[str, ...]]:
    """The texts of several words that deny nothing, by the question that they begin with."""
    by_question: dict[str, list[str]] = defaultdict(list)
    for text, phrase in phrases.items():
        words = text.split()
        if len(words) > 1 and not phrase.lasts and not particles.negate(words):
            by_question[particles.asks(text)].append(text)
    return {question: tuple(texts) for question, texts in by_question.items()}
