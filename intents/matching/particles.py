"""Particles: small words that turn, begin or place what is said, and so have a part of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from intents.matching.paraphrase import Paraphrases
from intents.matching.red_flag import NOTHING_DENIED, Denial

STEM = 3
"""Letters that a word has at least without its ending."""

REACH = 4
"""Words before "pain" in which a negation denies it: "I don't have any chest pain"."""


@dataclass(frozen=True, slots=True)
class CryWords:
    """Words of who is hurt in a stretch, normalised."""

    hurting: frozenset[str] = frozenset()
    """They tell by themselves that it hurts: "hurts"."""
    pain: frozenset[str] = frozenset()
    """They do so unless they are denied: "pain"."""
    stopping: frozenset[str] = frozenset()
    """They want it to end."""
    describing: frozenset[str] = frozenset()
    """They cry where they tell how something is: "it's awful"."""
    past: frozenset[str] = frozenset()
    """Shortly before "pain", they tell that it is over."""
    present: frozenset[str] = frozenset()
    """Beside them, it is not: "it was fine but now it's agony"."""
    elsewhere: frozenset[str] = frozenset()
    """Beside them, it is not in a leg, though a cramp may be."""
    easing: frozenset[str] = frozenset()
    """They tell that it hurts less, or no more."""
    asking: frozenset[str] = frozenset()
    """They begin a question about it."""
    growing: tuple[str, ...] = ()
    """Beside a cry, they tell that it gets worse: "more painful"."""

    @property
    def words(self) -> frozenset[str]:
        """All that cry."""
        return self.hurting | self.pain | self.stopping

    def is_over(self, cry: Sequence[str]) -> bool:
        """Whether words up to that of a cry tell of a pain that is over: "that was painful"."""
        close = cry[-REACH - 1 :]
        return not self.past.isdisjoint(close) and (self.present | self.stopping).isdisjoint(close)


@dataclass(frozen=True, slots=True)
class LastingWords:
    """Words beside how long a cramp has been there, normalised."""

    words: frozenset[str]
    """They tell nothing else."""
    to_come: frozenset[str]
    """Beside them, that time is still to come."""
    instead: Mapping[str, str]
    """What goes on, with what would tell of it as of now."""


@dataclass(frozen=True, slots=True)
class ComplaintWords:
    """Words of a cramp among others, normalised."""

    cramps: frozenset[str] = frozenset()
    """They make a complaint of what is nearly one."""
    body: frozenset[str] = frozenset()
    """They tell that it is somebody's own."""
    not_now: frozenset[str] = frozenset()
    """They tell that it is not what hurts now."""
    it: frozenset[str] = frozenset()
    """They may stand for it."""
    outcries: frozenset[str] = frozenset()
    """They deny nothing in front of it: "oh no, I've got a cramp"."""


@dataclass(frozen=True, slots=True)
class DangerWords:
    """Words of a danger among others, normalised."""

    leg: frozenset[str] = frozenset()
    """Parts of the leg."""
    speaker: frozenset[str] = frozenset()
    """They tell that it is the speaker's, or of somebody whom they look after."""
    elsewhen: tuple[str, ...] = ()
    """Beside them it is asked about first: it may be of another time, or somebody else's."""
    taken_back: tuple[str, ...] = ()
    """They take it back: "didn't say"."""
    denial: Denial = NOTHING_DENIED

    def is_elsewhen(self, text: str) -> bool:
        """Whether what a normalised text tells of may be long ago, or somebody else's."""
        return any(f" {then} " in f" {text} " and f"since {then}" not in text for then in self.elsewhen)

    def take_back(self, text: str) -> bool:
        """Whether a normalised text takes back what was told of."""
        return _any_among(self.taken_back, text)


