"""Who is to blame for a red test: each kind of red that counts, and each that does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

STOCK = """\
class Shelf:
    def __init__(self, size):
        self.size = size


def find(name):
    return None


def load(name):
    raise KeyError(name)
"""
RED = """\
from unittest import mock
import pytest
from shop import stock
from shop.stock import Shelf, find, load


@pytest.fixture
def basket():
    from shop.basket import Basket

    return Basket()


def test_unmet():
    assert Shelf(3).size == 4


def test_unmet_in_a_helper():
    check(find("tea"), "tea")


def check(seen, wanted):
    assert seen == wanted


def test_does_not_raise():
    with pytest.raises(ValueError):
        find("")


def test_does_not_warn():
    with pytest.warns(UserWarning):
        find("")


def test_missing_in_a_fixture(basket):
    assert basket.total() == 0


def test_missing_in_the_call():
    assert stock.count("tea") == 1


def test_missing_attribute():
    assert Shelf(3).items == []


def test_missing_behind_raises():
    with pytest.raises(ValueError):
        stock.remove("tea")


def test_missing_where_it_is_patched(monkeypatch):
    monkeypatch.setattr(stock, "clock", lambda: 1)
    assert find("tea") == 1


def test_missing_parameter():
    assert find("tea", shelf=Shelf(1)) == "tea"


def test_raised_in_the_subject():
    assert load("tea") == "tea"


def test_raised_by_what_came_back():
    assert find("tea")["price"] == 1


def test_nothing_comes_back():
    assert stock.lost("tea") is None
"""
FAULTS = """\
import pathlib
import pytest
from shop.stock import Shelf, find


def test_green():
    assert find("tea") is None


@pytest.mark.skip(reason="later")
def test_skipped():
    assert find("tea") == 1


def test_skips_itself():
    if find("tea") is None:
        pytest.skip("later")


@pytest.mark.xfail
def test_xfailed():
    assert find("tea") == 1


@pytest.mark.xfail(strict=True)
def test_strictly_xpassed():
    assert find("tea") is None


def test_name_error():
    assert fnid("tea") == 1


def test_unknown_fixture(shlef):
    assert shlef.size == 1


def test_wrong_use():
    price = "tea".price
    assert find("tea") == price


def test_missing_data_file():
    data = pathlib.Path("no/such.json").read_text()
    assert find(data) == 1


def test_leaves():
    find("tea")
    raise SystemExit(1)
"""
UNCONDITIONAL = """\
import pytest
from shop.stock import find


def test_assert_false():
    find("tea")
    assert False


def test_fail():
    pytest.fail("not yet")


def test_raises_itself():
    find("tea")
    raise NotImplementedError


def test_without_the_subject():
    assert sum([1, 2]) == 4
"""
ENVIRONMENT = """\
import socket
from shop.stock import find


def test_connection():
    socket.create_connection(("127.0.0.1", 9), timeout=5)
    assert find("tea") == 1


def test_package():
    import no_such_package

    assert no_such_package.check(find("tea"))
"""
HOLLOW = """\
import pytest
from shop.tax import net, vat


def test_no_assertion():
    vat(100)


def test_any_size():
    assert len(vat(100)) >= 0


def test_equal_to_itself():
    assert vat(100) == vat(100)


def test_any_exception():
    with pytest.raises(Exception):
        vat(100)


def test_honest():
    assert net(100) == 81
"""
SLOW = """\
import time
import pytest
from shop.stock import find


def wait():
    while find("tea") is None:
        time.sleep(0.05)


def test_waits():
    wait()


@pytest.mark.tdd_hangs("nothing is delivered yet")
def test_waits_as_declared():
    wait()
"""
FLAKY = """\
import pathlib
from shop.stock import find

RUNS = pathlib.Path(".coverage-runs")
seen = []


def test_counter():
    RUNS.write_text(RUNS.read_text() + "x" if RUNS.exists() else "x")
    assert find("tea") == (1 if len(RUNS.read_text()) == 1 else None)


def test_first():
    seen.append(1)
    assert find("tea") == 1


