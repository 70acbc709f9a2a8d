"""What can go wrong between a running Charley and the sound, done on a real sound server and undone again."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bedside import Bedside, text_of
from tests.soundserver import SoundServer

GONE = "Microphone or speaker is gone"
BACK = "It is back"
AWAY = "I was away"

Act = Callable[[SoundServer, Bedside], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """A way to lose the sound, and to get it back."""

    name: str
    begin: Act
    end: Act
    awaited: bool = True
    """Whether Charley can notice it before its end; a process that is stopped notices nothing."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """How a fault went, in seconds."""

    fault: str
    noticed: float
    """From the fault's beginning, or from its end where it could not be noticed sooner."""
    recovered: float
    """From the fault's end until both devices worked again."""


FAULTS = {
    fault.name: fault
    for fault in (
        Fault("sound server killed", lambda server, _: server.stop(), lambda server, _: server.start()),
        Fault(
            "microphone silent",
            lambda server, _: server.mute_microphone(),
            lambda server, _: server.unmute_microphone(),
        ),
        Fault("block late", lambda server, _: server.freeze(), lambda server, _: server.thaw()),
        Fault(
            "suspended",
            lambda _, bedside: bedside.process.send_signal(signal.SIGSTOP),
            lambda _, bedside: bedside.process.send_signal(signal.SIGCONT),
            awaited=False,
        ),
    )
}


def suffer(fault: Fault, server: SoundServer, bedside: Bedside, key: str, absence: float) -> Recovery:
    """Have it happen once in a dialogue that stands at a step, and see that it goes on from there.

    It lasts for at least some seconds of absence, which must be longer than Charley's patience.
    """
    began = time.monotonic()
    fault.begin(server, bedside)
    if fault.awaited:
        bedside.wait_for(GONE)
    noticed = time.monotonic() - began
    time.sleep(max(0.0, absence - noticed))
    ended = time.monotonic()
    fault.end(server, bedside)
    if not fault.awaited:
        bedside.wait_for(GONE)
        noticed = time.monotonic() - ended
    bedside.wait_for(BACK)
    recovered = time.monotonic() - ended
    bedside.wait_for(AWAY)
    bedside.wait_for(text_of(key))
    return Recovery(fault.name, noticed, recovered)
