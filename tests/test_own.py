"""The user's own words: added where they are right, refused with what would be right where they are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from intents.content.library import Library
from intents.content.own import with_own
from intents.content.tables import shipped
from intents.dialogue.session import Habits, Session
from intents.errors import ContentError
from intents.intent import Intent, Match
from intents.matching.matcher import Matcher
from tests.dialogue import library
from tests.terminal import charley, complaint

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")

[PHRASES, PROCEDURE] = re.findall(r"```toml\n# (?:phrases|procedures/\w+)\.toml\n(.*?)```", README, re.DOTALL)
"""The example files of the README."""

NAME = "evening"
ASKED = "[step.asked]\nsay = 'Is it easier now?'\nanswers = { no = 'next', yes ="
"""The beginning of a question."""
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


@pytest.mark.parametrize(
    ("old", "new", "profile", "said"),
    [
        ("leg_surgery", "new_hip", "new_joint", ["it still hurts", "next", "next"]),
        ('again = "pull"', 'not_for = ["new_hip"]', "new_joint", ["next"]),
        ("[step.sit]", "[step.lean]\nnot_for = ['new_hip']", "new_joint", ["it still hurts", "start over"]),
        ('then = "gone"', 'then = "stand"', "unsteady", ["next", "next", "next"]),
    ],
)
def test_what_is_not_for_them_in_an_own_procedure_is_left_out_and_the_rest_goes_on(
    own: Path, old: str, new: str, profile: str, said: list[str]
) -> None:
    assert old in PROCEDURE
    (own / "procedures" / f"{NAME}.toml").write_text(PROCEDURE.replace(old, new), encoding="utf-8")
    session = Session(load(own), Habits(profile=frozenset({profile})))
    matcher = Matcher(load(own).phrasebook)
    first, *others = [session.hear(matcher.match(text)) for text in ("my evening stretch", *said)]
    assert "left_out" in [line.key for line in first.lines]
    assert all(reply.lines for reply in others) or session.asleep


def test_a_file_that_begins_with_a_byte_order_mark_is_read(own: Path) -> None:
    (own / "phrases.toml").write_text(PHRASES, encoding="utf-8-sig")
    assert meaning(load(own), "calf attack") == (Intent.LEG_CRAMP, "calf", True)


def test_a_word_that_charley_writes_in_another_way_may_be_used(own: Path) -> None:
    (own / "phrases.toml").write_text(PHRASES.replace("at it again", "ok again"), encoding="utf-8")
    assert meaning(load(own), "my leg is okay again") == (Intent.LEG_CRAMP, "", True)


@pytest.mark.parametrize(
    ("intent", "value", "topic"),
    [
        (Intent.CAUTION, "arteries", ""),
        (Intent.PREVENTION, "pregnancy", ""),
        (Intent.OTHER_WAY, "easy", "topic = 'easy'"),
    ],
)
def test_a_value_that_no_shipped_phrase_has_may_be_used_where_it_leads_somewhere(
    own: Path, intent: Intent, value: str, topic: str
) -> None:
    added = f"{PHRASES}\n[{intent}.values]\n{value} = ['do the evening at it']\n"
    (own / "phrases.toml").write_text(added, encoding="utf-8")
    procedure = PROCEDURE.replace("[step.sit]", f"[step.sit]\n{topic}")
    (own / "procedures" / f"{NAME}.toml").write_text(procedure, encoding="utf-8")
    heard = meaning(load(own), "do the evening at it")
    assert heard is not None
    assert heard[:2] == (intent, value)


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
        ("{place}", "{places}", "phrases.toml: leg_cramp.*: names none of the lists: .*place"),
        ("{place} attack", "{place attack", "phrases.toml: leg_cramp.*brace too many or too few"),
        ("at it again", "numb again", 'phrases.toml: "my leg is numb again": .* means danger'),
        ("phrases = ", "phrase = ", "leg_cramp.phrase: is not a key"),
        ("at it again", "so swollen", 'phrases.toml: "my leg is so swollen": .* means danger'),
        ('"my leg is at it again"', '"..."', r"leg_cramp\.\.\.\.: has no words"),
        ("[leg_cramp]", "[go_to_step]", "at it again: names no step: write {number}"),
        ("[leg_cramp]", "[caution]", 'attack": belongs under another .* "calf"; caution knows .*new_joint'),
        ("[leg_cramp]", "[back]", 'attack": belongs into phrases: back knows no "calf"'),
        ("[leg_cramp]", "[place]", r'at it again": belongs under \[place.values\], after one of back'),
        (
            "[own.values]\nevening",
            "[own]\nphrases",
            r'stretch": belongs under \[own.values\], after the name',
        ),
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
        ("leg_surgery", "leg_surgeries", '"leg_surgeries" is not in cautions.toml, which has .*leg_surgery'),
        ("hold = 10", "hold = 30", 'hold = 30 wants "for thirty seconds"'),
        ("hold = 10", "hold = 600", "hold counts 60 seconds at most"),
        ("hold = 10\n", "", "hold is missing"),
        ("hold = 10", "hold = true", "hold: must be a whole number"),
        ("title =", "name =", "title: is missing"),
        ('then = "gone"', 'then = "went"', '"went" is not the name of a procedure'),
        ('title = "your', 'title = "pull hard, your', "A hard or sudden pull"),
        ("not_for", 'instead = "Rest. Hold for thirty seconds."\nnot_for', 'wants "for ten seconds"'),
        ("not_for", 'instead = "Go back. Hold for ten seconds."\nnot_for', '"back" would interrupt'),
        ("out straight.", "out straight, {emergency:d}.", "say: has a brace or what is in it wrong"),
        ("[step.pull]", f"{ASKED} {{ means = 'next' }} }}\n[step.pull]", "must be .* the intent gone, "),
        ("[step.pull]", f"{ASKED} {{ go = 'gone', say = 'hold_half' }} }}\n[step.pull]", "a field to fill"),
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
    assert "own.value: is not a key" in complaint(helped)


def test_a_step_that_is_written_on_two_lines_is_one_line_of_the_chat(tmp_path: Path) -> None:
    folder = tmp_path / "xdg_config_home" / "charley"
    (folder / "procedures").mkdir(parents=True)
    (folder / "phrases.toml").write_text(PHRASES, encoding="utf-8")
    two_lines = PROCEDURE.replace('"Sit on the bed, one', '"""Sit on the bed,\none').replace(
        'straight."', 'straight."""'
    )
    (folder / "procedures" / f"{NAME}.toml").write_text(two_lines, encoding="utf-8")
    done = charley("chat", home=tmp_path, typed="my evening stretch\n")
    assert (done.stdout, done.stderr) == ("Sit on the bed, one leg out straight.\n", "")
