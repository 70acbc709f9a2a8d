"""`charley chat`: the same dialogue typed instead of spoken."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread

from intents.dialogue.session import Session
from intents.dialogue.state import Reply
from intents.matching.matcher import Matcher
from voice.assembly import Assembly
from voice.commands.phrases import tell_own_mistake
from voice.journal import Journal
from voice.profile import ProfileKeeper, user_profile
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
    assembly, profile = Assembly(settings), user_profile()
    tell_own_mistake(assembly)
    known = profile.read(assembly.library.conditions)
    session = assembly.session(introduce=sys.stdin.isatty(), profile=known)
    talk = _Talk(assembly.matcher, session, ProfileKeeper(profile, session))
    if sys.stdin.isatty():
        _converse(talk)
    else:
        for line in sys.stdin:
            print(talk.hear(line.strip()), flush=True)
            talk.tick(0)
    return 0


@dataclass(frozen=True, slots=True)
class _Talk:
    """A session whose replies are text; what it is told of the person is kept, as aloud."""

    matcher: Matcher
    session: Session
    journal: Journal

    def hear(self, line: str) -> str:
        asked = self.session.dialogue.awaited
        heard = self.matcher.match(line, asleep=self.session.asleep, asked=asked)
        return self._said(self.session.hear(heard))

    def tick(self, seconds: float) -> str:
        return self._said(self.session.tick(seconds, speaking=False))

    def _said(self, reply: Reply) -> str:
        for line in reply.lines:
            self.journal.note(0, "say", text=line.text, key=line.key)
        words = (word for line in reply.lines for word in line.text.split())
        return " ".join(words)


def _converse(talk: _Talk) -> None:
    """The clock runs between the lines, so that counts end and silence is noticed."""
    print("Type what you would say, such as 'leg cramp'. Ctrl-D ends.")
    print(PROMPT, end="", flush=True)
    before = time.monotonic()
    for line in _lines():
        now = time.monotonic()
        texts = [talk.tick(now - before)]
        before = now
        if line:
            texts.append(talk.hear(line))
        said = [text for text in texts if text]
        if said or line is not None:
            print("\r" + "\n".join([*said, PROMPT]), end="", flush=True)
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
