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
        named = [
            name for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) for name in _imports(node)
        ]
        assert not [
            name for name in named if name.startswith(tuple(f"intents.{other}" for other in behind))
        ], file


def _imports(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
