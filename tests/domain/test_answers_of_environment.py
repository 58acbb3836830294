"""What an environment answers to a condition that asks for nothing else."""

from __future__ import annotations

import ast

import pytest

from pytest_tddgate.domain.python.answers import answer_of

FACTS = {
    "sys.version_info": (3, 11, 7, "final", 0),
    "sys.platform": "linux",
    "os.name": "posix",
    "sys.maxsize": 2**63 - 1,
    "platform.system": "Linux",
    "platform.python_implementation": "CPython",
}
FILE = (
    "import os\nimport platform\nimport sys\nfrom sys import version_info as version\n"
    "OLD = sys.version_info < (3, 12)\n"
)


def told(condition: str, file: str = FILE) -> object:
    """The answer to a condition in a file."""
    return answer_of(ast.parse(condition, mode="eval").body, ast.parse(file), FACTS)


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        ("sys.version_info < (3, 12)", True),
        ("sys.version_info >= (3, 12)", False),
        ("version < (3, 12)", True),
        ("sys.version_info[:2] == (3, 11)", True),
        ("sys.version_info.minor > 11", False),
        ("sys.version_info[1] == 11", True),
        ("(3, 9) < sys.version_info < (3, 11)", False),
        ("sys.platform == 'win32'", False),
        ("sys.platform != 'win32'", True),
        ("sys.platform.startswith('lin')", True),
        ("sys.platform in ('win32', 'cygwin')", False),
        ("sys.platform not in {'win32'}", True),
        ("os.name == 'nt' or sys.version_info < (3, 12)", True),
        ("os.name == 'nt' and sys.version_info < (3, 12)", False),
        ("not sys.platform == 'win32'", True),
        ("platform.system() == 'Windows'", False),
        ("platform.python_implementation() == 'PyPy'", False),
        ("sys.maxsize > 4294967296", True),
        ("OLD", True),
        ("not OLD", False),
        ("'sys.version_info < (3, 12)'", True),
    ],
)
def test_a_condition_of_the_environment_has_an_answer(condition: str, answer: object) -> None:
    """Version, platform, kind of Python; also by a name of the file, and written as a text."""
    assert told(condition) is answer


@pytest.mark.parametrize(
    "condition",
    [
        "shop.IS_OLD",
        "sys.version_info < (3, 12) and not shop.READY",
        "shop.READY or sys.version_info < (3, 12)",
        "os.environ.get('CI')",
        "sys.argv[1] == 'x'",
        "importlib.util.find_spec('shop.tax') is None",
        "sys.version_info < shop.LIMIT",
        "platform.system(shop.X) == 'Linux'",
        "hasattr(sys, 'monitoring')",
        "True",
        "1",
        "sys.version_info < 'a'",
        "sys.version_info[9] == 1",
        "UNKNOWN",
        "'sys.version_info <'",
    ],
)
def test_a_condition_that_asks_for_more_has_none(condition: str) -> None:
    """Nor has one that is fixed, or that cannot be asked."""
    assert told(condition) is None


@pytest.mark.parametrize(
    "file",
    [
        "import shop as sys\n",
        "from shop import sys\n",
        "import sys\nsys = 1\n",
        "import sys\n\ndef f():\n    global sys\n    sys = 1\n",
        "import sys\nsys.version_info = (3, 1)\n",
        "",
    ],
)
def test_a_name_that_may_be_something_else_answers_nothing(file: str) -> None:
    """Only the module itself does, where nobody gives the name to another thing."""
    assert told("sys.version_info < (3, 12)", file) is None


@pytest.mark.parametrize(
    "file", ["import sys\nOLD = sys.version_info < (3, 12)\nOLD = False\n", "import sys\nfor OLD in (1, 2): pass\n"]
)
def test_a_name_that_is_given_twice_answers_nothing(file: str) -> None:
    """Nobody knows which of the two a condition asks."""
    assert told("OLD", file) is None
