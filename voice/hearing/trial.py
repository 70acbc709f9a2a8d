"""A trial run of a speech model in a process of its own, for a damaged one ends its process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from intents.matching.phrase import UNKNOWN
from models.errors import ModelError
from voice.sound import RATE

PATIENCE = 120
"""Seconds a trial may take: the largest model loads in less."""


def try_out(folder: Path) -> None:
    """Raise ModelError unless Vosk loads the model, takes a phrase list and hears a second of silence."""
    command = [sys.executable, "-P", "-m", "voice.hearing.trial", str(folder)]
    advice = "fetch or unpack it again, or use another model"
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired as error:
        raise ModelError(f"the model {folder} does not load within {PATIENCE} seconds", advice) from error
    if done.returncode != 0 or b"ERROR" in done.stderr:
        raise ModelError(f"Vosk cannot hear with the model {folder}", advice)


def _hear_silence(folder: str) -> int:
    """Exit status of the trial: 0 where the model hears."""
    import vosk  # noqa: PLC0415 - this process alone may be ended by it

    vosk.SetLogLevel(-1)
    model = vosk.Model(folder)
    if model.vosk_model_find_word(UNKNOWN) < 0:
        return 1
    recognizer = vosk.KaldiRecognizer(model, RATE, json.dumps([UNKNOWN]))
    recognizer.AcceptWaveform(bytes(2 * RATE))
    recognizer.FinalResult()
    return 0


if __name__ == "__main__":
    sys.exit(_hear_silence(sys.argv[1]))
