"""`charley phrases`: what can be said, the user's own words marked; and whether those are right."""

from __future__ import annotations

import argparse
import sys

from intents.errors import ContentError
from voice.assembly import Assembly
from voice.errors import VoiceError
from voice.settings import Settings, user_folder


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its actions."""
    parser = subparsers.add_parser("phrases", help="list what can be said, * for your own; check your own")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", help="print every phrase: what plain `charley phrases` does")
    actions.add_parser("check", help="check your own phrases and procedures")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """List or check. Raises VoiceError for the first mistake in the user's own words."""
    assembly = Assembly(settings)
    if mistake := own_mistake(assembly):
        raise VoiceError(mistake)
    shipped, library = assembly.shipped_library, assembly.own_library
    if arguments.action == "check":
        phrases = len(library.phrasebook.phrases) - len(shipped.phrasebook.phrases)
        procedures = len(library.procedures) - len(shipped.procedures)
        print(f"all right: your own phrases ({phrases}) and procedures ({procedures}) in {user_folder()}")
        if by_sound := sorted(assembly.spelling.sounds):
            print(f"not in the speech model, so heard by their sounds: {', '.join(by_sound)}")
        return 0
    for key, phrase in sorted(library.phrasebook.phrases.items(), key=lambda item: item[1].intent):
        own = key not in shipped.phrasebook.phrases
        print(f"{'*' if own else ' '} {phrase.intent:<16}{phrase.text}")
    return 0


def tell_own_mistake(assembly: Assembly) -> None:
    """Say on stderr what is wrong with the user's own words, where Charley does without them."""
    if mistake := own_mistake(assembly):
        print(f"charley: {mistake} Until then Charley does without your own words.", file=sys.stderr)


def own_mistake(assembly: Assembly) -> str:
    """What is wrong with the user's own words, and where; "" where nothing is."""
    try:
        assembly.own_library  # noqa: B018 - read for its mistakes
    except ContentError as mistake:
        return f"{user_folder()}: {str(mistake).rstrip('.')}."
    return ""
