"""`tddgate report`: the last run in any format, the page, and the badge, without running a test."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.domain.reports.run_record import RunRecord

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

REPORT = {
    "schema": "tddgate/report/1",
    "gate": "green",
    "feature": "discount",
    "base": "b" * 40,
    "verdict": "passed",
    "exit_code": 0,
    "next": {"verb": "commit", "command": "pytest --tdd-gate=audit", "detail": "commit the implementation"},
    "findings": [],
    "missing": [],
    "advice": [],
    "rows": [{"state": "green", "kind": "kept", "about": "discount", "remark": "2 tests"}],
    "notes": [],
    "table": [],
    "coverage": None,
}


def keep(project: Project, at: str = "2026-01-03T10:00:00Z", **report: object) -> None:
    """Keep a record of a run, judged at HEAD."""
    record = RunRecord(at, project.git("rev-parse", "HEAD"), "", "", REPORT | report)
    FileRecords.of(str(project.root / ".git")).keep(record)


def test_the_last_run_is_told_in_every_format(locked: Project, tddgate: Tddgate) -> None:
    """To files, several at once; nothing is run."""
    keep(locked, at="2026-01-01T10:00:00Z", verdict="refused")
    keep(locked)

    answer = tddgate(locked, "report", "json:out/a.json", "junit:out/a.xml", "markdown:out/a.md")

    assert (answer.code, answer.err) == (0, "")
    assert json.loads(locked.text("out/a.json")) == REPORT
    assert "tests=" in locked.text("out/a.xml")
    assert "green: passed" in locked.text("out/a.md")


def test_without_a_path_the_report_is_the_answer(locked: Project, tddgate: Tddgate) -> None:
    """Alone on standard output."""
    keep(locked)

    answer = tddgate(locked, "report", "json")

    assert json.loads(answer.out) == REPORT


def test_a_feature_and_a_gate_choose_the_run(locked: Project, tddgate: Tddgate) -> None:
    """The last that fits both."""
    keep(locked, at="2026-01-01T10:00:00Z", gate="lock", feature="other")
    keep(locked, at="2026-01-02T10:00:00Z", feature="other")
    keep(locked)

    answers = [tddgate(locked, "report", "json", *each) for each in (["--feature=other"], ["--gate=lock"])]

    assert [(json.loads(each.out)["gate"], json.loads(each.out)["feature"]) for each in answers] == [
        ("green", "other"),
        ("lock", "other"),
    ]


@pytest.mark.parametrize(
    ("args", "what", "command"),
    [
        ([], "no gate has judged here yet", "pytest --tdd-gate=green"),
        (
            ["--feature=discount"],
            "no gate has judged discount here yet",
            "pytest --tdd-gate=green --tdd-feature=discount",
        ),
        (["--gate=lock"], "lock has not judged here yet", "pytest --tdd-gate=lock"),
    ],
)
def test_without_a_record_the_command_that_makes_one_is_named(
    locked: Project, tddgate: Tddgate, args: list[str], what: str, command: str
) -> None:
    """Nothing is written."""
    answer = tddgate(locked, "report", "json:a.json", *args)

    assert (answer.code, locked.root.joinpath("a.json").exists()) == (4, False)
    assert f"cannot go on: {what}" in answer.err
    assert f"next: {command}\n" in answer.err


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (["pdf"], "there is no report 'pdf' (known: json, "),
        (["htm"], "there is no report 'htm'; did you mean 'html'?"),
        (["json:src"], "src cannot be written"),
        ([], "nothing is asked for"),
        (["--gate=seventh", "json"], "there is no gate 'seventh'"),
        (["--feature=discuont", "html"], "there is no contract of the feature 'discuont'; did you mean 'discount'?"),
    ],
)
def test_what_cannot_be_meant_is_told_before_anything_is_written(
    locked: Project, tddgate: Tddgate, args: list[str], what: str
) -> None:
    """With exit code 4, and a next step."""
    keep(locked)

    answer = tddgate(locked, "report", *args)

    assert answer.code == 4
    assert what in answer.err
    assert "next: " in answer.err


def test_the_page_is_there_without_any_run(locked: Project, tddgate: Tddgate) -> None:
    """The contract says what was red; nothing has shown yet that it is green."""
    answer = tddgate(locked, "report", "html:out/page.html")

    text = locked.text("out/page.html")
    assert (answer.code, answer.err) == (0, "")
    assert [each for each in ("test_ten_percent", "missing", "not run at this tree") if each not in text] == []


def test_a_project_without_a_contract_gets_a_page_that_says_how_to_begin(project: Project, tddgate: Tddgate) -> None:
    """The first that a newcomer sees."""
    answer = tddgate(project, "report", "html")

    assert answer.code == 0
    assert "No contract yet" in answer.out


def test_a_damaged_contract_is_shown_as_such(locked: Project, tddgate: Tddgate) -> None:
    """The others stay readable."""
    locked.with_file(".tddgate/contracts/discount.json", "{").commit("damage")

    answer = tddgate(locked, "report", "html")

    assert answer.code == 0
    assert "the contract of discount cannot be read" in answer.out


def test_a_missing_jinja2_is_named_with_the_command_that_brings_it(
    locked: Project, tddgate: Tddgate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes with an extra."""
    monkeypatch.setitem(sys.modules, "jinja2", None)

    answer = tddgate(locked, "report", "html:page.html")

    assert (answer.code, locked.root.joinpath("page.html").exists()) == (4, False)
    assert "next: pip install 'pytest-tddgate[html]'\n" in answer.err


@pytest.mark.parametrize(("option", "path"), [("--badge", "tddgate.svg"), ("--badge=out/b.svg", "out/b.svg")])
def test_the_badge_says_what_the_last_audit_or_green_said_here(
    locked: Project, tddgate: Tddgate, option: str, path: str
) -> None:
    """With the day, for a reader who wants to know how old it is."""
    keep(locked, gate="audit", feature="")

    answer = tddgate(locked, "report", option)

    assert answer.code == 0
    assert "<title>test first: passed (audit, 2026-01-03)</title>" in locked.text(path)


def test_a_badge_without_a_run_says_so(locked: Project, tddgate: Tddgate) -> None:
    """It is no verdict, and no error."""
    assert tddgate(locked, "report", "--badge=-").out.count("test first: not run") == 2


def test_outside_a_repository_the_command_says_what_is_missing(project: Project, tddgate: Tddgate) -> None:
    """There is nothing to report on."""
    answer = tddgate(project, "report", "html", at="..")

    assert answer.code == 4
    assert "is not in a git repository" in answer.err
