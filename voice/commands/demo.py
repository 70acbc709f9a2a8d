"""`charley demo`: a spoken example conversation without any sound card."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np

from intents.content.demo import Cue, load_cues
from intents.content.tables import shipped
from voice.assembly import Assembly
from voice.errors import VoiceError
from voice.journal import Transcript
from voice.loop import Loop
from voice.recordings.recording import Tape, WavFile
from voice.recordings.replay import replay
from voice.settings import Settings
from voice.sound import BLOCK, BLOCKS_PER_SECOND, RATE, Samples
from voice.speaking.synthesizer import Synthesizer, Voice

BREATH = 0.8
"""Seconds the person in bed waits after Charley has spoken."""

FIRST_SILENCE = 1.0
"""Seconds before the first word."""

ROOM_NOISE = 10
"""Standard deviation of the room's noise, in 16-bit units."""

SEED = 0

PERSON = ("English (Great Britain)+f3", "")
"""Voices for the person in bed, best first; "" is the same as Charley's."""

PERSON_RATE = 150
PERSON_VOLUME = 0.5


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("demo", help="play through an example conversation without a sound card")
    place = "where the WAV goes (charley-demo)"
    parser.add_argument("--save", type=Path, metavar="DIR", default=Path("charley-demo"), help=place)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the conversation as it goes, and leave its sound. Raises VoiceError where that fails."""
    assembly, tape = Assembly(settings), Tape(RATE)
    loop = assembly.loop(tape, assembly.session(introduce=False), Transcript(partial(print, flush=True)))
    wav = _place(arguments.save) / "conversation.wav"
    cues = load_cues(shipped(settings.language))
    with closing(WavFile(wav, RATE)) as file:
        act = _act(cues, _person(), loop)
        replay(loop, tape, act, lambda heard, said: file.write(_mixed(heard, said)))
    print(f"\nListen to it: {wav}")
    return 0


def _act(cues: list[Cue], voice: Voice, loop: Loop) -> Iterator[Samples]:
    """The person in bed: speaks when Charley has finished, or after a pause of their own."""
    random = np.random.default_rng(SEED)

    def room(samples: Samples) -> Samples:
        return np.asarray(samples + random.normal(0, ROOM_NOISE, BLOCK), np.int16)

    silence = np.zeros(BLOCK, np.int16)
    for _ in range(round(FIRST_SILENCE * BLOCKS_PER_SECOND)):
        yield room(silence)
    for cue in cues:
        waited = 0
        while waited < max(cue.wait, BREATH) * BLOCKS_PER_SECOND:
            yield room(silence)
            waited = waited + 1 if loop.resting else 0
        said = voice.speak(cue.say, PERSON_RATE).at(RATE).samples * PERSON_VOLUME
        padded = np.concatenate([said, np.zeros(-len(said) % BLOCK)]).astype(np.int16)
        yield from map(room, padded.reshape(-1, BLOCK))


def _person() -> Voice:
    for name in PERSON:
        try:
            return Synthesizer(name)
        except VoiceError:
            if not name:
                raise
    raise AssertionError("the last voice is Charley's own")


def _place(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise VoiceError(f"{folder} cannot be made: choose another place ({error.strerror}).") from error
    return folder


def _mixed(heard: Samples, said: Samples) -> Samples:
    limits = np.iinfo(np.int16)
    mixed = heard.astype(np.int32) + said
    return np.asarray(np.clip(mixed, limits.min, limits.max), np.int16)
