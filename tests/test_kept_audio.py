"""Kept audio: one file for each utterance, its owner's alone, and none that nobody asked for."""

from __future__ import annotations

import stat
import sys
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.fakes import QUIET, full_disk, speech
from voice.errors import VoiceError
from voice.recordings.kept_audio import KeptAudio
from voice.sound import BLOCK, RATE


class Clock:
    """A clock on which a second passes each time somebody looks."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 20, 3, 10)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def kept(tmp_path: Path, told: list[str]) -> KeptAudio:
    return KeptAudio(tmp_path / "a" / "kept", told.append, Clock())


def test_each_utterance_is_a_recording_named_by_its_time(kept: KeptAudio, tmp_path: Path) -> None:
    kept.keep([QUIET, *speech(3)])
    kept.keep(speech(2))
    first, second = sorted(kept.folder.iterdir())
    assert first.name == "2026-03-20_03-10-01-000000.wav"
    samples, rate = soundfile.read(first, dtype="int16")
    assert rate == RATE
    assert np.array_equal(samples, np.concatenate([QUIET, *speech(3)]))
    assert soundfile.info(second).frames == 2 * BLOCK


def test_it_is_for_its_owner_alone(kept: KeptAudio) -> None:
    kept.keep(speech(2))
    (file,) = kept.folder.iterdir()
    assert stat.S_IMODE(kept.folder.stat().st_mode) == stat.S_IRWXU
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of a file")
def test_a_full_disk_is_told_once_leaves_no_part_and_is_got_over(kept: KeptAudio, told: list[str]) -> None:
    with full_disk():
        kept.keep(speech(50))
        kept.keep(speech(50))
    (sentence,) = told
    assert "make room" in sentence
    assert "Charley listens on." in sentence
    assert list(kept.folder.iterdir()) == []
    kept.keep(speech(50))
    assert len(list(kept.folder.iterdir())) == 1
    with full_disk():
        kept.keep(speech(50))
    assert len(told) == 2


def test_a_recording_is_never_written_over(tmp_path: Path, told: list[str]) -> None:
    kept = KeptAudio(tmp_path, told.append, lambda: datetime(2026, 10, 25, 2, 30))
    kept.keep(speech(2))
    kept.keep(speech(3))
    (file,) = tmp_path.iterdir()
    assert soundfile.info(file).frames == 2 * BLOCK
    assert len(told) == 1


def test_a_place_that_cannot_be_written_to_is_refused_at_start(tmp_path: Path, told: list[str]) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(VoiceError, match="choose another place"):
        KeptAudio(tmp_path / "file" / "kept", told.append)
