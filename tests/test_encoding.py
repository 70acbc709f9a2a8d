"""Text that is none in the terminal's encoding, typed or to be written."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import soundfile

from tests.scene import scene
from tests.terminal import CHARLEY, charley, home_at
from voice.sound import RATE


@pytest.mark.parametrize("encoding", ["utf-8:strict", "ascii:strict"])
def test_chat_goes_on_after_what_is_no_text(encoding: str, tmp_path: Path) -> None:
    env = home_at(tmp_path) | {"PYTHONIOENCODING": encoding}
    typed = b"leg cramp\n\xff\xc3\ncalf\n"
    done = subprocess.run([CHARLEY, "chat"], env=env, input=typed, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    question, _, straighten = done.stdout.splitlines()
    assert question.startswith(b"Where")
    assert straighten.startswith(b"Straighten")


def test_a_name_that_the_terminal_does_not_know_is_written_as_well_as_it_can(
    tmp_path: Path,
) -> None:
    home = tmp_path / "Zoë"
    home.mkdir()
    turned_on = charley("diary", "on", home=home, PYTHONIOENCODING="ascii:strict")
    assert (turned_on.returncode, turned_on.stderr) == (0, "")
    assert r"Zo\xeb" in turned_on.stdout
    soundfile.write(home / "Zoë.wav", scene([], 3), RATE)
    done = charley("recognize", "Zoë.wav", home=home, PYTHONIOENCODING="ascii:strict")
    assert json.loads(done.stdout)["file"] == "Zoë.wav"


def test_a_word_of_ones_own_with_a_letter_that_the_locale_does_not_know_is_understood(tmp_path: Path) -> None:
    own = tmp_path / "xdg_config_home" / "charley" / "phrases.toml"
    own.parent.mkdir(parents=True)
    own.write_text('[leg_cramp]\nphrases = ["my straße hurts"]\n', encoding="utf-8")
    done = charley("phrases", "check", home=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, done.stderr) == (0, "")
