"""`tddgate status` in a repository of several projects, asked from another folder than the one in which gates run."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.domain.reports.run_record import RunRecord
from pytest_tddgate.gates.change.judged_state import state_of
from pytest_tddgate.session.judge.workspace import case_in
from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Tddgate

FOLDERS = [("", "cd packages/web && "), ("packages/core", "cd ../web && "), ("packages/web", "")]
"""Where status is asked, and how a shell comes to packages/web from there."""


def two_projects(project: Project) -> Project:
    """The same project twice, in the folders packages/web and packages/core."""
    web = project.moved_into("packages/web")
    shutil.copytree(web.root / "packages/web", web.root / "packages/core")
    return web.commit("two projects")


@pytest.fixture(scope="module")
def passed_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two projects; the feature of packages/web has passed green and docs at the present state."""
    web = two_projects(Project.copied(project_template, tmp_path_factory.mktemp("passed") / "shop"))
    test = "from shop.discount import discount\n\n\ndef test_discount():\n    assert discount(100) == 90\n"
    web.with_file("packages/web/tests/test_discount.py", test).lock()
    code, tree = state_of(case_in(str(web.root / "packages/web")))
    for gate in ("green", "docs"):
        report = {"schema": "tddgate/report/1", "gate": gate, "feature": "discount", "verdict": "passed"}
        record = RunRecord("2030-01-31T12:00:00Z", web.head, code, tree, report)
        FileRecords.of(str(web.root / ".git")).keep(record)
    return web.root


@pytest.fixture
def passed(passed_template: Path, tmp_path: Path) -> Project:
    """A copy of the two projects."""
    return Project.copied(passed_template, tmp_path / "shop")


@pytest.mark.parametrize(
    ("folder", "way"), [*FOLDERS[:2], pytest.param(*FOLDERS[2], marks=pytest.mark.tdd_pins("as it was"))]
)
def test_a_gate_that_passed_in_its_folder_is_shown_as_passed(
    passed: Project, tddgate: Tddgate, folder: str, way: str
) -> None:
    """Its folder's files are what it judged, wherever somebody asks; a change of other projects is nothing to it."""
    passed.with_file("packages/core/src/shop/more.py", "MORE = 1\n")

    answer = tddgate(passed, "status", at=folder)

    assert f"passed   passed  run {way}pytest --tdd-gate=review" in answer.out
    assert answer.last_line == f"kept: 1 contract. Next: {way}pytest --tdd-gate=review"


@pytest.mark.tdd_pins("nothing was shown as passed from elsewhere")
@pytest.mark.parametrize(("folder", "way"), FOLDERS)
def test_a_gate_that_passed_at_another_state_is_not(passed: Project, tddgate: Tddgate, folder: str, way: str) -> None:
    """What lies there now, nobody has judged."""
    passed.with_file("packages/web/src/shop/more.py", "MORE = 1\n")

    answer = tddgate(passed, "status", at=folder)

    assert answer.last_line == f"kept: 1 contract. Next: {way}pytest --tdd-gate=green"


@pytest.mark.tdd_pins("nothing was shown as passed from elsewhere")
def test_settings_that_cannot_be_read_show_nothing_as_passed(passed: Project, tddgate: Tddgate) -> None:
    """The status of all the others is shown."""
    settings = "packages/web/pyproject.toml"
    passed.with_file(settings, passed.text(settings) + "\n[tool.tddgate]\nsauce = 1\n")

    answer = tddgate(passed, "status", at="packages/core")

    assert "passed  run" not in answer.out


@pytest.mark.parametrize(
    ("folder", "way"), [*FOLDERS[:2], pytest.param(*FOLDERS[2], marks=pytest.mark.tdd_pins("as it was"))]
)
def test_a_new_test_leads_to_the_folder_in_which_it_is_run(
    project: Project, tddgate: Tddgate, folder: str, way: str
) -> None:
    """Elsewhere the gate would say that nothing is new, or could not import the package."""
    web = two_projects(project).with_file("packages/web/tests/test_more.py", "def test_more():\n    assert 0\n")

    answer = tddgate(web, "status", at=folder)

    assert answer.out == (
        "not locked: packages/web/tests/test_more.py::test_more\n"
        f"1 new test is not locked. Next: {way}pytest --tdd-gate=verify-fail\n"
    )


@pytest.mark.tdd_pins("as it was")
def test_a_new_test_of_this_folder_comes_first(project: Project, tddgate: Tddgate) -> None:
    """One command after the other."""
    web = two_projects(project).with_file("packages/web/tests/test_more.py", "def test_more():\n    assert 0\n")
    web.with_file("packages/core/tests/test_less.py", "def test_less():\n    assert 0\n")

    answer = tddgate(web, "status", at="packages/web")

    assert answer.last_line.endswith(" not locked. Next: pytest --tdd-gate=verify-fail")
