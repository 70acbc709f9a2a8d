"""The whole of Charley on a real sound server: spoken to through a microphone, heard through a speaker."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pocketsphinx
import pytest
import soundfile
from rapidfuzz import fuzz, process

from tests.bedside import Bedside, at_the_bedside, introduced, loudness, text_of
from tests.soundserver import SoundServer, wait_until
from voice.sound import RATE
from voice.status import StatusFile

CANDIDATES = (
    "where.place",
    "calf.straighten",
    "calf.heel",
    "calf.pull",
    "foot.sit",
    "shin.point",
    "gone.gone",
)


@pytest.fixture
def bedside(sound_server: SoundServer, tmp_path: Path) -> Iterator[Bedside]:
    """Charley as on any night but the first."""
    introduced(tmp_path)
    with at_the_bedside(sound_server, tmp_path) as bedside:
        yield bedside


def recognized(wav: Path) -> str:
    """Which of the candidate lines another recognizer than Charley's hears in a recording."""
    sentences = {key: re.sub(r"[^a-z ]", "", text_of(key).lower()) for key in CANDIDATES}
    grammar = "#JSGF V1.0; grammar lines; public <line> = " + " | ".join(sentences.values()) + ";"
    jsgf = wav.with_suffix(".jsgf")
    jsgf.write_text(grammar)
    decoder: Any = pocketsphinx.Decoder(samprate=RATE, jsgf=str(jsgf), loglevel="FATAL")
    samples, rate = soundfile.read(wav, dtype="int16")
    assert rate == RATE
    hiss = np.random.default_rng(0).normal(0, 20, len(samples))  # no microphone hears digital silence
    decoder.start_utt()
    decoder.process_raw((samples + hiss).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    heard = decoder.hyp().hypstr if decoder.hyp() else ""
    best, score, key = process.extractOne(heard, sentences, scorer=fuzz.ratio)
    return key if score > 80 else f"{heard!r}, most like {best!r}"


def test_a_cramp_is_led_through_by_voice_alone(bedside: Bedside) -> None:
    heard = {}
    for said, key in (("leg cramp", "where.place"), ("calf", "calf.straighten"), ("next", "calf.heel")):
        with bedside.recorded(key) as wav:
            bedside.ask(said, text_of(key))
            time.sleep(1.5 + len(text_of(key)) / 12)
        heard[key] = recognized(wav)
    assert heard == {key: key for key in heard}


def test_stop_silences_it_in_the_middle_of_a_sentence_and_it_sleeps(bedside: Bedside) -> None:
    bedside.ask("calf cramp", text_of("calf.straighten"))
    time.sleep(3)
    bedside.ask("last step", text_of("calf.steady"))
    bedside.ask("stop", "Okay")
    time.sleep(1.5)
    with bedside.recorded("asleep") as wav:
        bedside.speak("next")
        assert not bedside.answers_within(1.5)
    assert loudness(wav) == 0


def test_a_sleeping_charley_is_silent_whatever_is_said(bedside: Bedside) -> None:
    with bedside.recorded("silence") as wav:
        for words in ("next", "stop", "the weather will be fine tomorrow", "where did you put my glasses"):
            bedside.speak(words)
        time.sleep(1)
    assert loudness(wav) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_one_sentence_when_it_is_interrupted(bedside: Bedside, number: int) -> None:
    bedside.ask("foot cramp", text_of("foot.sit"))
    os.kill(bedside.process.pid, number)
    assert bedside.process.wait(timeout=10) == 0
    assert bedside.process.stderr is not None
    assert bedside.process.stderr.read() == "charley: stopped; start it again with the same command.\n"


def test_it_hears_answers_where_the_microphone_hears_the_speaker(
    sound_server: SoundServer, bedside: Bedside
) -> None:
    answers = (
        ("what causes cramps", "causes.what"),
        ("leg cramp", "where.place"),
        ("calf", "calf.straighten"),
        ("next", "calf.heel"),
    )
    with sound_server.one_room():
        for said, key in answers:
            bedside.ask(said, text_of(key))
            time.sleep(1.5 + len(text_of(key)) / 12)
        bedside.ask("what causes cramps", text_of("causes.unknown"))
        time.sleep(1)
        bedside.ask("stop", "Okay")


def test_it_says_on_the_first_night_only_that_it_is_no_doctor(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    for night in ("first", "second"):
        with at_the_bedside(sound_server, tmp_path) as bedside:
            bedside.ask("calf cramp", text_of("calf.straighten"))
            time.sleep(6)
            bedside.ask("good night", "Good night")
        assert ("not a doctor" in bedside.transcript) == (night == "first")


def test_where_nothing_can_be_kept_it_helps_and_says_so_on_stderr(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    closed = tmp_path / ("x" * 300)  # no system enters a folder with such a name
    with at_the_bedside(sound_server, tmp_path, XDG_DATA_HOME=str(closed)) as bedside:
        bedside.ask("leg cramp", text_of("where.place"))
        bedside.wait_for("not a doctor")
        bedside.process.kill()
        assert bedside.process.stderr
        complaints = bedside.process.stderr.read().splitlines()
    assert [line for line in complaints if line.startswith(f"charley: cannot keep {closed}")]


def test_a_microphone_that_is_muted_from_the_start_is_told_of(bedside: Bedside, tmp_path: Path) -> None:
    bedside.wait_for("The microphone hears nothing: unmute it")
    status = StatusFile(tmp_path / ".local/share/charley/status.json")
    assert (told := status.read())
    assert told.muted
    bedside.ask("leg cramp", text_of("where.place"))
    assert (told := status.read())
    assert not told.muted


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_it_helps_though_nothing_can_be_printed_and_says_so_once(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    within = ("bash", "-c", 'echo Listening; exec "$@" > /dev/full', "bash")
    introduced(tmp_path)
    with at_the_bedside(sound_server, tmp_path, within) as bedside:
        wait_until((tmp_path / ".local/share/charley/status.json").exists, "Charley to listen")
        with bedside.recorded("answers") as answers:
            for text in ("leg cramp", "calf", "leg cramp"):
                bedside.speak(text)
                time.sleep(2)
        os.kill(bedside.process.pid, signal.SIGINT)
        assert bedside.process.wait(timeout=10) == 0
        assert bedside.process.stderr is not None
        complaints = bedside.process.stderr.read().splitlines()
    assert loudness(answers) > 0
    assert [line.split(":")[1] for line in complaints] == [
        " cannot print",
        " stopped; start it again with the same command.",
    ]
