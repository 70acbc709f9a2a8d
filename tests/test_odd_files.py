"""Files and streams that are not what they seem: links, pipes, names that are no text, closed outputs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.scene import scene
from tests.terminal import CHARLEY, PATIENCE, charley, complaint, home_at
from voice.sound import RATE

not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="it has no such files and shells")


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short recording."""
    file = tmp_path_factory.mktemp("speech") / "speech.wav"
    soundfile.write(file, scene([(0.6, "my calf is cramping")], 3), RATE)
    return file


@not_on_windows
@pytest.mark.parametrize(
    ("words", "closed", "status"),
    [
        ("recognize speech.wav", ">&-", 0),
        ("phrases", ">&-", 0),
        ("status", "<&- >&- 2>&-", 3),
        ("chat", "<&-", 0),
        ("recognize nothing.wav", "2>&-", 1),
        (f"recognize {'x' * 300}", ">&- 2>&-", 1),
    ],
)
def test_who_has_closed_its_streams_is_served_all_the_same(
    words: str, closed: str, status: int, speech: Path, tmp_path: Path
) -> None:
    (tmp_path / "speech.wav").symlink_to(speech)
    command = ["bash", "-c", f"exec {CHARLEY} {words} {closed}"]
    done = subprocess.run(
        command, env=home_at(tmp_path), cwd=tmp_path, capture_output=True, timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stderr) == (status, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_recording_whose_name_is_no_text_is_heard(speech: Path, tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xfe.wav")
    (tmp_path / name).write_bytes(speech.read_bytes())
    done = charley("recognize", name, home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["intent"] == "leg_cramp"


def test_samples_that_are_no_numbers_are_no_complaint(speech: Path, tmp_path: Path) -> None:
    samples = soundfile.read(speech, dtype="float32")[0]
    samples[:3] = np.nan, np.inf, np.finfo(np.float32).min
    soundfile.write(tmp_path / "odd.wav", samples, RATE, subtype="FLOAT")
    done = charley("recognize", "odd.wav", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["value"] == "calf"


@not_on_windows
def test_a_recording_is_not_written_over_by_another_name_of_it(speech: Path, tmp_path: Path) -> None:
    (tmp_path / "one.wav").write_bytes(speech.read_bytes())
    (tmp_path / "other.wav").hardlink_to(tmp_path / "one.wav")
    done = charley("replay", "one.wav", "--reply", "other.wav", home=tmp_path)
    assert done.returncode == 1
    assert "must be different files" in complaint(done)
    assert (tmp_path / "one.wav").read_bytes() == speech.read_bytes()


@not_on_windows
@pytest.mark.parametrize(
    "words", ["replay loop", "replay speech.wav --log loop", "listen --keep-audio loop", "recognize loop"]
)
def test_a_link_to_itself_is_told_in_one_sentence(words: str, speech: Path, tmp_path: Path) -> None:
    (tmp_path / "speech.wav").symlink_to(speech)
    (tmp_path / "loop").symlink_to("loop")
    done = charley(*words.split(), home=tmp_path)
    assert done.returncode == 1
    assert "loop" in complaint(done)


@not_on_windows
def test_a_pipe_in_place_of_a_recording_is_told_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    done = charley("recognize", "pipe.wav", home=tmp_path)
    assert done.returncode == 1
    assert "is no file: save the recording as one" in complaint(done)


def test_a_diary_that_is_none_is_told_before_the_replay(speech: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("leg cramp\n", encoding="utf-8")
    done = charley("replay", speech, "--diary", "notes.txt", "--log", "log.jsonl", home=tmp_path)
    assert done.returncode == 1
    assert "the diary notes.txt cannot be used" in complaint(done)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "leg cramp\n"


@not_on_windows
def test_the_diary_on_paper_replaces_no_link_and_no_pipe(tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to("page.html")
    assert charley("diary", "--report", "link.html", home=tmp_path).returncode == 0
    assert (tmp_path / "link.html").is_symlink()
    assert "<html" in (tmp_path / "page.html").read_text(encoding="utf-8")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
        assert charley("diary", "--csv", "pipe", home=tmp_path).returncode == 0
        assert reader.communicate(timeout=PATIENCE)[0].startswith("began,night,")
    assert pipe.is_fifo()
