"""`charley diary`: the cramps that were kept, and whether they are."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from intents.content.library import Library
from intents.content.tables import shipped
from intents.dialogue.diary import Episode, Keeping
from voice.assembly import Assembly
from voice.clock import local_time
from voice.diary.file import DiaryFile, user_diary
from voice.diary.pages import Words, doctors_page, minutes, spreadsheet
from voice.diary.picture import draw
from voice.errors import VoiceError
from voice.files import replace_file, writing_to
from voice.profile import user_profile
from voice.settings import Settings

ROW = "{:<18}{:<34}{:>6}  {:>5}  {:<6} {}"
"""When, where, how long, steps, worse, what helped."""

MOMENT = "%Y-%m-%d %H:%M"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its actions."""
    parser = subparsers.add_parser("diary", help="show the diary of your cramps; turn it on or off")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("show", help="print what stands in it: what plain `charley diary` does")
    actions.add_parser("on", help="keep a diary on this machine from now on")
    actions.add_parser("off", help="keep none from now on; what stands in it stays")
    note = actions.add_parser("note", help="note that something new began today, such as a medicine")
    note.add_argument("text", nargs="?", default="", help="what it is; else a new medicine")
    delete = actions.add_parser("delete", help="delete all of it, and keep none from now on")
    delete.add_argument("--yes", action="store_true", help="without being asked back")
    papers = parser.add_mutually_exclusive_group()
    papers.add_argument("--csv", nargs="?", const="-", metavar="FILE", help="as a table for a spreadsheet")
    papers.add_argument("--plot", type=Path, metavar="FILE.png", help="as a calendar picture")
    papers.add_argument("--report", type=Path, metavar="FILE.html", help="as a page for the doctor's visit")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit status of the action; VoiceError says what went wrong."""
    diary = user_diary()
    on_paper = bool(arguments.csv or arguments.plot or arguments.report)
    if on_paper and arguments.action not in {None, "show"}:
        raise VoiceError(f'"{arguments.action}" and a paper are two commands: put the diary on paper first.')
    match arguments.action:
        case "on":
            diary.turn_on(local_time())
            print(f"Charley keeps a diary in {diary.path} from now on")
        case "off":
            diary.turn_off()
            print("Charley keeps no diary from now on; what stands in it stays")
        case "note":
            if diary.read(local_time()).keeping is not Keeping.ON:
                raise VoiceError('no diary is kept: "charley diary on" begins one.')
            diary.change(" ".join(arguments.text.split()), local_time())
            print("noted with this day")
        case "delete":
            if not (arguments.yes or _confirmed()):
                print("nothing was deleted")
                return 0
            diary.delete()
            print("the diary is deleted, and none is kept from now on")
        case _ if on_paper:
            _put_on_paper(arguments, diary, Assembly(settings).library, settings)
        case _:
            _show(diary, Assembly(settings).library)
    return 0


def _confirmed() -> bool:
    """Whether whoever sits at the terminal wants to lose what stands in the diary; a script has decided."""
    if not sys.stdin.isatty():
        return True
    try:
        answer = input("Delete all of the diary, for good? [y/N] ")
    except EOFError:
        print()
        return False
    return answer.strip().lower() in {"y", "yes"}


def _put_on_paper(
    arguments: argparse.Namespace, file: DiaryFile, library: Library, settings: Settings
) -> None:
    diary = file.read(local_time())
    episodes = diary.past
    if arguments.csv == "-":
        print(spreadsheet(episodes), end="")
    elif arguments.csv:
        _write(Path(arguments.csv), spreadsheet(episodes))
    elif arguments.plot:
        draw(episodes, Words(library), arguments.plot)
        print(f"the picture is in {arguments.plot}")
    else:
        template = (shipped(settings.language) / "report.html").read_text(encoding="utf-8")
        conditions = user_profile().read(library.conditions)
        known = [key for key in library.conditions if key in conditions]
        _write(arguments.report, doctors_page(template, diary, library, known, settings.side))


def _write(file: Path, text: str) -> None:
    """For its owner alone: it is about their health."""
    with writing_to(file):
        replace_file(file, text)
    print(f"the diary is in {file}")


def _show(file: DiaryFile, library: Library) -> None:
    diary, words = file.read(local_time()), Words(library)
    if diary.past:
        print(ROW.format("began", "where", "min", "steps", "worse", "helped"))
    for episode in diary.past:
        print(_row(episode, words).rstrip())
    for change in diary.changes:
        print(f"{change.at:{MOMENT}}  began: {words.change(change)}")
    if diary.keeping is not Keeping.ON:
        print('The diary is off: "charley diary on" begins one.')
    elif not (diary.past or diary.changes):
        print("The diary is on. Nothing stands in it yet.")


def _row(episode: Episode, words: Words) -> str:
    return ROW.format(
        f"{episode.began:{MOMENT}}",
        words.part(episode.place),
        minutes(episode),
        len(episode.steps),
        "yes" if episode.worse else "no",
        words.step(episode.helped),
    )
