"""What the dialogue does about the cramp: it came, it is gone, it came back, it gets worse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from intents.content.procedures import Answer, Place
from intents.dialogue import danger, recall
from intents.dialogue.dialogue import Dialogue
from intents.dialogue.state import ROUNDS, Reply, State
from intents.matching.cries import AGAIN


def complain(dialogue: Dialogue, value: str) -> Reply:
    """Somebody has a cramp, and lets go first of what they hold; in the middle of relief, maybe once more."""
    if value == AGAIN and dialogue.state is not State.ASLEEP and _may_come_back(dialogue):
        return still_hurts(dialogue, value)
    return relieve(dialogue, value, *(["let_go"] if dialogue.holding else []))


def relieve(dialogue: Dialogue, value: str, *lead: str) -> Reply:
    """Ask where it is, or start at once where they said it, after some replies."""
    answers = _where(dialogue)
    dialogue.cramp_began()
    dialogue.cramp.relief = dialogue.bookmark = None
    known = answers.get(value)
    go, say = (known.go, known.say) if known else ("where", "")
    if value == "same":
        last = recall.last_place(dialogue)
        go, say = (last, "") if last else ("where", "last_place_unknown")
    return dialogue.enter(go, *map(dialogue.line, filter(None, dict.fromkeys((*lead, say)))))


def _where(dialogue: Dialogue) -> Mapping[str, Answer]:
    """Where each place leads; the front and the back are those of a thigh that is being stretched.

    No place is guessed twice: where the guess is being relieved, they are asked.
    """
    procedures, relief = dialogue.library.procedures, dialogue.cramp.relief
    places, sides = (procedures[name].steps[0].answers for name in ("where", "side"))
    relieving = relief.procedure.name if relief else ""
    if any(relieving in answer.targets for answer in sides.values()):
        return {**places, **sides}
    guess = places["silence"]
    guessed = relieving in guess.targets
    return {place: answer for place, answer in places.items() if answer != guess or not guessed}


def _may_come_back(dialogue: Dialogue) -> bool:
    return bool(dialogue.cramp.relief or dialogue.cramp.rounds or dialogue.cramp.eased)


def gone(dialogue: Dialogue, _: str) -> Reply:
    """The cramp has let go; whether the chest hurts is another question."""
    return danger.reassured(dialogue, partial(_care, dialogue))


def _care(dialogue: Dialogue) -> Reply:
    """What to do once it is gone."""
    dialogue.cramp.eased = dialogue.cramp.relief or dialogue.cramp.eased
    dialogue.cramp_ended()
    care = dialogue.enter("aftercare")
    return replace(care, lines=(*care.lines, *recall.notices(dialogue)))


def still_hurts(dialogue: Dialogue, _: str) -> Reply:
    """The stretch, another round of it, then what else to try, then the signs of danger."""
    relief = dialogue.cramp.relief
    if (
        relief
        and dialogue.place == relief
        and relief.index < relief.procedure.again
        and not dialogue.cramp.rounds
    ):
        return dialogue.stand(replace(relief, index=relief.procedure.again))
    if relief is None and not dialogue.cramp.rounds:
        return came_back(dialogue, dialogue.cramp.eased) if dialogue.cramp.eased else complain(dialogue, "")
    dialogue.bookmark = None
    dialogue.cramp.rounds += 1
    if dialogue.cramp.rounds == 1 and relief:
        return dialogue.stand(replace(relief, index=relief.procedure.again), dialogue.line("once_more"))
    return dialogue.enter("still_hurts" if dialogue.cramp.rounds <= ROUNDS else "red_flags")


def lasts(dialogue: Dialogue, reply: Reply) -> Reply:
    """It has been there for longer than usual: whom to call, before all else but a danger."""
    if dialogue.alarm.stands or dialogue.cramp.seconds is None:
        return reply
    dialogue.cramp.warned = True
    return replace(reply, lines=(dialogue.first_line("long_cramp"), *reply.lines))


def came_back(dialogue: Dialogue, eased: Place) -> Reply:
    """It was said to be gone, and is not: what eased it, from its first step."""
    dialogue.cramp_began()
    dialogue.bookmark = None
    return dialogue.stand(replace(eased, index=0), dialogue.line("once_more"))


def worse(dialogue: Dialogue, _: str) -> Reply:
    """Let go at once; then the signs of danger, the gravest first; one that is known is answered."""
    if dialogue.alarm.stands:
        return danger.worsened(dialogue)
    dialogue.bookmark, dialogue.cramp.rounds = None, ROUNDS
    return dialogue.enter("red_flags", dialogue.line("let_go"))
