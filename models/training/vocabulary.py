"""The words the model is to know."""

from __future__ import annotations

import re

import wordfreq

from intents.content.library import load_library
from intents.content.tables import shipped
from models.training.config import Config
from models.training.lexicon import listed


def phrases() -> list[str]:
    """Every phrase of Charley's."""
    return load_library(shipped("en"), "US").phrasebook.texts()


def common(count: int) -> list[str]:
    """The most frequent English words that CMUdict has."""
    frequent = wordfreq.top_n_list("en", 3 * count)
    return listed(word for word in frequent if re.fullmatch(r"[a-z][a-z']*[a-z]|[ai]", word))[:count]


def vocabulary(config: Config) -> list[str]:
    """The phrases' words and those that stand beside them, the decoys, and common English words."""
    library = load_library(shipped("en"), "US")
    phrases, particles = library.phrasebook.words(), library.phrasebook.particles
    beside = particles.fillers | particles.elsewhere
    return sorted({*phrases, *beside, *library.decoys, *common(config["vocabulary"]["common"])})
