"""Whether a test file may read a data file that is new, as far as its text shows."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.data_files import is_mere_data, may_read

DATA = "tests/data/orders.json"


@pytest.mark.parametrize(
    "source",
    [
        "CASES = sorted(DATA.glob('*.json'))\n",
        "for name in os.listdir(DATA): pass\n",
        "def pytest_collect_file(file_path, parent): ...\n",
        "shutil.copytree(DATA, tmp_path)\n",
        "def test_a(datadir): ...\n",
        "def test_a(): assert load('orders') == 1\n",
        "NAME = 'orders.json'\n",
    ],
)
def test_what_may_read_it(source: str) -> None:
    """What lists folders, collects files, or names it."""
    assert may_read(source.encode(), DATA)


@pytest.mark.parametrize(
    "source",
    ["", "def load(name): return (DATA / f'{name}.json').read_text()\n", "reorders = 'json'\nglobal globe\n"],
)
def test_what_reads_other_files(source: str) -> None:
    """A file that nobody names is not read by name."""
    assert not may_read(source.encode(), DATA)


@pytest.mark.parametrize("path", [DATA, "tests/snapshots/a.txt", "tests/img/logo.png"])
def test_mere_data(path: str) -> None:
    """Files that hold no test by themselves."""
    assert is_mere_data(path)


@pytest.mark.parametrize(
    "path",
    [
        "tests/conftest.py", "tests/pytest.ini", "tests/types.yml", "tests/shop.feature", "tests/test_api.txt",
        "tests/notes.md", "tests/lib.so", "tests/shop.pth", "tests/a.ipynb", "tests/setup.cfg", "tests/pyproject.toml",
    ],
)  # fmt: skip
def test_what_may_hold_tests_or_settings(path: str) -> None:
    """Code, settings, and what plugins collect."""
    assert not is_mere_data(path)
