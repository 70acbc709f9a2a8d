"""A microphone, a speaker or the whole sound server goes away under a running Charley, and comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bedside import Bedside, at_the_bedside, introduced, loudness, text_of
from tests.soundserver import SoundServer, started_server

GONE = "Microphone or speaker is gone"
BACK = "It is back"
ALREADY = "Charley is already listening: stop that one first, or let it help."


@pytest.fixture
def server() -> Iterator[SoundServer]:
    """A server of one's own, which may be stopped."""
    with started_server() as server:
        yield server


@pytest.fixture
def bedside(server: SoundServer, tmp_path: Path) -> Iterator[Bedside]:
    """Charley as on any night but the first."""
    introduced(tmp_path)
    with at_the_bedside(server, tmp_path) as bedside:
        yield bedside


def test_a_dialogue_goes_on_where_it_was_after_the_sound_server_died(
    server: SoundServer, bedside: Bedside
) -> None:
    for said, key in (("calf cramp", "calf.straighten"), ("next", "calf.heel")):
        with bedside.recorded(key) as wav:
            bedside.ask(said, text_of(key))
            time.sleep(1)
        assert loudness(wav) > 0
        server.stop()  # in the middle of the sentence
        bedside.wait_for(GONE)
        server.start()
        bedside.wait_for(BACK)
        bedside.wait_for("I was away")
        bedside.wait_for(text_of(key))
    bedside.ask("where was i", text_of("calf.heel"))


def test_asleep_it_comes_back_without_a_word(server: SoundServer, bedside: Bedside) -> None:
    server.stop()
    bedside.wait_for(GONE)
    server.start()
    bedside.wait_for(BACK)
    assert not bedside.answers_within(2)
    bedside.ask("leg cramp", text_of("where.place"))


def test_a_microphone_that_gives_no_sound_for_a_while_is_heard_again(
    server: SoundServer, bedside: Bedside
) -> None:
    bedside.ask("calf cramp", text_of("calf.straighten"))
    server.mute_microphone()
    bedside.wait_for(GONE)
    server.unmute_microphone()
    bedside.wait_for(BACK)
    bedside.ask("repeat", text_of("calf.straighten"))


def test_devices_unplugged_and_plugged_in_again_leave_the_dialogue_as_it_is(
    server: SoundServer, bedside: Bedside
) -> None:
    bedside.ask("calf cramp", text_of("calf.straighten"))
    server.unplug()
    time.sleep(1)
    server.plug_in()
    with bedside.recorded("again") as wav:
        bedside.ask("next", text_of("calf.heel"))
        time.sleep(2)
    assert loudness(wav) > 0


def test_a_second_charley_says_so_and_stops(bedside: Bedside) -> None:
    with bedside.another() as second:
        assert second.communicate(timeout=60) == ("", f"charley: {ALREADY}\n")
        assert second.returncode == 1


def test_a_charley_that_was_killed_keeps_nobody_out(server: SoundServer, tmp_path: Path) -> None:
    for _ in range(2):  # it is killed at the end of the `with`
        with at_the_bedside(server, tmp_path) as bedside:
            assert bedside.process.poll() is None
