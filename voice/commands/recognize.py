"""`charley recognize`: what Charley hears in sound files, one JSON object a line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from intents.intent import Match, NoMatch
from voice.assembly import Assembly
from voice.recordings.recording import reading
from voice.settings import Settings


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("recognize", help="print what is heard in sound files, and what it means")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="any sound file libsndfile reads")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print one line for each file, in order. Raises VoiceError at the first that is no recording."""
    assembly = Assembly(settings)
    for file in arguments.files:
        print(json.dumps({"file": str(file), **_recognize(assembly, file)}, ensure_ascii=False), flush=True)
    return 0


def _recognize(assembly: Assembly, file: Path) -> dict[str, object]:
    """The first thing said to Charley; where there is none, all that was heard."""
    with reading(file) as blocks:
        texts = [utterance.text for utterance in assembly.listener().utterances(blocks)]
    for heard in map(assembly.matcher.match, texts):
        if isinstance(heard, Match):
            return heard.described()
    return NoMatch(" ".join(texts)).described()
