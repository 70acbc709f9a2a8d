"""Who is in the bed: what they have told of themselves, and the words as they are for them."""

from __future__ import annotations

from dataclasses import replace

from intents.content.library import Library
from intents.content.procedures import Place
from intents.content.profile import NOBODY, Profile, fitted


class Person:
    """One person, of whom more may become known."""

    def __init__(self, library: Library) -> None:
        self.library = library
        """The words, with the procedures as they are for this person."""
        self._procedures = library.procedures
        self.profile = NOBODY
        """What they have told of themselves, for every night."""
        self._in_passing: set[str] = set()  # and for this conversation
        self.informed = False
        """Whether they know in this conversation that something is left out."""

    def tell(self, profile: Profile) -> None:
        """Leave out from now on what is not for a person with these conditions."""
        self.profile = profile
        self._fit()

    def tell_in_passing(self, condition: str) -> None:
        """Leave out what is not for this condition too, until the conversation is forgotten."""
        self._in_passing.add(condition)
        self.informed = True
        self._fit()

    @property
    def in_passing(self) -> Profile:
        """What they have told for this conversation alone."""
        return frozenset(self._in_passing) - self.profile

    def forget(self) -> None:
        """Forget what was told in passing."""
        self.informed = False
        if self._in_passing:
            self._in_passing.clear()
            self._fit()

    def title(self, procedure: str) -> str:
        """What a procedure is called, also one that another takes the place of; "" where there is none."""
        known = self._procedures.get(procedure)
        return known.title if known else ""

    def place(self, place: Place | None) -> Place | None:
        """The same step, or the next or else the last that is left; None where its procedure is closed."""
        procedure = self.library.procedures.get(place.procedure.name) if place else None
        if place is None or procedure is None:
            return None
        if procedure.name != place.procedure.name:
            return Place(procedure, 0)
        keys = [step.key for step in procedure.steps]
        left = [keys.index(step.key) for step in place.procedure.steps[place.index :] if step.key in keys]
        return Place(procedure, left[0] if left else len(keys) - 1)

    def _fit(self) -> None:
        had = [self.library.condition(key) for key in sorted(self.profile | self._in_passing)]
        self.library = replace(self.library, procedures=fitted(self._procedures, had))
