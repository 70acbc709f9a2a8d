"""Sound and the machine: microphone, gate, recognizer, synthesizer, speaker, the loop, the command line."""
