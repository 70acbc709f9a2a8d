"""What tests of several files share."""

from __future__ import annotations

import signal

pytest_plugins = ["tests.soundserver"]

# Tests that run in the background ignore Ctrl-C, and the commands they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
