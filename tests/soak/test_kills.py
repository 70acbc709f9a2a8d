"""Two hundred kills at all moments of writing: nothing that was promised to be kept is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kills import check_diary, check_settings
from voice.diary.file import DiaryFile

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800)]

KILLS = 200


def test_a_kill_loses_no_cramp(tmp_path: Path) -> None:
    check_diary(DiaryFile(tmp_path / "diary.sqlite3"), KILLS)


def test_a_kill_breaks_no_settings(tmp_path: Path) -> None:
    check_settings(tmp_path / "settings.toml", KILLS)
