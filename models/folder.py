"""Folders that hold a Vosk model, and what is missing in those that do not."""

from __future__ import annotations

from pathlib import Path

from models.errors import ModelError

FILES = (
    "am/final.mdl",
    "conf/mfcc.conf",
    "conf/model.conf",
    "graph/HCLr.fst",
    "graph/Gr.fst",
    "graph/disambig_tid.int",
)
"""What Vosk needs to hear with a phrase list made at run time; without some of them it ends the process."""

FLAT_FILES = ("final.mdl", "mfcc.conf", "HCLr.fst", "Gr.fst", "disambig_tid.int")
"""The same in the oldest models, which have no folders inside."""

FIXED_GRAPHS = ("graph/HCLG.fst", "HCLG.fst")
"""The graph of a model whose sentences were fixed when it was made."""


def require_whole(folder: Path) -> None:
    """Raise ModelError, which names what is missing, unless `folder` is a whole model that takes phrases."""
    if not folder.is_dir():
        raise ModelError(f"there is no folder {folder}", "name the folder of an unpacked Vosk model")
    needed = FLAT_FILES if (folder / "final.mdl").is_file() else FILES
    missing = [name for name in needed if not _has(folder, name)]
    if not missing:
        return
    lack = f"for it has no {' and no '.join(missing)}"
    if any(_has(folder, graph) for graph in FIXED_GRAPHS):
        raise ModelError(
            f"the model {folder} cannot take a phrase list, {lack}", "use one of Vosk's small models"
        )
    if len(missing) == len(needed):
        raise ModelError(f"{folder} holds no Vosk model", "name the folder that has am, conf and graph in it")
    raise ModelError(
        f"the model folder {folder} is only half there, {lack}",
        "delete it and fetch or unpack the model again",
    )


def _has(folder: Path, name: str) -> bool:
    file = folder / name
    return file.is_file() and file.stat().st_size > 0