@dataclass(frozen=True, slots=True)
class Particles:
    """Small words with a part of their own, normalised."""

    negations: frozenset[str]
    """They turn a meaning round."""
    objections: frozenset[str]
    """Negations that do not reach across a small word: "no, it's numb"."""
    fresh_starts: frozenset[str]
    """No negation reaches across them: "not this, my chest hurts"."""
    reassuring: frozenset[str]
    """Behind a "yes" they make it none: "yes, it's fine"."""
    fillers: frozenset[str]
    """They change nothing."""
    describing: frozenset[str]
    """Fillers that tell how something is behind a word that links them to it: "I'm not okay"."""
    linking: frozenset[str]
    """Words that do so."""
    small: frozenset[str]
    """They may be others, or left out, in what is nearly a phrase."""
    interrupts: frozenset[str]
    """Alone, they are believed even while Charley itself speaks."""
    elsewhere: frozenset[str]
    """They tell that a cramp is not in a leg."""
    questions: tuple[str, ...]
    """What a question begins with that, but for that, could be a statement: "is it better"."""
    statements: frozenset[str]
    """They begin a statement behind a question or an outcry: "can you help me, I can't breathe"."""
    endings: tuple[str, ...]
    """What words may end in or not, and are the same."""
    written: Mapping[str, str]
    """Words that are written in another way and sound the same, with the way that Charley writes them."""
    short: Mapping[str, str]
    """Words that are two drawn together, as they are written and normalised, with those: "it's", "it is"."""
    paraphrases: Paraphrases
    """What may be said in other words."""
    lasting: LastingWords
    complaint: ComplaintWords
    danger: DangerWords
    cry: CryWords

    def as_listed(self, text: str) -> str:
        """A normalised text as Charley writes it."""
        return " ".join(self.written.get(word, word) for word in text.split())

    def in_full(self, text: str) -> str:
        """A text, normalised or not, with no words drawn together: "it is not" for "it's not"."""
        return " ".join(self.short.get(word, word) for word in text.split())

    def drawn_together(self, text: str) -> str:
        """A normalised text with all words drawn together that may be: "its not" for "it is not"."""
        spaced = f" {text} "
        for word, full in self.short.items():
            spaced = spaced.replace(f" {full} ", f" {word} ") if word.isalpha() else spaced
        return spaced.strip()

    def negate(self, words: Iterable[str]) -> bool:
        """Whether one of some words turns their meaning round."""
        return not self.negations.isdisjoint(words)

    def change_nothing(self, words: Sequence[str]) -> list[bool]:
        """For each of some words, whether it is a filler, and does not tell at their end how something is."""
        fillers, before = list[bool](), ""
        for at, word in enumerate(words, 1):
            describes = self._describes(word, before) and self.fillers.issuperset(words[at:])
            fillers.append(word in self.fillers and not describes)
            before = before if fillers[-1] else word
        return fillers

    def _describes(self, word: str, before: str) -> bool:
        return word in self.describing and before in self.linking

    def affirmed(self, words: Sequence[str]) -> list[str]:
        """What is said before anything is denied: "I've got a cramp in my leg and it won't let go"."""
        return list(takewhile(lambda word: word not in self.negations, self._behind_an_outcry(words)))

    def _behind_an_outcry(self, words: Sequence[str]) -> Sequence[str]:
        begun = next((at for at, word in enumerate(words) if word in self.statements), 0)
        cried = " ".join(word for word in words[:begun] if word not in self.fillers)
        return words[begun:] if cried in self.complaint.outcries else words

    def stem(self, word: str) -> str:
        """A word without its ending: "clots" and "clot" are the same."""
        bare = (word.removesuffix(end) for end in self.endings if word.endswith(end))
        return next((stem for stem in bare if len(stem) >= STEM), word)

    def grows(self, text: str) -> bool:
        """Whether the pain of which a normalised text cries gets worse, and not "no worse"."""
        spaced = f" {text} "
        parts = (spaced.partition(f" {words} ") for words in self.cry.growing)
        return any(
            found and not self.denied(before.split()[-REACH:], found.split()) for before, found, _ in parts
        )

    def asks(self, text: str) -> str:
        """What the question that a normalised text is begins with; "" where it is none."""
        return next((begin for begin in self.questions if text.startswith(f"{begin} ")), "")

    def asks_about_cramps(self, text: str) -> bool:
        """Whether a normalised text asks what cramps are like: "are leg cramps dangerous"."""
        return not self.complaint.cramps.isdisjoint(self.asks(text).split())

    def only_asks(self, text: str) -> bool:
        """Whether a normalised text is a question that tells nothing."""
        begin = self.asks(text)
        return bool(begin) and self.statements.isdisjoint(text.removeprefix(begin).split())

    def goes_with_a_yes(self, words: Sequence[str]) -> bool:
        """Whether normalised words behind a "yes" leave it one: they deny, ease, ask and put off nothing."""
        asked = words and (words[0] in self.cry.asking or self.asks(" ".join(words)))
        against = self.negations | self.cry.easing | self.reassuring | self.elsewhere | self.cry.elsewhere
        return not asked and against.isdisjoint(words)

    def cries_out(self, words: Sequence[str]) -> Sequence[str]:
        """Normalised words up to the first that cries; none where there is none that is not denied or asked.

        "hurts" is denied by the word before it alone ("i can't, it hurts"), "pain" by one of the last few.
        "stop" and "it's bad" are cries beside words that tell nothing else.
        """
        cries = self.cry
        if self.asks(" ".join(words)) or words[0] in cries.asking or not cries.easing.isdisjoint(words):
            return ()
        told = set(words) - self.fillers - self.negations - self.small - cries.words
        for at, word in enumerate(words):
            close, reach = words[max(0, at - 1) : at], words[max(0, at - REACH) : at]
            if word in cries.hurting and self.negations.isdisjoint(close):
                return words[: at + 1]
            if word in cries.pain and not self.denied(reach, [word]):
                return words[: at + 1]
            if word in cries.stopping and not told and (self.negations - self.objections).isdisjoint(close):
                return words[: at + 1]
            if word in cries.describing and not told and self._is_bad(words[:at], word):
                return words[: at + 1]
        return ()

    def _is_bad(self, before: Sequence[str], word: str) -> bool:
        """Whether a word tells how something is, and not how it is not."""
        link = next((other for other in reversed(before) if other not in self.fillers), "")
        return self._describes(word, link) and link not in self.negations

    def denied(self, before: Sequence[str], told: Sequence[str]) -> bool:
        """Whether words deny those behind them; "no" does so but across a small one: "no, it's worse"."""
        for at, word in enumerate(before, 1):
            across = word in self.objections and not self.small.isdisjoint([*before[at:], *told[:1]])
            if word in self.negations and not across:
                return True
        return False


def _any_among(wordings: Iterable[str], text: str) -> bool:
    return any(f" {words} " in f" {text} " for words in wordings)
