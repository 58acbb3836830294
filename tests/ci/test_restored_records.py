"""A contract that is gone, or was rewritten: how it comes back, and what is no way out until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.commands.hooks import main
from pytest_tddgate.gates.contracts.status import status_of
from pytest_tddgate.session.judge.workspace import case_in
from tests.project import git_environment

if TYPE_CHECKING:
    import pytest

    from tests.project import Project

RECORD = ".tddgate/contracts/discount.json"


def test_the_commit_that_brings_a_record_back_goes_through(
    branch: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """HEAD has none until it is made."""
    for name, value in git_environment().items():
        monkeypatch.setenv(name, value)
    good = branch.head
    branch.git("rm", "--quiet", RECORD)
    branch.git("commit", "--quiet", "--no-verify", "--message", "tidy")
    monkeypatch.chdir(branch.root)

    held_back = main(["pre-commit"])
    branch.git("checkout", good, "--", RECORD)
    capsys.readouterr()

    assert (held_back, main(["pre-commit"]), capsys.readouterr().err) == (10, 0, "")


def test_without_a_record_nothing_can_be_amended(branch: Project) -> None:
    """The record comes back first."""
    branch.replace("tests/test_discount.py", "== 90", "== 90.0").without_file(RECORD)

    (feature,) = status_of(case_in(str(branch.root))).features

    touched = [each.remedy for each in feature.findings if each.rule.id == "contract-touched"]
    assert touched == ["git checkout HEAD -- tests/test_discount.py"]
