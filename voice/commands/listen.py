"""`charley listen`: the main job, on the microphone and the speaker."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import NoReturn

from voice.assembly import Assembly
from voice.clock import local_time
from voice.commands.phrases import tell_own_mistake
from voice.devices.losses import losses, telling_losses
from voice.devices.silence import Muteness
from voice.devices.sound_card import SoundCard
from voice.devices.sound_check import HEARS_NOTHING
from voice.diary.file import user_diary
from voice.diary.scribe import Scribe
from voice.disclaimer import first_use
from voice.echo.canceller import without_echo
from voice.hush import STDERR, hushed, still_warning
from voice.journal import Journals, Screen, Transcript
from voice.only_one import only_one
from voice.profile import ProfileKeeper, user_profile
from voice.recordings.kept_audio import KeptAudio
from voice.settings import Settings
from voice.status import StatusKeeper, user_status


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("listen", help="listen on the microphone: what plain `charley` does")
    add_options(parser)
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `charley` and `charley listen` both take."""
    tell = "print what is heard and said"
    parser.add_argument("--verbose", action="store_true", default=argparse.SUPPRESS, help=tell)
    keep = "keep the sound of each utterance in this folder; without it no sound is kept"
    parser.add_argument("--keep-audio", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=keep)


def run(arguments: argparse.Namespace, settings: Settings) -> NoReturn:
    """Listen until interrupted. Raises VoiceError where the machine lacks what it takes."""
    memory = first_use()
    screen = Screen(sys.stdout)
    tell = screen if arguments.verbose else _silent
    transcripts = [Transcript(screen)] if arguments.verbose else []
    assembly = Assembly(settings)
    tell_own_mistake(assembly)
    scribe = Scribe(user_diary(), assembly.library)
    profile = user_profile()
    known = profile.read(assembly.library.conditions)
    kept = KeptAudio(arguments.keep_audio, screen) if arguments.keep_audio else None
    with ExitStack() as stack:
        if arguments.verbose or not os.isatty(STDERR):  # a terminal stays dark, a journal does not
            stack.enter_context(still_warning())
        stack.enter_context(only_one())
        status = stack.enter_context(closing(StatusKeeper(user_status())))
        card = stack.enter_context(SoundCard(settings.microphone, settings.speaker))
        stack.enter_context(closing(scribe))
        session = assembly.session(
            introduce=memory.pending,
            look=scribe.look,
            profile=known,
            recorded=kept is not None,
            clock=local_time,
        )
        journals = Journals([memory, scribe, ProfileKeeper(profile, session), status, *transcripts])
        loop = assembly.loop(card, session, journals, kept.keep if kept else None)
        mute = Muteness(status.muted, partial(screen, HEARS_NOTHING))
        status.hears(*card.names)
        if kept:
            screen(f"The sound of each utterance is kept in {kept.folder}.")
        screen("Listening. Say 'leg cramp'. Ctrl-C stops.")
        with hushed(stdout=False):  # ALSA tells the terminal of each gap in the sound
            try:
                while True:
                    loop.run(without_echo(mute.watch(telling_losses(card, tell)), card.reference))
                    status.waits()
                    tell("Microphone or speaker is gone. Charley waits for it.")
                    away = card.recover()
                    status.hears(*card.names)
                    loop.reconnect(away)
                    tell("It is back.")
            finally:
                if lost := losses(card):
                    screen(lost)


def _silent(sentence: str) -> None:
    """Say nothing on the terminal: it is night."""
