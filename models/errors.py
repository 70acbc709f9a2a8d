"""What can be wrong with a speech model."""

from __future__ import annotations


class ModelError(Exception):
    """A model that cannot be had or used: the message is one sentence that ends with what to do."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"{problem}; {advice}")
        self.problem = problem
        self.advice = advice
