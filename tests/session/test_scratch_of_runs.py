"""Where the runs of an audit put what they need for a while: a killed audit takes no leave of it."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.mutants.run import scratch_for
from pytest_tddgate.session.runs.clean_runner import CleanRunner, RunSettings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from pytest_tddgate.domain.run.orders import Orders


def test_a_run_of_an_audit_is_told_of_the_audits_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The next audit removes that one with all that is in it."""
    asked: list[Orders] = []
    monkeypatch.setattr(CleanRunner, "_watched", lambda _self, orders, _top: asked.append(orders))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    settings = RunSettings("", ("src",), (), (), 30)

    CleanRunner("/tree", settings).run(Role.MUTANTS, extra={"budget": 20})

    assert asked[0].extra == {"budget": 20, "scratch": str(tmp_path)}


def test_a_folder_for_a_while_lies_there(tmp_path: Path) -> None:
    """On another machine, where that folder is not, it lies where it would."""
    here, elsewhere = scratch_for({"scratch": str(tmp_path)}), scratch_for({"scratch": str(tmp_path / "none")})

    assert (here.startswith(f"{tmp_path}/tddgate-"), elsewhere.startswith(str(tmp_path))) == (True, False)
