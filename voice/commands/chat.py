"""`charley chat`: the same dialogue typed instead of spoken."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from queue import Empty, Queue
from threading import Thread

from intents.session import Session
from intents.state import Reply
from voice.assembly import Assembly
from voice.settings import Settings

PROMPT = "> "
TICK = 0.1
"""Seconds between two looks at the clock while nothing is typed."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("chat", help="type instead of speaking: one line in, one reply out")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Talk until the input ends. From a pipe, no hold is waited for and each line gets one line."""
    assembly = Assembly(settings)
    session = assembly.session(introduce=sys.stdin.isatty())
    if sys.stdin.isatty():
        _converse(assembly, session)
    else:
        for line in sys.stdin:
            print(_text(_hear(assembly, session, line.strip())), flush=True)
            session.tick(0, speaking=False)
    return 0


def _hear(assembly: Assembly, session: Session, line: str) -> Reply:
    return session.hear(assembly.matcher.match(line, asleep=session.asleep))


def _converse(assembly: Assembly, session: Session) -> None:
    """The clock runs between the lines, so that counts end and silence is noticed."""
    print(PROMPT, end="", flush=True)
    before = time.monotonic()
    for line in _lines():
        now = time.monotonic()
        replies = [session.tick(now - before, speaking=False)]
        before = now
        if line:
            replies.append(_hear(assembly, session, line))
        texts = [text for reply in replies if (text := _text(reply))]
        if texts or line is not None:
            print("\r" + "\n".join([*texts, PROMPT]), end="", flush=True)
    print()


def _lines() -> Iterator[str | None]:
    """Typed lines as they come, None while there is none."""
    queue: Queue[str | None] = Queue()

    def read() -> None:
        for line in sys.stdin:
            queue.put(line.strip())
        queue.put(None)

    Thread(target=read, daemon=True).start()
    while True:
        try:
            line = queue.get(timeout=TICK)
        except Empty:
            yield None
            continue
        if line is None:
            return
        yield line


def _text(reply: Reply) -> str:
    return " ".join(line.text for line in reply.lines)
