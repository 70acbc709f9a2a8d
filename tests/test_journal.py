"""What is printed while Charley listens: it is printed, or else it ends nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.fakes import full_disk
from voice.journal import Screen


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of a file")
def test_a_full_disk_under_what_is_printed_is_told_once_and_got_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with (tmp_path / "printed").open("w", encoding="utf-8") as file:
        screen = Screen(file)
        with full_disk():
            for _ in range(3):
                screen("next " * 300)
        (warning,) = caplog.messages
        assert "make room" in warning
        assert "Charley listens on." in warning
        screen("back")
        with full_disk():
            screen("next")
    assert len(caplog.messages) == 2
    assert "back\n" in (tmp_path / "printed").read_text(encoding="utf-8")
