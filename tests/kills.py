"""Charley killed while it writes what it has promised to keep, at one moment after another."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from intents.dialogue.diary import Episode, Keeping
from voice.diary.file import DiaryFile
from voice.settings import load

BEGAN = datetime(2026, 3, 20, 23, 50, tzinfo=UTC)
EPISODE = Episode(BEGAN, "calf", 190.5, ("calf.heel", "calf.pull"), "calf.pull", worse=False)

LONGEST = 0.03
"""Seconds after the first is kept until the last of the kills: some twenty later."""

DIARY = f"""
import datetime
import sys
from dataclasses import replace
from pathlib import Path
from intents.dialogue.diary import Episode
from voice.diary.file import DiaryFile

file, episode = DiaryFile(Path(sys.argv[1])), {EPISODE!r}
file.turn_on(episode.began)
for number in range(1_000_000):
    file.keep(replace(episode, began=episode.began + datetime.timedelta(hours=number)))
    print(number, flush=True)
"""

SETTINGS = """
import sys
from pathlib import Path
from voice.settings import save

for number in range(1_000_000):
    save(Path(sys.argv[1]), "reminder_seconds", 5 + number % 500)
    print(5 + number % 500, flush=True)
"""


def check_diary(file: DiaryFile, kills: int) -> None:
    """No cramp that was kept is ever lost."""
    for count in _killed(DIARY, file.path, kills):
        diary = file.read(BEGAN)
        assert diary.keeping is Keeping.ON
        assert {BEGAN + timedelta(hours=n) for n in range(count + 1)} <= {e.began for e in diary.past}
        assert {replace(e, began=BEGAN) for e in diary.past} == {EPISODE}
        database = sqlite3.connect(file.path)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()


def check_settings(file: Path, kills: int) -> None:
    """A setting is the one that was saved last, or the one that was being saved."""
    for last in _killed(SETTINGS, file, kills):
        assert load(file).reminder_seconds in (last, last + 1, 5)


def _killed(code: str, file: Path, kills: int) -> Iterator[int]:
    """The last number that each writer had kept when it was killed."""
    for number in range(kills):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout
            kept = [writer.stdout.readline()]
            time.sleep(LONGEST * number / kills)
            writer.send_signal(signal.SIGKILL)
            kept += writer.stdout.readlines()
        yield int(kept[-1])
