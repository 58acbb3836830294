"""A new case of an old test that passes already is named, and can be a pin by a mark of its own."""

from __future__ import annotations

from dataclasses import replace

from pytest_tddgate.domain.red.blame import Scene
from pytest_tddgate.domain.run.observation import TestId, TestSeen
from pytest_tddgate.gates.verify_fail.judged import TestRed, data_flow_of, judge_tests
from pytest_tddgate.gates.verify_fail.null_implementation import NullCheck
from pytest_tddgate.gates.verify_fail.report import red_findings
from pytest_tddgate.gates.verify_fail.set_aside import with_code_aside
from tests.fakes import LAYOUT, FakeRepository, case_of, run_of, seen

TEST = TestId("tests/test_price.py", "test_price")
CASE = case_of(FakeRepository([{}], {"src/shop/price.py": "NEW = 1\n"}))
STEP = 'assert behaviour that is missing today, or declare it: pytest.param(..., marks=pytest.mark.tdd_pins("reason"))'


def one(case: str, *, outcome: str = "passed", pins: str | None = None) -> TestSeen:
    """A case of the test, and the reason of its own mark."""
    found = seen(f"{TEST}[{case}]", outcome)
    assert found.item is not None
    return replace(found, item=replace(found.item, pins=pins))


def judged(*cases: TestSeen) -> TestRed:
    """The judgement of a test with these cases."""
    scene = Scene(LAYOUT, None, data_flow_of(CASE.repository, LAYOUT))
    return judge_tests([TEST], run_of(*cases), scene)[TEST]


def found(*cases: TestSeen) -> list[tuple[str, str]]:
    """What is found of a test whose new cases are these."""
    findings = red_findings(judged(*cases), NullCheck(), CASE, is_amended=False, is_by_case=True)
    return [(each.what, each.next_step) for each in findings]


def test_the_new_case_is_named_and_not_its_function() -> None:
    """A mark of the function would make pins of all old cases."""
    assert found(one("d")) == [(f"{TEST}[d] passes before any code was written", STEP)]


def test_a_case_with_a_mark_is_a_pin() -> None:
    """And says nothing of the others."""
    assert not found(one("d", pins="always so"))
    assert found(one("d", pins="always so"), one("e")) == [(f"{TEST}[e] passes before any code was written", STEP)]


def test_a_test_is_a_pin_only_if_all_its_cases_are() -> None:
    """The order of the cases decides nothing."""
    pinned, red = one("d", pins="always so"), one("e", outcome="failed")

    assert [judged(*cases).pins for cases in ([pinned, red], [red, pinned], [pinned])] == [None, None, "always so"]


def test_a_new_case_that_passes_with_new_code_has_it_put_aside() -> None:
    """As a new test that does."""
    findings = red_findings(judged(one("d")), NullCheck(), CASE, is_amended=False, is_by_case=True)

    assert [each.next_step.partition(":")[0] for each in with_code_aside(findings, CASE)] == [
        "src/shop/price.py is not committed"
    ]
