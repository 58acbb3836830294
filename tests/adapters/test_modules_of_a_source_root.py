"""What lies in a folder of its own for source can be imported, whatever tool has a file of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.project import detect_layout
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.contracts.layout import Side

if TYPE_CHECKING:
    from pathlib import Path

PATTERNS = ["test_*.py", "*_test.py"]


def sides_of(top: Path, files: dict[str, str], settings: Settings | None = None) -> dict[str, Side]:
    """Whose each of these files is, in a project that consists of them."""
    for path, text in files.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(text, encoding="utf-8")
    layout = detect_layout(str(top), str(top), settings or Settings(), [], PATTERNS)
    return {path: layout.side_of(path) for path in files}


@pytest.mark.parametrize("source", [(), ("src",)])
def test_a_module_of_a_source_root_is_the_subjects(tmp_path: Path, source: tuple[str, ...]) -> None:
    """Nox looks for its file beside the settings, and never there."""
    files = {"src/shop/__init__.py": "", "src/noxfile.py": "", "src/setup.py": "RATE = 3\n"}

    assert set(sides_of(tmp_path, files, Settings(source=source)).values()) == {Side.SUBJECT}


@pytest.mark.tdd_pins("what must stay so")
def test_a_setup_script_in_the_source_root_is_none(tmp_path: Path) -> None:
    """Some projects build from there."""
    files = {"src/shop/__init__.py": "", "src/setup.py": "from setuptools import setup\n\nsetup()\n"}

    assert sides_of(tmp_path, files)["src/setup.py"] is Side.OTHER


@pytest.mark.tdd_pins("what must stay so")
def test_tests_and_harness_in_the_source_root_are_none_either(tmp_path: Path) -> None:
    """They are the tests', or Python's own."""
    files = {"src/shop/__init__.py": "", "src/conftest.py": "", "src/test_shop.py": "", "src/sitecustomize.py": ""}

    assert set(list(sides_of(tmp_path, files).values())[1:]) == {Side.TEST, Side.OTHER}


@pytest.mark.tdd_pins("what must stay so")
def test_scripts_beside_the_settings_are_nobodys(tmp_path: Path) -> None:
    """There such files are what their names say."""
    files = {"shop/__init__.py": "", "noxfile.py": "", "setup.py": ""}

    assert list(sides_of(tmp_path, files).values()) == [Side.SUBJECT, Side.OTHER, Side.OTHER]
