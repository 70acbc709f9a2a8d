"""The status: what is told of a Charley that listens, and that a dead one is never reported as living."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from tests.terminal import charley, home_at
from voice.status import Status, StatusFile, StatusKeeper

NOW = datetime(2026, 3, 20, 3, 10, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> StatusFile:
    return StatusFile(tmp_path / "charley" / "status.json")


@pytest.fixture
def keeper(file: StatusFile) -> StatusKeeper:
    return StatusKeeper(file, lambda: NOW)


def test_it_tells_the_devices_and_counts_how_often_charley_woke(
    file: StatusFile, keeper: StatusKeeper
) -> None:
    keeper.hears("USB", "pipewire")
    for state in ("question", "step", "asleep", "step", "hold", "asleep"):
        keeper.note(0.0, "state", state=state)
    keeper.note(0.0, "heard", text="next", intent=None)
    assert file.read() == Status(NOW, "USB", "pipewire", wakes=2)
    keeper.waits()
    assert file.read() == Status(NOW, "USB", "pipewire", wakes=2, waiting=True)
    keeper.hears("built-in", "pipewire")
    assert file.read() == Status(NOW, "built-in", "pipewire", wakes=2)


def test_it_tells_of_a_microphone_that_is_muted(file: StatusFile, keeper: StatusKeeper) -> None:
    keeper.hears("USB", "USB")
    keeper.muted(True)
    assert file.read() == Status(NOW, "USB", "USB", muted=True)
    keeper.muted(False)
    assert file.read() == Status(NOW, "USB", "USB")


def test_it_is_for_its_owner_alone_and_goes_when_charley_goes(file: StatusFile, keeper: StatusKeeper) -> None:
    keeper.hears("USB", "USB")
    assert stat.S_IMODE(file.path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    keeper.close()
    assert list(file.path.parent.iterdir()) == []


def test_what_a_killed_charley_has_left_is_not_the_next_ones(file: StatusFile, keeper: StatusKeeper) -> None:
    keeper.hears("USB", "USB")
    StatusKeeper(file)
    assert file.read() is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"since": "yesterday"}', '{"since": 3}', "\x00"])
def test_a_broken_file_tells_nothing(file: StatusFile, text: str) -> None:
    file.path.parent.mkdir()
    file.path.write_text(text)
    assert file.read() is None


def test_where_it_cannot_be_kept_charley_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    keeper = StatusKeeper(StatusFile(tmp_path / "file" / "status.json"))
    keeper.hears("USB", "USB")
    keeper.close()


def test_nobody_listens_though_a_status_is_left(tmp_path: Path) -> None:
    folder = Path(home_at(tmp_path)["XDG_DATA_HOME"]) / "charley"
    StatusFile(folder / "status.json").write(Status(NOW, "USB", "USB", wakes=3))
    (folder / "listening").touch()
    done = charley("status", home=tmp_path)
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout.startswith('Charley is not listening: "charley" starts it.\n')
    assert "USB" not in done.stdout


@pytest.mark.parametrize(("waiting", "status"), [(False, 0), (True, 3)])
def test_the_exit_status_says_whether_charley_hears(tmp_path: Path, waiting: bool, status: int) -> None:
    folder = Path(home_at(tmp_path)["XDG_DATA_HOME"]) / "charley"
    StatusFile(folder / "status.json").write(Status(NOW, "my USB one", "USB", wakes=1, waiting=waiting))
    with FileLock(folder / "listening"):
        done = charley("status", home=tmp_path)
    assert done.returncode == status
    assert ("is listening" in done.stdout) is not waiting
    assert "my USB one" in done.stdout
    assert "once" in done.stdout
    assert "at login    no" in done.stdout


@pytest.mark.parametrize(
    "words", [("add", "arteries"), ("remove", "arteries"), ("country", "GB"), ("clear",)]
)
def test_where_a_charley_listens_it_is_said_when_it_will_know_of_a_new_profile(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    sentence = "A Charley is listening: it knows of this from its next start on."
    assert sentence not in charley("profile", *words, home=tmp_path).stdout
    lock = Path(home_at(tmp_path)["XDG_DATA_HOME"]) / "charley" / "listening"
    lock.parent.mkdir(parents=True)
    with FileLock(lock):
        assert charley("profile", *words, home=tmp_path).stdout.splitlines()[-1] == sentence
        assert sentence not in charley("profile", home=tmp_path).stdout


def test_status_says_what_to_do_about_a_muted_microphone(tmp_path: Path) -> None:
    folder = Path(home_at(tmp_path)["XDG_DATA_HOME"]) / "charley"
    StatusFile(folder / "status.json").write(Status(NOW, "my USB one", "USB", muted=True))
    with FileLock(folder / "listening"):
        done = charley("status", home=tmp_path)
    assert "my USB one, which hears nothing: unmute it" in done.stdout
