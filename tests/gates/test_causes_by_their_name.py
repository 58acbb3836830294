"""Findings that a user in a hurry would look for in the wrong place: the message names the likely cause."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.gates.run.controls import canary_findings
from pytest_tddgate.gates.run.validity import origin_findings
from tests.fakes import LAYOUT, FakeRepository, FakeRunner, case_of, run_of, seen

ASSERTED, EXPECTED = "tests/test_tddgate_canary.py::test_asserted", "tests/test_tddgate_canary.py::test_expected"


def remedy(*outcomes: str) -> str:
    """What to do when the two canaries end like this."""
    canaries = [seen(name, outcome) for name, outcome in zip((ASSERTED, EXPECTED), outcomes, strict=True)]
    (found,) = canary_findings((), case_of(FakeRepository([{}]), FakeRunner(control=run_of(*canaries))))
    return found.remedy


def test_a_python_without_assertions_is_a_likely_cause() -> None:
    """Only the canary with an `assert` passed."""
    assert "run without python -O and PYTHONOPTIMIZE" in remedy("passed", "failed")


@pytest.mark.tdd_pins("assertions are not to be blamed for everything")
def test_it_is_no_cause_where_every_canary_passed() -> None:
    """Then a hook or a patch did it."""
    assert "PYTHONOPTIMIZE" not in remedy("passed", "passed")


def test_code_of_the_checkout_that_is_no_source_is_told_as_such() -> None:
    """`src` may be a link to the folder that Python names: it is not somewhere else."""
    run = RunSeen(origins=(("shop.tax", "/shop/code/shop/tax.py"),))

    (found,) = origin_findings(run, LAYOUT)

    assert found.what == "shop.tax is imported from /shop/code/shop/tax.py, which is not below src"
    assert found.first_step == (
        "name its folder, and no link to it, in pytest's pythonpath and as source in [tool.tddgate]"
    )


@pytest.mark.tdd_pins("another checkout is what the rule is about")
def test_code_of_another_checkout_is_told_as_such() -> None:
    """With the rule's own next step."""
    (found,) = origin_findings(RunSeen(origins=(("shop.tax", "/other/src/shop/tax.py"),)), LAYOUT)

    assert found.what.endswith("which is not in this checkout")
