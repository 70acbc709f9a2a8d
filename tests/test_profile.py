"""The profile: nobody is told to do what is not for them, whatever they have and wherever it hurts."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.content.library import ENTRIES, TOPICS
from intents.content.procedures import Procedure
from intents.content.profile import Profile, fitted
from intents.content.replies import Line
from intents.content.rules import load_rules
from intents.content.tables import shipped
from intents.dialogue.session import Habits, Session
from intents.dialogue.state import State
from intents.intent import Intent, Match
from tests.dialogue import Dialogue, library, match_of, matches
from voice.errors import VoiceError
from voice.profile import ProfileFile, ProfileKeeper

CONDITIONS = library().conditions
PROCEDURES = library().procedures
RULES = load_rules(shipped("en"))

EVERYBODY = [
    frozenset(had) for count in range(len(CONDITIONS) + 1) for had in combinations(sorted(CONDITIONS), count)
]
"""Every profile there can be: 128 of them."""


def name(profile: Profile) -> str:
    return "-".join(sorted(profile))


everybody = pytest.mark.parametrize("profile", EVERYBODY, ids=name)
one_each = pytest.mark.parametrize("profile", [{key} for key in CONDITIONS] + [set(CONDITIONS)], ids=name)


def cautions(profile: Profile) -> frozenset[str]:
    return frozenset[str]().union(*(CONDITIONS[key].cautions for key in profile))


def fit(profile: Profile) -> dict[str, Procedure]:
    return fitted(PROCEDURES, [CONDITIONS[key] for key in profile])


def forbidden(profile: Profile) -> set[Line]:
    """Every step that the procedures' own data forbid to these people."""
    never = cautions(profile)
    closed = {p.name for p in PROCEDURES.values() if never & {*p.not_for}}
    return {
        Line(f"{procedure.name}.{step.key}", step.say)
        for procedure in PROCEDURES.values()
        for step in procedure.steps
        if procedure.name in closed or never & {*step.not_for}
    }


def targets(procedure: Procedure) -> Iterator[str]:
    yield from (name for name in (procedure.then, procedure.check) if name)
    yield from (
        name for step in procedure.steps for answer in step.answers.values() for name in answer.targets
    )


@everybody
def test_no_procedure_holds_what_is_not_for_this_person_and_none_is_left_empty(profile: Profile) -> None:
    never, fit_for_them = forbidden(profile), fit(profile)
    for name, procedure in fit_for_them.items():
        lines = {Line(f"{procedure.name}.{step.key}", step.say) for step in procedure.steps}
        assert not never & lines, name
        assert procedure.steps, name
        assert {*targets(procedure)} <= set(fit_for_them), name
        if PROCEDURES[name].relieves:
            assert procedure.steps[procedure.again].hold, f"{name}: no stretch is left for another round"
    assert {*ENTRIES, *TOPICS} <= set(fit_for_them)


@everybody
def test_danger_is_answered_for_everybody(profile: Profile) -> None:
    fit_for_them = fit(profile)
    for name, procedure in PROCEDURES.items():
        if procedure.danger and name not in {swap for c in CONDITIONS.values() for swap in c.swaps}:
            assert fit_for_them[name] == procedure


@given(
    profile=st.sampled_from(EVERYBODY),
    said=st.lists(st.one_of(st.sampled_from(matches()), st.integers(1, 40)), max_size=40),
)
def test_nothing_that_is_said_and_no_silence_leads_to_what_is_not_for_them(
    profile: Profile, said: list[Match | int]
) -> None:
    told_about = {Intent.SET_UP, Intent.PROFILE_FORGET}
    session, never = Session(library(), Habits(profile=profile)), forbidden(profile)
    for something in said:
        if isinstance(something, Match) and something.intent in told_about:
            continue
        reply = (
            session.tick(something, speaking=False) if isinstance(something, int) else session.hear(something)
        )
        assert not never & {*reply.lines}


