"""The table of the dialogue: in which state which intent leads to which move.

What is not in a state's row is not answered in that state. `Session` asks it last: before it come the answers
to a question, and what an alarm or a question about danger must not be left for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from intents.content.library import TOPICS
from intents.dialogue import about, asides, cramp, danger, manner, moves, recall
from intents.dialogue.dialogue import Dialogue
from intents.dialogue.state import Reply, State
from intents.intent import Intent

Move = Callable[[Dialogue, str], Reply]
"""What to do; the text is the value of the match, such as "calf"."""
Row = Mapping[Intent, Move]

DIARY: Row = {
    Intent.DIARY_ON: recall.begin,
    Intent.DIARY_OFF: recall.end,
    Intent.DIARY_DELETE: recall.ask_to_delete,
    Intent.DIARY_MEDICINE: recall.medicine,
    Intent.DIARY_WEEK: recall.week,
    Intent.DIARY_LAST: recall.last,
    Intent.DIARY_HELPED: recall.helped,
}

PROFILE: Row = {
    Intent.SET_UP: about.ask,
    Intent.PROFILE_TELL: about.tell,
    Intent.PROFILE_FORGET: about.forget,
}

WAKING: Row = {
    **DIARY,
    **PROFILE,
    Intent.LEG_CRAMP: cramp.complain,
    Intent.RED_FLAG: danger.red_flag,
    Intent.EMERGENCY: lambda dialogue, _: danger.red_flag(dialogue, danger.EMERGENCY),
    Intent.WHERE_WAS_I: moves.where_was_i,
    Intent.PRIVACY: asides.privacy,
    Intent.OWN: lambda dialogue, value: moves.topic(dialogue, "", name=value),
    **{intent: partial(moves.topic, name=intent) for intent in TOPICS},
    Intent.PREGNANCY: moves.pregnancy,
    Intent.DOCTOR: asides.see_doctor,
}

AWAKE: Row = {
    **WAKING,
    Intent.PLACE: moves.other_muscle,
    Intent.HELLO: asides.greet,
    Intent.WHAT_IS: asides.explain,
    Intent.HOW_HARD: asides.gently,
    Intent.HURTS: asides.soothe,
    Intent.EASING: asides.ease,
    Intent.DIZZY: asides.dizzy,
    Intent.GONE: cramp.gone,
    Intent.STILL_HURTS: cramp.still_hurts,
    Intent.AFTERCARE: asides.care,
    Intent.WORSE: cramp.worse,
    Intent.NEXT: moves.go_on,
    Intent.SKIP: moves.go_on,
    Intent.BACK: moves.go_back,
    Intent.REPEAT: moves.repeat,
    Intent.START_OVER: moves.start_over,
    Intent.LAST_STEP: moves.last_step,
    Intent.GO_TO_STEP: moves.go_to_step,
    Intent.HOW_MANY_STEPS: moves.how_many_steps,
    Intent.HOW_MUCH_LONGER: moves.how_much_longer,
    Intent.ELAPSED: asides.elapsed,
    Intent.CAUTION: moves.caution,
    Intent.OTHER_WAY: moves.other_way,
    Intent.DONE: moves.done,
    Intent.PAUSE: moves.pause,
    Intent.RESUME: moves.go_along,
    Intent.STOP: moves.stop,
    Intent.GOOD_NIGHT: moves.good_night,
    Intent.LOUDER: manner.louder,
    Intent.QUIETER: manner.quieter,
    Intent.SLOWER: manner.slower,
    Intent.FASTER: manner.faster,
    Intent.WHISPER: manner.whisper,
    Intent.ALOUD: manner.aloud,
    Intent.HELP: moves.show_options,
    Intent.THANKS: asides.welcome,
    Intent.WHO: asides.introduce,
    Intent.CALL: asides.call,
    Intent.CALLED: asides.called,
    Intent.YES: moves.go_along,
    Intent.NO: asides.take_your_time,
    Intent.AT_IT: asides.take_your_time,
}

LEFT: Row = {
    Intent.NEXT: moves.go_on,
    Intent.RESUME: moves.repeat,
    Intent.GONE: cramp.gone,
    Intent.STILL_HURTS: cramp.still_hurts,
}
"""What goes on, from sleep, where Charley was left in the middle of a cramp."""

TRANSITIONS: Mapping[State, Row] = {
    State.ASLEEP: {
        **WAKING,
        **LEFT,
        Intent.HELLO: asides.answer_in_sleep,
        Intent.HELP: asides.answer_in_sleep,
    },
    State.QUESTION: {
        **AWAKE,
        Intent.YES: moves.repeat,
        Intent.NO: moves.repeat,
        Intent.AT_IT: moves.repeat,
    },
    State.STEP: AWAKE,
    State.HOLD: AWAKE,
    State.PAUSED: {**AWAKE, Intent.RESUME: moves.repeat, Intent.NO: moves.go_along},
}
