"""Tests: pure, with fakes, with real Vosk, with a real sound server, and of the installed wheel."""
