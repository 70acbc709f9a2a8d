"""What real Vosk makes of real people."""

from __future__ import annotations

import csv
from concurrent.futures import Executor
from pathlib import Path

import pytest

from intents.matching.phrase import Phrase
from tests.conftest import Share
from tests.hearing import hear_recorded, meanings, wakes

ROOT = Path(__file__).parent.parent
RECORDINGS = ROOT.parent / "shared" / "speech" / "dev"

REFUSED = 0.95

YES_OR_NO = ("yes", "no")
"""What most of Charley's questions can be answered with."""

ENOUGH = 50
"""Clips of a word at most."""

WAKES = 1
"""How often three minutes of strangers reading aloud may wake Charley: ears that have just got used to
one person mishear the next."""

recorded = pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason=f"no real recordings: {RECORDINGS.relative_to(ROOT.parent)} is not there"
)


@recorded
@pytest.mark.parametrize(
    ("pack", "word", "at_least"),
    [("words", "yes", 0.94), ("words", "no", 0.88), ("words-more", "stop", 0.90)],
)
def test_real_people_are_understood_who_answer_a_question_or_end_it(
    pack: str, word: str, at_least: float, pool: Executor, report: Share
) -> None:
    names = [name for name, text, _ in _listed(pack) if text == word]
    names = names[:: 1 + len(names) // ENOUGH]
    outcomes = hear_recorded(pool, RECORDINGS / f"{pack}.tar", names, asked=YES_OR_NO)
    understood = sum([(h.intent, h.value) for h in outcome] == [(word, "")] for outcome in outcomes)
    report(f"real {word} understood", understood / len(names))
    assert understood >= at_least * len(names)


@recorded
@pytest.mark.parametrize(("word", "at_least"), [("yes", 0.88), ("no", 0.76)])
def test_real_people_who_answer_a_question_are_understood_in_a_noisy_room(
    word: str, at_least: float, pool: Executor, report: Share
) -> None:
    names = [name for name, text, _ in _listed("words") if text == word][::8]
    noises = RECORDINGS / "noise.tar"
    outcomes = hear_recorded(pool, RECORDINGS / "words.tar", names, noises, decibels=10, asked=YES_OR_NO)
    understood = sum([(h.intent, h.value) for h in outcome] == [(word, "")] for outcome in outcomes)
    report(f"real {word} understood over noise 10 dB quieter", understood / len(names))
    assert understood >= at_least * len(names)


@recorded
def test_words_of_real_people_that_mean_nothing_are_refused(
    phrases: list[Phrase], pool: Executor, report: Share
) -> None:
    known = {phrase.text for phrase in phrases}
    names = [name for name, text, _ in _listed("words") if text not in known][::16]
    outcomes = hear_recorded(pool, RECORDINGS / "words.tar", names, asked=YES_OR_NO)
    report("real other words refused", sum(not meanings(outcome) for outcome in outcomes) / len(names))
    assert sum(bool(meanings(outcome)) for outcome in outcomes) <= (1 - REFUSED) * len(names)
    assert not any(map(wakes, outcomes))


@recorded
def test_three_minutes_of_real_talk_wakes_hardly_ever(pool: Executor, report: Share) -> None:
    talk = _listed("talk")[::19]
    minutes = sum(seconds for *_, seconds in talk) / 60
    assert minutes >= 3
    outcomes = hear_recorded(pool, RECORDINGS / "talk.tar", [name for name, *_ in talk])
    woken = [[heard.text for heard in outcome] for outcome in outcomes if wakes(outcome)]
    report("real talk refused, by recording", 1 - len(woken) / len(outcomes))
    assert len(woken) <= WAKES, woken


def _listed(pack: str) -> list[tuple[str, str, float]]:
    """Name, text and seconds of each recording of a pack."""
    with (RECORDINGS / f"{pack}.tsv").open(encoding="utf-8") as table:
        rows = csv.DictReader(table, delimiter="\t")
        return [(row["file"], row["text"], float(row["seconds"])) for row in rows]
