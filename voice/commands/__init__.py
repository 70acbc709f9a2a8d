"""What `charley` can be told to do on the command line, one module a command."""
