"""Starting Charley at login."""
