"""Who hears right: commands and danger in a dialogue, complaints from sleep, and what real people say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from intents.intent import Intent
from voice.bench.contender import Contender, Taken
from voice.bench.figures import Figure
from voice.bench.recordings import Recording
from voice.bench.scenes import BEDSIDE, BY_NOISE, BY_PLACE, Scene, Staged
from voice.bench.studio import Studio
from voice.sound import Samples

COMMANDS, COMPLAINTS, PEOPLE = "commands", "complaints from sleep", "real people"

DANGERS = "danger in a sentence of one's own"

ALONE = Scene("as recorded", distance=None)
UNDER_NOISE = Scene("as recorded, noise at 10 dB", distance=None, snr=10)

WORDS = (Intent.YES, Intent.NO, Intent.STOP)
"""Commands there are recordings of, said in a word of that name."""

PACKS = ("dev/words", "dev/words-more")

OTHERS = 3
"""Each so-manieth recording is tried, where its word is none of Charley's."""

Measured = tuple[str, str, Callable[[], list[Figure]]]
"""A measure, its condition, and the work."""

Contenders = Callable[[], Sequence[Contender]]
"""Makes contenders with fresh ears."""

Right = tuple[Intent, str] | None
"""What a sound means; None where it means nothing to Charley."""


def commands(studio: Studio, contenders: Contenders) -> Iterator[Measured]:
    """What is said in a dialogue, in every scene."""
    for scene in (*BY_PLACE, *BY_NOISE):
        yield COMMANDS, scene.name, partial(_commands, studio, contenders, scene)


def complaints(studio: Studio, contenders: Contenders) -> Iterator[Measured]:
    """What must wake Charley, in every scene."""
    for scene in (*BY_PLACE, *BY_NOISE):
        yield COMPLAINTS, scene.name, partial(_complaints, studio, contenders, scene)


def dangers(studio: Studio, contenders: Contenders) -> Iterator[Measured]:
    """A sign of danger among other words, in a dialogue, in a quiet room and under noise."""
    for scene in (BEDSIDE, *BY_NOISE):
        yield DANGERS, scene.name, partial(_dangers, studio, contenders, scene)


def people(studio: Studio, contenders: Contenders) -> Iterator[Measured]:
    """Real people, as they were recorded and under noise: commands, and words that are none."""
    for scene in (ALONE, UNDER_NOISE) if studio.recordings.folder else ():
        for word in WORDS:
            condition = f"{word}, {scene.name}"
            yield PEOPLE, condition, partial(_people, studio, contenders, scene, word, condition)
        condition = f"other words, {scene.name}"
        yield PEOPLE, condition, partial(_other_words, studio, contenders, scene, condition)


def _commands(studio: Studio, contenders: Contenders, scene: Scene) -> list[Figure]:
    clips = [(phrase.meaning, staged) for phrase, staged in studio.spoken(studio.commands, scene)]
    return [Figure(COMMANDS, scene.name, c.name, tally(c, clips)) for c in contenders()]


def _complaints(studio: Studio, contenders: Contenders, scene: Scene) -> list[Figure]:
    clips = list(studio.said_twice(studio.complaints, scene))
    return [Figure(COMPLAINTS, scene.name, c.name, woken(c, clips)) for c in contenders()]


def _dangers(studio: Studio, contenders: Contenders, scene: Scene) -> list[Figure]:
    sounds = [staged.sound for _, staged in studio.spoken(studio.dangers, scene)]
    return [Figure(DANGERS, scene.name, c.name, answered(c, sounds)) for c in contenders()]


def _people(studio: Studio, contenders: Contenders, scene: Scene, word: str, condition: str) -> list[Figure]:
    meaning = studio.phrasebook.phrases[word].meaning
    clips = [(meaning, staged) for _, staged in _said(studio, scene, lambda text: text == word)]
    return [Figure(PEOPLE, condition, c.name, tally(c, clips)) for c in contenders()]


def _other_words(studio: Studio, contenders: Contenders, scene: Scene, condition: str) -> list[Figure]:
    known = studio.phrasebook.phrases
    others = [staged for _, staged in _said(studio, scene, lambda text: text not in known)][::OTHERS]
    figures = []
    for contender in contenders():
        tried = others[:: contender.every]
        acted = sum(any(taken.meaning for taken in contender.hear(staged.sound)) for staged in tried)
        values = {"wrong %": percent(acted, len(tried)), "clips": len(tried)}
        figures.append(Figure(PEOPLE, condition, contender.name, values))
    return figures


def _said(studio: Studio, scene: Scene, wanted: Callable[[str], bool]) -> Iterator[tuple[Recording, Staged]]:
    for pack in PACKS:
        yield from studio.recorded(pack, [scene], wanted=wanted)


def tally(contender: Contender, clips: Sequence[tuple[Right, Staged]]) -> dict[str, float]:
    """Percent of clips taken for what they are, for something else, and for nothing."""
    right = wrong = missed = 0
    for meaning, staged in clips[:: contender.every]:
        meant = [taken.meaning for taken in contender.hear(staged.sound) if taken.meaning]
        right += meant == [meaning]
        missed += not meant
        wrong += bool(meant) and meant != [meaning]
    total = right + wrong + missed
    return {
        "right %": percent(right, total),
        "wrong %": percent(wrong, total),
        "missed %": percent(missed, total),
        "clips": total,
    }


def answered(contender: Contender, sounds: Sequence[Samples]) -> dict[str, float]:
    """Percent of sentences with danger in them that are taken for danger."""
    tried = sounds[:: contender.every]
    known = sum(any(_is_danger(taken) for taken in contender.hear(sound)) for sound in tried)
    return {"answered %": percent(known, len(tried)), "clips": len(tried)}


def _is_danger(taken: Taken) -> bool:
    return taken.meaning is not None and taken.meaning[0] is Intent.RED_FLAG


def woken(contender: Contender, clips: Sequence[tuple[Staged, Staged]]) -> dict[str, float]:
    """Percent of people who complain and wake nobody, and of those who wake nobody by saying it again."""
    tried = clips[:: contender.every]
    missed = unheard = 0
    for first, again in tried:
        contender.forget()
        if not _wakes(contender, first):
            missed += 1
            unheard += not _wakes(contender, again)
    return {
        "missed %": percent(missed, len(tried)),
        "said again, missed %": percent(unheard, len(tried)),
        "clips": len(tried),
    }


def _wakes(contender: Contender, staged: Staged) -> bool:
    return any(taken.wakes for taken in contender.hear(staged.sound))


def percent(part: int, whole: int) -> float:
    """To the hundredth."""
    return round(100 * part / max(whole, 1), 2)
