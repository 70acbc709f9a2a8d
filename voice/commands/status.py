"""`charley status`: whether Charley listens, and how it goes with it."""

from __future__ import annotations

import argparse

from voice.login.autostart import user_autostart
from voice.only_one import listening
from voice.settings import Settings
from voice.status import Status, user_status

NOT_LISTENING = 3
"""Exit status where nobody listens: neither a failure nor a wrong usage."""

MUTED = ", which hears nothing: unmute it, or choose another"

ROW = "{:<12}{}"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    ends = f"Exit status: 0 while Charley listens, {NOT_LISTENING} while it does not."
    parser = subparsers.add_parser("status", help="tell whether Charley is listening", description=ends)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print it; 0 where Charley hears."""
    alive = listening()
    status = user_status().read() if alive else None
    for line in _told(status, alive=alive):
        print(line)
    autostart = user_autostart()
    print(
        ROW.format("at login", autostart.file if autostart.file.exists() else 'no: "charley install" does it')
    )
    return 0 if alive and not (status and status.waiting) else NOT_LISTENING


def _told(status: Status | None, *, alive: bool) -> list[str]:
    if status is None:
        return ["Charley is listening." if alive else 'Charley is not listening: "charley" starts it.']
    first = "waits for its microphone or speaker" if status.waiting else "is listening"
    return [
        f"Charley {first}.",
        ROW.format("since", f"{status.since:%Y-%m-%d %H:%M}"),
        ROW.format("microphone", f"{status.microphone}{MUTED if status.muted else ''}"),
        ROW.format("speaker", status.speaker),
        ROW.format("woken", "once" if status.wakes == 1 else f"{status.wakes} times"),
    ]
