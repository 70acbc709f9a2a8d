"""Offline imports: urllib3, which Vosk and requests bring, opens a socket when it is imported."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def offline() -> Iterator[None]:
    """No import in here tries whether this machine has IPv6; `models.fetch` finds out when it must."""
    had = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        yield
    finally:
        socket.has_ipv6 = had
