"""Settings: defaults, forms, and every mistake at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.configuration.settings import SETTINGS, Settings, settings_of
from pytest_tddgate.domain.rules.every import RULES
from pytest_tddgate.domain.rules.rule import Level

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)
KEYS = st.sampled_from([each.key for each in SETTINGS]) | st.text(max_size=6)


def test_no_setting_is_the_default() -> None:
    """An empty table changes nothing."""
    assert settings_of({}) == (Settings(), ())


def test_every_key_can_be_set() -> None:
    """Each in its own form."""
    table = {
        "source": ["lib"], "tests": ["checks"], "red": "every-case", "red-repeats": 3, "red-timeout": 2.5,
        "min-coverage": 100, "min-diff-coverage": 0, "rules": {"flaky": "off", "no-error-case": "refuse"},
        "red-scope": "touched",
    }  # fmt: skip

    settings, mistakes = settings_of(table)

    levels = {"flaky": Level.OFF, "no-error-case": Level.REFUSE}
    assert settings == Settings(("lib",), ("checks",), "every-case", 3, 2.5, 100, 0, levels, red_scope="touched")
    assert (mistakes, set(table)) == ((), {each.key for each in SETTINGS})


@pytest.mark.parametrize(
    ("key", "value", "mistake"),
    [
        ("source", "src", "source = 'src': a list of paths is expected, such as [\"src\"]"),
        ("tests", [1], 'tests = [1]: a list of paths is expected, such as ["tests"]'),
        ("red", "some", 'red = \'some\': "any-case" or "every-case" is expected'),
        ("red", ["any-case"], 'red = [\'any-case\']: "any-case" or "every-case" is expected'),
        ("red-scope", "new", 'red-scope = \'new\': "suite" or "touched" is expected'),
        ("red-repeats", 0, "red-repeats = 0: a whole number from 1 to 10 is expected"),
        ("red-repeats", True, "red-repeats = True: a whole number from 1 to 10 is expected"),
        ("red-repeats", 2.0, "red-repeats = 2.0: a whole number from 1 to 10 is expected"),
        ("red-timeout", 0, "red-timeout = 0: a number of seconds above 0 is expected"),
        ("red-timeout", float("inf"), "red-timeout = inf: a number of seconds above 0 is expected"),
        ("min-coverage", 100.1, "min-coverage = 100.1: a percentage from 0 to 100 is expected"),
        ("min-coverage", "80", "min-coverage = '80': a percentage from 0 to 100 is expected"),
        ("min-diff-coverage", -1, "min-diff-coverage = -1: a percentage from 0 to 100 is expected"),
        ("min-diff-coverage", float("nan"), "min-diff-coverage = nan: a percentage from 0 to 100 is expected"),
        ("rules", [], "rules = []: a table is expected, such as [tool.tddgate.rules]"),
        ("rules", {"falky": "off"}, "there is no rule 'falky'; did you mean 'flaky'?"),
        ("rules", {"flaky": "of"}, 'rules.flaky = \'of\': "refuse", "advise" or "off" is expected'),
        ("rules", {"flaky": ["off"]}, 'rules.flaky = [\'off\']: "refuse", "advise" or "off" is expected'),
        ("min_coverage", 80, "there is no setting 'min_coverage'; did you mean 'min-coverage'?"),
        ("colour", "blue", "there is no setting 'colour'"),
    ],
)
def test_a_mistake_says_what_is_expected(key: str, value: object, mistake: str) -> None:
    """And the default holds in its place."""
    assert settings_of({key: value}) == (Settings(), (mistake,))


@pytest.mark.parametrize("table", [3, "x", [], None])
def test_settings_that_are_no_table_are_a_mistake(table: object) -> None:
    """TOML allows `tddgate = 3`."""
    assert settings_of(table) == (Settings(), (f"{table!r}: a table is expected",))


@given(st.dictionaries(KEYS, JUNK, max_size=4))
def test_whatever_is_written_is_understood_or_named(table: dict[str, object]) -> None:
    """Each key with its mistake, and no exception."""
    settings, mistakes = settings_of(table)

    unknown = [key for key in table if key not in {each.key for each in SETTINGS}]
    assert len(mistakes) >= len(unknown)
    assert settings == Settings() or len(mistakes) < len(table) or "rules" in table


def test_a_rule_has_the_level_that_is_set_for_it() -> None:
    """The others have their own."""
    settings = Settings(rules={"flaky": Level.OFF})

    levels = {each: settings.level_of(each) for each in RULES}

    assert levels == {each: RULES[each].level for each in RULES} | {"flaky": Level.OFF}
