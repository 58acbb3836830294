"""Calls of callables that are no functions, of objects with slots, and of two examples, made again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.generality.cliffs import cliff_of
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.runs.runner import ProcessRunner

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_tddgate.domain.generality.replay import Replay

CASES = '[("7-9", [7, 8, 9]), ("1-3,5", [1, 2, 3, 5]), ("4,6-8", [4, 6, 7, 8]), ("10-12,20", [10, 11, 12, 20])]'
PAGES = (
    "import pytest\nfrom subject_of_calls import pages\n\n\n"
    f'@pytest.mark.parametrize(("text", "wanted"), {CASES})\n'
    "def test_pages(text, wanted):\n    assert pages(text) == wanted\n"
)
TWO = PAGES.replace(CASES, CASES[: CASES.index(', ("4,')] + "]")
AREAS = (
    "import pytest\nfrom subject_of_calls import Box, area\n\n\n"
    '@pytest.mark.parametrize(("wide", "high", "wanted"), [(2, 3, 6), (7, 5, 35), (11, 13, 143)])\n'
    "def test_area(wide, high, wanted):\n    assert area(Box(wide, high)) == wanted\n"
)
BOX = "from dataclasses import dataclass\n\n\n@dataclass(slots=True)\nclass Box:\n    wide: int\n    high: int\n\n\n"
PARSER = (
    "def pages(text):\n    found = []\n    for part in text.split(','):\n        first, _, last = part.partition('-')\n"
    "        found += range(int(first), int(last or first) + 1)\n    return found\n"
)
GENERAL = {
    "two-parsed": (TWO, PARSER),
    "partial": (
        PAGES,
        f"from functools import partial\n\n\n{PARSER.replace('pages', '_of')}\n\npages = partial(_of)\n",
    ),
    "slots": (AREAS, f"{BOX}def area(box):\n    return box.wide * box.high\n"),
}
AREA = "def area(box):\n    return {(2, 3): 6, (7, 5): 35, (11, 13): 143}[box.wide, box.high]\n"
TABLE = f"T = dict({CASES})\n"
IMPORTS = "import operator\nfrom functools import partial\n\n"
TABLES = {
    "method": (PAGES, f"{TABLE}pages = T.__getitem__\n"),
    "getter": (PAGES, f"{TABLE}pages = T.get\n"),
    "partial": (PAGES, f"{IMPORTS}{TABLE}pages = partial(operator.getitem, T)\n"),
    "two": (TWO, f"{TABLE}\n\ndef pages(text):\n    return T[text]\n"),
    "slots": (AREAS, f"{BOX}{AREA}"),
}


def replays(folder: Path, tests: str, code: str) -> tuple[Replay, ...]:
    """What making the calls of these tests again shows of this module."""
    for name, text in {"subject_of_calls.py": code, "test_calls.py": tests, "pytest.ini": "[pytest]\n"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    args = ["--tdd-gate=green", "-p", "no:cacheprovider"]
    changed = {str(folder / "subject_of_calls.py"): [(1, len(code.splitlines()))]}
    runner = ProcessRunner(args, str(folder), str(folder), 60)
    run = runner.run(Role.CALLS, targets=["test_calls.py"], extra={"changed": changed})
    assert run.calls.is_whole
    return run.calls.replays


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules can be imported by a program that starts here."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path.resolve()


@pytest.mark.skipif(sys.platform == "win32", reason="calls are repeated in forks")
@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_a_cliff_however_it_is_called(folder: Path, name: str) -> None:
    """As a method of a dictionary, with objects that have slots, with two examples."""
    (replay,) = replays(folder, *TABLES[name])

    assert replay.function in {"pages", "area"}
    assert cliff_of(replay.points) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="calls are repeated in forks")
@pytest.mark.parametrize("name", GENERAL)
def test_what_computes_is_no_cliff(folder: Path, name: str) -> None:
    """And its calls were made again."""
    (replay,) = replays(folder, *GENERAL[name])

    assert replay.points
    assert cliff_of(replay.points) is None
