"""`charley bench`: what it leaves behind, on very little sound; the figures are in tests/benchmarks."""

from __future__ import annotations

import json
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from intents.intent import Intent, Match
from intents.matching.phrase import normalise
from tests.fakes import full_disk
from tests.terminal import PATIENCE, charley, complaint, start
from voice.assembly import Assembly
from voice.bench.aims import AIMS, against_aims
from voice.bench.contender import Taken
from voice.bench.figures import Figure, Ledger, spread
from voice.bench.hearing import woken
from voice.bench.noises import NIGHT, loudness
from voice.bench.pictures import draw
from voice.bench.recordings import Recordings
from voice.bench.scenes import BY_NOISE, BY_PLACE, Scene, Staged, last_sample, sentences, stage
from voice.bench.sensitivity import ACTED, MISSED
from voice.bench.sphinx import SphinxGrammar
from voice.bench.studio import chance, lines
from voice.bench.table import table
from voice.commands.bench import require
from voice.errors import VoiceError
from voice.settings import Settings
from voice.sound import BLOCK, RATE, Samples
from voice.speaking.synthesizer import Synthesizer

ABOUT = {"model": "built-in", "every": 20}

FIGURE = Figure(
    "latency", "commands in a dialogue", "Charley", {"median ms": 240, "clips": 10}, (230.0, 250.0)
)
RIVAL = Figure("latency", "commands in a dialogue", "usual loop", {"median ms": 1045, "clips": 10})


@pytest.fixture(scope="module")
def word() -> Samples:
    """Half a second of a buzz that dies away."""
    time = np.arange(RATE // 2) / RATE
    return (8000 * np.exp(-4 * time) * np.sign(np.sin(2 * np.pi * 150 * time))).astype(np.int16)


def test_a_small_run_without_recordings_leaves_a_table_and_figures(tmp_path: Path) -> None:
    place = tmp_path / "figures"
    command = ("bench", "--every", "200", "--only", "computing", "--save", place)
    done = charley(*command, home=tmp_path)
    assert done.returncode == 0, done.stderr
    kept = json.loads((place / "figures.json").read_text(encoding="utf-8"))
    assert kept["about"]["recordings"] is False
    assert {row["condition"] for row in kept["figures"]} >= {"silence", "fan", "traffic", "breathing"}
    assert len({row["contender"] for row in kept["figures"]}) == 3
    assert all(row["values"]["CPU s for an hour"] > 0 for row in kept["figures"])
    assert "### Computing" in done.stdout
    assert "Porcupine" in done.stdout, "published figures stand beside"
    assert (place / "README.md").read_text(encoding="utf-8").strip() == done.stdout.strip()

    again = charley(*command, home=tmp_path)
    assert (again.returncode, again.stderr) == (0, ""), "nothing is measured twice"
    assert again.stdout == done.stdout


def test_a_measure_that_is_none_is_refused_with_those_there_are(tmp_path: Path) -> None:
    done = charley("bench", "--only", "speed", "--save", tmp_path / "figures", home=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert '"speed" is no measure' in complaint(done)
    assert "latency, commands, complaints from sleep" in complaint(done)


def test_a_command_that_lacks_packages_says_what_to_install() -> None:
    with pytest.raises(VoiceError, match=r"^The benchmark needs never_heard_of: install .*bench") as refusal:
        require(["numpy", "never_heard_of"])
    assert "\n" not in str(refusal.value)


def test_every_figure_with_a_picture_is_drawn(tmp_path: Path) -> None:
    right, missed = {"right %": 90.0, "clips": 10}, {"missed %": 3.0, "clips": 10}
    figures = [
        FIGURE,
        RIVAL,
        *(Figure("commands", scene.name, "Charley", right) for scene in BY_NOISE),
        Figure("complaints from sleep", "1.5 m, 10 dB", "Charley", missed),
        Figure("false alarms", "fan", "Charley", {"hours": 1.0, "wakes": 0}),
        *(Figure("sensitivity", str(n), "Charley", {MISSED: n, ACTED: 3.0 - n}) for n in (1.0, 2.0)),
    ]
    pictures = draw(figures, tmp_path)
    assert len(pictures) == 4
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)
    assert draw([FIGURE], tmp_path) == pictures[:1], "no picture of what was not measured"


def test_a_folder_without_recordings_is_named(tmp_path: Path) -> None:
    done = charley("bench", "--speech", tmp_path / "nowhere", home=tmp_path)
    assert done.returncode == 1
    assert f"{tmp_path / 'nowhere'}" in complaint(done)


def test_a_folder_without_the_recordings_is_not_taken_for_one_in_which_nobody_speaks(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"no recordings dev/words in .*: name their folder, or leave") as no:
        next(Recordings(tmp_path).pack("dev/words"))
    assert "\n" not in str(no.value)
    assert list(Recordings(None).pack("dev/words")) == []


def test_a_run_is_taken_up_where_it_broke_off_and_by_its_like_only(tmp_path: Path) -> None:
    Ledger(tmp_path, ABOUT).add([FIGURE])
    ledger = Ledger(tmp_path, ABOUT)
    assert ledger.figures == [FIGURE]
    assert ledger.holds("latency", "commands in a dialogue")
    assert not ledger.holds("latency", "complaints from sleep")
    with pytest.raises(VoiceError, match="another benchmark"):
        Ledger(tmp_path, {**ABOUT, "every": 1})


def test_several_may_share_a_run_and_none_loses_a_figure(tmp_path: Path) -> None:
    def add(contender: str) -> None:
        ledger = Ledger(tmp_path, ABOUT)
        for number in range(20):
            ledger.add([Figure("latency", str(number), contender, {})])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, "abcd"))
    assert len(Ledger(tmp_path, ABOUT).figures) == 4 * 20


