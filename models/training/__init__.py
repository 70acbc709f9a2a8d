"""The making of the built-in model; not part of the installed package."""
