"""Kaldi's binary files, as far as a Vosk model has them: `am/final.mdl`, read and written with numpy alone.

The file is a transition model (which states each phone has, and which network output each state listens to),
the network, and the priors that its outputs are divided by. The formats are Kaldi's hmm/hmm-topology.cc,
hmm/transition-model.cc, nnet3/nnet-nnet.cc and matrix/*.cc.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

STEPS = 65535
"""What two bytes can count."""

STAY, LEAVE = 0.5, 0.5
"""Chances of the two ways out of a phone's only state; CTC has no use for others."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a TDNN: an affine map of a few frames, then ReLU where it is rectified."""

    weights: Floats
    """Outputs x (offsets x inputs)."""
    bias: Floats
    offsets: tuple[int, ...]
    """Which frames, counted from its own at 100 a second, it looks at."""
    rectified: bool = True
    adds: int = 0
    """How many layers back another's output is added before the ReLU; 0 for none."""


@dataclass(frozen=True, slots=True)
class AcousticModel:
    """What `final.mdl` holds."""

    layers: tuple[Layer, ...]
    priors: Floats
    """What each output is divided by; one is no change."""


def write_model(model: AcousticModel, path: Path) -> None:
    """Write `final.mdl`."""
    with path.open("wb") as file:
        file.write(b"\0B")
        _write_transitions(file, len(model.priors))
        _write_network(file, model.layers)
        for context in (b"<LeftContext>", b"<RightContext>"):
            file.write(context + b" " + _whole(0))  # Kaldi works it out from the offsets
        file.write(b"<Priors> " + _vector(model.priors))


def read_model(path: Path) -> AcousticModel:
    """Read a `final.mdl` that `write_model` has written. Raises ValueError where it is another kind."""
    data = path.read_bytes()
    text = data[data.index(b"<Nnet3>") : data.index(b"<NumComponents>")].decode("ascii")
    nodes = dict(re.findall(r"component=(\S+) input=(.+)", text))
    names = [node.removesuffix(".affine") for node in nodes if node.endswith(".affine")]
    layers = []
    for number, name in enumerate(names):
        start = data.index(f"<ComponentName> {name}.affine ".encode())
        file = io.BytesIO(data)
        file.seek(data.index(b"<LinearParams> ", start) + len(b"<LinearParams> "))
        weights = _read_floats(file)
        file.seek(data.index(b"<BiasParams> ", file.tell()) + len(b"<BiasParams> "))
        rectified = nodes.get(f"{name}.relu", "")
        added = re.match(r"Sum\((\w+)", rectified)
        layers.append(
            Layer(
                weights, _read_floats(file), _offsets(nodes[f"{name}.affine"]), rectified=bool(rectified),
                adds=number - names.index(added[1]) if added else 0,
            )
        )  # fmt: skip
    file = io.BytesIO(data)
    file.seek(data.rindex(b"<Priors> ") + len(b"<Priors> "))
    return AcousticModel(tuple(layers), _read_floats(file))


def _write_transitions(file: BinaryIO, phones: int) -> None:
    """A topology of one state a phone, in which staying and leaving listen to the same output.

    Kaldi counts phones and transitions from 1: phone p's self-loop is transition 2p - 1, its way on is 2p.
    """
    every = np.arange(1, phones + 1, dtype=np.int32)
    entry_of_phone = np.array([-1, *[0] * phones], dtype=np.int32)
    file.write(b"<TransitionModel> <Topology> " + _wholes(every) + _wholes(entry_of_phone))
    file.write(_whole(1))  # one entry, for all phones, of two states: the phone's and the one after it
    file.write(_whole(2))
    file.write(_whole(0) + _whole(2) + _whole(0) + _float(STAY) + _whole(1) + _float(LEAVE))
    file.write(_whole(-1) + _whole(0))
    file.write(b"</Topology> <Triples> " + _whole(phones))
    for phone in range(1, phones + 1):
        file.write(_whole(phone) + _whole(0) + _whole(phone - 1))
    chances = np.zeros(2 * phones + 1, np.float32)
    file.write(b"</Triples> <LogProbs> " + _vector(chances) + b"</LogProbs> </TransitionModel> ")


