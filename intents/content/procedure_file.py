"""The reader of `procedures/*.toml`: a procedure each, and every mistake in one told by its file and key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Any

from intents.content.procedures import NEXT_STEP, THIS_STEP, WAYS, Answer, Procedure, Step
from intents.content.tables import Table, read
from intents.errors import ContentError
from intents.intent import Intent

PLACES = ("calf", "foot", "thigh", "front", "back", "shin", "both", "front_leg", "other", "injury")
SIDES = ("front_side", "back_side")
MEANT = (
    Intent.GONE,
    Intent.STILL_HURTS,
    Intent.DONE,
    Intent.DIARY_ON,
    Intent.DIARY_OFF,
    Intent.DIARY_DELETE,
    Intent.LEG_CRAMP,
)
"""What an answer can mean that can be said at any time."""

OF_THEMSELVES = (
    "pregnancy",
    "unsteady",
    "dizzy",
    "numb_feet",
    "blood_thinners",
    "fluid_limit",
    "new_joint",
    "arteries",
)
NOT_OF_THEMSELVES = ("not_pregnant", "no_blood_thinners")
IN_PART = ("a_little", "easing", "hurts", "sore", "half_an_hour", "breath", "swell")
SIGNS = ("cold_leg", "red_leg", "warm_leg", "hot", "unwell", "lasting", "short", "hard_muscle")
OF_THE_PERSON = (*OF_THEMSELVES, *NOT_OF_THEMSELVES)
ANSWERS = ("yes", "no", *PLACES, *SIDES, *OF_THE_PERSON, *IN_PART, *SIGNS, "unknown", "skip", "silence")
"""What a question can be answered with."""

LIKE = ("yes", "no")
"""What an answer can be written as: "hot" may be as good as a "yes"."""

EVIDENCE = ("low", "moderate", "expert")
"""How strong the evidence for a claim can be: "expert" is advice that nobody has tried out."""

FIELDS = ("emergency", "urgent")
"""The country's words that a step may hold."""

KEY = re.compile(r"[a-z][a-z0-9_]*")


def load_procedures(folder: Traversable, known: Mapping[str, Procedure] = {}) -> dict[str, Procedure]:
    """All procedures of a folder by name; they may lead to those that are known already, and to each other.

    Raises ContentError on the first mistake.
    """
    files = {_name(file): read(file) for file in _toml_files(folder)}
    found = {name: _procedure(name, rows, files) for name, rows in files.items()}
    for name in sorted({*WAYS, *LIKE} & set(found)):
        raise ContentError(f"{name}.toml", "", f'must have another name: "{name}" says where an answer leads')
    for procedure in found.values():
        for key, target in procedure.targets():
            if target not in found and target not in known:
                problem = f'"{target}" is not the name of a procedure'
                raise ContentError(f"{procedure.name}.toml", key, problem)
    return found


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    yield from sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def _name(file: Traversable) -> str:
    return file.name.removesuffix(".toml")


def _procedure(name: str, content: Mapping[str, Any], files: Mapping[str, Any]) -> Procedure:
    file = f"{name}.toml"
    table = Table(file, "", content)
    title = table.text("title")
    then = table.text("then", "")
    again = table.text("again", "")
    in_pain = table.text("in_pain", "")
    danger = table.flag("danger", default=False)
    check = table.text("check", "")
    until = table.text("until", "")
    not_for = table.texts("not_for", [])
    caution = table.text("caution", "")
    rows = table.mapping("step")
    table.close()
    if not rows:
        raise ContentError(file, "step", "a procedure needs at least one [step.NAME]")
    steps = tuple(_step(name, key, _as_like(file, key, row, files)) for key, row in rows.items())
    keys = [step.key for step in steps]
    for setting, key in (("again", again), ("in_pain", in_pain)):
        if key and key not in keys:
            raise table.error(setting, f"must be one of the steps: {', '.join(keys)}")
    return Procedure(
        name=name,
        title=title,
        steps=steps,
        then=then,
        again=keys.index(again) if again else -1,
        in_pain=keys.index(in_pain) if in_pain else -1,
        danger=danger,
        check=check,
        until=until,
        not_for=not_for,
        caution=caution,
    )


