"""The network: a TDNN, which is a stack of convolutions over time. Only training needs it, and PyTorch."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.training.kaldi import Floats, Layer
from models.training.mfcc import BANDS
from models.training.phones import OUTPUTS

STRIDE = 3
"""Frames of sound for one frame of output: each output stands for 30 ms."""

FIRST, BROAD, NARROW = 5, 3, 1
"""Frames that the first, the other and the last layers look at."""


class Tdnn(nn.Module):
    """Three layers at 100 frames a second, the third of which keeps every third; the others at 33.

    `past` layers look back only, and add to what they were given: they can begin as nothing, and their reach
    costs no delay.
    """

    mean: Tensor
    scale: Tensor

    def __init__(self, width: int, plain: int, past: int) -> None:
        super().__init__()
        strides = (1, 1, STRIDE, *[1] * (plain + past))
        sizes = (FIRST, *[BROAD] * (len(strides) - 1))
        inputs = (BANDS, *[width] * (len(strides) - 1))
        self.convolutions = nn.ModuleList(
            nn.Conv1d(given, width, size, stride)
            for given, size, stride in zip(inputs, sizes, strides, strict=True)
        )
        self.outputs = nn.Conv1d(width, OUTPUTS, NARROW)
        self.past = past
        self.ahead = 2 + 1 + 1 + STRIDE * plain
        self.behind = self.ahead + 2 * STRIDE * past
        self.register_buffer("mean", torch.zeros(BANDS, 1))
        self.register_buffer("scale", torch.ones(BANDS, 1))
        for layer in self.convolutions:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        for layer in list(self.convolutions)[len(self.convolutions) - past :]:
            nn.init.zeros_(layer.weight)

    def forward(self, frames: Tensor) -> Tensor:
        """Batch x coefficients x frames in, batch x outputs x frames / 3 out; logits."""
        hidden = (frames - self.mean) / self.scale
        hidden = functional.pad(hidden, (self.behind, self.ahead), mode="replicate")  # as Kaldi does
        own = len(self.convolutions) - self.past
        for number, convolution in enumerate(self.convolutions):
            before, hidden = hidden, convolution(hidden)
            if number >= own:
                hidden = hidden + before[..., 2:]
            hidden = functional.relu(hidden)
        return self.outputs(hidden)

    def layers(self) -> list[Layer]:
        """The network as plain affine layers, with all that was kept apart for training folded in."""
        own = len(self.convolutions) - self.past
        layers = []
        for number, convolution in enumerate([*self.convolutions, self.outputs]):
            weights = convolution.weight.detach().double().numpy().copy()
            bias = convolution.bias.detach().double().numpy().copy()
            if number == 0:
                mean, scale = self.mean.double().numpy()[:, 0], self.scale.double().numpy()[:, 0]
                weights /= scale[:, None]
                bias -= np.einsum("oik,i->o", weights, mean)
            if own <= number < len(self.convolutions):
                weights[:, :, -1] += np.eye(len(weights))
            layers.append(_layer(weights, bias, self._offsets(number)))
        return layers

    def _offsets(self, number: int) -> tuple[int, ...]:
        """The frames layer `number` looks at, counted at 100 a second."""
        own = len(self.convolutions) - self.past
        if number == len(self.convolutions):
            return (0,)
        if number >= own:
            return (-2 * STRIDE, -STRIDE, 0)
        if number == 0:
            return (-2, -1, 0, 1, 2)
        step = STRIDE if number > 2 else 1  # noqa: PLR2004 - the third layer is the last at the full rate
        return (-step, 0, step)

    def normalise(self, frames: Floats) -> None:
        """Have inputs like these come in with a mean of zero and a spread of one."""
        self.mean.copy_(torch.from_numpy(frames.mean(axis=0))[:, None])
        self.scale.copy_(torch.from_numpy(frames.std(axis=0) + 1e-3)[:, None])

    def grow_from(self, layers: list[Layer]) -> None:
        """Take over a smaller network; call it after `normalise`.

        What is new in this one adds nothing yet (after Net2Net, arXiv:1511.05641).
        """
        own = len(self.convolutions) - self.past
        targets = [*list(self.convolutions)[: len(layers) - 1], self.outputs]
        for number, (target, layer) in enumerate(zip(targets, layers, strict=True)):
            size = target.weight.shape[2]
            old = torch.from_numpy(layer.weights.copy()).reshape(len(layer.bias), size, -1).permute(0, 2, 1)
            bias = torch.from_numpy(layer.bias.copy())
            if number == 0:
                bias = bias + torch.einsum("oik,i->o", old, self.mean[:, 0])
                old = old * self.scale
            if own <= number < len(layers) - 1:
                old[:, :, -1] -= torch.eye(len(old))
            outputs, inputs, _ = old.shape
            target.weight.data[:outputs] = 0
            target.weight.data[:outputs, :inputs] = old
            target.bias.data[:outputs] = bias


def _layer(weights: Floats, bias: Floats, offsets: tuple[int, ...]) -> Layer:
    """Outputs x inputs x frames, as Kaldi has it: outputs x (frames x inputs)."""
    flat = weights.transpose(0, 2, 1).reshape(len(weights), -1)
    return Layer(flat.astype(np.float32), bias.astype(np.float32), offsets)
