"""The lines by which a branch of the environment begins belong to it, and so does what only a script runs."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.other_environments import lines_by_environment


def test_the_line_of_a_handler() -> None:
    """It is looked at where the import fails only."""
    assert lines_by_environment(b"try:\n    import rich\nexcept ImportError:\n    rich = None\n") == {3, 4}


def test_the_line_of_another_question() -> None:
    """It is asked where the first one says no only."""
    source = b"import sys\nif sys.platform == 'win32':\n    A = 1\nelif (\n    DEBUG\n):\n    A = 2\n"

    assert lines_by_environment(source) == {3, 4, 5}


def test_what_only_a_script_runs() -> None:
    """No import runs it, so that no test of the process can."""
    assert lines_by_environment(b"def main():\n    return 0\n\n\nif __name__ == '__main__':\n    main()\n") == {6}


def test_the_code_of_a_script_is_not_excused() -> None:
    """A loop or a branch can be written into a function, and tested there."""
    source = b"if __name__ == '__main__':\n    total = 3\n    for each in range(total):\n        print(each)\n"

    assert lines_by_environment(source) == {2}


@pytest.mark.tdd_pins("it is no question about the environment")
def test_a_name_of_another_module() -> None:
    """What is asked for is not whether this is the script."""
    assert lines_by_environment(b"if __name__ == 'shop.cli':\n    LIMIT = 3\n") == frozenset()
