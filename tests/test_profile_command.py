"""The profile from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.terminal import charley, complaint

UNSURE = ["n", "no", "dunno", "?", "y", "", "", ""]
"""Answers to the seven questions, the third of which is asked twice."""


def test_who_does_not_know_is_led_as_if_it_were_so(tmp_path: Path) -> None:
    done = charley("profile", "ask", home=tmp_path, typed="\n".join(UNSURE) + "\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "? where you do not know" in done.stdout
    kept = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("  * ")]
    assert kept == ["numb_feet", "blood_thinners"]


def test_country_and_side_are_told_with_the_profile_and_reach_the_emergency_number_and_the_doctor(
    tmp_path: Path,
) -> None:
    assert "not said" in charley("profile", home=tmp_path).stdout
    assert charley("profile", "country", "GB", home=tmp_path).returncode == 0
    shown = charley("profile", "side", "left", home=tmp_path).stdout
    assert [line.split() for line in shown.splitlines()[-2:]] == [["country", "GB"], ["side", "left"]]
    assert "nine nine nine" in charley("chat", home=tmp_path, typed="chest pain\n").stdout
    charley("diary", "--report", "visit.html", home=tmp_path)
    assert "<dd>left</dd>" in (tmp_path / "visit.html").read_text("utf-8")
    refused = charley("profile", "side", "both", home=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert complaint(refused).startswith('side: must be "left" or "right"')
    cleared = charley("profile", "clear", home=tmp_path).stdout
    assert [line.split()[1] for line in cleared.splitlines()[-2:]] == ["GB", "not"]


def test_who_types_is_known_as_well_as_who_speaks(tmp_path: Path) -> None:
    charley("profile", "add", "arteries", home=tmp_path)
    known = charley("chat", home=tmp_path, typed="what do you know about me\nforget my profile\n").stdout
    assert "Narrow leg arteries" in known
    assert "Charley knows of nothing" in charley("profile", home=tmp_path).stdout
    answers = ["no"] * 6 + ["yes"]
    charley("chat", home=tmp_path, typed="\n".join(["set me up", *answers]) + "\n")
    assert "* arteries" in charley("profile", home=tmp_path).stdout
