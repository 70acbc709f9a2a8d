"""The engine: pyttsx3 made to turn one sentence into one sound file, and to say when it could not."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Timer
from typing import Any

from voice.errors import VoiceError
from voice.hush import hushed

PATIENCE = 10.0
"""Seconds after which a sentence, otherwise the work of milliseconds, is given up."""

SETTLE = 5.0
"""Seconds the library's thread may take to come to rest, otherwise the work of milliseconds."""

WHISPER = "+whisper"
"""The variant of espeak-ng's that whispers, in any of its voices."""

_LIBRARY = "libespeak-ng.so.1"


@cache
def shared_engine() -> Engine:
    """The one engine of this process: pyttsx3 has no more, and all calls to it belong to one thread."""
    return Engine(start_pyttsx3, resting=_espeak_rests)


def start_pyttsx3() -> Any:
    """A pyttsx3 engine on this platform's own voices; on Linux on the system's espeak-ng, else on pip's."""
    if sys.platform == "linux":
        _load_espeak()
    import pyttsx3  # noqa: PLC0415 - half a second on some machines, and only speaking needs it

    return pyttsx3.init()


def _load_espeak() -> None:
    """Have espeak-ng in this process, where pyttsx3 then finds it by its name."""
    with suppress(OSError):
        ctypes.CDLL(_LIBRARY)
        return
    with suppress(ImportError, OSError, RuntimeError):
        import espeakng_loader  # noqa: PLC0415 - only where the system has no library

        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        ctypes.CDLL(espeakng_loader.get_library_path())


def _espeak_rests() -> bool:
    """Whether espeak-ng's thread has done all it was asked for; so it is where there is no such thread."""
    if sys.platform != "linux":
        return True
    with suppress(OSError):
        return not ctypes.CDLL(_LIBRARY).espeak_IsPlaying()
    return True


class Engine:
    """pyttsx3, one sentence at a time.

    On Linux espeak-ng works in a thread of its own, and `runAndWait` begins with a cancel that takes
    whatever that thread has not done yet: a property just set is lost, a sentence just begun is cut. So each
    command waits until that thread rests, and a sentence reported as unfinished is made again. That is not
    the same sound: espeak-ng's voice trembles a little, and goes on trembling from where it was.
    """

    def __init__(
        self,
        start: Callable[[], Any],
        *,
        patience: float = PATIENCE,
        resting: Callable[[], bool] = lambda: True,
    ) -> None:
        self._patience = patience
        self._resting = resting
        self._unfinished = 0
        try:
            with hushed():
                self._pyttsx3 = start()
                self._rest()
                with self._guarded():
                    self._pyttsx3.runAndWait()  # only the first run returns before its sentence is made
        except (ImportError, OSError, RuntimeError, AttributeError) as error:
            raise VoiceError(
                "Charley has no voice: run `sudo apt install espeak-ng`, "
                "or `pip install espeakng-loader` where that is not possible."
                if sys.platform == "linux"
                else f"Charley has no voice: this system's speech cannot be used ({error})."
            ) from error
        self._pyttsx3.connect("finished-utterance", self._finished)

    def voices(self) -> dict[str, str]:
        """Names of the English voices, by id."""
        found = self._pyttsx3.getProperty("voices")
        return {v.id: v.name for v in found if _speaks_english(v) and not _is_mbrola(v.id)}

    @property
    def voice(self) -> str:
        """Id of the voice in use."""
        return str(self._pyttsx3.getProperty("voice"))

    def use(self, voice: str) -> None:
        """Speak in this voice, given by id. Raises VoiceError where pyttsx3 silently keeps the old one."""
        with hushed():
            self._set("voice", voice)
        if not self._has("voice", voice):
            raise self.unknown(voice)

    def whispering(self, voice: str) -> str:
        """Id of the same voice in a whisper; the voice itself where the system has no such thing."""
        return f"{voice.partition('+')[0]}{WHISPER}" if sys.platform == "linux" else voice

    def unknown(self, voice: str) -> VoiceError:
        """The error for a voice that is not there."""
        return VoiceError(
            f"There is no voice '{voice}': choose one of {'; '.join(sorted(self.voices().values()))}."
        )

    def save(self, text: str, words_per_minute: int, file: Path) -> bool:
        """Speak one sentence into a file; False where it was cut short or never written.

        Raises OSError where the file cannot be written, VoiceError where the engine hangs.
        """
        self._unfinished = 0
        with hushed(), self._guarded():
            self._set("rate", words_per_minute)
            self._rest()
            self._pyttsx3.save_to_file(text, str(file))
            self._pyttsx3.runAndWait()
        return not self._unfinished and file.exists()

    def _set(self, name: str, value: str | int) -> None:
        if self._has(name, value):
            return
        self._pyttsx3.setProperty(name, value)
        self._rest()

    def _rest(self) -> None:
        """Wait until the library's thread has nothing more to do."""
        deadline = time.monotonic() + SETTLE
        while not self._resting() and time.monotonic() < deadline:
            time.sleep(0.001)

    def _has(self, name: str, value: str | int) -> bool:
        found = self._pyttsx3.getProperty(name)
        return found == value or str(found).casefold() == str(value).casefold()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """End the run when it fails or hangs.

        pyttsx3 writes the file in a callback from C, where an exception is lost, and then waits for ever
        for the sentence to be finished.
        """
        failures: list[BaseException] = []

        def fail(error: BaseException) -> None:
            failures.append(error)
            self._pyttsx3.proxy._driver.endLoop()  # nothing public ends the loop without a cancel

        def fail_in_callback(lost: sys.UnraisableHookArgs) -> None:
            if isinstance(lost.exc_value, KeyboardInterrupt):
                fail(lost.exc_value)
            if isinstance(lost.exc_value, RuntimeError) and isinstance(lost.exc_value.__context__, OSError):
                fail(lost.exc_value.__context__)

        hang = VoiceError(f"The voice hangs: no sentence in {self._patience:g} seconds; start Charley again.")
        watchdog = Timer(self._patience, fail, [hang])
        watchdog.daemon = True
        hook, sys.unraisablehook = sys.unraisablehook, fail_in_callback
        watchdog.start()
        try:
            yield
        finally:
            watchdog.cancel()
            if failures:
                time.sleep(0.02)  # what the lost exception leaves behind is lost as quietly
            sys.unraisablehook = hook
        if failures:
            raise failures[0]

    def _finished(self, name: str, *, completed: bool) -> None:
        if not completed:
            self._unfinished += 1


def _speaks_english(voice: Any) -> bool:
    return any(str(language).lower().startswith("en") for language in voice.languages or ())


def _is_mbrola(voice: str) -> bool:
    """Whether pyttsx3 would write the wrong sample rate into the file."""
    return voice.startswith("mb/")
