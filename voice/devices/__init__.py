"""Microphones and speakers, which come and go."""
