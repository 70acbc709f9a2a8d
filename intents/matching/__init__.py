"""Matching: from the words that were heard to what they mean, or to nothing."""
