"""The profile: what a person must not do, and the procedures made to fit them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

from intents.content.procedures import Procedure, Step
from intents.content.tables import Table, read
from intents.errors import ContentError

Profile = frozenset[str]
"""Keys of the conditions a person has."""

NOBODY: Profile = frozenset()
"""The profile of who has said nothing of themselves."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that makes a step wrong for a person; its key is that of its question in `set_up.toml`."""

    name: str
    """What Charley calls it aloud."""
    cautions: frozenset[str]
    """Keys of `cautions.toml`: whoever must leave a step out for one of these has this condition."""
    swaps: Mapping[str, str]
    """Procedures that others take the place of."""


def load_conditions(
    folder: Traversable, procedures: Mapping[str, Procedure], cautions: Mapping[str, str]
) -> dict[str, Condition]:
    """Read `profile.toml`; each condition has its question. Raises ContentError."""
    file = folder / "profile.toml"
    found = {
        key: _condition(Table(file.name, key, row), procedures, cautions) for key, row in read(file).items()
    }
    questions = [step.key for step in procedures["set_up"].steps] if "set_up" in procedures else []
    if list(found) != questions:
        raise ContentError(
            file.name, "", f"must hold what set_up.toml asks, in that order: {', '.join(questions)}"
        )
    return found


def _condition(table: Table, procedures: Mapping[str, Procedure], cautions: Mapping[str, str]) -> Condition:
    condition = Condition(
        name=table.text("name"),
        cautions=frozenset(table.texts("cautions")),
        swaps={key: str(value) for key, value in table.mapping("swaps").items()},
    )
    table.close()
    for caution in sorted(condition.cautions - set(cautions)):
        raise table.error("cautions", f'"{caution}" is not in cautions.toml')
    for name in (*condition.swaps, *condition.swaps.values()):
        if name not in procedures:
            raise table.error("swaps", f'"{name}" is not the name of a procedure')
    return condition


def fitted(procedures: Mapping[str, Procedure], conditions: Iterable[Condition]) -> dict[str, Procedure]:
    """The procedures for a person with these conditions: what they must not do is left out or replaced."""
    had = list(conditions)
    cautions = frozenset[str]().union(*(condition.cautions for condition in had))
    swaps = {name: other for condition in had for name, other in condition.swaps.items()}
    closed = {name for name, p in procedures.items() if not cautions.isdisjoint(p.not_for)}
    fit = _fit(procedures, cautions, closed)
    while empty := {name for name, procedure in fit.items() if not procedure.steps}:
        closed |= empty
        fit = _fit(procedures, cautions, closed)
    return {name: fit[swaps.get(name, name)] for name in fit}


def _fit(
    procedures: Mapping[str, Procedure], cautions: frozenset[str], closed: set[str]
) -> dict[str, Procedure]:
    """What is left of the procedures that are open, empty ones too."""
    return {name: _fit_one(p, cautions, closed) for name, p in procedures.items() if name not in closed}


def _fit_one(procedure: Procedure, cautions: frozenset[str], closed: set[str]) -> Procedure:
    """A procedure without the steps that are wrong; the next that is left begins another round."""
    kept = [_step(step, cautions, closed) for step in procedure.steps]
    then = "" if procedure.then in closed else procedure.then
    if kept == [*procedure.steps] and then == procedure.then:
        return procedure
    left = tuple(step for step in kept if step)
    begins = sum(step is not None for step in kept[: procedure.again])
    again = min(begins, len(left) - 1) if procedure.relieves else -1
    said = procedure.in_pain >= 0 and kept[procedure.in_pain] is not None
    in_pain = sum(step is not None for step in kept[: procedure.in_pain]) if said else -1
    return replace(procedure, steps=left, then=then, again=again, in_pain=in_pain, fitted=True)


def _step(step: Step, cautions: frozenset[str], closed: set[str]) -> Step | None:
    """A step as it is for this person; None where nothing is left of it."""
    leads_wrong = any(closed & answer.targets for answer in step.answers.values())
    if not leads_wrong and cautions.isdisjoint(step.not_for):
        return step
    if not step.instead:
        return None
    left = tuple(caution for caution in step.not_for if caution not in cautions)
    return replace(step, say=step.instead, not_for=left, answers={}, silence=0)
