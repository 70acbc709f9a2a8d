"""How well a model hears: the figures of its card."""
