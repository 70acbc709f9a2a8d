"""The diary of cramps: its file, who writes it, and how it is put on paper."""
