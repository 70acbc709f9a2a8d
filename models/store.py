"""Where models live: the built-in one in the package, fetched ones in the user's data folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from models.digest import damaged, recorded
from models.errors import ModelError
from models.folder import require_whole

BUILT_IN = "built-in"
"""Name of the model that comes with Charley."""


def built_in() -> Path:
    """Folder of the model that comes with Charley."""
    return Path(__file__).parent / "en"


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of fetched models, each in a folder of its own name."""

    folder: Path

    def installed(self) -> tuple[str, ...]:
        """Names of the models there, sorted; work in hand has a name with a dot in front and is none."""
        if not self.folder.is_dir():
            return ()
        return tuple(
            sorted(
                child.name
                for child in self.folder.iterdir()
                if child.is_dir() and not child.name.startswith(".")
            )
        )

    def find(self, model: str) -> Path:
        """Folder of a model given as "built-in", by the name of a fetched one, or as a path.

        The folder is a whole model; ModelError says what is missing where it is not.
        """
        folder = self._place(model)
        require_whole(folder)
        return folder

    def require_intact(self, name: str) -> None:
        """Raise ModelError unless a fetched model is whole and still what it was when it came."""
        folder = self.folder / name
        require_whole(folder)
        changed = damaged(folder, recorded(folder))
        if changed:
            raise ModelError(
                f"{' and '.join(changed)} in {folder} changed since the model came",
                f'run "charley models fetch {name}" to fetch it again',
            )

    def _place(self, model: str) -> Path:
        if model == BUILT_IN:
            return built_in()
        if model in self.installed():
            return self.folder / model
        folder = named_folder(model)
        if folder.exists():
            return folder
        raise ModelError(
            f'there is no model "{model}" on this computer',
            '"charley models list" shows those there are and those that can be fetched',
        )


def named_folder(path: str) -> Path:
    """A folder as a user writes it: "~" is theirs."""
    try:
        return Path(path).expanduser()
    except RuntimeError:  # "~nobody" has none
        return Path(path)


def user_store() -> Store:
    """The models of the person who runs Charley."""
    return Store(user_data_path("charley", appauthor=False) / "models")
