"""Microphone and speaker on a real sound server."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from tests.soundserver import SoundServer, started_server
from voice.sound import BLOCK, RATE


@contextmanager
def started(code: str, env: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Python code in a process of its own, once it has printed a line to say that it is ready."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-W", "error", "-c", code]
    with subprocess.Popen(command, env=env, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def result(process: subprocess.Popen[str]) -> Any:
    """What a process prints last, as JSON; on stderr only ALSA tells of gaps, where the machine is busy."""
    out, err = process.communicate(timeout=60)
    assert [
        line for line in err.splitlines() if not re.search(r"^ALSA .* (under|over)run occurred$", line)
    ] == []
    assert process.returncode == 0
    return json.loads(out.splitlines()[-1])


def run(code: str, env: Mapping[str, str]) -> Any:
    """The result of Python code in a process of its own."""
    with started(f"print('ready', flush=True)\n{code}", env) as process:
        return result(process)


def pitch(samples: NDArray[np.floating | np.int16], rate: int) -> float:
    """Hertz of the strongest tone."""
    return float(np.abs(np.fft.rfft(samples)).argmax() * rate / len(samples))


def loud_part(wav: Path) -> tuple[NDArray[np.floating], float]:
    """A recording from its first loud moment to its last, and the seconds of sound in it."""
    samples, rate = soundfile.read(wav)
    assert rate == RATE
    moment = rate // 100
    moments = samples[: len(samples) // moment * moment].reshape(-1, moment)
    loud = np.flatnonzero(np.abs(moments).max(axis=1) > 0.01)
    assert len(loud)
    return moments[loud[0] : loud[-1] + 1].ravel(), len(loud) * moment / rate


@pytest.fixture
def whistle(tmp_path: Path) -> Path:
    """A recording of a tone of 1 kHz, 2 s long."""
    file = tmp_path / "whistle.wav"
    soundfile.write(file, 0.3 * np.sin(2 * np.pi * 1000 * np.arange(2 * 22_050) / 22_050), 22_050)
    return file


LISTEN = """
import json
import numpy as np
from voice.devices.microphone import Microphone
loud = []
with Microphone({device!r}) as microphone:
    print("ready", flush=True)
    for block in microphone.blocks():
        loud += [block] if np.abs(block).max() > 1000 else []
        if len(loud) == 50:
            break
np.save({file!r}, np.concatenate(loud))
print(json.dumps([sorted({{(len(b), str(b.dtype)) for b in loud}}), microphone.dropped]))
"""


@pytest.mark.parametrize("device", ["", "bedside"])
def test_the_microphone_hears_a_whistle_in_blocks(
    sound_server: SoundServer, whistle: Path, tmp_path: Path, device: str
) -> None:
    heard = tmp_path / "heard.npy"
    with started(LISTEN.format(device=device, file=str(heard)), sound_server.env) as listener:
        sound_server.play_into_microphone(whistle)
        assert result(listener) == [[[BLOCK, "int16"]], 0]
    assert pitch(np.load(heard), RATE) == pytest.approx(1000, abs=3)


PLAY = """
import json, time
import numpy as np
from voice.sound import Sound
from voice.devices.speaker import Speaker
tone = Sound((10_000 * np.sin(2 * np.pi * 1000 * np.arange(22_050) / 22_050)).astype(np.int16), 22_050)
with Speaker({device!r}) as speaker:
    playback = speaker.playback
{then}
print(json.dumps([[mark.tag, mark.kind] for mark in playback.marks()]))
"""


def play(server: SoundServer, wav: Path, then: str, device: str = "") -> Any:
    code = PLAY.format(device=device, then="\n".join("    " + line for line in then.splitlines()))
    with server.record_speaker(wav):
        return run(code, server.env)


WAIT = "while playback.busy: time.sleep(0.01)\ntime.sleep(0.2)"


@pytest.mark.parametrize("device", ["", "bedside"])
def test_the_speaker_plays_what_was_put_whole_and_in_tune(
    sound_server: SoundServer, tmp_path: Path, device: str
) -> None:
    wav = tmp_path / "speaker.wav"
    marks = play(sound_server, wav, f"playback.put(tone, 'one')\nspeaker.start()\n{WAIT}", device)
    assert marks == [["one", "started"], ["one", "finished"]]
    tone, seconds = loud_part(wav)
    assert seconds == pytest.approx(1.0, abs=0.05)
    assert pitch(tone, RATE) == pytest.approx(1000, abs=3)


def test_the_speaker_starts_again_for_every_reply_and_loses_none(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    wav = tmp_path / "speaker.wav"
    then = f"""
