"""Gate 2 as a whole: what it prints, what it advises, and that workers and selections change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

BRITTLE = """\
import random
from unittest import mock
import pytest
from shop import cart
from shop.cart import total


def test_inside():
    cart._cache = {}
    assert total([1], currency="EUR") == cart._cache


def test_chance():
    assert total([random.random()]) == 7


def test_sum():
    assert total([1, 2]) == 4
"""
ERRORS = """\
import pytest
from shop.cart import total


@pytest.mark.parametrize("prices", [[], [-1]])
def test_refused(prices):
    with pytest.raises(ValueError):
        total(prices)
"""


def test_a_red_test_passes_and_the_report_says_what_is_missing(project: Project) -> None:
    """A row for the new test, one for what was kept, the missing names, and the next command."""
    red = project.with_red_test().gate("verify-fail", "--tdd-feature=discount", verdict="passed")

    assert red.last.rows == {"test_discount": "red missing"}
    assert "kept    1 existing test passes, unmodified" in red.last.output
    assert "missing functionality: shop.discount, shop.discount.discount" in red.last.output
    assert red.last.advised == ("no-error-case", "no-boundary-case", "single-example")
    assert red.last.told("no-boundary-case") == (
        "tests/test_discount.py",
        "add a test, or a parametrized case, for the empty, the smallest or the largest input",
    )
    assert red.last.last_line == (
        "passed: 1 test is red for the right reason. Next: pytest --tdd-gate=lock --tdd-feature=discount"
    )


def test_a_change_without_a_new_test_is_refused(project: Project) -> None:
    """There is nothing that could fail first, and nothing is committed."""
    refused = project.implement().gate("lock", "--tdd-feature=x", verdict="refused", rules=["nothing-new"])

    advice = "write a test for the behaviour that is missing, or name the base: --tdd-base=REV"
    assert refused.last.told("nothing-new") == ("", advice)
    assert refused.git("log", "--format=%s") == "first commit"


def test_what_is_new_depends_on_the_base(project: Project) -> None:
    """A red test that was committed before is new since the commit before it."""
    first = project.head

    committed = project.with_red_test().commit("tests")

    committed.gate("verify-fail", verdict="refused", rules=["nothing-new"])
    committed.gate("verify-fail", f"--tdd-base={first}", verdict="passed")


def test_workers_and_less_output_change_no_verdict(project: Project) -> None:
    """They are the user's own business."""
    project.with_red_test().with_file("tests/test_red.py", ERRORS).gate(
        "verify-fail", "-n", "2", "-q", verdict="passed"
    )


@pytest.mark.parametrize("args", [("-k", "discount"), ("tests/test_discount.py",)], ids=["-k", "paths"])
def test_without_the_existing_tests_nothing_is_decided(project: Project, args: tuple[str, ...]) -> None:
    """Nobody can tell whether they still pass; nothing is locked."""
    project.with_red_test().gate("lock", "--tdd-feature=discount", *args, verdict="undecided")

    assert project.git("log", "--format=%s") == "first commit"


def test_a_contract_of_poor_quality_is_advised_about(project: Project) -> None:
    """Nothing refuses: a reader decides."""
    brittle = project.with_file("tests/test_brittle.py", BRITTLE).gate("verify-fail", verdict="passed")

    assert set(brittle.last.advised) == {"no-error-case", "not-behavioural", "not-deterministic"}
    places = {brittle.last.told(each)[0] for each in ("not-behavioural", "not-deterministic")}
    assert places == {"tests/test_brittle.py:9", "tests/test_brittle.py:14"}
    assert brittle.last.told("not-deterministic")[1] == "use a fake or a fixture for it"


def test_a_contract_of_errors_alone_is_advised_about(project: Project) -> None:
    """Code that always refuses would satisfy it."""
    errors = project.with_file("tests/test_errors.py", ERRORS).gate("verify-fail", verdict="passed")

    assert errors.last.advised == ("no-happy-path",)
    assert errors.last.told("no-happy-path") == ("tests/test_errors.py", "add a test of a call that succeeds")


def test_advice_can_be_made_a_refusal_and_a_refusal_advice(project: Project) -> None:
    """By the settings, rule by rule."""
    levels = '[tool.tddgate.rules]\nno-error-case = "refuse"\nno-boundary-case = "off"\nalready-green = "advise"\n'
    project.with_file("pyproject.toml", project.text("pyproject.toml") + levels).commit()
    green = "from shop.cart import total\n\n\ndef test_green():\n    assert total([]) == 0\n"

    judged = project.with_red_test().with_file("tests/test_green.py", green)

    refused = judged.gate("verify-fail", verdict="refused", rules=["no-error-case"])
    assert refused.last.advised == ("already-green",)


def test_every_case_has_to_be_red_where_the_settings_say_so(project: Project) -> None:
    """By default one red case makes the function red, and the row counts them."""
    cases = (
        "import pytest\nfrom shop.cart import total\n\n\n"
        "@pytest.mark.parametrize('prices, sum', [([1], 1), ([2], 3)])\n"
        "def test_sum(prices, sum):\n    assert total(prices) == sum\n"
    )
    project.with_file("tests/test_sum.py", cases).gate("verify-fail", verdict="passed", says="1 of 2 cases: ")

    strict = project.replace("pyproject.toml", "[tool.", '[tool.tddgate]\nred = "every-case"\n\n[tool.')

    refused = strict.gate("verify-fail", verdict="refused", rules=["already-green"])
    assert refused.last.findings == ["tests/test_sum.py::test_sum[prices0-1] passes before any code was written"]


def test_code_of_another_checkout_is_not_judged(project: Project, tmp_path: Path) -> None:
    """As when an editable install points elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    (project.root / "src").rename(elsewhere)
    project.with_file("src/shop/__init__.py", "").with_file("src/shop/cart.py", "def total(prices): return 0\n")
    project.replace("pyproject.toml", 'pythonpath = ["src"]\n', f'pythonpath = ["{elsewhere}"]\n').commit()

    foreign = project.with_red_test().gate("verify-fail", verdict="refused", rules=["foreign-subject"])

    advice = "install this checkout (pip install -e .), or set pythonpath in pytest's settings"
    assert foreign.last.told("foreign-subject") == ("", advice)
