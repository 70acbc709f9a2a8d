"""What can be typed after `charley`: the commands, and the settings they all take."""

from __future__ import annotations

import argparse
from importlib.metadata import version

from voice.commands import (
    bench,
    chat,
    check,
    demo,
    devices,
    diary,
    install,
    listen,
    models,
    phrases,
    profile,
    recognize,
    replay,
    status,
    voices,
)

COMMANDS = (
    listen,
    replay,
    chat,
    demo,
    recognize,
    check,
    devices,
    voices,
    install,
    status,
    phrases,
    profile,
    diary,
    models,
    bench,
)

OVERRIDES: dict[str, tuple[type, str]] = {
    "country": (str, "ISO code of the country whose emergency number is said, such as GB"),
    "model": (str, "speech model: built-in, a fetched one's name, or a folder"),
    "sensitivity": (str, "low, normal or high: how readily something is taken for a phrase"),
    "voice": (str, "name of the synthesizer's voice"),
    "rate": (int, "words a minute"),
    "volume": (float, "0.05 to 1.0"),
    "microphone": (str, "part of a device's name"),
    "speaker": (str, "part of a device's name"),
}
"""Settings the command line may override, with their type and their help."""


def parser() -> argparse.ArgumentParser:
    """The whole command line; what it parses has `run`, the function of the command."""
    whole = argparse.ArgumentParser(
        prog="charley",
        description="Relief from a leg cramp in the night, by voice alone. Charley is not a doctor.",
    )
    told = f"%(prog)s {version('charley')}"
    whole.add_argument("--version", action="version", version=told, help="print the version and exit")
    listen.add_options(whole)
    whole.set_defaults(run=listen.run, verbose=False, keep_audio=None, **dict.fromkeys(OVERRIDES))
    subparsers = whole.add_subparsers(metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(subparsers)
    for every in (whole, *subparsers.choices.values()):
        _add_overrides(every)
    return whole


def _add_overrides(parser: argparse.ArgumentParser) -> None:
    """Settings are taken before the command and after it, and are only set where they are given."""
    group = parser.add_argument_group("settings")
    for key, (kind, text) in OVERRIDES.items():
        group.add_argument(f"--{key}", type=kind, metavar=key.upper(), help=text, default=argparse.SUPPRESS)
