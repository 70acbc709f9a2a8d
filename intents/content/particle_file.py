"""The file of particles, `particles.toml`: the small words that have a part of their own in what is meant."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any

from intents.content.tables import Table, read
from intents.errors import ContentError
from intents.matching.paraphrase import Paraphrases
from intents.matching.particles import ComplaintWords, CryWords, DangerWords, LastingWords, Particles
from intents.matching.phrase import normalise
from intents.matching.red_flag import Denial


def load_particles(folder: Traversable) -> Particles:
    """Read `particles.toml`. Raises ContentError."""
    return _Reader(folder).read()


class _Reader:
    """Turns the tables of `particles.toml` into words as they are compared."""

    def __init__(self, folder: Traversable) -> None:
        file = folder / "particles.toml"
        self._name = file.name
        self._tables = read(file)

    def read(self) -> Particles:
        particles = Particles(
            negations=self._words("negation"),
            objections=self._words("objection"),
            fresh_starts=self._words("fresh_start"),
            reassuring=self._words("reassuring"),
            fillers=self._words("filler"),
            describing=self._words("describing"),
            linking=self._words("linking"),
            small=self._words("small"),
            interrupts=self._words("interrupt"),
            elsewhere=self._words("elsewhere"),
            questions=tuple(sorted(self._words("question"))),
            statements=self._words("statement"),
            endings=tuple(sorted(self._words("ending"), key=len, reverse=True)),
            written={normalise(word): normalise(usual) for word, usual in self._pairs("written").items()},
            short={
                way: full for word, full in self._pairs("short").items() for way in (word, normalise(word))
            },
            paraphrases=self._paraphrases(),
            lasting=self._lasting(),
            complaint=self._complaint(),
            danger=self._danger(),
            cry=self._cry(),
        )
        if self._tables:
            raise ContentError(self._name, min(self._tables), "is no kind of particle")
        return particles

    def _complaint(self) -> ComplaintWords:
        table = self._table("complaint")
        words = {kind: _bag(table, kind) for kind in ("cramps", "body", "not_now", "it", "outcries")}
        table.close()
        return ComplaintWords(**words)

    def _lasting(self) -> LastingWords:
        table = self._table("lasting")
        words, to_come, instead = _bag(table, "words"), _bag(table, "to_come"), table.mapping("instead")
        table.close()
        rows = Table(self._name, "lasting.instead", instead)
        return LastingWords(words, to_come, _normalised({said: rows.text(said) for said in instead}))

    def _danger(self) -> DangerWords:
        table = self._table("danger")
        words = {kind: _bag(table, kind) for kind in ("leg", "speaker")}
        elsewhen, taken_back = (tuple(sorted(_bag(table, kind))) for kind in ("elsewhen", "taken_back"))
        denial = Table(self._name, "danger.denial", table.mapping("denial"))
        table.close()
        begin, between, end, join = (_bag(denial, kind) for kind in ("begin", "between", "end", "join"))
        denial.close()
        denies = Denial(begin, between, end, join)
        return DangerWords(**words, elsewhen=elsewhen, taken_back=taken_back, denial=denies)

    def _cry(self) -> CryWords:
        table = self._table("cry")
        kinds = (
            "hurting",
            "pain",
            "stopping",
            "describing",
            "past",
            "present",
            "elsewhere",
            "easing",
            "asking",
        )
        words = {kind: _bag(table, kind) for kind in kinds}
        growing = tuple(sorted(_bag(table, "growing")))
        table.close()
        return CryWords(**words, growing=growing)

    def _paraphrases(self) -> Paraphrases:
        ways = [self._other_words(name) for name in ("before", "within", "behind")]
        spoken = tuple(said for way in ways for said in way)
        before, within, behind = map(_normalised, ways)
        return Paraphrases(before, within, behind, spoken)

    def _other_words(self, name: str) -> Mapping[str, str]:
        """What may be left out, and what stands for other words."""
        table = self._table(name)
        words, instead = table.texts("words"), table.mapping("instead")
        table.close()
        rows = Table(self._name, f"{name}.instead", instead)
        return {**dict.fromkeys(words, ""), **{said: rows.text(said) for said in instead}}

    def _words(self, name: str) -> frozenset[str]:
        table = self._table(name)
        words = _bag(table, "words")
        table.close()
        return words

    def _pairs(self, name: str) -> Mapping[str, str]:
        rows = self._take(name)
        table = Table(self._name, name, rows)
        return {key: table.text(key) for key in rows}

    def _table(self, name: str) -> Table:
        return Table(self._name, name, self._take(name))

    def _take(self, name: str) -> Mapping[str, Any]:
        rows = self._tables.pop(name, None)
        if not isinstance(rows, dict):
            raise ContentError(self._name, name, "is missing")
        return rows


def _bag(table: Table, key: str) -> frozenset[str]:
    return frozenset(map(normalise, table.texts(key)))


def _normalised(words: Mapping[str, str]) -> Mapping[str, str]:
    return {normalise(said): normalise(instead) for said, instead in words.items()}
