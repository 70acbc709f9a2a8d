"""What the one setting for it does: misses bought with false alarms, and the other way round."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import partial

from voice.assembly import Assembly
from voice.bench.charley import Charley
from voice.bench.figures import Figure
from voice.bench.hearing import Measured, percent, tally, woken
from voice.bench.scenes import BY_PLACE, TEN_DECIBELS, Scene
from voice.bench.studio import Studio
from voice.recognizer import Sensitivity

SENSITIVITY = "sensitivity"

CLOSE = Scene("as recorded", distance=None)


def measures(studio: Studio, assembly: Assembly) -> Iterator[Measured]:
    """Each of its values, on the same sound."""
    for sensitivity in Sensitivity:
        yield SENSITIVITY, sensitivity, partial(_figures, studio, assembly, sensitivity)


def _figures(studio: Studio, assembly: Assembly, sensitivity: Sensitivity) -> list[Figure]:
    library, model, matcher = assembly.library, assembly.model, assembly.matcher
    other = Assembly(dataclasses.replace(assembly.settings, sensitivity=sensitivity))
    vars(other).update(library=library, model=model, matcher=matcher)  # made once is enough
    charley = Charley(other)
    quiet = tally(charley, ((p.meaning, s) for p, s in studio.spoken(studio.commands, BY_PLACE[1])))
    complaints = woken(charley, [s for _, s in studio.spoken(studio.complaints, TEN_DECIBELS)])
    talk = [charley.hear(staged.sound) for _, staged in studio.recorded("dev/talk", [CLOSE])]
    talk = talk or [charley.hear(staged.sound) for staged in studio.strangers([BY_PLACE[1]])]
    values = {
        "commands right %, 1.5 m": quiet["right %"],
        "complaints missed %, 1.5 m, 10 dB": complaints["missed %"],
        "strangers' sentences acted on %": percent(sum(any(t.meaning for t in h) for h in talk), len(talk)),
        "wakes": sum(t.wakes for heard in talk for t in heard),
        "sentences": len(talk),
    }
    return [Figure(SENSITIVITY, sensitivity, charley.name, values)]
