"""`charley recognize`: what Charley hears in sound files, one JSON object a line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from intents.intent import Match, NoMatch
from intents.matching.matcher import Matcher
from voice.assembly import Assembly
from voice.commands.phrases import tell_own_mistake
from voice.hearing.listener import Listener
from voice.recordings.recording import reading
from voice.settings import Settings
from voice.sound import Samples


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("recognize", help="print what is heard in sound files, and what it means")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="any sound file libsndfile reads")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print one line for each file, in order. Raises VoiceError at the first that is no recording."""
    assembly = Assembly(settings)
    tell_own_mistake(assembly)
    for file in arguments.files:
        with reading(file) as blocks:
            heard = first_meant(assembly.listener(), assembly.matcher, blocks)
        print(json.dumps({"file": str(file), **heard.described()}), flush=True)
    return 0


def first_meant(listener: Listener, matcher: Matcher, blocks: Iterable[Samples]) -> Match | NoMatch:
    """The first thing said to Charley in a dialogue; where there is none, all that was heard."""
    spoken = list(listener.utterances(blocks))
    meant = (utterance.meant(matcher, asleep=False) for utterance in spoken)
    all_heard = NoMatch(" ".join(utterance.text for utterance in spoken))
    return next((heard for heard in meant if isinstance(heard, Match)), all_heard)
