"""Keeping the chatter of libraries off the terminal."""

from __future__ import annotations

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


def _give_back(saved: int, descriptor: int) -> None:
    os.dup2(saved, descriptor)
    os.close(saved)
