"""Safe to leave on: a night without any network, and a look at each socket and each file of Charley's."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import soundfile

from tests.bedside import A_STEP, at_the_bedside, text_of
from tests.scene import scene
from tests.soundserver import SoundServer, wait_until
from tests.terminal import CHARLEY, home_at
from voice.hearing.endpointing import ENDPOINTING
from voice.sound import RATE

SOUND_SERVERS = "cookie"
"""A file that PulseAudio's library writes, whoever uses it."""

ALONE = ["unshare", "--user", "--map-root-user", "--net"]
"""Runs a command where there is no network interface at all."""

A_WORD = 0.5
"""Seconds of an utterance at least; a busy machine may play it with gaps, and what follows one is less."""

LOCAL = {"AF_UNIX"}
"""How programs of one machine talk to each other: the sound server is reached so."""


@dataclass(frozen=True)
class Watch:
    """A command's every socket, written down by the system."""

    trace: Path

    @property
    def command(self) -> list[str]:
        """What to run a command within."""
        strace = ["strace", "-D", "-f", "--seccomp-bpf", "-e", "trace=socket", "-o", str(self.trace)]
        return [*strace, *ALONE]

    def families(self) -> set[str]:
        """The families of all sockets, once the command has ended."""
        wait_until(lambda: self.trace.exists() and "+++" in self.trace.read_text(), "strace to finish")
        return set(re.findall(r"socket\((\w+)", self.trace.read_text()))


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    missing = [program for program in ("strace", "unshare") if not shutil.which(program)]
    if missing:
        pytest.skip(f"no {' and no '.join(missing)} here to watch sockets with")
    tried = Watch(tmp_path_factory.mktemp("tried") / "trace")
    done = subprocess.run([*tried.command, "true"], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this system lets nobody be alone or watched: {done.stderr.strip()}")
    return tried


def test_an_internet_socket_would_be_noticed(watch: Watch, tmp_path: Path) -> None:
    here = Watch(tmp_path / "trace")
    program = "import socket; socket.socket(socket.AF_INET); socket.socket(socket.AF_INET6)"
    subprocess.run([*here.command, sys.executable, "-c", program], check=True)
    assert here.families() == {"AF_INET", "AF_INET6"}


@pytest.mark.parametrize(
    "words", [("demo", "--save", "demo"), ("replay", "speech.wav"), ("chat",), ("check",), ("models", "list")]
)
def test_no_command_opens_an_internet_socket(watch: Watch, tmp_path: Path, words: tuple[str, ...]) -> None:
    soundfile.write(tmp_path / "speech.wav", scene([(0.6, "calf cramp"), (5, "next")], 8), RATE)
    here = Watch(tmp_path / "trace")
    subprocess.run(
        [*here.command, CHARLEY, *words],
        env=home_at(tmp_path),
        cwd=tmp_path,
        input=b"leg cramp\ncalf\nnext\n",
        capture_output=True,
        check=words != ("check",),  # it finds no microphone
    )
    assert here.families() <= LOCAL


@dataclass(frozen=True)
class Night:
    """What was found out about a night in which sound was kept."""

    home: Path
    families: set[str]
    transcript: str
    status: tuple[str, str]
    """What `charley status` printed while Charley listened, and after it was killed."""
    exits: tuple[int, int]
    """The exit status of both."""


@pytest.fixture(scope="module")
def night(
    sound_server: SoundServer, watch: Watch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Night]:
    """Charley listens alone, is asked, keeps a diary and a profile, helps, and is killed."""
    home = tmp_path_factory.mktemp("night")
    here = Watch(tmp_path_factory.mktemp("trace") / "trace")
    keep = ["--keep-audio", str(home / "kept")]
    with at_the_bedside(sound_server, home, here.command, keep) as bedside:

        def status() -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-m", "voice", "status"]
            return subprocess.run(command, env=bedside.env, capture_output=True, text=True, check=False)

        bedside.ask("are you recording me", "I keep what I hear")
        bedside.ask("forget my profile", "forgotten")
        bedside.ask("keep a cramp diary", "diary from now on")
        bedside.ask("calf cramp", text_of("calf.straighten"))
        bedside.wait_for("not a doctor")
        time.sleep(A_STEP)
        bedside.ask("stop", "Okay")
        alive = status()
        bedside.process.kill()
        bedside.process.wait()
        dead = status()
        (home / "person.wav").unlink()
        yield Night(
            home,
            here.families(),
            bedside.transcript,
            (alive.stdout, dead.stdout),
            (alive.returncode, dead.returncode),
        )


def test_the_main_job_needs_no_network_and_asks_for_none(night: Night) -> None:
    assert night.families == LOCAL


def test_who_keeps_sound_says_so_at_start_and_keeps_each_utterance(night: Night) -> None:
    assert night.transcript.startswith(f"The sound of each utterance is kept in {night.home / 'kept'}.\n")
    seconds = [soundfile.info(file).duration for file in (night.home / "kept").iterdir()]
    whole = [duration for duration in seconds if duration > A_WORD]
    assert len(whole) >= 5
    assert max(seconds) <= ENDPOINTING.longest + ENDPOINTING.pre_roll


def test_all_that_charley_writes_is_its_owners_alone_and_in_the_folders_that_the_unit_opens(
    night: Night,
) -> None:
    own = [night.home / ".local/share/charley", night.home / ".config/charley", night.home / "kept"]
    written = [path for path in night.home.rglob("*") if path.is_file() and path.name != SOUND_SERVERS]
    assert {"listening", "diary.sqlite3", "introduced", "status.json"} <= {path.name for path in written}
    assert [path for path in written if not any(path.is_relative_to(folder) for folder in own)] == []
    open_to_others = stat.S_IRWXG | stat.S_IRWXO
    assert [path for path in night.home.rglob("*") if path.stat().st_mode & open_to_others] == []


def test_the_status_is_that_of_a_living_charley(night: Night) -> None:
    alive, dead = night.status
    assert night.exits == (0, 3)
    assert alive.startswith("Charley is listening.\n")
    assert "pulse" in alive
    assert re.search(r"^woken +once$", alive, re.MULTILINE)
    assert dead.startswith("Charley is not listening")
