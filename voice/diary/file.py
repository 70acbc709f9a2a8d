"""The diary's file: one SQLite database of the user's, off until it is wanted."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from intents.dialogue.diary import WEEK, Change, Diary, Episode, Keeping
from voice.errors import VoiceError
from voice.folders import data_folder

PATIENCE = 1.0
"""Seconds to wait for another Charley that is writing."""

TABLES = (
    "CREATE TABLE IF NOT EXISTS keeping (since TEXT NOT NULL)",
    """CREATE TABLE IF NOT EXISTS episode (
        began TEXT PRIMARY KEY, place TEXT NOT NULL, seconds REAL,
        steps TEXT NOT NULL, helped TEXT NOT NULL, worse INTEGER NOT NULL)""",
    "CREATE TABLE IF NOT EXISTS told (key TEXT NOT NULL, at TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS change (at TEXT NOT NULL, text TEXT NOT NULL)",
)
"""`keeping` has one row while the diary is on; moments are ISO 8601 with their time zone; `steps` is JSON."""


@dataclass(frozen=True, slots=True)
class DiaryFile:
    """A diary on the disk. Each change is one transaction; each method raises VoiceError where it fails."""

    path: Path

    def read(self, now: datetime) -> Diary:
        """The diary as it is now; without a file, nobody has been asked yet."""
        try:
            self.path.stat()
        except FileNotFoundError:
            return Diary(Keeping.UNASKED, now)
        except OSError as error:
            raise self._fault(error) from error
        with self._transaction() as database:
            keeping = database.execute("SELECT since FROM keeping").fetchone()
            rows = database.execute("SELECT * FROM episode").fetchall()
            changes = database.execute("SELECT at, text FROM change ORDER BY rowid").fetchall()
            told = database.execute("SELECT key, at FROM told").fetchall()
            return Diary(
                keeping=Keeping.ON if keeping else Keeping.OFF,
                now=now,
                past=tuple(sorted(map(_episode, rows), key=lambda episode: episode.began)),
                changes=tuple(Change(_moment(at), _text(text)) for at, text in changes),
                told=frozenset(_text(key) for key, at in told if now - _moment(at) < WEEK),
            )

    def turn_on(self, now: datetime) -> None:
        """From now on cramps are kept."""
        with self._transaction() as database:
            database.execute("DELETE FROM keeping")
            database.execute("INSERT INTO keeping VALUES (?)", (now.isoformat(),))

    def turn_off(self) -> None:
        """From now on none are; those that are kept stay."""
        with self._transaction() as database:
            database.execute("DELETE FROM keeping")

    def keep(self, episode: Episode) -> None:
        """Take a cramp down, in the place of what is known of it so far."""
        with self._transaction() as database:
            database.execute(
                "INSERT OR REPLACE INTO episode VALUES (?, ?, ?, ?, ?, ?)",
                (
                    episode.began.isoformat(),
                    episode.place,
                    episode.seconds,
                    json.dumps(episode.steps),
                    episode.helped,
                    episode.worse,
                ),
            )

    def tell(self, key: str, now: datetime) -> None:
        """Take down that a notice has been said."""
        with self._transaction() as database:
            database.execute("INSERT INTO told VALUES (?, ?)", (key, now.isoformat()))

    def change(self, text: str, now: datetime) -> None:
        """Take down that a new medicine, or what `text` says, began."""
        with self._transaction() as database:
            database.execute("INSERT INTO change VALUES (?, ?)", (now.isoformat(), text))

    def delete(self) -> None:
        """Remove all of it; an empty file stays, for the offer has been made."""
        try:
            for file in (self.path, self.path.with_name(f"{self.path.name}-journal")):
                file.unlink(missing_ok=True)
        except OSError as error:
            raise self._fault(error) from error
        self.turn_off()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """The database, changed as a whole or not at all, in a file that only its owner may read."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            with closing(connection) as database:
                database.execute("BEGIN IMMEDIATE")
                for table in TABLES:
                    database.execute(table)
                yield database
                database.execute("COMMIT")
        except (OSError, sqlite3.Error, ValueError, TypeError) as error:
            raise self._fault(error) from error

    def _fault(self, error: Exception) -> VoiceError:
        return VoiceError(f"the diary {self.path} cannot be used ({error}): make room, or move it away")


def _episode(row: Sequence[object]) -> Episode:
    began, place, seconds, steps, helped, worse = row
    return Episode(
        began=_moment(began),
        place=_text(place),
        seconds=None if seconds is None else float(str(seconds)),
        steps=tuple(map(_text, json.loads(_text(steps)))),
        helped=_text(helped),
        worse=bool(worse),
    )


def _moment(value: object) -> datetime:
    """A moment with its time zone. Raises ValueError for anything else, which a failing disk may leave."""
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return moment


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value


def user_diary() -> DiaryFile:
    """The diary of the person who runs Charley."""
    return DiaryFile(data_folder() / "diary.sqlite3")
