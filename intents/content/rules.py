"""Rules of content: what Charley never says, and how short it says the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from intents.content.numbers import Numbers, load_numbers
from intents.content.procedures import Procedure
from intents.content.tables import Table, read

SENTENCE_END = re.compile(r"(?<=[.?!])\s+")

NOTHING = re.compile(r"(?!)")
"""A pattern that nothing matches."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that some words break."""

    rule: str
    """The rule's name: "force"."""
    words: str
    """The words that break it."""
    reason: str
    """Why they are not said, in one sentence."""


@dataclass(frozen=True, slots=True)
class Never:
    """Something Charley never says."""

    name: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str]
    """What makes a sentence harmless all the same."""
    reason: str
    sources: tuple[str, ...]
    """Keys of `sources.toml`: who says so."""


@dataclass(frozen=True, slots=True)
class Together:
    """Two things that are dangerous together."""

    name: str
    first: re.Pattern[str]
    second: re.Pattern[str]
    must_say: re.Pattern[str]
    """What has to be said wherever both are."""
    reason: str
    sources: tuple[str, ...]
    """Keys of `sources.toml`: who says so."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a language."""

    never: tuple[Never, ...]
    together: tuple[Together, ...]
    commands: re.Pattern[str]
    warning: str
    """The sentence said before the first counted stretch."""
    count: re.Pattern[str]
    """How a step says what it counts; its group holds the number."""
    numbers: Numbers
    sentence_words: int
    """Words in a sentence, at most."""
    grade: float
    """Flesch-Kincaid grade of a procedure, at most."""
    mean_grade: float
    """The same on average over all procedures."""
    sources: tuple[str, ...]
    """Keys of `sources.toml`: who says so of the limits."""

    def check(self, text: str) -> list[Broken]:
        """Every rule that a text breaks: one line of one or more sentences, or a whole procedure."""
        by_sentence = (found for sentence in sentences(text) for found in self._check_sentence(sentence))
        return [*by_sentence, *self._check_together(text)]

    def check_procedure(self, procedure: Procedure) -> list[Broken]:
        """Every rule that a procedure's lines break, each by itself and all of them together."""
        lines = [line for step in procedure.steps for line in (step.say, step.instead) if line]
        broken = [found for line in (procedure.title, *lines) for found in self.check(line)]
        broken += self._check_together(" ".join(lines))
        for step in procedure.steps:
            for line, answers in ((step.say, step.answers), (step.instead, {})):
                for word in set(self.command_words(line)) - set(answers):
                    broken.append(Broken("command_words", line, f'"{word}" would interrupt Charley itself.'))
                broken += self._check_count(line, step.hold) if line else []
        stretches = procedure.steps[procedure.again :] if procedure.relieves else ()
        counted = next((step.say for step in stretches if step.hold), None)
        if counted and self.warning not in counted:
            broken.append(Broken("warning", counted, f'The first counted stretch says: "{self.warning}"'))
        return broken

    def _check_count(self, line: str, hold: int) -> Iterator[Broken]:
        said = self.count.findall(line.lower())
        longest = len(self.numbers.words) - 1
        if hold > longest:
            yield Broken("count", line, f"hold counts {longest} seconds at most.")
        elif hold and said != [self.numbers.say(hold)]:
            right = self.numbers.say(hold)
            yield Broken("count", line, f'hold = {hold} wants "for {right} seconds" in it.')
        elif said and not hold:
            yield Broken("count", line, "Nothing counts these seconds: hold is missing.")

    def command_words(self, text: str) -> list[str]:
        """The words in a text that would interrupt Charley."""
        return self.commands.findall(text.lower())

    def _check_sentence(self, sentence: str) -> Iterator[Broken]:
        words = sentence.lower()
        for rule in self.never:
            if rule.pattern.search(words) and not rule.unless.search(words):
                yield Broken(rule.name, sentence, rule.reason)
        if len(sentence.split()) > self.sentence_words:
            yield Broken("sentence_words", sentence, f"A sentence has at most {self.sentence_words} words.")

    def _check_together(self, text: str) -> Iterator[Broken]:
        words = text.lower()
        for rule in self.together:
            both = rule.first.search(words) and rule.second.search(words)
            if both and not rule.must_say.search(words):
                yield Broken(rule.name, text, rule.reason)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return SENTENCE_END.split(text.strip())


def load_rules(folder: Traversable) -> Rules:
    """Read `rules.toml` of a language. Raises ContentError on the first mistake."""
    file = folder / "rules.toml"
    table = Table(file.name, "", read(file))
    limits = Table(file.name, "limits", table.mapping("limits"))
    words = "|".join(map(re.escape, table.texts("command_words")))
    never, together = table.mapping("never"), table.mapping("together")
    rules = Rules(
        never=tuple(_never(name, Table(file.name, f"never.{name}", row)) for name, row in never.items()),
        together=tuple(
            _together(name, Table(file.name, f"together.{name}", row)) for name, row in together.items()
        ),
        commands=re.compile(rf"\b(?:{words})\b"),
        warning=table.text("warning"),
        count=_pattern(table, "count"),
        numbers=load_numbers(folder),
        sentence_words=limits.whole("sentence_words"),
        grade=limits.number("grade"),
        mean_grade=limits.number("mean_grade"),
        sources=limits.texts("sources"),
    )
    limits.close()
    table.close()
    return rules


def _never(name: str, table: Table) -> Never:
    rule = Never(
        name=name,
        pattern=_pattern(table, "pattern"),
        unless=_pattern(table, "unless", NOTHING),
        reason=table.text("reason"),
        sources=table.texts("sources"),
    )
    table.close()
    return rule


def _together(name: str, table: Table) -> Together:
    rule = Together(
        name=name,
        first=_pattern(table, "first"),
        second=_pattern(table, "second"),
        must_say=_pattern(table, "must_say"),
        reason=table.text("reason"),
        sources=table.texts("sources"),
    )
    table.close()
    return rule


def _pattern(table: Table, key: str, default: re.Pattern[str] | None = None) -> re.Pattern[str]:
    text = table.text(key, "" if default else None)
    if not text and default:
        return default
    try:
        return re.compile(text)
    except re.error as error:
        raise table.error(key, f"is not a regular expression: {error}") from error
