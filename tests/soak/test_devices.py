"""Every way to lose the sound, many times in a row, under one running Charley."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from tests.bedside import A_STEP, Bedside, at_the_bedside, introduced, loudness, text_of
from tests.breakage import AWAY, FAULTS, GONE, Fault, suffer
from tests.soundserver import SoundServer, started_server, wait_until

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

ROUNDS = 20
ABSENCE = 5.0
"""Seconds for which the sound is away."""

IN_TIME = 5.0
"""Seconds within which Charley must have recovered."""

HERE = "calf.straighten"

WAV_HEAD = 44
"""Bytes before the sound of a WAV file."""

Report = Callable[[str, list[float]], None]


@pytest.fixture(scope="module")
def server() -> Iterator[SoundServer]:
    with started_server() as server:
        yield server


@pytest.fixture(scope="module")
def bedside(server: SoundServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bedside]:
    """One Charley for all of it, as on any night but the first."""
    home = tmp_path_factory.mktemp("home")
    introduced(home)
    with at_the_bedside(server, home) as bedside:
        yield bedside


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Report:
    """Tells the median and the worst of some seconds."""

    def tell(what: str, seconds: list[float]) -> None:
        middle, worst = sorted(seconds)[len(seconds) // 2], max(seconds)
        print(f"{what}: median {middle:.1f} s, worst {worst:.1f} s of {len(seconds)}")  # noqa: T201
        record_property(what, [round(second, 2) for second in seconds])

    return tell


@pytest.mark.parametrize("fault", FAULTS.values(), ids=lambda fault: fault.name)
def test_it_recovers_every_time(fault: Fault, server: SoundServer, bedside: Bedside, report: Report) -> None:
    bedside.ask("calf cramp", text_of(HERE))
    recoveries = [suffer(fault, server, bedside, HERE, ABSENCE) for _ in range(ROUNDS)]
    report(f"{fault.name}: noticed after", [recovery.noticed for recovery in recoveries])
    recovered = [recovery.recovered for recovery in recoveries]
    report(f"{fault.name}: recovered after", recovered)
    assert max(recovered) <= IN_TIME
    bedside.ask("next", text_of("calf.heel"))


def test_a_speaker_that_takes_no_sound_is_heard_again(
    server: SoundServer, bedside: Bedside, tmp_path: Path, report: Report
) -> None:
    bedside.ask("calf cramp", text_of(HERE))
    recovered = []
    for number in range(ROUNDS):
        time.sleep(3)
        server.mute_speaker()
        bedside.speak("repeat")
        bedside.wait_for(GONE)
        time.sleep(ABSENCE)
        server.unmute_speaker()
        began = time.monotonic()
        wav = tmp_path / f"{number}.wav"
        with server.record_speaker(wav):
            wait_until(partial(_sounds, wav), "Charley's voice")
            recovered.append(time.monotonic() - began)
            bedside.wait_for(AWAY)
            bedside.wait_for(text_of(HERE))
    report("speaker takes nothing: heard again after", recovered)
    assert max(recovered) <= IN_TIME


def _sounds(wav: Path) -> bool:
    """Whether anything loud is in a recording that goes on."""
    sound = wav.read_bytes()[WAV_HEAD:]
    samples = np.frombuffer(sound[: len(sound) // 2 * 2], np.int16)
    return bool(np.any(np.abs(samples.astype(int)) > 100))


@pytest.mark.parametrize("devices", [("microphone", "speaker"), ("microphone",), ("speaker",)], ids="+".join)
def test_plugged_in_again_it_goes_on_where_it_was(
    devices: tuple[str, ...], server: SoundServer, bedside: Bedside, report: Report
) -> None:
    bedside.ask("calf cramp", text_of(HERE))
    answered = []
    for number in range(ROUNDS):
        server.unplug(*devices)
        time.sleep(A_STEP)
        server.plug_in(*devices)
        began = time.monotonic()
        with bedside.recorded(f"{number}") as wav:
            bedside.ask("repeat", text_of(HERE))
            answered.append(time.monotonic() - began)
            time.sleep(1)
        assert loudness(wav) > 0
    report(f"{' and '.join(devices)} unplugged: answered after", answered)


def test_the_default_changes_and_changes_back(server: SoundServer, bedside: Bedside, report: Report) -> None:
    bedside.ask("calf cramp", text_of(HERE))
    answered = []
    for number in range(ROUNDS):
        time.sleep(A_STEP)
        server.plug_in_others()
        began = time.monotonic()
        with bedside.recorded(f"headset{number}", "headset") as wav:
            bedside.ask("repeat", text_of(HERE))
            answered.append(time.monotonic() - began)
            time.sleep(1)
        server.unplug_others()
        assert loudness(wav) > 0
    report("default changed: answered after", answered)


@pytest.mark.parametrize("rate", [44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_devices_of_any_rate_and_channels_will_do(rate: int, channels: int, tmp_path: Path) -> None:
    introduced(tmp_path)
    with started_server(rate, channels) as server, at_the_bedside(server, tmp_path) as bedside:
        bedside.ask("calf cramp", text_of(HERE))
