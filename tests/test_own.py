"""The user's own words: added where they are right, refused with what would be right where they are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from intents.errors import ContentError
from intents.intent import Intent, Match
from intents.library import Library
from intents.matcher import Matcher
from intents.own import with_own
from intents.session import Session
from intents.tables import shipped
from tests.dialogue import library
from tests.terminal import charley, complaint

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")

[PHRASES, PROCEDURE] = re.findall(r"```toml\n# (?:phrases|procedures/\w+)\.toml\n(.*?)```", README, re.DOTALL)
"""The example files of the README."""

NAME = "evening"
HEARABLE = {*library().phrasebook.words(), "at", "again", "attack", "evening", "do", "stretch"}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with the README's example in it."""
    (tmp_path / "procedures").mkdir()
    (tmp_path / "phrases.toml").write_text(PHRASES, encoding="utf-8")
    (tmp_path / "procedures" / f"{NAME}.toml").write_text(PROCEDURE, encoding="utf-8")
    return tmp_path


def load(own: Path) -> Library:
    return with_own(library(), shipped("en"), own, HEARABLE)


def meaning(library: Library, text: str) -> tuple[Intent, str, bool] | None:
    heard = Matcher(library.phrasebook).match(text)
    return (heard.intent, heard.value, heard.wakes) if isinstance(heard, Match) else None


def test_own_phrases_mean_what_they_were_added_to(own: Path) -> None:
    assert meaning(library(), "my leg is at it again") is None
    assert meaning(load(own), "my leg is at it again") == (Intent.LEG_CRAMP, "", True)
    assert meaning(load(own), "calf attack") == (Intent.LEG_CRAMP, "calf", True)


def test_an_own_procedure_is_asked_for_from_sleep_and_led_step_by_step(own: Path) -> None:
    session = Session(load(own))
    heard = Matcher(load(own).phrasebook).match("my evening stretch")
    keys = [line.key for line in session.hear(heard).lines]
    assert keys == [f"{NAME}.sit"]
    steps = len(session.dialogue.at.procedure.steps)
    assert steps > 1


def test_all_that_is_shipped_stays(own: Path) -> None:
    extended = load(own)
    assert extended.phrasebook.phrases.items() > library().phrasebook.phrases.items()
    assert extended.procedures.items() > library().procedures.items()
    assert extended.phrasebook.red_flags == library().phrasebook.red_flags


def test_an_empty_folder_adds_nothing(tmp_path: Path) -> None:
    assert load(tmp_path).phrasebook.phrases == library().phrasebook.phrases
    assert load(tmp_path / "nowhere").procedures == library().procedures


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "at it again",
            "at it magnesiumed",
            'phrases.toml: "my leg is at it magnesiumed": .*know "magnesiumed"; it does',
        ),
        ("my leg is at it again", "next", "next.*is already a phrase of next"),
        ("[leg_cramp]", "[red_flag]", "phrases.toml: red_flag: cannot be added to"),
        (
            "[leg_cramp]",
            "[leg_cramps]",
            "phrases.toml: leg_cramps: cannot be added to; these can: .*leg_cramp",
        ),
        (f"{NAME} = ", "morning = ", "phrases.toml: own.values.morning: there is no procedures/morning.toml"),
        ("{place}", "{places}", "phrases.toml: leg_cramp"),
        ("{place} attack", "{place attack", "phrases.toml: leg_cramp.*brace too many or too few"),
        ("at it again", "numb again", 'phrases.toml: "my leg is numb again": .* means danger'),
        ("phrases = ", "phrase = ", "leg_cramp.phrase: is not a key"),
    ],
)
def test_a_mistake_in_own_phrases_says_what_would_be_right(
    own: Path, old: str, new: str, message: str
) -> None:
    assert old in PHRASES
    (own / "phrases.toml").write_text(PHRASES.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=message):
        load(own)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Pull your toes up.", "Pull your toes up hard.", "A hard or sudden pull"),
        ("Pull your toes up.", "Pinch the calf.", "pinching"),
        ("Pull your toes up.", "Drink tonic water.", "Quinine"),
        (
            "Pull your toes up.",
            "Pull your toes up and hold them there as long as you ever can bear.",
            "12 words",
        ),
        ("Sit on the bed", "Go back to bed", '"back" would interrupt'),
        ("Let go if the pain keeps growing. ", "", "The first counted stretch says"),
        ("leg_surgery", "leg_surgeries", '"leg_surgeries" is not in cautions.toml'),
        ("hold = 10", "hold = 30", 'hold = 30 wants "for thirty seconds"'),
        ("hold = 10", "hold = 600", "hold counts 60 seconds at most"),
        ("hold = 10\n", "", "hold is missing"),
        ("hold = 10", "hold = true", "hold: must be a whole number"),
        ("title =", "name =", "title: is missing"),
        ('then = "gone"', 'then = "went"', '"went" is not the name of a procedure'),
    ],
)
def test_an_own_procedure_keeps_to_the_rules(own: Path, old: str, new: str, message: str) -> None:
    assert old in PROCEDURE
    (own / "procedures" / f"{NAME}.toml").write_text(PROCEDURE.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=f"{NAME}.toml: .*{message}"):
        load(own)


def test_a_procedure_of_charleys_cannot_be_replaced(own: Path) -> None:
    (own / "procedures" / "calf.toml").write_text(PROCEDURE, encoding="utf-8")
    with pytest.raises(
        ContentError, match=r"calf.toml: is a procedure of Charley's: give yours another name"
    ):
        load(own)


def test_a_procedure_nobody_can_ask_for_is_a_mistake(own: Path) -> None:
    (own / "procedures" / "morning.toml").write_text(PROCEDURE, encoding="utf-8")
    with pytest.raises(ContentError, match=r"morning.toml: nobody can ask for it: add morning ="):
        load(own)


def test_the_example_is_heard_by_the_built_in_model_and_a_mistake_costs_no_help(tmp_path: Path) -> None:
    folder = tmp_path / "xdg_config_home" / "charley"
    (folder / "procedures").mkdir(parents=True)
    (folder / "phrases.toml").write_text(PHRASES, encoding="utf-8")
    (folder / "procedures" / f"{NAME}.toml").write_text(PROCEDURE, encoding="utf-8")
    checked = charley("phrases", "check", home=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith("all right: ")

    (folder / "phrases.toml").write_text(PHRASES.replace("[own.values]", "[own.value]"), encoding="utf-8")
    checked = charley("phrases", "check", home=tmp_path)
    assert checked.returncode == 1
    assert "phrases.toml: own.value: is not a key Charley knows here" in complaint(checked)
    helped = charley("chat", home=tmp_path, typed="leg cramp\n")
    assert helped.stdout.startswith("Where is it?")