for number in range(4):
    playback.put(tone, number)
    speaker.start()
    speaker.start()
    while playback.busy: time.sleep(0.001)
    time.sleep(0.4 * number)  # while the stream still runs, about when it ends, and after
{WAIT}"""
    marks = play(sound_server, wav, then)
    assert marks == [[n, kind] for n in range(4) for kind in ("started", "finished")]
    assert loud_part(wav)[1] == pytest.approx(4, abs=0.2)


def test_abort_silences_the_speaker_and_drops_what_waits(sound_server: SoundServer, tmp_path: Path) -> None:
    wav = tmp_path / "speaker.wav"
    then = """
playback.put(tone, "cut")
playback.put(tone, "never")
speaker.start()
time.sleep(0.5)
speaker.abort()
assert not playback.busy
time.sleep(0.5)
"""
    assert play(sound_server, wav, then) == [["cut", "started"], ["cut", "cut"]]
    assert loud_part(wav)[1] < 1


def test_the_speaker_speaks_again_after_an_abort(sound_server: SoundServer, tmp_path: Path) -> None:
    wav = tmp_path / "speaker.wav"
    then = f"""
playback.put(tone, "old")
speaker.start()
time.sleep(0.6)
speaker.abort()
time.sleep(0.1)
playback.put(tone, "new")
speaker.start()
{WAIT}"""
    marks = play(sound_server, wav, then)
    assert marks == [["old", "started"], ["old", "cut"], ["new", "started"], ["new", "finished"]]
    assert 1.05 < loud_part(wav)[1] < 2


def test_a_speaker_with_nothing_to_say_lets_the_sound_card_sleep(sound_server: SoundServer) -> None:
    code = """
import json, subprocess, time
from voice.devices.speaker import Speaker
with Speaker():
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        inputs = subprocess.run(["pactl", "list", "sink-inputs"], capture_output=True, text=True).stdout
        if "Corked: no" not in inputs:
            break
    print(json.dumps("Corked: no" in inputs))
"""
    assert run(code, sound_server.env) is False


def test_sound_for_a_loop_that_is_late_is_dropped_and_counted(sound_server: SoundServer) -> None:
    code = """
import json, time
from itertools import islice
from voice.devices.microphone import Microphone
with Microphone(queue_seconds=0.2) as microphone:
    while microphone.dropped < 5: time.sleep(0.01)
    list(islice(microphone.blocks(), 20))
print(json.dumps(True))
"""
    assert run(code, sound_server.env) is True


LISTEN_ON = """
import json
from voice.errors import VoiceError
from voice.devices.microphone import Microphone
try:
    with Microphone() as microphone:
        for number, block in enumerate(microphone.blocks()):
            if number == 10:
                print("ready", flush=True)
except VoiceError as error:
    print(json.dumps(str(error)))
except KeyboardInterrupt:
    print(json.dumps("interrupted"))
"""


def test_a_microphone_from_which_nothing_comes_is_reported() -> None:
    with started_server() as server, started(LISTEN_ON, server.env) as listener:
        server.mute_microphone()
        assert "gives no more sound" in result(listener)


def test_a_sound_server_that_dies_is_reported() -> None:
    with started_server() as server, started(LISTEN_ON, server.env) as listener:
        server.stop()
        out, _ = listener.communicate(timeout=60)  # PortAudio's thread has its own last words on stderr
        assert "gives no more sound" in out
        assert listener.returncode == 0


REPLY_TO_NOBODY = """
import json
import numpy as np
from voice.sound import Sound
from voice.devices.sound_card import SoundCard
with SoundCard() as card:
    print("ready", flush=True)
    input()
    for _ in range(2):
        card.playback.put(Sound(np.full(8_000, 8_000, np.int16), 16_000), "reply")
        card.start()
    for block in card.blocks():
        pass
    print(json.dumps("lost"))
"""


def test_a_reply_that_begins_just_after_the_server_died_holds_nothing_up() -> None:
    with started_server() as server, started(REPLY_TO_NOBODY, server.env) as listening:
        server.stop()
        time.sleep(0.3)
        out, _ = listening.communicate("\n", timeout=60)  # PortAudio has last words on stderr
        assert json.loads(out.splitlines()[-1]) == "lost"


def test_ctrl_c_ends_listening_cleanly(sound_server: SoundServer) -> None:
    with started(LISTEN_ON, sound_server.env) as listener:
        listener.send_signal(signal.SIGINT)
        assert result(listener) == "interrupted"
