"""Step 4: the trained layers as Kaldi's `am/final.mdl`, and the settings Vosk reads beside it."""

from __future__ import annotations

import numpy as np
import torch

from models.training.config import Config
from models.training.kaldi import AcousticModel, Layer, write_model
from models.training.mfcc import BANDS
from models.training.net import Tdnn
from models.training.phones import BLANK, OUTPUTS


def export(config: Config) -> None:
    """Write the folders `am` and `conf` of the model."""
    settings = config["export"]
    priors = np.ones(OUTPUTS, np.float32)
    priors[BLANK] = np.exp(settings["blank"])  # CTC's blank would swallow short words
    folder = config.work / "model"
    for name in ("am", "conf"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    write_model(AcousticModel(_layers(config), priors), folder / "am" / "final.mdl")
    sound = {
        "use-energy": "false", "num-mel-bins": BANDS, "num-ceps": BANDS, "low-freq": 20, "high-freq": -400,
        "dither": 0,
    }  # fmt: skip
    (folder / "conf" / "mfcc.conf").write_text(_options(sound), encoding="ascii")
    (folder / "conf" / "model.conf").write_text(_options(settings["vosk"]), encoding="ascii")


def _layers(config: Config) -> tuple[Layer, ...]:
    """What training has left."""
    net = Tdnn(**config["network"])
    net.load_state_dict(
        torch.load(config.work / config["train"]["weights"], weights_only=True, map_location="cpu")
    )
    return tuple(net.layers())


def _options(options: dict[str, object]) -> str:
    return "".join(f"--{name}={value}\n" for name, value in options.items())
