"""What `charley recognize` makes of recordings, good and bad."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.scene import scene
from tests.terminal import charley, complaint
from voice.sound import RATE, Samples

CUT = ("wav", "aiff", "flac", "ogg", "mp3")
"""Kinds of recordings that are known to break off."""


@pytest.fixture(scope="session")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of recordings, good and bad."""
    folder = tmp_path_factory.mktemp("recordings")

    def keep(name: str, samples: Samples) -> None:
        soundfile.write(folder / name, samples, RATE)

    speech = scene([(0.6, "my calf is cramping")], 3)
    keep("speech.wav", speech)
    keep("talk.wav", scene([(0.6, "the president spoke to reporters this afternoon")], 5))
    keep("room.wav", scene([], 3))
    keep("silence.wav", np.zeros(2 * RATE, np.int16))
    keep("nothing.wav", np.zeros(0, np.int16))
    (folder / "text.wav").write_text("leg cramp, calf, next\n", encoding="utf-8")
    (folder / "empty.wav").touch()
    (folder / "folder").mkdir()
    for kind in CUT:
        keep(f"speech.{kind}", speech)
        whole = (folder / f"speech.{kind}").read_bytes()
        (folder / f"cut.{kind}").write_bytes(whole[: len(whole) // 2])
    wav = (folder / "speech.wav").read_bytes()
    (folder / "streamed.wav").write_bytes(wav[:40] + b"\xff\xff\xff\xff" + wav[44:])
    (folder / "header.wav").write_bytes(wav[:30])
    ogg = (folder / "speech.ogg").read_bytes()
    (folder / "page.ogg").write_bytes(ogg[: ogg.rindex(b"OggS") + 4])
    floats = np.repeat((speech / 2**15)[:, None], 2, axis=1)
    floats[:4] = [[np.inf, -np.inf], [np.inf, np.inf], [np.nan, 0], [3e38, 3e38]]
    soundfile.write(folder / "floats.wav", floats, RATE, subtype="FLOAT")
    return folder


def recognized(*files: Path, home: Path) -> list[dict[str, object]]:
    done = charley("recognize", *files, home=home)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_recognize_tells_speech_talk_and_silence_apart(recordings: Path, tmp_path: Path) -> None:
    files = [recordings / name for name in ("speech.wav", "talk.wav", "room.wav", "silence.wav")]
    speech, talk, room, silence = recognized(*files, home=tmp_path)
    assert [one["file"] for one in (speech, talk, room, silence)] == list(map(str, files))
    assert (speech["text"], speech["intent"], speech["value"]) == ("my calf is cramping", "leg_cramp", "calf")
    assert (speech["phrase"], speech["score"]) == ("my calf is cramping", 100)
    assert (talk["intent"], talk["phrase"]) == (None, None)
    assert talk["text"]
    for quiet in (room, silence):
        assert (quiet["text"], quiet["intent"], quiet["phrase"]) == ("", None, None)


def test_whole_recordings_of_every_kind_are_heard_without_a_complaint(
    recordings: Path, tmp_path: Path
) -> None:
    names = ("streamed.wav", "floats.wav", *(f"speech.{kind}" for kind in CUT))
    files = [recordings / name for name in names]
    assert [one["value"] for one in recognized(*files, home=tmp_path)] == ["calf"] * len(files)


def test_recognize_prints_what_it_has_before_a_file_that_is_no_recording(
    recordings: Path, tmp_path: Path
) -> None:
    done = charley("recognize", recordings / "speech.wav", recordings / "text.wav", home=tmp_path)
    assert done.returncode == 1
    assert [json.loads(line)["intent"] for line in done.stdout.splitlines()] == ["leg_cramp"]
    assert "text.wav is no sound file" in complaint(done)


@pytest.mark.parametrize("command", ["recognize", "replay"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.wav", "There is no recording"),
        ("folder", "is a folder: name a recording in it"),
        ("text.wav", "is no sound file"),
        ("empty.wav", "is no sound file"),
        ("header.wav", "is no sound file"),
        ("nothing.wav", "holds no sound"),
        *((f"cut.{kind}", "breaks off after") for kind in CUT),
        ("page.ogg", "breaks off after"),
    ],
)
def test_what_is_no_recording_is_refused_by_name(
    command: str, name: str, reason: str, recordings: Path, tmp_path: Path
) -> None:
    done = charley(command, recordings / name, home=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    sentence = complaint(done)
    assert reason in sentence
    assert name in sentence
