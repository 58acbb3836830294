"""Which tests of a file this environment skips, and where they would run."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.skips import skipped_here

FACTS = {"sys.version_info": (3, 11, 7, "final", 0), "sys.platform": "linux", "os.name": "posix"}
IMPORTS = "import os\nimport sys\nimport unittest\n\nimport pytest\n\nOLD = sys.version_info < (3, 12)\n\n"
TEST = "def test_a(): ...\n"
IN_CLASS = "class TestA:\n    def test_a(self): ...\n"


def told(source: str) -> dict[str, str]:
    """Test -> where it runs."""
    return dict(skipped_here((IMPORTS + source).encode(), FACTS))


@pytest.mark.parametrize(
    ("mark", "where"),
    [
        ("@pytest.mark.skipif(sys.version_info < (3, 13), reason='why')\n", "Python 3.13"),
        ("@pytest.mark.skipif(OLD, reason='why')\n", "Python 3.12"),
        ("new = pytest.mark.skipif(OLD, reason='why')\n\n@new\n", "Python 3.12"),
        ("pytestmark = pytest.mark.skipif('sys.version_info >= (3, 11)', reason='why')\n\n", "Python 3.10"),
        ("pytestmark = [pytest.mark.slow, pytest.mark.skipif(OLD, reason='why')]\n\n", "Python 3.12"),
        ("@unittest.skipIf(OLD, 'why')\n", "Python 3.12"),
        ("@unittest.skipUnless(sys.version_info >= (3, 12), 'why')\n", "Python 3.12"),
        ("@pytest.mark.skipif(sys.platform != 'win32', reason='why')\n", "another platform"),
        ("@pytest.mark.skipif(shop.BROKEN, reason='x')\n@pytest.mark.skipif(OLD, reason='why')\n", "Python 3.12"),
    ],
)
def test_a_test_that_this_environment_skips(mark: str, where: str) -> None:
    """By its own marker, one of its class, or one of the whole file."""
    assert told(mark + TEST) == {"test_a": where}
    assert told(mark + IN_CLASS) == {"TestA::test_a": where}


def test_a_class_has_marks_of_its_own() -> None:
    """They hold for its methods alone, as a method's do for itself."""
    marked = "    pytestmark = pytest.mark.skipif(OLD, reason='why')\n"
    method = "    @pytest.mark.skipif(OLD, reason='why')\n"
    other = "\n    async def test_b(self): ...\n\n" + TEST

    assert set(told(IN_CLASS.replace("\n", f"\n{marked}", 1) + other)) == {"TestA::test_a", "TestA::test_b"}
    assert set(told(IN_CLASS.replace("\n", f"\n{method}", 1) + other)) == {"TestA::test_a"}


@pytest.mark.parametrize(
    "mark",
    [
        "",
        "@pytest.mark.skipif(sys.version_info < (3, 11), reason='why')\n",
        "@pytest.mark.skipif(OLD or not shop.READY, reason='why')\n",
        "@pytest.mark.skip(reason='why')\n",
        "@pytest.mark.skipif(True, reason='why')\n",
        "@unittest.skipUnless(OLD, 'why')\n",
        "@unittest.skipIf(not OLD, 'why')\n",
        "@pytest.mark.xfail(OLD, reason='why')\n",
        "@shop.skipif(OLD, reason='why')\n",
        "@mark\n",
        "if OLD:\n    pytestmark = pytest.mark.skip(reason='why')\n\n",
    ],
)
def test_another_skip_is_not_this_environment_s(mark: str) -> None:
    """One that does not hold here, asks for more, always holds, or is none of pytest's or unittest's."""
    assert told(mark + TEST) == {}


def test_what_is_no_python_skips_nothing() -> None:
    """Nobody could run it."""
    assert told("def test_a(:\n") == {}
