"""The engine under the voice: missing, hanging, silent or busy."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from tests.test_synthesizer import SENTENCE, run
from voice.errors import VoiceError
from voice.speaking.engine import Engine
from voice.speaking.synthesizer import Synthesizer


def without_system_espeak(folder: Path) -> dict[str, str]:
    """Environment in which the system's espeak-ng is broken."""
    (folder / "libespeak-ng.so.1").touch()
    return {"LD_LIBRARY_PATH": str(folder)}


def test_the_library_from_pip_speaks_where_the_system_has_none(tmp_path: Path) -> None:
    result = run(
        f"""
from pathlib import Path
from voice.speaking.synthesizer import Synthesizer
assert Synthesizer().speak({SENTENCE!r}, 150).seconds > 1
print(*(line for line in Path("/proc/self/maps").read_text().splitlines() if "libespeak-ng" in line))
""",
        without_system_espeak(tmp_path),
    )
    assert result.stderr == ""
    assert "espeakng_loader" in result.stdout


def test_no_library_at_all_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "espeakng_loader.py").write_text("raise ImportError")
    result = run(
        """
from voice.errors import VoiceError
from voice.speaking.synthesizer import Synthesizer
try:
    Synthesizer()
except VoiceError as error:
    print(error)
""",
        {**without_system_espeak(tmp_path), "PYTHONPATH": str(tmp_path)},
    )
    assert result.stderr == ""
    assert "sudo apt install espeak-ng" in result.stdout
    assert "pip install espeakng-loader" in result.stdout
    assert len(result.stdout.splitlines()) == 1


class BrokenEngine:
    """A pyttsx3 that leaves a given content in the file, and works at a sentence until it is told to stop."""

    def __init__(self, content: bytes | None = None, *, hangs: bool = False, cut_short: int = 0) -> None:
        self.properties: dict[str, object] = {"voice": "broken", "rate": 150, "voices": []}
        self.getProperty = self.properties.get
        self.proxy = SimpleNamespace(_driver=SimpleNamespace(endLoop=self._end))
        self._content = content
        self._hangs = hangs
        self._cut_short = cut_short
        self._sentences: list[str] = []
        self._finished: Callable[..., None] = print

    def connect(self, topic: str, callback: Callable[..., None]) -> None:
        assert topic == "finished-utterance"
        self._finished = callback

    def save_to_file(self, text: str, file: str) -> None:
        self._sentences.append(text)
        if self._content is not None:
            Path(file).write_bytes(self._content)

    def runAndWait(self) -> None:  # noqa: N802 - pyttsx3's name
        while self._hangs and self._sentences:
            pass
        if self._sentences:
            self._cut_short -= 1
            self._finished(name=None, completed=self._cut_short < 0)

    def _end(self) -> None:
        self._sentences.clear()


def test_an_engine_that_hangs_is_given_up() -> None:
    engine = Engine(lambda: BrokenEngine(hangs=True), patience=0.05)
    with pytest.raises(VoiceError, match="hangs"):
        Synthesizer(engine=engine).speak(SENTENCE, 150)


def wav(samples: list[int]) -> bytes:
    file = BytesIO()
    soundfile.write(file, np.array(samples, np.int16), 22_050, format="WAV")
    return file.getvalue()


@pytest.mark.parametrize("content", [None, b"", b"RIFF", wav([]), wav([0] * 1000)])
def test_an_engine_that_makes_no_sound_is_reported(content: bytes | None) -> None:
    engine = Engine(lambda: BrokenEngine(content))
    with pytest.raises(VoiceError, match="The voice 'broken' makes no sound"):
        Synthesizer(engine=engine).speak(SENTENCE, 150)


def test_a_sentence_cut_short_is_made_again() -> None:
    content = wav([0, 10_000, -10_000] * 4000)
    twice_cut = Engine(lambda: BrokenEngine(content, cut_short=2))
    assert Synthesizer(engine=twice_cut).speak(SENTENCE, 150).seconds > 0.5
    always_cut = Engine(lambda: BrokenEngine(content, cut_short=99))
    with pytest.raises(VoiceError, match="makes no sound"):
        Synthesizer(engine=always_cut).speak(SENTENCE, 150)


def test_a_sentence_waits_for_what_the_engine_is_still_busy_with() -> None:
    looks = 0

    def resting() -> bool:
        nonlocal looks
        looks += 1
        return looks % 5 == 0

    class Busy(BrokenEngine):
        def runAndWait(self) -> None:  # noqa: N802 - pyttsx3's name
            assert looks % 5 == 0
            super().runAndWait()

    engine = Engine(lambda: Busy(wav([0, 10_000, -10_000] * 4000)), resting=resting)
    assert Synthesizer(engine=engine).speak(SENTENCE, 150).seconds > 0.5
    assert looks == 10


def test_a_file_of_another_format_rate_and_width_is_read() -> None:
    file = BytesIO()
    tone = np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000)
    soundfile.write(file, np.stack([tone, tone], axis=1) / 2, 48_000, format="AIFF", subtype="PCM_24")
    sound = Synthesizer(engine=Engine(lambda: BrokenEngine(file.getvalue()))).speak(SENTENCE, 150)
    assert sound.rate == 48_000
    assert sound.seconds == pytest.approx(1, abs=0.01)
