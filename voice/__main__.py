"""The command line: reads what is wanted, and says in one sentence what went wrong."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from intents.errors import ContentError
from models.errors import ModelError
from voice.commands import chat, check, demo, listen, models, recognize, replay
from voice.errors import VoiceError
from voice.settings import load, override, settings_file

COMMANDS = (listen, replay, chat, demo, recognize, check, models)

OVERRIDES: dict[str, tuple[type, str]] = {
    "country": (str, "ISO code of the country whose emergency number is said, such as GB"),
    "model": (str, "speech model: built-in, a fetched one's name, or a folder"),
    "voice": (str, "name of the synthesizer's voice"),
    "rate": (int, "words a minute"),
    "volume": (float, "0.05 to 1.0"),
    "microphone": (str, "part of a device's name"),
    "speaker": (str, "part of a device's name"),
}
"""Settings the command line may override, with their type and their help."""

INTERRUPTED = 130
"""Exit status of a command that was stopped before its end, as shells expect it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command: 0 done, 1 failed with one sentence on stderr, 2 wrong usage."""
    arguments = _parser().parse_args(argv)
    signal.signal(signal.SIGTERM, _terminate)
    try:
        settings = override(load(settings_file()), {key: getattr(arguments, key) for key in OVERRIDES})
        status = int(arguments.run(arguments, settings))
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print("charley: stopped; start it again with the same command.", file=sys.stderr)
        return 0 if arguments.run is listen.run else INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # whoever read us has heard enough
        return 1
    except (VoiceError, ContentError, ModelError) as error:
        print(f"charley: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        _drop_output()
        print(f"charley: the system refuses ({error}): make room or mend that.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="charley",
        description="Relief from a leg cramp in the night, by voice alone. Charley is not a doctor.",
    )
    listen.add_options(parser)
    parser.set_defaults(run=listen.run, verbose=False, **dict.fromkeys(OVERRIDES))
    subparsers = parser.add_subparsers(metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(subparsers)
    for every in (parser, *subparsers.choices.values()):
        _add_overrides(every)
    return parser


def _add_overrides(parser: argparse.ArgumentParser) -> None:
    """Settings are taken before the command and after it, and are only set where they are given."""
    group = parser.add_argument_group("settings")
    for key, (kind, text) in OVERRIDES.items():
        group.add_argument(f"--{key}", type=kind, metavar=key.upper(), help=text, default=argparse.SUPPRESS)


def _drop_output() -> None:
    """Have Python's last flush of stdout succeed, whatever became of it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
