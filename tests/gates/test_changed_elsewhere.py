"""Changed lines that only another environment runs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pytest_tddgate.adapters.coverage import FileCoverage
from pytest_tddgate.gates.green.left_out import elsewhere_only

SOURCE = b"import sys\n\nif sys.version_info < (3, 8):\n    a = 1\n    b = 2\nelse:\n    a = 3\n\nc = 4\n"


@pytest.mark.parametrize(("changed", "found"), [({9}, {}), ({5, 9}, {"m.py": frozenset({5})})])
def test_old_lines_of_another_environment_are_not_changed_ones(
    changed: set[int], found: dict[str, frozenset[int]]
) -> None:
    """The file has such lines, and the change has not touched them."""
    case: Any = SimpleNamespace(repository=SimpleNamespace(read=lambda _path: SOURCE))
    facts = {"m.py": FileCoverage(frozenset({1, 3, 4, 5, 7, 9}), frozenset({4, 5}), is_measured=True)}

    assert elsewhere_only({"m.py": frozenset(changed)}, facts, case) == found
