"""Content: what Charley knows and says, read from the files of a language and checked against each other."""
