"""What is said from the diary and about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from intents.content.procedures import Place
from intents.content.replies import Line
from intents.dialogue.dialogue import Dialogue
from intents.dialogue.diary import Diary, Keeping
from intents.dialogue.state import LONG_CRAMP, Reply

OFTEN = 3
"""Nights with a cramp in one week that a doctor should know of."""

SAID_BY: Mapping[str, frozenset[str]] = {
    "often": frozenset({"diary_notice.often"}),
    "long": frozenset({"diary_notice.long"}),
    "both": frozenset({"diary_notice.both", "both_legs_doctor.tell"}),
    "more": frozenset({"diary_notice.more"}),
}
"""The steps of `diary_notice`, and which lines make each one needless for a week."""

PARTS_OF_THE_DAY = ((5, "diary_night"), (12, "diary_morning"), (18, "diary_afternoon"), (22, "diary_evening"))
"""The hour at which each part of the day ends, and the reply that names an hour in it."""

LONG_PAST = 60
"""Days after which nobody wants to know the hour."""


def notices(dialogue: Dialogue) -> list[Line]:
    """What a doctor should know about this cramp, each thing once a week; said when the cramp is over."""
    diary = dialogue.look()
    procedure = dialogue.library.procedures["diary_notice"]
    lines = [dialogue.library.step_line(Place(procedure, i)) for i in range(len(procedure.steps))]
    keys = {f"{procedure.name}.{name}" for name in _due(diary)}
    return [line for line in lines if line.key in keys]


def _due(diary: Diary) -> list[str]:
    cramp = diary.cramp
    if diary.keeping is not Keeping.ON or cramp is None:
        return []
    reasons = {
        "often": len({episode.night for episode in diary.this_week()}) >= OFTEN,
        "long": cramp.seconds is not None and cramp.seconds > LONG_CRAMP,
        "both": cramp.place == "both_legs",
        "more": diary.more_since_change(),
    }
    return [name for name, due in reasons.items() if due and diary.told.isdisjoint(SAID_BY[name])]


# -- whether it is kept ----------------------------------------------------------------------------


def offered(dialogue: Dialogue) -> Reply | None:
    """The offer to keep a diary, at the end of the first care after a cramp; None where it is not due."""
    due = dialogue.at.procedure.name == "aftercare" and dialogue.look().keeping is Keeping.UNASKED
    return dialogue.enter("diary_offer") if due else None


def begin(dialogue: Dialogue, _: str) -> Reply:
    """From now on it is kept."""
    return dialogue.say(_where_there_is_one(dialogue, "diary_on"))


def end(dialogue: Dialogue, _: str) -> Reply:
    """From now on it is not kept."""
    return dialogue.say(_where_there_is_one(dialogue, "diary_off"))


def ask_to_delete(dialogue: Dialogue, _: str) -> Reply:
    """Deleting is asked about first; a step of relief is kept for later."""
    if dialogue.look().keeping is Keeping.NOWHERE:
        return dialogue.say("diary_nowhere")
    if dialogue.place and dialogue.place.procedure.relieves:
        dialogue.bookmark = dialogue.place
    return dialogue.enter("diary_delete")


def accept(dialogue: Dialogue, _: str) -> Reply:
    """The offer is taken up."""
    return _settled(dialogue, "diary_on")


def decline(dialogue: Dialogue, _: str) -> Reply:
    """The offer is not taken up, or the diary is left as it is."""
    return _settled(dialogue, "diary_left")


def delete(dialogue: Dialogue, _: str) -> Reply:
    """The diary is deleted."""
    return _settled(dialogue, "diary_deleted")


def _settled(dialogue: Dialogue, key: str) -> Reply:
    line = dialogue.line(key)
    return dialogue.come_back(line) if dialogue.bookmark else dialogue.sleep(line)


def _where_there_is_one(dialogue: Dialogue, key: str) -> str:
    return "diary_nowhere" if dialogue.look().keeping is Keeping.NOWHERE else key


def medicine(dialogue: Dialogue, _: str) -> Reply:
    """A new medicine is noted with its day, where a diary is kept."""
    keeping = dialogue.look().keeping
    missing = "diary_nowhere" if keeping is Keeping.NOWHERE else "diary_unkept"
    return dialogue.say("diary_noted" if keeping is Keeping.ON else missing)


# -- what stands in it -----------------------------------------------------------------------------


def week(dialogue: Dialogue, _: str) -> Reply:
    """How many cramps in the last seven days."""
    diary = dialogue.look()
    if missing := _missing(diary):
        return dialogue.say(missing)
    count = len(diary.this_week())
    return (
        dialogue.say("diary_week", count=dialogue.spoken(count)) if count else dialogue.say("diary_week_none")
    )


def last(dialogue: Dialogue, _: str) -> Reply:
    """When and where the cramp before this one was."""
    diary = dialogue.look()
    if missing := _missing(diary) or ("" if diary.past else "diary_none"):
        return dialogue.say(missing)
    episode = diary.past[-1]
    days = (diary.now.date() - episode.began.date()).days
    fields = {
        "title": dialogue.person.title(episode.place) or dialogue.library.replies.texts["diary_somewhere"],
        "hour": _hour(dialogue, episode.began),
    }
    if days <= 1:
        return dialogue.say("diary_last_yesterday" if days == 1 else "diary_last_today", **fields)
    if days > LONG_PAST:
        return dialogue.say("diary_last_long")
    return dialogue.say("diary_last", days=dialogue.spoken(days), **fields)


def last_place(dialogue: Dialogue) -> str:
    """Name of the procedure that relieved the cramp before this one; "" where nobody knows."""
    past = dialogue.look().past
    procedure = dialogue.library.procedures.get(past[-1].place) if past else None
    return procedure.name if procedure and procedure.relieves else ""


def helped(dialogue: Dialogue, _: str) -> Reply:
    """The step before the last "it's gone", in its own words."""
    diary = dialogue.look()
    if missing := _missing(diary):
        return dialogue.say(missing)
    known = {line.key: line for line in dialogue.library.lines()}
    steps = [known[episode.helped] for episode in diary.past if episode.helped in known]
    if not steps:
        return dialogue.say("diary_helped_none")
    return Reply((dialogue.line("diary_helped"), steps[-1]), dialogue.manner)


def _missing(diary: Diary) -> str:
    """Key of what is said where there is no diary to look into; "" where there is one."""
    if diary.keeping is Keeping.NOWHERE:
        return "diary_nowhere"
    return "" if diary.keeping is Keeping.ON or diary.past else "diary_unkept"


def _hour(dialogue: Dialogue, moment: datetime) -> str:
    """A time of day to the nearest hour, in words: "three at night"."""
    hour = (moment.hour + (moment.minute >= 30)) % 24  # noqa: PLR2004 - half past rounds up
    key = next((key for end, key in PARTS_OF_THE_DAY if hour < end), "diary_night")
    return dialogue.library.replies.texts[key].format(hour=dialogue.spoken(hour % 12 or 12))
