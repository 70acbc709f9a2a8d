"""Meaning: what was said to Charley, and what Charley says to that. No sound, no clock, no network."""
