"""The phrases as data: enough of them, words the model knows, and mistakes that say where they are."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from intents.content.phrase_file import load_phrasebook
from intents.content.tables import read, shipped
from intents.errors import ContentError
from intents.intent import Intent
from intents.matching.matcher import Matcher
from intents.matching.phrase import normalise
from intents.matching.phrasebook import Phrasebook, Progress
from tests.dialogue import library

NUMBERS = library().numbers
PHRASEBOOK = library().phrasebook
FILES = {
    name: (shipped("en") / name).read_text(encoding="utf-8") for name in ("phrases.toml", "particles.toml")
}

Edit = Callable[[str, str], Phrasebook]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Loads the phrases with some text in place of another."""

    def edit(old: str, new: str) -> Phrasebook:
        assert "".join(FILES.values()).count(old) == 1
        for name, text in FILES.items():
            (tmp_path / name).write_text(text.replace(old, new), encoding="utf-8")
        return load_phrasebook(tmp_path, NUMBERS)

    return edit


# --- what is there ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("intent", [intent for intent in Intent if intent is not Intent.OWN])
def test_an_intent_has_eight_wordings_of_its_own(intent: Intent) -> None:
    section = read(shipped("en") / "phrases.toml")[intent]
    sections = section.values() if intent is Intent.RED_FLAG else [section]
    for rows in sections:
        values = [text for texts in rows.get("values", {}).values() for text in texts]
        assert len({*rows["phrases"], *rows.get("only_awake", []), *values}) >= 8


def test_every_word_is_one_the_built_in_model_knows() -> None:
    table = (files("models") / "en" / "graph" / "words.txt").read_text(encoding="utf-8")
    known = {line.split()[0] for line in table.splitlines()}
    assert {word: text for word, text in PHRASEBOOK.words().items() if word not in known} == {}


def test_no_lone_word_wakes() -> None:
    assert [text for text, phrase in PHRASEBOOK.phrases.items() if phrase.wakes and " " not in text] == []


def test_only_complaints_and_questions_wake() -> None:
    assert {phrase.intent for phrase in PHRASEBOOK.phrases.values() if phrase.wakes} == {
        Intent.LEG_CRAMP,
        Intent.RED_FLAG,
        Intent.EMERGENCY,
        Intent.WHERE_WAS_I,
        Intent.PRIVACY,
        Intent.WATER,
        Intent.EXERCISE,
        Intent.PREGNANCY,
        Intent.PREVENTION,
        Intent.CAUSES,
        Intent.DOCTOR,
        Intent.SET_UP,
        Intent.PROFILE_TELL,
        Intent.PROFILE_FORGET,
        Intent.DIARY_ON,
        Intent.DIARY_OFF,
        Intent.DIARY_DELETE,
        Intent.DIARY_MEDICINE,
        Intent.DIARY_WEEK,
        Intent.DIARY_LAST,
        Intent.DIARY_HELPED,
    }


def test_every_slot_is_filled() -> None:
    assert [text for text in PHRASEBOOK.texts() if "{" in text or "}" in text] == []


def test_a_weight_belongs_to_a_phrase() -> None:
    assert set(PHRASEBOOK.weights) <= set(PHRASEBOOK.texts())
    grammar = PHRASEBOOK.grammar()
    assert all(grammar.count(text) == weight for text, weight in PHRASEBOOK.weights.items())
    assert set(PHRASEBOOK.texts()) <= set(grammar)


def test_a_denial_is_listened_for_in_full_too() -> None:
    in_full = {"i do not know", "i did not hear you", "it is not numb", "my leg will not move"}
    assert in_full <= set(PHRASEBOOK.grammar())
    assert {"am", "scared", "did", "will"} <= PHRASEBOOK.words().keys()


def test_every_phrase_means_the_same_in_full() -> None:
    in_full = PHRASEBOOK.particles.in_full
    assert [
        p.text for p in PHRASEBOOK.phrases.values() if PHRASEBOOK.find(in_full(normalise(p.text))) is None
    ] == []


