"""Sound as the network sees it."""

from __future__ import annotations

import kaldi_native_fbank
import numpy as np
from numpy.typing import NDArray

from models.training.corpus import RATE, Samples

BANDS = 40
"""Coefficients a frame."""


def mfcc(samples: Samples) -> NDArray[np.float32]:
    """Frames x coefficients, with the options of the model's `mfcc.conf`: what Vosk will compute."""
    options = kaldi_native_fbank.MfccOptions()
    options.frame_opts.dither = 0
    options.use_energy = False
    options.num_ceps = options.mel_opts.num_bins = BANDS
    options.mel_opts.low_freq = 20
    options.mel_opts.high_freq = -400
    computer = kaldi_native_fbank.OnlineMfcc(options)
    computer.accept_waveform(RATE, samples.astype(np.float32))
    computer.input_finished()
    frames = [computer.get_frame(number) for number in range(computer.num_frames_ready)]
    return np.array(frames, np.float32).reshape(-1, BANDS)
