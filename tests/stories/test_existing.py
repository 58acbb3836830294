"""What was committed before: unmodified as syntax, with the outcome that it had at the base, or declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

OLD = """\
import json
import pathlib
import pytest
from shop.cart import total
from tests.prices import LIST, double

WANTED = 3


@pytest.fixture
def basket():
    return [1, 2]


def test_body():
    assert total([1, 2]) == 3


def test_constant():
    assert total([1, 2]) == WANTED


@pytest.mark.parametrize("price", [1, 2])
def test_decorated(price):
    assert total([price]) == price


def test_fixture(basket):
    assert total(basket) == 3


def test_helper():
    assert double(total(LIST)) == 6


def test_conftest(purse):
    assert total(purse) == 5


def test_data():
    prices = json.loads(pathlib.Path(__file__).with_name("prices.json").read_text())
    assert total(prices) == 6
"""
FILES = {
    "tests/test_old.py": OLD,
    "tests/__init__.py": "",
    "tests/prices.py": "LIST = [1, 2]\n\n\ndef double(sum):\n    return 2 * sum\n",
    "tests/conftest.py": "import pytest\n\n\n@pytest.fixture\ndef purse():\n    return [5]\n",
    "tests/prices.json": "[1, 2, 3]\n",
}
REASON = "--tdd-amend=totals are in cents now"


@pytest.fixture
def old(project: Project) -> Project:
    """The shop with tests that use a constant, a fixture, a helper, a conftest and a data file; and a new red test."""
    for path, text in FILES.items():
        project.with_file(path, text)
    project.replace("pyproject.toml", '["src"]', '["src", "."]')
    return project.commit().with_red_test()


def test_an_edit_of_what_existing_tests_are_or_use_is_refused(old: Project) -> None:
    """Body, decorator, constant and fixture of the file; helper, conftest and data beside it."""
    old.replace("tests/test_old.py", "assert total([1, 2]) == 3", "assert total([1, 2])")
    old.replace("tests/test_old.py", "[1, 2])\ndef test_dec", "[1])\ndef test_dec")
    old.replace("tests/test_old.py", "return [1, 2]", "return [3]").replace(
        "tests/test_old.py", "= 3\n\n\n@", "= 1+2\n\n\n@"
    )
    old.replace("tests/prices.py", "2 * sum", "sum + sum").replace("tests/conftest.py", "[5]", "[2, 3]")
    old.replace("tests/prices.json", "[1, 2, 3]", "[6]")

    refused = old.gate("verify-fail", verdict="refused", rules=["existing-test-changed", "harness-changed"])

    assert sorted(refused.last.findings) == [
        "tests/conftest.py changes purse",
        "tests/prices.json is not what it was at the base",
        "tests/prices.py changes double",
        "tests/test_old.py::test_body is not what it was at the base",
        "tests/test_old.py::test_constant is not what it was at the base: it uses WANTED, basket, which changed",
        "tests/test_old.py::test_decorated is not what it was at the base",
        "tests/test_old.py::test_fixture is not what it was at the base: it uses WANTED, basket, which changed",
    ]
    declare = 'declare why it must change: --tdd-amend "reason"'
    advice = f"restore it, or {declare}"
    restore = f"git checkout {old.head[:10]} -- tests/test_old.py; or: {declare}"
    assert refused.last.told("existing-test-changed") == ("tests/test_old.py:15", restore)
    assert refused.last.told("harness-changed") == ("tests/conftest.py", advice)


def test_formatting_imports_and_additions_are_free(old: Project) -> None:
    """What a test does is compared, not how it is written."""
    old.replace("tests/test_old.py", "total([1, 2]) == 3", "total(\n        [1, 2]\n    ) == 3  # a comment")
    old.replace("tests/test_old.py", "import json\n", "import json\nimport os\n")
    old.replace("tests/test_old.py", "import LIST, double", "import double, LIST, MORE")
    old.replace("tests/prices.py", "LIST =", "MORE = [4]\nLIST =")
    old.with_file(
        "tests/conftest.py", old.text("tests/conftest.py") + "\n\n@pytest.fixture\ndef bag():\n    return []\n"
    )

    old.with_file("tests/more.json", "[]\n").gate("verify-fail", verdict="passed", says="kept    9 existing tests pass")


def test_removing_a_test_or_its_file_is_refused(old: Project) -> None:
    """And so is removing a helper or a data file."""
    old.replace("tests/test_old.py", "def test_body():\n    assert total([1, 2]) == 3\n", "")
    old.without_file("tests/test_cart.py").without_file("tests/prices.json")

    refused = old.gate(
        "verify-fail",
        verdict="refused",
        rules=["existing-test-changed", "harness-changed", "existing-test-broken"],
    )

    assert refused.last.findings == [
        "tests/test_cart.py::test_total was removed",
        "tests/test_old.py::test_body was removed",
        "tests/prices.json was removed",
        "tests/test_old.py::test_data passed at the base and fails now (FileNotFoundError)",
    ]
    assert refused.last.told("existing-test-broken") == (
        "tests/test_old.py",
        "mend what broke it, or run pytest on this test alone to see why",
    )


def test_what_failed_at_the_base_is_named_and_not_counted(project: Project) -> None:
    """A package that is not here, for instance; what passed there and fails now is counted."""
    project.with_file("tests/test_old.py", "def test_old():\n    import no_such_package\n").commit().with_red_test()

    project.gate(
        "verify-fail",
        verdict="passed",
        says="1 existing test fails here as at the base (not counted): tests/test_old.py::test_old",
    )
    project.replace("src/shop/cart.py", "sum(prices)", "0")
    project.gate("verify-fail", verdict="refused", rules=["existing-test-broken"])


def test_a_committed_file_that_can_no_longer_be_collected_is_refused(project: Project) -> None:
    """Nobody edited it: the product code that it imports is gone, and its tests say nothing any more."""
    project.with_file("src/shop/tax.py", "def vat(): return 20\n")
    project.with_file("tests/test_tax.py", "from shop.tax import vat\n\n\ndef test_vat():\n    assert vat() == 20\n")
    project.commit().with_red_test().replace("src/shop/tax.py", "vat", "gst")

    refused = project.gate("verify-fail", verdict="refused", rules=["existing-test-broken"])

    wanted = "tests/test_tax.py could be collected at the base and cannot be now: ImportError: cannot import name 'vat'"
    assert [each.partition(" from ")[0] for each in refused.last.findings] == [wanted]
    assert refused.last.told("existing-test-broken")[0] == "tests/test_tax.py"


def test_a_committed_file_that_the_base_cannot_collect_either_is_named(project: Project) -> None:
    """It does not count against the change."""
    project.with_file("tests/test_old.py", "import no_such_package\n\n\ndef test_old():\n    assert True\n").commit()

    passed = project.with_red_test().gate("verify-fail", verdict="passed")

    assert "note: 1 existing test file is not collected here, as at the base: tests/test_old.py" in passed.last.output


def test_a_helper_that_imports_what_is_to_come_hides_the_existing_tests(project: Project) -> None:
    """The import is part of the change, and red for the right reason: what it hides is told, and not refused."""
    project.with_file("tests/__init__.py", "").with_file("tests/prices.py", "LIST = [1, 2]\n")
    imports = "from shop.cart import total\nfrom tests.prices import LIST\n\n\n"
    project.with_file("tests/test_old.py", imports + "def test_old():\n    assert total(LIST) == 3\n").commit()
    project.with_red_test().replace("tests/prices.py", "LIST", "from shop.discount import discount\n\nLIST")

    passed = project.gate("verify-fail", verdict="passed")

    assert "note: 1 existing test file is hidden by an import that fails" in passed.last.output


def test_a_declared_change_is_listed_and_has_to_be_red_too(project: Project) -> None:
    """The new expectation fails, as the behaviour has not changed yet; the reason is locked with it."""
    project.with_red_test().replace("tests/test_cart.py", "== 3", "== 300")

    project.gate("verify-fail", verdict="refused", rules=["existing-test-changed"])
    amended = project.lock("cents", REASON)

    assert amended.last.rows == {"test_total": "red unmet", "test_discount": "red missing"}
    assert "totals are in cents now" in amended.text(".tddgate/contracts/cents.json")
    assert "Amends existing tests: totals are in cents now" in amended.git("log", "-1", "--format=%B")


def test_a_declared_change_that_stays_green_is_advice(project: Project) -> None:
    """It can be a weaker test, and only a reader can tell."""
    project.with_red_test().replace("tests/test_cart.py", "== 3", "> 0")

    amended = project.gate("verify-fail", REASON, verdict="passed")

    assert amended.last.rows["test_total"] == "amended"
    advice = "say in the reason of --tdd-amend why it changes, or make it fail first"
    assert amended.last.told("amended-green") == ("tests/test_cart.py:4", advice)
