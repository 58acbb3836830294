"""The metadata that name an audit's plugins are there as long as the pytest that loaded them waits for runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.runs.clean_runner import CleanRunner, RunSettings
from pytest_tddgate.session.runs.kept_reserve import KeptReserve

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ASKING = "from importlib.metadata import version\n\nversion('tddgate-names')\n"


def ran(tree: Path, kept: KeptReserve) -> list[str]:
    """The outcomes of a run of everything in the tree; its runner is gone when this returns."""
    runner = CleanRunner(str(tree), RunSettings("", (".",), ("pytest_cov", "tddgate"), (), 20), kept)
    run = runner.run(Role.CONTROL, extra={"first_party": ["shop"]})
    return [each.outcome for each in run.tests]


def test_a_later_run_finds_them_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pytest reads them for its header, and Python warns where they are gone: an error if the project says so."""
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    (tmp_path / "conftest.py").write_text(ASKING)
    (tmp_path / "test_shop.py").write_text("def test_total():\n    pass\n")
    kept = KeptReserve()

    try:
        assert [ran(tmp_path, kept), ran(tmp_path, kept)] == [["passed"], ["passed"]]
    finally:
        kept.close()
