"""An alarm: while it stands nothing is done that is not for a danger, whatever is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.content.profile import Profile
from intents.dialogue.session import Habits, Session
from intents.dialogue.state import State
from intents.intent import Intent, Match
from tests.dialogue import Dialogue, library, match_of, matches

PROCEDURES = library().procedures
ALARMS = [name for name, procedure in PROCEDURES.items() if procedure.until]
NOT_NOW = {name for name, procedure in PROCEDURES.items() if procedure.relieves} | {
    "aftercare",
    "move",
    "stand",
    "stretch",
    "stretch_wall",
    "stretch_seated",
    "stretch_lean",
}
"""What works on a cramp or on what it leaves behind."""

LAST_QUESTION = "all_clear.swollen"

OFTEN = [
    match_of(*meaning)
    for meaning in (
        (Intent.NO,),
        (Intent.NEXT,),
        (Intent.BACK,),
        (Intent.STOP,),
        (Intent.LEG_CRAMP, "calf"),
        (Intent.PREGNANCY,),
        (Intent.CAUTION, "numb_feet"),
        (Intent.RED_FLAG, "same_day"),
        (Intent.RED_FLAG, "numb_check"),
    )
]


@settings(max_examples=3 * settings().max_examples)
@given(
    profile=st.sets(st.sampled_from(sorted(library().conditions))).map(frozenset),
    danger=st.sampled_from(ALARMS),
    said=st.lists(
        st.one_of(st.sampled_from(OFTEN), st.sampled_from(matches()), st.integers(1, 40)), max_size=40
    ),
)
def test_while_it_stands_no_relief_is_said_and_only_a_denial_ends_it(
    profile: Profile, danger: str, said: list[Match | int]
) -> None:
    session = Session(library(), Habits(profile=profile))
    session.hear(match_of(Intent.LEG_CRAMP, "calf"))
    session.dialogue.enter(danger)
    for something in said:
        before, asleep = session.dialogue.place, session.asleep
        if isinstance(something, int):
            reply = session.tick(something, speaking=False)
        else:
            reply = session.hear(something)
        if session.dialogue.alarm.stands:
            assert not {line.key.split(".")[0] for line in reply.lines} & NOT_NOW
        else:
            assert before is not None
            assert (before.key, asleep) == (LAST_QUESTION, False)
            assert reply.lines, "and then it goes on"
            return


@pytest.mark.parametrize(
    ("before", "then", "after"),
    [
        (["calf cramp", "next", "my leg is numb"], "no", "calf.heel"),
        (["calf cramp", "next", "my leg is numb", "i have diabetes"], "no", "calf.heel"),
        (["calf cramp", "my leg is numb"], "it's gone", "aftercare.sore"),
        (["leg cramp", "my leg is numb"], "no it's my calf", "calf.straighten"),
        (["leg cramp", "my leg is numb"], "it's gone", "aftercare.sore"),
        (["leg cramp", "my leg is numb", "it's cold", "no"], "calf cramp", "calf.straighten"),
        (["calf cramp", "my leg is swollen", "i'm pregnant"], "no", "pregnancy.sit"),
        (["i have chest pain", "stop"], "where was i", "where.place"),
    ],
    ids=str,
)
def test_once_all_is_denied_it_goes_on_with_what_was_wanted(before: list[str], then: str, after: str) -> None:
    dialogue = Dialogue()
    for said in before:
        dialogue.ask(said)
    assert dialogue.ask(then) == ["all_clear.chest"]
    keys = [dialogue.ask("no") for _ in range(3)]
    assert after in keys[-1]
    assert dialogue.state is not State.ASLEEP


def test_no_alarm_is_left_backwards() -> None:
    dialogue = Dialogue()
    for said in ("calf cramp", "next", "my leg is numb"):
        dialogue.ask(said)
    assert dialogue.ask("back") == ["first_step", "emergency.call"]


def test_the_ten_minutes_go_on_behind_an_alarm_that_was_none() -> None:
    dialogue = Dialogue()
    for said in ("calf cramp", "my leg is numb", "no", "no", "no", "no"):
        dialogue.ask(said)
    assert dialogue.ask("how long has it been") == ["elapsed_minute"]


def test_another_doubt_does_not_lose_the_way_back_of_the_first() -> None:
    dialogue = Dialogue()
    for said in ("calf cramp", "next", "it hurts when i breathe"):
        dialogue.ask(said)
    assert dialogue.ask("it's cold") == ["numb_check.cold"]
    assert dialogue.ask("no") == ["chest_check.chest"]
    assert dialogue.ask("no") == ["calf.heel"]
