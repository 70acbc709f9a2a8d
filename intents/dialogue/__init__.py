"""Dialogue: what Charley says to what was meant, and when."""
