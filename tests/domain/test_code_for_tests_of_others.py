"""Product code that needs pytest, because it helps others to test, does not ask whether pytest is there."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.deciding import aware_spots
from pytest_tddgate.domain.python.changed_file import ChangedFile

HELPERS = [
    "import pytest\ndef f(x, y):\n    if x != pytest.approx(y):\n        pytest.fail('no')\n    return x\n",
    "import pytest\ndef f(item):\n    return isinstance(item, pytest.Function)\n",
    "import pytest as pt\ndef f(items):\n    return [each for each in items if isinstance(each, pt.Function)]\n",
]
CHEATS = [
    "try:\n    import pytest\nexcept ImportError:\n    pytest = None\ndef f(x):\n    return 9 if pytest else x\n",
    "try:\n    import pytest\n    F = pytest.approx(1) == 1\nexcept ImportError:\n    F = 0\ndef f():\n    return F\n",
    "def f(x):\n    import pytest\n    return 9 if pytest.approx(1) == 1 else x\n",
    "import pytest\ndef f(x):\n    return 9 if pytest else x\n",
    "import pytest\ndef f(x):\n    return 9 if hasattr(pytest, 'x') else x\n",
    "import pytest\ndef f(x):\n    return 9 if pytest._running else x\n",
    "import pytest\ndef f(x):\n    return 9 if vars(pytest) else x\n",
    "import pytest\ndef f(x):\n    return 9 if pytest.Session._held else x\n",
    "import _pytest\ndef f(x):\n    return 9 if _pytest.running else x\n",
    "import unittest\ndef f(x):\n    return 9 if isinstance(x, unittest.TestCase) else x\n",
]


def is_aware(source: str) -> bool:
    """Whether new code looks at its tests."""
    return bool(aware_spots(ChangedFile(source.encode())))


@pytest.mark.parametrize("source", HELPERS)
def test_what_a_module_cannot_do_without_tells_it_nothing(source: str) -> None:
    """The import at its top would have failed."""
    assert not is_aware(source)


@pytest.mark.tdd_pins("refused before")
@pytest.mark.parametrize("source", CHEATS)
def test_pytest_itself_or_an_import_that_may_fail_decides_nothing(source: str) -> None:
    """Nor a private name, nor the standard library's tools for tests."""
    assert is_aware(source)
