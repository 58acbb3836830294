"""A memo that was filled when its module was imported answers without a call: nobody would hear what is asked of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.generality.cliffs import cliff_of
from tests.session.test_widened_calls import CASES, PAGES, PARSER, replays

if TYPE_CHECKING:
    from pathlib import Path

WARM = f"\n\nfor text, _ in {CASES}:\n    {{called}}(text)\n"
TABLE = f"def pages(text):\n    return dict({CASES})[text]\n"
OF_CLASS = (
    "class Pages:\n    @staticmethod\n    @cache\n    def of(text):\n"
    f"        return dict({CASES})[text]\n\n\npages = Pages.of\n"
)


def memo(code: str, called: str = "pages") -> str:
    """The code behind a memo, which is filled at the end of the module."""
    return (
        "from functools import cache\n\n\n"
        + code.replace("def pages", "@cache\ndef pages")
        + WARM.format(called=called)
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules can be imported by a program that starts here."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path.resolve()


@pytest.mark.skipif(sys.platform == "win32", reason="calls are repeated in forks")
@pytest.mark.parametrize("code", [TABLE, OF_CLASS], ids=["function", "method"])
def test_a_table_behind_a_warm_memo_is_a_cliff(folder: Path, code: str) -> None:
    """Its calls are heard, and made again."""
    found = replays(folder, PAGES, memo(code))

    assert [cliff_of(each.points) is not None for each in found] == [True]


@pytest.mark.skipif(sys.platform == "win32", reason="calls are repeated in forks")
def test_what_computes_behind_a_warm_memo_is_none(folder: Path) -> None:
    """Its calls are heard as well."""
    found = replays(folder, PAGES, memo(PARSER))

    assert [cliff_of(each.points) is not None for each in found] == [False]
