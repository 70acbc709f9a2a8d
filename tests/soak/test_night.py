"""Eight hours of a bedroom through the whole loop: every conversation right, and nothing that grows."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.soak.sounds import CYCLE
from voice.microphone import QUEUE_SECONDS

pytestmark = [pytest.mark.soak, pytest.mark.timeout(2 * 3600)]

HOURS = 8

GROWTH = 5.0
"""Megabytes that Charley may grow by after the first ten minutes."""

FIRST_HOLD = "hold_hint"
"""Said in the first conversation only."""

CONVERSATION = [
    "where.place",
    "calf.straighten",
    "calf.heel",
    "calf.pull",
    "hold_start",
    "hold_left",
    "hold_end",
    "how_many_steps",
    "aftercare.sore",
    "good_night",
]


def test_a_night_of_sound_wears_nothing_out() -> None:
    command = [sys.executable, "-m", "tests.soak.night", str(HOURS)]
    night = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1])
    footprints = night["footprints"]
    early = [print_ for print_ in footprints if print_["at"] <= CYCLE]
    later = [print_ for print_ in footprints if print_["at"] > CYCLE]
    growth = max(p["megabytes"] for p in later) - max(p["megabytes"] for p in early)
    print(  # noqa: T201 - the figures are wanted
        f"{night['seconds'] / 3600:.1f} h in {night['took'] / 60:.0f} min, {night['late']:.1f} s late at most, "
        f"{growth:+.1f} MB after ten minutes, {len(night['uncalled'])} lines that nobody asked for: "
        f"{night['uncalled']}"
    )
    assert night["seconds"] == HOURS * 3600
    heard = [[key for key in said if key != FIRST_HOLD] for said in night["conversations"]]
    assert heard == [CONVERSATION] * (HOURS * 3600 // CYCLE)
    assert [said for said in night["uncalled"] if said[1] != "talk"] == []
    assert growth <= GROWTH
    for what in ("files", "threads"):
        assert max(p[what] for p in later) <= max(p[what] for p in early)
    assert night["late"] < QUEUE_SECONDS, "sound would have been dropped"
