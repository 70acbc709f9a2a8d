"""What doubts do: misses bought with false alarms, from the strictest to none; three are a setting."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from voice.assembly import Assembly
from voice.bench.alarms import ROOMS
from voice.bench.charley import Charley
from voice.bench.figures import Figure
from voice.bench.hearing import Measured, percent, tally, woken
from voice.bench.scenes import BY_PLACE, TEN_DECIBELS
from voice.bench.studio import Studio
from voice.hearing.recognizer import DOUBTS, Doubt

SENSITIVITY = "sensitivity"

POINTS = {
    "strictest": Doubt(mean=0.9, least=0.7, again=10.0),
    "stricter": Doubt(mean=0.8, least=0.6, again=7.5),
    **{f"sensitivity = {name}": doubt for name, doubt in DOUBTS.items()},
    "no doubt": Doubt(mean=0.0, least=0.0),
}
"""From the strictest."""

SHARE = 2
"""One of so many recordings of talk is heard at each point."""

MISSED, ACTED = "commands not right %, 1.5 m", "sentences acted on %"


def measures(studio: Studio, assembly: Assembly) -> Iterator[Measured]:
    """Each point, on the same sound."""
    for name, doubt in POINTS.items():
        yield SENSITIVITY, name, partial(_figures, studio, assembly, name, doubt)


def _figures(studio: Studio, assembly: Assembly, name: str, doubt: Doubt) -> list[Figure]:
    charley = Charley(assembly, doubt=doubt)
    spoken = [(phrase.meaning, staged) for phrase, staged in studio.spoken(studio.commands, BY_PLACE[1])]
    commands = tally(charley, spoken)
    complaints = woken(charley, list(studio.said_twice(studio.complaints, TEN_DECIBELS)))
    talk = [staged for _, staged in studio.recorded("dev/talk", ROOMS, share=SHARE)]
    talk = talk or list(studio.strangers(ROOMS))
    heard = [charley.hear(staged.sound) for staged in talk]
    values = {
        MISSED: round(100 - commands["right %"], 2),
        "commands wrong %": commands["wrong %"],
        "complaints missed %, 10 dB": complaints["missed %"],
        ACTED: percent(sum(bool(t.meaning) for h in heard for t in h), sum(s.sentences for s in talk)),
        "wakes": sum(t.wakes for h in heard for t in h),
        "sentences": sum(s.sentences for s in talk),
    }
    return [Figure(SENSITIVITY, name, charley.name, values)]
