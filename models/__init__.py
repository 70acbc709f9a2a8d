"""Speech models: the built-in one, where others come from, and how they are verified."""
