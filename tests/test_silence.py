"""A microphone that is muted is told from a quiet room."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from tests.fakes import QUIET
from voice.devices.silence import LONG, Muteness
from voice.sound import BLOCK, Samples

MUTED = [QUIET] * LONG
ROOM = list(np.random.default_rng(0).normal(0, 2, (LONG, BLOCK)).astype(np.int16))


def noticed(blocks: Iterable[Samples]) -> list[object]:
    """What is kept, and "told" where it is told."""
    notices: list[object] = []
    mute = Muteness(notices.append, lambda: notices.append("told"))
    assert len([*mute.watch(blocks)]) == len([*blocks])
    return notices


@pytest.mark.parametrize(
    ("blocks", "notices"),
    [
        (ROOM, []),
        (MUTED[:-1] + ROOM, []),
        (MUTED * 3, [True, "told"]),
        (MUTED + ROOM + MUTED, [True, "told", False, True]),
        (ROOM + MUTED + ROOM, [True, False]),
    ],
)
def test_what_is_noticed(blocks: list[Samples], notices: list[object]) -> None:
    assert noticed(blocks) == notices
