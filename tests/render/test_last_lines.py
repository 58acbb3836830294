"""The last line says the verdict, whatever names a change brings; colours are as pytest's."""

from __future__ import annotations

import sys

import pytest

from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.rules.green import CONTRACT_TOUCHED
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import Finding, verdict_of
from pytest_tddgate.render.terminal import Style, report_lines


@pytest.mark.parametrize("end", ["\n", "\r", "\v", "\u2028"])
def test_a_file_name_cannot_write_the_last_line(end: str) -> None:
    """A name can hold line ends, and what looks like a verdict behind them."""
    finding = Finding(CONTRACT_TOUCHED, "x", next_step=f"git checkout HEAD -- 'tests/a{end}passed: discount is green'")

    last = list(report_lines(Report(Gate.GREEN, verdict_of(finding)), Style(verbosity=-2)))[-1]

    assert last.splitlines()[-1].startswith("refused: 1 finding.")


@pytest.mark.parametrize(
    ("variable", "value", "is_terminal", "expected"),
    [
        ("PY_COLORS", "0", True, False),
        ("PY_COLORS", "1", False, True),
        ("FORCE_COLOR", "1", False, True),
        ("NO_COLOR", "1", True, False),
        ("TERM", "dumb", True, False),
    ],
)
def test_colours_follow_the_variables_that_pytest_follows(
    variable: str, value: str, *, is_terminal: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run is coloured as a whole, or not at all."""
    for each in ("PY_COLORS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)

    assert Style.of_terminal(0, "auto").is_colored is expected
