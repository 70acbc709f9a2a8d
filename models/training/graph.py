"""Step 5: the words the model knows, as the graphs that Vosk decodes with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import wordfreq

from models.training.config import Config
from models.training.gather import vocabulary
from models.training.lexicon import pronunciations
from models.training.openfst import compile_grammar, compile_lookahead
from models.training.topology import grammar, word_graph

UNKNOWN = "[unk]"
"""The word for all that is none of the phrases."""

RARE = 1e-8
"""How often, at least, a word is taken to be said, as a share of all words."""


def graph(config: Config) -> None:
    """Write the folder `graph` of the model."""
    sayings = {word: pronunciations(word) for word in vocabulary(config)}
    write_graph(config.work / "model" / "graph", sayings, config["graph"]["unknown"])


def write_graph(folder: Path, sayings: Mapping[str, Iterable[Sequence[int]]], unknown: float) -> None:
    """Write `HCLr.fst`, `Gr.fst`, `words.txt` and `disambig_tid.int` for these words."""
    folder.mkdir(parents=True, exist_ok=True)
    topology, words = word_graph(sayings, UNKNOWN, unknown)
    renumbered = compile_lookahead(topology.text(), folder / "HCLr.fst")
    words = {word: renumbered[number] for word, number in words.items()}
    costs = {word: -math.log(max(wordfreq.word_frequency(word, "en"), RARE)) for word in words}
    compile_grammar(grammar(words, costs), folder / "Gr.fst")
    lines = ["<eps> 0", *(f"{word} {words[word]}" for word in sorted(words, key=words.__getitem__))]
    (folder / "words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ends = "\n".join(map(str, topology.disambiguation()))
    (folder / "disambig_tid.int").write_text(ends + "\n", encoding="ascii")
