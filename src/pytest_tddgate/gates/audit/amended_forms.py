"""Judges the earlier forms of tests that a range amended more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.domain.red.assertions import loses_assertions
from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.rules.red import AMENDED_GREEN
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.audit.controls import passing_on_base

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.verdict import MissingFact
    from pytest_tddgate.gates.audit.case import AuditCase

__all__ = ["earlier_forms"]


def earlier_forms(audit: AuditCase) -> CheckResult:
    """Findings for forms of amended tests that were amended again: each such form is run on the base's code.

    They are advice only, because the change is judged by the last form.
    """
    asking = frozenset(audit.proven_tests)
    findings: list[Finding] = []
    missing: list[MissingFact] = []
    for commit in dict.fromkeys(each.commit for made in audit.range.amended.values() for each in made):
        if forms := _superseded(commit, audit):
            _, passed, cut = passing_on_base(commit, forms, audit)
            findings += _of_form(commit, [each for each in forms if each in passed], asking, audit)
            missing += cut
    return CheckResult(tuple(findings), tuple(missing))


def _superseded(commit: str, audit: AuditCase) -> list[TestId]:
    """The tests that this commit amended and that the head has in another form, or not at all."""
    amendments = [
        one
        for made in audit.range.amended.values()
        for each in made
        if each.commit == commit
        for one in each.amendments
    ]
    names = sorted({name for one in amendments if not one.is_format_only for name in one.changed if "::" in name})
    tests = [TestId(*name.split("::", 1)) for name in names]
    return [test for test in tests if (form := _form(test, commit, audit)) and form != _form(test, None, audit)]


def _form(test: TestId, commit: str | None, audit: AuditCase) -> str:
    """The digest of a test's syntax at a commit (None: the head); empty if it is not there."""
    source = audit.history.blobs(commit or audit.range.head, [test.file]).get(test.file, b"")
    try:
        function = parse_module(source).functions.get(test.name)
    except (SyntaxError, ValueError):
        return ""
    return function.digest if function else ""


def _of_form(commit: str, passed: Iterable[TestId], asking: frozenset[TestId], audit: AuditCase) -> Iterator[Finding]:
    """A finding for each test that shows nothing in this form: green without the code, or less strict than before."""
    for test in passed:
        before = audit.history.blobs(audit.range.fork, [test.file]).get(test.file, b"")
        then = audit.history.blobs(commit, [test.file]).get(test.file, b"")
        if test in asking or loses_assertions(before, then, test.name):
            does = "passes on the base's code" if test in asking else "asserts less than at the base"
            what = f"{test}, as {commit[:10]} amended it, {does}; it was amended again since"
            yield Finding(AMENDED_GREEN, what, at=Place(test.file))
