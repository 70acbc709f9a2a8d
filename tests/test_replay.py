"""`charley replay`: a conversation on sound, from a recording to a log and to what the speaker would play."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import soxr
from numpy.typing import NDArray

from tests.scene import says, scene
from tests.terminal import charley
from voice.bench.acoustics import response
from voice.sound import BLOCK_SECONDS, RATE

CONVERSATION = (
    (1.0, "leg cramp"),
    (6.0, "calf"),
    (11.0, "next"),
    (16.0, "next"),
    (30.0, "repeat"),
    (44.0, "back"),
    (49.0, "how many steps"),
    (55.0, "stop"),
)
"""What is said, and when: Charley has its time to answer."""

LENGTH = 58.0

SLACK = 0.1
"""Seconds between the log and the sound: a sentence begins with 20 ms of quiet and rises softly."""

QUIET = 30
"""16-bit units under which nothing is heard."""

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay left."""

    log: bytes
    reply: bytes
    sound: NDArray[np.int16]
    rate: int

    @property
    def events(self) -> list[Event]:
        return [json.loads(line) for line in self.log.splitlines()]

    def of(self, kind: str) -> list[Event]:
        return [event for event in self.events if event["event"] == kind]

    def spoken(self) -> list[tuple[float, float]]:
        """Beginning and end of each line, in seconds."""
        return [(say["at"], said["at"]) for say, said in zip(self.of("say"), self.of("said"), strict=True)]

    def answers(self) -> list[tuple[float, float]]:
        """The same of the lines that answer something; a count begins by itself."""
        lines = zip(self.of("say"), self.spoken(), strict=True)
        return [times for say, times in lines if say["key"] != "hold_start"]

    def loudest(self, begin: float, end: float) -> int:
        part = self.sound[max(0, round(begin * self.rate)) : max(0, round(end * self.rate))]
        return int(np.abs(part.astype(np.int32)).max(initial=0))


