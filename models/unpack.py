"""Unpacking an archive that somebody else made."""

from __future__ import annotations

import shutil
import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from models.errors import ModelError

FILES_AT_MOST = 1_000
"""Files and folders in one model: real ones have about twenty."""

GROWTH_AT_MOST = 8
"""Times the archive's size that its files may take up: real models stay under two."""

NAME_AT_MOST = 255
"""Bytes of a file's name."""

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,  # a name that is no text, or ends in the middle
    OverflowError,
    FileExistsError,  # a file where a folder is, or the reverse
    NotADirectoryError,
    IsADirectoryError,
)
"""What a broken archive makes zipfile and the system raise."""

ADVICE = "use another model"


def unpack(archive: Path, folder: Path) -> None:
    """Write the files of a zip archive into `folder`, which is made.

    Raises ModelError, before anything is written, where a file would land outside the folder, is a link,
    or is too much; and later where the archive turns out broken. Raises OSError where writing fails.
    """
    try:
        with zipfile.ZipFile(archive) as source:
            members = source.infolist()
            size = archive.stat().st_size
            _refuse_excess(members, size)
            if not all(0 <= member.header_offset < size for member in members):
                raise ModelError("the archive is broken (a file is outside it)", ADVICE)
            places = {_place(member): member for member in members}
            if len(places) < len(members):
                raise ModelError("the archive holds two files of one name", ADVICE)
            for place, member in places.items():
                _extract(source, member, folder / place)
    except BROKEN as error:
        raise ModelError(f"the archive is broken ({error})", ADVICE) from error


def _refuse_excess(members: list[zipfile.ZipInfo], size: int) -> None:
    """Trust the declared sizes: zipfile never writes more than a member declares."""
    if len(members) > FILES_AT_MOST:
        raise ModelError(f"the archive holds {len(members)} files, which no model does", ADVICE)
    unpacked = sum(member.file_size for member in members)
    if unpacked > GROWTH_AT_MOST * size:
        raise ModelError(
            f"the archive would unpack to {unpacked // 1_000_000} MB, which no model does", ADVICE
        )


def _place(member: zipfile.ZipInfo) -> PurePosixPath:
    """Where a member goes within the folder. Raises ModelError unless it is a plain file or folder inside."""
    name = member.filename
    place = PurePosixPath(name)
    if not place.parts or place.is_absolute() or ".." in place.parts or any(sign in name for sign in "\\:"):
        raise ModelError(f"the archive wants to write outside its folder ({name!r})", ADVICE)
    if any(len(part.encode()) > NAME_AT_MOST for part in place.parts):
        raise ModelError("the archive holds a file with too long a name", ADVICE)
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ModelError(f"the archive holds a link or a special file ({name!r})", ADVICE)
    return place


def _extract(source: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    if member.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open(member) as packed, target.open("xb") as file:
        shutil.copyfileobj(packed, file)
