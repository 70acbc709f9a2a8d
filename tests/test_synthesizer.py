"""The voice, on the real pyttsx3 and espeak-ng."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from os import environ
from pathlib import Path

import numpy as np
import pytest

from voice.errors import VoiceError
from voice.sound import Samples, Sound
from voice.speaking.engine import shared_engine
from voice.speaking.synthesizer import IN_MEMORY, MARGIN, Synthesizer

SENTENCE = "Pull your toes up towards your shin."


def loudness(sound: Sound) -> float:
    """Decibels of full scale, of the whole sentence."""
    return float(10 * np.log10(np.square(sound.samples / 32768).mean()))


def run(code: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own, with its own espeak-ng and its own terminal."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_sentence_becomes_a_sound_of_about_its_length() -> None:
    sound = Synthesizer().speak(SENTENCE, 150)
    assert 1.5 < sound.seconds < 3.5
    assert sound.samples.dtype == np.int16
    assert sound.samples.ndim == 1


def test_sentences_in_a_row_are_each_their_own_sound() -> None:
    voice = Synthesizer()
    one, two = voice.speak("Stop.", 150), voice.speak(SENTENCE, 150)
    assert one.seconds < 1 < two.seconds
    assert voice.speak("Stop.", 150) is one


def test_the_rate_is_the_one_asked_for_each_time_it_changes() -> None:
    voice = Synthesizer(cache_seconds=0)
    for rate in (150, 100, 200, 100, 150, 200, 150):
        words = len(SENTENCE.split())
        assert voice.speak(SENTENCE, rate).seconds == pytest.approx(0.8 * words * 60 / rate, rel=0.15)


def test_the_voice_is_the_one_asked_for_when_two_take_turns() -> None:
    # "r" is heard in America alone, and takes its time
    american, british = Synthesizer("English (America)"), Synthesizer("English (Great Britain)")
    first = american.speak("Start further apart.", 150), british.speak("Start further apart.", 150)
    again = (
        Synthesizer("gmw/en-us").speak("Start further apart.", 150),
        Synthesizer("gmw/en").speak("Start further apart.", 150),
    )
    assert [s.seconds for s in first] == pytest.approx([s.seconds for s in again], rel=0.02)
    assert first[0].seconds != pytest.approx(first[1].seconds, rel=0.02)


def test_words_begin_at_once_and_nothing_is_dragged_out() -> None:
    sound = Synthesizer().speak(SENTENCE, 150)
    loud = np.flatnonzero(np.abs(sound.samples.astype(int)) > 0.02 * np.abs(sound.samples.astype(int)).max())
    assert loud[0] / sound.rate < 2 * MARGIN
    assert (len(sound.samples) - loud[-1]) / sound.rate < 0.1


def voiced(samples: Samples, rate: int) -> float:
    """Share of a sentence's blocks that have a pitch: they repeat themselves within 2 to 12 ms."""
    quarter = rate // 100
    blocks = samples[: len(samples) // (4 * quarter) * 4 * quarter].reshape(-1, 4 * quarter).astype(float)
    peaks = np.abs(blocks).reshape(-1, 4, quarter).max(axis=2)
    loud = blocks[(peaks.max(axis=1) > np.abs(samples).max() / 5) & (peaks.min(axis=1) > 0)]
    lags = range(rate // 500, rate // 80)
    best = [max(np.corrcoef(block[lag:], block[:-lag])[0, 1] for lag in lags) for block in loud]
    return float(np.mean(np.array(best) > 0.7))


def test_a_whisper_has_no_voice_in_it_and_goes_again() -> None:
    voice = Synthesizer("English (Great Britain)+f3")
    first, whisper, second = (
        voice.speak(SENTENCE, 150, whisper=True),
        voice.speak(SENTENCE, 140, whisper=True),
        voice.speak(SENTENCE, 150),
    )
    assert voiced(first.samples, first.rate) < 0.2
    assert voiced(whisper.samples, whisper.rate) < 0.2
    assert voiced(second.samples, second.rate) > 0.5
    assert voice.speak(SENTENCE, 150, whisper=True) is first


def test_all_voices_are_equally_loud_and_none_clips() -> None:
    names = [*shared_engine().voices().values(), "English (America)+f3"]
    sounds = [Synthesizer(name).speak(SENTENCE, 150) for name in names]
    levels = [loudness(sound) for sound in sounds]
    assert max(levels) - min(levels) < 3
    assert max(np.abs(sound.samples.astype(int)).max() for sound in sounds) < 0.9 * 32768


@pytest.mark.parametrize("text", ["", "   ", "...", "\n\t"])
def test_no_words_make_no_sound(text: str) -> None:
    assert len(Synthesizer().speak(text, 150).samples) == 0


@pytest.mark.parametrize("name", ["Winston", "English (America)+nobody", "mb/mb-en1"])
def test_a_voice_that_is_not_there_is_refused_with_the_names_of_those_that_are(name: str) -> None:
    with pytest.raises(VoiceError, match=r"There is no voice '.*': choose one of .*English \(America\)"):
        Synthesizer(name)


def test_the_cache_forgets_the_sentence_unused_for_longest() -> None:
    voice = Synthesizer(cache_seconds=2)
    stop, go = voice.speak("Stop.", 150), voice.speak("Go.", 150)
    assert voice.speak("Stop.", 150) is stop
    voice.speak("Hold it there please.", 150)
    assert voice.speak("Stop.", 150) is stop
    assert voice.speak("Go.", 150) is not go


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    with pytest.raises(VoiceError, match=rf"cannot write in {folder} \(No such file or directory\)"):
        Synthesizer(folders=[folder]).speak(SENTENCE, 150)


def test_where_one_folder_cannot_be_written_the_next_is_taken(tmp_path: Path) -> None:
    assert Synthesizer(folders=[tmp_path / "full", tmp_path]).speak(SENTENCE, 150).seconds > 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not IN_MEMORY.is_dir(), reason="only Linux keeps files in memory there")
def test_a_disk_without_any_room_silences_nobody(tmp_path: Path) -> None:
    said = run(
        f"""
import tempfile
from voice.speaking.synthesizer import Synthesizer
tempfile.tempdir = {str(tmp_path / "full")!r}
print(Synthesizer().speak({SENTENCE!r}, 150).seconds > 1)
"""
    )
    assert (said.stdout, said.stderr) == ("True\n", "")


def test_a_full_disk_is_reported_in_one_sentence_and_got_over(tmp_path: Path) -> None:
    result = run(
        f"""
import resource
from voice.errors import VoiceError
from voice.speaking.synthesizer import Synthesizer
voice = Synthesizer()
voice.speak("Stop.", 150)
for _ in range(2):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        voice.speak({SENTENCE!r}, 150)
    except VoiceError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
print(voice.speak({SENTENCE!r}, 150).seconds > 1)
"""
    )
    message = (
        "The voice cannot write in /tmp (File too large): make room there, or set TMPDIR to another folder."
    )
    assert result.stdout.splitlines() == [message, message, "True"]
    assert result.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_the_engine_reaches_the_terminal() -> None:
    result = run(f"""
from voice.speaking.engine import shared_engine
from voice.errors import VoiceError
from voice.speaking.synthesizer import Synthesizer
Synthesizer().speak({SENTENCE!r}, 150)
for name in shared_engine().voices().values():
    Synthesizer(name).speak("Hello.", 150)
for name in ("nobody", "mb/mb-en1", "gmw/en-us+nobody"):
    try:
        Synthesizer(name)
    except VoiceError:
        pass
print("mine")
""")
    assert (result.stdout, result.stderr, result.returncode) == ("mine\n", "", 0)


SPEAK_IN_TURNS = """
import hashlib
from voice.speaking.synthesizer import Synthesizer
voices = [Synthesizer("English (America)"), Synthesizer("English (Great Britain)")]
for rate in range(100, 140):
    print(hashlib.sha256(voices[rate % 2].speak("Start further apart.", rate).samples).hexdigest())
"""


def test_the_same_sentences_in_the_same_order_are_the_same_sound() -> None:
    first, second = run(SPEAK_IN_TURNS), run(SPEAK_IN_TURNS)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == second.stdout