def replay(recording: Path, home: Path, *options: str | Path) -> Replayed:
    log, reply = home / f"{recording.name}.jsonl", home / f"{recording.name}.reply.wav"
    done = charley("replay", recording, "--reply", reply, "--log", log, *options, home=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    sound, rate = soundfile.read(reply, dtype="int16")
    return Replayed(log.read_bytes(), reply.read_bytes(), sound, rate)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def recording(home: Path) -> Path:
    file = home / "conversation.wav"
    soundfile.write(file, scene(CONVERSATION, LENGTH), RATE)
    return file


@pytest.fixture(scope="module")
def night(recording: Path, home: Path) -> Replayed:
    """The whole conversation, replayed once."""
    return replay(recording, home)


@pytest.fixture
def play(tmp_path: Path) -> Callable[..., Replayed]:
    """Replays a scene of its own."""

    def play(*lines: tuple[float, str], seconds: float, options: tuple[str | Path, ...] = ()) -> Replayed:
        file = tmp_path / "scene.wav"
        soundfile.write(file, scene(lines, seconds), RATE)
        return replay(file, tmp_path, *options)

    return play


def test_every_line_is_heard_as_what_it_is_when_it_was_said(night: Replayed) -> None:
    heard = night.of("heard")
    assert [(event["intent"], event["value"]) for event in heard] == [
        ("leg_cramp", ""),
        ("place", "calf"),
        ("next", ""),
        ("next", ""),
        ("repeat", ""),
        ("back", ""),
        ("how_many_steps", ""),
        ("stop", ""),
    ]
    assert [event["text"] for event in heard] == [words for _, words in CONVERSATION]
    for event, (moment, words) in zip(heard, CONVERSATION, strict=True):
        ended = moment + len(says(words)) / RATE
        assert event["speech_end"] == pytest.approx(ended, abs=0.3)
        assert event["speech_end"] < event["at"] < ended + 1


def test_every_line_is_answered_in_order(night: Replayed) -> None:
    assert [event["key"] for event in night.of("say")] == [
        "where.place",
        "calf.straighten",
        "calf.heel",
        "calf.pull",
        "hold_start",
        "calf.pull",
        "hold_start",
        "calf.heel",
        "how_many_steps",
        "stopped",
    ]
    assert [event["text"] for event in night.of("said")] == [event["text"] for event in night.of("say")]
    assert all(event["completed"] for event in night.of("said"))
    assert next(e for e in night.of("say") if e["key"] == "how_many_steps")["text"] == "Step two of nine."


def test_the_log_tells_each_state_the_counts_and_the_sleep(night: Replayed) -> None:
    assert [(e["state"], e["procedure"], e["step"]) for e in night.of("state")] == [
        ("question", "where", "place"),
        ("step", "calf", "straighten"),
        ("step", "calf", "heel"),
        ("step", "calf", "pull"),
        ("hold", "calf", "pull"),
        ("step", "calf", "pull"),
        ("hold", "calf", "pull"),
        ("step", "calf", "heel"),
        ("asleep", "calf", "heel"),
    ]
    assert [event["seconds"] for event in night.of("timer")] == [20, 20]
    assert len(night.of("sleep")) == 1


def test_whoever_was_half_heard_says_it_again_and_is_answered(play: Callable[..., Replayed]) -> None:
    night = play((1.0, "my leg"), (5.0, "my leg"), (11.0, "calf"), seconds=14.0)
    assert [event["text"] for event in night.of("heard")] == ["my leg", "my leg", "calf"]
    assert [event["intent"] for event in night.of("heard")] == ["place", "leg_cramp", "place"]
    [asked, *_] = night.of("say")
    assert asked["key"] == "where.place"
    assert 5.0 < asked["at"] < 7.0
    assert night.of("state")[-1]["procedure"] == "calf"


def test_an_answer_begins_soon_after_the_words(night: Replayed) -> None:
    for heard, (begin, _) in zip(night.of("heard"), night.answers(), strict=True):
        assert 0 < begin - heard["speech_end"] < 1


def test_the_log_has_one_time_line_that_never_runs_back(night: Replayed) -> None:
    moments = [event["at"] for event in night.events]
    assert moments == sorted(moments)
    assert moments[-1] <= LENGTH


def test_the_reply_is_as_long_as_the_recording_and_sounds_when_the_log_says_so(night: Replayed) -> None:
    assert len(night.sound) / night.rate >= LENGTH
    before = 0.0
    for begin, end in night.spoken():
        assert night.loudest(before, begin - SLACK) == 0
        assert night.loudest(begin, begin + SLACK) > QUIET
        assert night.loudest(end - 2 * SLACK, end) > QUIET
        before = end + SLACK
    assert night.loudest(before, LENGTH + 60) == 0


def test_no_answer_sounds_before_its_question_was_heard(night: Replayed) -> None:
    for heard, (begin, _) in zip(night.of("heard"), night.answers(), strict=True):
        assert begin > heard["at"]
        assert night.loudest(heard["speech_end"], heard["at"]) == 0


def test_two_replays_are_the_same_to_the_byte(night: Replayed, recording: Path, home: Path) -> None:
    again = replay(recording, home)
    assert again.log == night.log
    assert again.reply == night.reply


def test_a_word_spoken_over_charley_silences_it_and_is_obeyed(play: Callable[..., Replayed]) -> None:
    night = play((1, "calf cramp"), (6, "next"), (10, "next"), (14, "next"), seconds=20)
    assert [event["key"] for event in night.of("say")] == [
        "calf.straighten",
        "calf.heel",
        "calf.pull",
        "calf.towel",
    ]
    assert [event["completed"] for event in night.of("said")] == [True, True, False, True]
    heard, cut = night.of("heard")[3]["at"], night.of("said")[2]["at"]
    assert 14 < cut <= heard + 3 * BLOCK_SECONDS
    assert night.loudest(14, cut - SLACK) > QUIET
    assert night.loudest(cut + 2 * BLOCK_SECONDS, night.of("say")[3]["at"] - SLACK) == 0


def test_stop_over_charley_leaves_hardly_a_word(play: Callable[..., Replayed]) -> None:
    night = play((1, "calf cramp"), (6, "next"), (10, "next"), (14, "stop"), seconds=18)
    assert [event["key"] for event in night.of("say")][-2:] == ["calf.pull", "stopped"]
    assert night.of("state")[-1]["state"] == "asleep"
    assert night.loudest(night.of("said")[-1]["at"] + SLACK, 60) == 0


def test_in_a_room_where_it_hears_itself_it_is_interrupted_by_the_person_alone(
    play: Callable[..., Replayed], tmp_path: Path
) -> None:
    room = tmp_path / "room.wav"
    soundfile.write(room, response(0.5, 0.1), RATE, subtype="FLOAT")
    lines = ((1, "what causes cramps"), (10, "calf cramp"), (15, "next"), (19, "next"), (23, "stop"))
    night = play(*lines, seconds=27, options=("--room", room))
    assert [event["intent"] for event in night.of("heard") if event["intent"]] == [
        "causes",
        "leg_cramp",
        "next",
        "next",
        "stop",
    ]
    assert [event["key"] for event in night.of("say")][-2:] == ["calf.pull", "stopped"]
    assert not night.of("said")[-2]["completed"]


def test_a_hold_is_counted_to_its_end_in_the_time_of_the_recording(play: Callable[..., Replayed]) -> None:
    night = play((1, "calf cramp"), (6, "next"), (10, "next"), seconds=46)
    (timer,) = night.of("timer")
    end = next(event for event in night.of("earcon") if event["name"] == "end")
    assert timer["seconds"] == 20
    assert end["at"] - timer["at"] == pytest.approx(20, abs=0.1)
    assert [e["state"] for e in night.of("state") if e["at"] >= timer["at"]] == ["hold", "step"]


def test_what_charley_begins_to_say_it_ends_after_the_recording(play: Callable[..., Replayed]) -> None:
    night = play((1, "leg cramp"), seconds=2.5)
    (said,) = night.of("said")
    assert said["completed"]
    assert said["at"] > 3.5
    assert len(night.sound) / night.rate >= said["at"]


def stereo(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sound on the left, nothing on the right."""
    return np.stack([sound, np.zeros_like(sound)], axis=1)


@pytest.mark.parametrize(
    ("name", "rate", "channels", "subtype"),
    [
        ("scene.flac", 44_100, 2, "PCM_16"),
        ("scene.wav", 8_000, 1, "PCM_16"),
        ("float.wav", 48_000, 1, "FLOAT"),
        ("old.wav", 11_025, 2, "PCM_U8"),
        ("studio.aiff", 96_000, 1, "PCM_24"),
        ("scene.ogg", 22_050, 1, "VORBIS"),
    ],
)
def test_any_kind_of_sound_file_is_the_same_conversation(
    name: str, rate: int, channels: int, subtype: str, tmp_path: Path
) -> None:
    sound = scene([(1, "calf cramp"), (6, "next"), (10, "back")], 12)
    other = soxr.resample(sound / 2**15, RATE, rate)
    soundfile.write(tmp_path / name, stereo(other) if channels > 1 else other, rate, subtype=subtype)
    night = replay(tmp_path / name, tmp_path)
    assert [(event["intent"], event["value"]) for event in night.of("heard")] == [
        ("leg_cramp", "calf"),
        ("next", ""),
        ("back", ""),
    ]
    for event, ended in zip(night.of("heard"), (1.85, 6.5, 10.45), strict=True):
        assert event["speech_end"] == pytest.approx(ended, abs=0.3)
