"""The user's own phrases and procedures, added to the shipped ones and held to the same rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable

from rapidfuzz import fuzz, process

from intents.content.library import TOPICS, Library, check_links
from intents.content.phrase_file import load_own_phrases
from intents.content.procedure_file import load_procedures
from intents.content.procedures import Procedure
from intents.content.rules import load_rules
from intents.errors import ContentError
from intents.intent import Intent, Match
from intents.matching.matcher import Matcher
from intents.matching.phrase import Phrase
from intents.matching.phrasebook import Phrasebook

PHRASES = "phrases.toml"
PROCEDURES = "procedures"
"""What the user's folder may hold."""

ALIKE = 3
"""Words that are named in place of one that cannot be heard, at most."""


def _never(word: str) -> bool:
    return False


def with_own(
    library: Library,
    shipped: Traversable,
    own: Traversable,
    hearable: Collection[str],
    can_spell: Callable[[str], bool] = _never,
) -> Library:
    """The library with what a folder of the user's adds; `shipped` is where the library was read from.

    `hearable` are the words of the speech model, empty where they are not known; `can_spell` tells whether it
    can hear another word by its sounds. Raises ContentError on the first mistake: it names the file, the key
    and what would be right.
    """
    procedures = _procedures(library, shipped, own / PROCEDURES)
    file = own / PHRASES
    led_to = _led_to(library, procedures)
    phrases = (
        load_own_phrases(shipped, library.numbers, library.phrasebook, file, led_to) if file.is_file() else []
    )
    _require_meaning(phrases, procedures)
    _require_hearable(phrases, hearable, can_spell)
    extended = replace(
        library,
        phrasebook=library.phrasebook.extended(phrases),
        procedures={**library.procedures, **procedures},
    )
    check_links(extended)
    _require_understood(phrases, library.phrasebook)
    return extended


def _led_to(library: Library, own: Mapping[str, Procedure]) -> set[tuple[Intent, str]]:
    """What may be told of oneself, and the steps that can be asked for by their topic."""
    told = {(Intent.CAUTION, condition) for condition in library.conditions}
    asked = {(intent, step.topic) for intent in TOPICS for step in library.procedures[intent].steps}
    ways = {(Intent.OTHER_WAY, step.topic) for procedure in own.values() for step in procedure.steps}
    return told | asked | (ways - {(Intent.OTHER_WAY, "")})


def _procedures(library: Library, shipped: Traversable, folder: Traversable) -> Mapping[str, Procedure]:
    if not folder.is_dir():
        return {}
    procedures, rules = load_procedures(folder, library.procedures), load_rules(shipped)
    for name, procedure in procedures.items():
        if name in library.procedures:
            raise ContentError(f"{name}.toml", "", "is a procedure of Charley's: give yours another name")
        for broken in rules.check_procedure(procedure):
            raise ContentError(f"{name}.toml", f'"{broken.words}"', broken.reason)
    return procedures


def _require_meaning(phrases: Collection[Phrase], procedures: Mapping[str, Procedure]) -> None:
    """Each of the user's procedures can be asked for, or is led to, and nothing else is asked for."""
    asked = {phrase.value for phrase in phrases if phrase.intent is Intent.OWN}
    for name in sorted(asked - set(procedures)):
        raise ContentError(PHRASES, f"own.values.{name}", f"there is no {PROCEDURES}/{name}.toml")
    led_to = {target for procedure in procedures.values() for _, target in procedure.targets()}
    for name in sorted(set(procedures) - asked - led_to):
        problem = f'nobody can ask for it: add {name} = ["my own words"] under [own.values] in {PHRASES}'
        raise ContentError(f"{name}.toml", "", problem)


def _require_understood(phrases: Collection[Phrase], phrasebook: Phrasebook) -> None:
    """Each of the user's phrases is heard as what they wrote it for: words of danger come first."""
    matcher = Matcher(phrasebook)
    for phrase in phrases:
        heard = matcher.match(phrase.text)
        if isinstance(heard, Match) and heard.intent is Intent.RED_FLAG:
            problem = f'"{heard.phrase}" means danger to Charley wherever it is said: leave it out'
            raise ContentError(PHRASES, f'"{phrase.text}"', problem)


def _require_hearable(
    phrases: Collection[Phrase], hearable: Collection[str], can_spell: Callable[[str], bool]
) -> None:
    for phrase in phrases if hearable else ():
        for word in phrase.text.split():
            if word not in hearable and not can_spell(word):
                alike = process.extract(word, hearable, scorer=fuzz.ratio, limit=ALIKE)
                near = [found for found, _, _ in alike]
                problem = f'the speech model does not know "{word}"; it does know {", ".join(near)}'
                raise ContentError(PHRASES, f'"{phrase.text}"', problem)
