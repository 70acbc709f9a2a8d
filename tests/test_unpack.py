"""Unpacking archives that were made to do harm."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from models.errors import ModelError
from models.unpack import unpack


def packed(tmp_path: Path, members: Iterable[tuple[str, bytes]], mode: int = stat.S_IFREG | 0o644) -> Path:
    """An archive of these files, each with the same mode."""
    archive = tmp_path / "in" / "archive.zip"
    archive.parent.mkdir()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members:
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = mode << 16
            target.writestr(member, content)
    return archive


def refuse(archive: Path, why: str) -> None:
    """Unpacking fails before the first file is written."""
    root = archive.parent.parent
    with pytest.raises(ModelError, match=why):
        unpack(archive, root / "out" / "deep")
    assert [file for file in root.rglob("*") if file.is_file()] == [archive]


def test_files_and_folders_come_out_as_they_went_in(tmp_path: Path) -> None:
    archive = packed(
        tmp_path, [("model/", b""), ("model/am/final.mdl", b"sound"), ("model/README", b"words")]
    )
    unpack(archive, tmp_path / "out")
    assert (tmp_path / "out/model/am/final.mdl").read_bytes() == b"sound"
    assert (tmp_path / "out/model/README").read_bytes() == b"words"


@pytest.mark.parametrize(
    "name", ["../evil", "../../evil", "model/../../evil", "/evil", "//evil", "c:/evil", "..\\evil", ".", ".."]
)
def test_nothing_lands_outside_the_folder(tmp_path: Path, name: str) -> None:
    refuse(packed(tmp_path, [("model/am", b"fine"), (name, b"harm")]), "outside its folder")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_special_files_are_refused(tmp_path: Path, kind: int) -> None:
    refuse(packed(tmp_path, [("model/am", b"/etc")], kind | 0o777), "link or a special file")


def test_a_bomb_of_size_is_refused(tmp_path: Path) -> None:
    refuse(packed(tmp_path, [("final.mdl", bytes(20_000_000))]), "would unpack to 20 MB")


def test_a_bomb_of_number_is_refused(tmp_path: Path) -> None:
    refuse(packed(tmp_path, [(f"{i}", b"") for i in range(1001)]), "1001 files")


@pytest.mark.parametrize("second", ["am/final.mdl", "./am/final.mdl", "am//final.mdl"])
@pytest.mark.filterwarnings("ignore:Duplicate name")  # by the standard library, while the archive is made
def test_two_files_in_one_place_are_refused(tmp_path: Path, second: str) -> None:
    refuse(packed(tmp_path, [("am/final.mdl", b"a"), (second, b"b")]), "two files of one name")


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """The sizes that are trusted before unpacking are held to while unpacking."""
    archive = packed(tmp_path, [("final.mdl", bytes(20_000_000))])
    packed_bytes = archive.read_bytes().replace(
        (20_000_000).to_bytes(4, "little"), (20).to_bytes(4, "little")
    )
    archive.write_bytes(packed_bytes)
    with pytest.raises(ModelError, match="archive is broken"):
        unpack(archive, tmp_path / "out")
    assert all(file.stat().st_size <= 20 for file in (tmp_path / "out").rglob("*"))


def test_a_damaged_member_is_refused(tmp_path: Path) -> None:
    archive = packed(tmp_path, [("final.mdl", bytes(range(256)) * 8)])
    content = bytearray(archive.read_bytes())
    content[60:70] = bytes(10)
    archive.write_bytes(content)
    with pytest.raises(ModelError, match="archive is broken"):
        unpack(archive, tmp_path / "out")
