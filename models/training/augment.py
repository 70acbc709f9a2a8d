"""What clean recordings would be in a bedroom, under a duvet, beside a fan; a batch of scenes at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Generator, Tensor
from torch.nn.functional import pad

from models.training.batches import UNIT, Batch
from models.training.corpus import RATE

FULL = 32767.0

FADE = RATE // 200
"""Samples in which a clip comes in and goes out, so that it does not click where it was cut out of talk."""

HUM = 0.3
"""Share of the made noises that have a tone in them."""

FRAME = RATE // 50
"""Samples over which loudness is taken."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Recordings in the gathered sound."""

    start: Tensor
    length: Tensor


@dataclass(frozen=True, slots=True)
class Augmenter:
    """Changes scenes by chance, within the limits of the settings.

    All sound is scenes x samples, in 16-bit units, on the device that the gathered sound is on.
    """

    settings: dict[str, Any]
    sound: Tensor
    """What was gathered, 16 bits."""
    rooms: Tensor
    """Impulse responses: rooms x samples."""
    noises: Spans
    talk: Spans

    def take(self, batch: Batch, random: Generator) -> Tensor:
        """The scenes of a batch as a microphone takes them."""
        draw = _Draw(batch.scenes, random)
        dry = self._performed(batch)
        voice = level(dry)
        heard = self._in_bed(dry, draw)
        heard = heard + self._talker(voice, batch.samples, draw)
        heard = heard + self._noise(voice, batch.samples, draw)
        return self._recorded(heard, draw)

    def _in_bed(self, dry: Tensor, draw: _Draw) -> Tensor:
        """The scenes in rooms, as loud as before, and under duvets."""
        samples = dry.shape[1]
        size = self._ringing(samples)
        spectrum = torch.fft.rfft(dry, size)
        wet = torch.where(draw.some(self.settings["room"]), spectrum * self._echoes(draw, size), spectrum)
        loudness = level(dry) / level(torch.fft.irfft(wet, size)[:, :samples])
        covered = draw.some(self.settings["duvet"])
        muffled = wet * _duvet(draw.uniform(self.settings["duvet_cutoff"]), size)
        return torch.fft.irfft(torch.where(covered, muffled, wet), size)[:, :samples] * loudness

    def _talker(self, voice: Tensor, samples: int, draw: _Draw) -> Tensor:
        """Somebody further away, in some scenes."""
        size = self._ringing(samples)
        words = torch.fft.rfft(self._stretch(self.talk, samples, draw), size)
        far = torch.fft.irfft(words * self._echoes(draw, size), size)[:, :samples]
        decibels = draw.uniform(self.settings["chatter_level"])
        return _under(voice, far, decibels) * draw.some(self.settings["chatter"])

    def _noise(self, voice: Tensor, samples: int, draw: _Draw) -> Tensor:
        """Noise, recorded or made, in most scenes."""
        made = draw.some(self.settings["made_noise"])
        noise = torch.where(made, _made_noise(samples, draw), self._stretch(self.noises, samples, draw))
        decibels = draw.uniform(self.settings["noise_level"])
        return _under(voice, noise, decibels) * draw.some(self.settings["noise"])

    def _recorded(self, heard: Tensor, draw: _Draw) -> Tensor:
        """What a microphone makes of it, with its colour, its level and its own noise."""
        coloured = _coloured(heard, self.settings["colour"], draw)
        heard = torch.where(draw.some(self.settings["colour_share"]), coloured, heard)
        peak = heard.abs().amax(dim=1, keepdim=True).clamp(min=1)
        heard = heard * FULL * 10 ** (draw.uniform(self.settings["peak"]) / 20) / peak
        hiss = draw.normal(heard.shape[1]) * draw.uniform(self.settings["floor"])
        return (heard + hiss).round().clamp(-FULL, FULL)

    def _performed(self, batch: Batch) -> Tensor:
        """The clips at their places and speeds, and silence between them."""
        device = self.sound.device
        lengths = torch.from_numpy(batch.length).to(device)
        clip = torch.repeat_interleave(lengths, output_size=int(batch.length.sum()))
        nth = torch.arange(len(clip), device=device) - (lengths.cumsum(0) - lengths)[clip]
        speed = torch.from_numpy(batch.speed).to(device)[clip]
        start = torch.from_numpy(batch.start).to(device)[clip]
        samples = self._between(start.double() + nth * speed)
        ramp = (nth / FADE).clamp(max=1) * ((lengths[clip] - 1 - nth) / FADE).clamp(max=1)
        first = torch.from_numpy(batch.scene * batch.samples + batch.place).to(device)
        dry = torch.zeros(batch.scenes * batch.samples, device=device)
        dry[first[clip] + nth] = samples * ramp
        return dry.view(batch.scenes, batch.samples)

    def _between(self, places: Tensor) -> Tensor:
        """The sound at places between samples, on the cubic through the four around each."""
        whole = places.floor()
        part = (places - whole).float()
        around = [
            self.sound[(whole.long() + step).clamp(0, len(self.sound) - 1)].float() for step in (-1, 0, 1, 2)
        ]
        before, here, there, after = around
        third = 3 * (here - there) + after - before
        second = 2 * before - 5 * here + 4 * there - after
        return here + 0.5 * part * (there - before + part * (second + part * third))

    def _stretch(self, spans: Spans, samples: int, draw: _Draw) -> Tensor:
        """As much of a recording for each scene, from anywhere in it, and from its start where it ends."""
        chosen = draw.whole(len(spans.start))
        length = spans.length[chosen]
        steps = torch.arange(samples, device=self.sound.device)
        places = ((draw.share() * length).long() + steps) % length
        return self.sound[spans.start[chosen] + places].float()

    def _ringing(self, samples: int) -> int:
        """How long a scene is with its echo, in a number of samples whose Fourier transform is fast."""
        return -(-(samples + int(self.rooms.shape[1])) // UNIT) * UNIT

    def _echoes(self, draw: _Draw, size: int) -> Tensor:
        """The spectrum of a room for each scene."""
        return torch.fft.rfft(self.rooms[draw.whole(len(self.rooms))[:, 0]], size)


@dataclass(frozen=True, slots=True)
class _Draw:
    """Chance for each scene of a batch: scenes x 1."""

    scenes: int
    random: Generator

    def share(self) -> Tensor:
        return torch.rand(self.scenes, 1, generator=self.random, device=self.random.device)

    def uniform(self, limits: tuple[float, float]) -> Tensor:
        return limits[0] + (limits[1] - limits[0]) * self.share()

    def some(self, share: float) -> Tensor:
        return self.share() < share

    def whole(self, below: int) -> Tensor:
        return (self.share() * below).long()

    def normal(self, count: int) -> Tensor:
        return torch.randn(self.scenes, count, generator=self.random, device=self.random.device)


def level(sound: Tensor) -> Tensor:
    """How loud each scene is where it is loud: the root mean square of the louder half of what is not silent.

    Scenes x 1, never less than one.
    """
    frames = sound[:, : sound.shape[1] // FRAME * FRAME].unflatten(1, (-1, FRAME))
    powers = frames.square().mean(dim=2).sort(dim=1, descending=True).values
    half = ((powers > 0).sum(dim=1, keepdim=True) + 1) // 2
    louder = torch.arange(powers.shape[1], device=sound.device) < half
    return ((powers * louder).sum(dim=1, keepdim=True) / half.clamp(min=1) + 1).sqrt()


def _under(voice: Tensor, other: Tensor, decibels: Tensor) -> Tensor:
    """Another sound, so many decibels under the voice."""
    return other * (voice / level(other) * 10 ** (-decibels / 20))


def _duvet(hertz: Tensor, size: int) -> Tensor:
    """What a duvet lets through of each frequency: 12 dB less for each octave above `hertz`."""
    return (1 + (_frequencies(size, hertz.device) / hertz) ** 4).rsqrt()


def _made_noise(samples: int, draw: _Draw) -> Tensor:
    """Noise that falls with frequency, from hiss to rumble, with or without a hum."""
    white = draw.normal(samples)
    slope = _frequencies(samples, white.device).clamp(min=20) ** -draw.uniform((0, 1.2))
    noise = torch.fft.irfft(torch.fft.rfft(white) * slope, samples)
    noise = noise / (noise.std(dim=1, keepdim=True) + 1e-9)
    time = torch.arange(samples, device=white.device) / RATE
    tone = 2 * torch.pi * draw.uniform((45, 400)) * time
    hum = sum((draw.share() * torch.sin(k * tone) for k in range(1, 6)), torch.zeros_like(tone))
    return 1000 * (noise + hum * draw.some(HUM))


def _coloured(sound: Tensor, decibels: float, draw: _Draw) -> Tensor:
    """The same sound by another microphone, which takes some frequencies better than others."""
    size = sound.shape[1]
    place = (_frequencies(size, sound.device).clamp(min=60) / 60).log2() / 7  # 0 at 60 hertz, 1 at 7,680
    gain = sum(
        (decibels * draw.normal(1) * torch.cos(torch.pi * k * place) for k in range(1, 5)),
        torch.zeros_like(place),
    )
    return torch.fft.irfft(torch.fft.rfft(sound) * 10 ** (gain / 20), size)


def _frequencies(size: int, device: torch.device) -> Tensor:
    """Of a spectrum, in hertz."""
    return torch.fft.rfftfreq(size, 1 / RATE, device=device)


def on_device(rooms: list[Any], device: torch.device) -> Tensor:
    """Impulse responses side by side, the shorter ones with silence after them."""
    longest = max(map(len, rooms))
    return torch.stack([pad(torch.from_numpy(room), (0, longest - len(room))) for room in rooms]).to(device)
