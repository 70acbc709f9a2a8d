"""Whole conversations as data: each file of `conversations/` is one story, played from its first word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intents.content.countries import load_countries
from intents.content.tables import Table, read, shipped
from intents.dialogue.diary import Change, Diary, Episode, Keeping, nowhere
from intents.dialogue.session import Habits
from intents.dialogue.state import State
from intents.errors import ContentError
from tests.dialogue import Dialogue, library

STORIES = sorted((Path(__file__).parent / "conversations").glob("*.toml"))


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that happens, and what must come of it."""

    user: str
    """What the person says; "" where time passes instead."""
    interrupts: float
    """Seconds into Charley's words at which the person says it; 0 where they let Charley finish."""
    silence: float
    """Seconds without a word, counted once Charley has finished."""
    expect: tuple[str, ...]
    """Keys of all lines that begin to sound until the next turn."""
    says: tuple[str, ...]
    """Words that must be heard in those lines."""
    state: str
    """The state at the end of the turn; "" where the story does not look."""
    step: str
    """The step at the end of the turn; "" where the story does not look."""


@dataclass(frozen=True, slots=True)
class Story:
    """A conversation and what it is about."""

    title: str
    country: str
    habits: Habits
    diary: Diary
    """What the diary holds all through the story."""
    turns: tuple[Turn, ...]


def load_story(file: Path) -> Story:
    """Read a script; a key nobody knows is an error, for it would test nothing."""
    table = Table(file.name, "", read(file))
    rows = table.tables("turn")
    story = Story(
        title=table.text("title"),
        country=table.text("country", ""),
        habits=Habits(
            introduce=table.flag("introduce", default=False),
            profile=frozenset(table.texts("profile", [])),
            recorded=table.flag("recorded", default=False),
        ),
        diary=_diary(file.name, table.mapping("diary")),
        turns=tuple(_turn(file.name, number, row) for number, row in enumerate(rows, start=1)),
    )
    table.close()
    return story


def _turn(file: str, number: int, row: dict[str, object]) -> Turn:
    table = Table(file, f"turn {number}", {"silence": 0, "interrupts": 0, **row})
    turn = Turn(
        user=table.text("user", ""),
        interrupts=table.number("interrupts"),
        silence=table.number("silence"),
        expect=table.texts("expect"),
        says=table.texts("says", []),
        state=table.text("state", ""),
        step=table.text("step", ""),
    )
    table.close()
    if bool(turn.user) == bool(turn.silence):
        raise table.error("user", "stands in a turn, or else silence")
    if turn.state and turn.state not in set(State):
        raise table.error("state", f"is one of {', '.join(State)}")
    return turn


NOW = datetime(2026, 3, 20, 3, 10, tzinfo=UTC)
"""The moment of every story with a diary: ten past three on a Friday morning."""


def _diary(file: str, row: Mapping[str, object]) -> Diary:
    """A diary of earlier cramps, each named by its age, and of this one."""
    if not row:
        return nowhere()
    table = Table(file, "diary", row)
    cramp = table.mapping("cramp")
    changes = tuple(_change(file, change) for change in table.tables("changes")) if "changes" in row else ()
    diary = Diary(
        keeping=Keeping(table.text("keeping")),
        now=NOW,
        past=tuple(_episode(file, past) for past in table.tables("past")),
        cramp=_episode(file, cramp) if cramp else None,
        told=frozenset(table.texts("told", [])),
        changes=changes,
    )
    table.close()
    return diary


def _episode(file: str, row: Mapping[str, object]) -> Episode:
    table = Table(file, "diary.past", row)
    episode = Episode(
        began=NOW - timedelta(hours=table.number("hours_ago")),
        place=table.text("place"),
        seconds=table.number("minutes") * 60,
        steps=(),
        helped=table.text("helped", ""),
        worse=False,
    )
    table.close()
    return episode


def _change(file: str, row: Mapping[str, object]) -> Change:
    table = Table(file, "diary.changes", row)
    change = Change(NOW - timedelta(hours=table.number("hours_ago")), table.text("text", ""))
    table.close()
    return change


def known_keys() -> set[str]:
    """Keys of everything Charley can say."""
    return {line.key for line in library().lines()} | set(library().replies.texts)


def play(story: Story) -> None:
    """Let a story happen, and hold each turn against what it says must come of it."""
    dialogue = Dialogue(story.country, story.habits, lambda: story.diary)
    followers = (*story.turns[1:], None)
    for number, (turn, following) in enumerate(zip(story.turns, followers, strict=True), start=1):
        lines = dialogue.say(turn.user) if turn.user else dialogue.pass_time(turn.silence)
        cut = following.interrupts if following else 0.0
        lines += dialogue.pass_time(cut) if cut else dialogue.listen()
        assert not cut or dialogue.speaking, f"turn {number} leaves nothing to interrupt"
        where = f"turn {number}, {turn.user or turn.silence!r}"
        assert [line.key for line in lines] == [*turn.expect], where
        heard = " ".join(line.text for line in lines).casefold()
        assert [words for words in turn.says if words.casefold() not in heard] == [], where
        assert turn.state in ("", dialogue.state), where
        assert turn.step in ("", dialogue.step), where


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_a_conversation_goes_as_it_is_written(file: Path) -> None:
    story = load_story(file)
    assert {key for turn in story.turns for key in turn.expect} <= known_keys()
    play(story)


def test_there_are_stories_enough_and_no_two_of_the_same_title() -> None:
    titles = [load_story(file).title for file in STORIES]
    assert len(set(titles)) == len(titles) >= 28


@pytest.mark.parametrize("country", sorted(load_countries(shipped("en"))))
def test_an_emergency_names_the_number_of_the_country(country: str) -> None:
    dialogue = Dialogue(country)
    [line] = dialogue.say("i have chest pain")
    assert line.key == "emergency.call"
    assert library(country).country.emergency in line.text
    assert "I cannot call for you." in line.text


GOOD = 'title = "a test"\n[[turn]]\nuser = "leg cramp"\nexpect = ["where.place"]\n'


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (GOOD + 'expects = "x"\n', "turn 1.expects"),
        (GOOD + "silence = 3.0\n", "turn 1.user"),
        (GOOD + 'state = "awake"\n', "turn 1.state"),
        (GOOD + '[[turn]]\nuser = "next"\n', "turn 2.expect"),
        (GOOD + "[[turn]]\nexpect = []\n", "turn 2.user"),
        ('name = "x"\n' + GOOD, "name"),
        (GOOD.replace("title", "tilte"), "title"),
    ],
    ids=["unknown", "both", "state", "no expect", "neither", "top", "no title"],
)
def test_a_script_with_a_mistake_is_refused(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=f"mine.toml: {key}: "):
        load_story(tmp_path / "mine.toml")


@pytest.mark.parametrize(
    "wrong",
    [
        GOOD.replace("where.place", "calf.pull"),
        GOOD + 'state = "step"\n',
        GOOD + 'step = "calf.pull"\n',
        GOOD + 'says = ["elbow"]\n',
    ],
    ids=["line", "state", "step", "words"],
)
def test_a_story_that_goes_otherwise_fails(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "mine.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(AssertionError):
        play(load_story(tmp_path / "mine.toml"))
