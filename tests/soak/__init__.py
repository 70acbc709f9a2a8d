"""What takes hours or wears Charley out: `make soak`."""