@pytest.mark.parametrize(
    ("heard", "progress"),
    [
        ("foot cramp", Progress.WHOLE),
        ("good night", Progress.WHOLE),
        ("go back", Progress.OPEN),
        ("i do", Progress.OPEN),
        ("i do not know", Progress.WHOLE),
        ("i am dizzy", Progress.WHOLE),
        ("next", Progress.WHOLE),
        ("leg cramp", Progress.WHOLE),
        ("help", Progress.OPEN),
        ("ow leg cramp", Progress.WHOLE),
        ("oh no", Progress.OPEN),
        ("ow", Progress.FILLER),
        ("cramp", Progress.OPEN),
        ("a cramp", Progress.OPEN),
        ("cramp in", Progress.PART),
        ("no cramp", Progress.PART),
        ("how many", Progress.PART),
        ("tell me about", Progress.PART),
        ("elephants", Progress.PART),
        ("", Progress.PART),
    ],
)
def test_how_far_along_a_phrase_the_words_are(heard: str, progress: Progress) -> None:
    assert PHRASEBOOK.progress(heard) is progress


def test_text_is_compared_without_case_points_and_apostrophes() -> None:
    assert normalise("  I\N{RIGHT SINGLE QUOTATION MARK}ve got -- a CRAMP! ") == normalise("i've got a cramp")


# --- what an edit does -----------------------------------------------------------------------------------


def test_a_new_phrase_is_understood_in_all_its_wordings(edited: Edit) -> None:
    book = edited('"muscle cramp",', '"the {ordinal} cramp in my {place}",')
    heard = Matcher(book).match("the third cramp in my shin")
    assert heard.described()["intent"] == "leg_cramp"
    assert heard.described()["value"] == "shin"


def test_a_slot_alone_wakes_nobody_by_a_single_word(edited: Edit) -> None:
    book = edited('"prevention advice", ', '"{topic}", ')
    wakes = {text: phrase.wakes for text, phrase in book.phrases.items() if phrase.value == "shoes"}
    assert wakes["heels"] is False
    assert wakes["high heels"] is True


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"skip it", ', '"next step", ', 'phrases.toml: skip: "next step" is already a phrase of next'),
        ('"skip it", ', '"it is agony", ', 'phrases.toml: skip: "it is agony" is already a phrase of hurts'),
        ('"skip it", ', '"Next, step!", ', 'phrases.toml: skip: "Next, step!" is already a phrase of next'),
        ("[thanks]", "[thank]", "phrases.toml: thank: is not an intent; these are: leg_cramp, place"),
        (
            '"step {number}"',
            '"step {digit}"',
            "phrases.toml: go_to_step.step {digit}: names none of the lists",
        ),
        ("[skip]\nphrases", "[skip]\nphrase", "phrases.toml: skip.phrases: is missing"),
        ("[skip]\n", "[skip]\nwake = true\n", "phrases.toml: skip.wake: is not a key"),
        ("[skip]\n", "[skip]\nwakes = 1\n", "phrases.toml: skip.wakes: must be true or false"),
        ('["quad", "front thigh"]', '"quad"', "phrases.toml: lists.place.front: must be a list of texts"),
        ("stop = 100", 'stop = "often"', "phrases.toml: weight.stop: must be a whole number"),
        ("stop = 100", "halt = 20", "phrases.toml: weight.halt: is not one of the phrases"),
        (
            '"i can\'t reach" = "i can\'t breathe"',
            '"i can\'t reach" = "skip"',
            "phrases.toml: sounds_like.i can't reach: names no sign of danger",
        ),
        ("[filler]", "[fillers]", "particles.toml: filler: is missing"),
        ("[filler]", "[filler", "particles.toml: is not valid TOML"),
    ],
    ids=[
        "two meanings",
        "two meanings in full",
        "two meanings spelt differently",
        "unknown intent",
        "unknown list",
        "no phrases",
        "unknown key",
        "wrong type",
        "list",
        "weight",
        "weight of nothing",
        "no danger",
        "missing table",
        "no TOML",
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(edited: Edit, old: str, new: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        edited(old, new)
    assert str(caught.value).startswith(message)


def test_an_intent_that_nobody_can_say_is_refused(edited: Edit) -> None:
    phrases = FILES["phrases.toml"]
    skip = phrases[phrases.index("[skip]") : phrases.index("[how_many_steps]")]
    with pytest.raises(ContentError, match=r"phrases\.toml: skip: has no phrases"):
        edited(skip, "")


def test_one_meaning_may_be_listed_twice(edited: Edit) -> None:
    assert edited('"skip it", ', '"skip", ').find("skip") == PHRASEBOOK.find("skip")