def _as_like(file: str, key: str, row: object, files: Mapping[str, Any]) -> object:
    """A step with all that it leaves to the step it is `like`, such as "red_flags.chest"."""
    if not isinstance(row, dict) or "like" not in row:
        return row
    procedure, _, step = str(row["like"]).partition(".")
    steps = files.get(procedure, {}).get("step", {})
    shared = steps.get(step) if isinstance(steps, dict) else None
    if not isinstance(shared, dict) or "like" in shared:
        raise ContentError(file, f"step.{key}.like", 'must name a step that asks: "procedure.step"')
    both = shared.get("answers", {}), row.get("answers", {})
    answers = {**both[0], **both[1]} if all(isinstance(part, dict) for part in both) else both[1]
    return {**shared, **row, "answers": answers}


def _step(procedure: str, key: str, row: object) -> Step:
    file, where = f"{procedure}.toml", f"step.{key}"
    if not KEY.fullmatch(key):
        raise ContentError(file, where, "a step's name is lower-case letters, digits and underscores")
    table = Table(file, where, row)
    answers = table.mapping("answers")
    written = {name: answers.get(value, value) if value in LIKE else value for name, value in answers.items()}
    step = Step(
        key=key,
        question=table.text("like", f"{procedure}.{key}"),
        say=table.text("say"),
        hold=table.whole("hold", 0),
        not_for=table.texts("not_for", []),
        instead=table.text("instead", ""),
        answers={name: _answer(table, name, value) for name, value in written.items()},
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
    if step.evidence and step.evidence not in EVIDENCE:
        raise table.error("evidence", f"must be one of: {', '.join(EVIDENCE)}")
    if step.instead and not (step.not_for or step.answers):
        raise table.error("instead", "goes together with not_for or answers")
    _check_fields(table, step.say)
    _check_fields(table, step.instead)
    return step


def _check_fields(table: Table, say: str) -> None:
    try:
        unknown = {name for _, name, _, _ in Formatter().parse(say) if name is not None} - {*FIELDS}
        if not unknown:
            say.format(**dict.fromkeys(FIELDS, ""))
    except ValueError as error:
        raise table.error("say", f"has a brace or what is in it wrong: {error}") from error
    if unknown:
        raise table.error("say", f"may hold {{{'} or {'.join(FIELDS)}}}, not {{{min(unknown)}}}")


def _answer(step: Table, name: str, value: object) -> Answer:
    key = f"answers.{name}"
    if name not in ANSWERS:
        raise step.error(key, f"is not an answer; answers are {', '.join(ANSWERS)}")
    match value:
        case str(go) if go and go != THIS_STEP:
            return Answer(go=go, say="")
        case {"go": "ask", "say": str(say), "then": str(then), **rest} if then and not rest:
            return Answer(go=THIS_STEP, say=say, then=then)
        case {"go": str(go), "say": str(say), **rest} if go and go != THIS_STEP and not rest:
            return Answer(go=go, say=say)
        case {"means": str(intent), **rest} if not rest and intent in MEANT:
            return Answer(go="", say="", means=Intent(intent))
        case {"notes": True, **rest} if not rest:
            return Answer(go=NEXT_STEP, say="", notes=True)
    forms = (
        '"name", { go = "name", say = "reply" }, { go = "ask", say = "reply", then = "name" }, '
        '{ means = "intent" } or { notes = true }'
    )
    ways = ", ".join(sorted(WAYS - {"", THIS_STEP}))
    meant = ", ".join(MEANT)
    raise step.error(key, f"must be {forms}; the name is a procedure's or one of {ways}; the intent {meant}")
