"""The sound check: each fault of a microphone is told from the others."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.scene import scene
from voice.bench.noises import fan
from voice.devices.sound_check import fault
from voice.sound import BLOCK, RATE, Samples

SECONDS = 3
SOUND = scene([(1.0, "leg cramp")], SECONDS) * 1.0


def given(wave: NDArray[np.floating]) -> Samples:
    """What a microphone gives of it."""
    return np.asarray(np.clip(wave, -32_768, 32_767), np.int16).reshape(-1, BLOCK)


def hum(mains: int, level: float) -> NDArray[np.floating]:
    turn = 2 * np.pi * mains * np.arange(SECONDS * RATE) / RATE
    return level * sum((np.sin(harmonic * turn) / harmonic for harmonic in (1, 2, 3)), np.zeros(len(turn)))


@pytest.mark.parametrize("gain", [0.04, 0.2, 1.0])
def test_a_voice_that_is_well_heard_is_no_fault(gain: float) -> None:
    assert fault(given(SOUND * gain)) == ""


def test_a_dead_microphone_is_named() -> None:
    assert "hears nothing: unmute it" in fault(given(SOUND * 0.0))


@pytest.mark.parametrize("gain", [0.004, 0.01])
def test_a_microphone_that_is_turned_low_is_named(gain: float) -> None:
    assert "turn its level up" in fault(given(SOUND * gain))


@pytest.mark.parametrize("gain", [8.0, 20.0])
def test_an_overdriven_microphone_is_named(gain: float) -> None:
    assert "turn its level down" in fault(given(SOUND * gain))


@pytest.mark.parametrize("mains", [50, 60])
def test_a_microphone_that_hums_as_loud_as_the_voice_is_named(mains: int) -> None:
    assert "hums" in fault(given(SOUND * 0.2 + hum(mains, 2_000)))


def test_a_fan_is_no_hum() -> None:
    noise = 10.0 * fan(SECONDS, np.random.default_rng(0))
    assert "out of the noise" in fault(given(SOUND * 0.2 + noise))


def test_a_hum_far_under_the_voice_is_no_fault() -> None:
    assert fault(given(SOUND * 0.5 + hum(50, 100))) == ""
