"""`charley voices`: what is listed is what is heard, on a real sound server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.soundserver import SoundServer
from tests.terminal import charley, complaint
from voice.speaking.engine import shared_engine


def test_they_are_listed_and_the_one_that_is_used_is_marked(tmp_path: Path) -> None:
    listed = charley("voices", home=tmp_path).stdout.splitlines()
    assert {line[2:] for line in listed} == set(shared_engine().voices().values())
    assert [line for line in listed if line.startswith("*")] == ["* English (America)"]
    assert charley("voices", "use", "English (Scotland)", home=tmp_path).returncode == 0
    assert "* English (Scotland)" in charley("voices", "list", home=tmp_path).stdout.splitlines()
    back = charley("voices", "use", "", home=tmp_path).stdout
    assert back == "Charley speaks as English (America) from its next start on\n"


def test_a_voice_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    for action in ("use", "play"):
        refused = charley("voices", action, "nobody", home=tmp_path)
        assert refused.returncode == 1
        assert "no voice 'nobody'" in complaint(refused)
    assert "* English (America)" in charley("voices", home=tmp_path).stdout


@pytest.mark.parametrize("name", ["English (Scotland)", "English (Great Britain)+f3"])
def test_one_can_be_heard(sound_server: SoundServer, tmp_path: Path, name: str) -> None:
    heard = tmp_path / "heard.wav"
    command = [sys.executable, "-m", "voice", "voices", "play", name]
    with sound_server.record_speaker(heard):
        done = subprocess.run(command, env=sound_server.env, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [name]
    samples, rate = soundfile.read(heard)
    assert np.count_nonzero(np.abs(samples) > 0.01) / rate > 0.3
