"""`charley listen`: the main job, on the microphone and the speaker."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from functools import partial
from typing import NoReturn

from voice.assembly import Assembly
from voice.canceller import without_echo
from voice.commands.phrases import own_mistake
from voice.diary import user_diary
from voice.hush import hushed
from voice.journal import Journals, Transcript
from voice.losses import losses, telling_losses
from voice.memory import first_use
from voice.only_one import only_one
from voice.profile import ProfileKeeper, user_profile
from voice.scribe import Scribe
from voice.settings import Settings
from voice.sound_card import SoundCard


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("listen", help="listen on the microphone: what plain `charley` does")
    add_options(parser)
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `charley` and `charley listen` both take."""
    help_text = "print what is heard and said"
    parser.add_argument("--verbose", action="store_true", default=argparse.SUPPRESS, help=help_text)


def run(arguments: argparse.Namespace, settings: Settings) -> NoReturn:
    """Listen until interrupted. Raises VoiceError where the machine lacks what it takes."""
    memory = first_use()
    tell = partial(print, flush=True) if arguments.verbose else _silent
    transcripts = [Transcript(sys.stdout)] if arguments.verbose else []
    assembly = Assembly(settings)
    if mistake := own_mistake(assembly):
        print(f"charley: {mistake} Until then Charley does without your own words.", file=sys.stderr)
    scribe = Scribe(user_diary(), assembly.library)
    profile = user_profile()
    known = profile.read(assembly.library.conditions)
    with only_one(), SoundCard(settings.microphone, settings.speaker) as card, closing(scribe):
        session = assembly.session(introduce=memory.pending, look=scribe.look, profile=known)
        journals = Journals([memory, scribe, ProfileKeeper(profile, session), *transcripts])
        loop = assembly.loop(card, session, journals)
        print("Listening. Say 'leg cramp'. Ctrl-C stops.", flush=True)
        with hushed(stdout=False):  # ALSA tells the terminal of each gap in the sound
            try:
                while True:
                    loop.run(without_echo(telling_losses(card, tell), card.reference))
                    tell("Microphone or speaker is gone. Charley waits for it.")
                    loop.answer(session.reconnect(card.recover()))
                    tell("It is back.")
            finally:
                if lost := losses(card):
                    print(lost, flush=True)


def _silent(sentence: str) -> None:
    """Say nothing on the terminal: it is night."""
