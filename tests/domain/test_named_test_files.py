"""A file that `testpaths` names is a test file, whatever its name: pytest collects what it is told to."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout, Side

LAYOUT = Layout("/w", packages=("slugify",), names=frozenset({"slugify"}), tests=("test.py", "checks"))


def test_a_file_that_testpaths_names_is_a_test_file() -> None:
    """So `test.py` is in python-slugify."""
    assert LAYOUT.is_test_file("test.py")
    assert LAYOUT.side_of("test.py") is Side.TEST


@pytest.mark.tdd_pins("a name alone makes no test file, as before")
@pytest.mark.parametrize("path", ["checks/words.py", "slugify/test.py", "test.txt", "other.py"])
def test_what_lies_in_a_folder_that_it_names_goes_by_its_name(path: str) -> None:
    """A helper is no test file; neither is a module of the same name elsewhere."""
    assert not LAYOUT.is_test_file(path)
