"""Knowing a whole model from a half one, and where models are."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from models import catalog
from models.digest import digest
from models.errors import ModelError
from models.folder import FILES, require_whole
from models.store import BUILT_IN, Store, built_in
from voice.hearing.trial import try_out

ROOT = Path(__file__).parent.parent


def test_the_built_in_model_is_what_the_catalog_says() -> None:
    """A new built-in model needs its new lines in models/catalog.toml."""
    folder = built_in()
    found = {
        file.relative_to(folder).as_posix(): digest(file) for file in folder.rglob("*") if file.is_file()
    }
    assert found == catalog.load().built_in


def test_the_built_in_model_hears() -> None:
    try_out(Store(Path("/nowhere")).find(BUILT_IN))


def test_the_catalog_knows_the_small_american_model() -> None:
    model = catalog.load().entry("vosk-model-small-en-us-0.15")
    assert model is not None
    assert model.archive.size == 41_205_931
    assert model.url.startswith("https://")
    assert len(bytes.fromhex(model.archive.sha256)) == 32
    assert catalog.load().entry("another") is None


@pytest.mark.parametrize("name", FILES)
def test_a_half_model_is_told_by_what_is_missing(tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(built_in(), tmp_path / "model")
    require_whole(folder)
    (folder / name).write_bytes(b"")
    with pytest.raises(ModelError, match=rf"only half there, for it has no {name}; delete it and fetch"):
        require_whole(folder)


def test_a_model_of_fixed_sentences_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(built_in(), tmp_path / "model")
    (folder / "graph" / "HCLr.fst").rename(folder / "graph" / "HCLG.fst")
    with pytest.raises(ModelError, match=r"cannot take a phrase list.*use one of Vosk's small models"):
        require_whole(folder)


def test_a_model_is_found_by_name_and_by_path(tmp_path: Path) -> None:
    store = Store(tmp_path)
    shutil.copytree(built_in(), tmp_path / "mine")
    assert store.find(BUILT_IN) == built_in()
    assert store.find("mine") == store.folder / "mine"
    assert store.find(str(store.folder / "mine")) == store.folder / "mine"
    with pytest.raises(ModelError, match=r'no model "yours" .*charley models list'):
        store.find("yours")
    with pytest.raises(ModelError, match="there is no folder"):
        store.find(str(ROOT / "README.md"))


def test_only_fetching_opens_the_network() -> None:
    """Privacy: no other module can send anything anywhere; `offline` alone keeps libraries from trying."""
    network = {
        "aiohttp",
        "ftplib",
        "http",
        "httpx",
        "requests",
        "socket",
        "ssl",
        "urllib",
        "urllib3",
        "websockets",
    }
    openers = set()
    for package in ("voice", "intents", "models"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                if network & {name.partition(".")[0] for name in names}:
                    openers.add(file.relative_to(ROOT).as_posix())
    assert openers - {"voice/offline.py"} == {"models/fetch.py"}
