"""What real Vosk makes of real and synthetic voices."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from itertools import cycle, islice
from pathlib import Path

import pytest

from intents.phrasebook import Phrase
from tests.hearing import ears, hear_recorded, hear_spoken, meanings, wakes
from tests.scene import scene
from voice.assembly import Assembly
from voice.bench.studio import lines
from voice.errors import VoiceError
from voice.hearing.recognizer import require_words
from voice.settings import Settings

ROOT = Path(__file__).parent.parent
RECORDINGS = ROOT.parent / "shared" / "speech" / "dev"

VOICES = ("gmw/en-us", "gmw/en", "gmw/en-gb-scotland", "gmw/en-us+f3")
"""American, English, Scottish, and an American woman's: espeak-ng's, by id."""

EVERY_SO_MANY = 16
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

ENOUGH = 150
"""Clips of a word at most."""

WAKES = 1
"""How often a quarter of an hour of strangers reading aloud may wake Charley: ears that have just got used to
one person mishear the next."""

MEGABYTES = 150

TALK_SECONDS = 120
EVERY = 1.5
"""Seconds between two phrases: the recognizer has no rest."""

recorded = pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason=f"no real recordings: {RECORDINGS.relative_to(ROOT.parent)} is not there"
)

Share = Callable[[str, float], None]


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with ears() as pool:
        yield pool


@pytest.fixture(scope="module")
def phrases() -> list[Phrase]:
    return list(Assembly(Settings()).library.phrasebook.phrases.values())


@pytest.fixture(scope="module")
def strangers() -> list[str]:
    """What people say who do not mean Charley."""
    return lines("strangers.txt")


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Share:
    """Tells a measured share, in the output and in the report of the run."""

    def tell(what: str, share: float) -> None:
        print(f"{what}: {share:.1%}")  # noqa: T201 - the figure is wanted, not only that it is enough
        record_property(what, round(share, 4))

    return tell


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


@pytest.mark.parametrize("voice", VOICES)
def test_other_talk_is_refused_and_wakes_nobody(
    voice: str, strangers: list[str], pool: Executor, report: Share
) -> None:
    assert len(strangers) >= 60
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
    texts = [phrase.text for phrase in phrases if both.intersection(phrase.text.split())][::2]
    outcomes = hear_spoken(pool, VOICES[0], texts)
    assert sum(bool(meanings(outcome)) for outcome in outcomes) >= UNDERSTOOD * len(texts)


@recorded
@pytest.mark.parametrize(
    ("pack", "word", "at_least"),
    [("words", "yes", 0.90), ("words", "no", 0.86), ("words-more", "stop", 0.90)],
)
def test_real_people_are_understood(
    pack: str, word: str, at_least: float, pool: Executor, report: Share
) -> None:
    names = [name for name, text, _ in _listed(pack) if text == word]
    names = names[:: 1 + len(names) // ENOUGH]
    outcomes = hear_recorded(pool, RECORDINGS / f"{pack}.tar", names)
    understood = sum([(h.intent, h.value) for h in outcome] == [(word, "")] for outcome in outcomes)
    report(f"real {word} understood", understood / len(names))
    assert understood >= at_least * len(names)


@recorded
def test_real_people_are_understood_in_a_noisy_room(pool: Executor, report: Share) -> None:
    names = [name for name, text, _ in _listed("words") if text == "yes"][::4]
    noises = RECORDINGS / "noise.tar"
    outcomes = hear_recorded(pool, RECORDINGS / "words.tar", names, noises, decibels=10)
    understood = sum([(h.intent, h.value) for h in outcome] == [("yes", "")] for outcome in outcomes)
    report("real yes understood over noise 10 dB quieter", understood / len(names))
    assert understood >= 0.85 * len(names)


@recorded
def test_words_of_real_people_that_mean_nothing_are_refused(
    phrases: list[Phrase], pool: Executor, report: Share
) -> None:
    known = {phrase.text for phrase in phrases}
    names = [name for name, text, _ in _listed("words") if text not in known][::4]
    outcomes = hear_recorded(pool, RECORDINGS / "words.tar", names)
    report("real other words refused", sum(not meanings(outcome) for outcome in outcomes) / len(names))
    assert sum(bool(meanings(outcome)) for outcome in outcomes) <= (1 - REFUSED) * len(names)
    assert not any(map(wakes, outcomes))


@recorded
def test_a_quarter_of_an_hour_of_real_talk_wakes_hardly_ever(pool: Executor, report: Share) -> None:
    talk = _listed("talk")[::4]
    hours = sum(seconds for *_, seconds in talk) / 3600
    assert hours >= 0.25
    outcomes = hear_recorded(pool, RECORDINGS / "talk.tar", [name for name, *_ in talk])
    woken = [[heard.text for heard in outcome] for outcome in outcomes if wakes(outcome)]
    report("real talk refused, by recording", 1 - len(woken) / len(outcomes))
    assert len(woken) <= WAKES, woken


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
    at_start, after_two_minutes = map(float, done.stdout.split())
    assert at_start <= MEGABYTES
    assert after_two_minutes <= MEGABYTES


def _listed(pack: str) -> list[tuple[str, str, float]]:
    """Name, text and seconds of each recording of a pack."""
    with (RECORDINGS / f"{pack}.tsv").open(encoding="utf-8") as table:
        rows = csv.DictReader(table, delimiter="\t")
        return [(row["file"], row["text"], float(row["seconds"])) for row in rows]
