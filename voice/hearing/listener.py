"""The listener: from blocks of sound to utterances; it decides when somebody began and has finished."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import cycle, islice

from intents.matching.belief import Again, unquestioned
from intents.matching.phrasebook import Progress
from voice.hearing.draft import Draft
from voice.hearing.endpointing import ENDPOINTING, Endpointing
from voice.hearing.gate import Gate
from voice.hearing.recognizer import Recognizer
from voice.hearing.utterance import Look, Utterance, none_near
from voice.sound import BLOCK_SECONDS, Samples

MOST_WORDS = 20
"""Words of an utterance that are kept: more than any phrase has."""

Keep = Callable[[Sequence[Samples]], None]
"""Takes the blocks of an utterance, the pre-roll included."""

NOTHING = Utterance("", -math.inf, -math.inf)
"""What was heard before the first utterance."""


class Listener:
    """Feed it every block; it hands out each utterance once, at its end."""

    def __init__(
        self,
        gate: Gate,
        recognizer: Recognizer,
        progress: Callable[[str], Progress],
        endpointing: Endpointing = ENDPOINTING,
        *,
        keep: Keep | None = None,
        look: Look | None = None,
    ) -> None:
        """`keep` is given the sound of each utterance at its end, `look` where somebody wants to be sure."""
        self._gate = gate
        self._draft = Draft(recognizer, _blocks(endpointing.lull))
        self._progress = progress
        self._ends = endpointing
        self._keep = keep
        self._look = look
        self._sound: list[Samples] = []
        self._pre_roll: deque[Samples] = deque(maxlen=_blocks(endpointing.pre_roll))
        self._recent: deque[bool] = deque(maxlen=2 * _blocks(endpointing.onset))
        self._blocks = 0
        self._began = 0  # blocks before the utterance
        self._last_speech = 0
        self._cut = 0
        self._last_text = ""
        self._last_change = 0
        self._doubted = ""
        self._foreseen: tuple[object, Again] | None = None  # a second look, and what it was taken at
        self._earlier: list[str] = []
        self._before = NOTHING
        self.open = False
        """Whether an utterance is going on."""

    def hear(self, block: Samples) -> Utterance | None:
        """Take a block; an utterance where one ends with it."""
        self._blocks += 1
        speech = self._gate.is_speech(block)
        self._recent.append(speech)
        if speech:
            self._last_speech = self._blocks
        if self.open:
            self._sound.append(block)
            if self._draft.listen(block):
                self._cut = self._blocks
            return self._end() if self._fell_silent() or self._has_spoken() or self._too_long() else None
        self._pre_roll.append(block)
        if sum(self._recent) >= _blocks(self._ends.onset):
            self._begin()
        return None

    def utterances(self, blocks: Iterable[Samples]) -> Iterator[Utterance]:
        """Those that hold words, until the blocks end; the one that is going on ends with them."""
        for block in blocks:
            if (utterance := self.hear(block)) and utterance.text:
                yield utterance
        if (last := self.finish()) and last.text:
            yield last

    @property
    def began(self) -> float:
        """Seconds from the first block to where the utterance that goes on, or the last one, began."""
        return self._began * BLOCK_SECONDS

    @property
    def silence(self) -> float:
        """Seconds since somebody spoke."""
        return (self._blocks - self._last_speech) * BLOCK_SECONDS

    def finish(self) -> Utterance | None:
        """End the utterance that is going on, if any; what follows is another matter."""
        ended = self._end() if self.open else None
        self._before = NOTHING
        self._pre_roll.clear()
        self._recent.clear()
        return ended

    def so_far(self) -> Utterance | None:
        """The utterance that is going on, if any; its words may still change."""
        if not self.open:
            return None
        return Utterance(self._text(), self.began, self._blocks * BLOCK_SECONDS)

    def as_if_over(self) -> Utterance | None:
        """The same, to its very end: the recognizer is a little behind, and catching up costs computing."""
        if not self.open:
            return None
        words, sure = self._draft.as_if_over()
        text, sound = " ".join([*self._earlier, *words]), list(self._sound)
        again, nearest = self._again(" ".join(words), sound), self._nearest(sound)
        return Utterance(text, *self._span(), sure, again=again, nearest=nearest)

    def _begin(self) -> None:
        self.open = True
        self._sound = list(self._pre_roll)
        self._began = self._blocks - len(self._recent) + self._recent.index(True)
        self._doubted = ""
        self._earlier = self._before.text.split() if self._follows_talk(self._ends.joined) else []
        self._draft.begin(self._sound)
        self._pre_roll.clear()

    def _follows_talk(self, within: float) -> bool:
        """Whether the utterance began so few seconds after another that was no phrase."""
        gap = self.began - self._before.end
        return gap <= within and self._progress(self._before.text) is Progress.PART

    def _text(self) -> str:
        return " ".join([*self._earlier, *self._draft.words, *self._draft.latest])

    def _fell_silent(self) -> bool:
        silence = self._blocks - self._last_speech
        if silence < _blocks(self._ends.after_whole - self._ends.stable):
            return False
        text = self._text()
        if text != self._last_text:
            self._last_text, self._last_change = text, self._blocks
        if self._blocks - self._last_change < _blocks(self._ends.stable):
            return False
        progress = self._progress(text)
        if silence < self._patience(progress):
            return False
        return silence >= _blocks(self._ends.after_doubt) or self._stands()

    def _patience(self, progress: Progress) -> int:
        """Blocks of silence that end an utterance which has come so far."""
        match progress:
            case Progress.WHOLE:
                return _blocks(self._ends.after_whole)
            case Progress.OPEN:
                return _blocks(self._ends.after_open)
        return _blocks(self._ends.after_part)

    def _stands(self) -> bool:
        """Whether the recognizer stands by its words; if not, it hears them again and what follows too."""
        if not self._draft.latest or self._doubted == self._last_text:
            return False
        doubted = self._draft.end_if_sure(self._ends.sure)
        if doubted is None:
            return True
        self._doubted = self._last_text
        self._look_ahead(" ".join(doubted))
        return False

    def _look_ahead(self, words: str) -> None:
        """Take the second look at a phrase while waiting, as if the silence will go on as it has begun."""
        if self._progress(words) not in {Progress.WHOLE, Progress.OPEN}:
            return
        quiet = self._sound[self._last_speech - self._blocks :]
        missing = _blocks(self._ends.after_doubt) - len(quiet)
        again = self._again(words, [*self._sound, *islice(cycle(quiet), missing)])
        again()
        self._foreseen = (words, self._last_speech), again

    def _has_spoken(self) -> bool:
        """Whether words have ended, and none have come since, in a room that is not silent."""
        waited = self._blocks - self._cut >= _blocks(self._ends.after_cut)
        return bool(self._draft.words) and waited and not self._draft.latest

    def _too_long(self) -> bool:
        return self._blocks - self._began >= _blocks(self._ends.longest)

    def _end(self) -> Utterance:
        self._draft.end()
        self.open = False
        self._recent.clear()
        sound, self._sound = self._sound, []
        if self._keep:
            self._keep(sound)
        words = self._draft.words
        if not words:
            return Utterance("", *self._span())
        text = " ".join([*self._earlier, *words][-MOST_WORDS:])
        self._before = Utterance(text, *self._span(), self._draft.sure, self._stands_alone())
        again = self._looked(" ".join(words), sound)
        return replace(self._before, again=again, nearest=self._nearest(sound))

    def _span(self) -> tuple[float, float]:
        """When the words began, the earlier ones too, and when they ended."""
        return self._before.begin if self._earlier else self.began, self._last_speech * BLOCK_SECONDS

    def _looked(self, words: str, sound: Sequence[Samples]) -> Again:
        """The second look that was taken in time, if nothing has been said since."""
        foreseen, self._foreseen = self._foreseen, None
        if foreseen and foreseen[0] == (words, self._last_speech):
            return foreseen[1]
        return self._again(words, sound)

    def _again(self, words: str, sound: Sequence[Samples]) -> Again:
        """A second look at words and the sound they were heard in, taken when it is first asked for."""
        look = self._look

        def again(instead: str = "", /) -> float:
            return look(instead or words, sound) if look else unquestioned(instead)

        return cache(again)

    def _nearest(self, sound: Sequence[Samples]) -> Callable[[Sequence[str]], str]:
        """Tells which of some lone words the sound of an utterance is nearest to."""
        return partial(self._look.nearest, blocks=sound) if self._look else none_near

    def _stands_alone(self) -> bool:
        """Whether what ends now is no piece of somebody's talk; sure words are believed in any noise."""
        after_talk = self._follows_talk(self._ends.apart)
        amid_talk = self._blocks - self._last_speech < _blocks(self._ends.over)
        return not after_talk and not (amid_talk and self._draft.sure < self._ends.sure)


def _blocks(seconds: float) -> int:
    return max(1, round(seconds / BLOCK_SECONDS))
