"""Charley's own voice in the microphone: taken out, and told from the person's."""
