"""What real Vosk makes of synthetic voices."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import Executor
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pytest

from intents.matching.phrase import Phrase
from tests.conftest import Share
from tests.hearing import assembly, hear_spoken, meanings, wakes
from tests.scene import says, scene
from voice.assembly import Assembly
from voice.bench.studio import lines
from voice.errors import VoiceError
from voice.hearing.recognizer import require_words
from voice.settings import Settings
from voice.sound import BLOCK

ROOT = Path(__file__).parent.parent

VOICES = ("gmw/en-us", "gmw/en", "gmw/en-gb-scotland", "gmw/en-us+f3")
"""American, English, Scottish, and an American woman's: espeak-ng's, by id."""

EVERY_SO_MANY = 48
"""Of so many phrases a voice says one."""

ALIKE = [
    "my heart hurts",
    "my arch hurts",
    "i can't breathe",
    "i can't breathe well",
    "i can't reach",
    "i have a towel",
    "i have no towel",
    "feet cramps",
    "the pain is growing",
    "the pain is going away",
    "i can't get my breath",
    "i can't get my toes up",
    "fainting",
    "my leg has seized",
]
"""Phrases that have been missed or taken for others, for one or two of their sounds."""

UNDERSTOOD = 0.90
REFUSED = 0.95

LOW_PEAK = 600
"""Of a voice in 16-bit units, 35 dB under full scale: a laptop's microphone an arm's length away."""

MEGABYTES = 150

TALK_SECONDS = 20
EVERY = 1.5
"""Seconds between two phrases: the recognizer has no rest."""


@pytest.fixture(scope="module")
def strangers() -> list[str]:
    """What people say who do not mean Charley."""
    return lines("strangers.txt")


@pytest.mark.parametrize(("number", "voice"), list(enumerate(VOICES)))
def test_the_phrases_are_understood_in_every_voice(
    number: int, voice: str, phrases: list[Phrase], pool: Executor, report: Share
) -> None:
    """Each voice says others."""
    phrases = phrases[number::EVERY_SO_MANY]
    outcomes = hear_spoken(pool, voice, [phrase.text for phrase in phrases])
    right = [
        [(heard.intent, heard.value) for heard in outcome] == [phrase.meaning]
        for phrase, outcome in zip(phrases, outcomes, strict=True)
    ]
    understood = sum(right) / len(right)
    report(f"phrases understood in {voice}", understood)
    missed = [phrase.text for phrase, well in zip(phrases, right, strict=True) if not well]
    assert understood >= UNDERSTOOD, missed


@pytest.mark.parametrize("voice", VOICES)
def test_the_words_that_end_and_begin_it_all_are_understood_in_every_voice(
    voice: str, pool: Executor, phrases: list[Phrase]
) -> None:
    words = ["leg cramp", "charley horse", "calf cramp", "chest pain", "next", "back", "repeat", "stop"]
    expected = {phrase.text: phrase.meaning for phrase in phrases}
    outcomes = hear_spoken(pool, voice, words)
    assert dict(zip(words, map(meanings, outcomes), strict=True)) == {w: [expected[w]] for w in words}


def test_a_microphone_that_is_turned_low_hears_them_too() -> None:
    words = ["charley horse", "calf cramp", "foot cramp", "next", "back", "repeat", "stop", "yes", "no"]
    listener = assembly().listener()
    heard: list[str] = []
    for word in words:
        loud = scene([(1.0, word)], 3.0)
        low = (loud * (LOW_PEAK / np.abs(says(word)).max())).astype(np.int16)
        heard += [utterance.text for utterance in listener.utterances(low.reshape(-1, BLOCK))]
    assert len(set(words).difference(heard)) <= 1, heard


@pytest.mark.parametrize("voice", VOICES)
def test_what_sounds_like_danger_or_its_contrary_is_told_from_it(
    voice: str, pool: Executor, phrases: list[Phrase]
) -> None:
    expected = {phrase.text: phrase.meaning for phrase in phrases}
    heard = dict(zip(ALIKE, map(meanings, hear_spoken(pool, voice, ALIKE)), strict=True))
    assert {text: meant for text, meant in heard.items() if meant != [expected[text]]} == {}


@pytest.mark.parametrize("voice", VOICES)
def test_a_lone_cramp_wakes_in_every_voice(voice: str, pool: Executor) -> None:
    assert all(map(wakes, hear_spoken(pool, voice, ["cramp", "a cramp", "cramp cramp"])))


@pytest.mark.parametrize(("number", "voice"), list(enumerate(VOICES)))
def test_other_talk_is_refused_and_wakes_nobody(
    number: int, voice: str, strangers: list[str], pool: Executor, report: Share
) -> None:
    """Each voice says a third of it."""
    strangers = strangers[number % 3 :: 3]
    assert len(strangers) >= 20
    outcomes = hear_spoken(pool, voice, strangers)
    taken = [text for text, outcome in zip(strangers, outcomes, strict=True) if meanings(outcome)]
    report(f"other talk refused in {voice}", 1 - len(taken) / len(strangers))
    assert len(taken) <= (1 - REFUSED) * len(strangers), taken
    assert not [text for text, outcome in zip(strangers, outcomes, strict=True) if wakes(outcome)]


def test_a_word_of_a_phrase_is_heard_though_it_is_a_word_of_no_meaning_too(
    pool: Executor, phrases: list[Phrase]
) -> None:
    library = Assembly(Settings()).library
    both = set(library.decoys) & library.phrasebook.words().keys()
    texts = [phrase.text for phrase in phrases if both.intersection(phrase.text.split())][::24]
    outcomes = hear_spoken(pool, VOICES[0], texts)
    assert sum(bool(meanings(outcome)) for outcome in outcomes) >= UNDERSTOOD * len(texts)


def test_a_word_the_model_cannot_hear_is_named_with_its_phrase() -> None:
    assembly = Assembly(Settings())
    needed = {**assembly.library.phrasebook.words(), "zzyzx": "cramp in my zzyzx"}
    with pytest.raises(VoiceError, match='"zzyzx" in "cramp in my zzyzx"') as refusal:
        require_words(assembly.model, needed)
    assert str(refusal.value).count('" in "') == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process its memory in /proc")
def test_it_stays_small_while_it_listens(phrases: list[Phrase]) -> None:
    said = islice(cycle(phrase.text for phrase in phrases), round(TALK_SECONDS / EVERY))
    talk = scene(((EVERY * number, text) for number, text in enumerate(said)), TALK_SECONDS + 5)
    command = [sys.executable, "-m", "tests.footprint"]
    done = subprocess.run(command, cwd=ROOT, input=talk.tobytes(), capture_output=True, check=True)
    at_start, after_it = map(float, done.stdout.split())
    assert at_start <= MEGABYTES
    assert after_it <= MEGABYTES
