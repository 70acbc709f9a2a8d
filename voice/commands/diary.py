"""`charley diary`: the cramps that were kept, and whether they are."""

from __future__ import annotations

import argparse

from intents.diary import Episode, Keeping
from intents.library import Library
from intents.rules import sentences
from voice.assembly import Assembly
from voice.diary import DiaryFile, user_diary
from voice.scribe import local_time
from voice.settings import Settings

ROW = "{:<18}{:<34}{:>6}  {:>5}  {:<6} {}"
"""When, where, how long, steps, worse, what helped."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its actions."""
    parser = subparsers.add_parser("diary", help="show the diary of your cramps; turn it on or off")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("show", help="print what stands in it: what plain `charley diary` does")
    actions.add_parser("on", help="keep a diary on this machine from now on")
    actions.add_parser("off", help="keep none from now on; what stands in it stays")
    actions.add_parser("delete", help="delete all of it, and keep none from now on")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit status of the action; VoiceError says what went wrong."""
    diary = user_diary()
    match arguments.action:
        case "on":
            diary.turn_on(local_time())
            print(f"Charley keeps a diary in {diary.path} from now on")
        case "off":
            diary.turn_off()
            print("Charley keeps no diary from now on; what stands in it stays")
        case "delete":
            diary.delete()
            print("the diary is deleted, and none is kept from now on")
        case _:
            _show(diary, Assembly(settings).library)
    return 0


def _show(file: DiaryFile, library: Library) -> None:
    diary = file.read(local_time())
    if diary.past:
        print(ROW.format("began", "where", "min", "steps", "worse", "helped"))
    for episode in diary.past:
        print(_row(episode, library).rstrip())
    if diary.keeping is not Keeping.ON:
        print('The diary is off: "charley diary on" begins one.')
    elif not diary.past:
        print("The diary is on. Nothing stands in it yet.")


def _row(episode: Episode, library: Library) -> str:
    known = library.procedures.get(episode.place)
    steps = {line.key: line.text for line in library.lines()}
    return ROW.format(
        f"{episode.began:%Y-%m-%d %H:%M}",
        known.title if known else "",
        "" if episode.seconds is None else f"{episode.seconds / 60:.1f}",
        len(episode.steps),
        "yes" if episode.worse else "no",
        sentences(steps.get(episode.helped, ""))[0],
    )
