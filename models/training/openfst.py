"""OpenFst's programs, which come with Debian as `libfst-tools`: text in, the binary graphs Vosk reads out."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLUGIN = "olabel_lookahead-fst.so"
"""The name under which `fstconvert` looks for graphs that know which words can still come."""

LIBRARY = "libfstlookahead.so"
"""The library that Debian has it in."""


def missing() -> str | None:
    """What to install before graphs can be made; None where nothing lacks."""
    if shutil.which("fstconvert") and next(_libraries(), None):
        return None
    return "the graph is made with OpenFst's programs: run `sudo apt install libfst-tools`"


def compile_lookahead(text: str, graph: Path) -> dict[int, int]:
    """Write a word graph that can be joined with a phrase list while it is used.

    OpenFst gives the words new numbers for it, so that those that can still come are neighbours; this tells
    the new number of each.
    """
    with tempfile.TemporaryDirectory() as folder, _plugins() as environment:
        compiled, sorted_, pairs = (Path(folder) / name for name in ("compiled", "sorted", "pairs"))
        _run(["fstcompile", "-", str(compiled)], text=text)
        _run(["fstconnect", str(compiled), str(compiled)])  # without the blanks after a tree's last leaves
        _run(["fstarcsort", "--sort_type=olabel", str(compiled), str(sorted_)])
        convert = ["fstconvert", "--fst_type=olabel_lookahead", f"--save_relabel_opairs={pairs}"]
        _run([*convert, str(sorted_), str(graph)], environment=environment)
        return dict(_pair(line) for line in pairs.read_text(encoding="ascii").splitlines())


def compile_grammar(text: str, graph: Path) -> None:
    """Write a graph of words."""
    with tempfile.TemporaryDirectory() as folder:
        compiled, sorted_ = (Path(folder) / name for name in ("compiled", "sorted"))
        _run(["fstcompile", "-", str(compiled)], text=text)
        _run(["fstarcsort", "--sort_type=ilabel", str(compiled), str(sorted_)])
        _run(["fstconvert", "--fst_type=const", str(sorted_), str(graph)])


def _libraries() -> Iterator[Path]:
    for folder in (*Path("/usr/lib").glob("*-linux-gnu"), Path("/usr/lib"), Path("/usr/local/lib")):
        yield from sorted(folder.glob(f"{LIBRARY}.*"))


@contextmanager
def _plugins() -> Iterator[dict[str, str]]:
    """An environment in which OpenFst finds the library under the name it looks for."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / PLUGIN).symlink_to(next(_libraries()))
        yield {**os.environ, "LD_LIBRARY_PATH": f"{folder}:{os.environ.get('LD_LIBRARY_PATH', '')}"}


def _run(command: list[str], *, text: str = "", environment: dict[str, str] | None = None) -> None:
    subprocess.run(command, input=text, text=True, check=True, env=environment)


def _pair(line: str) -> tuple[int, int]:
    old, new = line.split()
    return int(old), int(new)
