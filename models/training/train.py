"""Step 4: the network learns which phones are in each scene, by CTC (Graves and others, 2006)."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from models.training.batches import Batch, batches
from models.training.config import ROOT, Config
from models.training.features import load_copy
from models.training.kaldi import read_model
from models.training.net import STRIDE, Tdnn
from models.training.phones import BLANK

REPORT = 50
"""Steps between two lines of the log."""

BASIS = 200_000
"""Frames whose mean and spread stand for all."""


def train(config: Config) -> None:
    """Train from where the last checkpoint was, and leave the mean of the last ones in `layers.npz`."""
    settings = config["train"]
    torch.manual_seed(config["seed"])
    torch.set_num_threads(settings["threads"])
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = _new(config).to(device)
    optimizer = torch.optim.AdamW(net.parameters(), weight_decay=settings["weight_decay"])
    step, epoch, index = _resume(config, net, optimizer)
    losses, started = [], time.monotonic()
    for epoch, index, batch in _endless(config, epoch, index):  # noqa: B020 - it goes on where it was
        if step >= settings["steps"]:
            break
        for group in optimizer.param_groups:
            group["lr"] = settings["rate"] * _share(step, settings)
        optimizer.zero_grad()
        loss = _loss(net, batch, device)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), settings["clip"])
        optimizer.step()
        losses.append(loss.item())
        step += 1
        if step % REPORT == 0:
            seconds = (time.monotonic() - started) / REPORT
            print(f"{step}\t{epoch}\t{np.mean(losses):.4f}\t{seconds:.2f} s", flush=True)
            losses, started = [], time.monotonic()
        if step % settings["checkpoint"] == 0:
            state = {"net": net.state_dict(), "optimizer": optimizer.state_dict()}
            file = _checkpoint(config, step)
            torch.save({**state, "step": step, "epoch": epoch, "index": index}, file.with_suffix(".part"))
            file.with_suffix(".part").rename(file)
    _average(config, net)


def _new(config: Config) -> Tdnn:
    """The network before its first step."""
    settings = config["network"]
    net = Tdnn(settings["width"], settings["plain"], settings["past"])
    net.normalise(np.asarray(load_copy(config, 0)[1][:BASIS], np.float32))
    if settings["start"]:
        net.grow_from(list(read_model(ROOT / settings["start"]).layers))
    return net


def _loss(net: Tdnn, batch: Batch, device: torch.device) -> Tensor:
    """Nats for each phone."""
    frames = torch.from_numpy(np.ascontiguousarray(batch.frames)).to(device)
    with torch.autocast(device.type, torch.bfloat16):
        outputs = net(frames)
    chances = outputs.float().log_softmax(1).permute(2, 0, 1)
    lengths = torch.from_numpy((batch.lengths + STRIDE - 1) // STRIDE)
    phones, counts = torch.from_numpy(batch.phones), torch.from_numpy(batch.counts)
    nats = functional.ctc_loss(
        chances, phones, lengths, counts, blank=BLANK, reduction="sum", zero_infinity=True
    )
    return nats / (len(batch.phones) + len(batch.counts))


def _share(step: int, settings: dict[str, Any]) -> float:
    """How much of the learning rate: it rises, stays, and falls at the end."""
    rising = (step + 1) / settings["warm_up"]
    falling = (settings["steps"] - step) / (settings["fall"] * settings["steps"])
    return float(min(1.0, rising, falling))


def _endless(config: Config, epoch: int, index: int) -> Iterator[tuple[int, int, Batch]]:
    """The batches from `index` of an epoch on, then those of the next epochs; with their places."""
    while True:
        for number, batch in enumerate(batches(config, epoch % config["scenes"]["copies"], epoch)):
            if number >= index:
                yield epoch, number + 1, batch
        epoch, index = epoch + 1, 0


def _checkpoint(config: Config, step: int) -> Path:
    return config.work / f"checkpoint-{step:06}.pt"


def _checkpoints(config: Config) -> list[Path]:
    return sorted(config.work.glob("checkpoint-*.pt"))


def _resume(config: Config, net: Tdnn, optimizer: torch.optim.Optimizer) -> tuple[int, int, int]:
    """The place of the last checkpoint, with its weights; or the beginning."""
    files = _checkpoints(config)
    if not files:
        return 0, 0, 0
    state = torch.load(files[-1], weights_only=True)
    net.load_state_dict(state["net"])
    optimizer.load_state_dict(state["optimizer"])
    print(f"going on from {files[-1].name}", file=sys.stderr)
    return state["step"], state["epoch"], state["index"]


def _average(config: Config, net: Tdnn) -> None:
    """Write the mean of the last checkpoints, which is steadier than any of them, blended with the start.

    Weights between those it began with and those it ended with forget less of what the former knew (WiSE-FT,
    arXiv:2109.01903).
    """
    share = config["train"]["blend"] if config["network"]["start"] else 1.0
    start = _new(config).state_dict()
    files = _checkpoints(config)[-config["train"]["average"] :]
    states = [torch.load(file, weights_only=True, map_location="cpu")["net"] for file in files]
    mean = {key: torch.stack([state[key] for state in states]).mean(0) for key in start}
    net.cpu().load_state_dict({key: share * mean[key] + (1 - share) * start[key] for key in start})
    layers = net.layers()
    arrays: dict[str, Any] = {f"weights{n}": layer.weights for n, layer in enumerate(layers)}
    arrays |= {f"bias{n}": layer.bias for n, layer in enumerate(layers)}
    arrays |= {f"offsets{n}": np.array(layer.offsets) for n, layer in enumerate(layers)}
    np.savez(config.work / "layers.npz", **arrays)
