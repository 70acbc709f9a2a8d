"""The graph as a list of arcs: which sounds, in which order, make which word.

A CTC network names each phone once, for a few frames, and says "blank" in between. So a phone is one state
with a loop, an optional blank stands between two phones, and a mandatory one between two of the same. The
labels that go in are Kaldi's transition-ids: 2p - 1 stays in phone p, 2p moves into it. The blank is phone 1,
and phone k of ours is Kaldi's k + 1. The words that come out stand on the first arc of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.training.phones import BLANK, OUTPUTS

EPSILON = 0
"""The label of an arc that takes no sound, or gives no word."""

START, LOOP, PAUSE = 0, 1, 2
"""The states between words: the first, the one that words begin and end in, and the same after a blank."""

FIRST_DISAMBIGUATION = 2 * OUTPUTS + 1
"""The first label after the transition-ids: it marks the end of a word, and sounds like nothing.

Words that sound the same end in different ones, so that the graph can tell their paths apart.
"""


@dataclass(frozen=True, slots=True)
class Arc:
    """One arc of a transducer."""

    source: int
    target: int
    sound: int
    word: int = EPSILON
    cost: float = 0.0

    def __str__(self) -> str:
        """The arc as OpenFst's `fstcompile` reads it."""
        return f"{self.source}\t{self.target}\t{self.sound}\t{self.word}\t{self.cost:g}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """The word for all that is none of the phrases. Costs are nats."""

    word: str
    phone_cost: float
    """Of each phone of a sound that is no known word."""
    rivals: Collection[Sequence[int]] = ()
    """How common words sound."""
    rival_cost: float = 0.0
    """Of each of them, however long."""


@dataclass(slots=True)
class Topology:
    """A graph of words, each of which can follow each."""

    arcs: list[Arc] = field(default_factory=list)
    ends: Counter[tuple[int, ...]] = field(default_factory=Counter)
    _states: int = PAUSE + 1

    def __post_init__(self) -> None:
        """Begin with the pause before, between and after words."""
        self._add(START, LOOP, EPSILON)
        self._add(LOOP, PAUSE, enter(BLANK))
        self._add(PAUSE, PAUSE, stay(BLANK))

    def add_word(self, word: int, phones: Sequence[int]) -> None:
        """A word, by its number, in one of the ways it is said."""
        end = FIRST_DISAMBIGUATION + self.ends[tuple(phones)]
        self.ends[tuple(phones)] += 1
        first = self._phone(phones[0])
        for between in (LOOP, PAUSE):
            self._add(between, first, enter(phones[0]), word)
        state, last = first, phones[0]
        for phone in phones[1:]:
            state, last = self._then(state, last, phone), phone
        self._add(state, LOOP, end)

    def add_unknown(self, word: int, cost: float) -> None:
        """A word of any phones, each at a cost: a rival for every word, and what strangers' talk becomes.

        Its heart has no loop without sound: such a loop ends the process of whoever decodes with it.
        """
        heart = self._new()
        self._add(heart, LOOP, FIRST_DISAMBIGUATION)
        silent = self._new()
        self._add(silent, silent, stay(BLANK))
        for phone in range(1, OUTPUTS):
            state = self._phone(phone)
            for between in (LOOP, PAUSE):
                self._add(between, state, enter(phone), word, cost)
            for inside in (heart, silent):
                self._add(inside, state, enter(phone), cost=cost)
            self._add(state, heart, EPSILON)
            self._add(state, silent, enter(BLANK))
        self._add(silent, LOOP, FIRST_DISAMBIGUATION)

    def add_rivals(self, word: int, sayings: Iterable[Sequence[int]], cost: float) -> None:
        """Sounds of common words that all come out as one word: talk to somebody else is made of them.

        They are a tree, in which words that begin alike share their beginning.
        """
        nodes: dict[tuple[int, ...], tuple[int, int]] = {}
        for saying in sorted(set(map(tuple, sayings))):
            for length in range(1, len(saying) + 1):
                if saying[:length] not in nodes:
                    nodes[saying[:length]] = self._node(nodes, saying[:length], word, cost)
            self._add(nodes[saying][0], LOOP, FIRST_DISAMBIGUATION)

    def disambiguation(self) -> range:
        """The labels that end words."""
        return range(FIRST_DISAMBIGUATION, FIRST_DISAMBIGUATION + max(self.ends.values(), default=1))

    def text(self) -> str:
        """The graph as `fstcompile` reads it."""
        finals = "\n".join(map(str, (START, LOOP, PAUSE)))
        return "\n".join([*map(str, self.arcs), finals]) + "\n"

    def _phone(self, phone: int) -> int:
        """A new state that a phone lasts in."""
        state = self._new()
        self._add(state, state, stay(phone))
        return state

    def _node(
        self,
        nodes: Mapping[tuple[int, ...], tuple[int, int]],
        saying: tuple[int, ...],
        word: int,
        cost: float,
    ) -> tuple[int, int]:
        """The states of a beginning's last phone and of the blank after it, reached from the node before."""
        state, blank = self._phone(saying[-1]), self._phone(BLANK)
        self._add(state, blank, enter(BLANK))
        if len(saying) == 1:
            for between in (LOOP, PAUSE):
                self._add(between, state, enter(saying[-1]), word, cost)
            return state, blank
        before, pause = nodes[saying[:-1]]
        self._add(pause, state, enter(saying[-1]))
        if saying[-1] != saying[-2]:
            self._add(before, state, enter(saying[-1]))
        return state, blank

    def _then(self, state: int, last: int, phone: int) -> int:
        """The state of the next phone, which is reached through a blank, and directly if it is another."""
        blank, following = self._phone(BLANK), self._phone(phone)
        self._add(state, blank, enter(BLANK))
        self._add(blank, following, enter(phone))
        if phone != last:
            self._add(state, following, enter(phone))
        return following

    def _new(self) -> int:
        self._states += 1
        return self._states - 1

    def _add(self, source: int, target: int, sound: int, word: int = EPSILON, cost: float = 0.0) -> None:
        self.arcs.append(Arc(source, target, sound, word, cost))


def enter(output: int) -> int:
    """The label of moving into the state of a network output."""
    return 2 * (output + 1)


def stay(output: int) -> int:
    """The label of another frame in the same state."""
    return 2 * (output + 1) - 1


def word_graph(
    sayings: Mapping[str, Iterable[Sequence[int]]], unknown: Unknown
) -> tuple[Topology, dict[str, int]]:
    """The graph of a vocabulary, and the number of each word in it."""
    graph = Topology()
    words = {word: number for number, word in enumerate([*sorted(sayings), unknown.word], start=1)}
    for word, phones in sorted(sayings.items()):
        for saying in phones:
            graph.add_word(words[word], saying)
    graph.add_unknown(words[unknown.word], unknown.phone_cost)
    graph.add_rivals(words[unknown.word], unknown.rivals, unknown.rival_cost)
    return graph, words


def grammar(words: Mapping[str, int], costs: Mapping[str, float]) -> str:
    """Any words in any order, each at its cost, where there is no phrase list; as text for `fstcompile`."""
    arcs = [str(Arc(START, START, words[word], words[word], cost)) for word, cost in costs.items()]
    return "\n".join([*arcs, str(START)]) + "\n"
