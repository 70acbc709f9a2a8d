"""The draft: the words of one utterance, while it goes on and at its end."""

from __future__ import annotations

from collections.abc import Sequence

from voice.hearing.recognizer import Recognizer
from voice.sound import Samples


class Draft:
    """Writes down what the recognizer hears, and lets it be asked too soon.

    The recognizer is a little behind, and knows the last words for certain only at their end. Where they go
    on after that, it hears once more what it had not finished.
    """

    def __init__(self, recognizer: Recognizer, lull: int) -> None:
        """`lull` is for how many blocks the recognizer must hear an end for it to be one."""
        self._recognizer = recognizer
        self._enough = lull
        self.begin([])

    def begin(self, blocks: Sequence[Samples]) -> None:
        """Another utterance begins, with these blocks."""
        self.words: list[str] = []
        """Those that are final."""
        self.sure = 1.0
        """The least confidence in any of those, 0 to 1."""
        self._unfinished = list(blocks)
        self._lull = 0
        self._hear_anew()

    def listen(self, block: Samples) -> bool:
        """Take a block; whether words have ended with it."""
        self._unfinished.append(block)
        self._lull = self._lull + 1 if self._recognizer.accept(block) else 0
        if self._lull < self._enough:
            return False
        self.end()
        return True

    @property
    def latest(self) -> list[str]:
        """The words since the last that are final; they may still change."""
        return self._recognizer.partial().split()

    def as_if_over(self) -> tuple[list[str], float]:
        """All words, and the confidence in them, if they ended here; it costs computing."""
        words = [*self.words, *self._recognizer.finish().split()]
        sure = min(self.sure, self._recognizer.sure)
        self._hear_anew()
        return words, sure

    def end_if_sure(self, enough: float) -> list[str] | None:
        """End the words here if the recognizer is as sure of them as that; else the words it doubts."""
        text = self._recognizer.finish()
        if self._recognizer.sure >= enough:
            self._write_down(text)
            return None
        self._hear_anew()
        return [*self.words, *text.split()]

    def end(self) -> None:
        """The words end here."""
        if self._unfinished:
            self._write_down(self._recognizer.finish())

    def _write_down(self, text: str) -> None:
        """The recognizer has heard words to their end, and begun anew."""
        if text:
            self.words += text.split()
            self.sure = min(self.sure, self._recognizer.sure)
        self._unfinished.clear()
        self._lull = 0

    def _hear_anew(self) -> None:
        for block in self._unfinished:
            self._recognizer.accept(block)
