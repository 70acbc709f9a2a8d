"""The autostart of Linux: a unit of the user's in systemd."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from voice.errors import VoiceError
from voice.files import writing_to
from voice.login.file import NOT_THERE, Manage, filled, put, remove

SERVICE = "charley.service"

REFUSED = "'\"\\"
"""What systemd accepts in no program's path, however it is written."""

SANDBOX = ("PrivateUsers=yes", "PrivateNetwork=yes", "ProtectSystem=strict", "PrivateTmp=yes")
"""What a system refuses its users where it lets them have no namespaces."""

NO_SANDBOX = "This system refuses a sandbox: Charley cannot reach the internet, but may write to your files."


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
        unit = filled(
            SERVICE,
            command=_quoted(self.command),
            sandbox="yes" if sandbox else "no",
            writable=_quoted(f"-{folder}" for folder in self.writable),
        )
        for folder in self.writable:  # systemd can open only those that are there
            with writing_to(folder):
                folder.mkdir(parents=True, exist_ok=True)
        changed = put(self.file, unit)
        self._systemctl("daemon-reload")
        self._systemctl("enable", SERVICE)
        self._systemctl("restart" if changed else "start", SERVICE)
        done = 'Charley listens from now on, and after each login; "charley status" shows it.'
        return done if sandbox else f"{done} {NO_SANDBOX}"

    def uninstall(self) -> str:
        """Stop it and remove the unit, and the folders that were made for it and stayed empty."""
        if not self.file.exists():
            return NOT_THERE
        self._require_systemd()
        self._systemctl("disable", "--now", SERVICE)
        remove(self.file)
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


def _quoted(words: Iterable[str]) -> str:
    """Words as systemd reads them: quoted, and with no specifier in them."""
    marks = str.maketrans({"\\": "\\\\", '"': '\\"', "%": "%%"})
    return " ".join(f'"{word.translate(marks)}"' for word in words)
