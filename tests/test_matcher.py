"""The matcher: what was meant, if anything, and what it refuses to guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.intent import EXACT, Intent, Match, NoMatch
from intents.matching.matcher import Matcher
from intents.matching.meaning import FLOOR
from intents.matching.paraphrase import Paraphrases
from intents.matching.particles import ComplaintWords, CryWords, DangerWords, LastingWords, Particles
from intents.matching.phrase import Phrase
from intents.matching.phrasebook import Phrasebook
from intents.matching.red_flag import RedFlag
from tests.dialogue import library

PHRASEBOOK = library().phrasebook
MATCHER = Matcher(PHRASEBOOK)

STRANGERS = """
good evening and welcome to the news
the weather tomorrow will be dry and bright
pass me the remote would you
did you lock the front door
what time is it
turn off the light
are you still awake
you are hogging the duvet again
the dog wants to go out
I have to get up at six
my pillow is too soft
stop snoring
can you move over a bit
is the window open
the baby is crying
who left the bathroom light on
I had the strangest dream
let's watch the next episode
the next train leaves at noon
and now back to the studio
the horse came in third
he broke his leg skiing last year
my legs are tired from the walk
she has a bad knee
the chicken legs are in the oven
don't forget to call your mother
what did the doctor say about your knee
put your cold feet somewhere else
I love you good night
set the alarm for seven
this summer the sea was warm
have you taken your tablets
tell me about your day
is there any tea left
we should go to Paris in spring
I can't sleep
read me one more chapter
he scored in the last minute
she never called me back
the price of shoes has gone up
how much is the fish
three steps forward and two steps back
stop the car
wait for me at the corner
""".strip().splitlines()


def meaning(text: str, matcher: Matcher = MATCHER) -> tuple[Intent, str] | None:
    heard = matcher.match(text)
    return (heard.intent, heard.value) if isinstance(heard, Match) else None


def small(*phrases: tuple[str, Intent]) -> Matcher:
    """A matcher that knows a few phrases, two dangers, one negation and one filler."""
    flags = [
        RedFlag(("chest",), "emergency", unclear=False),
        RedFlag(("blood", "clot"), "same_day", unclear=False),
    ]
    known = [Phrase(text, intent, "", wakes=True) for text, intent in phrases]
    none = frozenset[str]()
    particles = Particles(
        negations=frozenset({"dont", "no"}),
        objections=none,
        fresh_starts=frozenset({"my", "i"}),
        reassuring=none,
        fillers=frozenset({"please"}),
        describing=none,
        linking=none,
        small=frozenset({"the", "are", "were", "have"}),
        interrupts=none,
        elsewhere=none,
        questions=(),
        statements=none,
        endings=(),
        complaint=ComplaintWords(),
        danger=DangerWords(),
        cry=CryWords(),
        written={},
        short={},
        paraphrases=Paraphrases({}, {}, {}),
        lasting=LastingWords(frozenset(), frozenset(), {}),
    )
    return Matcher(Phrasebook.of(known, flags, particles, {}))


@pytest.mark.parametrize(
    "text", ["I'm not okay", "it's not right", "it's not awful", "I am well", "it's gone bad"]
)
def test_what_tells_how_something_is_answers_nothing(text: str) -> None:
    assert meaning(text) is None


# --- every phrase ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("intent", Intent)
def test_every_phrase_is_taken_for_itself(intent: Intent) -> None:
    for phrase in PHRASEBOOK.phrases.values():
        if phrase.intent is intent:
            heard = MATCHER.match(phrase.text)
            assert isinstance(heard, Match)
            assert (heard.intent, heard.value, heard.phrase) == (intent, phrase.value, phrase.text)
            assert (heard.score, heard.wakes) == (EXACT, phrase.wakes)


# --- the order of the rules ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "don't stop",
        "do not stop",
        "never stop",
        "not next",
        "don't go on",
        "do not repeat that",
        "it is not stopped",
    ],
)
def test_a_negation_is_refused_where_it_is_no_phrase_itself(text: str) -> None:
    assert MATCHER.match(text) == NoMatch(text)


def test_a_phrase_with_a_negation_is_still_that_phrase() -> None:
    assert meaning("it's not gone") == (Intent.STILL_HURTS, "")
    assert meaning("I don't know") == (Intent.PLACE, "unknown")
    assert meaning("not yet") == (Intent.AT_IT, "no")


def test_nothing_without_a_negation_is_taken_for_a_phrase_with_one() -> None:
    matcher = small(("i dont want to go on with it", Intent.STOP))
    assert meaning("i dont want to go on with it", matcher) == (Intent.STOP, "")
    assert meaning("i do want to go on with it", matcher) is None


def test_a_wording_close_to_one_meaning_is_taken_for_it() -> None:
    heard = MATCHER.match("how do i prevent my leg cramps")
    assert isinstance(heard, Match)
    assert (heard.intent, heard.phrase) == (Intent.PREVENTION, "how do i prevent leg cramps")
    assert FLOOR <= heard.score < EXACT


def test_a_wording_under_the_floor_is_refused() -> None:
    matcher = small(("how many steps are there", Intent.HOW_MANY_STEPS))
    assert meaning("how many steps were there", matcher) == (Intent.HOW_MANY_STEPS, "")
    assert meaning("how many ships went there", matcher) is None


def test_a_wording_between_two_meanings_is_refused() -> None:
    near = ("move to the last steps", Intent.LAST_STEP)
    other = ("move to the last stepped", Intent.FASTER)
    assert meaning("move to the last step", small(near)) == (Intent.LAST_STEP, "")
    assert meaning("move to the last step", small(near, other)) is None
    assert meaning("move to the last step", small(near, (other[0], Intent.LAST_STEP))) == (
        Intent.LAST_STEP,
        "",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i'm in the car", None),
        ("do i need to get up", (Intent.OTHER_WAY, "stand")),
        ("i can stand up now", None),
        ("can my wife hold it", None),
        ("can my wife pull it then", (Intent.OTHER_WAY, "pull")),
        ("can i rub the legs", (Intent.OTHER_WAY, "rub")),
        ("tell me how i stop cramps at night", None),
        ("how i stop the cramps at night", (Intent.PREVENTION, "")),
        ("i have pain in my legs", (Intent.LEG_CRAMP, "")),
    ],
)
def test_only_small_words_and_endings_may_be_others_than_in_a_phrase(
    text: str, expected: tuple[Intent, str] | None
) -> None:
    assert meaning(text) == expected


@pytest.mark.parametrize("text", ["stoop", "nxt", "backs", "stops", "hold", "leg"])
def test_one_word_must_be_exact(text: str) -> None:
    assert meaning(text) is None


@pytest.mark.parametrize("text", ["[unk]", "leg [unk] cramp", "next [unk]", "", "  ", "..."])
def test_unknown_sounds_and_nothing_are_refused(text: str) -> None:
    assert MATCHER.match(text) == NoMatch(text)


# --- fillers, typing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("please stop now", (Intent.STOP, "")),
        ("oh god my calf is cramping", (Intent.LEG_CRAMP, "calf")),
        ("ow ow ow a really bad leg cramp", (Intent.LEG_CRAMP, "")),
        ("um next", (Intent.NEXT, "")),
    ],
)
def test_fillers_change_nothing(text: str, expected: tuple[Intent, str]) -> None:
    assert meaning(text) == expected


@pytest.mark.parametrize("politely", ["charley {}", "{} please"])
def test_every_phrase_may_be_said_politely(politely: str) -> None:
    fillers = MATCHER.phrasebook.particles.fillers
    for text, phrase in MATCHER.phrasebook.phrases.items():
        if not fillers.issuperset(text.split()):
            assert meaning(politely.format(phrase.text)) == phrase.meaning, phrase.text


def test_a_phrase_that_is_a_filler_is_still_a_phrase() -> None:
    assert meaning("okay") == meaning("OK") == (Intent.NEXT, "heard")
    assert meaning("ok, next") == (Intent.NEXT, "")
    assert meaning("ow my foot") == (Intent.LEG_CRAMP, "foot")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NEXT!", (Intent.NEXT, "")),
        ("  What's   next? ", (Intent.NEXT, "")),
        ("I\N{RIGHT SINGLE QUOTATION MARK}ve got a cramp.", (Intent.LEG_CRAMP, "")),
        ("Ive got a cramp", (Intent.LEG_CRAMP, "")),
        ("Charley, next, please", (Intent.NEXT, "")),
        ("It's gone...", (Intent.GONE, "")),
        ("Help! My chest hurts!", (Intent.RED_FLAG, "emergency")),
    ],
)
def test_typed_words_are_understood_however_they_are_typed(text: str, expected: tuple[Intent, str]) -> None:
    assert meaning(text) == expected


@pytest.mark.parametrize("text", STRANGERS)
def test_what_is_said_in_bedrooms_and_on_television_is_none_of_it(text: str) -> None:
    assert MATCHER.match(text) == NoMatch(text)


@given(st.text(max_size=60))
def test_any_text_is_answered_with_what_was_heard(text: str) -> None:
    heard = MATCHER.match(text)
    assert heard.text == text
    assert heard.described()["text"] == text
    assert isinstance(heard, NoMatch) or 0 <= heard.score <= EXACT


def test_in_a_dialogue_a_piece_of_somebodys_talk_means_nothing_but_danger() -> None:
    assert isinstance(MATCHER.match("next", alone=False), NoMatch)
    assert isinstance(MATCHER.match("chest pain", alone=False), Match)
    assert isinstance(MATCHER.match("stop", alone=False), Match)
    assert isinstance(MATCHER.match("leg cramp", asleep=True, alone=False), Match)


def test_a_page_of_text_is_answered_at_once() -> None:
    """Without looking at the clock: were each part of it looked at, this would take a quarter of an hour."""
    assert MATCHER.match("my leg had the other " * 2000) == NoMatch("my leg had the other " * 2000)
    found = MATCHER.match("once more " * 2000 + "i've got a cramp in my leg")
    assert isinstance(found, Match)
    assert found.intent == Intent.LEG_CRAMP
