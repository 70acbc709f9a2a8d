"""The table of the model's card: how well it hears, its peers in the same run."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import vosk
from rapidfuzz.distance import Levenshtein

from intents.content.library import load_library
from intents.content.tables import shipped
from models.training.config import ROOT, Config, load_config
from models.training.corpus import RATE, Clip, read_pack
from models.training.evaluation.conditions import Condition, conditions
from models.training.evaluation.ears import TEN_WORDS, CharleyEars, ListEars, SphinxEars
from models.training.evaluation.forward import greedy, outputs
from models.training.evaluation.share import Share
from models.training.evaluation.unheard import families
from models.training.evaluation.words import tally
from models.training.kaldi import read_model
from models.training.lexicon import pronunciations
from models.training.mfcc import mfcc

SOUND_MINUTES = 2
"""How long the model listens for its footprint."""


def main() -> None:
    """Print every figure, as it comes."""
    parser = argparse.ArgumentParser(prog="python -m models.training.evaluation", description=__doc__)
    parser.add_argument(
        "models", nargs="*", type=Path, default=[ROOT / "models" / "en"], help="model folders"
    )
    parser.add_argument("--recordings", type=Path, help="where the recordings are")
    parser.add_argument("--every", type=int, default=1, help="take only every so many recordings and phrases")
    arguments = parser.parse_args()
    vosk.SetLogLevel(-2)
    training = ROOT / "models" / "training" / "config.toml"
    config = load_config(training, ROOT / "build" / "model", arguments.recordings)
    rooms = conditions(config)
    for folder in arguments.models:
        print(f"\n## {folder}\n\n| what | figure |\n|---|---|")
        for name, figure in _figures(config, folder.resolve(), rooms, arguments.every):
            print(f"| {name} | {figure} |", flush=True)
    print("\n## pocketsphinx\n")
    ours = _ten(_pack(config, "dev/words", arguments.every))
    print(
        f"forced choice of the ten words, right: {tally(SphinxEars(TEN_WORDS), ours, rooms['clean']).right}"
    )


def _figures(
    config: Config, folder: Path, rooms: Mapping[str, Condition], every: int
) -> Iterator[tuple[str, object]]:
    """All figures of one model."""
    packs = {pack: _pack(config, pack, every) for pack in ("dev/words", "dev/words-more", "dev/talk")}
    yield from _words(folder, packs, rooms)
    yield from _phrases(config, folder, rooms, every)
    yield from _product(folder, packs, rooms)
    yield "phone errors, readers kept out", _phone_errors(config, folder)
    yield "footprint", _footprint(folder, packs["dev/talk"])


def _words(
    folder: Path, packs: dict[str, list[Clip]], rooms: Mapping[str, Condition]
) -> Iterator[tuple[str, object]]:
    """The ten words on their own."""
    ears = ListEars(folder, TEN_WORDS)
    for pack in ("dev/words", "dev/words-more"):
        for room, condition in rooms.items():
            figures = tally(ears, packs[pack], condition)
            yield f"{pack}, {room}: right", figures.right
            yield f"{pack}, {room}: wrong word", figures.wrong
            yield f"{pack}, {room}: other words refused", figures.refused
    stops = [clip for clip in packs["dev/words-more"] if clip.text == "stop"]
    for room, condition in rooms.items():
        yield f'"stop", {room}: right', tally(ears, stops, condition).right
    forced = ListEars(folder, TEN_WORDS, refuse=False)
    yield "forced choice, dev/words: right", tally(forced, _ten(packs["dev/words"]), rooms["clean"]).right


def _phrases(
    config: Config, folder: Path, rooms: Mapping[str, Condition], every: int
) -> Iterator[tuple[str, object]]:
    """Charley's phrases, in voices never trained on, as Charley hears them."""
    phrases = list(load_library(shipped("en"), "US").phrasebook.phrases.values())[::every]
    meant = {phrase.text: f"{phrase.intent} {phrase.value}".strip() for phrase in phrases}
    ears = CharleyEars(folder)
    for name, family in families(config).items():
        every_voice: Counter[str] = Counter()
        texts = list(meant)[:: family.every]
        for voice, say in family.voices.items():
            clips = list(say(texts))
            for room in ("clean", "noise at 10 dB"):
                heard = [_meanings(ears, clip, rooms[room], number) for number, clip in enumerate(clips)]
                right = sum(h == [meant[clip.text]] for h, clip in zip(heard, clips, strict=True))
                every_voice[room] += right
                yield f"phrases in {name}'s {voice}, {room}", Share(right, len(clips))
        for room, right in every_voice.items():
            yield f"phrases in {name}'s voices, {room}", Share(right, len(texts) * len(family.voices))


def _product(
    folder: Path, packs: dict[str, list[Clip]], rooms: Mapping[str, Condition]
) -> Iterator[tuple[str, object]]:
    """People as Charley hears them, with all its phrases and rivals."""
    known = load_library(shipped("en"), "US").phrasebook.phrases
    ears = CharleyEars(folder)
    for pack, word in (("dev/words", "yes"), ("dev/words", "no"), ("dev/words-more", "stop")):
        clips = [clip for clip in packs[pack] if clip.text == word]
        for room in ("clean", "noise at 10 dB"):
            right = sum(_meanings(ears, c, rooms[room], n) == [word] for n, c in enumerate(clips))
            yield f'Charley understands "{word}", {room}', Share(right, len(clips))
    others = [clip for clip in packs["dev/words"] if clip.text not in known]
    refused = sum(not ears.hear(rooms["clean"](c.samples, n)) for n, c in enumerate(others))
    yield "Charley refuses other words", Share(refused, len(others))
    taken = [heard for clip in packs["dev/talk"] for heard in ears.hear(clip.samples)]
    hours = sum(len(clip.samples) for clip in packs["dev/talk"]) / RATE / 3600
    wakes = sum(heard.endswith("!") for heard in taken)
    yield f"{hours:.2f} h of reading: taken for commands, of these for complaints", f"{len(taken)}, {wakes}"


def _meanings(ears: CharleyEars, clip: Clip, condition: Condition, number: int) -> list[str]:
    return [heard.removesuffix("!") for heard in ears.hear(condition(clip.samples, number))]


def _phone_errors(config: Config, folder: Path) -> str:
    """The phone error rate of the greedy path, over the readers kept out of training."""
    model = read_model(folder / "am" / "final.mdl")
    kept_out = config["recordings"]["kept_out"]
    errors = phones = 0
    for clip in read_pack(config.recordings, config["recordings"]["talk"]):
        if clip.speaker in kept_out:
            said = [phone for word in clip.text.split() for phone in pronunciations(word)[0]]
            errors += Levenshtein.distance(greedy(outputs(model, mfcc(clip.samples))), said)
            phones += len(said)
    return f"{errors / phones:.1%} of {phones}"


def _footprint(folder: Path, talk: Sequence[Clip]) -> str:
    """What it costs, in a process of its own."""
    sound = np.concatenate([clip.samples for clip in talk])[: SOUND_MINUTES * 60 * RATE]
    with tempfile.NamedTemporaryFile() as file:
        file.write(sound.tobytes())
        file.flush()
        command = [sys.executable, "-m", "models.training.evaluation.footprint", str(folder), file.name]
        figures = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return ", ".join(f"{name} {figure:.3g}" for name, figure in figures.items())


def _pack(config: Config, pack: str, every: int) -> list[Clip]:
    return list(read_pack(config.recordings, pack))[::every]


def _ten(clips: Sequence[Clip]) -> list[Clip]:
    return [clip for clip in clips if clip.text in TEN_WORDS]


if __name__ == "__main__":
    main()
