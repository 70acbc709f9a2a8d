"""The command line as a contract: what each command prints, how it ends, and how it fails."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import soundfile

from models.store import built_in
from tests.scene import scene
from tests.terminal import charley, complaint, home_at
from voice.sound import RATE

COMMANDS = (
    "listen",
    "replay",
    "chat",
    "demo",
    "recognize",
    "check",
    "devices",
    "voices",
    "install",
    "uninstall",
    "status",
    "phrases",
    "profile",
    "diary",
    "models",
    "bench",
)

ALSA_WITHOUT_A_CARD = """
pcm.!default { type hw card 31 }
ctl.!default { type hw card 31 }
"""


only_alsa = pytest.mark.skipif(
    sys.platform != "linux", reason="only ALSA can be told by its configuration that there is no sound card"
)


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording of a complaint."""
    file = tmp_path_factory.mktemp("recordings") / "speech.wav"
    soundfile.write(file, scene([(0.6, "my calf is cramping")], 3), RATE)
    return file


@pytest.fixture
def no_sound(tmp_path: Path) -> dict[str, str]:
    """Environment of a machine without microphone and speaker."""
    (tmp_path / "alsa.conf").write_text(ALSA_WITHOUT_A_CARD, encoding="utf-8")
    return {"ALSA_CONFIG_PATH": str(tmp_path / "alsa.conf")}


@pytest.mark.parametrize("words", [(), *((command,) for command in COMMANDS), ("models", "fetch")])
def test_help_is_everywhere(words: tuple[str, ...], tmp_path: Path) -> None:
    done = charley(*words, "--help", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(" ".join(("usage: charley", *words)))
    if not words:
        assert all(command in done.stdout for command in COMMANDS)


def test_the_version_is_told(tmp_path: Path) -> None:
    assert charley("--version", home=tmp_path).stdout == f"charley {version('charley')}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("--loud",),
        ("dance",),
        ("replay",),
        ("recognize",),
        ("replay", "a.wav", "b.wav"),
        ("chat", "--log", "x"),
        ("models",),
        ("--rate", "quick", "chat"),
        ("--verbose", "chat"),
        ("--keep-audio", "kept", "replay", "a.wav"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_what_would_be_right(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    done = charley(*words, home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: charley")
    assert "Traceback" not in done.stderr


def test_chat_from_a_pipe_gives_one_line_for_each_line_and_waits_for_nothing(tmp_path: Path) -> None:
    typed = ["next", "leg cramp", "calf", "blah blah", "next", "NEXT!", "how many steps", "stop", "hello"]
    done = charley("chat", home=tmp_path, typed="\n".join(typed) + "\n")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.split("\n")
    assert len(lines) == len(typed) + 1
    asleep, question, straighten, sorry, heel, pull, steps, stopped, asleep_again, end = lines
    assert (asleep, asleep_again, end) == ("", "", "")
    assert question == "Where is it? Calf, foot, thigh or shin?"
    assert straighten.startswith("Straighten")
    assert heel.startswith("Push")
    assert pull.startswith("Pull")
    assert sorry == "Sorry?"
    assert steps == "Step three of nine."
    assert stopped == "Okay."


def test_chat_ends_with_its_input_also_without_a_line(tmp_path: Path) -> None:
    done = charley("chat", home=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = charley("chat", home=tmp_path, typed="leg cramp")
    assert done.stdout == "Where is it? Calf, foot, thigh or shin?\n"


def test_settings_in_the_file_are_obeyed_and_overridden_by_the_command_line(tmp_path: Path) -> None:
    configure(tmp_path, 'country = "GB"\n')
    said = charley("chat", home=tmp_path, typed="this is an emergency\n").stdout
    assert "nine nine nine" in said
    said = charley("--country", "US", "chat", home=tmp_path, typed="this is an emergency\n").stdout
    assert "nine one one" in said
    said = charley("chat", "--country", "US", home=tmp_path, typed="this is an emergency\n").stdout
    assert "nine one one" in said


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('volumme = "loud"', 'did you mean "volume"?'),
        ("colour = 1", "is no setting"),
        ("rate = 900", "rate: must be a whole number from 80 to 250"),
        ('country = "gb"', "settings.toml: country: must be one of AT, "),
        ('country = "ZZ"', "settings.toml: country: must be one of AT, "),
        ("volume == 1", "is not valid TOML"),
    ],
)
def test_a_mistake_in_the_settings_is_named(line: str, reason: str, tmp_path: Path) -> None:
    configure(tmp_path, line + "\n")
    done = charley("chat", home=tmp_path, typed="leg cramp\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert reason in complaint(done)


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--country", "ZZ", "--country: must be one of AT, "),
        ("--rate", "9", "--rate: must be a whole number"),
        ("--volume", "2", "--volume: must be a number from 0.05 to 1.0"),
        ("--model", "large", 'there is no model "large"'),
        ("--voice", "Nobody", "There is no voice 'Nobody': choose one of"),
    ],
)
def test_a_wrong_choice_on_the_command_line_is_named(
    option: str, value: str, reason: str, speech: Path, tmp_path: Path
) -> None:
    done = charley("replay", speech, option, value, home=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert reason in complaint(done)


def test_a_model_folder_that_is_half_there_is_refused_with_what_is_missing(
    speech: Path, tmp_path: Path
) -> None:
    shutil.copytree(built_in(), tmp_path / "mine")
    assert charley("recognize", "--model", "mine", speech, home=tmp_path).returncode == 0
    (tmp_path / "mine" / "am" / "final.mdl").unlink()
    done = charley("recognize", "--model", "mine", speech, home=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "has no am/final.mdl" in complaint(done)


@only_alsa
def test_check_tells_every_part_and_ends_with_one_where_one_is_missing(
    no_sound: dict[str, str], tmp_path: Path
) -> None:
    done = charley("check", home=tmp_path, **no_sound)
    assert (done.returncode, done.stderr) == (1, "")
    parts = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines()}
    faults = ("microphone", "speaker")
    assert parts == dict.fromkeys(("phrases", "model", "voice"), "fine") | dict.fromkeys(faults, "FAULT")
    assert done.stdout.count("plug one in") == len(faults)


@only_alsa
@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("phrases.toml", '[leg_cramp]\nphrase = ["my leg again"]\n', ": leg_cramp.phrase: is not a key"),
        ("profile.toml", 'conditions = ["old"]\n', ': "old" is no condition'),
    ],
)
def test_check_finds_a_mistake_in_own_words_and_in_the_profile(
    name: str, text: str, told: str, no_sound: dict[str, str], tmp_path: Path
) -> None:
    configure(tmp_path, text, name)
    phrases, *_ = charley("check", home=tmp_path, **no_sound).stdout.splitlines()
    assert phrases.startswith("phrases     FAULT  ")
    assert name + told in phrases


@only_alsa
@pytest.mark.parametrize(
    "words", [(), ("listen",), ("--keep-audio", "kept"), ("listen", "--keep-audio", "kept")]
)
def test_without_a_sound_card_listening_fails_in_one_sentence(
    words: tuple[str, ...], no_sound: dict[str, str], tmp_path: Path
) -> None:
    done = charley(*words, home=tmp_path, **no_sound)
    assert (done.returncode, done.stdout) == (1, "")
    assert "was found: plug one in" in complaint(done)


def configure(home: Path, text: str, name: str = "settings.toml") -> None:
    file = Path(home_at(home)["XDG_CONFIG_HOME"]) / "charley" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
