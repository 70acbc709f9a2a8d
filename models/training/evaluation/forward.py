"""The network's arithmetic in numpy, and what it hears without any list of words."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from models.training.kaldi import AcousticModel, Floats, Layer
from models.training.phones import BLANK

STRIDE = 3


def outputs(model: AcousticModel, frames: Floats) -> Floats:
    """Frames x coefficients in, a third as many frames x outputs out: log-probabilities less the priors'."""
    ahead = sum(max(layer.offsets) for layer in model.layers)
    behind = -sum(min(layer.offsets) for layer in model.layers)
    hidden = np.pad(frames, ((behind, ahead), (0, 0)), mode="edge")
    kept = np.arange(0, len(frames), STRIDE) + behind
    found = [hidden]
    for layer in model.layers:
        hidden = _affine(layer, found[-1])
        if layer.adds:
            hidden = hidden + found[-layer.adds]
        found.append(np.maximum(hidden, 0) if layer.rectified else hidden)
    logits = found[-1][kept]
    logits -= logits.max(axis=1, keepdims=True)
    return np.asarray(logits - np.log(np.exp(logits).sum(axis=1, keepdims=True)) - np.log(model.priors))


def greedy(scores: Floats) -> list[int]:
    """The best output of each frame, repeats and blanks taken out."""
    return [int(best) for best, _ in groupby(scores.argmax(axis=1)) if best != BLANK]


def _affine(layer: Layer, hidden: Floats) -> Floats:
    """A layer at every frame, as if there were no stride; at the edges, where it has no frames, it wraps."""
    spliced = np.concatenate([np.roll(hidden, -offset, axis=0) for offset in layer.offsets], axis=1)
    return np.asarray(spliced @ layer.weights.T + layer.bias, np.float32)
