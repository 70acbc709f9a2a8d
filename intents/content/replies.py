"""What Charley says outside the procedures, from `replies.toml`: keys in code, words in data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from string import Formatter

from intents.content.procedure_file import ANSWERS
from intents.content.rules import sentences
from intents.content.tables import Table, read
from intents.errors import ContentError
from intents.intent import Intent

FIELDS: Mapping[str, tuple[str, ...]] = {
    "start_with_calf": (),
    "start_with_back": (),
    "last_place_unknown": (),
    "what_calf": (),
    "what_shin": (),
    "what_thigh": (),
    "what_back": (),
    "not_a_doctor": (),
    "hold_start": (),
    "hold_half": ("seconds",),
    "hold_end": ("seconds",),
    "hold_hint": (),
    "hold_left": ("seconds",),
    "hold_none": (),
    "elapsed": ("minutes",),
    "elapsed_minute": (),
    "elapsed_unknown": (),
    "last_step": (),
    "first_step": (),
    "no_such_step": ("steps",),
    "how_many_steps": ("steps", "step"),
    "where": ("title", "step"),
    "back_to": ("title",),
    "once_more": (),
    "let_go": (),
    "let_it_rest": (),
    "soothe": (),
    "gently": (),
    "easing": (),
    "dizzy": (),
    "caution": ("cautions",),
    "no_caution": (),
    "no_stretch": (),
    "no_other_way": (),
    "take_your_time": (),
    "paused": (),
    "stopped": (),
    "louder": (),
    "loudest": (),
    "quieter": (),
    "quietest": (),
    "whispering": (),
    "aloud": (),
    "slower": (),
    "slowest": (),
    "faster": (),
    "fastest": (),
    "help": ("options",),
    "reminder": ("options",),
    "shortest": ("options",),
    "sorry": (),
    "check": (),
    "was_away": (),
    "welcome": (),
    "good_night": (),
    "farewell": (),
    "here": (),
    "who": (),
    "no_calls": (),
    "alone": (),
    "called": (),
    "arrived": (),
    "phone": (),
    "sore": (),
    "shout": (),
    "keep_trying": (),
    "yes_or_no": (),
    "feel_both": (),
    "may_let_go": ("seconds",),
    "no_standing": (),
    "privacy": (),
    "privacy_recorded": (),
    "left_out": (),
    "profile_later": (),
    "profile_kept": ("count",),
    "profile_empty": (),
    "profile_unknown": (),
    "profile_told": (),
    "profile_in_passing": (),
    "profile_forgotten": (),
    "diary_on": (),
    "diary_off": (),
    "diary_left": (),
    "diary_deleted": (),
    "diary_nowhere": (),
    "diary_unkept": (),
    "diary_noted": (),
    "diary_week": ("count",),
    "diary_week_none": (),
    "diary_none": (),
    "diary_last_today": ("hour", "title"),
    "diary_last_yesterday": ("hour", "title"),
    "diary_last": ("days", "hour", "title"),
    "diary_last_long": (),
    "diary_somewhere": (),
    "diary_medicine": (),
    "diary_morning": ("hour",),
    "diary_afternoon": ("hour",),
    "diary_evening": ("hour",),
    "diary_night": ("hour",),
    "diary_helped": (),
    "diary_helped_none": (),
}
"""Every reply the dialogue uses, with the fields its words must name."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something to say: one or more sentences."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Replies:
    """All replies of a language."""

    texts: Mapping[str, str]
    labels: Mapping[str, str]
    """How each option is named aloud: "next", "calf", "I don't know"."""
    join: str
    """What stands before the last item of a list: " or "."""

    def line(self, key: str, **fields: str) -> Line:
        """A reply with its fields filled in."""
        parts = sentences(self.texts[key].format(**fields))
        return Line(key, " ".join(part[0].upper() + part[1:] for part in parts))

    def choice(self, options: Sequence[str]) -> str:
        """Options by their keys as one phrase: "next, repeat or stop"."""
        return self.listed([self.labels[option] for option in options])

    def listed(self, items: Sequence[str]) -> str:
        """Items as one phrase: "one, two or three"."""
        *first, last = items
        return ", ".join(first) + self.join + last if first else last


def load_replies(folder: Traversable) -> Replies:
    """Read `replies.toml`. Raises ContentError for a missing key, an unknown one, or a wrong field."""
    file = folder / "replies.toml"
    table = Table(file.name, "", read(file))
    labels = {str(key): str(value) for key, value in table.mapping("labels").items()}
    join = table.text("join")
    texts = {}
    for key, fields in FIELDS.items():
        texts[key] = table.text(key)
        named = {name for _, name, _, _ in Formatter().parse(texts[key]) if name}
        if named != set(fields):
            expected = ", ".join(f"{{{field}}}" for field in fields) or "no field"
            raise ContentError(file.name, key, f"must hold {expected}")
    table.close()
    unknown = set(labels) - {*Intent, *ANSWERS}
    if unknown:
        raise ContentError(file.name, f"labels.{min(unknown)}", "is neither an intent nor an answer")
    return Replies(texts=texts, labels=labels, join=join)
