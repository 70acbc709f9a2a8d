"""The profile's file: what the user has told Charley of themselves."""

from __future__ import annotations

import difflib
import logging
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from intents.content.profile import NOBODY, Profile
from intents.dialogue.about import KEPT
from intents.dialogue.session import Session
from voice.errors import VoiceError
from voice.files import replace_file, writing_to
from voice.settings import user_folder

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """A TOML file with one line: `conditions = ["numb_feet"]`."""

    path: Path

    def read(self, known: Collection[str]) -> Profile:
        """The conditions; none where there is no file. Raises VoiceError where one is not known."""
        try:
            conditions = tomllib.loads(self.path.read_text(encoding="utf-8-sig"))["conditions"]
        except FileNotFoundError:
            return NOBODY
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
            raise self._wrong() from error
        if not isinstance(conditions, list) or not all(isinstance(key, str) for key in conditions):
            raise self._wrong()
        for key in conditions:
            try:
                require_condition(key, known)
            except VoiceError as error:
                raise VoiceError(f"{self.path}: {error}") from None
        return frozenset(conditions)

    def keep(self, profile: Profile) -> None:
        """Put this profile in place of the one before; no condition, no file. Raises VoiceError."""
        names = ", ".join(f'"{key}"' for key in sorted(profile))
        with writing_to(self.path):
            if profile:
                replace_file(self.path, f"conditions = [{names}]\n")
            else:
                self.path.unlink(missing_ok=True)

    def _wrong(self) -> VoiceError:
        return VoiceError(
            f'{self.path} is no profile: run "charley profile clear", then "charley profile ask".'
        )


class ProfileKeeper:
    """A journal that keeps the conversation's profile once the person has heard that it is kept."""

    def __init__(self, file: ProfileFile, session: Session) -> None:
        self._file = file
        self._session = session

    def note(self, at: float, event: str, /, **fields: object) -> None:
        """Where it cannot be kept, it holds for this night only."""
        if event == "say" and fields["key"] in KEPT:
            try:
                self._file.keep(self._session.profile)
            except VoiceError as error:
                _LOGGER.warning("%s", error)


def require_condition(key: str, known: Collection[str]) -> None:
    """Refuse what is no condition. Raises VoiceError, which says what would be right."""
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"the conditions are {', '.join(known)}."
        raise VoiceError(f'"{key}" is no condition of a profile: {hint}')


def user_profile() -> ProfileFile:
    """The profile of the person who runs Charley."""
    return ProfileFile(user_folder() / "profile.toml")
