"""`charley replay`: the main job on a sound file in place of the microphone, faster than real time."""

from __future__ import annotations

import argparse
from contextlib import ExitStack, closing
from pathlib import Path

from voice.assembly import Assembly
from voice.errors import VoiceError
from voice.journal import Journals, JsonJournal
from voice.recording import Tape, reading, writing
from voice.replay import replay
from voice.settings import Settings
from voice.sound import Samples


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("replay", help="do the same with a recording in place of the microphone")
    parser.add_argument("recording", type=Path, metavar="RECORDING", help="any sound file libsndfile reads")
    parser.add_argument("--reply", type=Path, metavar="OUT.wav", help="write what the speaker would play")
    parser.add_argument("--log", type=Path, metavar="LOG.jsonl", help="write one JSON object for each event")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Replay to the end. Raises VoiceError where a file cannot be read or written."""
    _require_distinct(arguments.recording, arguments.reply, arguments.log)
    assembly, tape = Assembly(settings), Tape()
    with ExitStack() as stack:
        blocks = stack.enter_context(reading(arguments.recording))
        reply = stack.enter_context(writing(arguments.reply, tape.playback.rate))
        journals = [stack.enter_context(closing(JsonJournal(arguments.log)))] if arguments.log else []
        loop = assembly.loop(tape, assembly.session(introduce=False), Journals(journals))

        def keep(_: Samples, said: Samples) -> None:
            if reply:
                reply.write(said)

        replay(loop, tape, blocks, keep)
    return 0


def _require_distinct(*files: Path | None) -> None:
    """Refuse to write over what is still to be read."""
    places = [file.resolve() for file in files if file]
    if len(set(places)) < len(places):
        raise VoiceError("The recording, --reply and --log must be different files: choose another place.")
