"""`charley install` and `charley uninstall`: whether the system starts Charley at login."""

from __future__ import annotations

import argparse

from voice.errors import VoiceError
from voice.login.autostart import user_autostart
from voice.settings import Settings, load, settings_file


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe both commands."""
    parser = subparsers.add_parser("install", help="have Charley listen from now on and after each login")
    parser.set_defaults(run=install)
    parser = subparsers.add_parser("uninstall", help="undo what `charley install` did")
    parser.set_defaults(run=uninstall)


def install(arguments: argparse.Namespace, settings: Settings) -> int:
    """Have Charley started. Raises VoiceError where the system does not do that, or was told more."""
    if settings != load(settings_file()):
        raise VoiceError(f"at login Charley goes by {settings_file()} alone: write your choice there.")
    print(user_autostart().install())
    return 0


def uninstall(arguments: argparse.Namespace, settings: Settings) -> int:
    """Have it started no more. Raises VoiceError where the system does not do that."""
    print(user_autostart().uninstall())
    return 0
