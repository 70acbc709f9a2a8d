"""The autostart: what is written for each system, and that nothing of it stays behind."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.terminal import charley, complaint
from voice.errors import VoiceError
from voice.login.autostart import Autostart, LaunchAgent, StartupScript
from voice.login.systemd import SystemdUnit

ODD = "100% <odd> & $HOME %h ü"
"""A folder's name with all that means something to one of the systems."""


@dataclass
class Manager:
    """A system that takes down what it is told to do, and may be away."""

    there: bool = True
    sandboxes: bool = True
    loaded: bool = False
    """Whether launchd knows the agent."""
    told: list[str] = field(default_factory=list)

    def __call__(self, command: Sequence[str]) -> None:
        if not self.there:
            raise VoiceError("Failed to connect to bus")
        if command[0] == "systemd-run":
            if not self.sandboxes:
                raise VoiceError("status=217/USER")
            return
        if command[:2] == ("launchctl", "print"):
            if not self.loaded:
                raise VoiceError("Could not find service")
            return
        self.loaded = "bootstrap" in command
        self.told.append(" ".join(command))


@pytest.fixture
def manager() -> Manager:
    return Manager()


@pytest.fixture
def command(tmp_path: Path) -> tuple[str, ...]:
    """A command in an odd place, which can be run."""
    python = tmp_path / ODD / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/bin/true")
    return (str(python), "-P", "-m", "voice", "listen")


@pytest.fixture
def unit(tmp_path: Path, command: Sequence[str], manager: Manager) -> SystemdUnit:
    own = (tmp_path / ODD / "data", tmp_path / ODD / "settings")
    return SystemdUnit(tmp_path / "units", command, own, manager)


@pytest.fixture
def agent(tmp_path: Path, command: Sequence[str], manager: Manager) -> LaunchAgent:
    return LaunchAgent(tmp_path / "agents", command, "gui/501", manager)


@pytest.fixture
def script(tmp_path: Path, command: Sequence[str]) -> StartupScript:
    return StartupScript(tmp_path / "Startup", command)


@pytest.fixture(params=["unit", "agent", "script"])
def autostart(request: pytest.FixtureRequest) -> Autostart:
    made: Autostart = request.getfixturevalue(request.param)
    return made


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_uninstall_removes_all_that_install_wrote_and_each_may_be_repeated(
    autostart: Autostart, tmp_path: Path
) -> None:
    before = files(tmp_path)
    sentences = {autostart.install()}
    written = autostart.file.read_bytes()
    assert files(tmp_path) - before == {autostart.file}
    sentences.add(autostart.install())
    assert autostart.file.read_bytes() == written
    assert len(sentences) == 1
    (sentence,) = sentences
    assert "charley status" in sentence
    assert "charley status" in autostart.uninstall()
    assert files(tmp_path) == before
    assert "nothing was changed" in autostart.uninstall()


def test_systemd_is_told_to_start_it_now_and_at_login_but_not_anew_without_need(
    unit: SystemdUnit, manager: Manager
) -> None:
    unit.install()
    assert manager.told[1:] == [
        "systemctl --user daemon-reload",
        "systemctl --user enable charley.service",
        "systemctl --user restart charley.service",
    ]
    unit.install()
    assert manager.told[-1] == "systemctl --user start charley.service"
    unit.uninstall()
    assert manager.told[-2:] == [
        "systemctl --user disable --now charley.service",
        "systemctl --user daemon-reload",
    ]


def test_what_charley_has_kept_outlives_uninstall(unit: SystemdUnit) -> None:
    data, settings = unit.writable
    unit.install()
    (data / "diary.sqlite3").touch()
    unit.uninstall()
    assert (data / "diary.sqlite3").exists()
    assert not settings.exists()


def test_without_systemd_one_sentence_says_what_to_do_and_nothing_is_written(
    unit: SystemdUnit, manager: Manager, tmp_path: Path
) -> None:
    before = files(tmp_path)
    manager.there = False
    with pytest.raises(VoiceError, match=r"No systemd answers here.*-m voice listen"):
        unit.install()
    assert files(tmp_path) == before


def test_systemd_finds_no_fault_with_the_unit_and_its_command_in_an_odd_place(
    unit: SystemdUnit, command: Sequence[str], tmp_path: Path
) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here to check the unit with")
    unit.install()
    assert verified(unit.file, tmp_path) == ""
    Path(command[0]).unlink()
    assert f"Command {command[0]} is not executable" in verified(unit.file, tmp_path)


