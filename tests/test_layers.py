"""The folders of intents/: each knows those before it, and none behind it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import intents

FOLDERS = ("matching", "content", "dialogue")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_knows_none_behind_it(folder: str) -> None:
    behind = FOLDERS[FOLDERS.index(folder) + 1 :]
    files = list((Path(intents.__file__).parent / folder).glob("*.py"))
    assert len(files) > 1
    for file in files:
        imports = (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.ImportFrom))
        for node in imports:
            assert not (node.module or "").startswith(tuple(f"intents.{name}" for name in behind)), file
