"""What a person tells of themselves, and what Charley says about it."""

from __future__ import annotations

from collections.abc import Iterator

from intents.content.profile import NOBODY, Profile
from intents.content.replies import Line
from intents.dialogue.dialogue import Dialogue
from intents.dialogue.state import Reply

QUESTIONS = "set_up"
"""Name of the procedure that asks."""

KEPT = frozenset({"profile_kept", "profile_empty", "profile_forgotten"})
"""Replies after which the profile is another: who hears one may rely on it."""


def ask(dialogue: Dialogue, _: str) -> Reply:
    """Begin to ask; not while there is a cramp."""
    if dialogue.in_pain:
        return dialogue.say("profile_later")
    dialogue.noted.clear()
    dialogue.bookmark = None
    return dialogue.enter(QUESTIONS)


def answered(dialogue: Dialogue, *, has: bool) -> Reply:
    """Note an answer, and go on to what is asked next; a profile is kept only when it is whole."""
    note = dialogue.noted.add if has else dialogue.noted.discard
    note(dialogue.at.step.key)
    if dialogue.at.number < len(dialogue.at.procedure.steps):
        return dialogue.advance()
    dialogue.fit(frozenset(dialogue.noted))
    count = len(dialogue.person.profile)
    if count:
        return dialogue.sleep(dialogue.line("profile_kept", count=dialogue.spoken(count)))
    return dialogue.sleep(dialogue.line("profile_empty"))


def tell(dialogue: Dialogue, _: str) -> Reply:
    """What they have told, for every night and for this conversation."""
    person = dialogue.person
    told = [*_listed(dialogue, "profile_told", person.profile)]
    told += _listed(dialogue, "profile_in_passing", person.in_passing)
    return Reply((*told,), dialogue.manner) if told else dialogue.say("profile_unknown")


def _listed(dialogue: Dialogue, key: str, told: Profile) -> Iterator[Line]:
    """What was told, one line each, after a line that says for how long it counts; none for nothing."""
    library = dialogue.library
    known = [key for key in dict.fromkeys((*library.conditions, *library.cautions)) if key in told]
    if known:
        yield dialogue.line(key)
    for name in (library.condition(each).name for each in known):
        yield Line(key, f"{name[0].upper()}{name[1:]}.")


def forget(dialogue: Dialogue, _: str) -> Reply:
    """Forget it; not while there is a cramp, for the step of its relief would be forgotten too."""
    if dialogue.in_pain:
        return dialogue.say("profile_later")
    dialogue.fit(NOBODY)
    return dialogue.sleep(dialogue.line("profile_forgotten"))
