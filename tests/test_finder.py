"""Microphones and speakers found by name on a real sound server, and named where there are none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.soundserver import SoundServer
from tests.test_devices import run


def refusal(code: str, env: Mapping[str, str]) -> str:
    """The one sentence with which code refuses, after printing nothing of its own."""
    lines = f"from voice.errors import VoiceError\nimport json\ntry:\n    {code}\n"
    lines += "except VoiceError as error:\n    print(json.dumps(str(error)))"
    sentence = run(lines, env)
    assert isinstance(sentence, str)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_a_device_is_found_by_part_of_its_name_in_any_case(sound_server: SoundServer) -> None:
    code = """
import json
from voice.devices.finder import Direction, find_device, portaudio
names = "SIDE", "pulse", ""
print(json.dumps([find_device(name, way, portaudio()).name for name in names for way in Direction]))
"""
    assert run(code, sound_server.env) == ["bedside_card", "bedside_card", "pulse", "pulse", "pulse", "pulse"]


def devices(env: Mapping[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "voice", "devices", *options]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_devices_lists_the_names_that_the_settings_take(sound_server: SoundServer) -> None:
    done = devices(sound_server.env, "--speaker", "SIDE")
    assert (done.returncode, done.stderr) == (0, "")
    microphones, speakers = done.stdout.removeprefix("microphones\n").split("speakers\n")
    assert [line for line in microphones.splitlines() if "*" in line] == ["  * pulse"]
    assert [line for line in speakers.splitlines() if "*" in line] == ["  * bedside_card"]
    assert "    bedside_card" in microphones.splitlines()


@pytest.mark.parametrize(
    ("options", "server", "reason"),
    [
        ((), "unix:/nowhere", "No microphone was found"),
        (("--speaker", "gramophone"), "", "No speaker is called"),
    ],
)
def test_devices_names_the_one_that_is_missing(
    sound_server: SoundServer, options: tuple[str, ...], server: str, reason: str
) -> None:
    env = {**sound_server.env, **({"PULSE_SERVER": server} if server else {})}
    done = devices(env, *options)
    assert done.returncode == 1
    assert done.stderr.startswith(f"charley: {reason}")


@pytest.mark.parametrize(("module", "device"), [("microphone", "Microphone"), ("speaker", "Speaker")])
def test_an_unknown_device_is_refused_with_the_names_there_are(
    sound_server: SoundServer, module: str, device: str
) -> None:
    code = f"from voice.devices.{module} import {device}; {device}('gramophone')"
    sentence = refusal(code, sound_server.env)
    assert sentence.startswith(f"No {module} is called 'gramophone': choose one of ")
    assert "pulse" in sentence
    assert "bedside_card" in sentence


@pytest.mark.parametrize(("module", "device"), [("microphone", "Microphone"), ("speaker", "Speaker")])
def test_without_a_sound_server_there_is_no_device(
    sound_server: SoundServer, module: str, device: str
) -> None:
    env = {**sound_server.env, "PULSE_SERVER": "unix:/nowhere"}
    sentence = refusal(f"from voice.devices.{module} import {device}; {device}()", env)
    assert sentence.startswith(f"No {module} was found: plug one in")


def test_without_portaudio_its_package_is_named(sound_server: SoundServer, tmp_path: Path) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')")
    env = {**sound_server.env, "PYTHONPATH": str(tmp_path)}
    sentence = refusal("from voice.devices.microphone import Microphone; Microphone()", env)
    assert "sudo apt install libportaudio2" in sentence
