"""The diary: what the scribe gathers from a night, what the file keeps, and what survives a kill."""

from __future__ import annotations

import logging
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intents.dialogue.diary import Change, Diary, Episode, Keeping
from tests.dialogue import library
from tests.kills import check_diary
from tests.night import Night
from voice.diary.file import DiaryFile
from voice.diary.scribe import Scribe
from voice.errors import VoiceError

EVENING = datetime(2026, 3, 20, 23, 50, tzinfo=UTC)
EPISODE = Episode(EVENING, "calf", 190.5, ("calf.heel", "calf.pull"), "calf.pull", worse=False)


@pytest.fixture
def file(tmp_path: Path) -> DiaryFile:
    return DiaryFile(tmp_path / "charley" / "diary.sqlite3")


@pytest.fixture
def on(file: DiaryFile) -> DiaryFile:
    file.turn_on(EVENING)
    return file


def night(file: DiaryFile, began: datetime = EVENING) -> Night:
    """A night whose wall clock stands still, with a diary."""
    return Night(scribe=Scribe(file, library(), lambda: began))


def talk(bedroom: Night, *texts: str) -> None:
    for text in texts:
        bedroom.person(text)
        bedroom.listen()


# --- what comes after a change ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "weeks", "more"),
    [
        (0, 3, 2, True),
        (0, 2, 2, False),  # two nights are nothing yet
        (4, 3, 2, False),  # 4 in four weeks, 3 in two
        (4, 4, 2, True),
        (4, 8, 4, True),
        (5, 8, 4, False),
        (0, 3, 0.5, False),  # too early to say
        (1, 3, 6, True),
    ],
)
def test_more_nights_since_a_change_are_noticed(before: int, after: int, weeks: float, *, more: bool) -> None:
    change = EVENING - timedelta(weeks=weeks)
    past = [replace(EPISODE, began=change - timedelta(days=n + 1)) for n in range(before)]
    past += [replace(EPISODE, began=EVENING - timedelta(days=n)) for n in range(after)]
    diary = Diary(Keeping.ON, EVENING, tuple(past), changes=(Change(change, ""),))
    assert diary.more_since_change() is more


def test_without_a_change_nothing_has_changed() -> None:
    past = tuple(replace(EPISODE, began=EVENING - timedelta(days=n)) for n in range(9))
    assert not Diary(Keeping.ON, EVENING, past).more_since_change()


def test_a_new_medicine_is_noted_where_a_diary_is_kept(on: DiaryFile, tmp_path: Path) -> None:
    talk(night(on), "i started a new medicine")
    assert on.read(EVENING).changes == (Change(EVENING, ""),)
    talk(night(DiaryFile(tmp_path / "none")), "i started a new medicine")
    assert not (tmp_path / "none").exists()


# --- the file --------------------------------------------------------------------------------------------


def test_without_a_file_nobody_has_been_asked_and_looking_makes_none(file: DiaryFile) -> None:
    assert file.read(EVENING).keeping is Keeping.UNASKED
    assert not file.path.exists()


def test_what_is_kept_is_read_again_in_its_order_and_only_by_its_owner(on: DiaryFile) -> None:
    later = replace(EPISODE, began=EVENING + timedelta(hours=1), seconds=None, helped="", worse=True)
    on.keep(later)
    on.keep(replace(EPISODE, seconds=None))
    on.keep(EPISODE)
    diary = on.read(EVENING + timedelta(hours=2))
    assert (diary.keeping, diary.past) == (Keeping.ON, (EPISODE, later))
    assert stat.S_IMODE(on.path.stat().st_mode) == 0o600


def test_turned_off_it_keeps_what_it_has_and_deleted_nothing(on: DiaryFile) -> None:
    on.keep(EPISODE)
    on.turn_off()
    assert on.read(EVENING).keeping is Keeping.OFF
    assert on.read(EVENING).past == (EPISODE,)
    on.delete()
    assert on.read(EVENING).keeping is Keeping.OFF
    assert on.read(EVENING).past == ()
    assert b"calf" not in on.path.read_bytes()


