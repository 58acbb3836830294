"""A module `tests.py` beside the settings is a file of tests, as a folder of that name is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.project import detect_layout
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.contracts.layout import Side

if TYPE_CHECKING:
    from pathlib import Path

TESTS = "import slug\n\n\ndef test_it():\n    assert slug.slug('A') == 'a'\n"


def side_of(top: Path, path: str, text: str, pyproject: str = "") -> Side:
    """Whose a file with this text is, in a project with a package `slug`."""
    for each, content in {"slug/__init__.py": "", path: text, "pyproject.toml": pyproject}.items():
        (top / each).parent.mkdir(exist_ok=True)
        (top / each).write_text(content)
    return detect_layout(str(top), str(top), Settings(), [], ["test_*.py", "*_test.py"]).side_of(path)


@pytest.mark.parametrize("name", ["test.py", "tests.py"])
def test_a_module_named_like_a_folder_of_tests_holds_tests(tmp_path: Path, name: str) -> None:
    """`pytest test.py` runs it, and nobody imports it."""
    assert side_of(tmp_path, name, TESTS) is Side.TEST


@pytest.mark.tdd_pins("what a module without tests or in a package is does not change")
@pytest.mark.parametrize(
    ("path", "text", "pyproject"),
    [
        ("test.py", "def client():\n    return 1\n", ""),
        ("slug/test.py", TESTS, ""),
        ("test.py", TESTS, '[project]\nname = "test"\n'),
    ],
)
def test_other_modules_of_that_name_are_product_code(tmp_path: Path, path: str, text: str, pyproject: str) -> None:
    """A client for tests is part of the product, and so is the module that the project is named after."""
    assert side_of(tmp_path, path, text, pyproject) is Side.SUBJECT
