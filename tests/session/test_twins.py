"""A test runs again as if it had never run."""

from __future__ import annotations

import pytest

from pytest_tddgate.session.mutants.twins import can_run_again, params_of, twin_of
from pytest_tddgate.session.mutants.unreported import Unreported

TESTS = """\
import unittest
import pytest

made = []

@pytest.fixture(scope="session")
def session():
    made.append("session")
    yield
    made.append("end")

@pytest.fixture
def value():
    return []

class TestState:
    def test_own(self, value):
        assert not hasattr(self, "ran") and not value
        self.ran = True
        value.append(1)

class TestUnit(unittest.TestCase):
    def test_own(self):
        assert not hasattr(self, "ran")
        self.ran = True

@pytest.mark.parametrize("given", [[1]])
def test_given(given, session):
    assert given == [1]

@pytest.mark.parametrize("count", [3])
def test_count(count):
    made.append("run")
    assert made.count("run") != 2
"""


class _Twice:
    """Runs a twin of each test twice."""

    def __init__(self) -> None:
        self.outcomes: dict[str, list[str]] = {}
        self.params: list[object] = []
        self.made: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        runs = Unreported()
        session.config.pluginmanager.register(runs)
        for item in session.items:
            assert can_run_again(item)
            self.params += params_of(item)
            self.outcomes[item.nodeid.partition("::")[2]] = [runs.run_alone(twin_of(item)) for _ in range(2)]
            assert isinstance(item, pytest.Function)
            self.made = item.module.made
        return True


@pytest.fixture
def twice(pytester: pytest.Pytester) -> _Twice:
    """What became of tests that ran twice each, in a package."""
    plugin = _Twice()
    folder = pytester.mkpydir("package")
    (folder / "test_twins.py").write_text(TESTS)
    pytester.inline_run("-p", "no:cacheprovider", "-p", "no:randomly", plugins=[plugin])
    return plugin


def test_each_run_has_its_own_object_and_fixtures(twice: _Twice) -> None:
    """What the first run kept there is not seen by the second."""
    assert twice.outcomes["TestState::test_own"] == ["passed", "passed"]
    assert twice.outcomes["TestUnit::test_own"] == ["passed", "passed"]


def test_fixtures_of_every_scope_are_made_anew(twice: _Twice) -> None:
    """Also that of a session, which ends with the run."""
    assert [each for each in twice.made if each != "run"] == ["session", "end"] * 2


def test_what_lasts_longer_than_a_run_shows(twice: _Twice) -> None:
    """A test that counts its runs fails the second time: nothing hides that."""
    assert twice.outcomes["test_count[3]"] == ["passed", "failed"]


def test_parameters_are_known(twice: _Twice) -> None:
    """They are what twins share."""
    assert twice.params == [[1], 3]


def test_other_items_do_not_run_again() -> None:
    """Nobody knows what they keep."""
    assert not can_run_again(object())  # type: ignore[arg-type]  # stands for an item of a plugin


def test_an_item_without_parameters_has_no_values() -> None:
    """Whatever it is."""
    assert params_of(object()) == []  # type: ignore[arg-type]  # as above
