"""What a person may choose, and what is said to them when they mistype it."""

from __future__ import annotations

import stat
from dataclasses import fields
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import tomlkit
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.kills import check_settings
from voice.errors import VoiceError
from voice.settings import RULES, Settings, load, override, region, save

ALL = """\
# what I like
country = "GB"
side = "left"
language = "en"
model = "vosk-model-small-en-us-0.15"   # the large one
sensitivity = "low"
voice = "en-us"
rate = 120
volume = 1
quiet_from = "23:30"
quiet_until = ""
quiet_rate = 100
quiet_volume = 0.3
earcons = ["heard", "end"]
microphone = "USB"
speaker = ""
reminder_seconds = 30
sleep_minutes = 10
remember_minutes = 60
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "charley" / "settings.toml"


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_every_key_has_its_default(file: Path) -> None:
    assert load(file) == Settings()


def test_every_key_has_a_rule_which_its_default_keeps() -> None:
    assert [field.name for field in fields(Settings)] == list(RULES)
    assert override(Settings(), {key: getattr(Settings(), key) for key in RULES}) == Settings()


def test_a_file_sets_every_key(file: Path) -> None:
    settings = load(written(file, ALL))
    assert settings.country == "GB"
    assert settings.model == "vosk-model-small-en-us-0.15"
    assert (settings.rate, settings.volume) == (120, 1.0)
    assert (settings.quiet_from, settings.quiet_until, list(settings.earcons)) == (
        "23:30",
        "",
        ["heard", "end"],
    )
    assert (settings.reminder_seconds, settings.sleep_minutes, settings.remember_minutes) == (30, 10, 60)


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ('country = "uk"', "one of AT, AU, "),
        ("country = 44", "one of AT, AU, "),
        ('language = "de"', '"en"'),
        ('model = " "', '"built-in"'),
        ("voice = 3", "a voice's name"),
        ("rate = 79", "a whole number from 80 to 250"),
        ("rate = 251", "a whole number from 80 to 250"),
        ("rate = 150.0", "a whole number from 80 to 250"),
        ("rate = true", "a whole number from 80 to 250"),
        ('rate = "fast"', "a whole number from 80 to 250"),
        ("volume = 0", "a number from 0.05 to 1.0"),
        ("volume = 70", "a number from 0.05 to 1.0"),
        ("volume = nan", "a number from 0.05 to 1.0"),
        ("volume = false", "a number from 0.05 to 1.0"),
        ('quiet_from = "24:00"', 'a time in quotes, such as "22:00"'),
        ("quiet_until = 7", 'a time in quotes, such as "22:00"'),
        ('earcons = "heard"', "a list of any of heard, begin, half, end, puzzled"),
        ('earcons = ["beep"]', "a list of any of heard, begin, half, end, puzzled"),
        ("earcons = [[1], {}]", "a list of any of heard, begin, half, end, puzzled"),
        ('microphone = "a\\nb"', "part of a device's name"),
        ("speaker = []", "part of a device's name"),
        ("reminder_seconds = 0", "a whole number from 5 to 600"),
        ("sleep_minutes = -5", "a whole number from 1 to 60"),
        ("remember_minutes = 2000", "a whole number from 1 to 720"),
    ],
)
def test_a_wrong_value_is_refused_with_file_key_and_what_is_right(file: Path, line: str, right: str) -> None:
    with pytest.raises(VoiceError) as error:
        load(written(file, line))
    assert str(error.value).startswith(f"{file}: {line.partition(' ')[0]}: must be {right}")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("key", "near"), [("volum", "volume"), ("Rate", "rate"), ("sleep", "sleep_minutes")])
def test_an_unknown_key_is_refused_with_the_nearest(file: Path, key: str, near: str) -> None:
    with pytest.raises(VoiceError, match=rf'settings\.toml: {key}: is no setting; did you mean "{near}"\?'):
        load(written(file, f"{key} = 1"))


def test_an_unknown_key_like_no_other_is_refused_with_all_of_them(file: Path) -> None:
    with pytest.raises(VoiceError, match=r"settings\.toml: xyzzy: is no setting; the keys are country, side"):
        load(written(file, "[xyzzy]\nrate = 100"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"rate: 150", "is not valid TOML"),
        (b"rate = 150\nrate = 160", "is not valid TOML: .* each key stands once"),
        (b'voice = "\xff"', "is not UTF-8 text"),
    ],
)
def test_a_broken_file_is_refused_and_stays(file: Path, content: bytes, why: str) -> None:
    written(file, "").write_bytes(content)
    with pytest.raises(VoiceError, match=why):
        load(file)
    with pytest.raises(VoiceError, match=why):
        save(file, "model", "built-in")
    assert file.read_bytes() == content


def test_a_file_that_windows_editor_has_saved_is_read_and_can_be_changed(file: Path) -> None:
    written(file, "").write_bytes(b"\xef\xbb\xbfrate = 100\r\n# mine\r\n")
    assert load(file).rate == 100
    save(file, "volume", 0.5)
    assert load(file) == Settings(rate=100, volume=0.5)
    assert "# mine" in file.read_text()


def test_a_folder_in_place_of_the_file_is_refused(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(VoiceError, match="cannot be read"):
        load(file)


def test_the_command_line_stands_above_the_file(file: Path) -> None:
    settings = override(load(written(file, ALL)), {"rate": 200, "volume": None, "sleep_minutes": 1})
    assert (settings.rate, settings.volume, settings.sleep_minutes) == (200, 1.0, 1)
    assert settings.country == "GB"


def test_a_wrong_option_is_refused_by_its_name_on_the_command_line() -> None:
    with pytest.raises(
        VoiceError, match=r"^--reminder-seconds: must be a whole number from 5 to 600 \(seconds\), not 4$"
    ):
        override(Settings(), {"reminder_seconds": 4})


def test_a_kill_at_any_moment_leaves_settings_that_can_be_read(file: Path) -> None:
    check_settings(file, kills=15)


WORDS = st.text("aZ 9_-/\n'\"\\é", max_size=5)
ANYTHING = st.one_of(
    st.booleans(), st.integers(-10, 300), st.floats(), WORDS, st.lists(st.none(), max_size=1)
)
UNHURRIED = hypothesis.settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no failure."""


