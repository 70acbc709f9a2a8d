"""The autostart: what has the system start Charley at login; one class for each system."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template
from typing import Protocol
from xml.sax.saxutils import escape

from platformdirs import user_config_path, user_data_path

from voice.errors import VoiceError
from voice.files import replace_file, writing_to
from voice.settings import settings_file

COMMAND = (sys.executable, "-P", "-m", "voice", "listen")
"""What is started, wherever Charley is installed; -P: not a folder called "voice" in the home."""

SERVICE = "charley.service"

REFUSED = "'\"\\"
"""What systemd accepts in no program's path, however it is written."""

SANDBOX = ("PrivateUsers=yes", "PrivateNetwork=yes", "ProtectSystem=strict", "PrivateTmp=yes")
"""What a system refuses its users where it lets them have no namespaces."""

PATIENCE = 60
"""Seconds a system may take to start or stop Charley."""

Manage = Callable[[Sequence[str]], None]
"""Runs a command of the system's. Raises VoiceError where that fails."""


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
class SystemdUnit:
    """A unit of the user's in systemd: Linux."""

    folder: Path
    """Where the user's units lie."""
    command: Sequence[str]
    writable: Sequence[Path]
    """Folders Charley keeps its own files in: all that it may write to."""
    manage: Manage

    @property
    def file(self) -> Path:
        """The unit."""
        return self.folder / SERVICE

    def install(self) -> str:
        """Write the unit and start it; anew only where it is another one."""
        self._require_systemd()
        if set(self.command[0]) & set(REFUSED):
            raise VoiceError(
                f"systemd cannot start {self.command[0]}, whose path has quotes or backslashes in it: "
                "install Charley in another folder."
            )
        sandbox = self._allows_sandbox()
        unit = _filled(
            SERVICE,
            command=_quoted(self.command),
            sandbox="yes" if sandbox else "no",
            writable=_quoted(f"-{folder}" for folder in self.writable),
        )
        for folder in self.writable:  # systemd can open only those that are there
            with writing_to(folder):
                folder.mkdir(parents=True, exist_ok=True)
        changed = _put(self.file, unit)
        self._systemctl("daemon-reload")
        self._systemctl("enable", SERVICE)
        self._systemctl("restart" if changed else "start", SERVICE)
        done = 'Charley listens from now on, and after each login; "charley status" shows it.'
        return done if sandbox else f"{done} {_NO_SANDBOX}"

    def uninstall(self) -> str:
        """Stop it and remove the unit, and the folders that were made for it and stayed empty."""
        if not self.file.exists():
            return _NOT_THERE
        self._require_systemd()
        self._systemctl("disable", "--now", SERVICE)
        _remove(self.file)
        self._systemctl("daemon-reload")
        for folder in self.writable:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        return 'Charley has stopped, and starts at login no more; "charley status" shows it.'

    def _require_systemd(self) -> None:
        try:
            self._systemctl("show-environment")
        except VoiceError as error:
            raise VoiceError(
                "No systemd answers here, so nothing was changed: have your system run "
                f'"{" ".join(self.command)}" when you log in.'
            ) from error

    def _allows_sandbox(self) -> bool:
        """Whether this system starts a command in one."""
        properties = (f"--property={value}" for value in SANDBOX)
        try:
            self.manage(("systemd-run", "--user", "--wait", "--collect", "--quiet", *properties, "true"))
        except VoiceError:
            return False
        return True

    def _systemctl(self, *words: str) -> None:
        self.manage(("systemctl", "--user", *words))


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
        """Write the agent and load it; anew only where it is another one."""
        agent = _filled(
            "charley.plist",
            command="\n\t\t".join(f"<string>{escape(word)}</string>" for word in self.command),
        )
        there = self.file.exists()
        if _put(self.file, agent):
            if there:
                self.manage(("launchctl", "bootout", f"{self.domain}/charley"))
            self.manage(("launchctl", "bootstrap", self.domain, str(self.file)))
        return 'Charley listens from now on, and after each login; "charley status" shows it.'

    def uninstall(self) -> str:
        """Stop it and remove the agent."""
        if not self.file.exists():
            return _NOT_THERE
        self.manage(("launchctl", "bootout", f"{self.domain}/charley"))
        _remove(self.file)
        return 'Charley has stopped, and starts at login no more; "charley status" shows it.'


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
        script = _filled("charley.vbs", program=words[0], arguments=words[1])
        _put(self.file, script, encoding="utf-16")  # the script host reads it, whatever the user is called
        return 'Charley listens after each login from the next one on; "charley status" shows it.'

    def uninstall(self) -> str:
        """Remove the script; who listens goes on until the login ends."""
        if not self.file.exists():
            return _NOT_THERE
        _remove(self.file)
        return 'Charley starts at login no more; "charley status" shows whether one still listens.'


_NO_SANDBOX = "This system refuses a sandbox: Charley cannot reach the internet, but may write to your files."

_NOT_THERE = 'Charley was not started at login, so nothing was changed; "charley install" would do it.'


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
    return user_data_path("charley", appauthor=False), settings_file().parent


def run(command: Sequence[str]) -> None:
    """Run a command of the system's to its end. Raises VoiceError with what it complained of."""
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)  # noqa: S603
    except subprocess.CalledProcessError as error:
        raise VoiceError(f'"{" ".join(command)}" failed: {error.stderr.strip()}') from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VoiceError(f'"{" ".join(command)}" cannot be run: {error}') from error


def _filled(template: str, **words: str) -> str:
    file = resources.files("voice") / "templates" / template
    return Template(file.read_text(encoding="utf-8")).substitute(words)


def _put(file: Path, text: str, encoding: str = "utf-8") -> bool:
    """Write a file; whether it was another one before."""
    with writing_to(file):
        if file.exists() and file.read_bytes() == text.encode(encoding):
            return False
        replace_file(file, text, encoding)
    return True


def _remove(file: Path) -> None:
    with writing_to(file):
        file.unlink()


def _quoted(words: Iterable[str]) -> str:
    """Words as systemd reads them: quoted, and with no specifier in them."""
    marks = str.maketrans({"\\": "\\\\", '"': '\\"', "%": "%%"})
    return " ".join(f'"{word.translate(marks)}"' for word in words)


def _basic(text: str) -> str:
    """A text as Visual Basic reads it."""
    return '"{}"'.format(text.replace('"', '""'))
