"""Reading TOML files of words, with errors a person can act on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from intents.errors import ContentError


def shipped(language: str) -> Traversable:
    """Folder of the words that come with Charley in a language, such as "en"."""
    return files("intents") / language


def read(file: Traversable) -> dict[str, Any]:
    """Tables of a TOML file. Raises ContentError where it cannot be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ContentError(file.name, "", f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ContentError(file.name, "", "is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise ContentError(file.name, "", f"is not valid TOML: {error}") from error


class Table:
    """One TOML table, read key by key; what is missing, mistyped or unknown is a ContentError."""

    def __init__(self, file: str, where: str, values: Any) -> None:
        if not isinstance(values, dict):
            raise ContentError(file, where, "must be a table")
        self._file = file
        self._where = where
        self._left: dict[str, Any] = dict(values)

    def text(self, key: str, default: str | None = None) -> str:
        """A piece of text that is not empty."""
        value = self._take(key, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.error(key, "must be text in quotes")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number, zero or more."""
        value = self._take(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.error(key, "must be a whole number, zero or more")
        return value

    def number(self, key: str) -> float:
        """A number, zero or more."""
        value = self._take(key, None)
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
            raise self.error(key, "must be a number, zero or more")
        return float(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.error(key, "must be true or false")
        return value

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """A list of pieces of text."""
        value = self._take(key, default)
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(key, 'must be a list of texts, such as ["one", "two"]')
        return tuple(value)

    def mapping(self, key: str) -> Mapping[str, Any]:
        """A table inside this one, empty where there is none."""
        value = self._take(key, {})
        if not isinstance(value, dict):
            raise self.error(key, "must be a table")
        return value

    def tables(self, key: str) -> Sequence[Any]:
        """A list of tables inside this one."""
        value = self._take(key, None)
        if not isinstance(value, list):
            raise self.error(key, f"must be one or more [[{key}]]")
        return value

    def close(self) -> None:
        """Refuse keys nobody asked for: they are misspelt more often than not."""
        for key in self._left:
            raise self.error(key, "is not a key Charley knows here")

    def error(self, key: str, problem: str) -> ContentError:
        """The error to raise about one key of this table."""
        return ContentError(self._file, f"{self._where}.{key}" if self._where else key, problem)

    def _take(self, key: str, default: Any) -> Any:
        value = self._left.pop(key, default)
        if value is None:
            raise self.error(key, "is missing")
        return value
