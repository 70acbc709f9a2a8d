"""The command line's beginning and end: runs what is wanted, and says in one sentence what went wrong."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from io import StringIO, TextIOWrapper
from threading import Event
from types import FrameType
from typing import NoReturn

from intents.errors import ContentError
from models.errors import ModelError
from voice.errors import VoiceError
from voice.hush import STDERR, STDOUT
from voice.offline import offline

INTERRUPTED = 130
"""Exit status of a command that was stopped before its end, as shells expect it."""

OWNER_ALONE = 0o077
"""What is written tells of somebody's health: nobody else may read it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command: 0 done, 1 failed with one sentence on stderr, 2 wrong usage."""
    stopped = INTERRUPTED
    early = _note_signals()
    os.umask(OWNER_ALONE)
    _open_closed_streams()
    _forgive_odd_text()
    with offline():
        from voice.commands import listen  # noqa: PLC0415 - takes its time, and Ctrl-C may come in it
        from voice.options import OVERRIDES, parser  # noqa: PLC0415 - as above
        from voice.settings import load, override, settings_file  # noqa: PLC0415 - as above

    try:
        _obey_signals()
        if early.is_set():
            raise KeyboardInterrupt
        whole = parser()
        arguments = whole.parse_args(argv)
        if arguments.run is not listen.run and (arguments.verbose or arguments.keep_audio):
            whole.error("--verbose and --keep-audio are for listening, not for other commands")
        stopped = 0 if arguments.run is listen.run else INTERRUPTED
        settings = override(load(settings_file()), {key: getattr(arguments, key) for key in OVERRIDES})
        status = int(arguments.run(arguments, settings))
        sys.stdout.flush()
    except KeyboardInterrupt:
        _complain("stopped; start it again with the same command.")
        _finish_output()
        return stopped
    except BrokenPipeError:
        _drop_output()  # whoever read us has heard enough
        return 1
    except (VoiceError, ContentError, ModelError) as error:
        _complain(str(error))
        return 1
    except OSError as error:
        _drop_output()
        _complain(f"the system refuses ({error}): make room or mend that.")
        return 1
    return status


def _open_closed_streams() -> None:
    """Read nothing and write to nobody where a stream was closed, and let no other file take its number."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= STDERR:  # the lowest that is free
        pass
    os.close(number)
    sys.stdin, sys.stdout, sys.stderr = (
        stream or StringIO() for stream in (sys.stdin, sys.stdout, sys.stderr)
    )


def _forgive_odd_text() -> None:
    """Read and write also what is no text in the terminal's encoding."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)


def _note_signals() -> Event:
    """Only note Ctrl-C and SIGTERM: a library that is broken off while it is imported can end the process."""
    noted = Event()
    _on_signals(lambda number, frame: noted.set())
    return noted


def _obey_signals() -> None:
    """Let Ctrl-C and SIGTERM end the command; what they break off has nothing more to say."""
    stopped = Event()
    report = sys.unraisablehook

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        stopped.set()
        raise KeyboardInterrupt

    def tell(lost: sys.UnraisableHookArgs) -> None:
        if not stopped.is_set():
            report(lost)

    sys.unraisablehook = tell
    _on_signals(stop)


def _on_signals(act: Callable[[int, FrameType | None], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, act)


def _complain(sentence: str) -> None:
    print(f"charley: {sentence}", file=sys.stderr)


def _finish_output() -> None:
    """Write what waits; where that cannot be, Python has nothing to say of it."""
    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()


def _drop_output() -> None:
    """Have Python's last flush of stdout succeed, whatever became of it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), STDOUT)


if __name__ == "__main__":
    sys.exit(main())
