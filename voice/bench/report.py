"""The report: how it was measured, what of the aims is met, the table and the pictures, in a run's folder."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from voice.bench.aims import against_aims
from voice.bench.figures import Ledger
from voice.bench.machine import today
from voice.bench.pictures import draw
from voice.bench.published import PUBLISHED
from voice.bench.table import table
from voice.files import writing_to

REPORT = "README.md"


def write(ledger: Ledger, folder: Path) -> str:
    """The report's text, which is also `README.md`. Raises VoiceError where it cannot be written."""
    about = ", ".join(f"{key}: {value}" for key, value in ledger.about.items())
    drawn = draw(ledger.figures, folder)
    shown = "\n".join(f"![{picture.stem.replace('-', ' ')}]({picture.name})" for picture in drawn)
    text = "\n".join(
        [
            (resources.files("voice.bench") / "introduction.md").read_text(encoding="utf-8"),
            f"## Against what was aimed at\n\n{against_aims(ledger.figures)}\n",
            f"## The run\n\nMeasured {today()}; {about}.\n",
            table(ledger.figures),
            PUBLISHED,
            f"{shown}\n",
        ]
    )
    with writing_to(folder / REPORT):
        (folder / REPORT).write_text(text, encoding="utf-8")
    return text
