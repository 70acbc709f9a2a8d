"""The gate: a voice opens it, the room does not."""

from __future__ import annotations

import numpy as np

from tests.fakes import QUIET, speech
from voice.hearing.gate import GateSettings, VoiceGate
from voice.sound import BLOCK


def test_a_voice_in_a_quiet_room_is_speech_from_its_first_block_on() -> None:
    gate = VoiceGate(GateSettings())
    assert not any(gate.is_speech(QUIET) for _ in range(50))
    assert all(gate.is_speech(block) for block in speech(50))
    assert not any(gate.is_speech(QUIET) for _ in range(50))


def test_steady_noise_is_not_speech() -> None:
    gate = VoiceGate(GateSettings())
    noise = np.random.default_rng(1).normal(0, 500, (500, BLOCK)).astype(np.int16)
    assert not any([gate.is_speech(block) for block in noise][400:])


def test_the_rumble_of_traffic_is_not_speech() -> None:
    gate = VoiceGate(GateSettings())
    wave = np.cumsum(np.random.default_rng(1).normal(0, 60, 500 * BLOCK))
    rumble = (wave - np.convolve(wave, np.full(800, 1 / 800), "same")).astype(np.int16)
    assert np.abs(rumble).max() > 1000, "loud enough to be taken for somebody"
    assert not any([gate.is_speech(block) for block in rumble.reshape(-1, BLOCK)][10:])


def test_speech_must_be_louder_than_the_room() -> None:
    gate = VoiceGate(GateSettings())
    noise = np.random.default_rng(1).normal(0, 3000, (1500, BLOCK)).astype(np.int16)
    for block in noise:
        gate.is_speech(block)
    murmur = [(block // 40).astype(np.int16) + noise[0] for block in speech(50)]
    assert not any(gate.is_speech(block) for block in murmur)
