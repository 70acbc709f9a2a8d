"""Step 1: everything that can be learned from, recorded and synthetic, in one file of sound and one table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from models.training.config import Config
from models.training.corpus import Clip, Samples, read_pack
from models.training.kokoro import kokoro
from models.training.vocabulary import phrases, vocabulary
from models.training.voices import espeak, festival, learned, pico


@dataclass(frozen=True, slots=True)
class Entry:
    """A clip's line in the table."""

    kind: str
    """talk, words, noise, phrases, common, sentences, voices, learned or kokoro."""
    start: int
    length: int
    """Samples."""
    speaker: str
    text: str


def gather(config: Config) -> None:
    """Collect the clips into `sound.raw` and `clips.tsv`, unless that is done."""
    table_file, start = config.work / "clips.tsv", 0
    if table_file.exists():
        return
    part = table_file.with_suffix(".part")
    with (
        (config.work / "sound.raw").open("wb") as sound,
        part.open("w", encoding="utf-8", newline="") as table,
    ):
        lines = csv.writer(table, delimiter="\t")
        for kind, clip in chain(_recorded(config), _synthetic(config)):
            sound.write(clip.samples.tobytes())
            lines.writerow([kind, start, len(clip.samples), clip.speaker, clip.text])
            start += len(clip.samples)
    part.rename(table_file)


def gathered(config: Config) -> tuple[list[Entry], Samples]:
    """What `gather` has collected; the sound stays on disk until it is used."""
    with (config.work / "clips.tsv").open(encoding="utf-8", newline="") as table:
        rows = [
            Entry(k, int(s), int(n), who, text) for k, s, n, who, text in csv.reader(table, delimiter="\t")
        ]
    return rows, np.memmap(config.work / "sound.raw", np.int16, mode="r")


def _recorded(config: Config) -> Iterator[tuple[str, Clip]]:
    recordings = config["recordings"]
    yield from (("talk", clip) for clip in _talk(config))
    for pack in recordings["words"]:
        yield from (("words", clip) for clip in read_pack(config.recordings, pack))
    yield from (("noise", clip) for clip in read_pack(config.recordings, recordings["noise"]))


def _synthetic(config: Config) -> Iterator[tuple[str, Clip]]:
    settings = config["synthetic"]
    ours = phrases() + settings["pairs"]
    texts = {
        "phrases": ours * settings["phrase_voices"],
        "common": vocabulary(config) * settings["word_voices"],
        "sentences": list(_pieces(config)) * settings["sentence_voices"],
    }
    for kind, said in texts.items():
        yield from ((kind, clip) for clip in espeak(said, settings, config.random("voices", kind)))
    for voice in settings["festival"]:
        yield from (("voices", clip) for clip in festival(ours, voice))
    said = ours * settings["pico"]["times"]
    yield from (("voices", clip) for clip in pico(said, settings["pico"], config.random("voices", "pico")))
    people = settings["learned"]
    said = ours * people["times"] + (texts["common"] + texts["sentences"]) * people["others"]
    yield from (("learned", clip) for clip in learned(said, people, config.random("voices", "learned")))
    many, random = settings["kokoro"], config.random("voices", "kokoro")
    said = ours * many["times"] + texts["sentences"][: many["sentences"]] + many["words"] * many["word_times"]
    said += random.choice(texts["common"], many["common"], replace=False).tolist()
    yield from (("kokoro", clip) for clip in kokoro(said, many, config.work, random))


def _talk(config: Config) -> Iterator[Clip]:
    """People reading, but for those who are kept for the test."""
    recordings = config["recordings"]
    for clip in read_pack(config.recordings, recordings["talk"]):
        if clip.speaker not in recordings["kept_out"]:
            yield clip


def _pieces(config: Config) -> Iterator[str]:
    """Pieces of what they read, a few words long."""
    settings, random = config["synthetic"], config.random("pieces")
    texts = [clip.text.split() for clip in _talk(config)]
    for _ in range(settings["sentences"]):
        words = texts[random.integers(len(texts))]
        least, most = settings["sentence_words"]
        count = int(random.integers(least, most + 1))
        start = int(random.integers(max(1, len(words) - count + 1)))
        yield " ".join(words[start : start + count])
