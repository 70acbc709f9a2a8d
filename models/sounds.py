"""How a word is said that no list of words has: by espeak-ng's rules, in the phones of CMUdict."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from models.errors import ModelError

_STRESS = re.compile(r"[',%=:;|!?-]")


@cache
def phones_by_rule(word: str) -> tuple[str, ...]:
    """A pronunciation in American English: "zyxwold" is Z IH K S W OW L D.

    Raises ModelError where this machine has no espeak-ng, or the word no letters to say.
    """
    command = ["espeak-ng", "-q", "-x", "--sep=_", "-v", "en-us", "-b", "1", "--stdin"]
    try:
        done = subprocess.run(command, input=word, capture_output=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise ModelError(f'nothing here can tell how "{word}" sounds', "install espeak-ng") from error
    bare = (_STRESS.sub("", phoneme) for phoneme in re.split(r"[_\s]+", done.stdout.strip()))
    phones = tuple(phone for phoneme in bare if phoneme for phone in _phones(word, phoneme))
    if not phones:
        raise ModelError(f'"{word}" has no letters to say', "write it as it sounds")
    return phones


def _phones(word: str, phoneme: str) -> list[str]:
    found = _table().get(phoneme) or _table().get(phoneme.rstrip("0123456789#"))
    if not found:
        raise ModelError(f'"{word}" has a sound that English has not', "write it as it sounds")
    return found.split()


@cache
def _table() -> Mapping[str, str]:
    table: dict[str, str] = tomllib.loads((files("models") / "sounds.toml").read_text("utf-8"))["phones"]
    return table