def test_a_notice_is_remembered_for_a_week(on: DiaryFile) -> None:
    on.tell("diary_notice.both", EVENING)
    assert on.read(EVENING + timedelta(days=6)).told == {"diary_notice.both"}
    assert on.read(EVENING + timedelta(days=8)).told == frozenset()


def test_a_file_that_is_no_diary_is_named_and_relief_goes_on(
    file: DiaryFile, caplog: pytest.LogCaptureFixture
) -> None:
    file.path.parent.mkdir()
    file.path.write_text("dear diary, my leg hurts\n" * 100, encoding="utf-8")
    with pytest.raises(VoiceError, match=r"the diary .*diary\.sqlite3 cannot be used .*: make room"):
        file.read(EVENING)
    bedroom = night(file)
    with caplog.at_level(logging.ERROR):
        talk(bedroom, "calf cramp", "next", "it's gone", "done")
    assert bedroom.said() == ["calf.straighten", "calf.heel", "aftercare.sore", "farewell"]


@pytest.mark.parametrize(
    "change", ["began = x'00'", "began = '2026-03-20T02:30:00'", "steps = '[5]'", "place = x'ff'"]
)
def test_what_a_failing_disk_leaves_is_one_sentence_and_no_crash(on: DiaryFile, change: str) -> None:
    on.keep(EPISODE)
    with closing(sqlite3.connect(on.path)) as database, database:
        database.execute(f"UPDATE episode SET {change}")  # noqa: S608 - the changes above
    with pytest.raises(VoiceError, match="cannot be used"):
        on.read(EVENING)


def test_a_kill_at_any_moment_leaves_every_cramp_that_was_kept(file: DiaryFile) -> None:
    check_diary(file, kills=25)


# --- the scribe ------------------------------------------------------------------------------------------


def test_a_cramp_is_kept_with_its_place_its_steps_and_what_helped(on: DiaryFile) -> None:
    bedroom = night(on)
    talk(bedroom, "leg cramp", "calf", "next", "next", "it's gone")
    [episode] = on.read(EVENING).past
    heard = bedroom.notes.of("heard")
    first, last = heard[0]["at"], heard[-1]["at"]
    assert isinstance(first, float)
    assert isinstance(last, float)
    assert episode.seconds == pytest.approx(last - first)
    steps = ("calf.straighten", "calf.heel", "calf.pull")
    assert replace(episode, seconds=None) == Episode(EVENING, "calf", None, steps, "calf.pull", worse=False)


def test_while_it_is_off_nothing_is_kept(file: DiaryFile) -> None:
    talk(night(file), "calf cramp", "next", "it's gone", "stop")
    assert not file.path.exists()


def test_the_offer_is_made_once_and_a_yes_keeps_the_cramp_before_it(file: DiaryFile) -> None:
    bedroom = night(file)
    talk(bedroom, "calf cramp", "next", "it's gone", "done")
    assert bedroom.said()[-1] == "diary_offer.ask"
    assert file.read(EVENING).keeping is Keeping.OFF
    talk(bedroom, "yes")
    assert file.read(EVENING).keeping is Keeping.ON
    assert [episode.helped for episode in file.read(EVENING).past] == ["calf.heel"]
    talk(bedroom, "calf cramp", "it's gone", "done")
    assert bedroom.said()[-1] == "farewell"


def test_a_cramp_without_an_end_is_kept_when_charley_falls_asleep_or_is_stopped(on: DiaryFile) -> None:
    talk(night(on), "foot cramp", "it's getting worse", "stop")
    bedroom = night(on, EVENING + timedelta(hours=1))
    talk(bedroom, "both legs are cramping")
    assert bedroom.scribe
    bedroom.scribe.close()
    foot, both = on.read(EVENING).past
    assert (foot.place, foot.seconds, foot.helped, foot.worse) == ("foot", None, "", True)
    assert (both.place, both.seconds, both.worse) == ("both_legs", None, False)


