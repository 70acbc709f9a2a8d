"""What tests of several files share."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor

import pytest
from hypothesis import settings

from intents.matching.phrase import Phrase
from tests.hearing import ears
from voice.assembly import Assembly
from voice.settings import Settings

# The same examples each time, so that a check says the same of the same code; `make fuzz` looks for others.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", max_examples=2000)
settings.load_profile("same")

pytest_plugins = ["tests.soundserver"]

# Tests that run in the background ignore Ctrl-C, and the commands they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

Share = Callable[[str, float], None]


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    """Processes that hear."""
    with ears() as pool:
        yield pool


@pytest.fixture(scope="module")
def phrases() -> list[Phrase]:
    """All that Charley understands."""
    return list(Assembly(Settings()).library.phrasebook.phrases.values())


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Share:
    """Tells a measured share, in the output and in the report of the run."""

    def tell(what: str, share: float) -> None:
        print(f"{what}: {share:.1%}")  # noqa: T201 - the figure is wanted, not only that it is enough
        record_property(what, round(share, 4))

    return tell
