"""The network: a factorized TDNN, a stack of convolutions over time. Only training needs it, and PyTorch."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import pad

from models.training.kaldi import Floats, Layer
from models.training.mfcc import BANDS
from models.training.phones import OUTPUTS

STRIDE = 3
"""Frames of sound for one frame of output: each output stands for 30 ms."""

NEAR, JOINT = (-2, -1, 0, 1, 2), (-3, -2, -1, 0, 1, 2)
"""Frames the first two layers look at. The second keeps every third of them; all others see only those."""

STEADY = 0.01
"""How fast the means and spreads that normalise a layer follow what they see."""


class Tdnn(nn.Module):
    """Two layers at 100 frames a second, then blocks at 33, each two layers with a narrow place between.

    A block puts two frames into its narrow place, and two of these together again (TDNN-F; Povey and
    others, 2018); what it finds is added to what it was given. `future` blocks look one frame ahead and one
    back. Those after them look back alone, which costs no delay: twice as many frames as `past` says of each.
    """

    def __init__(self, front: int, width: int, narrow: int, future: int, past: list[int]) -> None:
        super().__init__()
        self.future, self.past = future, past
        self.steps = [1] * future + past
        self.normal = nn.BatchNorm1d(BANDS, affine=False, momentum=STEADY)
        self.near = _Affine(len(NEAR) * BANDS, front)
        self.joint = _Affine(len(JOINT) * front, width)
        self.narrow = nn.ModuleList(nn.Linear(2 * width, narrow, bias=False) for _ in self.steps)
        self.broad = nn.ModuleList(_Affine(2 * narrow, width) for _ in self.steps)
        self.outputs = nn.Linear(width, OUTPUTS)

    def forward(self, frames: Tensor) -> Tensor:
        """Batch x frames x coefficients in, batch x frames / 3 x outputs out; logits."""
        hidden = self.normal(frames.transpose(1, 2))
        behind = -NEAR[0] - JOINT[0] + STRIDE * (self.future + 2 * sum(self.past))
        ahead = NEAR[-1] + JOINT[-1] + STRIDE * self.future
        hidden = pad(hidden, (behind, ahead), mode="replicate").transpose(1, 2)  # as Kaldi does
        hidden = self.near(_spliced(hidden, len(NEAR))).relu()
        hidden = self.joint(_spliced(hidden, len(JOINT))[:, ::STRIDE]).relu()
        for number, (narrow, broad, step) in enumerate(self._blocks()):
            found = broad(_spliced(narrow(_spliced(hidden, 2, step)), 2, step))
            given = hidden[:, 1:-1] if number < self.future else hidden[:, 2 * step :]
            hidden = (given + found).relu()
        return self.outputs(hidden)

    def layers(self) -> list[Layer]:
        """The network as plain affine layers, with all that was kept apart for training folded in."""
        weights, bias = self.near.folded()
        spread = (self.normal.running_var + self.normal.eps).sqrt().repeat(len(NEAR))
        weights = weights / spread
        bias = bias - weights @ self.normal.running_mean.repeat(len(NEAR))
        layers = [_layer(weights, bias, NEAR), _layer(*self.joint.folded(), JOINT)]
        for number, (narrow, broad, step) in enumerate(self._blocks()):
            behind = (-STRIDE * step, 0)
            beside = (0, STRIDE) if number < self.future else behind
            nothing = torch.zeros(len(narrow.weight))
            layers.append(_layer(narrow.weight, nothing, behind, rectified=False))
            weights, bias = broad.folded()
            layers.append(_layer(weights, bias, beside, adds=2))
        layers.append(_layer(self.outputs.weight, self.outputs.bias, (0,), rectified=False))
        return layers

    def _blocks(self) -> zip[tuple[nn.Linear, _Affine, int]]:
        return zip(self.narrow, self.broad, self.steps, strict=True)


class _Affine(nn.Module):
    """An affine layer whose outputs are normalised over the batch."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.linear = nn.Linear(inputs, outputs, bias=False)
        self.normal = nn.BatchNorm1d(outputs, momentum=STEADY)
        nn.init.kaiming_normal_(self.linear.weight, nonlinearity="relu")

    def forward(self, hidden: Tensor) -> Tensor:
        return self.normal(self.linear(hidden).flatten(0, 1)).unflatten(0, hidden.shape[:2])

    def folded(self) -> tuple[Tensor, Tensor]:
        """Weights and bias that do the same alone."""
        scale = self.normal.weight / (self.normal.running_var + self.normal.eps).sqrt()
        return self.linear.weight * scale[:, None], self.normal.bias - self.normal.running_mean * scale


def _spliced(hidden: Tensor, frames: int, step: int = 1) -> Tensor:
    """Each frame with those after it, or every `step`-th of them, side by side.

    Batch x frames x (frames x width).
    """
    starts = [step * number for number in range(frames)]
    count = hidden.shape[1] - starts[-1]
    return torch.cat([hidden[:, start : start + count] for start in starts], dim=2)


def _layer(
    weights: Tensor, bias: Tensor, offsets: tuple[int, ...], *, rectified: bool = True, adds: int = 0
) -> Layer:
    return Layer(_floats(weights), _floats(bias), offsets, rectified, adds)


def _floats(numbers: Tensor) -> Floats:
    return np.asarray(numbers.detach().cpu().numpy(), np.float32)
