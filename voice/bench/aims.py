"""What was aimed at, each aim beside what was measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean

from voice.bench.alarms import ACTED, ALARMS, HOURS, NEW_PEOPLE, STRANGERS
from voice.bench.figures import Figure
from voice.bench.hearing import COMMANDS, COMPLAINTS
from voice.bench.idle import COST, MEMORY, TALK
from voice.bench.interrupting import INTERRUPTING, OWN_VOICE, WORDS
from voice.bench.latency import ASLEEP, AWAKE, LATENCY
from voice.bench.noises import QUIET
from voice.bench.table import markdown, number

CHARLEY, USUAL = "Charley", "usual loop"

SIX, TEN, FIFTEEN = "1.5 m, 6 dB", "1.5 m, 10 dB", "1.5 m, 15 dB"

Measurement = Callable[[Sequence[Figure], str], float | None]
"""Of a contender; None where it has not been measured."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One thing to reach."""

    what: str
    measured: Measurement
    most: float | None = None
    least: float | None = None

    @property
    def bound(self) -> str:
        """As it is written."""
        return f"at most {self.most:g}" if self.most is not None else f"at least {self.least:g}"

    def is_met(self, value: float) -> bool:
        """Whether a value reaches it."""
        return value <= self.most if self.most is not None else value >= (self.least or 0.0)


def _over(pick: Callable[[list[float]], float], measure: str, name: str, *conditions: str) -> Measurement:
    """The worst, the sum or the mean of a value over some conditions, all of them where none is named."""

    def measured(figures: Sequence[Figure], contender: str) -> float | None:
        rows = [f for f in figures if (f.measure, f.contender) == (measure, contender) and name in f.values]
        wanted = conditions or tuple(f.condition for f in rows)
        values = [f.values[name] for f in rows if f.condition in wanted]
        return pick(values) if values and len(values) == len(wanted) else None

    return measured


def _share_of_the_usual(figures: Sequence[Figure], contender: str) -> float | None:
    """Computing in quiet rooms, as a share of the usual loop's."""
    spent = _over(sum, COST, "CPU s for an hour", *QUIET)
    own, usual = spent(figures, contender), spent(figures, USUAL)
    return own / usual if own is not None and usual else None


def _lost_by_the_gate(figures: Sequence[Figure], contender: str) -> float | None:
    """Percent of commands that are right only without the gate, less those that are right only with it."""
    right = _over(mean, COMMANDS, "right %")
    through, without = right(figures, contender), right(figures, f"{contender} without its gate")
    return without - through if through is not None and without is not None else None


AIMS = (
    Aim("command in a dialogue to reply, median, ms", _over(max, LATENCY, "median ms", AWAKE), most=250),
    Aim("the same, 95 %", _over(max, LATENCY, "95 % ms", AWAKE), most=450),
    Aim("complaint from sleep to reply, median, ms", _over(max, LATENCY, "median ms", ASLEEP), most=400),
    Aim('"stop" over a voice 6 dB louder, % right', _over(min, INTERRUPTING, "right %", "stop"), least=95),
    Aim("the worst of the other words, the same", _over(min, INTERRUPTING, "right %", *WORDS[1:]), least=90),
    Aim("sound cut after the word, ms, 95 %", _over(max, INTERRUPTING, "cut 95 % ms", *WORDS), most=150),
    Aim("commands heard in its own voice", _over(sum, OWN_VOICE, "commands heard"), most=0),
    Aim("different hours of other sound", _over(sum, ALARMS, HOURS), least=10),
    Aim("wakes in them", _over(sum, ALARMS, "wakes"), most=0),
    Aim("complaints missed, 10 dB, 1.5 m, %", _over(max, COMPLAINTS, "missed %", TEN), most=3),
    Aim("right commands, 15 dB, %", _over(min, COMMANDS, "right %", FIFTEEN), least=97),
    Aim("right commands, 6 dB, %", _over(min, COMMANDS, "right %", SIX), least=92),
    Aim("wrong commands at 15 and 6 dB, %", _over(max, COMMANDS, "wrong %", FIFTEEN, SIX), most=1),
    Aim("sentences of people reading acted on, %", _over(max, ALARMS, ACTED, NEW_PEOPLE), most=1),
    Aim("sentences of synthetic talk acted on, %", _over(max, ALARMS, ACTED, STRANGERS), most=1),
    Aim("quiet room, % of a core", _over(max, COST, "% of a core", *QUIET), most=0.5),
    Aim("the same, part of the usual loop's", _share_of_the_usual, most=0.033),
    Aim("talk all the time, % of a core", _over(max, COST, "% of a core", TALK), most=10),
    Aim("memory after ten minutes, in eight hours, MB more", _over(max, MEMORY, "growth MB"), most=5),
    Aim("commands that the gate costs, of all conditions, %", _lost_by_the_gate, most=0),
)


def against_aims(figures: Sequence[Figure]) -> str:
    """A table: aim, bound, Charley's figure, the usual loop's, and whether it is met."""
    lines = [["aim", "", CHARLEY, USUAL, "met"]]
    for aim in AIMS:
        own, usual = aim.measured(figures, CHARLEY), aim.measured(figures, USUAL)
        met = "not measured" if own is None else "yes" if aim.is_met(own) else "no"
        lines.append([aim.what, aim.bound, *("" if v is None else number(v) for v in (own, usual)), met])
    return markdown(lines)
