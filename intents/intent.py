"""What a person can mean, and what came of trying to understand them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

EXACT = 100.0
"""Likeness of a phrase to itself."""


CAN_BREATHE = "can_breathe"
"""What a question of somebody beside them is about that a "no" to tells of danger."""

TAKEN_BACK = "taken_back"
"""The value of what somebody says who has told of no danger, or takes it back."""

FINE = "fine"
"""The value of what somebody says to whom nothing is wrong."""

OVER, ELSEWHERE = "sore", "no_stretch"
"""The values of a cry of pain that is over, or is not in the leg: the reply to each once nothing hurts."""


class Intent(StrEnum):
    """Everything Charley can be told; each has its wordings in `phrases.toml`."""

    LEG_CRAMP = "leg_cramp"
    """A complaint; the value is the place ("calf", "foot", ...) or "" where none was named."""
    PLACE = "place"
    """A place alone, as an answer to "where is it"; the value is the place."""
    RED_FLAG = "red_flag"
    """A sign of danger; the value is the procedure that answers it."""
    SIGN = "sign"
    """What means something only as the answer to a question: "cold"; the value is one of `SIGNS`."""

    HELLO = "hello"
    """Are you there?"""
    WHAT_IS = "what_is"
    """What is a shin? The value is the reply."""
    HOW_HARD = "how_hard"
    """How hard should I pull?"""

    HURTS = "hurts"
    """It hurts just now; nothing more is said of it."""
    COMFORT = "comfort"
    """What those say who stand by: "just breathe"."""
    EASING = "easing"
    """Better, but not gone."""
    DIZZY = "dizzy"
    GONE = "gone"
    STILL_HURTS = "still_hurts"
    WORSE = "worse"

    NEXT = "next"
    BACK = "back"
    REPEAT = "repeat"
    START_OVER = "start_over"
    LAST_STEP = "last_step"
    GO_TO_STEP = "go_to_step"
    """The value is the number of the step, such as "3"."""
    SKIP = "skip"
    HOW_MANY_STEPS = "how_many_steps"
    WHERE_WAS_I = "where_was_i"
    HOW_MUCH_LONGER = "how_much_longer"
    ELAPSED = "elapsed"
    """How long has it been? With a value they tell it themselves."""
    CAUTION = "caution"
    """Who should leave this step out?"""
    OTHER_WAY = "other_way"
    """May I rub it, or stand up? The value is the topic of the step that does so."""
    DONE = "done"

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    WHISPER = "whisper"
    ALOUD = "aloud"
    """No whisper any more."""
    LOUDER = "louder"
    QUIETER = "quieter"
    SLOWER = "slower"
    FASTER = "faster"
    HELP = "help"
    AT_IT = "at_it"
    """I am doing it: no answer to a question, and no wish to wait."""
    YES = "yes"
    NO = "no"
    THANKS = "thanks"
    GOOD_NIGHT = "good_night"
    WHO = "who"
    """Who, or what, is speaking?"""
    CALL = "call"
    """Call somebody for me."""
    CALLED = "called"
    """I have called somebody."""
    PRIVACY = "privacy"

    WATER = "water"
    EXERCISE = "exercise"
    PREGNANCY = "pregnancy"
    AFTERCARE = "aftercare"
    PREVENTION = "prevention"
    """The value is a topic ("shoes"), or "" for all of it."""
    CAUSES = "causes"
    DOCTOR = "doctor"
    EMERGENCY = "emergency"

    OWN = "own"
    """A procedure of the user's own; the value is its name."""

    SET_UP = "set_up"
    """Ask me what is not for me."""
    PROFILE_TELL = "profile_tell"
    """What do you know about me?"""
    PROFILE_FORGET = "profile_forget"

    DIARY_ON = "diary_on"
    DIARY_OFF = "diary_off"
    DIARY_DELETE = "diary_delete"
    DIARY_MEDICINE = "diary_medicine"
    """I take a new medicine from today on."""
    DIARY_WEEK = "diary_week"
    """How many cramps were there this week?"""
    DIARY_LAST = "diary_last"
    """When was the last one?"""
    DIARY_HELPED = "diary_helped"
    """What helped last time?"""


PREGNANT = "pregnant"
"""The condition that a phrase of pregnancy tells of."""


NUMB_FEET = "numb_feet"
"""The condition that a "no" to a question about danger may tell of: "my feet are always numb"."""


def told_by(intent: Intent, value: str) -> str:
    """What a phrase tells of the person: a condition of the profile, a caution, or ""."""
    usual = value if value == NUMB_FEET else ""
    told = {Intent.PREGNANCY: PREGNANT, Intent.CAUTION: value, Intent.NO: usual}
    return told.get(intent, "")


@dataclass(frozen=True, slots=True)
class Match:
    """What was said is one of the phrases Charley knows."""

    text: str
    """What was heard."""
    intent: Intent
    value: str
    """What the phrase's list entry stands for, such as "calf" or "3"; "" where it has none."""
    phrase: str
    """The phrase it was taken for; "" where it is none, but nearly a complaint."""
    score: float
    """0 to 100: how alike the two are; 100 is the same words."""
    wakes: bool
    """Whether a sleeping Charley may answer it."""
    has: str = ""
    """What was told of the person beside a complaint or a danger: a condition, a caution, or ""."""
    half: bool = False
    """Whether it wakes Charley when it is said again: half a complaint, or what was not quite believed."""
    clear: bool = False
    """Whether a sleeper said just this and beyond doubt: enough to go on where Charley was left in pain."""
    doubted: bool = False
    """Whether it is a danger that may have been misheard, to be asked about before it is answered."""
    suspected: bool = False
    """Whether it only sounded like one, was a question, or a sleeper's own words: asked about, too."""
    check: str = ""
    """Name of the procedure that asks about a danger which is suspected; "" for the usual one."""
    in_cramp: str = ""
    """The same while a cramp goes on, where a cramp may do what a danger does; "" where none does."""
    lasts: str = ""
    """How long a complaint has been there, where it was told of with that and is longer than usual."""
    beside: Match | None = None
    """The complaint that was told of with a danger."""

    def answer(self, asked: Collection[str]) -> str:
        """Which answer to a question this is, such as "calf" or "yes", the closest; "" for none."""
        go_back = self.intent is Intent.BACK and self.phrase != Intent.BACK  # never means the back
        denies_one = self.intent is Intent.NO and self.value  # whose chest is fine may have a numb leg
        answers = () if go_back else (self.value,) if denies_one else (self.value, self.intent.value)
        return next((answer for answer in answers if answer in asked), "")

    def described(self) -> dict[str, object]:
        """What other programs are told of it."""
        return {
            "text": self.text,
            "intent": self.intent.value,
            "value": self.value,
            "phrase": self.phrase,
            "score": round(self.score, 1),
        }


@dataclass(frozen=True, slots=True)
class NoMatch:
    """What was said is none of them."""

    text: str
    puzzling: bool = True
    """Whether it may have meant something; a mere "ow" does not."""
    half: bool = False
    """The same."""

    def described(self) -> dict[str, object]:
        """What other programs are told of it."""
        return {"text": self.text, "intent": None, "value": "", "phrase": None, "score": 0.0}


def complaint(text: str, place: str = "") -> Match:
    """What was heard, taken for a complaint though it is the wording of none."""
    return Match(text, Intent.LEG_CRAMP, place, "", 0.0, wakes=True)
