"""The words the model is to know."""

from __future__ import annotations

import re

import wordfreq

from intents.library import load_library
from intents.tables import shipped
from models.training.config import Config
from models.training.lexicon import listed


def phrases() -> list[str]:
    """Every phrase of Charley's."""
    return load_library(shipped("en"), "US").phrasebook.texts()


def vocabulary(config: Config) -> list[str]:
    """The phrases' words, the decoys, common English words, and the user's own."""
    settings = config["vocabulary"]
    library = load_library(shipped("en"), "US")
    frequent = wordfreq.top_n_list("en", 3 * settings["common"])
    common = listed(word for word in frequent if re.fullmatch(r"[a-z][a-z']*[a-z]|[ai]", word))
    words = {*library.phrasebook.words(), *library.decoys, *common[: settings["common"]], *settings["own"]}
    return sorted(words)
