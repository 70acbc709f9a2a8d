"""Step 2: where the talk can be cut between words, found by aligning it with what a network hears."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np

from models.training.config import ROOT, Config
from models.training.corpus import Samples
from models.training.evaluation.forward import STRIDE, outputs
from models.training.gather import gathered
from models.training.kaldi import Floats, read_model
from models.training.lexicon import spoken
from models.training.mfcc import HOP, mfcc
from models.training.phones import BLANK


def pieces(config: Config) -> None:
    """Write the cuts of each recording of talk into `cuts.tsv`, unless that is done."""
    if cuts_file(config).exists():
        return
    entries, sound = gathered(config)
    aligner = read_model(ROOT / config["pieces"]["aligner"])
    part = cuts_file(config).with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as table:
        lines = csv.writer(table, delimiter="\t")
        for entry in entries:
            if entry.kind == "talk":
                samples = sound[entry.start : entry.start + entry.length]
                cuts = word_cuts(samples, entry.text.split(), outputs(aligner, mfcc(samples)))
                lines.writerow([entry.start, " ".join(map(str, cuts))])
    part.rename(cuts_file(config))


def talk_cuts(config: Config) -> dict[int, list[int]]:
    """What `pieces` has found: by each recording's start, its cuts in samples from there."""
    with cuts_file(config).open(encoding="utf-8", newline="") as table:
        return {int(start): list(map(int, cuts.split())) for start, cuts in csv.reader(table, delimiter="\t")}


def cuts_file(config: Config) -> Path:
    """Where they are kept."""
    return config.work / "cuts.tsv"


def word_cuts(samples: Samples, words: Sequence[str], scores: Floats) -> list[int]:
    """One place before each word and one after the last, each the quietest between two words' sounds."""
    said = [spoken(word, british=False) for word in words]
    heard = [frame * STRIDE * HOP for frame in align(scores, [phone for phones in said for phone in phones])]
    ends = list(accumulate(map(len, said)))
    gaps = [(0, heard[0]), *((heard[end - 1], heard[end]) for end in ends[:-1]), (heard[-1], len(samples))]
    return [_quietest(samples, *gap) for gap in gaps]


def align(scores: Floats, phones: Sequence[int]) -> list[int]:
    """The frame at which each phone is heard first, on the likeliest way through all of them (Viterbi)."""
    states = np.full(2 * len(phones) + 1, BLANK)
    states[1::2] = phones
    skips = np.zeros(len(states), bool)
    skips[3::2] = states[3::2] != states[1:-2:2]
    best = np.full(len(states), -np.inf)
    best[:2] = scores[0, states[:2]]
    steps = np.zeros((len(scores), len(states)), np.int8)
    for frame in range(1, len(scores)):
        ways = np.full((3, len(states)), -np.inf)
        ways[0], ways[1, 1:] = best, best[:-1]
        ways[2, 2:] = np.where(skips[2:], best[:-2], -np.inf)
        steps[frame] = ways.argmax(axis=0)
        best = ways.max(axis=0) + scores[frame, states]
    state = len(states) - 1 - int(best[-2] > best[-1])
    first = [0] * len(phones)
    for frame in range(len(scores) - 1, -1, -1):
        if state % 2:
            first[state // 2] = frame
        state -= int(steps[frame, state])
    return first


def _quietest(samples: Samples, start: int, end: int) -> int:
    """The quietest place between a phone and the next, of which a network knows the beginnings best."""
    start += (end - start) // 3
    powers = np.convolve(samples[start:end].astype(np.float64) ** 2, np.ones(2 * HOP), "same")[::HOP]
    return start + HOP * int(powers.argmin()) if len(powers) else start