def test_needs_the_first():
    assert find("tea") == (1 if seen else None)


def test_steady():
    assert find("tea") == 1
"""


@pytest.fixture
def stock(project: Project) -> Project:
    """The shop with a stock, committed."""
    return project.with_file("src/shop/stock.py", STOCK).commit()


def test_each_kind_of_red_counts(stock: Project) -> None:
    """Unmet, missing at whatever moment, raised in the subject or by handling what it returned."""
    red = stock.with_file("tests/test_stock.py", RED).with_red_test().gate("verify-fail", verdict="passed")

    assert red.last.rows == {
        "test_discount": "red missing",
        "test_unmet": "red unmet",
        "test_unmet_in_a_helper": "red unmet",
        "test_does_not_raise": "red unmet",
        "test_does_not_warn": "red unmet",
        "test_missing_in_a_fixture": "red missing",
        "test_missing_in_the_call": "red missing",
        "test_missing_attribute": "red missing",
        "test_missing_behind_raises": "red missing",
        "test_missing_where_it_is_patched": "red missing",
        "test_missing_parameter": "red missing",
        "test_raised_in_the_subject": "red raised",
        "test_raised_by_what_came_back": "red raised",
        "test_nothing_comes_back": "red missing",
    }


def test_a_test_at_fault_is_not_red(stock: Project) -> None:
    """It passes already, it does not run, or no implementation can make it pass."""
    rules = ["already-green", "not-run", "broken-test"]

    refused = stock.with_file("tests/test_stock.py", FAULTS).gate("verify-fail", verdict="refused", rules=rules)

    assert refused.last.rows == {
        "test_green": "already-green",
        "test_skipped": "not-run",
        "test_skips_itself": "not-run",
        "test_xfailed": "not-run",
        "test_strictly_xpassed": "not-run",
        "test_name_error": "broken-test",
        "test_unknown_fixture": "broken-test",
        "test_wrong_use": "broken-test",
        "test_missing_data_file": "broken-test",
        "test_leaves": "broken-test",
    }
    assert [refused.last.told(each) for each in rules] == [
        (
            "tests/test_stock.py:6",
            'assert behaviour that is missing today, or declare it: @pytest.mark.tdd_pins("reason")',
        ),
        (
            "tests/test_stock.py:10",
            "remove the skip or xfail marker, and the option that deselects the test",
        ),
        ("tests/test_stock.py:31", "mend the test, then run pytest --tdd-gate=verify-fail again"),
    ]


def test_a_test_that_fails_whatever_the_code_does_is_not_red(stock: Project) -> None:
    """By itself, or without a word about the subject; nor is one that fails for want of a package or a network."""
    project = stock.with_file("tests/test_fails.py", UNCONDITIONAL).with_file("tests/test_env.py", ENVIRONMENT)

    refused = project.gate("verify-fail", verdict="refused", rules=["unconditional", "broken-environment"])

    assert refused.last.rows == {
        "test_connection": "broken-environment",
        "test_package": "broken-environment",
        "test_assert_false": "unconditional",
        "test_fail": "unconditional",
        "test_raises_itself": "unconditional",
        "test_without_the_subject": "unconditional",
    }
    assert refused.last.told("unconditional") == (
        "tests/test_fails.py:7",
        "call the code that is missing and assert what it should return",
    )
    assert refused.last.told("broken-environment") == (
        "tests/test_env.py:6",
        "install what is missing or use a fake for it, then run pytest --tdd-gate=verify-fail again",
    )


def test_a_file_that_cannot_be_collected_has_one_blame_for_all_its_tests(stock: Project) -> None:
    """Each file's own, and only a missing first-party name is red."""
    body = "\n\ndef test_{0}():\n    assert find('tea') == 1\n"
    files = {
        "syntax": "from shop.stock import find\nassert (\n",
        "rows": "import pytest\nfrom shop.stock import find\n\n\n@pytest.mark.parametrize('a, b', [(1, 2, 3)])",
        "package": "import no_such_package\nfrom shop.stock import find\n",
        "helper": "from tests.no_helper import find\n",
        "module": "from shop.shelf import find\n",
        "name": "from shop.stock import Shop, find\n",
    }
    for name, text in files.items():
        stock.with_file(
            f"tests/test_{name}.py", text + body.format(name).replace("()", "(a, b)" * (name == "rows") or "()")
        )

    refused = stock.gate("verify-fail", verdict="refused", rules=["broken-test", "broken-environment"])

    assert refused.last.rows == {
        "test_rows": "broken-test",
        "test_package": "broken-environment",
        "test_helper": "broken-test",
        "test_module": "red missing",
        "test_name": "red missing",
    }
    assert any("tests/test_syntax.py cannot be read" in each for each in refused.last.findings)


