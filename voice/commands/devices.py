"""`charley devices`: the microphones and speakers there are, by the names that the settings take."""

from __future__ import annotations

import argparse

from voice.devices.finder import Direction, find_device, list_devices, portaudio
from voice.settings import Settings


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("devices", help="list microphones and speakers, * for those in use")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """List them. Raises VoiceError where the one that is wanted, or any, is missing."""
    audio = portaudio()
    for direction, wanted in ((Direction.INPUT, settings.microphone), (Direction.OUTPUT, settings.speaker)):
        chosen = find_device(wanted, direction, audio)
        print(f"{direction.noun}s")
        for device in list_devices(direction, audio):
            print(f"  {'*' if device == chosen else ' '} {device.name}")
    return 0
