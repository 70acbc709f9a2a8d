"""Settings: one TOML file of the user's, every key with a default, the command line above it."""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from platformdirs import user_config_path

from intents.content.countries import UNKNOWN, load_countries
from intents.content.tables import shipped
from voice.errors import VoiceError
from voice.files import replace_file
from voice.speaking.earcons import Earcon


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose."""

    country: str = ""
    """ISO 3166 code such as "US", whose emergency number Charley says; "" for the system's region."""
    side: str = ""
    """The leg that cramps more often, "left" or "right", for the doctor; "" for none."""
    language: str = "en"
    """ISO 639 code of the words Charley hears and says."""
    model: str = "built-in"
    """Speech model: "built-in", the name of a fetched one, or a folder."""
    sensitivity: str = "normal"
    """How readily Charley takes what it hears for a phrase: "low", "normal" or "high"."""
    voice: str = ""
    """Synthesizer voice; "" for the best one for the language."""
    rate: int = 150
    """Words a minute."""
    volume: float = 0.7
    """Share of full scale, linear."""
    quiet_from: str = "22:00"
    """When the quiet hours begin; "" for none."""
    quiet_until: str = "07:00"
    """When they end; "" for none."""
    quiet_rate: int = 140
    """Words a minute in the quiet hours, at most."""
    quiet_volume: float = 0.7
    """Part of the volume in the quiet hours."""
    earcons: Sequence[str] = tuple(Earcon)
    """Soft tones that are wanted."""
    microphone: str = ""
    """Part of a device's name; "" for the system's choice."""
    speaker: str = ""
    """Part of a device's name; "" for the system's choice."""
    reminder_seconds: int = 20
    """Seconds of silence in a dialogue before one quiet reminder of what can be said."""
    sleep_minutes: int = 5
    """Minutes of silence before Charley goes back to sleep."""
    remember_minutes: int = 30
    """Minutes for which "where was I" finds the step again."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds."""

    low: int
    high: int
    unit: str

    def refusal(self, value: object) -> str:
        """Say what would be right; "" where the value is."""
        if isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high:
            return ""
        return f"must be a whole number from {self.low} to {self.high} ({self.unit})"


@dataclass(frozen=True, slots=True)
class Share:
    """A number within bounds."""

    low: float
    high: float

    def refusal(self, value: object) -> str:
        """Say what would be right; "" where the value is."""
        if isinstance(value, int | float) and not isinstance(value, bool) and self.low <= value <= self.high:
            return ""
        return f"must be a number from {self.low} to {self.high}"


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text in a certain form."""

    form: str
    """Regular expression for the whole text."""
    right: str
    """The form in words."""

    def refusal(self, value: object) -> str:
        """Say what would be right; "" where the value is."""
        if isinstance(value, str) and re.fullmatch(self.form, value):
            return ""
        return f"must be {self.right}"


@dataclass(frozen=True, slots=True)
class Some:
    """Any of several names, in a list."""

    names: Sequence[str]

    def refusal(self, value: object) -> str:
        """Say what would be right; "" where the value is."""
        if isinstance(value, list | tuple) and all(item in self.names for item in value):
            return ""
        return f"must be a list of any of {', '.join(self.names)}; [] for none"


@dataclass(frozen=True, slots=True)
class CountryCode:
    """A country whose numbers Charley knows."""

    def refusal(self, value: object) -> str:
        """Say what would be right; "" where the value is."""
        known = load_countries(shipped(Settings().language))
        if isinstance(value, str) and value in known:
            return ""
        codes = ", ".join(sorted(set(known) - {UNKNOWN}))
        return f'must be one of {codes}, or "" for the system\'s region'


TIME = Text(r"(([01]\d|2[0-3]):[0-5]\d)?", 'a time in quotes, such as "22:00", or "" for no quiet hours')
DEVICE = Text(r".*", 'part of a device\'s name in quotes, such as "USB", or "" for the system\'s choice')

RULES: Mapping[str, Whole | Share | Text | Some | CountryCode] = {
    "country": CountryCode(),
    "side": Text(r"(left|right)?", '"left" or "right", the leg that cramps more often, or "" for none'),
    "language": Text(r"en", '"en", the one language Charley knows'),
    "model": Text(r".*\S.*", '"built-in", the name of a fetched model or a folder, in quotes'),
    "sensitivity": Text(r"low|normal|high", '"low", "normal" or "high"'),
    "voice": Text(r".*", 'a voice\'s name in quotes, or "" for the best one'),
    "rate": Whole(80, 250, "words a minute"),
    "volume": Share(0.05, 1.0),
    "quiet_from": TIME,
    "quiet_until": TIME,
    "quiet_rate": Whole(80, 250, "words a minute"),
    "quiet_volume": Share(0.05, 1.0),
    "earcons": Some(tuple(Earcon)),
    "microphone": DEVICE,
    "speaker": DEVICE,
    "reminder_seconds": Whole(5, 600, "seconds"),
    "sleep_minutes": Whole(1, 60, "minutes"),
    "remember_minutes": Whole(1, 720, "minutes"),
}
"""What each key may be."""

REGION_SOURCES = ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG")
"""Environment variables that say where a person is, the strongest first."""


def user_folder() -> Path:
    """Folder of what the user has written for Charley, which need not exist."""
    return user_config_path("charley", appauthor=False)


def settings_file() -> Path:
    """Path of the user's settings, which need not exist."""
    return user_folder() / "settings.toml"


