"""How a word is said that no dictionary lists: by espeak-ng's rules, in the model's phones."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from models.training.phones import numbers

TABLES = Path(__file__).with_name("lexicon.toml")


@cache
def tables() -> Mapping[str, Mapping[str, list[str]]]:
    """What stands in `lexicon.toml`."""
    return tomllib.loads(TABLES.read_text(encoding="utf-8"))


@cache
def by_rule(word: str) -> tuple[int, ...]:
    """A pronunciation in American English, as the network's outputs. Raises ValueError where none is."""
    command = ["espeak-ng", "-q", "-x", "--sep=_", "-v", "en-us", word]
    written = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    bare = (_STRESS.sub("", mnemonic) for mnemonic in re.split(r"[_\s]+", written.strip()))
    phones = " ".join(_phones(mnemonic) for mnemonic in bare if mnemonic)
    if not phones:
        raise ValueError(f'"{word}" has no letters to say')
    return numbers(phones)


_STRESS = re.compile(r"[',%=:;|!?-]")


def _phones(mnemonic: str) -> str:
    """A phoneme as espeak-ng writes it, in CMUdict's phones."""
    known = tables()["espeak"]
    found = known.get(mnemonic) or known.get(mnemonic.rstrip("0123456789#"))
    if not found:
        raise ValueError(f"lexicon.toml has no phone for espeak-ng's {mnemonic!r}")
    return str(found)
