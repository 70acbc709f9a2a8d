"""The making of speech models, as far as it goes without PyTorch: what Vosk reads, and what it then hears."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import soundfile
import vosk

from models.store import BUILT_IN, user_store
from models.training.__main__ import asked
from models.training.config import load_config
from models.training.corpus import read_pack
from models.training.decoding import UNKNOWN, write_graph
from models.training.evaluation.forward import greedy, outputs
from models.training.evaluation.share import Share
from models.training.kaldi import AcousticModel, Layer, read_model, write_model
from models.training.openfst import missing
from models.training.phones import BLANK, NUMBER, OUTPUTS, numbers
from models.training.topology import EPSILON, LOOP, PAUSE, START, Topology, Unknown, enter, stay
from voice.hearing.recognizer import load_model
from voice.sound import RATE, Samples
from voice.speaking.synthesizer import Synthesizer

CONFIG = Path(__file__).parent.parent / "models" / "training" / "config.toml"
COURSES = [CONFIG, *(CONFIG.with_name(f"{course}.toml") for course in ("further", "longer", "finish"))]
"""In the order in which `make model` goes through them."""

with_openfst = pytest.mark.skipif(missing() is not None, reason=missing() or "")


@pytest.fixture(scope="module")
def built_in() -> Path:
    return user_store().find(BUILT_IN)


@pytest.fixture(scope="module")
def mouth() -> Synthesizer:
    return Synthesizer("gmw/en-us")


@pytest.fixture
def copy(built_in: Path, tmp_path: Path) -> Path:
    """A model folder that may be changed."""
    return Path(shutil.copytree(built_in, tmp_path / "model"))


def say(mouth: Synthesizer, text: str) -> Samples:
    return np.pad(mouth.speak(text, 150).at(RATE).samples, RATE // 2)


def hear(folder: Path, phrases: Sequence[str], clips: Sequence[Samples]) -> list[str]:
    kaldi = vosk.KaldiRecognizer(load_model(folder), RATE, json.dumps([*phrases, UNKNOWN]))
    heard = []
    for clip in clips:
        kaldi.AcceptWaveform(clip.tobytes())
        heard.append(str(json.loads(kaldi.FinalResult())["text"]))
    return heard


def a_model(random: np.random.Generator) -> AcousticModel:
    """A small network with a stride of three, one block behind the first layer, and weights of chance."""

    def layer(
        outputs: int, inputs: int, offsets: tuple[int, ...], *, rectified: bool, adds: int = 0
    ) -> Layer:
        weights = random.normal(0, 1, (outputs, inputs * len(offsets))).astype(np.float32)
        bias = random.normal(0, 1, outputs).astype(np.float32)
        return Layer(weights, bias, offsets, rectified=rectified, adds=adds)

    layers = (
        layer(6, 40, (-2, -1, 0, 1, 2), rectified=True),
        layer(4, 6, (-3, 0), rectified=False),
        layer(6, 4, (0, 3), rectified=True, adds=2),
        layer(OUTPUTS, 6, (0,), rectified=False),
    )
    return AcousticModel(layers, np.ones(OUTPUTS, np.float32))


def test_what_is_written_for_kaldi_is_read_back_in_steps_of_two_bytes(tmp_path: Path) -> None:
    model = a_model(np.random.default_rng(1))
    write_model(model, tmp_path / "final.mdl")
    again = read_model(tmp_path / "final.mdl")
    assert np.array_equal(again.priors, model.priors)
    for layer, other in zip(model.layers, again.layers, strict=True):
        assert (other.offsets, other.rectified, other.adds) == (layer.offsets, layer.rectified, layer.adds)
        assert np.array_equal(other.bias, layer.bias)
        assert np.allclose(other.weights, layer.weights, atol=np.ptp(layer.weights) / 65000)


def test_vosk_hears_with_a_network_written_anew_what_it_heard_before(
    built_in: Path, copy: Path, mouth: Synthesizer
) -> None:
    write_model(read_model(built_in / "am" / "final.mdl"), copy / "am" / "final.mdl")
    phrases = ["leg cramp", "next", "stop", "go back", "charley horse", "how much longer"]
    clips = [say(mouth, phrase) for phrase in phrases]
    assert hear(copy, phrases, clips) == hear(built_in, phrases, clips) == phrases


@with_openfst
def test_a_word_outside_the_list_is_the_unknown_word_in_a_graph_made_anew(
    copy: Path, mouth: Synthesizer
) -> None:
    shutil.rmtree(copy / "graph")
    write_graph(copy / "graph", {"stop": [numbers("S T AA P")]}, {"stop": 5.0}, Unknown(UNKNOWN, 2.5))
    strangers = ["elephant", "tomorrow morning", "beautiful"]
    assert not any("stop" in heard for heard in hear(copy, ["stop"], [say(mouth, s) for s in strangers]))


@pytest.mark.parametrize(("said", "other"), [("S T AA P", "T AA P S"), ("AH AH", "AH"), ("N OW", "OW N")])
def test_the_graph_takes_every_way_ctc_can_name_a_word_and_no_other(said: str, other: str) -> None:
    graph = Topology()
    graph.add_word(1, numbers(said))
    phones = {*numbers(said), *numbers(other), BLANK}
    longest = 5 if len(phones) < 5 else 4
    for length in range(1, longest + 1):
        for path in product(sorted(phones), repeat=length):
            assert takes(graph, path) == (collapsed(path) == numbers(said)), path


def test_the_rivals_of_the_phrases_are_taken_as_they_sound_and_nothing_else_is() -> None:
    graph = Topology()
    rivals = {numbers(said) for said in ("AA", "AA B AA", "AA B B", "B AA")}
    graph.add_rivals(1, rivals, cost=4)
    for length in range(1, 6):
        for path in product((BLANK, *numbers("AA B")), repeat=length):
            assert takes(graph, path) == (collapsed(path) in rivals), path


def test_words_that_sound_alike_end_differently() -> None:
    graph = Topology()
    for word in (1, 2):
        graph.add_word(word, numbers("N OW"))
    assert len(graph.disambiguation()) == 2
    assert {arc.sound for arc in graph.arcs if arc.target == LOOP} >= set(graph.disambiguation())


def test_the_unknown_word_cannot_turn_without_sound() -> None:
    graph = Topology()
    graph.add_unknown(1, cost=2.5)
    silent = {
        (a.source, a.target)
        for a in graph.arcs
        if a.sound in {EPSILON, *graph.disambiguation()} and a.word == 0
    }
    reached = {target for source, target in silent if source == LOOP}
    while more := {target for source, target in silent if source in reached} - reached:
        reached |= more
    assert LOOP not in reached


def test_a_recording_comes_with_what_its_table_says(tmp_path: Path) -> None:
    file = io.BytesIO()
    soundfile.write(file, np.zeros(RATE, np.int16), RATE, format="OGG", subtype="OPUS")
    with tarfile.open(tmp_path / "words.tar", "w") as tar:
        for name in ("a.opus", "unlisted.opus"):
            member = tarfile.TarInfo(name)
            member.size = len(file.getvalue())
            tar.addfile(member, io.BytesIO(file.getvalue()))
    with (tmp_path / "words.tsv").open("w", newline="") as table:
        csv.writer(table, delimiter="\t").writerows(
            [["file", "text", "speaker"], ["a.opus", "stop", "someone"]]
        )
    (clip,) = read_pack(tmp_path, "words")
    assert (clip.text, clip.speaker, len(clip.samples)) == ("stop", "someone", RATE)


def test_chance_is_the_same_for_the_same_purpose_and_another_for_another(tmp_path: Path) -> None:
    config = load_config(CONFIG, tmp_path)
    drawn = [
        config.random(*purpose).random() for purpose in [("scene", 1), ("scene", 1), ("scene", 2), ("rooms",)]
    ]
    assert drawn[0] == drawn[1]
    assert len(set(drawn)) == 3


def test_all_steps_are_taken_where_none_is_named() -> None:
    assert asked([]).steps == ["gather", "pieces", "train", "export", "graph"]
    assert asked(["export", "graph"]).steps == ["export", "graph"]
    with pytest.raises(SystemExit):
        asked(["sing"])


def test_flites_voices_are_kept_out_of_training(tmp_path: Path) -> None:
    used = " ".join(load_config(CONFIG, tmp_path)["synthetic"]["festival"])
    assert not [speaker for speaker in ("kal", "slt", "awb", "rms") if speaker in used]


def test_each_course_begins_with_what_the_one_before_leaves_and_keeps_it(tmp_path: Path) -> None:
    courses = [load_config(file, tmp_path)["train"] for file in COURSES]
    left = [course["weights"] for course in courses]
    assert [course["before"] for course in courses] == ["", *left[:-1]]
    assert len(set(left)) == len(left)


def test_the_network_gives_chances_for_every_third_frame() -> None:
    frames = np.random.default_rng(2).normal(0, 1, (31, 40)).astype(np.float32)
    scores = outputs(a_model(np.random.default_rng(3)), frames)
    assert scores.shape == (11, OUTPUTS)
    assert np.allclose(np.exp(scores).sum(axis=1), 1, atol=1e-5)


def test_what_a_block_finds_is_added_to_what_it_was_given() -> None:
    model = a_model(np.random.default_rng(4))
    narrow, broad = model.layers[1:3]
    silent = replace(broad, weights=np.zeros_like(broad.weights), bias=np.zeros_like(broad.bias))
    frames = np.random.default_rng(5).normal(0, 1, (31, 40)).astype(np.float32)
    through = outputs(replace(model, layers=(model.layers[0], narrow, silent, model.layers[3])), frames)
    without = outputs(replace(model, layers=(model.layers[0], model.layers[3])), frames)
    assert np.allclose(through, without, atol=1e-4)


def test_the_greedy_path_names_a_phone_once_unless_a_blank_is_between() -> None:
    path = [BLANK, 3, 3, BLANK, 3, 7, 7]
    assert greedy(np.eye(OUTPUTS, dtype=np.float32)[path]) == [3, 3, 7]


@pytest.mark.parametrize(("part", "low", "high"), [(0, 0.0, 0.278), (5, 0.237, 0.763), (10, 0.722, 1.0)])
def test_a_share_of_ten_knows_how_unsure_it_is(part: int, low: float, high: float) -> None:
    assert Share(part, 10).interval == pytest.approx((low, high), abs=0.001)


def takes(graph: Topology, path: Sequence[int]) -> bool:
    """Whether the graph has a way for a name of each frame, one word long."""
    states = {(START, -1, 0)}
    for frame in path:
        states = {state for old in closed(graph, states) for state in step(graph, old, frame)}
    return any(state in {LOOP, PAUSE} and words == 1 for state, _, words in closed(graph, states))


State = tuple[int, int, int]
"""State, the output it listens to, words so far."""


def step(graph: Topology, state: State, frame: int) -> Iterator[State]:
    for arc in graph.arcs:
        if arc.source == state[0] and arc.sound in {enter(frame), stay(frame)}:
            yield arc.target, frame, state[2] + (arc.word != 0)


def closed(graph: Topology, states: set[State]) -> set[State]:
    """With those that take no sound to reach."""
    silent = {EPSILON, *graph.disambiguation()}
    while True:
        more = {
            (arc.target, last, words)
            for state, last, words in states
            for arc in graph.arcs
            if arc.source == state and arc.sound in silent
        }
        if more <= states:
            return states
        states = states | more


def collapsed(path: Sequence[int]) -> tuple[int, ...]:
    """What a path of CTC names."""
    kept = [phone for n, phone in enumerate(path) if n == 0 or path[n - 1] != phone]
    return tuple(phone for phone in kept if phone != BLANK)


def test_every_phone_has_an_output() -> None:
    assert sorted(NUMBER.values()) == list(range(1, OUTPUTS))
