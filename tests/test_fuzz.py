"""Broken, cut and shuffled files: refused in one sentence, never a crash. `make fuzz` looks for longer."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, Target


def spoilt(seeds: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """A good file with a piece of it replaced by anything: by nothing, at times, or by more of itself."""

    def spoil(seed: bytes, begin: float, length: float, piece: bytes, *, doubled: bool) -> bytes:
        start = round(begin * len(seed))
        end = start + round(length * (len(seed) - start))
        return seed[:start] + (seed[start:end] * 2 if doubled else piece) + seed[end:]

    share = st.floats(0, 1)
    return st.builds(
        spoil,
        st.sampled_from(seeds),
        share,
        share.map(lambda x: x**3),
        st.binary(max_size=40),
        doubled=st.booleans(),
    )


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_spoilt_input_is_refused_or_taken(target: Target, data: st.DataObject) -> None:
    content = data.draw(st.one_of(spoilt(target.seeds), st.binary(max_size=200)))
    with TemporaryDirectory() as folder:
        target.read(content, Path(folder))


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_what_a_target_is_made_for_is_taken(target: Target, tmp_path: Path) -> None:
    for number, seed in enumerate(target.seeds):
        folder = tmp_path / str(number)
        folder.mkdir()
        target.read(seed, folder)
