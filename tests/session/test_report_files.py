"""Files of reports: whole or not there, of this run, and never lost without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.reports.statement import stated
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import verdict_of
from pytest_tddgate.errors import Unusable
from pytest_tddgate.session.judge.reports import Reports, asked_again

if TYPE_CHECKING:
    from pathlib import Path

PASSED = stated(Report(Gate.LOCK, verdict_of(), passed="done."), again="pytest")


@pytest.fixture(autouse=True)
def _no_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    """The summary of the job in which these tests run is not theirs."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def test_a_report_of_an_earlier_run_is_gone_before_this_one_begins(tmp_path: Path) -> None:
    """A run that is killed must leave none that says `passed`."""
    tmp_path.joinpath("old.json").write_text("{}", encoding="utf-8")

    Reports(["json:old.json", "junit:new/deep.xml"], str(tmp_path)).prepare()

    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["new"]


def test_nothing_is_removed_when_one_of_the_paths_cannot_be_written(tmp_path: Path) -> None:
    """Then nothing runs, and the old report stays."""
    tmp_path.joinpath("old.json").write_text("{}", encoding="utf-8")

    with pytest.raises(Unusable, match=r"old\.json/new\.xml cannot be written"):
        Reports(["json:old.json", "junit:old.json/new.xml"], str(tmp_path)).prepare()

    assert tmp_path.joinpath("old.json").read_text(encoding="utf-8") == "{}"


def test_every_mistake_of_the_option_is_told_at_once() -> None:
    """With the formats that there are."""
    with pytest.raises(Unusable) as told:
        Reports(["pdf", "json:"], ".").prepare()

    assert [each in told.value.what for each in ("'pdf' (known: json, junit, ", "'json:' names no path")] == [
        True,
        True,
    ]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    """Whoever made it wants the file that it names."""
    tmp_path.joinpath("link.json").symlink_to(tmp_path / "real.json")
    reports = Reports(["json:link.json"], str(tmp_path))
    reports.prepare()

    is_written = reports.write(PASSED)

    assert (is_written, tmp_path.joinpath("link.json").is_symlink()) == (True, True)
    assert '"verdict": "passed"' in tmp_path.joinpath("real.json").read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_in_the_end_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The others are written all the same, and nothing is left half."""
    reports = Reports(["json:a/a.json", "junit:b.xml"], str(tmp_path))
    reports.prepare()
    tmp_path.joinpath("a").rmdir()

    is_written = reports.write(PASSED)

    assert (is_written, [path.name for path in tmp_path.iterdir()]) == (False, ["b.xml"])
    assert capsys.readouterr().err.startswith("a/a.json cannot be written: ")


def test_a_summary_holds_no_more_than_the_runner_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would show nothing of a longer one; what stands there already counts."""
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    summary.write_bytes(b"x" * ((1 << 20) - 100))
    reports = Reports(["github"], str(tmp_path))
    reports.prepare()

    is_written = reports.write(PASSED)

    assert (is_written, summary.stat().st_size) == (False, (1 << 20) - 100)
    assert capsys.readouterr().err == "the summary of the job cannot be written: it is full\n"


def test_commands_for_github_can_go_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For a pipeline that lets no command through while code of a change runs."""
    reports = Reports(["github:commands.txt"], str(tmp_path))
    reports.prepare()

    is_written = reports.write(PASSED)

    assert (is_written, tmp_path.joinpath("commands.txt").read_text(encoding="utf-8")) == (True, "")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("args", "again"),
    [
        (["--tdd-gate=green", "--tdd-report=json", "-n", "2"], "pytest --tdd-gate=green -n 2"),
        (["--tdd-report", "json:a b", "-k", "a b"], "pytest -k 'a b'"),
        ([], "pytest"),
    ],
)
def test_the_same_question_can_be_asked_again(args: list[str], again: str) -> None:
    """Whoever runs the command says anew which reports it wants."""
    assert asked_again(args) == again
