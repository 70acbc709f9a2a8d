"""Hearing: from blocks of sound to utterances."""
