"""The dialogue's one table: every state answers what it must, and no order of events leads out of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.content.procedure_file import MEANT
from intents.content.procedures import Place
from intents.dialogue import manner
from intents.dialogue.moves import MEANINGS
from intents.dialogue.options import HELP, options
from intents.dialogue.session import REMINDER_VOLUME, Habits, Session
from intents.dialogue.state import Manner, Reply, State
from intents.dialogue.transitions import DIARY, LEFT, TRANSITIONS
from intents.intent import TAKEN_BACK, Intent, Match, NoMatch
from tests.dialogue import Dialogue, library, match_of, matches
from tests.test_matcher import MATCHER

AWAKE = [state for state in State if state is not State.ASLEEP]
PLACES = [Place(p, i) for p in library().procedures.values() for i in range(len(p.steps))]

QUESTIONS = [place for place in PLACES if place.step.answers]

each_place = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
each_question = pytest.mark.parametrize("place", QUESTIONS, ids=lambda place: place.key)
each_question_that_waits = pytest.mark.parametrize(
    "place", [place for place in QUESTIONS if not place.step.silence], ids=lambda place: place.key
)


def session_in(state: State, place: Place | None = None) -> Session:
    """A session in a state: at a place, or at one of a calf cramp where the state allows it."""
    calf = library().procedures["calf"]
    usual = {State.QUESTION: len(calf.steps) - 1, State.HOLD: 2, State.STEP: 0, State.PAUSED: 2}
    session = Session(library())
    session.hear(match_of(Intent.LEG_CRAMP, "calf"))
    session.dialogue.stand(place or Place(calf, usual.get(state, 2)))
    if state is State.HOLD:
        session.tick(0, speaking=False)
    if state is State.PAUSED:
        session.hear(match_of(Intent.PAUSE))
    if state is State.ASLEEP:
        session.hear(match_of(Intent.STOP))
    assert session.dialogue.state is state
    return session


def states_of(place: Place) -> list[State]:
    """The states somebody awake can be in at a place."""
    if place.step.answers:
        return [State.QUESTION, State.PAUSED]
    return [State.STEP, State.PAUSED, *([State.HOLD] if place.step.hold else [])]


def standing(session: Session) -> tuple[object, ...]:
    return session.dialogue.state, session.dialogue.place, session.dialogue.manner


# --- the table -------------------------------------------------------------------------------------------


def test_whatever_an_answer_may_mean_is_acted_on() -> None:
    assert set(MEANT) == set(MEANINGS)


def test_every_state_has_a_row_and_its_help() -> None:
    assert set(TRANSITIONS) == set(HELP) == set(State)


UNANSWERED = {Intent.COMFORT, Intent.SIGN}
"""What somebody else is told, and what answers only the question that asks for it."""


@pytest.mark.parametrize("state", AWAKE)
@pytest.mark.parametrize("intent", [intent for intent in Intent if intent not in UNANSWERED])
def test_whoever_is_awake_answers_everything(state: State, intent: Intent) -> None:
    in_place = [match for match in matches() if match.value != TAKEN_BACK]  # no danger was told of
    for match in (match for match in in_place if match.intent is intent):
        session = session_in(state)
        assert session.hear(match).lines, f'"{match.text}" is met with silence'


@each_place
def test_a_sign_answers_the_question_that_asks_for_it_and_means_nothing_else(place: Place) -> None:
    session = session_in(State.STEP)
    for match in (match for match in matches() if match.intent is Intent.SIGN):
        session.dialogue.stand(place)
        session.hear(match)
        assert isinstance(session.heard, Match) == (match.value in place.step.answers)


@pytest.mark.parametrize("state", State)
def test_who_comforts_the_person_is_not_answered(state: State) -> None:
    session = session_in(state)
    before = standing(session)
    for text in ("just breathe", "take a deep breath", "relax", "are you okay", "come back to bed"):
        assert not session.hear(MATCHER.match(text)).lines
        assert standing(session) == before


@pytest.mark.parametrize("state", AWAKE)
def test_stop_is_answered_with_one_word_and_sleep(state: State) -> None:
    session = session_in(state)
    reply = session.hear(match_of(Intent.STOP))
    assert [line.key for line in reply.lines] == ["stopped"]
    assert session.dialogue.state is State.ASLEEP


@pytest.mark.parametrize("state", AWAKE)
def test_help_is_answered_without_going_anywhere(state: State) -> None:
    session = session_in(state)
    before = standing(session)
    assert [line.key for line in session.hear(match_of(Intent.HELP)).lines] == ["help"]
    assert standing(session) == before


def test_asleep_only_what_wakes_is_answered() -> None:
    for match in matches():
        session = session_in(State.ASLEEP)
        answered = bool(session.hear(match).lines)
        assert answered is match.wakes, match.text
        told = match.wakes and match.intent in (
            *DIARY,
            Intent.PRIVACY,
            Intent.PROFILE_TELL,
            Intent.PROFILE_FORGET,
        )  # and Charley sleeps on
        assert (session.dialogue.state is State.ASLEEP) is (told or not match.wakes)


def test_before_the_first_word_nothing_is_remembered_and_nothing_said() -> None:
    session = Session(library())
    assert not session.hear(match_of(Intent.WHERE_WAS_I)).lines
    assert not session.tick(2000, speaking=False).lines
    assert session.dialogue.state is State.ASLEEP


@each_question_that_waits
@pytest.mark.parametrize("intent", [Intent.NEXT, Intent.SKIP, Intent.RESUME])
def test_a_question_of_health_is_not_passed_without_an_answer(place: Place, intent: Intent) -> None:
    for state in (State.QUESTION, State.PAUSED):
        if Intent.SKIP in place.step.answers and state is State.QUESTION and intent is not Intent.RESUME:
            continue  # who skips the question about standing stays in bed
        session = session_in(state, place)
        assert session.hear(match_of(intent)).lines[-1].key == place.key
        assert session.dialogue.state is State.QUESTION


# --- help lists what works -------------------------------------------------------------------------------


def listed(session: Session) -> list[str]:
    return re.split(", | or ", options(session.dialogue))


@each_place
def test_help_lists_at_most_five_things_and_each_of_them_works(place: Place) -> None:
    for state in states_of(place):
        options = listed(session_in(state, place))
        assert 1 <= len(options) <= 5
        assert len(set(options)) == len(options)
        for option in options:
            dialogue = Dialogue()
            dialogue.session = session_in(state, place)
            assert dialogue.say(option), f'"{option}" is met with silence'
            assert isinstance(dialogue.heard, Match)


@each_question
def test_help_at_a_question_begins_with_its_answers(place: Place) -> None:
    for key in listed(session_in(State.QUESTION, place))[:2]:
        dialogue = Dialogue()
        dialogue.session = session_in(State.QUESTION, place)
        dialogue.say(key)
        assert isinstance(dialogue.heard, Match)
        assert dialogue.heard.answer(place.step.answers)


# --- how it speaks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("intent", "limit", "value"),
    [
        (Intent.LOUDER, "loudest", 1.0),
        (Intent.QUIETER, "quietest", manner.QUIETEST),
        (Intent.FASTER, "fastest", manner.FASTEST),
        (Intent.SLOWER, "slowest", manner.SLOWEST),
    ],
)
def test_the_manner_changes_by_steps_and_ends_at_a_limit(intent: Intent, limit: str, value: float) -> None:
    session = session_in(State.STEP)
    seen = [session.dialogue.manner]
    while session.hear(match_of(intent)).lines[0].key != limit:
        assert session.dialogue.manner not in seen
        seen.append(session.dialogue.manner)
        assert len(seen) < 30
    assert value in (session.dialogue.manner.volume, session.dialogue.manner.rate)
    assert session.hear(match_of(Intent.NEXT)).manner == session.dialogue.manner


@pytest.mark.parametrize(("rate", "intent"), [(80, Intent.SLOWER), (250, Intent.FASTER)])
def test_a_pace_from_the_settings_is_never_turned_round(rate: int, intent: Intent) -> None:
    session = Session(library(), Habits(manner=lambda: Manner(volume=0.7, rate=rate)))
    session.hear(match_of(Intent.LEG_CRAMP, "calf"))
    session.hear(match_of(intent))
    assert session.dialogue.manner.rate == rate


# --- any order of events ---------------------------------------------------------------------------------

ONE_OF_EACH = list({(match.intent, match.value, match.wakes): match for match in matches()}.values())
COMMANDS = [match for match in ONE_OF_EACH if not match.value]

EVENTS = st.one_of(
    st.sampled_from(ONE_OF_EACH),
    st.sampled_from(COMMANDS),
    st.just(NoMatch("[unk]")),
    st.tuples(st.floats(0, 2000), st.booleans()),
    st.tuples(st.floats(0, 30), st.just(False)),
)
"""Something heard, or (seconds, whether Charley speaks)."""


def check_reply(reply: Reply) -> None:
    for line in reply.lines:
        assert line.key
        assert line.text.strip()
        assert not re.search(r"[{}\[\]]", line.text)
    assert manner.QUIETEST * REMINDER_VOLUME <= reply.manner.volume <= 1
    assert manner.SLOWEST <= reply.manner.rate <= manner.FASTEST


def check_standing(session: Session) -> None:
    if session.dialogue.state is State.ASLEEP:
        assert not session.dialogue.counting
    else:
        assert session.dialogue.place
        assert len(listed(session)) <= 5
        if session.dialogue.state in (State.STEP, State.HOLD):
            assert not session.dialogue.at.step.answers
        if session.dialogue.state is State.QUESTION:
            assert session.dialogue.at.step.answers
        if session.dialogue.state is State.HOLD:
            assert 0 < session.dialogue.seconds_left() <= session.dialogue.at.step.hold
        if session.dialogue.counting:
            assert session.dialogue.state is State.STEP
            assert session.dialogue.at.step.hold
    for line in session.dialogue.upcoming():
        assert "{" not in line.text


def answers_in_sleep(session: Session, heard: Match | NoMatch) -> bool:
    """Whether it wakes Charley, asks for the diary, or goes on with a cramp of tonight."""
    if isinstance(heard, NoMatch):
        return False
    left = session.dialogue.place is not None
    return heard.wakes or heard.intent in DIARY or (left and heard.intent in LEFT)


@settings(max_examples=5 * settings().max_examples, deadline=None)
@given(st.none() | st.sampled_from(PLACES), st.lists(EVENTS, min_size=10, max_size=60), st.booleans())
def test_no_order_of_words_and_times_leads_out_of_the_table(
    place: Place | None, events: list[Match | NoMatch | tuple[float, bool]], introduce: bool
) -> None:
    session = Session(library(), Habits(introduce=introduce))
    said = [line.key for line in session.dialogue.stand(place).lines] if place else []
    for event in events:
        asleep = session.dialogue.state is State.ASLEEP
        match event:
            case Match() | NoMatch():
                may_answer = not asleep or answers_in_sleep(session, event)
                reply = session.hear(event)
                assert may_answer or not reply.lines
            case (seconds, speaking):
                reply = session.tick(seconds, speaking=speaking)
                assert not asleep or not reply.lines
        check_reply(reply)
        check_standing(session)
        said += [line.key for line in reply.lines]
    assert said.count("not_a_doctor") <= introduce
