"""Step 3: the network learns which phones are in each scene, by CTC (Graves and others, 2006).

Each epoch draws new scenes, and each step has the augmenter change a batch of them anew.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Generator, Tensor
from torch.nn.functional import ctc_loss

from models.training.augment import Augmenter, Spans, on_device
from models.training.batches import Batch, epochs
from models.training.config import Config
from models.training.gather import Entry, gathered
from models.training.mfcc import HOP, mfccs
from models.training.net import Tdnn
from models.training.phones import BLANK
from models.training.rooms import bedrooms


def train(config: Config) -> None:
    """Train from where the last checkpoint was, and leave the weights in the file that the settings name."""
    settings = config["train"]
    torch.set_num_threads(settings["threads"])
    torch.manual_seed(config["seed"])
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    augmenter = _augmenter(config, device)
    net = Tdnn(**config["network"]).to(device)
    optimizer = torch.optim.AdamW(net.parameters(), weight_decay=settings["weight_decay"])
    random = Generator(device)
    first = _resume(config, net, optimizer, device)
    for epoch, batches in enumerate(epochs(config, first), start=first):
        started, losses = time.monotonic(), []
        for number, batch in enumerate(batches):
            progress = (epoch + number / len(batches)) / settings["epochs"]
            for group in optimizer.param_groups:
                group["lr"] = settings["rate"] * _share(progress, settings)
            chance = config.random("batch", epoch, number)
            random.manual_seed(int(chance.integers(2**62)))
            sounds = augmenter.take(batch, random)
            frames = _frames(sounds, chance.uniform(*settings["tempo"]), settings, random)
            loss = _loss(net, frames, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), settings["clip"])
            optimizer.step()
            losses.append(loss.detach())
        seconds = time.monotonic() - started
        mean = torch.stack(losses).mean().item()
        print(f"{epoch + 1}\t{len(batches)} steps\t{mean:.4f}\t{seconds:.1f} s", flush=True)
        if (epoch + 1) % settings["checkpoint"] == 0:
            state = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}
            _save(state, _checkpoint(config))
    _save(_blended(net.cpu().state_dict(), config), config.work / settings["weights"])


def _augmenter(config: Config, device: torch.device) -> Augmenter:
    """All that was gathered, and the rooms, on the device that trains."""
    entries, sound = gathered(config)
    return Augmenter(
        config["augment"],
        torch.from_numpy(np.array(sound)).to(device),
        on_device(bedrooms(config["rooms"], config.random("rooms")), device),
        _spans([entry for entry in entries if entry.kind == "noise"], device),
        _spans([entry for entry in entries if entry.kind == "talk"], device),
    )


def _spans(entries: list[Entry], device: torch.device) -> Spans:
    numbers = torch.tensor([[entry.start, entry.length] for entry in entries], device=device)
    return Spans(*numbers.T)


def _frames(sounds: Tensor, tempo: float, settings: dict[str, Any], random: Generator) -> Tensor:
    """Scenes x frames x coefficients, said in more or less time and with a larger or a smaller throat."""
    low, high = settings["throat"]
    throat = low + (high - low) * torch.rand(len(sounds), generator=random, device=random.device)
    return _masked(mfccs(sounds, round(HOP * tempo), throat), settings, random)


def _masked(frames: Tensor, settings: dict[str, Any], random: Generator) -> Tensor:
    """Some frames of each scene taken away (SpecAugment; Park and others, 2019)."""
    scenes, count, _ = frames.shape
    middle = frames.mean(dim=1, keepdim=True)
    places = torch.arange(count, device=frames.device)
    for _ in range(settings["masks"]):
        width, first = torch.rand(2, scenes, 1, generator=random, device=random.device)
        start = first * count
        hidden = (places >= start) & (places < start + width * settings["mask_frames"])
        frames = torch.where(hidden[..., None], middle, frames)
    return frames


def _loss(net: Tdnn, frames: Tensor, batch: Batch) -> Tensor:
    """Nats for each phone."""
    with torch.autocast(frames.device.type, torch.bfloat16, enabled=_halves_are_fast(frames.device)):
        logits = net(frames)
    scores = logits.float().log_softmax(2).transpose(0, 1)
    lengths, counts = torch.full((batch.scenes,), len(scores)), torch.from_numpy(batch.counts)
    phones = torch.from_numpy(batch.phones).to(frames.device)
    nats = ctc_loss(scores, phones, lengths, counts, blank=BLANK, reduction="sum", zero_infinity=True)
    return nats / (len(batch.phones) + batch.scenes)


def _halves_are_fast(device: torch.device) -> bool:
    """Whether two bytes a number gain time: a processor without them takes 17 times as long as with four."""
    able = torch.cpu.get_capabilities()
    return device.type == "cuda" or any(able.get(kind, False) for kind in ("amx_bf16", "avx512_bf16", "bf16"))


def _share(progress: float, settings: dict[str, Any]) -> float:
    """How much of the learning rate: it rises, stays, and falls to nothing at the end."""
    return float(min(1.0, (progress + 1e-4) / settings["rise"], (1 - progress) / settings["fall"]))


def _resume(config: Config, net: Tdnn, optimizer: torch.optim.Optimizer, device: torch.device) -> int:
    """The epoch to go on with, after what the last checkpoint knew, or what another training has left."""
    if not _checkpoint(config).exists():
        if config["train"]["before"]:
            net.load_state_dict(_before(config))
        return 0
    state = torch.load(_checkpoint(config), weights_only=True, map_location=device)
    net.load_state_dict(state["net"])
    optimizer.load_state_dict(state["optimizer"])
    print(f"going on after epoch {state['epoch']}", file=sys.stderr)
    return int(state["epoch"])


def _before(config: Config) -> dict[str, Tensor]:
    """What another training has left."""
    weights = torch.load(config.work / config["train"]["before"], weights_only=True, map_location="cpu")
    return dict(weights)


def _blended(learned: dict[str, Tensor], config: Config) -> dict[str, Tensor]:
    """The weights between those it began with and those it came to (Wortsman and others, 2022)."""
    share = config["train"]["share"]
    if share == 1:
        return learned
    before = _before(config)
    return {
        name: (before[name] + share * (weights - before[name])).to(weights.dtype)
        for name, weights in learned.items()
    }


def _checkpoint(config: Config) -> Path:
    return config.work / f"{config['train']['weights']}.checkpoint"


def _save(state: dict[str, Any], file: Path) -> None:
    torch.save(state, file.with_suffix(".part"))
    file.with_suffix(".part").rename(file)
