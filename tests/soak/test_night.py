"""Eight hours of a bedroom through the whole loop: every conversation right, and nothing that grows."""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median

import pytest

from tests.soak.sounds import CYCLE
from voice.devices.microphone import QUEUE_SECONDS

pytestmark = [pytest.mark.soak, pytest.mark.timeout(2 * 3600)]

HOURS = 8

HOUR = 3600

GROWTH = 5.0
"""Megabytes that Charley may grow by from its second hour to its last."""

SWELL = 60.0
"""Megabytes by which a moment of long noise may swell it, which are free again when that has ended."""

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
    early = [moment for moment in night["footprints"] if moment["at"] <= CYCLE]
    later = [moment for moment in night["footprints"] if moment["at"] > CYCLE]
    warm = _level(later, CYCLE, 2 * CYCLE)
    level = _level(later, HOUR, 2 * HOUR)
    growth = _level(later, (HOURS - 1) * HOUR, HOURS * HOUR) - level
    swell = max(moment["megabytes"] for moment in later) - level
    length, took, late = night["seconds"] / HOUR, night["took"] / 60, night["late"]
    print(f"{length:.1f} h of sound in {took:.0f} min, {late:.1f} s late at most, {growth:+.1f} MB")  # noqa: T201
    print(f"{warm:.1f} MB after ten minutes, {level:.1f} after an hour, {swell:+.1f} for a moment")  # noqa: T201
    print(f"said to nobody: {night['uncalled']}")  # noqa: T201
    assert night["seconds"] == HOURS * HOUR
    heard = [[key for key in said if key != FIRST_HOLD] for said in night["conversations"]]
    assert heard == [CONVERSATION] * (HOURS * HOUR // CYCLE)
    assert [said for said in night["uncalled"] if said[1] != "talk"] == []
    assert growth <= GROWTH
    assert swell <= SWELL
    for what in ("files", "threads"):
        assert max(moment[what] for moment in later) <= max(moment[what] for moment in early)
    assert night["late"] < QUEUE_SECONDS, "sound would have been dropped"


def _level(footprints: list[dict[str, float]], begin: float, end: float) -> float:
    """Megabytes at most moments of a stretch of the night."""
    return median(moment["megabytes"] for moment in footprints if begin < moment["at"] <= end)
