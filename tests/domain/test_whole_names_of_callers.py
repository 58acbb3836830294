"""The whole name of a caller that equals a text is that file's, whatever test modules end alike."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.deciding import aware_spots
from pytest_tddgate.domain.python.changed_file import ChangedFile

HEAD = "import inspect, os, sys\nfrom pathlib import Path\n\n\ndef f(x):\n"


def doubts(*lines: str) -> list[bool]:
    """Whether each finding about a function with these lines is doubtful, beside the test modules test_rpc and run."""
    source = HEAD + "".join(f"    {each}\n" for each in lines)
    spots = aware_spots(ChangedFile(source.encode()), frozenset({"test_rpc", "run"}))
    return [each.is_doubtful for each in spots]


@pytest.mark.parametrize(
    "condition",
    [
        "os.path.basename(sys._getframe(1).f_code.co_filename) == 'rpc.py'",
        "Path(inspect.stack()[1].filename).name != 'rpc.py'",
        "Path(inspect.stack()[1].filename).stem in ('rpc', 'http')",
        "sys._getframe(1).f_globals['__name__'] == 'rpc'",
    ],
)
def test_a_whole_name_is_no_end_of_another(condition: str) -> None:
    """A library may know its own module of that name."""
    assert doubts(f"return 1 if {condition} else x") == [True]


def test_a_name_may_be_kept_before() -> None:
    """In a variable."""
    assert doubts("where = os.path.basename(inspect.stack()[1].filename)", "return 1 if where == 'rpc.py' else x") == [
        True
    ]


@pytest.mark.tdd_pins("refused before")
@pytest.mark.parametrize(
    "lines",
    [
        ("return 1 if sys._getframe(1).f_code.co_filename.endswith('rpc.py') else x",),
        ("return 1 if 'rpc' in inspect.stack()[1].filename else x",),
        ("return 1 if os.path.basename(inspect.stack()[1].filename)[5:] == 'rpc.py' else x",),
        ("return 1 if inspect.stack()[1].filename.rpartition('_')[2] == 'rpc.py' else x",),
        ("where = inspect.stack()[1].filename.split('_')", "return 1 if where[-1] == 'rpc.py' else x"),
        ("return 1 if Path(inspect.stack()[1].filename).stem == 'run' else x",),
        ("return 1 if Path(inspect.stack()[1].filename).name == 'test_rpc.py' else x",),
    ],
)
def test_a_part_of_a_name_or_the_tests_own_name_is_refused(lines: tuple[str, ...]) -> None:
    """What is left of a name can be the end of another."""
    assert doubts(*lines) == [False]