@one_each
def test_what_is_said_instead_breaks_no_rule(profile: Profile) -> None:
    for procedure in fit(profile).values():
        for step in procedure.steps:
            assert RULES.check(step.say.format(emergency="one", urgent="one")) == []
            assert step.say.endswith("?") == bool(step.answers)
            assert set(RULES.command_words(step.say)) <= set(step.answers)


def test_a_cramp_in_pregnancy_is_led_as_one_and_a_swollen_leg_goes_to_the_midwife() -> None:
    procedures = fit(frozenset({"pregnant"}))
    assert procedures["calf"].name == "pregnancy"
    assert procedures["same_day"].name == "midwife"


def test_that_something_is_left_out_is_said_once() -> None:
    dialogue = Dialogue(habits=Habits(profile=frozenset({"unsteady"})))
    assert [line.key for line in dialogue.say("calf cramp")] == ["calf.straighten", "left_out"]
    dialogue.listen()
    lines = [*dialogue.say("it's gone"), *dialogue.listen(), *dialogue.say("foot cramp"), *dialogue.listen()]
    assert "left_out" not in [line.key for line in lines]


def answer_all(dialogue: Dialogue, *answers: str) -> list[str]:
    keys: list[str] = []
    for answer in answers:
        keys = [line.key for line in dialogue.say(answer)]
        dialogue.listen()
    return keys


def test_set_me_up_asks_and_what_was_answered_holds_from_then_on() -> None:
    dialogue = Dialogue()
    assert [line.key for line in dialogue.say("set me up")] == ["set_up.pregnant"]
    dialogue.listen()
    keys = answer_all(dialogue, "no", "yes", "no", "no", "no", "i don't know", "no")
    assert keys == ["profile_kept"]
    assert dialogue.state is State.ASLEEP
    assert dialogue.session.profile == {"unsteady", "new_joint"}
    told = [line.text for line in dialogue.say("what do you know about me")]
    assert told[1:] == ["Unsteady feet.", "A new knee or hip."]
    dialogue.listen()
    dialogue.say("calf cramp")
    assert "stand" not in dialogue.session.dialogue.library.procedures


@pytest.mark.parametrize(
    ("answers", "profile"),
    [
        (["yes", "go back", "no", *["no"] * 6], set()),
        (["yes", "yes", "start over", "no", *["no"] * 6], set()),
        (["i'm pregnant", *["no"] * 6], {"pregnant"}),
        (["no", "i'm not steady", *["no"] * 5], {"unsteady"}),
        (["no", "no", "i have diabetes", *["no"] * 4], {"numb_feet"}),
        (["no", "no", "no", "i take blood thinners", *["no"] * 3], {"blood_thinners"}),
        ([*["no"] * 5, "i have a new hip", "no"], {"new_joint"}),
    ],
    ids=str,
)
def test_an_answer_may_be_taken_back_and_given_in_the_words_of_the_question(
    answers: list[str], profile: Profile
) -> None:
    dialogue = Dialogue()
    dialogue.ask("set me up")
    assert answer_all(dialogue, *answers) == ["profile_kept" if profile else "profile_empty"]
    assert dialogue.session.profile == profile


@pytest.mark.parametrize("ahead", ["step seven", "last step"])
def test_no_question_is_left_out(ahead: str) -> None:
    dialogue = Dialogue()
    dialogue.ask("set me up")
    dialogue.ask("wait")
    assert dialogue.ask(ahead) == ["set_up.pregnant"]


def test_a_topic_asked_about_before_does_not_keep_the_profile_from_being_kept() -> None:
    dialogue = Dialogue()
    for said in ("calf cramp", "what causes cramps", "stop", "set me up"):
        dialogue.ask(said)
    assert answer_all(dialogue, *["no"] * 6, "yes") == ["profile_kept"]
    assert dialogue.session.profile == {"arteries"}


