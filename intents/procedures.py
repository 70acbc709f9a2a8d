"""Procedures: what Charley leads a person through, one step at a time, read from `procedures/*.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from intents.errors import ContentError
from intents.intent import Intent
from intents.tables import Table, read

NEXT_STEP = "next"
"""An answer's target: go on with the step that follows."""

KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Answer:
    """Where an answer to a question leads."""

    go: str
    """Name of a procedure, `NEXT_STEP`, or "" where the answer means an intent."""
    say: str
    """Key of a reply said on the way, or "" for none."""
    means: Intent | None = None
    """What the answer is taken for: a "yes" to "is it gone" means the same as "it's gone"."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing said, and what is waited for after it."""

    key: str
    """Name within the procedure."""
    say: str
    """The words, one action; may hold {emergency} and {urgent}, the country's numbers."""
    hold: int
    """Seconds counted once the words are said; 0 where nothing is counted."""
    not_for: tuple[str, ...]
    """Who must not do this: keys of `cautions.toml`."""
    answers: Mapping[str, Answer]
    """What a question waits for ("yes", "calf", "else" for anything not named): empty for an instruction."""
    silence: int
    """Seconds after which a question takes silence for the answer "silence"; 0 where it waits."""
    topic: str
    """What "tell me about ..." calls this step; "" where it has no name of its own."""
    sources: tuple[str, ...]
    """Keys of `sources.toml`: who says so."""
    evidence: str
    """How strong the evidence is: "low", "moderate", "expert" or "" where it is not a claim."""


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

    @property
    def relieves(self) -> bool:
        """Whether this works on a cramp, so that "it still hurts" means another round of it."""
        return self.again >= 0

    def step_about(self, topic: str) -> int | None:
        """Index of the step with this topic."""
        return next((i for i, step in enumerate(self.steps) if step.topic == topic), None)


def load_procedures(folder: Traversable) -> dict[str, Procedure]:
    """All procedures of a folder by name. Raises ContentError on the first mistake."""
    found = {p.name: p for p in map(_procedure, _toml_files(folder))}
    for procedure in found.values():
        for target in _targets(procedure):
            if target and target not in found:
                raise ContentError(f"{procedure.name}.toml", target, "is not the name of a procedure")
    return found


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    yield from sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def _targets(procedure: Procedure) -> Iterator[str]:
    yield procedure.then
    for step in procedure.steps:
        yield from (a.go for a in step.answers.values() if a.go not in ("", NEXT_STEP))


def _procedure(file: Traversable) -> Procedure:
    table = Table(file.name, "", read(file))
    title = table.text("title")
    then = table.text("then", "")
    again = table.text("again", "")
    rows = table.mapping("step")
    table.close()
    if not rows:
        raise ContentError(file.name, "step", "a procedure needs at least one [step.NAME]")
    steps = tuple(_step(file.name, key, row) for key, row in rows.items())
    keys = [step.key for step in steps]
    if again and again not in keys:
        raise table.error("again", f"must be one of the steps: {', '.join(keys)}")
    return Procedure(
        name=file.name.removesuffix(".toml"),
        title=title,
        steps=steps,
        then=then,
        again=keys.index(again) if again else -1,
    )


def _step(file: str, key: str, row: object) -> Step:
    table = Table(file, f"step.{key}", row)
    if not KEY.fullmatch(key):
        raise table.error("", "a step's name is lower-case letters, digits and underscores")
    step = Step(
        key=key,
        say=table.text("say"),
        hold=table.whole("hold", 0),
        not_for=table.texts("not_for", []),
        answers={name: _answer(table, name, value) for name, value in table.mapping("answers").items()},
        silence=table.whole("silence", 0),
        topic=table.text("topic", ""),
        sources=table.texts("sources", []),
        evidence=table.text("evidence", ""),
    )
    table.close()
    if step.answers and step.hold:
        raise table.error("hold", "a question has no hold")
    if bool(step.silence) != ("silence" in step.answers):
        raise table.error("silence", 'goes together with the answer "silence"')
    return step


def _answer(step: Table, name: str, value: object) -> Answer:
    match value:
        case str():
            return Answer(go=value, say="")
        case {"go": str(go), **rest} if set(rest) <= {"say"}:
            return Answer(go=go, say=str(rest.get("say", "")))
        case {"means": str(intent), **rest} if not rest and intent in set(Intent):
            return Answer(go="", say="", means=Intent(intent))
    raise step.error(
        f"answers.{name}", 'must be a procedure\'s name, {go = "name", say = "reply"}, or {means = "intent"}'
    )
