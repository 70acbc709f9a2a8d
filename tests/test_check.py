"""`charley check` and `charley voices play` on a real sound server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.bedside import PERSON, loudness
from tests.soundserver import SoundServer, started_server
from tests.terminal import PATIENCE, charley, complaint, home_at, start
from voice.sound import RATE
from voice.speaking.synthesizer import Synthesizer

PARTS = ("phrases", "model", "voice", "microphone", "speaker")


@pytest.fixture(scope="module")
def server() -> Iterator[SoundServer]:
    """A server of one's own, whose speaker may be silenced."""
    with started_server() as server:
        yield server


def checked(server: SoundServer, home: Path, gain: float = 1.0) -> tuple[dict[str, list[str]], int]:
    """What is said of each part while somebody says the phrase they are asked for, and the exit status.

    `gain` is the microphone's, linear.
    """
    wav = home / "person.wav"
    sound = Synthesizer(PERSON).speak("leg cramp", 150).at(RATE)
    heard = (sound.samples * gain).astype(np.int16)
    soundfile.write(wav, np.concatenate([heard, np.zeros(RATE, np.int16)]), RATE)
    with start("check", home=home, **sound_of(server, home)) as check:
        assert check.stdout
        lines = [*iter(check.stdout.readline, "Say 'leg cramp' now ...\n")]
        server.play_into_microphone(wav)
        out, err = check.communicate(timeout=PATIENCE)
    assert err == ""
    told = [line.split(maxsplit=2) for line in (*lines, *out.splitlines())]
    return {part: rest for part, *rest in told}, check.returncode


def sound_of(server: SoundServer, home: Path) -> dict[str, str]:
    """The environment that leads to a server, at somebody else's home."""
    return {**server.env, **home_at(home)}


def test_check_finds_no_fault_with_what_works_and_is_heard(server: SoundServer, tmp_path: Path) -> None:
    wav = tmp_path / "speaker.wav"
    with server.record_speaker(wav):
        told, status = checked(server, tmp_path)
    assert {part: verdict for part, (verdict, _) in told.items()} == dict.fromkeys(PARTS, "fine")
    assert status == 0
    assert "no word" not in told["microphone"][1]
    assert loudness(wav) > 0


def test_a_microphone_that_is_turned_low_is_named(server: SoundServer, tmp_path: Path) -> None:
    told, status = checked(server, tmp_path, gain=0.004)
    verdict, reason = told["microphone"]
    assert (verdict, status) == ("FAULT", 1), reason
    assert "turn its level up in the sound settings" in reason


def test_a_speaker_that_takes_no_sound_is_named_and_not_waited_for(
    server: SoundServer, tmp_path: Path
) -> None:
    server.mute_speaker()
    told, status = checked(server, tmp_path)
    played = charley("voices", "play", PERSON, home=tmp_path, **sound_of(server, tmp_path))
    server.unmute_speaker()
    verdict, reason = told["speaker"]
    assert (verdict, status) == ("FAULT", 1)
    assert "takes no sound: check that it is on" in reason
    assert (complaint(played), played.returncode) == (reason.strip(), 1)
