"""`charley replay`: the main job on a sound file in place of the microphone, faster than real time."""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack, closing
from itertools import combinations
from pathlib import Path

from intents.dialogue.diary import nowhere
from voice.assembly import Assembly
from voice.clock import local_time
from voice.commands.phrases import tell_own_mistake
from voice.diary.file import DiaryFile
from voice.diary.scribe import Scribe
from voice.echo.canceller import EchoCanceller
from voice.echo.path import PathSettings
from voice.errors import VoiceError
from voice.journal import Journal, Journals, JsonJournal
from voice.recordings.recording import Tape, reading, writing
from voice.recordings.replay import Air, replay, soundproof
from voice.recordings.room import Room, load_room
from voice.settings import Settings
from voice.sound import RATE, Samples


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("replay", help="do the same with a recording in place of the microphone")
    parser.add_argument("recording", type=Path, metavar="RECORDING", help="any sound file libsndfile reads")
    parser.add_argument("--reply", type=Path, metavar="OUT.wav", help="write what the speaker would play")
    parser.add_argument("--log", type=Path, metavar="LOG.jsonl", help="write one JSON object for each event")
    diary = "keep a diary in this file, as `charley listen` does in its own"
    parser.add_argument("--diary", type=Path, metavar="FILE", help=diary)
    room = "let the microphone hear the speaker as in this recording of a click in a room"
    parser.add_argument("--room", type=Path, metavar="FILE", help=room)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Replay to the end. Raises VoiceError where a file cannot be read or written."""
    _require_distinct(arguments.recording, arguments.room, arguments.reply, arguments.log, arguments.diary)
    assembly = Assembly(settings)
    tell_own_mistake(assembly)
    tape, air = (Tape(RATE), _echoing(load_room(arguments.room))) if arguments.room else (Tape(), soundproof)
    with ExitStack() as stack:
        blocks = stack.enter_context(reading(arguments.recording))
        reply = stack.enter_context(writing(arguments.reply, tape.playback.rate))
        journals: list[Journal] = []
        look = nowhere
        if arguments.log:
            journals.append(stack.enter_context(closing(JsonJournal(arguments.log))))
        if arguments.diary:
            diary = DiaryFile(arguments.diary)
            diary.read(local_time())  # the scribe would do without one that is none
            scribe = stack.enter_context(closing(Scribe(diary, assembly.library)))
            journals.append(scribe)
            look = scribe.look
        loop = assembly.loop(tape, assembly.session(introduce=False, look=look), Journals(journals))

        def keep(_: Samples, said: Samples) -> None:
            if reply:
                reply.write(said)

        replay(loop, tape, blocks, keep, air)
    return 0


def _echoing(room: Room) -> Air:
    """The air of a room, after the echo canceller."""
    canceller = EchoCanceller(PathSettings())
    return lambda heard, said: canceller.clean(room.hear(heard, said), said)


def _is_same(one: Path, other: Path) -> bool:
    """Whether two names are one file's, which may be there already or not."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return os.path.realpath(one) == os.path.realpath(other)


def _require_distinct(*files: Path | None) -> None:
    """Refuse to write over what is still to be read."""
    given = [file for file in files if file]
    if any(_is_same(one, other) for one, other in combinations(given, 2)):
        raise VoiceError(
            "The recording, --room, --reply, --log and --diary must be different files: choose another place."
        )
