"""The package as a stranger gets it: one wheel in an empty environment, run from nowhere in particular."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

ROOT = Path(__file__).parent.parent

MEGABYTES_AT_MOST = 15


def run(*command: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """A command run from "/" by somebody who has no settings, no models and no source tree."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG_"))
    }
    return subprocess.run(
        command, cwd="/", env=environment | {"HOME": str(home)}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("charley-*.whl"))


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the commands of an environment with nothing but the wheel in it."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    installed = run(folder / "bin" / "pip", "install", "--quiet", wheel, home=Path.home())
    assert installed.returncode == 0, installed.stderr
    return folder / "bin"


def test_the_wheel_is_small_and_holds_the_packages_and_nothing_else(wheel: Path) -> None:
    assert wheel.stat().st_size <= MEGABYTES_AT_MOST * 1_000_000
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    listed = subprocess.run(
        [
            "git",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "voice",
            "intents",
            "models",
            ":!models/training",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert names == set(listed.stdout.split())


def test_the_demo_runs_from_anywhere_and_leaves_a_sound(scripts: Path, tmp_path: Path) -> None:
    demo = run(scripts / "charley", "demo", "--save", tmp_path / "demo", home=tmp_path)
    assert demo.returncode == 0, demo.stderr
    assert "Traceback" not in demo.stderr
    assert "leg cramp" in demo.stdout.lower()
    sounds = list((tmp_path / "demo").glob("*.wav"))
    assert sounds
    for sound in sounds:
        samples, rate = soundfile.read(sound, dtype="float32")
        assert len(samples) > 5 * rate
        assert np.abs(samples).max() > 0.01


def test_the_built_in_model_came_along_whole(scripts: Path, tmp_path: Path) -> None:
    verify = run(scripts / "charley", "models", "verify", home=tmp_path)
    assert (verify.returncode, verify.stdout) == (0, "built-in: fine\n"), verify.stderr
