"""Every line Charley can say, held against the rules of content."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
import textstat

from intents.content.countries import UNKNOWN, load_countries
from intents.content.numbers import load_numbers
from intents.content.procedure_file import load_procedures
from intents.content.procedures import Procedure, Step
from intents.content.rules import load_rules, sentences
from intents.content.tables import read, shipped
from intents.errors import ContentError

WORDS = shipped("en")
RULES = load_rules(WORDS)
PROCEDURES = load_procedures(WORDS / "procedures")
COUNTRIES = load_countries(WORDS)
NUMBERS = load_numbers(WORDS)
SOURCES = tomllib.loads((files("intents") / "sources.toml").read_text(encoding="utf-8"))
CAUTIONS = read(WORDS / "cautions.toml")
REPLIES = {key: text for key, text in read(WORDS / "replies.toml").items() if isinstance(text, str)}

STRETCH = re.compile(r"\bHold for\b")
RUB = re.compile(r"\b(Rub|Stroke)\b")
RELIEF = [procedure for procedure in PROCEDURES.values() if procedure.relieves]

each_procedure = pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=lambda p: p.name)
each_step = pytest.mark.parametrize(
    "step",
    [pytest.param(s, id=f"{p.name}.{s.key}") for p in PROCEDURES.values() for s in p.steps],
)


def spoken(step: Step, code: str = UNKNOWN) -> str:
    country = COUNTRIES[code]
    return step.say.format(emergency=country.emergency, urgent=country.urgent)


def whole(procedure: Procedure) -> str:
    return " ".join(spoken(step) for step in procedure.steps)


def grade(procedure: Procedure) -> float:
    return float(textstat.flesch_kincaid_grade(whole(procedure)))


# --- what is never said, and how short the rest is -------------------------------------------------------


@each_procedure
def test_a_procedure_breaks_no_rule(procedure: Procedure) -> None:
    assert RULES.check(whole(procedure)) == []
    assert RULES.check_procedure(procedure) == []


@pytest.mark.parametrize("key", REPLIES)
def test_a_reply_breaks_no_rule(key: str) -> None:
    assert RULES.check(re.sub(r"\{\w+\}", "word", REPLIES[key])) == []


@pytest.mark.parametrize("key", CAUTIONS)
def test_a_caution_breaks_no_rule(key: str) -> None:
    assert RULES.check(f"Leave this out with {CAUTIONS[key]}.") == []


@each_procedure
def test_a_procedure_is_easy_to_follow(procedure: Procedure) -> None:
    assert grade(procedure) <= RULES.grade


def test_the_procedures_are_easier_still_on_average() -> None:
    assert sum(map(grade, PROCEDURES.values())) / len(PROCEDURES) <= RULES.mean_grade


@each_step
def test_a_number_to_call_ends_its_sentence(step: Step) -> None:
    for sentence in sentences(step.say):
        assert re.search(r"\{", sentence) is None or re.search(r"\{\w+\}[.?]$", sentence)


# --- holds and warnings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "procedure",
    [p for p in PROCEDURES.values() if any(STRETCH.search(s.say) for s in p.steps)],
    ids=lambda p: p.name,
)
def test_the_first_counted_stretch_says_when_to_let_go(procedure: Procedure) -> None:
    first = next(step for step in procedure.steps if STRETCH.search(step.say))
    assert RULES.warning in first.say
    assert first.say.index(RULES.warning) < first.say.index("Hold for"), "the warning comes before the count"


@pytest.mark.parametrize("procedure", RELIEF, ids=lambda p: p.name)
def test_relief_says_how_to_breathe_with_the_first_stretch_and_not_deeply(procedure: Procedure) -> None:
    assert "Breathe slowly and gently." in procedure.steps[procedure.again].say


@pytest.mark.parametrize("procedure", RELIEF, ids=lambda p: p.name)
def test_relief_starts_with_one_short_action(procedure: Procedure) -> None:
    first = procedure.steps[0]
    assert not first.answers
    assert len(sentences(first.say)[0].split()) <= 7, "about three seconds of speech"


@pytest.mark.parametrize("procedure", RELIEF, ids=lambda p: p.name)
def test_relief_names_who_must_leave_a_stretch_out(procedure: Procedure) -> None:
    for step in procedure.steps:
        assert step.not_for or not STRETCH.search(step.say), step.key


def test_no_leg_is_rubbed_without_the_signs_of_a_clot_being_named() -> None:
    steps = [step for p in PROCEDURES.values() for step in p.steps if RUB.search(step.say)]
    assert len(steps) >= 5
    for step in steps:
        assert "swollen or hot" in step.say
        assert "clot_signs" in step.not_for


def test_heat_or_cream_but_never_both_is_said_after_a_cramp() -> None:
    assert "never both" in whole(PROCEDURES["aftercare"])


@pytest.mark.parametrize(
    "name", ["emergency", "same_day", "long_cramp", "advice_now", "midwife", "heat_stroke"]
)
def test_charley_says_at_once_whom_to_call_and_that_it_cannot(name: str) -> None:
    first = PROCEDURES[name].steps[0]
    assert re.search(r"\bcall\b", first.say)
    assert "I cannot call for you." in first.say


@pytest.mark.parametrize("code", ["", "GB", "US", "AU"])
def test_the_emergency_names_the_number_of_the_country(code: str) -> None:
    assert COUNTRIES[code].emergency in spoken(PROCEDURES["emergency"].steps[0], code)


def test_claims_about_prevention_say_may() -> None:
    for step in PROCEDURES["prevention"].steps:
        if step.evidence:
            assert step.topic
            assert re.search(r"\b(may|unlikely)\b", step.say), step.key


# --- what the words lean on ------------------------------------------------------------------------------


@each_step
def test_a_step_names_its_sources(step: Step) -> None:
    assert step.sources
    assert set(step.sources) <= set(SOURCES)


def test_every_source_has_a_title_and_a_place_to_find_it() -> None:
    for key, source in SOURCES.items():
        assert set(source) <= {"title", "url", "year", "note"}, key
        assert source["title"]
        assert key == "own" or source["url"].startswith("http")


def test_every_source_is_used() -> None:
    article = tomllib.loads((files("intents") / "article.toml").read_text(encoding="utf-8"))
    used = {source for item in article["item"] for source in item["sources"]}
    used |= {source for p in PROCEDURES.values() for step in p.steps for source in step.sources}
    used |= {source for country in COUNTRIES.values() for source in country.sources}
    used |= {source for never in RULES.never for source in never.sources}
    used |= {source for together in RULES.together for source in together.sources}
    assert used | set(RULES.sources) == set(SOURCES)


def test_every_caution_is_known_and_used() -> None:
    named = {caution for p in PROCEDURES.values() for step in p.steps for caution in step.not_for}
    assert named == set(CAUTIONS)


# --- the rules themselves --------------------------------------------------------------------------------

BROKEN = [
    ("pinch", "Pinch the muscle."),
    ("slap", "Pat the leg hard."),
    ("slap", "Slap your thigh."),
    ("force", "Pull your foot up sharply."),
    ("force", "Rub the calf hard."),
    ("force", "Jerk the foot up."),
    ("through_pain", "Push through the pain."),
    ("leg_high", "Lay the leg higher than your head."),
    ("leg_high", "Put two pillows under it."),
    ("wrap", "Wrap it in a warm scarf."),
    ("cold_shower", "Take a contrast shower."),
    ("cold_shower", "End with a cold shower."),
    ("hot_shower", "Take a hot bath."),
    ("heat_asleep", "Leave the heat on overnight."),
    ("heat_asleep", "Use a warm pad while asleep."),
    ("quinine", "Drink some tonic water."),
    ("pin", "Prick the muscle."),
    ("deep_breath", "Take a deep breath."),
    ("deep_breath", "Breathe in deeply."),
    ("rise_fast", "Stand up fast."),
    ("rise_fast", "Get out of bed quickly."),
    ("salt_tablets", "Take a salt tablet."),
    ("medicine", "Stop taking your tablets."),
    ("promise", "This will cure it."),
    ("promise", "The cramp will go away."),
    ("calling", "I will call your doctor."),
    ("tiptoe", "Walk on tiptoe."),
    ("digits", "Hold for 20 seconds."),
    ("signs", "Rest (if you can)."),
    ("short_forms", "It may be a DVT."),
    ("sides", "Bend your left knee."),
    ("sentence_words", "Lie on the bed and keep the knee of that leg quite straight now."),
    ("heat_and_cream", "Put on some cream. Lay a warm towel on it."),
]


@pytest.mark.parametrize(("rule", "text"), BROKEN, ids=[text for _, text in BROKEN])
def test_what_must_not_be_said_is_caught_with_a_reason(rule: str, text: str) -> None:
    broken = RULES.check(text)
    assert rule in {b.rule for b in broken}
    assert all(b.reason.endswith(".") and b.words in text for b in broken)


def test_every_rule_has_an_example_above() -> None:
    names = {never.name for never in RULES.never} | {together.name for together in RULES.together}
    assert names | {"sentence_words"} == {rule for rule, _ in BROKEN}


@pytest.mark.parametrize(
    "text",
    [
        "Pull your toes up towards your shin.",
        "Breathe slowly and gently.",
        "Never pull harder.",
        "Do not stand up quickly.",
        "Use heat or cream, never both.",
        "Lay a warm towel on it. Stay awake.",
        "Rest the leg on one pillow.",
        "Do not change your tablets by yourself.",
        "Do you have chest pain, or trouble breathing?",
        "I cannot call for you.",
    ],
)
def test_what_may_be_said_is_let_through(text: str) -> None:
    assert RULES.check(text) == []


def test_command_words_are_found_as_whole_words() -> None:
    assert RULES.command_words("Go on, and say Next.") == ["go on", "next"]
    assert RULES.command_words("Know the nextdoor backpack.") == []


def test_a_broken_pattern_names_its_key(tmp_path: Path) -> None:
    text = (WORDS / "rules.toml").read_text(encoding="utf-8").replace(r"'\bpinch'", "'(pinch'")
    (tmp_path / "rules.toml").write_text(text, encoding="utf-8")
    with pytest.raises(
        ContentError, match=r"rules\.toml: never\.pinch\.pattern: is not a regular expression"
    ):
        load_rules(tmp_path)


REPEATED = [
    (procedure.name, step, earlier)
    for procedure in PROCEDURES.values()
    for number, step in enumerate(procedure.steps)
    if re.search(r"once more|more times", step.say)
    for earlier in procedure.steps[:number]
    if earlier.hold and earlier.say.split()[0] == step.say.split()[0]
]
"""Steps that say to do an earlier one again, and that one."""


def test_who_must_leave_a_step_out_is_not_told_to_repeat_it() -> None:
    assert {name for name, _, _ in REPEATED} >= {"calf", "foot", "hamstring", "shin", "stretch_lean"}
    for name, step, earlier in REPEATED:
        assert {*earlier.not_for} <= {*step.not_for}, f"{name}.{step.key}"
