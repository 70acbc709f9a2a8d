"""Speaking over Charley, and Charley that hears only itself: in rooms where its voice comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import cycle, islice

from voice.assembly import Assembly
from voice.bench.acoustics import Way
from voice.bench.charley import Charley
from voice.bench.contender import Contender
from voice.bench.figures import Figure, spread
from voice.bench.hearing import Contenders, Measured, percent, tally
from voice.bench.noises import Random, loudness, to_samples
from voice.bench.one_room import OneRoom, long_lines
from voice.bench.scenes import Scene, Staged
from voice.bench.studio import Studio, chance
from voice.sound import Samples

INTERRUPTING, OWN_VOICE = "interrupting", "own voice"

RIGHT, WRONG, MISSED = "right %", "wrong %", "missed %"

WORDS = ("stop", "wait", "next", "back", "repeat", "quieter")

LOUDER = 6.0
"""Decibels by which Charley's voice is louder at the microphone than the person's."""

SCENE = Scene("over its voice", distance=0.5)

SHARE = 2
"""One of so many of a measure's clips is spoken over Charley."""

LONG = 90
"""Letters of a line that is still going on when somebody has spoken over it."""

DRY, BEDROOM, BARE = 0.15, 0.3, 0.6
"""Seconds in which sound dies away in three rooms."""

WAYS = (Way(1.0, 0.06, DRY), Way(1.0, 0.12, BEDROOM), Way(1.0, 0.2, BARE))

LEVELS = (0, -6, -12)
"""Decibels of the echo, of what is played."""

DELAYS = ((0.02, 0.11, 0.2), (0.05, 0.14, 0.225), (0.08, 0.17, 0.25))
"""Seconds: for each level, one for each room."""


def measures(studio: Studio, assembly: Assembly, contenders: Contenders) -> Iterator[Measured]:
    """Each word over a louder Charley, then every line of every procedure with nobody there."""
    for word in WORDS:
        yield INTERRUPTING, word, partial(_interrupting, studio, assembly, contenders, word)
    for turn, level in enumerate(LEVELS):
        yield OWN_VOICE, f"echo at {level} dB", partial(_own_voice, studio, assembly, contenders, turn)


def _interrupting(studio: Studio, assembly: Assembly, contenders: Contenders, word: str) -> list[Figure]:
    """Charley in its rooms; the others hear what its microphone heard."""
    phrase = studio.phrasebook.phrases[word]
    spoken = list(islice(studio.spoken([phrase], SCENE), max(1, studio.clips // SHARE)))
    rooms = [(room, room.learn()) for room in (OneRoom(assembly, way) for way in WAYS)]
    lines = long_lines(assembly.library.lines(), LONG)
    random = chance("interrupting", word)
    outcomes: Counter[str] = Counter()
    late: list[float] = []
    heard: list[Samples] = []
    for (_, staged), (room, level) in zip(spoken, cycle(rooms), strict=False):
        end = _speak_over(room, level, lines[int(random.integers(len(lines)))], staged, random)
        heard.append(room.heard)
        outcome = _outcome(room.understood, phrase.meaning)
        outcomes[outcome] += 1
        late += [1000 * (cut - end) for cut in room.cuts[:1] if outcome == RIGHT]
        room.wait_for_rest()
    values = _shares(outcomes) | {f"cut {name}": ms for name, ms in spread(late).items()}
    figures = [Figure(INTERRUPTING, word, "Charley", values, tuple(round(ms) for ms in late))]
    spoken_alone = tally(Charley(assembly), [(phrase.meaning, staged) for _, staged in spoken])
    figures.append(Figure(INTERRUPTING, word, "Charley while it is silent", spoken_alone))
    for contender in contenders():
        tried = heard[:: contender.every]
        meant = [[t.meaning for t in contender.hear(sound) if t.meaning] for sound in tried]
        outcomes = Counter(_outcome(meanings, phrase.meaning) for meanings in meant)
        figures.append(Figure(INTERRUPTING, word, contender.name, _shares(outcomes)))
    return figures


def _speak_over(room: OneRoom, level: float, line: str, staged: Staged, random: Random) -> float:
    """Seconds from the beginning of the line to the end of the word."""
    gain = level * 10 ** (-LOUDER / 20) / loudness(staged.sound)
    room.say(line)
    room.wait(random.uniform(0.5, 1.5))
    begin = room.seconds
    room.person(to_samples(staged.sound * gain))
    return begin + staged.end


def _outcome(meant: Sequence[object], meaning: object) -> str:
    if list(meant) == [meaning]:
        return RIGHT
    return WRONG if meant else MISSED


def _shares(outcomes: Counter[str]) -> dict[str, float]:
    clips = outcomes.total()
    shares = {name: percent(outcomes[name], clips) for name in (RIGHT, WRONG, MISSED)}
    return {**shares, "clips": clips}


def _own_voice(studio: Studio, assembly: Assembly, contenders: Contenders, turn: int) -> list[Figure]:
    """Every line once, in turn in each room: at another level, in another room."""
    lines = assembly.library.lines()[:: studio.every]
    level, condition = LEVELS[turn], f"echo at {LEVELS[turn]} dB"
    commands: Counter[str] = Counter()
    length: Counter[str] = Counter()
    cuts = 0
    others: Sequence[Contender] = contenders()
    for number, (way, delay) in enumerate(zip(WAYS, DELAYS[turn], strict=True)):
        room = OneRoom(assembly, Way(10 ** (level / 20), delay, way.reverberation))
        for at, line in enumerate(lines[(number + turn) % len(WAYS) :: len(WAYS)]):
            room.say(line.key)
            room.wait_for_rest()
            sound = room.heard
            commands["Charley"] += len(room.understood)
            cuts += len(room.cuts)
            length["Charley"] += 1
            for contender in others:
                if at % contender.every == 0:
                    commands[contender.name] += sum(bool(t.meaning) for t in contender.hear(sound))
                    length[contender.name] += 1
    heard = {name: {"commands heard": commands[name], "lines": length[name]} for name in length}
    heard["Charley"]["lines cut"] = cuts
    return [Figure(OWN_VOICE, condition, name, values) for name, values in heard.items()]
