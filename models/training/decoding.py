"""The folder `graph` of a Vosk model, for any words whose sound is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from models.training.openfst import compile_grammar, compile_lookahead
from models.training.topology import Unknown, grammar, word_graph

UNKNOWN = "[unk]"
"""The word for all that is none of the phrases."""


def write_graph(
    folder: Path, sayings: Mapping[str, Iterable[Sequence[int]]], costs: Mapping[str, float], unknown: Unknown
) -> None:
    """Write `HCLr.fst`, `Gr.fst`, `words.txt` and `disambig_tid.int`.

    `sayings` has the ways each word is said; `costs`, in nats, what each costs where there is no phrase list;
    `unknown` is the word for all else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    topology, words = word_graph(sayings, unknown)
    renumbered = compile_lookahead(topology.text(), folder / "HCLr.fst")
    words = {word: renumbered[number] for word, number in words.items()}
    compile_grammar(grammar(words, costs), folder / "Gr.fst")
    lines = ["<eps> 0", *(f"{word} {words[word]}" for word in sorted(words, key=words.__getitem__))]
    (folder / "words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ends = "\n".join(map(str, topology.disambiguation()))
    (folder / "disambig_tid.int").write_text(ends + "\n", encoding="ascii")