def test_questions_that_are_broken_off_leave_the_profile_as_it_was() -> None:
    dialogue = Dialogue(habits=Habits(profile=frozenset({"numb_feet"})))
    dialogue.say("set me up")
    dialogue.listen()
    answer_all(dialogue, "yes", "yes", "stop")
    assert dialogue.session.profile == {"numb_feet"}
    dialogue.say("set me up")
    dialogue.listen()
    assert answer_all(dialogue, *["no"] * 7) == ["profile_empty"]
    assert dialogue.session.profile == frozenset()


def test_nobody_in_pain_is_asked_questions() -> None:
    dialogue = Dialogue()
    dialogue.say("calf cramp")
    dialogue.listen()
    for about in ("set me up", "forget my profile"):
        assert dialogue.ask(about) == ["profile_later"]
    assert dialogue.step == "calf.straighten"


def test_danger_breaks_the_questions_off() -> None:
    dialogue = Dialogue()
    dialogue.say("set me up")
    assert [line.key for line in dialogue.say("i have chest pain")] == ["emergency.call"]


def test_the_profile_can_be_forgotten() -> None:
    session = Session(library(), Habits(profile=frozenset({"arteries"})))
    reply = session.hear(match_of(Intent.PROFILE_FORGET))
    assert [line.key for line in reply.lines] == ["profile_forgotten"]
    assert session.profile == frozenset()
    assert session.dialogue.library.procedures == PROCEDURES


# --- the file --------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> ProfileFile:
    return ProfileFile(tmp_path / "charley" / "profile.toml")


@pytest.mark.parametrize("profile", EVERYBODY[:9], ids=name)
def test_what_is_kept_is_read_again_by_its_owner_alone(file: ProfileFile, profile: Profile) -> None:
    file.keep(profile)
    assert file.read(CONDITIONS) == profile
    assert file.path.exists() == bool(profile)
    assert not profile or stat.S_IMODE(file.path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("conditions = 3", "charley profile clear"),
        ("nothing = 3", "charley profile clear"),
        ("conditions = [", "charley profile clear"),
        ('conditions = ["numbfeet"]', 'profile.toml: "numbfeet" is .*did you mean "numb_feet"'),
        ('conditions = ["xyz"]', "the conditions are pregnant"),
    ],
)
def test_a_broken_profile_is_one_sentence(file: ProfileFile, text: str, sentence: str) -> None:
    file.path.parent.mkdir()
    file.path.write_text(text)
    with pytest.raises(VoiceError, match=sentence):
        file.read(CONDITIONS)


def test_a_profile_that_windows_editor_has_saved_is_read(file: ProfileFile) -> None:
    file.path.parent.mkdir()
    file.path.write_text('conditions = ["numb_feet"]', encoding="utf-8-sig")
    assert file.read(CONDITIONS) == {"numb_feet"}


def test_a_profile_is_kept_when_that_is_heard_and_not_before(file: ProfileFile) -> None:
    session = Session(library(), Habits(profile=frozenset({"arteries"})))
    keeper = ProfileKeeper(file, session)
    keeper.note(0.0, "say", key="calf.heel")
    keeper.note(0.5, "say", key="profile_unknown")
    assert not file.path.exists()
    keeper.note(1.0, "say", key="profile_kept")
    assert file.read(CONDITIONS) == {"arteries"}


def test_what_is_said_in_pain_is_the_same_step_for_everybody() -> None:
    """Also where a step before it is left out."""
    doctor = PROCEDURES["doctor"]
    wanting = replace(doctor.steps[0], not_for=("new_hip",))
    changed = {**PROCEDURES, "doctor": replace(doctor, steps=(wanting, *doctor.steps[1:]))}
    fit = fitted(changed, [CONDITIONS["new_joint"]])["doctor"]
    assert len(fit.steps) == len(doctor.steps) - 1
    assert fit.steps[fit.in_pain].key == doctor.steps[doctor.in_pain].key
