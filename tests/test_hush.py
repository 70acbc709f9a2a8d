"""Keeping the chatter of libraries off the terminal."""

from __future__ import annotations

import logging
import os
import sys

import pytest

from voice.hush import hushed, still_warning


def write_everywhere(words: str) -> None:
    for stream, descriptor in ((sys.stdout, 1), (sys.stderr, 2)):
        print(words, file=stream, flush=True)
        os.write(descriptor, f"{words} in C\n".encode())


def test_nothing_is_seen_until_it_is_over(capfd: pytest.CaptureFixture[str]) -> None:
    with hushed():
        write_everywhere("chatter")
    write_everywhere("mine")
    assert capfd.readouterr() == ("mine\nmine in C\n", "mine\nmine in C\n")


def test_stdout_goes_on_where_it_is_wanted(capfd: pytest.CaptureFixture[str]) -> None:
    with hushed(stdout=False):
        write_everywhere("told")
        with hushed():
            write_everywhere("chatter")
        write_everywhere("told again")
    assert capfd.readouterr() == ("told\ntold in C\ntold again\ntold again in C\n", "")


def test_an_error_leaves_it_and_can_be_told(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyError), hushed():
        raise KeyError
    write_everywhere("mine")
    assert capfd.readouterr().err == "mine\nmine in C\n"


def test_what_charley_warns_of_is_seen_all_the_same_and_once(capfd: pytest.CaptureFixture[str]) -> None:
    with still_warning(), hushed():
        write_everywhere("chatter")
        logging.getLogger("voice.disclaimer").warning("cannot keep %s", "that")
        logging.getLogger("alsa").warning("chatter")
    with still_warning():
        logging.getLogger("voice.disclaimer").warning("cannot keep %s", "this")
    assert capfd.readouterr() == ("", "charley: cannot keep that\ncharley: cannot keep this\n")