@UNHURRIED
@given(st.dictionaries(st.sampled_from(list(RULES)), ANYTHING, max_size=3))
def test_whatever_gets_through_is_in_bounds(options: dict[str, Any]) -> None:
    try:
        settings = override(Settings(), options)
    except VoiceError:
        return
    assert type(settings.rate) is int
    assert 80 <= settings.rate <= 250
    assert 0.05 <= settings.volume <= 1.0
    assert settings.language == "en"
    assert settings.model.strip()
    assert "\n" not in settings.voice + settings.microphone + settings.speaker
    assert min(settings.reminder_seconds, settings.sleep_minutes, settings.remember_minutes) > 0


@UNHURRIED
@given(
    rate=st.integers(80, 250),
    volume=st.floats(0.05, 1.0),
    voice=WORDS.filter(lambda words: "\n" not in words),
)
def test_what_is_saved_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, rate: int, volume: float, voice: str
) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    save(file, "rate", rate)
    save(file, "volume", volume)
    save(file, "voice", voice)
    assert load(file) == Settings(rate=rate, volume=volume, voice=voice)


def test_saving_keeps_all_else_and_nobody_else_may_read(file: Path) -> None:
    save(written(file, ALL), "model", "built-in")
    assert file.read_text() == ALL.replace("vosk-model-small-en-us-0.15", "built-in")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_saving_makes_the_file_with_its_folder(file: Path) -> None:
    save(file, "model", "/models/mine")
    assert file.read_text() == 'model = "/models/mine"\n'


def test_saving_writes_through_a_link(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    target = written(tmp_path / "dotfiles" / "charley.toml", "rate = 100\n")
    file.symlink_to(target)
    save(file, "rate", 110)
    assert file.is_symlink()
    assert tomlkit.parse(target.read_text())["rate"] == 110


def test_saving_a_wrong_value_changes_nothing(file: Path) -> None:
    with pytest.raises(VoiceError, match="rate: must be"):
        save(written(file, ALL), "rate", 1000)
    assert file.read_text() == ALL


def test_saving_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    written(tmp_path / "charley", "a file where a folder should be")
    with pytest.raises(VoiceError, match=r"cannot be (read|written) \("):
        save(tmp_path / "charley" / "settings.toml", "rate", 100)


@pytest.mark.parametrize(
    ("environment", "country"),
    [
        ({"LANG": "en_GB.UTF-8"}, "GB"),
        ({"LANG": "en_US.UTF-8", "LC_TELEPHONE": "de_AT.UTF-8"}, "AT"),
        ({"LC_ALL": "en_IE", "LANG": "en_US.UTF-8"}, "IE"),
        ({"LC_ALL": "C.UTF-8"}, ""),
        ({"LANG": "C"}, ""),
        ({"LANG": "POSIX"}, ""),
        ({}, ""),
    ],
)
def test_the_country_is_the_systems_where_none_is_set(environment: dict[str, str], country: str) -> None:
    assert region(Settings(), environment) == country
    assert region(Settings(country="NZ"), environment) == "NZ"
