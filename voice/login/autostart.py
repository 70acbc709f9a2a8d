"""The autostart: what has the system start Charley at login; one class for each system."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from xml.sax.saxutils import escape

from platformdirs import user_config_path

from voice.errors import VoiceError
from voice.folders import data_folder
from voice.login.file import NOT_THERE, Manage, filled, put, remove
from voice.login.systemd import SystemdUnit
from voice.settings import settings_file

COMMAND = (sys.executable, "-P", "-m", "voice", "listen")
"""What is started, wherever Charley is installed; -P: not a folder called "voice" in the home."""

PATIENCE = 60
"""Seconds a system may take to start or stop Charley."""


class Autostart(Protocol):
    """Whatever starts Charley at login."""

    @property
    def file(self) -> Path:
        """The one file that says so to the system."""

    def install(self) -> str:
        """Have Charley started; the sentence that says what was done. Raises VoiceError."""

    def uninstall(self) -> str:
        """Have it started no more; the sentence that says what was done. Raises VoiceError."""


@dataclass(frozen=True, slots=True)
class LaunchAgent:
    """An agent of the user's in launchd: macOS."""

    folder: Path
    """Where the user's agents lie."""
    command: Sequence[str]
    domain: str
    """The user's session, such as "gui/501"."""
    manage: Manage

    @property
    def file(self) -> Path:
        """The agent's property list."""
        return self.folder / "charley.plist"

    def install(self) -> str:
        """Write the agent and load it; anew only where it is another one, or none is loaded."""
        agent = filled(
            "charley.plist",
            command="\n\t\t".join(f"<string>{escape(word)}</string>" for word in self.command),
        )
        there = self.file.exists()
        another = put(self.file, agent)
        if there and another:
            self._stop()
        if another or not self._is_loaded():
            self._start()
        return 'Charley listens from now on, and after each login; "charley status" shows it.'

    def uninstall(self) -> str:
        """Stop it and remove the agent."""
        if not self.file.exists():
            return NOT_THERE
        self._stop()
        remove(self.file)
        return 'Charley has stopped, and starts at login no more; "charley status" shows it.'

    def _start(self) -> None:
        """Have launchd load it; where that fails, nothing of it stays behind."""
        try:
            self.manage(("launchctl", "bootstrap", self.domain, str(self.file)))
        except VoiceError:
            remove(self.file)
            raise

    def _is_loaded(self) -> bool:
        try:
            self.manage(("launchctl", "print", f"{self.domain}/charley"))
        except VoiceError:
            return False
        return True

    def _stop(self) -> None:
        """Have launchd forget it; who was stopped by hand before is forgotten already."""
        with suppress(VoiceError):
            self.manage(("launchctl", "bootout", f"{self.domain}/charley"))


@dataclass(frozen=True, slots=True)
class StartupScript:
    """A script in the Startup folder, which starts Charley without a window: Windows."""

    folder: Path
    """The user's Startup folder."""
    command: Sequence[str]

    @property
    def file(self) -> Path:
        """The script."""
        return self.folder / "charley.vbs"

    def install(self) -> str:
        """Write the script."""
        program, *arguments = self.command
        words = _basic(program), _basic(" ".join(arguments))
        script = filled("charley.vbs", program=words[0], arguments=words[1])
        put(self.file, script, encoding="utf-16")  # the script host reads it, whatever the user is called
        return 'Charley listens after each login from the next one on; "charley status" shows it.'

    def uninstall(self) -> str:
        """Remove the script; who listens goes on until the login ends."""
        if not self.file.exists():
            return NOT_THERE
        remove(self.file)
        return 'Charley starts at login no more; "charley status" shows whether one still listens.'


def user_autostart() -> Autostart:
    """The autostart of the person who runs Charley, on this system."""
    match sys.platform:
        case "darwin":
            folder = Path.home() / "Library" / "LaunchAgents"
            return LaunchAgent(folder, COMMAND, f"gui/{os.getuid()}", run)
        case "win32":
            menu = user_config_path("Microsoft", appauthor=False, roaming=True) / "Windows" / "Start Menu"
            return StartupScript(menu / "Programs" / "Startup", COMMAND)
    units = user_config_path("systemd", appauthor=False) / "user"
    return SystemdUnit(units, COMMAND, own_folders(), run)


def own_folders() -> tuple[Path, ...]:
    """Folders in which Charley keeps files of its own."""
    return data_folder(), settings_file().parent


def run(command: Sequence[str]) -> None:
    """Run a command of the system's to its end. Raises VoiceError with what it complained of."""
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)  # noqa: S603
    except subprocess.CalledProcessError as error:
        raise VoiceError(f'"{" ".join(command)}" failed: {error.stderr.strip()}') from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VoiceError(f'"{" ".join(command)}" cannot be run: {error}') from error


def _basic(text: str) -> str:
    """A text as Visual Basic reads it."""
    return '"{}"'.format(text.replace('"', '""'))
