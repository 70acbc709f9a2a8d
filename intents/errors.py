"""What can be wrong with Charley's words."""

from __future__ import annotations


class ContentError(Exception):
    """A file of words has a mistake: the message names the file, the key and what would be right."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}" if key else f"{file}: {problem}")
