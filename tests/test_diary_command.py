"""The diary from the command line."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import soundfile

from tests.scene import scene
from tests.terminal import CHARLEY, charley, complaint, home_at
from tests.test_diary import EPISODE, EVENING
from voice.diary.file import DiaryFile
from voice.sound import RATE


def test_the_command_turns_it_on_shows_it_and_deletes_it(tmp_path: Path) -> None:
    def diary(*words: str) -> str:
        done = charley("diary", *words, home=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    assert diary() == 'The diary is off: "charley diary on" begins one.\n'
    assert "from now on" in diary("on")
    assert diary() == "The diary is on. Nothing stands in it yet.\n"
    [path] = tmp_path.rglob("diary.sqlite3")
    DiaryFile(path).keep(EPISODE)
    later = EVENING + timedelta(hours=2)
    DiaryFile(path).keep(replace(EPISODE, began=later, place="", seconds=None, helped=""))
    _, first, second = diary("show").splitlines()
    assert (
        " ".join(first.split()) == "2026-03-20 23:50 calf cramp 3.2 2 no Pull your toes up towards your shin"
    )
    assert " ".join(second.split()) == "2026-03-21 01:50 a leg cramp 2 no"
    assert "stays" in diary("off")
    assert diary().startswith("began")
    diary("delete")
    assert diary() == 'The diary is off: "charley diary on" begins one.\n'


@pytest.mark.parametrize(("typed", "left"), [("no\n", 1), ("\n", 1), ("\x04", 1), ("yes\n", 0)])
def test_at_a_terminal_only_a_yes_deletes_it(tmp_path: Path, typed: str, left: int) -> None:
    charley("diary", "on", home=tmp_path)
    [path] = tmp_path.rglob("diary.sqlite3")
    DiaryFile(path).keep(EPISODE)
    keyboard, terminal = os.openpty()
    os.write(keyboard, typed.encode())
    command = [str(CHARLEY), "diary", "delete"]
    subprocess.run(command, env=home_at(tmp_path), stdin=terminal, capture_output=True, check=True)
    os.close(keyboard)
    os.close(terminal)
    assert len(DiaryFile(path).read(EVENING).past) == left


def test_the_command_names_a_file_that_is_no_diary(tmp_path: Path) -> None:
    charley("diary", "on", home=tmp_path)
    [path] = tmp_path.rglob("diary.sqlite3")
    path.write_text("dear diary, my leg hurts\n" * 100, encoding="utf-8")
    done = charley("diary", home=tmp_path)
    assert done.returncode == 1
    assert "diary.sqlite3 cannot be used" in complaint(done)
    assert charley("diary", "delete", home=tmp_path).returncode == 0


def test_a_recording_is_kept_in_a_diary_only_where_one_is_named(tmp_path: Path) -> None:
    lines = [(1, "calf cramp"), (6, "next"), (10, "it's gone")]
    soundfile.write(tmp_path / "night.wav", scene(lines, 15), RATE)
    named = DiaryFile(tmp_path / "mine.sqlite3")
    named.turn_on(EVENING)
    done = charley("replay", "night.wav", "--diary", named.path, home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    [episode] = named.read(EVENING).past
    assert (episode.place, episode.helped) == ("calf", "calf.heel")
    assert list(tmp_path.rglob("diary.sqlite3")) == []


def test_what_began_is_shown_with_its_day(tmp_path: Path) -> None:
    charley("diary", "on", home=tmp_path)
    for words in ((), ("new\nbed",)):
        assert charley("diary", "note", *words, home=tmp_path).returncode == 0
    medicine, bed = charley("diary", home=tmp_path).stdout.splitlines()
    assert medicine.endswith("began: a new medicine")
    assert bed.endswith("began: new bed")


def test_a_diary_to_be_put_on_paper_and_deleted_in_one_command_is_left_alone(tmp_path: Path) -> None:
    charley("diary", "on", home=tmp_path)
    [path] = tmp_path.rglob("diary.sqlite3")
    DiaryFile(path).keep(EPISODE)
    done = charley("diary", "--csv", "cramps.csv", "delete", "--yes", home=tmp_path)
    assert done.returncode == 1
    assert "put the diary on paper first" in complaint(done)
    assert len(DiaryFile(path).read(EVENING).past) == 1
