"""The wall clock jumps under a running Charley, as when summer time ends or a machine finds a time server."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from os import environ
from pathlib import Path

import pytest

from tests.bedside import Bedside, at_the_bedside, introduced, text_of
from tests.soundserver import SoundServer, started_server

pytestmark = [pytest.mark.soak, pytest.mark.timeout(600)]

HOUR = 3600

JUMPS = (5 * HOUR, -5 * HOUR, 400 * 24 * HOUR, -HOUR, 0)
"""Seconds by which the wall clock is off, one after another."""

SOURCE = Path(__file__).with_name("wallclock.c")


@pytest.fixture(scope="module")
def server() -> Iterator[SoundServer]:
    with started_server() as server:
        yield server


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stands between Charley and the wall clock."""
    file = tmp_path_factory.mktemp("shim") / "wallclock.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", file, SOURCE], check=True)
    return file


@pytest.fixture
def jump(tmp_path: Path) -> Path:
    """The file that says how far the clock is off."""
    file = tmp_path / "jump"
    file.write_text("0")
    return file


@pytest.fixture
def bedside(server: SoundServer, shim: Path, jump: Path, tmp_path: Path) -> Iterator[Bedside]:
    """Charley on a machine whose wall clock is set by a file."""
    introduced(tmp_path)
    with at_the_bedside(server, tmp_path, LD_PRELOAD=str(shim), WALLCLOCK=str(jump)) as bedside:
        yield bedside


def test_the_clock_can_be_set(shim: Path, jump: Path) -> None:
    jump.write_text(str(JUMPS[0]))
    env = {**environ, "LD_PRELOAD": str(shim), "WALLCLOCK": str(jump)}
    code = "import time; print(time.time())"
    told = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True).stdout
    assert float(told) - time.time() == pytest.approx(JUMPS[0], abs=60)


def test_a_dialogue_goes_on_as_if_nothing_were(bedside: Bedside, jump: Path) -> None:
    bedside.ask("calf cramp", text_of("calf.straighten"))
    for offset in JUMPS:
        jump.write_text(str(offset))
        time.sleep(3)
        bedside.ask("repeat", text_of("calf.straighten"))
    assert "gone" not in bedside.transcript
    assert "away" not in bedside.transcript


def test_a_count_is_as_long_as_ever(bedside: Bedside, jump: Path) -> None:
    bedside.ask("calf cramp", text_of("calf.straighten"))
    bedside.ask("next", text_of("calf.heel"))
    bedside.ask("next", text_of("calf.pull"))
    bedside.wait_for("Now I count")
    began = time.monotonic()
    for offset in JUMPS:
        jump.write_text(str(offset))
        time.sleep(2)
    bedside.wait_for("That was twenty seconds")
    assert 18 < time.monotonic() - began < 24
