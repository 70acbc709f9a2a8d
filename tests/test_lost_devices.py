"""A microphone, a speaker or the whole sound server goes away under a running Charley, and comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bedside import A_STEP, Bedside, at_the_bedside, introduced, loudness, text_of
from tests.breakage import BACK, FAULTS, GONE, Fault, suffer
from tests.soundserver import SoundServer, started_server
from voice.devices.microphone import PATIENCE

ALREADY = "Charley is already listening: stop that one first, or let it help."

HERE = "calf.straighten"

ABSENCE = PATIENCE + 0.5
"""Seconds for which the sound is away."""


@pytest.fixture(scope="module")
def server() -> Iterator[SoundServer]:
    """A server of one's own, which may be stopped."""
    with started_server() as server:
        yield server


@pytest.fixture(scope="module")
def bedside(server: SoundServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bedside]:
    """One Charley for all these tests, as on any night but the first."""
    home = tmp_path_factory.mktemp("home")
    introduced(home)
    with at_the_bedside(server, home) as bedside:
        yield bedside


@pytest.fixture
def dialogue(bedside: Bedside) -> Bedside:
    """Charley in the middle of a dialogue, and of a sentence."""
    bedside.ask("calf cramp", text_of(HERE))
    return bedside


def test_asleep_it_comes_back_without_a_word(server: SoundServer, bedside: Bedside) -> None:
    server.stop()
    bedside.wait_for(GONE)
    server.start()
    bedside.wait_for(BACK)
    assert not bedside.answers_within(2)
    bedside.ask("leg cramp", text_of("where.place"))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=lambda fault: fault.name)
def test_a_dialogue_goes_on_where_it_was(fault: Fault, server: SoundServer, dialogue: Bedside) -> None:
    suffer(fault, server, dialogue, HERE, ABSENCE)
    dialogue.ask("next", text_of("calf.heel"))


def test_devices_unplugged_and_plugged_in_again_leave_the_dialogue_as_it_is(
    server: SoundServer, dialogue: Bedside
) -> None:
    server.unplug("microphone", "speaker")
    time.sleep(A_STEP)
    server.plug_in("microphone", "speaker")
    with dialogue.recorded("again") as wav:
        dialogue.ask("next", text_of("calf.heel"))
        time.sleep(2)
    assert loudness(wav) > 0


def test_other_devices_become_the_default(server: SoundServer, dialogue: Bedside) -> None:
    time.sleep(A_STEP)
    server.plug_in_others()
    with dialogue.recorded("headset", "headset") as wav:
        dialogue.ask("next", text_of("calf.heel"))
        time.sleep(2)
    server.unplug_others()
    assert loudness(wav) > 0


def test_devices_that_know_another_rate_and_one_channel_will_do(tmp_path: Path) -> None:
    introduced(tmp_path)
    with started_server(rate=44_100, channels=1) as server, at_the_bedside(server, tmp_path) as bedside:
        bedside.ask("calf cramp", text_of(HERE))


def test_a_second_charley_says_so_and_stops(bedside: Bedside) -> None:
    with bedside.another() as second:
        assert second.communicate(timeout=60) == ("", f"charley: {ALREADY}\n")
        assert second.returncode == 1


def test_a_charley_that_was_killed_keeps_nobody_out(server: SoundServer, tmp_path: Path) -> None:
    for _ in range(2):  # it is killed at the end of the `with`
        with at_the_bedside(server, tmp_path) as bedside:
            assert bedside.process.poll() is None
