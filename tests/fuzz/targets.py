"""What is fuzzed: each target takes any bytes, and only the project's own errors may come of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soundfile

from intents.content.library import Library
from intents.content.own import with_own
from intents.content.profile import NOBODY
from intents.content.tables import shipped
from intents.dialogue.session import Habits, Session
from intents.errors import ContentError
from intents.matching.matcher import Matcher
from models.errors import ModelError
from models.unpack import unpack
from tests.dialogue import library
from tests.kills import BEGAN, EPISODE
from tests.test_own import PHRASES, PROCEDURE
from voice.diary.file import DiaryFile
from voice.diary.pages import doctors_page, spreadsheet
from voice.errors import VoiceError
from voice.profile import ProfileFile
from voice.recordings.recording import reading
from voice.settings import load

LIBRARY = library()
MATCHER = Matcher(LIBRARY.phrasebook)
REPORT = (shipped("en") / "report.html").read_text(encoding="utf-8")
KNOWN = frozenset(LIBRARY.phrasebook.phrases)
SAID = (
    "next",
    "it still hurts",
    "yes",
    "no",
    "go back",
    "step two",
    "last step",
    "where was i",
    "it still hurts",
)
HEARABLE = frozenset(LIBRARY.phrasebook.words())


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads what others wrote."""

    read: Callable[[bytes, Path], None]
    """Takes bytes, and an empty folder to put them into."""
    seeds: tuple[bytes, ...]
    """What it is made for."""


def own_phrases(data: bytes, folder: Path) -> None:
    (folder / "phrases.toml").write_bytes(data)
    with suppress(ContentError):
        _live_with(with_own(LIBRARY, shipped("en"), folder, HEARABLE))


def own_procedure(data: bytes, folder: Path) -> None:
    (folder / "phrases.toml").write_bytes(b'[own.values]\nmine = ["my leg my leg my leg"]\n')
    (folder / "procedures").mkdir(exist_ok=True)
    (folder / "procedures" / "mine.toml").write_bytes(data)
    with suppress(ContentError):
        _live_with(with_own(LIBRARY, shipped("en"), folder, HEARABLE))


def _live_with(library: Library) -> None:
    """Whatever was taken is said, led through and left again, by anybody and by whom much is not for."""
    own = [phrase.text for text, phrase in library.phrasebook.phrases.items() if text not in KNOWN]
    matcher = Matcher(library.phrasebook)
    for profile in (NOBODY, frozenset(library.conditions)):
        session = Session(library, Habits(profile=profile))
        for text in (*own, "my leg my leg my leg", *SAID):
            session.hear(matcher.match(text, asleep=session.asleep))
            session.tick(0, speaking=False)
            session.tick(60, speaking=False)


def settings(data: bytes, folder: Path) -> None:
    (folder / "settings.toml").write_bytes(data)
    with suppress(VoiceError):
        load(folder / "settings.toml")


def profile(data: bytes, folder: Path) -> None:
    (folder / "profile.toml").write_bytes(data)
    with suppress(VoiceError):
        ProfileFile(folder / "profile.toml").read(LIBRARY.conditions)


def diary(data: bytes, folder: Path) -> None:
    (folder / "diary.sqlite3").write_bytes(data)
    file = DiaryFile(folder / "diary.sqlite3")
    with suppress(VoiceError):
        read = file.read(BEGAN)
        doctors_page(REPORT, read, LIBRARY, (), side="")
        spreadsheet(read.past)
        file.keep(EPISODE)


def recording(data: bytes, folder: Path) -> None:
    (folder / "recording").write_bytes(data)
    with suppress(VoiceError), reading(folder / "recording") as blocks:
        for _ in blocks:
            pass


def matcher(data: bytes, folder: Path) -> None:
    text = data.decode("utf-8", "replace")
    MATCHER.match(text)
    MATCHER.match(text, asleep=True)
    LIBRARY.phrasebook.progress(text)


def archive(data: bytes, folder: Path) -> None:
    (folder / "model.zip").write_bytes(data)
    with suppress(ModelError):
        unpack(folder / "model.zip", folder / "model")


def _sounds() -> tuple[bytes, ...]:
    tone = (np.sin(np.arange(800) / 5) * 8000).astype(np.int16)
    files = []
    for kind in ("WAV", "FLAC", "OGG", "AIFF", "MP3"):
        file = io.BytesIO()
        soundfile.write(file, tone, 16_000, format=kind)
        files.append(file.getvalue())
    return tuple(files)


def _diary() -> bytes:
    with TemporaryDirectory() as folder:
        file = DiaryFile(Path(folder) / "diary.sqlite3")
        file.turn_on(BEGAN)
        file.keep(EPISODE)
        file.change("a new bed", BEGAN)
        file.tell("diary_notice.long", BEGAN)
        return file.path.read_bytes()


def _archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("model/am/final.mdl", b"weights" * 20)
        made.writestr("model/conf/model.conf", b"--beam=13\n")
    return file.getvalue()


TARGETS: Mapping[str, Target] = {
    "phrases": Target(own_phrases, (PHRASES.encode(),)),
    "procedure": Target(own_procedure, (PROCEDURE.encode(),)),
    "settings": Target(settings, (b'country = "GB"\nrate = 150\nvolume = 0.7\nvoice = ""\n',)),
    "profile": Target(profile, (b'conditions = ["numb_feet", "arteries"]\n',)),
    "diary": Target(diary, (_diary(),)),
    "recording": Target(recording, _sounds()),
    "matcher": Target(
        matcher, (b"leg cramp", b"i don't have any chest pain", b"my leg [unk] cramp", b"step three")
    ),
    "archive": Target(archive, (_archive(),)),
}
