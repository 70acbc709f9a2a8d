"""Speaking: from lines to sound."""