def test_a_cramp_is_in_the_diary_from_its_first_step_for_the_power_may_fail(on: DiaryFile) -> None:
    talk(night(on), "calf cramp", "next")  # and nothing more, not even an end
    [cramp] = on.read(EVENING).past
    assert (cramp.place, cramp.seconds, cramp.steps) == ("calf", None, ("calf.straighten", "calf.heel"))


def test_stopping_for_a_moment_is_the_same_cramp(on: DiaryFile) -> None:
    bedroom = night(on)
    talk(bedroom, "calf cramp", "stop")
    bedroom.quiet(60)
    talk(bedroom, "calf cramp", "it's gone")
    [episode] = on.read(EVENING).past
    assert episode.seconds is not None
    assert episode.seconds > 60


def test_a_cramp_lasts_while_the_microphone_is_away(on: DiaryFile) -> None:
    bedroom = night(on)
    talk(bedroom, "calf cramp")
    bedroom.loop.reconnect(240)
    talk(bedroom, "it's gone")
    [episode] = on.read(EVENING).past
    assert episode.seconds == pytest.approx(240, abs=20)


def test_the_next_cramp_after_a_long_sleep_is_another_one_though_the_step_was_forgotten_just_before(
    on: DiaryFile,
) -> None:
    now = EVENING
    bedroom = Night(scribe=Scribe(on, library(), lambda: now))
    talk(bedroom, "calf cramp")
    for minutes in (6, 30, 3):  # it falls asleep, it forgets the step, and somebody wakes
        bedroom.loop.reconnect(60 * minutes)
        now += timedelta(minutes=minutes)
    talk(bedroom, "foot cramp", "it's gone")
    calf, foot = on.read(EVENING).past
    assert (calf.place, calf.seconds) == ("calf", None)
    assert (foot.place, foot.began) == ("foot", EVENING + timedelta(minutes=39))


def test_gone_said_too_early_is_taken_back(on: DiaryFile) -> None:
    talk(night(on), "calf cramp", "next", "it's gone", "back", "next", "it's gone")
    [episode] = on.read(EVENING).past
    assert episode.steps == ("calf.straighten", "calf.heel", "calf.pull")
    assert episode.helped == "calf.pull"


def test_a_sore_leg_is_no_end_of_a_cramp_and_no_cramp(on: DiaryFile) -> None:
    talk(night(on), "what causes cramps", "my leg is sore", "good night")
    assert on.read(EVENING).past == ()


def test_the_third_night_is_told_when_it_is_over_and_not_again(on: DiaryFile) -> None:
    for days in (1, 2):
        on.keep(replace(EPISODE, began=EVENING - timedelta(days=days)))
    bedroom = night(on)
    talk(bedroom, "calf cramp", "next", "it's gone")
    assert bedroom.said()[-2:] == ["aftercare.sore", "diary_notice.often"]
    later = night(on, EVENING + timedelta(hours=1))
    talk(later, "calf cramp", "it's gone")
    assert later.said()[-1] == "aftercare.sore"


def test_the_last_cramp_is_the_one_before_this(on: DiaryFile) -> None:
    on.keep(replace(EPISODE, began=EVENING - timedelta(days=3)))
    bedroom = night(on)
    talk(bedroom, "foot cramp", "it's gone", "when was the last one", "how many cramps this week")
    last, week = (str(note["text"]) for note in bedroom.notes.of("say")[-2:])
    assert last == "Three days ago, about twelve at night. It was calf cramp."
    assert week == "Two in the last seven days."


def test_by_voice_it_is_turned_off_and_deleted(on: DiaryFile) -> None:
    on.keep(EPISODE)
    bedroom = night(on)
    talk(bedroom, "turn off my cramp diary")
    assert on.read(EVENING).keeping is Keeping.OFF
    assert on.read(EVENING).past == (EPISODE,)
    talk(bedroom, "delete my cramp diary", "yes")
    assert bedroom.said()[-1] == "diary_deleted"
    assert on.read(EVENING).past == ()
