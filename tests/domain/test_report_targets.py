"""What `--tdd-report` asks for: a format, and where it goes."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.configuration.report_targets import ReportTarget, report_targets, takes_stdout


@pytest.mark.parametrize(
    ("text", "format_name", "path"),
    [
        ("json", "json", ""),
        ("json:-", "json", ""),
        ("junit:out/gate.xml", "junit", "out/gate.xml"),
        (r"sarif:C:\out\gate.sarif", "sarif", r"C:\out\gate.sarif"),
        ("github:commands.txt", "github", "commands.txt"),
    ],
)
def test_a_target_is_a_format_and_perhaps_a_path(text: str, format_name: str, path: str) -> None:
    """The first colon ends the format, so that a path may hold more of them."""
    assert report_targets([text]) == ((ReportTarget(format_name, path),), ())


@pytest.mark.parametrize(
    ("texts", "mistake"),
    [
        (["junitxml:a.xml"], "there is no report 'junitxml'; did you mean 'junit'?"),
        (["pdf"], "there is no report 'pdf'"),
        (["json:"], "'json:' names no path after the colon"),
        (["json:a", "junit:a"], "two reports go to a"),
        (["json", "sarif"], "two reports go to standard output"),
    ],
)
def test_what_cannot_be_meant_is_a_mistake(texts: list[str], mistake: str) -> None:
    """All of them are told at once, and none of them is a target."""
    targets, mistakes = report_targets(texts)

    assert (targets, [each.partition(" (")[0] for each in mistakes]) == ((), [mistake])


@pytest.mark.parametrize(
    ("texts", "takes"),
    [([], False), (["json:a"], False), (["json"], True), (["github"], False), (["junit:a", "markdown:-"], True)],
)
def test_a_report_without_a_path_takes_standard_output(texts: list[str], takes: bool) -> None:  # noqa: FBT001 - the fact
    """The commands for GitHub are lines of the log: they stand among the others."""
    assert takes_stdout(texts) is takes
