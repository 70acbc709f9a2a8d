"""What goes wrong around Charley, and what it makes of it: one sentence, the right status, nothing lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import soundfile

from intents.content.library import load_library
from intents.content.tables import shipped
from intents.errors import ContentError
from tests.dialogue import library
from tests.night import Night
from tests.scene import scene
from tests.soundserver import wait_until
from tests.terminal import CHARLEY, PATIENCE, charley, complaint, home_at, start
from voice.diary.file import DiaryFile
from voice.diary.scribe import Scribe
from voice.disclaimer import DISCLAIMER, FirstUse
from voice.sound import RATE

only_linux = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and ulimit are Linux's")

TEN_SECONDS = 10 * 2 * 22_050
"""Bytes of a reply."""

KILOBYTES = 300
"""Size of the largest file on a disk that is nearly full: a sentence fits, a conversation does not."""


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short recording, answered with three sentences."""
    file = tmp_path_factory.mktemp("speech") / "speech.wav"
    soundfile.write(file, scene([(1, "calf cramp"), (6, "next")], 12), RATE)
    return file


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording that takes longer to replay than any of these tests waits."""
    file = tmp_path_factory.mktemp("night") / "night.wav"
    soundfile.write(file, np.tile(scene([(1, "leg cramp"), (6, "calf"), (11, "next")], 15), 120), RATE)
    return file


def on_a_small_disk(*words: str | Path, home: Path, kilobytes: int) -> subprocess.CompletedProcess[str]:
    """Run a command whose files cannot grow beyond a size: writing more fails as on a full disk."""
    limited = ["bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash", CHARLEY, *words]
    return subprocess.run(
        limited, env=home_at(home), cwd=home, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


# -- interrupted -----------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_replay_ends_at_once_and_keeps_what_it_has(
    number: signal.Signals, night: Path, tmp_path: Path
) -> None:
    log, reply = tmp_path / "log.jsonl", tmp_path / "reply.wav"
    running = start("replay", night, "--log", log, "--reply", reply, home=tmp_path)
    wait_until(lambda: reply.exists() and reply.stat().st_size > TEN_SECONDS, "the replay to go on")
    running.send_signal(number)
    out, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, out) == (130, "")
    assert err == "charley: stopped; start it again with the same command.\n"
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [event["intent"] for event in events if event["event"] == "heard"][:2] == ["leg_cramp", "place"]
    assert soundfile.info(reply).duration >= events[-1]["at"] - 0.1


@pytest.mark.parametrize("words", [("chat",), ("recognize", "night.wav"), ("demo",)])
@pytest.mark.parametrize("delay", [0.3, 0.5, 0.7, 0.9])
def test_ctrl_c_at_any_moment_leaves_one_sentence(
    words: tuple[str, ...], delay: float, night: Path, tmp_path: Path
) -> None:
    (tmp_path / "night.wav").symlink_to(night)
    running = start(*words, home=tmp_path)
    with suppress(subprocess.TimeoutExpired):
        running.wait(delay)  # importing, loading the model, working: wherever this machine is by then
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=PATIENCE)
    faster = running.returncode == 0 and words == ("demo",)
    assert faster or running.returncode == 130
    assert err == ("" if faster else "charley: stopped; start it again with the same command.\n")


def test_a_reader_who_has_heard_enough_is_no_fault_to_speak_of(tmp_path: Path) -> None:
    chat = subprocess.Popen(
        [CHARLEY, "chat"],
        env=home_at(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert chat.stdin
    assert chat.stdout
    chat.stdout.close()
    chat.stdin.write("leg cramp\ncalf\nnext\n")
    chat.stdin.close()
    chat.stdin = None
    assert chat.wait(PATIENCE) == 1
    assert chat.stderr
    with chat.stderr:
        assert chat.stderr.read() == ""


# -- no room and no place to write -----------------------------------------------------------------


@only_linux
@pytest.mark.parametrize("option", ["--log", "--reply"])
@pytest.mark.parametrize(
    ("place", "reason"),
    [("/dev/full", "No space left"), ("gone/there", "No such file"), (".", "Is a directory")],
)
def test_a_file_that_cannot_be_written_is_named(
    option: str, place: str, reason: str, speech: Path, tmp_path: Path
) -> None:
    done = charley("replay", speech, option, place, home=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    sentence = complaint(done)
    assert sentence.startswith(f"{place} cannot be written: make room there or choose another place")
    assert reason in sentence


@only_linux
def test_a_disk_that_fills_up_under_the_reply_is_told(speech: Path, tmp_path: Path) -> None:
    done = on_a_small_disk("replay", speech, "--reply", "reply.wav", home=tmp_path, kilobytes=KILOBYTES)
    assert (done.returncode, done.stdout) == (1, "")
    assert complaint(done).startswith("reply.wav cannot be written: make room there")


@only_linux
def test_a_disk_without_room_for_a_sentence_is_told(speech: Path, tmp_path: Path) -> None:
    done = on_a_small_disk("replay", speech, home=tmp_path, kilobytes=1)
    assert (done.returncode, done.stdout) == (1, "")
    assert complaint(done).startswith("The voice cannot write in ")
    assert "make room there, or set TMPDIR" in done.stderr


@only_linux
@pytest.mark.parametrize("words", ["chat < in", "recognize speech.wav", "demo", "models list"])
def test_output_that_cannot_be_written_is_told(words: str, speech: Path, tmp_path: Path) -> None:
    (tmp_path / "speech.wav").symlink_to(speech)
    (tmp_path / "in").write_text("leg cramp\n", encoding="utf-8")
    done = subprocess.run(
        ["bash", "-c", f"'{CHARLEY}' {words} > /dev/full"],
        env=home_at(tmp_path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1
    assert "No space left on device" in complaint(done)


def test_a_missing_folder_for_temporary_files_is_replaced_by_the_next(speech: Path, tmp_path: Path) -> None:
    done = charley("replay", speech, home=tmp_path, TMPDIR=str(tmp_path / "gone"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("option", ["--reply", "--log"])
def test_a_recording_is_never_written_over(option: str, speech: Path, tmp_path: Path) -> None:
    (tmp_path / "link.wav").symlink_to(speech)
    before = speech.read_bytes()
    done = charley("replay", speech, option, "link.wav", home=tmp_path)
    assert done.returncode == 1
    assert "must be different files" in complaint(done)
    assert speech.read_bytes() == before


def test_an_old_reply_survives_a_recording_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "old.wav").write_text("precious", encoding="utf-8")
    assert charley("replay", "gone.wav", "--reply", "old.wav", home=tmp_path).returncode == 1
    assert (tmp_path / "old.wav").read_text(encoding="utf-8") == "precious"


# -- a folder that cannot be entered ---------------------------------------------------------------


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder that nobody may enter, root neither: its name is too long."""
    return tmp_path / ("x" * 300)