def verified(unit: Path, runtime: Path) -> str:
    """What systemd complains of in a unit."""
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", unit],
        env={**os.environ, "XDG_RUNTIME_DIR": str(runtime)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert bool(done.returncode) is bool(done.stderr)
    return done.stderr


def test_the_sandbox_is_asked_for_by_name_where_the_system_has_one(unit: SystemdUnit) -> None:
    sentence = unit.install()
    assert "sandbox" not in sentence
    assert "PrivateUsers=yes" in unit.file.read_text(encoding="utf-8").splitlines()


def test_where_the_system_refuses_a_sandbox_charley_starts_all_the_same_and_says_so(
    unit: SystemdUnit, manager: Manager
) -> None:
    manager.sandboxes = False
    assert "refuses a sandbox" in unit.install()
    assert "PrivateUsers=no" in unit.file.read_text(encoding="utf-8").splitlines()
    assert manager.told[-1] == "systemctl --user restart charley.service"


def test_a_program_that_systemd_would_not_start_is_refused(tmp_path: Path, manager: Manager) -> None:
    unit = SystemdUnit(tmp_path / "units", ("/home/o'neill/bin/python", "-P"), (), manager)
    with pytest.raises(VoiceError, match="install Charley in another folder"):
        unit.install()
    assert files(tmp_path) == set()


def test_the_unit_keeps_the_internet_and_the_disk_away(unit: SystemdUnit) -> None:
    unit.install()
    lines = unit.file.read_text(encoding="utf-8").splitlines()
    assert {
        "NoNewPrivileges=yes",
        "PrivateNetwork=yes",
        "RestrictAddressFamilies=AF_UNIX",
        "ProtectSystem=strict",
        "ProtectHome=read-only",
        "Restart=on-failure",
    } <= set(lines)


def test_launchd_reads_the_command_as_it_is(
    agent: LaunchAgent, command: Sequence[str], manager: Manager
) -> None:
    agent.install()
    read = plistlib.loads(agent.file.read_bytes())
    assert read["ProgramArguments"] == [*command]
    assert read["RunAtLoad"] is True
    assert read["ProcessType"] == "Interactive"
    assert read["KeepAlive"] == {"SuccessfulExit": False}
    assert manager.told == [f"launchctl bootstrap gui/501 {agent.file}"]


def test_an_agent_that_was_stopped_by_hand_can_be_uninstalled(agent: LaunchAgent, manager: Manager) -> None:
    agent.install()
    manager.there = False
    agent.uninstall()
    assert not agent.file.exists()


def test_an_agent_that_launchd_refused_is_not_left_behind_and_may_be_installed_again(
    agent: LaunchAgent, manager: Manager
) -> None:
    manager.there = False
    with pytest.raises(VoiceError):
        agent.install()
    assert not agent.file.exists()
    manager.there = True
    agent.install()
    assert manager.told == [f"launchctl bootstrap gui/501 {agent.file}"]


def test_an_agent_that_was_stopped_by_hand_is_started_by_another_install(
    agent: LaunchAgent, manager: Manager
) -> None:
    agent.install()
    agent.install()
    assert len(manager.told) == 1
    manager.loaded = False
    agent.install()
    assert manager.told == [f"launchctl bootstrap gui/501 {agent.file}"] * 2


def test_windows_starts_it_without_a_window(tmp_path: Path) -> None:
    folder = r"C:\Users\Zoë 100%\charley"
    script = StartupScript(tmp_path, (rf"{folder}\python.exe", "-P", "-m", "voice", "listen"))
    script.install()
    *_, line = script.file.read_text(encoding="utf-16").splitlines()
    shell = 'CreateObject("Shell.Application").ShellExecute'
    assert line == rf'{shell} "{folder}\python.exe", "-P -m voice listen", "", "open", 0'


def test_the_command_line_says_so_in_one_sentence_where_there_is_no_systemd(tmp_path: Path) -> None:
    empty = {"PATH": str(tmp_path)}
    assert complaint(charley("install", home=tmp_path, **empty)).startswith("No systemd answers here")
    assert "nothing was changed" in charley("uninstall", home=tmp_path, **empty).stdout


@pytest.mark.parametrize("words", [("install", "--microphone", "USB"), ("--volume", "0.4", "install")])
def test_what_would_be_forgotten_at_login_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    done = charley(*words, home=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "settings.toml alone: write your choice there" in complaint(done)
