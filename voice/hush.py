"""Keeping the chatter of libraries off the terminal, and what Charley itself has to say on it."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout, suppress
from io import StringIO

STDOUT, STDERR = 1, 2


@contextmanager
def hushed(*, stdout: bool = True) -> Iterator[None]:
    """Nothing written in here to stderr or stdout, by Python or by C, is seen. Holds for all threads.

    Where `stdout` is False, it goes on as it is.
    """
    with ExitStack() as stack:
        for descriptor in (STDOUT, STDERR) if stdout else (STDERR,):
            with suppress(OSError):  # closed, or never opened: nothing to keep quiet
                saved = os.dup(descriptor)
                stack.callback(_give_back, saved, descriptor)
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, descriptor)
                os.close(nowhere)
        if stdout:
            stack.enter_context(redirect_stdout(StringIO()))
        stack.enter_context(redirect_stderr(StringIO()))
        yield


@contextmanager
def still_warning() -> Iterator[None]:
    """What Charley warns of in here goes to stderr as it is now, also while that is hushed."""
    with ExitStack() as stack:
        with suppress(OSError):  # closed, or never opened: nobody reads it
            kept = stack.enter_context(os.fdopen(os.dup(STDERR), "w", buffering=1, errors="backslashreplace"))
            handler = logging.StreamHandler(kept)
            handler.setFormatter(logging.Formatter("charley: %(message)s"))
            charley = logging.getLogger(__package__)
            charley.addHandler(handler)
            stack.callback(charley.removeHandler, handler)
        yield


def _give_back(saved: int, descriptor: int) -> None:
    os.dup2(saved, descriptor)
    os.close(saved)
