"""How loud and how fast at which time of the day."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, time

import pytest

from intents.dialogue.state import Manner
from voice.quiet_hours import by_day, by_the_clock, is_quiet
from voice.settings import Settings


@pytest.mark.parametrize(
    ("begin", "end", "quiet", "loud"),
    [
        ("22:00", "07:00", ["22:00", "23:59", "00:00", "03:00", "06:59"], ["07:00", "12:00", "21:59"]),
        ("01:00", "05:30", ["01:00", "05:29"], ["00:59", "05:30", "23:00"]),
        ("", "07:00", [], ["03:00"]),
        ("22:00", "", [], ["03:00"]),
        ("22:00", "22:00", [], ["22:00", "03:00"]),
    ],
)
def test_quiet_hours_may_go_over_midnight_or_be_none(
    begin: str, end: str, quiet: list[str], loud: list[str]
) -> None:
    settings = Settings(quiet_from=begin, quiet_until=end)
    assert all(is_quiet(settings, time.fromisoformat(now)) for now in quiet)
    assert not any(is_quiet(settings, time.fromisoformat(now)) for now in loud)


def test_at_night_it_is_softer_and_calmer_but_follows_what_the_person_has_set() -> None:
    night, day = datetime(2026, 3, 20, 3), datetime(2026, 3, 20, 15)
    settings = Settings(volume=0.8, rate=160, quiet_volume=0.5, quiet_rate=120)
    now = [day]
    manner = by_the_clock(settings, lambda: now[0])
    assert manner() == by_day(settings)() == Manner(0.8, 160)
    now[0] = night
    assert manner() == Manner(0.4, 120)
    assert by_the_clock(Settings(rate=100), lambda: night)().rate == 100


TRAVEL = """
import os
from voice.clock import local_time
for zone in ("UTC0", "JST-9"):
    os.environ["TZ"] = zone
    print(local_time().utcoffset())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there TZ is not read")
def test_the_clock_on_the_wall_travels_with_a_machine_that_runs() -> None:
    there = subprocess.run([sys.executable, "-c", TRAVEL], capture_output=True, text=True, check=True)
    assert there.stdout.split() == ["0:00:00", "9:00:00"]
