"""What tests of several files share."""

from __future__ import annotations

pytest_plugins = ["tests.soundserver"]
