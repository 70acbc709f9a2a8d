"""The diary on paper: a table for a spreadsheet, and a page for the doctor."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from html import escape
from statistics import median
from string import Template

from intents.content.library import Library
from intents.content.rules import sentences
from intents.dialogue.diary import WEEK, Change, Diary, Episode
from intents.dialogue.recall import OFTEN
from intents.dialogue.state import LONG_CRAMP

MOST_HELPFUL = 5
"""Steps named on the doctor's page."""

MOST_WEEKS = 53
"""Weeks drawn on it."""

LABEL = 3 * WEEK
"""Weeks that the name of a month is as wide as."""

ON_PAPER = 15
"""Cramps printed on it, for it to be one page; the screen has all."""

COLUMNS = ("began", "night", "where", "minutes", "steps", "helped", "worse")
"""Of the spreadsheet, for good: moments are ISO 8601, `where` and `helped` are keys, `worse` is yes or no."""


def spreadsheet(episodes: Iterable[Episode]) -> str:
    """The diary as CSV, one cramp a line."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    for episode in episodes:
        writer.writerow(
            [
                episode.began.isoformat(),
                episode.night.isoformat(),
                episode.place,
                minutes(episode),
                " ".join(episode.steps),
                episode.helped,
                "yes" if episode.worse else "no",
            ]
        )
    return sheet.getvalue()


def doctors_page(template: str, diary: Diary, library: Library, conditions: Iterable[str], side: str) -> str:
    """One page of HTML for a visit, from a language's `report.html`; it needs nothing else.

    `side` is the leg that cramps more often, "" where nobody has said.
    """
    words, episodes, today = Words(library), diary.past, diary.now.date()
    nights = sorted({episode.night for episode in episodes})
    rows = [_row(episode, words) for episode in reversed(episodes)]
    known = [episode.seconds / 60 for episode in episodes if episode.seconds is not None]
    weeks = max(1.0, ((today - nights[0]).days + 1) / 7) if nights else 1.0
    return Template(template).substitute(
        today=_day(today),
        first=_day(nights[0]) if nights else "-",
        cramps=len(episodes),
        nights=len(nights),
        a_week=f"{len(nights) / weeks:.1f}",
        median=f"{median(known):.0f}" if known else "-",
        longest=f"{max(known):.0f}" if known else "-",
        parts=_counted(Counter(words.part(episode.place) for episode in episodes)),
        helped=_counted(Counter(step for episode in episodes if (step := words.step(episode.helped)))),
        side=side or "-",
        conditions=escape(", ".join(library.conditions[key].name for key in conditions)) or "-",
        changes="".join(f"<dd>{_change(change, words)}</dd>" for change in diary.changes) or "<dd>-</dd>",
        often="yes" if _often(nights) else "no",
        long=sum(episode.seconds is not None and episode.seconds > LONG_CRAMP for episode in episodes),
        both=sum(episode.place == "both_legs" for episode in episodes),
        worse=sum(episode.worse for episode in episodes),
        weeks="\n".join(_weeks(nights, today)),
        printed=min(ON_PAPER, len(rows)),
        latest="\n".join(rows[:ON_PAPER]),
        older="\n".join(rows[ON_PAPER:]),
    )


class Words:
    """What the diary's keys are called."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._steps = {line.key: sentences(line.text)[0] for line in library.lines()}

    def part(self, place: str) -> str:
        """A part of the leg, such as "calf cramp"; "a leg cramp" where it was not said."""
        known = self._library.procedures.get(place)
        return known.title if known else self._library.replies.texts["diary_somewhere"]

    def step(self, key: str) -> str:
        """The first sentence of a step, without its full stop; "" where it is none any more."""
        return self._steps.get(key, "").rstrip(".")

    def change(self, change: Change) -> str:
        """What began; a new medicine where nobody said more."""
        return change.text or self._library.replies.texts["diary_medicine"]


def minutes(episode: Episode) -> str:
    """How long a cramp took; "" where nobody knows."""
    return "" if episode.seconds is None else f"{episode.seconds / 60:.1f}"


def _often(nights: Sequence[date]) -> bool:
    """Whether any seven days held so many nights with a cramp that a doctor should know."""
    return any(late - early < WEEK for early, late in zip(nights, nights[OFTEN - 1 :], strict=False))


def _weeks(nights: Sequence[date], today: date) -> Iterator[str]:
    """A bar for each week from the first to this one, as high as it had nights with a cramp."""
    if not nights:
        return
    monday, this = nights[0] - timedelta(days=nights[0].weekday()), today - timedelta(days=today.weekday())
    monday = max(monday, this - (MOST_WEEKS - 1) * WEEK)
    counts = Counter(night - timedelta(days=night.weekday()) for night in nights)
    month, free = 0, monday
    while monday <= this:
        label = f"{monday:%b}" if monday.month != month and monday >= free else ""
        month, free = monday.month, monday + LABEL if label else free
        bar = f'<small>{counts[monday]}</small><i style="--nights:{counts[monday]}"></i><span>{label}</span>'
        yield f'<li title="{_day(monday)}">{bar}</li>'
        monday += WEEK


def _counted(counts: Counter[str]) -> str:
    """What was most often, and how often."""
    most = (f"{name} ({count})" for name, count in counts.most_common(MOST_HELPFUL))
    return escape(", ".join(most)) or "-"


def _change(change: Change, words: Words) -> str:
    return escape(f"{_day(change.at)}: {words.change(change)}")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _row(episode: Episode, words: Words) -> str:
    cells = (
        f"{episode.began.day}\N{NO-BREAK SPACE}{episode.began:%b\N{NO-BREAK SPACE}%Y, %H:%M}",
        words.part(episode.place),
        minutes(episode) or "-",
        words.step(episode.helped) or "-",
        "yes" if episode.worse else "",
    )
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
