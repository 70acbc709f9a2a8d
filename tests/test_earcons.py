"""The soft tones: short, softer than words, without a click, and no two alike."""

from __future__ import annotations

import numpy as np
import pytest

from intents.content.library import load_library
from intents.content.tables import shipped
from voice.sound import Samples
from voice.speaking.earcons import LEADS, Earcon, tone
from voice.speaking.synthesizer import SPEECH_LEVEL


def level(samples: Samples) -> float:
    return float(20 * np.log10(np.sqrt(np.square(samples / 32768).mean())))


@pytest.mark.parametrize("earcon", list(Earcon))
def test_a_tone_wakes_nobody_else(earcon: Earcon) -> None:
    sound = tone(earcon)
    assert sound.seconds <= 0.2
    assert level(sound.samples) <= SPEECH_LEVEL - 10
    edge = sound.rate // 200
    loudest = np.abs(sound.samples.astype(int)).max()
    assert np.abs(sound.samples[:edge]).max() < loudest / 10
    assert np.abs(sound.samples[-edge:]).max() < loudest / 10


@pytest.mark.parametrize("earcon", list(Earcon))
def test_a_tone_is_where_old_ears_hear_and_small_speakers_play(earcon: Earcon) -> None:
    sound = tone(earcon)
    power = np.square(np.abs(np.fft.rfft(sound.samples)))
    hertz = np.fft.rfftfreq(len(sound.samples), 1 / sound.rate)
    assert power[(hertz > 250) & (hertz < 1000)].sum() > 0.99 * power.sum()


def test_no_two_tones_are_the_same() -> None:
    assert len({tone(earcon).samples.tobytes() for earcon in Earcon}) == len(Earcon)


def test_every_tone_belongs_to_something() -> None:
    assert {*LEADS.values(), Earcon.HEARD} == set(Earcon)
    assert set(LEADS) <= set(load_library(shipped("en"), "").replies.texts)
