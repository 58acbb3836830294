"""Coverage at green: the gate's own thresholds, unrounded, over all lines and over the changed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

# Eight statements, of which the test runs six; with the two of cart.py that makes 80 % in total, 75 % of the change.
PARTLY = """\
def discount(price):
    if price < 0:
        return 0
    rate = 90
    whole = price * rate
    if whole < 0:
        return 0
    return whole // 100
"""


@pytest.fixture
def partly(project: Project) -> Project:
    """A contract, implemented with lines that no test runs; 75 % of the changed lines are enough."""
    settings = "[tool.tddgate]\nmin-diff-coverage = 75\n"
    project.with_file("pyproject.toml", project.text("pyproject.toml") + settings).commit()
    return project.with_red_test().lock().with_file("src/shop/discount.py", PARTLY)


def test_exactly_the_threshold_is_enough_and_less_is_not(partly: Project) -> None:
    """Both numbers are told unrounded; a threshold that the user gives pytest-cov is the user's own."""
    exact = partly.gate("green", verdict="passed", says="note: coverage 80 % in total, 75 % of 8 changed lines")
    assert "src/shop/discount.py  6 of 8   3, 7" in exact.last.output

    below = partly.with_file("src/shop/discount.py", PARTLY + "\n\ndef unused():\n    return 1\n")

    rules = ["low-coverage", "low-diff-coverage"]
    refused = below.gate("green", "--cov-fail-under=10", verdict="refused", rules=rules)
    assert refused.last.findings == [
        "total coverage is 75 %, and min-coverage is 80 %",
        "7 of 10 changed lines are covered, 70 %, and min-diff-coverage is 75 %",
    ]
    names = "lock tests for lines that pytest --cov --cov-report=term-missing names"
    assert [refused.last.told(each) for each in rules] == [
        ("", f"{names}, or, where there never was so much, set min-coverage in [tool.tddgate]"),
        ("", "remove the lines that no test asks for, or lock tests for them"),
    ]


def test_a_share_just_below_the_threshold_is_not_rounded_up(partly: Project) -> None:
    """In the settings it may be any number."""
    partly.replace("pyproject.toml", "= 75", "= 75\nmin-coverage = 80.004").commit()

    refused = partly.gate("green", verdict="refused", rules=["low-coverage"])

    assert "80.004 %" in refused.last.findings[0]


def test_hiding_code_from_coverage_is_refused(partly: Project) -> None:
    """By a pragma in the code, or by a setting."""
    partly.replace("src/shop/discount.py", "if price < 0:", "if price < 0:  # pragma: no cover")
    partly.with_file(".coveragerc", "[run]\nomit = src/shop/cart.py\n")

    refused = partly.gate("green", verdict="refused", rules=["coverage-excluded"])

    assert refused.last.findings == [
        "src/shop/discount.py hides 1 place from coverage: line 2",
        "coverage's settings changed in what they hide: omit",
    ]
    advice = "remove the pragma or the setting, and test the code"
    assert refused.last.told("coverage-excluded") == ("src/shop/discount.py:2", advice)


def test_a_pragma_that_coverage_does_not_need_is_advice(partly: Project) -> None:
    """With the hidden lines counted, 75 % of the change and 80 % of everything are still covered."""
    partly.replace("src/shop/discount.py", "if whole < 0:", "if whole < 0:  # pragma: no cover")

    passed = partly.gate("green", verdict="passed", says="note: coverage 87.5 % in total, 83.33 % of 6 changed lines")

    assert "pragma-added" in passed.last.advised
    advice = "remove the pragma if a test can reach the code"
    assert passed.last.told("pragma-added") == ("src/shop/discount.py:6", advice)


@pytest.mark.parametrize("pragma", ["# pragma: no cover", "#PRAGMA NO COVER", "# pragma no cover (why)"])
def test_a_pragma_that_lifts_coverage_is_refused_however_it_is_spelled(partly: Project, pragma: str) -> None:
    """The lines that it hides count as missed, with the reason told in numbers."""
    lines = "".join(f"    a{number} = price\n" for number in range(4))
    partly.with_file("src/shop/discount.py", f"{PARTLY}\n\ndef unused(price):  {pragma}\n{lines}")

    refused = partly.gate("green", verdict="refused", rules=["coverage-excluded"])

    total = "total coverage is 60 %, and min-coverage is 80 %"
    share = "7 of 13 changed lines are covered, 53.84 %, and min-diff-coverage is 75 %"
    assert f"why:  with what the change hides, {total}; {share}" in refused.last.output


def test_a_pragma_on_old_code_counts_all_that_it_hides(partly: Project) -> None:
    """One changed line can take a whole function out of the total."""
    lines = "".join(f"    a{number} = price\n" for number in range(9))
    old = f"\n\ndef unused(price):\n{lines}"
    partly.with_file("src/shop/cart.py", partly.text("src/shop/cart.py") + old).commit()
    partly.with_file("tests/test_vat.py", "from shop.vat import vat\n\n\ndef test_vat():\n    assert vat(1) == 2\n")
    partly.lock("vat").with_file("src/shop/vat.py", "def vat(price):\n    return price + 1\n")
    partly.replace("src/shop/cart.py", "unused(price):", "unused(price):  # pragma: no cover")

    refused = partly.gate("green", "--tdd-feature=vat", verdict="refused", rules=["coverage-excluded"])

    assert refused.last.told("coverage-excluded")[0] == "src/shop/cart.py:5"


@pytest.mark.parametrize(
    ("option", "next_step"),
    [
        (("--no-cov",), "pytest --tdd-gate=green, without --no-cov"),
        (("-p", "no:pytest_cov"), "pip install pytest-cov, and remove -p no:pytest_cov"),
    ],
    ids=["--no-cov", "no:pytest_cov"],
)
def test_without_coverage_nothing_is_decided(partly: Project, option: tuple[str, ...], next_step: str) -> None:
    """And the message says how to get it."""
    undecided = partly.gate("green", *option, verdict="undecided")

    assert undecided.last.last_line.endswith(f". Next: {next_step}")


def test_branches_count_where_they_are_measured(partly: Project) -> None:
    """By the project's own settings; with workers as well."""
    settings = partly.text("pyproject.toml") + "\n[tool.coverage.run]\nbranch = true\n"
    partly.with_file("pyproject.toml", settings).commit()

    refused = partly.gate("green", "-n", "2", verdict="refused", rules=["low-coverage"])

    assert refused.last.findings == ["total coverage is 71.42 %, and min-coverage is 80 %"]
