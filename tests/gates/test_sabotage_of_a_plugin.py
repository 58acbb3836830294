"""A project that is a plugin of pytest: without its code pytest itself may not get as far as a test."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.installed_plugins import Installed
from pytest_tddgate.domain.run.observation import RunSeen, TestId
from pytest_tddgate.gates.run.controls import sabotage_findings
from tests.fakes import FakeRepository, FakeRunner, case_of, seen

TAX = TestId("tests/test_tax.py", "test_tax")
CODE = {"src/shop/plugin.py": "def pytest_configure(config):\n    config.stash[TAX] = 20\n"}
BROKEN = RunSeen(exit_code=1, announced=3)


@pytest.fixture
def _is_a_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Installed("shop", (("shop", "shop"),))
    monkeypatch.setattr("pytest_tddgate.adapters.installed_plugins.installed", lambda: (shop,))


def shown(run: RunSeen) -> tuple[list[str], list[str]]:
    """Rules of the findings, and what is missing, when the control ran like this."""
    case = case_of(FakeRepository([{}], CODE), FakeRunner(control=[run]))
    shown = sabotage_findings((TAX,), {"src/shop/plugin.py": frozenset({1, 2})}, case)
    return [each.rule.id for each in shown.findings], [each.what for each in shown.missing]


@pytest.mark.usefixtures("_is_a_plugin")
def test_a_pytest_that_cannot_begin_without_the_plugin_is_red() -> None:
    """It needs the code that was emptied before any test does."""
    assert shown(BROKEN) == ([], [])


@pytest.mark.usefixtures("_is_a_plugin")
@pytest.mark.tdd_pins("once a test has begun, whoever ends the run has not failed")
@pytest.mark.parametrize(
    "run", [RunSeen(exit_code=-9, last_started=str(TAX)), RunSeen((seen(str(TAX)),), exit_code=1, announced=3)]
)
def test_a_run_that_ends_later_shows_nothing(run: RunSeen) -> None:
    """As without a plugin."""
    assert len(shown(run)[1]) == 1


@pytest.mark.tdd_pins("nothing of such a project is needed before its tests")
def test_a_pytest_that_cannot_begin_without_other_code_shows_nothing() -> None:
    """The code is no plugin: what ended the run is not known."""
    assert len(shown(BROKEN)[1]) == 1
