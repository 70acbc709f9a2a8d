"""Step 5: the words the model knows, as the graphs that Vosk decodes with."""

from __future__ import annotations

import math

import wordfreq

from models.training.config import Config
from models.training.decoding import UNKNOWN, write_graph
from models.training.lexicon import Phones, pronunciations
from models.training.openfst import missing
from models.training.phones import NUMBER
from models.training.topology import Unknown
from models.training.vocabulary import common, vocabulary
from models.vocabulary import sound_word

RARE = 1e-8
"""How often, at least, a word is taken to be said, as a share of all words."""


def graph(config: Config) -> None:
    """Write the folder `graph` of the model."""
    if lack := missing():
        raise SystemExit(lack)
    words = {word: pronunciations(word) for word in vocabulary(config)}
    sounds: dict[str, tuple[Phones, ...]] = {sound_word(phone): ((n,),) for phone, n in NUMBER.items()}
    costs = {word: -math.log(max(wordfreq.word_frequency(word, "en"), RARE)) for word in [*words, UNKNOWN]}
    costs |= dict.fromkeys(sounds, -math.log(RARE))
    settings = config["graph"]
    rivals = [saying for word in common(settings["rivals"]) for saying in pronunciations(word)]
    unknown = Unknown(UNKNOWN, settings["phone_cost"], rivals, settings["rival_cost"])
    write_graph(config.work / "model" / "graph", words | sounds, costs, unknown)
