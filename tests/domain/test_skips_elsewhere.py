"""Which skips of a test file say that a test belongs to another environment."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.skips import reasons_of_environment


@pytest.mark.parametrize(
    "source",
    [
        "@pytest.mark.skipif(sys.version_info < (3, 15), reason='why')\ndef test_a(): ...\n",
        "new = pytest.mark.skipif(sys.platform != 'win32', reason='why')\n",
        "IS_PYPY = platform.python_implementation() == 'PyPy'\nskip = pytest.mark.skipif(IS_PYPY, reason='why')\n",
        "pytestmark = [pytest.mark.skipif('os.name == \"nt\"', reason='why')]\n",
        "@unittest.skipUnless(sys.platform == 'win32', 'why')\nclass TestA: ...\n",
        "CASES = [pytest.param(1, marks=pytest.mark.skipif(FORKS or os.name == 'nt', reason='why'))]\n",
    ],
)
def test_a_condition_of_the_environment(source: str) -> None:
    """The interpreter's version or kind, the platform."""
    assert reasons_of_environment(source.encode()) == {"why"}


@pytest.mark.parametrize(
    "source",
    [
        "@pytest.mark.skip(reason='why')\ndef test_a(): ...\n",
        "@pytest.mark.skipif(True, reason='why')\ndef test_a(): ...\n",
        "@pytest.mark.skipif(not shop.IS_READY, reason='why')\ndef test_a(): ...\n",
        "def test_a():\n    pytest.skip('why')\n",
        "@pytest.mark.skipif(sys.version_info < (3, 15), reason=why())\ndef test_a(): ...\n",
        "def test_a(:\n",
    ],
)
def test_another_condition(source: str) -> None:
    """It hides a test everywhere."""
    assert reasons_of_environment(source.encode()) == frozenset()
