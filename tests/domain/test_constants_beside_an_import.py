"""A constant that is written as a small sum stands beside an optional import as a plain one does."""

from __future__ import annotations

from pytest_tddgate.domain.python.other_environments import lines_by_environment

SORTING = """\
try:
    import icu
    last = b"x7f" * 50

    def key(text):
        return icu.key(text)

except ImportError:
    last = b""

    def key(text):
        return text
"""


def test_a_constant_that_is_multiplied() -> None:
    """To work it out cannot fail as an import does."""
    assert lines_by_environment(SORTING.encode(), frozenset({3, 5, 6})) >= {3, 5, 6}
