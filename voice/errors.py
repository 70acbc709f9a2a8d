"""What can be wrong with the machine Charley runs on."""

from __future__ import annotations


class VoiceError(Exception):
    """Something a person can mend: the message is one sentence that says what to do."""