def test_where_nothing_can_be_remembered_the_disclaimer_is_said_again(closed: Path) -> None:
    memory = FirstUse(closed / "introduced")
    memory.note(0.0, "say", key=DISCLAIMER)
    assert memory.pending


def test_a_diary_that_cannot_be_reached_is_not_offered_and_relief_goes_on(closed: Path) -> None:
    bedroom = Night(scribe=Scribe(DiaryFile(closed / "diary.sqlite3"), library()))
    for text in ("calf cramp", "next", "it's gone", "done"):
        bedroom.person(text)
        bedroom.listen()
    assert bedroom.said() == ["calf.straighten", "calf.heel", "aftercare.sore", "farewell"]


@only_linux
def test_where_nobody_can_look_nobody_is_said_to_listen(closed: Path, tmp_path: Path) -> None:
    done = charley("status", home=tmp_path, XDG_DATA_HOME=str(closed))
    assert done.returncode == 3
    assert done.stdout.startswith("Charley is not listening")


# -- missing libraries, and words with a mistake ---------------------------------------------------


@pytest.mark.parametrize("words", [(), ("listen",)])
def test_without_portaudio_the_package_to_install_is_named(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    done = charley(*words, home=tmp_path, PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "sudo apt install libportaudio2" in complaint(done)


@only_linux
@pytest.mark.parametrize("words", [("replay",), ("demo",)])
def test_without_espeak_the_package_to_install_is_named(
    words: tuple[str, ...], speech: Path, tmp_path: Path
) -> None:
    """The stand-in raises what pyttsx3 raises where it finds no library."""
    text = "def init():\n    raise RuntimeError('eSpeak or eSpeak-ng not installed on this system')\n"
    (tmp_path / "pyttsx3.py").write_text(text)
    recording = [speech] if words == ("replay",) else []
    done = charley(*words, *recording, home=tmp_path, PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "sudo apt install espeak-ng" in complaint(done)


def test_hearing_needs_no_voice_and_no_sound_card(speech: Path, tmp_path: Path) -> None:
    for missing in ("pyttsx3", "sounddevice"):
        (tmp_path / f"{missing}.py").write_text("raise OSError('not installed')\n")
    done = charley("recognize", speech, home=tmp_path, PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["intent"] == "leg_cramp"


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("[next]", "[nxet]", "phrases.toml: nxet: is not an intent"),
        ('"next step"', '"stop"', r'phrases.toml: .*"stop" is already a phrase of'),
        ('"next step"', "7", "phrases.toml: next.phrases: must be a list of texts"),
        (
            '"{place} cramp"',
            '"{plaice} cramp"',
            r"phrases.toml: .*\{plaice\} cramp\b.* none of the lists",
        ),
        ("[next]", "[next", "phrases.toml: is not valid TOML"),
    ],
)
def test_a_mistake_in_the_phrases_is_named(right: str, wrong: str, reason: str, tmp_path: Path) -> None:
    folder = tmp_path / "en"
    for file in Path(str(shipped("en"))).rglob("*.toml"):
        copy = folder / file.relative_to(str(shipped("en")))
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    phrases = folder / "phrases.toml"
    text = phrases.read_text(encoding="utf-8")
    assert right in text
    phrases.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=reason):
        load_library(folder)
