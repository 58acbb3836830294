"""A memo of a function without parameters holds something, such as a registry, and remembers no answers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.session.test_widened_calls import PAGES, PARSER, replays

if TYPE_CHECKING:
    from pathlib import Path

REGISTRY = (
    "from functools import cache\n\n\n@cache\ndef parsers():\n    return {}\n\n\n"
    + PARSER.replace("def pages", "def _spans")
    + "\n\nparsers()['spans'] = _spans\n\n\ndef pages(text):\n    return parsers()['spans'](text)\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="calls are repeated in forks")
def test_what_was_registered_at_import_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it no call could be made again."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path.resolve()))

    found = replays(tmp_path.resolve(), PAGES, REGISTRY)

    assert [len(each.points) for each in found if each.function == "pages"] == [4]
