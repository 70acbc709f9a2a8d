"""The report: the table and the pictures of a run, in its folder."""

from __future__ import annotations

from pathlib import Path

from voice.bench.figures import Ledger
from voice.bench.machine import today
from voice.bench.pictures import draw
from voice.bench.published import PUBLISHED
from voice.bench.table import table
from voice.files import writing_to


def write(ledger: Ledger, folder: Path) -> str:
    """The report's text, which is also `report.md`. Raises VoiceError where it cannot be written."""
    about = ", ".join(f"{key}: {value}" for key, value in ledger.about.items())
    drawn = draw(ledger.figures, folder)
    shown = "\n".join(f"![{picture.stem.replace('-', ' ')}]({picture.name})" for picture in drawn)
    text = f"Measured {today()}; {about}.\n\n{table(ledger.figures)}\n{PUBLISHED}\n{shown}\n"
    with writing_to(folder / "report.md"):
        (folder / "report.md").write_text(text, encoding="utf-8")
    return text
