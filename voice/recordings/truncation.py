"""Recordings that break off: of some kinds libsndfile reads what there is, and says nothing of the rest."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

CHUNKS = {b"RIFF": ("<4sI", b"data"), b"FORM": (">4sI", b"SSND")}
"""How WAV and AIFF write a chunk's head, and the name of the one with the sound."""

STREAMED = 0x7FFF_0000
"""Bytes: a larger size was written by a program that did not know where the sound would end."""

OGG_HEAD, OGG_LAST, OGG_PAGE_AT_MOST = b"OggS", 4, 65_307
"""What an Ogg page begins with, the flag of the last one, and the bytes of a page."""


def lacks_its_end(recording: Path) -> bool:
    """Whether a WAV, an AIFF or an Ogg file is shorter than it says. Other kinds are not judged."""
    size = recording.stat().st_size
    with recording.open("rb") as file:
        kind = file.read(4)
        if kind in CHUNKS:
            return _chunk_is_short(file, size, *CHUNKS[kind])
        return kind == OGG_HEAD and not _ends_with_the_last_page(file, size)


def _chunk_is_short(file: BinaryIO, size: int, form: str, sound: bytes) -> bool:
    file.seek(12)
    while len(head := file.read(8)) == 8:  # noqa: PLR2004 - as many as `form` takes
        name, length = struct.unpack(form, head)
        if name == sound:
            return bool(size - file.tell() < length < STREAMED)
        file.seek(length + length % 2, 1)
    return False


def _ends_with_the_last_page(file: BinaryIO, size: int) -> bool:
    file.seek(max(0, size - OGG_PAGE_AT_MOST))
    _, head, page = file.read().rpartition(OGG_HEAD)
    return bool(head) and any(flags & OGG_LAST for flags in page[1:2])
