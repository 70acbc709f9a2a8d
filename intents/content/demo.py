"""The example conversation: what the person in bed says, from `demo.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from intents.content.tables import Table, read


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing they say."""

    say: str
    wait: int
    """Seconds of rest before it, at least."""


def load_cues(folder: Traversable) -> list[Cue]:
    """Read `demo.toml`. Raises ContentError."""
    file = folder / "demo.toml"
    whole = Table(file.name, "", read(file))
    cues = []
    for number, row in enumerate(whole.tables("cue"), start=1):
        table = Table(file.name, f"cue {number}", row)
        cues.append(Cue(say=table.text("say"), wait=table.whole("wait", 0)))
        table.close()
    whole.close()
    return cues
