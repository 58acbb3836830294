"""A gate in another folder than the contract's: it says where the contract is judged, and judges nothing."""

from __future__ import annotations

import os
import shutil

import pytest

from pytest_tddgate.cli import main
from tests.project import Project

TEST = "from shop.rebate import rebate\n\n\ndef test_rebate():\n    assert [rebate(100), rebate(50)] == [90, 45]\n"


@pytest.fixture
def top(started: Project) -> Project:
    """The top of a repository with two projects; the first has a locked and implemented feature."""
    web = started.moved_into("packages/web")
    shutil.copytree(web.root / "packages/web", web.root / "packages/core")
    web.commit("two projects").git("branch", "--force", "main", "HEAD")
    web.with_file("packages/web/tests/test_rebate.py", TEST).lock("rebate")
    web.with_file("packages/web/src/shop/rebate.py", "def rebate(price):\n    return price * 9 // 10\n")
    web.commit("feat: rebate")
    return Project(web.root)


@pytest.mark.parametrize("gate", ["green", "docs"])
def test_at_the_top_a_gate_names_the_folder_of_the_contract(top: Project, gate: str) -> None:
    """Nothing has changed there, and nothing can be said of it from here."""
    seen = top.gate(gate, verdict="undecided", says="rebate is a feature of packages/web")

    assert f"cd packages/web && pytest --tdd-gate={gate}" in seen.last.output


def test_an_audit_of_no_product_code_is_undecided(top: Project) -> None:
    """It names the folder too."""
    seen = top.gate("audit", "--tdd-base=main", verdict="undecided", says="no first-party code was found")

    assert "cd packages/web && pytest --tdd-gate=audit --tdd-base=" in seen.last.output


def test_a_feature_of_another_project_is_not_unknown(top: Project) -> None:
    """Its folder is named as it is from here."""
    core = Project(top.root, directory="packages/core")

    seen = core.gate("green", "--tdd-feature=rebate", verdict="undecided", says="rebate is a feature of packages/web")

    assert "cd ../web && pytest --tdd-gate=green --tdd-feature=rebate" in seen.last.output


@pytest.mark.parametrize(
    ("folder", "step"),
    [("", "cd packages/web && "), ("packages/core", "cd ../web && "), ("packages/web", ""), ("packages/web/src", "")],
)
def test_the_status_prints_commands_that_work_where_it_was_asked(
    top: Project, folder: str, step: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the row of the feature, and in the last line."""
    monkeypatch.chdir(os.path.join(top.root, folder))  # noqa: PTH118 - text

    main(["status"])

    shown = capsys.readouterr().out
    assert f"run {step}pytest --tdd-gate=green" in shown
    assert f"Next: {step}pytest --tdd-gate=green" in shown.splitlines()[-1]
