"""Functions that this environment does not even define: no test can call them here."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.other_environments import lines_by_environment

BRANCH = "import sys\n\nif sys.version_info >= (3, 99):\n    {}\nelse:\n    LIMIT = 3\n"


def found(source: str, *missed: int) -> set[int]:
    """The lines that another environment runs, where these lines did not run here."""
    return set(lines_by_environment(source.encode(), frozenset(missed)))


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("def limit():\n        return 1", 4),
        ("async def limit():\n        return 1", 4),
        ("class Limit:\n        def of(self):\n            return 1", 4),
        ("@cache\n    def limit():\n        return 1", 5),
    ],
)
def test_what_was_not_defined_here_cannot_be_called(body: str, line: int) -> None:
    """All of its lines run elsewhere, where the line that defines it did not run."""
    lines = set(range(4, 5 + body.count("\n")))

    assert found(BRANCH.format(body), line) >= lines
    assert not found(BRANCH.format(body), line + 1) & lines


def test_a_function_in_a_branch_that_is_no_question_about_the_environment() -> None:
    """It could be defined here."""
    source = "import sys\n\nif sys.argv:\n    def limit():\n        return 1\n"

    assert found(source, 4, 5) == set()


def test_a_function_in_a_chain_of_branches() -> None:
    """As deep as the questions go."""
    source = (
        "import sys\n\nif sys.platform == 'win32':\n    LIMIT = 1\n"
        "elif sys.platform == 'darwin':\n    def limit():\n        return 1\n"
    )

    assert {6, 7} <= found(source, 4, 6, 7)
