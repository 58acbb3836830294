"""What is said of bytes that are no archive: one sentence, without what each way to unpack says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.packages import packages_at, packages_of_command
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("program", "words"), [("print('hello')", "it is not a tar archive"), ("", "its standard output is empty")]
)
def test_a_command_that_prints_no_package(tmp_path: Path, program: str, words: str) -> None:
    """The message says what came in its place."""
    (tmp_path / "opens.py").write_text(program)

    with pytest.raises(CannotDecide) as told:
        packages_of_command("{python} opens.py", 60, str(tmp_path))

    assert str(told.value) == f"the command that gives the sealed files printed no package: {words}"


def test_a_file_that_is_no_package(tmp_path: Path) -> None:
    """The same of a path."""
    (tmp_path / "a.tar").write_text("hello")

    with pytest.raises(CannotDecide) as told:
        packages_at(str(tmp_path / "a.tar"))

    assert str(told.value) == f"{tmp_path / 'a.tar'} is not a package of sealed files: it is not a tar archive"
