"""The procedures as data: how a mistake in a file is answered, and that every question leads somewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from intents.content.library import ENTRIES, TOPICS, Library, load_library
from intents.content.procedure_file import load_procedures
from intents.content.procedures import NEXT_STEP, Procedure
from intents.content.tables import shipped
from intents.errors import ContentError

STEP = '[step.one]\nsay = "Sit up."\n'
GOOD = f'title = "a test"\n{STEP}'


def load(folder: Path, text: str) -> Procedure:
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return load_procedures(folder)["mine"]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(shipped("en"))


@pytest.fixture(scope="module")
def procedures(library: Library) -> dict[str, Procedure]:
    return dict(library.procedures)


# --- reading ---------------------------------------------------------------------------------------------


def test_a_file_becomes_a_procedure_named_after_it(tmp_path: Path) -> None:
    text = 'title = "a test"\nthen = "mine"\nagain = "two"\n' + STEP
    procedure = load(
        tmp_path, text + '[step.two]\nsay = "Hold for five seconds."\nhold = 5\ntopic = "sitting"\n'
    )
    assert (procedure.name, procedure.title, procedure.then) == ("mine", "a test", "mine")
    assert [step.key for step in procedure.steps] == ["one", "two"]
    assert procedure.relieves
    assert procedure.steps[procedure.again].hold == 5
    assert procedure.step_about("sitting") == 1
    assert procedure.step_about("shoes") is None


def test_a_question_may_lead_on_or_away_and_say_something(tmp_path: Path) -> None:
    answers = 'answers = { yes = "next", no = "mine", unknown = { go = "mine", say = "let_go" } }\n'
    answer = load(tmp_path, GOOD + answers).steps[0].answers
    assert answer["yes"].go == NEXT_STEP
    assert answer["no"].go == "mine"
    assert answer["unknown"].say == "let_go"


@pytest.mark.parametrize(
    ("text", "key", "advice"),
    [
        ("title = 'broken", "", "is not valid TOML"),
        (STEP, "title", "is missing"),
        ('title = "a test"\n', "step", "at least one [step.NAME]"),
        (GOOD + "hold = -5\n", "step.one.hold", "whole number"),
        (GOOD + 'hold = "five"\n', "step.one.hold", "whole number"),
        (GOOD + "holds = 5\n", "step.one.holds", "is not a key"),
        ('title = "a test"\nthem = "mine"\n' + STEP, "them", "is not a key"),
        ('title = "a test"\n[step.one]\nhold = 5\n', "step.one.say", "is missing"),
        ('title = "a test"\n[step.One]\nsay = "Sit."\n', "step.One", "lower-case"),
        ('title = "a test"\nthen = "nowhere"\n' + STEP, "then", '"nowhere" is not the name of a procedure'),
        ('title = "a test"\nagain = "two"\n' + STEP, "again", "must be one of the steps: one"),
        (GOOD + 'answers = { yes = "nowhere" }\n', "step.one.answers.yes", "is not the name of a procedure"),
        (GOOD + 'answers = { yess = "next" }\n', "step.one.answers.yess", "answers are yes, no"),
        (GOOD + "answers = { yes = 1 }\n", "step.one.answers.yes", 'must be "name"'),
        (GOOD + 'answers = { yes = "ask" }\n', "step.one.answers.yes", "or one of next, return;"),
        (GOOD + 'answers = { yes = { means = "dance" } }\n', "step.one.answers.yes", 'must be "name"'),
        (GOOD + 'hold = 5\nanswers = { yes = "next" }\n', "step.one.hold", "a question has no hold"),
        (GOOD + 'silence = 8\nanswers = { yes = "next" }\n', "step.one.silence", "goes together with"),
        (GOOD + 'answers = { unknown = "ask", no = "next" }\n', "step.one.answers.unknown", 'then = "name"'),
        (GOOD + 'evidence = "strong"\n', "step.one.evidence", "low, moderate, expert"),
        (GOOD + 'not_for = "dizzy"\n', "step.one.not_for", "a list of texts"),
        ('title = "t"\n[step.one]\nsay = "Call {police}."\n', "step.one.say", "{emergency} or {urgent}"),
        ('title = "t"\n[step.one]\nsay = "Call {urgent."\n', "step.one.say", "brace"),
    ],
)
def test_a_mistake_names_the_file_the_key_and_what_is_right(
    tmp_path: Path, text: str, key: str, advice: str
) -> None:
    with pytest.raises(ContentError) as mistake:
        load(tmp_path, text)
    message = str(mistake.value)
    assert message.startswith(f"mine.toml: {key}: " if key else "mine.toml: ")
    assert advice in message
    assert "\n" not in message


def test_a_step_is_like_another_but_for_what_it_says_itself(tmp_path: Path) -> None:
    shared = 'answers = { yes = "yours", hot = "yes", no = "next" }\n[step.two]\nsay = "Rest."\n'
    (tmp_path / "yours.toml").write_text(GOOD + shared, encoding="utf-8")
    step = load(tmp_path, 'title = "t"\n[step.ask]\nlike = "yours.one"\nanswers = { yes = "mine" }\n').steps[
        0
    ]
    assert (step.key, step.say, step.question) == ("ask", "Sit up.", "yours.one")
    assert {name: answer.go for name, answer in step.answers.items()} == {
        "yes": "mine",
        "hot": "mine",
        "no": NEXT_STEP,
    }


@pytest.mark.parametrize("like", ['"yours.one"', '"mine"', '"mine.two"', "5"])
def test_a_step_that_is_like_none_is_refused(tmp_path: Path, like: str) -> None:
    with pytest.raises(ContentError, match=r"mine\.toml: step\.one\.like: must name a step that asks"):
        load(tmp_path, f'title = "t"\n[step.one]\nlike = {like}\n')


@pytest.mark.parametrize("name", ["next", "return", "yes"])
def test_a_procedure_cannot_be_called_what_says_where_an_answer_leads(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ContentError, match=rf"{name}\.toml: must have another name"):
        load_procedures(tmp_path)


def test_a_mistaken_check_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r'mine\.toml: check: "nowhere" is not the name of a procedure'):
        load(tmp_path, 'title = "t"\ncheck = "nowhere"\n' + STEP)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"title = \xff\xfe")
    with pytest.raises(ContentError, match=r"mine\.toml: is not UTF-8 text"):
        load_procedures(tmp_path)


@pytest.mark.parametrize(
    ("file", "right", "wrong", "problem"),
    [
        ("phrases.toml", 'numb_check = ["move"', 'numb = ["move"', "numb: the dialogue needs a procedure"),
        ("phrases.toml", "\ncan_breathe = ", "\nbreathes = ", r"comfort\.values\.breathes: is no procedure"),
        ("phrases.toml", "\nwhat_calf = ", "\ncalf_is = ", r"what_is\.values\.calf_is: is not in replies"),
        ("phrases.toml", "\nnumb_check = [\n", "\nnumbness = [\n", r"no\.values\.numbness: is neither"),
        ("procedures/numb_check.toml", 'like = "red_flags.cold"', 'say = "Is it?"', 'no "yes" answers'),
    ],
)
def test_what_leads_nowhere_is_told_at_the_start(
    file: str, right: str, wrong: str, problem: str, tmp_path: Path
) -> None:
    language = Path(shutil.copytree(str(shipped("en")), tmp_path / "en"))
    text = (language / file).read_text()
    assert text.count(right) == 1
    (language / file).write_text(text.replace(right, wrong))
    with pytest.raises(ContentError, match=problem):
        load_library(language)


# --- the graph -------------------------------------------------------------------------------------------


def targets(procedure: Procedure) -> Iterator[str]:
    yield from (name for name in (procedure.then, procedure.check, procedure.until) if name)
    yield from (
        name for step in procedure.steps for answer in step.answers.values() for name in answer.targets
    )


def test_every_procedure_can_be_reached(library: Library) -> None:
    flags = {name for flag in library.phrasebook.red_flags for name in (flag.procedure, flag.check) if name}
    reached: set[str] = set()
    ahead = {*ENTRIES, *TOPICS, *flags}
    while ahead:
        name = ahead.pop()
        reached.add(name)
        ahead |= {*targets(library.procedures[name])} - reached
    assert reached == set(library.procedures)


def test_what_is_unclear_is_asked_about_and_only_that(library: Library) -> None:
    for flag in library.phrasebook.red_flags:
        procedure = library.procedures[flag.procedure]
        assert (flag.unclear, bool(procedure.steps[0].answers)) == (not procedure.danger,) * 2, flag


def test_every_question_can_be_answered(procedures: dict[str, Procedure]) -> None:
    for procedure in procedures.values():
        for step in procedure.steps:
            ways = set(step.answers)
            either = {"yes", "no"} <= ways or {"unknown", "silence"} <= ways
            assert either or not ways, f"{procedure.name}.{step.key} leaves somebody without an answer"


def test_steps_that_end_in_a_question_mark_are_questions(procedures: dict[str, Procedure]) -> None:
    for procedure in procedures.values():
        for step in procedure.steps:
            assert step.say.endswith("?") == bool(step.answers), f"{procedure.name}.{step.key}"


def test_no_step_stands_behind_a_question_that_never_goes_on(procedures: dict[str, Procedure]) -> None:
    for procedure in procedures.values():
        for step in procedure.steps[:-1]:
            ways = {answer.go for answer in step.answers.values()}
            assert not ways or NEXT_STEP in ways, f"what follows {procedure.name}.{step.key} is never said"


def test_nobody_is_led_in_a_circle_without_being_asked(procedures: dict[str, Procedure]) -> None:
    for name in procedures:
        walked = [name]
        while not procedures[walked[-1]].steps[-1].answers and (then := procedures[walked[-1]].then):
            assert then not in walked, f"{' -> '.join([*walked, then])} never ends"
            walked.append(then)


def test_the_signs_of_danger_are_asked_worst_first_and_lead_to_the_right_call(
    procedures: dict[str, Procedure],
) -> None:
    flags = procedures["red_flags"]
    assert [step.key for step in flags.steps] == ["chest", "cold", "swollen", "long"]
    assert [s.answers["yes"].go for s in flags.steps] == ["emergency", "emergency", "same_day", "long_cramp"]
    assert {step.answers["no"].go for step in flags.steps} == {NEXT_STEP}
    assert flags.then == "worse"


def test_a_question_about_danger_is_written_once(procedures: dict[str, Procedure]) -> None:
    asked: dict[str, set[str]] = {}
    for procedure in procedures.values():
        for step in procedure.steps:
            yes = step.answers.get("yes")
            if yes and yes.go in procedures and procedures[yes.go].danger:
                asked.setdefault(step.say, set()).add(step.question)
    assert "Do you have chest pain, or trouble breathing?" in asked
    assert {say: questions for say, questions in asked.items() if len(questions) > 1} == {}


@pytest.mark.parametrize("step", ["chest", "cold", "swollen", "long"])
def test_whoever_asks_it_takes_the_same_answers(library: Library, step: str) -> None:
    """But for where a no leads; in pregnancy a sore leg counts too, and the midwife comes for the doctor."""
    (model,) = (s for s in library.procedures["red_flags"].steps if s.key == step)
    same = {
        answer: {other for other, way in model.answers.items() if way == model.answers[answer]}
        for answer in ("yes", "no")
    }
    for procedure in library.procedures.values():
        for asking in procedure.steps:
            if asking.question == model.question:
                ways = asking.answers
                assert set(ways) - {"sore"} == set(model.answers), procedure.name
                assert {ways[answer] for answer in same["yes"]} == {ways["yes"]}
                away = {ways[answer].go for answer in same["no"]} - {ways["no"].go}
                assert {library.procedures[name].danger for name in away} <= {True}


def test_the_signs_of_danger_are_asked_of_both_legs(procedures: dict[str, Procedure]) -> None:
    asked = [step.question for step in procedures["both_legs_check"].steps]
    assert {step.question for step in procedures["red_flags"].steps} <= set(asked)
    assert "either leg" in procedures["both_legs_check"].steps[1].say


def test_chest_pain_is_an_emergency_and_a_swollen_leg_the_midwifes_in_pregnancy(
    procedures: dict[str, Procedure],
) -> None:
    steps = {step.key: step for step in procedures["pregnancy"].steps}
    assert steps["chest"].answers["yes"].go == "emergency"
    assert {steps["swollen"].answers[sign].go for sign in ("yes", "red_leg", "warm_leg", "hot")} == {
        "midwife"
    }


@pytest.mark.parametrize(
    "name", ["calf", "foot", "hamstring", "quadriceps", "shin", "both_legs", "exercise", "pregnancy"]
)
def test_another_round_begins_with_a_counted_stretch(procedures: dict[str, Procedure], name: str) -> None:
    procedure = procedures[name]
    assert procedure.relieves
    assert procedure.steps[procedure.again].hold > 0


def test_nobody_stands_up_without_being_asked_whether_they_are_steady(
    procedures: dict[str, Procedure],
) -> None:
    for procedure in procedures.values():
        assert procedure.then not in ("stand", "move", "stretch_wall")
        for step in procedure.steps:
            for name, answer in step.answers.items():
                if answer.go in ("stand", "move", "stretch_wall"):
                    assert name == "yes"
                    assert "steady" in step.say
