"""`charley listen`: the main job, on the microphone and the speaker."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from voice.assembly import Assembly
from voice.canceller import without_echo
from voice.diary import user_diary
from voice.hush import hushed
from voice.journal import Journals, Transcript
from voice.memory import first_use
from voice.microphone import Microphone
from voice.scribe import Scribe
from voice.settings import Settings
from voice.speaker import Speaker


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("listen", help="listen on the microphone: what plain `charley` does")
    add_options(parser)
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `charley` and `charley listen` both take."""
    help_text = "print what is heard and said"
    parser.add_argument("--verbose", action="store_true", default=argparse.SUPPRESS, help=help_text)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Listen until interrupted. Raises VoiceError where the machine lacks what it takes."""
    memory = first_use()
    transcripts = [Transcript(sys.stdout)] if arguments.verbose else []
    assembly = Assembly(settings)
    scribe = Scribe(user_diary(), assembly.library)
    with (
        Speaker(settings.speaker) as speaker,
        Microphone(settings.microphone) as microphone,
        closing(scribe),
    ):
        session = assembly.session(introduce=memory.pending, look=scribe.look)
        loop = assembly.loop(speaker, session, Journals([memory, scribe, *transcripts]))
        print("Listening. Say 'leg cramp'. Ctrl-C stops.", flush=True)
        with hushed(stdout=False):  # ALSA tells the terminal of each gap in the sound
            loop.run(without_echo(microphone.blocks(), speaker.reference))
    return 0
