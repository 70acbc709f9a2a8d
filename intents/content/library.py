"""All the words of one language, read once and checked against each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from intents.content.countries import Country, choose_country, load_countries
from intents.content.numbers import Numbers, load_numbers
from intents.content.phrase_file import load_phrasebook
from intents.content.procedure_file import NOT_OF_THEMSELVES, load_procedures
from intents.content.procedures import Place, Procedure
from intents.content.profile import Condition, load_conditions
from intents.content.replies import FIELDS, Line, Replies, load_replies
from intents.content.tables import Table, read
from intents.errors import ContentError
from intents.intent import CAN_BREATHE, TAKEN_BACK, Intent
from intents.matching.phrasebook import Phrasebook

ENTRIES = (
    "where",
    "side",
    "red_flags",
    "still_hurts",
    "rest",
    "aftercare",
    "gone",
    "emergency",
    "chest_check",
    "numb_check",
    "all_clear",
    "in_doubt",
    "long_cramp",
    "diary_offer",
    "diary_notice",
    "diary_delete",
    "set_up",
)
"""Procedures the dialogue goes to by itself."""

TOPICS = frozenset(
    {
        Intent.WATER,
        Intent.EXERCISE,
        Intent.PREGNANCY,
        Intent.AFTERCARE,
        Intent.PREVENTION,
        Intent.CAUSES,
        Intent.DOCTOR,
    }
)
"""Intents answered by the procedure of the same name."""


@dataclass(frozen=True, slots=True)
class Library:
    """What the dialogue reads from."""

    phrasebook: Phrasebook
    procedures: Mapping[str, Procedure]
    replies: Replies
    numbers: Numbers
    decoys: tuple[str, ...]
    """Words of no meaning that the recognizer listens for too."""
    cautions: Mapping[str, str]
    """Who must leave a step out, in words that follow "Leave this out with"."""
    conditions: Mapping[str, Condition]
    """What a person can tell of themselves, in the order it is asked."""
    country: Country

    def condition(self, key: str) -> Condition:
        """One that is asked for, or a single caution, which can be told in passing alone."""
        return self.conditions.get(key) or Condition(self.cautions[key], frozenset({key}), {})

    def step_line(self, place: Place) -> Line:
        """What is said at a step, with the country's numbers filled in."""
        text = place.step.say.format(emergency=self.country.emergency, urgent=self.country.urgent)
        return Line(place.key, text)

    def lines(self) -> list[Line]:
        """Every line of every procedure."""
        return [self.step_line(Place(p, i)) for p in self.procedures.values() for i in range(len(p.steps))]


def load_library(folder: Traversable, country: str = "") -> Library:
    """Read and check all words of a language; `country` is an ISO code, or "" where unknown.

    Raises ContentError, which names the file and the key.
    """
    numbers = load_numbers(folder)
    procedures = load_procedures(folder / "procedures")
    rows = read(folder / "cautions.toml")
    table = Table("cautions.toml", "", rows)
    cautions = {key: table.text(key) for key in rows}
    library = Library(
        phrasebook=load_phrasebook(folder, numbers),
        procedures=procedures,
        replies=load_replies(folder),
        numbers=numbers,
        decoys=Table("decoys.toml", "", read(folder / "decoys.toml")).texts("words"),
        cautions=cautions,
        conditions=load_conditions(folder, procedures, cautions),
        country=choose_country(load_countries(folder), country),
    )
    check_links(library)
    return library


def check_links(library: Library) -> None:
    """Refuse names that lead nowhere. Raises ContentError."""
    _check_dangers(library)
    _check_values(library)
    for procedure in library.procedures.values():
        file = f"{procedure.name}.toml"
        named = [("not_for", caution) for caution in procedure.not_for]
        named += [("caution", procedure.caution)] if procedure.caution else []
        named += [(f"step.{step.key}", caution) for step in procedure.steps for caution in step.not_for]
        for where, caution in named:
            if caution not in library.cautions:
                raise ContentError(
                    file,
                    where,
                    f'"{caution}" is not in cautions.toml, which has {", ".join(library.cautions)}',
                )
        for step in procedure.steps:
            where = f"step.{step.key}"
            for answer in step.answers.values():
                if answer.say and FIELDS.get(answer.say) != ():
                    raise ContentError(
                        file, where, f'"{answer.say}" is not in replies.toml, or has a field to fill in'
                    )


def _check_dangers(library: Library) -> None:
    """Refuse a danger that nothing answers, and a check on one that no "yes" answers."""
    flags, procedures = library.phrasebook.red_flags, library.procedures
    checks = {name for flag in flags for name in (flag.check, flag.in_cramp) if name}
    for name in {*ENTRIES, *TOPICS, *checks, *(flag.procedure for flag in flags)}:
        if name not in procedures:
            raise ContentError("procedures", name, "the dialogue needs a procedure of this name")
    for name in sorted(checks):
        step = procedures[name].steps[0]
        if "yes" not in step.answers:
            raise ContentError(
                f"{name}.toml", f"step.{step.key}", 'asks about a danger, and no "yes" answers'
            )


def _check_values(library: Library) -> None:
    """Refuse a phrase whose value names nothing."""
    checks = library.procedures
    named: dict[Intent, tuple[Collection[str], str]] = {
        Intent.CAUTION: (
            {*library.conditions, *library.cautions},
            "is neither in profile.toml nor in cautions.toml",
        ),
        Intent.COMFORT: ({*checks, CAN_BREATHE}, "is no procedure"),
        Intent.NO: (
            {*checks, *library.conditions, *NOT_OF_THEMSELVES, TAKEN_BACK},
            "is neither a procedure, nor in profile.toml, nor an answer",
        ),
        Intent.HOW_HARD: (FIELDS, "is not in replies.toml"),
        Intent.WHAT_IS: (FIELDS, "is not in replies.toml"),
    }
    for phrase in library.phrasebook.phrases.values():
        known, problem = named.get(phrase.intent, ((), ""))
        if phrase.value and problem and phrase.value not in known:
            raise ContentError("phrases.toml", f"{phrase.intent}.values.{phrase.value}", problem)
