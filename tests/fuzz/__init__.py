"""Whatever comes in from outside is refused in one sentence or taken: never a crash."""
