"""Words that the speech model does not know: made-up ones and names, heard by their sounds."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from models.errors import ModelError
from models.sounds import phones_by_rule
from models.vocabulary import Vocabulary
from tests.terminal import charley
from voice.hearing.spelling import Spelling, Word
from voice.sound import RATE
from voice.speaking.synthesizer import Synthesizer

OWN = """
[leg_cramp]
phrases = ["my zyxwold is at it again", "siobhan cramp", "too little magnesium"]
"""

SPELLING = Spelling({"zyx": ("/Z/", "/IH/", "/K/", "/S/"), "zy": ("/Z/", "/AY/")})


def test_a_made_up_word_a_name_and_a_known_word_of_ones_own_are_heard(tmp_path: Path) -> None:
    folder = tmp_path / "xdg_config_home" / "charley"
    folder.mkdir(parents=True)
    (folder / "phrases.toml").write_text(OWN, encoding="utf-8")
    checked = charley("phrases", "check", home=tmp_path)
    assert "heard by their sounds: siobhan, zyxwold" in checked.stdout

    mouth = Synthesizer("gmw/en-us")
    said = ["my zyxwold is at it again", "siobhan cramp", "too little magnesium", "he sold my old saxophone"]
    files = [tmp_path / f"{number}.wav" for number in range(len(said))]
    for file, text in zip(files, said, strict=True):
        soundfile.write(file, np.pad(mouth.speak(text, 150).at(RATE).samples, RATE // 2), RATE)
    recognized = charley("recognize", *files, home=tmp_path)
    lines = [json.loads(line) for line in recognized.stdout.splitlines()]
    assert [line["phrase"] for line in lines] == [*said[:3], None]
    assert [line["intent"] for line in lines] == ["leg_cramp"] * 3 + [None]


def test_the_sounds_of_a_word_are_put_together_again_and_others_stay() -> None:
    heard = [Word("my"), Word("/Z/", 0.9), Word("/IH/", 0.5), Word("/K/", 1.0), Word("/S/", 0.8), Word("/Z/")]
    words = SPELLING.read(heard)
    assert [word.text for word in words] == ["my", "zyx", "/Z/"]
    assert words[1].sure == pytest.approx(0.8)


def test_a_phrase_is_listened_for_in_words_the_model_knows() -> None:
    assert SPELLING.spell("my zyx hurts") == "my /Z/ /IH/ /K/ /S/ hurts"


def test_a_rule_says_a_made_up_word() -> None:
    assert phones_by_rule("zyxwold") == ("Z", "IH", "K", "S", "W", "OW", "L", "D")


def test_what_has_no_letters_cannot_be_said() -> None:
    with pytest.raises(ModelError, match="has no letters to say"):
        phones_by_rule("...")


def test_words_of_a_model_that_are_no_utf_8_keep_none_of_the_others_from_being_known(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "words.txt").write_bytes(b"<eps> 0\ncaf\xe9 1\nleg 2\n")
    assert "leg" in Vocabulary.of(tmp_path).words


def test_a_model_without_sounds_knows_only_its_words() -> None:
    model = Vocabulary(frozenset({"leg", "cramp"}))
    assert model.spelling("leg") == ("leg",)
    assert model.spelling("zyxwold") == ()
