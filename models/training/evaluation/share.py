"""Shares, with how sure they are."""

from __future__ import annotations

import math
from dataclasses import dataclass

CONFIDENT = 1.96
"""Standard deviations to each side that hold 95 in 100."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share is, 95 times in 100 (E. B. Wilson, 1927)."""
        if not self.whole:
            return 0.0, 1.0
        share, spread = self.part / self.whole, CONFIDENT**2 / self.whole
        middle = share + spread / 2
        reach = math.sqrt(share * (1 - share) * spread + (spread / 2) ** 2)
        return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))

    def __str__(self) -> str:
        """The share in percent with its interval."""
        low, high = self.interval
        return f"{self.part / max(1, self.whole):.1%} ({low:.1%} to {high:.1%})"
