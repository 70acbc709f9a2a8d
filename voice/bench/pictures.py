"""Pictures of the figures: latency, accuracy against noise, false alarms against misses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from voice.bench.alarms import ACTED, ALARMS, NEW_PEOPLE
from voice.bench.figures import Figure
from voice.bench.hearing import COMMANDS, COMPLAINTS
from voice.bench.latency import AWAKE, LATENCY
from voice.bench.scenes import BY_NOISE, TEN_DECIBELS
from voice.bench.sensitivity import ACTED as SENTENCES
from voice.bench.sensitivity import MISSED, SENSITIVITY

INCHES = (7.0, 4.2)

QUIET_ROOM = "1.5 m"

PORCUPINE = (2.7, 0.1)
"""Published, not run here: percent missed at 10 dB, false alarms an hour."""


def draw(figures: Sequence[Figure], folder: Path) -> list[Path]:
    """Every picture there are figures for."""
    mpl.use("Agg")
    drawn = []
    for name, paint in (
        ("latency.png", _latency),
        ("accuracy-against-noise.png", _accuracy),
        ("false-alarms-against-misses.png", _doubts),
        ("false-wakes-against-misses.png", _wakes),
    ):
        sheet = Sheet(figsize=INCHES, layout="constrained")
        axes = sheet.subplots()
        if paint(axes, figures):
            axes.legend()
            axes.grid(alpha=0.3)
            sheet.savefig(folder / name, dpi=110)
            drawn.append(folder / name)
    return drawn


def _latency(axes: Axes, figures: Sequence[Figure]) -> bool:
    """Share of commands that have been answered, against time."""
    rows = [f for f in figures if (f.measure, f.condition) == (LATENCY, AWAKE) and f.samples]
    for row in rows:
        answered = np.sort(row.samples)
        axes.step(answered, np.arange(1, len(answered) + 1) / row.values["clips"] * 100, label=row.contender)
    axes.set(xlabel="ms from the last of the word to the first of the reply", ylabel="% of commands answered")
    axes.set(xlim=(0, 2500), ylim=(0, 100))
    return bool(rows)


def _accuracy(axes: Axes, figures: Sequence[Figure]) -> bool:
    """Right commands against the noise."""
    noisy = {scene.name: scene.snr for scene in BY_NOISE}
    rows = [f for f in figures if f.measure == COMMANDS and f.condition in noisy]
    for contender in dict.fromkeys(row.contender for row in rows):
        points = [(noisy[row.condition], row.values["right %"]) for row in rows if row.contender == contender]
        axes.plot(*zip(*sorted(points), strict=True), marker="o", label=contender)
    axes.set(
        xlabel="dB by which the noise is softer than the voice, 1.5 m away", ylabel="% of commands right"
    )
    axes.set(ylim=(0, 100))
    return bool(rows)


def _doubts(axes: Axes, figures: Sequence[Figure]) -> bool:
    """In a dialogue: strangers' sentences acted on against commands not understood, as doubt is moved."""
    curve = [f for f in figures if f.measure == SENSITIVITY]
    points = [(f.values[MISSED], f.values[SENTENCES]) for f in curve]
    axes.plot(*zip(*points, strict=True) if points else ([], []), marker="o", label="Charley")
    for row, point in zip(curve, points, strict=True):
        axes.annotate(row.condition, point, xytext=(4, 4), textcoords="offset points", fontsize=8)
    acted = {f.contender: f.values[ACTED] for f in figures if f.condition == NEW_PEOPLE}
    for row in figures:
        known = (row.measure, row.condition) == (COMMANDS, QUIET_ROOM) and row.contender in acted
        if known and row.contender != "Charley":
            axes.scatter(100 - row.values["right %"], acted[row.contender], label=row.contender, s=60)
    axes.set(xlabel="% of commands not understood, 1.5 m away", ylabel="% of strangers' sentences acted on")
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    return bool(curve)


def _wakes(axes: Axes, figures: Sequence[Figure]) -> bool:
    """Asleep: false wakes an hour against complaints missed; nearer to the corner is better."""
    missed = {
        row.contender: row.values["missed %"]
        for row in figures
        if (row.measure, row.condition) == (COMPLAINTS, TEN_DECIBELS.name)
    }
    rows = [row for row in figures if row.measure == ALARMS]
    for contender, share in missed.items():
        heard = [row.values for row in rows if row.contender == contender]
        hours = sum(values["hours"] for values in heard)
        if hours:
            axes.scatter(share, sum(values["wakes"] for values in heard) / hours, label=contender, s=60)
    axes.scatter(*PORCUPINE, marker="x", label="Porcupine (published, other sound)")
    axes.set(xlabel="% of complaints missed, 1.5 m away, noise at 10 dB", ylabel="false wakes an hour")
    axes.set(xlim=(0, 100), yscale="symlog")
    axes.set_ylim(bottom=0)
    return bool(missed and rows)
