"""A test is told to be set up, and to have failed, as close to its function as can be: what lies around it is dear."""

from __future__ import annotations

import sys

import pytest

from pytest_tddgate.session.mutants.unreported import Unreported

AROUND = """\
import pytest

@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    item.config.told.append("around")
    return (yield)
"""
SWALLOWING = """\
import pytest

@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call():
    try:
        return (yield)
    except ValueError:
        return True
"""
FAILING = "def test_a():\n    raise ValueError\n"


class _Told:
    """Runs every test unreported, and takes down what is told, with the error that pytest has taken down by then."""

    def __init__(self) -> None:
        self.told: list[object] = []
        self.outcomes: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        session.config.told = self.told  # type: ignore[attr-defined]  # for the conftest
        runs = Unreported()
        session.config.pluginmanager.register(runs)
        for item in session.items:
            sys.last_value = None
            runs.on_failure = lambda: self.told.append(sys.last_value)
            runs.on_set_up = lambda: self.told.append("set up")
            self.outcomes.append(runs.run(item, None))
        return True


def _told(pytester: pytest.Pytester, conftest: str, test: str) -> _Told:
    pytester.makeconftest(conftest)
    pytester.makepyfile(test)
    seen = _Told()
    pytester.inline_run("-p", "no:tddgate", plugins=[seen])
    return seen


def test_a_function_is_set_up_when_all_is_around_it(pytester: pytest.Pytester) -> None:
    """What plugins do around a call is done before the test is told to be set up."""
    seen = _told(pytester, AROUND, "def test_a():\n    pass\n")

    assert seen.told == ["around", "set up"]
    assert seen.outcomes == ["passed"]


def test_a_test_of_unittest_is_set_up_when_all_is_around_it(pytester: pytest.Pytester) -> None:
    """So it is where the test is no function of pytest's own; and it is told once."""
    test = "import unittest\nclass TestA(unittest.TestCase):\n    def test_a(self):\n        pass\n"

    seen = _told(pytester, AROUND, test)

    assert seen.told == ["around", "set up"]
    assert seen.outcomes == ["passed"]


def test_a_failure_is_told_before_it_reaches_pytest(pytester: pytest.Pytester) -> None:
    """With nobody around the call who may change what its error means, the error is told where it arises."""
    seen = _told(pytester, "", FAILING)

    assert seen.told[:2] == ["set up", None]
    assert seen.outcomes == ["failed"]


@pytest.mark.tdd_pins("a skip was none before, either")
def test_a_skip_in_the_function_is_no_failure(pytester: pytest.Pytester) -> None:
    """A test that skips itself while it runs is told to be set up, and nothing more."""
    seen = _told(pytester, "", "import pytest\ndef test_a():\n    pytest.skip('later')\n")

    assert seen.told == ["set up"]
    assert seen.outcomes == ["skipped"]


@pytest.mark.tdd_pins("what a plugin makes of an error counted before, too")
def test_an_error_that_a_plugin_swallows_is_no_failure(pytester: pytest.Pytester) -> None:
    """A conftest's wrapper may make a pass of an error: then nothing is told before it had its turn."""
    seen = _told(pytester, SWALLOWING, FAILING)

    assert seen.told == ["set up"]
    assert seen.outcomes == ["passed"]
