"""Settings that the gates cannot read: a range that brings them is refused, and one that mends them can be judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.configuration.audit_settings import AuditSettings
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.gates.audit.case import AuditCase
from pytest_tddgate.gates.audit.mended import mended_settings
from pytest_tddgate.gates.audit.policy import unreadable_settings
from pytest_tddgate.gates.audit.range import range_of
from tests.fake_history import FakeHistory, NoBench
from tests.fakes import case_of

OWN = "pyproject.toml"
CODE = {"src/shop/cart.py": "def total(prices):\n    return sum(prices)\n"}
GOOD = CODE | {OWN: "[tool.tddgate]\nmin-coverage = 90\n"}
TYPO = CODE | {OWN: "[tool.tddgate]\nmin-coverag = 90\n"}
NO_TOML = CODE | {OWN: "[[tool.tddgate\n"}


def brought(*commits: dict[str, str]) -> list[tuple[str, ...]]:
    """What is said of the settings of a range that begins after the first of these commits, line by line."""
    history = FakeHistory(list(commits))
    audit = AuditCase(
        history, NoBench(), range_of(history, "c0"), Settings(), AuditSettings(), is_static=True, tell=print
    )
    found = unreadable_settings(audit, case_of(FakeHistory(history.history, dict(commits[-1]))))
    assert {(each.rule.id, each.level) for each in found} <= {("policy-changed", Level.REFUSE)}
    return [(each.what, *each.details) for each in found]


def mended(*commits: dict[str, str], policy: str = "c0") -> bool:
    """Whether the range after the first of these commits mends what cannot be read of the settings of `policy`."""
    history = FakeHistory(list(commits))
    return bool(mended_settings(replace(range_of(history, "c0"), policy=policy), "", history))


def test_a_setting_that_does_not_exist_is_refused() -> None:
    """In the words of every gate, so that the key that was meant is named."""
    assert brought(GOOD, TYPO) == [
        (f"{OWN}, [tool.tddgate]: there is no setting 'min-coverag'; did you mean 'min-coverage'?",)
    ]


def test_every_mistake_is_named() -> None:
    """Each on a line of its own, those of the audit's table too."""
    ((first, *mistakes),) = brought(GOOD, {OWN: '[tool.tddgate]\nred = "all"\n[tool.tddgate.audit]\nsetpu = "x"\n'})

    assert first == f"{OWN}, [tool.tddgate]: 2 mistakes"
    assert [each.split()[0] for each in mistakes] == ["red", "there"]


def test_a_file_that_is_no_toml_is_refused() -> None:
    """Nothing in it can be read."""
    ((what,),) = brought(GOOD, NO_TOML)

    assert what.startswith(f"{OWN} cannot be read: Expected")


@pytest.mark.parametrize("after", [GOOD, CODE, TYPO | {"README.md": ""}], ids=["read", "none", "as it was"])
def test_what_can_be_read_or_did_not_change_is_not_refused(after: dict[str, str]) -> None:
    """What the range did not write is not its mistake."""
    assert brought(TYPO, after) == []


@pytest.mark.parametrize("before", [TYPO, NO_TOML])
@pytest.mark.parametrize("after", [GOOD, CODE])
def test_a_range_that_mends_the_settings_and_nothing_else(before: dict[str, str], after: dict[str, str]) -> None:
    """It can be judged by its records."""
    assert mended(before, after)


@pytest.mark.parametrize(
    "commits",
    [(TYPO, NO_TOML), (TYPO, GOOD | {"src/shop/cart.py": ""}), (TYPO, GOOD | {"ci.yml": ""}), (GOOD, CODE)],
    ids=["no better", "code beside it", "a file beside it", "nothing to mend"],
)
def test_every_other_range_is_no_mend(commits: tuple[dict[str, str], ...]) -> None:
    """Nobody knows how to judge what else it changes."""
    assert not mended(*commits)


def test_what_the_base_has_beyond_the_fork_is_not_mended() -> None:
    """A merge could keep the mistake."""
    assert not mended(NO_TOML, TYPO, GOOD, policy="c1")
