"""What a person tells of themselves, and what Charley says about it."""

from __future__ import annotations

from intents.dialogue import Dialogue
from intents.profile import NOBODY
from intents.state import Line, Reply

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
    """What they have told."""
    conditions = dialogue.library.conditions
    names = [conditions[key].name for key in conditions if key in dialogue.person.profile]
    if not names:
        return dialogue.say("profile_unknown")
    told = [Line("profile_told", f"{name[0].upper()}{name[1:]}.") for name in names]
    return Reply((dialogue.line("profile_told"), *told), dialogue.manner)


def forget(dialogue: Dialogue, _: str) -> Reply:
    """Forget it; not while there is a cramp, for the step of its relief would be forgotten too."""
    if dialogue.in_pain:
        return dialogue.say("profile_later")
    dialogue.fit(NOBODY)
    return dialogue.sleep(dialogue.line("profile_forgotten"))