def test_a_project_that_is_not_installed_is_a_broken_environment(project: Project) -> None:
    """Its package is here, and only cannot be imported: that nothing works says nothing about the feature."""
    project.replace("pyproject.toml", 'pythonpath = ["src"]\n', "").without_file("tests/test_cart.py").commit()

    refused = project.with_red_test().gate("verify-fail", verdict="refused", rules=["broken-environment"])

    what = "cannot import shop, though src/shop is here: it is not installed, nor is src on the path"
    assert refused.last.findings == [f"tests/test_discount.py::test_discount {what}"]
    assert refused.last.told("broken-environment") == (
        "tests/test_discount.py:1",
        'pip install -e ., or set pythonpath = ["src"] in pytest\'s settings',
    )


def test_a_test_that_nothing_refutes_is_hollow(project: Project) -> None:
    """An implementation that does nothing would pass; a test beside it that asserts a result is fine."""
    hollow = project.with_file("tests/test_tax.py", HOLLOW).gate("verify-fail", verdict="refused", rules=["hollow"])

    assert hollow.last.rows == {
        "test_no_assertion": "hollow",
        "test_any_size": "hollow",
        "test_equal_to_itself": "hollow",
        "test_any_exception": "hollow",
        "test_honest": "red missing",
    }
    place, next_step = hollow.last.told("hollow")
    assert (place.partition(":")[0], next_step) == (
        "tests/test_tax.py",
        "assert a result that only a real implementation can give",
    )


def test_a_hang_says_how_long_it_had(stock: Project) -> None:
    """And what gives a slow test more."""
    stock.with_file("pyproject.toml", stock.text("pyproject.toml") + "[tool.tddgate]\nred-timeout = 1\n").commit()

    hangs = stock.with_file("tests/test_wait.py", SLOW).gate("verify-fail", verdict="refused", rules=["hangs"])

    what = "had not ended after 1 s; if it is only slow, give it more: red-timeout in [tool.tddgate]"
    assert hangs.last.findings == [f"tests/test_wait.py::test_waits {what}"]


def test_a_hang_is_red_only_when_it_is_declared(stock: Project) -> None:
    """A hang can be a missing feature or a slow machine."""
    stock.with_file("pyproject.toml", stock.text("pyproject.toml") + "[tool.tddgate]\nred-timeout = 1\n").commit()

    hangs = stock.with_file("tests/test_wait.py", SLOW).gate("verify-fail", verdict="refused", rules=["hangs"])

    assert hangs.last.rows == {"test_waits": "hangs", "test_waits_as_declared": "red hangs"}
    advice = 'make the test fail by itself, or declare it: @pytest.mark.tdd_hangs("reason")'
    assert hangs.last.told("hangs") == ("tests/test_wait.py:11", advice)


def test_a_test_that_changes_its_mind_is_flaky(stock: Project) -> None:
    """When it runs again, or in another order."""
    flaky = stock.with_file("tests/test_flaky.py", FLAKY).gate("verify-fail", verdict="refused", rules=["flaky"])

    assert [each.split()[0].rpartition("::")[2] for each in flaky.last.findings] == [
        "test_counter",
        "test_needs_the_first",
    ]
    advice = "remove the dependence on order, time or chance (pytest -p no:randomly helps to find it)"
    assert flaky.last.told("flaky") == ("tests/test_flaky.py:8", advice)
