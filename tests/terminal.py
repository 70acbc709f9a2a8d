"""`charley` as somebody types it: a process of its own, at the home of somebody who has nothing yet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CHARLEY = Path(sys.executable).with_name("charley")

PATIENCE = 120
"""Seconds after which a command hangs."""

Done = subprocess.CompletedProcess[str]


def home_at(folder: Path) -> dict[str, str]:
    """Environment of somebody who lives in a folder, in no country in particular."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("XDG_", "LC_", "LANG"))}
    homes = {name: str(folder / name.lower()) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    return kept | homes | {"LANG": "C.UTF-8", "PYTHONWARNINGS": "default"}


def charley(*words: str | Path, home: Path, typed: str = "", **environment: str) -> Done:
    """Run a command to its end."""
    return subprocess.run(
        [CHARLEY, *words],
        env=home_at(home) | environment,
        cwd=home,
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def start(*words: str | Path, home: Path, **environment: str) -> subprocess.Popen[str]:
    """Begin a command that will be interfered with."""
    return subprocess.Popen(
        [CHARLEY, *words],
        env=home_at(home) | environment,
        cwd=home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def complaint(done: Done) -> str:
    """The one sentence a failed command leaves; anything else on stderr is a fault of its own."""
    (line,) = done.stderr.splitlines()
    assert line.startswith("charley: ")
    return line.removeprefix("charley: ")