def load(file: Path) -> Settings:
    """Settings from a file, the defaults where there is none. Raises VoiceError, which names file and key."""
    try:
        values = tomllib.loads(_text(file))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise VoiceError(f"{file} cannot be read ({error.strerror}): mend or move it") from error
    except UnicodeDecodeError as error:
        raise VoiceError(f"{file} is not UTF-8 text: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise VoiceError(
            f'{file} is not valid TOML: {error}; each key stands once, as in key = "text"'
        ) from error
    return _with(Settings(), values, lambda key: f"{file}: {key}")


def override(settings: Settings, options: Mapping[str, Any]) -> Settings:
    """Put options of the command line above the file; None leaves a key as it is. Raises VoiceError."""
    given = {key: value for key, value in options.items() if value is not None}
    return _with(settings, given, lambda key: f"--{key.replace('_', '-')}")


def region(settings: Settings, environment: Mapping[str, str]) -> str:
    """ISO 3166 code of the country Charley is in, "" where neither settings nor system tell."""
    if settings.country:
        return settings.country
    for name in REGION_SOURCES:
        found = re.match(r"[a-z]{2,3}_([A-Z]{2})\b", environment.get(name, ""))
        if found:
            return found[1]
    return ""


def save(file: Path, key: str, value: str | float) -> None:
    """Set one key in the user's file, whose comments and order stay.

    Raises VoiceError, and leaves the file as it was, where the file or the value is wrong.
    """
    _with(load(file), {key: value}, str)
    try:
        document = tomlkit.parse(_text(file) if file.exists() else "")
        document[key] = value
        replace_file(file, tomlkit.dumps(document).rstrip("\n") + "\n")
    except OSError as error:
        raise VoiceError(f"{file} cannot be written ({error.strerror}): make room or mend that") from error


def _text(file: Path) -> str:
    """What stands in a file, also in one that Windows' editor has saved with a mark in front."""
    return file.read_text(encoding="utf-8-sig")


def _with(settings: Settings, values: Mapping[str, Any], where: Callable[[str], str]) -> Settings:
    for key, value in values.items():
        if key not in RULES:
            near = difflib.get_close_matches(key, RULES, n=1, cutoff=0.5)
            hint = f'did you mean "{near[0]}"?' if near else f"the keys are {', '.join(RULES)}"
            raise VoiceError(f"{where(key)}: is no setting; {hint}")
        refusal = RULES[key].refusal(value)
        if refusal:
            raise VoiceError(f"{where(key)}: {refusal}, not {value!r}")
    return dataclasses.replace(settings, **values)