def test_a_full_disk_takes_nothing_that_was_measured(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, ABOUT)
    ledger.add([FIGURE])
    with full_disk(), pytest.raises(VoiceError, match="make room there"):
        ledger.add([RIVAL] * 100)
    assert Ledger(tmp_path, ABOUT).figures == [FIGURE]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells of children")
def test_a_run_that_is_broken_off_leaves_no_process_behind(tmp_path: Path) -> None:
    def children(process: str) -> list[str]:
        return Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()

    def is_measured() -> bool:
        """Whether the process hears in which nothing else has grown."""
        inner = [one for child in children(str(running.pid)) for one in children(child)]
        return any("libvosk" in Path(f"/proc/{process}/maps").read_text() for process in inner)

    command = ("bench", "--only", "memory", "--every", "4", "--save", tmp_path / "figures")
    running = start(*command, home=tmp_path)
    while not is_measured():
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=PATIENCE)  # does not end while anybody is left who could write
    assert running.returncode == 130


def test_where_nothing_was_answered_there_is_no_time_to_tell() -> None:
    assert spread([]) == {}
    assert spread([100, 200, 300]) == {"median ms": 200, "95 % ms": 290}


def test_the_table_has_rivals_side_by_side() -> None:
    lines = table([FIGURE, RIVAL]).splitlines()
    charley_row = next(line for line in lines if "Charley" in line)
    assert "240" in charley_row
    assert "commands in a dialogue" in charley_row
    assert "1,045" in lines[lines.index(charley_row) + 1]


@pytest.mark.parametrize("scene", [*BY_PLACE, *BY_NOISE], ids=lambda scene: scene.name)
def test_a_scene_is_the_same_each_time_and_tells_when_the_words_end(scene: Scene, word: Samples) -> None:
    noises = [NIGHT["fan"](2, chance("fan"))]
    staged, again = (stage(word, scene, noises, chance("scene")) for _ in range(2))
    assert np.array_equal(staged.sound, again.sound)
    assert len(staged.sound) % BLOCK == 0
    assert staged.end == pytest.approx(0.8 + last_sample(word) / RATE, abs=0.01)


def test_noise_is_as_much_softer_than_the_voice_as_the_scene_says(word: Samples) -> None:
    noises = [NIGHT["fan"](2, chance("fan"))]
    for scene in BY_NOISE:
        sound = stage(word, scene, noises, chance("scene")).sound
        alone = loudness(stage(word, Scene("quiet"), noises, chance("scene")).sound)
        noise = loudness(sound[: RATE // 2])
        assert 20 * np.log10(alone / noise) == pytest.approx(scene.snr, abs=1.5)


def test_farther_away_is_softer_and_facing_away_softer_still(word: Samples) -> None:
    heard = [loudness(stage(word, scene, [], chance("scene")).sound) for scene in BY_PLACE[:4]]
    assert heard == sorted(heard, reverse=True)


def test_an_aim_is_met_missed_or_not_measured() -> None:
    slow = Figure("latency", "complaints from sleep", "Charley", {"median ms": 500, "95 % ms": 700})
    lines = against_aims([FIGURE, RIVAL, slow]).splitlines()
    command = next(line for line in lines if "command in a dialogue to reply" in line)
    assert [cell.strip() for cell in command.split("|")[2:6]] == ["at most 250", "240", "1,045", "yes"]
    assert next(line for line in lines if "complaint from sleep" in line).rstrip(" |").endswith("no")
    assert sum("not measured" in line for line in lines) == len(AIMS) - 2


def test_who_is_not_heard_says_it_again_and_none_counts_for_another(word: Samples) -> None:
    class SecondTime:
        """It wakes at whatever it hears a second time."""

        name, every = "second time", 1

        def __init__(self) -> None:
            self.heard = 0

        def hear(self, sound: Samples) -> list[Taken]:
            self.heard += 1
            return [Taken("leg cramp", None, wakes=self.heard == 2, decided=0.0)]

        def forget(self) -> None:
            self.heard = 0

    person = (Staged(word, 0.0, 1), Staged(word, 0.0, 1))
    missed = woken(SecondTime(), [person] * 3)
    assert missed == {"missed %": 100.0, "said again, missed %": 0.0, "clips": 3}


def test_a_pause_parts_two_sentences(word: Samples) -> None:
    for seconds, count in ((0.1, 1), (0.5, 2)):
        pause = np.zeros(round(seconds * RATE), np.int16)
        assert sentences(np.concatenate([word[: RATE // 5], pause, word[: RATE // 5]])) == count


def test_there_are_strangers_to_refuse() -> None:
    assert len(lines("strangers.txt")) >= 60


def test_each_sentence_of_danger_holds_a_sign_of_it() -> None:
    matcher = Assembly(Settings()).matcher
    meant = {text: matcher.match(text) for text in lines("dangers.txt")}
    assert len(meant) >= 30
    assert not [
        text for text, m in meant.items() if not (isinstance(m, Match) and m.intent is Intent.RED_FLAG)
    ]


@pytest.mark.parametrize("text", ["i'm ready", "i can't breathe"])
def test_a_rival_knows_phrases_with_an_apostrophe(text: str) -> None:
    phrasebook = Assembly(Settings()).library.phrasebook
    rival = SphinxGrammar(phrasebook)
    speech = Synthesizer("", cache_seconds=0).speak(text, 150).at(RATE).samples
    heard = rival.hear(np.pad(speech, (RATE // 2, RATE)))
    assert [taken.meaning for taken in heard] == [phrasebook.phrases[normalise(text)].meaning]
