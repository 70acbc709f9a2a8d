"""`charley profile`: what is not for this person, so that Charley leaves it out."""

from __future__ import annotations

import argparse

from intents.content.library import Library
from intents.content.profile import NOBODY
from voice.assembly import Assembly
from voice.errors import VoiceError
from voice.only_one import listening
from voice.profile import ProfileFile, require_condition, user_profile
from voice.settings import Settings, load, override, save, settings_file

KEPT_IN_SETTINGS = {
    "country": "say where you are, such as GB: whose emergency number Charley names",
    "side": "say which leg cramps more often, left or right: it stands on the page for the doctor",
}
"""What is asked with the profile, and is a setting like others."""

HEEDED = ("ask", "add", "remove", "country", "clear")
"""What changes how Charley leads this person."""

YES, NO = ("y", "yes", "?"), ("n", "no", "")
"""What is typed in answer; who does not know is led as if it were so, as aloud."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its actions."""
    parser = subparsers.add_parser("profile", help="show or say what is not for you, so that it is left out")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("show", help="print what is known of you: what plain `charley profile` does")
    actions.add_parser("ask", help='answer seven questions, as after "set me up"')
    for name, text in (("add", "add conditions, such as numb_feet"), ("remove", "remove conditions")):
        action = actions.add_parser(name, help=text)
        action.add_argument("conditions", nargs="+", metavar="CONDITION")
    for key, text in KEPT_IN_SETTINGS.items():
        actions.add_parser(key, help=text).add_argument("value", metavar=key.upper())
    actions.add_parser("clear", help="forget all of it but the country")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit status of the action; VoiceError says what went wrong."""
    file, library = user_profile(), Assembly(settings).library
    conditions = getattr(arguments, "conditions", [])
    for key in conditions:
        require_condition(key, library.conditions)
    match arguments.action:
        case "ask":
            file.keep(frozenset(key for key in library.conditions if _has(key, library)))
        case "add":
            file.keep(file.read(library.conditions) | {*conditions})
        case "remove":
            file.keep(file.read(library.conditions) - {*conditions})
        case "country" | "side":
            save(settings_file(), arguments.action, arguments.value)
            settings = override(settings, {arguments.action: arguments.value})
        case "clear":
            file.keep(NOBODY)
            if load(settings_file()).side:
                save(settings_file(), "side", "")
            settings = override(settings, {"side": ""})
    _show(file, library)
    for key in KEPT_IN_SETTINGS:
        print(f"    {key:<16}{getattr(settings, key) or 'not said'}")
    if arguments.action in HEEDED and listening():
        print("A Charley is listening: it knows of this from its next start on.")
    return 0


def _has(key: str, library: Library) -> bool:
    """Ask until it is clear."""
    question = next(step.say for step in library.procedures["set_up"].steps if step.key == key)
    while True:
        try:
            answer = input(f"{question} [y/N/?] ").strip().lower()
        except EOFError:
            raise VoiceError(
                "the questions need answers: y or n for each; the profile is as it was."
            ) from None
        if answer in (*YES, *NO):
            return answer in YES
        print("y for yes, n for no, ? where you do not know")


def _show(file: ProfileFile, library: Library) -> None:
    profile = file.read(library.conditions)
    for key, condition in library.conditions.items():
        print(f"  {'*' if key in profile else ' '} {key:<16}{condition.name}")
    if not profile:
        print('Charley knows of nothing that is not for you; "charley profile ask" or, aloud, "set me up".')