def _write_network(file: BinaryIO, layers: Sequence[Layer]) -> None:
    inputs = layers[0].weights.shape[1] // len(layers[0].offsets)
    names = [f"l{number}" for number in range(len(layers))]
    ends = [f"{n}.relu" if layer.rectified else f"{n}.affine" for n, layer in zip(names, layers, strict=True)]
    lines = [f"input-node name=input dim={inputs}"]
    for number, (name, layer) in enumerate(zip(names, layers, strict=True)):
        source = ends[number - 1] if number else "input"
        lines.append(_node(f"{name}.affine", _spliced(source, layer.offsets)))
        if layer.rectified:
            added = f"Sum({ends[number - layer.adds]}, {name}.affine)" if layer.adds else f"{name}.affine"
            lines.append(_node(f"{name}.relu", added))
    lines.append(_node("output.ls", ends[-1]))
    lines.append("output-node name=output input=output.ls objective=linear")
    file.write(b"<Nnet3> \n" + "\n".join(lines).encode() + b"\n\n")
    file.write(b"<NumComponents> " + _whole(len(lines) - 2))
    for name, layer in zip(names, layers, strict=True):
        file.write(f"<ComponentName> {name}.affine <FixedAffineComponent> <LinearParams> ".encode())
        file.write(_matrix(layer.weights) + b"<BiasParams> " + _vector(layer.bias))
        file.write(b"</FixedAffineComponent> ")
        if layer.rectified:
            _write_pointwise(file, f"{name}.relu", "RectifiedLinearComponent", len(layer.bias))
    _write_pointwise(file, "output.ls", "LogSoftmaxComponent", len(layers[-1].bias))
    file.write(b"</Nnet3> ")


def _write_pointwise(file: BinaryIO, name: str, kind: str, width: int) -> None:
    """A component without weights; Kaldi's training keeps statistics in it, which are empty here."""
    empty = _vector(np.zeros(0, np.float32))
    zero = b"\x08" + np.float64(0).tobytes()
    file.write(f"<ComponentName> {name} <{kind}> <Dim> ".encode() + _whole(width))
    file.write(b"<ValueAvg> " + empty + b"<DerivAvg> " + empty + b"<Count> " + zero)
    file.write(b"<OderivRms> " + empty + b"<OderivCount> " + zero)
    file.write(b"<NumDimsSelfRepaired> " + zero + b"<NumDimsProcessed> " + zero + f"</{kind}> ".encode())


def _node(name: str, source: str) -> str:
    return f"component-node name={name} component={name} input={source}"


def _spliced(source: str, offsets: Sequence[int]) -> str:
    frames = [f"Offset({source}, {offset})" if offset else source for offset in offsets]
    return frames[0] if len(frames) == 1 else f"Append({', '.join(frames)})"


def _offsets(inputs: str) -> tuple[int, ...]:
    """The offsets of a description that `_spliced` has made."""
    frames = re.findall(r"Offset\([\w.]+, (-?\d+)\)|([\w.]+)", inputs.removeprefix("Append"))
    return tuple(int(offset or 0) for offset, _ in frames)


def _whole(number: int) -> bytes:
    return b"\x04" + np.int32(number).tobytes()


def _float(number: float) -> bytes:
    return b"\x04" + np.float32(number).tobytes()


def _wholes(numbers: NDArray[np.int32]) -> bytes:
    return _whole(len(numbers)) + numbers.tobytes()


def _vector(numbers: Floats) -> bytes:
    return b"FV " + _whole(len(numbers)) + numbers.astype("<f4").tobytes()


def _matrix(numbers: Floats) -> bytes:
    """A matrix in two bytes a number, as in Kaldi's CompressedMatrix: steps from least to greatest."""
    least, greatest = float(numbers.min()), float(numbers.max())
    span = max(greatest - least, 1e-9)
    header = struct.pack("<ffii", least, span, *numbers.shape)
    steps = np.round((numbers - least) / span * STEPS).astype("<u2")
    return b"CM2 " + header + steps.tobytes()


def _read_floats(file: BinaryIO) -> Floats:
    kind = _read_token(file)
    if kind == b"CM2":
        least, span, *shape = struct.unpack("<ffii", file.read(16))
        numbers = np.frombuffer(file.read(2 * shape[0] * shape[1]), "<u2")
        return np.asarray(least + span * numbers / STEPS, np.float32).reshape(shape)
    if kind not in {b"FM", b"FV"}:
        raise ValueError(f"{kind!r} is no matrix and no vector of this kind")
    shape = [_read_whole(file) for _ in range(2 if kind == b"FM" else 1)]
    count = int(np.prod(shape))
    return np.frombuffer(file.read(4 * count), "<f4").reshape(shape).astype(np.float32)


def _read_token(file: BinaryIO) -> bytes:
    return b"".join(iter(lambda: file.read(1), b" "))


def _read_whole(file: BinaryIO) -> int:
    file.read(1)
    return int(np.frombuffer(file.read(4), "<i4")[0])
