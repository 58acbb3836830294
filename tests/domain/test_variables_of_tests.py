"""Variables of the environment that the tests of a contract set themselves: they are input, no sign of a run."""

# ruff: noqa: E501 - tests as people write them

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.deciding import aware_spots
from pytest_tddgate.domain.awareness.set_by_tests import variables_set_by
from pytest_tddgate.domain.python.changed_file import ChangedFile

HEAD = "import os\nfrom unittest import mock\n\nimport pytest\n\n\n"
ASKS = "import os\n\n\ndef is_quiet():\n    return bool(os.environ.get('CI'))\n"


def names(test: str, path: str = "tests/test_it.py") -> frozenset[str]:
    """The variables that a module sets."""
    return variables_set_by({path: (HEAD + test).encode()})


@pytest.mark.parametrize(
    "test",
    [
        "def test_a(monkeypatch):\n    monkeypatch.setenv('CI', 'true')\n",
        "def test_a(monkeypatch):\n    monkeypatch.delenv('CI', raising=False)\n",
        "def test_a(monkeypatch):\n    monkeypatch.setitem(os.environ, 'CI', '1')\n",
        "def test_a(monkeypatch):\n    monkeypatch.delitem(os.environ, 'CI')\n",
        "def test_a():\n    os.environ['CI'] = '1'\n",
        "def test_a():\n    del os.environ['CI']\n",
        "def test_a():\n    os.environ.pop('CI', None)\n",
        "def test_a():\n    os.environ.update({'CI': '1'})\n",
        "def test_a():\n    os.environ.update(CI='1')\n",
        "def test_a():\n    with mock.patch.dict(os.environ, {'CI': '1'}):\n        pass\n",
        "@mock.patch.dict('os.environ', CI='1')\ndef test_a():\n    pass\n",
        "def test_a(runner):\n    runner.invoke(main, env={'CI': '1'})\n",
        "def test_a():\n    run(['x'], env={**os.environ, 'CI': '1'})\n",
        "NAME = 'CI'\n\n\ndef test_a(monkeypatch):\n    monkeypatch.setenv(NAME, '1')\n",
        "@pytest.mark.parametrize('name', ['CI', 'X'])\ndef test_a(monkeypatch, name):\n    monkeypatch.setenv(name, '')\n",
        "class TestIt:\n    def test_a(self, monkeypatch):\n        monkeypatch.setenv('CI', 'true')\n",
        "@pytest.fixture\ndef quiet(monkeypatch):\n    monkeypatch.setenv('CI', 'true')\n",
    ],
)
def test_a_variable_that_a_test_sets(test: str) -> None:
    """By each of the ways in which tests do."""
    assert "CI" in names(test)


@pytest.mark.parametrize(
    "test",
    [
        "def test_a(monkeypatch):\n    monkeypatch.setenv('SHOP', 'CI')\n",
        "def test_a():\n    assert os.environ['CI']\n",
        "def test_a():\n    settings['CI'] = '1'\n",
        "def test_a():\n    mock.patch.dict(settings, {'CI': '1'})\n",
        "os.environ['CI'] = '1'\n",
        "@pytest.fixture(autouse=True)\ndef quiet(monkeypatch):\n    monkeypatch.setenv('CI', 'true')\n",
        "def test_a(monkeypatch):\n    monkeypatch.setenv('PYTEST_CURRENT_TEST', '')\n    monkeypatch.setenv('COV_CORE_SOURCE', '')\n",
        "def test_a(:\n",
    ],
)
def test_a_variable_that_no_test_sets(test: str) -> None:
    """What holds for all tests alike is part of the run; and what the tools set is theirs."""
    assert names(test) == frozenset()


def test_what_a_conftest_sets_is_part_of_the_run() -> None:
    """The tests do not show it."""
    assert names("def pytest_configure():\n    os.environ['CI'] = '1'\n", "tests/conftest.py") == frozenset()


def test_code_may_ask_for_what_its_tests_set() -> None:
    """For that alone."""
    assert aware_spots(ChangedFile(ASKS.encode()), given=frozenset({"CI"})) == ()
    assert aware_spots(ChangedFile(ASKS.encode()), given=frozenset({"GITHUB_ACTIONS"}))
    both = ASKS.replace("get('CI')", "get('CI') or os.environ.get('PYTEST_CURRENT_TEST')")
    assert aware_spots(ChangedFile(both.encode()), given=frozenset({"CI"}))
