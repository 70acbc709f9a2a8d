"""The table: every figure beside its rivals', as Markdown that is read on a terminal too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from voice.bench.figures import Figure


def table(figures: Sequence[Figure]) -> str:
    """One table for each measure: a row for each condition and contender."""
    parts = []
    for measure, group in groupby(sorted(figures, key=lambda f: _order(figures, f)), lambda f: f.measure):
        rows = list(group)
        columns = list(dict.fromkeys(name for row in rows for name in row.values))
        lines = [["", "", *columns]]
        before = ""
        for row in rows:
            cells = [number(row.values[name]) if name in row.values else "" for name in columns]
            lines.append([row.condition if row.condition != before else "", row.contender, *cells])
            before = row.condition
        parts.append(f"### {measure.capitalize()}\n\n{markdown(lines)}\n")
    return "\n".join(parts)


def _order(figures: Sequence[Figure], figure: Figure) -> int:
    """Measures in the order in which they began."""
    return [f.measure for f in figures].index(figure.measure)


def number(value: float) -> str:
    """Four digits of it."""
    return f"{value:,.4g}" if value < 1000 else f"{value:,.0f}"  # noqa: PLR2004 - a thousand


def markdown(lines: Sequence[Sequence[str]]) -> str:
    """A table of rows, the first of them its head."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * width for width in widths[:2]] + ["-" * (width - 1) + ":" for width in widths[2:]]
    head, *rest = lines
    return "\n".join(_row(line, widths) for line in (head, rule, *rest))


def _row(cells: Iterable[str], widths: Sequence[int]) -> str:
    texts = [
        cell.ljust(width) if number < 2 else cell.rjust(width)  # noqa: PLR2004 - the two columns of words
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(texts)} |"
