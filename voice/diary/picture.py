"""The diary as a picture: a calendar of nights; colours are parts of the leg, large is long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from intents.dialogue.diary import WEEK, Episode
from voice.diary.pages import LABEL, Words
from voice.errors import VoiceError
from voice.files import writing_to

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#000000", "#F0E442", "#999999")
"""Okabe and Ito's colours, which the colour-blind can tell apart."""

SMALLEST, A_MINUTE, LARGEST = 30.0, 22.0, 330.0
"""Area of a dot in square points: of the shortest cramp, of each minute, and at most."""

BESIDE = 0.35
"""Weeks between the dots of one night."""

LENGTHS = (1, 5, 10)
"""Minutes whose dots stand in the legend."""

FEWEST_WEEKS, MOST_WEEKS = 9, 53
"""Columns of the calendar."""


def draw(episodes: Sequence[Episode], words: Words, file: Path) -> None:
    """Write a PNG of the last year, or less. Raises VoiceError where it lacks something for that."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra that nothing else needs
        from matplotlib.lines import Line2D  # noqa: PLC0415 - as above
    except ImportError:
        raise VoiceError('a picture needs matplotlib: pip install "charley[plot]" brings it.') from None
    if not episodes:
        raise VoiceError("nothing stands in the diary yet: there is nothing to draw.")
    last = max(episode.night for episode in episodes)
    first = max(min(episode.night for episode in episodes), last - (MOST_WEEKS - 1) * WEEK)
    latest = last - timedelta(days=last.weekday())
    weeks = max(FEWEST_WEEKS, -(-(latest - first) // WEEK) + 1)
    monday = latest - (weeks - 1) * WEEK
    shown = [episode for episode in episodes if episode.night >= monday]
    parts = sorted({words.part(episode.place) for episode in shown})
    colours = dict(zip(parts, COLOURS * (len(parts) // len(COLOURS) + 1), strict=False))

    figure = Figure(figsize=(max(7.0, 0.32 * weeks + 2.5), 3.6), layout="constrained")
    axes = figure.subplots()
    for night, together in groupby(shown, key=attrgetter("night")):
        cramps = list(together)
        column, row = divmod((night - monday).days, 7)
        for number, episode in enumerate(cramps):
            beside = column + BESIDE * (number - (len(cramps) - 1) / 2)
            colour = colours[words.part(episode.place)]
            axes.scatter(beside, row, s=_area(episode), color=colour, edgecolors="white")
    axes.set(xlim=(-0.7, weeks - 0.3), ylim=(6.6, -0.6), yticks=range(7))
    axes.set_yticklabels([f"{monday + timedelta(days=day):%a}" for day in range(7)])
    mondays = [monday + week * WEEK for week in range(weeks)]
    begun = [week for week in range(1, weeks) if mondays[week].month != mondays[week - 1].month]
    starts = begun if begun[0] * WEEK < LABEL else [0, *begun]
    axes.set_xticks(starts, [f"{mondays[week]:%b %Y}" for week in starts], rotation=30, ha="right")
    axes.set_title(
        f"Nights with a leg cramp, {first.day} {first:%b %Y} to {last.day} {last:%b %Y}",
        loc="left",
        fontsize=11,
    )
    axes.grid(visible=True, axis="y", linewidth=0.4, alpha=0.5)
    axes.spines[["top", "right", "left"]].set_visible(False)
    dots = [Line2D([], [], marker="o", ls="", color=colours[part], label=part) for part in parts]
    sizes = [
        Line2D(
            [], [], marker="o", ls="", color="#bbbbbb", markersize=_size(length) ** 0.5, label=f"{length} min"
        )
        for length in LENGTHS
    ]
    figure.legend(
        handles=[*dots, *sizes], loc="outside right upper", frameon=False, fontsize=9, labelspacing=0.9
    )
    with writing_to(file):
        figure.savefig(file, dpi=150, format="png")


def _area(episode: Episode) -> float:
    return _size(0 if episode.seconds is None else episode.seconds / 60)


def _size(minutes: float) -> float:
    return min(LARGEST, SMALLEST + A_MINUTE * minutes)
