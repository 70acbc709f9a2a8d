"""Sound as the network sees it, with the options of the model's `mfcc.conf`: what Vosk will compute."""

from __future__ import annotations

from functools import cache
from math import pi

import kaldi_native_fbank
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.training.corpus import RATE, Samples

BANDS = 40
"""Coefficients a frame."""

LOW, HIGH = 20.0, RATE / 2 - 400
"""Hertz."""

HOP, WINDOW, SIZE = RATE // 100, RATE // 40, 512
"""Samples from frame to frame, in a frame, and in its Fourier transform."""

LIFTER = 22
"""How much less the low coefficients count; Kaldi's number."""


def mfcc(samples: Samples) -> NDArray[np.float32]:
    """Frames x coefficients of one sound, by Kaldi's own code."""
    options = kaldi_native_fbank.MfccOptions()
    options.frame_opts.dither = 0
    options.use_energy = False
    options.num_ceps = options.mel_opts.num_bins = BANDS
    options.mel_opts.low_freq = LOW
    options.mel_opts.high_freq = HIGH
    computer = kaldi_native_fbank.OnlineMfcc(options)
    computer.accept_waveform(RATE, samples.astype(np.float32))
    computer.input_finished()
    frames = [computer.get_frame(number) for number in range(computer.num_frames_ready)]
    return np.array(frames, np.float32).reshape(-1, BANDS)


def mfccs(sounds: Tensor, hop: int = HOP, warp: Tensor | None = None) -> Tensor:
    """The same for many sounds at once: sounds x samples in, sounds x frames x coefficients out.

    Another hop is another speed at the same pitch. `warp`, one for each sound, is the factor by which its
    frequencies are taken to be higher: another size of throat (VTLN; Lee and Rose, 1998).
    """
    frames = sounds.unfold(1, WINDOW, hop)
    frames = frames - frames.mean(dim=2, keepdim=True)
    before = torch.cat([frames[..., :1], frames[..., :-1]], dim=2)
    shape, cosines = (table.to(sounds.device) for table in _tables())
    powers = torch.fft.rfft((frames - 0.97 * before) * shape, SIZE)[..., :-1].abs().square()
    if warp is None:
        warp = torch.ones(len(sounds), device=sounds.device)
    bands = powers @ _triangles(warp)
    return bands.clamp(min=torch.finfo(torch.float32).eps).log() @ cosines


@cache
def _tables() -> tuple[Tensor, Tensor]:
    """Kaldi's window, and its cosine transform with the lifter: bands x coefficients."""
    window = (0.5 - 0.5 * torch.cos(2 * pi * torch.arange(WINDOW) / (WINDOW - 1))) ** 0.85
    band, number = torch.arange(BANDS)[:, None] + 0.5, torch.arange(BANDS)
    cosines = torch.cos(pi / BANDS * band * number) * (2 / BANDS) ** 0.5
    cosines[:, 0] /= 2**0.5
    return window, cosines * (1 + LIFTER / 2 * torch.sin(pi * number / LIFTER))


def _triangles(warp: Tensor) -> Tensor:
    """How much of each frequency is in each band: sounds x frequencies x bands."""
    hertz = torch.arange(SIZE // 2, device=warp.device) * RATE / SIZE
    knee = 0.8 * HIGH / warp[:, None].clamp(min=1)
    slope = (RATE / 2 - warp[:, None] * knee) / (RATE / 2 - knee)
    warped = torch.where(hertz < knee, warp[:, None] * hertz, warp[:, None] * knee + slope * (hertz - knee))
    low, high = _mel(torch.tensor(LOW)), _mel(torch.tensor(HIGH))
    step = (high - low) / (BANDS + 1)
    places = (_mel(warped)[..., None] - low) / step - torch.arange(1, BANDS + 1, device=warp.device)
    return (1 - places.abs()).clamp(min=0)


def _mel(hertz: Tensor) -> Tensor:
    return 1127 * (1 + hertz / 700).log()
