"""Procedures: what Charley leads a person through, one step at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intents.intent import Intent

NEXT_STEP = "next"
"""An answer's target: go on with the step that follows."""

THIS_STEP = "ask"
"""An answer's target: the question once more."""

WHERE_THEY_WERE = "return"
"""An answer's target: back to what the question has interrupted."""

WAYS = frozenset({"", NEXT_STEP, THIS_STEP, WHERE_THEY_WERE})
"""What an answer leads to that is no procedure."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Where an answer to a question leads."""

    go: str
    """Name of a procedure, one of the other `WAYS`, or "" where the answer means an intent."""
    say: str
    """Key of a reply said on the way, or "" for none."""
    then: str = ""
    """The same, if the question has been asked once more."""
    means: Intent | None = None
    """What the answer is taken for: a "yes" to "is it gone" means the same as "it's gone"."""
    notes: bool = False
    """Whether the person has what the step asks about: a condition of `profile.toml`, named as the step."""

    @property
    def targets(self) -> frozenset[str]:
        """Names of the procedures it leads to."""
        return frozenset({self.go, self.then}) - WAYS


@dataclass(frozen=True, slots=True)
class Step:
    """One thing said, and what is waited for after it."""

    key: str
    """Name within the procedure."""
    question: str
    """The step whose question this is, such as "red_flags.chest": the one that it is `like`, or itself."""
    say: str
    """The words, one action; may hold {emergency} and {urgent}, the country's numbers."""
    hold: int
    """Seconds counted once the words are said; 0 where nothing is counted."""
    not_for: tuple[str, ...]
    """Who must not do this: keys of `cautions.toml`."""
    instead: str
    """The words for who must not; "" where the step is left out for them."""
    answers: Mapping[str, Answer]
    """Where each answer leads; empty for an instruction."""
    silence: int
    """Seconds after which a question takes silence for the answer "silence"; 0 where it waits."""
    topic: str
    """What "tell me about ..." calls this step; "" where it has no name of its own."""
    sources: tuple[str, ...]
    """Keys of `sources.toml`: who says so."""
    evidence: str
    """How strong the evidence for it is, "low" or "expert" say; "" where it is not a claim."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """Steps in order."""

    name: str
    """The file's name without its ending."""
    title: str
    """What Charley calls it aloud."""
    steps: tuple[Step, ...]
    then: str
    """Name of the procedure that follows the last step, or ""."""
    again: int
    """Index of the step to return to for another round; -1 where the procedure relieves nothing."""
    in_pain: int
    """Index of the step said of this topic in the middle of a relief, by the way; -1 where none is."""
    danger: bool
    """Whether this answers a danger: no stretch follows, and no other notice."""
    check: str
    """Name of the procedure that asks first where this danger may have been misheard; "" where none does."""
    until: str
    """Name of the procedure whose questions come after this danger before any relief; "" where none do."""
    not_for: tuple[str, ...]
    """Who must be led past all of it: keys of `cautions.toml`."""
    caution: str
    """What holds for whoever is led here, from then on: a key of `cautions.toml`; "" for nothing."""
    fitted: bool = False
    """Whether something was left out or replaced for the person."""

    @property
    def relieves(self) -> bool:
        """Whether this works on a cramp, so that "it still hurts" means another round of it."""
        return self.again >= 0

    @property
    def returns(self) -> bool:
        """Whether an answer leads back to what these questions have interrupted."""
        return any(answer.go == WHERE_THEY_WERE for step in self.steps for answer in step.answers.values())

    def targets(self) -> Iterator[tuple[str, str]]:
        """Every key that leads to another procedure, with that one's name."""
        if self.then:
            yield "then", self.then
        if self.check:
            yield "check", self.check
        if self.until:
            yield "until", self.until
        for step in self.steps:
            for name, answer in step.answers.items():
                yield from ((f"step.{step.key}.answers.{name}", target) for target in answer.targets)

    def step_about(self, topic: str) -> int | None:
        """Index of the step with this topic."""
        return next((i for i, step in enumerate(self.steps) if topic and step.topic == topic), None)


@dataclass(frozen=True, slots=True)
class Place:
    """A step of a procedure."""

    procedure: Procedure
    index: int

    @property
    def step(self) -> Step:
        """The step itself."""
        return self.procedure.steps[self.index]

    @property
    def key(self) -> str:
        """The step's name among all steps, such as "calf.pull"."""
        return f"{self.procedure.name}.{self.step.key}"

    @property
    def number(self) -> int:
        """The step's number as a person counts, from one."""
        return self.index + 1
