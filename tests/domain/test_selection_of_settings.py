"""Which tests the words of a command line leave out."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.configuration.selection import selection_of


@pytest.mark.parametrize(
    ("words", "keyword", "mark", "named"),
    [
        ((), "", "", ()),
        (("-qk", "a", "-m", "b", "-m", "c"), "a", "c", ()),
        (("-k=a", "-mb", "--deselect", "t.py", "--deselect=u.py"), "a", "b", ("t.py", "u.py")),
        (("-rA", "-vv", "-n", "4", "-p", "no:k", "-W", "error", "--only", "x", "-k", "a"), "a", "", ()),
        (("-k",), "", "", ()),
    ],
)
def test_words_select_as_pytest_reads_them(
    words: tuple[str, ...], keyword: str, mark: str, named: tuple[str, ...]
) -> None:
    """The last word of an option counts, and other options do no harm; what cannot be read selects nothing."""
    assert selection_of(words) == (keyword, mark, named)
