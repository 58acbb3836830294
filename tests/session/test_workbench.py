"""What an audit asks git and the interpreter for, and how often."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from pytest_tddgate.domain.configuration.audit_settings import AuditSettings
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.session.audit.workbench import Policy, Workbench

if TYPE_CHECKING:
    from pathlib import Path


class History:
    """A repository that counts how often it lists the files of a commit."""

    def __init__(self, top: Path) -> None:
        """Nothing was listed yet."""
        self.top = str(top)
        self.listed: Counter[str] = Counter()

    def entries(self, commit: str) -> dict[str, tuple[str, str]]:
        """One file."""
        self.listed[commit] += 1
        return {"README.md": ("100644", "0" * 40)}


def test_the_files_of_base_and_head_are_listed_once(tmp_path: Path) -> None:
    """They are compared in each step, and a list of 50,000 files takes a while; of many locks none is kept for long."""
    history = History(tmp_path)
    bench = Workbench(cast("Any", history), Policy(Settings(), AuditSettings()), "", str(tmp_path))

    for number in range(20):
        snapshots = [bench.snapshot(each) for each in ("fork", "head", f"lock {number}", "fork", "head")]

    assert [each.commit for each in snapshots] == ["fork", "head", "lock 19", "fork", "head"]
    assert history.listed == Counter({"fork": 1, "head": 1} | {f"lock {number}": 1 for number in range(20)})
