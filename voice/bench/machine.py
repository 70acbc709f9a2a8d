"""What the figures were measured on: the kind of machine, never its name."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")


def machine() -> dict[str, object]:
    """Cores, processor and system."""
    return {"cores": os.cpu_count(), "processor": _processor(), "system": platform.system()}


def today() -> str:
    """The date, as the report has it."""
    return datetime.now(UTC).date().isoformat()


def _processor() -> str:
    if CPUINFO.exists():
        for line in CPUINFO.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()
