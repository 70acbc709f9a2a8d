"""The diary on paper: what a spreadsheet reads, what a doctor sees, and what is no markup."""

from __future__ import annotations

import csv
import io
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from intents.content.tables import shipped
from intents.dialogue.diary import Change, Diary, Episode, Keeping
from tests.dialogue import library
from tests.terminal import charley, complaint
from voice.diary.file import DiaryFile
from voice.diary.pages import COLUMNS, Words, doctors_page, spreadsheet
from voice.diary.picture import draw
from voice.errors import VoiceError

BEGAN = datetime(2026, 3, 20, 2, 30, tzinfo=UTC)
CALF = Episode(BEGAN, "calf", 190.0, ("calf.heel", "calf.pull"), "calf.pull", worse=False)
NIGHTS = [replace(CALF, began=BEGAN + timedelta(days=day)) for day in (0, 2, 5, 19)]
LONG = replace(CALF, began=BEGAN + timedelta(days=19, hours=1), place="both_legs", seconds=700.0, worse=True)
NOW = BEGAN + timedelta(days=21)
TEMPLATE = (shipped("en") / "report.html").read_text(encoding="utf-8")


class Reader(HTMLParser):
    """What stands on the page, and whether it would fetch anything."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.text.append(data.strip())

    def after(self, label: str) -> str:
        return self.text[self.text.index(label) + 1]


def page(*episodes: Episode, conditions: tuple[str, ...] = ()) -> Reader:
    diary = Diary(Keeping.ON, NOW, episodes, changes=(Change(NOW, ""), Change(NOW, "<b>a new bed</b>")))
    return Reader(doctors_page(TEMPLATE, diary, library(), conditions, side="left"))


def test_a_spreadsheet_reads_every_cramp_again() -> None:
    unknown = replace(CALF, place="", seconds=None, helped="", worse=True)
    rows = list(csv.DictReader(io.StringIO(spreadsheet([CALF, unknown]))))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["began"], rows[0]["night"], rows[0]["where"]) == (BEGAN.isoformat(), "2026-03-19", "calf")
    assert (rows[0]["minutes"], rows[0]["steps"], rows[0]["worse"]) == ("3.2", "calf.heel calf.pull", "no")
    assert (rows[1]["where"], rows[1]["minutes"], rows[1]["helped"], rows[1]["worse"]) == ("", "", "", "yes")


def test_the_doctor_sees_how_often_how_long_where_and_what_helped() -> None:
    seen = page(*NIGHTS, LONG, conditions=("arteries",))
    assert seen.after("Cramps") == "5, in 4 nights"
    assert seen.after("Since") == "19 March 2026"
    assert seen.after("Minutes until it let go") == "median 3, longest 12"
    assert seen.after("Where") == "calf cramp (4), cramp in both legs (1)"
    assert seen.after("More often the leg") == "left"
    assert seen.after("It let go after") == "Pull your toes up towards your shin (5)"
    assert seen.after("Said of themselves") == "narrow leg arteries"
    assert seen.after("Three nights or more in seven days") == "yes"
    assert seen.after("Cramps of more than ten minutes") == "1"
    assert seen.after("Cramps in both legs") == "1"
    assert seen.after("Cramps that got worse on the way") == "1"


def test_every_week_stands_there_also_one_without_a_cramp() -> None:
    seen = page(*NIGHTS)
    heading = "Nights with a cramp, week by week"
    weeks = seen.text[seen.text.index(heading) + 1 : seen.text.index("Every cramp, the latest first")]
    assert weeks == ["2", "Mar", "1", "0", "1", "Apr"]


def test_a_step_that_charley_says_no_more_is_left_out() -> None:
    assert page(CALF, replace(LONG, helped="calf.folklore")).after("It let go after").endswith("shin (1)")


def test_all_cramps_are_on_the_screen_and_paper_says_how_many_it_has() -> None:
    many = [replace(CALF, began=BEGAN - timedelta(days=day)) for day in range(200, 0, -1)]
    seen = page(*many)
    assert seen.tags.count("tr") == 1 + 200
    assert "Printed are the latest 15 of 200. The screen has them all." in seen.text
    assert seen.tags.count("li") == 33


def test_the_page_needs_nothing_else_and_holds_no_script() -> None:
    seen = page(*NIGHTS, LONG)
    assert seen.links == []
    assert "script" not in seen.tags
    assert "url(" not in TEMPLATE


def test_nothing_in_the_diary_is_taken_for_markup() -> None:
    seen = page(CALF)
    assert seen.after("New") == "10 April 2026: a new medicine"
    assert "10 April 2026: <b>a new bed</b>" in seen.text
    assert "b" not in seen.tags


def test_an_empty_diary_is_a_page_too() -> None:
    assert page().after("Cramps") == "0, in 0 nights"


def test_the_picture_is_a_png_and_an_empty_diary_is_none(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    draw([*NIGHTS, LONG], Words(library()), tmp_path / "nights.png")
    assert (tmp_path / "nights.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(VoiceError, match="nothing stands in the diary yet"):
        draw([], Words(library()), tmp_path / "none.png")


def test_on_the_command_line_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    DiaryFile(tmp_path / "xdg_data_home" / "charley" / "diary.sqlite3").keep(CALF)
    printed = charley("diary", "--csv", home=tmp_path)
    assert printed.stdout.splitlines() == spreadsheet([CALF]).splitlines()
    assert charley("diary", "--report", "visit.html", home=tmp_path).returncode == 0
    assert stat.S_IMODE((tmp_path / "visit.html").stat().st_mode) == 0o600
    failed = charley("diary", "--report", tmp_path, home=tmp_path)
    assert failed.returncode == 1
    assert "cannot be written" in complaint(failed)
