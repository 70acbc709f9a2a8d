"""`charley models`, as somebody types it."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pytest

from models.errors import ModelError
from models.store import Store, built_in, user_store
from voice.commands import models
from voice.settings import Settings, load, settings_file


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of somebody who starts with nothing."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def store() -> Store:
    """The models of somebody who has one, called mine."""
    store = user_store()
    shutil.copytree(built_in(), store.folder / "mine")
    return store


def charley_models(*words: str) -> int:
    parser = argparse.ArgumentParser()
    models.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["models", *words])
    status: int = arguments.run(arguments, load(settings_file()))
    return status


def test_list_shows_what_there_is_what_is_used_and_what_can_be_fetched(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert charley_models("list") == 0
    built, fetchable, mine = capsys.readouterr().out.splitlines()
    assert built.startswith("* built-in")
    assert fetchable.startswith("  vosk-model-small-en-us-0.15")
    assert "41 MB to fetch" in fetchable
    assert mine.split() == ["mine", "here", str(store.folder / "mine")]


def test_use_chooses_a_model_by_name_and_back(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert charley_models("use", "mine") == 0
    assert store.find(load(settings_file()).model) == store.folder / "mine"
    charley_models("list")
    assert "* mine" in capsys.readouterr().out
    assert charley_models("use", "built-in") == 0
    assert load(settings_file()) == Settings()


def test_use_remembers_a_folder_wherever_charley_is_started_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(built_in(), tmp_path / "my model")
    monkeypatch.chdir(tmp_path)
    assert charley_models("use", "my model") == 0
    assert load(settings_file()).model == str(tmp_path / "my model")


@pytest.mark.parametrize("name", ["yours", "~nobody-of-this-name/model", "vosk-model-small-en-us-0.15"])
def test_use_refuses_a_model_that_is_not_here(name: str) -> None:
    with pytest.raises(ModelError, match=r"charley models list"):
        charley_models("use", name)
    assert not settings_file().exists()


def test_use_refuses_a_model_that_does_not_hear(store: Store) -> None:
    (store.folder / "mine" / "graph" / "words.txt").unlink()
    with pytest.raises(ModelError, match="Vosk cannot hear"):
        charley_models("use", "mine")
    assert not settings_file().exists()


def test_verify_tells_every_damaged_model_and_every_good_one(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(built_in(), store.folder / "yours")
    (store.folder / "yours" / "am" / "final.mdl").unlink()
    with pytest.raises(ModelError, match="1 of 3 models cannot be used"):
        charley_models("verify")
    built, mine, yours = capsys.readouterr().out.splitlines()
    assert (built, mine) == ("built-in: fine", "mine: fine")
    assert "has no am/final.mdl" in yours


def test_fetch_of_an_unknown_name_says_which_are_known() -> None:
    with pytest.raises(ModelError, match=r"those that can: vosk-model-small-en-us-0\.15"):
        charley_models("fetch", "yours")


def test_a_wrong_action_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        charley_models("eat")
    assert stop.value.code == 2
    assert "list" in capsys.readouterr().err
