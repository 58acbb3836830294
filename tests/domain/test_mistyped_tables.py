"""A table of `[tool.tddgate]` whose name is mistyped: the nearest one is named, as for every other key."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.configuration.settings import settings_of


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("verifier", "verifiers"),
        ("waiver", "waivers"),
        ("reviewrs", "reviewers"),
        ("wrapper", "wrappers"),
        ("doc", "docs"),
        ("audits", "audit"),
    ],
)
def test_a_table_that_nobody_knows_is_led_to_the_nearest(given: str, meant: str) -> None:
    """A waiver that is not read would be missed when it is needed."""
    _, mistakes = settings_of({given: {}})

    assert mistakes == (f"there is no setting {given!r}; did you mean {meant!r}?",)


@pytest.mark.tdd_pins("the other side")
def test_a_key_that_is_like_nothing_is_led_nowhere() -> None:
    """A wrong hint is worse than none."""
    assert settings_of({"zzz": 1})[1] == ("there is no setting 'zzz'",)
