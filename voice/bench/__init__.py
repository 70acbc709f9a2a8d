"""The benchmark: Charley and what people would use in its place, on the same sound in the same run."""
