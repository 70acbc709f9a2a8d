"""`charley replay`: the main job on a sound file in place of the microphone, faster than real time."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from voice.assembly import Assembly
from voice.errors import VoiceError
from voice.journal import Journals, JsonJournal
from voice.recording import Tape, blocks_of, writing
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
    assembly, tape = Assembly(settings), Tape()
    with ExitStack() as stack:
        reply = stack.enter_context(writing(arguments.reply, tape.playback.rate))
        journals = [JsonJournal(stack.enter_context(_log(arguments.log)))] if arguments.log else []
        loop = assembly.loop(tape, assembly.session(introduce=False), Journals(journals))

        def keep(_: Samples, said: Samples) -> None:
            if reply:
                reply.write(said)

        replay(loop, tape, blocks_of(arguments.recording), keep)
    return 0


def _log(file: Path) -> IO[str]:
    try:
        return file.open("w", encoding="utf-8")
    except OSError as error:
        raise VoiceError(f"{file} cannot be written: choose another place ({error.strerror}).") from error
